"""Prepayments are settled (预收款结算): never too much, invoiced then, voided and kept."""

import contextlib
import tempfile
import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import IntegrityError

from hall_desk.clock import FakeClock
from hall_desk.domain.bills import Bill, read_bills
from hall_desk.domain.charges import AccountDue, Asked
from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.payments import Charge, InvoiceKind, Payment
from hall_desk.domain.settlements import Settlement
from hall_desk.store import schema
from hall_desk.usecases import (
    bills,
    invoices,
    papers,
    payments,
    people,
    refunds,
    settlements,
    tills,
)
from hall_desk.usecases.findvouchers import find_prepayment
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.verifying import verify_store
from tests.conftest import AT_WORK, MANAGER, Day, copy_of
from tests.usecases.money import THREE, give_back, handed, pay
from tests.usecases.test_refunds import next_day

ACCOUNT = "3600000000127"
NUMBER = "26362000000000000001"
RED = "26362000000000000777"


def ahead(day: Day, fen: int = 20_000) -> Payment:
    """Money taken in advance at window 3 (YS)."""
    day.issue("A03")
    ticket = day.serve()
    paid = pay(day, fen, ticket=ticket, account="3600000000127", name="苏示")
    day.finish(ticket, "O1")
    return paid


def settle(day: Day, payment: Payment, fen: int, **words: Any) -> Settlement:
    """1032 settles a part of it for February."""
    said = {"period": "2026-02", "window": THREE, **words}
    settled: Settlement = day.do(
        settlements.settle_prepayment, "1032", payment_id=payment.id, amount_fen=fen, **said
    )
    return settled


def undo(day: Day, settlement: Settlement, **words: Any) -> Settlement:
    """1032 voids a settlement with the duty manager's signature."""
    said = {"reason": "账期录错", "window": THREE, "approved_by": MANAGER, **words}
    voided: Settlement = day.do(
        settlements.void_settlement, "1032", settlement_id=settlement.id, **said
    )
    return voided


def record(day: Day, settlement: Settlement, number: str = NUMBER, **words: Any) -> Settlement:
    recorded: Settlement = day.do(
        settlements.record_settlement_invoice,
        "1032",
        settlement_id=settlement.id,
        number=number,
        **words,
    )
    return recorded


@pytest.fixture
def prepaid(day: Day) -> Payment:
    """200.00 in advance."""
    day.count_float()
    return ahead(day)


@pytest.mark.rule("25")
def test_a_prepayment_is_invoiced_at_its_settlement_and_no_sooner(
    day: Day, prepaid: Payment
) -> None:
    with pytest.raises(RuleBroken, match="结算时才开数电票"):
        day.do(invoices.record_invoice, "1032", payment_id=prepaid.id, number=NUMBER)
    assert day.ask(invoices.count_owed) == (0, 0)
    settled = settle(day, prepaid, 8640, period="202602", words="户号 3600000000127")
    assert (settled.code, settled.period, settled.amount_fen) == ("JS-000001", "2026-02", 8640)
    assert (settled.business_date, settled.staff_no) == (date(2026, 3, 12), "1032")
    assert settled.owes_invoice
    assert day.ask(settlements.owed_settlements) == [settled]
    assert day.ask(settlements.owed_settlements, "1008") == []
    assert day.ask(invoices.count_owed) == (1, 0)
    recorded = record(day, settled, "2636 2000 0000 0000 0001", kind=InvoiceKind.SPECIAL)
    assert (recorded.invoice_no, recorded.invoice_fen, recorded.invoice_by) == (
        NUMBER,
        8640,
        "1032",
    )
    assert (recorded.invoice_kind, recorded.invoice_date) == ("专用", date(2026, 3, 12))
    assert day.ask(settlements.owed_settlements) == []
    assert record(day, recorded, NUMBER[:-1] + "2").invoice_no.endswith("2"), "a slip is corrected"


