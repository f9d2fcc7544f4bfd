"""The work order on the paid-service page, each part a pure function of facts and draft."""

from datetime import datetime

from hall_desk.domain import workorders
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.masking import mask_name
from hall_desk.domain.money import format_fen, format_quantity
from hall_desk.domain.paidservice import Price, Sheet, SheetState
from hall_desk.domain.workorders import ORDER_WORDS, SLOT, Difference, OrderState, WorkOrder
from hall_desk.presenters.moments import clock_of, day_clock_of, read_day_clock
from hall_desk.presenters.paidservice_parts import PaidServiceFacts
from hall_desk.presenters.paidservice_state import (
    DifferenceState,
    UnpaidRow,
    WorkDraft,
    WorkState,
)
from hall_desk.presenters.persons import heir_choices
from hall_desk.presenters.tracking_parts import past_moment
from hall_desk.usecases.dispatching import clash_words
from hall_desk.usecases.workorders import Unpaid

_DEEDS = {"dispatch": "派工", "print_order": "打印派工单", "correct": "更正完工"}


def work_step(sheet: Sheet | None, order: WorkOrder | None, *, completing: bool) -> str:
    """Where the work stands: nothing, issued, completing, differs, settled."""
    if sheet is None or order is None or order.state is OrderState.CANCELLED:
        return ""
    if completing and sheet.state is SheetState.SIGNED:
        return "completing"
    if order.is_open:
        return "issued"
    if workorders.differences(sheet, order) and order.difference_agreed_at is None:
        return "differs"
    return "settled"


def work_state(facts: PaidServiceFacts, draft: WorkDraft, step: str) -> WorkState:
    """What the page shows of the order."""
    sheet, order = facts.sheet, facts.order
    if sheet is None:
        return WorkState()
    deed = _deed(sheet, order, step)
    team = next((entry for entry in facts.teams if entry.code == draft.team), None)
    shown = order if step or (order is not None and order.cancel_reason) else None
    found = workorders.differences(sheet, order)
    return WorkState(
        step=step,
        code=shown.code if shown else "",
        chip=_chip(shown, step),
        lines=_lines(shown) if shown else (),
        differences=tuple(_difference(each) for each in found),
        sums=_sums(sheet, facts.billed) if found else "",
        agreed=_agreed(order) if order else "",
        deed=deed,
        deed_words=_DEEDS.get(deed, ""),
        teams=tuple(
            (entry.code, entry.name, f"{entry.person} {entry.phone}".strip())
            for entry in facts.teams
        ),
        team=f"{team.name}　{team.phone}" if team else "",
        clash=clash_of(facts, draft),
        owner=f"{sheet.owner} {facts.owner_name}".rstrip(),
        heirs=heir_choices(facts.heirs, sheet.owner),
        draft=draft,
    )


def clash_of(facts: PaidServiceFacts, draft: WorkDraft) -> str:
    """The warning about an appointment of the same team and slot, as it is typed (17(2))."""
    team = next((entry for entry in facts.teams if entry.code == draft.team), None)
    at = read_day_clock(draft.appointed, facts.today)
    if team is None or at is None:
        return ""
    taken = workorders.clashing(facts.open_orders, team=team.name, at=at)
    return clash_words(taken) if taken else ""


def begun(sheet: Sheet, now: datetime) -> WorkDraft:
    """A fresh appointment: the address and the items of the sheet."""
    names = "、".join(line.name for line in sheet.lines)
    return WorkDraft(address=sheet.address, content=names, done=day_clock_of(now))


def appointed(text: str, now: datetime) -> datetime | None:
    """The appointed time as typed; refuses what is no time."""
    if not text.strip():
        return None
    moment = read_day_clock(text, hall_date(now))
    if moment is None:
        raise RuleBroken("时间请写成 3月13日 14:00 这样。", field="appointed_at", article="17(2)")
    return moment


