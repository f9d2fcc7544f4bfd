"""The duty desk's parts (值班主任台): window tiles, escalation bars and alerts."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.ui.kit.cards import Panel
from hall_desk.ui.kit.chips import Chip
from hall_desk.ui.kit.text import ElidedText, Text
from hall_desk.ui.kit.timer import LimitTimer
from hall_desk.ui.theme import Theme, tokens

_FRAMES = {"near": "warn", "over": "over"}


@dataclass(frozen=True, kw_only=True)
class TileState:
    """One window at a glance.

    `stage` is the time limit's stage of an item being served, `state` a state of the tokens
    (calling, suspended, open …); exactly one of them is set. `main_line` stands in place of the
    clock when there is none (the reason of a suspension, 第 2 次 呼叫).
    """

    number: int
    kinds: str
    staff: str = ""
    ticket: str = ""
    stage: str | None = None
    state: str | None = None
    elapsed_s: int = 0
    limit_s: int | None = None
    main_line: str = ""
    main_note: str = ""
    foot: str = ""
    foot_loud: str = ""
    help_text: str = ""


class WindowTile(Panel):
    """A window's card of 296 × 200: who, which ticket, how long, what it waits for."""

    opened = Signal(int)
    """The tile was pressed; carries the window's number."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._number = 0
        self._tile: TileState | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRadius", "card")
        self.setMinimumSize(theme.px(220), theme.px(184))
        self._number_text = Text(theme, "", "title")
        self._kinds = ElidedText(theme, "", "small", "ink2")
        self._staff = Text(theme, "", "small", "ink2", right=True)
        self._ticket = Text(theme, "", "figure")
        self._chip = Chip(theme, "")
        self._timer = LimitTimer(theme, small=True)
        self._main = ElidedText(theme, "", "title", weight=600)
        self._main_note = ElidedText(theme, "", "small", "ink2")
        self._foot = ElidedText(theme, "", "small", "ink2")
        self._foot_loud = Text(theme, "", "small", "over", weight=700)
        self._help = Chip(theme, "")
        self._build()

    def sizeHint(self) -> QSize:
        """296 × 200."""
        return QSize(self.theme.px(296), self.theme.px(200))

    def show_tile(self, tile: TileState) -> None:
        """Show a window."""
        if tile == self._tile:
            return
        self._tile = tile
        self._number = tile.number
        self._number_text.setText(str(tile.number))
        self._kinds.setText(tile.kinds)
        self._staff.setText(tile.staff)
        self._ticket.setText(tile.ticket or "—")
        if tile.stage is not None:
            self._chip.set_stage(tile.stage)
            self._timer.show_time(tile.elapsed_s, tile.limit_s, tile.stage)
        elif tile.state is not None:
            self._chip.set_state(tile.state)
        self._chip.setVisible(bool(tile.stage or tile.state))
        self._timer.setVisible(tile.stage is not None)
        self._show_lines(tile)
        self.set_frame(_FRAMES.get(tile.stage or "", "none"))
        self.set_fill("sunken" if tile.state == "suspended" else "surface")
        self.setObjectName(f"window_{tile.number}")
        words = (
            f"{tile.number}号窗口",
            tile.kinds,
            tile.ticket,
            self._chip.word(),
            self._timer.accessibleName() if tile.stage else tile.main_line,
            tile.main_note,
            tile.foot,
            tile.foot_loud,
            tile.help_text,
        )
        self.setAccessibleName("，".join(word for word in words if word))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the window."""
        self.opened.emit(self._number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the space bar open the window."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self._number)
            return
        super().keyPressEvent(event)

    def _show_lines(self, tile: TileState) -> None:
        self._main.setText(tile.main_line)
        self._main_note.setText(tile.main_note)
        self._main.setVisible(tile.stage is None)
        self._main_note.setVisible(tile.stage is None)
        self._foot.setText(tile.foot + (" ·" if tile.foot and tile.foot_loud else ""))
        self._foot_loud.setText(tile.foot_loud)
        for part in (self._foot, self._foot_loud):
            part.setVisible(not tile.help_text and bool(part.text()))
        self._help.setVisible(bool(tile.help_text))
        if tile.help_text:
            token = tokens()["state"]["help_called"]
            self._help.set_chip(tile.help_text, token["icon"], token["text"], token["ground"])

    def _build(self) -> None:
        theme = self.theme
        pad = theme.px(16)
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, theme.px(16), pad, theme.px(17))
        column.setSpacing(0)
        column.addLayout(self._row(self._number_text, (self._kinds, 1), self._staff))
        column.addSpacing(theme.px(8))
        column.addLayout(self._row(self._ticket, None, self._chip))
        column.addSpacing(theme.px(8))
        column.addWidget(self._timer)
        column.addLayout(self._row(self._main, (self._main_note, 1)))
        column.addStretch(1)
        column.addLayout(self._row(self._help, self._foot, self._foot_loud, None))

    def _row(self, *parts: QWidget | tuple[QWidget, int] | None) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(8))
        for part in parts:
            if part is None:
                row.addStretch(1)
            elif isinstance(part, tuple):
                row.addWidget(*part)
            else:
                row.addWidget(part)
        return row
