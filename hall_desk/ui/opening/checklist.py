"""The opening checklist (班前检查): tick each line, or say what is wrong with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.domain.days import CheckLine
from hall_desk.ui.kit import CheckBox, LineField, set_property
from hall_desk.ui.theme import Theme


class CheckRow(QWidget):
    """A line: the box, and room for a remark while it is not ticked."""

    def __init__(self, theme: Theme, text: str, index: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = CheckBox(theme, text, f"check_{index}")
        self.remark = LineField(
            theme, f"{text}的情况", f"remark_{index}", compact=True, placeholder="不正常的写明情况"
        )
        self.remark.setFixedWidth(theme.px(200))
        hold = self.remark.sizePolicy()
        hold.setRetainSizeWhenHidden(True)
        self.remark.setSizePolicy(hold)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.box, 1)
        row.addWidget(self.remark)
        self.setFixedHeight(theme.px(36))


class Checklist(QWidget):
    """All lines of the checklist."""

    ticked = Signal(int)
    """A line was ticked, or its tick taken back; carries its index."""
    remarked = Signal(int, str)
    """A remark was typed; carries index and text."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.rows: list[CheckRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_lines(self, lines: tuple[CheckLine, ...], *, ask: bool) -> None:
        """Show ticks and remarks; ``ask`` marks the lines that still want a remark."""
        if [row.box.text() for row in self.rows] != [line.text for line in lines]:
            self._make(lines)
        # While most lines are still open the fields for remarks would only be noise.
        most = ask or 2 * sum(line.ticked for line in lines) >= len(lines)
        for row, line in zip(self.rows, lines, strict=True):
            row.box.setChecked(line.ticked)
            row.remark.setVisible(not line.ticked and (most or bool(line.remark)))
            set_property(row.remark, "wrong", ask and not (line.ticked or line.remark.strip()))
            if row.remark.text() != line.remark:
                row.remark.setText(line.remark)

    def stops(self) -> list[QWidget]:
        """What Tab visits, in order."""
        return [part for row in self.rows for part in (row.box, row.remark)]

    def _make(self, lines: tuple[CheckLine, ...]) -> None:
        for row in self.rows:
            row.deleteLater()
        self.rows = [CheckRow(self.theme, line.text, at) for at, line in enumerate(lines)]
        for at, row in enumerate(self.rows):
            self._column.addWidget(row)
            row.box.clicked.connect(lambda _, at=at: self.ticked.emit(at))
            row.remark.textEdited.connect(lambda text, at=at: self.remarked.emit(at, text))
