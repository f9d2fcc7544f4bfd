"""A voucher by its number (凭证查找), of any day and any window."""

import re

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import Payment, Series
from hall_desk.domain.texts import check_text
from hall_desk.store.transaction import Reading

_NUMBER = re.compile(r"(?:(SJ|YS|YJ)-?)?0*(\d{1,9})", re.ASCII)


def find_voucher(reading: Reading, text: str) -> Payment:
    """The payment behind SJ-000387, sj387 or 387; refuses what is none."""
    found = _NUMBER.fullmatch(check_text(text, "voucher_no").upper().replace(" ", ""))
    if found is None:
        raise RuleBroken("凭证号应像 SJ-000387。", field="voucher_no")
    series = Series(found[1] or Series.RECEIPT)
    payment = reading.find(Payment, series=series, voucher_no=int(found[2]))
    if payment is None:
        raise RuleBroken(f"没有凭证 {series}-{int(found[2]):06d}。", field="voucher_no")
    return payment
