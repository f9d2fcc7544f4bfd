"""Connects the duty desk with its presenter, and its dialogs with theirs."""

from collections.abc import Callable

from hall_desk.domain.people import Right
from hall_desk.presenters.duty import DutyPresenter
from hall_desk.presenters.duty_closing import ClosingPresenter
from hall_desk.presenters.duty_matter import MatterDeskPresenter
from hall_desk.presenters.duty_plan import PlanPresenter
from hall_desk.presenters.duty_state import DutyState
from hall_desk.presenters.duty_tickets import TicketDeskPresenter
from hall_desk.presenters.signin import ApprovalPresenter
from hall_desk.ui.duty.dialogs import DecisionDialog, PlanDialog, StopsDialog, WindowDialog
from hall_desk.ui.duty.matter import MatterDialog
from hall_desk.ui.duty.matter import bind as bind_matter
from hall_desk.ui.duty.tickets import TicketDialog
from hall_desk.ui.duty.tickets import bind as bind_tickets
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.opening.closing import ClosingDialog
from hall_desk.ui.opening.closing import bind as bind_closing
from hall_desk.ui.signin.approval import ApprovalDialog
from hall_desk.ui.signin.approval import bind as bind_approval

HAND_OVER = "请接班的值班主任输入本人工号和密码，接班后今天由接班人负责。"


