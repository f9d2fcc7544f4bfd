"""Workbooks (电子表格, XLSX): numbers are numbers, texts are texts, nothing is cut, no formulas."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

from .faults import PaperFault

MOST_ROWS = 1_048_576
MOST_UNITS = 32_000
"""UTF-16 units of a text in one cell; a little below what a workbook can hold."""
_LONG = "长文本"
_MADE = datetime.fromisoformat("2000-01-01")  # the same content gives the same bytes
_FORMATS = {
    "text": "@",
    "count": "#,##0",
    "yuan": "#,##0.00",
    "time": "[h]:mm:ss",
    "share": "0.0%",
    "number": "0.0",
    "date": "yyyy-mm-dd",
    "moment": "yyyy-mm-dd hh:mm:ss",
}


@dataclass(frozen=True)
class Yuan:
    """Money in fen, written in yuan."""

    fen: int | None


@dataclass(frozen=True)
class Seconds:
    """A duration in whole seconds, written as a time."""

    seconds: int | None


@dataclass(frozen=True)
class Share:
    """A part of a whole; a dash where there is no whole."""

    part: int
    whole: int


Value = str | int | float | date | datetime | Yuan | Seconds | Share | None
NONE = "—"


class Book:
    """One workbook in the making: each table has a sheet, or several when it is very long."""

    def __init__(self, title: str, author: str, *, target: Path | None = None) -> None:
        self._buffer = BytesIO()
        kept: dict[str, Any] = {"constant_memory": True} if target else {"in_memory": True}
        self._book = xlsxwriter.Workbook(str(target) if target else self._buffer, kept)
        self._book.set_properties({"title": title, "author": author, "created": _MADE})
        self._formats = {
            name: self._book.add_format({"num_format": shape, "font_name": "等线"})
            for name, shape in _FORMATS.items()
        }
        self._bold = self._book.add_format({"bold": True, "bottom": 1, "font_name": "等线"})
        self._totals = {
            name: self._book.add_format(
                {"num_format": shape, "bold": True, "top": 1, "font_name": "等线"}
            )
            for name, shape in _FORMATS.items()
        }
        self._long: list[tuple[str, str]] = []

    def table(
        self,
        name: str,
        titles: Sequence[str],
        rows: Iterable[Sequence[Value]],
        *,
        total: Sequence[Value] | None = None,
        widths: Sequence[float] = (),
    ) -> Any:
        """A sheet with a head row that stays in sight; gives the (first) worksheet."""
        first = sheet = self._sheet(name, titles, widths)
        at, part = 1, 1
        for row in rows:
            if at >= MOST_ROWS:
                part += 1
                sheet, at = self._sheet(f"{name}-{part}", titles, widths), 1
            self._row(sheet, at, row, self._formats)
            at += 1
        if total is not None:
            self._row(sheet, at, total, self._totals)
        return first

    def _sheet(self, name: str, titles: Sequence[str], widths: Sequence[float]) -> Any:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column in range(len(titles)):
            width = widths[column] if column < len(widths) else 12
            sheet.set_column(column, column, width)
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, self._bold)
        return sheet

    def _row(self, sheet: Any, at: int, row: Sequence[Value], formats: dict[str, Any]) -> None:
        for column, value in enumerate(row):
            self._cell(sheet, at, column, value, formats)

    def _cell(
        self, sheet: Any, at: int, column: int, value: Value, formats: dict[str, Any]
    ) -> None:
        kind, plain = _plain(value)
        if kind == "text":
            self._text(sheet, at, column, str(plain), formats["text"])
        elif kind in ("date", "moment"):
            sheet.write_datetime(at, column, plain, formats[kind])
        else:
            sheet.write_number(at, column, plain, formats[kind])

    def _text(self, sheet: Any, at: int, column: int, text: str, shape: Any) -> None:
        """A text as it is; a very long one goes on the sheet 长文本, whole, in parts."""
        if "\x00" in text:
            raise PaperFault("文字里有空字符（NUL），电子表格不能保存。")
        if not text:
            sheet.write_blank(at, column, None, shape)
            return
        if _units(text) > MOST_UNITS:
            place = f"{sheet.get_name()}!{_letters(column)}{at + 1}"
            self._long.append((place, text))
            text = f"（{len(text)} 字，全文见“{_LONG}”表：{place}）"
        if text.startswith("<r>") and text.endswith("</r>"):
            # The library takes such a text for its own marks unless it comes in pieces.
            sheet.write_rich_string(at, column, text[0], text[1], text[2:], shape)
        else:
            sheet.write_string(at, column, text, shape)

    def chart(self, sheet: Any, place: str, bars: "Series", line: "Series | None" = None) -> None:
        """Columns, and a line on its own axis, beside a table."""
        chart = self._book.add_chart({"type": "column"})
        chart.add_series(bars.told("#9CC4BE"))
        if line is not None:
            over = self._book.add_chart({"type": "line"})
            over.add_series({**line.told("#10201D"), "y2_axis": True})
            chart.combine(over)
            over.set_y2_axis({"name": line.title, "num_format": line.shape})
        chart.set_y_axis({"name": bars.title, "num_format": bars.shape})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 720, "height": 320})
        sheet.insert_chart(place, chart)

    def close(self) -> bytes:
        """The workbook's bytes; empty when it was written to a file."""
        if self._long:
            rows = [
                (place, n + 1, part)
                for place, text in self._long
                for n, part in enumerate(parts_of(text))
            ]
            self.table(_LONG, ("位置", "第几段", "文字"), rows, widths=(20, 8, 100))
        self._book.close()
        return self._buffer.getvalue()


@dataclass(frozen=True, kw_only=True)
class Series:
    """A column of a sheet as a series of a chart; rows are counted from 0."""

    sheet: str
    title: str
    column: int
    first: int
    last: int
    shape: str = "#,##0"

    def told(self, color: str) -> dict[str, Any]:
        """As the library wants it."""
        return {
            "name": self.title,
            "categories": [self.sheet, self.first, 0, self.last, 0],
            "values": [self.sheet, self.first, self.column, self.last, self.column],
            "fill": {"color": color},
            "line": {"color": color},
        }


def parts_of(text: str) -> list[str]:
    """A long text in parts that a cell holds; joined they are the text."""
    parts, start, units = [], 0, 0
    for at, letter in enumerate(text):
        width = 2 if ord(letter) > 0xFFFF else 1
        if units + width > MOST_UNITS:
            parts.append(text[start:at])
            start, units = at, 0
        units += width
    return [*parts, text[start:]]


def _units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)


def _letters(column: int) -> str:
    return chr(65 + column) if column < 26 else f"{chr(64 + column // 26)}{chr(65 + column % 26)}"


def _plain(value: Value) -> tuple[str, Any]:
    """What kind of cell a value makes, and the value in it."""
    if isinstance(value, Yuan):
        return ("text", NONE) if value.fen is None else ("yuan", value.fen / 100)
    if isinstance(value, Seconds):
        return ("text", NONE) if value.seconds is None else ("time", value.seconds / 86_400)
    if isinstance(value, Share):
        return ("share", value.part / value.whole) if value.whole else ("text", NONE)
    if isinstance(value, datetime):
        return "moment", value
    if isinstance(value, date):
        return "date", datetime.fromisoformat(value.isoformat())
    if isinstance(value, int | float):
        return ("count" if isinstance(value, int) else "number"), value
    return "text", NONE if value is None else value
