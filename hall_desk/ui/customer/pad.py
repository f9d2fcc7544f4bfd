"""The signing pad of the side screen (签字区): pen, finger or mouse leave strokes, no picture."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hall_desk.domain.signatures import (
    FULL,
    LEAST_SPAN,
    MOST_POINTS,
    MOST_STROKES,
    PAD_RATIO,
    Point,
    Strokes,
    thinned,
)
from hall_desk.ui.customer.buttons import FaceButton
from hall_desk.ui.display.panel import fitted
from hall_desk.ui.kit.paint import draw_text, rounded
from hall_desk.ui.kit.strokes import paint_strokes
from hall_desk.ui.theme import Theme

_CENTER = Qt.AlignmentFlag.AlignHCenter
_RIGHT = Qt.AlignmentFlag.AlignRight


class SigningPad(QWidget):
    """A sheet of white with a line to sign on; below it 返回核对, 清除重写 and 完成签字."""

    finished = Signal(object)
    """The customer is done; carries the strokes."""
    left = Signal()
    """Back to the items."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.title, self.total = "", ""
        self._strokes: list[list[Point]] = []
        self._drawing = False
        self.setObjectName("signing_pad")
        self.setAccessibleName("签字区")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.back = FaceButton(theme, "返回核对", "left", "pad_back", self)
        self.clear = FaceButton(theme, "清除重写", "undo", "pad_clear", self)
        self.done = FaceButton(theme, "完成签字", "ok", "pad_done", self)
        self.back.triggered.connect(lambda _: self.left.emit())
        self.clear.triggered.connect(lambda _: self.wipe())
        self.done.triggered.connect(lambda _: self._finish())
        self.hide()

    @property
    def strokes(self) -> Strokes:
        """What was drawn so far."""
        return tuple(stroke for each in self._strokes if (stroke := thinned(each)))

    def begin(self, title: str, total: str) -> None:
        """An empty pad under the total that is signed for."""
        self.title, self.total = title, total
        self.wipe()

    def wipe(self) -> None:
        """清除重写: the customer begins anew."""
        self._strokes, self._drawing = [], False
        self._show_buttons()
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw at another scale."""
        self.theme = theme
        for button in (self.back, self.clear, self.done):
            button.set_theme(theme)
        self._arrange()

    def pad_room(self) -> QRectF:
        """Where the strokes go: three times as wide as high, as on paper."""
        px = self.theme.px
        top, foot = px(96), px(136)
        room = QRectF(0, top, self.width(), self.height() - top - foot)
        wide = min(room.width(), room.height() * PAD_RATIO)
        left = room.center().x() - wide / 2
        return QRectF(left, room.top(), wide, wide / PAD_RATIO)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A stroke begins; a finger and a pen come as the mouse does."""
        if event.button() == Qt.MouseButton.LeftButton and self._may_draw(event.position()):
            self._drawing = True
            self._strokes.append([self._point(event.position())])
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The stroke goes on; outside the pad it follows the edge."""
        if self._drawing and sum(map(len, self._strokes)) < MOST_POINTS:
            point = self._point(event.position())
            if point != self._strokes[-1][-1]:
                self._strokes[-1].append(point)
                self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The stroke ends."""
        self._drawing = False
        self._show_buttons()

    def resizeEvent(self, event: object) -> None:
        """The buttons stay below the pad."""
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the question, the pad with its line, and the strokes."""
        theme, px, painter = self.theme, self.theme.px, QPainter(self)
        painter.fillRect(self.rect(), theme.public("ground"))
        head = QRectF(0, 0, self.width(), px(88))
        figure = theme.font("display.count")
        figure.setPixelSize(px(52))
        text = f"{self.total} 元"
        taken = draw_text(painter, head, text, figure, theme.public("text"), _RIGHT)
        room = head.adjusted(0, 0, -taken - px(24), 0)
        title = fitted(theme.font("display.kind", 600), self.title, room.width(), px(16))
        draw_text(painter, room, self.title, title, theme.public("text"))
        room = self.pad_room()
        rounded(painter, room, px(12), theme.public("call_ground"))
        ink = theme.public("call_text")
        line = room.bottom() - room.height() * 0.18
        painter.fillRect(QRectF(room.left() + px(40), line, room.width() - px(80), px(2)), ink)
        if not self._strokes:
            font = theme.font("display.body")
            font.setPixelSize(px(28))
            words = QRectF(room.left(), line - px(56), room.width(), px(48))
            draw_text(painter, words, "请在框内签名，用手指、笔或鼠标都可以", font, ink, _CENTER)
        strokes = tuple(tuple(stroke) for stroke in self._strokes)
        paint_strokes(painter, room, strokes, ink, px(5))

    def _may_draw(self, at: QPointF) -> bool:
        return self.pad_room().contains(at) and len(self._strokes) < MOST_STROKES

    def _point(self, at: QPointF) -> Point:
        room = self.pad_room()
        x = round((at.x() - room.left()) * FULL / room.width())
        y = round((at.y() - room.top()) * FULL / room.height())
        return min(max(x, 0), FULL), min(max(y, 0), FULL)

    def _show_buttons(self) -> None:
        points = [point for stroke in self._strokes for point in stroke]
        across, down = [x for x, _ in points] or [0], [y for _, y in points] or [0]
        signed = max(max(across) - min(across), max(down) - min(down)) >= LEAST_SPAN
        self.clear.setVisible(bool(points))
        self.done.setVisible(signed)

    def _finish(self) -> None:
        self.finished.emit(self.strokes)

    def _arrange(self) -> None:
        px = self.theme.px
        high, gap = px(96), px(16)
        top = min(self.height() - px(112), round(self.pad_room().bottom()) + px(24))
        wide = (self.width() - 2 * gap) // 3
        for at, button in enumerate((self.back, self.clear, self.done)):
            button.setGeometry(at * (wide + gap), top, wide, high)
