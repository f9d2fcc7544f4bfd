"""A refund of a voucher with several accounts or fees says which of them it is for."""

import pytest

from hall_desk.domain.bills import Bill
from hall_desk.domain.charges import AccountDue, Asked, FeeWanted
from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.payments import Charge, Payment
from hall_desk.domain.refunds import Refund, lines_words
from hall_desk.store import schema
from hall_desk.store.transaction import Tx
from hall_desk.usecases import bills, charges, papers, reconnections, refunds
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.verifying import verify_store
from tests.conftest import Day
from tests.usecases.money import give_back, pay
from tests.usecases.test_charges import allow_fees, imported, several
from tests.usecases.test_refunds import next_day

FIRST, SECOND, THIRD = "3600000000127", "3600000000135", "3600000000143"
ROWS = (
    (FIRST, "苏示", "2026-02", "86.40"),
    (SECOND, "林示", "2026-02", "20.00"),
    (THIRD, "青禾物业", "2026-02", "100.00"),
)
WHOLE = 20_640


def dues(day: Day) -> tuple[AccountDue, ...]:
    """Every open bill as a line."""
    found = [bill for row in ROWS for bill in day.ask(bills.open_bills, row[0])]
    return tuple(
        AccountDue(
            account_no=bill.account_no, amount_fen=bill.amount_fen, bill_id=bill.id,
            customer_name=bill.customer_name, period=bill.period,
        )
        for bill in found
    )  # fmt: skip


@pytest.fixture
def paid(day: Day) -> Payment:
    """Three imported bills on one voucher."""
    day.count_float()
    imported(day, *ROWS)
    return pay(day, WHOLE, asked=several(dues(day)))


def owing(day: Day) -> set[str]:
    """The accounts with an open bill."""
    return {row[0] for row in ROWS if day.ask(bills.open_bills, row[0])}


def told(refund: Refund) -> list[tuple[int, int]]:
    return [(line.line, line.amount_fen) for line in refund.lines]


def test_a_smaller_amount_says_whose_money_it_is(day: Day, paid: Payment) -> None:
    with pytest.raises(RuleBroken, match="有 3 项，只退一部分的，请选退的是哪一项") as refusal:
        give_back(day, paid, 2_000)
    assert refusal.value.field == "refund_lines"
    with pytest.raises(RuleBroken, match="请选退的是哪一项"):
        give_back(day, paid, 2_000, approved_by=None)  # before anybody is called to sign
    with pytest.raises(ApprovalNeeded):
        give_back(day, paid, 2_000, approved_by=None, lines=(2,))
    assert told(give_back(day, paid, 500, lines=(2,))) == [(2, 500)]
    with pytest.raises(RuleBroken, match=r"最多可退 15\.00 元") as refusal:
        give_back(day, paid, 1_501, lines=(2,))
    assert refusal.value.field == "refund_amount"
    with pytest.raises(RuleBroken, match=r"选了 2 项，金额应是合计 101\.40 元") as refusal:
        give_back(day, paid, 10_139, lines=(1, 2))
    assert refusal.value.field == "refund_amount"
    for nonsense in ((4,), (0,), (-1,), (2, 9)):
        with pytest.raises(RuleBroken) as refusal:
            give_back(day, paid, 1_000, lines=nonsense)
        assert refusal.value.field == "refund_lines"
    assert told(give_back(day, paid, 10_140, lines=(2, 1, 2))) == [(1, 8_640), (2, 1_500)]
    with pytest.raises(RuleBroken, match="已全部退款") as refusal:
        give_back(day, paid, 100, lines=(1,))
    assert refusal.value.field == "refund_lines"
    assert told(give_back(day, paid, 10_000)) == [(3, 10_000)]
    assert verify_store(day.hall.store).ok


def test_the_bill_of_an_account_is_open_again_when_its_last_fen_is_back(
    day: Day, paid: Payment
) -> None:
    assert owing(day) == set()
    give_back(day, paid, 1_999, lines=(2,))
    assert owing(day) == set()
    give_back(day, paid, 1, lines=(2,))
    assert owing(day) == {SECOND}
    give_back(day, paid, 18_640, lines=(1, 3))
    assert owing(day) == {FIRST, SECOND, THIRD}


def test_a_bill_paid_anew_meanwhile_stays_paid(day: Day, paid: Payment) -> None:
    give_back(day, paid, 2_000, lines=(2,))
    (due,) = dues(day)
    again = pay(day, 2_000, asked=several((due,)))
    give_back(day, paid, 18_640)
    assert owing(day) == {FIRST, THIRD}
    kept = day.ask(lambda reading: reading.get(Bill, id=due.bill_id))
    assert kept.payment_id == again.id


def test_all_of_it_names_every_account_and_one_account_none(day: Day, paid: Payment) -> None:
    whole = give_back(day, paid, WHOLE)
    assert told(whole) == [(1, 8_640), (2, 2_000), (3, 10_000)]
    assert owing(day) == {FIRST, SECOND, THIRD}
    single = pay(day, 8_640, account=FIRST)
    part = give_back(day, single, 100)
    assert (part.lines, part.lines_words) == ((), "")


