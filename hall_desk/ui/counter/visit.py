"""The visit (本次来访): its items, and papers, fees and steps of the one in hand."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hall_desk.presenters.counter_visit_state import CardView, ItemRow
from hall_desk.ui.counter.itemline import ItemLine
from hall_desk.ui.counter.layout import Measures, column, row, scroll
from hall_desk.ui.counter.running import RunningLine
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import (
    CheckBox,
    ElidedText,
    Hairline,
    IconButton,
    KeyCap,
    Panel,
    PlainButton,
    Step,
    StepList,
    Text,
)
from hall_desk.ui.theme import Theme


class Steps(StepList):
    """The steps; they take the focus where no field does, so that Space ticks the next."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "tick_step", parent=parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRadius", "card")

    def set_row(self, row_px: int) -> None:
        """Give the rows another height (at 100 %)."""
        if row_px != self._row:
            self._row = row_px
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """The rows need their height."""
        return QSize(self.theme.px(120), self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit ticks that step; one before it that is open wants a reason."""
        digit = event.text()
        if digit.isascii() and digit.isdigit() and self.tick_at(int(digit) - 1):
            return
        super().keyPressEvent(event)

    def _paint_row(self, painter: QPainter, index: int, step: Step, row: QRectF) -> None:
        # Room at both sides, so that the focus ring stands clear of the words.
        pad = self.theme.px(8)
        super()._paint_row(painter, index, step, row.adjusted(pad, 0, -pad, 0))


class VisitCard(Panel):
    """Items above; papers and fees at the left, steps at the right."""

    switch_item = Signal(int)
    quantity_changed = Signal(int, int)
    counted = Signal()
    """Enter in a quantity."""
    drop_item = Signal(int)
    paper_ticked = Signal(int)
    step_ticked = Signal(int)
    inform = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.title = Text(theme, "", "body", weight=600)
        self.caps = [KeyCap(theme, f"Alt+{n}") for n in range(1, 10)]
        self.outcome = PlainButton(theme, "办理结果", "ok", "Shift+F4", "outcome", small=True)
        self.switch_label = Text(theme, "切换", "small", "ink2")
        self.lines: list[ItemLine] = []
        self._items_box = QVBoxLayout()
        self._items_box.setContentsMargins(0, 0, 0, 0)
        self._items_box.setSpacing(0)
        self.papers: list[CheckBox] = []
        self._papers_box = QVBoxLayout()
        self._papers_box.setSpacing(theme.px(4))
        self.complete_sign = Text(theme)
        self.complete_sign.setPixmap(pixmap(theme, "ok", 16, "ok"))
        self.complete = Text(theme, "已齐", "small", "ok", weight=600)
        self.paperless = Text(theme, "本项不需要材料", "small", "ink2")
        self.fees = RunningLine(theme, "small")
        self.notice = PlainButton(
            theme, "打印告知单", "print", "Ctrl+P", "print_notice", small=True
        )
        self.told_sign = Text(theme)
        self.told_sign.setPixmap(pixmap(theme, "tick", 16, "ok"))
        self.told = Text(theme, "已告知", "small", "ok", weight=600)
        self.tell = CheckBox(theme, "已告知", "inform")
        self.tell.clicked.connect(self._tell)
        self.phones = ElidedText(theme, "", "small", "ink2")
        self.process = IconButton(theme, "print", "打印办理过程单", "print_process")
        self.steps = Steps(theme)
        self.steps.ticked.connect(self.step_ticked)
        self._row_px = 56
        self._seen_current = (-1, 0)
        self._shown_card = CardView()
        self._build()

    def set_measures(self, sizes: Measures) -> None:
        """Take the grid's sizes."""
        self._row_px = sizes.item
        self.steps.set_row(sizes.step)
        self._place_items()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many items as fit."""
        super().resizeEvent(event)
        self._place_items()

    def chain(self) -> list[QWidget]:
        """What Tab walks through: quantities, papers, the notice, the steps."""
        fields: list[QWidget] = [line.field for line in self.lines]
        return [
            self.outcome,
            *fields,
            *self.papers,
            self.notice,
            self.tell,
            self.steps,
            self.process,
        ]

    def show_items(self, rows: tuple[ItemRow, ...]) -> None:
        """Show the items in place; a field with the focus stays."""
        self.title.setText(f"本次来访 {len(rows)} 项")
        while len(self.lines) < len(rows):
            self._add_line()
        for line, view in zip(self.lines, rows, strict=False):
            line.show_view(view)
            line.show()
        for line in self.lines[len(rows) :]:
            line.hide()
            line.view = None
        for index, cap in enumerate(self.caps):
            cap.setVisible(index < min(len(rows), 4) and len(rows) > 1)
        self.switch_label.setVisible(len(rows) > 1)
        self._place_items()

    def show_card(self, view: CardView) -> None:
        """Show papers, fees and steps in place."""
        if view == self._shown_card:
            return
        self._shown_card = view
        self._show_papers(view)
        self.complete.setVisible(view.complete)
        self.complete_sign.setVisible(view.complete)
        self.paperless.setVisible(view.paperless)
        self.fees.set_phrase(f"收费 {view.fees}", ["收费"])
        told = bool(view.informed_at)
        self.told.setVisible(told)
        self.told_sign.setVisible(told)
        self.tell.setVisible(not told)
        self.tell.setChecked(told)
        self.told.setToolTip(view.informed_at)
        self.phones.setText(view.phones)
        steps = [
            Step(text=step.text, done_at=step.done_at, skipped=step.skipped) for step in view.steps
        ]
        self.steps.set_steps(steps, view.current_step)

    def quantity_in_hand(self) -> QWidget | None:
        """The quantity of the item in hand, where it may be changed."""
        lines = (line for line in self.lines if line.view is not None and line.view.current)
        line = next(lines, None)
        return line.field if line is not None and line.field.isEnabled() else None

    def _show_papers(self, view: CardView) -> None:
        while len(self.papers) < len(view.papers):
            self._add_paper()
        for box, paper in zip(self.papers, view.papers, strict=False):
            if box.text() != paper.text:
                box.setText(paper.text)
                box.setAccessibleName(paper.text)
                box.setToolTip(paper.text.replace("<", "＜"))
                box.updateGeometry()
            box.setChecked(paper.ticked)
            box.show()
        for box in self.papers[len(view.papers) :]:
            box.hide()

    def _add_paper(self) -> None:
        box, index = CheckBox(self.theme, ""), len(self.papers)
        box.clicked.connect(lambda _checked=False, at=index: self.paper_ticked.emit(at))
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.papers.append(box)
        self._papers_box.addWidget(box)

    def _add_line(self) -> None:
        line = ItemLine(self.theme)
        line.chosen.connect(self.switch_item)
        line.quantity.connect(lambda n, li=line: self._quantity(li, n))
        line.dropped.connect(lambda li=line: self._drop(li))
        line.counted.connect(self.counted)
        self.lines.append(line)
        self._items_box.addWidget(line)

    def _quantity(self, line: ItemLine, quantity: int) -> None:
        if line.view is not None:
            self.quantity_changed.emit(line.view.item_id, quantity)

    def _drop(self, line: ItemLine) -> None:
        if line.view is not None:
            self.drop_item.emit(line.view.item_id)

    def _tell(self) -> None:
        self.tell.setChecked(False)
        self.inform.emit()

    def _place_items(self) -> None:
        """Two items are seen whole, more where the steps keep their room; the rest scrolls."""
        high = self.theme.px(self._row_px) + self.theme.px(1)
        count = sum(line.view is not None for line in self.lines)
        for line in self.lines:
            line.setFixedHeight(high)
        spare = (self.height() - self.theme.px(45 + 240)) // high
        seen = min(max(count, 1), max(2, spare))
        if self._items_area.height() != seen * high:
            self._items_area.setFixedHeight(seen * high)
        # The list takes its size now, so that the bar can reach the row in hand at once.
        self._items.setMinimumHeight(count * high)
        self._items.resize(self._items_area.viewport().width(), count * high)
        current = next((i for i, li in enumerate(self.lines) if li.view and li.view.current), -1)
        if current >= 0 and (current, seen) != self._seen_current:
            self._seen_current = (current, seen)
            bar, top = self._items_area.verticalScrollBar(), current * high
            if not bar.value() <= top <= bar.value() + (seen - 1) * high:
                bar.setValue(top - (seen - 1) * high)

    def _build(self) -> None:
        theme, pad = self.theme, self.theme.px(17)
        head = row(self.title, self.outcome, None, self.switch_label, *self.caps, space=theme.px(8))
        head.setContentsMargins(pad, theme.px(8), pad, theme.px(5))
        head_box = QWidget()
        head_box.setLayout(head)
        head_box.setFixedHeight(theme.px(45))
        self._items = QWidget()
        self._items.setLayout(column(self._items_box, None))
        self._items_area = scroll(self._items)
        body = row(self._left_pane(), Hairline(theme, standing=True), self._right_pane())
        body.setStretch(0, 350)
        body.setStretch(2, 350)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.px(1))
        layout.setSpacing(0)
        layout.addWidget(head_box)
        layout.addWidget(self._items_area)
        layout.addLayout(body, 1)

    def _left_pane(self) -> QWidget:
        theme = self.theme
        head = row(
            Text(theme, "材料", "body", weight=600),
            None,
            self.complete_sign,
            self.complete,
            space=theme.px(4),
        )
        told = row(self.notice, self.told_sign, self.told, self.tell, None, space=theme.px(6))
        inner = column(
            self.paperless,
            self._papers_box,
            theme.px(10),
            Hairline(theme),
            theme.px(10),
            self.fees,
            theme.px(12),
            told,
            theme.px(12),
            self.phones,
            None,
        )
        return _pane(theme, head, inner)

    def _right_pane(self) -> QWidget:
        theme = self.theme
        head = row(
            Text(theme, "步骤", "body", weight=600),
            None,
            KeyCap(theme, "空格"),
            Text(theme, "勾下一步", "small", "ink2"),
            self.process,
            space=theme.px(8),
        )
        return _pane(theme, head, column(self.steps, None), side=8)


def _pane(theme: Theme, head: QHBoxLayout, inner: QVBoxLayout, *, side: int = 16) -> QWidget:
    """A head line above what scrolls when the window is low."""
    pane, content = QWidget(), QWidget()
    inner.setContentsMargins(theme.px(side), 0, theme.px(side), theme.px(2))
    content.setLayout(inner)
    head.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(4))
    layout = column(head, scroll(content))
    layout.setStretch(1, 1)
    pane.setLayout(layout)
    return pane
