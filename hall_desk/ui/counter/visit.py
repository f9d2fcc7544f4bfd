"""The visit (本次来访): its items, and papers, fees and steps of the one in hand."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QIntValidator,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from hall_desk.domain.items import MOST_QUANTITY
from hall_desk.presenters.counter_state import CardView, ItemRow
from hall_desk.ui.counter.layout import Measures, column, row
from hall_desk.ui.counter.running import RunningLine
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import (
    CheckBox,
    Chip,
    ElidedText,
    Hairline,
    IconButton,
    KeyCap,
    LineField,
    Panel,
    PlainButton,
    Step,
    StepList,
    Text,
)
from hall_desk.ui.kit.paint import Align
from hall_desk.ui.theme import Theme

_CTRL = Qt.KeyboardModifier.ControlModifier


class QuantityField(LineField):
    """数量: Enter or leaving the field takes the number; arrows change it by one."""

    drop_wanted = Signal()
    """Ctrl+Del: the item was added by mistake."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down count; Ctrl+Del takes the item away."""
        if event.key() == Qt.Key.Key_Delete and event.modifiers() & _CTRL:
            self.drop_wanted.emit()
            return
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        value = int(self.text() or "1") + step
        self.setText(str(min(max(value, 1), MOST_QUANTITY)))


