"""Codes and self query (回厅码、自助查询): typed on the screen, scanned, or looked up."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from hall_desk.domain.passes import CODE_LETTERS
from hall_desk.presenters.kiosk_state import KioskState, PlaceAnswer
from hall_desk.ui.kiosk.buttons import ChoiceButton, WideButton
from hall_desk.ui.kiosk.entry import DIGITS, EntryPlate, Keyboard
from hall_desk.ui.kiosk.look import Look
from hall_desk.ui.kiosk.pages import Page
from hall_desk.ui.kiosk.parts import FactPlate, HintPlate, Plate
from hall_desk.ui.kit import QrCode, Text

_LISTS = (
    ("open_search", "办事材料与收费", "file"),
    ("open_prices", "价目表", "cash"),
    ("open_promises", "服务承诺", "shield"),
)


class TypingPage(Page):
    """A field, its keys, a sentence; lying, the keys stand at the right."""

    def __init__(self, look: Look, entry: EntryPlate, keys: Keyboard) -> None:
        super().__init__(look)
        self.entry, self.hint = entry, HintPlate(look)
        entry.typed.connect(self.typed)
        self.keep_typing(entry.field)
        entry.entered.connect(lambda: self.used.emit("submit"))
        keys.pressed.connect(self.used)
        self.left: QVBoxLayout = self.column
        self.right: QVBoxLayout = self.column
        if not look.portrait:
            columns = QHBoxLayout()
            columns.setSpacing(look.px(32))
            self.left, self.right = QVBoxLayout(), QVBoxLayout()
            for side in (self.left, self.right):
                side.setSpacing(look.px(16))
                columns.addLayout(side, 1)
            self.column.addLayout(columns, 1)
        self.keys = keys

    def field(self) -> QWidget:
        """Where a keyboard types."""
        return self.entry.field

    def show_state(self, state: KioskState) -> None:
        """Show what is typed and the sentence to it."""
        self.entry.show_text(state.typed)
        self.hint.setVisible(bool(state.message))
        if state.message:
            self.hint.show_hint(state.message, "error" if state.is_error else "done")


class CodePage(TypingPage):
    """The code of a return or a booking becomes a ticket without queueing anew."""

    def __init__(self, look: Look, state: KioskState) -> None:
        entry = EntryPlate(look, "id", "回厅码", "8 位字母和数字")
        keys = Keyboard(
            look, CODE_LETTERS, 7 if look.portrait else 6, high=136 if look.portrait else 112
        )
        super().__init__(look, entry, keys)
        note = "码在告知单上，或预约时告诉了您；也可以扫码。"
        self.left.addLayout(self.heading("预约、补件，凭码取号", note, "id"))
        self.left.addWidget(self.entry)
        self.left.addWidget(self.hint)
        take = WideButton(
            look,
            "取号",
            "receipt",
            "submit",
            high=176 if look.portrait else 136,
            fill="primary",
            font="kiosk.take_ticket",
        )
        self.wire(take)
        if look.portrait:
            self.left.addWidget(self.keys)
            self.left.addStretch(1)
            self.left.addWidget(take)
            return
        self.left.addStretch(1)
        self.left.addWidget(take)
        self.right.addWidget(self.keys)
        self.right.addStretch(1)


class QueryPage(TypingPage):
    """Where a ticket stands; papers and fees, prices, promises. Nothing personal (Art. 12(6))."""

    def __init__(self, look: Look, state: KioskState) -> None:
        entry = EntryPlate(look, "receipt", "号码", "号票上的号码，如 A012")
        prefixes = "".join(tile.prefix for tile in state.kinds)
        high = 120 if look.portrait else 112
        keys = Keyboard(look, prefixes + DIGITS, 7 if look.portrait else 6, high=high)
        super().__init__(look, entry, keys)
        note = "看前面还有几人；不用登录，不显示任何人的信息。"
        self.left.addLayout(self.heading("自助查询", note, "search"))
        self.left.addWidget(self.entry)
        self.left.addWidget(self.hint)
        self._answer = QVBoxLayout()
        self._plate: AnswerPlate | None = None
        self._shown: PlaceAnswer | None = None
        ask = WideButton(look, "查询", "search", "submit", high=128, fill="primary")
        self.wire(ask)
        if look.portrait:
            self.left.addLayout(self._answer)
            self.left.addWidget(keys)
            self.left.addWidget(ask)
            self.left.addStretch(1)
            self._add_lists(self.left)
            return
        self.left.addLayout(self._answer)
        self.left.addStretch(1)
        self._add_lists(self.left)
        self.right.addWidget(keys)
        self.right.addStretch(1)
        self.right.addWidget(ask)

    def show_state(self, state: KioskState) -> None:
        """Show the answer of this moment."""
        super().show_state(state)
        if state.place == self._shown:
            return
        self._shown = state.place
        if self._plate is not None:
            self._plate.hide()
            self._plate.deleteLater()
            self._plate = None
        if state.place is not None:
            self._plate = AnswerPlate(self.look, state.place)
            self._answer.addWidget(self._plate)

    def _add_lists(self, column: QVBoxLayout) -> None:
        look = self.look
        if look.portrait:
            column.addWidget(Text(look.text, "还可以看", "kiosk.body", "ink2"))
        row: QLayout = QVBoxLayout() if look.portrait else QHBoxLayout()
        row.setSpacing(look.px(16))
        for name, words, icon in _LISTS:
            button = (
                ChoiceButton(look, words, name, icon=icon)
                if look.portrait
                else WideButton(look, words, None, name, high=96, font="kiosk.body")
            )
            self.wire(button)
            row.addWidget(button)
        column.addLayout(row)


class AnswerPlate(Plate):
    """The number asked for, how many are before it, how long about, and one sentence."""

    def __init__(self, look: Look, answer: PlaceAnswer) -> None:
        super().__init__(look, "soft", None)
        column = QVBoxLayout(self)
        pad = look.px(28)
        column.setContentsMargins(pad, look.px(16), pad, look.px(20))
        column.setSpacing(look.px(12))
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        row.addWidget(Text(look.text, answer.code, "kiosk.question"), 0)
        for fact in answer.facts:
            row.addWidget(FactPlate(look, fact), 1)
        row.addStretch(0 if answer.facts else 1)
        column.addLayout(row)
        column.addWidget(Text(look.text, answer.sentence, "kiosk.body", wrap=True, weight=600))
        facts = "，".join(f"{fact.label} {fact.value}" for fact in answer.facts)
        self.setAccessibleName(f"{answer.code}，{facts}，{answer.sentence}")


class CarryPage(Page):
    """The list of what to bring as one large code."""

    def __init__(self, look: Look, state: KioskState) -> None:
        super().__init__(look)
        carry = state.carry
        assert carry is not None
        heading = self.heading(carry.title, "需带材料清单，扫码带走", "qr")
        plate = Plate(look)
        inner = QVBoxLayout(plate)
        inner.setContentsMargins(*[look.px(16)] * 4)
        self.code = QrCode(look.theme, carry.payload, f"{carry.title} 需带材料清单的二维码")
        inner.addWidget(self.code, 1)
        words = Text(look.text, carry.hint, "kiosk.item", wrap=True)
        hint = HintPlate(look, "码里只有事项和材料，没有您的个人信息。")
        if look.portrait:
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.column.addLayout(heading)
            self.column.addWidget(plate, 1)
            self.column.addWidget(words)
            self.column.addWidget(hint)
            return
        columns, right = QHBoxLayout(), QVBoxLayout()
        columns.setSpacing(look.px(40))
        right.setSpacing(look.px(32))
        right.addLayout(heading)
        right.addWidget(words)
        right.addStretch(1)
        right.addWidget(hint)
        columns.addWidget(plate, 1)
        columns.addLayout(right, 1)
        self.column.addLayout(columns, 1)

    def show_state(self, state: KioskState) -> None:
        """Nothing changes here."""
