"""From a counter's state to the customer's side screen (客户屏): nothing else gets through.

The screen is built from the few values named here, never from the whole counter: no other ticket,
no queue, no name in full, no limit that was passed, no call for the duty manager.
"""

from dataclasses import dataclass

from hall_desk.domain.items import Item, ItemState, Outcome
from hall_desk.domain.payments import CASH, Payment, is_slip
from hall_desk.domain.tickets import Source
from hall_desk.presenters.counter_state import CounterState, Phase
from hall_desk.presenters.counter_words import unit_of, yuan
from hall_desk.presenters.customer_state import (
    AmountsView,
    CustomerState,
    ItemLine,
    SheetLineView,
    SheetView,
    Stage,
)
from hall_desk.presenters.kiosk_words import HOTLINES, NEUTRAL_SERVICES, neutral
from hall_desk.presenters.paidservice_state import PaidServiceState, SectionState
from hall_desk.usecases.counters import Catalogue, CounterFacts

_PLAIN = "咨询服务"
"""What stands for a complaint: its name never comes on a public screen."""
_ENDS = {
    Outcome.ACCEPTED: "已受理",
    Outcome.FORWARDED: "已转办",
    Outcome.PAPERS: "待补资料",
    Outcome.REFUSED: "已答复",
    Outcome.LEFT: "已结束",
}
"""How an item ended, in words for the customer's eyes."""
_NO_SHEET = ("gate", "void")


@dataclass(frozen=True, kw_only=True)
class CustomerFacts:
    """What the screen knows beside the counter's state."""

    slogan: str
    promise: str = ""
    items: tuple[Item, ...] = ()
    payments: tuple[Payment, ...] = ()
    units: dict[int, str] | None = None
    sheet: PaidServiceState | None = None
    by_phone: bool = False
    """The customer in hand is on the telephone: whoever sees the screen is somebody else."""


def customer_facts(
    facts: CounterFacts | None, catalogue: Catalogue | None, sheet: PaidServiceState | None
) -> CustomerFacts:
    """What of the counter's facts the screen may know."""
    if facts is None or catalogue is None:
        return CustomerFacts(slogan="")
    return CustomerFacts(
        slogan=catalogue.profile.slogan,
        promise=_promise(catalogue),
        items=facts.items,
        payments=facts.payments,
        units={i.id: unit_of(catalogue.services.get(i.service_code)) for i in facts.items},
        sheet=sheet,
        by_phone=facts.ticket is not None and facts.ticket.source is Source.PHONE,
    )


def build_customer(state: CounterState, facts: CustomerFacts) -> CustomerState:
    """The side screen of this moment."""
    stage = _stage(state, facts)
    serving = stage is Stage.SERVING
    title, sentence = _words(stage, state, facts)
    return CustomerState(
        stage=stage,
        hall=state.header.hall,
        place=_place(state),
        title=title,
        sentence=facts.slogan if stage is Stage.IDLE else sentence,
        code=_code(stage, state),
        items=tuple(_item(item, facts) for item in _shown(facts)) if serving else (),
        amounts=_amounts(state, facts) if serving else AmountsView(),
        sheet=_sheet(facts.sheet) if stage is Stage.SHEET and facts.sheet else SheetView(),
        levels=tuple(pair for pair in state.rating.levels if pair[0])
        if stage is Stage.RATING
        else (),
        given=state.rating.given if stage is Stage.RATING else None,
        slogan=facts.promise if stage is Stage.IDLE else facts.slogan,
        foot=HOTLINES,
    )


def _promise(catalogue: Catalogue) -> str:
    """The limits the hall promises for each piece (Art. 11(3))."""
    limits = {s.kind: s.limit_minutes for s in catalogue.services.values() if s.limit_minutes}
    names = (("payment", "收费"), ("business", "用电业务"))
    pieces = [f"{name}每件 {limits[kind]} 分钟" for kind, name in names if kind in limits]
    return f"{'、'.join(pieces)}内办结" if pieces else ""


def _stage(state: CounterState, facts: CustomerFacts) -> Stage:
    if facts.by_phone:
        return Stage.AWAY
    if state.phase is Phase.SERVING:
        sheet = facts.sheet
        shown = sheet is not None and sheet.step not in _NO_SHEET
        return Stage.SHEET if shown and any(_lines(sheet)) else Stage.SERVING
    if state.rating.code and not state.rating.by_phone:
        return Stage.RATING
    if state.phase is Phase.CALLED:
        return Stage.CALLED
    return Stage.IDLE if state.phase is Phase.IDLE else Stage.AWAY


def _place(state: CounterState) -> str:
    """Which window, and the clerk's 工号; never the name (Art. 7(1))."""
    present = state.phase not in (Phase.CLOSED, Phase.SIGNED_OUT)
    return state.header.window + (f" · 工号 {state.header.staff_no}" if present else "")


def _code(stage: Stage, state: CounterState) -> str:
    if stage is Stage.RATING:
        return state.rating.code
    return state.hero.code if stage in (Stage.CALLED, Stage.SERVING, Stage.SHEET) else ""


