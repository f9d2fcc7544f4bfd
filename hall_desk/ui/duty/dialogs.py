"""Small dialogs of the duty desk: 处理结果, 暂停/恢复, one window, 增开/调整窗口."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from hall_desk.domain.escalations import Escalation
from hall_desk.presenters.duty_plan import PlanState
from hall_desk.presenters.duty_state import DutyState, StopRow
from hall_desk.presenters.duty_tiles import WindowTileState, caller_place, clock_words
from hall_desk.ui.kit import (
    Column,
    DataTable,
    DialogFrame,
    Field,
    KeyMap,
    MessageLine,
    PlainButton,
    Text,
    TextBox,
)
from hall_desk.ui.opening.plan import WindowPlan
from hall_desk.ui.signin.column import ScrollColumn
from hall_desk.ui.theme import Theme


class DeskDialog(DialogFrame):
    """A dialog with one column, 返回 at the left and its main action at the right."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        title: str,
        icon: str,
        action: PlainButton,
        size: tuple[int, int],
    ) -> None:
        super().__init__(theme, window, title, icon, size=size)
        self.action = action
        self.cancel = PlainButton(theme, "返回", key="Esc", object_name="cancel", tall=True)
        self.cancel.triggered.connect(lambda _: self.cancelled.emit())
        area = ScrollColumn(theme)
        self.column = area.column
        self.body.addWidget(area)
        self.footer.addWidget(self.cancel)
        self.footer.addStretch(1)
        self.footer.addWidget(action)
        self.keys = KeyMap(self)
        self.keys.bind_button(action)


class DecisionDialog(DeskDialog):
    """处理结果: what the duty manager decided, in words, closes the call."""

    decided = Signal(int, str)
    """The decision; carries the call's id and the words."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        action = PlainButton(
            theme, "记录并结束", "ok", "Ctrl+Enter", "settle", primary=True, tall=True
        )
        super().__init__(theme, window, "处理结果", "bell", action, (640, 420))
        self._call_id = 0
        self.reason = Text(theme, "", "phrase", wrap=True)
        self.box = TextBox(theme, "处理结果", "decision", lines=4)
        self.field = Field(theme, "怎样处理的", self.box, required=True)
        self.column.addWidget(self.reason)
        self.column.addWidget(self.field)
        self.column.addStretch(1)
        self.cancelled.connect(self.close_frame)
        action.triggered.connect(lambda _: self._send())

    def ask(self, call: Escalation) -> None:
        """Open for a call; words typed for the same call stay."""
        if call.id != self._call_id:
            self.box.clear()
        self._call_id = call.id
        self.field.set_error("")
        self.subtitle.setText(caller_place(call))
        self.reason.setText(call.reason or "没有写明原因")
        self.open()
        self.box.setFocus()

    def show_state(self, state: DutyState) -> None:
        """Show a refusal at the field."""
        if not self.is_open():
            return
        said = state.message
        self.field.set_error(said.text if said.is_error else "")

    def _send(self) -> None:
        self.decided.emit(self._call_id, self.box.toPlainText())


class StopsDialog(DeskDialog):
    """暂停/恢复: every window, kind and the hall; what is suspended opens again at once."""

    chosen = Signal(str)
    """A row is to be suspended or resumed; carries its key (window:6, service:A, hall:)."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        action = PlainButton(
            theme, "暂停…", "pause", "Ctrl+Enter", "suspend_or_resume", primary=True, tall=True
        )
        super().__init__(theme, window, "暂停/恢复", "pause", action, (820, 620))
        self._rows: dict[str, StopRow] = {}
        columns = [
            Column(title="对象", width=160, bold=True),
            Column(title="现状", width=120),
            Column(title="说明", stretch=True, tone="ink2"),
        ]
        self.table = DataTable(theme, columns, "窗口、业务和全厅", "stops")
        self.column.addWidget(self.table, 1)
        self.cancelled.connect(self.close_frame)
        self.table.opened.connect(self.chosen)
        self.table.picked.connect(lambda _: self._name_action())
        action.triggered.connect(lambda _: self._send())

    def begin(self, state: DutyState) -> None:
        """Open on the first suspended row, else the first."""
        self.show_state(state)
        stopped = [row.key for row in state.stops if row.suspension_id is not None]
        if state.stops:
            self.table.select_key((stopped or [state.stops[0].key])[0])
        self._name_action()
        self.open()
        self.table.setFocus()

    def show_state(self, state: DutyState) -> None:
        """Show the states of this second; the selection stays."""
        rows = {row.key: row for row in state.stops}
        if rows == self._rows:
            return
        self._rows = rows
        self.table.set_rows([[r.name, r.state, r.note] for r in state.stops], list(rows))
        for row in state.stops:
            self.table.set_tone(row.key, 1, "hold" if row.suspension_id else "ok")
        self._name_action()

    def _name_action(self) -> None:
        row = self._rows.get(self.table.current_key() or "")
        resumes = row is not None and row.suspension_id is not None
        self.action.set_text("恢复营业" if resumes else "暂停…")
        self.action.set_icon("open" if resumes else "pause")
        self.action.set_enabled(row is not None, "请先选一行。")

    def _send(self) -> None:
        key = self.table.current_key()
        if key is not None:
            self.chosen.emit(key)


