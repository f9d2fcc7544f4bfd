"""The right column of the duty desk: waiting (等候) and first contacts (未结首问)."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hall_desk.presenters.duty_state import ContactRow, DutyState, QueueRow
from hall_desk.ui.duty.cards import BoardCard, Empty
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import (
    ElidedText,
    LetterTile,
    PlainButton,
    Sparkline,
    Text,
    state_chip,
)
from hall_desk.ui.theme import Theme

_CENTER = Qt.AlignmentFlag.AlignVCenter


class LinedRow(QWidget):
    """A row with a hairline above it, except the first."""

    first = False

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        if not self.first:
            line = QRectF(0, 0, self.width(), self.theme.size("hairline"))
            QPainter(self).fillRect(line, self.theme.color("line"))


class QueueLine(LinedRow):
    """A kind: letter, name, the day's line, how many wait and how long at most."""

    def __init__(self, theme: Theme, prefix: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._name = ElidedText(theme, "", "body")
        self._name.setFixedWidth(theme.px(68))
        self._spark = Sparkline(theme)
        self._spark.setMaximumWidth(theme.px(160))
        self._count = Text(theme, "", "figure", right=True)
        self._count.setMinimumWidth(theme.px(44))
        self._longest = Text(theme, "", "small", "ink2", right=True)
        self._sign = Text(theme)
        self._sign.setPixmap(pixmap(theme, "warn", 16, "warn"))
        hold = self._sign.sizePolicy()
        hold.setRetainSizeWhenHidden(True)
        self._sign.setSizePolicy(hold)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(LetterTile(theme, prefix))
        row.addSpacing(theme.px(4))
        row.addWidget(self._name)
        row.addWidget(self._spark, 3, _CENTER)
        row.addStretch(1)
        row.addWidget(self._count)
        row.addSpacing(theme.px(8))
        row.addWidget(self._sign)
        row.addWidget(self._longest)
        room = QFontMetrics(theme.font("small", 600)).horizontalAdvance("最久 0:00:00")
        self._longest.setFixedWidth(room + theme.px(4))
        self.setMinimumHeight(theme.px(40))
        self.setMaximumHeight(theme.px(72))

    def sizeHint(self) -> QSize:
        """48 high; more where there is room."""
        return QSize(self.theme.px(400), self.theme.px(48))

    def show_row(self, queue: QueueRow) -> None:
        """Show the kind as it waits now."""
        self._name.setText(queue.name)
        if self._spark.property("values") != list(queue.series):
            self._spark.setProperty("values", list(queue.series))
            self._spark.set_values(list(queue.series))
        self._count.setText(str(queue.waiting))
        self._longest.setText(queue.longest)
        self._longest.set_tone("warn" if queue.long else "ink2")
        self._longest.setFont(self.theme.font("small", 600 if queue.long else 400))
        self._sign.setVisible(queue.long)
        warned = "，等候过长" if queue.long else ""
        self.setAccessibleName(f"{queue.name} 等候 {queue.waiting} 人，{queue.longest}{warned}")


class QueuesCard(BoardCard):
    """等候: one line a kind."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "等候", parent)
        self.guide = PlainButton(theme, "引导员台", "help", "Ctrl+G", "guide", small=True)
        self.header.addWidget(self.guide)
        self._lines: dict[str, QueueLine] = {}
        self._empty = Empty(theme, "开门后显示各类业务的等候人数。")
        self.body.addWidget(self._empty)

    def show_state(self, state: DutyState) -> None:
        """Show who waits."""
        self.note.setText(state.queues_note)
        self._empty.setVisible(not state.queues)
        for prefix in set(self._lines) - {queue.prefix for queue in state.queues}:
            self._lines.pop(prefix).deleteLater()
        for queue in state.queues:
            line = self._lines.get(queue.prefix) or self._new(queue.prefix)
            line.show_row(queue)

    def _new(self, prefix: str) -> QueueLine:
        line = QueueLine(self.theme, prefix)
        line.first = not self._lines
        self._lines[prefix] = line
        self.body.addWidget(line)
        return line


class ContactLine(LinedRow):
    """An open first contact: its number, what and where, who owns it, until when."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._code = Text(theme, "", "small", weight=600)
        self._code.setFixedWidth(theme.px(76))
        self._words = ElidedText(theme, "", "body")
        self._owner = Text(theme, "", "small", "ink2", right=True)
        self._due = Text(theme, "", "body", right=True)
        self._due.setMinimumWidth(theme.px(92))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), 0, theme.px(16), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self._code)
        row.addWidget(self._words, 1)
        row.addWidget(self._owner)
        row.addWidget(self._due)
        self.setFixedHeight(theme.px(40))

    def show_row(self, contact: ContactRow) -> None:
        """Show the contact."""
        self._code.setText(contact.code)
        self._words.setText(contact.words)
        self._owner.setText(contact.owner)
        self._due.setText(contact.due)
        self._due.set_tone(contact.due_tone)
        self._due.setFont(self.theme.font("body", 600 if contact.due_tone != "ink" else 400))
        self.setAccessibleName(f"首问 {contact.code}，{contact.words}，{contact.due}")


class ContactsCard(BoardCard):
    """未结首问: as many rows as fit, the next due first; the rest is counted in the title."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "未结首问", parent)
        self._due = state_chip(theme, "due_today")
        self.chips.addWidget(self._due)
        self._contacts: tuple[ContactRow, ...] = ()
        self._lines: list[ContactLine] = []
        self._empty = Empty(theme, "没有未结的首问。")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.body.addWidget(self._empty, 1)
        self.body.addLayout(self._rows)
        self.body.addStretch(1)
        self.setMinimumHeight(theme.px(46 + 2 * 41))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Room for four rows."""
        return QSize(self.theme.px(400), self.theme.px(46 + 4 * 41))

    def show_state(self, state: DutyState) -> None:
        """Show the open contacts."""
        self._contacts = state.contacts
        self._due.setVisible(state.contacts_due > 0)
        self._due.set_state("due_today", f"{state.contacts_due} 件今日到期")
        self._empty.setVisible(not state.contacts)
        self._fit_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show more or fewer rows."""
        super().resizeEvent(event)
        self._fit_rows()

    def _fit_rows(self) -> None:
        room = self.height() - self.theme.px(46)
        fits = max(room // self.theme.px(41), 1)
        shown = self._contacts[:fits]
        while len(self._lines) < len(shown):
            line = ContactLine(self.theme)
            line.first = not self._lines
            self._lines.append(line)
            self._rows.addWidget(line)
        for at, line in enumerate(self._lines):
            line.setVisible(at < len(shown))
            if at < len(shown):
                line.show_row(shown[at])
        left = len(self._contacts) - len(shown)
        more = f"，另有 {left} 件按 F7 查看" if left else ""
        self.note.setText(f"{len(self._contacts)} 件{more}")
