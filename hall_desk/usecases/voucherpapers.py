"""What stands on a voucher (凭证内容): kept with the payment, keyed so that a copy can be told."""

import hashlib
import hmac
from dataclasses import asdict
from typing import Any

from hall_desk.domain.masking import mask_account, mask_name, mask_phone
from hall_desk.domain.paidservice import LineKind, Sheet
from hall_desk.domain.papers import LineGroup, PaidPart, PriceLine, VoucherKind, VoucherPaper
from hall_desk.domain.payments import (
    CASH,
    MIXED_WORD,
    Charge,
    ChargeLine,
    Payment,
    Series,
)
from hall_desk.domain.tenders import Part, Settled
from hall_desk.store.columns import canonical, plain
from hall_desk.store.transaction import Tx
from hall_desk.usecases.opening import local
from hall_desk.usecases.paperheads import hall_head, phone_of
from hall_desk.usecases.queries import words_of

_KINDS = {
    Series.RECEIPT: VoucherKind.PAYMENT,
    Series.PREPAYMENT: VoucherKind.PREPAYMENT,
    Series.DEPOSIT: VoucherKind.DEPOSIT,
}
_GROUPS = {
    Charge.BILL: LineGroup.BILL,
    Charge.PREPAYMENT: LineGroup.PREPAID,
    Charge.FEE: LineGroup.FEE,
    Charge.DEPOSIT: LineGroup.DEPOSIT,
    Charge.SHEET: LineGroup.OTHER,
}


def voucher_content(
    tx: Tx, payment: Payment, sheet: Sheet | None, settled: Settled
) -> dict[str, Any]:
    """The whole printed content; its check code is keyed, so that a copy can be told."""
    words = words_of(tx, "payment_method")
    cash = [part for part in settled.parts if part.method == CASH]
    told = len(settled.parts) > 1 or any(part.slip_no for part in settled.parts)
    paper = VoucherPaper(
        hall=hall_head(tx),
        kind=_KINDS[payment.series],
        number=payment.voucher_code,
        customer=mask_name(payment.customer_name) or "（未留姓名）",
        customer_phone=mask_phone(sheet.phone) if sheet else "",
        account=_account(payment),
        subject=payment.purpose,
        paid_at=f"{local(payment.paid_at):%Y-%m-%d %H:%M}",
        window=payment.window_no,
        staff_no=payment.staff_no,
        confirmation_number=sheet.code if sheet else None,
        price_basis=_basis(payment, sheet),
        lines=sheet_lines(sheet) if sheet is not None else _lines(payment),
        total_fen=payment.due_fen,
        method=words.get(payment.method, MIXED_WORD),
        received_fen=cash[0].amount_fen + payment.change_fen if cash else None,
        change_fen=payment.change_fen if cash else None,
        parts=tuple(_part(part, words) for part in settled.parts) if told else (),
        invoice_state=payment.invoice_state,
        after_sales_phone=phone_of(tx),
        check_code="",
        journal_number=payment.id,
    )
    content = plain(asdict(paper))
    digest = hmac.digest(tx.key, canonical(content).encode(), hashlib.sha256).hex()
    return {**content, "check_code": digest[:8]}


def _part(part: Part, words: dict[str, str]) -> PaidPart:
    return PaidPart(
        method=words[part.method],
        amount_fen=part.amount_fen,
        slip_no=part.slip_no,
        is_cash=part.method == CASH,
    )


def sheet_lines(sheet: Sheet) -> tuple[PriceLine, ...]:
    """The lines of a sheet as printed, labour before material."""
    groups = {LineKind.LABOUR: LineGroup.LABOUR, LineKind.MATERIAL: LineGroup.MATERIAL}
    return tuple(
        PriceLine(
            group=groups[kind],
            code=line.code,
            name=line.name,
            unit=line.unit,
            unit_price_fen=line.unit_price_fen,
            quantity_thousandths=line.quantity_milli,
            amount_fen=line.amount_fen,
            approval_doc=line.approval_doc,
        )
        for kind in LineKind
        for line in sheet.lines
        if line.kind is kind
    )


def _account(payment: Payment) -> str:
    """The one account, or how many there are."""
    several = len(payment.lines)
    if several > 1 and not payment.account_no and payment.kind is not Charge.FEE:
        return f"共 {several} 户，见下"
    return mask_account(payment.account_no)


def _basis(payment: Payment, sheet: Sheet | None) -> str:
    priced = sheet.lines if sheet is not None else payment.lines
    return "、".join(sorted({line.approval_doc for line in priced if line.approval_doc}))


def _lines(payment: Payment) -> tuple[PriceLine, ...]:
    group = _GROUPS[payment.kind]
    several = len(payment.lines) > 1
    return tuple(_line(line, group, several) for line in payment.lines)


def line_name(line: ChargeLine, several: bool) -> str:
    """What a line is called on paper: of several accounts each has its number and name."""
    whose = f"户号 {mask_account(line.account_no)} {mask_name(line.customer_name)}".rstrip()
    return f"{whose}　{line.words}" if several and line.account_no else line.words


def _line(line: ChargeLine, group: LineGroup, several: bool) -> PriceLine:
    named = several and line.account_no
    return PriceLine(
        group=group,
        code=line.code,
        name=line_name(line, several),
        unit=line.unit or ("户" if named else "笔"),
        unit_price_fen=line.unit_price_fen or line.amount_fen,
        quantity_thousandths=line.quantity_milli or 1000,
        amount_fen=line.amount_fen,
        approval_doc=line.approval_doc,
    )
