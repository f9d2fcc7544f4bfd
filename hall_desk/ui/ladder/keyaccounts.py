"""Account managers of large customers (大客户经理, S1-7) on the ladder page."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hall_desk.presenters.ladder_state import KeyAccountRow
from hall_desk.ui.kit import Card, ElidedText, Text
from hall_desk.ui.theme import Theme


class KeyAccountsCard(Card):
    """One line for the customer, one for who looks after it; hidden where there are none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "大客户经理", "一对一服务", tight=True, parent=parent)
        self._rows: tuple[KeyAccountRow, ...] = ()
        self._holder: QWidget | None = None
        self.hide()

    def show_rows(self, rows: tuple[KeyAccountRow, ...]) -> None:
        """Show the accounts found."""
        if rows == self._rows:
            return
        self._rows = rows
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = QWidget()
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.px(2))
        for row in rows:
            self._add(column, row)
        self.body.addWidget(self._holder)
        self.setVisible(bool(rows))

    def _add(self, column: QVBoxLayout, row: KeyAccountRow) -> None:
        theme = self.theme
        column.addWidget(ElidedText(theme, f"{row.name} · {row.account}", "small", "ink2"))
        if row.warning:
            column.addWidget(Text(theme, row.warning, "body", "warn", weight=600))
            return
        line = f"{row.manager}　{row.phone}"
        column.addWidget(Text(theme, line, "strong", weight=600))
        if row.deputy:
            column.addWidget(Text(theme, f"代班 {row.deputy}", "small", "ink2"))
