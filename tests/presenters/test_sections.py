"""Sections of settings and duty log: what is typed is kept, refused at its field, or saved."""

from datetime import date, timedelta

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.charges import AccountDue, Asked
from hall_desk.domain.people import Role, Staff
from hall_desk.domain.publicnotices import NoticeKind
from hall_desk.domain.refunds import RED_OWED
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.printing import DummyPrinter
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.log_access import AccessSection
from hall_desk.presenters.log_day import LogSection
from hall_desk.presenters.log_invoices import InvoicesSection
from hall_desk.presenters.log_months import MonthsSection
from hall_desk.presenters.log_patrol import PatrolSection
from hall_desk.presenters.log_prepayments import PrepaymentsSection
from hall_desk.presenters.papers import PaperDesk
from hall_desk.presenters.sections import LEAVE_WARNING, NEW, Mark, SectionPresenter
from hall_desk.presenters.settings_hall import HallSection
from hall_desk.presenters.settings_holidays import HolidaysSection
from hall_desk.presenters.settings_notices import NoticesSection
from hall_desk.presenters.settings_prices import PricesSection
from hall_desk.presenters.settings_rules import RulesSection
from hall_desk.presenters.settings_services import ServicesSection
from hall_desk.presenters.settings_staff import StaffSection
from hall_desk.usecases import (
    contacts,
    founding,
    hallrules,
    helping,
    invoices,
    paidservice,
    people,
    publicnotices,
)
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.queries import find_day
from tests.conftest import MANAGER, Day, referral
from tests.usecases.money import give_back
from tests.usecases.money import pay as take
from tests.usecases.test_invoices import refund
from tests.usecases.test_money import cash, pay, signed
from tests.usecases.test_settlements import ahead, settle


@pytest.fixture
def me(hall: Hall) -> Staff:
    return hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))


@pytest.fixture
def desk(hall: Hall) -> Desk:
    return Desk(hall=hall, runner=SyncRunner())


def shown(presenter: SectionPresenter) -> SectionPresenter:
    presenter.refresh()
    presenter.build()
    return presenter


def typed(presenter: SectionPresenter, **values: str) -> None:
    for name, value in values.items():
        presenter.type(name, value)


def value(presenter: SectionPresenter, name: str) -> str:
    return presenter.values()[name]


def marks(presenter: SectionPresenter, key: str) -> list[str]:
    row = next(row for row in presenter.rows() if row.key == key)
    return [cell.word for cell in row.cells if isinstance(cell, Mark)]


def test_what_is_typed_outlives_a_look_and_a_refusal(desk: Desk, me: Staff, hall: Hall) -> None:
    section = shown(HallSection(desk, me))
    typed(section, name="", slogan="用心")
    section.refresh()
    assert value(section, "slogan") == "用心"
    section.save()
    assert (section.message.field, section.message.is_error) == ("name", True)
    assert value(section, "slogan") == "用心"
    typed(section, name="柳溪供电营业厅")
    section.save()
    assert not section.has_drafts
    assert hall.ask(founding.profile_of).slogan == "用心"
    assert "已保存" in section.message.text


def test_editing_back_leaves_nothing_to_save(desk: Desk, me: Staff) -> None:
    section = shown(HallSection(desk, me))
    typed(section, name="x")
    assert section.has_drafts
    typed(section, name="青禾供电营业厅")
    assert not section.has_drafts


def test_leaving_asks_once_when_something_is_not_saved(desk: Desk, me: Staff) -> None:
    section = shown(HallSection(desk, me))
    left: list[bool] = []
    section.closed = lambda: left.append(True)
    typed(section, name="x")
    section.leave()
    assert (left, section.message.text) == ([], LEAVE_WARNING)
    section.leave()
    assert left == [True]
    assert not section.has_drafts


@pytest.mark.rule("10(3)")
def test_a_rest_day_is_refused_at_its_field(desk: Desk, me: Staff) -> None:
    section = shown(HallSection(desk, me))
    typed(section, closed_weekdays="6")
    section.save()
    assert section.message.field == "closed_weekdays"


def test_ticket_issue_is_stopped_from_the_settings(desk: Desk, me: Staff, hall: Hall) -> None:
    section = shown(HallSection(desk, me))
    section.do_deed("stop_issuing")
    day = hall.ask(find_day)
    assert day is not None
    assert day.issue_stopped_at is not None
    section.do_deed("stop_issuing")
    assert "已停止取号" in section.message.text


