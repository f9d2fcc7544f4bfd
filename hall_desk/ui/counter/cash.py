"""The cash dialog (现金收款 · 唱收唱付): say the amounts, give the change, print (Art. 6(5))."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from hall_desk.domain.payments import NOTES_FEN
from hall_desk.presenters.counter_money_state import CashView
from hall_desk.ui.counter.cashparts import NoteTile, SpokenCard
from hall_desk.ui.counter.layout import column, row
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import (
    Card,
    DialogFrame,
    ElidedText,
    FittedText,
    Hairline,
    IconButton,
    KeyMap,
    LineField,
    MainAction,
    MoneyField,
    PlainButton,
    Segments,
    Text,
    TimerLine,
    yuan_text,
)
from hall_desk.ui.kit.goingon import TAKES_ENTER
from hall_desk.ui.kit.text import set_property
from hall_desk.ui.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_USUAL = 4
_IN_A_ROW = 4


class SlipField(LineField):
    """The number of an outside slip; Enter goes on like in the amounts."""

    committed = Signal()
    """Enter was pressed."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.committed.emit()


class CashDialog(DialogFrame):
    """Amounts at the left, what to say and to give at the right."""

    method_chosen = Signal(str)
    received_changed = Signal(object)
    said_received = Signal()
    entered = Signal()
    paid = Signal(bool)
    slip_edited = Signal(str)
    part_dropped = Signal()

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(theme, window, "现金收款 · 唱收唱付", "cash")
        self.setProperty(TAKES_ENTER, True)
        self._serial = -1
        self._filling = False
        self.timer = TimerLine(theme)
        self.header_right.addWidget(self.timer)
        self.methods = Segments(theme, "收款方式", [(" ", " ")], "method", icons={"CASH": "cash"})
        self.due = FittedText(theme, "", ("amount", "figure"), right=True)
        self.received = MoneyField(theme, "实收（元）", "received", large=True)
        self.usual: list[PlainButton] = []
        self.usual_label = Text(theme, "常用", "small", "ink2")
        self.slip = SlipField(theme, "单号（小票或凭单上的号码）", "slip_no")
        self.slip_label = Text(theme, "单号", "phrase", "ink2", weight=400)
        self.parts = Text(theme, "", "body", wrap=True, weight=600)
        self.drop = IconButton(theme, "undo", "撤回上一种方式（Ctrl+Backspace）", "drop_part")
        self.change = FittedText(theme, "", ("change", "amount"), "soft_ink", right=True)
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
        self.keys.bind("Ctrl+Backspace", self.part_dropped.emit)

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
        self._show_parts(view)
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
        key = hash((view.serial, view.method, view.parts))
        if key != self._serial or (
            self.received.value() != view.received_fen and not self.received.hasFocus()
        ):
            self._serial = key
            self._filling = True
            self.received.set_value(view.received_fen)
            self._filling = False
        self.received.set_wrong(view.error_field == "received")
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

    def _show_parts(self, view: CashView) -> None:
        """What was taken in other ways, and the slip number of the way in hand."""
        self._parts.setVisible(bool(view.parts))
        taken = "、".join(view.parts)
        self.parts.setText(f"已收 {taken}\n还差 {view.rest} 元")
        self._slip.setVisible(view.slip_shown)
        self.slip_label.setText("单号" if view.slip_needed else "单号（可不填）")
        if self.slip.text() != view.slip:
            self.slip.setText(view.slip)
        set_property(self.slip, "wrong", view.error_field == "slip_no")
        if view.error_field == "slip_no" and not self.slip.hasFocus():
            self.slip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_notes(self, view: CashView) -> None:
        self.notes_card.set_right(f"{view.pieces} 张/枚" if view.notes else "")
        self.notes_card.setVisible(bool(view.notes))
        for index, tile in enumerate(self.notes):
            tile.setVisible(index < len(view.notes))
            if index < len(view.notes):
                words, count = view.notes[index]
                tile.show_note(words, count, small=len(view.notes) > _IN_A_ROW)

    def _show_buttons(self, view: CashView) -> None:
        said = bool(view.received_line.said_at)
        if view.splits:
            self.print.set_text("先收这部分")
            self.foot.setText("收下这部分，余下的再选方式；只有现金找零")
        else:
            self.print.set_text("已唱付 · 打印" if said else "已唱收")
            self.foot.setText(
                "按下即记“已唱付”，两项都记才打印" if said else "先唱收：收多少、应收多少"
            )
        self.main.set_enabled(said, "先收这部分" if view.splits else "请先唱收")

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
        self.slip.textEdited.connect(self.slip_edited)
        self.slip.committed.connect(self.entered)
        self.drop.triggered.connect(lambda _: self.part_dropped.emit())
        self.received_card.ticked.connect(self.said_received)
        self.change_card.ticked.connect(lambda: self.paid.emit(False))
        self.print.triggered.connect(lambda _: self.entered.emit())
        self.main.triggered.connect(lambda _: self.paid.emit(True))
        self.cancel.triggered.connect(lambda _: self.cancelled.emit())

    def _build_body(self) -> None:
        theme, px = self.theme, self.theme.px
        self.received.setFixedSize(px(288), px(64))
        for _ in range(_USUAL):
            button = PlainButton(theme, "", None, None, "usual", small=True, checkable=True)
            button.triggered.connect(lambda _, b=button: self._use_usual(b))
            self.usual.append(button)
        error_row = row(self.error_sign, self.error, space=px(6))
        error_row.setStretch(1, 1)
        self.methods.setFixedWidth(px(392))
        self.slip.setFixedSize(px(288), px(40))
        self._slip = QWidget()
        self._slip.setLayout(row(self.slip_label, None, self.slip))
        taken = row(self.parts, self.drop, space=px(8))
        taken.setStretch(0, 1)
        taken.setContentsMargins(0, px(8), 0, 0)
        self._parts = QWidget()
        self._parts.setLayout(taken)
        left = column(
            self.methods,
            px(20),
            row(_label(theme, "应收（元）"), None, self.due),
            self._parts,
            px(14),
            Hairline(theme),
            px(12),
            row(_label(theme, "实收（元）"), None, self.received),
            px(12),
            self._slip,
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
        tiles = QGridLayout()
        tiles.setHorizontalSpacing(px(8))
        tiles.setVerticalSpacing(px(4))
        for at in range(len(NOTES_FEN)):
            tile = NoteTile(theme)
            self.notes.append(tile)
            tiles.addWidget(tile, at // _IN_A_ROW, at % _IN_A_ROW)
        tiles.setColumnStretch(_IN_A_ROW, 1)
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