def _words(stage: Stage, state: CounterState, facts: CustomerFacts) -> tuple[str, str]:
    sheet = facts.sheet
    if facts.by_phone:
        return "正在接听客户电话", "请您稍候，马上为您办理。"
    if stage is Stage.AWAY:
        if state.phase is Phase.SUSPENDED:
            where = dict(state.rest.lines).get("请到", "")
            return "本窗口暂停营业", f"请到 {neutral(where)}，保留原号" if where else ""
        return "本窗口现在不办理业务", "请到其他窗口，或问引导员。"
    if stage is Stage.RATING:
        if state.rating.given:
            return "感谢您的评价", "您的意见会帮助我们改进服务，请慢走。"
        return "请您评价本次服务", "轻触一项即可；不评价也没有关系。"
    titles = {
        Stage.IDLE: ("欢迎光临", ""),
        Stage.CALLED: ("请到本窗口办理", "请带好号票和资料。"),
        Stage.SERVING: ("正在为您办理", ""),
        Stage.SHEET: ("请核对收费项目", "此项服务有偿，请逐项核对后签字。"),
    }
    if stage is Stage.SHEET and sheet is not None and sheet.work.step in ("completing", "differs"):
        return "请核对实际项目", "完工后按实际数量收费，请逐项核对后再次签字。"
    return titles[stage]


def _shown(facts: CustomerFacts) -> list[Item]:
    """The customer's matters; one that became another is that other one."""
    return [item for item in facts.items if item.outcome is not Outcome.RECLASSIFIED]


def _item(item: Item, facts: CustomerFacts) -> ItemLine:
    paid = sum(p.due_fen for p in facts.payments if p.item_id == item.id and not p.is_void)
    unit = (facts.units or {}).get(item.id, "件")
    limit = item.limit_minutes
    note = f"限时 {limit * item.quantity} 分钟" if limit else "不限时"
    if item.state is ItemState.DONE:
        note = _ENDS.get(item.outcome or Outcome.DONE, "已办结")
    if paid:
        note = f"已收 {yuan(paid)} 元"
    return ItemLine(
        name=_public_name(item),
        quantity=f"{item.quantity} {unit}",
        note=note,
        current=item.state is ItemState.SERVING,
        done=item.state is ItemState.DONE,
    )


def _public_name(item: Item) -> str:
    if item.kind == "complaint":
        return _PLAIN
    return neutral(NEUTRAL_SERVICES.get(item.service_code, item.service_name))


def _amounts(state: CounterState, facts: CustomerFacts) -> AmountsView:
    """What is being taken now, else what was taken for the item in hand."""
    money, cash = state.money, state.cash
    due, received, method = money.due_fen, money.received_fen, CASH
    if cash.open:
        received, method = cash.handed_fen, cash.method
    if money.shown and due:
        words = dict(cash.methods)
        change = (received or 0) - due
        given = received is not None and change >= 0 and not is_slip(change)
        return AmountsView(
            due=yuan(due),
            received=yuan(received) if received and (method == CASH or cash.open) else "",
            change=yuan(change) if given and method == CASH else "",
            method="" if method == CASH else words.get(method, ""),
            spoken=_spoken(state) if cash.open else "",
        )
    return _taken(facts)


def _spoken(state: CounterState) -> str:
    """唱收 and then 唱付, as said at the counter (Art. 6(5))."""
    cash = state.cash
    if cash.method != CASH or cash.received_fen is None:
        return ""
    line = cash.received_line if cash.received_line.current else cash.change_line
    return line.text.replace("\n", "").strip("“”")


def _taken(facts: CustomerFacts) -> AmountsView:
    current = next((i.id for i in facts.items if i.state is ItemState.SERVING), None)
    mine = [p for p in facts.payments if p.item_id == current and not p.is_void]
    if current is None or not mine:
        return AmountsView()
    last = mine[-1]
    cash = last.method == CASH or last.change_fen
    return AmountsView(
        due=yuan(last.due_fen),
        received=yuan(last.received_fen),
        change=yuan(last.change_fen) if cash else "",
        spoken="请核对金额，收好凭证。",
        paid=True,
    )


def _sheet(sheet: PaidServiceState) -> SheetView:
    whole = all(not line.error for section in sheet.sections for line in section.lines)
    return SheetView(
        number=sheet.number,
        lines=tuple(_lines(sheet)),
        subtotals=tuple((s.title, s.subtotal) for s in sheet.sections if s.lines),
        total=sheet.total,
        words=sheet.words,
        can_sign=bool(sheet.signing) and whole and not sheet.busy,
        note=_sheet_note(sheet),
    )


def _sheet_note(sheet: PaidServiceState) -> str:
    if sheet.signing == "difference":
        return f"与原确认单不同：{sheet.work.sums} 元。"
    if sheet.signing:
        return "有疑问请随时提出，签字前不收费。"
    return "正在登记实际数量。" if sheet.editing else "已签字确认，感谢您。"


def _lines(sheet: PaidServiceState | None) -> list[SheetLineView]:
    sections: tuple[SectionState, ...] = sheet.sections if sheet is not None else ()
    return [
        SheetLineView(
            name=line.name,
            price=f"{line.price} 元/{line.unit}",
            quantity=f"{line.quantity} {line.unit}",
            amount=line.amount,
        )
        for section in sections
        for line in section.lines
    ]
