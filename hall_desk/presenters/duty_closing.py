"""Closing the day (日结): who is not finished, the end of ticket issue, the closing record."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hall_desk.domain.days import BusinessDay
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import STATE_WORDS, Ticket
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.moments import clock_of
from hall_desk.store.transaction import Reading
from hall_desk.usecases.dutyboard import DayFigures, day_figures, last_day
from hall_desk.usecases.opening import close_day, stop_issuing, unfinished
from hall_desk.usecases.queries import find_day


@dataclass(frozen=True, kw_only=True)
class ClosingFacts:
    """The running day, or the one just closed, and who is not finished."""

    day: BusinessDay | None
    running: bool
    tickets: tuple[Ticket, ...]
    figures: DayFigures


@dataclass(frozen=True, kw_only=True)
class ClosingState:
    """The closing dialog; ``close_off`` is why 日结 cannot be pressed."""

    date: str
    rows: tuple[tuple[str, str, str, str], ...]
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

    def look(self, reading: Reading) -> ClosingFacts:
        """The running day or the newest one, and its unfinished tickets."""
        running = find_day(reading)
        day = running or last_day(reading)
        return ClosingFacts(
            day=day,
            running=running is not None,
            tickets=tuple(unfinished(reading)) if running else (),
            figures=day_figures(reading, day) if day else DayFigures(),
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

    def open_report(self) -> None:
        """Prints or opens the daily report (日报)."""
        if self.facts is not None and self.facts.day is not None:
            self.report(self.facts.day.date)

    def _row(self, ticket: Ticket) -> tuple[str, str, str, str]:
        window = ticket.window_no or ticket.target_window
        return (
            ticket.code,
            STATE_WORDS[ticket.state],
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
    return "还在取号，请先停止取号" if issuing else ""


def _closed_note(day: BusinessDay | None) -> str:
    if day is None or day.closed_at is None:
        return ""
    return f"{day.date} 已于 {clock_of(day.closed_at)} 由 {day.closed_by} 日结。"
