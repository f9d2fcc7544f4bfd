"""The card of an item, the ticket taken, and why there are no tickets (取号机页面之二)."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hall_desk.presenters.kiosk_state import FactBox, IssuedTicket, KioskState, Notice, ServiceCard
from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kiosk.buttons import WideButton, broken
from hall_desk.ui.kiosk.look import Look
from hall_desk.ui.kiosk.paged import PagedGrid
from hall_desk.ui.kiosk.pages import Page
from hall_desk.ui.kiosk.parts import FactPlate, HintPlate, PaperRow, Plate, fitted
from hall_desk.ui.kit import Text
from hall_desk.ui.kit.paint import draw_text

_CENTER = Qt.AlignmentFlag.AlignHCenter
LONG_VALUE = 12
PRINTED = "清单已打印，请取走。这不是号票，要办理请按“取号”。"
UNPRINTED = "清单没有打印出来，可以扫码带走，或请引导员。"
FIRST = 1000  # the papers take what room they need before the page keeps any


class CardPage(Page):
    """What to bring, what it costs, how long it takes, and the ticket."""

    def __init__(self, look: Look, state: KioskState) -> None:
        super().__init__(look)
        card = state.card
        assert card is not None
        self.code = card.code
        self._facts: dict[str, FactPlate] = {}
        self.column.addLayout(self.heading(card.name, card.note, card.icon))
        papers = self._papers(card)
        self._hint = HintPlate(look, card.hint)
        self._take = WideButton(
            look,
            "取号",
            "receipt",
            "issue",
            high=176 if look.portrait else 136,
            fill="primary",
            font="kiosk.take_ticket",
        )
        self.wire(self._take)
        if look.portrait:
            self.column.addWidget(papers, FIRST)
            self._add_facts(self.column, card)
            self.column.addStretch(1)
            self.column.addWidget(self._hint)
            self.column.addWidget(self._take)
            self.column.addLayout(self._add_lists())
            return
        columns, right = QHBoxLayout(), QVBoxLayout()
        columns.setSpacing(look.px(32))
        right.setSpacing(look.px(16))
        left = QVBoxLayout()
        left.addWidget(papers, FIRST)
        left.addStretch(1)
        columns.addLayout(left, 22)
        columns.addLayout(right, 18)
        self._add_facts(right, card)
        right.addWidget(self._hint)
        right.addStretch(1)
        right.addWidget(self._take)
        right.addLayout(self._add_lists())
        self.column.addLayout(columns, 1)

    def show_state(self, state: KioskState) -> None:
        """Show the line and the sentence of this moment."""
        card = state.card
        if card is None:
            return
        for fact in card.facts:
            if fact.label in self._facts:
                self._facts[fact.label].show_fact(fact)
        wrong = card.stopped or (state.message if state.is_error else "")
        wrong = wrong or (UNPRINTED if state.printing == "failed" else "")
        good = state.message or (PRINTED if state.printing == "printed" else "")
        if wrong:
            self._hint.show_hint(wrong, "error")
        elif good:
            self._hint.show_hint(good, "done")
        else:
            self._hint.show_hint(card.hint, "info")
        # Large type needs the room of a sentence that only comforts.
        spare = self.look.large and not (wrong or good)
        self._hint.setVisible(not spare)
        self._take.set_enabled(not card.stopped, card.stopped)
        printing = state.printing == "printing"
        self._print.set_enabled(not printing, "清单正在打印")

    def _add_lists(self) -> QHBoxLayout:
        """The list alone: on paper, or carried away on the telephone."""
        look, row = self.look, QHBoxLayout()
        row.setSpacing(look.px(24 if look.portrait else 16))
        font = "kiosk.button" if look.portrait else "kiosk.body"
        high = 112 if look.portrait else 96
        self._print = WideButton(look, "只打印清单", "print", "print_list", high=high, font=font)
        carry = WideButton(look, "扫码带走清单", "qr", "carry", high=high, font=font)
        self.wire(self._print, carry)
        row.addWidget(self._print, 1)
        row.addWidget(carry, 1)
        return row

    def _papers(self, card: ServiceCard) -> QWidget:
        look = self.look
        plate = Plate(look)
        inner = QVBoxLayout(plate)
        inner.setContentsMargins(look.px(44), look.px(8), look.px(44), look.px(12))
        if not card.papers:
            plate.setMaximumHeight(look.px(240))
            inner.addStretch(1)
            words = Text(look.text, "不用带材料", "kiosk.item")
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            inner.addWidget(words)
            inner.addStretch(1)
            return plate
        grid = PagedGrid(look, 1, 0)
        # The plate closes up around a short list; what is left over belongs to the page.
        air = look.px(8) + look.px(12)
        grid.needs.connect(lambda high: plate.setMaximumHeight(high + air))
        grid.turned.connect(lambda: self.used.emit("page"))
        last = len(card.papers) - 1
        grid.set_items(
            [PaperRow(look, paper, last=at == last) for at, paper in enumerate(card.papers)]
        )
        inner.addWidget(grid)
        return plate

    def _add_facts(self, column: QVBoxLayout, card: ServiceCard) -> None:
        """Short figures stand side by side, a long one has a line of its own."""
        longest = LONG_VALUE if self.look.portrait else LONG_VALUE - 4
        short = [fact for fact in card.facts if len(fact.value) <= longest]
        for fact in card.facts:
            if fact not in short:
                column.addWidget(self._fact(fact, wide=True))
        row = QHBoxLayout()
        row.setSpacing(self.look.px(24 if self.look.portrait else 16))
        for fact in short:
            row.addWidget(self._fact(fact), 1)
        column.addLayout(row)

    def _fact(self, fact: FactBox, *, wide: bool = False) -> FactPlate:
        plate = FactPlate(self.look, fact, wide=wide)
        self._facts[fact.label] = plate
        return plate


class BigNumber(QWidget):
    """The number of the ticket just taken, as large as the screen allows."""

    def __init__(self, look: Look, number: str) -> None:
        super().__init__()
        self._look, self._number = look, number
        self.setAccessibleName(f"您的号码 {number}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(look.px(200))
        self.setMaximumHeight(look.px(320))

    def sizeHint(self) -> QSize:
        """One line of the largest type."""
        return QSize(self._look.px(700), self._look.px(320))

    def figures(self) -> QFont:
        """The type of the number: as large as its place, never cut."""
        font = self._look.theme.font("display.call")
        font.setPixelSize(min(self._look.px(280), self.height()))
        return fitted(font, self._number, self.width(), self._look.px(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the number."""
        font = self.figures()
        ink = self._look.theme.color("ink")
        draw_text(QPainter(self), QRectF(self.rect()), self._number, font, ink, _CENTER)


