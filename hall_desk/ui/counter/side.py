"""The quiet cards of the right column: phrase, announcement, undo, first contact, 我的今天."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from hall_desk.presenters.counter_state import Action, TodayView
from hall_desk.presenters.counter_visit_state import CalledView, PhraseView
from hall_desk.ui.counter.layout import column, draw_up, row
from hall_desk.ui.kit import (
    Card,
    CheckBox,
    Chip,
    ElidedText,
    Hairline,
    PlainButton,
    SpokenLine,
    Text,
)
from hall_desk.ui.kit.text import plain_tooltip
from hall_desk.ui.theme import Theme


class PhraseCard(Card):
    """用语: what to say now; an apology has a tick that is kept (Art. 11(6))."""

    apologised = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "用语", " ", "speak", tight=True, parent=parent)
        self.line = SpokenLine(theme)
        self.tick = CheckBox(theme, "已向等候客户致歉", "apologise")
        self.tick.clicked.connect(lambda _: self.apologised.emit())
        self.body.setSpacing(theme.px(4))
        self.body.addWidget(self.line)
        self.body.addWidget(self.tick)
        self.tick.hide()
        self._one_line = False

    def show_view(self, view: PhraseView) -> None:
        """Show the phrase of the moment."""
        self.set_right(view.moment)
        if view.text != self.line.phrase():
            self.line.set_phrase(view.text, list(view.bold))
        self.tick.setVisible(view.apology)
        self.tick.setChecked(bool(view.apologised_at))
        self.tick.set_note(view.apologised_at)
        # Said once, it stays: the box is shown ticked and takes no more presses.
        said = bool(view.apologised_at)
        self.tick.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, said)
        policy = Qt.FocusPolicy.NoFocus if said else Qt.FocusPolicy.StrongFocus
        if self.tick.focusPolicy() != policy:
            self.tick.setFocusPolicy(policy)
        self.fit()

    def set_one_line(self, one_line: bool) -> None:
        """A low window shows the beginning; the tooltip has the whole phrase."""
        self._one_line = one_line
        self.fit()

    def fit(self) -> None:
        """Take the height the wrapped phrase needs at this width."""
        cut = max(0, self._words_height() - self.theme.line("phrase")) if self._one_line else 0
        self.line.setToolTip(plain_tooltip(self.line.phrase()) if cut else "")
        self.setFixedHeight(self.whole_height() - cut)

    def whole_height(self) -> int:
        """The height of the card with the whole phrase."""
        theme = self.theme
        high = theme.px(12 + 26 + 8 + 12) + self._words_height()
        if not self.tick.isHidden():
            high += theme.px(4) + self.tick.sizeHint().height()
        return high

    def _words_height(self) -> int:
        inner = self.width() - 2 * self.theme.px(16) - 2
        return self.line.heightForWidth(max(inner, 1))


class AnnouncementCard(Card):
    """大屏与语音: what the display shows and says."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        chip = Chip(theme, "已播报", "ok", "ok", "ok_soft")
        super().__init__(theme, "大屏与语音", chip, "screen", tight=True, parent=parent)
        self.words = ElidedText(theme, "", "strong", "ink2", weight=400)
        self.body.addWidget(self.words)

    def show_view(self, view: CalledView) -> None:
        """Show the announcement of the call."""
        self.words.setText(view.announcement)


class WrongCallCard(Card):
    """误叫了？: takes the call back within 10 s."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "误叫了？", parent=parent)
        self.button = PlainButton(theme, "撤销叫号", "undo", "Ctrl+Z", "undo_call", wide=True)
        self.note = ElidedText(theme, "10 秒内放回原位，号码和等候时间不变。", "small", "ink2")
        self.body.addWidget(self.button)
        self.body.addWidget(self.note)
        self.body.addStretch(1)

    def show_view(self, view: CalledView) -> None:
        """Show the seconds left."""
        left = view.undo_left
        self.button.set_text(f"撤销叫号（剩 {left} 秒）" if left else "撤销叫号")
        self.button.set_enabled(left > 0, "呼叫已超过 10 秒，客户没来请按过号")


class ContactCard(Card):
    """首问责任: who stays responsible, and the way to the register."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "首问责任", " ", "book", tight=True, parent=parent)
        self.owner = ElidedText(theme, "", "small", "ink", weight=600)
        self.label = Text(theme, "首问责任人", "small", "ink2")
        self.note = ElidedText(theme, "不属本岗的事项，登记后由我跟进。", "small", "ink2")
        self.button = PlainButton(theme, "登记首问 / 转办", "book", "F7", "refer_card", wide=True)
        self._words = QWidget()
        line = row(self.label, self.owner, space=theme.px(4))
        line.setStretch(1, 1)
        self._words.setLayout(column(line, self.note))
        draw_up(self, theme.px(2))
        self.body.setSpacing(theme.px(10))
        self.body.addWidget(self._words)
        self.body.addWidget(self.button)
        self.body.addStretch(1)

    def show_owner(self, owner: str) -> None:
        """Show who is responsible."""
        self.owner.setText(owner)

    def minimumSizeHint(self) -> QSize:
        """The words may go, the button stays."""
        return QSize(super().minimumSizeHint().width(), self.theme.px(100))

    def set_compact(self, compact: bool) -> None:
        """Only title and button where the column is short."""
        self._words.setVisible(not compact)


