"""受理与承诺: the promised dues of a business item, and the way to its acceptance sheet."""

from PySide6.QtWidgets import QWidget

from hall_desk.presenters.counter_visit_state import PromiseView
from hall_desk.ui.counter.layout import column, row
from hall_desk.ui.kit import Card, ElidedText, PlainButton, Text
from hall_desk.ui.kit.text import plain_tooltip
from hall_desk.ui.theme import Theme

_LINES = 3


class PromiseCard(Card):
    """Stage and due, one line each; the basis is in the tooltip."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "受理与承诺", " ", "calendar", tight=True, parent=parent)
        self.lines: list[tuple[QWidget, Text, ElidedText]] = []
        self.note = ElidedText(theme, "", "small", "ink2")
        self.button = PlainButton(theme, "受理登记", "file", "Ctrl+E", "accept", wide=True)
        self.body.setSpacing(theme.px(4))
        for _ in range(_LINES):
            stage, due = (
                Text(theme, "", "small", "ink2"),
                ElidedText(theme, "", "small", weight=600),
            )
            line = row(stage, due, space=theme.px(8))
            line.setStretch(1, 1)
            holder = QWidget()
            holder.setLayout(line)
            self.lines.append((holder, stage, due))
            self.body.addWidget(holder)
        self.body.addWidget(self.note)
        self.body.addLayout(column(theme.px(4), self.button))

    def show_view(self, view: PromiseView) -> None:
        """Show the stages of the item in hand."""
        self.set_right(view.accepted)
        for at, (holder, stage, due) in enumerate(self.lines):
            holder.setVisible(at < len(view.lines))
            if at < len(view.lines):
                words, until, basis = view.lines[at]
                stage.setText(words)
                due.setText(until)
                holder.setToolTip(plain_tooltip(f"{words}：{until}，{basis}"))
        self.note.setText(view.note)
        self.note.setVisible(bool(view.note))
        self.button.set_text(view.button)
