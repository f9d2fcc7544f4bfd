"""Who may do what with money: without the right, at another window, gone, or alone."""

from collections.abc import Callable
from typing import Any

import pytest

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.metertests import Outcome
from hall_desk.domain.people import Role
from hall_desk.domain.refunds import Refund
from hall_desk.usecases import (
    invoices,
    metertests,
    opening,
    payments,
    people,
    reconnections,
    refunds,
    staffing,
    tillmoves,
    tills,
)
from hall_desk.usecases.closings import note_closing_reprint
from tests.conftest import MANAGER, Day
from tests.usecases.money import THREE, give_back, handed, pay
from tests.usecases.test_meter_tests import arrears, deposit, name_the_document
from tests.usecases.test_tills import hand_over, pieces_of

CLERK, XU, GONE, ADMIN, THIRD = "1032", "1008", "1099", "0100", "1021"
Verbs = dict[str, tuple[Callable[..., Any], dict[str, Any]]]


@pytest.fixture
def verbs(day: Day) -> Verbs:
    """Every verb of money on what 1032 took at window 3, with what it needs."""
    people.add_staff(
        day.hall,
        MANAGER,
        staff_no=ADMIN,
        name="管理",
        role=Role.ADMINISTRATOR,
        password="admin-100!",
    )
    people.add_staff(
        day.hall, MANAGER, staff_no=GONE, name="离岗", role=Role.CLERK, password="clerk-1099"
    )
    day.do(
        staffing.change_staff, MANAGER, staff_no=GONE, name="离岗", role=Role.CLERK, skills="",
        active=False,
    )  # fmt: skip
    day.count_float()
    name_the_document(day)
    paid, void = pay(day, 8640), pay(day, 500)
    _, test = deposit(day)
    arrears(day)
    (task,) = day.ask(reconnections.open_reconnections)
    refund: Refund = give_back(day, paid, 100)
    bag = day.do(tillmoves.take_out_bag, CLERK, window=THREE, amount_fen=1000)
    count = day.do(tills.count_till, CLERK, pieces=pieces_of(100), terminals={})
    given = hand_over(day, 500)
    means = {"method": "CASH", "window": THREE, "approved_by": MANAGER}
    number = "25362000000012345678"
    return {
        "pay": (
            payments.take_payment,
            {"window": THREE, "takings": handed(day.clock, 100), "purpose": "电费"},
        ),
        "unknown": (payments.close_unknown, {}),
        "float": (payments.count_float, {"window": THREE, "amount_fen": 100}),
        "void": (
            payments.void_payment,
            {"payment_id": void.id, "reason_code": "V1", "approved_by": MANAGER},
        ),
        "reprint": (payments.note_reprint, {"payment_id": paid.id}),
        "refund": (
            refunds.refund_payment,
            {"payment_id": paid.id, "amount_fen": 100, "reason_code": "R1", **means},
        ),
        "refund reprint": (refunds.note_reprint, {"refund_id": refund.id}),
        "fail": (
            metertests.decide,
            {"test_id": test.id, "outcome": Outcome.FAIL, "report_no": "J", **means},
        ),
        "pass": (
            metertests.decide,
            {"test_id": test.id, "outcome": Outcome.PASS, "report_no": "J", "window": THREE},
        ),
        "count": (tills.count_till, {"pieces": (), "terminals": {}, "window": THREE}),
        "count for": (tills.count_till, {"pieces": (), "terminals": {}, "staff_no": CLERK}),
        "explain": (
            tills.explain_count,
            {"count_id": count.id, "reason": "零钱", "approved_by": MANAGER},
        ),
        "hand over": (
            tillmoves.hand_over_till,
            {"window": THREE, "to_staff": THIRD, "pieces": pieces_of(100)},
        ),
        "take over": (tillmoves.take_over_till, {"handover_id": given.id}),
        "refuse": (tillmoves.refuse_till, {"handover_id": given.id, "reason": "不符"}),
        "bag": (tillmoves.take_out_bag, {"window": THREE, "amount_fen": 100}),
        "bank": (
            tillmoves.bank_bag,
            {"bag_id": bag.id, "slip_no": "1", "deposit_date": paid.business_date},
        ),
        "invoice": (invoices.record_invoice, {"payment_id": paid.id, "number": number}),
        "later": (invoices.leave_for_later, {"payment_id": paid.id}),
        "red": (invoices.record_red_invoice, {"refund_id": refund.id, "number": number}),
        "power": (reconnections.finish, {"task_id": task.id}),
        "close": (opening.close_day, {}),
        "z": (note_closing_reprint, {"number": 1}),
    }


ALL = (
    "pay", "unknown", "float", "void", "reprint", "refund", "refund reprint", "fail", "pass",
    "count", "count for", "explain", "hand over", "take over", "refuse", "bag", "bank", "invoice",
    "later", "red", "power", "close", "z",
)  # fmt: skip
OTHERS = (
    "pay", "float", "void", "refund", "fail", "pass", "count", "count for", "explain",
    "hand over", "take over", "refuse", "bag", "power", "close", "z",
)  # fmt: skip


@pytest.mark.parametrize("actor", [ADMIN, GONE, "kiosk"])
def test_without_the_right_nothing_of_money_is_done(day: Day, verbs: Verbs, actor: str) -> None:
    assert tuple(verbs) == ALL
    done = []
    for name, (verb, given) in verbs.items():
        if (actor, name) == (ADMIN, "z"):
            continue  # a reprint of the closing record is a report's
        try:
            day.do(verb, actor, **given)
            done.append(name)
        except RuleBroken:
            pass
    assert done == []


def test_another_windows_clerk_touches_nothing_of_this_one(day: Day, verbs: Verbs) -> None:
    day.do(payments.count_float, THIRD, window=4, amount_fen=10_000)
    done = []
    for name in OTHERS:
        verb, given = verbs[name]
        try:
            day.do(verb, THIRD, **given)
            done.append(name)
        except RuleBroken:
            pass
    assert done == []


@pytest.mark.parametrize("nobody", [CLERK, XU, GONE, ADMIN, "9999", ""])
@pytest.mark.parametrize("name", ["void", "refund", "fail", "explain"])
def test_the_second_person_is_another_duty_manager(
    day: Day, verbs: Verbs, name: str, nobody: str
) -> None:
    if name == "explain":
        day.do(
            tillmoves.refuse_till, CLERK, handover_id=verbs["refuse"][1]["handover_id"], reason="x"
        )
        count = day.do(tills.count_till, CLERK, pieces=pieces_of(100), terminals={})
        verbs[name][1]["count_id"] = count.id
    verb, given = verbs[name]
    with pytest.raises(RuleBroken) as refusal:
        day.do(verb, CLERK, **{**given, "approved_by": nobody})
    assert refusal.value.field == "approver"
    assert day.do(verb, CLERK, **given)
