"""The simulator (推演): how long people wait under one order of calls or several, side by side."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.figures import median, percentile
from hall_desk.domain.queue import USUAL, Policy
from hall_desk.domain.simulation import SECOND, Server, Visit, play
from hall_desk.domain.tickets import Lane, rank_of
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.plan import Customer, Trait, plan_customers
from hall_desk.rehearsal.stage import MIDNIGHT
from hall_desk.rehearsal.visit import USUAL_S

OPENS_S = 8 * 3600 + 30 * 60
_LUNCH_S = ((41_400, 43_200), (43_200, 45_000))
_KINDS = {"A": "payment", "B": "business", "C": "inquiry", "D": "complaint", "E": "repair"}
_LIMITS_S = {"payment": 300, "business": 1200}
_MISSED_S = 95
_WORDS = {"A": "缴费", "B": "业务", "C": "咨询", "E": "报修"}
_HEAD = ("类别", "号", "人数", "中位", "九成以内", "最长", "超过上限")


@dataclass(frozen=True, kw_only=True)
class Row:
    """The waits of one kind and lane under one policy, in seconds."""

    policy: Policy
    kind: str
    lane: str
    waits: tuple[int, ...]
    not_called: int

    @property
    def over(self) -> int:
        """How many waited longer than anybody may."""
        most = self.policy.most_wait_minutes or USUAL.most_wait_minutes
        return sum(wait > most * 60 for wait in self.waits)

    def cells(self) -> tuple[str, ...]:
        """What the table shows; waits in minutes."""
        waits = self.waits
        figures = (median(waits), percentile(waits, 90), max(waits, default=None))
        shown = ("—" if value is None else f"{value / 60:.1f}" for value in figures)
        return (self.kind, self.lane, str(len(waits)), *shown, str(self.over))


def policies(
    caps: Sequence[int], most_waits: Sequence[int], return_afters: Sequence[int], base: Policy
) -> list[Policy]:
    """Every combination of what is given; what is not given is as in ``base``."""
    chosen = [
        Policy(cap=cap, return_after=after, most_wait_minutes=most)
        for cap, most, after in product(
            caps or [base.cap],
            most_waits or [base.most_wait_minutes],
            return_afters or [base.return_after],
        )
    ]
    for policy in chosen:
        if policy.cap < 1 or policy.return_after < 0 or policy.most_wait_minutes < 0:
            raise RuleBroken("连叫上限至少 1，回来排位和等候上限不能为负。")
    return chosen


def rehearsed_day(
    customers: int, seed: int, plan: dict[int, str]
) -> tuple[list[Visit], list[Server]]:
    """The rehearsal's plan of a day as visits and windows."""
    visits = [_visit(customer, seed) for customer in plan_customers(customers, seed)]
    lunch = {post.window: post.lunch for post in cast.POSTS}
    servers = []
    for place, (no, kinds) in enumerate(sorted(plan.items())):
        begins, ends = _LUNCH_S[lunch.get(no, place % 2)]
        # A hall of one or two windows has no lunch.
        breaks = ((_moment(begins), _moment(ends)),) if len(plan) > 2 else ()
        servers.append(Server(no=no, kinds=kinds, free_at=_moment(OPENS_S), breaks=breaks))
    return visits, servers


def parse_plan(text: str, windows: int) -> dict[int, str]:
    """Windows and their kinds such as ``3=AC,4=B``; the rehearsal's plan without any."""
    if not text:
        if not 1 <= windows <= cast.MOST_WINDOWS:
            raise RuleBroken(f"窗口数应为 1 到 {cast.MOST_WINDOWS}。")
        return cast.plan_of_windows(windows)
    plan: dict[int, str] = {}
    for part in text.replace("，", ",").split(","):
        no, _, kinds = part.strip().partition("=")
        if not no.isdecimal() or not kinds or not set(kinds.upper()) <= set(_WORDS):
            raise RuleBroken(f"窗口安排“{part}”写法不对，例如 3=AC,4=B。", field="plan")
        plan[int(no)] = kinds.upper()
    return plan


