"""The ladder page (联系人查询, S2-1): search at the left, three rungs in order at the right."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.domain.codes import CodeKind, ScannedCode
from hall_desk.presenters.contact_state import MainState
from hall_desk.presenters.ladder_state import LadderPageState
from hall_desk.ui.contact.aside import kit_rung
from hall_desk.ui.kit import (
    Chip,
    ChipCell,
    Column,
    ContactLadder,
    DataTable,
    ElidedText,
    LineField,
    MainAction,
    Panel,
    PlainButton,
    Text,
)
from hall_desk.ui.ladder.keyaccounts import KeyAccountsCard
from hall_desk.ui.pages import FormField, Page, Scroller
from hall_desk.ui.theme import Theme

_FIND = 440


class LadderPage(Page):
    """Type a village, an account number or initials; choose a rung; print, hand over, refer."""

    searched = Signal(str)
    area_chosen = Signal(str)
    rung_chosen = Signal(str)
    card_wanted = Signal()
    card_given = Signal()
    used = Signal()
    """The chosen rung goes into the first-contact form."""
    left_page = Signal()
    upkeep_wanted = Signal()
    """The directory itself is to be edited (duty manager)."""

    def __init__(
        self,
        theme: Theme,
        *,
        upkeep: bool = False,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "联系人查询", parent)
        self.hide_aside()
        self.visit = Chip(theme, "")
        self.query = LineField(
            theme, "村、台区、户号或姓名", "query", placeholder="如 柳溪村、lxc、360014"
        )
        columns = [Column(title="台区", stretch=True, bold=True), Column(title="提示", width=150)]
        self.table = DataTable(theme, columns, "台区", "areas")
        self.found = Text(theme, "", "small", "ink2", wrap=True)
        self.ladder = ContactLadder(theme, "ladder")
        self.area_name = ElidedText(theme, "", "title", weight=600)
        self.villages = ElidedText(theme, "", "small", "ink2")
        self.print_card = PlainButton(theme, "打印联系卡", "print", "Ctrl+P", "print_card")
        self.give_card = PlainButton(theme, "已交客户", "tick", None, "give_card")
        self.key_accounts = KeyAccountsCard(theme)
        self.main = MainAction(
            theme, "book", "用于首问登记", "Ctrl+Enter", "refer_rung", monotonic=monotonic
        )
        self._main: MainState | None = None
        self._build_find()
        self._fill_bar(upkeep=upkeep)
        self.setFocusProxy(self.query)

    def show_state(self, state: LadderPageState) -> None:
        """Show what was found; the query being typed stays as it is."""
        if self.query.text() != state.query and not self.query.hasFocus():
            self.query.setText(state.query)
        self.visit.set_chip(state.visit, None)
        self.visit.setVisible(bool(state.visit))
        self._show_areas(state)
        self._show_ladder(state)
        self.key_accounts.show_rows(state.key_accounts)
        words = (f"{name} {phone}" for name, phone in state.hotlines)
        self.hotlines.setText(" · ".join(words))
        self._show_main(state.main)
        self.manager_key.setVisible(state.at_window)
        self.show_message(state.message, at_field=False, banner=state.banner)

    def take_scan(self, code: ScannedCode) -> bool:
        """An account's barcode is looked up, whatever was looked for before."""
        if code.kind is not CodeKind.ACCOUNT:
            return super().take_scan(code)
        self.query.setText(code.number)
        self.searched.emit(code.number)
        self.begin()
        return True

    def begin(self) -> None:
        """Take the focus to the search."""
        self.query.setFocus(Qt.FocusReason.OtherFocusReason)
        self.query.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the search move the area, Enter goes on to its rungs."""
        if watched is self.query and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None:
                self._move(step)
                return True
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
                self.ladder.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        self.table.step(step)
        key = self.table.current_key()
        if key is not None:
            self.area_chosen.emit(key)

    def _show_areas(self, state: LadderPageState) -> None:
        warned = {
            row.code: ChipCell(word=row.warning, icon="warn", text="warn", ground="warn_soft")
            for row in state.rows
            if row.warning
        }
        self.table.set_rows(
            [[row.name, warned.get(row.code, "")] for row in state.rows],
            [row.code for row in state.rows],
        )
        if state.area:
            self.table.select_key(state.area)
        self.found.setText(state.found)

    def _show_ladder(self, state: LadderPageState) -> None:
        self.area_name.setText(state.area_name or "请先查台区")
        self.villages.setText(
            state.villages or "写村名、台区名、户号（可只写前几位）或姓名的拼音首字母。"
        )
        self.ladder.set_rungs([kit_rung(rung) for rung in state.rungs])
        self.ladder.setVisible(bool(state.rungs))
        self.ladder.setFixedHeight(self.ladder.sizeHint().height())
        for button in (self.print_card, self.give_card):
            button.setVisible(bool(state.rungs))
        self.print_card.set_enabled(not state.card_why, state.card_why)
        given = f"{state.card_given} 已交客户" if state.card_given else "已交客户"
        self.give_card.set_text(given)
        why = state.card_why or ("联系卡已交给客户。" if state.card_given else "")
        self.give_card.set_enabled(not why, why)

    def _show_main(self, main: MainState) -> None:
        if main != self._main:
            self._main = main
            self.main.set_action(main.name, main.icon, main.text, main.key, not main.why, main.why)

    def _build_find(self) -> None:
        theme = self.theme
        self.sub.row.addWidget(self.visit)
        self.sub.row.addStretch(1)
        self.hotlines = Text(theme, "", "body", weight=600)
        self.sub.row.addWidget(self.hotlines)
        find = Panel(theme)
        find.setFixedWidth(theme.px(_FIND))
        column = QVBoxLayout(find)
        column.setContentsMargins(theme.px(16), theme.px(12), theme.px(16), theme.px(12))
        column.setSpacing(theme.px(8))
        self.query_field = FormField(theme, "村、台区、户号或姓名", self.query, foot=False)
        column.addWidget(self.query_field)
        column.addWidget(self.table, 1)
        column.addWidget(self.key_accounts)
        column.addWidget(self.found)
        row = QHBoxLayout()
        row.setSpacing(theme.px(16))
        row.addWidget(find)
        row.addWidget(self._ladder_card(), 1)
        self.left.addLayout(row, 1)
        self.query.installEventFilter(self)
        self.query.textEdited.connect(self.searched)
        self.table.picked.connect(self.area_chosen)
        self.table.opened.connect(lambda _: self.ladder.setFocus(Qt.FocusReason.OtherFocusReason))
        self.ladder.chosen.connect(self.rung_chosen)
        self.print_card.triggered.connect(lambda _: self.card_wanted.emit())
        self.give_card.triggered.connect(lambda _: self.card_given.emit())
        for button in (self.print_card, self.give_card):
            button.refused.connect(self.message.show_note)

    def _ladder_card(self) -> QWidget:
        theme = self.theme
        card = Panel(theme)
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(16))
        column.setSpacing(theme.px(4))
        column.addWidget(self.area_name)
        column.addWidget(self.villages)
        column.addSpacing(theme.px(8))
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, theme.px(4), 0)
        inner.addWidget(self.ladder)
        inner.addStretch(1)
        column.addWidget(Scroller(inside), 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(12))
        buttons.addWidget(self.print_card)
        buttons.addWidget(self.give_card)
        buttons.addStretch(1)
        column.addSpacing(theme.px(8))
        column.addLayout(buttons)
        return card

    def _fill_bar(self, *, upkeep: bool) -> None:
        back = self.add_key("left", "返回", "Esc", "go_back")
        find = self.add_key("search", "重新查", "Ctrl+B", "find_again")
        if upkeep:
            keeps = self.add_key("pen", "通讯录维护", "F3", "open_upkeep")
            keeps.triggered.connect(lambda _: self.upkeep_wanted.emit())
        self.manager_key = self.add_manager_key()
        self.add_main(self.main)
        back.triggered.connect(lambda _: self.left_page.emit())
        find.triggered.connect(lambda _: self.begin())
        self.keys.bind("Ctrl+F", find)
        self.keys.bind_button(self.print_card)
        self.keys.bind("Ctrl+Enter", self.main)
        self.main.triggered.connect(lambda _: self.used.emit())
        self.main.refused.connect(self.message.show_note)
