"""Panels of an item's end (办理结果): the outcome, 拆分, 改事项, a skipped step's reason."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent, QStandardItemModel
from PySide6.QtWidgets import QWidget

from hall_desk.domain.items import MOST_QUANTITY, Outcome
from hall_desk.presenters.counter_moves_state import OutcomeView, SkipView, SplitView
from hall_desk.presenters.counter_state import PanelView
from hall_desk.ui.counter.layout import row
from hall_desk.ui.counter.panels import ServicePanel
from hall_desk.ui.counter.sidepanel import FilterField, SidePanel
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import (
    CheckBox,
    ComboBox,
    ElidedText,
    Field,
    LineField,
    PlainButton,
    ReasonList,
    Text,
)
from hall_desk.ui.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_OTHER = Qt.FocusReason.OtherFocusReason
_REFUSED = (
    ("basis", "不能受理的依据（文件、条款）"),
    ("explanation", "向客户作的解释"),
    ("alternative", "可供选择的办法"),
)
_PEOPLE = (("customer_name", "客户（可不填）"), ("phone", "电话（可不填）"))


class PanelField(LineField):
    """A field of a panel: Enter goes on to the next one, the last one confirms."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the panel's."""
        if event.key() in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class TightField(Field):
    """A field whose line below it is there only while something is wrong."""

    def __init__(self, theme: Theme, label: str, editor: QWidget, *, required: bool = False):
        super().__init__(theme, label, editor, required=required, foot=False)
        self.layout().setSpacing(theme.px(2))  # type: ignore[union-attr]

    def set_error(self, sentence: str) -> None:
        """Show what is wrong, or take the line away."""
        super().set_error(sentence)
        self._foot_row.setVisible(bool(sentence))


