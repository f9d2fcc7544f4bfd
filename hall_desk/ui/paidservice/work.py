"""The work order on the paid-service page: its card, the appointment, the team's report."""

from typing import TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from hall_desk.domain.signatures import PAD_RATIO, Strokes
from hall_desk.presenters.paidservice_state import WorkState
from hall_desk.ui.contact.editors import put_text
from hall_desk.ui.kit import (
    Card,
    Chip,
    ElidedText,
    IconButton,
    LineField,
    PlainButton,
    Text,
    TextBox,
)
from hall_desk.ui.kit.strokes import paint_strokes
from hall_desk.ui.pages import FormField
from hall_desk.ui.theme import Theme

_TONES = {
    "issued": ("clock", "warn", "warn_soft"),
    "completing": ("pen", "soft_ink", "soft"),
    "differs": ("warn", "warn", "warn_soft"),
    "settled": ("ok", "ok", "ok_soft"),
    "": ("cross", "over", "over_soft"),
}
_LINES = 4
W = TypeVar("W", bound=QWidget)


class SignaturePicture(QWidget):
    """What the customer drew on the side screen, small; nothing where the pen signed on paper."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._strokes: Strokes = ()
        self.setAccessibleName("客户屏签字")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_strokes(self, strokes: Strokes) -> None:
        """Show a signature, or nothing."""
        self._strokes = strokes
        self.setVisible(bool(strokes))
        self.update()

    def sizeHint(self) -> QSize:
        """Three times as wide as high."""
        return QSize(self.theme.px(180), self.theme.px(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the strokes over a hairline."""
        painter, high = QPainter(self), float(self.height())
        wide = min(float(self.width()), high * PAD_RATIO)
        thick = self.theme.size("hairline")
        painter.fillRect(QRectF(0, high - thick, self.width(), thick), self.theme.color("line"))
        room = QRectF(0, 0, wide, wide / PAD_RATIO)
        paint_strokes(painter, room, self._strokes, self.theme.color("ink"), self.theme.px(2))


