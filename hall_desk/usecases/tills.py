"""The tills of a day (钱箱): what moved them, the blind count (盲点), what is left open."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import case, func, literal_column, select, union_all

from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.payments import CASH
from hall_desk.domain.people import Right, Staff, require
from hall_desk.domain.texts import LONG, check_text
from hall_desk.domain.tickets import StaffNo, WindowNo
from hall_desk.domain.tills import (
    BagState,
    BankBag,
    Pieces,
    Till,
    TillCount,
    TillHandover,
    TillState,
    TillSums,
    check_pieces,
    check_terminals,
    check_tills,
    difference_words,
    explain,
    sum_of,
)
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import at_window, get_day, require_right, words_of

_Rows = Iterable[Any]
_NOTHING: Any = literal_column("''")


def tills_of(reading: Reading, day: date) -> list[Till]:
    """Every till of a business date that was moved or is about to be, by staff number."""
    rows = defaultdict(list)
    for row in reading.conn.execute(_movements(reading.hall_id, day)):
        rows[row.staff_no].append(row)
    pending = defaultdict(list)
    for each in _pending(reading, day):
        for staff_no in (each.from_staff, each.to_staff):
            pending[staff_no].append(each)
    counts = defaultdict(list)
    table = schema.till_count
    for count in reading.all(TillCount, table.c.business_date == day):
        counts[count.staff_no].append(count)
    return [
        Till(
            staff_no=staff_no,
            business_date=day,
            sums=_sums(rows[staff_no]),
            counts=tuple(sorted(counts[staff_no], key=lambda count: count.id)),
            pending=tuple(pending[staff_no]),
        )
        for staff_no in sorted(rows.keys() | pending.keys())
    ]


def till_of(reading: Reading, day: date, staff_no: str) -> Till:
    """One clerk's till of a day, moved or not."""
    found = next((till for till in tills_of(reading, day) if till.staff_no == staff_no), None)
    return found or Till(staff_no=StaffNo(staff_no), business_date=day, sums=TillSums())


def open_tills(reading: Reading, day: date) -> list[Till]:
    """The tills over which the day cannot close."""
    return [till for till in tills_of(reading, day) if till.state is not TillState.COUNTED]


def check_cash(tx: Tx, staff_no: str, fen: int) -> None:
    """No more cash goes back than the till has by the books; how much that is, is not said."""
    if fen and fen > till_of(tx, get_day(tx).date, staff_no).sums.expected_fen:
        raise RuleBroken(
            f"工号 {staff_no} 的钱箱里的现金不够，请先交接现金，或用客户同意的其他方式退款。",
            field="refund_method",
            article="19(3)",
        )


def check_all_counted(reading: Reading, day: date) -> None:
    """Refuses with the list while a till is not counted, handed over or explained."""
    left = open_tills(reading, day)
    if left:
        names = {staff.staff_no: staff.name for staff in reading.all(Staff)}
        check_tills((f"{till.staff_no} {names[till.staff_no]}", till.state) for till in left)


def bags_in_safe(reading: Reading) -> list[BankBag]:
    """Bags not yet at the bank (未送存), of all days, oldest first."""
    table = schema.bank_bag
    # Said literally, so that the partial index serves it.
    found = reading.all(BankBag, table.c.state == literal_column(f"'{BagState.SAFE}'"))
    return sorted(found, key=lambda bag: bag.id)


def recent_bags(reading: Reading, most: int) -> list[BankBag]:
    """The newest bags of all days, newest first."""
    return reading.all(BankBag, order_by=schema.bank_bag.c.id.desc(), most=most)


def bags_of(reading: Reading, day: date) -> list[BankBag]:
    """The bags taken out on a business date."""
    table = schema.bank_bag
    return sorted(reading.all(BankBag, table.c.business_date == day), key=lambda bag: bag.id)


def handovers_of(reading: Reading, day: date) -> list[TillHandover]:
    """The handovers of a business date, refused ones too."""
    table = schema.till_handover
    found = reading.all(TillHandover, table.c.business_date == day)
    return sorted(found, key=lambda each: each.id)


