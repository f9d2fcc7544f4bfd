"""What stands beside a counter on the second screen: the customer's screen, the window's sign."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from hall_desk.domain.ratings import GivenBy
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.counter_state import CounterState
from hall_desk.ui.stations.program import Program

if TYPE_CHECKING:
    from hall_desk.domain.signatures import Strokes
    from hall_desk.presenters.paidservice import PaidServicePresenter
    from hall_desk.presenters.paidservice_state import PaidServiceState
    from hall_desk.presenters.window_sign import WindowSignPresenter
    from hall_desk.ui.customer.window import CustomerWindow
    from hall_desk.ui.windowsign.window import WindowSignWindow

REMEMBERED = "customer_screen"
_BEHIND = "这台电脑只有一块屏幕，{what}开在工作窗口后面；接上第二块屏幕后按两次 {key}。"


class BesideCounter:
    """Opens and feeds the two public windows of a counter; they are loaded when first wanted."""

    def __init__(self, program: Program, presenter: CounterPresenter, counter: QWidget):
        self.program, self.presenter, self.counter = program, presenter, counter
        self.customer: CustomerWindow | None = None
        self.sign: tuple[WindowSignPresenter, WindowSignWindow] | None = None
        self.sheet: PaidServiceState | None = None
        self._sheet_of: PaidServicePresenter | None = None
        self._state: CounterState | None = None

    def begin(self) -> None:
        """The side screen comes back by itself where it was open, but never over the work."""
        if self.program.means.customer_screen and has_second_screen():
            self.open_customer()

    def follow(self, show: Callable[[CounterState], None]) -> None:
        """Each state of the counter goes to its window, and then to the side screen."""

        def _both(state: CounterState) -> None:
            show(state)
            self._state = state
            self._feed()

        self.presenter.show = _both

    def follow_sheet(self, page: "PaidServicePresenter") -> None:
        """The itemised sheet goes to the side screen as it is drawn up."""
        show = page.show

        def _both(state: "PaidServiceState") -> None:
            show(state)
            self.sheet = state
            self._feed()

        page.show, self._sheet_of = _both, page

    def leave_sheet(self) -> None:
        """The page of the sheet is closed."""
        self.sheet, self._sheet_of = None, None
        self._feed()

    def toggle_customer(self) -> None:
        """Ctrl+D: opens the side screen, or closes it; this PC remembers."""
        if self.customer is None:
            self.open_customer()
            self._say_where("客户屏", "Ctrl+D")
        else:
            self.customer.close()
        self.program.means.remember(REMEMBERED, self.customer is not None)

    def open_customer(self) -> None:
        """The side screen, on the second screen when there is one."""
        from hall_desk.ui.customer.window import CustomerWindow

        window = CustomerWindow(self.program.means.public_theme)
        window.rated.connect(lambda level: self.presenter.rate(level, GivenBy.SCREEN))
        window.confirmed.connect(self._confirmed)
        window.closed.connect(self._customer_closed)
        self.customer = window
        self._feed()
        self._place(window)

    def toggle_sign(self) -> None:
        """Ctrl+Shift+D: the sign of this window opens or closes."""
        if self.sign is not None:
            self.sign[1].close()
            return
        from hall_desk.ui.stations.public import open_window_sign

        presenter, window = open_window_sign(self.program, self.presenter.window_no)
        window.closed.connect(self._sign_closed)
        self.sign = (presenter, window)
        self._place(window)
        self._say_where("窗口标识", "Ctrl+Shift+D")

    def close(self) -> None:
        """The counter goes; its public windows with it."""
        for window in (self.customer, self.sign[1] if self.sign else None):
            if window is not None:
                window.close()

    def _place(self, window: QWidget) -> None:
        """Shows it beside the work; the keyboard stays with the counter on every platform."""
        place(window)
        if self.counter.isVisible():
            self.counter.window().activateWindow()

    def _say_where(self, what: str, key: str) -> None:
        """With one screen it does not show itself."""
        if not has_second_screen():
            self.presenter.say(_BEHIND.format(what=what, key=key))

    def _feed(self) -> None:
        if self.customer is None or self._state is None:
            return
        from hall_desk.presenters.customer_screen import build_customer, customer_facts

        facts = customer_facts(self.presenter.facts, self.presenter.catalogue, self.sheet)
        self.customer.show_state(build_customer(self._state, facts))

    def _confirmed(self, total: str, strokes: "Strokes") -> None:
        if self._sheet_of is not None:
            self._sheet_of.confirm_on_screen(total, strokes)

    def _customer_closed(self) -> None:
        if self.customer is not None:
            self.customer.deleteLater()
            self.customer = None

    def _sign_closed(self) -> None:
        if self.sign is not None:
            presenter, window = self.sign
            self.sign = None
            self.program.detach(presenter)
            window.deleteLater()


def has_second_screen() -> bool:
    """Whether something can stand beside the work without covering it."""
    return len(QGuiApplication.screens()) > 1


def place(window: QWidget) -> None:
    """A public window fills the second screen; with one screen it is a window beside the work."""
    # The program ends with its main window, not with what stands beside it.
    window.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
    screens = QGuiApplication.screens()
    if has_second_screen():
        window.setGeometry(screens[1].geometry())
        window.showFullScreen()
        return
    room = screens[0].availableGeometry()
    window.resize(room.width() * 3 // 5, room.height() * 3 // 5)
    window.show()
