"""A list of bills is read line by line; nonsense is refused at its line."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
import xlsxwriter

from hall_desk.domain.bills import read_bills
from hall_desk.domain.errors import RuleBroken
from hall_desk.listfile import ListFault, read_list
from hall_desk.paper import price_file

HEAD = ["户号", "户名", "账期", "应收金额（元）"]
GOOD = ["3600000000127", "苏示", "2026-02", "1,086.40"]


def test_a_good_list_is_read_to_the_fen() -> None:
    found = read_bills(
        [["导出自营销系统"][:0], HEAD, GOOD, [], ["3600000127", "", "2026年3月", "5"]]
    )
    assert found.faults == ()
    assert [(row.account_no, row.period, row.amount_fen) for row in found.rows] == [
        ("3600000000127", "2026-02", 108_640),
        ("3600000127", "2026-03", 500),
    ]
    assert found.total_fen == 109_140


@pytest.mark.parametrize(
    ("at", "text", "said"),
    [
        (0, "36000000001", "10 或 13 位"),
        (0, "", "没有户号"),
        (0, "三六〇〇", "10 或 13 位"),
        (2, "2026-13", "账期"),
        (2, "二月", "账期"),
        (3, "八十六", "金额"),
        (3, "-5", "金额"),
        (3, "0", "大于 0"),
        (3, "1.234", "金额"),
        (3, "=1+1", "金额"),
        (1, "苏\x00示", "控制字符"),
    ],
)
def test_nonsense_is_refused_at_its_line(at: int, text: str, said: str) -> None:
    wrong = [*GOOD[:at], text, *GOOD[at + 1 :]]
    found = read_bills([HEAD, [*GOOD[:2], "2026-01", GOOD[3]], wrong])
    assert len(found.rows) == 1
    (fault,) = found.faults
    assert fault.startswith("第 3 行：")
    assert said in fault


def test_a_line_twice_names_the_first() -> None:
    (fault,) = read_bills([HEAD, GOOD, GOOD]).faults
    assert fault == "第 3 行：户号 3600000000127 2026-02 与第 2 行重复。"


def test_a_list_without_its_columns_is_refused() -> None:
    with pytest.raises(RuleBroken, match="表头缺账期、应收金额列"):
        read_bills([["户号", "户名"], GOOD])
    assert read_bills([]).faults == ("文件是空的。",)
    assert read_bills([HEAD]).faults == ("只有表头，没有账单。",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_csv_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "账单.csv"
    text = '户号,户名,账期,应收金额（元）\r\n3600000000127,苏示,2026-02,"1,086.40"\r\n'
    path.write_bytes(text.encode(encoding))
    assert read_bills(read_list(path)).rows[0].customer_name == "苏示"


def test_a_workbook_keeps_long_account_numbers_and_exact_amounts(tmp_path: Path) -> None:
    path = tmp_path / "账单.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, GOOD)
        sheet.write_row(2, 0, [3600000000135, "林𬭎", "2026-02", 86.4])
        sheet.write_row(3, 0, [3600000000143, "何示", "2026-02", 86.405])
    found = read_bills(read_list(path))
    assert [row.account_no for row in found.rows] == ["3600000000127", "3600000000135"]
    assert [row.amount_fen for row in found.rows] == [108_640, 8640]
    assert found.faults[0].startswith("第 4 行：金额")


def test_what_is_no_list_is_said_in_one_sentence(tmp_path: Path) -> None:
    for name, data in (
        ("a.xls", b"\xd0\xcf\x11\xe0rest"),
        ("b.bin", b"\x00\x01\xff"),
        ("c.xlsx", b"PK\x03\x04broken"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ListFault) as fault:
            read_list(tmp_path / name)
        assert "\n" not in str(fault.value)
    with pytest.raises(ListFault, match="打不开"):
        read_list(tmp_path / "missing.csv")


def stray(path: Path, cells: dict[str, str], row: Sequence[object] = GOOD) -> bytes:
    """A workbook with one line whose cells are not as a spreadsheet writes them."""
    whole = io.BytesIO()
    with xlsxwriter.Workbook(whole) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write_row(1, 0, row)
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(path, "w") as after:
        for part in before.namelist():
            text = before.read(part).decode()
            if part.endswith("sheet1.xml"):
                for old, new in cells.items():
                    assert old in text
                    text = text.replace(old, new)
            after.writestr(part, text)
    return path.read_bytes()


def test_a_cell_at_the_end_of_the_sheet_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "账单.xlsx"
    data = stray(path, {'r="D2"': 'r="XFD1048576"'})
    with pytest.raises(ListFault, match="很远的地方还有内容"):
        read_list(path)
    with pytest.raises(RuleBroken, match="很远的地方还有内容"):
        price_file.read_rows(data)
    row = '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    stray(path, {"</sheetData>": row})  # formatted only
    assert len(read_bills(read_list(path)).rows) == 1


def test_a_number_beyond_all_numbers_is_refused_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "账单.xlsx"
    row = [3600000000135, "林示", "2026-02", 86.4]
    stray(path, {"<v>3600000000135</v>": "<v>1E400</v>"}, row)
    assert read_bills(read_list(path)).faults == ("第 2 行：户号应为 10 或 13 位数字。",)


def test_a_quotation_mark_that_never_closes_is_said(tmp_path: Path) -> None:
    path = tmp_path / "账单.csv"
    path.write_text('户号,账期,应收\n"3600000000127,2026-02,5\n' + "x" * 200_000, "utf-8")
    with pytest.raises(ListFault, match="引号"):
        read_list(path)
