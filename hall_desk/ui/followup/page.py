"""评价回访: bad answers at the left, the one in hand with its result at the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hall_desk.presenters.follow_ups import FollowDetail, FollowUpsPresenter, FollowUpsState
from hall_desk.ui.kit import (
    Card,
    Column,
    DataTable,
    ElidedText,
    ListPanel,
    MainAction,
    Panel,
    PlainButton,
    ReasonList,
    Segments,
    Text,
    TextBox,
)
from hall_desk.ui.pages import FormField, Page, Scroller
from hall_desk.ui.phrase import PhraseText
from hall_desk.ui.theme import Theme

_COLUMNS = [
    Column(title="票号", width=104, bold=True),
    Column(title="评价", width=112),
    Column(title="环节", width=72),
    Column(title="窗口、工号", stretch=True),
    Column(title="评价时间", width=136),
    Column(title="回访期限", width=136),
    Column(title="责任人", width=88),
    Column(title="状态", width=96),
]
_DUE, _STATE = 5, 7


class FollowUpsPage(Page):
    """The list is walked with the arrows; Ctrl+Enter closes the one in hand."""

    row_picked = Signal(int)
    only_open_chosen = Signal(bool)
    result_edited = Signal(str)
    level_chosen = Signal(str)
    submitted = Signal()
    callbacks_wanted = Signal()
    """F3: the callbacks after paid services (Art. 26)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "评价回访", parent)
        self.setWindowTitle("评价回访")
        self._rating_id = 0
        self.which = Segments(theme, "范围", [("open", "待回访"), ("all", "近 30 天")], "which")
        self.table = DataTable(theme, _COLUMNS, "评价回访", "follow_ups")
        self.empty = Text(theme, "没有待回访的评价。", "body", "ink2")
        self.summary = Text(theme, "", "body", "ink2")
        self.steps = Text(theme, "", "small", "ink2")
        self.title = Text(theme, "", "lead", weight=600)
        self.facts = [ElidedText(theme, "", "body", "ink") for _ in range(5)]
        self.phrase = PhraseText(theme)
        self.box = TextBox(theme, "回访结果", "follow_result", lines=4)
        self.field = FormField(theme, "回访结果", self.box, required=True)
        self.levels = ReasonList(theme, "客户现在的评价", "callback_level")
        self.levels_field = FormField(theme, "客户现在的评价（可不填）", self.levels, foot=False)
        self.main = MainAction(theme, "ok", "办结回访", "Ctrl+Enter", "close_follow_up")
        self._build_left()
        self._build_aside()
        self._build_bar()
        self.setFocusProxy(self.table)

    def show_state(self, state: FollowUpsState) -> None:
        """Show the rows and the one in hand."""
        self.which.set_current("open" if state.only_open else "all")
        keys = [str(row.rating_id) for row in state.rows]
        self.table.set_rows([list(row.cells) for row in state.rows], keys)
        for row in state.rows:
            if row.late:
                for column in (_DUE, _STATE):
                    self.table.set_tone(str(row.rating_id), column, "over")
        self.empty.setVisible(not state.rows)
        self.summary.setText(state.summary)
        due = state.callbacks
        self.callbacks.set_frame("warn" if due else "none")
        self.callbacks_words.setText(f"有偿服务回访：{due or '今天没有到期的'}")
        self.steps.setText("　".join(f"{name} {words}" for name, words in state.steps))
        self._show_detail(state.detail)
        said = state.message
        wrong = said.is_error and said.field == "follow_result"
        self.field.set_error(said.text if wrong else "")
        self.show_message(said, at_field=wrong, banner=state.banner)
        why = (
            "正在保存…"
            if state.busy
            else "这件已经回访。"
            if state.detail.closed
            else "没有待回访。"
        )
        open_one = bool(state.detail.rating_id) and not state.detail.closed and not state.busy
        self.main.set_enabled(open_one, why)

    def begin(self) -> None:
        """Take the focus to the rows."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_detail(self, detail: FollowDetail) -> None:
        there = bool(detail.rating_id)
        self.card.setVisible(there)
        if not there:
            self._rating_id = 0
            return
        self.title.setText(detail.title)
        for line, words in zip(self.facts, (*detail.lines, *[("", "")] * 5), strict=False):
            line.setText(f"{words[0]}　{words[1]}" if words[0] else "")
            line.setVisible(bool(words[0]))
        self.phrase.set_words(detail.phrase.text, detail.phrase.bold)
        self.box.setReadOnly(detail.closed)
        fresh = detail.rating_id != self._rating_id
        if (fresh or detail.closed) and self.box.toPlainText() != detail.result:
            self.box.blockSignals(True)
            self.box.setPlainText(detail.result)
            self.box.blockSignals(False)
        if fresh and self.table.current_key() != str(detail.rating_id):
            self.table.select_key(str(detail.rating_id))
        self._rating_id = detail.rating_id
        self.levels_field.setVisible(detail.asks_level)
        self.levels.set_reasons(list(detail.levels))
        self.levels.set_current(detail.level or None)

    def _build_left(self) -> None:
        theme = self.theme
        head = QHBoxLayout()
        head.addWidget(self.which)
        head.addStretch(1)
        head.addWidget(self.steps)
        self.left.addLayout(head)
        self.callbacks = Panel(theme)
        row = QHBoxLayout(self.callbacks)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(12), theme.px(8))
        self.callbacks_words = Text(theme, "", "body", weight=600)
        row.addWidget(self.callbacks_words)
        row.addStretch(1)
        self.open_callbacks = PlainButton(
            theme, "有偿服务回访", "phone", "F3", "open_callbacks", small=True
        )
        row.addWidget(self.open_callbacks)
        self.keys.bind_button(self.open_callbacks)
        self.open_callbacks.triggered.connect(lambda _: self.callbacks_wanted.emit())
        self.left.addWidget(self.callbacks)
        listed = ListPanel(theme, self.table, empty=self.empty, summary=self.summary)
        self.left.addWidget(listed, 1)
        self.which.chosen.connect(lambda key: self.only_open_chosen.emit(key == "open"))
        self.table.picked.connect(lambda key: self.row_picked.emit(int(key)))
        self.table.opened.connect(lambda _: self.box.setFocus())

    def _build_aside(self) -> None:
        theme = self.theme
        self.card = Card(theme, "回访", " ", "phone", tight=True)
        body = self.card.body
        body.setSpacing(theme.px(6))
        for widget in (self.title, *self.facts, self.phrase, self.field, self.levels_field):
            body.addWidget(widget)
        body.addStretch(1)
        scroller = Scroller(self.card)
        self.fit_aside(self.card)
        self.aside.addWidget(scroller, 1)
        self.box.textChanged.connect(lambda: self.result_edited.emit(self.box.toPlainText()))
        self.levels.chosen.connect(self.level_chosen)

    def _build_bar(self) -> None:
        back = self.add_key("left", "返回", "Esc", "go_back")
        back.triggered.connect(lambda _: self.closed.emit())
        self.add_main(self.main)
        self.keys.bind("Ctrl+Enter", self.main)
        self.main.triggered.connect(lambda _: self.submitted.emit())


def bind(presenter: FollowUpsPresenter, page: FollowUpsPage) -> None:
    """The list, the result and the way back."""
    page.row_picked.connect(presenter.choose)
    page.only_open_chosen.connect(presenter.set_only_open)
    page.result_edited.connect(presenter.set_result)
    page.level_chosen.connect(presenter.choose_level)
    page.submitted.connect(presenter.close_follow_up)
    page.retried.connect(presenter.retry)
    presenter.closed = page.closed.emit
    presenter.show = page.show_state
