"""The action bar of the counter: each key in its place, the main action at the right."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hall_desk.presenters.counter_state import Action, CounterState, Phase
from hall_desk.ui.kit import ActionBar, ActionKey, KitButton, MainAction
from hall_desk.ui.theme import Theme


class CounterBar(ActionBar):
    """重呼, 收款, 首问登记, 加一项, 转接/挂起, 暂停营业, 请值班主任; 开始办理 or 办结."""

    def __init__(
        self, theme: Theme, monotonic: Callable[[], float], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self.recall = ActionKey(theme, "recall", "重呼", "F5", "recall")
        self.money = ActionKey(theme, "cash", "收款", "F6", "take_payment")
        self.refer = ActionKey(theme, "book", "首问登记", "F7", "refer")
        self.add_item = ActionKey(theme, "plus", "加一项", "F8", "add_item")
        self.transfer = ActionKey(theme, "move", "转接/挂起", "F11", "transfer")
        self.suspend = ActionKey(theme, "stop", "暂停营业", "F10", "suspend_window")
        self.manager = ActionKey(theme, "bell", "请值班主任", "F9", "call_manager", strong=True)
        self.main = MainAction(theme, "start", "开始办理", "F3", "start", monotonic=monotonic)
        self._main_shown: tuple[object, ...] = ()
        self.add(self.recall, self.money, self.refer, self.add_item, self.transfer, self.suspend)
        self.add_divider()
        self.add(self.manager)
        self.add_main(self.main)

    def buttons(self) -> tuple[KitButton, ...]:
        """All keys of the bar."""
        keys = (self.recall, self.money, self.refer, self.add_item, self.transfer, self.suspend)
        return (*keys, self.manager, self.main)

    def show_state(self, state: CounterState) -> None:
        """Switch the keys, and give the main place to what comes next."""
        for button, words in (
            (self.recall, "重呼"),
            (self.money, "收款"),
            (self.refer, "首问登记"),
            (self.add_item, "加一项"),
            (self.transfer, "转接/挂起"),
            (self.suspend, "暂停营业"),
        ):
            self._show(button, words, state.actions.get(button.objectName(), Action()))
        manager = state.actions.get("call_manager", Action())
        self._show(self.manager, state.help.key_text, manager)
        self._show_main(state)

    def _show(self, button: ActionKey, words: str, action: Action) -> None:
        button.set_text(action.text or words)
        if button.isEnabled() != action.on or button.why != action.why:
            button.set_enabled(action.on, action.why)

    def _show_main(self, state: CounterState) -> None:
        if state.phase is Phase.SERVING:
            word = state.actions.get("finish", Action()).text
            name, icon, words, key = "finish", "ok", word or "办结", "F4"
        elif state.phase is Phase.SUSPENDED:
            name, icon, words, key = "resume_window", "open", "恢复营业", "F10"
        else:
            name, icon, words, key = "start", "start", "开始办理", "F3"
        action = state.actions.get(name, Action())
        shown = (name, icon, words, key, action.on, action.why)
        if shown != self._main_shown:
            self._main_shown = shown
            self.main.set_action(name, icon, words, key, action.on, action.why)
