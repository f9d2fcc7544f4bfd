"""Messages (提示): one sentence of what went wrong or was done; a banner when the hall's
surroundings fail; a card to take the last step back."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit.buttons import IconButton, PlainButton
from hall_desk.ui.kit.cards import Panel
from hall_desk.ui.kit.paint import rounded
from hall_desk.ui.kit.text import ElidedText, Text
from hall_desk.ui.theme import Theme

_SIGNS = {"over": "over", "warn": "warn", "ok": "ok", "info": "help"}


class MessageLine(QWidget):
    """One sentence with its icon; its room is kept while there is nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._tone = "info"
        self._sign = Text(theme)
        self._words = ElidedText(theme, "", "body")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        self.setFixedHeight(theme.px(36))
        self.clear()

    def text(self) -> str:
        """Return the sentence shown."""
        return self._words.text()

    def show_error(self, text: str) -> None:
        """Say why something was refused."""
        self._show(text, "over")

    def show_warning(self, text: str) -> None:
        """Say what needs care."""
        self._show(text, "warn")

    def show_done(self, text: str) -> None:
        """Say what was done."""
        self._show(text, "ok")

    def show_note(self, text: str) -> None:
        """Say something without weight."""
        self._show(text, "info")

    def clear(self) -> None:
        """Say nothing."""
        self._words.setText("")
        self._sign.hide()
        self.setAccessibleName("提示：无")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a quiet ground behind the sentence."""
        if not self.text():
            return
        theme = self.theme
        border = theme.color(self._tone) if theme.contrast else None
        ground = theme.color(f"{self._tone}_soft")
        rect, radius = QRectF(self.rect()), theme.radius("input")
        rounded(QPainter(self), rect, radius, ground, border, theme.px(1))

    def _show(self, text: str, tone: str) -> None:
        if (text, tone) == (self.text(), self._tone):
            return
        self._tone = tone
        self._words.setText(text)
        self._words.set_tone(tone)
        self._sign.setPixmap(pixmap(self.theme, _SIGNS[tone], 18, tone))
        self._sign.show()
        self.setAccessibleName(f"提示：{text}")
        self.update()


class Banner(QWidget):
    """A band below the header while the database, the printer or the clock is out of order."""

    acted = Signal(str)
    """The banner's button was used; carries its object name."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._sign = Text(theme)
        self._sign.setPixmap(pixmap(theme, "warn", 20, "warn"))
        self._words = ElidedText(theme, "", "body", "warn", weight=600)
        self.button = PlainButton(theme, "重试", "recall", small=True)
        self.button.triggered.connect(self.acted)
        self.close_button = IconButton(theme, "cross", "收起这条提示", "put_away")
        self.close_button.triggered.connect(self.acted)
        self.close_button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        row.addWidget(self.close_button)
        self.setFixedHeight(theme.px(48))
        self.hide()

    def show_fault(
        self, text: str, action: str = "重试", object_name: str = "retry", *, closes: bool = False
    ) -> None:
        """Say what is out of order and what can be done about it; ``closes`` when it may go."""
        self._words.setText(text)
        self.setAccessibleName(f"故障：{text}")
        self.button.set_text(action)
        self.button.setObjectName(object_name)
        self.button.setVisible(bool(action))
        self.close_button.setVisible(closes)
        self.show()

    def hide_fault(self) -> None:
        """Take the band away."""
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the band."""
        theme, painter = self.theme, QPainter(self)
        painter.fillRect(self.rect(), theme.color("warn_soft"))
        thick = theme.px(2)
        line = QRectF(0, self.height() - thick, self.width(), thick)
        painter.fillRect(line, theme.color("warn_bar"))


class UndoCard(Panel):
    """What was just done, and the button that takes it back while there is time."""

    def __init__(
        self,
        theme: Theme,
        object_name: str = "undo",
        key: str = "Ctrl+Z",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, parent=parent)
        self._title = ElidedText(theme, "", "phrase", weight=600)
        self._note = ElidedText(theme, "", "small", "ink2")
        self.button = PlainButton(theme, "撤销", "undo", key, object_name, wide=True)
        sign = Text(theme)
        sign.setPixmap(pixmap(theme, "ok", 24, "ok"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._note)
        top = QHBoxLayout()
        top.setSpacing(theme.px(12))
        top.addWidget(sign)
        top.addLayout(words, 1)
        column = QVBoxLayout(self)
        pad = theme.px(16)
        column.setContentsMargins(pad, theme.px(14), pad, theme.px(14))
        column.setSpacing(theme.px(8))
        column.addLayout(top)
        column.addWidget(self.button)

    def show_undo(self, title: str, note: str, action: str, seconds_left: int) -> None:
        """Show what was done; with no seconds left the button goes."""
        self._title.setText(title)
        self._note.setText(note)
        self.setAccessibleName(f"{title}，{note}")
        self.button.set_text(f"{action}（剩 {seconds_left} 秒）")
        self.button.setVisible(seconds_left > 0)
