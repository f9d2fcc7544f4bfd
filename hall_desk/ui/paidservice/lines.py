"""The items of a sheet (逐项): labour and material apart, quantities to type, prices locked."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hall_desk.presenters.paidservice_state import SectionState
from hall_desk.ui.kit import Hairline, Panel, PlainButton, Text
from hall_desk.ui.pages import Scroller
from hall_desk.ui.paidservice.columns import fit_columns, in_column, table_row
from hall_desk.ui.paidservice.line_row import LineRow
from hall_desk.ui.theme import Theme

_NARROW = 640
_CENTER = Qt.AlignmentFlag.AlignCenter
_SECTIONS = {"labour": ("加人工", "Alt+L"), "material": ("加材料", "Alt+M")}


class Section(QWidget):
    """Labour or material: title, add button, subtotal, heads and rows."""

    add_wanted = Signal(str)

    def __init__(self, theme: Theme, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.kind = kind
        self.rows: dict[str, LineRow] = {}
        word, key = _SECTIONS[kind]
        self.title = Text(theme, "", "strong", weight=700)
        self.add = PlainButton(theme, word, "plus", key, f"add_{kind}", small=True)
        self.subtotal_name = Text(theme, "", "body", "ink2")
        self.subtotal = Text(theme, "", "lead", right=True, weight=700)
        self.empty = Text(theme, f"按 {key} {word}", "small", "ink2")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._build()
        self.add.triggered.connect(lambda _: self.add_wanted.emit(self.kind))

    def show_section(self, section: SectionState, *, locked: bool) -> list[LineRow]:
        """Show the rows; return those made anew, for their signals to be joined."""
        self.title.setText(section.title)
        self.subtotal_name.setText(f"{section.title}小计")
        self.subtotal.setText(section.subtotal)
        self.add.setVisible(not locked)
        made = self._fit_rows(section)
        for line in section.lines:
            self.rows[line.code].show_line(line, locked=locked)
        self.empty.setVisible(not section.lines and not locked)
        return made

    def codes(self) -> list[str]:
        """The items in the order shown."""
        rows = {self._rows.indexOf(row): code for code, row in self.rows.items()}
        return [rows[at] for at in sorted(rows)]

    def _fit_rows(self, section: SectionState) -> list[LineRow]:
        codes = [line.code for line in section.lines]
        for code in [code for code in self.rows if code not in codes]:
            gone = self.rows.pop(code)
            gone.quantity.removeEventFilter(gone)
            gone.hide()
            gone.deleteLater()
        made = []
        for line in section.lines:
            if line.code not in self.rows:
                row = LineRow(self.theme, line, self)
                self.rows[line.code] = row
                made.append(row)
        if made:
            for at, code in enumerate(codes):
                self._rows.removeWidget(self.rows[code])
                self._rows.insertWidget(at, self.rows[code])
        return made

    def _build(self) -> None:
        theme = self.theme
        head = QWidget()
        head.setFixedHeight(theme.px(40))
        row = table_row(theme, head)
        row.addWidget(self.title)
        row.addSpacing(theme.px(16))
        row.addWidget(self.add)
        row.addStretch(1)
        row.addWidget(self.subtotal_name)
        row.addSpacing(theme.px(12))
        row.addWidget(self.subtotal)
        self._column.addWidget(head)
        self._column.addWidget(self._heads())
        self._column.addWidget(Hairline(theme))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._column.addLayout(self._rows)
        holder = QWidget()
        foot = table_row(theme, holder)
        foot.addWidget(self.empty)
        self._column.addWidget(holder)

    def _heads(self) -> QWidget:
        theme, holder = self.theme, QWidget()
        holder.setFixedHeight(theme.px(32))
        row = table_row(theme, holder)
        row.addWidget(in_column(theme, Text(theme, "编号", "small", "ink2"), "code"))
        row.addWidget(Text(theme, "项目", "small", "ink2"), 1)
        unit = Text(theme, "单位", "small", "ink2")
        unit.setAlignment(_CENTER)
        row.addWidget(in_column(theme, unit, "unit"))
        for word, part in (("单价", "price"), ("数量", "quantity"), ("金额", "amount")):
            row.addWidget(in_column(theme, Text(theme, word, "small", "ink2", right=True), part))
        return holder


class LinesPanel(Panel):
    """The card with both sections; it scrolls when the sheet is long."""

    quantity_typed = Signal(str, str)
    quantity_committed = Signal(str)
    line_removed = Signal(str)
    add_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.setAccessibleName("收费项目")
        self._narrow = False
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, theme.px(4))
        column.setSpacing(0)
        self.sections = {kind: Section(theme, kind) for kind in _SECTIONS}
        for section in self.sections.values():
            column.addWidget(section)
            section.add_wanted.connect(self.add_wanted)
        column.addStretch(1)
        self.scroller = Scroller(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.addWidget(self.scroller)

    def show_sections(self, sections: tuple[SectionState, ...], *, locked: bool) -> None:
        """Show both sections."""
        for section in sections:
            for row in self.sections[section.kind].show_section(section, locked=locked):
                fit_columns(self.theme, row, narrow=self._narrow)
                row.typed.connect(self.quantity_typed)
                row.committed.connect(self.quantity_committed)
                row.removed.connect(self.line_removed)
                row.current.connect(self._follow)
                row.moved.connect(self._move)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow columns leave room for the name."""
        super().resizeEvent(event)
        narrow = self.width() < self.theme.px(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            fit_columns(self.theme, self, narrow=narrow)

    def focus_line(self, code: str) -> bool:
        """Take the focus to the quantity of an item; return whether it is there."""
        row = self._find(code)
        if row is None:
            return False
        row.begin()
        self.scroller.ensureWidgetVisible(row)
        return True

    def _follow(self, code: str) -> None:
        row = self._find(code)
        if row is not None:
            self.scroller.ensureWidgetVisible(row)

    def _move(self, code: str, step: int) -> None:
        """Up and down go through the quantities of both sections."""
        codes = [code for section in self.sections.values() for code in section.codes()]
        at = codes.index(code) + step
        if 0 <= at < len(codes):
            self.focus_line(codes[at])

    def _find(self, code: str) -> LineRow | None:
        for section in self.sections.values():
            if code in section.rows:
                return section.rows[code]
        return None
