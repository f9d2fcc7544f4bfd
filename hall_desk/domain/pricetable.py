"""The table of a price list as a spreadsheet holds it (价目表格): each cell read or refused."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TypeGuard, TypeVar

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.money import NotAnAmount, format_fen, parse_yuan
from hall_desk.domain.paidservice import LineKind, check_price_name
from hall_desk.domain.payments import MOST_FEN
from hall_desk.domain.pricelists import LineFault, ListLine
from hall_desk.domain.texts import check_text

T = TypeVar("T")
Cell = object
"""What a cell may hold: text, a number, a date, true or false, or nothing."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("编号", "项目编号", "代码"),
    "name": ("项目", "项目名称", "收费项目", "名称"),
    "kind": ("类别",),
    "unit": ("单位", "计量单位"),
    "unit_price": ("单价", "收费标准"),
    "quantity_decimals": ("数量小数位", "小数位"),
    "approval_doc": ("批准文号", "文号", "核价文件"),
    "valid_from": ("起期", "起用日期", "执行日期", "生效日期"),
    "valid_to": ("止期", "终止日期", "截止日期"),
}
HEADINGS = {name: words[0] for name, words in COLUMNS.items()}
_OPTIONAL = frozenset({"valid_to"})
_KINDS = {"人工": LineKind.LABOUR, "材料": LineKind.MATERIAL}
_DECIMALS = {"整数": 0, "0": 0, "1": 1, "2": 2, "3": 3, "1位": 1, "2位": 2, "3位": 3}
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,11}")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_BRACKET = re.compile(r"[（(\[【].*?[）)\]】]|[*＊\s]")
HEAD_ROWS = 10
MOST_LINES = 1000


@dataclass(frozen=True, kw_only=True)
class PriceTable:
    """What was read: good lines, faults by row and column, headings nobody knows."""

    lines: tuple[ListLine, ...] = ()
    faults: tuple[LineFault, ...] = ()
    ignored: tuple[str, ...] = ()


def read_table(rows: Sequence[Sequence[Cell]], blocked: Iterable[str]) -> PriceTable:
    """Reads the rows of a sheet; rows count from 1, as the spreadsheet shows them."""
    head = next((n for n, row in enumerate(rows[:HEAD_ROWS]) if _is_head(row)), None)
    if head is None:
        words = "没有找到表头，请用模板：表头要有“编号”“项目”“单价”等栏。"
        return PriceTable(faults=(LineFault(row=1, column="表头", words=words),))
    places, ignored, faults = _placed(rows[head], head + 1)
    if faults:
        return PriceTable(faults=tuple(faults), ignored=ignored)
    body = [
        (n, row)
        for n, row in enumerate(rows[head + 1 :], head + 2)
        if any(not _empty(c) for c in row)
    ]
    if not body:
        words = "表头下面没有价目。"
        return PriceTable(faults=(LineFault(row=head + 2, column="编号", words=words),))
    if len(body) > MOST_LINES:
        words = f"共 {len(body)} 行，一次最多 {MOST_LINES} 行。"
        return PriceTable(faults=(LineFault(row=body[MOST_LINES][0], column="编号", words=words),))
    return _read_lines(body, places, ignored, tuple(blocked))


def _read_lines(
    body: list[tuple[int, Sequence[Cell]]],
    places: dict[str, int],
    ignored: tuple[str, ...],
    blocked: tuple[str, ...],
) -> PriceTable:
    lines: list[ListLine] = []
    faults: list[LineFault] = []
    first: dict[str, int] = {}
    for n, row in body:
        cells = {name: row[at] if at < len(row) else None for name, at in places.items()}
        reader = _RowReader(n, cells, blocked)
        line = reader.line()
        faults += reader.faults
        if reader.code:
            if reader.code in first:
                words = f"编号 {reader.code} 与第 {first[reader.code]} 行重复。"
                faults.append(LineFault(row=n, column=HEADINGS["code"], words=words))
                line = None
            first.setdefault(reader.code, n)
        if line is not None:
            lines.append(line)
    return PriceTable(lines=tuple(lines), faults=tuple(faults), ignored=ignored)


