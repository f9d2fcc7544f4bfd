"""A column for dialogs (滚动栏): it scrolls where the screen is low or the scale is large."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from hall_desk.ui.theme import Theme


class ScrollColumn(QScrollArea):
    """Put widgets into `column`; nothing is ever squeezed."""

    def __init__(
        self, theme: Theme, *, side: int = 24, spacing: int = 8, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        pad = theme.px(side)
        self.column.setContentsMargins(pad, theme.px(16), pad, theme.px(12))
        self.column.setSpacing(theme.px(spacing))
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
