"""Personal data (保密, Art. 4(3)): masked on screens, prints and exports; each look is logged."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from hall_desk import __main__ as cli
from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import FirstContact
from hall_desk.domain.people import Role, Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.printing import DummyPrinter
from hall_desk.presenters.base import Desk, Presenter, SyncRunner
from hall_desk.presenters.contact import ContactPresenter
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.display import DisplayPresenter
from hall_desk.presenters.duty import DutyPresenter
from hall_desk.presenters.kiosk import KioskPresenter
from hall_desk.presenters.papers import PaperDesk
from hall_desk.presenters.register import RegisterPresenter
from hall_desk.ui.settings import LOG, SETTINGS
from hall_desk.usecases import (
    accesslog,
    contact_history,
    contacts,
    counters,
    people,
    serving,
    visits,
)
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall
from hall_desk.voice import ClipSpeaker
from tests.conftest import MANAGER, Day, referral
from tests.paper.pdf_reader import read_text
from tests.usecases.test_acceptances import accepted
from tests.usecases.test_money import cash, draft, pay, signed

NAME, PHONE, ACCOUNT, ID_NO = "上官晴雪", "13912347788", "3600987654321", "11010519491231002X"
SECRETS = (NAME, PHONE, ACCOUNT, ID_NO)


def register(day: Day, clock: FakeClock) -> FirstContact:
    form = referral("电表校验", clock.now() + timedelta(days=1))
    typed = {**form.__dict__, "customer_name": NAME, "phone": PHONE, "account_no": ACCOUNT}
    contact: FirstContact = day.do(contacts.register_contact, "1032", form=ContactForm(**typed))
    return contact


def person(hall: Hall, staff_no: str) -> Staff:
    return hall.ask(lambda reading: reading.get(Staff, staff_no=staff_no))


def leaks(text: object) -> list[str]:
    return [secret for secret in SECRETS if secret in str(text)]


@pytest.mark.rule("4(3)")
def test_every_staff_screen_shows_a_kept_customer_masked(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    contact = register(day, clock)
    desk = Desk(hall=hall, runner=SyncRunner())
    clerk, chief = (person(hall, no) for no in ("1032", MANAGER))
    page = ContactPresenter(desk, "1032", WindowNo(3), contact_id=contact.id)
    screens: list[Presenter[Any]] = [
        page,
        CounterPresenter(desk, WindowNo(3), clerk),
        DutyPresenter(desk, chief),
        RegisterPresenter(desk),
        KioskPresenter(desk, lambda ticket: None),
        DisplayPresenter(desk, ClipSpeaker(enabled=False)),
    ]
    for screen in screens:
        screen.refresh()
        assert leaks(screen.build()) == [], type(screen).__name__
    assert "上*" in str(page.build())
    assert "139****7788" in str(page.build())


@pytest.mark.rule("4(3)")
def test_each_look_in_full_leaves_a_line_that_the_manager_reads(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    contact = register(day, clock)
    page = ContactPresenter(
        Desk(hall=hall, runner=SyncRunner()), "1032", WindowNo(3), contact_id=contact.id
    )
    page.refresh()
    today = date(2026, 3, 12)
    assert day.ask(accesslog.accesses, today, today) == []
    page.reveal()
    assert leaks(page.build()) == [NAME, PHONE, ACCOUNT]
    (look,) = day.ask(accesslog.accesses, today, today)
    assert (look.staff_no, look.name, look.subject) == ("1032", "陈予安", contact.code)
    assert leaks(look) == []
    assert day.ask(accesslog.accesses, date(2026, 3, 13), date(2026, 3, 14)) == []
    clock.advance(24 * 3600)
    day.do(contact_history.unmask_contact, MANAGER, contact_id=contact.id)
    both = day.ask(accesslog.accesses, today, date(2026, 3, 13))
    assert [each.staff_no for each in both] == [MANAGER, "1032"]


@pytest.mark.rule("4(3)")
def test_a_visit_and_an_item_looked_at_in_full_stand_in_the_log_by_their_numbers(day: Day) -> None:
    done = day.whole_visit("A01", 3)
    day.do(visits.unmask_visit, MANAGER, ticket_id=done.id)
    day.issue("A02")
    ticket = day.serve(3)
    (item,) = day.ask(serving.items_of, ticket.id)
    day.do(counters.note_unmask, "1032", item_id=item.id)
    looks = day.ask(accesslog.accesses, date(2026, 3, 12), date(2026, 3, 12))
    assert [(each.staff_no, each.what, each.subject) for each in looks] == [
        ("1032", "办理事项", "A002 非居民电费缴纳"),
        (MANAGER, "来访记录", "A001"),
    ]


@pytest.mark.rule("4(3)")
def test_every_print_but_the_customers_own_copy_is_masked(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    contact = register(day, clock)
    sheet = signed(day, ("L02", 1000))
    day.count_float(8)
    payment = pay(day, cash(clock, 1500, 1500), sheet)
    printer = DummyPrinter()
    papers = PaperDesk(hall, printer, "1032")
    ticket = day.issue("A01")
    papers.slip(ticket)
    papers.contact_card(contact.id)
    papers.register(date(2026, 3, 12), date(2026, 3, 12))
    papers.confirmation(sheet.id)
    papers.report(date(2026, 3, 12))
    papers.month_sheet("1032", date(2026, 3, 1))
    papers.voucher(payment)
    told = {name: read_text(pdf) for name, pdf in printer.papers}
    assert {name for name, text in told.items() if "苏示" in text} <= {payment.voucher_code}
    for name, text in told.items():
        assert leaks(text) == [], name
    assert "上*" in told["首问登记簿-2026-03-12"]


def address(hall: Hall) -> str:
    assert hall.store.path is not None
    return f"sqlite:///{hall.store.path}"


@pytest.mark.rule("4(3)")
def test_an_export_is_masked_unless_a_person_says_why(
    hall: Hall, day: Day, clock: FakeClock, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contact = register(day, clock)
    day.do(
        contacts.register_contact,
        "1032",
        form=ContactForm(
            **{
                **referral("x", clock.now() + timedelta(days=1)).__dict__,
                "matter": f"客户电话 {PHONE}，身份证 {ID_NO}",
            }
        ),
    )
    draft(day)
    target = tmp_path / "journal.jsonl"
    command = ["journal", "export", "--database", address(hall), "--out", str(target)]
    assert cli.main(command) == 0
    text = target.read_text("utf-8")
    assert leaks(text) == []
    assert all(json.loads(line)["masked"] for line in text.splitlines())
    assert "更换微型断路器" in text
    assert "青禾供电营业厅" in text
    for more in (
        ["--full"],
        ["--full", "--by", "1032", "--reason", "x"],
        ["--full", "--by", "0906"],
    ):
        assert cli.main([*command, *more]) == 2
    assert "--reason" in capsys.readouterr().err
    assert cli.main([*command, "--full", "--by", MANAGER, "--reason", "年度核对"]) == 0
    whole = target.read_text("utf-8")
    assert leaks(whole) == [NAME, PHONE, ACCOUNT, ID_NO]
    assert contact.code not in leaks(whole)
    looks = day.ask(accesslog.accesses, date(2000, 1, 1), date(2100, 1, 1))
    assert (looks[0].what, looks[0].staff_no, looks[0].reason) == ("日志导出", MANAGER, "年度核对")


def test_only_a_manager_sees_the_access_log(hall: Hall) -> None:
    people.add_staff(
        hall, MANAGER, staff_no="0801", name="林", role=Role.ADMINISTRATOR, password="admin-0801"
    )
    admin, clerk, chief = (person(hall, no) for no in ("0801", "1032", MANAGER))
    assert [each.key for each in LOG if admin.may(each.right) or clerk.may(each.right)] == []
    assert "access" in [each.key for each in LOG if chief.may(each.right)]
    assert [each.key for each in SETTINGS if not admin.may(each.right)] == ["directory"]
    assert not any(clerk.may(each.right) for each in SETTINGS)


@pytest.mark.rule("4(3)")
def test_an_export_masks_who_applied_and_their_papers(hall: Hall, day: Day, tmp_path: Path) -> None:
    made = accepted(day)
    target = tmp_path / "journal.jsonl"
    command = ["journal", "export", "--database", address(hall), "--out", str(target)]
    assert cli.main(command) == 0
    text = target.read_text("utf-8")
    for secret in (made.applicant, made.id_no, made.phone, made.account_no, made.address):
        assert not secret or secret not in text
    assert made.applicant[0] + "*" in text
