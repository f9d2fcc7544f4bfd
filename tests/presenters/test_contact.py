"""The first-contact page without a screen: register, refer, follow, close."""

from datetime import timedelta
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import ContactState, DirectoryEntry, FirstContact
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.contact import ContactPresenter
from hall_desk.presenters.contact_state import ContactPageState
from hall_desk.presenters.register import RegisterPresenter
from hall_desk.store import schema
from hall_desk.store.transaction import Tx
from hall_desk.usecases import contacts
from hall_desk.usecases.contact_history import visits_of_account
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day

ACCOUNT = "3600123450127"


class Page:
    """A presenter with its last state, as a window would see it."""

    def __init__(self, hall: Hall, staff_no: str = "1032", **kwargs: Any):
        self.printed: list[tuple[str, int]] = []
        self.states: list[ContactPageState] = []
        desk = Desk(hall=hall, runner=SyncRunner())
        self.presenter = ContactPresenter(
            desk,
            staff_no,
            WindowNo(3),
            print_paper=lambda kind, number: self.printed.append((kind, number)),
            **kwargs,
        )
        self.presenter.show = self.states.append
        self.presenter.refresh()

    @property
    def now(self) -> ContactPageState:
        return self.states[-1]

    def write(self, **texts: str) -> None:
        for field, text in texts.items():
            self.presenter.edit(field, text)


@pytest.fixture
def page(hall: Hall, day: Day) -> Page:
    day.issue("C01")
    return Page(hall, ticket=day.serve(3))


def referred(page: Page) -> FirstContact:
    page.write(customer_name="林小满", phone="13800000000", matter="要求校验电能表")
    page.presenter.set_handling("转办")
    page.presenter.choose_department("JL")
    page.presenter.submit()
    contact = page.presenter.facts.contact
    assert isinstance(contact, FirstContact)
    return contact


@pytest.mark.rule("11(2)")
@pytest.mark.parametrize("field", ["department", "person", "person_phone", "person_address"])
def test_a_referral_without_contact_is_refused_at_the_missing_field(page: Page, field: str) -> None:
    page.write(customer_name="林小满", matter="要求校验电能表")
    page.presenter.set_handling("转办")
    page.presenter.choose_department("JL")
    before = page.now.draft
    page.presenter.edit(field, "")
    assert page.now.main.why.endswith("不能转办，请补上")
    page.presenter.submit()
    assert page.now.message.field == field
    assert page.now.message.is_error
    assert not page.now.registered
    assert page.now.draft.matter == before.matter
    assert page.now.draft.customer_name == "林小满"
    page.presenter.edit(field, "补上")
    assert page.now.message.text == ""


@pytest.mark.rule("11(2)", "S3-7")
def test_a_referral_keeps_its_owner_until_feedback_is_confirmed(page: Page, hall: Hall) -> None:
    contact = referred(page)
    assert contact.owner == "1032"
    assert contact.promised_at is not None
    assert page.now.main.text == "登记接收"
    page.write(receiver="王衡")
    page.presenter.submit()
    page.write(result="误差在允许范围内。")
    page.presenter.submit()
    assert page.now.step == "feed_back"
    other = Page(hall, "1008", contact_id=contact.id)
    assert "首问责任人是 1032" in other.now.main.why
    other.presenter.submit()
    assert other.now.message.is_error
    page.write(satisfaction="满意")
    page.presenter.submit()
    other.presenter.refresh()
    other.presenter.submit()
    assert other.now.message.is_error
    page.presenter.submit()
    assert page.now.step == "closed"
    assert page.now.stage == len(page.now.stages)
    assert hall.ask(contacts.without_owner_or_due) == []


@pytest.mark.rule("11(2)")
def test_the_duty_manager_may_close_for_the_owner(page: Page, hall: Hall) -> None:
    contact = referred(page)
    manager = Page(hall, MANAGER, contact_id=contact.id)
    manager.write(receiver="王衡")
    manager.presenter.submit()
    manager.write(result="已办。")
    for _ in range(3):
        manager.presenter.submit()
    kept = hall.ask(lambda reading: reading.get(FirstContact, id=contact.id))
    assert kept.state is ContactState.CLOSED
    assert (kept.owner, kept.closed_by) == ("1032", MANAGER)


