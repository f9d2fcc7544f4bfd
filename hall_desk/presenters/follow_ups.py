"""Follow-ups of bad answers (评价回访): the list, one in hand, its result, a new answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hall_desk.domain.callbacks import Callback
from hall_desk.domain.days import hall_date
from hall_desk.domain.people import Staff
from hall_desk.domain.ratings import Rating, RatingStep
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.counter_phrases import callback_phrase
from hall_desk.presenters.counter_visit_state import PhraseView
from hall_desk.presenters.moments import day_clock_of
from hall_desk.presenters.persons import person_of
from hall_desk.store.transaction import Reading
from hall_desk.usecases import ratings
from hall_desk.usecases.callbacks import open_callbacks
from hall_desk.usecases.counters import Catalogue, catalogue_of
from hall_desk.usecases.ratings import FollowUp, StepFigures

DAYS = 30
STEP_WORDS = {
    RatingStep.COUNTER: "窗口",
    RatingStep.BACK_OFFICE: "后台",
    RatingStep.REPLY: "答复",
    RatingStep.CALLBACK: "回访",
}


@dataclass(frozen=True, kw_only=True)
class FollowRow:
    """One line of the list."""

    rating_id: int
    cells: tuple[str, ...]
    late: bool
    closed: bool


@dataclass(frozen=True, kw_only=True)
class FollowDetail:
    """The follow-up in hand; ``asks_level`` while the callback may be rated."""

    rating_id: int = 0
    title: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    phrase: PhraseView = field(default_factory=PhraseView)
    levels: tuple[tuple[str, str], ...] = ()
    level: str = ""
    result: str = ""
    closed: bool = False
    asks_level: bool = False


@dataclass(frozen=True, kw_only=True)
class FollowUpsState:
    """The page: the rows, the one in hand, and the answers of the last days by step."""

    only_open: bool
    rows: tuple[FollowRow, ...]
    detail: FollowDetail
    summary: str
    callbacks: str
    steps: tuple[tuple[str, str], ...]
    message: Message
    banner: str
    busy: bool


@dataclass(frozen=True, kw_only=True)
class FollowUpsFacts:
    """What the page reads."""

    found: tuple[FollowUp, ...]
    figures: tuple[StepFigures, ...]
    names: dict[str, str]
    catalogue: Catalogue
    callbacks: tuple[Callback, ...] = ()


class FollowUpsPresenter(Presenter[FollowUpsState]):
    """The duty manager calls back and writes down what came of it."""

    facts: FollowUpsFacts | None

    def __init__(self, desk: Desk, staff: Staff, chosen: int | None = None):
        super().__init__(desk)
        self.staff = staff
        self.chosen = chosen
        self.only_open = True
        self.results: dict[int, str] = {}
        self.levels: dict[int, str] = {}
        self.closed: Callable[[], None] = lambda: None

    def look(self, reading: Reading) -> FollowUpsFacts:
        """The follow-ups and the answers of the last days."""
        today = hall_date(reading.now)
        since = today - timedelta(days=DAYS)
        return FollowUpsFacts(
            found=tuple(ratings.follow_ups(reading, since=None if self.only_open else since)),
            figures=ratings.ratings_by_step(reading, since, today),
            names={s.staff_no: s.name for s in reading.all(Staff)},
            catalogue=catalogue_of(reading),
            callbacks=tuple(open_callbacks(reading, due_by=today)),
        )

    def build(self) -> FollowUpsState:
        """The page of this second."""
        facts, now = self.facts, self.desk.hall.clock.now()
        assert facts is not None
        rows = tuple(_row(each, facts, now) for each in facts.found)
        late = sum(row.late for row in rows)
        still = sum(not row.closed for row in rows)
        note = f"，{late} 件已过期限" if late else ""
        return FollowUpsState(
            only_open=self.only_open,
            rows=rows,
            detail=self._detail(facts),
            summary=f"待回访 {still} 件{note}",
            callbacks=callback_words(facts.callbacks, hall_date(now)),
            steps=tuple(_step(figures) for figures in facts.figures),
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    def choose(self, rating_id: int) -> None:
        """Another follow-up is in hand; what was typed for the last one stays."""
        self.chosen = rating_id
        self.message = Message()
        self.tick()

    def set_only_open(self, only_open: bool) -> None:
        """Open ones, or all of the last 30 days."""
        self.only_open = only_open
        self.refresh()

    def set_result(self, text: str) -> None:
        """The result as typed."""
        current = self._current()
        if current is not None:
            self.results[current.rating.id] = text
            if self.message.field == "follow_result":
                self.dismiss()

    def choose_level(self, level: str) -> None:
        """What the customer says now; a second press takes it back."""
        current = self._current()
        if current is not None:
            again = self.levels.get(current.rating.id) == level
            self.levels[current.rating.id] = "" if again else level
            self.tick()

    def close_follow_up(self) -> None:
        """Ctrl+Enter: the callback is done."""
        current = self._current()
        if current is None:
            self.say("请先选一件回访。")
            return
        rating_id = current.rating.id
        level = self.levels.get(rating_id, "")
        self.act(
            ratings.close_follow_up,
            self.staff.staff_no,
            then=lambda _: self._done(current),
            rating_id=rating_id,
            result=self.results.get(rating_id, ""),
            level=int(level) if level and _asks_level(current.rating) else None,
        )

    def leave(self) -> None:
        """Esc."""
        self.closed()

    def _done(self, follow: FollowUp) -> None:
        self.results.pop(follow.rating.id, None)
        self.levels.pop(follow.rating.id, None)
        self.chosen = None
        self.say(f"{follow.code} 的回访已办结。")

    def _current(self) -> FollowUp | None:
        found = self.facts.found if self.facts else ()
        chosen = next((each for each in found if each.rating.id == self.chosen), None)
        return chosen or next(iter(found), None)

    def _detail(self, facts: FollowUpsFacts) -> FollowDetail:
        current = self._current()
        if current is None:
            return FollowDetail()
        rating, words = current.rating, facts.catalogue.levels
        typed = self.results.get(rating.id, "")
        who = person_of(rating.staff_no, facts.names)
        lines = [
            ("评价", f"{words.get(rating.level, '')}（{rating.level} 级）"),
            ("环节", STEP_WORDS[rating.step]),
            ("经办", f"{rating.window_no}号窗口 · {who}" if rating.window_no else who),
            ("时间", day_clock_of(rating.at)),
        ]
        if rating.follow_closed_at is not None:
            closer = facts.names.get(rating.follow_closed_by or "", rating.follow_closed_by or "")
            lines.append(("办结", f"{day_clock_of(rating.follow_closed_at)} {closer}"))
        return FollowDetail(
            rating_id=rating.id,
            title=current.code,
            lines=tuple(lines),
            phrase=callback_phrase(facts.catalogue, self.staff.staff_no, "这次办理"),
            # Upwards, so that the digit of a line is its level, as at the counter.
            levels=tuple((str(level), words[level]) for level in sorted(words) if level),
            level=self.levels.get(rating.id, ""),
            result=rating.follow_result or typed,
            closed=not rating.follow_open,
            asks_level=rating.follow_open and _asks_level(rating),
        )


def callback_words(due: tuple[Callback, ...], today: date) -> str:
    """Callbacks after paid services that are due (Art. 26): 今日到期 2 件，已过期 1 件."""
    late = sum(each.late(today) for each in due)
    words = [f"今日到期 {len(due) - late} 件"] if len(due) > late else []
    words += [f"已过期 {late} 件"] if late else []
    return "，".join(words)


def _asks_level(rating: Rating) -> bool:
    return rating.step is not RatingStep.CALLBACK


def _row(follow: FollowUp, facts: FollowUpsFacts, now: datetime) -> FollowRow:
    rating = follow.rating
    due = rating.follow_due_at or rating.at
    place = f"{rating.window_no}号 · " if rating.window_no else ""
    state = "已回访" if not rating.follow_open else "已过期限" if due < now else "待回访"
    return FollowRow(
        rating_id=rating.id,
        cells=(
            follow.code,
            facts.catalogue.levels.get(rating.level, ""),
            STEP_WORDS[rating.step],
            f"{place}{rating.staff_no}",
            day_clock_of(rating.at),
            day_clock_of(due),
            facts.names.get(rating.follow_owner, rating.follow_owner),
            state,
        ),
        late=rating.follow_open and due < now,
        closed=not rating.follow_open,
    )


def _step(figures: StepFigures) -> tuple[str, str]:
    """One step in words: how many answered, and what share of them was content."""
    if not figures.given:
        return STEP_WORDS[figures.step], f"0 / {figures.asked}"
    good = figures.counts[0] + figures.counts[1]
    share = round(100 * good / figures.given)
    return STEP_WORDS[figures.step], f"{figures.given} / {figures.asked}，满意 {share} %"