@pytest.mark.rule("10(1)")
def test_a_service_is_switched_off_and_on_by_hand(desk: Desk, me: Staff) -> None:
    section = shown(ServicesSection(desk, me))
    section.pick("B02")
    typed(section, enabled="off")
    section.save()
    assert marks(section, "B02") == ["停办"]
    assert "52 / 53" in section.note()
    section.do_deed("kind_off")
    assert marks(section, "B01") == ["停办"]
    section.do_deed("kind_on")
    assert marks(section, "B02") == ["开办"]


def test_each_row_keeps_its_own_words(desk: Desk, me: Staff) -> None:
    section = shown(ServicesSection(desk, me))
    section.pick("A01")
    typed(section, fees_note="甲")
    section.pick("A02")
    assert value(section, "fees_note") != "甲"
    section.pick("A01")
    assert value(section, "fees_note") == "甲"


@pytest.mark.rule("3")
def test_a_looser_limit_is_refused_at_the_reason(desk: Desk, me: Staff, hall: Hall) -> None:
    section = shown(RulesSection(desk, me))
    typed(section, limit_payment="6")
    section.save()
    assert section.message.field == "limit_reason"
    typed(section, limit_reason="专线中断")
    section.save()
    assert hall.ask(hallrules.rules_of).limit("payment") == 6
    typed(section, cap="两")
    section.save()
    assert (section.message.field, section.message.text) == ("cap", "请填整数。")


def test_a_price_waits_for_the_second_person(desk: Desk, me: Staff, hall: Hall) -> None:
    people.add_staff(
        hall, MANAGER, staff_no="0907", name="顾", role=Role.DUTY_MANAGER, password="duty-0907!"
    )
    section = shown(PricesSection(desk, me))
    asked: list[str] = []

    def approve(sentence: str, then: object) -> None:
        asked.append(sentence)
        assert callable(then)
        then("0907")

    section.needs_approval = approve
    section.pick("L01/2026-01-01")
    typed(section, approval_doc="样价文〔2026〕12号", unit_price="32", valid_from="7月1日")
    section.save()
    assert section.message.field == "valid_from"
    typed(section, valid_from="2026-07-01", unit_price="三十")
    section.save()
    assert section.message.field == "unit_price"
    typed(section, unit_price="32")
    section.save()
    assert len(asked) == 1
    versions = [p for p in hall.ask(paidservice.price_list) if p.code == "L01"]
    assert [p.unit_price_fen for p in versions] == [3000, 3200]
    assert marks(section, "L01/2026-07-01") == ["未生效"]


@pytest.mark.rule("5(1)")
def test_an_expired_list_is_red_in_the_settings(
    desk: Desk, me: Staff, day: Day, clock: FakeClock
) -> None:
    old = day.ask(publicnotices.shown_notices, NoticeKind.PRICES)[0].notice
    day.do(
        publicnotices.publish,
        kind=NoticeKind.PRICES,
        title="收费标准",
        body=old.body,
        approval_doc="x",
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 3, 11),
    )
    section = shown(NoticesSection(desk, me))
    assert section.alarm()[1] == "over"
    assert "已到期" in section.alarm()[0]
    key = next(row.key for row in section.rows() if row.cells[0] == "收费标准")
    assert marks(section, key) == ["已到期"]
    section.pick(key)
    assert (value(section, "valid_from"), value(section, "valid_to")) == ("2026-03-12", "")
    section.save()
    assert section.alarm() == ("", "over")
    assert [row.cells[2] for row in section.rows() if row.cells[0] == "收费标准"] == ["3"]
    assert clock.now().year == 2026


def test_news_is_published_printed_and_taken_down(desk: Desk, me: Staff, hall: Hall) -> None:
    printer = DummyPrinter()
    section = shown(NoticesSection(desk, me, PaperDesk(hall, printer, MANAGER).by_kind))
    section.pick(NEW)
    typed(section, title="停电通知", body="柳溪一线 3月15日 检修。")
    section.save()
    key = next(row.key for row in section.rows() if row.cells[1] == "停电通知")
    section.pick(key)
    section.do_deed("compose")
    assert section.message.text == "通知由您自己写。"
    section.do_deed("print")
    assert [name for name, _ in printer.papers] == [f"公示-停电通知-第1版-{key}"]
    section.do_deed("withdraw")
    assert key not in [row.key for row in section.rows()]


def test_a_body_is_made_anew_before_it_is_published(desk: Desk, me: Staff, hall: Hall) -> None:
    section = shown(NoticesSection(desk, me))
    rules = hall.ask(hallrules.rules_of)
    changed = {**dict(rules.limits), "payment": 4}
    from dataclasses import replace

    hall.do(
        hallrules.change_rules, MANAGER, None, rules=replace(rules, limits=tuple(changed.items()))
    )
    section.refresh()
    section.do_deed("compose")
    assert "收费每件 4 分钟内办结。" in value(section, "body")
    assert section.has_drafts