@pytest.mark.rule("25")
def test_the_invoice_of_a_settlement_is_held_to_the_rules_of_all_invoices(
    day: Day, prepaid: Payment
) -> None:
    settled, other = settle(day, prepaid, 8640), pay(day, 100)
    for field, words in (
        ("invoice_no", {"number": "123"}),
        ("invoice_fen", {"amount_fen": 8641}),
        ("invoice_fen", {"amount_fen": 0}),
        ("invoice_date", {"on": date(2026, 3, 13)}),
        ("invoice_date", {"on": date(2026, 3, 11)}),
    ):
        with pytest.raises(RuleBroken) as refusal:
            record(day, settled, **words)
        assert refusal.value.field == field
    day.do(invoices.record_invoice, "1032", payment_id=other.id, number=NUMBER)
    with pytest.raises(RuleBroken, match=other.voucher_code):
        record(day, settled)
    record(day, settled, RED)
    with pytest.raises(RuleBroken, match="JS-000001"):
        day.do(invoices.record_invoice, "1032", payment_id=other.id, number=RED)
    second = settle(day, prepaid, 100, words="补")
    with pytest.raises(RuleBroken, match="JS-000001"):
        record(day, second, RED)
    table = schema.settlement
    with pytest.raises(IntegrityError), day.hall.store.write() as turn:
        turn.conn.execute(table.update().where(table.c.id == second.id).values(invoice=RED))


@pytest.mark.rule("25")
def test_the_customer_may_ask_later_and_a_number_may_follow(day: Day, prepaid: Payment) -> None:
    settled = settle(day, prepaid, 8640)
    left = day.do(settlements.leave_settlement, "1032", settlement_id=settled.id)
    assert (left.state_words, left.owes_invoice) == ("客户稍后索取", False)
    assert day.ask(settlements.owed_settlements) == []
    assert record(day, left).invoice_no == NUMBER
    with pytest.raises(RuleBroken, match="已开数电票"):
        day.do(settlements.leave_settlement, "1032", settlement_id=settled.id)


def test_settled_and_given_back_never_exceed_what_was_prepaid(day: Day, prepaid: Payment) -> None:
    settle(day, prepaid, 8640)
    give_back(day, prepaid, 5_000)
    with pytest.raises(RuleBroken, match=r"最多可结算 63\.60 元") as refusal:
        settle(day, prepaid, 6361, words="三月")
    assert refusal.value.field == "settle_amount"
    with pytest.raises(RuleBroken, match=r"最多可退 63\.60 元.*已结算的 86\.40 元"):
        give_back(day, prepaid, 6361)
    settle(day, prepaid, 6360, words="三月")
    with pytest.raises(RuleBroken, match="没有余额"):
        settle(day, prepaid, 1, words="多")
    with pytest.raises(RuleBroken, match=r"已结算 150\.00 元，没有可退的余额"):
        give_back(day, prepaid, 1)
    assert verify_store(day.hall.store).ok


@pytest.mark.rule("25")
def test_an_invoice_wanted_at_once_waits_for_the_settlement_all_the_same(day: Day) -> None:
    day.count_float()
    wanted = day.do(
        payments.take_payment,
        "1032",
        window=THREE,
        takings=handed(day.clock, 20_000),
        purpose="预存电费",
        account_no=ACCOUNT,
        invoice="owed",
        asked=Asked(kind=Charge.PREPAYMENT),
    )
    assert day.ask(papers.voucher_of, wanted.id).invoice_state == "电费结算后开具"
    assert day.ask(invoices.owed_invoices) == []
    assert day.ask(invoices.count_owed) == (0, 0)


def test_what_is_no_standing_prepayment_is_not_settled(day: Day, prepaid: Payment) -> None:
    with pytest.raises(RuleBroken, match="不是预收款") as refusal:
        settle(day, pay(day, 8640), 100)
    assert refusal.value.field == "voucher_no"
    signed = {"reason_code": "V1", "approved_by": MANAGER}
    day.do(payments.void_payment, "1032", payment_id=prepaid.id, **signed)
    with pytest.raises(RuleBroken, match="已作废，不能结算"):
        settle(day, prepaid, 100)
    back = ahead(day, 500)
    give_back(day, back, 500)
    with pytest.raises(RuleBroken, match="没有余额"):
        settle(day, back, 1)


def test_a_settled_prepayment_is_not_voided_before_its_settlement_is(
    day: Day, prepaid: Payment
) -> None:
    signed = {"reason_code": "V1", "approved_by": MANAGER}
    settled = settle(day, prepaid, 8640)
    with pytest.raises(RuleBroken, match="请先作废结算"):
        day.do(payments.void_payment, "1032", payment_id=prepaid.id, **signed)
    undo(day, settled)
    assert day.do(payments.void_payment, "1032", payment_id=prepaid.id, **signed).is_void


