"""Invented samples of the money papers: twelve accounts, mixed tenders, a deposit, a refund."""

from dataclasses import replace

from hall_desk.domain.papers import (
    LineGroup,
    PaidPart,
    PriceLine,
    RefundedLine,
    RefundPaper,
    VoucherKind,
    VoucherPaper,
)
from tests.paper.samples import APPROVAL, HALL, VOUCHER


def account_line(number: int, group: LineGroup = LineGroup.BILL) -> PriceLine:
    """One account of many."""
    fen = 8000 + number * 37
    return PriceLine(
        group=group,
        code="",
        name=f"户号 3600 **** {number:04d} 青*　电费 2026-02",
        unit="户",
        unit_price_fen=fen,
        quantity_thousandths=1000,
        amount_fen=fen,
    )


TWELVE_LINES = tuple(account_line(n) for n in range(1, 13))
TWELVE: VoucherPaper = replace(
    VOUCHER,
    customer="青*",
    customer_phone="",
    account="共 12 户，见下",
    subject="居民电费缴纳",
    confirmation_number=None,
    price_basis="",
    lines=TWELVE_LINES,
    total_fen=sum(line.amount_fen for line in TWELVE_LINES),
    method="混合",
    received_fen=40_000,
    change_fen=1114,
    parts=(
        PaidPart(method="银行卡", amount_fen=50_000, slip_no="000817"),
        PaidPart(method="支票/进账单", amount_fen=10_000, slip_no="2201-88"),
        PaidPart(
            method="现金",
            amount_fen=sum(line.amount_fen for line in TWELVE_LINES) - 60_000,
            is_cash=True,
        ),
    ),
)
PREPAID: VoucherPaper = replace(
    VOUCHER,
    kind=VoucherKind.PREPAYMENT,
    number="YS-000012",
    account="3600 **** 0127",
    customer_phone="",
    subject="预存电费/购电充值",
    confirmation_number=None,
    price_basis="",
    lines=(
        PriceLine(
            group=LineGroup.PREPAID, code="", name="预存电费/购电充值", unit="笔",
            unit_price_fen=20_000, quantity_thousandths=1000, amount_fen=20_000,
        ),
    ),
    total_fen=20_000,
    method="对公转账",
    received_fen=None,
    change_fen=None,
    parts=(PaidPart(method="对公转账", amount_fen=20_000, slip_no="H20260312-0077"),),
    invoice_state="电费结算后开具",
)  # fmt: skip
DEPOSIT: VoucherPaper = replace(
    VOUCHER,
    kind=VoucherKind.DEPOSIT,
    number="YJ-000003",
    account="3600 **** 0127",
    subject="电能表校验申请",
    confirmation_number=None,
    price_basis=f"{APPROVAL}、样市监〔2026〕7号（虚构）",
    lines=(
        PriceLine(
            group=LineGroup.DEPOSIT, code="T01", name="电能表检定押金（单相电能表检定）",
            unit="只", unit_price_fen=2500, quantity_thousandths=1000, amount_fen=2500,
        ),
    ),
    total_fen=2500,
    received_fen=3000,
    change_fen=500,
    invoice_state="检定后确定",
)  # fmt: skip
REFUND = RefundPaper(
    hall=HALL,
    number="TK-000012",
    voucher_number="SJ-000387",
    paid_at="2026-03-12 15:42",
    paid_fen=33_440,
    paid_method="现金",
    earlier_fen=3000,
    customer="苏*",
    account="3600 **** 0127",
    subject="客户内部故障（有偿）",
    reason="业务取消：客户自行更换了两只微型断路器，未使用材料退回",
    amount_fen=6600,
    method="对公转账",
    slip_no="H20260313-0012",
    refunded_at="2026-03-13 09:05",
    window=8,
    staff_no="1030",
    approved_by="0906",
    red_invoice="原数电票 25362000000012345678，须开红字数电票",
    phone="000-0000-0011",
    check_code="7c1e40b9",
    journal_number=2402,
)
REFUND_LINES = replace(
    REFUND,
    paid_fen=98_886,
    earlier_fen=0,
    customer="青*",
    account="",
    subject="居民电费缴纳",
    reason="多收（重复缴费）：物业与租户各缴了一次",
    amount_fen=20_448,
    lines=tuple(
        RefundedLine(
            line=n,
            name=f"户号 3600 **** {n:04d} 青*　电费 2026-02",
            paid_fen=8_000 + 37 * n,
            amount_fen=fen,
        )
        for n, fen in ((2, 8_074), (7, 4_115), (8, 8_259))
    ),
    lines_paid=12,
)
"""Three accounts of twelve, of one a part only."""
REFUND_FORTY = replace(
    REFUND_LINES,
    paid_fen=60 * 8_640,
    amount_fen=40 * 8_640,
    lines=tuple(
        replace(REFUND_LINES.lines[0], line=n, paid_fen=8_640, amount_fen=8_640)
        for n in (*range(1, 20), *range(40, 61))
    ),
    lines_paid=60,
)
"""More than the page has room for."""
REFUND_AHEAD = replace(
    REFUND,
    number="TK-000013",
    voucher_number="YS-000012",
    paid_fen=200_000,
    earlier_fen=10_000,
    settled_fen=122_079,
    subject="预存电费/购电充值",
    reason="预存款退还：客户销户",
    amount_fen=67_921,
    red_invoice="",
)
"""What was not yet settled of money taken in advance."""
