"""Workbooks read back: numbers are numbers, texts are texts, nothing lost, no formula."""

import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from hall_desk.paper import workbook
from hall_desk.paper.faults import PaperFault
from hall_desk.paper.report_book import render_report_book
from hall_desk.paper.workbook import Book, Seconds, Share, Yuan, parts_of
from tests.paper.samples_period import DAY, MONTH

NASTY = (
    "=1+1", "+SUM(A1)", "-2", "@SUM(1)", "=HYPERLINK(\"http://x\")", "{=1}", "12345678901234567890",
    "0012", "1E5", "2026-03-12", "TRUE", "😀𬭎龘", "<r><t>x</t></r>", "a<b>&\"'c", "_x0041_",
    "\u0001控制", " 前后空格 ", "两\n行", "\t表", "'撇号", "#N/A", "http://example.invalid",
    "mailto:a@example.invalid", "internal:总览!A1", "\u202e倒", "长" * 32_767,
)  # fmt: skip


def read(content: bytes, name: str) -> list[list[Any]]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def formulas(content: bytes) -> list[bytes]:
    """Formula cells of all sheets."""
    with zipfile.ZipFile(BytesIO(content)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        return [hit for name in sheets for hit in re.findall(rb"<f[ >]", parts.read(name))]


def column_of(values: Sequence[Any], target: Path | None = None) -> bytes:
    book = Book("试", "厅", target=target)
    book.table("表", ("值",), [(value,) for value in values])
    content = book.close()
    return target.read_bytes() if target else content


@pytest.mark.parametrize("to_file", [False, True])
def test_nasty_texts_come_back_as_they_were_and_none_is_a_formula(
    to_file: bool, tmp_path: Path
) -> None:
    content = column_of(NASTY, tmp_path / "a.xlsx" if to_file else None)
    rows = [row[0] for row in read(content, "表")[1:]]
    for wanted, got in zip(NASTY[:-1], rows[:-1], strict=True):
        assert isinstance(got, str)
        assert wanted in (got, unescaped(got))
    assert formulas(content) == []


def unescaped(text: str) -> str:
    """What Excel shows for the escapes of the format, should the reader leave them."""
    return re.sub(r"_x([0-9A-F]{4})_", lambda hit: chr(int(hit[1], 16)), text)


@pytest.mark.parametrize("text", ["长" * 32_768, "😀" * 20_000, "a" * 100_001])
def test_a_text_too_long_for_a_cell_stands_whole_on_its_own_sheet(text: str) -> None:
    content = column_of(["短", text, "后"])
    rows = read(content, "表")
    assert rows[1:][0] == ["短"]
    assert f"{len(text)} 字，全文见“长文本”表：表!A3" in rows[2][0]
    parts = read(content, "长文本")[1:]
    assert [part[0] for part in parts] == ["表!A3"] * len(parts)
    assert "".join(part[2] for part in parts) == text
    assert "".join(parts_of(text)) == text


def test_nul_is_refused() -> None:
    with pytest.raises(PaperFault, match="NUL"):
        column_of(["a\x00b"])


def test_numbers_are_numbers_and_dates_are_dates() -> None:
    moment = datetime.fromisoformat("2026-03-12T09:30:01")
    values = [
        Yuan(12_345), Yuan(1), Yuan(9_999_999_999), Yuan(-500), Seconds(75 * 60 + 3), 42,
        Share(1, 4), date(2026, 3, 12), moment, Yuan(None), Share(0, 0),
        None,
    ]  # fmt: skip
    rows = [row[0] for row in read(column_of(values), "表")[1:]]
    assert rows[:4] == [123.45, 0.01, 99_999_999.99, -5.0]
    spent = rows[4]
    if isinstance(spent, time):
        spent = timedelta(hours=spent.hour, minutes=spent.minute, seconds=spent.second)
    assert spent == timedelta(minutes=75, seconds=3)
    assert rows[5:7] == [42.0, 0.25]
    assert rows[7] == date(2026, 3, 12)
    assert rows[8] == moment
    assert rows[9:] == ["—", "—", "—"]


def test_a_table_longer_than_a_sheet_goes_on_on_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 4)
    content = column_of(list(range(8)))
    names = CalamineWorkbook.from_filelike(BytesIO(content)).sheet_names
    assert names == ["表", "表-2", "表-3"]
    told = [row[0] for name in names for row in read(content, name)[1:]]
    assert told == list(range(8))
    assert all(read(content, name)[0] == ["值"] for name in names)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render_report_book(DAY) == render_report_book(DAY)


def test_the_reports_money_stands_in_yuan_as_numbers() -> None:
    content = render_report_book(DAY)
    rows = read(content, "收款")
    assert rows[0][:3] == ["方式", "收款笔数", "收款（元）"]
    assert rows[1] == ["现金", 46.0, 5218.6, 1.0, 60.0, 5158.6]
    assert rows[-1][1:] == [119.0, 29362.9, 1.0, 60.0, 29302.9]
    assert round(sum(row[2] for row in rows[1:-1]), 2) == rows[-1][2]
    bags = read(content, "解款")
    assert bags[1] == ["JK-20260312-01", 3000.0, "20260312778", date(2026, 3, 12)]
    assert bags[2][2] == "未存"
    drawer = {row[0]: row[1] for row in read(content, "钱箱")[1:]}
    assert (drawer["现金应存"], drawer["短款"], drawer["未解款"]) == (1158.6, 0.5, 2000.0)
    assert formulas(content) == []


def test_sheets_and_charts_of_a_month() -> None:
    content = render_report_book(MONTH)
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    assert book.sheet_names == [
        "总览", "客流", "按日", "类别", "窗口与工号", "工号", "收款", "收费类别", "凭证", "作废号",
        "钱箱", "解款", "未结移交", "口径",
    ]  # fmt: skip
    days = read(content, "按日")
    assert len(days) == 33
    assert days[1][0] == date(2026, 3, 1)
    for column in (2, 3, 4, 5, 6, 9, 10, 11, 12, 13):
        assert round(sum(day[column] for day in days[1:-1]), 2) == days[-1][column]
    work = read(content, "窗口与工号")
    assert sum(row[3] for row in work[1:-1]) == work[-1][3]
    with zipfile.ZipFile(BytesIO(content)) as parts:
        charts = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 3
        drawn = parts.read("xl/charts/chart1.xml").decode()
    assert "'客流'!$B$2:$B$32" in drawn or "客流!$B$2:$B$32" in drawn
    words = read(content, "口径")
    assert [row[1] for row in words[1:]] == list(MONTH.definitions)
