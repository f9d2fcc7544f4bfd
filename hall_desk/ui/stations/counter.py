"""The clerk's station (窗口): the counter window and the pages it leads to."""

import logging
import sys
import time
from collections.abc import Callable
from functools import cached_property, partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from hall_desk.domain.items import Item
from hall_desk.domain.people import Staff
from hall_desk.domain.suspensions import Suspension
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.presenters.base import Presenter
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.counter_state import CounterState, Phase
from hall_desk.presenters.signin import ApprovalPresenter
from hall_desk.ui import counter
from hall_desk.ui.counter.window import CounterWindow
from hall_desk.ui.stations.beside import BesideCounter
from hall_desk.ui.stations.program import Program
from hall_desk.ui.stations.spare import SpareContactPage
from hall_desk.ui.theme import Theme
from hall_desk.ui.typeahead import TypeAhead

if TYPE_CHECKING:
    from hall_desk.domain.payments import Payment
    from hall_desk.presenters.acceptance_state import AcceptDraft
    from hall_desk.presenters.contact import ContactPresenter
    from hall_desk.presenters.paidservice_state import PaymentWanted
    from hall_desk.presenters.preview import PreviewPresenter
    from hall_desk.presenters.sign import SignPresenter
    from hall_desk.presenters.suspension import SuspensionPresenter
    from hall_desk.ui.preview import PreviewDialog
    from hall_desk.ui.signin.approval import ApprovalDialog
    from hall_desk.ui.suspend import SignPreviews, SignWindow, SuspendDialog

log = logging.getLogger(__name__)
_USUAL_ROOMS = ("contact", "suspend", "acceptance")