def test_an_account_is_added_changed_and_given_a_new_password(
    desk: Desk, me: Staff, hall: Hall
) -> None:
    section = shown(StaffSection(desk, me))
    section.do_deed("new")
    typed(section, staff_no="1040", name="唐一苇", password="short")
    section.save()
    assert (section.message.field, value(section, "name")) == ("password", "唐一苇")
    typed(section, password="clerk-1040")
    section.save()
    assert "已添加 1040" in section.message.text
    section.pick("1040")
    typed(section, skills="A,C", active="off")
    section.save()
    assert marks(section, "1040") == ["停用"]
    typed(section, active="on", password="clerk-1041")
    section.save()
    assert section.message.field == "password"
    section.do_deed("reset")
    assert "已重置" in section.message.text
    section.pick("1040")
    typed(section, active="on")
    section.save()
    assert people.authenticate(hall, "1040", "clerk-1041").skills == "AC"


@pytest.mark.rule("S3-7")
def test_an_account_is_closed_after_what_is_in_its_name_is_handed_over(
    desk: Desk, me: Staff, day: Day
) -> None:
    form = referral("回复电表校验时间", day.clock.now() + timedelta(days=2))
    day.do(contacts.register_contact, "1021", form=form)
    day.do(people.leave_window, "1021", window=WindowNo(4))
    section = shown(StaffSection(desk, me))
    section.pick("1008")
    section.do_deed("hand_over")
    assert section.message.text == "工号 1008 名下没有未结事项。"
    assert "heir" not in section.values()
    section.pick("1021")
    assert value(section, "owned") == "首问 1 件"
    typed(section, active="off")
    section.save()
    assert (section.message.field, "首问 1 件" in section.message.text) == ("active", True)
    typed(section, heir="1008")
    section.save()
    assert (section.message.field, "Ctrl+J" in section.message.text) == ("heir", True)
    section.do_deed("hand_over")
    assert section.message.field == "handover_reason"
    typed(section, handover_reason="调离本厅")
    section.do_deed("hand_over")
    assert section.message.text == "1 件已转交工号 1008。"
    assert value(section, "active") == "off", "what was chosen of the account still stands"
    section.save()
    assert marks(section, "1021") == ["停用"]
    assert [each.owner for each in day.ask(contacts.open_contacts)] == ["1008"]


def test_the_next_years_holidays_are_warned_about_and_entered(desk: Desk, me: Staff) -> None:
    section = shown(HolidaysSection(desk, me))
    assert "2027 年的节假日表还没有" in section.alarm()[0]
    section.do_deed("after")
    assert section.rows() == ()
    section.do_deed("confirm")
    assert "不能确认" in section.message.text
    section.do_deed("new")
    typed(section, first="2027-01-01", last="2027-01-03", name="元旦")
    section.save()
    assert [row.key for row in section.rows()] == ["2027-01-01", "2027-01-02", "2027-01-03"]
    section.do_deed("confirm")
    assert section.alarm()[0] == ""


@pytest.mark.rule("6(1)")
def test_a_finding_is_written_from_the_desk(desk: Desk, me: Staff) -> None:
    patrol = shown(PatrolSection(desk, me))
    typed(patrol, line="人员着装与工号牌", window="3")
    patrol.save()
    assert patrol.message.field == "finding"
    typed(patrol, finding="工号牌没有佩戴。", commended="yes")
    patrol.save()
    assert "月度表" in patrol.message.text
    assert value(patrol, "finding") == ""
    (row,) = patrol.rows()
    assert row.cells[3:5] == ("3", "1032")
    log = shown(LogSection(desk, me))
    assert "巡查表扬" in [row.cells[1] for row in log.rows()]
    months = shown(MonthsSection(desk, me))
    months.pick("1032")
    assert "工号牌没有佩戴" in value(months, "findings")


def test_the_log_turns_day_by_day_and_never_beyond_today(desk: Desk, me: Staff, day: Day) -> None:
    day.do(helping.call_manager, "1032", window=WindowNo(3), reason="客户要求见主任")
    log = shown(LogSection(desk, me))
    assert "未结 1 件" in log.note()
    log.do_deed("after")
    assert log.message.text == "已经是今天。"
    log.do_deed("before")
    assert (log.rows(), "2026-03-11" in log.note()) == ((), True)
    log.do_deed("after")
    assert len(log.rows()) == 2


def test_a_month_sheet_is_printed_for_its_month(desk: Desk, me: Staff, hall: Hall) -> None:
    printer = DummyPrinter()
    months = shown(MonthsSection(desk, me, PaperDesk(hall, printer, MANAGER).month_sheet))
    months.pick("1032")
    months.do_deed("before")
    months.save()
    assert [name for name, _ in printer.papers] == ["月度表-1032-2026-02"]
    assert "已打印" in months.message.text


