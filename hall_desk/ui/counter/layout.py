"""Small layout words for the counter: rows and columns without margins, sizes by width."""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from hall_desk.ui.theme import Theme

WIDE_FROM = 1500
LOW_BELOW = 740
NARROW_BELOW = 1350


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Sizes at 100 % for a window: the narrow grid of 1366×768 or the wide one of 1920×1080."""

    left: int
    right: int
    item: int
    step: int
    queue: int
    hero: int
    number: int
    low: bool


class LooseStack(QStackedWidget):
    """A stack that asks for the page it shows, not for the largest of all."""

    def sizeHint(self) -> QSize:
        """As the page shown."""
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As the page shown, but never a height: what is too high scrolls."""
        shown = self.currentWidget()
        return QSize(shown.minimumSizeHint().width() if shown is not None else 0, 0)


def measures(theme: Theme, width: int, height: int) -> Measures:
    """The grid for a window of that many pixels."""
    wide = width / theme.scale >= WIDE_FROM
    low = height / theme.scale < LOW_BELOW
    return Measures(
        left=304 if wide else 264,
        right=376 if wide else 336,
        item=64 if wide else 56,
        step=36 if wide and not low else 28,
        queue=44 if wide else 36,
        hero=144 if low else 184,
        number=329 if width / theme.scale >= NARROW_BELOW else 240,
        low=low,
    )


def draw_up(card: QWidget, gap: int) -> None:
    """Let a card's content stand that many pixels below its title line."""
    layout = card.layout()
    item = layout.itemAt(1) if layout is not None else None
    spacer = item.spacerItem() if item is not None else None
    if layout is not None and spacer is not None:
        spacer.changeSize(0, gap)
        layout.invalidate()


def row(*parts: QWidget | QLayout | int | None, space: int = 0) -> QHBoxLayout:
    """Parts side by side; a number is a fixed gap in pixels, None takes the spare room."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(space)
    _fill(layout, parts)
    return layout


def column(*parts: QWidget | QLayout | int | None, space: int = 0) -> QVBoxLayout:
    """Parts below each other; a number is a fixed gap in pixels, None takes the spare room."""
    layout = QVBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(space)
    _fill(layout, parts)
    return layout


def _fill(
    layout: QHBoxLayout | QVBoxLayout, parts: tuple[QWidget | QLayout | int | None, ...]
) -> None:
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.addSpacing(part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def scroll(content: QWidget) -> QScrollArea:
    """An area that scrolls up and down only when it must."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(content)
    return area


def order_tabs(chain: list[QWidget], before: list[QWidget]) -> list[QWidget]:
    """Make Tab walk that chain, if it is another one than before; gives the chain back."""
    if chain != before:
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)
    return chain