def finished(text: str, now: datetime) -> datetime | None:
    """When the work was done as typed, the last such moment; this very minute is now."""
    if not text.strip():
        return None
    moment = past_moment(text, now)
    if moment is None:
        raise RuleBroken("时间请写成 3月13日 15:40 这样。", field="done_at")
    return None if moment == now.replace(second=0, microsecond=0) else moment


def quote_prices(sheet: Sheet, prices: list[Price]) -> tuple[Price, ...]:
    """The prices that bind the sheet: its own lines, and the list of the quote's day (24)."""
    signed = [workorders.price_of_quote(sheet, prices, line.code) for line in sheet.lines]
    known = {price.code for price in signed}
    newest: dict[str, Price] = {}
    for price in prices:
        if price.code not in known and price.enabled and price.valid_on(sheet.business_date):
            newest[price.code] = price
    return (*signed, *newest.values())


def unpaid_rows(found: tuple[Unpaid, ...]) -> tuple[UnpaidRow, ...]:
    """Signed sheets without a payment in words."""
    return tuple(
        UnpaidRow(
            sheet_id=each.sheet.id,
            code=each.sheet.code,
            words=f"{mask_name(each.sheet.customer_name)} · {unpaid_word(each)}",
            total=format_fen(each.billed.total_fen),
        )
        for each in found
    )


def unpaid_word(unpaid: Unpaid) -> str:
    """What comes next: 待完工, 差异待签字, 待收款."""
    words = {"issued": "待完工", "differs": "差异待签字"}
    step = work_step(unpaid.sheet, unpaid.order, completing=False)
    return words.get(step, "待收款")


def _deed(sheet: Sheet, order: WorkOrder | None, step: str) -> str:
    if sheet.state is not SheetState.SIGNED or step == "completing":
        return ""
    if not step:
        return "dispatch"
    if step == "issued":
        return "print_order"
    agreed = order is not None and order.difference_agreed_at is not None
    return "" if agreed else "correct"


def _chip(order: WorkOrder | None, step: str) -> str:
    if order is None:
        return ""
    return "登记中" if step == "completing" else ORDER_WORDS[order.state]


def _lines(order: WorkOrder) -> tuple[tuple[str, str], ...]:
    at = order.appointed_at or order.issued_at
    lines = [
        ("班组", order.team),
        ("电话", order.team_phone),
        ("约定", f"{day_clock_of(at)}–{clock_of(at + SLOT)}"),
        ("地址", order.address),
    ]
    if order.done_at is not None:
        lines = [
            ("班组", order.team),
            ("作业人员", order.worker),
            ("完工", day_clock_of(order.done_at)),
            *([("说明", order.done_note)] if order.done_note else []),
        ]
    if order.cancel_reason:
        lines = [("班组", order.team), ("撤销", order.cancel_reason)]
    return tuple(lines)


def _difference(each: Difference) -> DifferenceState:
    before = format_quantity(each.signed_milli) if each.signed_milli else "未列"
    after = format_quantity(each.actual_milli) if each.actual_milli else "未做"
    unit = f" {each.unit}" if each.actual_milli else ""
    return DifferenceState(
        name=f"{each.code} {each.name}",
        words=f"{before} → {after}{unit}",
        amount=signed_yuan(each.difference_fen),
    )


def signed_yuan(fen: int) -> str:
    """+15.00 or −15.00."""
    return f"{'+' if fen > 0 else '−' if fen < 0 else ''}{format_fen(abs(fen))}"


def _sums(sheet: Sheet, billed: Sheet | None) -> str:
    actual = billed.total_fen if billed is not None else sheet.total_fen
    less = signed_yuan(actual - sheet.total_fen)
    return f"确认 {format_fen(sheet.total_fen)}，实际 {format_fen(actual)}，差额 {less}"


def _agreed(order: WorkOrder) -> str:
    if order.difference_agreed_at is None:
        return ""
    return f"{order.difference_mode} {day_clock_of(order.difference_agreed_at)}"
