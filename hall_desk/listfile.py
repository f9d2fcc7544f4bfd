"""Lists from other systems (导入的表): a CSV or XLSX file as lines of text, nothing guessed."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

MOST_BYTES = 20_000_000
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
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    raise ListFault(f"文件 {name} 不是 CSV 或 XLSX。")


def _workbook(data: bytes, name: str) -> list[list[str]]:
    # Loaded with the first file: a counter never needs it.
    from python_calamine import CalamineWorkbook

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
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return repr(value)
