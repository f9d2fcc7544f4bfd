"""The papers taken in (所收资料): each with its tick, its copies, and the original seen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hall_desk.presenters.acceptance_state import AcceptPageState, PaperRowState
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import CheckBox, Chip, ElidedText, LineField, Panel, Text, set_property
from hall_desk.ui.kit.text import plain_tooltip
from hall_desk.ui.pages import Scroller
from hall_desk.ui.theme import Theme

_ROW = 36
_COPIES = 52
_UNIT = 28
_SEEN = 104


class PapersPanel(Panel):
    """The card of the papers; Enter walks on, the space bar ticks."""

    ticked = Signal(int)
    copies_typed = Signal(int, str)
    original_ticked = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setAccessibleName("所收资料")
        self.rows: list[PaperRow] = []
        self.chip = Chip(theme, "")
        self.error = ElidedText(theme, "", "small", "over")
        self.sign = Text(theme)
        self.sign.setPixmap(pixmap(theme, "over", 16, "over"))
        self.none = Text(theme, "本项不需要资料。", "body", "ink2")
        inside = QWidget()
        self._rows_box = QVBoxLayout(inside)
        self._rows_box.setContentsMargins(0, 0, 0, theme.px(4))
        self._rows_box.setSpacing(0)
        self.scroller = Scroller(inside)
        self._build()

    def show_state(self, state: AcceptPageState) -> None:
        """Show the papers in place; a number being typed stays."""
        while len(self.rows) < len(state.papers):
            self._add_row()
        for row, view in zip(self.rows, state.papers, strict=False):
            row.show_row(view, locked=state.step != "form")
            row.show()
        for row in self.rows[len(state.papers) :]:
            row.hide()
        self.none.setVisible(not state.papers)
        if state.complete:
            self.chip.set_chip(state.papers_words, "ok", "ok", "ok_soft")
        else:
            self.chip.set_chip(state.papers_words, "warn", "warn", "warn_soft")
        sentence = state.errors.get("papers", "") or state.errors.get("copies", "")
        self.error.setText(sentence)
        self.sign.setVisible(bool(sentence))

    def focus_first(self, *, wrong: bool = False) -> None:
        """Take the focus to the first paper not there, or whose copies are wrong."""
        for row in self.rows:
            if row.isHidden():
                continue
            target: QWidget = row.copies if wrong else row.tick
            if row.is_wrong if wrong else not row.tick.isChecked():
                target.setFocus(Qt.FocusReason.OtherFocusReason)
                self.scroller.ensureWidgetVisible(row)
                return

    def chain(self) -> list[QWidget]:
        """What Tab and Enter walk through."""
        return [part for row in self.rows for part in (row.tick, row.copies, row.seen)]

    def _add_row(self) -> None:
        row = PaperRow(self.theme, len(self.rows))
        row.tick.clicked.connect(lambda _=False, at=row: self.ticked.emit(at.index))
        row.copies.textEdited.connect(lambda text, at=row: self.copies_typed.emit(at.index, text))
        row.seen.clicked.connect(lambda _=False, at=row: self.original_ticked.emit(at.index))
        self.rows.append(row)
        self._rows_box.insertWidget(len(self.rows) - 1, row)

    def _build(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(1, theme.px(10), 1, theme.px(2))
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(theme.px(20), 0, theme.px(20), theme.px(6))
        head.setSpacing(theme.px(12))
        head.addWidget(Text(theme, "所收资料", "body", weight=600))
        head.addWidget(self.chip)
        fault = QHBoxLayout()
        fault.setSpacing(theme.px(4))
        fault.addWidget(self.sign)
        fault.addWidget(self.error, 1)
        head.addLayout(fault, 1)
        for words, width in (("份数", _COPIES + _UNIT), ("原件", _SEEN)):
            title = Text(theme, words, "small", "ink2")
            title.setFixedWidth(theme.px(width))
            head.addWidget(title)
        column.addLayout(head)
        column.addWidget(self.scroller, 1)
        self.none.setContentsMargins(theme.px(20), theme.px(8), 0, 0)
        self._rows_box.addWidget(self.none)
        self._rows_box.addStretch(1)


class PaperRow(QWidget):
    """One paper: there or not, how many copies, original seen."""

    def __init__(self, theme: Theme, index: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self.index = theme, index
        self.is_wrong = False
        self.setFixedHeight(theme.px(_ROW))
        self.tick = CheckBox(theme, "", f"paper_{index}")
        self.tick.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.note = ElidedText(theme, "", "small", "ink2")
        self.copies = LineField(theme, "份数", f"copies_{index}", compact=True, right=True)
        self.copies.setFixedWidth(theme.px(_COPIES))
        self.seen = CheckBox(theme, "原件已核", f"original_{index}", font="small")
        self.seen.setFixedWidth(theme.px(_SEEN))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.tick)
        row.addWidget(self.note, 1)
        row.addWidget(self.copies)
        unit = Text(theme, "份", "small", "ink2")
        unit.setFixedWidth(theme.px(_UNIT - 4))
        row.addWidget(unit)
        row.addWidget(self.seen)

    def show_row(self, view: PaperRowState, *, locked: bool) -> None:
        """Show a paper; copies and original are asked for once it is there."""
        self.index = view.index
        words = view.name if view.mandatory or locked else f"{view.name}（非必备）"
        if self.tick.text() != words:
            self.tick.setText(words)
            self.tick.setAccessibleName(words)
            self.tick.setToolTip(plain_tooltip(words))
            self.tick.updateGeometry()
            self.copies.setAccessibleName(f"{view.name}，份数")
            self.seen.setAccessibleName(f"{view.name}，原件已核")
        self.note.setText(view.note)
        self.tick.setChecked(view.ticked)
        self.seen.setChecked(view.original)
        if self.copies.text() != view.copies:
            self.copies.setText(view.copies)
        live = view.ticked and not locked
        self.tick.setEnabled(not locked)
        for part in (self.copies, self.seen):
            part.setEnabled(live)
        self.is_wrong = bool(view.error)
        set_property(self.copies, "wrong", self.is_wrong)
        self.copies.setToolTip(view.error)
        self.copies.setAccessibleDescription(view.error)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line below the row."""
        super().paintEvent(event)
        thick, painter = self.theme.size("hairline"), QPainter(self)
        line = self.theme.color("line")
        painter.fillRect(0, self.height() - thick, self.width(), thick, line)
