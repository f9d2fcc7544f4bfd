"""有偿服务回访: the callbacks at the left, the one in hand with its outcome at the right."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from hall_desk.presenters.callbacks import CallbacksPresenter
from hall_desk.presenters.callbacks_state import CallbackDetail, CallbacksState
from hall_desk.ui.contact.editors import put_text
from hall_desk.ui.kit import (
    Card,
    Column,
    ComboBox,
    DataTable,
    ElidedText,
    IconButton,
    ListPanel,
    MainAction,
    ReasonList,
    Segments,
    Text,
    TextBox,
)
from hall_desk.ui.pages import FormField, Page, Scroller
from hall_desk.ui.phrase import PhraseText
from hall_desk.ui.theme import Theme

_COLUMNS = [
    Column(title="确认单", width=164, bold=True),
    Column(title="客户", stretch=True),
    Column(title="电话", width=128),
    Column(title="到期", width=92),
    Column(title="责任人", width=128),
    Column(title="未接通", width=80),
    Column(title="状态", width=96),
]
_DUE, _STATE = 3, 6
_LINES = 7
_MAINS = {
    "reached": ("ok", "登记回访"),
    "missed": ("phone", "登记未接通"),
    "handed": ("move", "转交他人"),
}


class CallbacksPage(Page):
    """The list is walked with the arrows; Ctrl+Enter records the answer of the one in hand."""

    row_picked = Signal(int)
    only_open_chosen = Signal(bool)
    edited = Signal(str, str)
    submitted = Signal()
    give_up_wanted = Signal()
    reveal_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "有偿服务回访", parent)
        # On the duty desk it is a window of its own.
        self.setWindowTitle("有偿服务回访")
        self.setProperty("window", "staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._shown, self._filling = 0, False
        self.which = Segments(theme, "范围", [("open", "待回访"), ("all", "近 30 天")], "which")
        self.table = DataTable(theme, _COLUMNS, "有偿服务回访", "callbacks")
        self.empty = Text(theme, "没有待回访的有偿服务。", "body", "ink2")
        self.summary = Text(theme, "", "body", "ink2")
        self.eye = IconButton(theme, "eye", "显示全部（记入日志）", "reveal")
        self.card = Card(theme, "回访", self.eye, "phone", tight=True)
        self.title = Text(theme, "", "lead", weight=600)
        self.facts = [
            (Text(theme, "", "body", "ink2"), ElidedText(theme, "", "body", right=True))
            for _ in range(_LINES)
        ]
        self.phrase = PhraseText(theme)
        hows = [("reached", "已接通"), ("missed", "未接通"), ("handed", "转交")]
        self.how = Segments(theme, "这次电话", hows, "how")
        self.opinion = TextBox(theme, "客户意见", "opinion", lines=2)
        self.opinion_field = FormField(theme, "客户意见", self.opinion, required=True, foot=False)
        self.levels = ReasonList(theme, "满意度", "level", columns=2, tile=32)
        self.levels_field = FormField(theme, "满意度", self.levels, required=True, foot=False)
        self.attempts = Text(theme, "", "small", "ink2", wrap=True)
        self.results = ReasonList(theme, "未接通的情况", "result")
        self.results_field = FormField(theme, "这一次", self.results, required=True, foot=False)
        self.reason = TextBox(theme, "结束原因", "close_reason", lines=2)
        self.reason_field = FormField(theme, "三次未接通，结束原因", self.reason, foot=False)
        self.heir = ComboBox(theme, "接手人", "heir")
        self.heir_field = FormField(theme, "接手人", self.heir, required=True, foot=False)
        self.why = TextBox(theme, "转交的原因", "handover_reason", lines=2)
        self.why_field = FormField(theme, "转交的原因", self.why, required=True, foot=False)
        self._main = ""
        self.main = MainAction(
            theme, "ok", "登记回访", "Ctrl+Enter", "record_answer", monotonic=monotonic
        )
        self._build_left()
        self._build_aside()
        self._build_bar()
        self._connect()
        self.setFocusProxy(self.table)

    def show_state(self, state: CallbacksState) -> None:
        """Show the rows and the one in hand."""
        self.which.set_current("open" if state.only_open else "all")
        keys = [str(row.callback_id) for row in state.rows]
        self.table.set_rows([list(row.cells) for row in state.rows], keys)
        for row in state.rows:
            for column in (_DUE, _STATE):
                self.table.set_tone(str(row.callback_id), column, row.tone or "ink")
        self.empty.setVisible(not state.rows)
        self.summary.setText(state.summary)
        self._filling = True
        self._show_detail(state)
        self._filling = False
        self._show_message(state)
        there = bool(state.detail.callback_id)
        icon, text = _MAINS[state.detail.draft.how]
        if text != self._main:
            self._main = text
            self.main.set_action("submit_callback", icon, text, "Ctrl+Enter", True, "")
        why = "正在保存…" if state.busy else state.detail.why or "没有待回访。"
        self.main.set_enabled(there and state.detail.open and not state.busy, why)

    def begin(self) -> None:
        """Take the focus to the rows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_detail(self, state: CallbacksState) -> None:
        detail = state.detail
        there = bool(detail.callback_id)
        self.card.setVisible(there)
        if not there:
            self._shown = 0
            return
        self.title.setText(detail.title)
        for at, (name, value) in enumerate(self.facts):
            shown = at < len(detail.lines)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(detail.lines[at][0])
                value.setText(detail.lines[at][1])
        self.phrase.set_words(detail.phrase.text, detail.phrase.bold)
        self.how.set_current(detail.draft.how)
        self.levels.set_reasons(list(state.levels))
        self.levels.set_current(detail.draft.level or None)
        self.results.set_reasons(list(state.results))
        self.results.set_current(detail.draft.result or None)
        put_text(self.opinion, detail.draft.opinion)
        put_text(self.reason, detail.draft.reason)
        put_text(self.why, detail.draft.handover_reason)
        self.heir.offer((("", "请选择"), *detail.heirs), detail.draft.heir)
        self.attempts.setText("\n".join(detail.attempts))
        self.attempts.setVisible(bool(detail.attempts))
        self._show_open(detail)
        if detail.callback_id != self._shown:
            self._shown = detail.callback_id
            if self.table.current_key() != str(detail.callback_id):
                self.table.select_key(str(detail.callback_id))

    def _show_open(self, detail: CallbackDetail) -> None:
        how = detail.draft.how if detail.open else ""
        missed = how == "missed"
        self.how.setVisible(detail.open)
        for part in (self.phrase, self.opinion_field, self.levels_field):
            part.setVisible(how == "reached")
        for field in (self.heir_field, self.why_field):
            field.setVisible(how == "handed")
        self.results_field.setVisible(missed)
        may = missed and not detail.give_up_why
        self.reason_field.setVisible(may)
        self.give_up.setVisible(missed)
        self.give_up.set_enabled(may, detail.give_up_why)

    def _show_message(self, state: CallbacksState) -> None:
        said = state.message
        places = {
            "opinion": self.opinion_field,
            "level": self.levels_field,
            "result": self.results_field,
            "close_reason": self.reason_field,
            "heir": self.heir_field,
            "handover_reason": self.why_field,
        }
        for name, field in places.items():
            sentence = said.text if said.is_error and said.field == name else ""
            if field.error() != sentence:
                field.set_error(sentence)
                if sentence and field.isVisible():
                    field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        place = places.get(said.field or "") if said.is_error else None
        told = place is not None and place.isVisible() and place.tells(said.text)
        self.show_message(said, at_field=told, banner=state.banner)

    def _build_left(self) -> None:
        theme = self.theme
        head = QHBoxLayout()
        head.addWidget(self.which)
        head.addStretch(1)
        head.addWidget(self.summary)
        self.left.addLayout(head)
        self.left.addWidget(ListPanel(theme, self.table, empty=self.empty), 1)

    def _build_aside(self) -> None:
        theme = self.theme
        body = self.card.body
        body.setSpacing(theme.px(6))
        body.addWidget(self.title)
        for name, value in self.facts:
            row = QHBoxLayout()
            row.addWidget(name)
            row.addWidget(value, 1)
            body.addLayout(row)
        parts: tuple[QWidget, ...] = (
            *(self.attempts, self.how, self.phrase, self.opinion_field, self.levels_field),
            *(self.results_field, self.reason_field, self.heir_field, self.why_field),
        )
        for part in parts:
            body.addWidget(part)
        body.addStretch(1)
        self.fit_aside(self.card)
        self.aside.addWidget(Scroller(self.card), 1)

    def _build_bar(self) -> None:
        back = self.add_key("left", "返回", "Esc", "go_back")
        back.triggered.connect(lambda _: self.closed.emit())
        self.give_up = self.add_key("cross", "结束回访", "F8", "give_up")
        self.add_main(self.main)
        self.keys.bind("Ctrl+Enter", self.main)
        self.keys.bind("Alt+1", lambda: self.edited.emit("how", "reached"))
        self.keys.bind("Alt+2", lambda: self.edited.emit("how", "missed"))
        self.keys.bind("Alt+3", lambda: self.edited.emit("how", "handed"))

    def _connect(self) -> None:
        self.main.triggered.connect(lambda _: self.submitted.emit())
        self.which.chosen.connect(lambda key: self.only_open_chosen.emit(key == "open"))
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda _: self.opinion.setFocus())
        self.levels.chosen.connect(lambda key: self.edited.emit("level", key))
        self.results.chosen.connect(lambda key: self.edited.emit("result", key))
        self.how.chosen.connect(lambda key: self.edited.emit("how", key))
        self.give_up.triggered.connect(lambda _: self.give_up_wanted.emit())
        self.give_up.refused.connect(self.message.show_error)
        self.eye.triggered.connect(lambda _: self.reveal_wanted.emit())
        self.heir.currentIndexChanged.connect(lambda _: self._chose_heir())
        boxes: dict[str, QPlainTextEdit] = {
            "opinion": self.opinion,
            "reason": self.reason,
            "handover_reason": self.why,
        }
        for name, box in boxes.items():
            box.textChanged.connect(lambda name=name, box=box: self._typed(name, box))

    def _picked(self, key: str) -> None:
        if not self._filling and int(key) != self._shown:
            self.row_picked.emit(int(key))

    def _chose_heir(self) -> None:
        if not self._filling:
            self.edited.emit("heir", str(self.heir.currentData() or ""))

    def _typed(self, name: str, box: QPlainTextEdit) -> None:
        if not self._filling:
            self.edited.emit(name, box.toPlainText())


def bind(presenter: CallbacksPresenter, page: CallbacksPage) -> None:
    """The list, what came of a call, and the way back."""
    page.row_picked.connect(presenter.choose)
    page.only_open_chosen.connect(presenter.set_only_open)
    page.edited.connect(presenter.edit)
    page.submitted.connect(presenter.submit)
    page.give_up_wanted.connect(presenter.give_up)
    page.reveal_wanted.connect(presenter.reveal)
    page.retried.connect(presenter.retry)
    presenter.closed = page.closed.emit
    presenter.show = page.show_state
