"""The price list as a spreadsheet (价目表 XLSX): read as it is stored, and a template to fill."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import Price
from hall_desk.domain.pricelists import KIND_WORDS
from hall_desk.domain.pricetable import HEADINGS, Cell
from hall_desk.listfile import ListFault, check_workbook

SHEET = "价目"
MOST_BYTES = 2_000_000
_WIDTHS = (10, 36, 8, 8, 12, 12, 34, 13, 13)
_NOTES = (
    ("编号", "字母、数字和短横线，最多 12 位，一行一个，不重复", "L01"),
    ("项目", "收费项目的名称；已取消的收费不能列入", "更换微型断路器（人工）"),
    ("类别", "人工 或 材料", "人工"),
    ("单位", "计价单位", "只"),
    ("单价", "元，大于 0，最多两位小数；只填数字", "30.50"),
    ("数量小数位", "数量可以带几位小数：0、1、2、3", "0"),
    ("批准文号", "核定这个价格的文件", "某价文〔2026〕12号"),
    ("起期", "从哪天起用，写成 2026-07-01 或设为日期", "2026-07-01"),
    ("止期", "到哪天为止，长期有效的不填", "2027-06-30"),
)


def read_rows(data: bytes) -> list[list[Cell]]:
    """The rows of the price sheet (or of the first one), numbered as the spreadsheet shows them."""
    from python_calamine import CalamineError, CalamineWorkbook

    _check_size(data)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(data))
        names = book.sheet_names
        if not names:
            raise RuleBroken("工作簿里没有工作表。", field="source")
        sheet = book.get_sheet_by_name(SHEET if SHEET in names else names[0])
        rows: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    except CalamineError as fault:
        raise RuleBroken(
            "打不开这个文件，请另存为 Excel 工作簿（.xlsx）再选。", field="source"
        ) from fault
    return rows


def _check_size(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise RuleBroken("文件太大，价目表最多 2 MB。", field="source")
    try:
        check_workbook(data)
    except ListFault as fault:
        raise RuleBroken(str(fault), field="source") from fault


def render_template(prices: Sequence[Price]) -> bytes:
    """A workbook with headings, the prices given, and a page that tells how to fill it."""
    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    look = {
        "head": book.add_format({"bold": True, "bottom": 1, "bg_color": "#E9EFED"}),
        "text": book.add_format({"num_format": "@"}),
        "money": book.add_format({"num_format": "#,##0.00"}),
        "whole": book.add_format({"num_format": "0"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    _price_sheet(book, look, prices)
    _notes_sheet(book, look)
    book.close()
    return out.getvalue()


def _price_sheet(book: Any, look: dict[str, Any], prices: Sequence[Price]) -> None:
    page = book.add_worksheet(SHEET)
    formats = ("text", "text", "text", "text", "money", "whole", "text", "date", "date")
    for at, (word, width, name) in enumerate(zip(HEADINGS.values(), _WIDTHS, formats, strict=True)):
        page.set_column(at, at, width, look[name])
        page.write_string(0, at, f"{word}（元）" if word == "单价" else word, look["head"])
    page.freeze_panes(1, 1)
    page.data_validation(1, 2, 1000, 2, {"validate": "list", "source": ["人工", "材料"]})
    page.data_validation(1, 5, 1000, 5, {"validate": "list", "source": ["0", "1", "2", "3"]})
    for n, price in enumerate(prices, 1):
        page.write_string(n, 0, price.code, look["text"])
        page.write_string(n, 1, price.name, look["text"])
        page.write_string(n, 2, KIND_WORDS[price.kind], look["text"])
        page.write_string(n, 3, price.unit, look["text"])
        page.write_number(n, 4, price.unit_price_fen / 100, look["money"])
        page.write_number(n, 5, price.quantity_decimals, look["whole"])
        page.write_string(n, 6, price.approval_doc, look["text"])
        page.write_datetime(n, 7, price.valid_from, look["date"])
        if price.valid_to is not None:
            page.write_datetime(n, 8, price.valid_to, look["date"])


def _notes_sheet(book: Any, look: dict[str, Any]) -> None:
    page = book.add_worksheet("填写说明")
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 52, look["wrap"])
    page.set_column(2, 2, 28)
    for at, word in enumerate(("栏目", "怎样填", "示例")):
        page.write_string(0, at, word, look["head"])
    for n, row in enumerate(_NOTES, 1):
        for at, words in enumerate(row):
            page.write_string(n, at, words, look["wrap"])
    more = (
        "“价目”页里已填好现行价目：要调价的行改单价、批准文号和起期；不变的行不用动；新项目加在后面。",
        "同一编号的旧版本不会改写，只写上止期；已出的确认单和凭证不受影响。",
        "少列的编号只有在导入时勾选“没有列出的停用”才会停用。",
    )
    for n, words in enumerate(more, len(_NOTES) + 2):
        page.merge_range(n, 0, n, 2, words, look["wrap"])
        page.set_row(n, 32)