@pytest.mark.rule("S2-3")
def test_an_answer_on_the_spot_is_closed_in_one_press(page: Page, hall: Hall) -> None:
    page.write(matter="电费电量查询", result="已当面说明。")
    assert page.now.main.text == "当场答复"
    page.presenter.submit()
    assert page.now.step == "closed"
    assert page.now.stages == (("登记", "09:00"), ("当场办结", "09:00"))
    register = RegisterPresenter(Desk(hall=hall, runner=SyncRunner()))
    register.refresh()
    assert "当场解决 1 件（100 %）" in register.build().summary


@pytest.mark.parametrize(
    ("handling", "word"),
    [("当场办理", "当场办理"), ("引导", "登记"), ("记录后答复", "登记"), ("转办", "转办")],
)
def test_the_main_word_follows_the_handling(page: Page, handling: str, word: str) -> None:
    page.presenter.set_handling(handling)
    assert page.now.main.text == word


def test_the_promise_is_two_workdays_at_closing_hour_and_can_be_typed(page: Page) -> None:
    page.write(matter="校验", phone="13800000000")
    page.presenter.set_handling("记录后答复")
    assert page.now.draft.promised_at == "3月16日 17:30"
    page.presenter.edit("promised_at", "下周")
    page.presenter.submit()
    assert page.now.message.field == "promised_at"
    page.presenter.edit("promised_at", "３月１７日 １０：００")
    page.presenter.submit()
    assert page.now.registered
    assert page.now.draft.promised_at == "3月17日 10:00"


@pytest.mark.rule("14(3)")
def test_a_later_answer_needs_a_phone_or_the_tick_that_none_is_left(page: Page) -> None:
    page.write(matter="查询")
    page.presenter.set_handling("记录后答复")
    page.presenter.submit()
    assert page.now.message.field == "phone"
    page.presenter.set_phone_declined(True)
    assert page.now.message.text == ""
    page.presenter.submit()
    assert page.now.registered
    assert page.presenter.facts.contact.phone_declined


def test_the_phrase_is_filled_live_and_shows_what_is_missing(page: Page) -> None:
    page.presenter.set_handling("转办")
    page.presenter.choose_department("JL")
    page.write(person_address="")
    assert page.now.phrase is not None
    assert "由计量班办理" in page.now.phrase.text
    assert "地址___" in page.now.phrase.text
    page.write(person_address="示例大厅三层")
    assert page.now.phrase is not None
    assert "示例大厅三层" in page.now.phrase.bold


@pytest.mark.rule("S2-4")
def test_a_stale_contact_can_be_used_but_warns(page: Page, hall: Hall, clock: FakeClock) -> None:
    page.write(address="示例村3组12号")
    rungs = page.now.rungs
    assert page.now.ladder_area == "示例一台区"
    assert [rung.stale for rung in rungs] == [False, False, False]
    clock.advance(timedelta(days=40).total_seconds())
    page.presenter.refresh()
    rung = page.now.rungs[1]
    assert rung.stale
    assert rung.verified.endswith("106 天前，已过 90 天")
    page.presenter.choose_rung(rung.code)
    assert page.now.draft.handling == "转办"
    assert page.now.draft.person_phone == rung.phone
    assert "已过 90 天" in page.now.department_hint
    assert page.now.rungs[1].current


def test_an_incomplete_department_cannot_be_chosen_and_says_why(page: Page, hall: Hall) -> None:
    def _empty(tx: Tx) -> None:
        table = schema.directory
        tx.conn.execute(table.update().where(table.c.code == "JL").values(address=""))

    hall.do(_empty, MANAGER)
    page.presenter.refresh()
    choice = next(c for c in page.now.departments if c.code == "JL")
    assert choice.why == "缺地址，不能选"
    page.presenter.set_handling("转办")
    page.presenter.choose_department("JL")
    assert page.now.draft.department == ""
    assert "缺地址" in page.now.message.text
    assert isinstance(page.presenter.facts.directory[0], DirectoryEntry)


