"""Reports (营业日报、月报、期间报表): figures of one or many days under the same definitions."""

from collections.abc import Sequence
from datetime import date, timedelta

from hall_desk.domain import figures as numbers
from hall_desk.domain.dayfigures import Figures
from hall_desk.domain.days import BusinessDay
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.monthsheets import month_after
from hall_desk.domain.papers import (
    CountedReason,
    DailyReportPaper,
    DayLine,
    DutyFigures,
    FirstContactFigures,
    HourFigures,
    JournalFigures,
    SatisfactionFigures,
)
from hall_desk.store.transaction import Reading
from hall_desk.usecases import (
    dayfigures,
    invoices,
    ratings,
    reportmoney,
    reportvisits,
)
from hall_desk.usecases.figures_journal import stretch_of
from hall_desk.usecases.opening import local
from hall_desk.usecases.paperheads import hall_head
from hall_desk.usecases.papers import name_of
from hall_desk.usecases.queries import find_day, windows_of, words_of
from hall_desk.usecases.reportopen import hand_over

WEEKDAYS = "一二三四五六日"
DEFINITIONS = (
    "营业日 = 开门那天的日期，日结前的一切都属于它；每张票只有一个结果：办结、过号或放弃",
    "等候 = 最后一次呼叫 − 取号；办理 = 办结 − 开始办理，含暂停；限内 = 办理 ≤ 限时 × 数量",
    "咨询、投诉、报修不限时，不计入限内率；当场解决率 = 当场办理或答复 ÷ 全部首问",
    "平均取整秒；中位、90 分位取最近序位；期间由各日逐秒直方图相加后再取，与逐笔计算相同",
    "收款 = 未作废的凭证；净额 = 收款 − 退款；退款计入退款那天",
    "按方式的笔数是收款行数，一张凭证可有几行；合计笔数是凭证张数",
    "断号 = 末号 − 首号 + 1 − 张数；作废号仍在号段内；补打是这些凭证至今的次数",
    "现金应存 = 备用金 + 现金收款 − 现金退款 − 解款；实点取每人最后一次盘点；长款、短款不相抵",
    "有偿服务金额只计已收款的确认单；未解款、待开发票、未结移交是打印时的现状，不限哪天发生",
    "暂停时长算到恢复或日结；故障 = 其中系统故障、设备故障",
)
MOST_BARS = 62
"""Days that are drawn one by one; of a longer period the months are."""


def daily_report(
    reading: Reading, day: date | None = None, *, verified: bool | None = None
) -> DailyReportPaper:
    """The report of a business date, or of the running one; figures only, drawn elsewhere."""
    found = find_day(reading) if day is None else reading.find(BusinessDay, date=day)
    if found is None:
        raise RuleBroken(f"{day or '今天'} 没有营业记录。", field="date")
    figures = dayfigures.figures_of(reading, found)
    bars = reportvisits.hours(
        figures,
        (found.opens.hour, found.opens.minute),
        (found.closes.hour, found.closes.minute),
    )
    plan = {int(place.no): place.prefixes for place in windows_of(reading, found.date)}
    return _paper(
        reading,
        figures,
        [found],
        title="营业日报",
        when=(found.date.isoformat(), f"星期{WEEKDAYS[found.date.weekday()]}"),
        bars=("每小时", tuple(bars)),
        plan=plan,
        lines=(),
        verified=verified,
    )


def month_report(
    reading: Reading, month: date, *, verified: bool | None = None
) -> DailyReportPaper:
    """The report of a calendar month (营业月报)."""
    first = month.replace(day=1)
    last = month_after(first) - timedelta(days=1)
    return period_report(reading, first, last, verified=verified)


def period_report(
    reading: Reading, first: date, last: date, *, verified: bool | None = None
) -> DailyReportPaper:
    """The report of a span of business dates: its days added up, the same definitions."""
    if last < first:
        raise RuleBroken("结束日期应不早于开始日期。", field="last")
    figures, found = dayfigures.figures_by_day(reading, first, last)
    if not found:
        raise RuleBroken(f"{first} 至 {last} 没有营业记录。", field="date")
    days = [day for day, _ in found]
    lines = tuple(_line(day, counts) for day, counts in found)
    whole_month = first.day == 1 and last == month_after(first) - timedelta(days=1)
    title, when = "营业报表", f"{first} 至 {last}"
    if whole_month:
        title, when = "营业月报", f"{first:%Y-%m}"
    return _paper(
        reading,
        figures,
        days,
        title=title,
        when=(when, f"{len(days)} 个营业日"),
        bars=_bars(lines),
        plan={},
        lines=lines,
        verified=verified,
    )


