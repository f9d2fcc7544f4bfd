"""The three cards of the guide's page: what is wanted, the ticket in hand, the lines."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.guide_state import GuideState
from hall_desk.ui.kit import (
    Card,
    CheckBox,
    Column,
    ComboBox,
    DataTable,
    Field,
    Hairline,
    LineField,
    Panel,
    PlainButton,
    Text,
    TicketNumber,
)
from hall_desk.ui.theme import Theme

_ORDINARY = "普通"


class WishCard(Card):
    """取号: the item by words, initials or code; the ground; whether help is needed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "办理事项")
        self.search = LineField(
            theme, "找事项", "search", placeholder="说法、拼音首字母或代码，如 装电表、jdf、B15"
        )
        self._searched = ""
        self.field = Field(theme, "找事项", self.search)
        columns = [
            Column(title="代码", width=56, bold=True),
            Column(title="事项", stretch=True),
            Column(title="类别", width=88, tone="ink2"),
        ]
        self.table = DataTable(theme, columns, "办理事项", "services")
        self.empty = Text(theme, "没有符合的事项，换个说法再找。", "small", "ink2")
        self.ground = ComboBox(theme, "优先", "ground")
        self.help = CheckBox(theme, "需协助（行动、听力不便）", "help")
        self.body.addWidget(self.field)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty)
        self.body.addWidget(Hairline(theme))
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(Field(theme, "优先", self.ground, foot=False), 1)
        row.addWidget(self.help, 0, Qt.AlignmentFlag.AlignBottom)
        self.body.addLayout(row)

    def show_state(self, state: GuideState) -> None:
        """Show what fits; with each letter the best is chosen anew, until an arrow goes on."""
        self.table.set_rows([list(row) for row in state.found], [row[0] for row in state.found])
        typed, before = self.search.text().strip(), self._searched
        self._searched = typed
        if state.found and typed and (typed != before or self.table.current_key() is None):
            self.table.choose(0)
        self.empty.setVisible(not state.found)
        said = state.message
        self.field.set_error(said.text if said.is_error and said.field == "search" else "")
        offer(self.ground, state.grounds)

    def service(self) -> str:
        """The code of the chosen item."""
        return self.table.current_key() or ""

    def marks(self) -> tuple[str, bool]:
        """The code of the chosen ground, empty for an ordinary ticket, and whether to help."""
        return str(self.ground.currentData() or ""), self.help.isChecked()

    def move_row(self, step: int) -> None:
        """Choose the row above or below."""
        self.table.step(step)

    def begin(self) -> None:
        """Nothing typed, nothing chosen, ready for the next one."""
        self.search.clear()
        self.table.choose(-1)
        self.ground.setCurrentIndex(0)
        self.help.setChecked(False)
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)


def offer(box: ComboBox, grounds: tuple[tuple[str, str], ...]) -> None:
    """Offer the grounds after 普通; a list that has not changed stays as it is."""
    wanted = [("", _ORDINARY), *grounds]
    if [(str(box.itemData(at)), box.itemText(at)) for at in range(box.count())] == wanted:
        return
    box.clear()
    for code, word in wanted:
        box.addItem(word, code)


