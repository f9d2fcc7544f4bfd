"""The tracker of one acceptance (受理跟踪, Art. 18): dates, stages, papers back, the close."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hall_desk.domain import promises, tracking
from hall_desk.domain.acceptances import Acceptance, AcceptanceState
from hall_desk.domain.days import hall_date
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.tickets import Ticket
from hall_desk.presenters import tracking_parts as parts
from hall_desk.presenters.acceptance_parts import profile_words
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.contact_state import MainState
from hall_desk.presenters.moments import day_clock_of
from hall_desk.presenters.persons import heir_choices
from hall_desk.presenters.printing import PrintPaper, no_printer, print_quietly
from hall_desk.presenters.tracking_parts import TrackFacts
from hall_desk.presenters.tracking_state import TrackDraft, TrackListState, TrackState
from hall_desk.store.transaction import Reading
from hall_desk.usecases import acceptances
from hall_desk.usecases.heirs import heirs
from hall_desk.usecases.queries import holiday_table

_TEXTS = frozenset({"signer", "result", "late_reason", "late_told_at", "heir", "handover_reason"})
_DAYS = 30


class TrackPresenter(Presenter[TrackState]):
    """One acceptance, by its owner or the duty manager."""

    def __init__(
        self,
        desk: Desk,
        staff_no: str,
        acceptance_id: int,
        *,
        print_paper: PrintPaper | None = None,
    ):
        super().__init__(desk)
        self.staff_no, self.acceptance_id = staff_no, acceptance_id
        self.print_paper: PrintPaper = print_paper or no_printer
        self.draft = TrackDraft()
        self.errors: dict[str, str] = {}
        self.masked = True
        self.closed: Callable[[], None] = lambda: None

    def look(self, reading: Reading) -> TrackFacts:
        """The acceptance, who answers for it, who looks."""
        kept = reading.get(Acceptance, id=self.acceptance_id)
        me = reading.get(Staff, staff_no=self.staff_no)
        owner = reading.find(Staff, staff_no=kept.owner)
        ticket = reading.find(Ticket, id=kept.ticket_id)
        manager = me.may(Right.SUPERVISE)
        started = promises.start_stages(
            kept.promises, kept.events, kept.accepted_at, holiday_table(reading)
        )
        return TrackFacts(
            acceptance=kept,
            ticket_code=ticket.code if ticket is not None else "",
            owner_name=owner.name if owner is not None else "",
            mine=manager or kept.owner == self.staff_no,
            warnings=started.warnings,
            heirs=tuple(heirs(reading)),
        )

    def build(self) -> TrackState:
        """The page of this second."""
        facts: TrackFacts = self.facts
        kept, now = facts.acceptance, self.desk.hall.clock.now()
        is_open = kept.state is AcceptanceState.OPEN
        due, tone = parts.due_of(kept, now)
        idle = is_open and facts.mine and not tracking.running(kept)
        explained = ""
        if kept.late_told_at is not None:
            explained = f"{day_clock_of(kept.late_told_at)} 已向客户说明：{kept.late_reason}"
        late = tuple(stage.stage for stage in tracking.late_stages(kept, now))
        return TrackState(
            number=f"SL-{kept.code}",
            service=f"{facts.ticket_code} · {kept.service_name}",
            owner=f"{kept.owner} {facts.owner_name}".rstrip(),
            is_open=is_open,
            heirs=heir_choices(facts.heirs, kept.owner) if is_open and facts.mine else (),
            due=due,
            due_tone=tone,
            stages=parts.stage_rows(kept, now, may=facts.mine),
            follow="没有计时中的环节，请按最迟日期跟进。" if idle else "",
            events=parts.event_rows(kept, self.draft),
            warnings=facts.warnings,
            papers=parts.paper_rows(kept, self.draft),
            returned_to=f"签收人 {kept.returned_to}" if kept.returned_to else "",
            applicant=parts.applicant_lines(kept, masked=self.masked),
            masked=self.masked,
            rule=profile_words(tuple(kept.rule_version.split("+"))),
            late=late,
            explained=explained,
            closed=_closed_words(kept),
            draft=self.draft,
            errors=dict(self.errors),
            main=self._main(facts),
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    def edit(self, field: str, text: str) -> None:
        """A field was typed into; its own error goes."""
        if field not in _TEXTS:
            return
        changed: dict[str, Any] = {field: text}
        self.draft = replace(self.draft, **changed)
        self._forget(field)
        self.tick()

    def edit_event(self, event: str, text: str) -> None:
        """A date that starts a limit, as typed."""
        self.draft = replace(self.draft, events={**self.draft.events, event: text})
        self._forget(event)
        self.tick()

    def record_event(self, event: str) -> None:
        """Enter in a date: recorded, and the limits it starts are computed."""
        typed = self.draft.events.get(event)
        if typed is None:
            return
        day = parts.past_day(typed, self.desk.hall.clock.now())
        if day is None:
            self._wrong(event, "日期请写成 2026-04-28 或 4月28日。")
            return
        self._do(acceptances.record_event, then=self._recorded, event=event, on=day)

    def finish_stage(self, stage: str) -> None:
        """The back office has done a stage."""
        self._do(acceptances.finish_stage, stage=stage)

    def follow_up(self) -> None:
        """Looked after while no limit runs."""
        self._do(acceptances.follow_up)

    def tick_return(self, index: int) -> None:
        """A paper goes back to the customer, or not after all."""
        self.draft = replace(self.draft, returning=self.draft.returning ^ {index})
        self._forget("papers")
        self.tick()

    def return_papers(self) -> None:
        """The ticked papers go back; who signed for them is kept."""
        self._do(
            acceptances.return_papers,
            then=self._returned,
            indexes=sorted(self.draft.returning),
            signer=self.draft.signer.strip(),
        )

    def explain(self) -> None:
        """Why it is late and when the customer was told, before the close."""
        told = self.draft.late_told_at.strip()
        now = self.desk.hall.clock.now()
        moment = parts.past_moment(told, now) if told else None
        if told and moment is None:
            self._wrong("late_told_at", "时间请写成 3月23日 10:30 这样。")
            return
        self._do(acceptances.explain_delay, reason=self.draft.late_reason.strip(), told_at=moment)

    def submit(self) -> None:
        """Ctrl+Enter: closes it with its result; back when it is closed."""
        facts: TrackFacts | None = self.facts
        if facts is None or facts.acceptance.state is AcceptanceState.CLOSED:
            self.closed()
            return
        told = self.draft.late_told_at.strip()
        now = self.desk.hall.clock.now()
        moment = parts.past_moment(told, now) if told else None
        if told and moment is None:
            self._wrong("late_told_at", "时间请写成 3月23日 10:30 这样。")
            return
        self._do(
            acceptances.close,
            result=self.draft.result.strip(),
            late_reason=self.draft.late_reason.strip(),
            late_told_at=moment,
        )

    def hand_over(self) -> None:
        """Somebody else answers for it."""
        self._do(
            acceptances.hand_over,
            then=self._handed_over,
            to=self.draft.heir,
            reason=self.draft.handover_reason,
        )

    def reveal(self) -> None:
        """The eye: shows the personal data; the journal keeps who looked."""
        if not self.masked:
            self.masked = True
            self.tick()
            return

        def _shown(_: Acceptance) -> None:
            self.masked = False

        self._do(acceptances.unmask, then=_shown)

    def print_sheet(self) -> None:
        """Ctrl+P: the sheet again (补打)."""
        self._do(acceptances.count_reprint, then=self._print)

    def _print(self, kept: Acceptance) -> None:
        print_quietly(self, self.print_paper, "acceptance", kept.id, "受理单")

    def _recorded(self, _: Acceptance) -> None:
        self.draft = replace(self.draft, events={})

    def _returned(self, _: Acceptance) -> None:
        self.draft = replace(self.draft, returning=frozenset(), signer="")

    def _handed_over(self, kept: Acceptance) -> None:
        self.draft = replace(self.draft, heir="", handover_reason="")
        self.say(f"已转交工号 {kept.owner}。")

    def _main(self, facts: TrackFacts) -> MainState:
        if facts.acceptance.state is AcceptanceState.CLOSED:
            return MainState(name="go_back", icon="left", text="返回", key="Esc")
        why = "" if facts.mine else f"这件受理由 {facts.acceptance.owner} 负责。"
        return MainState(name="close_acceptance", icon="ok", text="办结", why=why)

    def _do(self, verb: Any, then: Any = None, **kwargs: Any) -> None:
        self.errors = {}
        self.act(verb, self.staff_no, then=then, acceptance_id=self.acceptance_id, **kwargs)

    def _wrong(self, field: str, sentence: str) -> None:
        self.errors = {field: sentence}
        self.say(sentence, field=field, is_error=True)

    def _forget(self, field: str) -> None:
        self.errors.pop(field, None)
        if self.message.field == field:
            self.message = Message()

    def _failed(self, error: Exception) -> None:
        field = getattr(error, "field", None)
        if field is not None:
            self.errors = {str(field): str(error)}
        super()._failed(error)


class TrackListPresenter(Presenter[TrackListState]):
    """Open acceptances, or all of the last thirty days; the duty manager opens any."""

    def __init__(self, desk: Desk, *, open_one: Callable[[int], None] | None = None):
        super().__init__(desk)
        self.open_one = open_one or (lambda acceptance_id: None)
        self.closed: Callable[[], None] = lambda: None
        self.only_open = True

    def look(self, reading: Reading) -> tuple[list[Acceptance], dict[str, str]]:
        """The rows and the names of who answers for them."""
        names = {str(person.staff_no): person.name for person in reading.all(Staff)}
        if self.only_open:
            return acceptances.open_acceptances(reading), names
        today = hall_date(reading.now)
        first = parts.days_before(today, _DAYS - 1)
        return acceptances.register_of(reading, first, today), names

    def build(self) -> TrackListState:
        """The list of this second."""
        found, names = self.facts
        now = self.desk.hall.clock.now()
        rows = tuple(parts.track_row(each, names, now) for each in found)
        waiting = sum(1 for each in found if each.state is AcceptanceState.OPEN)
        overdue = sum(row.overdue for row in rows)
        return TrackListState(
            only_open=self.only_open,
            rows=rows,
            summary=f"共 {len(rows)} 件 · 未办结 {waiting} 件 · 逾期 {overdue} 件",
            message=self.message,
            banner=self.banner,
        )

    def set_only_open(self, only_open: bool) -> None:
        """Open ones, or all of the last days."""
        self.only_open = only_open
        self.refresh()


def _closed_words(kept: Acceptance) -> str:
    if kept.closed_at is None:
        return ""
    return f"{day_clock_of(kept.closed_at)} {kept.closed_by} 办结：{kept.result}"
