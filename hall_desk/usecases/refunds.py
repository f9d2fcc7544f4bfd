"""Refunds (退款): against the original, of any day, with a second person and its own paper."""

import hashlib
import hmac
from dataclasses import asdict, replace

from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.masking import mask_account, mask_name
from hall_desk.domain.metertests import MeterTest
from hall_desk.domain.papers import RefundedLine, RefundPaper
from hall_desk.domain.payments import (
    CASH,
    MIXED_WORD,
    Charge,
    Payment,
)
from hall_desk.domain.people import Right
from hall_desk.domain.refunds import (
    RED_OWED,
    Refund,
    RefundLine,
    check_refund,
    ended_lines,
    left_of,
    shares,
)
from hall_desk.domain.tenders import Part, check_slip
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo
from hall_desk.store import schema
from hall_desk.store.columns import canonical, plain
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.charges import let_go, let_go_lines
from hall_desk.usecases.clockguard import check_clock
from hall_desk.usecases.moneyrules import money_rules
from hall_desk.usecases.opening import local
from hall_desk.usecases.paperheads import hall_head, phone_of
from hall_desk.usecases.payments import find_float
from hall_desk.usecases.queries import (
    at_window,
    get_day,
    my_ticket,
    require_right,
    second_person,
    words_of,
)
from hall_desk.usecases.settlements import settled_of
from hall_desk.usecases.tills import check_cash
from hall_desk.usecases.voucherpapers import line_name

REASON_OTHER = "R9"


def refund_payment(
    tx: Tx,
    *,
    payment_id: int,
    amount_fen: int,
    method: str,
    reason_code: str,
    window: WindowNo,
    note: str = "",
    slip_no: str = "",
    lines: tuple[int, ...] = (),
    ticket_id: TicketId | None = None,
    approved_by: str | None = None,
) -> Refund:
    """Gives money back for a payment of any day; the duty manager signs as second person.

    ``lines`` are the places of the accounts or fees it is for, where the voucher has several;
    without them all that is left comes back.
    """
    require_right(tx, Right.TAKE_MONEY)
    check_clock(tx)
    at_window(tx, window)
    payment = tx.get(Payment, id=payment_id)
    settled = settled_of(tx, payment)
    earlier = refunds_of_payment(tx, payment_id)
    check_refund(payment, earlier, amount_fen, settled)
    shares(payment, earlier, amount_fen, lines, settled)
    _check_deposit(tx, payment, amount_fen)
    reason = _reason(tx, reason_code, check_text(note, "refund_note"))
    _check_means(tx, method, slip_no)
    if ticket_id is not None:
        my_ticket(tx, ticket_id)
    if approved_by is None:
        raise ApprovalNeeded("退款须由另一位值班主任核对原凭证后输入本人工号和密码。")
    return give_back(
        tx,
        payment,
        amount_fen=amount_fen,
        method=method,
        slip_no=slip_no,
        reason=reason,
        window=window,
        approved_by=approved_by,
        lines=lines,
        ticket_id=ticket_id,
    )


def give_back(
    tx: Tx,
    payment: Payment,
    *,
    amount_fen: int,
    method: str,
    slip_no: str,
    reason: str,
    window: WindowNo,
    approved_by: str,
    lines: tuple[int, ...] = (),
    ticket_id: TicketId | None = None,
) -> Refund:
    """Writes the refund with its number and its paper; the payment itself stays as it was."""
    at_window(tx, window)
    earlier, settled = refunds_of_payment(tx, payment.id), settled_of(tx, payment)
    check_refund(payment, earlier, amount_fen, settled)
    named = shares(payment, earlier, amount_fen, lines, settled)
    part = _check_means(tx, method, slip_no)
    if method == CASH:
        check_cash(tx, tx.actor, amount_fen)
    if not second_person(tx, approved_by):
        raise RuleBroken("退款须由另一位值班主任批准。", field="approver")
    draft = Refund(
        id=tx.new_id(),
        business_date=get_day(tx).date,
        refund_no=tx.next_number("refund"),
        payment_id=payment.id,
        ticket_id=ticket_id,
        amount_fen=amount_fen,
        method=method,
        slip_no=part.slip_no,
        reason=reason,
        staff_no=StaffNo(tx.actor),
        window_no=window,
        approved_by=StaffNo(approved_by),
        refunded_at=tx.now,
        red_invoice=RED_OWED if payment.invoice_no else "",
        red_invoice_date=None,
        content={},
        reprints=0,
    )
    refund = replace(draft, content=_content(tx, draft, payment, earlier, named))
    tx.insert(refund, "refund")
    if left_of(payment, [*earlier, refund]) == 0:
        _whole(tx, payment, refund)
    else:
        ended = ended_lines(payment, [*earlier, refund])
        let_go_lines(tx, payment, ended, f"已退款 {refund.code}")
    return refund