def _heading(cell: Cell) -> str:
    """The column a heading names, or nothing."""
    words = _BRACKET.sub("", cell) if isinstance(cell, str) else ""
    return next((name for name, known in COLUMNS.items() if words in known), "")


def _is_head(row: Sequence[Cell]) -> bool:
    found = {_heading(cell) for cell in row}
    return len(found & {"code", "name", "unit_price"}) >= 2


def _placed(
    row: Sequence[Cell], number: int
) -> tuple[dict[str, int], tuple[str, ...], list[LineFault]]:
    places: dict[str, int] = {}
    ignored: list[str] = []
    faults: list[LineFault] = []
    for at, cell in enumerate(row):
        name = _heading(cell)
        if name in places:
            words = f"“{HEADINGS[name]}”有两栏，请只留一栏。"
            faults.append(LineFault(row=number, column=HEADINGS[name], words=words))
        elif name:
            places[name] = at
        elif isinstance(cell, str) and cell.strip():
            ignored.append(cell.strip())
    for name, word in HEADINGS.items():
        if name not in places and name not in _OPTIONAL:
            words = f"缺少“{word}”一栏。"
            faults.append(LineFault(row=number, column=word, words=words))
    return places, tuple(ignored), faults


class _RowReader:
    """Reads the cells of one row and notes each that is wrong."""

    def __init__(self, row: int, cells: dict[str, Cell], blocked: tuple[str, ...]) -> None:
        self.row, self.cells, self.blocked = row, cells, blocked
        self.faults: list[LineFault] = []
        self.code = ""

    def line(self) -> ListLine | None:
        """The line, or None where anything is wrong."""
        self.code = self._try("code", code_of) or ""
        name = self._try("name", self._name)
        kind = self._try("kind", kind_of)
        unit = self._try("unit", lambda cell: _words(cell, "单位", most=8))
        fen = self._try("unit_price", fen_of)
        decimals = self._try("quantity_decimals", decimals_of)
        doc = self._try("approval_doc", lambda cell: _words(cell, "批准文号", most=60))
        begins = self._try("valid_from", day_of_cell)
        ends = self._end(begins)
        if self.faults or name is None or kind is None or unit is None or fen is None:
            return None
        if decimals is None or doc is None or begins is None:
            return None
        return ListLine(
            row=self.row,
            code=self.code,
            name=name,
            kind=kind,
            unit=unit,
            unit_price_fen=fen,
            quantity_decimals=decimals,
            approval_doc=doc,
            valid_from=begins,
            valid_to=ends,
        )

    def _end(self, begins: date | None) -> date | None:
        if _empty(self.cells.get("valid_to")):
            return None
        ends = self._try("valid_to", day_of_cell)
        if ends is not None and begins is not None and ends < begins:
            self._fault("valid_to", f"止期 {ends} 早于起期 {begins}。")
        return ends

    def _name(self, cell: Cell) -> str:
        words = _words(cell, "项目", most=60)
        check_price_name(words, self.blocked)
        return words

    def _try(self, name: str, read: Callable[[Cell], T]) -> T | None:
        try:
            return read(self.cells.get(name))
        except RuleBroken as refusal:
            self._fault(name, str(refusal))
            return None

    def _fault(self, name: str, words: str) -> None:
        self.faults.append(LineFault(row=self.row, column=HEADINGS[name], words=words))