def test_a_void_keeps_number_reason_and_signature_and_frees_the_money(
    hall: Hall, day: Day, prepaid: Payment
) -> None:
    settled = settle(day, prepaid, 20_000)
    next_day(hall, day)
    voided = undo(day, settled)
    assert (voided.code, voided.void_reason, voided.void_approved_by) == (
        "JS-000001",
        "账期录错",
        MANAGER,
    )
    assert (voided.business_date, voided.void_date) == (date(2026, 3, 12), date(2026, 3, 13))
    assert day.ask(settlements.settlements_of, prepaid.id) == [voided]
    assert day.ask(settlements.owed_settlements) == []
    assert settle(day, prepaid, 20_000).code == "JS-000002"
    with pytest.raises(RuleBroken, match="JS-000001 已作废"):
        undo(day, voided)
    with pytest.raises(RuleBroken, match="已作废"):
        record(day, voided)
    with pytest.raises(RuleBroken, match="已作废"):
        day.do(settlements.leave_settlement, "1032", settlement_id=voided.id)


def test_a_void_has_a_reason_and_another_persons_signature(day: Day, prepaid: Payment) -> None:
    settled = settle(day, prepaid, 8640)
    with pytest.raises(RuleBroken) as refusal:
        undo(day, settled, reason="  ")
    assert refusal.value.field == "reason"
    with pytest.raises(ApprovalNeeded):
        undo(day, settled, approved_by=None)
    for nobody in ("1032", "1008", "9999"):
        with pytest.raises(RuleBroken) as refusal:
            undo(day, settled, approved_by=nobody)
        assert refusal.value.field == "approver"
    assert not day.ask(lambda reading: reading.get(Settlement, id=settled.id)).is_void


@pytest.mark.rule("25")
def test_an_invoiced_settlement_is_voided_with_its_red_letter_invoice_only(
    day: Day, prepaid: Payment
) -> None:
    plain = settle(day, prepaid, 100, words="一")
    with pytest.raises(RuleBroken, match="没有开过数电票"):
        undo(day, plain, red_number=RED)
    settled = record(day, settle(day, prepaid, 8640))
    with pytest.raises(RuleBroken, match="已开数电票，请先在税务平台开红字") as refusal:
        undo(day, settled)
    assert refusal.value.field == "red_invoice_no"
    for wrong in ("123", NUMBER):
        with pytest.raises(RuleBroken) as refusal:
            undo(day, settled, red_number=wrong)
        assert refusal.value.field == "red_invoice_no"
    with pytest.raises(RuleBroken) as refusal:
        undo(day, settled, red_number=RED, red_on=date(2026, 3, 13))
    assert refusal.value.field == "red_invoice_date"
    voided = undo(day, settled, red_number="2636 2000 0000 0000 0777")
    assert (voided.invoice_no, voided.red_invoice) == (NUMBER, RED)
    assert voided.red_invoice_date == date(2026, 3, 12)
    with pytest.raises(RuleBroken, match=settled.code):
        record(day, plain, RED)


def test_what_is_missing_is_told_at_its_field(day: Day, prepaid: Payment) -> None:
    settle(day, prepaid, 100)
    wrong: tuple[tuple[str, dict[str, Any]], ...] = (
        ("period", {"period": ""}),
        ("period", {"period": "二月"}),
        ("period", {"period": "2026-04"}),
        ("settle_amount", {"fen": 0}),
        ("settle_amount", {"fen": -5}),
        ("settle_words", {"words": "\u202e"}),
        ("settle_words", {"period": "2026年2月"}),  # the same bill a second time
    )
    for field, words in wrong:
        with pytest.raises(RuleBroken) as refusal:
            settle(day, prepaid, **{"fen": 100, **words})
        assert refusal.value.field == field, words
    assert settle(day, prepaid, 100, words="补结").settlement_no == 2