def handed_to(reading: Reading, day: date, staff_no: str) -> list[TillHandover]:
    """Cash that waits for somebody's confirmation."""
    return [each for each in _pending(reading, day) if each.to_staff == staff_no]


def count_till(
    tx: Tx,
    *,
    pieces: tuple[Pieces, ...],
    terminals: Mapping[str, int],
    window: WindowNo | None = None,
    staff_no: str | None = None,
) -> TillCount:
    """The blind count (盲点) of the own till; the duty manager may count for somebody gone.

    It stands as it was counted: what differs is explained on it, or counted again as a new record.
    """
    require_right(tx, Right.TAKE_MONEY)
    day = get_day(tx)
    if staff_no is not None and staff_no != tx.actor:
        require_right(tx, Right.SUPERVISE)
    if window is not None:
        at_window(tx, window)
    till = till_of(tx, day.date, staff_no or tx.actor)
    if till.pending:
        raise RuleBroken("交接还没有确认，请先确认或退回，再清点。", field="pieces")
    if till.sums == TillSums():
        raise RuleBroken("今天没有清点过备用金，也没有收过款，不用清点。", field="pieces")
    unknown = terminals.keys() - words_of(tx, "payment_method").keys()
    if unknown:
        raise RuleBroken("没有这种收款方式。", field="terminals")
    counted = check_pieces(pieces)
    counted_fen, expected_fen = sum_of(counted), till.sums.expected_fen
    count = TillCount(
        id=tx.new_id(),
        business_date=day.date,
        window_no=window,
        staff_no=till.staff_no,
        counted_by=StaffNo(tx.actor),
        pieces=counted,
        counted_fen=counted_fen,
        expected_fen=expected_fen,
        difference_fen=counted_fen - expected_fen,
        terminals=check_terminals(terminals, till.sums),
        sums=till.sums,
        reason="",
        approved_by="",
        counted_at=tx.now,
        explained_at=None,
    )
    tx.insert(count, "count_till")
    return count


def explain_count(
    tx: Tx, *, count_id: int, reason: str, approved_by: str | None = None
) -> TillCount:
    """长款/短款 gets its reason and the duty manager's sign-in on the same day (Money rules)."""
    require_right(tx, Right.TAKE_MONEY)
    count = tx.get(TillCount, id=count_id)
    if count.staff_no != tx.actor:
        require_right(tx, Right.SUPERVISE)
        approved_by = approved_by or tx.actor
    if count.business_date != get_day(tx).date:
        raise RuleBroken("这次清点所在营业日已日结，不能再改。")
    till = till_of(tx, count.business_date, count.staff_no)
    if till.last_count is None or till.last_count.id != count_id or till.sums != count.sums:
        raise RuleBroken("清点以后又有收付，请重新清点。")
    words = check_text(reason, "reason", most=LONG, lines=True)
    if not words:
        raise RuleBroken("请写差额的原因。", field="reason")
    if approved_by is None:
        said = difference_words(count.difference_fen)
        raise ApprovalNeeded(
            f"工号 {count.staff_no} 的钱箱{said}。请值班主任核对后输入本人工号和密码。"
        )
    if not _may_approve(tx, approved_by):
        raise RuleBroken("差额须由值班主任签字。", field="approver")
    explained = explain(count, reason=words, approved_by=approved_by, now=tx.now)
    return tx.change(count, explained, "explain_count", guard="explained_at")


def _may_approve(tx: Tx, staff_no: str) -> bool:
    staff = tx.find(Staff, staff_no=staff_no)
    return staff is not None and staff.may(Right.APPROVE)


def taker_of(tx: Tx, staff_no: str) -> Staff:
    """Somebody who may hold a till."""
    staff = tx.find(Staff, staff_no=staff_no)
    if staff is None:
        raise RuleBroken("没有这个工号。", field="to_staff")
    require(staff, Right.TAKE_MONEY)
    return staff


def _pending(reading: Reading, day: date) -> list[TillHandover]:
    table = schema.till_handover
    return reading.all(
        TillHandover,
        table.c.business_date == day,
        table.c.taken_at.is_(None),
        table.c.refused_at.is_(None),
    )