class IssuedPage(Page):
    """The ticket taken: its number, the line, and whether the slip came out."""

    def __init__(self, look: Look, state: KioskState) -> None:
        super().__init__(look)
        ticket = state.ticket
        assert ticket is not None
        self.code = ticket.code
        self._facts = [FactPlate(look, fact) for fact in _line(ticket)]
        plate = Plate(look)
        whole = QVBoxLayout(plate) if look.portrait else QHBoxLayout(plate)
        pad = look.px(56)
        whole.setContentsMargins(pad, look.px(24), pad, look.px(24))
        whole.setSpacing(look.px(48))
        number, line = QVBoxLayout(), QHBoxLayout() if look.portrait else QVBoxLayout()
        number.setSpacing(look.px(16))
        line.setSpacing(look.px(24))
        number.addStretch(1)
        number.addWidget(self._center("您的号码", "kiosk.question"))
        number.addWidget(BigNumber(look, ticket.code), 10)
        words = (ticket.kind, ticket.service, ticket.priority)
        what = " · ".join(word for word in words if word)
        number.addWidget(self._center(what, "kiosk.item", "ink2"))
        if look.portrait:
            for fact in self._facts:
                line.addWidget(fact, 1)
            whole.addLayout(number, 3)
            whole.addLayout(line)
            whole.addStretch(1)
        else:
            number.addStretch(1)
            line.addStretch(1)
            for fact in self._facts:
                line.addWidget(fact)
            line.addStretch(1)
            whole.addLayout(number, 5)
            whole.addLayout(line, 3)
        self.column.addWidget(plate, 1)
        self._hint, self._ways = HintPlate(look), HintPlate(look)
        self.column.addWidget(self._hint)
        self.column.addWidget(self._ways)
        home = WideButton(look, "完成", "ok", "home")
        self.wire(home)
        self.column.addWidget(home)

    def show_state(self, state: KioskState) -> None:
        """Show the line and the slip of this moment."""
        ticket = state.ticket
        if ticket is None:
            return
        for plate, fact in zip(self._facts, _line(ticket), strict=True):
            plate.show_fact(fact)
        self._ways.setVisible(bool(ticket.other_ways))
        self._ways.show_hint(ticket.other_ways, "info")
        if ticket.slip == "failed":
            words = f"号票没有打印出来，请记住号码 {ticket.code}，号码照样有效。"
            self._hint.show_hint(words, "error")
        elif ticket.slip == "printed":
            self._hint.show_hint("请取走号票，留意屏幕与语音呼叫。", "done")
        else:
            self._hint.show_hint("号票正在打印，请稍候。", "info")

    def _center(self, words: str, font: str, tone: str = "ink") -> Text:
        text = Text(self.look.text, words, font, tone, wrap=True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        return text


def _line(ticket: IssuedTicket) -> tuple[FactBox, ...]:
    ahead = FactBox(label="前面等候", value=f"{ticket.ahead} 人")
    facts = (ahead, FactBox(label="预计等候", value=ticket.estimate))
    return (*facts, FactBox(label="请到", value=ticket.window)) if ticket.window else facts


class BlockedPage(Page):
    """No tickets now: why, when again, and 95598."""

    def __init__(self, look: Look, state: KioskState) -> None:
        super().__init__(look)
        self._notice: Notice | None = None
        self._ask = WideButton(
            look, "查我的号，看材料和价目", "search", "open_query", high=128, font="kiosk.item"
        )
        self.wire(self._ask)
        side = look.px(72 if look.portrait else 96)
        self.column.setContentsMargins(side, 0, side, look.px(64))
        self.column.addStretch(1)
        self.column.addWidget(self._ask)
        self.show_state(state)

    def show_state(self, state: KioskState) -> None:
        """Show the notice."""
        notice = state.notice
        if notice is None or notice == self._notice:
            return
        self._notice = notice
        self._ask.setVisible(notice.asks)
        facts = (f"{fact.label} {fact.value} {fact.note}".strip() for fact in notice.facts)
        self.setAccessibleName("，".join((notice.title, *facts, notice.sentence)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the notice on the public ground, or on slate when suspended."""
        notice, look, painter = self._notice, self.look, QPainter(self)
        if notice is None:
            return
        theme, px = look.theme, look.px
        ground = "suspended" if notice.suspended else "ground"
        quiet = theme.public("suspended_text2" if notice.suspended else "text2")
        rule = theme.public("suspended_rule" if notice.suspended else "rule")
        white = theme.public("text")
        painter.fillRect(self.rect(), theme.public(ground))
        side = px(72 if look.portrait else 96)
        area = QRectF(self.rect()).adjusted(side, px(64), -side, -px(64))
        size = px(200 if look.portrait else 160)
        icon = "pause" if notice.suspended else "clock"
        at = QRectF(area.left() - size * 0.08, area.top(), size, size)
        paint_icon(painter, icon, at, white)
        title = theme.font("display.sign_title")
        title.setPixelSize(px(132))
        left = at.right() + px(40)
        room = area.right() - left
        title = fitted(title, notice.title, room, px(60))
        draw_text(painter, QRectF(left, area.top(), room, size), notice.title, title, white)
        # Lying, the button wants the room that stands idle above and below the rule.
        near = notice.asks and not look.portrait
        above, below = (px(36), px(36)) if near else (px(72), px(48))
        top = area.top() + size + above
        painter.fillRect(QRectF(area.left(), top, area.width(), max(px(2), 1)), rule)
        self._paint_facts(painter, notice, area.adjusted(0, size + above + below, 0, 0))
        lifted = px(128 + 32) if notice.asks else 0
        row = QRectF(area.left(), area.bottom() - lifted - px(60), area.width(), px(60))
        font = fitted(theme.font("kiosk.item"), notice.sentence, row.width(), px(28))
        draw_text(painter, row, notice.sentence, font, quiet)

    def _paint_facts(self, painter: QPainter, notice: Notice, area: QRectF) -> None:
        look, px = self.look, self.look.px
        theme = look.theme
        quiet = theme.public("suspended_text2" if notice.suspended else "text2")
        wide = area.width() if look.portrait else area.width() / len(notice.facts)
        for at, fact in enumerate(notice.facts):
            left = area.left() + (0 if look.portrait else at * wide)
            top = area.top() + (at * px(250) if look.portrait else 0)
            room = wide - (0 if look.portrait else px(32))
            label = QRectF(left, top, room, px(48))
            draw_text(painter, label, fact.label, theme.font("kiosk.button", 400), quiet)
            self._paint_value(painter, QRectF(left, top + px(52), room, px(96)), fact.value)
            note = QRectF(left, top + px(146), room, px(44))
            draw_text(painter, note, fact.note, theme.font("kiosk.body"), quiet)

    def _paint_value(self, painter: QPainter, box: QRectF, value: str) -> None:
        """Draw a value large on one line, or smaller on up to three."""
        theme, px = self.look.theme, self.look.px
        font = fitted(theme.font("display.sign_value"), value, box.width(), px(48))
        lines = broken(font, value, box.width())[:3]
        step = box.height() if len(lines) == 1 else px(58)
        for number, line in enumerate(lines):
            row = QRectF(box.left(), box.top() + number * step, box.width(), step)
            draw_text(painter, row, line, font, theme.public("text"))