class PlanDialog(DeskDialog):
    """增开/调整窗口: the plan of the running day."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        action = PlainButton(
            theme, "确定", "ok", "Ctrl+Enter", "assign_windows", primary=True, tall=True
        )
        super().__init__(theme, window, "增开/调整窗口", "team", action, (820, 640))
        self.plan = WindowPlan(theme)
        self.message = MessageLine(theme)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.plan)
        self.column.addWidget(area, 1)
        self.column.addWidget(self.message)

    def show_state(self, state: PlanState) -> None:
        """Open, show the draft, or close."""
        self.plan.show_plan(state.kinds, state.plan, state.notes)
        said = state.message
        if said.text:
            (self.message.show_error if said.is_error else self.message.show_done)(said.text)
        else:
            self.message.clear()
        self.action.set_enabled(state.changed and not state.busy, "窗口安排没有改动。")
        if state.open and not self.is_open():
            self.open()
            lines = self.plan.lines()
            if lines:
                lines[0].setFocus()
        elif not state.open and self.is_open():
            self.close_frame()


class WindowDialog(DeskDialog):
    """One window close up (查看): who, which ticket, since when; suspend or resume it."""

    stop = Signal(str)
    """暂停 or 恢复 was pressed; carries the row's key (window:6)."""
    plan = Signal()
    """调整业务 was pressed."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        action = PlainButton(theme, "暂停…", "pause", "F10", "suspend_window", tall=True)
        super().__init__(theme, window, "窗口", "screen", action, (600, 440))
        self._number = 0
        self.adjust = PlainButton(theme, "调整业务", "team", "F3", "assign_windows", tall=True)
        self.footer.insertWidget(2, self.adjust)
        self.keys.bind_button(self.adjust)
        self._lines = {name: Text(theme, "", "phrase", wrap=True) for name in _WORDS}
        for name, line in self._lines.items():
            self.column.addWidget(Text(theme, name, "small", "ink2"))
            self.column.addWidget(line)
        self.column.addStretch(1)
        self.cancelled.connect(self.close_frame)
        action.triggered.connect(lambda _: self.stop.emit(f"window:{self._number}"))
        self.adjust.triggered.connect(lambda _: self.plan.emit())

    def begin(self, number: int, state: DutyState) -> None:
        """Open on a window."""
        self._number = number
        self.show_state(state)
        self.open()

    def show_state(self, state: DutyState) -> None:
        """Show the window of this second."""
        tile = next((t for t in state.tiles if t.number == self._number), None)
        if tile is None:
            if self.is_open():
                self.close_frame()
            return
        self.title.setText(f"{tile.number}号窗口")
        self.subtitle.setText(tile.kinds)
        for name, words in _window_words(tile).items():
            self._lines[name].setText(words)
        resumes = tile.suspension_id is not None
        self.action.set_text("恢复营业" if resumes else "暂停…")
        self.action.set_icon("open" if resumes else "pause")


_WORDS = ("柜员", "客户", "办理", "呼叫")


def _window_words(tile: WindowTileState) -> dict[str, str]:
    who = f"{tile.staff} {tile.staff_name}".strip() or "还没有柜员登录"
    doing = " · ".join(part for part in (tile.main_line, tile.main_note, tile.foot) if part)
    if tile.stage is not None:
        limit = f" / {clock_words(tile.limit_s)}" if tile.limit_s is not None else "，不限时"
        spent = f"{clock_words(tile.elapsed_s)}{limit}"
        doing = " · ".join(part for part in (tile.foot, spent, tile.foot_loud) if part)
    return {
        "柜员": who,
        "客户": tile.ticket or "没有",
        "办理": doing,
        "呼叫": tile.help_text or "没有待接的呼叫",
    }
