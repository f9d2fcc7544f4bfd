"""The estimate of the wait, tested (预计等候检验, S1-10): does the range given at issue hold?"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hall_desk.domain.days import HALL_ZONE
from hall_desk.domain.figures import median
from hall_desk.domain.tickets import Ticket
from hall_desk.rehearsal.archive import Archive
from hall_desk.rehearsal.day import Day, set_stage
from hall_desk.rehearsal.stage import Stage
from hall_desk.store.transaction import Reading
from hall_desk.usecases.board import ahead_of, hall_board

LEAST_COVERED = 0.8
# Seed and windows of each day of the week: quiet and crowded ones.
WEEK = ((1, 6), (2, 5), (3, 7), (4, 6), (5, 5), (6, 4))


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a ticket was told at issue, and how it came (minutes)."""

    prefix: str
    hour: int
    low: int
    high: int
    waited: float

    @property
    def held(self) -> bool:
        """Whether the wait kept to the range."""
        return self.low <= self.waited <= self.high


class NoPaper(Archive):
    """Prints nothing: the papers of the day are not asked for."""

    def desk(self, actor: str = "printer") -> Any:
        """A paper desk whose printer is away."""
        del actor
        return _Away()

    def slip(self, ticket: Ticket) -> None:
        """No slip either."""


class _Away:
    def __getattr__(self, name: str) -> Callable[..., None]:
        del name
        return lambda *args, **kwargs: None


class _Watch:
    """Asks at each issue as the slip does, and looks when the ticket is called."""

    def __init__(self, stage: Stage):
        self.stage = stage
        self.told: list[Told] = []
        self.silent = 0
        self._open: dict[int, tuple[int, int]] = {}

    def follow(self, what: str, thing: Any) -> None:
        """Something happened on the stage."""
        if what == "issued":
            self._issued(thing)
        elif what == "called":
            self._called(thing)

    def _issued(self, ticket: Ticket) -> None:
        given = self.stage.ask(_range_of, ticket)
        if given is None:
            self.silent += 1
        else:
            self._open[ticket.id] = given

    def _called(self, ticket: Ticket) -> None:
        given = self._open.pop(ticket.id, None)
        if given is None:
            return
        waited = (self.stage.now - ticket.issued_at).total_seconds() / 60
        hour = ticket.issued_at.astimezone(HALL_ZONE).hour
        self.told.append(
            Told(prefix=ticket.prefix, hour=hour, low=given[0], high=given[1], waited=waited)
        )


def _range_of(reading: Reading, ticket: Ticket) -> tuple[int, int] | None:
    kind = hall_board(reading).kind(ticket.prefix)
    if kind is None or kind.outlook is None:
        return None
    return kind.outlook.range_minutes(ahead_of(reading, ticket))


def play_day(folder: Path, *, customers: int, windows: int, seed: int) -> tuple[list[Told], int]:
    """A day in the real hall without its screens; what was told, and how often nothing was."""
    stage = set_stage(folder, windows=windows, seed=seed)
    stage.archive = NoPaper(folder, stage.hall)
    watch = _Watch(stage)
    stage.listeners.append(watch.follow)
    try:
        Day(stage, customers, windows).play()
    finally:
        stage.hall.store.close()
    return watch.told, watch.silent


def check_week(week: Sequence[tuple[int, int]], customers: int, say: Callable[[str], None]) -> bool:
    """Plays the week and says how many ranges held, by kind and by hour."""
    everything: list[Told] = []
    silent = 0
    for seed, windows in week:
        with tempfile.TemporaryDirectory(prefix="hall-desk-estimate-") as folder:
            told, unsaid = play_day(Path(folder), customers=customers, windows=windows, seed=seed)
        say(f"第 {seed} 天（{windows} 个窗口）：{_words(told)}")
        everything += told
        silent += unsaid
    for line in _by_group(everything):
        say(line)
    say(f"全部：{_words(everything)}；没有历史、显示“—”的 {silent} 张不计")
    return covered(everything) >= LEAST_COVERED


def covered(told: Sequence[Told]) -> float:
    """The share of the tickets whose range held."""
    return sum(one.held for one in told) / len(told) if told else 0.0


def widths(told: Sequence[Told]) -> tuple[float, int]:
    """The mean and the median width of the ranges in minutes."""
    wide = [one.high - one.low for one in told]
    return (sum(wide) / len(wide), median(wide) or 0) if wide else (0.0, 0)


def _by_group(told: Sequence[Told]) -> Iterator[str]:
    for prefix in sorted({one.prefix for one in told}):
        yield f"{prefix} 类：{_words([one for one in told if one.prefix == prefix])}"
    for hour in sorted({one.hour for one in told}):
        yield f"{hour:02d} 点：{_words([one for one in told if one.hour == hour])}"


def _words(told: Sequence[Told]) -> str:
    if not told:
        return "0 张"
    wide, middle = widths(told)
    waited = sum(one.waited for one in told) / len(told)
    return (
        f"{len(told)} 张，范围准的 {covered(told):.0%}，平均宽 {wide:.1f} 分（中位 {middle} 分），"
        f"平均等候 {waited:.1f} 分"
    )