def _empty(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _words(cell: Cell, word: str, *, most: int) -> str:
    """Text as text; a number or a date in its place is refused."""
    if _empty(cell):
        raise RuleBroken(f"{word}没有填。")
    if not isinstance(cell, str):
        raise RuleBroken(f"{word}应是文字，单元格里是{_kind_word(cell)}。")
    text = check_text(cell, "cell", most=most)
    if not text:
        raise RuleBroken(f"{word}没有填。")
    return text


def code_of(cell: Cell) -> str:
    """A code such as L01; a whole number a spreadsheet made of it is its digits."""
    if _is_whole(cell):
        cell = str(int(cell))
    code = _words(cell, "编号", most=40).upper()
    if _CODE.fullmatch(code) is None:
        raise RuleBroken(f"编号“{code}”只能用字母、数字和短横线，最多 12 位。")
    return code


def kind_of(cell: Cell) -> LineKind:
    """人工 or 材料."""
    word = _words(cell, "类别", most=20)
    if word not in _KINDS:
        raise RuleBroken(f"类别只能是人工或材料，不能是“{word}”。")
    return _KINDS[word]


def fen_of(cell: Cell) -> int:
    """An amount in yuan as whole fen, or a refusal; never rounded.

    A spreadsheet stores numbers in binary and shows 15 digits of them: those digits count, so
    that 0.1+0.2 is 0.30, and 3.499 formatted to look like 3.50 is refused.
    """
    if _empty(cell):
        raise RuleBroken("单价没有填。")
    if isinstance(cell, str):
        try:
            return _in_bounds(parse_yuan(cell), cell.strip())
        except NotAnAmount:
            raise RuleBroken(f"单价“{cell.strip()[:20]}”不是金额，请只填数字。") from None
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        raise RuleBroken(f"单价应是数字，单元格里是{_kind_word(cell)}。")
    if not math.isfinite(cell):
        raise RuleBroken("单价不是数字。")
    shown = f"{cell:.15g}"
    fen = Decimal(shown) * 100
    if fen > 0 and fen != fen.to_integral_value():
        raise RuleBroken(f"单价 {shown} 元不足一分，请改为整分。")
    return _in_bounds(int(fen), shown)


def _in_bounds(fen: int, shown: str) -> int:
    if fen <= 0:
        raise RuleBroken(f"单价应大于 0，不能是 {shown}。")
    if fen > MOST_FEN:
        raise RuleBroken(f"单价太大，最多 {format_fen(MOST_FEN)} 元。")
    return fen


def decimals_of(cell: Cell) -> int:
    """How many decimals a quantity may have: 0 to 3."""
    if _empty(cell):
        raise RuleBroken("数量小数位没有填，按整数计的填 0。")
    if _is_whole(cell):
        cell = int(cell)
    shown = str(cell).strip().replace(" ", "")
    if isinstance(cell, bool) or shown not in _DECIMALS:
        raise RuleBroken(f"数量小数位只能是 0 到 3，不能是“{shown[:20]}”。")
    return _DECIMALS[shown]


def day_of_cell(cell: Cell) -> date:
    """A date of the spreadsheet, or one written as 2026-07-01, 2026/7/1 or 2026年7月1日."""
    if _empty(cell):
        raise RuleBroken("日期没有填。")
    if isinstance(cell, datetime):
        if cell.time() != time():
            raise RuleBroken(f"日期里不能有时刻：{cell:%Y-%m-%d %H:%M}。")
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = _DATE.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if found is None:
        shown = cell.strip()[:20] if isinstance(cell, str) else _kind_word(cell)
        raise RuleBroken(f"“{shown}”不是日期，请写成 2026-07-01 或把单元格设为日期。")
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise RuleBroken(f"没有 {found[0]} 这一天。") from None


def _is_whole(cell: Cell) -> TypeGuard[int | float]:
    """Whether a spreadsheet's number has no part behind the point."""
    return isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell % 1 == 0


def _kind_word(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "逻辑值"
    if isinstance(cell, (int, float)):
        return f"数字 {cell:.15g}"
    if isinstance(cell, (date, time)):
        return f"日期 {cell}"
    return "别的内容"