def note_reprint(tx: Tx, *, refund_id: int) -> Refund:
    """Counts a reprint of the paper (补打 第n次); the number stays."""
    require_right(tx, Right.TAKE_MONEY)
    refund = tx.get(Refund, id=refund_id)
    again = replace(refund, reprints=refund.reprints + 1)
    return tx.change(refund, again, "reprint_refund", guard="reprints")


def refunds_of_payment(reading: Reading, payment_id: int) -> list[Refund]:
    """What was given back of a payment, in order."""
    table = schema.refund
    return reading.all(Refund, table.c.payment_id == payment_id, order_by=table.c.refund_no)


def _whole(tx: Tx, payment: Payment, refund: Refund) -> None:
    """All of it is back: nothing that the payment had set going goes on."""
    deposit = tx.find(MeterTest, payment_id=payment.id)
    if deposit is None or deposit.is_open:
        let_go(tx, payment, f"已退款 {refund.code}")


def _check_deposit(tx: Tx, payment: Payment, amount_fen: int) -> None:
    """A deposit goes back whole, when the customer withdraws; else the test decides (21(7))."""
    if payment.kind is Charge.DEPOSIT and amount_fen != payment.due_fen:
        raise RuleBroken(
            "押金只能全额退还；检定合格的转为检定费。", field="refund_amount", article="21(7)"
        )


def _check_means(tx: Tx, method: str, slip_no: str) -> Part:
    """The customer chooses the way; cash wants the counted drawer of the open day."""
    words = words_of(tx, "payment_method")
    if method not in words:
        raise RuleBroken("请选退款方式。", field="refund_method", article="19(3)")
    if method == CASH and find_float(tx, get_day(tx).date, tx.actor) is None:
        raise RuleBroken("请先清点备用金，再退现金。", field="float", article="11(1)")
    part = Part(method=method, amount_fen=1, slip_no=slip_no)
    return check_slip(part, method in money_rules(tx).slips, words[method])


def _reason(tx: Tx, code: str, note: str) -> str:
    reason = words_of(tx, "refund_reason").get(code, "")
    if not reason:
        raise RuleBroken("请选退款原因。", field="refund_reason")
    if code == REASON_OTHER and not note:
        raise RuleBroken("请写明退款原因。", field="refund_note")
    return f"{reason}：{note}" if note else reason


def _named(payment: Payment, share: RefundLine) -> RefundedLine:
    line = payment.lines[share.line - 1]
    return RefundedLine(
        line=share.line,
        name=line_name(line, several=True),
        paid_fen=line.amount_fen,
        amount_fen=share.amount_fen,
    )


def _content(
    tx: Tx,
    refund: Refund,
    payment: Payment,
    earlier: list[Refund],
    named: tuple[RefundLine, ...],
) -> dict[str, object]:
    """The printed content; its check code is keyed like the voucher's."""
    words = words_of(tx, "payment_method")
    paper = RefundPaper(
        hall=hall_head(tx),
        number=refund.code,
        voucher_number=payment.voucher_code,
        paid_at=f"{local(payment.paid_at):%Y-%m-%d %H:%M}",
        paid_fen=payment.due_fen,
        paid_method=words.get(payment.method, MIXED_WORD),
        earlier_fen=sum(each.amount_fen for each in earlier),
        settled_fen=settled_of(tx, payment),
        customer=mask_name(payment.customer_name) or "（未留姓名）",
        account=mask_account(payment.account_no),
        subject=payment.purpose,
        lines=tuple(_named(payment, each) for each in named),
        lines_paid=len(payment.lines) if named else 0,
        reason=refund.reason,
        amount_fen=refund.amount_fen,
        method=words[refund.method],
        slip_no=refund.slip_no,
        refunded_at=f"{local(refund.refunded_at):%Y-%m-%d %H:%M}",
        window=refund.window_no,
        staff_no=refund.staff_no,
        approved_by=refund.approved_by,
        red_invoice=f"原数电票 {payment.invoice_no}，须开红字数电票" if refund.red_invoice else "",
        phone=phone_of(tx),
        check_code="",
        journal_number=refund.id,
    )
    content: dict[str, object] = plain(asdict(paper))
    digest = hmac.digest(tx.key, canonical(content).encode(), hashlib.sha256).hex()
    return {**content, "check_code": digest[:8]}