@pytest.mark.rule("7(1)")
def test_it_is_done_at_the_own_window_by_who_may_take_money(day: Day, prepaid: Payment) -> None:
    settled = settle(day, prepaid, 100)
    for actor, window in (("1008", THREE), (MANAGER, THREE), ("1032", 1)):
        with pytest.raises(RuleBroken):
            day.do(
                settlements.settle_prepayment,
                actor,
                payment_id=prepaid.id,
                amount_fen=100,
                period="2026-02",
                words="旁门",
                window=window,
            )
        with pytest.raises(RuleBroken):
            day.do(
                settlements.void_settlement,
                actor,
                settlement_id=settled.id,
                reason="旁门",
                window=window,
                approved_by=MANAGER,
            )
    for verb in (settlements.record_settlement_invoice, settlements.leave_settlement):
        number = {"number": NUMBER} if verb is settlements.record_settlement_invoice else {}
        with pytest.raises(RuleBroken):
            day.do(verb, "kiosk", settlement_id=settled.id, **number)
    day.do(people.leave_window, "1032", window=THREE)
    with pytest.raises(RuleBroken, match="没有在3号窗口登录"):
        settle(day, prepaid, 100, words="旁门")
    assert len(day.ask(settlements.settlements_of, prepaid.id)) == 1


def test_no_money_moves_and_the_refund_paper_says_what_was_settled(
    hall: Hall, day: Day, prepaid: Payment
) -> None:
    before = hall.ask(tills.till_of, date(2026, 3, 12), "1032").sums
    settle(day, prepaid, 8640)
    assert hall.ask(tills.till_of, date(2026, 3, 12), "1032").sums == before
    refund = give_back(day, prepaid, 10_000)
    paper = hall.ask(papers.refund_of, refund.id)
    assert (paper.paid_fen, paper.settled_fen, paper.amount_fen) == (20_000, 8640, 10_000)


def test_a_settlement_sent_twice_is_one(day: Day, prepaid: Payment) -> None:
    words: dict[str, Any] = {
        "payment_id": prepaid.id,
        "amount_fen": 100,
        "period": "2026-02",
        "window": THREE,
    }
    first = day.hall.do(settlements.settle_prepayment, "1032", "settle-1", **words)
    again = day.hall.do(settlements.settle_prepayment, "1032", "settle-1", **words)
    assert first == again
    assert len(day.ask(settlements.settlements_of, prepaid.id)) == 1
    signed: dict[str, Any] = {"reason": "重复", "window": THREE, "approved_by": MANAGER}
    for _ in range(2):
        day.hall.do(settlements.void_settlement, "1032", "void-1", settlement_id=first.id, **signed)
    kept = day.ask(settlements.settlements_of, prepaid.id)
    assert [each.is_void for each in kept] == [True]


def test_nothing_is_settled_while_the_clock_is_wrong(day: Day, prepaid: Payment) -> None:
    settled = settle(day, prepaid, 100)
    day.clock.set(day.clock.now() - timedelta(hours=2))
    with pytest.raises(RuleBroken, match="时钟"):
        settle(day, prepaid, 100)
    with pytest.raises(RuleBroken, match="时钟"):
        undo(day, settled)


