"""Lists from other systems (导入的表): a CSV or XLSX file as lines of text, nothing guessed."""

import csv
import io
import math
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

MOST_BYTES = 20_000_000
MOST_UNPACKED = 100_000_000
MOST_CELLS = 5_000_000
# A cell that holds something: what is only formatted ends in "/>" and is not read.
_CELL = re.compile(rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r=["']([A-Z]{1,3})([0-9]{1,7})["'][^>]*(?<!/)>""")
_ENCODINGS = ("utf-8-sig", "gb18030")


class ListFault(Exception):
    """The file cannot be read; ``str()`` is one Chinese sentence."""


def read_list(path: Path) -> list[list[str]]:
    """The cells of the first sheet, line by line; text files in UTF-8 or GBK."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ListFault(f"文件 {path.name} 太大，最多 20 MB。")
        data = path.read_bytes()
    except OSError as fault:
        raise ListFault(f"文件 {path.name or path} 打不开，请核对路径。") from fault
    if data[:4] == b"PK\x03\x04":
        return _workbook(data, path.name)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise ListFault("这是旧版 XLS 文件，请另存为 XLSX 或 CSV。")
    return _text(data, path.name)


def check_workbook(data: bytes) -> None:
    """Refuses a workbook before it is opened: no packed folder, too big unpacked, or with cells so
    far apart that the empty ones between them would fill the memory.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as folder:
            entries = folder.infolist()
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise ListFault("文件展开后太大，请检查工作簿。")
            sheets = [e for e in entries if e.filename.startswith("xl/worksheets/")]
            spans = [_span(folder.read(sheet)) for sheet in sheets]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as fault:
        raise ListFault("这不是 Excel 工作簿（.xlsx）。") from fault
    if max(spans, default=0) > MOST_CELLS:
        raise ListFault("表格太大：很远的地方还有内容，请删掉多余的行和列再存。")


def _span(sheet: bytes) -> int:
    """How many cells the sheet has from its first to the last one that holds something."""
    columns, rows = set(), 1
    for column, row in _CELL.findall(sheet):
        columns.add(column)
        rows = max(rows, int(row))
    return rows * max((_column(letters) for letters in columns), default=1)


def _column(letters: bytes) -> int:
    """A is 1, Z 26, AA 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _text(data: bytes, name: str) -> list[list[str]]:
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        first = text.partition("\n")[0]
        delimiter = "\t" if first.count("\t") > first.count(",") else ","
        try:
            return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        except csv.Error as fault:
            raise ListFault(f"文件 {name} 读不出来：引号没有成对，或有一格太长。") from fault
    raise ListFault(f"文件 {name} 不是 CSV 或 XLSX。")


def _workbook(data: bytes, name: str) -> list[list[str]]:
    # Loaded with the first file: a counter never needs it.
    from python_calamine import CalamineWorkbook

    check_workbook(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except Exception as fault:  # the reader has errors of its own for each kind of damage
        raise ListFault(f"文件 {name} 读不出来，请另存为 XLSX 或 CSV 再试。") from fault
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: object) -> str:
    """A cell as the screen of the table shows it; a number without needless zeros."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m}"
    return str(value)


def _number(value: float) -> str:
    """Whole numbers to 15 digits are exact; of an amount two decimals are what was typed."""
    if math.isfinite(value) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value)