class ErrorLine(QWidget):
    """A sentence about the choice itself, with its sign; gone while nothing is wrong."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        sign = Text(theme)
        sign.setPixmap(pixmap(theme, "over", 16, "over"))
        self.words = Text(theme, "", "small", "over", wrap=True)
        line = row(sign, self.words, space=theme.px(4))
        line.setStretch(1, 1)
        self.setLayout(line)
        self.hide()

    def show_error(self, sentence: str) -> None:
        """Show a sentence, or nothing."""
        self.words.setText(sentence)
        self.setVisible(bool(sentence))


class OutcomePanel(SidePanel):
    """办理结果: a digit chooses, the fields of the choice follow, F4 or Enter confirms."""

    chosen = Signal(str)
    written = Signal(str, object)
    confirmed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, "办理结果", "ok", "primary", "数字键选，Enter 或 F4 确定；Esc 收起", parent
        )
        self.choices = ReasonList(theme, "办理结果", "outcome_choice", columns=2, tile=32)
        self.note = Text(theme, "", "small", "ink2", wrap=True)
        self.problem = ErrorLine(theme)
        self.desk = ComboBox(theme, "转到部门", "desk")
        self.desk_note = ElidedText(theme, "", "small", "ink2")
        self.whole = CheckBox(theme, "", "whole_visit")
        self.editors = {
            name: PanelField(theme, label, f"outcome_{name}", compact=True)
            for name, label in (*_REFUSED, *_PEOPLE)
        }
        labels = dict((*_REFUSED, *_PEOPLE))
        needed = {name for name, _ in _REFUSED}
        self.fields = {
            name: TightField(theme, labels[name], editor, required=name in needed)
            for name, editor in self.editors.items()
        }
        self.fields["desk"] = TightField(theme, "转到部门", self.desk, required=True)
        for name, editor in self.editors.items():
            editor.setMaxLength(200)
            editor.textEdited.connect(lambda text, at=name: self.written.emit(at, text))
            editor.entered.connect(lambda at=name: self._entered_at(at))
        self.content.setSpacing(theme.px(6))
        people = row(*(self.fields[name] for name, _ in _PEOPLE), space=theme.px(8))
        self._people = QWidget()
        self._people.setLayout(people)
        for part in (
            self.choices,
            self.problem,
            self.note,
            *(self.fields[name] for name, _ in _REFUSED),
            self.fields["desk"],
            self.desk_note,
            self._people,
            self.whole,
        ):
            self.content.addWidget(part)
        self.content.addStretch(1)
        self.choices.chosen.connect(self.chosen)
        self.desk.activated.connect(
            lambda _: self.written.emit("desk", self.desk.currentData() or "")
        )
        self.whole.clicked.connect(lambda on: self.written.emit("whole_visit", bool(on)))
        self._shown = OutcomeView()

    def show_view(self, view: PanelView) -> None:
        """Offer the outcomes and what the chosen one needs; typed words stay."""
        given, before = view.outcome, self._shown
        if given == before:
            return
        self._shown = given
        self.heading.setText(f"办理结果 · {given.title}")
        self.choices.set_reasons(list(given.choices))
        self.choices.set_current(given.chosen or None)
        self.note.setText(given.hint)
        self.note.setVisible(bool(given.hint))
        self._show_fields(given)
        self._show_desks(given)
        self.problem.show_error("" if given.field in self.fields else given.error)
        if given.error and (given.field, given.error) != (before.field, before.error):
            wrong = self.desk if given.field == "desk" else self.editors.get(given.field)
            if wrong is not None:
                wrong.setFocus(_OTHER)
                self.scroller.ensureWidgetVisible(self.fields[given.field])

    def entered(self) -> None:
        """Enter confirms."""
        self.confirmed.emit()

    def first(self) -> QWidget:
        """The list, so that a digit chooses."""
        return self.choices

    def _show_fields(self, view: OutcomeView) -> None:
        refused = view.chosen == Outcome.REFUSED.value
        forward = view.chosen == Outcome.FORWARDED.value
        for name, _ in _REFUSED:
            self.fields[name].setVisible(refused)
        self.fields["desk"].setVisible(forward)
        self.desk_note.setVisible(forward and bool(view.desk_note))
        self._people.setVisible(forward)
        for name, editor in self.editors.items():
            typed = getattr(view, name)
            if editor.text() != typed:
                editor.setText(typed)
        for name, field in self.fields.items():
            field.set_error(view.error if view.field == name else "")
        left = view.chosen == Outcome.LEFT.value and view.rest > 0
        self.whole.setVisible(left)
        self.whole.setText(f"其余 {view.rest} 项也不办了，客户离开")
        self.whole.setChecked(view.whole_visit)

    def _show_desks(self, view: OutcomeView) -> None:
        self.desk_note.setText(view.desk_note)
        if view.desks != self._offered():
            self.desk.clear()
            self.desk.addItem("请选部门", "")
            model = self.desk.model()
            for at, choice in enumerate(view.desks, 1):
                words = f"{choice.name}（{choice.why}）" if choice.why else choice.name
                self.desk.addItem(words, choice.code)
                if choice.why and isinstance(model, QStandardItemModel):
                    model.item(at).setEnabled(False)
            self._desks = view.desks
        self.desk.setCurrentIndex(max(0, self.desk.findData(view.desk)))

    def _offered(self) -> tuple[object, ...]:
        return getattr(self, "_desks", ())

    def _entered_at(self, name: str) -> None:
        """The next field of the choice, or after the last one it is confirmed."""
        together = next(
            [n for n, _ in group] for group in (_REFUSED, _PEOPLE) if name in dict(group)
        )
        after = together[together.index(name) + 1 :]
        if after:
            self.editors[after[0]].setFocus(_OTHER)
        else:
            self.confirmed.emit()


class SplitPanel(SidePanel):
    """拆分: so many pieces become an item of their own."""

    split = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "拆分", "arrows", "primary", "Enter 拆出；Esc 收起", parent)
        self.words = Text(theme, "", "body", wrap=True)
        self.number = PanelField(theme, "拆出的数量", "split_quantity")
        self.number.setValidator(QIntValidator(1, MOST_QUANTITY, self.number))
        self.field = TightField(theme, "拆出的数量", self.number, required=True)
        self.note = Text(
            theme,
            "拆出的另列一项，有自己的时限，轮到时再起算；原来一项的用时照走。",
            "small",
            "ink2",
            wrap=True,
        )
        self.button = PlainButton(theme, "拆成另一项", "arrows", "Enter", "split_now", wide=True)
        for part in (self.words, self.field, self.note, self.button):
            self.content.addWidget(part)
        self.content.addStretch(1)
        self.number.entered.connect(self.entered)
        self.button.triggered.connect(lambda _: self.entered())

    def show_view(self, view: SplitView) -> None:
        """Say of what, and how many may go."""
        if view.most:
            self.words.setText(f"{view.title}，共 {view.most + 1} {view.unit}。")
        else:
            self.words.setText(f"{view.title}只有 1 {view.unit}，不能拆分；可先改数量。")
        self.button.set_enabled(view.most > 0, "只有 1 件，不能拆分")
        self.number.setEnabled(view.most > 0)
        self.field.set_error(view.error)

    def unfold(self) -> None:
        """Begin with one piece."""
        self.number.setText("1")
        self.number.selectAll()

    def entered(self) -> None:
        """Splits off what is typed."""
        if self.number.text():
            self.split.emit(int(self.number.text()))

    def first(self) -> QWidget:
        """The number."""
        return self.number


class ReclassifyPanel(ServicePanel):
    """改事项: it was another service; the clock runs on."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "改事项 · 选对的事项", "pen", "改成这一项", "reclassify", parent)
        self.setAccessibleName("改事项")
        self.hint.setText("计时接着走；Enter 改，Esc 收起")
        self.field.setObjectName("service_filter")
        self.table.setObjectName("service_choices")

    def show_view(self, view: PanelView) -> None:
        """Offer the services."""
        self.offer(view.services)


class SkipPanel(SidePanel):
    """略过步骤: an earlier step is still open; why is kept on the process sheet (S3-3)."""

    skipped = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, "前面还有没做的步骤", "warn", "primary", "数字键选，Enter 确定；Esc 收起", parent
        )
        self.words = Text(theme, "", "body", wrap=True)
        self.reasons = ReasonList(theme, "略过的原因", "skip_reason")
        self.other = FilterField(theme, "其他原因", "skip_words")
        self.other.setMaxLength(120)
        self.field = TightField(theme, "其他原因（写了就按写的记）", self.other)
        self.button = PlainButton(theme, "略过并勾上", "tick", "Enter", "skip_now", wide=True)
        for part in (self.words, self.reasons, self.field, self.button):
            self.content.addWidget(part)
        self.content.addStretch(1)
        self.button.triggered.connect(lambda _: self.entered())

    def show_view(self, view: SkipView) -> None:
        """Say which steps are open and which was ticked."""
        self.words.setText(f"要勾“{view.title}”，略过：{view.missed}。")
        self.reasons.set_reasons(list(view.reasons))
        self.field.set_error(view.error)

    def unfold(self) -> None:
        """Begin with nothing chosen."""
        self.reasons.set_current(None)
        self.other.clear()

    def entered(self) -> None:
        """The words, or else the reason chosen."""
        self.skipped.emit(self.other.text().strip() or self.reasons.current() or "")

    def first(self) -> QWidget:
        """The list, so that a digit chooses."""
        return self.reasons