def test_the_paper_names_account_period_and_sum_also_when_printed_again(
    hall: Hall, day: Day, paid: Payment
) -> None:
    refund = give_back(day, paid, 12_000, lines=(2, 3))
    day.do(refunds.note_reprint, "1032", refund_id=refund.id)
    paper = hall.ask(papers.refund_of, refund.id)
    assert (paper.reprint, paper.lines_paid) == (1, 3)
    assert [(each.line, each.name, each.amount_fen) for each in paper.lines] == [
        (2, "户号 3600 **** 0135 林*　居民电费缴纳 2026-02", 2_000),
        (3, "户号 3600 **** 0143 青*　居民电费缴纳 2026-02", 10_000),
    ]
    kept = day.ask(lambda reading: reading.get(Refund, id=refund.id))
    assert (kept.lines, kept.lines_words) == (refund.lines, "第 2、3 项")


def test_fees_are_named_like_accounts(hall: Hall, day: Day) -> None:
    day.count_float()
    allow_fees(day, "L02", "L08")
    prices = {price.code: price for price in day.ask(charges.fees_offered)}
    wanted = Asked(kind=Charge.FEE, fees=tuple(FeeWanted(code=code) for code in prices))
    due = sum(price.unit_price_fen for price in prices.values())
    payment = pay(day, due, asked=wanted, purpose="业务费用")
    second = payment.lines[1]
    refund = give_back(day, payment, second.amount_fen, lines=(2,))
    (line,) = hall.ask(papers.refund_of, refund.id).lines
    assert (line.name, line.amount_fen) == (second.words, second.amount_fen)


def test_a_refund_of_an_older_version_named_nothing(day: Day, paid: Payment) -> None:
    """Its content has no lines: what is left of the whole still bounds every further one."""
    refund = give_back(day, paid, 1_000, lines=(1,))

    def _old(tx: Tx) -> None:
        content = {n: v for n, v in refund.content.items() if not n.startswith("lines")}
        table = schema.refund
        tx.conn.execute(table.update().values(content=content).where(table.c.id == refund.id))

    day.do(_old)
    with pytest.raises(RuleBroken, match="请选退的是哪一项"):
        give_back(day, paid, WHOLE - 1_001)
    assert told(give_back(day, paid, 12_000, lines=(2, 3))) == [(2, 2_000), (3, 10_000)]
    assert owing(day) == {SECOND, THIRD}
    with pytest.raises(RuleBroken, match=r"最多可退 76\.40 元"):
        give_back(day, paid, 8_640, lines=(1,))
    assert told(give_back(day, paid, 7_640)) == []
    assert owing(day) == {FIRST, SECOND, THIRD}


def test_nobody_goes_for_an_account_whose_arrears_came_back(day: Day) -> None:
    day.count_float()
    day.issue("A06")
    accounts = tuple(AccountDue(account_no=each, amount_fen=8_640) for each in (FIRST, SECOND))
    payment = pay(day, 17_280, ticket=day.serve(), asked=several(accounts), purpose="欠费复电")
    give_back(day, payment, 8_639, lines=(1,))
    assert len(day.ask(reconnections.open_reconnections)) == 2
    give_back(day, payment, 1, lines=(1,))
    (task,) = day.ask(reconnections.open_reconnections)
    assert task.account_no == SECOND


def test_a_line_that_came_back_brings_no_power_when_the_other_payment_is_taken_back(
    day: Day,
) -> None:
    day.count_float()
    both = tuple(AccountDue(account_no=each, amount_fen=8_640) for each in (FIRST, SECOND))
    day.issue("A06")
    ticket = day.serve()
    first = pay(day, 17_280, ticket=ticket, asked=several(both), purpose="欠费复电")
    day.finish(ticket)
    day.issue("A06")
    second = pay(day, 17_280, ticket=day.serve(), asked=several(both), purpose="欠费复电")
    give_back(day, second, 8_640, lines=(1,))
    give_back(day, first, 17_280)
    (task,) = day.ask(reconnections.open_reconnections)
    assert (task.account_no, task.payment_id) == (SECOND, second.id)


def test_it_holds_over_midnight(hall: Hall, day: Day, paid: Payment) -> None:
    next_day(hall, day)
    day.count_float()
    give_back(day, paid, 2_000, lines=(2,))
    assert owing(day) == {SECOND}


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((), ""),
        ((3,), "第 3 项"),
        ((2, 1), "第 1、2 项"),
        ((5, 6, 7), "第 5–7 项"),
        ((1, 3, 4, 6, 7, 8), "第 1、3、4、6–8 项"),
    ],
)
def test_places_are_said_shortly(numbers: tuple[int, ...], said: str) -> None:
    assert lines_words(numbers) == said