class HandCard(Card):
    """The ticket in hand: its number, where it stands, what belongs to it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "号票")
        self.field = LineField(theme, "票号或回厅码", "code", placeholder="如 A012；可扫码")
        self.code = Field(theme, "票号或回厅码", self.field)
        self.number = TicketNumber(theme, "—", "next_ticket")
        self.place = Text(theme, "", "lead", wrap=True, weight=700)
        self.note = Text(theme, "", "body", "ink2", wrap=True)
        self.given = Text(theme, "", "body", "ok", wrap=True)
        self.ground = ComboBox(theme, "这张号票的优先", "hand_ground")
        self.help = CheckBox(theme, "需协助", "hand_help")
        self.mark_row = QWidget()
        marks = QHBoxLayout(self.mark_row)
        marks.setContentsMargins(0, 0, 0, 0)
        marks.setSpacing(theme.px(16))
        marks.addWidget(Field(theme, "这张号票的优先（F7 保存）", self.ground, foot=False), 1)
        marks.addWidget(self.help, 0, Qt.AlignmentFlag.AlignBottom)
        self._followed: tuple[str, str, bool] = ("", "", False)
        self.wanted = LineField(theme, "预约时间", "wanted", placeholder="如 3-13 09:30")
        self.booking = Field(theme, "预约回厅：选好事项，填时间", self.wanted)
        self.book = PlainButton(theme, "给预约码", "calendar", object_name="book")
        panel = Panel(theme, fill="soft")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(*[theme.px(16)] * 4)
        inside.setSpacing(theme.px(8))
        inside.addWidget(self.number, 0, Qt.AlignmentFlag.AlignHCenter)
        for part in (self.place, self.note):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            inside.addWidget(part)
        self.body.addWidget(self.code)
        self.body.addWidget(panel)
        self.body.addWidget(self.given)
        self.body.addWidget(self.mark_row)
        self.body.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.booking, 1)
        row.addWidget(self.book, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(row)

    def show_state(self, state: GuideState) -> None:
        """Show the ticket of this moment, or the one just given."""
        hand, said = state.hand, state.message
        told = state.given if " " in state.given else hand.code
        self.number.set_number(told or "—")
        self.place.setText(hand.place if told == hand.code else "")
        self.note.setText(hand.note if told == hand.code else "")
        self.place.setVisible(bool(self.place.text()))
        self.note.setVisible(bool(self.note.text()))
        self.given.setText(state.given_note if state.given == told else "")
        for name, field in (("code", self.code), ("wanted", self.booking)):
            field.set_error(said.text if said.is_error and said.field == name else "")
        past = "、".join(state.no_shows)
        self.code.set_hint(f"过号：{past}" if past else "今天没有过号的客户。")
        for part in (self.booking, self.book):
            part.setVisible(state.may_book)
        self._follow(state)

    def marks(self) -> tuple[str, bool]:
        """The ground and the mark wanted for the ticket in hand."""
        return str(self.ground.currentData() or ""), self.help.isChecked()

    def _follow(self, state: GuideState) -> None:
        """The ticket's own marks, ready to be changed; a choice begun stays."""
        hand = state.hand
        offer(self.ground, state.grounds)
        self.mark_row.setVisible(hand.waiting)
        marks = (hand.code, hand.ground, hand.needs_help)
        if marks != self._followed:
            self._followed = marks
            self.ground.setCurrentIndex(max(self.ground.findData(hand.ground), 0))
            self.help.setChecked(hand.needs_help)


class LinesCard(Card):
    """The kinds with their longest wait and open windows, and everybody who waits."""

    picked = Signal(str)
    """A waiting ticket was chosen; carries its number."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "排队情况")
        kinds = [
            Column(title="业务", stretch=True, bold=True),
            Column(title="等候", width=68, right=True),
            Column(title="最久", width=72, right=True),
            Column(title="窗口", width=56, right=True),
            Column(title="预计", width=96, right=True, tone="ink2"),
        ]
        waiting = [
            Column(title="票号", width=72, bold=True),
            Column(title="业务", width=96),
            Column(title="标记", stretch=True),
            Column(title="已等", width=72, right=True),
        ]
        self.kinds = DataTable(theme, kinds, "各类业务", "kinds")
        self.kinds.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.kinds.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.waiting = DataTable(theme, waiting, "等候的号", "waiting")
        self.empty = Text(theme, "没有人在等候。", "small", "ink2")
        self.body.addWidget(self.kinds)
        self.body.addWidget(Hairline(theme))
        self.body.addWidget(self.waiting, 1)
        self.body.addWidget(self.empty)
        self.waiting.opened.connect(self.picked)
        self.waiting.clicked.connect(lambda _: self._pick())

    def show_state(self, state: GuideState) -> None:
        """Show the lines; the selection stays."""
        rows = [[r.name, r.waiting, r.longest, r.windows, r.estimate] for r in state.kinds]
        self.kinds.set_rows(rows, [row.prefix for row in state.kinds])
        head = self.kinds.horizontalHeader().sizeHint().height()
        high = self.kinds.verticalHeader().defaultSectionSize() * len(rows)
        self.kinds.setFixedHeight(head + high + self.theme.px(12))
        self.waiting.set_rows(
            [[r.code, r.kind, r.marks, r.waited] for r in state.waiting],
            [row.code for row in state.waiting],
        )
        self.empty.setVisible(not state.waiting)

    def _pick(self) -> None:
        code = self.waiting.current_key()
        if code is not None:
            self.picked.emit(code)
