"""Which keys of a counter are on, and why the others are off."""

from hall_desk.domain.charges import METER_TEST_SERVICE
from hall_desk.domain.items import Item
from hall_desk.domain.tickets import CALLS_BEFORE_NO_SHOW, Ticket, seconds_to_recall
from hall_desk.presenters.counter_base import CounterBase
from hall_desk.presenters.counter_promise import accept_action
from hall_desk.presenters.counter_state import Action, Phase
from hall_desk.presenters.counter_words import PAID_SERVICE_CODES
from hall_desk.usecases.counters import CounterFacts

ON = Action()
_NOT_SERVING = "开始办理后可用"


class CounterActions(CounterBase):
    """What can be pressed now."""

    def actions(self) -> dict[str, Action]:
        """Every action of the window by its object name."""
        phase, facts = self.phase(), self.facts
        if facts is None:
            return {}
        item, ticket = self.item, self.ticket
        present = phase not in (Phase.CLOSED, Phase.SIGNED_OUT)
        serving = phase is Phase.SERVING
        away, off = Action(on=False, why=_away(phase)), Action(on=False, why=_NOT_SERVING)
        return {
            "call_next": self._call_next(phase, facts),
            "start": ON if phase is Phase.CALLED else Action(on=False, why="叫号后可用"),
            "finish": Action(text=self._finish_word()) if serving else off,
            "outcome": ON if serving else off,
            "recall": self._recall(phase, ticket),
            "no_show": self._no_show(phase, ticket),
            "take_payment": _money(item) if serving else off,
            "several": _several(item) if serving else off,
            "refund": ON if self.staff and facts.day else away,
            "settle": ON if self.staff and facts.day else away,
            "refer": ON if present else away,
            "add_item": ON if serving else off,
            "transfer": _transfer(phase, item, facts),
            "suspend_window": _suspend(phase, ticket) if present else away,
            "call_manager": ON if present else away,
            "find": ON if present else away,
            "walk_up": _direct(phase),
            "phone": _direct(phase),
            "accept": accept_action(item if serving else None),
            "vouchers": ON if self.staff and facts.day else away,
            "till": ON if self.staff and facts.day else away,
        }

    def _finish_word(self) -> str:
        """What F4 does now: 办结, or the outcome that is chosen."""
        return ""

    def _call_next(self, phase: Phase, facts: CounterFacts) -> Action:
        if phase is not Phase.IDLE:
            return Action(on=False, why=_away(phase))
        if not facts.order:
            return Action(on=False, why="没有客户在等本窗口的业务")
        return ON

    def _recall(self, phase: Phase, ticket: Ticket | None) -> Action:
        if phase is not Phase.CALLED or ticket is None:
            return Action(on=False, why="叫号后可用")
        if ticket.calls >= CALLS_BEFORE_NO_SHOW:
            return Action(on=False, why=f"已呼满 {CALLS_BEFORE_NO_SHOW} 次，请按过号")
        left = seconds_to_recall(ticket, self.now)
        if left:
            return Action(on=False, why=f"{left} 秒后可重呼")
        return Action(text=f"重呼 {ticket.calls}/{CALLS_BEFORE_NO_SHOW}")

    def _no_show(self, phase: Phase, ticket: Ticket | None) -> Action:
        if phase is not Phase.CALLED or ticket is None:
            return Action(on=False, why="叫号后可用")
        if ticket.calls < CALLS_BEFORE_NO_SHOW:
            why = f"只呼叫了 {ticket.calls} 次，呼满 {CALLS_BEFORE_NO_SHOW} 次才可过号"
            return Action(on=False, why=why)
        left = seconds_to_recall(ticket, self.now)
        return Action(on=False, why=f"{left} 秒后可过号") if left else ON


def _money(item: Item | None) -> Action:
    if item is None:
        return Action(on=False, why="没有正在办理的事项")
    if item.kind == "payment" or item.service_code in (*PAID_SERVICE_CODES, METER_TEST_SERVICE):
        return ON
    return Action(on=False, why="本项不收费；要收款请加一项")


def _several(item: Item | None) -> Action:
    """Ctrl+M: many accounts, fees or the deposit, by the item in hand."""
    charged = item is not None and (
        item.kind == "payment" or item.service_code == METER_TEST_SERVICE
    )
    return ON if charged else Action(on=False, why="本项不收费；要收款请加一项")


def _direct(phase: Phase) -> Action:
    """Service without a number begins at an idle counter."""
    return ON if phase is Phase.IDLE else Action(on=False, why=_away(phase))


def _transfer(phase: Phase, item: Item | None, facts: CounterFacts) -> Action:
    if phase is Phase.IDLE:
        if facts.held:
            return Action(text=f"取回挂起 {len(facts.held)}")
        return Action(on=False, why="有客户时可转接、挂起；挂起的客户在这里取回")
    if phase not in (Phase.CALLED, Phase.SERVING):
        return Action(on=False, why="有客户时可用")
    if item is not None and item.paused_at is not None:
        return Action(text="恢复办理")
    return ON


def _suspend(phase: Phase, ticket: Ticket | None) -> Action:
    if ticket is not None:
        return Action(on=False, why=f"{ticket.code} 还在本窗口，办结或转接后可暂停")
    if phase is Phase.SUSPENDED:
        return Action(on=False, why="已经暂停，按“恢复营业”")
    return ON


def _away(phase: Phase) -> str:
    words = {
        Phase.CLOSED: "营业厅还没有开门",
        Phase.SIGNED_OUT: "请先在本窗口登录",
        Phase.SUSPENDED: "本窗口暂停营业，恢复后再叫号",
        Phase.CALLED: "已有客户在本窗口",
        Phase.SERVING: "已有客户在本窗口",
    }
    return words.get(phase, "")