def test_the_access_log_spans_days(desk: Desk, me: Staff) -> None:
    looks = shown(AccessSection(desk, me))
    assert "2026-03-06 至 2026-03-12" in looks.note()
    looks.do_deed("today")
    assert "2026-03-12 至 2026-03-12" in looks.note()


@pytest.mark.rule("25")
def test_the_manager_sees_every_owed_invoice_and_records_it(
    desk: Desk, me: Staff, day: Day, clock: FakeClock
) -> None:
    day.count_float(8)
    sold = pay(day, cash(clock, 1500, 1500), signed(day, ("L02", 1000)))
    other = pay(day, cash(clock, 3000, 3000), signed(day, ("L02", 2000)))
    section = shown(InvoicesSection(desk, me))
    state = section.build()
    assert [row.key for row in state.rows] == [str(sold.id), str(other.id)]
    section.type("invoice_no", "123")
    section.type("invoice_fen", "20")
    section.save()
    assert section.message.field == "invoice_fen"
    section.type("invoice_fen", "15")
    section.save()
    assert section.message.field == "invoice_no"
    assert {e.name: e.value for e in section.build().entries}["invoice_no"] == "123"
    section.type("invoice_no", "26362000000000000001")
    section.save()
    assert [row.key for row in section.build().rows] == [str(other.id)]
    section.do_deed("later")
    assert section.build().rows == ()
    given = refund(day, sold, 500, red=RED_OWED)
    section.refresh()
    assert section.build().current == f"red:{given.id}"
    section.type("invoice_no", "26362000000000000777")
    section.save()
    assert day.ask(invoices.owed_red_invoices) == []
    assert section.build().save_off == "没有待登记的票。"


def test_a_red_invoice_says_which_lines_of_the_voucher_it_is_for(
    desk: Desk, me: Staff, day: Day
) -> None:
    day.count_float()
    accounts = tuple(AccountDue(account_no=f"360000000000{n}", amount_fen=500) for n in (1, 2, 3))
    payment = take(day, 1_500, asked=Asked(accounts=accounts))
    number = "26362000000000000001"
    day.do(invoices.record_invoice, "1032", payment_id=payment.id, number=number)
    give_back(day, payment, 1_000, lines=(2, 3))
    (row,) = shown(InvoicesSection(desk, me)).build().rows
    assert row.cells[3] == "退款，原凭证 SJ-000001 第 2、3 项"


@pytest.mark.rule("25")
def test_the_manager_sees_what_is_left_of_every_prepayment_masked(
    desk: Desk, me: Staff, day: Day
) -> None:
    section = shown(PrepaymentsSection(desk, me))
    assert (section.build().rows, section.build().empty) == ((), "没有未结清的预收凭证。")
    day.count_float()
    first, second = ahead(day), ahead(day, 5_000)
    settle(day, first, 8640)
    section.refresh()
    assert section.note().startswith("2 张，余额 163.60 元；")
    who = ("2026-03-12", "苏*", "3600 **** 0127")
    assert [row.cells for row in section.build().rows] == [
        ("YS-000001", *who, "200.00", "86.40", "—", "113.60"),
        ("YS-000002", *who, "50.00", "—", "—", "50.00"),
    ]
    settle(day, second, 5_000)
    section.refresh()
    assert [row.key for row in section.build().rows] == [str(first.id)]


@pytest.mark.rule("25")
def test_the_manager_records_the_invoices_of_settled_prepayments_too(
    desk: Desk, me: Staff, day: Day
) -> None:
    day.count_float()
    prepaid = ahead(day)
    first, second = settle(day, prepaid, 8640), settle(day, prepaid, 100, words="补")
    section = shown(InvoicesSection(desk, me))
    state = section.build()
    assert [(row.key, row.cells[0], row.cells[3], row.cells[5]) for row in state.rows] == [
        (f"settled:{first.id}", "JS-000001", "2026-02 电费", "86.40"),
        (f"settled:{second.id}", "JS-000002", "2026-02 电费，补", "1.00"),
    ]
    assert state.current == f"settled:{first.id}"
    section.type("invoice_no", "26362000000000000001")
    section.type("invoice_fen", "86.41")
    section.save()
    assert section.message.field == "invoice_fen"
    section.type("invoice_fen", "86.40")
    section.save()
    assert [row.key for row in section.build().rows] == [f"settled:{second.id}"]
    section.do_deed("later")
    assert section.build().rows == ()
    assert day.ask(invoices.count_owed) == (0, 0)
    assert section.build().save_off == "没有待登记的票。"
