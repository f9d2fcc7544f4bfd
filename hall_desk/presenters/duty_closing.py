"""Closing the day (日结): who is not finished, the end of ticket issue, the closing record."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from hall_desk.domain.days import BusinessDay
from hall_desk.domain.money import format_fen
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import Ticket
from hall_desk.domain.tills import (
    TILL_WORDS,
    BankBag,
    ClosingRecord,
    Till,
    TillState,
    difference_words,
)
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.moments import clock_of
from hall_desk.store.transaction import Reading
from hall_desk.usecases.closings import find_closing
from hall_desk.usecases.dutyboard import DayFigures, day_figures, last_day
from hall_desk.usecases.opening import close_day, stop_issuing, unfinished
from hall_desk.usecases.queries import find_day
from hall_desk.usecases.tills import bags_in_safe, tills_of


@dataclass(frozen=True, kw_only=True)
class ClosingFacts:
    """The running day, or the one just closed, who is not finished, and the tills."""

    day: BusinessDay | None
    running: bool
    tickets: tuple[Ticket, ...]
    figures: DayFigures
    tills: tuple[Till, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    bags: tuple[BankBag, ...] = ()
    record: ClosingRecord | None = None


@dataclass(frozen=True, kw_only=True)
class TillLine:
    """One till in the closing dialog; counted figures only after the count."""

    staff_no: str
    cells: tuple[str, str, str, str]
    state: TillState


@dataclass(frozen=True, kw_only=True)
class ClosingState:
    """The closing dialog; ``close_off`` is why 日结 cannot be pressed."""

    date: str
    rows: tuple[tuple[str, str, str, str], ...]
    tills: tuple[TillLine, ...]
    bags_note: str
    record: tuple[tuple[str, str], ...]
    issuing: bool
    issue_note: str
    close_off: str
    closed: bool
    closed_note: str
    figures: DayFigures
    journal_n: int
    journal_hash: str
    message: Message
    busy: bool


class ClosingPresenter(Presenter[ClosingState]):
    """Closes the day; ``report`` prints or opens its daily report, ``closed`` tells the desk."""

    facts: ClosingFacts | None

    def __init__(self, desk: Desk, staff: Staff):
        super().__init__(desk)
        self.staff = staff
        self.report: Callable[[date], None] = lambda day: None
        self.closed: Callable[[BusinessDay], None] = lambda day: None
        self.count_till: Callable[[str], None] = lambda staff_no: None
        self.print_record: Callable[[int], None] = lambda number: None

    def look(self, reading: Reading) -> ClosingFacts:
        """The running day or the newest one, and its unfinished tickets."""
        running = find_day(reading)
        day = running or last_day(reading)
        return ClosingFacts(
            day=day,
            running=running is not None,
            tickets=tuple(unfinished(reading)) if running else (),
            figures=day_figures(reading, day) if day else DayFigures(),
            tills=tuple(tills_of(reading, running.date)) if running else (),
            names={staff.staff_no: staff.name for staff in reading.all(Staff)},
            bags=tuple(bags_in_safe(reading)),
            record=find_closing(reading, day.date) if day and not running else None,
        )

    def build(self) -> ClosingState:
        """The dialog of this second."""
        facts = self.facts
        assert facts is not None
        now = self.desk.hall.clock.now()
        day = facts.day
        issuing = bool(day and day.issuing_at(now) and day.issue_stopped_at is None)
        closing = day.closing if day else {}
        return ClosingState(
            date=day.date.isoformat() if day else "",
            rows=tuple(self._row(ticket) for ticket in facts.tickets),
            tills=tuple(till_line(till, facts.names) for till in facts.tills),
            bags_note=bags_note(facts.bags),
            record=record_lines(facts.record),
            issuing=issuing,
            issue_note=_issue_note(day, issuing=issuing),
            close_off=_close_off(facts, issuing=issuing),
            closed=day is not None and not facts.running,
            closed_note=_closed_note(day),
            figures=facts.figures,
            journal_n=_whole(closing.get("journal_n")),
            journal_hash=str(closing.get("journal_hash", "")),
            message=self.message,
            busy=self.busy,
        )

    def begin(self) -> None:
        """Looks afresh when the dialog opens; an old sentence goes."""
        self.message = Message()
        self.refresh()

    def stop_issuing(self) -> None:
        """The kiosk stops now; issued tickets live on (Art. 11(9))."""
        self.act(stop_issuing, self.staff.staff_no)

    def close_day(self) -> None:
        """Closes the day; refused with the list while anybody waits or is served."""
        self.act(close_day, self.staff.staff_no, then=self.closed)

    def count(self, staff_no: str | None) -> None:
        """Opens the till in hand, or the first that is open, to be counted for its clerk."""
        tills = self.facts.tills if self.facts else ()
        still = [till.staff_no for till in tills if till.state is not TillState.COUNTED]
        if still:
            self.count_till(staff_no if staff_no in still else still[0])

    def reprint(self) -> None:
        """The closing record (日结单) again."""
        if self.facts is not None and self.facts.record is not None:
            self.print_record(self.facts.record.number)

    def open_report(self) -> None:
        """Prints or opens the daily report (日报)."""
        if self.facts is not None and self.facts.day is not None:
            self.report(self.facts.day.date)

    def _row(self, ticket: Ticket) -> tuple[str, str, str, str]:
        window = ticket.window_no or ticket.target_window
        return (
            ticket.code,
            ticket.state_words,
            f"{window}号窗口" if window else "—",
            clock_of(ticket.issued_at),
        )


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _issue_note(day: BusinessDay | None, *, issuing: bool) -> str:
    if day is None:
        return ""
    if issuing:
        return f"取号开放，{day.closes:%H:%M} 自动停止。"
    if day.issue_stopped_at is not None:
        return f"{clock_of(day.issue_stopped_at)} 已停止取号，已取的号照常办完。"
    return f"{day.closes:%H:%M} 已停止取号，已取的号照常办完。"


def _close_off(facts: ClosingFacts, *, issuing: bool) -> str:
    if not facts.running:
        return "已经日结"
    if facts.tickets:
        return f"还有 {len(facts.tickets)} 位客户没有办完"
    if issuing:
        return "还在取号，请先停止取号"
    left = sum(till.state is not TillState.COUNTED for till in facts.tills)
    return f"还有 {left} 个钱箱没有结清" if left else ""


def till_line(till: Till, names: dict[str, str]) -> TillLine:
    """A till's clerk, state, counted cash and difference."""
    count, state = till.last_count, till.state
    current = state in (TillState.COUNTED, TillState.DIFFERS) and count is not None
    counted = format_fen(count.counted_fen) if current and count else "—"
    said = difference_words(count.difference_fen) if current and count else "—"
    if current and count and any(line.difference_fen for line in count.terminals):
        said = f"{said}，终端不符"
    who = f"{till.staff_no} {names.get(till.staff_no, '')}"
    return TillLine(
        staff_no=till.staff_no, cells=(who, TILL_WORDS[state], counted, said), state=state
    )


def bags_note(bags: tuple[BankBag, ...]) -> str:
    """保险柜里有 2 包未送存的解款 …, or nothing."""
    if not bags:
        return ""
    sums = format_fen(sum(bag.amount_fen for bag in bags))
    codes = "、".join(bag.code for bag in bags[:3]) + ("等" if len(bags) > 3 else "")
    return f"保险柜里有 {len(bags)} 包未送存的解款，共 {sums} 元（{codes}）。"


def record_lines(record: ClosingRecord | None) -> tuple[tuple[str, str], ...]:
    """What the dialog says of the closing record."""
    if record is None:
        return ()
    return (
        ("日结单", record.code),
        ("当日净额", format_fen(record.net_fen)),
        ("累计总额", format_fen(record.perpetual_fen)),
    )


def _closed_note(day: BusinessDay | None) -> str:
    if day is None or day.closed_at is None:
        return ""
    return f"{day.date} 已于 {clock_of(day.closed_at)} 由 {day.closed_by} 日结。"
