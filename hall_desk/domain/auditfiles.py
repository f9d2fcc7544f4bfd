"""What an auditor gets (审计导出): the tables, their columns, and how a value is written as text.

``resources/docs/verify_journal.py`` says the same in its own words; a test compares the two.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

FORMAT = 2
"""1 had no seal over its manifest."""
# What a spreadsheet would take for a formula, and digits it would round or strip.
_UNSAFE = re.compile(r"[=+\-@\t\r\n']|[0-9]{12}|0[0-9]")


@dataclass(frozen=True, kw_only=True)
class AuditTable:
    """A table of the export: its file, the journal's subject, its columns as (title, source).

    A source is a kind and a field: ``text:purpose``, ``yuan:due_fen``, ``moment:paid_at``,
    ``code:SJ``-like codes as ``code:series:voucher_no`` or ``code:=TK:refund_no``.
    """

    file: str
    name: str
    subject: str
    columns: tuple[tuple[str, str], ...]
    only: str = ""  # the field that must be set for a row to stand here


_PAYMENT = (
    ("凭证号", "code:series:voucher_no"), ("系列", "text:series"), ("序号", "text:voucher_no"),
    ("营业日", "text:business_date"), ("收款时间", "moment:paid_at"), ("工号", "text:staff_no"),
    ("窗口", "text:window_no"), ("类别", "text:kind"), ("事由", "text:purpose"),
    ("户名", "text:customer_name"), ("户号", "text:account_no"), ("应收", "yuan:due_fen"),
    ("实收", "yuan:received_fen"), ("找零", "yuan:change_fen"), ("明细", "json:lines"),
    ("数电票", "text:invoice"), ("票据种类", "text:invoice_kind"),
    ("开票日期", "text:invoice_date"), ("开票金额", "yuan:invoice_fen"),
    ("作废时间", "moment:voided_at"), ("作废原因", "text:void_reason"),
    ("作废人", "text:voided_by"), ("作废批准人", "text:void_approved_by"),
    ("补打", "text:reprints"), ("票面内容", "json:content"), ("记录号", "text:id"),
)  # fmt: skip
_REFUND = (
    ("退款号", "code:=TK:refund_no"), ("序号", "text:refund_no"), ("营业日", "text:business_date"),
    ("退款时间", "moment:refunded_at"), ("工号", "text:staff_no"), ("窗口", "text:window_no"),
    ("原凭证记录号", "text:payment_id"), ("金额", "yuan:amount_fen"), ("方式", "text:method"),
    ("外部单号", "text:slip_no"), ("原因", "text:reason"), ("批准人", "text:approved_by"),
    ("红字发票", "text:red_invoice"), ("红字日期", "text:red_invoice_date"),
    ("补打", "text:reprints"), ("票面内容", "json:content"), ("记录号", "text:id"),
)  # fmt: skip
_SETTLEMENT = (
    ("结算号", "code:=JS:settlement_no"), ("序号", "text:settlement_no"),
    ("营业日", "text:business_date"), ("结算时间", "moment:settled_at"), ("工号", "text:staff_no"),
    ("窗口", "text:window_no"), ("预收凭证记录号", "text:payment_id"), ("账期", "text:period"),
    ("说明", "text:words"), ("金额", "yuan:amount_fen"), ("账单记录号", "text:bill_id"),
    ("数电票", "text:invoice"), ("票据种类", "text:invoice_kind"),
    ("开票日期", "text:invoice_date"), ("开票金额", "yuan:invoice_fen"),
    ("开票登记人", "text:invoice_by"),
    ("红字发票", "text:red_invoice"), ("红字日期", "text:red_invoice_date"),
    ("作废营业日", "text:void_date"), ("作废时间", "moment:voided_at"),
    ("作废原因", "text:void_reason"), ("作废人", "text:voided_by"),
    ("作废批准人", "text:void_approved_by"), ("记录号", "text:id"),
)  # fmt: skip
_TENDER = (
    ("凭证记录号", "text:payment_id"), ("行", "text:position"), ("营业日", "text:business_date"),
    ("方式", "text:method"), ("金额", "yuan:amount_fen"), ("外部单号", "text:slip_no"),
)  # fmt: skip
_CLOSING = (
    ("日结单号", "code:=Z:number"), ("序号", "text:number"), ("营业日", "text:business_date"),
    ("净额", "yuan:net_fen"), ("累计净额", "yuan:perpetual_fen"), ("日志条号", "text:head_n"),
    ("日志校验", "text:head_hash"), ("日结人", "text:closed_by"),
    ("日结时间", "moment:closed_at"), ("补打", "text:reprints"), ("内容", "json:content"),
)  # fmt: skip
_COUNT = (
    ("记录号", "text:id"), ("营业日", "text:business_date"), ("窗口", "text:window_no"),
    ("工号", "text:staff_no"), ("实点", "yuan:counted_fen"), ("应存", "yuan:expected_fen"),
    ("长短款", "yuan:difference_fen"), ("原因", "text:reason"), ("签字", "text:approved_by"),
    ("盘点时间", "moment:counted_at"), ("券别", "json:pieces"), ("终端", "json:terminals"),
)  # fmt: skip
_BAG = (
    ("记录号", "text:id"), ("营业日", "text:business_date"), ("袋号", "text:number"),
    ("工号", "text:staff_no"), ("金额", "yuan:amount_fen"), ("封袋时间", "moment:taken_out_at"),
    ("状态", "text:state"), ("存款日期", "text:deposit_date"), ("解款单号", "text:slip_no"),
    ("存款人", "text:banked_by"), ("存款时间", "moment:banked_at"),
)  # fmt: skip

TABLES = (
    AuditTable(file="vouchers.csv", name="凭证", subject="payment", columns=_PAYMENT),
    AuditTable(
        file="voids.csv", name="作废", subject="payment", columns=_PAYMENT, only="voided_at"
    ),
    AuditTable(file="tenders.csv", name="收款方式", subject="tender", columns=_TENDER),
    AuditTable(file="refunds.csv", name="退款", subject="refund", columns=_REFUND),
    AuditTable(file="settlements.csv", name="预收结算", subject="settlement", columns=_SETTLEMENT),
    AuditTable(file="closings.csv", name="日结单", subject="closing_record", columns=_CLOSING),
    AuditTable(file="till_counts.csv", name="盘点", subject="till_count", columns=_COUNT),
    AuditTable(file="bank_bags.csv", name="解款", subject="bank_bag", columns=_BAG),
)


def cell_text(source: str, record: Mapping[str, Any], compact: Any) -> str:
    """A value as the CSV says it; ``compact`` writes JSON in the journal's form."""
    kind, _, field = source.partition(":")
    if kind == "code":
        series, _, number = field.partition(":")
        head = series[1:] if series.startswith("=") else record[series]
        return f"{head}-{record[number]:06d}"
    value = record[field]
    if kind == "json":
        return safe_text(str(compact(value)))
    if value is None:
        return ""
    if kind == "yuan":
        return yuan_text(value)
    if kind == "moment":
        return local_text(value)
    return str(value) if isinstance(value, int) else safe_text(str(value))


def yuan_text(fen: int) -> str:
    """Such as 86.40, or -0.50; no thousands are grouped."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def local_text(moment: str) -> str:
    """A UTC moment of the journal in the hall's time, which is eight hours ahead all year."""
    at = datetime.fromisoformat(moment.removesuffix("Z")) + timedelta(hours=8)
    return at.isoformat(" ", "seconds")


def safe_text(text: str) -> str:
    """A text no spreadsheet takes for a formula or a number: an apostrophe before such ones.

    A text that begins with an apostrophe gets another one, so that taking one away is exact.
    """
    return f"'{text}" if _UNSAFE.match(text) else text
