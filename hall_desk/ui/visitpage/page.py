"""The page of one visit (来访记录): items and their story, papers, people; read-only."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QStackedLayout, QVBoxLayout, QWidget

from hall_desk.domain.codes import ScannedCode
from hall_desk.presenters.contact_state import MainState
from hall_desk.presenters.visitpage_state import VisitItemRow, VisitPageState
from hall_desk.ui.kit import (
    Card,
    Chip,
    Column,
    DataTable,
    ElidedText,
    IconButton,
    MainAction,
    PlainButton,
    Text,
)
from hall_desk.ui.pages import GO_BACK, Page, Scroller
from hall_desk.ui.theme import Theme
from hall_desk.ui.visitpage.correction import CorrectionPanel

_ITEMS = [
    Column(title="项", width=44),
    Column(title="事项", stretch=True, bold=True),
    Column(title="数量", width=60, right=True),
    Column(title="总用时", width=76, right=True),
    Column(title="净用时", width=76, right=True),
    Column(title="限时", width=76, right=True, tone="ink2"),
    Column(title="结果", width=88),
    Column(title="标记", width=112),
    Column(title="柜员", width=124),
]
_PAPERS = [
    Column(title="单据", width=104),
    Column(title="编号、内容", stretch=True),
]
_FOLLOWING = [
    Column(title="后续", width=72),
    Column(title="编号", width=164, bold=True),
    Column(title="状态", width=108),
    Column(title="负责", width=150),
    Column(title="时间", width=148),
    Column(title="说明", stretch=True, tone="ink2"),
]
_MARKS, _FOLLOWING_STATE = 7, 2
_MOST_FOLLOWING = 3
_CORRECT = MainState(name="correct_item", icon="pen", text="确认更正")
_LEAVE = MainState(name=GO_BACK, icon="left", text="返回", key="Esc")
_ACTIONS = {"come_back": ("undo", "过号回来"), "abandon": ("cross", "客户已离开")}


class VisitPage(Page):
    """Esc goes back, Ctrl+P prints the chosen paper again, F8 corrects the chosen item."""

    left_page = Signal()
    """Esc: the panel folds, or the page is left."""
    acted = Signal()
    """过号回来, or 放弃."""
    reveal_wanted = Signal()
    print_wanted = Signal(str)
    correction_wanted = Signal(int)
    submitted = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "来访记录", parent)
        self.code = Text(theme, "", "lead", weight=700)
        self.day = Text(theme, "", "body", "ink2")
        self.chip = Chip(theme, "")
        self.about = ElidedText(theme, "", "body", "ink2")
        self.table = DataTable(theme, _ITEMS, "办理事项", "items")
        self.note = Text(theme, "", "body", "ink2")
        self.following = DataTable(theme, _FOLLOWING, "派工、退款与回访", "following")
        self.story = QGridLayout()
        self.people = QVBoxLayout()
        self.eye = IconButton(theme, "eye", "显示全部（记入日志）", "reveal")
        self.papers = DataTable(theme, _PAPERS, "单据与登记", "papers")
        self.print_button = PlainButton(theme, "补打", "print", "Ctrl+P", "print_again", wide=True)
        self.no_papers = Text(theme, "没有单据。", "small", "ink2")
        self.correction = CorrectionPanel(theme)
        self.main = MainAction(theme, "left", "返回", "Esc", monotonic=monotonic)
        self._state: VisitPageState | None = None
        self._said: tuple[str | None, str] = (None, "")
        self._story: tuple[tuple[str, str], ...] = ()
        self._shown_people: object = None
        self._fill_sub()
        self._fill_left()
        self._fill_aside()
        self._fill_bar()
        self.setFocusProxy(self.table)

    def show_state(self, state: VisitPageState) -> None:
        """Show the visit; selection and focus stay."""
        before, self._state = self._state, state
        self.code.setText(state.code)
        self.day.setText(state.day)
        self.chip.set_chip(state.state, None, state.tone, "sunken")
        words = (state.kind, state.source, f"优先 · {state.ground}" if state.ground else "")
        times = tuple(f"{word} {at}" for word, at in state.times)
        self.about.setText(" · ".join(part for part in (*words, *times) if part))
        self._show_items(state)
        self._show_following(state)
        self._show_people(state)
        self._show_papers(state)
        self._show_correction(before, state)
        self._show_main(state)
        self._show_action(state)

    def take_scan(self, code: ScannedCode) -> bool:
        """The next ticket is looked up at once; a correction under way is finished first."""
        if self._state is not None and self._state.correction.open:
            return super().take_scan(code)
        self.closed.emit()
        return False

    def begin(self) -> None:
        """Take the focus to the items."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_items(self, state: VisitPageState) -> None:
        keys = [str(row.key) for row in state.items]
        self.table.set_rows([list(row.cells) for row in state.items], keys)
        for row in state.items:
            if row.over:
                self.table.set_tone(str(row.key), 3, "over")
                self.table.set_tone(str(row.key), _MARKS, "over")
        if self.table.current_key() is None and keys:
            self.table.select_key(keys[0])
        self.note.setText(state.items_note)
        self.note.setVisible(bool(state.items_note))
        self._tell_story()

    def _show_following(self, state: VisitPageState) -> None:
        """Only where the visit set something going; up to three rows stand open."""
        rows = state.following
        self.following_card.setVisible(bool(rows))
        self.following.set_rows([list(row.cells) for row in rows], [row.key for row in rows])
        for row in rows:
            self.following.set_tone(row.key, _FOLLOWING_STATE, row.tone)
        # On a low screen the rows give way and scroll.
        high = 36 * (1 + min(len(rows), _MOST_FOLLOWING)) + 4
        self.following.setMinimumHeight(self.theme.px(36 * 2 + 4))
        self.following.setMaximumHeight(self.theme.px(high))

    def _tell_story(self) -> None:
        row = self._row()
        story = row.story if row is not None else ()
        if story == self._story:
            return
        self._story = story
        _clear(self.story)
        theme = self.theme
        for at, (word, text) in enumerate(story):
            label = Text(theme, word, "small", "ink2")
            tone = "warn" if word == "更正" else "ink"
            told = Text(theme, text, "body", tone, wrap=True)
            top = Qt.AlignmentFlag.AlignTop
            self.story.addWidget(label, at, 0, top)
            self.story.addWidget(told, at, 1, top)

    def _show_people(self, state: VisitPageState) -> None:
        self.eye.setVisible(state.can_unmask)
        self.eye.setAccessibleName("显示全部（记入日志）" if state.masked else "重新遮住")
        shown = (state.people, state.people_note)
        if shown == self._shown_people:
            return
        self._shown_people = shown
        _clear(self.people)
        theme = self.theme
        if not state.people:
            self.people.addWidget(Text(theme, state.people_note, "small", "ink2", wrap=True))
        for at, line in enumerate(state.people):
            if at:
                self.people.addSpacing(theme.px(6))
            self.people.addWidget(
                Text(theme, line.name or "未留姓名", "body", wrap=True, weight=600)
            )
            words = " · ".join(part for part in (line.account, line.source) if part)
            self.people.addWidget(ElidedText(theme, words, "small", "ink2"))

    def _show_papers(self, state: VisitPageState) -> None:
        rows = [[paper.name, f"{paper.number} {paper.note}".strip()] for paper in state.papers]
        self.papers.set_rows(rows, [paper.key for paper in state.papers])
        if self.papers.current_key() is None and rows:
            self.papers.select_key(state.papers[0].key)
        self.papers.setVisible(bool(rows))
        self.no_papers.setVisible(not rows)
        kinds = [paper.kind for paper in state.papers]
        self.print_button.set_enabled(any(kinds), "没有可以补打的单据。")

    def _show_correction(self, before: VisitPageState | None, state: VisitPageState) -> None:
        view, message = state.correction, state.message
        self._stack.setCurrentIndex(1 if view.open else 0)
        at_field = False
        if view.open:
            wrong = message.text if message.is_error else ""
            at_field = self.correction.show_view(view, message.field, wrong)
        self.show_message(message, at_field=at_field, banner=state.banner)
        opened = view.open and (before is None or view.serial != before.correction.serial)
        if opened or (view.open and before is not None and not before.correction.open):
            self.correction.begin()
        elif before is not None and before.correction.open and not view.open:
            self.begin()
        said = (message.field, message.text)
        if said != self._said and at_field:
            self.correction.focus_field(message.field)
        self._said = said

    def _show_main(self, state: VisitPageState) -> None:
        name = _CORRECT.name if state.correction.open else _LEAVE.name
        if self.main.objectName() != name:
            self.show_main(self.main, _CORRECT if state.correction.open else _LEAVE)

    def _show_action(self, state: VisitPageState) -> None:
        icon, words = _ACTIONS.get(state.action, ("undo", "过号回来"))
        del icon
        self.action.set_text(words)
        self.action.setVisible(bool(state.action))
        row = self._row()
        why = "请先选一项。" if row is None else row.why_not
        if self.fix.isEnabled() == bool(why) or self.fix.why != why:
            self.fix.set_enabled(not why, why)

    def _row(self) -> VisitItemRow | None:
        key = self.table.current_key()
        items = self._state.items if self._state is not None else ()
        return next((row for row in items if str(row.key) == key), None)

    def _chosen(self) -> None:
        self._tell_story()
        if self._state is not None:
            self._show_action(self._state)

    def _fill_sub(self) -> None:
        row, theme = self.sub.row, self.theme
        row.addWidget(self.code)
        row.addWidget(self.day)
        row.addWidget(self.chip)
        row.addSpacing(theme.px(12))
        row.addWidget(self.about, 1)

    def _fill_left(self) -> None:
        theme = self.theme
        items = Card(theme, "办理事项", tight=True)
        items.body.addWidget(self.table, 1)
        items.body.addWidget(self.note)
        self.table.turned.connect(self._chosen)
        self.table.setMinimumHeight(theme.px(36 * 2))
        self.left.addWidget(items, 2)
        self.following.setSizeAdjustPolicy(DataTable.SizeAdjustPolicy.AdjustToContents)
        self.following_card = Card(theme, "派工、退款与回访", tight=True)
        self.following_card.body.addWidget(self.following)
        self.left.addWidget(self.following_card)
        card = Card(theme, "这一项的经过", tight=True)
        inside = QWidget()
        holder = QVBoxLayout(inside)
        holder.setContentsMargins(0, 0, theme.px(8), 0)
        self.story.setHorizontalSpacing(theme.px(12))
        self.story.setVerticalSpacing(theme.px(4))
        self.story.setColumnStretch(1, 1)
        self.story.setColumnMinimumWidth(0, theme.px(64))
        holder.addLayout(self.story)
        holder.addStretch(1)
        card.body.addWidget(Scroller(inside), 1)
        self.left.addWidget(card, 3)

    def _fill_aside(self) -> None:
        theme = self.theme
        holder, reading = QWidget(), QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(reading)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        people = Card(theme, "客户", self.eye, "id", tight=True)
        self.people.setSpacing(theme.px(2))
        people.body.addLayout(self.people)
        papers = Card(theme, "单据与登记", tight=True)
        papers.body.addWidget(self.papers, 1)
        papers.body.addWidget(self.no_papers)
        papers.body.addWidget(self.print_button)
        column.addWidget(people)
        column.addWidget(papers, 1)
        self._stack.addWidget(reading)
        self._stack.addWidget(self.correction)
        self.fit_aside(reading, self.correction)
        self.aside.addWidget(holder, 1)
        self.eye.triggered.connect(lambda _: self.reveal_wanted.emit())
        self.papers.opened.connect(self.print_wanted)
        self.print_button.triggered.connect(lambda _: self._print())
        self.print_button.refused.connect(self.message.show_note)
        self.correction.folded.connect(self.left_page)

    def _fill_bar(self) -> None:
        back = self.add_key("left", "返回", "Esc", "leave")
        self.fix = self.add_key("pen", "更正差错", "F8", "correct")
        self.action = self.add_key("undo", "过号回来", "F3", "act_on_visit")
        self.keys.bind_button(self.print_button)
        self.add_main(self.main)
        self.keys.bind("Ctrl+Enter", self._submit)
        back.triggered.connect(lambda _: self.left_page.emit())
        self.fix.triggered.connect(lambda _: self._correct())
        self.fix.refused.connect(self.message.show_note)
        self.action.triggered.connect(lambda _: self.acted.emit())
        self.main.triggered.connect(lambda _: self.submitted.emit())

    def _submit(self) -> None:
        if self._state is not None and self._state.correction.open:
            self.main.press_key()

    def _correct(self) -> None:
        row = self._row()
        if row is not None:
            self.correction_wanted.emit(row.key)

    def _print(self) -> None:
        self.print_wanted.emit(self.papers.current_key() or "")


def _clear(layout: QGridLayout | QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
