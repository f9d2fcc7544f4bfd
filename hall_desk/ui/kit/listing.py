"""A list on its own ground (列表板): one table in sight, and a line below it."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.ui.kit.cards import Panel
from hall_desk.ui.kit.tables import DataTable
from hall_desk.ui.theme import Theme


class ListPanel(Panel):
    """Tables fill it, the line below says what is not there and sums up what is."""

    def __init__(
        self, theme: Theme, *tables: DataTable, empty: QWidget, summary: QWidget | None = None
    ) -> None:
        super().__init__(theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, theme.px(4), 1, theme.px(8))
        for table in tables:
            column.addWidget(table, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        foot.addWidget(empty, 1)
        if summary is not None:
            foot.addWidget(summary)
        column.addLayout(foot)
