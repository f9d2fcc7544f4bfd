"""Work orders of a paid service: appointment, completion, differences, payment (17(2), 24, 25)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import PAPER_MODE, SCREEN_MODE, Price, Sheet, SheetState
from hall_desk.domain.payments import Payment
from hall_desk.domain.workorders import OrderState, WorkOrder, differences
from hall_desk.store import schema
from hall_desk.store.transaction import Tx
from hall_desk.usecases import (
    callbacks,
    dispatching,
    loose_ends,
    paidservice,
    papers,
    payments,
    workorders,
)
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.paidservice import Wanted
from tests.conftest import MANAGER, Day
from tests.usecases.test_money import cash, draft, pay, signed

NAME = (((100, 500), (300, 200), (500, 800)), ((600, 400), (900, 420)))
"""Two strokes somebody drew."""


def team_of(day: Day) -> str:
    return str(day.ask(dispatching.teams)[0].code)


def dispatched(day: Day, sheet: Sheet, hours: float = 5, **kwargs: Any) -> WorkOrder:
    given: dict[str, Any] = {
        "team_code": team_of(day),
        "appointed_at": day.clock.now() + timedelta(hours=hours),
        "content": "更换室内线路",
    }
    order: WorkOrder = day.do(
        dispatching.dispatch, "1030", sheet_id=sheet.id, **{**given, **kwargs}
    )
    return order


def reported(day: Day, order: WorkOrder, *actual: tuple[str, int], **kwargs: Any) -> WorkOrder:
    lines = tuple(Wanted(code=code, quantity_milli=milli) for code, milli in actual)
    done: WorkOrder = day.do(
        dispatching.complete_order,
        "1030",
        order_id=order.id,
        actual=lines,
        **{"worker": "何远", **kwargs},
    )
    return done


def kept(day: Day, sheet: Sheet) -> Sheet:
    found: Sheet = day.ask(lambda reading: reading.get(Sheet, id=sheet.id))
    return found


@pytest.fixture
def sold(day: Day) -> Sheet:
    """A signed sheet: 2 hours of labour, 12.5 m of wire."""
    day.count_float(8)
    return signed(day, ("L02", 2000), ("M04", 12500))


@pytest.mark.rule("25")
def test_strokes_on_the_screen_are_kept_as_a_vector_and_never_change(day: Day) -> None:
    sheet = draft(day)
    lines = (Wanted(code="L02", quantity_milli=1000),)
    day.do(paidservice.set_lines, "1030", sheet_id=sheet.id, wanted=lines)
    sign = paidservice.confirm_signature
    with pytest.raises(RuleBroken, match="还没有签字") as refusal:
        day.do(sign, "1030", sheet_id=sheet.id, mode=SCREEN_MODE)
    assert refusal.value.field == "signature"
    done = day.do(sign, "1030", sheet_id=sheet.id, mode=SCREEN_MODE, signature=NAME)
    assert (done.signature, done.signature_mode) == (NAME, SCREEN_MODE)
    assert kept(day, sheet).signature == NAME
    with pytest.raises(RuleBroken, match="不能再签字"):
        day.do(sign, "1030", sheet_id=sheet.id, mode=SCREEN_MODE, signature=NAME)
    with pytest.raises(RuleBroken, match="不能再改"):
        day.do(paidservice.set_lines, "1030", sheet_id=sheet.id, wanted=())


@pytest.mark.rule("25")
@pytest.mark.parametrize(
    ("strokes", "words"),
    [
        ((), "还没有签字"),
        ((((500, 500),),), "还没有签字"),
        ((((500, 500), (510, 505)),), "还没有签字"),
        ((((0, 0), (1001, 10)),), "超出"),
        (tuple(((n * 10, 0), (n * 10, 900)) for n in range(90)), "太多"),
    ],
)
def test_a_slip_of_the_finger_is_no_signature_and_its_size_is_bounded(
    day: Day, strokes: Any, words: str
) -> None:
    sheet = draft(day)
    lines = (Wanted(code="L02", quantity_milli=1000),)
    day.do(paidservice.set_lines, "1030", sheet_id=sheet.id, wanted=lines)
    with pytest.raises(RuleBroken, match=words):
        day.do(
            paidservice.confirm_signature,
            "1030",
            sheet_id=sheet.id,
            mode=SCREEN_MODE,
            signature=strokes,
        )
    assert kept(day, sheet).state is SheetState.DRAFT


@pytest.mark.rule("25")
def test_only_a_signed_sheet_goes_to_a_team_and_to_one_at_a_time(day: Day, sold: Sheet) -> None:
    with pytest.raises(RuleBroken, match="签字确认后才能派工"):
        dispatched(day, draft(day))
    order = dispatched(day, sold)
    assert (order.code, order.state) == ("PG-20260312-001", OrderState.ISSUED)
    with pytest.raises(RuleBroken, match="已派工 PG-20260312-001"):
        dispatched(day, sold, 20)
    assert dispatched(day, signed(day, ("L02", 1000)), 20).code == "PG-20260312-002"


@pytest.mark.rule("17(2)")
def test_two_appointments_for_the_same_team_and_slot_warn(day: Day, sold: Sheet) -> None:
    first = dispatched(day, sold, 5)
    other = signed(day, ("L02", 1000))
    with pytest.raises(RuleBroken, match=first.code) as warning:
        dispatched(day, other, 6)
    assert (warning.value.field, warning.value.article) == ("appointed_at", "17(2)")
    second = day.ask(dispatching.teams)[1]
    assert dispatched(day, other, 6, team_code=second.code).team == second.name
    third = signed(day, ("L02", 1000))
    seen = dispatched(day, third, 6.5, clash_seen=True)
    assert seen.number == 3, "a warning that was seen does not stop the appointment"
    assert dispatched(day, signed(day, ("L02", 1000)), 9).number == 4, "the next slot is free"


@pytest.mark.rule("17(2)")
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"team_code": ""}, "team"),
        ({"content": " "}, "content"),
        ({"appointed_at": None}, "appointed_at"),
        ({"appointed_at": datetime.fromisoformat("2026-03-11T09:00:00+08:00")}, "appointed_at"),
    ],
)
def test_an_appointment_names_team_time_and_work(
    day: Day, sold: Sheet, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        dispatched(day, sold, **wrong)
    assert refusal.value.field == field


@pytest.mark.rule("17(2)")
def test_a_cancelled_order_frees_the_slot_and_keeps_its_number(day: Day, sold: Sheet) -> None:
    order = dispatched(day, sold)
    with pytest.raises(RuleBroken) as refusal:
        day.do(dispatching.cancel_order, "1030", order_id=order.id, reason=" ")
    assert refusal.value.field == "cancel_reason"
    gone = day.do(dispatching.cancel_order, "1030", order_id=order.id, reason="客户改期")
    assert (gone.state, gone.cancel_reason) == (OrderState.CANCELLED, "客户改期")
    assert dispatched(day, sold).number == 2


@pytest.mark.rule("25")
def test_payment_waits_for_the_completion(day: Day, clock: FakeClock, sold: Sheet) -> None:
    order = dispatched(day, sold)
    with pytest.raises(RuleBroken, match="PG-20260312-001 还没有完工"):
        pay(day, cash(clock, sold.total_fen, sold.total_fen), sold)
    with pytest.raises(RuleBroken, match="先撤销派工"):
        day.do(paidservice.void_sheet, "1030", sheet_id=sold.id, reason="客户放弃")
    clock.advance(3600)
    done = reported(day, order, ("L02", 2000), ("M04", 12500))
    assert differences(sold, done) == ()
    payment = pay(day, cash(clock, sold.total_fen, sold.total_fen), sold)
    assert payment.due_fen == sold.total_fen
    assert kept(day, sold).state is SheetState.PAID
    assert kept(day, sold).lines == sold.lines


@pytest.mark.rule("25")
@pytest.mark.parametrize(
    ("actual", "due"),
    [
        ([("L02", 1000), ("M04", 12500)], 1500 + 4375),
        ([("L02", 3000), ("M04", 12500)], 4500 + 4375),
        ([("L02", 2000)], 3000),
        ([("L02", 2000), ("M04", 12500), ("M01", 1000)], None),
    ],
)
def test_a_difference_is_signed_again_before_the_actual_total_is_paid(
    day: Day, clock: FakeClock, sold: Sheet, actual: list[tuple[str, int]], due: int | None
) -> None:
    assert sold.total_fen == 3000 + 4375
    order = reported(day, dispatched(day, sold), *actual)
    total = sum(line.amount_fen for line in order.actual)
    assert due in (None, total)
    with pytest.raises(RuleBroken, match="再次签字"):
        pay(day, cash(clock, total, total), sold)
    agreed = day.do(
        dispatching.agree_difference,
        "1030",
        order_id=order.id,
        mode=SCREEN_MODE,
        signature=NAME,
    )
    assert agreed.difference_signature == NAME
    with pytest.raises(RuleBroken, match="与确认单不符"):
        pay(day, cash(clock, sold.total_fen, sold.total_fen), sold)
    payment = pay(day, cash(clock, total, total), sold)
    voucher = day.ask(papers.voucher_of, payment.id)
    assert voucher.total_fen == sum(line.amount_fen for line in voucher.lines) == total
    assert voucher.confirmation_number == sold.code


@pytest.mark.rule("25")
def test_an_agreed_difference_never_changes_and_one_not_agreed_can_be_put_right(
    day: Day, sold: Sheet
) -> None:
    order = reported(day, dispatched(day, sold), ("L02", 9000))
    again = reported(day, order, ("L02", 3000), ("M04", 12500))
    assert again.actual[0].quantity_milli == 3000
    with pytest.raises(RuleBroken, match="不能撤销"):
        day.do(dispatching.cancel_order, "1030", order_id=order.id, reason="x")
    day.do(dispatching.agree_difference, "1030", order_id=order.id, mode=PAPER_MODE)
    with pytest.raises(RuleBroken, match="不能再改"):
        reported(day, order, ("L02", 4000))
    with pytest.raises(RuleBroken, match="不能再签"):
        day.do(dispatching.agree_difference, "1030", order_id=order.id)


@pytest.mark.rule("25")
def test_without_a_difference_nothing_is_signed_twice(day: Day, sold: Sheet) -> None:
    order = dispatched(day, sold)
    with pytest.raises(RuleBroken, match="还没有登记完工"):
        day.do(dispatching.agree_difference, "1030", order_id=order.id)
    same = reported(day, order, ("M04", 12500), ("L02", 2000))
    with pytest.raises(RuleBroken, match="不用再签字"):
        day.do(dispatching.agree_difference, "1030", order_id=same.id)


@pytest.mark.rule("24")
def test_what_was_done_costs_what_it_did_on_the_day_of_the_quote(
    hall: Hall, day: Day, sold: Sheet
) -> None:
    order = dispatched(day, sold)

    def _dearer(tx: Tx) -> None:
        table = schema.price
        old = table.c.code.in_(("L02", "M04"))
        tx.conn.execute(table.update().where(old).values(unit_price_fen=9900, enabled=False))
        price = next(p for p in paidservice.price_list(tx) if p.code == "M01")
        later = replace(
            price, unit_price_fen=99_900, valid_from=sold.business_date + timedelta(days=1)
        )
        tx.insert(later, "add_price")

    hall.do(_dearer, MANAGER)
    before = next(p for p in hall.ask(paidservice.price_list) if p.code == "M01")
    day.clock.advance(2 * 86_400)
    done = reported(day, order, ("L02", 3000), ("M04", 12500), ("M01", 1000))
    prices = {line.code: line.unit_price_fen for line in done.actual}
    assert prices == {"L02": 1500, "M04": 350, "M01": before.unit_price_fen}
    assert isinstance(before, Price)


@pytest.mark.rule("5(4)")
@pytest.mark.parametrize(("code", "milli"), [("移表费", 1000), ("M01", 1500), ("L02", 0)])
def test_no_free_line_and_no_wrong_quantity_comes_in_by_the_completion(
    day: Day, sold: Sheet, code: str, milli: int
) -> None:
    order = dispatched(day, sold)
    with pytest.raises(RuleBroken):
        reported(day, order, ("L02", 2000), (code, milli) if code != "L02" else ("M04", 0))
    assert day.ask(workorders.order_of, sold.id).state is OrderState.ISSUED


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"worker": " "}, "worker"),
        ({"done_at": datetime.fromisoformat("2026-03-20T09:00:00+08:00")}, "done_at"),
        ({"done_at": datetime.fromisoformat("2026-03-12T08:30:00+08:00")}, "done_at"),
    ],
)
def test_a_completion_names_its_worker_and_a_time_that_can_be(
    day: Day, sold: Sheet, given: dict[str, Any], field: str
) -> None:
    order = dispatched(day, sold)
    with pytest.raises(RuleBroken) as refusal:
        reported(day, order, ("L02", 2000), **given)
    assert refusal.value.field == field


@pytest.mark.rule("25")
def test_a_voided_voucher_is_paid_again_for_what_was_done(
    day: Day, clock: FakeClock, sold: Sheet
) -> None:
    order = reported(day, dispatched(day, sold), ("L02", 1000))
    day.do(dispatching.agree_difference, "1030", order_id=order.id)
    payment = pay(day, cash(clock, 1500, 1500), sold)
    day.do(
        payments.void_payment, "1030", payment_id=payment.id, reason_code="V1", approved_by=MANAGER
    )
    again: Payment = pay(day, cash(clock, 1500, 2000), sold)
    assert (again.due_fen, again.change_fen) == (1500, 500)


def test_only_the_clerk_of_the_sheet_or_the_manager_touches_its_order(
    day: Day, clock: FakeClock, sold: Sheet
) -> None:
    order = dispatched(day, sold)
    lines = (Wanted(code="L02", quantity_milli=1000),)
    for verb, given in (
        (dispatching.complete_order, {"actual": lines, "worker": "某人"}),
        (dispatching.cancel_order, {"reason": "x"}),
        (dispatching.agree_difference, {}),
    ):
        with pytest.raises(RuleBroken, match="1030"):
            day.do(verb, "1032", order_id=order.id, **given)
    done = day.do(
        dispatching.complete_order, MANAGER, order_id=order.id, actual=lines, worker="何远"
    )
    assert done.done_by == MANAGER


def test_the_customer_may_pay_at_another_window_once_the_work_is_done(
    day: Day, clock: FakeClock, sold: Sheet
) -> None:
    day.count_float(3)

    def _pay() -> Payment:
        payment: Payment = day.do(
            payments.take_payment,
            "1032",
            window=3,
            takings=cash(clock, sold.total_fen, sold.total_fen),
            purpose="客户内部故障（有偿）",
            sheet_id=sold.id,
        )
        return payment

    order = dispatched(day, sold)
    with pytest.raises(RuleBroken, match="1030"):
        _pay()
    reported(day, order, ("L02", 2000), ("M04", 12500))
    assert _pay().staff_no == "1032"


def test_work_that_was_done_is_written_off_by_the_manager_only(day: Day, sold: Sheet) -> None:
    reported(day, dispatched(day, sold), ("L02", 2000))
    with pytest.raises(RuleBroken, match="值班主任"):
        day.do(paidservice.void_sheet, "1030", sheet_id=sold.id, reason="客户不付")
    day.do(paidservice.void_sheet, MANAGER, sheet_id=sold.id, reason="客户投诉后免收")
    callback = day.ask(callbacks.callback_of, sold.id)
    assert callback is not None
    assert not callback.is_open, "nobody is asked about work that is not charged"
    assert sold.code in callback.close_reason


def test_an_open_order_has_an_owner_and_a_due(day: Day, sold: Sheet) -> None:
    dispatched(day, sold)
    assert day.ask(loose_ends.loose_ends) == []

    def _damage(tx: Tx) -> None:
        tx.conn.execute(schema.sheet.update().values(owner="9999"))
        tx.conn.execute(schema.work_order.update().values(appointed_at=None))

    day.do(_damage)
    found = {each.kind: (each.owner, each.due) for each in day.ask(loose_ends.loose_ends)}
    assert found == {"sheet": (False, True), "work_order": (False, False)}


def test_orders_and_unpaid_sheets_on_both_databases(both_halls: Hall, clock: FakeClock) -> None:
    day = Day(both_halls, clock)
    sheet = signed(day, ("L02", 1000))
    order = dispatched(day, sheet)
    assert day.ask(workorders.open_orders) == [order]
    (unpaid,) = day.ask(workorders.unpaid_sheets, "1030")
    assert (unpaid.sheet, unpaid.order) == (sheet, order)
    done = reported(day, order, ("L02", 2000))
    agreed = day.do(
        dispatching.agree_difference,
        "1030",
        order_id=done.id,
        mode=SCREEN_MODE,
        signature=NAME,
    )
    assert day.ask(workorders.order_of, sheet.id) == agreed
    assert day.ask(workorders.unpaid_sheets)[0].billed.total_fen == 3000
    assert day.ask(workorders.open_orders) == []
