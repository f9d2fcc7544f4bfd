"""Pages instead of scrolling (分页): two large buttons turn them, nothing slides away."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hall_desk.ui.kiosk.buttons import WideButton
from hall_desk.ui.kiosk.look import Look
from hall_desk.ui.kit import Text


class PagedGrid(QWidget):
    """Widgets in columns, as many to a page as fit; the bar below appears when they do not."""

    turned = Signal()
    """A page was turned."""
    needs = Signal(int)
    """How high everything would be on one page."""

    def __init__(self, look: Look, columns: int, gap: int) -> None:
        super().__init__()
        self._look, self._columns, self._gap = look, columns, look.px(gap)
        self._items: list[QWidget] = []
        self._pages: list[list[list[QWidget]]] = []
        self._at = 0
        self._bar = QWidget(self)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.px(24))
        self._before = WideButton(look, "上一页", "left", "previous_page", high=88)
        self._after = WideButton(look, "下一页", "right", "next_page", high=88, icon_last=True)
        self._where = Text(look.text, "", "kiosk.body", "ink2")
        self._where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for part in (self._before, self._where, self._after):
            row.addWidget(part, 1)
        self._before.triggered.connect(lambda _: self._turn(-1))
        self._after.triggered.connect(lambda _: self._turn(1))

    def set_items(self, items: list[QWidget]) -> None:
        """Show other widgets, from the first page."""
        for old in self._items:
            old.hide()
            old.deleteLater()
        self._items, self._at = items, 0
        for item in items:
            item.setParent(self)
        self._arrange()

    def pages(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the pages anew."""
        super().resizeEvent(event)
        self._arrange()

    def _turn(self, by: int) -> None:
        self._at = min(max(self._at + by, 0), len(self._pages) - 1)
        self._show_page()
        self.turned.emit()

    def _arrange(self) -> None:
        if self.width() < 10 or self.height() < 10:
            return
        self._pages = self._cut(self.height())
        self.needs.emit(self._height_of_all())
        if len(self._pages) > 1:
            bar = self._before.sizeHint().height() + self._gap
            self._pages = self._cut(self.height() - bar)
        self._at = min(self._at, max(len(self._pages) - 1, 0))
        self._show_page()

    def _cut(self, height: int) -> list[list[list[QWidget]]]:
        """Rows of widgets, gathered into pages of that height."""
        step = self._columns
        rows = [self._items[i : i + step] for i in range(0, len(self._items), step)]
        pages: list[list[list[QWidget]]] = [[]]
        used = 0
        for row in rows:
            need = self._row_height(row)
            if pages[-1] and used + need > height:
                pages.append([])
                used = 0
            pages[-1].append(row)
            used += need + self._gap
        return pages

    def _height_of_all(self) -> int:
        step = self._columns
        rows = [self._items[i : i + step] for i in range(0, len(self._items), step)]
        return sum(self._row_height(row) + self._gap for row in rows) - self._gap

    def _row_height(self, row: list[QWidget]) -> int:
        wide = self._column_width()
        return max(
            item.heightForWidth(wide) if item.hasHeightForWidth() else item.sizeHint().height()
            for item in row
        )

    def _column_width(self) -> int:
        return (self.width() - self._gap * (self._columns - 1)) // self._columns

    def _show_page(self) -> None:
        shown: set[QWidget] = set()
        top, wide = 0, self._column_width()
        for row in self._pages[self._at] if self._pages else []:
            high = self._row_height(row)
            for column, item in enumerate(row):
                left = column * (wide + self._gap)
                item.setGeometry(QRect(left, top, wide, high))
                shown.add(item)
            top += high + self._gap
        for item in self._items:
            item.setVisible(item in shown)
        self._show_bar()

    def _show_bar(self) -> None:
        many = len(self._pages) > 1
        high = self._before.sizeHint().height()
        self._bar.setGeometry(0, self.height() - high, self.width(), high)
        self._bar.setVisible(many)
        self._where.setText(f"第 {self._at + 1} 页，共 {len(self._pages)} 页")
        self._before.set_enabled(self._at > 0, "已是第一页")
        self._after.set_enabled(self._at < len(self._pages) - 1, "已是最后一页")
