"""Alerts on the duty desk (预警): what, where, how far it has risen, and who takes it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit.buttons import PlainButton
from hall_desk.ui.kit.cards import Panel
from hall_desk.ui.kit.duty import EscalationBar
from hall_desk.ui.kit.text import ElidedText, Text
from hall_desk.ui.theme import Theme


@dataclass(frozen=True, kw_only=True)
class AlertState:
    """One alert; `loudness` is over (frame and red figure), warn or edge (taken charge of)."""

    key: str
    icon: str
    title: str
    detail: str
    level: int
    levels: int = 3
    level_note: str = ""
    loudness: str = "edge"
    taken_note: str = ""
    figure: str = ""
    figure_note: str = ""
    action: str = "接手"
    action_key: str = ""
    action_name: str = "take_charge"
    primary: bool = False


class AlertRow(Panel):
    """A row of 96 pixels: sign, words, level, time, and the button that takes charge."""

    acted = Signal(str, str)
    """The button was used; carries its object name and the alert's key."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._key = ""
        self._alert: AlertState | None = None
        self._sign = Text(theme)
        self._title = ElidedText(theme, "", "strong")
        self._detail = ElidedText(theme, "", "small", "ink2")
        self._bar = EscalationBar(theme)
        self._level = Text(theme, "", "small", "ink2")
        self._level_note = ElidedText(theme, "", "small", "ink2")
        self._taken_sign = Text(theme)
        self._taken_sign.setPixmap(pixmap(theme, "ok", 16, "ok"))
        self._taken = ElidedText(theme, "", "small", "ok")
        self._figure = Text(theme, "", "title", right=True)
        self._figure_note = Text(theme, "", "keycap", "ink2", right=True, weight=400)
        self.button = PlainButton(theme, "接手", object_name="take_charge")
        self.button.setMinimumWidth(theme.px(96))
        self.button.triggered.connect(lambda name: self.acted.emit(name, self._key))
        self.setFixedHeight(theme.px(96))
        self._build()

    def key(self) -> str:
        """Return the alert's key."""
        return self._key

    def show_alert(self, alert: AlertState) -> None:
        """Show an alert."""
        if alert == self._alert:
            return
        self._alert = alert
        self._key = alert.key
        tone = {"over": "over", "warn": "warn"}.get(alert.loudness, "ink")
        self._sign.setPixmap(pixmap(self.theme, alert.icon, 24, tone))
        self._title.setText(alert.title)
        self._detail.setText(alert.detail)
        self._bar.set_level(alert.level, alert.levels, alert.loudness)
        self._level.setText(f"第 {alert.level} 级 / {alert.levels}")
        self._level_note.setText(alert.level_note)
        self._level_note.setVisible(bool(alert.level_note))
        self._taken.setText(alert.taken_note)
        self._taken_sign.setVisible(bool(alert.taken_note))
        self._figure.setText(alert.figure)
        self._figure.set_tone("over" if alert.loudness == "over" else "ink")
        self._figure_note.setText(alert.figure_note)
        self.button.key_text = alert.action_key
        self.button.set_text(alert.action)
        self.button.setObjectName(alert.action_name)
        self.button.set_primary(alert.primary)
        self.button.updateGeometry()
        self.set_frame("over" if alert.loudness == "over" else "bare")
        words = (
            alert.title,
            alert.detail,
            f"第 {alert.level} 级",
            alert.level_note,
            alert.taken_note,
            f"{alert.figure_note} {alert.figure}",
        )
        self.setAccessibleName("，".join(word for word in words if word.strip()))

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
        words.addSpacing(theme.px(2))
        words.addLayout(self._level_row())
        words.addStretch(1)
        row.addLayout(words, 1)
        figures = QVBoxLayout()
        figures.setSpacing(0)
        figures.addStretch(1)
        figures.addWidget(self._figure)
        figures.addWidget(self._figure_note)
        figures.addStretch(1)
        row.addLayout(figures)
        row.addWidget(self.button)

    def _level_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        row.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._level)
        row.addWidget(self._level_note)
        row.addWidget(self._taken_sign)
        row.addWidget(self._taken, 1)
        row.addStretch(1)
        return row
