"""The focus ring (焦点框): one overlay per window; nothing moves when the focus does."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from shiboken6 import isValid

from hall_desk.ui.theme import Theme

_MOVES = (
    QEvent.Type.Move,
    QEvent.Type.Resize,
    QEvent.Type.Show,
    QEvent.Type.Hide,
)


class FocusRing(QWidget):
    """Draws the ring around the widget that has the window's focus, outside a small gap.

    A widget names the corner it wants with the property `focusRadius` (button, input, card,
    none to have no ring); `focusInset` draws the ring inside its edge.
    """

    # While Python takes a window apart, filters still see events but no longer their fields.
    _alive = False

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.theme = theme
        self._alive = True
        self.setObjectName("focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._watched: list[QWidget] = []
        self._drawn = QRect()
        window.installEventFilter(self)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._focus_moved)
        self.setGeometry(window.rect())
        self.refresh()

    def target(self) -> QWidget | None:
        """Return the widget to ring, or None."""
        page, widget = self._page(), focused(self.window())
        if widget is None or not page.isAncestorOf(widget) or not widget.isVisibleTo(page):
            return None
        return None if widget.property("focusRadius") == "none" else widget

    def ring_rect(self) -> QRect:
        """Return the outer edge of the ring in window coordinates; empty when there is none."""
        widget = self.target()
        if widget is None:
            return QRect()
        rect = QRect(widget.mapTo(self._page(), QPoint(0, 0)), widget.size())
        out = self._thick() if not widget.property("focusInset") else 0
        return rect.adjusted(-out, -out, out, out)

    def refresh(self) -> None:
        """Draw the ring where the focus is now, above everything."""
        self._watch(self.target())
        self.raise_()
        self._redraw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size and the focused widget's place."""
        if not self._alive:
            return False
        if watched is self._page():
            if event.type() == QEvent.Type.Resize:
                self.setGeometry(self._page().rect())
            elif event.type() in (QEvent.Type.ChildAdded, QEvent.Type.WindowActivate):
                self.raise_()
        if event.type() in _MOVES:
            self._redraw()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring."""
        rect = self.ring_rect()
        if rect.isEmpty():
            return
        # The widget may have moved since it was asked about: this is where the ring is seen now.
        self._drawn = self._drawn.united(rect)
        widget = self.target()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self._clip(widget))
        width = self.theme.size("focus_ring")
        painter.setPen(QPen(self.theme.color("focus"), width))
        radius = self._radius(widget)
        inner = QRectF(rect).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        painter.drawRoundedRect(inner, radius, radius)

    def _focus_moved(self, _old: QWidget | None, _new: QWidget | None) -> None:
        if self._alive:
            self.refresh()

    def _page(self) -> QWidget:
        """The window, or the page of a larger window, that the ring lies over."""
        page = self.parentWidget()
        assert page is not None
        return page

    def _thick(self) -> int:
        return self.theme.size("focus_ring") + self.theme.size("focus_gap")

    def _radius(self, widget: QWidget | None) -> float:
        name = widget.property("focusRadius") if widget is not None else None
        return float(self.theme.radius(str(name or "input")) + self.theme.px(2))

    def _redraw(self) -> None:
        rect = self.ring_rect()
        self.update(self._drawn.united(rect).adjusted(-1, -1, 1, 1))
        self._drawn = rect

    def _watch(self, widget: QWidget | None) -> None:
        """Listen to the moves of the focused widget and of what it stands in."""
        for old in self._watched:
            if isValid(old) and old is not self._page():
                old.removeEventFilter(self)
        self._watched = []
        while widget is not None and widget is not self._page():
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = widget.parentWidget()

    def _clip(self, widget: QWidget | None) -> QRect:
        """The part of the window in which the focused widget can be seen."""
        clip = self.rect()
        out = self._thick()
        parent = widget.parentWidget() if widget is not None else None
        while parent is not None and parent is not self._page():
            holder = parent.parentWidget()
            if isinstance(holder, QAbstractScrollArea) and holder.viewport() is parent:
                seen = QRect(parent.mapTo(self._page(), QPoint(0, 0)), parent.size())
                clip = clip.intersected(seen.adjusted(-out, -out, out, out))
            parent = holder
        return clip


def focused(window: QWidget) -> QWidget | None:
    """Return the widget of a window that has, or will have, its focus."""
    return window.focusWidget()


def tab_stops(root: QWidget) -> Iterator[QWidget]:
    """Where Tab stops inside a widget, in the order in which they were put there.

    Qt's own ``nextInFocusChain`` is never asked: PySide takes what it gives back for a child of the
    widget it was asked of, and half the window is lost to Python when that one goes.
    """
    for child in root.children():
        if not isinstance(child, QWidget) or child.isHidden() or child.isWindow():
            continue
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isEnabled():
            yield child
        yield from tab_stops(child)
