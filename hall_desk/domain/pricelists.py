"""Price lists as versions (价目表, Art. 24): lines set against the list that holds on their day."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from hall_desk.domain.paidservice import LineKind, Price

KIND_WORDS = {LineKind.LABOUR: "人工", LineKind.MATERIAL: "材料"}


class Change(StrEnum):
    """What a list does with a price."""

    NEW = "new"
    CHANGED = "changed"
    ENDED = "ended"
    UNCHANGED = "unchanged"


CHANGE_WORDS = {
    Change.NEW: "新增",
    Change.CHANGED: "变更",
    Change.ENDED: "停用",
    Change.UNCHANGED: "不变",
}


@dataclass(frozen=True, kw_only=True)
class PriceList:
    """One list that was taken in (价目表第 n 版), with who imported and who checked it."""

    id: int
    number: int
    valid_from: date
    approval_doc: str
    source: str
    added: int
    changed: int
    ended: int
    unchanged: int
    imported_by: str
    approved_by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ListLine:
    """A line of a list as it was read, with its row in the file; the price in fen."""

    row: int
    code: str
    name: str
    kind: LineKind
    unit: str
    unit_price_fen: int
    quantity_decimals: int
    approval_doc: str
    valid_from: date
    valid_to: date | None

    def price(self) -> Price:
        """The version of the price this line is."""
        return Price(
            code=self.code,
            name=self.name,
            kind=self.kind,
            unit=self.unit,
            unit_price_fen=self.unit_price_fen,
            quantity_decimals=self.quantity_decimals,
            approval_doc=self.approval_doc,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
            enabled=True,
        )


@dataclass(frozen=True, kw_only=True)
class LineFault:
    """What is wrong in a row of the file, and in which column."""

    row: int
    column: str
    words: str


@dataclass(frozen=True, kw_only=True)
class DiffLine:
    """One price in the difference: the version that holds, and what the list makes of it."""

    change: Change
    code: str
    row: int | None
    old: Price | None
    new: ListLine | None
    others: tuple[str, ...] = ()
    """What else changes besides the amount: 项目, 单位, 批准文号 …"""

    @property
    def price_changes(self) -> bool:
        """Whether the amount is another one."""
        return (
            self.old is not None
            and self.new is not None
            and self.old.unit_price_fen != self.new.unit_price_fen
        )


@dataclass(frozen=True, kw_only=True)
class PriceDiff:
    """The whole difference; nothing may be written while there are faults."""

    day: date | None
    lines: tuple[DiffLine, ...]
    faults: tuple[LineFault, ...]

    def count(self, change: Change) -> int:
        """How many lines are of that kind."""
        return sum(line.change is change for line in self.lines)

    @property
    def writes(self) -> bool:
        """Whether anything would change."""
        return any(line.change is not Change.UNCHANGED for line in self.lines)

    def fingerprint(self) -> str:
        """Stands for what both persons saw: another difference has another one."""
        told = repr((self.day, self.lines, self.faults))
        return hashlib.sha256(told.encode()).hexdigest()


_OTHERS = (
    ("name", "项目"),
    ("kind", "类别"),
    ("unit", "单位"),
    ("quantity_decimals", "数量小数位"),
    ("approval_doc", "批准文号"),
)


def difference(
    prices: Iterable[Price], lines: Sequence[ListLine], today: date, *, end_missing: bool
) -> PriceDiff:
    """Each line against the version that holds on its first day; missing codes end if wanted."""
    versions: dict[str, list[Price]] = {}
    for price in sorted(prices, key=lambda each: each.valid_from):
        versions.setdefault(price.code, []).append(price)
    day = max((line.valid_from for line in lines), default=None)
    faults: list[LineFault] = []
    found: list[DiffLine] = []
    for line in lines:
        own = versions.get(line.code, [])
        words = _refusal(line, own, today)
        if words:
            faults.append(LineFault(row=line.row, column="起期", words=words))
        else:
            found.append(_compared(line, own))
    if end_missing and day is not None:
        listed = {line.code for line in lines}
        found += _ended(versions, listed, last_day(day, today))
    return PriceDiff(day=day, lines=tuple(found), faults=tuple(faults))


def last_day(day: date, today: date) -> date:
    """The last day of what a list that begins on ``day`` takes out; days gone stay as they were."""
    return max(day, today) - timedelta(days=1)


def holding(versions: Sequence[Price], day: date) -> Price | None:
    """The newest version begun by that day, if it still holds."""
    begun = [price for price in versions if price.valid_from <= day]
    newest = max(begun, key=lambda price: price.valid_from, default=None)
    return newest if newest is not None and newest.valid_on(day) and newest.enabled else None


def _refusal(line: ListLine, versions: Sequence[Price], today: date) -> str:
    """Why a line cannot follow the versions there are; empty when it can."""
    later = [price for price in versions if price.valid_from > line.valid_from]
    if later:
        return f"{line.code} 已有 {later[0].valid_from} 起的版本，起期须在它之后。"
    old = holding(versions, line.valid_from)
    if old is not None and not _differs(line, old):
        return ""
    same = [price for price in versions if price.valid_from == line.valid_from]
    if same:
        return f"{line.code} 已有同一天起的版本，内容不同；旧版本不能改写，请写新的起期。"
    if old is not None and line.valid_from < today:
        return f"{line.code} 的新版本不能追溯，起期最早为今天 {today}。"
    return ""


def _compared(line: ListLine, versions: Sequence[Price]) -> DiffLine:
    old = holding(versions, line.valid_from)
    change = Change.NEW
    others: tuple[str, ...] = ()
    if old is not None:
        change = Change.CHANGED if _differs(line, old) else Change.UNCHANGED
        others = _other_words(line, old)
    return DiffLine(change=change, code=line.code, row=line.row, old=old, new=line, others=others)


def _differs(line: ListLine, old: Price) -> bool:
    return line.unit_price_fen != old.unit_price_fen or bool(_other_words(line, old))


def _other_words(line: ListLine, old: Price) -> tuple[str, ...]:
    words = [word for name, word in _OTHERS if getattr(line, name) != getattr(old, name)]
    if line.valid_to != old.valid_to:
        words.append("止期")
    return tuple(words)


def _ended(versions: dict[str, list[Price]], listed: set[str], last: date) -> list[DiffLine]:
    """Codes the list leaves out; what has not begun by then is left alone."""
    ended = []
    for code, own in sorted(versions.items()):
        old = holding(own, last)
        if code in listed or old is None or old.valid_to == last or old is not own[-1]:
            continue
        ended.append(DiffLine(change=Change.ENDED, code=code, row=None, old=old, new=None))
    return ended
