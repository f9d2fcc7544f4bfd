"""Visits that were found, as rows: names and accounts masked (Art. 4(3))."""

from datetime import date

from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.masking import mask_account, mask_name
from hall_desk.domain.tickets import Ticket, TicketState
from hall_desk.presenters.find_state import FindView, FoundRow
from hall_desk.presenters.moments import clock_of
from hall_desk.usecases.visits import MOST_FOUND, FoundVisit

_TONES = {
    TicketState.DONE: "ok",
    TicketState.NO_SHOW: "warn",
    TicketState.SERVING: "soft_ink",
    TicketState.CALLED: "soft_ink",
    TicketState.HELD: "warn",
}
SEEN = "能查到今天全厅的来访和您以前办理的来访；别的请值班主任查询。"


def find_view(
    query: str,
    found: tuple[FoundVisit, ...] | None,
    names: dict[str, str],
    today: date,
    serial: int = 0,
) -> FindView:
    """The search as shown; None found means that nothing was asked yet."""
    if found is None:
        return FindView(query=query, words="", serial=serial)
    words = ""
    if not found:
        words = f"没有找到“{query}”。{SEEN}"
    elif len(found) >= MOST_FOUND:
        words = f"只列出最近 {MOST_FOUND} 次来访。"
    rows = tuple(row_of(visit, names, today) for visit in found)
    return FindView(query=query, rows=rows, words=words, serial=serial)


def row_of(visit: FoundVisit, names: dict[str, str], today: date) -> FoundRow:
    """One visit as a row."""
    ticket = visit.ticket
    party = visit.party
    person = [mask_name(party.name), mask_account(party.account_no)] if party else []
    return FoundRow(
        key=ticket.id,
        code=ticket.code,
        day=day_words(ticket.business_date, today),
        state=state_words(ticket, visit.items, visit.ahead),
        tone=_TONES.get(ticket.state, "ink2"),
        customer=" · ".join(part for part in person if part) or "未留姓名、户号",
        services="、".join(item.service_name for item in visit.items) or "还没有办理事项",
        clerk=clerk_words(ticket, visit.items, names),
        action=_action(ticket, today),
    )


def day_words(day: date, today: date) -> str:
    """今天, or 3月11日, or with the year when it is another one."""
    if day == today:
        return "今天"
    if day.year == today.year:
        return f"{day.month}月{day.day}日"
    return f"{day.year}-{day.month:02d}-{day.day:02d}"


def state_words(ticket: Ticket, items: tuple[Item, ...], ahead: int | None) -> str:
    """Where a ticket stands, with its window, moment or outcome."""
    state = ticket.state
    if state is TicketState.WAITING and ahead is not None:
        return f"等候中，同类前面 {ahead} 人"
    if state in (TicketState.CALLED, TicketState.SERVING):
        word = "已叫到" if state is TicketState.CALLED else "正在"
        return f"{word}{ticket.window_no}号窗口" + ("办理" if word == "正在" else "")
    if state is TicketState.HELD:
        return f"{ticket.window_no}号窗口挂起"
    if state is TicketState.DONE:
        return f"{_outcomes(items)} {clock_of(ticket.finished_at)}"
    if state in (TicketState.NO_SHOW, TicketState.ABANDONED):
        return f"{ticket.state_words} {clock_of(ticket.finished_at)}"
    return ticket.state_words


def clerk_words(ticket: Ticket, items: tuple[Item, ...], names: dict[str, str]) -> str:
    """Who handled the visit: staff number and name, several joined."""
    numbers = [item.staff_no for item in items if item.staff_no]
    if not numbers and ticket.staff_no:
        numbers = [ticket.staff_no]
    return "、".join(f"{no} {names.get(no, '')}".strip() for no in dict.fromkeys(numbers))


def _outcomes(items: tuple[Item, ...]) -> str:
    other = [i.outcome for i in items if i.outcome not in (None, Outcome.DONE)]
    return "、".join(dict.fromkeys(str(outcome) for outcome in other)) or "已办结"


def _action(ticket: Ticket, today: date) -> str:
    if ticket.business_date != today:
        return ""
    actions = {TicketState.NO_SHOW: "come_back", TicketState.WAITING: "abandon"}
    return actions.get(ticket.state, "")
