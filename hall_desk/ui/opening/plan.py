"""Which window serves which kinds (窗口安排): one row a window, one toggle a kind."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hall_desk.presenters.opening import PlanRow
from hall_desk.ui.kit import PlainButton, Text
from hall_desk.ui.theme import Theme

Kinds = tuple[tuple[str, str], ...]


class PlanLine(QWidget):
    """A window's toggles; with the focus on the row its letters toggle (A, B, C, E)."""

    toggled = Signal(int, str)
    """A kind was switched; carries window number and prefix."""
    step = Signal(int)
    """Up or down was pressed."""

    def __init__(self, theme: Theme, no: int, kinds: Kinds, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.no = no
        self.setObjectName(f"plan_{no}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRadius", "button")
        self.setFixedHeight(theme.px(48))
        self.buttons: dict[str, PlainButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        row.setSpacing(theme.px(8))
        name = Text(theme, f"{no}号窗口", "strong")
        name.setFixedWidth(theme.px(76))
        row.addWidget(name)
        for prefix, word in kinds:
            button = PlainButton(theme, f"{prefix} {word}", small=True, checkable=True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setMinimumWidth(theme.px(116))
            button.setMaximumWidth(theme.px(132))
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.triggered.connect(lambda _, prefix=prefix: self.toggled.emit(self.no, prefix))
            self.buttons[prefix] = button
            row.addWidget(button, 2)
        self.note = Text(theme, "", "small", "ink2")
        row.addWidget(self.note, 1)

    def show_row(self, row: PlanRow, note: str) -> None:
        """Show which kinds are on."""
        on = []
        for prefix, button in self.buttons.items():
            made = prefix in row.prefixes
            button.setChecked(made)
            button.set_icon("tick" if made else None)
            if made:
                on.append(button.text())
        self.note.setText(note)
        self.setAccessibleName(f"{self.no}号窗口：{'、'.join(on) or '未安排'}，{note}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters toggle, arrows move to the next window."""
        letter = event.text().upper()
        if letter in self.buttons and not event.modifiers():
            self.toggled.emit(self.no, letter)
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class WindowPlan(QWidget):
    """All windows with their kinds, and buttons for one window more or less."""

    toggled = Signal(int, str)
    """A kind was switched; carries window number and prefix."""
    more = Signal()
    """增加窗口."""
    less = Signal()
    """减少窗口."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName("窗口安排")
        self._lines: dict[int, PlanLine] = {}
        self.hint = Text(theme, "方向键选窗口，按字母键开关业务。", "small", "ink2")
        self.add = PlainButton(theme, "增加窗口", "plus", object_name="add_window", small=True)
        self.drop = PlainButton(theme, "减少窗口", "stop", object_name="drop_window", small=True)
        self.add.triggered.connect(lambda _: self.more.emit())
        self.drop.triggered.connect(lambda _: self.less.emit())
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._rows)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(8), theme.px(8), theme.px(8), theme.px(8))
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.add)
        foot.addWidget(self.drop)
        foot.addWidget(self.hint, 1)
        column.addLayout(foot)
        column.addStretch(1)

    def show_plan(
        self, kinds: Kinds, plan: tuple[PlanRow, ...], notes: dict[int, str] | None = None
    ) -> None:
        """Show the plan; a row keeps its widget and focus."""
        for no in set(self._lines) - {row.no for row in plan}:
            line = self._lines.pop(no)
            line.hide()
            self._rows.removeWidget(line)
            line.deleteLater()
        for row in plan:
            line = self._lines.get(row.no) or self._new(row.no, kinds)
            line.show_row(row, (notes or {}).get(row.no, ""))

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [*self.lines(), self.add, self.drop]

    def lines(self) -> list[PlanLine]:
        """The rows by window number."""
        return [self._lines[no] for no in sorted(self._lines)]

    def _new(self, no: int, kinds: Kinds) -> PlanLine:
        line = PlanLine(self.theme, no, kinds)
        line.toggled.connect(self.toggled)
        line.step.connect(lambda step, no=no: self._move(no, step))
        self._lines[no] = line
        self._rows.insertWidget(sorted(self._lines).index(no), line)
        return line

    def _move(self, no: int, step: int) -> None:
        order = sorted(self._lines)
        at = min(max(order.index(no) + step, 0), len(order) - 1)
        self._lines[order[at]].setFocus(Qt.FocusReason.TabFocusReason)
