"""The duty desk (值班主任台): windows, waiting, alerts, first contacts, today, at one glance."""

from collections.abc import Callable
from datetime import datetime

from hall_desk.domain.contacts import due_at
from hall_desk.domain.days import HALL_ZONE, hall_date
from hall_desk.domain.escalations import Escalation
from hall_desk.domain.people import Staff
from hall_desk.domain.suspensions import Suspension
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.duty_alerts import (
    build_alerts,
    calls_note,
    open_calls,
    stopped_words,
)
from hall_desk.presenters.duty_rows import (
    calling_words,
    closed_note,
    contact_row,
    queue_row,
    stop_rows,
    today_card,
)
from hall_desk.presenters.duty_state import (
    DutyHead,
    DutyState,
)
from hall_desk.presenters.duty_tiles import (
    WindowTileState,
    build_tiles,
    clock_words,
)
from hall_desk.presenters.signin import weekday_word
from hall_desk.store.transaction import Reading
from hall_desk.usecases import closingcopies, helping, suspending
from hall_desk.usecases.dutyboard import DutyFacts, look_at_hall
from hall_desk.usecases.opening import hand_over

TELL_S = 15
NO_CALLS = "没有待接的呼叫。"


class DutyPresenter(Presenter[DutyState]):
    """Shows the hall to its duty manager and lets them take charge."""

    facts: DutyFacts | None

    def __init__(self, desk: Desk, staff: Staff):
        super().__init__(desk)
        self.staff = staff
        self.watchers: list[Callable[[], None]] = []
        self.handed_over: Callable[[str], None] = lambda staff_no: None
        self.paper_notice: Callable[[], str] = str
        self._told: tuple[Message, datetime] | None = None

    def look(self, reading: Reading) -> DutyFacts:
        """The whole board on one snapshot."""
        return look_at_hall(reading)

    def build(self) -> DutyState:
        """The board of this second."""
        facts = self.facts
        assert facts is not None
        now = self.desk.hall.clock.now()
        self._let_go(now)
        tiles = build_tiles(facts, now)
        alerts = build_alerts(facts, now)
        today = hall_date(now)
        due = [c for c in facts.contacts if hall_date(due_at(c)) <= today]
        return DutyState(
            head=self._head(facts, tiles, now),
            tiles=tiles,
            alerts=alerts,
            calls_waiting=len(open_calls(facts)),
            over_count=sum(line.key.startswith("item:") and line.rank == 1 for line in alerts),
            calls_note=calls_note(facts, now),
            queues=tuple(queue_row(queue, now) for queue in facts.queues),
            queues_note=f"{facts.day.opens:%H:%M} 到现在" if facts.day else "",
            contacts=tuple(contact_row(contact, now) for contact in facts.contacts),
            contacts_open=len(facts.contacts),
            contacts_due=len(due),
            today=today_card(facts, now),
            stops=stop_rows(facts, tiles),
            closed_note=closed_note(facts, now),
            message=self.message,
            banner=self.banner,
            banner_button=self.banner_button,
            banner_closes=self.may_put_away,
            data_ok=not self.store_fault,
            papers=self.paper_notice(),
            busy=self.busy,
        )

    def copy_closings(self) -> None:
        """Copies closing records outside the database; a failure stands in the banner."""
        hall = self.desk.hall
        self.run(lambda: closingcopies.try_copy(hall), self._copied, quiet=True)

    def _copied(self, fault: str) -> None:
        self.ended("closing_copies", fault=fault, again=self.copy_closings)

    def take_first(self) -> None:
        """F4: takes the oldest call that waits."""
        waiting = open_calls(self.facts) if self.facts else []
        if not waiting:
            self.say(NO_CALLS)
            return
        self.take(waiting[0].id)

    def take(self, escalation_id: int) -> None:
        """The signed-in manager takes a call (接手, Art. 11(10))."""
        self.act(helping.take, self.staff.staff_no, then=self._taken, escalation_id=escalation_id)

    def settle(self, escalation_id: int, decision: str, then: Callable[[], None]) -> None:
        """Writes what was decided and closes the call; ``then`` when it is written."""
        self.act(
            helping.settle,
            self.staff.staff_no,
            then=lambda _: then(),
            escalation_id=escalation_id,
            decision=decision,
        )

    def find_call(self, escalation_id: int) -> Escalation | None:
        """A call of today by its id."""
        calls = self.facts.calls if self.facts else ()
        return next((call for call in calls if call.id == escalation_id), None)

    def window_of(self, alert_key: str) -> int | None:
        """The window an alert is about."""
        if self.facts is None:
            return None
        lines = build_alerts(self.facts, self.desk.hall.clock.now())
        return next((line.window for line in lines if line.key == alert_key), None)

    def resume(self, suspension_id: int) -> None:
        """Opens a window, a kind or the hall again (恢复营业)."""
        self.act(
            suspending.resume,
            self.staff.staff_no,
            then=self._resumed,
            suspension_id=suspension_id,
        )

    def hand_over(self, to_manager: str) -> None:
        """Another duty manager, who has just signed, takes the running day (交接班)."""
        self.act(
            hand_over,
            self.staff.staff_no,
            then=lambda _: self.handed_over(to_manager),
            to_manager=to_manager,
        )

    def _let_go(self, now: datetime) -> None:
        """A sentence goes by itself after a while; the alerts stay."""
        if self._told is None or self._told[0] is not self.message:
            self._told = (self.message, now)
        elif self.message.text and (now - self._told[1]).total_seconds() > TELL_S:
            self.message = Message()

    def _taken(self, call: Escalation) -> None:
        waited = clock_words(call.seconds_to_take(self.desk.hall.clock.now()))
        self.say(f"已接手，用时 {waited}。")

    def _resumed(self, stop: Suspension) -> None:
        kinds = self.facts.kinds if self.facts else {}
        self.say(f"{stopped_words(stop, kinds)} 已恢复营业。")

    def _seen(self, facts: DutyFacts) -> None:
        if self.message.text == NO_CALLS and open_calls(facts):
            self.message = Message()
        super()._seen(facts)
        for watcher in self.watchers:
            watcher()

    def _head(
        self, facts: DutyFacts, tiles: tuple[WindowTileState, ...], now: datetime
    ) -> DutyHead:
        there = now.astimezone(HALL_ZONE)
        date = facts.day.date if facts.day else there.date()
        waits = open_calls(facts)
        return DutyHead(
            hall_name=facts.hall_name,
            staff_no=self.staff.staff_no,
            staff_name=self.staff.name,
            date=f"{date:%Y-%m-%d} {weekday_word(date.weekday())}",
            clock=f"{there:%H:%M:%S}",
            is_open=facts.day is not None,
            state_word="营业中" if facts.day else "未开门",
            windows_open=sum(not t.closed and t.suspension_id is None for t in tiles),
            windows_suspended=sum(t.suspension_id is not None for t in tiles),
            waiting=sum(queue.waiting for queue in facts.queues),
            calling=calling_words(waits),
            calls_short=f"{len(waits)} 件待接",
        )
