"""The right column of the first-contact page: ladder, words to say, earlier visits."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.contact_state import ContactPageState, RungState
from hall_desk.ui.kit import (
    Card,
    Chip,
    ContactLadder,
    ElidedText,
    PlainButton,
    Rung,
)
from hall_desk.ui.phrase import PhraseText
from hall_desk.ui.theme import Theme

_TRIED = ("客户已找过", "warn", "warn", "warn_soft")
_NOW = ("本次联系", "tick", "soft_ink", "soft")
_MOST_LINES = 3


class ContactAside(QWidget):
    """Whom to turn to and how fresh that is, what to say, and what was there before."""

    rung_chosen = Signal(str)
    card_wanted = Signal()
    card_given = Signal()
    slip_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._ladder_card = Card(theme, "联系阶梯", "", tight=True)
        self.ladder = ContactLadder(theme, "ladder")
        self.print_card = PlainButton(theme, "联系卡", "print", None, "print_card", small=True)
        self.give_card = PlainButton(theme, "已交客户", "tick", None, "give_card", small=True)
        self.print_slip = PlainButton(theme, "交接单", "print", None, "print_slip", small=True)
        self._manager = ElidedText(theme, "", "small", "ink")
        self._phrase_card = Card(theme, "用语", "", "chat", tight=True)
        self._phrase = PhraseText(theme)
        self._history_chip = Chip(theme, "")
        self._history_card = Card(theme, "本户 90 天内来访", self._history_chip, tight=True)
        self._lines = _MOST_LINES
        self._history = [ElidedText(theme, "", "small", "ink2") for _ in range(_MOST_LINES)]
        self._build()
        self.ladder.chosen.connect(self.rung_chosen)
        self.print_card.triggered.connect(lambda _: self.card_wanted.emit())
        self.give_card.triggered.connect(lambda _: self.card_given.emit())
        self.print_slip.triggered.connect(lambda _: self.slip_wanted.emit())

    def show_state(self, state: ContactPageState) -> None:
        """Show the column."""
        self._ladder_card.set_right(state.ladder_area)
        self.ladder.set_rungs([kit_rung(rung) for rung in state.rungs])
        last = state.rungs[-1] if state.rungs else None
        spare = 0 if last is None or last.current or last.gap else self.theme.px(16)
        self.ladder.setFixedHeight(max(self.ladder.sizeHint().height() - spare, 0))
        self._manager.setVisible(bool(state.account_manager))
        self._manager.setText(state.account_manager)
        self.print_card.set_enabled(not state.card_why, state.card_why)
        self.print_slip.set_enabled(not state.slip_why, state.slip_why)
        given = f"{state.card_given} 已交" if state.card_given else "已交客户"
        self.give_card.set_text(given)
        self.give_card.set_enabled(
            not state.card_why and not state.card_given,
            state.card_why or "联系卡已交给客户。",
        )
        self._phrase_card.setVisible(state.phrase is not None)
        if state.phrase is not None:
            self._phrase_card.set_right(f"{state.phrase.moment} {state.phrase.code}")
            self._phrase.set_words(state.phrase.text, state.phrase.bold)
        self._show_history(state)

    def _show_history(self, state: ContactPageState) -> None:
        self._history_card.setVisible(bool(state.history))
        if state.history_chip:
            self._history_chip.set_chip(state.history_chip, "warn", "warn", "warn_soft")
        for at, line in enumerate(self._history):
            line.setText(state.history[at] if at < len(state.history) else "")
        self._show_lines()

    def set_lines(self, lines: int) -> None:
        """How many earlier visits there is room for; the rest is in the tooltip."""
        self._lines = lines
        self._show_lines()

    def _show_lines(self) -> None:
        for at, line in enumerate(self._history):
            line.setVisible(at < self._lines and bool(line.text()))
        hidden = [line.text() for line in self._history[self._lines :] if line.text()]
        self._history_chip.setToolTip("；".join(hidden))

    def _build(self) -> None:
        theme = self.theme
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        self._ladder_card.body.addWidget(self._manager)
        self._ladder_card.body.addWidget(self.ladder)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addWidget(self.print_card, 1)
        buttons.addWidget(self.give_card, 1)
        buttons.addWidget(self.print_slip, 1)
        self._ladder_card.body.addLayout(buttons)
        column.addWidget(self._ladder_card)
        self._phrase_card.body.addWidget(self._phrase)
        column.addWidget(self._phrase_card)
        self._history_card.body.setSpacing(0)
        for line in self._history:
            self._history_card.body.addWidget(line)
        column.addWidget(self._history_card)
        column.addStretch(1)
        for card in (self._ladder_card, self._phrase_card, self._history_card):
            _tighten(card)


def _tighten(card: Card) -> None:
    """Bring the content nearer to its title, so that the whole column fits 768 pixels."""
    layout = card.layout()
    item = layout.itemAt(1) if layout is not None else None
    gap = item.spacerItem() if item is not None else None
    if gap is not None and layout is not None:
        gap.changeSize(0, card.theme.px(1))
        layout.invalidate()


def kit_rung(rung: RungState) -> Rung:
    """The rung as the ladder widget draws it."""
    chip = _NOW if rung.current else _TRIED if rung.tried else None
    return Rung(
        key=rung.code,
        title=rung.title,
        person=rung.person,
        phone=rung.phone,
        address=rung.address,
        verified=rung.verified,
        chip=chip,
        current=rung.current,
        stale=rung.stale,
        note=rung.note,
        gap=rung.gap,
    )
