"""The staff header (顶栏): whose window, which day, who, whether the data is well, the time."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hall_desk.ui.icons import mark, pixmap
from hall_desk.ui.kit.bars import least_width
from hall_desk.ui.kit.buttons import PlainButton
from hall_desk.ui.kit.chips import Chip
from hall_desk.ui.kit.text import ElidedText, Hairline, Text
from hall_desk.ui.theme import Theme


class Header(QWidget):
    """The bar of 56 pixels (64 on the duty desk) at the top of every staff window."""

    lock_wanted = Signal()
    """锁屏/换人 was pressed."""

    def __init__(
        self,
        theme: Theme,
        *,
        height: int = 56,
        lock_text: str = "锁屏/换人",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName("顶栏")
        self.setFixedHeight(theme.px(height))
        self.hall = ElidedText(theme, "", "strong")
        self.sub = ElidedText(theme, "", "keycap", "ink2", weight=400)
        self._data_shown: tuple[bool, str] | None = None
        self._fitted: tuple[object, ...] = ()
        self.title = Text(theme, "", "title")
        self.kinds = ElidedText(theme, "", "body", "ink2")
        self.open = Chip(theme, "")
        self.open.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.summary = QHBoxLayout()
        self.date_label = Text(theme, "营业日", "body", "ink2")
        self.date = Text(theme, "", "body", weight=600)
        self.staff_label = Text(theme, "工号", "body", "ink2")
        self.staff_number = Text(theme, "", "body", weight=600)
        self.staff_name = ElidedText(theme, "", "body", "ink2")
        self.date_sign, self.staff_sign, self.data_sign = Text(theme), Text(theme), Text(theme)
        self.data = Text(theme, "", "body", "ok", weight=600)
        self.lock = PlainButton(theme, lock_text, "lock", "F12", "lock", small=True)
        self.clock = Text(theme, "", "title", right=True, weight=600)
        self.lock.triggered.connect(lambda _: self.lock_wanted.emit())
        self._build()
        self.set_data(True, "数据正常")

    def set_hall(self, name: str, sub: str) -> None:
        """Show the hall's name, and below it the kind of window (营业厅前台)."""
        self.hall.setText(name)
        self.sub.setText(sub)
        self._keep(self.hall, 168)
        self._fit()

    def set_window(self, title: str, kinds: str) -> None:
        """Show the window's name and its kinds of business."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self.kinds.setText(kinds)
        self._keep(self.kinds, 84)
        self._fit()

    def set_open(self, state: str, word: str | None = None) -> None:
        """Show whether the window is open, suspended, …"""
        self.open.set_state(state, word)
        self._fit()

    def set_date(self, text: str) -> None:
        """Show the business date (营业日)."""
        self.date.setText(text)

    def set_staff(self, label: str, number: str, name: str) -> None:
        """Show who is signed in: 工号 1032 陈予安."""
        self.staff_label.setText(label)
        self.staff_number.setText(number)
        self.staff_name.setText(name)
        self._keep(self.staff_name, 64)
        self._fit()

    def set_data(self, well: bool, word: str) -> None:
        """Show whether the data can be reached."""
        if self._data_shown == (well, word):
            return
        self._data_shown = (well, word)
        tone = "ok" if well else "over"
        self.data.setText(word)
        self.data.set_tone(tone)
        self.data_sign.setPixmap(pixmap(self.theme, "link" if well else "over", 20, tone))
        self.data_sign.setAccessibleName(word)
        self._fit()

    def set_clock(self, text: str) -> None:
        """Show the time, hh:mm:ss."""
        self.clock.setText(text)

    def minimumSizeHint(self) -> QSize:
        """The header may become narrow: it then leaves out what can be found elsewhere."""
        return QSize(self.theme.px(320), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out or bring back parts."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and its lower line."""
        theme, painter = self.theme, QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        thick = theme.size("hairline")
        line = QRectF(0, self.height() - thick, self.width(), thick)
        painter.fillRect(line, theme.color("line"))

    def _build(self) -> None:
        theme = self.theme
        row = self._row = QHBoxLayout(self)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        row.setSpacing(theme.px(16))
        sign = Text(theme)
        sign.setPixmap(mark(theme, 32))
        row.addWidget(sign)
        row.addLayout(self._names())
        bar = Hairline(theme, standing=True)
        bar.setFixedHeight(theme.px(30))
        row.addWidget(bar)
        row.addWidget(self.title)
        row.addWidget(self.kinds)
        row.addWidget(self.open)
        self.summary.setSpacing(theme.px(16))
        row.addLayout(self.summary)
        row.addStretch(1)
        row.addLayout(self._pair("calendar", self.date_sign, self.date_label, self.date))
        row.addLayout(
            self._pair(
                "user", self.staff_sign, self.staff_label, self.staff_number, self.staff_name
            )
        )
        data = QHBoxLayout()
        data.setSpacing(theme.px(6))
        data.addWidget(self.data_sign)
        data.addWidget(self.data)
        row.addLayout(data)
        row.addWidget(self.lock)
        clock_room = self.clock.fontMetrics().horizontalAdvance("00:00:00") + theme.px(6)
        self.clock.setFixedWidth(clock_room)
        row.addWidget(self.clock)

    def _fit(self) -> None:
        """Hide parts, the least needed first, until the rest stands side by side.

        The window's name, its state, the lock and the clock always stay, and so does a fault
        of the data.
        """
        words = tuple(text.text() for text in self.findChildren(Text) if text is not self.clock)
        now = (self.width(), self.open.word(), self.data_sign.accessibleName(), *words)
        if now == self._fitted:
            return
        self._fitted = now
        self._row.setSpacing(self.theme.px(16))
        self._keep(self.hall, 168)
        spare: list[QWidget] = [
            self.date_label,
            self.staff_label,
            self.sub,
            self.kinds,
            self.data,
            self.staff_name,
            self.date_sign,
            self.date,
            self.staff_sign,
            self.staff_number,
        ]
        for part in spare:
            part.setVisible(self._has_words(part))
        if self._data_shown is not None and not self._data_shown[0]:
            spare.remove(self.data)
        for part in spare:
            if least_width(self._row) <= self.width():
                return
            part.hide()
        self._row.setSpacing(self.theme.px(8))
        self._keep(self.hall, 56)

    def _keep(self, text: Text, most: int) -> None:
        """Leave a text room before others are hidden; only what is longer is elided."""
        wanted = text.fontMetrics().horizontalAdvance(text.text()) + 2
        text.setMinimumWidth(min(wanted, self.theme.px(most)))

    def _has_words(self, part: QWidget) -> bool:
        return bool(part.text()) if isinstance(part, Text) and part.pixmap().isNull() else True

    def _names(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.setContentsMargins(0, 0, 0, 0)
        self.hall.setMinimumHeight(self.theme.px(21))
        self.sub.setMinimumHeight(self.theme.px(16))
        column.addStretch(1)
        for text in (self.hall, self.sub):
            text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            column.addWidget(text)
        column.addStretch(1)
        return column

    def _pair(self, icon: str, sign: Text, *texts: Text) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(6))
        sign.setPixmap(pixmap(self.theme, icon, 18, "ink2"))
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignVCenter)
        for text in texts:
            row.addWidget(text)
        return row
