"""The kiosk's window (取号机窗口): one page at a time, fitted to whatever screen there is."""

import time
from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from hall_desk.presenters.kiosk import KioskPresenter
from hall_desk.presenters.kiosk_state import KioskState, Step
from hall_desk.ui.kiosk.buttons import ARROWS, TouchButton, WideButton
from hall_desk.ui.kiosk.guard import KioskGuard
from hall_desk.ui.kiosk.listpages import PricesPage, PromisesPage
from hall_desk.ui.kiosk.look import Look
from hall_desk.ui.kiosk.pages import Foot, GroundsPage, HomePage, Page, ServicesPage
from hall_desk.ui.kiosk.parts import HintPlate, KioskHeader
from hall_desk.ui.kiosk.restpage import RestPage
from hall_desk.ui.kiosk.searchpage import SearchPage
from hall_desk.ui.kiosk.selfpages import CarryPage, CodePage, QueryPage
from hall_desk.ui.kiosk.staffpage import StaffPage
from hall_desk.ui.kiosk.ticketpages import BlockedPage, CardPage, IssuedPage
from hall_desk.ui.kit import FocusRing
from hall_desk.ui.theme import Theme

_PAGES: dict[Step, Callable[[Look, KioskState], Page]] = {
    Step.HOME: HomePage,
    Step.SERVICES: ServicesPage,
    Step.CARD: CardPage,
    Step.GROUNDS: GroundsPage,
    Step.ISSUED: IssuedPage,
    Step.BLOCKED: BlockedPage,
    Step.SEARCH: SearchPage,
    Step.CODE: CodePage,
    Step.QUERY: QueryPage,
    Step.PRICES: PricesPage,
    Step.PROMISES: PromisesPage,
    Step.CARRY: CarryPage,
    Step.REST: RestPage,
    Step.STAFF: StaffPage,
}
_OWN_SENTENCE = (Step.HOME, Step.CARD, Step.CODE, Step.QUERY, Step.STAFF)
_MARK = "HD1:"


