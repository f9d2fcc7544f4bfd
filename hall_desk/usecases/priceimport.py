"""A whole price list at once (价目导入, Art. 24): looked at line by line, signed by two persons."""

from collections.abc import Sequence
from dataclasses import replace

from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.paidservice import check_price_name
from hall_desk.domain.people import Right
from hall_desk.domain.pricelists import (
    Change,
    ListLine,
    PriceDiff,
    PriceList,
    difference,
    last_day,
)
from hall_desk.domain.pricetable import Cell, PriceTable, read_table
from hall_desk.domain.texts import check_text
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.paidservice import price_list
from hall_desk.usecases.prices import check_second_person, cut_short
from hall_desk.usecases.queries import require_right, setting


def blocked_names(reading: Reading) -> tuple[str, ...]:
    """Abolished charges, which no list may hold (Art. 5(4))."""
    blocked = setting(reading, "blocked_fees")
    assert isinstance(blocked, list)
    return tuple(blocked)


def read_lines(reading: Reading, rows: Sequence[Sequence[Cell]]) -> PriceTable:
    """The rows of a file as lines, each wrong cell with its row and column."""
    return read_table(rows, blocked_names(reading))


def difference_to(
    reading: Reading, lines: Sequence[ListLine], *, end_missing: bool = False
) -> PriceDiff:
    """The lines against the versions that hold on their first day."""
    today = hall_date(reading.now)
    return difference(price_list(reading), lines, today, end_missing=end_missing)


def import_prices(
    tx: Tx,
    *,
    lines: tuple[ListLine, ...],
    source: str,
    seen: str,
    end_missing: bool = False,
    approved_by: str | None = None,
) -> PriceList:
    """Takes a list in, whole or not at all; ``seen`` is the difference both persons looked at.

    Nothing is overwritten: a version that is followed gets its last day, and keeps the rest.
    """
    require_right(tx, Right.SETTINGS)
    diff = difference_to(tx, lines, end_missing=end_missing)
    _check(tx, diff, lines, seen)
    if approved_by is None:
        raise ApprovalNeeded(f"请另一位值班主任对照差异表逐行核对：{summary(diff)}。")
    check_second_person(tx, approved_by)
    assert diff.day is not None
    taken = PriceList(
        id=tx.new_id(),
        number=tx.next_number("price_list"),
        valid_from=diff.day,
        approval_doc="、".join(dict.fromkeys(line.approval_doc for line in lines)),
        source=check_text(source, "source", most=200),
        added=diff.count(Change.NEW),
        changed=diff.count(Change.CHANGED),
        ended=diff.count(Change.ENDED),
        unchanged=diff.count(Change.UNCHANGED),
        imported_by=tx.actor,
        approved_by=approved_by,
        at=tx.now,
    )
    tx.insert(taken, "import_prices")
    _write(tx, diff)
    return taken


def _check(tx: Tx, diff: PriceDiff, lines: tuple[ListLine, ...], seen: str) -> None:
    blocked = blocked_names(tx)
    for line in lines:
        check_price_name(line.name, blocked)
    if diff.faults:
        fault = diff.faults[0]
        raise RuleBroken(f"第 {fault.row} 行“{fault.column}”：{fault.words}", article="24")
    if diff.fingerprint() != seen:
        raise RuleBroken("价目刚刚有变动，差异已重新计算，请再核对。", article="24")
    if not diff.writes:
        raise RuleBroken("与现行价目没有差异，不用导入。", article="24")


def _write(tx: Tx, diff: PriceDiff) -> None:
    assert diff.day is not None
    ends = last_day(diff.day, hall_date(tx.now))
    for line in diff.lines:
        if line.change is Change.ENDED:
            assert line.old is not None
            ended = replace(line.old, valid_to=ends, ended=True)
            tx.change(line.old, ended, "end_price", guard="valid_to")
        elif line.change is not Change.UNCHANGED:
            assert line.new is not None
            tx.insert(line.new.price(), "add_price")
            cut_short(tx, line.new.price())


def price_lists(reading: Reading) -> list[PriceList]:
    """The lists that were taken in, the newest first."""
    return reading.all(PriceList, order_by=schema.price_list.c.number.desc())


def summary(diff: PriceDiff) -> str:
    """新增 2 项、变更 3 项、停用 1 项、不变 12 项."""
    parts = (
        (Change.NEW, "新增"),
        (Change.CHANGED, "变更"),
        (Change.ENDED, "停用"),
        (Change.UNCHANGED, "不变"),
    )
    told = "、".join(f"{word} {diff.count(change)} 项" for change, word in parts)
    return f"{told}，{diff.day} 起用" if diff.day else told
