"""The money's part of a report (收款、凭证、钱箱、有偿服务) from figures of one or many days."""

from hall_desk.domain import dayfigures
from hall_desk.domain.dayfigures import Figures
from hall_desk.domain.papers import (
    BagFigures,
    CashFigures,
    MethodFigures,
    MoneyFigures,
    PaidServiceFigures,
    SeriesFigures,
    TerminalFigures,
)
from hall_desk.domain.payments import SERIES_WORDS, Charge, Payment, Series, voucher_code
from hall_desk.domain.refunds import Refund
from hall_desk.domain.settlements import SETTLEMENTS
from hall_desk.domain.tills import BagState, BankBag
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases import invoices
from hall_desk.usecases.figures_money import REFUNDS
from hall_desk.usecases.openprepayments import open_prepayments
from hall_desk.usecases.queries import words_of
from hall_desk.usecases.settlements import owed_settlements

CHARGE_WORDS = {
    Charge.BILL: "电费",
    Charge.PREPAYMENT: "预收",
    Charge.FEE: "业务费",
    Charge.SHEET: "有偿服务",
    Charge.DEPOSIT: "校验押金",
}
_SERIES = {
    **{series.value: words for series, words in SERIES_WORDS.items()},
    REFUNDS: "退款凭证",
    SETTLEMENTS: "预收结算",
}


def money(reading: Reading, figures: Figures) -> MoneyFigures:
    """Takings by method and by charge, refunds, voids, numbers, tills, bags."""
    n = figures.counts
    words = words_of(reading, "payment_method")
    receipts = figures.ranges.get(f"voucher/{Series.RECEIPT}")
    in_safe = reading.all(BankBag, schema.bank_bag.c.state == BagState.SAFE)
    return MoneyFigures(
        methods=_methods(figures, words),
        total_count=n["taken/n"],
        total_fen=n["taken/fen"],
        void_count=n["void/n"],
        void_fen=n["void/fen"],
        void_numbers=tuple(figures.lists.get("void", ())),
        refund_count=n["refund/n"],
        refund_fen=n["refund/fen"],
        settled_count=n["settle/n"],
        settled_fen=n["settle/fen"],
        unsettled_count=n["unsettle/n"],
        unsettled_fen=n["unsettle/fen"],
        first_voucher=voucher_code(Series.RECEIPT, receipts[0]) if receipts else None,
        last_voucher=voucher_code(Series.RECEIPT, receipts[1]) if receipts else None,
        gaps=sum(dayfigures.gaps(span) for span in figures.ranges.values()),
        reprints=n["reprints"],
        cash=_cash(figures),
        series=_series(figures),
        charges=tuple(
            MethodFigures(
                name=CHARGE_WORDS[charge],
                count=n[f"charge/{charge}/n"],
                amount_fen=n[f"charge/{charge}/fen"],
            )
            for charge in Charge
            if n[f"charge/{charge}/n"]
        ),
        bags=tuple(
            BagFigures(number=code, amount_fen=fen, slip_no=slip, deposit_date=on)
            for code, fen, slip, on in figures.lists.get("bag", ())
        ),
        unbanked_count=len(in_safe),
        unbanked_fen=sum(bag.amount_fen for bag in in_safe),
        terminals=_terminals(figures, words),
    )


def _methods(figures: Figures, words: dict[str, str]) -> tuple[MethodFigures, ...]:
    """Every method of the list, and any other that money was taken or given back in."""
    n = figures.counts
    used = {*figures.under("tender"), *figures.under("refunded")}
    codes = [*words, *sorted({name.partition("/")[0] for name in used} - set(words))]
    return tuple(
        MethodFigures(
            name=words.get(code, code),
            count=n[f"tender/{code}/n"],
            amount_fen=n[f"tender/{code}/fen"],
            refund_count=n[f"refunded/{code}/n"],
            refund_fen=n[f"refunded/{code}/fen"],
        )
        for code in codes
    )


def _series(figures: Figures) -> tuple[SeriesFigures, ...]:
    rows = []
    for code, name in _SERIES.items():
        span = figures.ranges.get(f"voucher/{code}")
        if span is not None:
            first, last, many = span
            rows.append(
                SeriesFigures(
                    name=name,
                    first=voucher_code(code, first),
                    last=voucher_code(code, last),
                    count=many,
                    voids=figures.counts[f"voucher/{code}/void"],
                    gaps=dayfigures.gaps(span),
                    reprints=figures.counts[f"voucher/{code}/reprints"],
                )
            )
    return tuple(rows)


def _cash(figures: Figures) -> CashFigures:
    n = figures.counts
    counted = n["till/counted"] > 0
    return CashFigures(
        float_fen=n["cash/float"],
        received_fen=n["cash/in"],
        refunded_fen=n["cash/back"],
        deposited_fen=n["bag/fen"],
        expected_fen=n["cash/expected"],
        counted_fen=n["cash/counted"] if counted else None,
        difference_fen=n["cash/over"] - n["cash/short"] if counted else None,
        over_fen=n["cash/over"],
        short_fen=n["cash/short"],
        tills=n["till/n"],
        tills_counted=n["till/counted"],
        differences=tuple((fen, words) for fen, words in figures.lists.get("difference", ())),
    )


def _terminals(figures: Figures, words: dict[str, str]) -> tuple[TerminalFigures, ...]:
    n = figures.counts
    codes = {name.partition("/")[0] for name in figures.under("terminal")}
    return tuple(
        TerminalFigures(
            name=words.get(code, code),
            slips_fen=n[f"terminal/{code}/slips"],
            expected_fen=n[f"terminal/{code}/expected"],
        )
        for code in sorted(codes)
    )


def paid_service(reading: Reading, figures: Figures, owed: list[Payment]) -> PaidServiceFigures:
    """Sheets of these days; invoices owed and money in advance now, of whichever day."""
    n = figures.counts
    red = reading.all(Refund, schema.RED_INVOICE_OWED)
    settled = owed_settlements(reading)
    ahead = open_prepayments(reading, most=1)
    return PaidServiceFigures(
        sheets=n["sheet/n"],
        paid=n["sheet/paid"],
        labour_fen=n["sheet/labour"],
        material_fen=n["sheet/material"],
        invoices_owed=len(owed) + len(settled),
        owed_fen=invoices.owed_fen(reading, owed) + sum(each.amount_fen for each in settled),
        red_owed=len(red),
        ahead_count=ahead.count,
        ahead_fen=ahead.left_fen,
    )