def test_settling_and_giving_back_at_once_never_spend_the_money_twice(
    day: Day, prepaid: Payment
) -> None:
    """Eight at once want three quarters each; one gets it, whichever."""
    barrier, done = threading.Barrier(8), []

    def _one(n: int) -> None:
        barrier.wait()
        with contextlib.suppress(RuleBroken):
            done.append(
                settle(day, prepaid, 15_000, words=f"第{n}")
                if n % 2
                else give_back(day, prepaid, 15_000)
            )

    threads = [threading.Thread(target=_one, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(done) == 1
    spent = sum(each.amount_fen for each in day.ask(settlements.settlements_of, prepaid.id))
    spent += sum(each.amount_fen for each in day.ask(refunds.refunds_of_payment, prepaid.id))
    assert spent == 15_000


fen = st.integers(1, 12_000)
step = st.one_of(
    st.tuples(st.just("settle"), fen),
    st.tuples(st.just("refund"), fen),
    st.tuples(st.just("void"), st.integers(0, 5)),
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(step, max_size=16))
def test_whatever_is_done_the_sums_hold(
    open_files: Path, home: Path, steps: list[tuple[str, int]]
) -> None:
    clock = FakeClock(AT_WORK)
    with tempfile.TemporaryDirectory() as folder:
        store = copy_of(open_files, Path(folder))
        try:
            day = Day(Hall(store, clock), clock)
            day.count_float()
            prepaid = ahead(day, 20_000)
            standing: list[Settlement] = []
            back = 0
            for n, (what, amount) in enumerate(steps):
                clock.advance(30)
                left = 20_000 - back - sum(each.amount_fen for each in standing)
                try:
                    if what == "settle":
                        standing.append(settle(day, prepaid, amount, words=str(n)))
                    elif what == "refund":
                        back += give_back(day, prepaid, amount).amount_fen
                    elif amount < len(standing):
                        undo(day, standing.pop(amount))
                except RuleBroken:
                    assert amount > left
                else:
                    assert what == "void" or amount <= left
            kept = day.ask(settlements.settlements_of, prepaid.id)
            assert [each.settlement_no for each in kept] == list(range(1, len(kept) + 1))
            assert [each for each in kept if not each.is_void] == standing
            owed = day.ask(settlements.owed_settlements)
            assert owed == standing
            assert verify_store(store).ok
        finally:
            store.close()


def bill(day: Day, fen: int, period: str = "2026-02") -> Bill:
    """A bill of the account, imported."""
    cells = [
        ("户号", "账期", "应收金额"),
        (ACCOUNT, period, f"{fen // 100}.{fen % 100:02d}"),
    ]
    day.do(bills.import_bills, rows=read_bills(cells), source="电费.csv")
    found: list[Bill] = day.ask(bills.open_bills, ACCOUNT)
    return found[-1]


def test_an_imported_bill_is_paid_by_its_settlement_and_open_again_after_the_void(
    day: Day, prepaid: Payment
) -> None:
    owed = bill(day, 9215)
    settled = settle(day, prepaid, 9215)
    assert settled.bill_id == owed.id
    assert day.ask(bills.open_bills, ACCOUNT) == []
    undo(day, settled)
    assert day.ask(bills.open_bills, ACCOUNT) == [owed]
    assert settle(day, prepaid, 5_000).bill_id is None
    assert day.ask(bills.open_bills, ACCOUNT) == [owed], "a part leaves the bill open"
    assert verify_store(day.hall.store).ok


def test_a_bill_that_was_paid_is_not_settled_a_second_time(day: Day, prepaid: Payment) -> None:
    owed = bill(day, 9215)
    one = AccountDue(account_no=ACCOUNT, amount_fen=9215, bill_id=owed.id)
    paid = pay(day, 9215, asked=Asked(accounts=(one,)))
    with pytest.raises(RuleBroken, match=f"已用凭证 {paid.voucher_code} 缴清") as refusal:
        settle(day, prepaid, 9215)
    assert refusal.value.field == "period"
    assert settle(day, prepaid, 9215, period="2026-01").bill_id is None
    second = ahead(day)
    bill(day, 100, "2026-03")
    settle(day, prepaid, 100, period="2026-03")
    with pytest.raises(RuleBroken, match=f"已用凭证 {prepaid.voucher_code} 缴清"):
        settle(day, second, 100, period="2026-03")
    settle(day, prepaid, 50, period="2026-03", words="补差")


def test_a_prepayment_is_found_by_its_number_or_by_its_account(day: Day, prepaid: Payment) -> None:
    pay(day, 700, account=ACCOUNT)
    second = ahead(day, 5_000)
    for text in ("YS-000001", "ys1", " 1 ", ACCOUNT, "3600 0000 00127"):
        assert day.ask(find_prepayment, text).id == prepaid.id, text
    settle(day, prepaid, 20_000)
    assert day.ask(find_prepayment, ACCOUNT).id == second.id, "the oldest with something left"
    give_back(day, second, 5_000)
    assert day.ask(find_prepayment, ACCOUNT).id == second.id, "of none the newest"
    for text, said in (
        ("3600000000128", r"户号 3600 \*\*\*\* 0128 没有预收凭证"),
        ("99", "没有凭证 YS-000099"),
        ("YS", "凭证号应像"),
    ):
        with pytest.raises(RuleBroken, match=said) as refusal:
            day.ask(find_prepayment, text)
        assert refusal.value.field == "voucher_no"


def test_a_settlement_reads_back_as_it_was_written(day: Day, prepaid: Payment) -> None:
    settled = record(day, settle(day, prepaid, 8640, words="合表"))
    kept = day.ask(lambda reading: reading.get(Settlement, id=settled.id))
    assert kept == settled
    assert kept.settled_at.tzinfo is UTC
    assert kept.settled_at < datetime(2026, 3, 12, 2, 0, tzinfo=UTC)
    with pytest.raises(Exception, match="nothing is deleted"), day.hall.store.write() as turn:
        turn.conn.exec_driver_sql("DELETE FROM settlement")
