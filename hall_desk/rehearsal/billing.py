"""The billing system of the rehearsal (营销系统): the list of bills it sends in the morning."""

import csv
from collections.abc import Iterable
from pathlib import Path

from hall_desk.domain.money import format_fen
from hall_desk.rehearsal.plan import Customer

NAME = "bills.csv"
PERIOD = "2026-02"
_HEADS = ("户号", "户名", "账期", "应收金额")


def send_bills(folder: Path, customers: Iterable[Customer]) -> Path | None:
    """Writes the list into the folder; None where nobody of the day is billed."""
    billed = [customer for customer in customers if customer.billed]
    if not billed:
        return None
    with (folder / NAME).open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(_HEADS)
        for each in billed:
            writer.writerow((each.account, each.name, PERIOD, format_fen(each.amount_fen)))
    return folder / NAME
