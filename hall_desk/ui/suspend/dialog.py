"""The suspension dialog (暂停营业, Art. 11(8)) over the counter or the duty desk."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from hall_desk.presenters.suspension_state import SuspensionState
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import (
    CheckBox,
    Chip,
    DialogFrame,
    Hairline,
    KeyMap,
    MainAction,
    MessageLine,
    PlainButton,
    SignPreview,
    Text,
)
from hall_desk.ui.pages import Scroller
from hall_desk.ui.phrase import PhraseText
from hall_desk.ui.suspend.approval import ApprovalPane
from hall_desk.ui.suspend.form import SuspendForm
from hall_desk.ui.suspend.signs import sign_text
from hall_desk.ui.theme import Theme


class SuspendDialog(DialogFrame):
    """Choose, see the sign as it will stand, confirm; the duty manager signs in where needed."""

    submitted = Signal()
    resume_wanted = Signal()
    print_chosen = Signal(bool)
    approval_dropped = Signal()
    preview_wanted = Signal()
    """预览: the paper sign page by page, before it is printed."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(theme, window, "暂停营业", "pause", size=(1000, 624))
        self.chip = Chip(theme, "")
        self.header_right.addWidget(self.chip)
        self.form = SuspendForm(theme)
        self.approval = ApprovalPane(theme)
        self.preview = SignPreview(theme)
        self.phrase = PhraseText(theme)
        self.print_sign = CheckBox(theme, "同时打印纸质标牌", "print_sign")
        self.preview_key = PlainButton(
            theme, "预览纸质标牌", "eye", "Ctrl+Shift+V", "preview_sign", small=True
        )
        self.reminder = Text(theme, "", "body", "ink2", wrap=True)
        self.reminder_sign = Text(theme)
        self.message = MessageLine(theme)
        self.cancel = PlainButton(theme, "取消", None, "Esc", "cancel")
        self.main = MainAction(
            theme, "pause", "暂停本窗口", "Ctrl+Enter", "suspend_window", monotonic=monotonic
        )
        self.keys = KeyMap(self)
        self._state: SuspensionState | None = None
        self._said: tuple[str | None, str] = (None, "")
        self._fill()
        self._connect()

    def show_state(self, state: SuspensionState) -> None:
        """Show the form, the sign and what is asked for."""
        before, self._state = self._state, state
        kinds = f" · {state.kinds}" if state.kinds else ""
        self.subtitle.setText(f"{state.place}{kinds}")
        self._show_chip(state)
        self.form.show_state(state)
        # What holds already is not changed: another scope can be looked at, or it is resumed.
        self.form.setEnabled(not state.asking)
        self.form.rest.setEnabled(not state.open_since)
        self.preview.show_sign(sign_text(state.sign))
        self.phrase.set_words(state.phrase, state.phrase_bold)
        if self.print_sign.isChecked() != state.draft.print_sign:
            self.print_sign.setChecked(state.draft.print_sign)
        self.print_sign.setVisible(not state.open_since)
        self.reminder.setText(state.reminder)
        self._show_side(state, before)
        self._show_main(state)
        self._show_message(state)

    def open(self) -> None:
        """Open with the focus on the reasons."""
        super().open()
        first = self.form.reasons if self.form.rest.isEnabled() else self.main
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose a reason wherever no text is written; Esc goes back one step."""
        digit = event.text()
        free = self._state is not None and not self._state.asking and self.form.rest.isEnabled()
        if free and digit.isascii() and digit.isdigit():
            self.form.reasons.press_digit(int(digit))
            event.accept()
            return
        super().keyPressEvent(event)

    def _show_chip(self, state: SuspensionState) -> None:
        if state.open_since:
            self.chip.set_state("suspended", f"{state.open_since} 起暂停营业")
        elif state.in_service:
            self.chip.set_chip(f"{state.in_service} 还在本窗口", "over", "over", "over_soft")
        elif state.draft.scope == "window":
            self.chip.set_chip("本窗口没有正在办理的客户", "ok", "ok", "ok_soft")
        else:
            self.chip.set_chip("须值班主任批准", "warn", "warn", "warn_soft")

    def _show_side(self, state: SuspensionState, before: SuspensionState | None) -> None:
        asked = before is not None and bool(before.asking)
        self._side.setCurrentIndex(1 if state.asking else 0)
        if state.asking and not asked:
            self.approval.begin(state.asking)
        elif asked and not state.asking and self.is_open():
            self.form.reasons.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_main(self, state: SuspensionState) -> None:
        if state.open_since:
            action = ("resume", "start", "恢复营业", "")
        elif state.asking:
            action = ("approve", "shield", "批准并暂停", "")
        else:
            action = ("suspend_window", "pause", state.main, state.main_why)
        name, icon, text, why = action
        if self.main.property("shown") != action:
            self.main.setProperty("shown", action)
            self.main.set_action(name, icon, text, "Ctrl+Enter", not why, why)

    def _show_message(self, state: SuspensionState) -> None:
        message = state.message
        field = message.field if message.is_error else None
        sentence = message.text if message.is_error else ""
        at_form = self.form.show_error(None if state.asking else field, sentence)
        at_side = self.approval.show_error(field if state.asking else None, sentence)
        if state.banner:
            self.message.show_warning(state.banner)
        elif message.text and not at_form and not at_side:
            (self.message.show_error if message.is_error else self.message.show_note)(message.text)
        else:
            self.message.clear()
        said = (field, message.text)
        if said != self._said and at_form and field is not None:
            self.form.focus_field(field)
        if said != self._said and at_side:
            self.approval.fields[str(field)].editor.setFocus()
        self._said = said

    def _fill(self) -> None:
        theme = self.theme
        self.body.addWidget(Scroller(self.form), 584)
        self.body.addWidget(Hairline(theme, standing=True))
        preview = QWidget()
        column = QVBoxLayout(preview)
        column.setContentsMargins(theme.px(24), theme.px(20), theme.px(24), theme.px(12))
        column.setSpacing(theme.px(8))
        head = QWidget()
        column.addWidget(head)
        self._fill_head(head)
        column.addWidget(self.preview)
        column.addSpacing(theme.px(6))
        column.addWidget(Text(theme, "对客户说（P17）", "small", "ink2"))
        column.addWidget(self.phrase)
        column.addSpacing(theme.px(4))
        column.addWidget(self.print_sign)
        column.addWidget(self.preview_key, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._reminder_row())
        column.addStretch(1)
        side = QWidget()
        self._side = QStackedLayout(side)
        self._side.addWidget(Scroller(preview))
        self._side.addWidget(Scroller(self.approval))
        self.body.addWidget(side, 414)
        self.footer.addWidget(self.cancel)
        self.footer.addWidget(self.message, 1)
        self.footer.addWidget(self.main)

    def _fill_head(self, head: QWidget) -> None:
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Text(self.theme, "标牌预览", "small", "ink2", weight=600), 1)
        row.addWidget(Text(self.theme, "按下确认后立即上屏", "small", "ink2", right=True))

    def _reminder_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self.theme.px(10))
        self.reminder_sign.setPixmap(pixmap(self.theme, "bell", 18, "ink2"))
        row.addWidget(self.reminder_sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.reminder, 1)
        return row

    def _connect(self) -> None:
        self.main.triggered.connect(self._act)
        self.main.refused.connect(self._say_why)
        self.cancel.triggered.connect(lambda _: self._cancel())
        self.cancelled.connect(self._cancel)
        self.print_sign.clicked.connect(lambda: self.print_chosen.emit(self.print_sign.isChecked()))
        self.preview_key.triggered.connect(lambda _: self.preview_wanted.emit())
        self.keys.bind("Ctrl+Enter", self.main)
        self.keys.bind_button(self.preview_key)

    def _act(self, name: str) -> None:
        if name == "approve":
            self.approval.submit()
        elif name == "resume":
            self.resume_wanted.emit()
        else:
            self.submitted.emit()

    def _say_why(self, why: str) -> None:
        self.message.show_error(why)
        if self._state is not None and not self._state.draft.reason:
            self.form.focus_field("reason")

    def _cancel(self) -> None:
        if self._state is not None and self._state.asking:
            self.approval_dropped.emit()
        else:
            self.close_frame()
