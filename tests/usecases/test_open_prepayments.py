"""Prepayments of which something is left: listed oldest first, whatever happened to them."""

import pytest

from hall_desk.domain.charges import AccountDue, Asked
from hall_desk.domain.payments import Charge
from hall_desk.usecases import payments
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.openprepayments import OpenPrepayments, open_prepayments
from tests.conftest import MANAGER, Day
from tests.statements import statements_of
from tests.usecases.money import give_back, pay
from tests.usecases.test_refunds import next_day
from tests.usecases.test_settlements import ahead, settle, undo


def listed(day: Day) -> list[tuple[str, int]]:
    found: OpenPrepayments = day.ask(open_prepayments)
    return [(each.code, each.left_fen) for each in found.listed]


@pytest.mark.rule("25")
def test_what_is_neither_settled_nor_given_back_stands_in_the_list(hall: Hall, day: Day) -> None:
    day.count_float()
    assert day.ask(open_prepayments) == OpenPrepayments()
    first, second, spoiled = ahead(day), ahead(day, 5_000), ahead(day, 700)
    pay(day, 8_640, account=first.account_no)
    day.do(
        payments.void_payment, "1032", payment_id=spoiled.id, reason_code="V1", approved_by=MANAGER
    )
    assert listed(day) == [("YS-000001", 20_000), ("YS-000002", 5_000)]
    wrong = settle(day, first, 8_640)
    give_back(day, first, 1_360)
    give_back(day, second, 5_000)
    assert listed(day) == [("YS-000001", 10_000)]
    next_day(hall, day)
    undo(day, wrong)
    day.count_float()
    ahead(day, 300)
    found: OpenPrepayments = day.ask(open_prepayments)
    assert (found.count, found.left_fen) == (2, 18_640 + 300)
    one, new = found.listed
    assert (one.account_no, one.customer_name, one.accounts) == (
        first.account_no, first.customer_name, 1,
    )  # fmt: skip
    assert (one.due_fen, one.settled_fen, one.back_fen) == (20_000, 0, 1_360)
    assert one.business_date == first.business_date < new.business_date
    settle(day, first, 18_640)
    assert [code for code, _ in listed(day)] == [new.code]


def test_one_for_several_accounts_says_how_many(day: Day) -> None:
    day.count_float()
    dues = tuple(AccountDue(account_no=f"360000000000{n}", amount_fen=500) for n in (1, 2, 3))
    pay(day, 1_500, asked=Asked(kind=Charge.PREPAYMENT, accounts=dues), purpose="预存电费")
    (one,) = day.ask(open_prepayments).listed
    assert (one.account_no, one.accounts, one.left_fen) == ("", 3, 1_500)


def test_many_are_read_by_one_question_and_more_than_fit_are_counted(day: Day) -> None:
    day.count_float()
    for fen in (100, 200, 300, 400):
        prepaid = ahead(day, fen)
        give_back(day, prepaid, 10)
        settle(day, prepaid, 40)
    with statements_of(day.hall.store) as said:
        found: OpenPrepayments = day.ask(open_prepayments, most=3)
    assert len([each for each in said if "payment" in each]) == 1
    assert [each.code for each in found.listed] == ["YS-000001", "YS-000002", "YS-000003"]
    assert (found.count, found.left_fen) == (4, 1_000 - 4 * 50)
