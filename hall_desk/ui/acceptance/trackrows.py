"""Rows of the tracker (受理跟踪): a stage, a date that starts one, a paper that goes back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from hall_desk.presenters.tracking_state import EventRow, PaperBackRow, StageRow
from hall_desk.ui.contact.editors import put_text
from hall_desk.ui.kit import CheckBox, Chip, ElidedText, LineField, PlainButton, Text
from hall_desk.ui.kit.text import plain_tooltip
from hall_desk.ui.pages import FormField
from hall_desk.ui.theme import Theme

_TONES = {
    "ok": ("ok", "ok", "ok_soft"),
    "over": ("over", "over", "over_soft"),
    "run": ("clock", "soft_ink", "soft"),
    "wait": (None, "ink2", "sunken"),
}


class RuledRow(QWidget):
    """A row of a card with a hairline below."""

    def __init__(self, theme: Theme, height: int = 36, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFixedHeight(theme.px(height))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
        self.row.setSpacing(theme.px(12))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line below the row."""
        super().paintEvent(event)
        thick, painter = self.theme.size("hairline"), QPainter(self)
        line = self.theme.color("line")
        painter.fillRect(0, self.height() - thick, self.width(), thick, line)


class StageLineRow(RuledRow):
    """A promised stage: its limit, until when, how it stands; 完成 ticks it."""

    finished = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, 44, parent)
        self._stage = ""
        self.stage = ElidedText(theme, "", "body", weight=600)
        self.limit = Text(theme, "", "body")
        self.limit.setFixedWidth(theme.px(92))
        self.due = ElidedText(theme, "", "body")
        self.chip = Chip(theme, "")
        self.button = PlainButton(theme, "完成", "tick", None, "finish_stage", small=True)
        self.row.addWidget(self.stage, 3)
        self.row.addWidget(self.limit)
        self.row.addWidget(self.due, 4)
        # Fixed places, so that the columns of all stages stand below one another.
        self.row.addWidget(_place(theme, self.chip, 196))
        self.row.addWidget(_place(theme, self.button, 84))
        self.button.triggered.connect(lambda _: self.finished.emit(self._stage))

    def show_row(self, view: StageRow) -> None:
        """Show a stage."""
        self._stage = view.stage
        self.stage.setText(view.stage)
        self.limit.setText(view.limit)
        self.due.setText(view.due)
        self.due.setToolTip(plain_tooltip(f"{view.due}，{view.basis}"))
        icon, ink, ground = _TONES[view.tone]
        self.chip.set_chip(view.word, icon, ink, ground)
        self.button.setVisible(view.can_finish)
        self.button.setAccessibleName(f"{view.stage}，完成")


def _place(theme: Theme, part: QWidget, width: int) -> QWidget:
    holder = QWidget()
    holder.setFixedWidth(theme.px(width))
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addStretch(1)
    row.addWidget(part)
    return holder


class EventField(FormField):
    """A date that starts a limit; Enter records it."""

    typed = Signal(str, str)
    recorded = Signal(str)

    def __init__(self, theme: Theme, event: str, word: str, parent: QWidget | None = None) -> None:
        self.line = LineField(theme, word, event, placeholder="如 4月28日")
        super().__init__(theme, word, self.line, foot=False, parent=parent)
        self.line.textEdited.connect(lambda text: self.typed.emit(event, text))
        self.line.returnPressed.connect(lambda: self.recorded.emit(event))

    def show_row(self, view: EventRow, *, locked: bool, error: str) -> None:
        """Show the date as typed or recorded."""
        put_text(self.line, view.text)
        if self.line.isReadOnly() != locked:
            self.line.set_locked(locked)
        if self.error() != error:
            self.set_error(error)
        self.set_hint("已登记" if view.recorded else "填日期后按 Enter 登记")


class PaperBackLine(RuledRow):
    """A paper taken in; its tick means that it goes back."""

    ticked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, 36, parent)
        self._index = 0
        self.tick = CheckBox(theme, "", "return_paper")
        self.tick.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.copies = Text(theme, "", "small", "ink2")
        self.copies.setFixedWidth(theme.px(128))
        self.returned = Text(theme, "", "small", "ok", right=True)
        self.returned.setFixedWidth(theme.px(168))
        self.row.addWidget(self.tick, 1)
        self.row.addWidget(self.copies)
        self.row.addWidget(self.returned)
        self.tick.clicked.connect(lambda _=False: self.ticked.emit(self._index))

    def show_row(self, view: PaperBackRow) -> None:
        """Show a paper."""
        self._index = view.index
        if self.tick.text() != view.name:
            self.tick.setText(view.name)
            self.tick.setAccessibleName(f"退还 {view.name}")
            self.tick.setToolTip(plain_tooltip(view.name))
        self.tick.setChecked(view.ticked)
        gone = bool(view.returned)
        self.tick.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, gone)
        self.tick.setFocusPolicy(Qt.FocusPolicy.NoFocus if gone else Qt.FocusPolicy.StrongFocus)
        self.copies.setText(view.copies)
        self.returned.setText(view.returned)