def test_a_form_with_something_in_it_is_left_with_the_second_press(page: Page) -> None:
    left: list[bool] = []
    page.presenter.closed = lambda: left.append(True)
    page.write(matter="查询")
    page.presenter.leave()
    assert left == []
    assert "再按一次 Esc" in page.now.message.text
    page.write(matter="查询电费")
    page.presenter.leave()
    page.presenter.leave()
    assert left == [True]


@pytest.mark.rule("S2-4")
def test_the_card_is_printed_and_its_hand_over_is_ticked(page: Page) -> None:
    page.presenter.print_card()
    assert page.printed == []
    contact = referred(page)
    page.presenter.print_card()
    page.presenter.print_register()
    page.presenter.give_card()
    assert page.printed == [("contact_card", contact.id), ("contact_register", contact.id)]
    assert page.now.card_given == "09:00"


def test_earlier_visits_of_the_account_are_shown(page: Page, hall: Hall) -> None:
    page.write(account_no=ACCOUNT, matter="电费电量查询")
    page.presenter.submit()
    again = Page(hall, ticket=page.presenter.ticket)
    again.write(account_no=ACCOUNT, matter="电费电量查询")
    assert again.now.history == ("03-12 C001 电费电量查询，当场答复",)
    assert again.now.history_chip == "同事项第 2 次"
    assert hall.ask(visits_of_account, "0000000000") == []


def test_a_paper_fault_is_told_and_the_row_stays(page: Page) -> None:
    def _jam(kind: str, number: int) -> None:
        raise PaperFault(f"打印机卡纸（{kind} {number > 0}）。")

    contact = referred(page)
    page.presenter.print_paper = _jam
    page.presenter.print_card()
    assert page.now.banner == "联系卡没有打出来：打印机卡纸（contact_card True）。"
    assert page.now.number == contact.code


@pytest.mark.parametrize("number", ["123456789012", "36001234501AB"])
def test_a_wrong_account_number_is_told_at_its_field(page: Page, number: str) -> None:
    page.write(matter="查询", account_no=number)
    page.presenter.submit()
    assert page.now.message.field == "account_no"


def test_kept_rows_are_masked_and_unmasking_is_journalled(page: Page, hall: Hall) -> None:
    referred(page)
    assert (page.now.draft.customer_name, page.now.draft.phone) == ("林*", "138****0000")
    page.presenter.reveal()
    assert (page.now.draft.customer_name, page.now.draft.phone) == ("林小满", "13800000000")
    journal = schema.journal
    with hall.store.read() as conn:
        actions = [
            row.actor
            for row in conn.execute(journal.select().where(journal.c.action == "unmask_contact"))
        ]
    assert actions == ["1032"]
    page.presenter.reveal()
    assert page.now.draft.customer_name == "林*"


def test_the_register_lists_by_date_and_open_rows(page: Page, hall: Hall, day: Day) -> None:
    contact = referred(page)
    opened: list[int] = []
    spans: list[tuple[str, str]] = []
    register = RegisterPresenter(
        Desk(hall=hall, runner=SyncRunner()),
        print_register=lambda first, last: spans.append((str(first), str(last))),
        open_contact=opened.append,
    )
    register.refresh()
    row = register.build().rows[0]
    assert row.cells[0] == contact.code
    assert row.cells[2] == "林*"
    register.set_day("first", "2026-03-40")
    assert register.message.field == "first"
    register.set_day("last", "2026-03-11")
    assert register.build().rows == ()
    register.print_register()
    register.set_only_open(True)
    register.show_days(7)
    assert [row.contact_id for row in register.build().rows] == [contact.id]
    register.open_row(contact.id)
    register.print_register()
    assert opened == [contact.id]
    assert spans == [("2026-03-06", "2026-03-12")]
    day.clock.advance(6 * 24 * 3600)
    assert register.build().rows[0].overdue


