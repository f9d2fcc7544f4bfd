"""The rehearsal is the whole journey: one short day, looked at from its folder."""

import argparse
import json
import os
import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest

from hall_desk import commands, rehearsal
from hall_desk.clock import FakeClock
from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.bills import Bill
from hall_desk.domain.callbacks import Callback, CallbackState
from hall_desk.domain.contacts import FirstContact, Handling
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.metertests import MeterTest
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.payments import Charge, Payment, Tender
from hall_desk.domain.ratings import GivenBy, Rating
from hall_desk.domain.reconnections import Reconnection
from hall_desk.domain.refunds import Refund
from hall_desk.domain.settlements import Settlement
from hall_desk.domain.suspensions import Suspension
from hall_desk.domain.tickets import DIRECT, Source, Ticket, TicketState
from hall_desk.domain.tills import BagState, BankBag
from hall_desk.domain.workorders import OrderState, WorkOrder, differences
from hall_desk.rehearsal import sums
from hall_desk.rehearsal.agenda import Agenda
from hall_desk.rehearsal.archive import Archive
from hall_desk.rehearsal.cast import MANAGER, STAGE_WINDOW
from hall_desk.rehearsal.contact_moves import ANSWER
from hall_desk.rehearsal.manager import Manager
from hall_desk.rehearsal.plan import Trait, plan_customers
from hall_desk.rehearsal.stage import Stage
from hall_desk.rehearsal.sums import check_sums
from hall_desk.store.engine import Store
from hall_desk.store.journal import export_line, read_entries
from hall_desk.usecases import moneyrules, people, reporting
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.queries import find_day
from hall_desk.usecases.verifying import verify_store
from tests.conftest import OPENED

R = TypeVar("R")


def arguments(
    folder: Path, *, customers: int = 40, windows: int = 3, seed: int = 1
) -> argparse.Namespace:
    return argparse.Namespace(out=str(folder), customers=customers, windows=windows, seed=seed)


@dataclass
class Played:
    folder: Path
    store: Store
    hall: Hall

    def journal(self) -> list[str]:
        with self.store.read() as conn:
            return [export_line(entry) for entry in read_entries(conn, 1)]

    def actions(self) -> set[str]:
        return {json.loads(line)["action"] for line in self.journal()}

    def all(self, kind: type[R]) -> list[R]:
        return self.hall.ask(lambda reading: reading.all(kind))

    def tickets(self) -> list[Ticket]:
        return self.all(Ticket)


def play(folder: Path, **given: int) -> Played:
    assert rehearsal.rehearse(arguments(folder, **given)) == 0
    assert not list(folder.glob("hall.db-*")), "the log of the database is still beside it"
    store = Store(f"sqlite:///{folder / 'hall.db'}", create=False)
    return Played(folder, store, Hall(store, FakeClock(OPENED)))


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    day = play(tmp_path_factory.mktemp("day") / "out")
    yield day
    day.store.close()


def exported(folder: Path, *, seed: int) -> list[str]:
    day = play(folder, customers=8, windows=2, seed=seed)
    lines = day.journal()
    day.store.close()
    return lines


PICTURES = {
    "acceptance-tracker",
    "callbacks",
    "cash-dialog-mixed",
    "contact-ladder",
    "counter-accounts",
    "counter-approval",
    "counter-deposit",
    "counter-fees",
    "counter-imported-bill",
    "counter-meter-test",
    "counter-reclassify",
    "counter-reconnection",
    "counter-refund",
    "counter-settle",
    "counter-settle-void",
    "open-answer",
    "paid-service-refused",
    "settings-bills",
    "settings-money",
    "suspend-sign-staff",
    "settings-phrases",
    "till-bag",
    "acceptance",
    "counter-find",
    "counter-phone",
    "counter-rating",
    "counter-walk-up",
    "guide",
    "kiosk-code",
    "kiosk-found",
    "kiosk-place",
    "kiosk-search",
    "visit-page",
    "cash-dialog",
    "closing-record",
    "closing-refused",
    "counter-1920x1080",
    "counter-called",
    "counter-high-contrast",
    "counter-idle",
    "counter-over-limit",
    "counter-over-reason",
    "counter-serving",
    "counter-suspended",
    "display-busy",
    "display-closed",
    "display-suspended",
    "duty-desk",
    "first-contact",
    "first-contact-register",
    "first-start",
    "kiosk-closed",
    "kiosk-home",
    "kiosk-home-landscape",
    "kiosk-services",
    "kiosk-ticket",
    "kiosk-what-to-bring",
    "opening",
    "paid-service-sheet",
    "sign-in",
    "suspend-dialog",
    "suspend-sign",
}


