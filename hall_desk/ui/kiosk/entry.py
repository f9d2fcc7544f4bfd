"""Typing at the kiosk (触摸输入): a large field, and keys on the screen below it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from hall_desk.ui.icons import pixmap
from hall_desk.ui.kiosk.buttons import ARROWS, WideButton
from hall_desk.ui.kiosk.look import Look
from hall_desk.ui.kiosk.parts import Plate
from hall_desk.ui.kit import Text
from hall_desk.ui.kit.paint import draw_text

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "1234567890"
MOST = 40


class BareField(QLineEdit):
    """The line itself: nothing to open, drag or paste with a finger; arrows leave it."""

    focused = Signal(QWidget)
    """The line has the focus now."""

    def __init__(self, look: Look, name: str, object_name: str) -> None:
        super().__init__()
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setProperty("bare", True)
        self.setProperty("focusRadius", "none")
        self.setFont(look.font("kiosk.button"))
        self.setMaxLength(MOST)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say who types now."""
        super().focusInEvent(event)
        self.focused.emit(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go to the neighbour, as from any button."""
        if event.key() in ARROWS and not self.text():
            event.ignore()
            return
        super().keyPressEvent(event)


class EntryPlate(Plate):
    """A field with an icon, as large as a button; its edge is strong while it is typed into."""

    typed = Signal(str)
    """The text was changed by a keyboard."""
    entered = Signal()
    """Enter was pressed."""

    def __init__(
        self,
        look: Look,
        icon: str,
        name: str,
        hint: str = "",
        object_name: str = "entry",
        *,
        secret: bool = False,
    ) -> None:
        super().__init__(look, "surface", "edge")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(36), 0, look.px(24), 0)
        row.setSpacing(look.px(24))
        sign = Text(look.theme)
        sign.setPixmap(pixmap(look.theme, icon, 44, "ink"))
        self.field = BareField(look, name, object_name)
        self.field.setPlaceholderText(hint)
        if secret:
            self.field.setEchoMode(QLineEdit.EchoMode.Password)
        row.addWidget(sign)
        row.addWidget(self.field, 1)
        self.setFixedHeight(max(look.target(112), look.text.px(96)))
        self.field.textEdited.connect(self.typed)
        self.field.returnPressed.connect(self.entered)

    def show_text(self, text: str) -> None:
        """Show what is typed; a word that an input method is still building is left alone."""
        if self.field.text() != text:
            self.field.setText(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground with the edge of this moment."""
        self.set_colors("surface", "primary" if self.field.hasFocus() else "edge")
        super().paintEvent(event)

    def event(self, event: QEvent) -> bool:
        """A touch anywhere on the plate goes into the field."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.field.setFocus(Qt.FocusReason.MouseFocusReason)
            return True
        return super().event(event)


class Keyboard(QWidget):
    """Keys for single signs, and below them 退格 and 清空; every key is a finger wide."""

    pressed = Signal(str)
    """A key was touched; carries its object name, such as key_A, key_back, key_clear."""

    def __init__(self, look: Look, signs: str, columns: int, *, high: int = 104) -> None:
        super().__init__()
        self.look, self.columns, self._high = look, columns, high
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setSpacing(look.px(16 if look.portrait else 8))
        for column in range(columns):
            self.grid.setColumnStretch(column, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for at, sign in enumerate(signs):
            key = Key(look, sign, f"key_{sign}", high)
            key.triggered.connect(self.pressed)
            self.grid.addWidget(key, at // columns, at % columns)
        self._add_ends(len(signs))

    def _add_ends(self, count: int) -> None:
        """The two wide keys share what is left of the last row, or have one of their own."""
        row, column = divmod(count, self.columns)
        if self.columns - column < 2:
            row, column = row + 1, 0
        left = self.columns - column
        back = Key(self.look, "退格", "key_back", self._high)
        clear = Key(self.look, "清空", "key_clear", self._high)
        for key, at, wide in ((back, column, left - left // 2), (clear, 0, left // 2)):
            key.triggered.connect(self.pressed)
            start = at if key is back else column + left - left // 2
            self.grid.addWidget(key, row, start, 1, wide)


class Key(WideButton):
    """One key: narrow, its sign in the middle."""

    def __init__(self, look: Look, sign: str, object_name: str, high: int = 104) -> None:
        font = "kiosk.button" if len(sign) == 1 else "kiosk.body"
        super().__init__(look, sign, None, object_name, high=high, font=font)

    def sizeHint(self) -> QSize:
        """A finger wide; the grid gives more."""
        return QSize(self.look.target(80), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sign in the middle."""
        painter = QPainter(self)
        ink = self.paint_plate(painter)
        center = Qt.AlignmentFlag.AlignHCenter
        draw_text(painter, QRectF(self.rect()), self.text(), self._font(), ink, center)