def _paper(
    reading: Reading,
    figures: Figures,
    days: Sequence[BusinessDay],
    *,
    title: str,
    when: tuple[str, str],
    bars: tuple[str, tuple[HourFigures, ...]],
    plan: dict[int, str],
    lines: tuple[DayLine, ...],
    verified: bool | None,
) -> DailyReportPaper:
    last = days[-1]
    kinds = words_of(reading, "kind")
    owed = invoices.owed_invoices(reading)
    one = len(lines) == 0
    return DailyReportPaper(
        hall=hall_head(reading),
        title=title,
        business_date=when[0],
        weekday=when[1],
        hours=f"{last.opens:%H:%M}–{last.closes:%H:%M}",
        duty_manager=name_of(reading, last.manager) if one else "",
        duty_manager_no=last.manager if one else "",
        closed_at=f"{local(last.closed_at):%H:%M}" if last.closed_at else None,
        tickets=reportvisits.tickets(figures),
        on_time=reportvisits.on_time(figures, kinds),
        on_time_total=reportvisits.on_time_total(figures),
        over_limit_reasons=reportvisits.over_reasons(figures, words_of(reading, "over_reason")),
        bars=bars[0],
        hourly=bars[1],
        kinds=tuple(reportvisits.kind(figures, p, name) for p, name in kinds.items()),
        kinds_total=reportvisits.kind(figures, "", reportvisits.TOTAL),
        windows=reportvisits.by_window(figures, plan, kinds),
        staff=reportvisits.by_staff(figures, kinds),
        money=reportmoney.money(reading, figures),
        first_contact=_first_contact(figures),
        duty=_duty(figures),
        paid_service=reportmoney.paid_service(reading, figures, owed),
        hand_over=hand_over(reading, owed, last),
        satisfaction=_satisfaction(reading, figures),
        journal=_journal(reading, figures, days, verified),
        definitions=DEFINITIONS,
        printed_at=f"{local(reading.now):%Y-%m-%d %H:%M}",
        days=lines,
    )


def _line(day: BusinessDay, counts: dict[str, int]) -> DayLine:
    def n(name: str) -> int:
        return counts.get(name, 0)

    return DayLine(
        date=day.date.isoformat(),
        weekday=WEEKDAYS[day.date.weekday()],
        issued=n("issued"),
        finished=n("finished"),
        items=n("items"),
        within=n("within"),
        limited=n("limited"),
        longest_wait_s=counts["wait"] if counts["wait"] >= 0 else None,
        taken_count=n("taken/n"),
        taken_fen=n("taken/fen"),
        refund_fen=n("refund/fen"),
        void_count=n("void/n"),
    )


def _bars(lines: Sequence[DayLine]) -> tuple[str, tuple[HourFigures, ...]]:
    """The days of a period, or its months when there are many."""
    by_day = len(lines) <= MOST_BARS
    places: dict[str, list[DayLine]] = {}
    for line in lines:
        places.setdefault(line.date if by_day else line.date[:7], []).append(line)
    bars = []
    for place, mine in places.items():
        waits = [line.longest_wait_s for line in mine if line.longest_wait_s is not None]
        label = f"{int(place[5:7])}-{int(place[8:])}" if by_day else place[2:]
        issued = sum(line.issued for line in mine)
        bars.append(
            HourFigures(label=label, issued=issued, longest_wait_s=max(waits, default=None))
        )
    return ("每日" if by_day else "每月"), tuple(bars)


def _first_contact(figures: Figures) -> FirstContactFigures:
    n = figures.counts
    many = n["contact/n"]
    return FirstContactFigures(
        registered=many,
        solved_at_once=n["contact/at_once"],
        referred=n["contact/referred"],
        still_open=n["contact/open"],
        notices=n["notices"],
        repeat_visits=n["repeat_visits"],
        mean_hops=n["contact/hops"] / many if many else None,
    )


def _duty(figures: Figures) -> DutyFigures:
    n, last = figures.counts, figures.highest.get("last_finish")
    return DutyFigures(
        escalations=n["call/n"],
        mean_taken_s=numbers.mean_of(figures.spread(["call"])),
        suspensions=n["stop/n"],
        suspended_minutes=n["stop/minutes"],
        after_hours_items=n["after_hours"],
        last_finish=None if last is None else f"{last // 60 % 24:02d}:{last % 60:02d}",
        late=tuple((staff_no, minutes) for staff_no, minutes in figures.lists.get("late", ())),
        findings=(n["patrol/good"], n["patrol/bad"]),
        faults=n["fault/n"],
        fault_minutes=n["fault/minutes"],
    )


def _satisfaction(reading: Reading, figures: Figures) -> SatisfactionFigures:
    """The answers at the counter; a visit without one is 未评价."""
    words = ratings.level_words(reading)
    return SatisfactionFigures(
        asked=figures.counts["asked"],
        levels=tuple(
            CountedReason(name=words[level], count=figures.counts[f"level/{level}"])
            for level in ratings.LEVELS[:-1]
        ),
    )


def _journal(
    reading: Reading, figures: Figures, days: Sequence[BusinessDay], verified: bool | None
) -> JournalFigures:
    """The stretch of the journal behind the days; each day's sums were compared with it."""
    stretch = stretch_of(reading, days[0].date, days[-1].date)
    remarks = figures.lists.get("remark", [])
    return JournalFigures(
        first_number=stretch.first,
        last_number=stretch.last,
        last_hash=stretch.last_hash,
        verified=verified,
        reconciled=not remarks,
        remark="；".join(remarks[:5]) + (f" 等 {len(remarks)} 处" if len(remarks) > 5 else ""),
    )