def test_the_folder_is_whole(played: Played) -> None:
    names = {path.name for path in played.folder.iterdir()}
    assert {
        "hall.db",
        "hall.db.key",
        "hall.db.anchor",
        "closing.pdf",
        "daily-report.pdf",
        "register.pdf",
        "sign.pdf",
        "slips",
        "sheets",
        "vouchers",
        "notices",
        "acceptances",
        "cards",
        "说明.txt",
    } <= names
    numbered = [ticket for ticket in played.tickets() if ticket.source not in DIRECT]
    assert len(list((played.folder / "slips").iterdir())) == len(numbered)
    assert all(p.read_bytes().startswith(b"%PDF") for p in played.folder.rglob("*.pdf"))


def test_every_window_has_its_picture(played: Played) -> None:
    pictures = {path.stem: path for path in (played.folder / "pictures").iterdir()}
    assert set(pictures) >= PICTURES
    assert all(path.stat().st_size > 5_000 for path in pictures.values())


def test_the_guide_names_the_passwords_of_the_invented_staff(played: Played) -> None:
    guide = (played.folder / "说明.txt").read_text(encoding="utf-8")
    assert "0906" in guide
    assert "qinghe-1032" in guide
    password = people.authenticate(played.hall, "1032", "qinghe-1032")
    assert password.name in guide