class CounterStation:
    """One clerk at one window."""

    def __init__(
        self,
        program: Program,
        staff: Staff,
        window_no: WindowNo,
        *,
        show: Callable[[QWidget], None],
        drop: Callable[[QWidget], None],
        lock: Callable[[], None],
        leave: Callable[[], None],
        theme: Theme | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        window: CounterWindow | None = None,
    ):
        self.program, self.staff, self.window_no = program, staff, window_no
        self._show, self._drop = show, drop
        self._monotonic = monotonic
        self.theme = theme or program.means.counter_theme
        self.paper = program.paper(staff.staff_no)
        self.window = window or CounterWindow(self.theme, monotonic=monotonic)
        self.presenter = CounterPresenter(program.desk, window_no, staff)
        counter.bind(self.presenter, self.window)
        self.beside = BesideCounter(program, self.presenter, self.window)
        self.spare = SpareContactPage(self.theme, self.window, self.presenter, monotonic)
        self.beside.follow(self._show_state)
        self.window.wants_customer_screen.connect(self.beside.toggle_customer)
        self.window.wants_window_sign.connect(self.beside.toggle_sign)
        self.presenter.on_leave = leave
        self.presenter.print_voucher = self.paper.voucher
        self.presenter.print_refund = self.paper.refund
        self.presenter.print_notice = self.paper.notice
        self.presenter.print_process = self.paper.process
        self.window.wants_contact.connect(lambda _: self.open_contact())
        self.window.wants_contact_row.connect(self.open_contact)
        self.window.wants_ladder.connect(self.open_ladder)
        self.window.wants_paid_service.connect(self.open_paid_service)
        self.window.wants_visit.connect(self.open_visit)
        self.window.wants_acceptance.connect(self.open_acceptance)
        self.window.wants_acceptance_row.connect(self.open_tracker)
        self.window.wants_till.connect(self.open_till)
        self.window.wants_sheet_row.connect(self.open_sheet)
        self.window.wants_callback_row.connect(self.open_callbacks)
        self.window.wants_suspension.connect(self.open_suspension)
        self.window.wants_print_queue.connect(self.open_print_queue)
        self.window.wants_preview.connect(self.open_preview)
        self.presenter.on_papers = self.open_print_queue
        self._look_at_papers()
        self.window.wants_lock.connect(lock)
        self.approval = ApprovalPresenter(program.desk, staff.staff_no)
        self.presenter.needs_approval = self._ask_approval
        self.page: Presenter[Any] | None = None
        self.typed = TypeAhead(self.window)
        self.preview: tuple[PreviewPresenter, PreviewDialog] | None = None
        self.drafts: dict[int, AcceptDraft] = {}
        self.overlay: tuple[SuspensionPresenter, SuspendDialog] | None = None
        self.sign_previews: SignPreviews | None = None
        self.sign: tuple[SignPresenter, SignWindow] | None = None
        program.attach(self.presenter)
        self.beside.begin()
        self._load_ahead()

    @property
    def front(self) -> QWidget:
        """The screen to come back to."""
        return self.window

    @cached_property
    def approval_dialog(self) -> "ApprovalDialog":
        """Where the duty manager signs for an action (值班主任批准), made with the first one."""
        from hall_desk.ui.signin.approval import ApprovalDialog, bind

        dialog = ApprovalDialog(self.theme, self.window)
        bind(self.approval, dialog)
        return dialog

    def _ask_approval(self, sentence: str, then: Callable[[str], None]) -> None:
        _ = self.approval_dialog  # it has to be there before it is told to open
        self.approval.ask(sentence, then)

    def open_ladder(self) -> None:
        """The contact ladder (联系人查询) for this visit."""
        self._load("ladder", self._open_ladder)

    def _open_ladder(self) -> None:
        from hall_desk.presenters.ladder import LadderPresenter
        from hall_desk.ui import ladder
        from hall_desk.ui.ladder.page import LadderPage

        page = LadderPage(self.theme, monotonic=self._monotonic)
        presenter = LadderPresenter(
            self.program.desk,
            self.staff.staff_no,
            self.window_no,
            self.presenter.ticket,
            print_card=self.paper.rung_card,
        )
        ladder.bind(presenter, page)
        presenter.refer = lambda code, area, account: self.open_contact(
            begin=lambda form: form.begin_with(code, area_code=area, account_no=account)
        )
        page.closed.connect(self.close_page)
        self._enter_next(presenter, page)

    def open_contact(
        self,
        contact_id: int | None = None,
        *,
        begin: "Callable[[ContactPresenter], None] | None" = None,
    ) -> None:
        """First contact (首问登记): a new row of this visit, or an open one."""
        self._load("contact", lambda: self._open_contact(contact_id, begin))

    def _open_contact(
        self,
        contact_id: int | None,
        begin: "Callable[[ContactPresenter], None] | None",
    ) -> None:
        from hall_desk.presenters.contact import ContactPresenter
        from hall_desk.ui import contact

        page = self.spare.take()
        presenter = ContactPresenter(
            self.program.desk,
            self.staff.staff_no,
            self.window_no,
            self.presenter.ticket,
            contact_id=contact_id,
            print_paper=self.paper.by_kind,
        )
        contact.bind(presenter, page)
        if begin is not None:
            begin(presenter)
        page.closed.connect(self.close_page)
        self._enter_next(presenter, page)

    def open_acceptance(self, ticket: Ticket, item: Item) -> None:
        """The acceptance page (业务受理) of an item; its draft is kept for the visit only."""
        self._load("acceptance", lambda: self._open_acceptance(ticket, item))

    def _open_acceptance(self, ticket: Ticket, item: Item) -> None:
        from hall_desk.presenters.acceptance import AcceptPresenter
        from hall_desk.ui import acceptance
        from hall_desk.ui.acceptance.page import AcceptPage

        present = {each.id for each in self.presenter.facts.items} if self.presenter.facts else {}
        self.drafts = {key: draft for key, draft in self.drafts.items() if key in present}
        page = AcceptPage(self.theme, monotonic=self._monotonic)
        presenter = AcceptPresenter(
            self.program.desk,
            self.staff.staff_no,
            self.window_no,
            ticket,
            item,
            drafts=self.drafts,
            print_notice=self.paper.notice,
            print_paper=self.paper.by_kind,
        )
        acceptance.bind(presenter, page)
        page.closed.connect(self.close_page)
        self._enter_next(presenter, page)

    def open_tracker(self, acceptance_id: int) -> None:
        """An open acceptance of 我的待办 (受理跟踪)."""
        self._load("acceptance", lambda: self._open_tracker(acceptance_id))

    def _open_tracker(self, acceptance_id: int) -> None:
        from hall_desk.presenters.tracking import TrackPresenter
        from hall_desk.ui import acceptance
        from hall_desk.ui.acceptance.track_page import TrackPage

        page = TrackPage(self.theme, monotonic=self._monotonic)
        presenter = TrackPresenter(
            self.program.desk,
            self.staff.staff_no,
            acceptance_id,
            print_paper=self.paper.by_kind,
        )
        acceptance.bind_track(presenter, page)
        page.closed.connect(self.close_page)
        self._enter_next(presenter, page)

    def open_paid_service(self, ticket_id: object = None, item_id: object = None) -> None:
        """The itemised sheet (有偿服务) of this visit."""
        self._load("paidservice", self._open_paid_service)

    def open_sheet(self, sheet_id: int) -> None:
        """A signed sheet of 我的待办: the team's report, the second signature, the payment."""
        self._load("paidservice", lambda: self._open_paid_service(sheet_id))

    def _open_paid_service(self, sheet_id: int | None = None) -> None:
        from hall_desk.presenters.paidservice import PaidServicePresenter
        from hall_desk.ui import paidservice
        from hall_desk.ui.paidservice.page import PaidServicePage

        page = PaidServicePage(self.theme, monotonic=self._monotonic)
        presenter = PaidServicePresenter(
            self.program.desk,
            self.staff.staff_no,
            self.window_no,
            self.presenter.ticket,
            sheet_id=sheet_id,
            print_paper=self.paper.by_kind,
        )
        paidservice.bind(presenter, page)
        page.closed.connect(self.close_page)
        presenter.wants_payment = self.take_sheet_payment
        self.beside.follow_sheet(presenter)
        self._enter_next(presenter, page)

    def open_till(self) -> None:
        """The clerk's till (钱箱)."""
        self._load("till", self._open_till)

    def _open_till(self) -> None:
        from hall_desk.presenters.till import TillPresenter
        from hall_desk.ui import till

        page = till.TillPage(self.theme, monotonic=self._monotonic)
        presenter = TillPresenter(self.program.desk, self.staff.staff_no, self.window_no)
        presenter.needs_approval = self._ask_approval
        till.bind(presenter, page)
        page.closed.connect(self.close_page)
        page.manager_wanted.connect(self.presenter.call_manager)
        self._enter_next(presenter, page)

    def open_callbacks(self, callback_id: int = 0) -> None:
        """The clerk's callbacks after paid services (回访), beginning with one of them."""
        self._load("callbacks", lambda: self._open_callbacks(callback_id))

    def _open_callbacks(self, callback_id: int) -> None:
        from hall_desk.presenters.callbacks import CallbacksPresenter
        from hall_desk.ui import callbacks

        page = callbacks.CallbacksPage(self.theme, monotonic=self._monotonic)
        presenter = CallbacksPresenter(self.program.desk, self.staff, callback_id or None)
        callbacks.bind(presenter, page)
        page.closed.connect(self.close_page)
        self._enter_next(presenter, page)

    def open_visit(self, ticket_id: int) -> None:
        """A visit that was found (来访记录), to be read."""
        self._load("visitpage", lambda: self._open_visit(ticket_id))

    def _open_visit(self, ticket_id: int) -> None:
        from hall_desk.presenters.visitpage import VisitPagePresenter
        from hall_desk.ui import visitpage

        page = visitpage.VisitPage(self.theme, monotonic=self._monotonic)
        presenter = VisitPagePresenter(
            self.program.desk,
            self.staff.staff_no,
            ticket_id,
            print_paper=self.paper.by_kind,
        )
        visitpage.bind(presenter, page)
        page.closed.connect(self.close_page)
        self._enter_next(presenter, page)

    def _look_at_papers(self) -> None:
        """A voucher that was paid and never printed, because the program died, is offered."""
        room = self.program.means.room
        if room is not None:
            self.presenter.paper_notice = room.notice
            self.presenter.paper_fate, self.presenter.paper_out = room.fate_of, room.came_by
            look = partial(room.look_for_missing, self.window_no)
            self.presenter.run_behind(look, lambda _: self.presenter.tick(), _log_fault)

    def open_print_queue(self) -> None:
        """The papers of this PC that are not out yet (打印队列)."""
        if self.program.means.room is None:
            self.presenter.say("这台电脑没有打印队列。")
        else:
            self._load("settings.page", self._open_print_queue)

    def _open_print_queue(self) -> None:
        from hall_desk.ui.settings.queue import make_queue

        assert self.program.means.room is not None
        presenter, page = make_queue(
            self.program, self.staff, self.theme, self.window, self.window_no
        )
        page.closed.connect(self.close_page)
        self._enter_next(presenter, page)
        self.presenter.run(lambda: None, lambda _: page.begin(), quiet=True)

    def open_preview(self) -> None:
        """The voucher chosen in 今日凭证, or the newest; printed from there it is counted."""
        chosen = self.presenter.voucher
        if chosen is None or self.program.means.room is None:
            self.presenter.say("今天还没有收款凭证可看。")
            return
        self._load("preview", partial(self._open_preview, chosen))

    def _open_preview(self, payment: "Payment") -> None:
        from hall_desk.presenters.preview import PaperPreview
        from hall_desk.ui.preview import open_preview

        desk = PaperPreview(self.program.means.hall, self.staff.staff_no)
        self.preview = open_preview(
            self.program,
            self.theme,
            self.window,
            lambda: desk.draw(lambda paper: paper.voucher(payment)),
            print_it=partial(self._reprint_previewed, payment.id),
            print_word="补打",
        )
        self.preview[1].closed.connect(self._forget_preview)
        self.typed.release()

    def _reprint_previewed(self, payment_id: int) -> None:
        if self.preview is not None:
            self.preview[1].close_frame()
        self.presenter.reprint(payment_id)

    def _forget_preview(self) -> None:
        self.preview = None

    def take_sheet_payment(self, wanted: "PaymentWanted") -> None:
        """The cash dialog (唱收唱付) over the counter, for a signed sheet."""
        self.close_page()
        self.presenter.take_sheet_payment(wanted)

    def open_suspension(self) -> None:
        """The suspend dialog (暂停营业) of this window."""
        self._load("suspend", self._open_suspension)

    def _open_suspension(self) -> None:
        from hall_desk.presenters.suspension import SuspensionPresenter
        from hall_desk.ui import suspend

        if self.overlay is not None:
            self.overlay[1].scrim.deleteLater()
        dialog = suspend.SuspendDialog(self.theme, self.window)
        presenter = SuspensionPresenter(
            self.program.desk,
            self.staff.staff_no,
            self.window_no,
            print_paper=self.paper.by_kind,
        )
        suspend.bind(presenter, dialog)
        load = partial(self._load, "preview")
        self.sign_previews = suspend.SignPreviews(
            self.program, self.theme, self.window, presenter, load
        )
        presenter.suspended = self._suspended
        self.overlay = (presenter, dialog)  # a connected presenter lives as long as it is kept
        presenter.refresh()
        self.presenter.run(lambda: None, lambda _: self._open_overlay(dialog), quiet=True)

    def _open_overlay(self, dialog: "SuspendDialog") -> None:
        """Opened with what it has to show: a dialog made anew meanwhile takes its place."""
        if self.overlay is not None and self.overlay[1] is dialog:
            self.window.open_overlay(dialog)
            self.typed.release()

    def open_sign(self) -> None:
        """The full-screen sign (标牌) of this window."""
        if self.sign is not None:
            return
        from hall_desk.presenters.sign import SignPresenter
        from hall_desk.ui import suspend

        window = suspend.SignWindow(self.theme)
        presenter = SignPresenter(self.program.desk, self.staff.staff_no, self.window_no)
        suspend.bind_sign(presenter, window)
        window.closed.connect(self.close_sign)
        window.ended.connect(self.close_sign)
        self.sign = (presenter, window)
        self.program.attach(presenter)
        self._show(window)

    def close_sign(self) -> None:
        """Back to the counter; the suspension holds until it is resumed."""
        if self.sign is None:
            return
        presenter, window = self.sign
        self.sign = None
        self.program.detach(presenter)
        self._show(self.window)
        self._drop(window)
        self.presenter.refresh()

    def _suspended(self, suspension: Suspension) -> None:
        self.presenter.refresh()
        self.open_sign()

    def close_page(self) -> None:
        """Back to the visit."""
        if self.page is not None:
            self.program.detach(self.page)
            self.page = None
        self.beside.leave_sheet()
        self.window.set_page(None)
        self.presenter.refresh()
        self.spare.renew()

    def close(self) -> None:
        """Lets everything of this station go."""
        self.spare.close()
        self.overlay = None
        if self.page is not None:
            self.program.detach(self.page)
        self.beside.close()
        self.close_sign()
        self.program.detach(self.presenter)
        self._drop(self.window)

    def _show_state(self, state: CounterState) -> None:
        """A visit has begun: what it may want next is made while the customer talks."""
        self.window.show_state(state)
        if state.phase is Phase.SERVING:
            self.spare.have()

    def _load_ahead(self) -> None:
        """What most days need is loaded while the clerk looks at the screen for the first time."""
        for room in _USUAL_ROOMS:
            self.presenter.run(_loading_ahead(room), lambda _: None, quiet=True)

    def _load(self, room: str, open_page: Callable[[], None]) -> None:
        """A page's code is loaded with its first use, beside the window; then the page is made."""
        self.typed.hold()
        name = f"hall_desk.ui.{room}"
        if name in sys.modules:
            open_page()
        else:
            self.presenter.run(lambda: import_module(name), lambda _: open_page(), quiet=True)

    def _enter_next(self, presenter: Presenter[Any], page: QWidget) -> None:
        """A page is made now, dressed and shown with the next events: at once would be a pause."""
        self.presenter.run(lambda: None, lambda _: self.window.dress_page(page), quiet=True)
        self.presenter.run(lambda: None, lambda _: self._enter(presenter, page), quiet=True)

    def _enter(self, presenter: Presenter[Any], page: QWidget) -> None:
        if self.page is not None:
            self.close_page()
        self.page = presenter
        self.program.attach(presenter)
        self.window.set_page(page)
        self.typed.release()


def _log_fault(fault: Exception) -> None:
    log.warning("vouchers without paper could not be looked for", exc_info=fault)


def _loading_ahead(room: str) -> Callable[[], object]:
    """Loads a room of the screen that nobody has asked for yet."""

    def _ahead() -> object:
        return import_module(f"hall_desk.ui.{room}")

    return _ahead
