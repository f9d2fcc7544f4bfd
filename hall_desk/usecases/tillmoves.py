"""Cash that leaves a till: to the next clerk (交接), to the bank or the safe (解款)."""

from dataclasses import replace
from datetime import date

from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import FloatCount
from hall_desk.domain.people import Right
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import StaffNo, WindowNo
from hall_desk.domain.tills import (
    BagState,
    BankBag,
    Pieces,
    TillHandover,
    bank,
    check_pieces,
    sum_of,
)
from hall_desk.store.transaction import Tx
from hall_desk.usecases.queries import at_window, get_day, require_right
from hall_desk.usecases.tills import taker_of, till_of

SLIP_MOST = 40


def hand_over_till(
    tx: Tx, *, window: WindowNo, to_staff: str, pieces: tuple[Pieces, ...]
) -> TillHandover:
    """The clerk counts the cash that goes to the next one, who has to confirm it (交接)."""
    require_right(tx, Right.TAKE_MONEY)
    day = get_day(tx)
    at_window(tx, window)
    if to_staff == tx.actor:
        raise RuleBroken("接班人须是另一个人。", field="to_staff")
    taker_of(tx, to_staff)
    if till_of(tx, day.date, tx.actor).pending:
        raise RuleBroken("上一次交接还没有确认，请先确认或退回。", field="to_staff")
    if till_of(tx, day.date, to_staff).pending:
        raise RuleBroken("对方还有一次交接没有确认。", field="to_staff")
    counted = check_pieces(pieces)
    if not counted:
        raise RuleBroken("请按面额填交出的张数。", field="pieces")
    handover = TillHandover(
        id=tx.new_id(),
        business_date=day.date,
        window_no=window,
        from_staff=StaffNo(tx.actor),
        to_staff=StaffNo(to_staff),
        amount_fen=sum_of(counted),
        pieces=counted,
        handed_at=tx.now,
        taken_at=None,
        refused_at=None,
        refused_reason="",
    )
    tx.insert(handover, "hand_over_till")
    return handover


def take_over_till(tx: Tx, *, handover_id: int) -> TillHandover:
    """The next clerk counted the same and takes the cash; it is the float of an unused till."""
    require_right(tx, Right.TAKE_MONEY)
    handover = _pending(tx, handover_id)
    if handover.to_staff != tx.actor:
        raise RuleBroken("须由接班人本人登录后确认。")
    unused = till_of(tx, handover.business_date, tx.actor).sums.floats == 0
    taken = replace(handover, taken_at=tx.now)
    tx.change(handover, taken, "take_over_till", guard="taken_at")
    if unused:
        # Cash counted by both is as good as a float counted alone (Art. 11(1)).
        count = FloatCount(
            id=tx.new_id(),
            business_date=handover.business_date,
            window_no=handover.window_no,
            staff_no=StaffNo(tx.actor),
            amount_fen=0,
            counted_at=tx.now,
        )
        tx.insert(count, "count_float")
    return taken


def refuse_till(tx: Tx, *, handover_id: int, reason: str) -> TillHandover:
    """The cash goes back with a reason: the taker refuses, or the giver takes it back.

    The duty manager may do it for somebody who has gone.
    """
    require_right(tx, Right.TAKE_MONEY)
    handover = _pending(tx, handover_id)
    if tx.actor not in (handover.to_staff, handover.from_staff):
        require_right(tx, Right.SUPERVISE)
    words = check_text(reason, "reason")
    if not words:
        raise RuleBroken("请写退回的原因。", field="reason")
    refused = replace(handover, refused_at=tx.now, refused_reason=words)
    return tx.change(handover, refused, "refuse_till", guard="refused_at")


def _pending(tx: Tx, handover_id: int) -> TillHandover:
    handover = tx.get(TillHandover, id=handover_id)
    if handover.business_date != get_day(tx).date:
        raise RuleBroken("这次交接所在营业日已日结。")
    if not handover.is_pending:
        raise RuleBroken("这次交接已经确认或退回，已为您刷新。")
    return handover


def take_out_bag(
    tx: Tx,
    *,
    window: WindowNo,
    amount_fen: int,
    slip_no: str = "",
    deposit_date: date | None = None,
) -> BankBag:
    """Cash goes out of the till for the bank (解款): at once with its slip, or into the safe."""
    require_right(tx, Right.TAKE_MONEY)
    day = get_day(tx)
    at_window(tx, window)
    till = till_of(tx, day.date, tx.actor)
    if amount_fen <= 0:
        raise RuleBroken("请填解款金额。", field="amount")
    if amount_fen > till.sums.expected_fen:
        raise RuleBroken("解款金额比钱箱里的现金还多，请核对。", field="amount")
    bag = BankBag(
        id=tx.new_id(),
        business_date=day.date,
        number=tx.next_number(f"bag:{day.date}"),
        window_no=window,
        staff_no=StaffNo(tx.actor),
        amount_fen=amount_fen,
        taken_out_at=tx.now,
        state=BagState.SAFE,
        deposit_date=None,
        slip_no="",
        banked_by="",
        banked_at=None,
    )
    if slip_no.strip():
        bag = _banked(tx, bag, slip_no, deposit_date or hall_date(tx.now))
    tx.insert(bag, "take_out_bag")
    return bag


def bank_bag(tx: Tx, *, bag_id: int, slip_no: str, deposit_date: date) -> BankBag:
    """A bag out of the safe was paid in at the bank, on this day or a later one."""
    require_right(tx, Right.TAKE_MONEY)
    bag = tx.get(BankBag, id=bag_id)
    return tx.change(bag, _banked(tx, bag, slip_no, deposit_date), "bank_bag")


def _banked(tx: Tx, bag: BankBag, slip_no: str, deposit_date: date) -> BankBag:
    return bank(
        bag,
        slip_no=check_text(slip_no, "slip_no", most=SLIP_MOST),
        deposit_date=deposit_date,
        by=tx.actor,
        today=max(hall_date(tx.now), bag.business_date),
        now=tx.now,
    )