def _sums(rows: _Rows) -> TillSums:
    fen: dict[str, int] = defaultdict(int)
    number: dict[str, int] = defaultdict(int)
    by_method: dict[str, int] = defaultdict(int)
    for row in rows:
        amount = int(row.fen)  # a sum is a Decimal on PostgreSQL
        fen[row.what] += amount if row.method in ("", CASH) else 0
        number[row.what] += row.n
        if row.what in ("paid", "refund"):
            by_method[row.method] += amount if row.what == "paid" else -amount
    return TillSums(
        floats=number["float"],
        float_fen=fen["float"],
        cash_fen=fen["paid"],
        refunded_fen=fen["refund"],
        bagged_fen=fen["bag"],
        handed_fen=fen["handed"],
        taken_fen=fen["taken"],
        vouchers=number["voucher"],
        voids=number["void"],
        refunds=number["refund"],
        by_method=dict(sorted(by_method.items())),
    )


def _movements(hall_id: int, day: date) -> Any:
    """One question: per clerk and kind of movement, the sum in fen and how many."""
    parts = [
        _float_part(hall_id, day),
        _paid_part(hall_id, day),
        _voucher_part(hall_id, day),
        _sum_part("refund", schema.refund, "staff_no", hall_id, day, schema.refund.c.method),
        _sum_part("bag", schema.bank_bag, "staff_no", hall_id, day),
    ]
    moved = schema.till_handover
    for what, staff in (("handed", "from_staff"), ("taken", "to_staff")):
        part = _sum_part(what, moved, staff, hall_id, day)
        parts.append(part.where(moved.c.taken_at.is_not(None)))
    return union_all(*parts)


def _row(staff: Any, what: Any, method: Any, fen: Any, n: Any) -> Any:
    return select(
        staff.label("staff_no"),
        (literal_column(f"'{what}'") if isinstance(what, str) else what).label("what"),
        method.label("method"),
        fen.label("fen"),
        n.label("n"),
    )


def _float_part(hall_id: int, day: date) -> Any:
    table = schema.float_count
    newest = (
        select(func.max(table.c.id))
        .where(table.c.hall_id == hall_id, table.c.business_date == day)
        .group_by(table.c.staff_no)
    )
    part = _row(table.c.staff_no, "float", _NOTHING, table.c.amount_fen, literal_column("1"))
    return part.where(
        table.c.hall_id == hall_id, table.c.business_date == day, table.c.id.in_(newest)
    )


def _paid_part(hall_id: int, day: date) -> Any:
    payment, tender = schema.payment, schema.tender
    part = _row(
        payment.c.staff_no, "paid", tender.c.method, func.sum(tender.c.amount_fen), func.count()
    )
    joined = part.join_from(
        tender,
        payment,
        (payment.c.hall_id == tender.c.hall_id) & (payment.c.id == tender.c.payment_id),
    )
    return joined.where(
        tender.c.hall_id == hall_id,
        tender.c.business_date == day,
        payment.c.voided_at.is_(None),
    ).group_by(payment.c.staff_no, tender.c.method)


def _voucher_part(hall_id: int, day: date) -> Any:
    table = schema.payment
    void: Any = case(
        (table.c.voided_at.is_(None), literal_column("'voucher'")), else_=literal_column("'void'")
    )
    part = _row(table.c.staff_no, void, _NOTHING, literal_column("0"), func.count())
    return part.where(table.c.hall_id == hall_id, table.c.business_date == day).group_by(
        table.c.staff_no, void
    )


def _sum_part(
    what: str, table: Any, staff: str, hall_id: int, day: date, method: Any = None
) -> Any:
    way = _NOTHING if method is None else method
    part = _row(table.c[staff], what, way, func.sum(table.c.amount_fen), func.count())
    grouped = [table.c[staff]] if method is None else [table.c[staff], method]
    return part.where(table.c.hall_id == hall_id, table.c.business_date == day).group_by(*grouped)
