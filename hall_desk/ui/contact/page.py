"""The first-contact page (首问负责登记, Art. 11(2)), shown below the counter's header."""

import time
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from hall_desk.domain.codes import CodeKind, ScannedCode
from hall_desk.presenters.contact_state import ContactPageState, MainState
from hall_desk.ui.contact.aside import ContactAside
from hall_desk.ui.contact.form import ContactFormPanel
from hall_desk.ui.icons import pixmap
from hall_desk.ui.kit import (
    Chip,
    Column,
    ElidedText,
    MainAction,
    Panel,
    StageLine,
    Text,
    TimerLine,
)
from hall_desk.ui.pages import Page, Scroller
from hall_desk.ui.pickpanel import PickPanel
from hall_desk.ui.theme import Theme

_DUTY = "转办不转责任，客户确认反馈后由本人或值班主任办结"
_LOW = 760
_SAME_PLACE = {"promised_at": "promised_later"}


class ContactPage(Page):
    """Register, refer, follow and close; the form keeps what is typed whatever is refused.

    Half of the work of making it is its form, which may be made before.
    """

    submitted = Signal()
    register_print_wanted = Signal()
    answer_here_wanted = Signal()
    left_page = Signal()
    """Esc with nothing folded out."""

    def __init__(
        self,
        theme: Theme,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        form: ContactFormPanel | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "首问负责登记", parent)
        self.number = Text(theme, "", "body", "ink2")
        self.visit = Chip(theme, "")
        self.owner = Text(theme, "", "body", weight=600)
        self.timer = TimerLine(theme, "lead")
        self.stages = StageLine(theme)
        self.form = form or ContactFormPanel(theme)
        self.column = ContactAside(theme)
        self.finder = PickPanel(
            theme,
            "查联系人",
            [
                Column(title="部门", width=108),
                Column(title="联系人", width=66),
                Column(title="电话", stretch=True),
            ],
            "部门、村、姓名或电话",
            "find_contact",
        )
        self.main = MainAction(
            theme, "book", "登记", "Ctrl+Enter", "register_contact", monotonic=monotonic
        )
        self._said: tuple[str | None, str] = (None, "")
        self._main: MainState | None = None
        self._step = ""
        self._fill_sub()
        self._fill_left()
        self._fill_aside()
        self._fill_bar()
        self.setFocusProxy(self.form.editors["customer_name"])

    def show_state(self, state: ContactPageState) -> None:
        """Show the page; the focus goes to a field only when that field is newly at fault."""
        self._show_sub(state)
        self.stages.set_stages(list(state.stages), state.stage)
        self.form.show_state(state)
        self.column.show_state(state)
        self.finder.set_rows(
            [
                (
                    choice.code,
                    [choice.short or choice.name, *_contact_cells(state, choice.code, choice.why)],
                )
                for choice in state.departments
            ],
            {choice.code: choice.villages for choice in state.departments},
        )
        self._show_main(state.main)
        self.print_key.set_enabled(state.registered, "登记后才能打印。")
        self.answer_key.setVisible(not state.registered)
        self.find_key.setVisible(not state.registered)
        self.manager_key.setVisible(state.at_window)
        self._show_message(state)
        if self._step and state.step != self._step:
            self._go_to_step(state.step)
        self._step = state.step

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low page shows the last earlier visit only."""
        super().resizeEvent(event)
        self.column.set_lines(1 if self.height() < self.theme.px(_LOW) else 3)

    def take_scan(self, code: ScannedCode) -> bool:
        """An account's barcode goes into 户号 while the row is being written."""
        if code.kind is not CodeKind.ACCOUNT or self._step != "form":
            return super().take_scan(code)
        self.form.edited.emit("account_no", code.number)
        self.form.focus_field("account_no")
        return True

    def open_finder(self) -> None:
        """Ctrl+F: look for a contact in the directory."""
        self._stack.setCurrentWidget(self.finder)
        self.finder.begin()

    def fold(self) -> None:
        """Esc: folds the finder first, then leaves the page."""
        if self._stack.currentWidget() is self.finder:
            self._fold_finder()
        else:
            self.left_page.emit()

    def begin(self) -> None:
        """Take the focus to the first thing to write."""
        self.form.focus_field("customer_name")

    def _go_to_step(self, step: str) -> None:
        """The row went a stage further: the focus stands at what comes next."""
        name = {"receive": "receiver", "resolve": "result", "answer": "result"}.get(step)
        if name is not None:
            self.form.focus_field(name)
        elif step == "feed_back":
            self.form.focus_satisfaction()
        else:
            self.focus_main(self.main)

    def _fold_finder(self) -> None:
        self._stack.setCurrentIndex(0)
        self.form.focus_field("person_address" if self.form.referral.isVisible() else "matter")

    def _taken(self, code: str) -> None:
        self.column.rung_chosen.emit(code)
        self._fold_finder()

    def _fill_sub(self) -> None:
        theme, row = self.theme, self.sub.row
        row.addWidget(self.number)
        row.addWidget(self.visit)
        row.addSpacing(theme.px(12))
        sign = Text(theme)
        sign.setPixmap(pixmap(theme, "shield", 18, "ink2"))
        duty = QHBoxLayout()
        duty.setSpacing(theme.px(6))
        duty.addWidget(sign)
        duty.addWidget(Text(theme, "首问责任人", "body", "ink2"))
        duty.addWidget(self.owner)
        duty.addWidget(ElidedText(theme, f"· {_DUTY}", "body", "ink2"), 1)
        row.addLayout(duty, 1)
        row.addWidget(self.timer)

    def _fill_left(self) -> None:
        theme = self.theme
        card = Panel(theme)
        card_row = QHBoxLayout(card)
        card_row.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        card_row.addWidget(self.stages)
        card.setFixedHeight(theme.px(42))
        self.left.addWidget(card)
        self.left.addWidget(self.form, 1)

    def _fill_aside(self) -> None:
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(Scroller(self.column))
        self.fit_aside(self.column, self.finder)
        self._stack.addWidget(self.finder)
        self.aside.addWidget(holder, 1)
        self.finder.folded.connect(self._fold_finder)
        self.finder.picked.connect(self._taken)

    def _fill_bar(self) -> None:
        back = self.add_key("left", "返回来访", "Esc", "go_back")
        self.find_key = self.add_key("search", "查联系人", "Ctrl+F", "find_contact")
        self.print_key = self.add_key("print", "打印登记", "Ctrl+P", "print_register")
        self.answer_key = self.add_key("chat", "当场答复", "Alt+Y", "answer_here")
        self.manager_key = self.add_manager_key()
        self.add_main(self.main)
        back.triggered.connect(lambda _: self.fold())
        self.find_key.triggered.connect(lambda _: self.open_finder())
        self.print_key.triggered.connect(lambda _: self.register_print_wanted.emit())
        self.print_key.refused.connect(self.message.show_note)
        self.answer_key.triggered.connect(lambda _: self.answer_here_wanted.emit())
        self.keys.bind("Ctrl+B", self.find_key)
        self.keys.bind("Ctrl+Enter", self.main)
        self.main.triggered.connect(lambda _: self.submitted.emit())
        # Its key is heard while it is off too: the rules then answer at the missing field.
        self.main.refused.connect(lambda _: self.submitted.emit())

    def _show_sub(self, state: ContactPageState) -> None:
        self.number.setText(f"序号 {state.number}" if state.number else "新登记")
        self.visit.set_chip(state.visit, None)
        self.visit.setVisible(bool(state.visit))
        self.owner.setText(state.owner)
        self.timer.setVisible(state.timer is not None)
        if state.timer is not None:
            timer = state.timer
            self.timer.show_time(timer.elapsed_s, timer.limit_s, timer.stage)

    def _show_main(self, main: MainState) -> None:
        if main != self._main:
            self._main = main
            self.show_main(self.main, main)

    def _show_message(self, state: ContactPageState) -> None:
        message = state.message
        field = message.field if message.is_error else None
        if field in _SAME_PLACE and self.form.promise.isVisible():
            field = _SAME_PLACE[field]
        at_field = self.form.show_error(field, message.text)
        told = at_field and self.form.fields[str(field)].tells(message.text)
        self.show_message(message, at_field=told, banner=state.banner)
        said = (field, message.text)
        if said != self._said and at_field and field is not None:
            self.form.focus_field(field)
        self._said = said


def _contact_cells(state: ContactPageState, code: str, why: str) -> list[str]:
    contact = next((c for c in state.contacts if c[0] == code), ("", "", ""))
    return [contact[1], why or contact[2]]
