"""Finding an item (找事项): letter keys, everyday words, and the items that fit."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.kiosk_state import KioskState, ServiceTile
from hall_desk.ui.kiosk.buttons import ChoiceButton, TouchButton, WideButton
from hall_desk.ui.kiosk.entry import LETTERS, EntryPlate, Keyboard
from hall_desk.ui.kiosk.look import Look
from hall_desk.ui.kiosk.paged import PagedGrid
from hall_desk.ui.kiosk.pages import Page
from hall_desk.ui.kiosk.parts import HintPlate
from hall_desk.ui.kit import Text

HINT = "说法或拼音首字母，如 装电表、jdf"


class SearchPage(Page):
    """What is typed above, words or items in the middle, letters below (lying: at the right)."""

    def __init__(self, look: Look, state: KioskState) -> None:
        super().__init__(look)
        self.entry = EntryPlate(look, "search", "找事项", HINT)
        self.entry.typed.connect(self.typed)
        self.keep_typing(self.entry.field)
        self.entry.entered.connect(lambda: self.used.emit("submit"))
        self._above = Text(look.text, "", "kiosk.body", "ink2", wrap=True)
        self._none = HintPlate(look)
        self._words = PagedGrid(look, 3, 16)
        self._items = PagedGrid(look, 2 if look.portrait else 1, 16)
        for grid in (self._words, self._items):
            grid.turned.connect(lambda: self.used.emit("page"))
        keys = Keyboard(look, LETTERS, 7 if look.portrait else 6)
        keys.pressed.connect(self.used)
        self._shown: tuple[object, ...] = ()
        left = self.column if look.portrait else QVBoxLayout()
        left.setSpacing(look.px(20 if look.portrait else 14))
        for part in (self.entry, self._none, self._above):
            left.addWidget(part)
        left.addWidget(self._words, 1)
        left.addWidget(self._items, 1)
        if look.portrait:
            left.addWidget(keys)
            return
        columns, right = QHBoxLayout(), QVBoxLayout()
        columns.setSpacing(look.px(32))
        right.addWidget(Text(look.text, "按名称的拼音首字母", "kiosk.body", "ink2"))
        right.addWidget(keys)
        right.addStretch(1)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        self.column.addLayout(columns, 1)

    def field(self) -> QWidget:
        """Where a keyboard types."""
        return self.entry.field

    def show_state(self, state: KioskState) -> None:
        """Show what fits what is typed; a list that has not changed stays as it is."""
        self.entry.show_text(state.typed)
        typed = state.typed.strip()
        none = bool(typed) and not state.found
        self._above.setText(f"找到 {len(state.found)} 项" if state.found else "大家常找")
        self._none.setVisible(none)
        self._none.show_hint(
            f"没有找到“{typed}”。换个说法再试，或返回按业务类别找，也可以请引导员帮您。", "info"
        )
        self._words.setVisible(not state.found)
        self._items.setVisible(bool(state.found))
        self._deal(state.said, state.found)

    def _deal(self, said: tuple[str, ...], found: tuple[ServiceTile, ...]) -> None:
        if (said, found) == self._shown:
            return
        if (said,) != self._shown[:1]:
            words: list[TouchButton] = [
                WideButton(self.look, word, None, f"word_{word}", high=96) for word in said
            ]
            self.wire(*words)
            self._words.set_items(list(words))
        self._shown = (said, found)
        items: list[TouchButton] = [
            ChoiceButton(self.look, tile.name, f"service_{tile.code}", icon=tile.icon)
            for tile in found
        ]
        self.wire(*items)
        self._items.set_items(list(items))