class KioskWindow(QWidget):
    """Shows one state of the kiosk and reports what was touched."""

    kind_chosen = Signal(str)
    service_chosen = Signal(str)
    ground_chosen = Signal(str)
    issue_asked = Signal()
    priority_asked = Signal()
    priority_cancelled = Signal()
    back_asked = Signal()
    home_asked = Signal()
    large_toggled = Signal()
    guide_asked = Signal()
    retry_asked = Signal()
    touched = Signal()
    search_asked = Signal()
    code_asked = Signal()
    query_asked = Signal()
    prices_asked = Signal()
    promises_asked = Signal()
    carry_asked = Signal()
    list_asked = Signal()
    submitted = Signal()
    key_pressed = Signal(str)
    word_chosen = Signal(str)
    typed = Signal(str)
    scanned = Signal(str)
    staff_asked = Signal()
    leave_asked = Signal(str, str)

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        locked: bool = False,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._monotonic = monotonic
        self._keys = ""
        self._look: Look | None = None
        self._state: KioskState | None = None
        self._page: Page | None = None
        self._by_keys = False
        self.setObjectName("kiosk")
        self.setWindowTitle("取号机")
        self.setProperty("window", "staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._parts: list[QWidget] = []
        self._signals: dict[str, Callable[[], None]] = {
            "issue": self.issue_asked.emit,
            "ask_priority": self.priority_asked.emit,
            "cancel_priority": self.priority_cancelled.emit,
            "back": self.back_asked.emit,
            "home": self.home_asked.emit,
            "large_type": self.large_toggled.emit,
            "call_manager": self.guide_asked.emit,
            "retry": self.retry_asked.emit,
            "page": self.touched.emit,
            "wake": self.touched.emit,
            "open_search": self.search_asked.emit,
            "open_code": self.code_asked.emit,
            "open_query": self.query_asked.emit,
            "open_prices": self.prices_asked.emit,
            "open_promises": self.promises_asked.emit,
            "carry": self.carry_asked.emit,
            "print_list": self.list_asked.emit,
            "submit": self.submitted.emit,
        }
        self._families: dict[str, SignalInstance] = {
            "kind": self.kind_chosen,
            "service": self.service_chosen,
            "ground": self.ground_chosen,
            "key": self.key_pressed,
            "word": self.word_chosen,
        }
        # The window itself holds the focus until a key moves it to a button: no ring for fingers.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRadius", "none")
        self.setFocus()
        theme.apply(self)
        self.resize(theme.px(540), theme.px(960))
        self._ring = FocusRing(theme, self)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setAcceptDrops(False)
        self.guard = KioskGuard(self, self._scan, monotonic=monotonic) if locked else None

    def show_state(self, state: KioskState) -> None:
        """Show the state; a page is built anew only when the step or the look changes."""
        before, self._state = self._state, state
        look = Look.of(self._theme, self.size(), large=state.large)
        if not look.same_as(self._look):
            self._furnish(look, state)
        elif self._page is None or not _same_page(before, state):
            self._turn_to(state)
        self._head.show_state(state)
        self._show_sentence(state)
        assert self._page is not None
        self._page.show_state(state)
        self._foot.show_state(state)
        if state.step is Step.BLOCKED and not state.can_call:
            self._foot.hide()
        if self._by_keys:
            self._by_keys = False
            self._column.activate()
            self._focus_first()
        self._mind_keys(state)

    def page(self) -> Page | None:
        """The page shown."""
        return self._page

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit everything to the new size."""
        super().resizeEvent(event)
        if self._state is not None:
            self.show_state(self._state)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A touch beside the buttons shows that somebody is there."""
        self.touched.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the neighbour, Escape goes back."""
        if event.key() in ARROWS:
            self._step_to(Qt.Key(event.key()))
        elif event.key() == Qt.Key.Key_Escape:
            self.back_asked.emit()
        elif self._state is not None and event.text().isprintable() and event.text():
            self.touched.emit()
            self._keys += event.text()
            self._mind_keys(self._state)
        else:
            self.touched.emit()
            super().keyPressEvent(event)

    def leave(self) -> None:
        """The staff's way out: now the window may close."""
        if self.guard is not None:
            self.guard.open()
        self.close()

    def _scan(self, text: str) -> None:
        self._keys = ""
        self.scanned.emit(text)

    def _mind_keys(self, state: KioskState) -> None:
        """A keyboard on the first page opens the search, unless a scanner may be typing."""
        keys = self._keys
        if not keys or _MARK.startswith(keys.upper()[: len(_MARK)]):
            return
        self._keys = ""
        if state.step is Step.HOME and not keys.isspace():
            self.typed.emit(keys)

    def _show_sentence(self, state: KioskState) -> None:
        """A fault with its way out; other sentences where the page has no place for them."""
        spare = "" if state.step in _OWN_SENTENCE else state.message
        wrong = bool(state.banner) or state.is_error
        self._fault.setVisible(bool(state.banner or spare))
        self._fault.show_hint(state.banner or spare, "error" if wrong else "done")
        self._again.setVisible(bool(state.banner))

    def _furnish(self, look: Look, state: KioskState) -> None:
        """Build head, page and foot for this look."""
        self._drop(*self._parts)
        self._look, self._page = look, None
        self._head, self._foot = KioskHeader(look, self._monotonic), Foot(look)
        self._head.held.connect(self.staff_asked)
        self._fault = HintPlate(look, "", "error")
        self._again = WideButton(look, "再试一次", "recall", "retry", high=104)
        self._again.triggered.connect(self._used)
        self._foot.used.connect(self._used)
        self._parts = [self._head, self._fault, self._again, self._foot]
        for part in self._parts:
            self._column.addWidget(part)
        self._turn_to(state)

    def _turn_to(self, state: KioskState) -> None:
        """Build the page of the state's step."""
        assert self._look is not None
        self._by_keys = isinstance(self.focusWidget(), TouchButton)
        if self._page is not None:
            self._drop(self._page)
        self._page = _PAGES[state.step](self._look, state)
        self._page.used.connect(self._used)
        self._page.typed.connect(self.typed)
        self._page.leaving.connect(self.leave_asked)
        self._column.insertWidget(1, self._page, 1)
        self._parts = [part for part in self._parts if part is not self._page]
        self._parts.append(self._page)
        self._page.show()
        field = self._page.field()
        if field is not None:
            self._by_keys = False
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self, *parts: QWidget) -> None:
        holder: QWidget | None = self.focusWidget()
        if holder and any(part.isAncestorOf(holder) for part in parts):
            self.setFocus()
        for part in parts:
            self._column.removeWidget(part)
            part.hide()
            for button in part.findChildren(TouchButton):
                button.setObjectName("")  # until it is gone, nobody finds it by its name
            part.deleteLater()
        self._parts = [part for part in self._parts if part not in parts]

    def _used(self, name: str) -> None:
        kind, _, value = name.partition("_")
        if name in self._signals:
            self._signals[name]()
        elif kind in self._families:
            self._families[kind].emit(value)

    def _buttons(self) -> list[TouchButton]:
        """What can be pressed now, from the top."""
        found = [
            button
            for button in self.findChildren(TouchButton)
            if button.isVisibleTo(self) and button.isEnabled()
        ]
        return sorted(found, key=lambda button: _place(self, button))

    def _focus_first(self) -> None:
        first = self._page.first() if self._page is not None else None
        for button in [first] if first is not None else self._buttons()[:1]:
            button.setFocus(Qt.FocusReason.TabFocusReason)

    def _step_to(self, key: Qt.Key) -> None:
        """Give the focus to the nearest button in the arrow's direction."""
        here = self.focusWidget()
        if not isinstance(here, TouchButton):
            self._focus_first()
            return
        start = here.mapTo(self, here.rect().center())
        ranked = [
            (cost, button)
            for button in self._buttons()
            if button is not here
            and (cost := _distance(key, start, button.mapTo(self, button.rect().center())))
        ]
        if ranked:
            nearest = min(ranked, key=lambda pair: pair[0])[1]
            nearest.setFocus(Qt.FocusReason.TabFocusReason)


