"""The cash dialog (现金收款 · 唱收唱付): say the amounts, give the change, print (Art. 6(5))."""

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hall_desk.presenters.counter_money_state import CashView, SpokenView
from hall_desk.ui.counter.layout import column, row
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import (
    Card,
    CheckBox,
    DialogFrame,
    ElidedText,
    Hairline,
    KeyMap,
    MainAction,
    MoneyField,
    Panel,
    PlainButton,
    Segments,
    SpokenLine,
    Text,
    TimerLine,
    yuan_text,
)
from hall_desk.ui.kit.paint import draw_text, rounded, text_width
from hall_desk.ui.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_USUAL = 4
_NOTES = 8


class NoteTile(QWidget):
    """A note or coin to give back, and how many of it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._words, self._count = "", 0
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_note(self, words: str, count: int) -> None:
        """Show a value and a count."""
        self._words, self._count = words, count
        self.setAccessibleName(f"{words} {count} 张或枚")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as both, 40 high."""
        wide = text_width(self._font(True), self._words)
        wide += text_width(self._font(False), f"×{self._count}") + self.theme.px(26)
        return QSize(round(wide) + 1, self.theme.px(40))

    def minimumSizeHint(self) -> QSize:
        """Many kinds of coins move together."""
        return QSize(self.theme.px(52), self.theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tile."""
        theme, painter, rect = self.theme, QPainter(self), QRectF(self.rect())
        edge = theme.color("edge")
        rounded(painter, rect, theme.radius("input"), theme.color("surface"), edge, theme.px(1))
        box = rect.adjusted(theme.px(10), 0, -theme.px(4), 0)
        used = draw_text(painter, box, self._words, self._font(True), theme.color("ink"))
        box.setLeft(box.left() + used + theme.px(6))
        count = f"×{self._count}"
        draw_text(painter, box, count, self._font(False), theme.color("ink2"))

    def _font(self, bold: bool) -> QFont:
        return self.theme.font("phrase", 600 if bold else 400)


class SpokenCard(Panel):
    """One spoken line with its tick and time."""

    ticked = Signal()

    def __init__(
        self, theme: Theme, word: str, object_name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent=parent)
        self.word = word
        self.code = Text(theme, "", "keycap", "ink2", weight=400)
        self.tick = CheckBox(theme, f"已{word}", object_name, font="body")
        self.tick.clicked.connect(self._clicked)
        self.line = SpokenLine(theme, "title")
        sign = Text(theme)
        sign.setPixmap(pixmap(theme, "speak", 18, "soft_ink"))
        head = row(
            sign,
            Text(theme, word, "body", weight=600),
            self.code,
            None,
            self.tick,
            space=theme.px(8),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.px(17), theme.px(11), theme.px(17), theme.px(12))
        layout.setSpacing(theme.px(2))
        layout.addLayout(head)
        layout.addWidget(self.line)

    def show_view(self, view: SpokenView) -> None:
        """Show the sentence, and when it was said."""
        self.code.setText(view.code)
        if view.text != self.line.phrase():
            self.line.set_phrase(view.text, list(view.bold))
        self.tick.setChecked(bool(view.said_at))
        words = f"已{self.word} {view.said_at}".strip()
        if self.tick.text() != words:
            self.tick.setText(words)
            self.tick.updateGeometry()
        self.set_frame("primary" if view.current else "none")

    def _clicked(self) -> None:
        self.ticked.emit()


class CashDialog(DialogFrame):
    """Amounts at the left, what to say and to give at the right."""

    method_chosen = Signal(str)
    received_changed = Signal(object)
    said_received = Signal()
    entered = Signal()
    paid = Signal(bool)

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(theme, window, "现金收款 · 唱收唱付", "cash")
        self._serial = -1
        self._filling = False
        self.timer = TimerLine(theme)
        self.header_right.addWidget(self.timer)
        self.methods = Segments(theme, "收款方式", [(" ", " ")], "method", icons={"CASH": "cash"})
        self.due = Text(theme, "", "amount", right=True)
        self.received = MoneyField(theme, "实收（元）", "received", large=True)
        self.usual: list[PlainButton] = []
        self.usual_label = Text(theme, "常用", "small", "ink2")
        self.change = Text(theme, "", "change", "soft_ink", right=True)
        self.error = ElidedText(theme, "", "body", "over", weight=600)
        self.error_sign = Text(theme)
        self.error_sign.setPixmap(pixmap(theme, "over", 18, "over"))
        self.received_card = SpokenCard(theme, "唱收", "spoken_received")
        self.change_card = SpokenCard(theme, "唱付", "spoken_change")
        self.notes_card = Card(theme, "建议找零", " ")
        self.notes: list[NoteTile] = []
        self.cancel = PlainButton(theme, "取消", None, "Esc", "cancel")
        self.print = PlainButton(theme, "已唱付 · 打印", None, "Enter", "take_payment", tall=True)
        self.main = MainAction(
            theme, "ok", "已唱付 · 打印并办结", "F4", "take_and_finish", monotonic=monotonic
        )
        self._build_body()
        self._build_footer()
        self._connect()
        self.keys = KeyMap(self)
        self.keys.bind_button(self.main)

    def show_view(self, view: CashView) -> None:
        """Open, follow and close with the state."""
        if not view.open:
            if self.is_open():
                self.close_frame()
            self._serial = -1
            return
        self.title.setText(f"{dict(view.methods)[view.method]}收款 · 唱收唱付")
        self.subtitle.setText(view.subtitle)
        if view.timer is not None:
            self.timer.show_time(view.timer.elapsed_s, view.timer.limit_s, view.timer.stage)
        self._show_amounts(view)
        self.received_card.show_view(view.received_line)
        self.change_card.show_view(view.change_line)
        self._show_notes(view)
        self._show_buttons(view)
        self.error.setText(view.error)
        self.error_sign.setVisible(bool(view.error))
        if not self.is_open():
            self.open()
            self.received.setFocus(Qt.FocusReason.OtherFocusReason)
            self.received.end(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on with the next line to say."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.entered.emit()
            return
        super().keyPressEvent(event)

    def _show_amounts(self, view: CashView) -> None:
        self.methods.set_choices(list(view.methods))
        self.methods.set_current(view.method)
        self.due.setText(view.due)
        cash = view.method == "CASH"
        key = hash((view.serial, view.method))
        if key != self._serial or (
            self.received.value() != view.received_fen and not self.received.hasFocus()
        ):
            self._serial = key
            self._filling = True
            self.received.set_value(view.received_fen)
            self._filling = False
        self.received.setReadOnly(not cash)
        self.change.setText(view.change)
        for index, button in enumerate(self.usual):
            shown = index < len(view.usual)
            button.setVisible(shown)
            if shown:
                fen = view.usual[index]
                button.set_text(yuan_text(fen) if fen % 100 else str(fen // 100))
                button.setProperty("fen", fen)
                button.setChecked(fen == view.received_fen)
        self.usual_label.setVisible(bool(view.usual))

    def _show_notes(self, view: CashView) -> None:
        self.notes_card.set_right(f"{view.pieces} 张/枚" if view.notes else "")
        self.notes_card.setVisible(bool(view.notes))
        for index, tile in enumerate(self.notes):
            tile.setVisible(index < len(view.notes))
            if index < len(view.notes):
                words, count = view.notes[index]
                tile.show_note(words, count)

    def _show_buttons(self, view: CashView) -> None:
        said = bool(view.received_line.said_at)
        self.print.set_text("已唱付 · 打印" if said else "已唱收")
        self.foot.setText(
            "按下即记“已唱付”，两项都记才打印" if said else "先唱收：收多少、应收多少"
        )
        self.main.set_enabled(said, "请先唱收")

    def _use_usual(self, button: PlainButton) -> None:
        fen = button.property("fen")
        if isinstance(fen, int):
            self.received.set_value(fen)
            self.received.setFocus(Qt.FocusReason.OtherFocusReason)

    def _changed(self, fen: object) -> None:
        if not self._filling:
            self.received_changed.emit(fen)

    def _connect(self) -> None:
        self.methods.chosen.connect(self.method_chosen)
        self.received.changed.connect(self._changed)
        self.received.committed.connect(lambda _: self.entered.emit())
        self.received_card.ticked.connect(self.said_received)
        self.change_card.ticked.connect(lambda: self.paid.emit(False))
        self.print.triggered.connect(lambda _: self.entered.emit())
        self.main.triggered.connect(lambda _: self.paid.emit(True))
        self.cancel.triggered.connect(lambda _: self.cancelled.emit())

    def _build_body(self) -> None:
        theme, px = self.theme, self.theme.px
        self.received.setFixedSize(px(232), px(64))
        for _ in range(_USUAL):
            button = PlainButton(theme, "", None, None, "usual", small=True, checkable=True)
            button.triggered.connect(lambda _, b=button: self._use_usual(b))
            self.usual.append(button)
        error_row = row(self.error_sign, self.error, space=px(6))
        error_row.setStretch(1, 1)
        self.methods.setFixedWidth(px(392))
        left = column(
            self.methods,
            px(20),
            row(_label(theme, "应收（元）"), None, self.due),
            px(14),
            Hairline(theme),
            px(12),
            row(_label(theme, "实收（元）"), None, self.received),
            px(12),
            row(None, self.usual_label, *self.usual, space=px(8)),
            px(16),
            Hairline(theme),
            px(16),
            row(_label(theme, "找零（元）"), None, self.change),
            px(8),
            error_row,
            None,
        )
        left.setContentsMargins(px(24), px(24), px(24), px(16))
        self.error_sign.hide()
        pane = QWidget()
        pane.setLayout(left)
        pane.setFixedWidth(px(440))
        self.body.addWidget(pane)
        self.body.addWidget(Hairline(theme, standing=True))
        self.body.addLayout(self._right(), 1)

    def _right(self) -> QVBoxLayout:
        theme, px = self.theme, self.theme.px
        tiles = QHBoxLayout()
        tiles.setSpacing(px(8))
        for _ in range(_NOTES):
            tile = NoteTile(theme)
            self.notes.append(tile)
            tiles.addWidget(tile)
        tiles.addStretch(1)
        self.notes_card.body.addLayout(tiles)
        note_sign = Text(theme)
        note_sign.setPixmap(pixmap(theme, "receipt", 18, "ink2"))
        words = ElidedText(theme, "凭证号在提交收款时取，不断号；凭证不是发票。", "small", "ink2")
        note = row(note_sign, words, space=px(8))
        note.setStretch(1, 1)
        right = column(
            self.received_card,
            px(12),
            self.change_card,
            px(12),
            self.notes_card,
            None,
            note,
        )
        right.setContentsMargins(px(24), px(24), px(24), px(24))
        return right

    def _build_footer(self) -> None:
        theme = self.theme
        self.foot = ElidedText(theme, "", "small", "ink2", right=True)
        self.cancel.setFixedHeight(theme.px(48))
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.foot, 1)
        self.footer.addWidget(self.print)
        self.footer.addWidget(self.main)


def _label(theme: Theme, words: str) -> Text:
    return Text(theme, words, "phrase", "ink2", weight=400)