def simulate(visits: Sequence[Visit], servers: Sequence[Server], policy: Policy) -> list[Row]:
    """The waits by kind and lane, and of all."""
    fresh = [
        Server(no=one.no, kinds=one.kinds, free_at=one.free_at, breaks=one.breaks)
        for one in servers
    ]
    called = play(visits, fresh, policy)
    groups: list[tuple[str, str, list[Visit]]] = []
    for prefix in sorted({visit.prefix for visit in visits}):
        for lane, word in ((Lane.PRIORITY, "优先"), (Lane.ORDINARY, "普通")):
            some = [v for v in visits if v.prefix == prefix and v.lane is lane]
            if some:
                groups.append((f"{prefix} {_WORDS.get(prefix, '')}".rstrip(), word, some))
    groups += [
        ("全部", "优先", [v for v in visits if v.lane is not Lane.ORDINARY]),
        ("全部", "普通", [v for v in visits if v.lane is Lane.ORDINARY]),
        ("全部", "全部", list(visits)),
    ]
    return [
        Row(
            policy=policy,
            kind=kind,
            lane=lane,
            waits=tuple((called[v.id] - v.rank) // SECOND for v in some if v.id in called),
            not_called=sum(v.id not in called for v in some),
        )
        for kind, lane, some in groups
    ]


def policy_words(policy: Policy) -> str:
    """A policy in one line."""
    most = f"等候上限 {policy.most_wait_minutes} 分" if policy.most_wait_minutes else "不设等候上限"
    return f"优先号连叫上限 {policy.cap}，{most}，过号回来排在 {policy.return_after} 位之后"


def table(results: Sequence[Sequence[Row]]) -> Iterator[str]:
    """The tables, one below the other; waits in minutes."""
    for rows in results:
        yield f"◆ {policy_words(rows[0].policy)}"
        yield _line(_HEAD)
        yield from (_line(row.cells()) for row in rows)
        if rows[-1].not_called:
            yield f"没有叫到（等不及离开）：{rows[-1].not_called} 人"
        yield ""


def write_csv(path: Path, results: Sequence[Sequence[Row]]) -> None:
    """The same figures for a spreadsheet."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(("连叫上限", "等候上限（分）", "回来排位", *_HEAD, "没有叫到"))
        for rows in results:
            for row in rows:
                policy = row.policy
                first = (policy.cap, policy.most_wait_minutes, policy.return_after)
                writer.writerow((*first, *row.cells(), row.not_called))


def _line(cells: Sequence[str]) -> str:
    """Cells in columns; a Chinese character takes two places on a terminal."""
    widths = (10, 6, 6, 8, 10, 8, 10)
    shown = []
    for cell, width in zip(cells, widths, strict=True):
        takes = sum(2 if ord(letter) > 0x2E80 else 1 for letter in cell)
        shown.append(cell + " " * max(1, width - takes))
    return "".join(shown).rstrip()


def _moment(seconds: float) -> int:
    """A moment of the rehearsed day, in seconds after its midnight, as a rank."""
    moment: datetime = MIDNIGHT + timedelta(seconds=seconds)
    return rank_of(moment)


def _visit(customer: Customer, seed: int) -> Visit:
    dice = customer.dice(seed)
    prefix = "C" if customer.service[0] == "D" else customer.service[0]
    around = dice.uniform(11, 42)  # the walk to the window, the moment between two customers
    misses = customer.has(Trait.NO_SHOW, Trait.COMES_BACK)
    patience = dice.uniform(70, 300)
    back = dice.uniform(4, 12) * 60
    return Visit(
        id=customer.number,
        prefix=prefix,
        lane=Lane.ORDINARY if customer.ground is None else Lane.PRIORITY,
        rank=_moment(customer.arrives_s),
        handling=round((_handling_s(customer, seed) + around) * SECOND),
        leaves_at=_moment(customer.arrives_s + patience) if customer.has(Trait.LEAVES) else None,
        misses=_MISSED_S * SECOND if misses else None,
        returns_after=round(back * SECOND) if customer.has(Trait.COMES_BACK) else None,
    )


def _handling_s(customer: Customer, seed: int) -> float:
    dice = customer.dice(seed + 1)
    kind = _KINDS[customer.service[0]]
    middle, spread = USUAL_S[kind]
    pieces = dice.randint(2, 4) if customer.has(Trait.MANY) else 1
    usual = max(middle * 0.4, dice.normalvariate(middle, spread)) * pieces
    limit = _LIMITS_S.get(kind)
    if limit is not None and customer.has(Trait.OVER):
        usual = limit * dice.uniform(1.04, 1.5)
    elif limit is not None and customer.has(Trait.SLOW):
        usual = limit * dice.uniform(0.84, 0.97)
    return usual + (middle if customer.has(Trait.TWO_ITEMS) else 0)
