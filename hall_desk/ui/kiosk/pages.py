"""The kiosk's pages (取号机页面), each built for one step and refreshed each second."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.kiosk_state import KioskState, Step
from hall_desk.ui.kiosk.buttons import ChoiceButton, KindCard, SearchButton, TouchButton, WideButton
from hall_desk.ui.kiosk.look import Look
from hall_desk.ui.kiosk.paged import PagedGrid
from hall_desk.ui.kiosk.parts import HintPlate, IconTile, MixedLine
from hall_desk.ui.kit import ElidedText, Text


class Page(QWidget):
    """One page between head and foot."""

    used = Signal(str)
    """A button was used; carries its object name."""
    typed = Signal(str)
    """A keyboard changed what stands in the page's field."""
    leaving = Signal(str, str)
    """Staff want out; carries 工号 and password."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        side = look.px(56)
        self.column = QVBoxLayout(self)
        top, bottom = (look.px(48), look.px(32)) if look.portrait else (look.px(24), look.px(24))
        self.column.setContentsMargins(side, top, side, bottom)
        self.column.setSpacing(look.px(24))

    def show_state(self, state: KioskState) -> None:
        """Show the state of this moment."""
        raise NotImplementedError

    def field(self) -> QWidget | None:
        """Where a keyboard types; most pages have no such place."""
        return None

    def keep_typing(self, field: QWidget) -> None:
        """A touch beside the field leaves the focus in it, so that a keyboard types on."""
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(field)

    def first(self) -> TouchButton | None:
        """Where the keys begin; by itself the topmost button."""
        return None

    def wire(self, *buttons: TouchButton) -> None:
        """Report the presses of these buttons."""
        for button in buttons:
            button.triggered.connect(self.used)

    def heading(self, title: str, note: str, icon: str = "") -> QHBoxLayout:
        """A large title with a note below it and the kind's icon beside it."""
        look, row = self.look, QHBoxLayout()
        row.setSpacing(look.px(24))
        if icon:
            row.addWidget(IconTile(look, icon))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Text(look.text, title, "kiosk.question", wrap=True))
        words.addWidget(Text(look.text, note, "kiosk.body", "ink2", wrap=True))
        words.addStretch(1)
        row.addLayout(words, 1)
        return row