@pytest.mark.rule("14(3)", "S0-2")
def test_an_open_answer_is_given_in_one_step_by_its_owner(
    page: Page, hall: Hall, clock: FakeClock
) -> None:
    page.write(matter="分时电价", phone="000-0000-0009")
    page.presenter.set_handling("记录后答复")
    assert page.now.phrase is not None
    assert page.now.phrase.code == "P14"
    assert "3月16日 17:30" in page.now.phrase.bold
    page.presenter.submit()
    assert (page.now.step, page.now.main.text) == ("answer", "已答复客户")
    clock.advance(5 * 86_400)
    other = Page(hall, "1008", contact_id=page.presenter.contact_id)
    assert "首问责任人是 1032" in other.now.main.why
    page.presenter.submit()
    assert page.now.message.field == "result"
    page.write(result="峰段 8:00 起。", satisfaction="满意")
    page.presenter.submit()
    assert page.now.step == "closed"
    assert page.now.stages[1] == ("答复客户", "09:00")
    assert page.presenter.facts.contact.satisfaction == "满意"


@pytest.mark.rule("S2-2")
def test_the_rung_tried_counts_as_a_contact_and_is_marked(page: Page) -> None:
    page.write(address="示例村", matter="电量偏高")
    page.presenter.set_rung("供电所")
    assert (page.now.draft.hops, page.now.draft.rung) == (1, "供电所")
    assert [rung.tried for rung in page.now.rungs] == [False, True, False]
    page.presenter.set_hops(3)
    page.presenter.submit()
    kept = page.presenter.facts.contact
    assert (kept.hops, kept.rung) == (3, "供电所")
    page.presenter.contact_id = None
    page.presenter.set_hops(0)
    assert page.presenter.draft.rung == ""


@pytest.mark.rule("S2-1")
def test_the_ladder_beside_the_form_follows_account_and_address(page: Page) -> None:
    assert page.now.ladder_area == "台区未知"
    assert [rung.code for rung in page.now.rungs] == ["", "", "L3"]
    page.write(account_no="3600150000012")
    assert page.now.ladder_area == "示例山台区"
    first = page.now.rungs[0]
    assert first.gap == "没有登记台区经理，请直接联系供电所"
    page.presenter.choose_rung(first.code)
    assert page.now.draft.department == ""
    page.presenter.choose_rung(page.now.rungs[1].code)
    assert page.now.draft.department == "柳溪供电所"


@pytest.mark.rule("S1-7")
def test_a_large_customers_account_names_its_manager_in_the_form(page: Page) -> None:
    page.write(account_no="3600160000018")
    assert page.now.account_manager == "大客户经理 吴示例 000-0000-0016"
    page.write(account_no="3600120000023")
    assert page.now.account_manager == ""


@pytest.mark.rule("S1-2")
def test_a_referral_prints_its_hand_over_slip_and_others_have_none(page: Page) -> None:
    page.presenter.print_slip()
    assert page.printed == []
    assert page.now.slip_why
    contact = referred(page)
    assert page.now.slip_why == ""
    page.presenter.print_slip()
    assert page.printed == [("hand_over", contact.id)]


@pytest.mark.rule("14(4)")
def test_a_reading_note_is_optional_and_masked_with_the_name(page: Page) -> None:
    page.write(name_reading="仇，读音同“球”")
    referred(page)
    assert page.now.draft.name_reading == "已记"
    page.presenter.reveal()
    assert page.now.draft.name_reading == "仇，读音同“球”"


@pytest.mark.rule("S2-2", "S2-3")
def test_the_register_shows_both_averages_of_the_chosen_span(page: Page, hall: Hall) -> None:
    page.write(matter="电费查询")
    page.presenter.set_rung("台区经理")
    page.presenter.submit()
    second = Page(hall, ticket=page.presenter.ticket)
    second.presenter.set_hops(2)
    referred(second)
    register = RegisterPresenter(Desk(hall=hall, runner=SyncRunner()))
    register.show_days(30)
    words = register.build().summary
    assert "当场解决 1 件（50 %）" in words
    assert "来前平均联系 1.5 次" in words
    register.set_day("last", "2026-03-01")
    assert "当场解决 0 件（—） · 来前平均联系 —" in register.build().summary
