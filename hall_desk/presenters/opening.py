"""Opening the day (开门): the checklist, and which window serves which kinds."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from hall_desk.domain.days import BusinessDay, CheckLine
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import Staff
from hall_desk.domain.tills import BankBag
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.duty_closing import bags_note
from hall_desk.presenters.signin import weekday_word
from hall_desk.store.transaction import Reading
from hall_desk.usecases import publicnotices
from hall_desk.usecases.dutyboard import last_plan, missing_holiday_years
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.opening import hours_of, local, open_day
from hall_desk.usecases.queries import code_texts, find_day
from hall_desk.usecases.tills import bags_in_safe

FIRST_WINDOWS = 4
MOST_WINDOWS = 99


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """A window and the kinds it is to serve, as prefixes such as AC."""

    no: int
    prefixes: str


@dataclass(frozen=True, kw_only=True)
class OpeningFacts:
    """The hall before it opens."""

    hall_name: str
    hours: str
    texts: tuple[str, ...]
    kinds: tuple[tuple[str, str], ...]
    plan: dict[int, str]
    missing_years: tuple[int, ...]
    expired: tuple[str, ...]
    running: BusinessDay | None
    bags: tuple[BankBag, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OpeningState:
    """The opening screen."""

    hall_name: str
    date: str
    clock: str
    hours: str
    staff_no: str
    staff_name: str
    lines: tuple[CheckLine, ...]
    done: int
    kinds: tuple[tuple[str, str], ...]
    plan: tuple[PlanRow, ...]
    plan_note: str
    warning: str
    expired: str
    bags: str
    unclosed: str
    running: bool
    message: Message
    banner: str
    busy: bool


class OpeningPresenter(Presenter[OpeningState]):
    """Keeps the draft of checklist and plan; calls ``opened`` with the business day."""

    facts: OpeningFacts | None

    def __init__(self, desk: Desk, staff: Staff):
        super().__init__(desk)
        self.staff = staff
        self.opened: Callable[[BusinessDay], None] = lambda day: None
        self._lines: list[CheckLine] = []
        self._plan: dict[int, str] = {}
        self._date_seen = False

    def look(self, reading: Reading) -> OpeningFacts:
        """Checklist, kinds, the last assignment, and whether a day still runs."""
        opens, closes = hours_of(reading)
        return OpeningFacts(
            hall_name=profile_of(reading).name,
            hours=f"{opens:%H:%M}–{closes:%H:%M}",
            texts=tuple(entry.text for entry in code_texts(reading, "checklist")),
            kinds=tuple((entry.code, entry.text) for entry in code_texts(reading, "kind")),
            plan=last_plan(reading),
            missing_years=tuple(missing_holiday_years(reading)),
            expired=publicnotices.expired_words(reading),
            running=find_day(reading),
            bags=tuple(bags_in_safe(reading)),
        )

    def build(self) -> OpeningState:
        """The screen of this second."""
        facts = self.facts
        assert facts is not None
        self._start_draft(facts)
        now = local(self.desk.hall.clock.now())
        return OpeningState(
            hall_name=facts.hall_name,
            date=f"{now:%Y-%m-%d} {weekday_word(now.weekday())}",
            clock=f"{now:%H:%M:%S}",
            hours=facts.hours,
            staff_no=self.staff.staff_no,
            staff_name=self.staff.name,
            lines=tuple(self._lines),
            done=sum(line.ticked for line in self._lines),
            kinds=facts.kinds,
            plan=tuple(PlanRow(no=no, prefixes=p) for no, p in sorted(self._plan.items())),
            plan_note="已按上次开门的安排填好，可改。" if facts.plan else "请安排各窗口的业务。",
            warning=holiday_warning(facts.missing_years),
            bags=bags_note(facts.bags),
            expired=expired_words(facts.expired),
            unclosed=_unclosed(facts, f"{now:%Y-%m-%d}"),
            running=facts.running is not None,
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    def tick_line(self, index: int) -> None:
        """Ticks a line of the checklist, or takes the tick back."""
        line = self._lines[index]
        self._lines[index] = replace(line, ticked=not line.ticked)
        self.dismiss()

    def tick_all(self) -> None:
        """Everything is in order (全部正常)."""
        self._lines = [replace(line, ticked=True) for line in self._lines]
        self.dismiss()

    def remark(self, index: int, text: str) -> None:
        """Notes what is not in order; kept, not shown again, while it is typed."""
        self._lines[index] = replace(self._lines[index], remark=text)

    def toggle(self, window: int, prefix: str) -> None:
        """Gives a kind to a window or takes it away."""
        assert self.facts is not None
        order = [code for code, _ in self.facts.kinds]
        self._plan[window] = toggled(self._plan.get(window, ""), prefix, order)
        self.dismiss()

    def add_window(self) -> None:
        """One window more, still without business."""
        no = max(self._plan, default=0) + 1
        if no <= MOST_WINDOWS:
            self._plan[no] = ""
        self.tick()

    def drop_window(self) -> None:
        """The last window goes."""
        if len(self._plan) > 1:
            self._plan.pop(max(self._plan))
        self.tick()

    def open_day(self) -> None:
        """Opens the hall; the rules refuse with a sentence at the field."""
        windows = {no: prefixes for no, prefixes in self._plan.items() if prefixes}
        self.act(
            open_day,
            self.staff.staff_no,
            then=self._opened,
            checklist=tuple(self._lines),
            windows=windows,
            date_seen=self._date_seen,
        )

    def _failed(self, error: Exception) -> None:
        """An odd date was said: the next press confirms it."""
        self._date_seen = isinstance(error, RuleBroken) and error.field == "date"
        super()._failed(error)

    def _opened(self, day: BusinessDay) -> None:
        self.opened(day)

    def _start_draft(self, facts: OpeningFacts) -> None:
        """The draft follows the catalogue, and keeps what was already ticked."""
        if [line.text for line in self._lines] != list(facts.texts):
            known = {line.text: line for line in self._lines}
            self._lines = [
                known.get(text, CheckLine(text=text, ticked=False)) for text in facts.texts
            ]
        if not self._plan:
            self._plan = dict(facts.plan) or dict.fromkeys(range(1, FIRST_WINDOWS + 1), "")


def toggled(prefixes: str, prefix: str, order: list[str]) -> str:
    """The prefixes with one switched, in the catalogue's order."""
    kept = set(prefixes) ^ {prefix}
    return "".join(code for code in order if code in kept)


def holiday_warning(years: tuple[int, ...]) -> str:
    """The sentence for years without a holiday table; empty when none is missing."""
    if not years:
        return ""
    words = "、".join(str(year) for year in years)
    return f"还没有 {words} 年的节假日表，按工作日计的时限可能不准，请管理员补录。"


def expired_words(notices: tuple[str, ...]) -> str:
    """The sentence for notices whose time is over (Art. 5(1)); opening is not refused for it."""
    if not notices:
        return ""
    more = f"（另有 {len(notices) - 1} 份）" if len(notices) > 1 else ""
    return f"{notices[0]}{more}按 F11 到“公示”处理。"


def _unclosed(facts: OpeningFacts, today: str) -> str:
    day = facts.running
    if day is None:
        return ""
    if day.date.isoformat() == today:
        return "今天已经开门。"
    return f"{day.date} 的营业日还没有日结，请先日结。"
