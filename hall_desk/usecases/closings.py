"""The closing record (日结单, Z): what a closed day came to, numbered for ever."""

import hashlib
import hmac
from collections import defaultdict
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, func, literal_column, select

from hall_desk.domain.closings import (
    ClosedMethod,
    ClosedRefunds,
    ClosedSeries,
    ClosedTill,
    ClosingContent,
)
from hall_desk.domain.days import BusinessDay
from hall_desk.domain.payments import SERIES_WORDS, Series, voucher_code
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.tickets import StaffNo
from hall_desk.domain.tills import ClosingRecord, Till, closing_code
from hall_desk.store import schema
from hall_desk.store.columns import canonical, plain
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.queries import require_right, words_of
from hall_desk.usecases.tills import bags_in_safe, bags_of, tills_of


def write_closing(tx: Tx, day: BusinessDay, head_n: int, head_hash: str) -> ClosingRecord:
    """Writes the day's record with the closing itself; its number only rises."""
    net = net_of(tx.conn, tx.hall_id, day.date)
    before = last_closing(tx)
    perpetual = before.perpetual_fen + net if before else net_until(tx.conn, tx.hall_id, day.date)
    number = tx.next_number("closing")
    content = _content(tx, day, number, perpetual)
    content = replace(content, head_n=head_n, head_hash=head_hash)
    told = plain(content)
    record = ClosingRecord(
        number=number,
        business_date=day.date,
        content={**told, "check_code": _check_code(tx.key, told)},
        net_fen=net,
        perpetual_fen=perpetual,
        head_n=head_n,
        head_hash=head_hash,
        closed_by=StaffNo(tx.actor),
        closed_at=tx.now,
        reprints=0,
    )
    tx.insert(record, "write_closing")
    return record


def last_closing(reading: Reading) -> ClosingRecord | None:
    """The newest closing record."""
    found = closings(reading, most=1)
    return found[0] if found else None


def closings(reading: Reading, most: int | None = None) -> list[ClosingRecord]:
    """Closing records, newest first."""
    order = schema.closing_record.c.number.desc()
    return reading.all(ClosingRecord, order_by=order, most=most)


def find_closing(reading: Reading, day: date) -> ClosingRecord | None:
    """The closing record of a business date; days closed by older programs have none."""
    return reading.find(ClosingRecord, business_date=day)


def note_closing_reprint(tx: Tx, *, number: int) -> ClosingRecord:
    """Counts a reprint (补打 第n次); the number and the content stay."""
    require_right(tx, Right.REPORT)
    record = tx.get(ClosingRecord, number=number)
    again = replace(record, reprints=record.reprints + 1)
    return tx.change(record, again, "reprint_closing", guard="reprints")


def net_of(conn: Connection, hall_id: int, day: date) -> int:
    """Money taken and not voided, less refunds, of one business date; in fen."""
    return _net(conn, hall_id, lambda table: table.c.business_date == day)


def net_until(conn: Connection, hall_id: int, day: date) -> int:
    """The same of all days up to this one."""
    return _net(conn, hall_id, lambda table: table.c.business_date <= day)


def nets_by_day(conn: Connection, hall_id: int) -> dict[str, int]:
    """The same day by day, as the rows stand now; for checking and for reports."""
    nets: dict[str, int] = defaultdict(int)
    payment, tender, refund = schema.payment, schema.tender, schema.refund
    paid = _paid(hall_id, tender.c.business_date, func.sum(tender.c.amount_fen)).where(
        payment.c.voided_at.is_(None)
    )
    for day, fen in conn.execute(paid.group_by(tender.c.business_date)):
        nets[day.isoformat()] += int(fen)
    given = select(refund.c.business_date, func.sum(refund.c.amount_fen))
    given = given.where(refund.c.hall_id == hall_id).group_by(refund.c.business_date)
    for day, fen in conn.execute(given):
        nets[day.isoformat()] -= int(fen)
    return nets


def _net(conn: Connection, hall_id: int, which: Any) -> int:
    payment, tender, refund = schema.payment, schema.tender, schema.refund
    paid = _paid(hall_id, func.coalesce(func.sum(tender.c.amount_fen), 0)).where(
        payment.c.voided_at.is_(None), which(tender)
    )
    given = select(func.coalesce(func.sum(refund.c.amount_fen), 0)).where(
        refund.c.hall_id == hall_id, which(refund)
    )
    return int(conn.execute(paid).scalar_one()) - int(conn.execute(given).scalar_one())


def _paid(hall_id: int, *columns: Any) -> Any:
    payment, tender = schema.payment, schema.tender
    same = (payment.c.hall_id == tender.c.hall_id) & (payment.c.id == tender.c.payment_id)
    joined = select(*columns).select_from(tender).join(payment, same)
    return joined.where(tender.c.hall_id == hall_id)


