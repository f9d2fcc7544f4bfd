"""The visits' part of a report (客流、类别、窗口、工号) from figures of one or many days."""

from collections import Counter
from collections.abc import Iterable

from hall_desk.domain import figures as numbers
from hall_desk.domain.dayfigures import Figures
from hall_desk.domain.papers import (
    CountedReason,
    HandlingTimes,
    HourFigures,
    KindFigures,
    OnTimeFigures,
    TicketFigures,
    WindowFigures,
)

TOTAL = "合计"


def tickets(figures: Figures) -> TicketFigures:
    """The tickets' ends; each has one only."""
    n = figures.counts
    return TicketFigures(
        issued=n["issued"],
        called=n["called"],
        finished=n["finished"],
        items=n["items"],
        no_show=n["no_show"],
        returned=n["returned"],
        abandoned=n["abandoned"],
        priority=n["priority"],
        walk_up=n["walk_up"],
        phone=n["phone"],
    )


def on_time(figures: Figures, kinds: dict[str, str]) -> tuple[OnTimeFigures, ...]:
    """The shares within the limit of 缴费 and 业务."""
    rows = []
    for kind, prefix, word in (("payment", "A", "缴费"), ("business", "B", "业务")):
        name = kinds.get(prefix, word)
        minutes = figures.highest.get(f"limit/{kind}")
        label = f"{name.removesuffix('办理')} {minutes} 分" if minutes else name
        rows.append(
            OnTimeFigures(
                name=label,
                within=figures.counts[f"limit/{kind}/within"],
                total=figures.counts[f"limit/{kind}/limited"],
            )
        )
    return tuple(rows)


def on_time_total(figures: Figures) -> OnTimeFigures:
    """All items that have a limit."""
    n = figures.counts
    return OnTimeFigures(name=TOTAL, within=n["within"], total=n["limited"])


def over_reasons(figures: Figures, words: dict[str, str]) -> tuple[CountedReason, ...]:
    """Why items were over their limit, the most frequent first."""
    counts = Counter(figures.under("over"))
    return tuple(
        CountedReason(name=words.get(code, code), count=n) for code, n in counts.most_common() if n
    )


def hours(figures: Figures, opens: tuple[int, int], closes: tuple[int, int]) -> list[HourFigures]:
    """Every hour from the opening, or the first ticket, to the close or the last ticket."""
    counts = {int(hour): n for hour, n in figures.under("hour").items() if hour.isdigit()}
    span = range(min([opens[0], *counts]), max([closes[0], *counts]) + 1)
    rows = []
    for hour in span:
        n = counts.get(hour, 0)
        if n == 0 and hour == span[-1] and closes[1] == 0:
            continue
        label = f"{hour}:{opens[1]:02d}" if hour == opens[0] and opens[1] else str(hour)
        longest = figures.highest.get(f"hour/{hour}/wait")
        rows.append(HourFigures(label=label, issued=n, longest_wait_s=longest))
    return rows


def kind(figures: Figures, prefix: str, name: str) -> KindFigures:
    """One kind of business, or all of them without a prefix."""
    cells = [key for key in figures.times if key.startswith("handle/")]
    handled = [key for key in cells if not prefix or key.endswith(f"/{prefix}")]
    waits = [key for key in figures.times if key.startswith("wait/")]
    waited = figures.spread(waits if not prefix else [f"wait/{prefix}"])
    n = figures.counts
    head = f"kind/{prefix}/" if prefix else ""
    items = sum(
        count
        for place, count in figures.under("item").items()
        if place.endswith(f"/{prefix}/n" if prefix else "/n")
    )
    return KindFigures(
        prefix=prefix,
        name=name,
        issued=n[f"{head}issued"],
        finished=n[f"{head}finished"],
        no_show=n[f"{head}no_show"],
        abandoned=n[f"{head}abandoned"],
        items=items,
        mean_wait_s=numbers.mean_of(waited),
        longest_wait_s=max(waited, default=None),
        handling=_handling(figures, handled),
    )


def _handling(figures: Figures, names: Iterable[str]) -> HandlingTimes:
    spread = figures.spread(names)
    return HandlingTimes(
        mean_s=numbers.mean_of(spread),
        median_s=numbers.median_of(spread),
        p90_s=numbers.percentile_of(spread, 90),
    )


def by_window(
    figures: Figures, plan: dict[int, str], kinds: dict[str, str]
) -> tuple[WindowFigures, ...]:
    """Each window and 工号; the kinds as planned, or what was done there."""
    cells = _cells(figures)
    pairs = sorted(cells, key=lambda pair: (int(pair[0]), pair[1]))
    return tuple(
        _work(figures, cells[pair], (int(pair[0]), pair[1]), _kinds_of(pair, cells, plan, kinds))
        for pair in pairs
    )


def by_staff(figures: Figures, kinds: dict[str, str]) -> tuple[WindowFigures, ...]:
    """Each 工号 at all windows together."""
    cells: dict[str, list[str]] = {}
    for (_, staff_no), places in _cells(figures).items():
        cells.setdefault(staff_no, []).extend(places)
    return tuple(
        _work(figures, cells[staff_no], (0, staff_no), _words(_prefixes(cells[staff_no]), kinds))
        for staff_no in sorted(cells)
    )


def _cells(figures: Figures) -> dict[tuple[str, str], list[str]]:
    """What each window and 工号 did and took, by place: 3/1032/A, or 3/1032 for money."""
    cells: dict[tuple[str, str], list[str]] = {}
    for head in ("item", "takings"):
        for name in figures.under(head):
            place = name.rpartition("/")[0]
            window, staff_no = place.split("/")[:2]
            mine = cells.setdefault((window, staff_no), [])
            if place not in mine:
                mine.append(place)
    return cells


def _prefixes(places: list[str]) -> str:
    return "".join(sorted({place.split("/")[2] for place in places if place.count("/") == 2}))


def _kinds_of(
    pair: tuple[str, str],
    cells: dict[tuple[str, str], list[str]],
    plan: dict[int, str],
    kinds: dict[str, str],
) -> str:
    return _words(plan.get(int(pair[0]), "") or _prefixes(cells[pair]), kinds)


def _words(prefixes: str, kinds: dict[str, str]) -> str:
    short = {p: name.removesuffix("办理").removesuffix("服务") for p, name in kinds.items()}
    return "・".join(short[prefix] for prefix in prefixes if prefix in short)


def _work(figures: Figures, places: list[str], who: tuple[int, str], kinds: str) -> WindowFigures:
    n = figures.counts
    return WindowFigures(
        window=who[0],
        kinds=kinds,
        staff_no=who[1],
        items=sum(n[f"item/{place}/n"] for place in places),
        within=sum(n[f"item/{place}/within"] for place in places),
        limited=sum(n[f"item/{place}/limited"] for place in places),
        handling=_handling(figures, [f"handle/{place}" for place in places]),
        taken_count=sum(n[f"takings/{place}/n"] for place in places),
        taken_fen=sum(n[f"takings/{place}/fen"] for place in places),
        refund_fen=sum(n[f"takings/{place}/back"] for place in places),
    )
