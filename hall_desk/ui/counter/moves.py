"""Moving the customer (转接、挂起、取回): the panel of F11, and who is held."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.presenters.counter_moves_state import HeldLine
from hall_desk.presenters.counter_state import PanelView
from hall_desk.ui.counter.layout import column, row
from hall_desk.ui.counter.sidepanel import SidePanel
from hall_desk.ui.kit import (
    Card,
    ElidedText,
    Hairline,
    PlainButton,
    ReasonList,
    Segments,
    Text,
)
from hall_desk.ui.theme import Theme

_MODES = [("window", "转窗口"), ("kind", "转类别"), ("hold", "挂起")]
_STAYS = [("leave", "腾出窗口"), ("stay", "客户不离开")]
_QUEUE, _DESK = "queue", "desk"
_NOTES = {
    "window": "客户保留原号，不必重新取号；已用时间照算。",
    "kind": "号码不变，排在该类优先号最前；转部门要登记首问。",
    "leave": "客户让开，先叫下一位；回来按 F11 取回。总用时照走。",
    "stay": "客户留在窗口；时限按总用时算，净用时另记。",
}
_HELD_SHOWN = 3


class TransferPanel(SidePanel):
    """转接/挂起: a window, a kind, a desk, the old place in the line; or held for a reason."""

    transferred = Signal(str)
    to_kind = Signal(str)
    to_desk = Signal()
    requeued = Signal()
    held = Signal(str)
    paused = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, "转接 / 挂起", "move", "primary", "←→ 换方式，数字键选，Enter 确定", parent
        )
        self.mode = Segments(theme, "转接或挂起", list(_MODES), "transfer_mode")
        self.stay = Segments(theme, "客户是否离开窗口", list(_STAYS), "hold_mode")
        self.lists = {
            "window": ReasonList(theme, "转到哪个窗口", "transfer_target"),
            "kind": ReasonList(theme, "转到哪类业务或部门", "transfer_kind"),
            "hold": ReasonList(theme, "挂起原因", "pause_reason"),
        }
        self.note = Text(theme, "", "small", "ink2", wrap=True)
        self.button = PlainButton(theme, "转接", "move", "Enter", "transfer_now", wide=True)
        for part in (self.mode, self.stay, *self.lists.values(), self.note, self.button):
            self.content.addWidget(part)
        self.content.addStretch(1)
        self.mode.set_current("window")
        self.stay.set_current("leave")
        self.mode.chosen.connect(lambda _: self._show_mode())
        self.stay.chosen.connect(lambda _: self._show_mode())
        for choices in self.lists.values():
            choices.chosen.connect(lambda _: self._show_mode())
            choices.turned.connect(self._turn)
        self.button.triggered.connect(lambda _: self.entered())

    def show_view(self, view: PanelView) -> None:
        """Offer windows, kinds and reasons."""
        windows = [(f"w{t.key}", t.text) for t in view.targets]
        self.lists["window"].set_reasons([*windows, (_QUEUE, "退回队列，排在原来的位置")])
        kinds = [(f"k{k.key}", k.text) for k in view.kinds]
        self.lists["kind"].set_reasons([*kinds, (_DESK, "转到部门，登记首问…")])
        self.lists["hold"].set_reasons([(p.key, p.text) for p in view.pauses])
        self.mode.set_off("hold", "" if view.can_pause else "开始办理后才可挂起")

    def unfold(self) -> None:
        """Begin with nothing chosen."""
        self.mode.set_current("window")
        self.stay.set_current("leave")
        for choices in self.lists.values():
            choices.set_current(None)
        self._show_mode()

    def entered(self) -> None:
        """Hands over, puts back or holds, once something is chosen."""
        mode = self.mode.current() or "window"
        key = self.lists[mode].current()
        if key is None:
            return
        if mode == "hold":
            (self.held if self.stay.current() == "leave" else self.paused).emit(key)
        elif key == _QUEUE:
            self.requeued.emit()
        elif key == _DESK:
            self.to_desk.emit()
        else:
            (self.transferred if mode == "window" else self.to_kind).emit(key[1:])

    def first(self) -> ReasonList:
        """The list, so that a digit chooses."""
        return self.lists[self.mode.current() or "window"]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses from the list shown, wherever in the panel the hands are."""
        digit = event.text()
        if digit.isascii() and digit.isdigit() and self.first().press_digit(int(digit)):
            return
        super().keyPressEvent(event)

    def _turn(self, step: int) -> None:
        """←→ on the list: another way to move the customer."""
        self.mode.step(step)
        self.first().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_mode(self) -> None:
        mode = self.mode.current() or "window"
        for name, choices in self.lists.items():
            choices.setVisible(name == mode)
        self.stay.setVisible(mode == "hold")
        leaves = self.stay.current() == "leave"
        key = self.lists[mode].current()
        self.note.setText(_NOTES[mode if mode != "hold" else "leave" if leaves else "stay"])
        words = "转接"
        if mode == "hold":
            words = "挂起客户，腾出窗口" if leaves else "暂停计时"
        elif key in (_QUEUE, _DESK):
            words = "退回队列" if key == _QUEUE else "转到部门"
        self.button.set_text(words)
        self.button.set_enabled(key is not None, "请先选一项")