def _content(tx: Tx, day: BusinessDay, number: int, perpetual_fen: int) -> ClosingContent:
    names = {staff.staff_no: staff.name for staff in tx.all(Staff)}
    methods = _methods(tx, day.date)
    refunds = _refunds(tx, day.date)
    taken = sum(method.taken_fen for method in methods)
    return ClosingContent(
        code=closing_code(number),
        hall=profile_of(tx).name,
        business_date=day.date,
        opened_at=day.opened_at,
        closed_at=tx.now,
        closed_by=StaffNo(tx.actor),
        closed_by_name=names[StaffNo(tx.actor)],
        series=_series(tx, day.date),
        refunds=refunds,
        methods=methods,
        taken_fen=taken,
        refunded_fen=refunds.sum_fen,
        net_fen=taken - refunds.sum_fen,
        perpetual_fen=perpetual_fen,
        tills=tuple(_till(till, names) for till in tills_of(tx, day.date)),
        bags=tuple((bag.code, bag.amount_fen, bag.state.value) for bag in bags_of(tx, day.date)),
        in_safe_fen=sum(bag.amount_fen for bag in bags_in_safe(tx)),
        head_n=0,
        head_hash="",
    )


def _series(tx: Tx, day: date) -> tuple[ClosedSeries, ...]:
    table = schema.payment
    ours = (table.c.hall_id == tx.hall_id, table.c.business_date == day)
    void = table.c.voided_at.is_not(None)
    query = (
        select(
            table.c.series,
            func.min(table.c.voucher_no).label("first"),
            func.max(table.c.voucher_no).label("last"),
            func.count().label("vouchers"),
            func.sum(table.c.due_fen).label("fen"),
            func.sum(case((void, table.c.due_fen), else_=literal_column("0"))).label("void_fen"),
        )
        .where(*ours)
        .group_by(table.c.series)
    )
    voided = select(table.c.series, table.c.voucher_no).where(*ours, void)
    numbers = defaultdict(list)
    for series, number in tx.conn.execute(voided.order_by(table.c.voucher_no)):
        numbers[series].append(voucher_code(series, number))
    rows = {row.series: row for row in tx.conn.execute(query)}
    return tuple(
        ClosedSeries(
            series=series,
            words=SERIES_WORDS[series],
            first=voucher_code(series, rows[series].first),
            last=voucher_code(series, rows[series].last),
            count=rows[series].vouchers,
            sum_fen=int(rows[series].fen),
            void_fen=int(rows[series].void_fen),
            voids=tuple(numbers[series]),
        )
        for series in Series
        if series in rows
    )


def _refunds(tx: Tx, day: date) -> ClosedRefunds:
    table = schema.refund
    query = select(
        func.min(table.c.refund_no), func.max(table.c.refund_no), func.count(),
        func.coalesce(func.sum(table.c.amount_fen), 0),
    ).where(table.c.hall_id == tx.hall_id, table.c.business_date == day)  # fmt: skip
    first, last, count, fen = tx.conn.execute(query).one()
    if not count:
        return ClosedRefunds()
    return ClosedRefunds(
        first=f"TK-{first:06d}", last=f"TK-{last:06d}", count=count, sum_fen=int(fen)
    )


def _methods(tx: Tx, day: date) -> tuple[ClosedMethod, ...]:
    payment, tender, refund = schema.payment, schema.tender, schema.refund
    paid = _paid(tx.hall_id, tender.c.method, func.count(), func.sum(tender.c.amount_fen)).where(
        tender.c.business_date == day, payment.c.voided_at.is_(None)
    )
    taken = {
        method: (count, int(fen))
        for method, count, fen in tx.conn.execute(paid.group_by(tender.c.method))
    }
    given = select(refund.c.method, func.sum(refund.c.amount_fen)).where(
        refund.c.hall_id == tx.hall_id, refund.c.business_date == day
    )
    back = {m: int(fen) for m, fen in tx.conn.execute(given.group_by(refund.c.method))}
    words = words_of(tx, "payment_method")
    known = [*words, *sorted((taken.keys() | back.keys()) - words.keys())]
    return tuple(
        ClosedMethod(
            method=method,
            words=words.get(method, method),
            count=taken.get(method, (0, 0))[0],
            taken_fen=taken.get(method, (0, 0))[1],
            refunded_fen=back.get(method, 0),
        )
        for method in known
    )


def _till(till: Till, names: dict[StaffNo, str]) -> ClosedTill:
    count = till.last_count
    assert count is not None
    return ClosedTill(
        staff_no=till.staff_no,
        name=names.get(till.staff_no, ""),
        float_fen=till.sums.float_fen,
        cash_fen=till.sums.cash_fen,
        refunded_fen=till.sums.refunded_fen,
        bagged_fen=till.sums.bagged_fen,
        moved_fen=till.sums.taken_fen - till.sums.handed_fen,
        expected_fen=count.expected_fen,
        counted_fen=count.counted_fen,
        difference_fen=count.difference_fen,
        terminal_fen=sum(line.difference_fen for line in count.terminals),
        reason=count.reason,
        approved_by=count.approved_by,
        counts=len(till.counts),
    )


def _check_code(key: bytes, content: dict[str, Any]) -> str:
    return hmac.digest(key, canonical(content).encode(), hashlib.sha256).hex()[:8]
