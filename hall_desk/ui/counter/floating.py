"""The message line over the foot of the middle column (提示): nothing moves when it comes."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hall_desk.presenters.base import Message
from hall_desk.ui.kit import MessageLine
from hall_desk.ui.theme import Theme

NOTE_SECONDS = 5.0


class FloatingMessage(MessageLine):
    """A sentence of the presenter, or for some seconds why a key is off."""

    def __init__(self, theme: Theme, window: QWidget, monotonic: Callable[[], float]) -> None:
        super().__init__(theme, window)
        self._monotonic = monotonic
        self._note_until = float("-inf")
        self.hide()

    def show_reason(self, why: str) -> None:
        """Say why a key is off; it goes by itself."""
        self._note_until = self._monotonic() + NOTE_SECONDS
        self.show_note(why)
        self._come()

    def show_message(self, message: Message, *, silent: bool) -> None:
        """Say the presenter's sentence, or go when there is none."""
        if not message.text and self._monotonic() < self._note_until:
            return
        if silent or not message.text:
            self.hide()
            self.clear()
            return
        if message.is_error:
            self.show_error(message.text)
        else:
            self.show_note(message.text)
        self._come()

    def place(self, left: int, width: int, bottom: int) -> None:
        """Stand above the bottom of a column, a little narrower than it (pixels)."""
        px = self.theme.px
        top = bottom - px(8) - self.height()
        self.setGeometry(left + px(16), top, max(width - px(32), px(200)), self.height())

    def _come(self) -> None:
        self.show()
        self.raise_()
