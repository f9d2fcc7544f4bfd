"""给厅内客户补号 (F8): a ticket for somebody already inside, or back after 过号."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.presenters.duty_tickets import TicketDeskPresenter, TicketDeskState
from hall_desk.ui.kit import (
    ComboBox,
    DialogFrame,
    Field,
    Hairline,
    KeyMap,
    LineField,
    MessageLine,
    Panel,
    PlainButton,
    Segments,
    Text,
    TicketNumber,
)
from hall_desk.ui.signin.column import ScrollColumn
from hall_desk.ui.theme import Theme

_ORDINARY = ("", "普通")


class TicketDialog(DialogFrame):
    """Two ways to a place in the queue, and the number that came out."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window, "给厅内客户补号", "plus", size=(880, 608))
        self.setObjectName("ticket_dialog")
        self._offered: tuple[tuple[str, str], ...] = ()
        self.kinds = Segments(theme, "业务类别", [], "kind")
        self.service = ComboBox(theme, "办理事项", "service")
        self.ground = ComboBox(theme, "优先", "ground")
        self.code = LineField(theme, "票号", "code", placeholder="如 A012")
        self.when = LineField(theme, "预约回厅时间", "wanted_at", placeholder="如 3月16日 10:00")
        self.fields = {
            "service": Field(theme, "办理事项", self.service, required=True),
            "ground": Field(theme, "优先", self.ground),
            "wanted_at": Field(theme, "预约回厅时间", self.when),
            "code": Field(theme, "过号或挂起的票号", self.code),
        }
        self.number = TicketNumber(theme, "—", "next_ticket")
        self.given = Text(theme, "", "body", "ok", wrap=True)
        self.message = MessageLine(theme)
        self.cancel = PlainButton(theme, "返回", key="Esc", object_name="cancel", tall=True)
        self.book = PlainButton(theme, "给回厅码", "qr", "F7", "book_return")
        self.back = PlainButton(theme, "过号回来", "undo", "F11", "come_back", tall=True)
        self.requeue = PlainButton(theme, "挂起的退回队列", "move", "F6", "requeue", tall=True)
        self.add = PlainButton(
            theme, "补号", "plus", "Ctrl+Enter", "add_ticket_inside", primary=True, tall=True
        )
        self._compose()
        self.keys = KeyMap(self)
        self.keys.bind_button(self.book, self.requeue, self.back, self.add)

    def show_state(self, state: TicketDeskState) -> None:
        """Open, show what can be asked for and what came out, or close."""
        self.kinds.set_choices([(code, f"{code} {word}") for code, word in state.kinds])
        self.kinds.set_current(state.kind)
        self._offer(state)
        said = state.message
        for name, field in self.fields.items():
            field.set_error(said.text if said.is_error and said.field == name else "")
        if said.is_error and said.field not in self.fields:
            self.message.show_error(said.text)
        else:
            self.message.clear()
        past = "、".join(state.no_shows)
        held = "、".join(state.held)
        words = [f"今天过号：{past}" if past else "今天没有过号的客户"]
        words += [f"挂起：{held}"] if held else []
        self.fields["code"].set_hint("；".join(words) + "。")
        self.requeue.set_enabled(bool(held), "没有挂起的客户")
        self.number.set_number(state.given or "—")
        self.given.setText(state.given_note)
        self.add.set_enabled(not state.busy, "正在补号…")
        if state.open and not self.is_open():
            self.code.clear()
            self.when.clear()
            self.ground.setCurrentIndex(0)
            self.open()
            self.kinds.setFocus()
        elif not state.open and self.is_open():
            self.close_frame()

    def _offer(self, state: TicketDeskState) -> None:
        if self.ground.count() == 0:
            for code, word in (_ORDINARY, *state.grounds):
                self.ground.addItem(word, code)
        if state.services == self._offered:
            return
        self._offered = state.services
        self.service.clear()
        for code, word in state.services:
            self.service.addItem(word, code)

    def _below_label(self, button: PlainButton) -> QVBoxLayout:
        """A button on the line of the fields beside it."""
        theme, column = self.theme, QVBoxLayout()
        column.setSpacing(theme.px(4))
        column.addWidget(Text(theme, "", "small"))
        column.addWidget(button)
        column.addStretch(1)
        return column

    def _compose(self) -> None:
        theme, pad = self.theme, self.theme.px(24)
        area = ScrollColumn(theme)
        left = area.column
        left.addWidget(Text(theme, "业务类别", "small", "ink2"))
        left.addWidget(self.kinds)
        left.addWidget(self.fields["service"])
        beside = QHBoxLayout()
        beside.setSpacing(theme.px(12))
        beside.addWidget(self.fields["ground"], 1)
        beside.addWidget(self.fields["wanted_at"], 1)
        beside.addLayout(self._below_label(self.book))
        left.addLayout(beside)
        left.addWidget(Hairline(theme))
        left.addWidget(self.fields["code"])
        left.addStretch(1)
        left.addWidget(self.message)
        self.body.addWidget(area, 3)
        self.body.addWidget(Hairline(theme, standing=True))
        right = QVBoxLayout()
        right.setContentsMargins(pad, theme.px(16), pad, theme.px(16))
        right.addWidget(Text(theme, "票号", "small", "ink2"))
        card = Panel(theme, fill="soft")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(pad, pad, pad, pad)
        inside.addWidget(self.number, 0, Qt.AlignmentFlag.AlignHCenter)
        right.addWidget(card)
        right.addWidget(self.given)
        right.addStretch(1)
        self.body.addLayout(right, 2)
        self.footer.addWidget(self.cancel)
        self.footer.addStretch(1)
        self.footer.addWidget(self.requeue)
        self.footer.addWidget(self.back)
        self.footer.addWidget(self.add)


def bind(presenter: TicketDeskPresenter, dialog: TicketDialog) -> None:
    """Connects the dialog with its presenter."""
    presenter.show = dialog.show_state
    dialog.cancelled.connect(presenter.leave)
    dialog.cancel.triggered.connect(lambda _: presenter.leave())
    dialog.kinds.chosen.connect(presenter.choose_kind)
    dialog.add.triggered.connect(
        lambda _: presenter.add_ticket(
            str(dialog.service.currentData() or ""), str(dialog.ground.currentData() or "")
        )
    )
    dialog.book.triggered.connect(
        lambda _: presenter.book(str(dialog.service.currentData() or ""), dialog.when.text())
    )
    dialog.when.returnPressed.connect(dialog.book.press_key)
    dialog.back.triggered.connect(lambda _: presenter.come_back(dialog.code.text()))
    dialog.requeue.triggered.connect(lambda _: presenter.requeue(dialog.code.text()))
    dialog.code.returnPressed.connect(dialog.back.press_key)
