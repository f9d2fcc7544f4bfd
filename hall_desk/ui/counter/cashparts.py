"""Parts of the cash dialog: notes to give back, a spoken line with its tick (唱收唱付)."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from hall_desk.presenters.counter_money_state import SpokenView
from hall_desk.ui.counter.layout import row
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import CheckBox, Panel, SpokenLine, Text
from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.theme import Theme


class NoteTile(QWidget):
    """A note or coin to give back, and how many of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._words, self._count, self._small = "", 0, False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_note(self, words: str, count: int, *, small: bool = False) -> None:
        """Show a value and a count; ``small`` where many kinds stand in several rows."""
        self._words, self._count, self._small = words, count, small
        self.setAccessibleName(f"{words} {count} 张或枚")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as both, 40 high, or 28; never less: a count that is cut gives back wrongly."""
        wide = text_width(self._font(True), self._words)
        wide += text_width(self._font(False), f"×{self._count}") + self.theme.px(26)
        return QSize(round(wide) + 1, self.theme.px(28 if self._small else 40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile."""
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        edge = theme.color("edge")
        rounded(painter, rect, theme.radius("input"), theme.color("surface"), edge, theme.px(1))
        box = rect.adjusted(theme.px(10), 0, -theme.px(4), 0)
        used = draw_text(painter, box, self._words, self._font(True), theme.color("ink"))
        box.setLeft(box.left() + used + theme.px(6))
        count = f"×{self._count}"
        draw_text(painter, box, count, self._font(False), theme.color("ink2"))

    def _font(self, bold: bool) -> QFont:
        return self.theme.font("body" if self._small else "phrase", 600 if bold else 400)


class SpokenCard(Panel):
    """One spoken line with its tick and time."""

    ticked = Signal()

    def __init__(
        self, theme: Theme, word: str, object_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent=parent)
        self.word = word
        self.code = Text(theme, "", "keycap", "ink2", weight=400)
        self.tick = CheckBox(theme, f"已{word}", object_name, font="body")
        self.tick.clicked.connect(self._clicked)
        self.line = SpokenLine(theme, "title")
        sign = Text(theme)
        sign.setPixmap(pixmap(theme, "speak", 18, "soft_ink"))
        head = row(
            sign,
            Text(theme, word, "body", weight=600),
            self.code,
            None,
            self.tick,
            space=theme.px(8),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(17), theme.px(11), theme.px(17), theme.px(12))
        layout.setSpacing(theme.px(2))
        layout.addLayout(head)
        layout.addWidget(self.line)

    def show_view(self, view: SpokenView) -> None:
        """Show the sentence, and when it was said."""
        self.code.setText(view.code)
        if view.text != self.line.phrase():
            self.line.set_phrase(view.text, list(view.bold))
        self.tick.setChecked(bool(view.said_at))
        words = f"已{self.word} {view.said_at}".strip()
        if self.tick.text() != words:
            self.tick.setText(words)
            self.tick.updateGeometry()
        self.set_frame("primary" if view.current else "none")

    def _clicked(self) -> None:
        self.ticked.emit()