class HomePage(Page):
    """The kinds, the priority and, lying, the small buttons."""

    def __init__(self, look: Look, state: KioskState) -> None:
        super().__init__(look)
        question = Text(look.text, "您要办什么？", "kiosk.question")
        search = SearchButton(look)
        self._query = WideButton(
            look, "自助查询", "search", "open_query", high=88, font="kiosk.body", grows=False
        )
        self._code = WideButton(look, "预约 / 补件取号", "id", "open_code")
        self.wire(search, self._query, self._code)
        top = QHBoxLayout()
        top.setSpacing(look.px(24 if look.portrait else 72))
        top.addWidget(question)
        self.column.addLayout(top)
        if look.portrait:
            top.addStretch(1)
            top.addWidget(self._query)
            self.column.addWidget(search)
        else:
            top.addWidget(search, 1)
        self._hint = HintPlate(look)
        self.column.addWidget(self._hint)
        self._cards: dict[str, KindCard] = {}
        self._grid = QGridLayout()
        self._grid.setSpacing(look.px(24))
        self.column.addLayout(self._grid, 1)
        self._ask = WideButton(look, "需要优先办理", "star", "ask_priority")
        self._cancel = WideButton(look, "取消优先", "cross", "cancel_priority")
        self.wire(self._ask, self._cancel)
        row = QHBoxLayout()
        row.setSpacing(look.px(24))
        row.addWidget(self._ask, 3 if look.portrait else 4)
        row.addWidget(self._cancel, 2)
        row.addWidget(self._code, 3 if look.portrait else 4)
        self.column.addLayout(row)
        if not look.portrait:
            self.column.setSpacing(look.px(22))
            self._lie_down(row)
        self._deal(state)

    def first(self) -> TouchButton | None:
        """The first kind."""
        return next((card for card in self._cards.values() if card.isEnabled()), None)

    def show_state(self, state: KioskState) -> None:
        """Show the lines of this moment."""
        if [tile.prefix for tile in state.kinds] != list(self._cards):
            self._deal(state)
        for tile in state.kinds:
            self._cards[tile.prefix].show_tile(tile)
        chosen = bool(state.ground)
        self._ask.set_text(f"优先：{state.ground}" if chosen else "需要优先办理")
        self._ask.set_fill("chosen" if chosen else "plain")
        self._cancel.setVisible(chosen)
        self._code.setVisible(not chosen)
        self._hint.setVisible(bool(state.message))
        self._hint.show_hint(state.message, "error" if state.is_error else "done")
        if not self.look.portrait:
            self._ends.set_pieces(*ends_pieces(state))
            self._large.set_fill("chosen" if state.large else "plain")
            self._guide.set_enabled(state.can_call)

    def _lie_down(self, row: QHBoxLayout) -> None:
        """Lying, there is no foot: its buttons join the row and its words stand below."""
        look = self.look
        self._large = WideButton(look, "大字", None, "large_type")
        self._guide = WideButton(look, "请引导员", "help", "call_manager")
        self.wire(self._large, self._guide)
        self._query.set_font("kiosk.button", 112)
        row.addWidget(self._query, 3)
        row.addWidget(self._large, 2)
        row.addWidget(self._guide, 3)
        below = QHBoxLayout()
        self._ends = MixedLine(look)
        phones = MixedLine(look)
        phones.set_pieces(("服务 ", False), ("95598", True), (" · 监督 ", False), ("12398", True))
        below.addWidget(self._ends, 1)
        below.addWidget(phones)
        self.column.addLayout(below)
        self.column.setContentsMargins(look.px(56), look.px(24), look.px(56), look.px(24))

    def _deal(self, state: KioskState) -> None:
        """Lay the cards out anew."""
        for card in self._cards.values():
            self._grid.removeWidget(card)
            card.deleteLater()
        self._cards = {tile.prefix: KindCard(self.look, tile) for tile in state.kinds}
        columns = 1 if self.look.portrait else 2
        for at, card in enumerate(self._cards.values()):
            self._grid.addWidget(card, at // columns, at % columns)
            self.wire(card)


def ends_pieces(state: KioskState) -> tuple[tuple[str, bool], ...]:
    """Until when tickets are given, with the time in bold."""
    return (("取号到 ", False), (state.ends, True), ("，已取号的都会办完", False))


class ServicesPage(Page):
    """The items of a kind."""

    def __init__(self, look: Look, state: KioskState) -> None:
        super().__init__(look)
        icon = next((tile.icon for tile in state.kinds if tile.name == state.kind_name), "")
        self.column.addLayout(self.heading(state.kind_name, "请选择要办的事项", icon))
        self._grid = PagedGrid(look, 2 if look.portrait else 3, 20 if look.portrait else 16)
        self._grid.turned.connect(lambda: self.used.emit("page"))
        self.column.addWidget(self._grid, 1)
        self._shown: tuple[str, ...] | None = None

    def show_state(self, state: KioskState) -> None:
        """Show the items; only a changed catalogue deals them out anew."""
        codes = tuple(f"{tile.code} {tile.name}" for tile in state.services)
        if codes == self._shown:
            return
        self._shown = codes
        buttons = [
            ChoiceButton(self.look, tile.name, f"service_{tile.code}") for tile in state.services
        ]
        self.wire(*buttons)
        self._grid.set_items(list(buttons))


class GroundsPage(Page):
    """The grounds for being served first: coarse ones, nobody is asked for more."""

    def __init__(self, look: Look, state: KioskState) -> None:
        super().__init__(look)
        note = "只用于下一张号票，不问详情，也不记录您的个人信息。"
        self.column.addLayout(self.heading("您属于哪种情况？", note, "star"))
        grid = QGridLayout()
        grid.setSpacing(look.px(24))
        self.column.addLayout(grid)
        columns = 1 if look.portrait else 2
        for at, tile in enumerate(state.grounds):
            button = WideButton(look, tile.name, "star", f"ground_{tile.code}", high=176)
            self.wire(button)
            grid.addWidget(button, at // columns, at % columns)
        self.column.addStretch(1)
        self.column.addWidget(HintPlate(look, "其他情况需要照顾，请按“请引导员”，我们来帮您。"))

    def show_state(self, state: KioskState) -> None:
        """Nothing changes here."""


class Foot(QWidget):
    """The bar below: back, the way home, large type, the guide."""

    used = Signal(str)
    """A button was used; carries its object name."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look, self._portrait = look, look.portrait
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(56), 0, look.px(56), 0)
        row.setSpacing(look.px(16))
        font = "kiosk.body"
        self._back = WideButton(look, "返回", "left", "back", high=88, grows=False)
        self._words = MixedLine(look)
        self._left = ElidedText(look.text, "", font, "ink2", right=True)
        self._large = WideButton(look, "大字", None, "large_type", high=88, font=font, grows=False)
        self._guide = WideButton(
            look, "请引导员", "help", "call_manager", high=88, font=font, grows=False
        )
        for button in (self._back, self._large, self._guide):
            button.triggered.connect(self.used)
        row.addWidget(self._back)
        row.addWidget(self._words)
        row.addStretch(1)
        for part in (self._left, self._large, self._guide):
            row.addWidget(part)
        least = look.target(88) + look.px(24)
        self.setFixedHeight(max(look.px(144 if look.portrait else 112), least))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar and the line above it."""
        theme, painter = self._look.theme, QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        line = QRect(0, 0, self.width(), max(theme.px(2), 1))
        painter.fillRect(line, theme.color("line"))

    def show_state(self, state: KioskState) -> None:
        """Show the way back, the seconds left, and the posted end."""
        shown = self._portrait or state.step is not Step.HOME
        shown = shown and state.step is not Step.REST
        self.setVisible(shown)
        # Lying, the first page has these buttons itself: a name belongs to one of them only.
        self._large.setObjectName("large_type" if shown else "")
        self._guide.setObjectName("call_manager" if shown else "")
        inner = state.step not in (Step.HOME, Step.ISSUED, Step.BLOCKED, Step.REST)
        self._back.setVisible(inner)
        self._words.setVisible(state.step is Step.HOME)
        self._words.set_pieces(*(ends_pieces(state) if state.step is Step.HOME else ()))
        home = state.home_in_s
        self._left.setText("" if home is None else f"还有 {home} 秒回到首页")
        self._left.setVisible(home is not None)
        self._large.set_fill("chosen" if state.large else "plain")
        self._large.setVisible(state.step is not Step.BLOCKED)
        self._guide.setVisible(state.can_call)
