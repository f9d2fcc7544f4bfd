"""The alerts of the duty desk (预警): rows that keep their place and focus on a refresh."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hall_desk.presenters.duty_alert_line import AlertLine
from hall_desk.presenters.duty_state import DutyState
from hall_desk.ui.duty.cards import BoardCard, Empty
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import Chip, ElidedText, PlainButton, Text, state_chip
from hall_desk.ui.kit.paint import rounded
from hall_desk.ui.theme import Theme

ROW, ROW_LOW = 92, 72
_TONES = {"over": "over", "warn": "warn", "edge": "ink2"}


class AlertLineRow(QWidget):
    """One alert: sign, words, since when and who has it, the time, and what to do."""

    acted = Signal(str, str)
    """The button was used; carries the action and the alert's key."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._line: AlertLine | None = None
        self._drawn: AlertLine | None = None
        self._sign = Text(theme)
        self._title = ElidedText(theme, "", "strong")
        self._detail = ElidedText(theme, "", "small", "ink2")
        self._since = ElidedText(theme, "", "small", "ink2")
        self._taken_sign = Text(theme)
        self._taken_sign.setPixmap(pixmap(theme, "ok", 16, "ok"))
        self._taken = ElidedText(theme, "", "small", "ok")
        self._figure = Text(theme, "", "title", right=True)
        self._note = Text(theme, "", "keycap", "ink2", right=True, weight=400)
        self.button = PlainButton(theme, "接手", object_name="take")
        self.button.setMinimumWidth(theme.px(96))
        self.button.triggered.connect(self._act)
        self.setFixedHeight(theme.px(ROW))
        self._build()

    def show_line(self, line: AlertLine) -> None:
        """Show an alert; the words are only set anew when they changed."""
        self._line = line
        self._figure.setText(line.figure)
        if self._drawn is not None and _words(self._drawn) == _words(line):
            return
        self._drawn = line
        tone = _TONES[line.loudness]
        self._sign.setPixmap(pixmap(self.theme, line.icon, 24, tone))
        self._title.setText(line.title)
        self._detail.setText(line.detail)
        self._since.setText(line.since)
        self._taken.setText(line.taken)
        for part in (self._taken, self._taken_sign):
            part.setVisible(bool(line.taken))
        self._figure.set_tone("over" if line.loudness == "over" else "ink")
        self._note.setText(line.figure_note)
        self.button.setVisible(bool(line.action))
        self.button.key_text = "F4" if line.f4 else ""
        self.button.setObjectName(line.action)
        self.button.set_primary(line.primary)
        self.button.set_text(line.action_word)
        self.button.setAccessibleName(f"{line.title}，{line.action_word}")
        self.button.updateGeometry()
        words = (line.title, line.detail, line.since, line.taken, line.figure_note, line.figure)
        self.setAccessibleName("，".join(word for word in words if word))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A loud alert stands in a frame, a quiet one over a hairline."""
        theme, painter = self.theme, QPainter(self)
        if self._drawn is not None and self._drawn.loudness == "over":
            rect = QRectF(self.rect())
            fill, edge = theme.color("surface"), theme.color("over_bar")
            rounded(painter, rect, theme.radius("card"), fill, edge, theme.size("frame_loud"))
            return
        thick = theme.size("hairline")
        line = QRectF(0, self.height() - thick, self.width(), thick)
        painter.fillRect(line, theme.color("line"))

    def _act(self, action: str) -> None:
        if self._line is not None:
            self.acted.emit(action, self._line.key)

    def _build(self) -> None:
        theme = self.theme
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        row.setSpacing(theme.px(12))
        row.addWidget(self._sign)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        words.addLayout(self._below())
        words.addStretch(1)
        row.addLayout(words, 1)
        figures = QVBoxLayout()
        figures.setSpacing(0)
        figures.addStretch(1)
        figures.addWidget(self._figure)
        figures.addWidget(self._note)
        figures.addStretch(1)
        row.addLayout(figures)
        row.addWidget(self.button)
        hold = self.button.sizePolicy()
        hold.setRetainSizeWhenHidden(True)
        self.button.setSizePolicy(hold)

    def _below(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(6))
        row.addWidget(self._since)
        row.addSpacing(self.theme.px(8))
        row.addWidget(self._taken_sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._taken)
        row.addStretch(1)
        return row


class AlertsCard(BoardCard):
    """The list of alerts; a row keeps its widget as long as its alert lives."""

    acted = Signal(str, str)
    """An alert's button was used; carries the action and the alert's key."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "预警", parent)
        self._rows: dict[str, AlertLineRow] = {}
        self._high = ROW
        self._waiting = state_chip(theme, "help_called")
        self._over = Chip(theme, "", "over", "over", "over_soft")
        for chip in (self._waiting, self._over):
            self.chips.addWidget(chip)
        self._empty = Empty(theme, "没有需要处理的预警。")
        inside = QWidget()
        self._list = QVBoxLayout(inside)
        self._list.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4))
        self._list.setSpacing(0)
        self._list.addWidget(self._empty, 1)
        self._list.addStretch(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        self.body.addWidget(self.area, 1)
        self.set_least_rows(1)

    def rows(self) -> list[AlertLineRow]:
        """The rows from top to bottom."""
        return sorted(self._rows.values(), key=self._list.indexOf)

    def set_compact(self, compact: bool) -> None:
        """Lower rows, for a low screen."""
        high = ROW_LOW if compact else ROW
        if high != self._high:
            self._high = high
            for row in self._rows.values():
                row.setFixedHeight(self.theme.px(high))

    def set_least_rows(self, rows: int) -> None:
        """How many rows are always in sight."""
        self.setMinimumHeight(self.theme.px(46 + rows * self._high + 24))

    def show_state(self, state: DutyState) -> None:
        """Show the alerts of this second."""
        self._waiting.setVisible(state.calls_waiting > 0)
        self._waiting.set_state("help_called", f"{state.calls_waiting} 件待接")
        self._over.setVisible(state.over_count > 0)
        if state.over_count:
            self._over.set_chip(f"{state.over_count} 件超时", "over", "over", "over_soft")
        self.note.setText(state.calls_note)
        self._empty.setVisible(not state.alerts)
        self._drop({line.key for line in state.alerts})
        for at, line in enumerate(state.alerts):
            row = self._rows.get(line.key) or self._new(line.key)
            if self._list.indexOf(row) != at:
                self._list.removeWidget(row)
                self._list.insertWidget(at, row)
            row.show_line(line)
        spare = self._list.count() - 1
        self._list.setStretch(spare, 1 if state.alerts else 0)

    def _new(self, key: str) -> AlertLineRow:
        row = AlertLineRow(self.theme)
        row.setFixedHeight(self.theme.px(self._high))
        row.acted.connect(self.acted)
        self._rows[key] = row
        return row

    def _drop(self, keep: set[str]) -> None:
        for key in set(self._rows) - keep:
            row = self._rows.pop(key)
            row.hide()
            self._list.removeWidget(row)
            row.deleteLater()


def _words(line: AlertLine) -> tuple[object, ...]:
    return (
        line.key, line.icon, line.title, line.detail, line.since, line.loudness, line.taken,
        line.action, line.action_word, line.primary, line.f4, line.figure_note,
    )  # fmt: skip
