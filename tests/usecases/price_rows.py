"""A price list as rows of a spreadsheet, for tests that import one."""

from datetime import date, datetime
from pathlib import Path

from xlsxwriter import Workbook

from hall_desk.domain.pricelists import KIND_WORDS
from hall_desk.domain.pricetable import HEADINGS
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.paidservice import price_list

Rows = list[list[object]]


def rows_of(hall: Hall) -> Rows:
    """The list as it stands, headings first; amounts as the spreadsheet's own numbers."""
    rows: Rows = [list(HEADINGS.values())]
    for price in hall.ask(price_list):
        if not price.enabled:
            continue
        rows.append(
            [
                price.code,
                price.name,
                KIND_WORDS[price.kind],
                price.unit,
                price.unit_price_fen / 100,
                price.quantity_decimals,
                price.approval_doc,
                price.valid_from,
                price.valid_to or "",
            ]
        )
    return rows


def written(path: Path, rows: Rows) -> Path:
    """The rows as a workbook."""
    with Workbook(path) as book:
        sheet = book.add_worksheet("价目")
        as_date = book.add_format({"num_format": "yyyy-mm-dd"})
        for n, row in enumerate(rows):
            for at, cell in enumerate(row):
                if isinstance(cell, (date, datetime)):
                    sheet.write_datetime(n, at, cell, as_date)
                else:
                    sheet.write(n, at, cell)
    return path
