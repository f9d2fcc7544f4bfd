"""The money sheets of a report's workbook (收款、凭证、钱箱与解款)."""

from collections.abc import Sequence
from datetime import date

from hall_desk.domain.papers import DailyReportPaper, MoneyFigures

from .workbook import Book, Series, Value, Yuan


def add_money(book: Book, paper: DailyReportPaper) -> None:
    """Takings by method and by charge, series and void numbers, the drawer and the bank."""
    taken = paper.money
    titles = ("方式", "收款笔数", "收款（元）", "退款笔数", "退款（元）", "净额（元）")
    rows: list[Sequence[Value]] = [
        (
            each.name, each.count, Yuan(each.amount_fen), each.refund_count,
            Yuan(each.refund_fen), Yuan(each.net_fen),
        )
        for each in taken.methods
    ]  # fmt: skip
    total: Sequence[Value] = (
        "合计（笔数为凭证张数）", taken.total_count, Yuan(taken.total_fen),
        taken.refund_count or 0, Yuan(taken.refund_fen or 0), Yuan(taken.net_fen),
    )  # fmt: skip
    sheet = book.table("收款", titles, rows, total=total, widths=(24,))
    if rows:
        bars = Series(sheet="收款", title="收款（元）", column=2, first=1, last=len(rows))
        book.chart(sheet, "H2", bars)
    charges = [(each.name, each.count, Yuan(each.amount_fen)) for each in taken.charges]
    sums = ("合计", taken.total_count, Yuan(taken.total_fen))
    book.table("收费类别", ("类别", "笔数", "金额（元）"), charges, total=sums)
    _add_vouchers(book, taken)
    _add_drawer(book, taken)


def _add_vouchers(book: Book, taken: MoneyFigures) -> None:
    titles = ("凭证", "首号", "末号", "张数", "作废", "断号", "补打")
    rows: list[Sequence[Value]] = [
        (each.name, each.first, each.last, each.count, each.voids, each.gaps, each.reprints)
        for each in taken.series
    ]
    book.table("凭证", titles, rows)
    voids = [(number,) for number in taken.void_numbers]
    book.table("作废号", ("凭证号",), voids, widths=(16,))


def _add_drawer(book: Book, taken: MoneyFigures) -> None:
    cash = taken.cash
    rows: list[Sequence[Value]] = [
        ("备用金", Yuan(cash.float_fen), ""),
        ("现金收款", Yuan(cash.received_fen), ""),
        ("现金退款", Yuan(cash.refunded_fen), ""),
        ("解款", Yuan(cash.deposited_fen), ""),
        ("现金应存", Yuan(cash.expected_fen), ""),
        ("现金实点", Yuan(cash.counted_fen), f"已盘 {cash.tills_counted} / {cash.tills} 人"),
        ("长款", Yuan(cash.over_fen), ""),
        ("短款", Yuan(cash.short_fen), ""),
        *(("长短款说明", Yuan(fen), words) for fen, words in cash.differences),
        *(
            (f"{each.name}单据", Yuan(each.slips_fen), f"程序 {each.expected_fen / 100:.2f}")
            for each in taken.terminals
        ),
        ("未解款", Yuan(taken.unbanked_fen), f"{taken.unbanked_count} 袋，打印时"),
    ]
    book.table("钱箱", ("项目", "金额（元）", "说明"), rows, widths=(18, 14, 50))
    bags: list[Sequence[Value]] = [
        (
            bag.number, Yuan(bag.amount_fen), bag.slip_no or "未存",
            date.fromisoformat(bag.deposit_date) if bag.deposit_date else "",
        )
        for bag in taken.bags
    ]  # fmt: skip
    total = ("合计", Yuan(sum(bag.amount_fen for bag in taken.bags)), "", "")
    titles = ("袋号", "金额（元）", "解款单号", "存款日期")
    book.table("解款", titles, bags, total=total, widths=(18, 14, 24, 12))
