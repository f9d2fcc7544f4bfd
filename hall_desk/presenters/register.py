"""The register on the duty desk (首问负责制登记簿): by date, open or all, names masked."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from hall_desk.domain.contacts import (
    STATE_STEPS,
    ContactState,
    FirstContact,
    awaits_answer,
    mean_hops,
    overdue,
    solved_at_once_percent,
)
from hall_desk.domain.days import hall_date
from hall_desk.domain.masking import mask_name
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.moments import clock_of, day_clock_of
from hall_desk.store.transaction import Reading
from hall_desk.usecases import contacts

_AT_ONCE = ("当场办理", "当场答复")


@dataclass(frozen=True, kw_only=True)
class RegisterRowState:
    """One line of the list; ``overdue`` when its answer is late."""

    contact_id: int
    cells: tuple[str, ...]
    overdue: bool


@dataclass(frozen=True, kw_only=True)
class RegisterState:
    """The page: the span as typed, which rows, and the sum below."""

    first: str
    last: str
    only_open: bool
    rows: tuple[RegisterRowState, ...]
    summary: str
    message: Message
    banner: str


class RegisterPresenter(Presenter[RegisterState]):
    """The register of a span of business dates; the duty manager opens any row."""

    def __init__(
        self,
        desk: Desk,
        *,
        print_register: Callable[[date, date], None] | None = None,
        open_contact: Callable[[int], None] | None = None,
    ):
        super().__init__(desk)
        self.print_wanted = print_register or (lambda first, last: None)
        self.open_contact = open_contact or (lambda contact_id: None)
        self.closed: Callable[[], None] = lambda: None
        today = hall_date(desk.hall.clock.now())
        self.first, self.last = today, today
        self.only_open = False
        self._typed = {"first": today.isoformat(), "last": today.isoformat()}

    def look(self, reading: Reading) -> tuple[FirstContact, ...]:
        """The rows of the span; open ones of any earlier date too when only open are wanted."""
        if self.only_open:
            found = contacts.open_contacts(reading)
            return tuple(c for c in found if c.business_date <= self.last)
        return tuple(contacts.register_of(reading, self.first, self.last))

    def build(self) -> RegisterState:
        """The list of this second."""
        rows: tuple[FirstContact, ...] = self.facts
        now = self.desk.hall.clock.now()
        solved = sum(1 for c in rows if c.handling.value in _AT_ONCE)
        percent = solved_at_once_percent(solved, len(rows))
        waiting = sum(1 for c in rows if c.is_open)
        rate = "—" if percent is None else f"{percent:.0f} %"
        hops = mean_hops(rows)
        tried = "—" if hops is None else f"{hops:.1f} 次"
        return RegisterState(
            first=self._typed["first"],
            last=self._typed["last"],
            only_open=self.only_open,
            rows=tuple(
                RegisterRowState(
                    contact_id=contact.id,
                    cells=_cells(contact),
                    overdue=overdue(contact, now),
                )
                for contact in rows
            ),
            summary=f"共 {len(rows)} 件 · 当场解决 {solved} 件（{rate}）"
            f" · 来前平均联系 {tried} · 未结 {waiting} 件",
            message=self.message,
            banner=self.banner,
        )

    def set_day(self, field: str, text: str) -> None:
        """The first or last date as typed (2026-03-12); shown as soon as it is a date."""
        self._typed[field] = text
        try:
            wanted = date.fromisoformat(text.strip())
        except ValueError:
            self.say("日期请写成 2026-03-12 这样。", field=field, is_error=True)
            return
        if field == "first":
            self.first, self.last = wanted, max(wanted, self.last)
        else:
            self.last, self.first = wanted, min(wanted, self.first)
        self._typed = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        self.message = Message()
        self.refresh()

    def show_days(self, days: int) -> None:
        """Today, or so many days back to today."""
        today = hall_date(self.desk.hall.clock.now())
        self.first, self.last = today - timedelta(days=days - 1), today
        self._typed = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        self.message = Message()
        self.refresh()

    def set_only_open(self, only_open: bool) -> None:
        """Open rows only, or all of the span."""
        self.only_open = only_open
        self.refresh()

    def open_row(self, contact_id: int) -> None:
        """Opens one row in the first-contact page."""
        self.open_contact(contact_id)

    def print_register(self) -> None:
        """The register of the span on paper."""
        if self.facts is not None and not self.facts:
            self.say("这段时间没有登记。")
            return
        self.print_wanted(self.first, self.last)


def _cells(contact: FirstContact) -> tuple[str, ...]:
    state = STATE_STEPS[contact.state]
    if contact.state is not ContactState.CLOSED:
        words = {
            ContactState.REGISTERED: "待答复" if awaits_answer(contact) else "待处理",
            ContactState.REFERRED: "待接收",
            ContactState.RECEIVED: "承办中",
            ContactState.RESOLVED: "待反馈",
            ContactState.FED_BACK: "待办结",
        }
        state = words[contact.state]
    return (
        contact.code,
        clock_of(contact.registered_at),
        mask_name(contact.customer_name) or "—",
        contact.matter,
        contact.owner,
        contact.handling.value,
        f"{contact.department} {contact.person}".strip() or "—",
        day_clock_of(contact.promised_at) if contact.promised_at else "—",
        state,
    )
