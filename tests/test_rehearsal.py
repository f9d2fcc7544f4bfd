"""The rehearsal is the whole journey: one short day, looked at from its folder."""

import argparse
import json
import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from hall_desk import commands, rehearsal
from hall_desk.clock import FakeClock
from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.ratings import GivenBy, Rating
from hall_desk.domain.tickets import DIRECT, Source, Ticket, TicketState
from hall_desk.rehearsal.cast import STAGE_WINDOW
from hall_desk.rehearsal.manager import Manager
from hall_desk.rehearsal.plan import Trait, plan_customers
from hall_desk.store.engine import Store
from hall_desk.store.journal import export_line, read_entries
from hall_desk.usecases import people, reporting
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.queries import find_day
from hall_desk.usecases.verifying import verify_store
from tests.conftest import OPENED


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

    def tickets(self) -> list[Ticket]:
        return self.hall.ask(lambda reading: reading.all(Ticket))


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
    assert report.tickets.issued == len(played.tickets())
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
        "hold",
        "take_back",
        "transfer",
        "rate",
        "close_follow_up",
    } <= played.actions()


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
