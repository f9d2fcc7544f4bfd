"""Suspending a window (暂停营业, Art. 11(8)): the form, its approval, and the sign."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from hall_desk.domain.days import WindowDay, hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.outlets import Outlet, go_to_words
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters import suspension_outlets as outlets
from hall_desk.presenters import suspension_parts as parts
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.moments import clock_of, read_clock
from hall_desk.presenters.printing import PrintPaper, no_printer, print_quietly
from hall_desk.presenters.suspension_parts import SignState
from hall_desk.presenters.suspension_state import (
    SuspensionDraft,
    SuspensionFacts,
    SuspensionState,
)
from hall_desk.store.transaction import Reading
from hall_desk.usecases import people, suspending
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.queries import (
    code_texts,
    find_at_window,
    find_day,
    waiting,
    windows_of,
    words_of,
)

STEPS = ((15, "+15 分"), (40, "+40 分"), (60, "+1 时"))


class SuspensionPresenter(Presenter[SuspensionState]):
    """The dialog of one window; the duty desk uses it for any window."""

    def __init__(
        self,
        desk: Desk,
        staff_no: str,
        window_no: WindowNo | None,
        *,
        scope: Scope = Scope.WINDOW,
        print_paper: PrintPaper | None = None,
    ):
        super().__init__(desk)
        self.staff_no = staff_no
        self.window_no = window_no
        self.print_paper: PrintPaper = print_paper or no_printer
        self.closed: Callable[[], None] = lambda: None
        self.suspended: Callable[[Suspension], None] = lambda suspension: None
        self.previewed: Callable[[Suspension | suspending.SuspensionForm], None] = _nowhere
        self.draft = SuspensionDraft(scope=scope.value)
        self.asking = ""
        self._approved: Callable[[str], None] | None = None
        self.needs_approval = self._ask

    def look(self, reading: Reading) -> SuspensionFacts:
        """Windows, kinds, who waits, and whether the window is suspended already."""
        day = find_day(reading)
        places = tuple(windows_of(reading, day.date)) if day else ()
        window = self.window_no
        ticket = find_at_window(reading, window) if window is not None else None
        counts: dict[str, int] = {}
        for queued in waiting(reading):
            counts[queued.waits_for] = counts.get(queued.waits_for, 0) + 1
        staffed = day is not None and window is not None
        return SuspensionFacts(
            hall=profile_of(reading).name,
            places=places,
            kinds=words_of(reading, "kind"),
            reasons=tuple(code_texts(reading, "suspend_reason")),
            phrase=words_of(reading, "phrase").get("P17", ""),
            in_service=ticket.code if ticket else "",
            alternatives=_alternatives(reading, window) if staffed else (),
            waiting=counts,
            stranded=suspending.stranded_by(reading, window) if staffed and window else {},
            suspensions=tuple(suspending.open_suspensions(reading)),
            outlets=tuple(suspending.outlets_of(reading)),
        )

    def build(self) -> SuspensionState:
        """The dialog of this second."""
        facts: SuspensionFacts = self.facts
        now = self.desk.hall.clock.now()
        draft = self.draft
        place, kinds = self._place(), self._kinds()
        suspension = self._suspension()
        sign = self._sign(now)
        phrase, bold = parts.phrase_of(facts.phrase, sign)
        return SuspensionState(
            place=place,
            kinds=kinds,
            in_service=facts.in_service if draft.scope == Scope.WINDOW else "",
            scopes=parts.scopes_of(self.window_no),
            prefixes=tuple((prefix, name) for prefix, name in facts.kinds.items()),
            reasons=tuple((entry.code, entry.text) for entry in facts.reasons),
            draft=draft,
            since=clock_of(now),
            expected=self._expected_text(now),
            steps=STEPS,
            alternatives=self._alternatives(),
            outlets=outlets.outlet_choices(self._offered(), draft.outlets),
            waiting=self._waiting_words(),
            stranded=bool(facts.stranded) and draft.scope == Scope.WINDOW,
            sign=sign,
            phrase=phrase,
            phrase_bold=bold,
            reminder=parts.reminder_of(suspension, sign, now),
            main={Scope.WINDOW: "暂停本窗口", Scope.SERVICE: "暂停该类业务"}.get(
                Scope(draft.scope), "暂停全厅"
            ),
            main_why=self._why(),
            asking=self.asking,
            open_since=clock_of(suspension.from_at) if suspension else "",
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    # What the clerk chooses.

    def set_scope(self, scope: str) -> None:
        """One window, a kind, or the whole hall; the last two need the duty manager."""
        self.draft = replace(self.draft, scope=scope)
        self.asking = ""
        self.dismiss()

    def set_prefix(self, prefix: str) -> None:
        """The kind of business that stops."""
        self.draft = replace(self.draft, prefix=prefix)
        self.dismiss()

    def choose_reason(self, code: str) -> None:
        """One of the nine reasons."""
        self.draft = replace(self.draft, reason=code)
        self.dismiss()

    def set_expected(self, text: str) -> None:
        """The expected return as typed (10:45)."""
        self.draft = replace(self.draft, expected=text, minutes=None)
        if self.message.field == "expected_at":
            self.message = Message()
        self.tick()

    def set_minutes(self, minutes: int) -> None:
        """The expected return so many minutes from now."""
        self.draft = replace(self.draft, minutes=minutes, expected="")
        self.dismiss()

    def toggle_window(self, window: int) -> None:
        """Another window to send customers to, or no longer."""
        chosen = self._chosen()
        if window in chosen:
            chosen = tuple(no for no in chosen if no != window)
        else:
            chosen = tuple(sorted((*chosen, window)))
        self.draft = replace(self.draft, windows=chosen)
        self.dismiss()

    def toggle_outlet(self, code: str) -> None:
        """Another hall or agent to send customers to, or no longer (Art. 5(2))."""
        chosen = self.draft.outlets
        chosen = tuple(c for c in chosen if c != code) if code in chosen else (*chosen, code)
        self.draft = replace(self.draft, outlets=chosen)
        self.dismiss()

    def set_elsewhere(self, text: str) -> None:
        """Another place in free words, such as a hall nearby."""
        self.draft = replace(self.draft, elsewhere=text)
        if self.message.field == "alternative":
            self.message = Message()
        self.tick()

    def set_print_sign(self, wanted: bool) -> None:
        """Whether the paper sign is printed too."""
        self.draft = replace(self.draft, print_sign=wanted)
        self.tick()

    # What happens.

    def suspend(self) -> None:
        """Ctrl+Enter: suspends; the rules may ask for the duty manager's sign-in."""
        form = self._form()
        if form is not None:
            self.act(suspending.suspend, self.staff_no, then=self._done, approvable=True, form=form)

    def preview(self) -> None:
        """Ctrl+Shift+V: the paper sign on screen, as it would be printed or as it was."""
        suspension = self._suspension() if self.facts else None
        if suspension is not None:
            self.previewed(suspension)
        elif not self.draft.reason:
            self.say("请选暂停原因。", field="reason", is_error=True)
        else:
            form = self._form()
            if form is not None:
                self.previewed(form)

    def print_again(self, suspension_id: int) -> None:
        """The sign of a suspension that holds is printed once more."""
        print_quietly(self, self.print_paper, "sign", suspension_id, "纸质标牌")

    def _form(self) -> suspending.SuspensionForm | None:
        """What is written, or None where it cannot be read."""
        if self.facts is None or self.asking:
            return None
        draft = self.draft
        expected = self._expected(self.desk.hall.clock.now())
        if expected is None:
            self.say("预计恢复时间请写成 10:45 这样。", field="expected_at", is_error=True)
            return None
        if draft.scope == Scope.SERVICE and not draft.prefix:
            self.say("请选暂停哪类业务。", field="prefix", is_error=True)
            return None
        return suspending.SuspensionForm(
            scope=Scope(draft.scope),
            window=self.window_no,
            prefix=draft.prefix or None,
            reason_code=draft.reason,
            expected_at=expected,
            alternative=parts.alternative_words(self._chosen(), draft.elsewhere),
            outlets=tuple(outlet.code for outlet in self._outlets()),
        )

    def approve(self, staff_no: str, password: str) -> None:
        """The duty manager signs in within the dialog; a failure keeps the whole form."""
        if self._approved is None:
            return
        goes_on = self._approved
        hall = self.desk.hall

        def _check() -> Staff:
            staff = people.authenticate(hall, staff_no, password)
            if not staff.may(Right.APPROVE):
                raise RuleBroken(
                    f"工号 {staff.staff_no} 不是值班主任，不能批准。", field="approver"
                )
            return staff

        def _signed(staff: Staff) -> None:
            self.asking, self._approved = "", None
            self.message = Message()
            goes_on(staff.staff_no)

        self.run(_check, _signed)

    def drop_approval(self) -> None:
        """Back to the form."""
        self.asking, self._approved = "", None
        self.dismiss()

    def resume(self) -> None:
        """Opens the window again (恢复营业)."""
        suspension = self._suspension() if self.facts else None
        if suspension is not None:
            verb = suspending.resume
            self.act(verb, self.staff_no, then=self._resumed, suspension_id=suspension.id)

    def _ask(self, sentence: str, goes_on: Callable[[str], None]) -> None:
        self.asking, self._approved = sentence, goes_on
        self.message = Message()
        self.tick()

    def _done(self, suspension: Suspension) -> None:
        if self.draft.print_sign:
            print_quietly(self, self.print_paper, "sign", suspension.id, "纸质标牌")
        self.suspended(suspension)
        self.closed()

    def _resumed(self, _: Suspension) -> None:
        self.closed()

    def _suspension(self) -> Suspension | None:
        """What holds already for the chosen scope."""
        scope = Scope(self.draft.scope)
        for suspension in self.facts.suspensions:
            if suspension.scope is not scope:
                continue
            same_kind = suspension.prefix == self.draft.prefix
            same_window = suspension.window_no == self.window_no
            fits = {Scope.WINDOW: same_window, Scope.SERVICE: same_kind, Scope.HALL: True}
            if fits[scope]:
                return suspension  # type: ignore[no-any-return]
        return None

    def _place(self) -> str:
        draft = self.draft
        if draft.scope == Scope.HALL:
            return "全厅"
        if draft.scope == Scope.SERVICE:
            return str(self.facts.kinds.get(draft.prefix, "某类业务"))
        return f"{self.window_no}号窗口"

    def _kinds(self) -> str:
        facts: SuspensionFacts = self.facts
        if self.draft.scope != Scope.WINDOW:
            return ""
        return parts.kinds_words(facts.places, facts.kinds, self.window_no)

    def _chosen(self) -> tuple[int, ...]:
        """The windows customers are sent to: the fitting ones until the clerk chooses."""
        if self.draft.scope != Scope.WINDOW:
            return ()
        if self.draft.windows is not None:
            return self.draft.windows
        return tuple(place.no for place in self.facts.alternatives)

    def _alternatives(self) -> tuple[tuple[int, str, bool], ...]:
        if self.draft.scope != Scope.WINDOW:
            return ()
        chosen = self._chosen()
        return tuple(
            (place.no, f"{place.no}号窗口", place.no in chosen) for place in self.facts.alternatives
        )

    def _alternative_words(self) -> str:
        words = parts.alternative_words(self._chosen(), self.draft.elsewhere)
        return go_to_words(words, self._outlets())

    def _offered(self) -> tuple[Outlet, ...]:
        return outlets.offered_outlets(self.facts, self.draft, self.window_no)

    def _outlets(self) -> tuple[Outlet, ...]:
        return outlets.chosen_outlets(self.facts, self.draft, self.window_no)

    def _expected(self, now: datetime) -> datetime | None:
        if self.draft.minutes is not None:
            return now + timedelta(minutes=self.draft.minutes)
        return read_clock(self.draft.expected, hall_date(now))

    def _expected_text(self, now: datetime) -> str:
        if self.draft.minutes is None:
            return self.draft.expected
        return clock_of(self._expected(now))

    def _sign(self, now: datetime) -> SignState:
        facts: SuspensionFacts = self.facts
        suspension = self._suspension()
        if suspension is not None:
            return parts.sign_of(suspension, facts.hall, self._place(), self._kinds())
        reasons = {entry.code: entry.text for entry in facts.reasons}
        return SignState(
            hall=facts.hall,
            place=self._place(),
            kinds=self._kinds(),
            reason=reasons.get(self.draft.reason, "—"),
            since=clock_of(now),
            until=clock_of(self._expected(now)) or "—",
            go_to=self._alternative_words(),
        )

    def _waiting_words(self) -> str:
        facts: SuspensionFacts = self.facts
        if self.draft.scope != Scope.WINDOW:
            return "暂停某类业务或全厅须由值班主任批准。"
        return parts.waiting_words(
            facts.places, facts.kinds, facts.waiting, facts.stranded, self.window_no
        )

    def _why(self) -> str:
        if self.draft.scope == Scope.WINDOW and self.facts.in_service:
            return f"{self.facts.in_service} 还在本窗口，请办结或转接后再暂停。"
        return "" if self.draft.reason else "请选暂停原因。"


def _alternatives(reading: Reading, window: WindowNo | None) -> tuple[WindowDay, ...]:
    return tuple(suspending.alternatives_for(reading, window)) if window is not None else ()


def _nowhere(wanted: Suspension | suspending.SuspensionForm) -> None:
    """Stands in where no preview can be shown."""
    del wanted