def test_verify_finds_the_day_sound(played: Played, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{played.folder / 'hall.db'}"
    assert commands.verify(argparse.Namespace(database=url, key="", hall=1)) == 0
    assert "核对一致" in capsys.readouterr().out
    assert verify_store(played.store).ok


def test_the_report_reconciles_with_the_journal(played: Played) -> None:
    day = json.loads(next(line for line in played.journal() if '"open_day"' in line))["subject_id"]
    report = played.hall.ask(reporting.daily_report, _date(day), verified=True)
    assert report.journal.reconciled is True
    counted = [ticket for ticket in played.tickets() if not ticket.was_withdrawn]
    assert report.tickets.issued == len(counted) < len(played.tickets())
    assert report.money.gaps == 0
    assert report.money.void_count >= 1
    assert report.money.reprints >= 1
    assert report.paid_service is not None
    assert report.paid_service.invoices_owed >= 1


def _date(text: str) -> date:
    return date.fromisoformat(text)


def test_every_ticket_has_one_outcome(played: Played) -> None:
    ends = {TicketState.DONE, TicketState.NO_SHOW, TicketState.ABANDONED}
    assert {ticket.state for ticket in played.tickets()} <= ends
    assert played.hall.ask(find_day) is None


def test_the_day_shows_what_staff_have_to_learn(played: Played) -> None:
    assert {
        "open_day",
        "assign_window",
        "sign_in",
        "count_float",
        "count_till",
        "explain_count",
        "write_closing",
        "copy_closing",
        "issue",
        "call",
        "recall",
        "no_show",
        "come_back",
        "start",
        "inform",
        "tick_step",
        "finish",
        "take_payment",
        "void_payment",
        "reprint_voucher",
        "suspend_window",
        "resume_window",
        "call_manager",
        "take_escalation",
        "settle_escalation",
        "register_contact",
        "receive_contact",
        "give_contact_card",
        "undo_call",
        "add_item",
        "change_quantity",
        "close_day",
        "record_invoice",
        "accept",
        "sign_acceptance",
        "give_notice",
        "issue_pass",
        "use_pass",
        "serve_directly",
        "undo_serve_directly",
        "hold",
        "take_back",
        "transfer",
        "rate",
        "close_follow_up",
    } <= played.actions()


def test_the_day_plays_the_work_and_the_money_that_few_customers_bring(played: Played) -> None:
    assert {
        *("split_item", "reclassify_item", "change_quantity"),
        *("dispatch", "complete_order", "agree_difference"),
        *("open_callback", "answer_callback"),
        *("begin_meter_test", "decide_meter_test", "refund_deposit", "adjust_bills"),
        *("begin_reconnection", "pass_on_reconnection", "finish_reconnection"),
        *("refund", "void_payment", "take_out_bag"),
        *("import_bills", "pay_bill", "settle", "void_settlement", "record_invoice"),
        *("give_answer", "give_ladder_card"),
        *("edit_phrase",),
    } <= played.actions()
    assert played.hall.ask(moneyrules.money_rules).test_document
    items = played.all(Item)
    assert Outcome.FORWARDED in {item.outcome for item in items}
    assert Outcome.RECLASSIFIED in {item.outcome for item in items}


def test_every_way_to_pay_and_every_kind_of_paper_of_money_is_played(played: Played) -> None:
    paid = played.all(Payment)
    assert {payment.kind for payment in paid} >= {
        *(Charge.BILL, Charge.PREPAYMENT, Charge.SHEET, Charge.DEPOSIT, Charge.FEE)
    }
    assert max(len(payment.lines) for payment in paid) == 12
    assert {payment.voucher_code[:2] for payment in paid} == {"SJ", "YS", "YJ"}
    by_payment = Counter(tender.payment_id for tender in played.all(Tender))
    assert max(by_payment.values()) == 2
    given = played.all(Refund)
    assert all(refund.approved_by == MANAGER for refund in given)
    deposits = {payment.id for payment in paid if payment.kind is Charge.DEPOSIT}
    assert {refund.payment_id in deposits for refund in given} == {True, False}
    assert len(list((played.folder / "refunds").iterdir())) == len(given)


def test_teams_report_with_and_without_differences_and_customers_pay_what_was_done(
    played: Played,
) -> None:
    sheets = {sheet.id: sheet for sheet in played.all(Sheet)}
    orders = played.all(WorkOrder)
    differing = [bool(differences(sheets[order.sheet_id], order)) for order in orders]
    assert set(differing) == {True, False}
    assert all(order.state is OrderState.DONE for order in orders)
    assert {payment.sheet_id for payment in played.all(Payment)} >= set(sheets_of(orders))
    assert len(list((played.folder / "orders").iterdir())) == len(orders)


def sheets_of(orders: list[WorkOrder]) -> set[int]:
    return {order.sheet_id for order in orders}


def test_customers_of_paid_work_are_rung_up_three_days_later(played: Played) -> None:
    calls = played.all(Callback)
    assert calls
    assert {call.state for call in calls} == {CallbackState.DONE}
    closed = [call.closed_at.date() - call.business_date for call in calls if call.closed_at]
    assert {gone.days for gone in closed} == {3}


def test_what_money_left_behind_is_settled_the_same_day(played: Played) -> None:
    assert all(task.done_at for task in played.all(Reconnection))
    tests = played.all(MeterTest)
    assert [test.refund_id is not None and not test.to_adjust for test in tests]
    assert not any(test.is_open or test.to_adjust for test in tests)
    assert [bag.state for bag in played.all(BankBag)] == [BagState.SAFE]
    tracked = [each for each in played.all(Acceptance) if each.events or each.closed_at]
    assert any(each.window_no == STAGE_WINDOW for each in tracked)


def test_paid_service_is_quoted_sent_out_and_reported_by_the_windows_keys(played: Played) -> None:
    sheets = {sheet.id for sheet in played.all(Sheet) if sheet.window_no == STAGE_WINDOW}
    assert sheets & sheets_of(played.all(WorkOrder))
    pictures = {path.stem for path in (played.folder / "pictures").iterdir()}
    assert pictures >= {"work-order", "work-order-done", "work-order-differences"}


def test_the_stages_window_takes_and_gives_back_by_its_keys(played: Played) -> None:
    stage = [payment for payment in played.all(Payment) if payment.window_no == STAGE_WINDOW]
    assert any(len(payment.lines) == 12 for payment in stage)
    assert any(payment.kind is Charge.DEPOSIT for payment in stage)
    assert any(refund.window_no == STAGE_WINDOW for refund in played.all(Refund))


WRONG: dict[str, Any] = {
    "rows": Counter({"CASH": 1}),
    "tills": Counter({"CASH": 1}),
    "report": 1,
    "closing": None,
    "journal": "取号：日志 1，记录 2",
    "counted": 1,
    "charges": Counter({"业务费": 1}),
    "bills": 1,
    "settlements": 1,
}


@pytest.mark.parametrize("wrong", WRONG)
def test_a_day_whose_books_disagree_is_no_rehearsal(
    played: Played, monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    stage = Stage(
        hall=played.hall,
        clock=FakeClock(OPENED),
        agenda=Agenda(FakeClock(OPENED)),
        archive=Archive(played.folder, played.hall),
        seed=1,
        windows={},
    )
    check_sums(stage)
    books = played.hall.ask(sums.books_of)
    spoiled = replace(books, **{wrong: WRONG[wrong]})
    monkeypatch.setattr(sums, "books_of", lambda reading: spoiled)
    with pytest.raises(RuntimeError, match="the books of the day disagree"):
        check_sums(stage)


def test_the_stages_window_takes_an_imported_bill_and_settles_money_taken_in_advance(
    played: Played,
) -> None:
    paid = {payment.id: payment for payment in played.all(Payment)}
    bills = [bill for bill in played.all(Bill) if bill.payment_id is not None]
    assert any(paid[bill.payment_id].window_no == STAGE_WINDOW for bill in bills if bill.payment_id)
    wrong, right = played.all(Settlement)
    assert (wrong.is_void, wrong.void_approved_by) == (True, MANAGER)
    assert right.invoice_no
    assert right.amount_fen == wrong.amount_fen - 100 < paid[right.payment_id].due_fen
    assert (played.folder / "bills.csv").is_file()


@pytest.mark.rule("23")
def test_nothing_is_quoted_for_what_is_the_utilitys_own(played: Played) -> None:
    refused = [item for item in played.all(Item) if "第二十三条" in (item.basis or "")]
    assert refused
    for item in refused:
        assert "不收费" in item.explanation
    quoted = {sheet.ticket_id for sheet in played.all(Sheet)}
    assert quoted.isdisjoint(item.ticket_id for item in refused)


def test_what_nobody_knew_at_once_is_told_the_same_day(played: Played) -> None:
    promised = [c for c in played.all(FirstContact) if c.handling is Handling.LATER]
    assert any(c.result == ANSWER and not c.is_open for c in promised)


def test_the_window_resumes_at_its_key_and_at_the_sign_that_stands_there(played: Played) -> None:
    stops = [stop for stop in played.all(Suspension) if stop.window_no == STAGE_WINDOW]
    assert len(stops) == 2
    assert all(stop.resumed_at for stop in stops)


def test_items_end_in_every_way_that_customers_meet(played: Played) -> None:
    items = played.hall.ask(lambda reading: reading.all(Item))
    ends = {item.outcome for item in items}
    assert {Outcome.DONE, Outcome.ACCEPTED, Outcome.PAPERS, Outcome.REFUSED} <= ends
    refused = [item for item in items if item.outcome is Outcome.REFUSED]
    assert all(item.basis and item.explanation and item.alternative for item in refused)


def test_customers_come_by_the_kiosk_the_guide_a_pass_the_counter_and_the_telephone(
    played: Played,
) -> None:
    assert {ticket.source for ticket in played.tickets()} == set(Source)


def test_the_stages_window_accepts_and_rates_by_its_keys(played: Played) -> None:
    made = played.hall.ask(lambda reading: reading.all(Acceptance))
    assert any(each.window_no == STAGE_WINDOW and each.signed_at for each in made)
    given = played.hall.ask(lambda reading: reading.all(Rating))
    assert {each.given_by for each in given} >= {GivenBy.KEYS, GivenBy.SCREEN}


def test_somebody_inside_gets_a_ticket_after_the_hour(played: Played) -> None:
    inside = [ticket for ticket in played.tickets() if ticket.inside_at_close]
    assert [ticket.source for ticket in inside] == [Source.MANAGER]


@pytest.mark.slow
def test_the_same_seed_gives_the_same_day_and_another_seed_another(tmp_path: Path) -> None:
    first = exported(tmp_path / "a", seed=5)
    assert exported(tmp_path / "b", seed=5) == first
    assert plan_customers(8, 5) != plan_customers(8, 6)


def test_a_full_folder_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    assert rehearsal.rehearse(arguments(tmp_path)) == 2
    assert "不是空文件夹" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("wrong", [{"customers": 0}, {"windows": 0}, {"windows": 11}])
def test_impossible_numbers_are_refused(tmp_path: Path, wrong: dict[str, int]) -> None:
    assert rehearsal.rehearse(arguments(tmp_path / "out", **wrong)) == 2
    assert not (tmp_path / "out").exists()


def test_breaking_off_says_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = Manager.verify_directory

    def _press_ctrl_c(manager: Manager) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        opened(manager)

    monkeypatch.setattr(Manager, "verify_directory", _press_ctrl_c)
    assert rehearsal.rehearse(arguments(tmp_path / "out", customers=3, windows=1)) == 130
    assert "演练已停止" in capsys.readouterr().out
    assert not (tmp_path / "out" / "说明.txt").exists()
    assert not list((tmp_path / "out").glob("hall.db-*"))


@pytest.mark.parametrize("seed", range(5))
def test_the_plan_has_something_of_everything(seed: int) -> None:
    customers = plan_customers(300, seed)
    present = set().union(*(customer.traits for customer in customers))
    assert present >= set(Trait) - {Trait.NOT_THEIRS, Trait.DECLINES, Trait.RETURNS}
    assert {customer.service[0] for customer in customers} >= set("ABCE")
    arrivals = [customer.arrives_s for customer in customers]
    assert min(arrivals) > 8.4 * 3600
    assert max(arrivals) < 17.5 * 3600
