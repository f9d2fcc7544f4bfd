"""Where the hands are (焦点): the focus follows the phase, the panel and the open page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from hall_desk.presenters.counter_state import CounterState, Panel, Phase

if TYPE_CHECKING:
    from hall_desk.ui.counter.window import CounterWindow

_OTHER = Qt.FocusReason.OtherFocusReason


class Hands:
    """Gives the focus of a counter window to where the next key is wanted."""

    def __init__(self, window: "CounterWindow") -> None:
        self.window = window
        self._before_panel: QWidget | None = None
        self._before_page: QWidget | None = None
        self._before_tasks: QWidget | None = None
        self._before_rating: QWidget | None = None
        self._was_rating = False
        self._due = False

    def remember(self, before: CounterState | None, state: CounterState) -> None:
        """Keep in mind where the hands were before a panel unfolds over it."""
        self._was_rating = self.window.right.rating.levels.hasFocus()
        folded = before is None or before.panel.panel is Panel.NONE
        if folded and state.panel.panel is not Panel.NONE:
            self._before_panel = self.window.focusWidget()

    def move(self, before: CounterState | None, state: CounterState) -> None:
        """The focus stays unless the phase, the panel or the item in hand changed."""
        if before is None or before.phase is not state.phase:
            self._before_panel = None
            self.begin(state)
        if self._was_rating and self.window.right.rating.isHidden():
            self.begin(state)
        panel = state.panel
        fresh = before is None or before.panel.serial != panel.serial
        if panel.panel is not Panel.NONE and fresh:
            self._unfold(panel.panel)
        elif before is not None and before.panel.panel is not Panel.NONE is panel.panel:
            if _current(before) != _current(state):
                self.begin(state)
            elif before.phase is state.phase:
                self._give_back(self._before_panel)
        elif before is not None and (_current(before) != _current(state) or self._rested()):
            self.begin(state)

    def begin(self, state: CounterState) -> None:
        """Where the hands belong at the beginning of a phase."""
        window = self.window
        # Below the sign or the lock it must not take the keys from what is in front.
        self._due = not window.isVisible()
        if self._due:
            return
        if window.cash.is_open() or window.page() is not None:
            return
        target: QWidget = window.bar.main
        if state.phase is Phase.IDLE and window.call.isEnabled():
            target = window.call
        elif state.phase is Phase.SERVING:
            target = window.middle.visit.steps
            if state.money.shown:
                target = window.right.money.first_field()
        # With nothing to do a stray Space must press nothing: the window itself has the hands.
        (target if target.isEnabled() else window).setFocus(_OTHER)

    def come_forward(self) -> None:
        """The counter is on the screen again; what changed meanwhile moves the hands now."""
        state = self.window.state()
        if self._due and state is not None:
            self.begin(state)

    def _rested(self) -> bool:
        """Nothing could be pressed so far."""
        return self.window.hasFocus()

    def enter_page(self) -> None:
        """A page opens over the counter."""
        self._before_page = self.window.focusWidget()

    def leave_page(self) -> None:
        """Back to the visit, to where the hands were."""
        self._give_back(self._before_page)

    def enter_tasks(self) -> None:
        """Ctrl+J: to the open matters."""
        tasks = self.window.left.tasks.list
        if not tasks.hasFocus():
            self._before_tasks = self.window.focusWidget()
        tasks.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave_tasks(self) -> None:
        """Esc: back from the open matters."""
        self._give_back(self._before_tasks)

    def enter_quantity(self) -> bool:
        """Ctrl+Q: to the number of pieces of the item in hand; False where there is none."""
        field = self.window.middle.visit.quantity_in_hand()
        if field is None or not field.isVisible():
            return False
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def leave_quantity(self) -> None:
        """Enter: back to where the visit goes on."""
        state = self.window.state()
        if state is not None:
            self.begin(state)

    def enter_rating(self) -> None:
        """Ctrl+R: to the customer's answer, so that a digit is one."""
        levels = self.window.right.rating.levels
        if not levels.hasFocus():
            self._before_rating = self.window.focusWidget()
        levels.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave_rating(self) -> None:
        """Answered, or Esc: back to where the hands were."""
        self._give_back(self._before_rating)

    def _unfold(self, panel: Panel) -> None:
        target = self.window.right.panel(panel)
        unfold = getattr(target, "unfold", None)
        if unfold is not None:
            unfold()
        covered = self.window.cash.is_open() or self.window.page() is not None
        if self.window.isVisible() and not covered:
            target.first().setFocus(_OTHER)

    def _give_back(self, widget: QWidget | None) -> None:
        state = self.window.state()
        if widget is not None and widget.isVisible() and widget.isEnabled():
            widget.setFocus(_OTHER)
        elif state is not None:
            self.begin(state)


def _current(state: CounterState) -> int | None:
    return next((item.item_id for item in state.items if item.current), None)
