"""A voucher by its number (凭证查找), of any day and window; a prepayment by its account too."""

import re

from sqlalchemy import select

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.masking import mask_account
from hall_desk.domain.payments import Charge, Payment, Series
from hall_desk.domain.refunds import Refund
from hall_desk.domain.settlements import still_ahead
from hall_desk.domain.texts import check_text
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases.settlements import settlements_of

_ACCOUNT = re.compile(r"\d{10}|\d{13}", re.ASCII)
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


def find_prepayment(reading: Reading, text: str) -> Payment:
    """The prepayment behind YS-000012 or 12, or of a 户号 the oldest with something left of it."""
    typed = check_text(text, "voucher_no").upper().replace(" ", "")
    if not _ACCOUNT.fullmatch(typed):
        return find_voucher(reading, f"{Series.PREPAYMENT}-{typed}" if typed.isdigit() else typed)
    found = _prepayments_of(reading, typed)
    if not found:
        raise RuleBroken(f"户号 {mask_account(typed)} 没有预收凭证。", field="voucher_no")
    return next((each for each in found if _is_left(reading, each)), found[-1])


def _prepayments_of(reading: Reading, account_no: str) -> list[Payment]:
    """Found by who came and paid: payments have no index by account."""
    party, payment = schema.party, schema.payment
    paid = select(party.c.source_id).where(
        party.c.hall_id == reading.hall_id,
        party.c.account_no == account_no,
        party.c.source == "payment",
    )
    return reading.all(
        Payment,
        payment.c.id.in_(paid),
        payment.c.kind == Charge.PREPAYMENT,
        payment.c.voided_at.is_(None),
        order_by=payment.c.id,
    )


def _is_left(reading: Reading, payment: Payment) -> bool:
    back = reading.all(Refund, schema.refund.c.payment_id == payment.id)
    return still_ahead(payment, back, settlements_of(reading, payment.id)) > 0
