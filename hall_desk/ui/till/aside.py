"""The right column of the till page: a handover on its way, the last count, the day's movements."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.till_state import CountResult, HandView, TillPageState
from hall_desk.ui.kit import Card, ElidedText, PlainButton, Text, TextBox
from hall_desk.ui.pages import FormField
from hall_desk.ui.theme import Theme


class Lines(QWidget):
    """Names at the left, figures at the right; a wrong one is red and has its word."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self._rows: list[tuple[QWidget, ElidedText, Text]] = []

    def show_lines(self, lines: tuple[tuple[str, str, bool], ...]) -> None:
        """Show the lines; spare rows hide."""
        while len(self._rows) < len(lines):
            self._rows.append(self._row())
        for n, (row, name, value) in enumerate(self._rows):
            shown = n < len(lines)
            row.setVisible(shown)
            if shown:
                name.setText(lines[n][0])
                value.setText(lines[n][1])
                value.set_tone("over" if lines[n][2] else "ink")

    def _row(self) -> tuple[QWidget, ElidedText, Text]:
        """Each line shares its own width: a long value leaves the names of the others whole."""
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        name = ElidedText(self.theme, "", "body", "ink2")
        value = Text(self.theme, "", "strong", right=True)
        line.addWidget(name, 1)
        line.addWidget(value)
        self._column.addWidget(row)
        return row, name, value


class HandCard(Card):
    """交接: cash that waits for a confirmation."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "交接待确认", " ", "arrows", tight=True, parent=parent)
        self.set_frame("warn")
        self.who = Text(theme, "", "strong", wrap=True)
        self.amount = Text(theme, "", "count")
        self.pieces = Text(theme, "", "small", "ink2", wrap=True)
        self.note = Text(theme, "请按面额复点，相符再确认。", "small", "ink2", wrap=True)
        self.take = PlainButton(theme, "复点相符，接收", "ok", "F4", "take_over", wide=True)
        self.give_back = PlainButton(theme, "退回", "undo", "F8", "refuse_till", wide=True)
        for widget in (self.who, self.amount, self.pieces, self.note, self.take, self.give_back):
            self.body.addWidget(widget)

    def show_view(self, view: HandView) -> None:
        """Show what is on its way; only the taker can take it."""
        self.setVisible(bool(view.handover_id))
        self.who.setText(view.title)
        self.amount.setText(view.amount)
        self.pieces.setText(view.pieces)
        self.note.setVisible(view.mine)
        self.take.setVisible(view.mine)
        self.take.set_enabled(bool(view.handover_id) and view.mine, "没有交给您的现金")
        self.give_back.set_text("不符，退回（写原因）" if view.mine else "撤回（写原因）")
        self.give_back.set_enabled(bool(view.handover_id), "没有待确认的交接")


class ResultCard(Card):
    """清点结果: shown only after a count was made."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "清点结果", " ", "ok", tight=True, parent=parent)
        self.lines = Lines(theme)
        self.note = Text(theme, "", "small", "ink2", wrap=True)
        self.explain = PlainButton(
            theme, "说明差额，主任签字", "pen", "F6", "explain_count", wide=True
        )
        for widget in (self.lines, self.note, self.explain):
            self.body.addWidget(widget)

    def show_view(self, view: CountResult) -> None:
        """Show the last count."""
        self.setVisible(view.shown)
        self.set_right(view.title)
        self.lines.show_lines(view.lines)
        open_one = view.shown and not view.settled and not view.stale
        words = view.explained or ("清点以后又有收付，请重新清点。" if view.stale else "")
        self.note.setText(words)
        self.note.setVisible(bool(words))
        self.set_frame("over" if open_one else "none")
        self.explain.setVisible(open_one)
        self.explain.set_enabled(open_one, "没有要说明的差额")


class TillAside(QVBoxLayout):
    """The cards of the right column."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setSpacing(theme.px(12))
        self.hand = HandCard(theme)
        self.result = ResultCard(theme)
        self.box = TextBox(theme, "原因", "till_reason", lines=2)
        self.reason = FormField(theme, "原因", self.box, required=True)
        self.reason_card = Card(theme, "差额或退回的原因", " ", "pen", tight=True)
        self.reason_card.body.addWidget(self.reason)
        self.moves_card = Card(theme, "今天的钱箱", " ", "book", tight=True)
        self.moves = Lines(theme)
        self.moves_card.body.addWidget(self.moves)
        self.moves_card.body.addStretch(1)
        for card in (self.hand, self.result, self.reason_card, self.moves_card):
            self.addWidget(card)
        self.addStretch(1)

    def cards(self) -> tuple[QWidget, ...]:
        """All cards, to be kept at the column's width."""
        return (self.hand, self.result, self.reason_card, self.moves_card)

    def show_state(self, state: TillPageState) -> None:
        """Show handover, count and movements."""
        self.hand.show_view(state.hand)
        self.result.show_view(state.result)
        wanted = self.result.explain.isVisibleTo(self.result) or bool(state.hand.handover_id)
        self.reason_card.setVisible(wanted)
        if self.box.toPlainText() != state.reason:
            self.box.blockSignals(True)
            self.box.setPlainText(state.reason)
            self.box.blockSignals(False)
        wrong = state.message.is_error and state.message.field == "reason"
        self.reason.set_error(state.message.text if wrong else "")
        self.moves.show_lines(tuple((name, words, False) for name, words in state.moves))