class DutyParts:
    """The dialogs of the duty desk with their presenters, all connected.

    The app sets ``closing.report``, ``closing.closed`` and ``tickets.given``, and connects the
    window's outward signals.
    """

    def __init__(self, presenter: DutyPresenter, window: DutyWindow) -> None:
        theme, desk, me = window.theme, presenter.desk, presenter.staff
        self.presenter, self.window = presenter, window
        self.closing = ClosingPresenter(desk, me)
        self.plan = PlanPresenter(desk, me)
        self.tickets = TicketDeskPresenter(desk, me)
        self.matter = MatterDeskPresenter(desk, me)
        self.handover = ApprovalPresenter(desk, me.staff_no, right=Right.OPEN_DAY)
        self.handover.title, self.handover.action = "交接班", "接班"
        self.closing_dialog = ClosingDialog(theme, window)
        self.plan_dialog = PlanDialog(theme, window)
        self.ticket_dialog = TicketDialog(theme, window)
        self.matter_dialog: MatterDialog | None = None
        self.handover_dialog = ApprovalDialog(theme, window)
        self.decision = DecisionDialog(theme, window)
        self.stops = StopsDialog(theme, window)
        self.window_dialog = WindowDialog(theme, window)
        self._bind_dialogs()
        self._bind_window()

    def show_state(self, state: DutyState) -> None:
        """Shows the board, and the open dialogs that look at it."""
        self.window.show_state(state)
        for dialog in (self.decision, self.stops, self.window_dialog):
            if dialog.is_open():
                dialog.show_state(state)

    def _bind_window(self) -> None:
        window, presenter = self.window, self.presenter
        presenter.show = self.show_state
        presenter.watchers.append(self._changed)
        window.take_first.connect(self._take_or_settle)
        window.retry.connect(presenter.retry)
        window.put_away.connect(presenter.put_away)
        window.alert_acted.connect(self._act)
        window.tile_opened.connect(self._open_window)
        window.wants_windows.connect(self.plan.begin)
        window.wants_ticket.connect(self.tickets.begin)
        window.wants_stops.connect(self._open_stops)
        window.wants_closing.connect(self._open_closing)
        window.wants_hand_over.connect(self._hand_over)
        self._numbered: dict[str, Callable[[int], None]] = {
            "take": presenter.take,
            "settle": self._decide,
            "resume": presenter.resume,
            "follow": window.wants_follow_ups.emit,
        }
        self._pages = {
            "acceptances": window.wants_acceptances,
            "register": window.wants_register,
            "callbacks": window.wants_callbacks,
            "invoices": window.wants_invoices,
            "prices": window.wants_prices,
        }

    def _bind_dialogs(self) -> None:
        bind_closing(self.closing, self.closing_dialog)
        bind_tickets(self.tickets, self.ticket_dialog)
        bind_approval(self.handover, self.handover_dialog)
        bind_plan(self.plan, self.plan_dialog)
        self.plan.assigned = self.presenter.refresh
        self.matter.finished = self._matter_done
        self.stops.chosen.connect(self._stop)
        self.window_dialog.stop.connect(self._stop)
        self.window_dialog.plan.connect(self._plan_from_window)
        self.decision.decided.connect(self._settle)

    def _changed(self) -> None:
        if self.closing_dialog.is_open():
            self.closing.refresh()
        if self.matter_dialog is not None and self.matter_dialog.is_open():
            self.matter.refresh()

    def _open_matter(self, key: str) -> None:
        if self.matter_dialog is None:  # seldom wanted, so not made with the desk
            self.matter_dialog = MatterDialog(self.window.theme, self.window)
            bind_matter(self.matter, self.matter_dialog)
        self.matter.begin(key)

    def _matter_done(self, words: str) -> None:
        self.presenter.say(words)
        self.presenter.refresh()

    def _act(self, action: str, key: str) -> None:
        if action in self._numbered:
            self._numbered[action](int(key.partition(":")[2]))
        elif action == "matter":
            self._open_matter(key)
        elif action == "window":
            place = self.presenter.window_of(key)
            if place is not None:
                self._open_window(place)
        elif action in self._pages:
            self._pages[action].emit()

    def _take_or_settle(self) -> None:
        """F4: takes the oldest call; when all are taken, writes the result of the oldest."""
        lines = self.window.state.alerts if self.window.state is not None else ()
        line = next((line for line in lines if line.f4 and line.action == "settle"), None)
        if line is None:
            self.presenter.take_first()
        else:
            self._act(line.action, line.key)

    def _decide(self, call_id: int) -> None:
        call = self.presenter.find_call(call_id)
        if call is not None:
            self.presenter.dismiss()
            self.decision.ask(call)

    def _settle(self, call_id: int, words: str) -> None:
        self.presenter.settle(call_id, words, self.decision.close_frame)

    def _open_window(self, number: int) -> None:
        if self.window.state is not None:
            self.window_dialog.begin(number, self.window.state)

    def _plan_from_window(self) -> None:
        self.window_dialog.close_frame()
        self.plan.begin()

    def _open_stops(self) -> None:
        if self.window.state is not None:
            self.stops.begin(self.window.state)

    def _open_closing(self) -> None:
        self.closing.begin()
        self.closing_dialog.open()

    def _hand_over(self) -> None:
        self.handover.ask(HAND_OVER, self.presenter.hand_over)

    def _stop(self, key: str) -> None:
        """Resumes at once what is suspended; else hands the scope out for the suspend dialog."""
        rows = self.window.state.stops if self.window.state is not None else ()
        row = next((row for row in rows if row.key == key), None)
        if row is None:
            return
        if row.suspension_id is not None:
            self.presenter.resume(row.suspension_id)
            return
        for dialog in (self.stops, self.window_dialog):
            dialog.close_frame()
        scope, _, name = key.partition(":")
        self.window.wants_suspension.emit(scope, name)


def bind_plan(presenter: PlanPresenter, dialog: PlanDialog) -> None:
    """Connects 增开/调整窗口 with its presenter."""
    presenter.show = dialog.show_state
    dialog.cancelled.connect(presenter.leave)
    dialog.plan.toggled.connect(presenter.toggle)
    dialog.plan.more.connect(presenter.add_window)
    dialog.plan.less.connect(presenter.drop_window)
    dialog.action.triggered.connect(lambda _: presenter.assign())


def bind(presenter: DutyPresenter, window: DutyWindow) -> DutyParts:
    """Connects everything inside the duty desk; what leads out stays a signal of the window.

    Keep the parts as long as the window lives.
    """
    return DutyParts(presenter, window)
