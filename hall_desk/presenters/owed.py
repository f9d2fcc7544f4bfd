"""Answers a clerk owes to customers (记录后答复, Art. 14(3)), said at sign-in (S0-2)."""

from datetime import datetime

from hall_desk.domain.contacts import FirstContact, awaits_answer, due_at, overdue
from hall_desk.presenters.moments import day_clock_of


def owed_words(contacts: tuple[FirstContact, ...], now: datetime) -> str:
    """Said at sign-in: how many answers this clerk owes customers, and what is late (14(3))."""
    owed = [contact for contact in contacts if awaits_answer(contact)]
    if not owed:
        return ""
    late = sum(overdue(contact, now) for contact in owed)
    first = min(owed, key=due_at)
    when = f"{late} 件已超期" if late else f"最早 {day_clock_of(due_at(first))} 前答复"
    return f"您有 {len(owed)} 件记录后答复，{when}，按 Ctrl+J 看我的待办。"
