"""A month's report with rich figures, for tests and for looking at."""

from dataclasses import replace
from datetime import date, timedelta

from hall_desk.domain.papers import (
    BagFigures,
    CashFigures,
    DailyReportPaper,
    DayLine,
    HandlingTimes,
    HourFigures,
    MethodFigures,
    SeriesFigures,
    TerminalFigures,
    WindowFigures,
)
from tests.paper.samples import REPORT, SATISFACTION

_START = date(2026, 3, 1)


def _line(n: int) -> DayLine:
    day = _START + timedelta(days=n)
    return DayLine(
        date=day.isoformat(),
        weekday="一二三四五六日"[day.weekday()],
        issued=150 + n * 7 % 90,
        finished=148 + n * 7 % 90,
        items=170 + n * 9 % 100,
        within=120 + n % 20,
        limited=125 + n % 20,
        longest_wait_s=600 + n * 97 % 900,
        taken_count=110 + n % 30,
        taken_fen=2_500_000 + n * 98_765,
        refund_fen=6_000 if n % 5 == 0 else 0,
        void_count=n % 2,
    )


def _work(window: int, staff_no: str, n: int) -> WindowFigures:
    return WindowFigures(
        window=window,
        kinds="缴费・咨询",
        staff_no=staff_no,
        items=900 + n,
        within=880,
        limited=890 + n,
        handling=HandlingTimes(mean_s=190 + n, median_s=172 + n, p90_s=271 + n),
        taken_count=700 + n,
        taken_fen=12_345_600 + n,
        refund_fen=6_000,
    )


MONEY = replace(
    REPORT.money,
    methods=(
        MethodFigures(name="现金", count=46, amount_fen=521_860, refund_count=1, refund_fen=6_000),
        *REPORT.money.methods[1:],
    ),
    refund_count=1,
    refund_fen=6_000,
    charges=(
        MethodFigures(name="电费", count=100, amount_fen=2_737_860),
        MethodFigures(name="有偿服务", count=9, amount_fen=198_430),
    ),
    series=(
        SeriesFigures(
            name="收费凭证", first="SJ-000301", last="SJ-000420", count=120, voids=1, gaps=0,
            reprints=2,
        ),
        SeriesFigures(
            name="退款凭证", first="TK-000012", last="TK-000012", count=1, voids=0, gaps=0,
            reprints=0,
        ),
    ),
    cash=CashFigures(
        float_fen=100_000, received_fen=521_860, refunded_fen=6_000, deposited_fen=500_000,
        expected_fen=115_860, counted_fen=115_810, difference_fen=-50, over_fen=0, short_fen=50,
        tills=4, tills_counted=4, differences=((-50, "1032（找零差错，0906 签）"),),
    ),
    bags=(
        BagFigures(
            number="JK-20260312-01", amount_fen=300_000, slip_no="20260312778",
            deposit_date="2026-03-12",
        ),
        BagFigures(number="JK-20260312-02", amount_fen=200_000, slip_no="", deposit_date=""),
    ),
    unbanked_count=1,
    unbanked_fen=200_000,
    terminals=(TerminalFigures(name="银行卡", slips_fen=264_000, expected_fen=264_000),),
)  # fmt: skip

DAY: DailyReportPaper = replace(
    REPORT,
    money=MONEY,
    satisfaction=SATISFACTION,
    windows=tuple(
        replace(row, taken_count=40, taken_fen=521_860 + row.window) for row in REPORT.windows
    ),
)

MONTH: DailyReportPaper = replace(
    DAY,
    title="营业月报",
    business_date="2026-03",
    weekday="31 个营业日",
    bars="每日",
    hourly=tuple(
        HourFigures(
            label=f"3-{n + 1}", issued=_line(n).issued, longest_wait_s=_line(n).longest_wait_s
        )
        for n in range(31)
    ),
    windows=tuple(_work(n, f"10{n:02d}", n) for n in range(1, 9)),
    staff=tuple(_work(0, f"10{n:02d}", n) for n in range(1, 9)),
    days=tuple(_line(n) for n in range(31)),
)