class ItemLine(QWidget):
    """One item: number, name, limit, quantity, state, time."""

    chosen = Signal(int)
    quantity = Signal(int)
    dropped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.view: ItemRow | None = None
        self.number = Text(theme, "", "phrase", "ink2", weight=600)
        self.number.setFixedWidth(theme.px(22))
        self.name = ElidedText(theme, "", "strong")
        self.code = Text(theme, "", "small", "ink2")
        self.limit = ElidedText(theme, "", "keycap", "ink2", weight=400)
        self.label = Text(theme, "数量", "small", "ink2")
        self.field = QuantityField(theme, "数量", compact=True)
        self.field.setFixedSize(theme.px(56), theme.px(32))
        self.field.setAlignment(Align.AlignCenter)
        self.field.setValidator(QIntValidator(1, MOST_QUANTITY, self.field))
        self.field.editingFinished.connect(self._take)
        self.chip = Chip(theme, "")
        self.chip.setFixedWidth(theme.px(88))
        self.figure = Text(theme, "", "phrase", right=True, weight=600)
        self.drop = IconButton(theme, "cross", "去掉这一项", "drop_item")
        self.drop.triggered.connect(lambda _: self.dropped.emit())
        self._droppable = False
        self.field.drop_wanted.connect(self._drop_by_key)
        self._build()

    def show_view(self, view: ItemRow) -> None:
        """Show an item; a quantity being typed stays."""
        if view == self.view:
            return
        self.view = view
        self.number.setText(str(view.position))
        self.number.set_tone("ink" if view.current else "ink2")
        self.name.setText(view.name)
        self.code.setText(view.code)
        self.limit.setText(view.limit_note)
        if not (self.field.hasFocus() and self.field.isModified()):
            self.field.setText(str(view.quantity))
        self.field.setEnabled(view.state != "done")
        self.field.setAccessibleName(f"{view.name} 数量")
        self._show_state(view)
        self.setAccessibleName(f"{view.position} {view.name} {view.state_word} {view.figure}")
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press turns to the item."""
        if self.view is not None and not self.view.current:
            self.chosen.emit(self.view.position)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer the cross."""
        super().enterEvent(event)
        self._show_drop()

    def leaveEvent(self, event: QEvent) -> None:
        """Take the cross away."""
        super().leaveEvent(event)
        self._show_drop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground of the current item and the line below."""
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        current = self.view is not None and self.view.current
        edge = rect.adjusted(theme.px(1), 0, -theme.px(1), 0)
        if current:
            painter.fillRect(edge, theme.color("soft"))
        line = QRectF(edge.left(), rect.height() - theme.px(1), edge.width(), theme.px(1))
        painter.fillRect(line, theme.color("line"))
        if not current:
            return
        bar = QRectF(edge.left() - theme.px(1), 0, theme.px(4), rect.height())
        painter.fillRect(bar, theme.color("primary"))
        if theme.contrast:
            painter.fillRect(line, theme.color("soft_ink"))
            painter.fillRect(line.translated(0, 1 - rect.height()), theme.color("soft_ink"))

    def _show_state(self, view: ItemRow) -> None:
        if view.state == "serving":
            self.chip.set_chip("办理中", "start", "soft_ink", "surface")
        elif view.state == "done":
            self.chip.set_chip("已办结", "ok", "ok", "ok_soft")
        else:
            self.chip.set_state("pending")
        self.figure.setText(view.figure)
        self._show_drop()

    def _show_drop(self) -> None:
        """The cross stands there for a hand above the row only; keys use Ctrl+Del."""
        view = self.view
        pending = view is not None and view.state == "pending" and view.figure == "—"
        self._droppable = pending
        self.drop.setVisible(pending and self.underMouse())
        self.figure.setVisible(not self.drop.isVisibleTo(self))
        self.field.setToolTip("Ctrl+Del 去掉这一项" if pending else "")

    def _drop_by_key(self) -> None:
        if self._droppable:
            self.dropped.emit()

    def _take(self) -> None:
        if self.field.isModified() and self.field.text():
            self.field.setModified(False)
            self.quantity.emit(int(self.field.text()))

    def _build(self) -> None:
        theme = self.theme
        names = row(self.name, self.code, None, space=theme.px(8))
        words = column(None, names, self.limit, None)
        self.name.setMinimumHeight(theme.px(21))
        self.limit.setMinimumHeight(theme.px(17))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.px(17), 0, theme.px(17), theme.px(1))
        layout.setSpacing(0)
        layout.addWidget(self.number)
        layout.addSpacing(theme.px(4))
        layout.addLayout(words, 1)
        layout.addSpacing(theme.px(12))
        layout.addWidget(self.label)
        layout.addSpacing(theme.px(8))
        layout.addWidget(self.field)
        layout.addSpacing(theme.px(12))
        layout.addWidget(self.chip)
        end = QWidget()
        end.setFixedWidth(theme.px(64))
        end_row = row(None, self.drop, self.figure)
        end.setLayout(end_row)
        layout.addWidget(end)


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

    def _paint_row(self, painter: QPainter, index: int, step: Step, row: QRectF) -> None:
        # Room at both sides, so that the focus ring stands clear of the words.
        pad = self.theme.px(8)
        super()._paint_row(painter, index, step, row.adjusted(pad, 0, -pad, 0))


class VisitCard(Panel):
    """Items above; papers and fees at the left, steps at the right."""

    switch_item = Signal(int)
    quantity_changed = Signal(int, int)
    drop_item = Signal(int)
    paper_ticked = Signal(int)
    step_ticked = Signal(int)
    inform = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.title = Text(theme, "", "body", weight=600)
        self.caps = [KeyCap(theme, f"Alt+{n}") for n in range(1, 10)]
        self.switch_label = Text(theme, "切换", "small", "ink2")
        self.lines: list[ItemLine] = []
        self._items_box = QVBoxLayout()
        self._items_box.setContentsMargins(0, 0, 0, 0)
        self._items_box.setSpacing(0)
        self.papers: list[CheckBox] = []
        self._papers_box = QVBoxLayout()
        self._papers_box.setSpacing(theme.px(4))
        self.complete_sign = Text(theme)
        self.complete_sign.setPixmap(pixmap(theme, "ok", 18, "ok"))
        self.complete = Text(theme, "已齐", "body", "ok")
        self.fees = RunningLine(theme, "small")
        self.notice = PlainButton(
            theme, "打印告知单", "print", "Ctrl+P", "print_notice", small=True
        )
        self.told_sign = Text(theme)
        self.told_sign.setPixmap(pixmap(theme, "tick", 18, "ok"))
        self.told = Text(theme, "已告知", "body", "ok")
        self.tell = CheckBox(theme, "已告知", "inform")
        self.tell.clicked.connect(self._tell)
        self.phones = ElidedText(theme, "", "small", "ink2")
        self.steps = Steps(theme)
        self.steps.ticked.connect(self.step_ticked)
        self._row_px = 56
        self._seen_current: ItemLine | None = None
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
        self.fees.set_phrase(f"收费 {view.fees}", ["收费"])
        told = bool(view.informed_at)
        self.told.setVisible(told)
        self.told_sign.setVisible(told)
        self.tell.setVisible(not told)
        self.tell.setChecked(told)
        self.told.setToolTip(view.informed_at)
        self.phones.setText(view.phones)
        steps = [Step(text=step.text, done_at=step.done_at) for step in view.steps]
        self.steps.set_steps(steps, view.current_step)

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
        current = next((li for li in self.lines if li.view and li.view.current), None)
        if current is not None and current is not self._seen_current:
            self._items_area.ensureWidgetVisible(current, 0, 0)
            # A new row has its place only after the layout ran: then it counts as seen.
            if current.visibleRegion().boundingRect().height() >= high - 1:
                self._seen_current = current

    def _build(self) -> None:
        theme, pad = self.theme, self.theme.px(17)
        head = row(self.title, None, self.switch_label, *self.caps, space=theme.px(8))
        head.setContentsMargins(pad, theme.px(13), pad, theme.px(6))
        head_box = QWidget()
        head_box.setLayout(head)
        head_box.setFixedHeight(theme.px(45))
        items = QWidget()
        items.setLayout(column(self._items_box, None))
        self._items_area = scroll(items)
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
        told = row(
            self.notice, self.told_sign, self.told, self.tell, None, space=theme.px(6)
        )
        inner = column(
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
            space=theme.px(8),
        )
        return _pane(theme, head, column(self.steps, None), side=8)


def _pane(
    theme: Theme, head: QHBoxLayout, inner: QVBoxLayout, *, side: int = 16
) -> QWidget:
    """A head line above what scrolls when the window is low."""
    pane, content = QWidget(), QWidget()
    inner.setContentsMargins(theme.px(side), 0, theme.px(side), theme.px(2))
    content.setLayout(inner)
    head.setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(4))
    layout = column(head, scroll(content))
    layout.setStretch(1, 1)
    pane.setLayout(layout)
    return pane


def scroll(content: QWidget) -> QScrollArea:
    """An area that scrolls up and down only when it must."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(content)
    return area
