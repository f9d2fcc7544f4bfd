"""The columns of a sheet (逐项确认单): their widths, and narrower ones for little room."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from hall_desk.ui.theme import Theme

_WIDTHS = {
    "code": (68, 44),
    "drop": (36, 32),
    "unit": (72, 40),
    "price": (92, 72),
    "quantity": (112, 88),
    "amount": (96, 72),
}


def table_row(theme: Theme, holder: QWidget) -> QHBoxLayout:
    """Give a holder the layout of a table row: no gaps but the sides."""
    row = QHBoxLayout(holder)
    row.setContentsMargins(theme.px(20), 0, theme.px(20), 0)
    row.setSpacing(0)
    return row


def in_column(theme: Theme, widget: QWidget, part: str) -> QWidget:
    """Put a cell into one of the sheet's columns."""
    widget.setProperty("part", part)
    widget.setFixedWidth(theme.px(_WIDTHS[part][0]))
    return widget


def fit_columns(theme: Theme, holder: QWidget, *, narrow: bool) -> None:
    """Give each column of a row its width for this room."""
    for widget in holder.findChildren(QWidget):
        part = widget.property("part")
        if isinstance(part, str):
            widget.setFixedWidth(theme.px(_WIDTHS[part][1 if narrow else 0]))