def _place(window: QWidget, button: QWidget) -> tuple[int, int]:
    at = button.mapTo(window, QPoint(0, 0))
    return at.y(), at.x()


def _distance(key: Qt.Key, start: QPoint, end: QPoint) -> float:
    """How far a button lies in the direction; 0 when it does not."""
    across, down = end.x() - start.x(), end.y() - start.y()
    ahead, beside = {
        Qt.Key.Key_Up: (-down, across),
        Qt.Key.Key_Down: (down, across),
        Qt.Key.Key_Left: (-across, down),
        Qt.Key.Key_Right: (across, down),
    }[key]
    return ahead + 2.0 * abs(beside) if ahead > 4 else 0.0


def _same_page(before: KioskState | None, now: KioskState) -> bool:
    if before is None or before.step is not now.step:
        return False
    if now.step is Step.CARD:
        assert before.card is not None
        assert now.card is not None
        return (before.card.code, before.card.papers) == (now.card.code, now.card.papers)
    if now.step is Step.ISSUED:
        assert before.ticket is not None
        assert now.ticket is not None
        return before.ticket.code == now.ticket.code
    return before.kind_name == now.kind_name or now.step is not Step.SERVICES


def bind(presenter: KioskPresenter, window: KioskWindow) -> None:
    """Connect the kiosk's window with its presenter."""
    window.kind_chosen.connect(presenter.choose_kind)
    window.service_chosen.connect(presenter.choose_service)
    window.ground_chosen.connect(presenter.choose_ground)
    window.issue_asked.connect(presenter.issue)
    window.priority_asked.connect(presenter.ask_priority)
    window.priority_cancelled.connect(presenter.cancel_priority)
    window.back_asked.connect(presenter.back)
    window.home_asked.connect(presenter.go_home)
    window.large_toggled.connect(presenter.toggle_large)
    window.guide_asked.connect(presenter.call_manager)
    window.retry_asked.connect(presenter.retry)
    window.touched.connect(presenter.touched)
    window.search_asked.connect(presenter.open_search)
    window.code_asked.connect(presenter.open_code)
    window.query_asked.connect(presenter.open_query)
    window.prices_asked.connect(presenter.open_prices)
    window.promises_asked.connect(presenter.open_promises)
    window.carry_asked.connect(presenter.carry)
    window.list_asked.connect(presenter.print_list)
    window.submitted.connect(presenter.submit)
    window.key_pressed.connect(presenter.press)
    window.word_chosen.connect(presenter.choose_word)
    window.typed.connect(presenter.type)
    window.scanned.connect(presenter.scanned)
    window.staff_asked.connect(presenter.ask_staff)
    window.leave_asked.connect(presenter.leave)
    presenter.left = window.leave
    presenter.show = window.show_state
