"""The clerk's station (窗口): the counter window and the pages it leads to."""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from hall_desk.domain.people import Staff
from hall_desk.domain.suspensions import Suspension
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.base import Presenter
from hall_desk.presenters.contact import ContactPresenter
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.paidservice import PaidServicePresenter
from hall_desk.presenters.paidservice_state import PaymentWanted
from hall_desk.presenters.sign import SignPresenter
from hall_desk.presenters.signin import ApprovalPresenter
from hall_desk.presenters.suspension import SuspensionPresenter
from hall_desk.ui import contact, counter, paidservice, suspend
from hall_desk.ui.contact.page import ContactPage
from hall_desk.ui.counter.window import CounterWindow
from hall_desk.ui.paidservice.page import PaidServicePage
from hall_desk.ui.signin.approval import ApprovalDialog
from hall_desk.ui.signin.approval import bind as bind_approval
from hall_desk.ui.stations.program import Program
from hall_desk.ui.suspend.dialog import SuspendDialog
from hall_desk.ui.suspend.sign_window import SignWindow
from hall_desk.ui.theme import Theme


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
        self.presenter.on_leave = leave
        self.presenter.print_voucher = self.paper.voucher
        self.presenter.print_notice = self.paper.notice
        self.window.wants_contact.connect(lambda _: self.open_contact())
        self.window.wants_contact_row.connect(self.open_contact)
        self.window.wants_paid_service.connect(self.open_paid_service)
        self.window.wants_suspension.connect(self.open_suspension)
        self.window.wants_lock.connect(lock)
        self.approval = ApprovalPresenter(program.desk, staff.staff_no)
        self.approval_dialog = ApprovalDialog(self.theme, self.window)
        bind_approval(self.approval, self.approval_dialog)
        self.presenter.needs_approval = self.approval.ask
        self.page: Presenter[Any] | None = None
        self.overlay: tuple[SuspensionPresenter, SuspendDialog] | None = None
        self.sign: tuple[SignPresenter, SignWindow] | None = None
        program.attach(self.presenter)

    @property
    def front(self) -> QWidget:
        """The screen to come back to."""
        return self.window

    def open_contact(self, contact_id: int | None = None) -> None:
        """First contact (首问登记): a new row of this visit, or an open one."""
        page = ContactPage(self.theme, monotonic=self._monotonic)
        presenter = ContactPresenter(
            self.program.desk,
            self.staff.staff_no,
            self.window_no,
            self.presenter.ticket,
            contact_id=contact_id,
            print_paper=self.paper.by_kind,
        )
        contact.bind(presenter, page)
        page.closed.connect(self.close_page)
        self._enter_next(presenter, page)

    def open_paid_service(self, ticket_id: object = None, item_id: object = None) -> None:
        """The itemised sheet (有偿服务) of this visit."""
        page = PaidServicePage(self.theme, monotonic=self._monotonic)
        presenter = PaidServicePresenter(
            self.program.desk,
            self.staff.staff_no,
            self.window_no,
            self.presenter.ticket,
            print_paper=self.paper.by_kind,
        )
        paidservice.bind(presenter, page)
        page.closed.connect(self.close_page)
        presenter.wants_payment = self.take_sheet_payment
        self._enter_next(presenter, page)

    def take_sheet_payment(self, wanted: PaymentWanted) -> None:
        """The cash dialog (唱收唱付) over the counter, for a signed sheet."""
        self.close_page()
        self.presenter.take_sheet_payment(wanted)

    def open_suspension(self) -> None:
        """The suspend dialog (暂停营业) of this window."""
        if self.overlay is not None:
            self.overlay[1].scrim.deleteLater()
        dialog = SuspendDialog(self.theme, self.window)
        presenter = SuspensionPresenter(
            self.program.desk,
            self.staff.staff_no,
            self.window_no,
            print_paper=self.paper.by_kind,
        )
        suspend.bind(presenter, dialog)
        presenter.suspended = self._suspended
        presenter.refresh()
        self.overlay = (presenter, dialog)  # a connected presenter lives as long as it is kept
        self.window.open_overlay(dialog)

    def open_sign(self) -> None:
        """The full-screen sign (标牌) of this window."""
        if self.sign is not None:
            return
        window = SignWindow(self.theme)
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
        self.window.set_page(None)
        self.presenter.refresh()

    def close(self) -> None:
        """Lets everything of this station go."""
        if self.page is not None:
            self.program.detach(self.page)
        self.close_sign()
        self.program.detach(self.presenter)
        self._drop(self.window)

    def _enter_next(self, presenter: Presenter[Any], page: QWidget) -> None:
        """A page is made now and shown with the next event: both at once would be a pause."""
        self.presenter.run(lambda: None, lambda _: self._enter(presenter, page), quiet=True)

    def _enter(self, presenter: Presenter[Any], page: QWidget) -> None:
        if self.page is not None:
            self.close_page()
        self.page = presenter
        self.program.attach(presenter)
        self.window.set_page(page)
