"""The table of a price list: numbers as a spreadsheet stores them, each wrong cell named."""

import math
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import LineKind
from hall_desk.domain.payments import MOST_FEN
from hall_desk.domain.pricetable import HEADINGS, MOST_LINES, Cell, fen_of, read_table

DAY = date(2026, 7, 1)
GOOD: list[Cell] = [
    "L01",
    "更换灯具（人工）",
    "人工",
    "只",
    30.5,
    0.0,
    "某价文〔2026〕1号",
    DAY,
    "",
]
HEAD: list[Cell] = list(HEADINGS.values())


def row(**changed: Cell) -> list[Cell]:
    cells = dict(zip(HEADINGS, GOOD, strict=True))
    return list({**cells, **changed}.values())


@pytest.mark.rule("5(4)")
@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        (30, 3000),
        (30.0, 3000),
        (0.01, 1),
        (19.99, 1999),
        (1.15, 115),
        (0.1 + 0.2, 30),  # 0.30000000000000004, which the spreadsheet shows as 0.3
        (1.1 * 3, 330),
        (99_999_999.99, MOST_FEN),
        ("30.50", 3050),
        (" 1,286.4 ", 128640),
    ],
)
def test_a_number_becomes_exact_fen(cell: Cell, fen: int) -> None:
    assert fen_of(cell) == fen


@pytest.mark.rule("5(4)")
@pytest.mark.parametrize(
    ("cell", "words"),
    [
        (3.505, "不足一分"),
        (3.499, "不足一分"),
        (0.001, "不足一分"),
        (0, "大于 0"),
        (0.0, "大于 0"),
        (-3.0, "大于 0"),
        ("-3", "不是金额"),
        ("30元", "不是金额"),
        ("3.505", "不是金额"),
        ("", "没有填"),
        (None, "没有填"),
        (True, "应是数字"),
        (DAY, "应是数字"),
        (1e12, "太大"),
        (float("inf"), "不是数字"),
        (float("nan"), "不是数字"),
    ],
)
def test_a_number_that_is_no_whole_fen_is_refused(cell: Cell, words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        fen_of(cell)


@given(st.integers(min_value=1, max_value=MOST_FEN))
def test_every_amount_survives_the_spreadsheets_floats(fen: int) -> None:
    assert fen_of(fen / 100) == fen


@pytest.mark.rule("24")
def test_columns_are_found_by_their_headings_in_any_order() -> None:
    order = [7, 0, 4, 2, 1, 3, 5, 6]
    head: list[Cell] = [HEAD[at] for at in order]
    head[2] = "单价（元）"
    head[3] = " 类 别*"
    body = [GOOD[at] for at in order]
    table = read_table([["2026年价目表"], head, body, ["", None]], ())
    assert table.faults == ()
    (line,) = table.lines
    assert (line.row, line.code, line.unit_price_fen, line.kind) == (
        3,
        "L01",
        3050,
        LineKind.LABOUR,
    )
    assert (line.valid_from, line.valid_to, line.quantity_decimals) == (DAY, None, 0)


@pytest.mark.rule("24")
@pytest.mark.parametrize(
    ("changed", "column", "words"),
    [
        ({"code": ""}, "编号", "没有填"),
        ({"code": "L 01"}, "编号", "只能用字母"),
        ({"code": math.inf}, "编号", "应是文字"),
        ({"code": math.nan}, "编号", "应是文字"),
        ({"name": "  "}, "项目", "没有填"),
        ({"name": "移\u200b表\u00a0费"}, "项目", "已取消的收费"),
        ({"name": "移 表费"}, "项目", "已取消的收费"),
        ({"name": 12.0}, "项目", "应是文字"),
        ({"name": "灯\u202e具"}, "项目", "控制字符"),
        ({"kind": "服务"}, "类别", "人工或材料"),
        ({"unit": None}, "单位", "没有填"),
        ({"unit": "一二三四五六七八九"}, "单位", "最多 8 字"),
        ({"unit_price": 3.505}, "单价", "不足一分"),
        ({"quantity_decimals": 4.0}, "数量小数位", "0 到 3"),
        ({"quantity_decimals": 1.5}, "数量小数位", "0 到 3"),
        ({"quantity_decimals": math.inf}, "数量小数位", "0 到 3"),
        ({"quantity_decimals": ""}, "数量小数位", "没有填"),
        ({"approval_doc": ""}, "批准文号", "没有填"),
        ({"valid_from": 46204.0}, "起期", "不是日期"),
        ({"valid_from": "2026-02-30"}, "起期", "没有 2026-02-30"),
        ({"valid_from": datetime.combine(DAY, time(8))}, "起期", "不能有时刻"),
        ({"valid_to": date(2026, 6, 30)}, "止期", "早于起期"),
        ({"valid_to": "长期"}, "止期", "不是日期"),
    ],
)
def test_each_wrong_cell_is_told_with_its_row_and_column(
    changed: dict[str, Cell], column: str, words: str
) -> None:
    table = read_table([HEAD, row(code="L99"), row(**changed)], ("移表费",))
    (fault,) = table.faults
    assert (fault.row, fault.column) == (3, column)
    assert words in fault.words
    assert [line.code for line in table.lines] == ["L99"]


def test_dates_are_read_as_written_too() -> None:
    for cell in ("2026-07-01", "2026/7/1", "2026年7月1日", datetime.combine(DAY, time())):
        table = read_table([HEAD, row(valid_from=cell)], ())
        assert table.lines[0].valid_from == DAY


def test_a_code_twice_is_told_with_both_rows() -> None:
    table = read_table([HEAD, row(), row(), row(code=101.0)], ())
    (fault,) = table.faults
    assert (fault.row, fault.column) == (3, "编号")
    assert "第 2 行重复" in fault.words
    assert [line.code for line in table.lines] == ["L01", "101"]


def test_a_file_without_the_columns_is_refused_whole() -> None:
    assert "没有找到表头" in read_table([["日期", "金额"]], ()).faults[0].words
    without = [cell for cell in HEAD if cell not in ("单位", "止期")]
    (fault,) = read_table([without, row()], ()).faults
    assert fault.words == "缺少“单位”一栏。"
    twice = read_table([[*HEAD, "单价"], row()], ())
    assert "有两栏" in twice.faults[0].words
    assert "没有价目" in read_table([HEAD], ()).faults[0].words
    many = read_table([HEAD, *(row(code=f"L{n}") for n in range(MOST_LINES + 1))], ())
    assert "最多" in many.faults[0].words


def test_columns_nobody_knows_are_named_not_used() -> None:
    table = read_table([[*HEAD, "加急费"], [*row(), 50.0]], ())
    assert table.ignored == ("加急费",)
    assert table.lines[0].unit_price_fen == 3050
