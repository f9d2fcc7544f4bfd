"""The main action (主操作): the one solid button, deaf to a second press for 400 ms."""

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kit.buttons import KitButton
from hall_desk.ui.kit.keycap import cap_size, paint_cap
from hall_desk.ui.kit.paint import draw_text, text_width
from hall_desk.ui.theme import Theme, tokens


class MainAction(KitButton):
    """The one solid button of a staff screen; ignores a second press for 400 ms."""

    _least: tuple[int, int] = (232, 56)
    _font_token = "main_action"
    _cap_token = "strong"
    _icon_px = 26
    _gap_px = 12
    _cap_extra = (2, -4)

    def __init__(
        self,
        theme: Theme,
        icon: str,
        text: str,
        key: str,
        object_name: str = "",
        *,
        compact: bool = False,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, icon, key, object_name, parent)
        if compact:
            self._font_token, self._cap_token = "lead", "keycap"
            self._icon_px, self._gap_px, self._cap_extra = 20, 9, (0, 0)
        self._monotonic = monotonic
        self._last_use = float("-inf")
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_action(
        self, object_name: str, icon: str, text: str, key: str, enabled: bool = True, why: str = ""
    ) -> None:
        """Give the place to another action (开始办理 and 办结 share it)."""
        self.setObjectName(object_name)
        self.icon_name = icon
        self.key_text = key
        self.setText(text)
        self._name()
        self.set_enabled(enabled, why)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """At least 232 × 56."""
        theme = self.theme
        width = max(theme.px(self._least[0]), round(self._content()) + theme.px(40))
        return QSize(width, theme.px(self._least[1]))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button."""
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        ink = self.paint_ground(painter, rect, primary=True)
        gap, size = theme.px(self._gap_px), theme.px(self._icon_px)
        left = max((rect.width() - self._content()) / 2, theme.px(8))
        at = QRectF(left, (rect.height() - size) / 2, size, size)
        paint_icon(painter, self.icon_name or "ok", at, ink)
        left += size + gap
        font = self._words_font()
        width = text_width(font, self.text())
        draw_text(painter, QRectF(left, 0, width + 1, rect.height()), self.text(), font, ink)
        if self.key_text:
            self._paint_key(painter, left + width + gap, ink)

    def _used(self) -> None:
        now = self._monotonic()
        if (now - self._last_use) * 1000 < tokens()["motion"]["guard_ms"]:
            return
        self._last_use = now
        super()._used()

    def _words_font(self) -> QFont:
        return self.theme.font(self._font_token, 700)

    def _paint_key(self, painter: QPainter, left: float, ink: QColor) -> None:
        cap = self._cap()
        at = QRectF(left, (self.height() - cap.height()) / 2, cap.width(), cap.height())
        paint_cap(painter, self.theme, at, self.key_text, ink, ink, self._cap_token)

    def _cap(self) -> QSize:
        size = cap_size(self.theme, self.key_text, self._cap_token)
        wide, high = self._cap_extra
        return QSize(size.width() + self.theme.px(wide), size.height() + self.theme.px(high))

    def _content(self) -> float:
        gap = self.theme.px(self._gap_px)
        width = float(self.theme.px(self._icon_px) + gap)
        width += text_width(self._words_font(), self.text())
        return width + (gap + self._cap().width() if self.key_text else 0)


class CallAction(MainAction):
    """The large 叫号 of the hero: the next customer, when nobody is at the window."""

    _least = (312, 112)
    _font_token = "call_action"
    _cap_token = "title"
    _icon_px = 44
    _gap_px = 20
    _cap_extra = (8, 0)

    def __init__(
        self,
        theme: Theme,
        icon: str = "call",
        text: str = "叫号",
        key: str = "F2",
        object_name: str = "call_next",
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, icon, text, key, object_name, monotonic=monotonic, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