class WorkCard(Card):
    """The order: who goes when and where, how it stands, what was done otherwise."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.chip = Chip(theme, "")
        super().__init__(theme, "派工", self.chip, "team", parent=parent)
        self.code = Text(theme, "", "body", weight=600)
        self.rows = [
            (Text(theme, "", "body", "ink2"), ElidedText(theme, "", "body", right=True))
            for _ in range(_LINES)
        ]
        self.differences = QVBoxLayout()
        self.differences.setSpacing(theme.px(2))
        self.sums = Text(theme, "", "small", "ink", wrap=True)
        self.agreed = Text(theme, "", "small", "ok", wrap=True)
        self._shown: list[_DifferenceRow] = []
        self.body.setSpacing(theme.px(2))
        self.body.addWidget(self.code)
        for name, value in self.rows:
            row = QHBoxLayout()
            row.addWidget(name)
            row.addWidget(value, 1)
            self.body.addLayout(row)
        self.body.addLayout(self.differences)
        self.body.addWidget(self.sums)
        self.body.addWidget(self.agreed)

    def show_state(self, work: WorkState) -> None:
        """Show the order; without one the card is gone."""
        self.setVisible(bool(work.code))
        if not work.code:
            return
        self.code.setText(work.code)
        icon, ink, ground = _TONES[work.step]
        self.chip.set_chip("差异待签字" if work.step == "differs" else work.chip, icon, ink, ground)
        for at, (name, value) in enumerate(self.rows):
            there = at < len(work.lines)
            name.setVisible(there)
            value.setVisible(there)
            if there:
                name.setText(work.lines[at][0])
                value.setText(work.lines[at][1])
        while len(self._shown) < len(work.differences):
            row = _DifferenceRow(self.theme)
            self._shown.append(row)
            self.differences.addWidget(row)
        for at, row in enumerate(self._shown):
            row.setVisible(at < len(work.differences))
            if at < len(work.differences):
                each = work.differences[at]
                row.show_words(each.name, each.words, each.amount)
        self.sums.setText(work.sums)
        self.sums.setVisible(bool(work.sums))
        self.agreed.setText(f"客户已确认差异：{work.agreed}" if work.agreed else "")
        self.agreed.setVisible(bool(work.agreed))


class _DifferenceRow(QWidget):
    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = ElidedText(theme, "", "small")
        self.words = ElidedText(theme, "", "small", "ink2")
        self.amount = Text(theme, "", "small", right=True, weight=600)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(4), 0, 0)
        column.setSpacing(0)
        column.addWidget(self.name)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(self.amount)
        column.addLayout(row)

    def show_words(self, name: str, words: str, amount: str) -> None:
        """Show one difference."""
        self.name.setText(name)
        self.words.setText(words)
        self.amount.setText(amount)
        self.setAccessibleName(f"{name}，{words}，差额 {amount} 元")


class _WorkForm(Card):
    """A folded-out form whose fields are typed into the work draft."""

    edited = Signal(str, str)
    folded = Signal()
    submitted = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        self.fold = IconButton(theme, "cross", "收起（Esc）", "fold")
        super().__init__(theme, title, self.fold, parent=parent)
        self.fields: dict[str, FormField] = {}
        self._showing = False
        self.fold.triggered.connect(lambda _: self.folded.emit())

    def show_error(self, field: str | None, sentence: str) -> bool:
        """Show an error at its field; return whether there is such a field."""
        for name, shown in self.fields.items():
            shown.set_error(sentence if name == field else "")
        return field in self.fields and bool(sentence)

    def focus_field(self, name: str) -> None:
        """Take the focus to a field."""
        self.fields[name].editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, name: str, field: str, label: str, hint: str = "") -> LineField:
        line = LineField(self.theme, label, field, placeholder=hint)
        line.textEdited.connect(lambda text: self.edited.emit(name, text))
        return self._take(field, label, line)

    def _box(self, name: str, field: str, label: str, lines: int) -> TextBox:
        box = TextBox(self.theme, label, field, lines=lines)
        box.textChanged.connect(lambda: self._box_typed(name, box))
        return self._take(field, label, box)

    def _take(self, field: str, label: str, editor: W) -> W:
        self.fields[field] = FormField(self.theme, label, editor, foot=False)
        self.body.addWidget(self.fields[field])
        return editor

    def _box_typed(self, name: str, box: QPlainTextEdit) -> None:
        if not self._showing:
            self.edited.emit(name, box.toPlainText())


class DispatchPanel(_WorkForm):
    """The appointment (预约派工): team, time, place, work (Art. 17(2))."""

    team_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "派工", parent)
        self.team = PlainButton(theme, "选班组", "team", "Ctrl+B", "choose_team", wide=True)
        self._take("team", "班组", self.team)
        self.appointed = self._line("appointed", "appointed_at", "约定时间", "如 3月13日 14:00")
        self.clash = Text(theme, "", "small", "warn", wrap=True)
        self.body.addWidget(self.clash)
        self.address = self._line("address", "address", "作业地址")
        self.content = self._box("content", "content", "作业内容", 5)
        self.button = PlainButton(theme, "派工并打印", "print", "Ctrl+Enter", "dispatch", wide=True)
        self.body.addWidget(self.button)
        self.body.addStretch(1)
        self.team.triggered.connect(lambda _: self.team_wanted.emit())
        self.button.triggered.connect(lambda _: self.submitted.emit())

    def show_state(self, work: WorkState) -> None:
        """Show the appointment as typed."""
        self._showing = True
        self.team.set_text(work.team or "选班组")
        put_text(self.appointed, work.draft.appointed)
        put_text(self.address, work.draft.address)
        put_text(self.content, work.draft.content)
        self._showing = False
        self.clash.setText(work.clash)
        self.clash.setVisible(bool(work.clash))


class CompletePanel(_WorkForm):
    """The team's report: who did it and when; the quantities stand on the left."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "登记完工", parent)
        note = "左边改成实际数量：没做的去掉，另做的按 Alt+L、Alt+M 加；单价按确认单当日锁定。"
        self.note_text = Text(theme, note, "small", "ink2", wrap=True)
        self.body.addWidget(self.note_text)
        self.worker = self._line("worker", "worker", "作业人员", "姓名")
        self.done = self._line("done", "done_at", "完工时间", "如 3月13日 15:40")
        self.note = self._box("note", "done_note", "完工说明（可不填）", 3)
        self.less = Text(theme, "", "small", "ink2", wrap=True)
        self.body.addWidget(self.less)
        self.body.addStretch(1)

    def show_state(self, work: WorkState) -> None:
        """Show the report as typed."""
        self._showing = True
        put_text(self.worker, work.draft.worker)
        put_text(self.done, work.draft.done)
        put_text(self.note, work.draft.note)
        self._showing = False
        self.less.setText("与确认单不同的，保存后须客户再次签字才能收款。")
