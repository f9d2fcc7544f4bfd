"""The kiosk at rest (待机): slogan, promise, the notice whose turn it is; any touch wakes it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from hall_desk.presenters.kiosk_state import KioskState, RestView
from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kiosk.buttons import TouchButton, broken
from hall_desk.ui.kiosk.look import Look
from hall_desk.ui.kiosk.pages import Page
from hall_desk.ui.kiosk.parts import fitted, tint
from hall_desk.ui.kit.paint import draw_text, rounded, text_width

_CENTER = Qt.AlignmentFlag.AlignHCenter


class RestPage(Page):
    """The whole page is one button."""

    def __init__(self, look: Look, state: KioskState) -> None:
        super().__init__(look)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._wake = WakeButton(look)
        self.wire(self._wake)
        self.column.addWidget(self._wake)

    def show_state(self, state: KioskState) -> None:
        """Show the notice of this moment."""
        if state.rest is not None:
            self._wake.show_rest(state.rest)


class WakeButton(TouchButton):
    """Drawn on the public ground like the hall display."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "触摸屏幕开始", "receipt", "wake")
        self._rest: RestView | None = None
        self.setProperty("focusRadius", "none")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_rest(self, rest: RestView) -> None:
        """Show other words."""
        if rest != self._rest:
            self._rest = rest
            words = (rest.slogan, rest.promise, rest.title, rest.text, self.text())
            self.setAccessibleName("，".join(word for word in words if word))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw slogan, promise, notice, and what to do."""
        rest, look, painter = self._rest, self.look, QPainter(self)
        painter.fillRect(self.rect(), tint(look, "ground"))
        if rest is None:
            return
        px = look.px
        side = px(72 if look.portrait else 96)
        area = QRectF(self.rect()).adjusted(side, px(72), -side, -px(56))
        high = px(132)
        font = look.theme.font("display.sign_title")
        font.setPixelSize(px(120))
        font = fitted(font, rest.slogan, area.width(), px(44))
        top = QRectF(area.left(), area.top(), area.width(), high)
        draw_text(painter, top, rest.slogan, font, tint(look, "text"), _CENTER)
        promise = QRectF(area.left(), top.bottom() + px(12), area.width(), px(56))
        words = fitted(look.theme.font("kiosk.button", 400), rest.promise, area.width(), px(26))
        draw_text(painter, promise, rest.promise, words, tint(look, "text2"), _CENTER)
        foot = QRectF(area.left(), area.bottom() - px(144), area.width(), px(144))
        if rest.title:
            middle = QRectF(area)
            middle.setTop(promise.bottom() + px(48))
            middle.setBottom(foot.top() - px(40))
            self._paint_notice(painter, middle, rest)
        self._paint_call(painter, foot, centered=not rest.title and not look.portrait)

    def _paint_notice(self, painter: QPainter, box: QRectF, rest: RestView) -> None:
        """The notice on a panel that closes up around it."""
        look, px = self.look, self.look.px
        side, body, step = px(48), look.theme.font("kiosk.button", 400), px(66)
        body.setPixelSize(px(44))
        room = box.width() - 2 * side
        most = max(1, int((box.height() - px(160)) // step))
        lines = _fitting(body, rest.text, room, most)
        high = px(150) + len(lines) * step
        panel = QRectF(box.left(), box.center().y() - high / 2, box.width(), high)
        rounded(painter, panel, look.theme.radius("kiosk"), tint(look, "panel"))
        page = f"{rest.page} / {rest.pages}" if rest.pages > 1 else ""
        head = QRectF(box.left() + side, panel.top() + px(32), room, px(72))
        small, quiet = look.theme.font("kiosk.body"), tint(look, "text2")
        taken = draw_text(painter, head, page, small, quiet, Qt.AlignmentFlag.AlignRight)
        head.setWidth(room - taken - px(24))
        title = fitted(look.theme.font("kiosk.question"), rest.title, head.width(), px(36))
        draw_text(painter, head, rest.title, title, tint(look, "text"))
        for number, line in enumerate(lines):
            row = QRectF(head.left(), head.bottom() + px(8) + number * step, room, step)
            draw_text(painter, row, line, body, tint(look, "text"))

    def _paint_call(self, painter: QPainter, box: QRectF, *, centered: bool) -> None:
        look, px = self.look, self.look.px
        wide = min(box.width(), px(760))
        plate = QRectF(box.center().x() - wide / 2, box.top(), wide, box.height())
        rounded(painter, plate, look.theme.radius("kiosk"), tint(look, "call_ground"))
        font = look.theme.font("kiosk.take_ticket")
        size = px(64)
        ink = tint(look, "call_text")
        words = text_width(font, self.text())
        left = plate.center().x() - (words + size + px(32)) / 2
        paint_icon(painter, "receipt", QRectF(left, plate.center().y() - size / 2, size, size), ink)
        at = QRectF(left + size + px(32), plate.top(), words + 1, plate.height())
        draw_text(painter, at, self.text(), font, ink)


def _fitting(font: QFont, text: str, room: float, most: int) -> list[str]:
    """The lines of a text; what finds no room ends in an ellipsis."""
    lines = [line for each in text.splitlines() for line in broken(font, each, room)]
    if len(lines) <= most:
        return lines
    return [*lines[: most - 1], f"{lines[most - 1][:-1]}…"]