class TodayCard(Card):
    """我的今天: what this clerk has done since the first sign-in."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "我的今天", " ", tight=True, parent=parent)
        self.figures: list[Text] = []
        self._lines: list[QWidget] = []
        self.body.setSpacing(0)
        for index, name in enumerate(("办结", "按时", "办理时长中位数", "备用金")):
            if index:
                line_above = Hairline(theme)
                self._lines.append(line_above)
                self.body.addWidget(line_above)
            figure = Text(theme, "", "lead", right=True, weight=600)
            line = row(Text(theme, name, "body", "ink2"), None, figure)
            holder = QWidget()
            holder.setLayout(line)
            holder.setFixedHeight(theme.px(32))
            self._lines.append(holder)
            self.figures.append(figure)
            self.body.addWidget(holder)
        self.vouchers = PlainButton(
            theme, "今日凭证", "receipt", "Ctrl+G", "vouchers_today", wide=True
        )
        self.till = PlainButton(theme, "钱箱", "cash", "Ctrl+K", "till_today", wide=True)
        self.body.addSpacing(theme.px(8))
        self.leave = PlainButton(
            theme, "离岗，让出窗口", "user", "Ctrl+F12", "leave_window", wide=True
        )
        self._above, self._between = QWidget(), QWidget()
        for space in (self._above, self._between):
            space.setFixedHeight(theme.px(8))
        self.body.addWidget(self.vouchers)
        self.body.addWidget(self._above)
        self.body.addWidget(self.till)
        self.body.addWidget(self._between)
        self.body.addWidget(self.leave)
        self.body.addStretch(1)

    def show_view(self, view: TodayView) -> None:
        """Show figures."""
        self.set_right(view.since)
        words = (view.done, view.on_time, view.median, view.cash)
        for figure, text in zip(self.figures, words, strict=True):
            figure.setText(text)
        self.till.set_text(view.till)
        self.vouchers.set_text(f"今日凭证 {view.vouchers} 张" if view.vouchers else "今日凭证")

    def set_short(self, short: bool) -> None:
        """Only the vouchers where something else needs the room; the keys answer all the same."""
        for part in (*self._lines, self._above, self.till, self._between, self.leave):
            part.setVisible(not short)
        self.body.invalidate()  # what the card needs is asked at once


class NoTicketCard(Card):
    """没有票号的客户: served at once, at the window or on the telephone."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "没有票号的客户", tight=True, parent=parent)
        self.walk_up = PlainButton(
            theme, "直接受理（柜前）", "user", "Ctrl+N", "walk_up", wide=True
        )
        self.phone = PlainButton(theme, "电话受理", "phone", "Ctrl+T", "phone", wide=True)
        self.body.addWidget(self.walk_up)
        self.body.addWidget(self.phone)
        self.body.addStretch(1)

    def show_actions(self, actions: dict[str, Action]) -> None:
        """Switch both with the counter."""
        for button in (self.walk_up, self.phone):
            view = actions.get(button.objectName(), Action())
            if button.isEnabled() != view.on or button.why != view.why:
                button.set_enabled(view.on, view.why)


class CalledCard(Card):
    """这位客户: what is known before the start, and 过号."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "这位客户", parent=parent)
        self.service = ElidedText(theme, "", "strong")
        self.service_note = Text(theme, "", "body", "ink2")
        self.issued = Text(theme, "", "strong", weight=400)
        self.waited = Text(theme, "", "strong")
        self.why = ElidedText(theme, "", "strong", weight=400)
        self.prepare = ElidedText(theme, "", "strong", weight=400)
        self.no_show = PlainButton(theme, "过号", "stop", "Shift+F5", "no_show")
        gap = theme.px(8)
        issued = row(
            self.issued,
            theme.px(24),
            Text(theme, "已等候", "strong", "ink2", weight=400),
            self.waited,
            None,
            space=gap,
        )
        self.body.setSpacing(0)
        for name, line in (
            ("事项（取号时）", row(self.service, self.service_note, None, space=gap)),
            ("取号", issued),
            ("为什么是这位", row(self.why)),
            ("先准备", row(self.prepare)),
        ):
            self.body.addWidget(self._line(name, line), 100)
            self.body.addWidget(Hairline(theme))
        self.body.addStretch(1)
        note = ElidedText(
            theme, "呼满 3 次才可过号；当日回来排在其后第 2 位，不必重新取号", "small", "ink2"
        )
        foot = row(self.no_show, note, space=gap)
        foot.setStretch(1, 1)
        self.body.addLayout(foot)

    def show_view(self, view: CalledView) -> None:
        """Show the called customer."""
        self.service.setText(view.service)
        self.service_note.setText(view.service_note)
        self.issued.setText(view.issued)
        self.waited.setText(view.waited)
        self.why.setText(view.why)
        self.prepare.setText(view.prepare)

    def _line(self, name: str, content: object) -> QWidget:
        theme, holder = self.theme, QWidget()
        label = Text(theme, name, "strong", "ink2", weight=400)
        label.setFixedWidth(theme.px(128))
        line = row(label)
        line.addLayout(content, 1)  # type: ignore[arg-type]
        holder.setLayout(line)
        holder.setMinimumHeight(theme.px(34))
        holder.setMaximumHeight(theme.px(52))
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        return holder
