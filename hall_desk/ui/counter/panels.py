"""Panels of the right column: over-limit reason, one more item, walk-up, manager."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hall_desk.presenters.counter_state import HelpView, PanelView
from hall_desk.ui.counter.layout import column
from hall_desk.ui.counter.sidepanel import FilterField, SidePanel
from hall_desk.ui.kit import (
    Column,
    DataTable,
    LineField,
    PlainButton,
    ReasonList,
    Text,
)
from hall_desk.ui.theme import Theme


class OverPanel(SidePanel):
    """办结前请选超时原因: digits choose, a remark if wanted; 办结 waits for a choice."""

    chosen = Signal(str)
    noted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, "办结前请选超时原因", "over", "over", "数字键选；Esc 收起，按 F4 再出现", parent
        )
        self.reasons = ReasonList(theme, "超时原因", "over_reason")
        self.note = LineField(theme, "补充说明（可不填）", "over_note")
        self.note.setMaxLength(120)
        self.content.setContentsMargins(theme.px(6), theme.px(8), theme.px(6), theme.px(8))
        self.content.setSpacing(0)
        self.time = Text(theme, "", "small", "ink2", wrap=True)
        self.time.setContentsMargins(theme.px(8), 0, theme.px(8), theme.px(4))
        self.content.addWidget(self.time)
        self.content.addWidget(self.reasons)
        below = column(
            theme.px(8), Text(theme, "补充说明（可不填）", "small", "ink"), theme.px(2), self.note
        )
        below.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        self.content.addLayout(below)
        self.outer.setStretch(0, 0)
        self.outer.setStretch(2, 1)
        self.reasons.chosen.connect(self.chosen)
        self.note.textEdited.connect(self.noted)

    def show_view(self, view: PanelView) -> None:
        """Offer the reasons; the net time stands beside the gross one where they differ."""
        self.time.setText(view.over_time)
        self.time.setVisible(bool(view.over_time))
        self.reasons.set_reasons([(option.key, option.text) for option in view.over_reasons])
        if self.reasons.current() != (view.over_chosen or None):
            self.reasons.set_current(view.over_chosen or None)
        if not view.over_chosen and not self.note.hasFocus():
            self.note.clear()

    def first(self) -> QWidget:
        """The list, so that a digit chooses."""
        return self.reasons


class ServicePanel(SidePanel):
    """Choosing a service: type a part of its name, its initials or its code, arrows, Enter."""

    chosen = Signal(str)
    typed = Signal(str)

    def __init__(
        self,
        theme: Theme,
        title: str,
        icon: str,
        verb: str,
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            theme, title, icon, "primary", f"↑↓ 选，Enter {verb[:2]}；Esc 收起", parent
        )
        self.field = FilterField(theme, "事项名称或代码", "item_filter")
        self.field.setPlaceholderText("名称、首字母或代码，如 发票、A04")
        columns = [
            Column(title="代码", width=58, bold=True),
            Column(title="事项", stretch=True),
            Column(title="限时", width=72, right=True, tone="ink2"),
        ]
        self.table = DataTable(theme, columns, "可选的事项", "item_choices")
        self.button = PlainButton(theme, verb, icon, "Enter", name, wide=True)
        self.empty = Text(theme, "没有符合的事项，换个说法再找。", "small", "ink2", wrap=True)
        self.empty.hide()
        self.content.addWidget(self.field)
        self.content.addWidget(self.empty)
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self.button)
        self._services: tuple[tuple[str, str, str], ...] = ()
        self.field.textEdited.connect(self.typed)
        self.field.moved.connect(self._move)
        self.table.opened.connect(self.chosen)
        self.button.triggered.connect(lambda _: self.entered())

    def offer(self, services: tuple[tuple[str, str, str], ...]) -> None:
        """Offer services in their order, the first of them chosen."""
        if services == self._services:
            return
        self._services = services
        self.table.set_rows([list(service) for service in services])
        self.empty.setVisible(not services)
        self.button.set_enabled(bool(services), "没有符合的事项")
        self._choose_first()

    def unfold(self) -> None:
        """Begin with an empty filter and the first service."""
        self.field.clear()
        self._choose_first()

    def entered(self) -> None:
        """Adds the selected service."""
        key = self.table.current_key()
        if key is not None:
            self.chosen.emit(key)

    def first(self) -> QWidget:
        """The filter."""
        return self.field

    def _choose_first(self) -> None:
        self.table.choose(0)
        self.table.scrollToTop()

    def _move(self, step: int) -> None:
        self.table.step(step)


class AddItemPanel(ServicePanel):
    """加一项: one more thing of the same customer."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "加一项", "plus", "加上这一项", "add_this", parent)

    def show_view(self, view: PanelView) -> None:
        """Offer the services."""
        self.offer(view.services)


class WalkUpPanel(ServicePanel):
    """直接受理: a customer without a number, at the window or on the telephone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "直接受理（柜前）", "start", "开始受理", "serve_directly", parent)
        self.note = Text(theme, "", "small", "ink2", wrap=True)
        self.content.insertWidget(0, self.note)

    def show_view(self, view: PanelView) -> None:
        """Offer the services, the likeliest first, and say who waits."""
        self.set_heading(view.walk_up.title, view.walk_up.icon)
        self.note.setText(view.walk_up.note)
        self.offer(view.walk_up.services)


class ManagerPanel(SidePanel):
    """请值班主任: called already; a few words may follow."""

    explained = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, "请值班主任", "bell", "primary", "说明可不填；Enter 补上，Esc 收起", parent
        )
        self.words = Text(theme, "", "phrase", wrap=True, weight=600)
        self.field = FilterField(theme, "说明（可不填）", "help_reason")
        self.field.setMaxLength(120)
        self.button = PlainButton(theme, "补充说明", "pen", "Enter", "explain_call", wide=True)
        self.content.addWidget(self.words)
        self.content.addWidget(Text(theme, "说明（可不填）", "small", "ink2"))
        self.content.addWidget(self.field)
        self.content.addWidget(self.button)
        self.content.addStretch(1)
        self.button.triggered.connect(lambda _: self.entered())

    def show_view(self, view: HelpView) -> None:
        """Show whether somebody has taken the call."""
        self.words.setText(view.words)
        self.words.set_tone("ok" if view.taken else "ink")

    def unfold(self) -> None:
        """Begin with an empty field."""
        self.field.clear()

    def entered(self) -> None:
        """Adds the words."""
        typed = self.field.text().strip()
        if typed:
            self.explained.emit(typed)
        else:
            self.folded.emit()

    def first(self) -> QWidget:
        """The words."""
        return self.field
