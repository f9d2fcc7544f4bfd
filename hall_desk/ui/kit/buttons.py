"""Buttons (按钮): what it does, its key, and why it is off."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kit.keycap import cap_size, paint_cap
from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.kit.text import plain_tooltip
from hall_desk.ui.theme import Theme, tokens

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KitButton(QAbstractButton):
    """The base of all buttons: icon, text, key; tells why when it is off."""

    triggered = Signal(str)
    """The button was used; carries its object name."""
    refused = Signal(str)
    """The button's key was pressed while it is off; carries the reason."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        icon: str | None = None,
        key: str | None = None,
        object_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.icon_name = icon
        self.key_text = key or ""
        self.why = ""
        self.quiet = False
        self._hover = False
        self.setText(text)
        self.setObjectName(object_name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focusRadius", "button")
        self.clicked.connect(self._used)
        self._name()

    def setText(self, text: str) -> None:
        """Set the words as they are: Qt would make a shortcut of an ampersand in a name."""
        super().setText(text)
        self.setShortcut(QKeySequence())

    def set_text(self, text: str) -> None:
        """Change the words on the button."""
        if text != self.text():
            self.setText(text)
            self._name()
            self.updateGeometry()
            self.update()

    def set_icon(self, icon: str | None) -> None:
        """Change the icon."""
        self.icon_name = icon
        self.updateGeometry()
        self.update()

    def set_enabled(self, enabled: bool, why: str = "") -> None:
        """Switch the button on, or off with the reason that its tooltip and key tell."""
        self.why = "" if enabled else why
        self.setToolTip(plain_tooltip(self.why))
        self.setAccessibleDescription(self.why)
        self.setEnabled(enabled)

    def press_key(self) -> None:
        """Act as if the button's key was pressed: use it, or tell why it is off."""
        if self.isEnabled():
            self.click()
        else:
            self.refused.emit(self.why)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter works like the space bar on a focused button."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Note the pointer above the button."""
        self._hover = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Note that the pointer left."""
        self._hover = False
        self.update()
        super().leaveEvent(event)

    def minimumSizeHint(self) -> QSize:
        """Never smaller than its words."""
        return self.sizeHint()

    def paint_ground(
        self, painter: QPainter, rect: QRectF, *, primary: bool = False, danger: bool = False
    ) -> QColor:
        """Draw the ground of the button's state; return the colour of its words."""
        theme, radius = self.theme, float(self.theme.radius("button"))
        if not self.isEnabled():
            sunken, line = theme.color("sunken"), theme.color("line")
            rounded(painter, rect, radius, sunken, line, theme.px(1), dashed=theme.contrast)
            return theme.color("ink3")
        if primary:
            state = "_press" if self.isDown() else "_hover" if self._hover else ""
            rounded(painter, rect, radius, theme.color("primary" + state))
            return theme.color("on_primary")
        chosen = self.isCheckable() and self.isChecked()
        fill = "sunken" if self._hover else "surface"
        fill = "bar_track" if self.isDown() else "soft" if chosen else fill
        edge = "over" if danger else "primary" if chosen else "line" if self.quiet else "edge"
        rounded(painter, rect, radius, theme.color(fill), theme.color(edge), theme.px(1))
        return theme.color("over" if danger else "soft_ink" if chosen else "ink")

    def _used(self) -> None:
        self.triggered.emit(self.objectName())

    def _name(self) -> None:
        key = f"，按键 {self.key_text}" if self.key_text else ""
        self.setAccessibleName(f"{self.text()}{key}")


class PlainButton(KitButton):
    """A button of 40 (small 32, tall 56) pixels: icon, words and key side by side.

    A wide one starts at the left and has its key at the right end.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        icon: str | None = None,
        key: str | None = None,
        object_name: str = "",
        *,
        primary: bool = False,
        danger: bool = False,
        small: bool = False,
        wide: bool = False,
        tall: bool = False,
        checkable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, icon, key, object_name, parent)
        self._primary = primary
        self._danger = danger
        self._small = small
        self._wide = wide
        self._height = 56 if tall else 32 if small else 40
        self.setCheckable(checkable)
        horizontal = QSizePolicy.Policy.Expanding if wide else QSizePolicy.Policy.Preferred
        self.setSizePolicy(horizontal, QSizePolicy.Policy.Fixed)

    def set_primary(self, primary: bool) -> None:
        """Make this the solid button of its place, or a plain one."""
        self._primary = primary
        self.update()

    def sizeHint(self) -> QSize:
        """Icon, words and key side by side."""
        return QSize(round(self._content() + 2 * self._pad()) + 2, self.theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        """A wide button may elide its words."""
        hint = self.sizeHint()
        return QSize(
            min(hint.width(), self.theme.px(96)) if self._wide else hint.width(), hint.height()
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button."""
        painter, rect, pad = QPainter(self), QRectF(self.rect()), float(self._pad())
        ink = self.paint_ground(painter, rect, primary=self._primary, danger=self._danger)
        left = pad if self._wide else max(pad, (rect.width() - self._content()) / 2)
        left = self._paint_icon(painter, left, ink)
        cap = cap_size(self.theme, self.key_text) if self.key_text else QSize(0, 0)
        gap = self._cap_gap() if self.key_text else 0
        room = max(rect.width() - left - pad - cap.width() - gap, 0.0)
        box = QRectF(left, 0, room + 1, rect.height())
        width = draw_text(painter, box, self.text(), self._font(), ink)
        if self.key_text:
            at = rect.width() - pad - cap.width() if self._wide else left + width + gap
            top = (rect.height() - cap.height()) / 2
            self._paint_cap(painter, QRectF(at, top, cap.width(), cap.height()), ink)

    def _font(self) -> QFont:
        return self.theme.font("small" if self._small else "body", 600)

    def _pad(self) -> int:
        return self.theme.px(12 if self._small else 16 if self._wide else 14)

    def _content(self) -> float:
        width = text_width(self._font(), self.text())
        if self.icon_name:
            width += self._icon_px() + self._icon_gap()
        if not self.key_text:
            return width
        return width + cap_size(self.theme, self.key_text).width() + self._cap_gap()

    def _paint_icon(self, painter: QPainter, left: float, ink: QColor) -> float:
        if not self.icon_name:
            return left
        size = self._icon_px()
        at = QRectF(left, (self.height() - size) / 2, size, size)
        paint_icon(painter, self.icon_name, at, ink)
        return left + size + self._icon_gap()

    def _icon_px(self) -> int:
        return self.theme.px(16 if self._small else 18)

    def _icon_gap(self) -> int:
        return self.theme.px(7 if self._small else 9)

    def _cap_gap(self) -> int:
        return self.theme.px(8)

    def _paint_cap(self, painter: QPainter, rect: QRectF, ink: QColor) -> None:
        theme = self.theme
        framed = self._primary or not self.isEnabled()
        color = ink if framed else theme.color("ink3")
        edge = ink if framed else theme.color("line")
        paint_cap(painter, theme, rect, self.key_text, color, edge)


class ActionKey(KitButton):
    """A key of the bottom bar (功能键): icon and words above, its key below."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        text: str,
        key: str,
        object_name: str = "",
        *,
        strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, icon, key, object_name, parent)
        self.quiet = not strong
        self._compact = False
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def set_compact(self, compact: bool) -> None:
        """Show icon and key alone (the words become the tooltip), or all of it."""
        if compact != self._compact:
            self._compact = compact
            self._tell()
            self.updateGeometry()
            self.update()

    def set_enabled(self, enabled: bool, why: str = "") -> None:
        """Switch the key on, or off with the reason."""
        super().set_enabled(enabled, why)
        self._tell()

    def sizeHint(self) -> QSize:
        """At least 96 × 56; compact 56 × 56."""
        least_width, height = tokens()["size"]["action_key"]
        if self._compact:
            cap = text_width(self.theme.font("keycap"), self.key_text) + self.theme.px(12)
            return QSize(max(self.theme.px(52), round(cap)), self.theme.px(height))
        words = text_width(self.theme.font("strong"), self.text())
        words += self.theme.px(20 + 6 + 2 * 11)
        return QSize(max(self.theme.px(least_width), round(words) + 1), self.theme.px(height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the key."""
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        ink = self.paint_ground(painter, rect)
        icon, gap = theme.px(20), theme.px(6)
        font = theme.font("strong", 600 if self.isEnabled() else 400)
        width = min(text_width(font, self.text()), rect.width() - icon - gap - theme.px(8))
        if self._compact:
            width, gap = 0.0, 0
        left = (rect.width() - icon - gap - width) / 2
        top = QRectF(0, theme.px(7), rect.width(), theme.px(24))
        at = QRectF(left, top.center().y() - icon / 2, icon, icon)
        paint_icon(painter, self.icon_name or "help", at, ink)
        if not self._compact:
            words = QRectF(left + icon + gap, top.top(), width + 1, top.height())
            draw_text(painter, words, self.text(), font, ink)
        below = QRectF(0, theme.px(32), rect.width(), theme.px(16))
        center = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, below, self.key_text, theme.font("keycap"), theme.color("ink3"), center)

    def _tell(self) -> None:
        parts = (self.text() if self._compact else "", self.why)
        self.setToolTip(plain_tooltip("：".join(part for part in parts if part)))


class IconButton(KitButton):
    """A small square button with an icon alone (such as the eye); the words are its name."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        object_name: str = "",
        *,
        size: tuple[int, int] = (30, 24),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, icon, None, object_name, parent)
        self._size = size
        self.quiet = True
        self.setProperty("focusRadius", "input")
        self.setToolTip(plain_tooltip(name))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As asked for, 30 × 24 by default."""
        return QSize(self.theme.px(self._size[0]), self.theme.px(self._size[1]))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon."""
        painter, rect = QPainter(self), QRectF(self.rect())
        ink = self.paint_ground(painter, rect)
        size = self.theme.px(16)
        at = QRectF((rect.width() - size) / 2, (rect.height() - size) / 2, size, size)
        paint_icon(painter, self.icon_name or "help", at, ink)
