"""Lists to read (公示): the prices with their documents, the promises with their telephones."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hall_desk.presenters.kiosk_state import KioskState, PriceRow, PromiseRow
from hall_desk.ui.icons import paint_icon
from hall_desk.ui.kiosk.look import Look
from hall_desk.ui.kiosk.paged import PagedGrid
from hall_desk.ui.kiosk.pages import Page
from hall_desk.ui.kiosk.parts import Mark, Plate
from hall_desk.ui.kit import Text
from hall_desk.ui.kit.paint import draw_text

_RIGHT = Qt.AlignmentFlag.AlignRight
_TOP = Qt.AlignmentFlag.AlignTop


class ListPage(Page):
    """A heading and rows in pages."""

    title, note, icon = "", "", "file"

    def __init__(self, look: Look, state: KioskState) -> None:
        super().__init__(look)
        self.column.addLayout(self.heading(self.title, self.note, self.icon))
        self._grid = PagedGrid(look, 1 if look.portrait else 2, 14)
        self._grid.turned.connect(lambda: self.used.emit("page"))
        self.column.addWidget(self._grid, 1)
        self._shown: object = None

    def show_state(self, state: KioskState) -> None:
        """Deal the rows out anew only when they have changed."""
        rows = self.rows(state)
        if rows != self._shown:
            self._shown = rows
            self._grid.set_items([self.row(each) for each in rows])

    def rows(self, state: KioskState) -> tuple[PriceRow, ...] | tuple[PromiseRow, ...]:
        """What the list shows."""
        raise NotImplementedError

    def row(self, each: PriceRow | PromiseRow) -> QWidget:
        """One row."""
        raise NotImplementedError


class PricesPage(ListPage):
    """The price list with approval documents (Art. 5(1), 24)."""

    title, note, icon = "价目表", "客户产权设施的有偿服务；先看价，签字确认后再收费。", "cash"

    def rows(self, state: KioskState) -> tuple[PriceRow, ...]:
        """The prices."""
        return state.prices

    def row(self, each: PriceRow | PromiseRow) -> QWidget:
        """Name and price, the document below, 已过期 where it is."""
        assert isinstance(each, PriceRow)
        return PriceLine(self.look, each)


class PromisesPage(ListPage):
    """The promises and the two telephones."""

    title, note, icon = "服务承诺", "做不到，请告诉我们，或拨打监督电话。", "shield"

    def rows(self, state: KioskState) -> tuple[PromiseRow, ...]:
        """The promises."""
        return state.promises

    def row(self, each: PriceRow | PromiseRow) -> QWidget:
        """The title, and the words below."""
        assert isinstance(each, PromiseRow)
        return PromiseLine(self.look, each)


class PriceLine(Plate):
    """One price."""

    def __init__(self, look: Look, price: PriceRow) -> None:
        super().__init__(look, "surface", "over" if price.expired else "line")
        column = QVBoxLayout(self)
        pad = look.px(24)
        column.setContentsMargins(pad, look.px(12), pad, look.px(12))
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        row.addWidget(Text(look.text, price.name, "kiosk.body", wrap=True, weight=600), 1)
        row.addWidget(Text(look.text, price.price, "kiosk.body", right=True, weight=700), 0, _TOP)
        below = QHBoxLayout()
        below.addWidget(Text(look.text, price.basis, "kiosk.body", "ink2", wrap=True), 1)
        if price.expired:
            below.addWidget(ExpiredMark(look))
        column.addLayout(row)
        column.addLayout(below)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        expired = "，已过期" if price.expired else ""
        self.setAccessibleName(f"{price.name}，{price.price}，{price.basis}{expired}")


class ExpiredMark(Mark):
    """已过期 with its icon: never the colour alone."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "已过期", must=True)

    def sizeHint(self) -> QSize:
        """Room for the icon."""
        return super().sizeHint() + QSize(self._look.text.px(36), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon and word in the colour of what is wrong."""
        look, painter = self._look, QPainter(self)
        size = look.text.px(32)
        at = QRectF(0, (self.height() - size) / 2, size, size)
        paint_icon(painter, "over", at, look.theme.color("over"))
        words = QRectF(self.rect()).adjusted(size + look.px(8), 0, 0, 0)
        font = look.font("kiosk.body", 700)
        draw_text(painter, words, "已过期", font, look.theme.color("over"))


class PromiseLine(Plate):
    """One promise."""

    def __init__(self, look: Look, promise: PromiseRow) -> None:
        super().__init__(look)
        column = QVBoxLayout(self)
        pad = look.px(30)
        column.setContentsMargins(pad, look.px(18), pad, look.px(18))
        column.setSpacing(0)
        column.addWidget(Text(look.text, promise.title, "kiosk.item", wrap=True))
        column.addWidget(Text(look.text, promise.text, "kiosk.body", "ink2", wrap=True))
        column.addStretch(1)
        self.setAccessibleName(f"{promise.title}，{promise.text}")
