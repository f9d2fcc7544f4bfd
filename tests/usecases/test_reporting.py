"""The daily report reconciles with what happened and with the journal."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import Handling
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.tickets import WindowNo
from hall_desk.usecases import calling, contacts, helping, payments, reporting, verifying
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.payments import Takings
from tests.conftest import MANAGER, Day
from tests.money_days import take


def a_day(day: Day, clock: FakeClock) -> None:
    day.count_float(3)
    day.whole_visit("A01", 3, 120)
    day.whole_visit("A01", 3, 400)  # over
    day.whole_visit("B01", 4, 1100)
    day.whole_visit("C01", 3, 300)
    day.issue("A01", ground="Y1")
    ticket = day.serve(3)
    now = clock.now()
    takings = Takings(
        due_fen=8640,
        received_fen=10_000,
        method="CASH",
        spoken_received_at=now,
        spoken_change_at=now,
    )
    for takings_now in (takings, takings):
        day.do(
            payments.take_payment,
            "1032",
            window=WindowNo(3),
            takings=takings_now,
            purpose="居民电费缴纳",
        )
    day.finish(ticket)
    gone = day.issue("E01")
    day.do(calling.abandon, "1030", code=gone.code)
    form = ContactForm(matter="停电", handling=Handling.ANSWERED)
    day.do(contacts.register_contact, "1032", form=form)
    call = day.do(helping.call_manager, "1032", window=WindowNo(3))
    clock.advance(72)
    day.do(helping.take, MANAGER, escalation_id=call.id)
    day.do(helping.settle, MANAGER, escalation_id=call.id, decision="已当面说明")


@pytest.mark.rule("11(3)", "11(9)", "11(10)")
def test_every_figure_of_a_small_day(hall: Hall, day: Day, clock: FakeClock) -> None:
    a_day(day, clock)
    late = day.issue("A01")
    clock.set(datetime(2026, 3, 12, 9, 31, tzinfo=UTC))
    assert late.code == day.serve(3).code
    clock.advance(60)
    day.finish(day.ask(lambda r: r.get(type(late), id=late.id)))
    Day(hall, clock).close()
    report = hall.ask(reporting.daily_report, late.business_date, verified=True)
    t = report.tickets
    assert (t.issued, t.finished, t.abandoned, t.no_show, t.priority) == (7, 6, 1, 0, 1)
    assert t.issued == t.finished + t.abandoned + t.no_show
    assert (report.on_time_total.within, report.on_time_total.total) == (4, 5)
    assert [(r.name, r.count) for r in report.over_limit_reasons] == [("业务复杂/多项合并", 1)]
    assert (report.money.total_count, report.money.total_fen) == (2, 17_280)
    assert (report.money.first_voucher, report.money.gaps) == ("SJ-000001", 0)
    assert report.money.cash.expected_fen == 50_000 + 17_280
    assert (report.first_contact.registered, report.first_contact.solved_at_once) == (1, 1)
    assert (report.duty.escalations, report.duty.mean_taken_s) == (1, 72)
    assert (report.duty.after_hours_items, report.duty.last_finish) == (1, "17:32")
    assert report.first_contact.notices == 1
    assert sum(w.items for w in report.windows) == t.items == 6
    assert sum(k.issued for k in report.kinds) == report.kinds_total.issued == 7
    assert sum(h.issued for h in report.hourly) == 7
    assert report.journal.reconciled
    assert report.closed_at == "17:32"


def test_a_row_changed_behind_the_journals_back_does_not_reconcile(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    a_day(day, clock)
    with hall.store.write() as turn:
        turn.conn.execute(text("UPDATE payment SET due_fen = 1, received_fen = 1, change_fen = 0"))
    report = hall.ask(reporting.daily_report)
    assert not report.journal.reconciled
    assert "收款：日志 17280，记录 2" in report.journal.remark
    verdict = verifying.verify_store(hall.store)
    assert not verdict.ok
    assert "凭证 SJ-000001" in verdict.problem


def test_an_untouched_day_verifies(hall: Hall, day: Day, clock: FakeClock) -> None:
    a_day(day, clock)
    verdict = verifying.verify_store(hall.store)
    assert verdict.ok, verdict.problem


def test_a_day_that_never_was_is_refused_with_a_sentence(hall: Hall) -> None:
    with pytest.raises(RuleBroken, match="没有营业记录"):
        hall.ask(reporting.daily_report, datetime(2025, 1, 1, tzinfo=UTC).date())


@pytest.mark.rule("11(9)")
def test_a_clerk_who_took_no_cash_is_one_of_the_tills_that_were_counted(day: Day) -> None:
    day.count_float(3)
    take(day, 8_640)
    take(day, 5_000, method="QR", window=4)  # never had a float
    cash = day.ask(reporting.daily_report).money.cash
    assert (cash.tills, cash.tills_counted) == (2, 0)
    day.settle_tills()
    cash = day.ask(reporting.daily_report).money.cash
    assert (cash.tills, cash.tills_counted) == (2, 2)
