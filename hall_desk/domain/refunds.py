"""Refunds (退款): a new record against the original payment, with its own gapless number."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.money import format_fen
from hall_desk.domain.payments import (
    ChargeLine,
    Payment,
    check_invoice_day,
    check_invoice_no,
)
from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo

RED_OWED = "owed"
"""The red-letter invoice (红字发票) of a refund of something invoiced is still to be issued."""


@dataclass(frozen=True, kw_only=True)
class RefundLine:
    """What came back of one line of a payment: its place on the voucher from 1, and fen."""

    line: int
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class Refund:
    """Money given back, in fen; the payment it belongs to stays as it was (Money rules)."""

    id: int
    business_date: date
    refund_no: int
    payment_id: int
    ticket_id: TicketId | None
    amount_fen: int
    method: str
    slip_no: str
    reason: str
    staff_no: StaffNo
    window_no: WindowNo
    approved_by: StaffNo
    refunded_at: datetime
    red_invoice: str
    red_invoice_date: date | None
    content: dict[str, object]
    reprints: int

    @property
    def code(self) -> str:
        """Such as TK-000012, without gaps."""
        return refund_code(self.refund_no)

    @property
    def lines(self) -> tuple[RefundLine, ...]:
        """Which accounts or fees of the payment it is of, as its paper says.

        Nothing where the payment has but one, and where none was named: in the refunds of older
        versions, and in the rest of money in advance of which a part was settled.
        """
        named = self.content.get("lines", ())
        assert isinstance(named, list | tuple)
        return tuple(RefundLine(line=n["line"], amount_fen=n["amount_fen"]) for n in named)

    @property
    def lines_words(self) -> str:
        """Such as 第 2、5–7 项; empty where no lines are named."""
        return lines_words(line.line for line in self.lines)

    @property
    def owes_red_invoice(self) -> bool:
        """Whether the red-letter invoice is still to be noted."""
        return self.red_invoice == RED_OWED

    @property
    def red_invoice_no(self) -> str:
        """The number of the red-letter invoice, or empty."""
        return "" if self.red_invoice in ("", RED_OWED) else self.red_invoice


def record_red_invoice(
    refund: Refund, *, number: str, on: date, first: date, today: date
) -> Refund:
    """The red-letter e-invoice was issued on the tax platform; a wrong number is replaced."""
    if not refund.red_invoice:
        raise RuleBroken(f"{refund.code} 退的款没有开过数电票，不用登记红字票。", article="25")
    return replace(
        refund,
        red_invoice=check_invoice_no(number),
        red_invoice_date=check_invoice_day(on, first=first, today=today),
    )


def refund_code(number: int) -> str:
    """Such as TK-000012."""
    return f"TK-{number:06d}"


def left_of(payment: Payment, earlier: Iterable[Refund], settled_fen: int = 0) -> int:
    """What can still be given back of a payment, in fen; nothing of a void one.

    ``settled_fen`` of a prepayment became the money of bills (预收款结算): it is not given back.
    """
    if payment.is_void:
        return 0
    return payment.due_fen - sum(refund.amount_fen for refund in earlier) - settled_fen


def line_lefts(payment: Payment, earlier: Iterable[Refund]) -> tuple[int, ...]:
    """What of each line of a payment was not yet given back by name, in fen."""
    back = Counter[int]()
    for refund in earlier:
        for named in refund.lines:
            back[named.line] += named.amount_fen
    return tuple(line.amount_fen - back[n] for n, line in enumerate(payment.lines, start=1))


def shares(
    payment: Payment,
    earlier: Iterable[Refund],
    amount_fen: int,
    chosen: Iterable[int] = (),
    settled_fen: int = 0,
) -> tuple[RefundLine, ...]:
    """Which lines an amount comes back of: all that is left, the chosen ones, or a part of one.

    Nobody could say of a smaller amount whose money it was, so the clerk says it.
    """
    if len(payment.lines) < 2:
        return ()
    before, wanted = list(earlier), sorted(set(chosen))
    lefts = dict(enumerate(line_lefts(payment, before), start=1))
    open_ = {n: fen for n, fen in lefts.items() if fen > 0}
    if not wanted and amount_fen != left_of(payment, before, settled_fen):
        raise RuleBroken(
            f"凭证 {payment.voucher_code} 有 {len(lefts)} 项，只退一部分的，请选退的是哪一项。",
            field="refund_lines",
        )
    if not wanted:
        whole = sum(open_.values()) == amount_fen
        return tuple(_lines(open_)) if whole else ()
    if not set(wanted) <= set(open_):
        raise RuleBroken("所选的项已全部退款，请重新查找凭证。", field="refund_lines")
    picked = {n: open_[n] for n in wanted}
    total = sum(picked.values())
    if amount_fen == total:
        return tuple(_lines(picked))
    if amount_fen > total:
        raise RuleBroken(f"所选的项最多可退 {format_fen(total)} 元。", field="refund_amount")
    if len(picked) > 1:
        raise RuleBroken(
            f"选了 {len(picked)} 项，金额应是合计 {format_fen(total)} 元；"
            "只退一项的一部分，请只选那一项。",
            field="refund_amount",
        )
    return tuple(_lines({wanted[0]: amount_fen}))


def _lines(fen_of: dict[int, int]) -> Iterable[RefundLine]:
    return (RefundLine(line=n, amount_fen=fen) for n, fen in sorted(fen_of.items()))


def ended_lines(payment: Payment, refunds: Collection[Refund]) -> tuple[ChargeLine, ...]:
    """The lines of which the last fen was given back: by name, or with all that was paid."""
    if left_of(payment, refunds) == 0:
        return payment.lines
    lefts = line_lefts(payment, refunds)
    return tuple(line for line, left in zip(payment.lines, lefts, strict=True) if left == 0)


def accounts_ended(payment: Payment, ended: Collection[ChargeLine]) -> frozenset[str]:
    """The accounts of which no line stands any more when these lines are given back."""
    standing = {line.account_no for line in payment.lines if line not in ended}
    return frozenset(line.account_no for line in ended) - standing


def lines_words(numbers: Iterable[int]) -> str:
    """Places on a voucher in words, such as 第 2、5–7 项; empty of none."""
    runs: list[list[int]] = []
    for n in sorted(numbers):
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    said = (str(a) if a == b else f"{a}、{b}" if b == a + 1 else f"{a}–{b}" for a, b in runs)
    return f"第 {'、'.join(said)} 项" if runs else ""


def check_refund(
    payment: Payment, earlier: Iterable[Refund], amount_fen: int, settled_fen: int = 0
) -> None:
    """Never of a void voucher, never more than was paid less what was given back or settled."""
    if payment.is_void:
        raise RuleBroken(f"凭证 {payment.voucher_code} 已作废，没有可退的款。")
    left = left_of(payment, earlier, settled_fen)
    if not left and settled_fen:
        raise RuleBroken(
            f"凭证 {payment.voucher_code} 已结算 {format_fen(settled_fen)} 元，没有可退的余额；"
            "结算有误的，请先作废结算。"
        )
    if not left:
        raise RuleBroken(f"凭证 {payment.voucher_code} 已全部退款。")
    if amount_fen <= 0:
        raise RuleBroken("退款金额应大于 0。", field="refund_amount")
    if amount_fen > left:
        less = f"以前的退款和已结算的 {format_fen(settled_fen)} 元" if settled_fen else "以前的退款"
        raise RuleBroken(f"最多可退 {format_fen(left)} 元（已减去{less}）。", field="refund_amount")
