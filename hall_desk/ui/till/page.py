"""The till page (钱箱): the mode above, pieces and slips at the left, what came of it at right."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.till import TillPresenter
from hall_desk.presenters.till_state import BAG, COUNT, HAND, MODES, SlipRow, TillPageState
from hall_desk.ui.kit import (
    Card,
    Chip,
    ComboBox,
    LineField,
    MainAction,
    MoneyField,
    Segments,
    Text,
)
from hall_desk.ui.pages import FormField, Page, Scroller
from hall_desk.ui.theme import Theme
from hall_desk.ui.till.aside import TillAside
from hall_desk.ui.till.pieces import PiecesCard

_CHIPS = {
    "warn": ("clock", "warn", "warn_soft"),
    "over": ("over", "over", "over_soft"),
    "ok": ("ok", "ok", "ok_soft"),
}
_NOTES = {
    COUNT: "先按面额清点，再看结果：应存金额在清点完成后才显示。",
    HAND: "按面额填交出的现金；接班人用本人工号登录后在钱箱确认或退回。",
    BAG: "当场送存的填回单号；不填即封包存保险柜，送存后由值班主任登记回单和日期。",
}


class TillPage(Page):
    """Ctrl+Enter does what the mode says; F4 takes cash over, F6 explains a difference."""

    mode_chosen = Signal(str)
    slips_changed = Signal(str, object)
    taker_chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "钱箱", parent)
        self.setWindowTitle("钱箱")
        self.modes = Segments(theme, "要做什么", list(MODES), "till_mode")
        self.note = Text(theme, "", "body", "ink2", wrap=True)
        self.chip = Chip(theme, "", None)
        self.pieces = PiecesCard(theme)
        self.slips_card = Card(theme, "终端单据合计", " ", "receipt", tight=True)
        self.slips: dict[str, MoneyField] = {}
        self.taker = ComboBox(theme, "接班人", "to_staff")
        self.taker_field = FormField(theme, "接班人", self.taker, required=True)
        self.amount = MoneyField(theme, "解款金额（元）", "bag_amount")
        self.amount_field = FormField(theme, "解款金额（元）", self.amount, required=True)
        self.slip_no = LineField(theme, "银行回单号", "bag_slip_no")
        self.slip_field = FormField(theme, "银行回单号（当场送存才填）", self.slip_no)
        self.side = TillAside(theme)
        self.main = MainAction(
            theme, "ok", "清点完成", "Ctrl+Enter", "till_submit", monotonic=monotonic
        )
        self._mode = ""
        self._build_left()
        self._build_right()
        self._build_bar()

    def show_state(self, state: TillPageState) -> None:
        """Show the till; the focus goes to the first field of a new mode.

        Not while an arrow walks over the modes: the one wanted may be the next.
        """
        said = state.message
        field = said.field or "" if said.is_error else ""
        self.sub.title.setText(state.title)
        icon, ink, ground = _CHIPS[state.chip]
        self.chip.set_chip(state.chip_words, icon, ink, ground)
        self.modes.set_choices(list(state.modes))
        self.modes.set_current(state.mode)
        self.note.setText(_NOTES[state.mode])
        self.pieces.show_rows(state.rows, state.total, field)
        self._show_slips(state.slips)
        self._show_takers(state)
        if self.amount.value() != state.amount_fen:
            self.amount.set_value(state.amount_fen)
        if self.slip_no.text() != state.slip_no:
            self.slip_no.setText(state.slip_no)
        self.pieces.setVisible(state.mode != BAG)
        self.slips_card.setVisible(state.mode == COUNT)
        self.hand_card.setVisible(state.mode == HAND)
        self.bag_card.setVisible(state.mode == BAG)
        for name, place in self._errors.items():
            place.set_error(said.text if field == name else "")
        self.side.show_state(state)
        self.show_message(said, at_field=field in (*self._errors, "reason"), banner=state.banner)
        self.main.set_text(state.action)
        self.main.set_enabled(not state.why_off, state.why_off)
        if state.mode != self._mode:
            self._mode = state.mode
            if not (self.modes.hasFocus() and self.modes.stepped):
                self.begin()

    def begin(self) -> None:
        """The first field of the mode."""
        first = {COUNT: self.pieces.first(), HAND: self.taker, BAG: self.amount}
        self.setFocusProxy(first.get(self._mode, self.modes))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_slips(self, rows: tuple[SlipRow, ...]) -> None:
        for each in rows:
            if each.method not in self.slips:
                self._add_slip(each)
            field = self.slips[each.method]
            if field.value() != each.fen:
                field.set_value(each.fen)

    def _add_slip(self, row: SlipRow) -> None:
        theme = self.theme
        # Where more was given back than taken, the terminal's own total is below zero.
        name = f"{row.words}单据合计（元）"
        field = MoneyField(theme, name, f"slips_{row.method}", signed=True)
        field.changed.connect(lambda fen: self.slips_changed.emit(row.method, fen))
        field.committed.connect(lambda _: field.focusNextPrevChild(True))
        line, column = divmod(len(self.slips), 2)
        self._slips_grid.addWidget(Text(theme, row.words, "strong"), line, column * 3)
        self._slips_grid.addWidget(field, line, column * 3 + 1)
        self.slips[row.method] = field

    def _show_takers(self, state: TillPageState) -> None:
        self.taker.blockSignals(True)
        self.taker.offer((("", "请选"), *state.takers), state.taker)
        self.taker.blockSignals(False)

    def _build_left(self) -> None:
        theme = self.theme
        head = QHBoxLayout()
        head.addWidget(self.modes)
        head.addSpacing(theme.px(12))
        head.addWidget(self.note, 1)
        head.addWidget(self.chip)
        self.left.addLayout(head)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        self.hand_card = Card(theme, "交给谁", " ", "user", tight=True)
        self.hand_card.body.addWidget(self.taker_field)
        self.bag_card = Card(theme, "取出解款", " ", "lock", tight=True)
        self.bag_card.body.addWidget(self.amount_field)
        self.bag_card.body.addWidget(self.slip_field)
        holder = QWidget()
        self._slips_grid = QGridLayout(holder)
        self._slips_grid.setContentsMargins(0, 0, 0, 0)
        self._slips_grid.setVerticalSpacing(theme.px(6))
        self._slips_grid.setHorizontalSpacing(theme.px(12))
        self._slips_grid.setColumnMinimumWidth(2, theme.px(24))
        for at in (1, 4):
            self._slips_grid.setColumnStretch(at, 1)
        self.slips_card.body.addWidget(holder)
        for card in (self.hand_card, self.bag_card, self.pieces, self.slips_card):
            column.addWidget(card)
        column.addStretch(1)
        self.left.addWidget(Scroller(inside), 1)
        self._errors = {
            "to_staff": self.taker_field,
            "amount": self.amount_field,
            "slip_no": self.slip_field,
        }
        self.modes.chosen.connect(self.mode_chosen)
        self.taker.activated.connect(lambda at: self.taker_chosen.emit(self.taker.itemData(at)))

    def _build_right(self) -> None:
        inside = QWidget()
        inside.setLayout(self.side)
        self.side.setContentsMargins(0, 0, 0, 0)
        self.fit_aside(*self.side.cards())
        self.aside.addWidget(Scroller(inside), 1)

    def _build_bar(self) -> None:
        back = self.add_key("left", "返回", "Esc", "go_back")
        back.triggered.connect(lambda _: self.closed.emit())
        self.add_manager_key()
        self.add_main(self.main)
        self.keys.bind("Ctrl+Enter", self.main)
        self.keys.bind_button(self.side.hand.take, self.side.hand.give_back)
        self.keys.bind_button(self.side.result.explain)


def bind(presenter: TillPresenter, page: TillPage) -> None:
    """Fields, the modes and what is done."""
    side = page.side
    page.mode_chosen.connect(presenter.set_mode)
    page.pieces.typed.connect(presenter.set_pieces)
    page.slips_changed.connect(presenter.set_slips)
    page.taker_chosen.connect(presenter.set_taker)
    page.amount.changed.connect(presenter.set_amount)
    page.slip_no.textEdited.connect(presenter.set_slip_no)
    side.box.textChanged.connect(lambda: presenter.set_reason(side.box.toPlainText()))
    side.hand.take.triggered.connect(lambda _: presenter.take_over())
    side.hand.give_back.triggered.connect(lambda _: presenter.refuse())
    side.result.explain.triggered.connect(lambda _: presenter.explain())
    page.main.triggered.connect(lambda _: presenter.submit())
    page.retried.connect(presenter.retry)
    presenter.show = page.show_state