class HeldPanel(SidePanel):
    """取回挂起的客户: several are held, a digit says which."""

    taken = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, "取回挂起的客户", "move", "primary", "数字键选，Enter 取回；Esc 收起", parent
        )
        self.choices = ReasonList(theme, "挂起的客户", "held_choice")
        self.note = Text(theme, "", "small", "ink2", wrap=True)
        self.button = PlainButton(theme, "取回", "undo", "Enter", "take_back", wide=True)
        for part in (self.choices, self.note, self.button):
            self.content.addWidget(part)
        self.content.addStretch(1)
        self._lines: tuple[HeldLine, ...] = ()
        self.choices.chosen.connect(lambda _: self._show())
        self.button.triggered.connect(lambda _: self.entered())

    def show_lines(self, lines: tuple[HeldLine, ...]) -> None:
        """Offer the held customers."""
        self._lines = lines
        self.choices.set_reasons([(str(li.ticket_id), f"{li.code} · {li.reason}") for li in lines])
        self._show()

    def unfold(self) -> None:
        """Begin with the one held longest."""
        self.choices.set_current(str(self._lines[0].ticket_id) if self._lines else None)
        self._show()

    def entered(self) -> None:
        """Takes the chosen one back."""
        key = self.choices.current()
        if key is not None:
            self.taken.emit(int(key))

    def first(self) -> QWidget:
        """The list, so that a digit chooses."""
        return self.choices

    def _show(self) -> None:
        key = self.choices.current()
        line = next((li for li in self._lines if str(li.ticket_id) == key), None)
        parts = (line.note, line.since, line.place) if line else ()
        self.note.setText(" · ".join(part for part in parts if part))
        self.button.set_enabled(line is not None, "请先选一位")


class HeldCard(Card):
    """挂起: who stepped aside, why, and since when."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "挂起", " ", "pause", tight=True, parent=parent)
        self.rows = [_HeldRow(theme) for _ in range(_HELD_SHOWN)]
        self.more = Text(theme, "", "small", "ink2")
        self.body.setSpacing(theme.px(6))
        for index, line in enumerate(self.rows):
            if index:
                line.add_rule()
            self.body.addWidget(line)
        self.body.addWidget(self.more)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_lines(self, lines: tuple[HeldLine, ...]) -> None:
        """Show the first three, and how many more there are."""
        self.setVisible(bool(lines))
        self.set_right(f"{len(lines)} 位")
        for index, line in enumerate(self.rows):
            line.setVisible(index < len(lines))
            if index < len(lines):
                line.show_line(lines[index])
        more = len(lines) - _HELD_SHOWN
        self.more.setVisible(more > 0)
        self.more.setText(f"还有 {more} 位")
        words = "；".join(f"{li.code} {li.note} {li.since} {li.place}" for li in lines)
        self.setAccessibleName(f"挂起 {len(lines)} 位：{words}")


class _HeldRow(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self.code = Text(theme, "", "strong", weight=700)
        self.since = Text(theme, "", "small", "ink2")
        self.note = ElidedText(theme, "", "small", "ink2")
        self.rule = Hairline(theme)
        self.rule.hide()
        self.setLayout(
            column(self.rule, row(self.code, None, self.since), self.note, space=theme.px(2))
        )

    def add_rule(self) -> None:
        """A line above, between two customers."""
        self.rule.show()

    def show_line(self, line: HeldLine) -> None:
        """Show a held customer."""
        self.code.setText(line.code)
        self.since.setText(line.since)
        self.note.setText(" · ".join(part for part in (line.place, line.note) if part))
