"""Parts of the page of callbacks, each a pure function of what was read."""

from hall_desk.domain.callbacks import ATTEMPT_WORDS, Callback, CallbackState
from hall_desk.domain.masking import mask_name, mask_phone
from hall_desk.presenters.callbacks_state import CallbackRow, CallbacksFacts
from hall_desk.presenters.moments import day_clock_of
from hall_desk.presenters.persons import person_of
from hall_desk.usecases.heirs import Handover

_STATES = {CallbackState.DONE: "已回访", CallbackState.FAILED: "已结束"}


def summary(today: int, late: int) -> str:
    """How many are due today and how many are late."""
    words = [f"今日到期 {today} 件"] if today or not late else []
    return "，".join([*words, f"已过期 {late} 件"] if late else words)


def closing(callback: Callback, facts: CallbacksFacts) -> tuple[tuple[str, str], ...]:
    """When and how it ended, once it has."""
    if callback.closed_at is None:
        return ()
    who = facts.names.get(callback.closed_by or "", callback.closed_by or "")
    closed = ("办结", f"{day_clock_of(callback.closed_at)} {who}")
    if callback.state is CallbackState.FAILED:
        return closed, ("原因", callback.close_reason)
    level = facts.catalogue.levels.get(callback.level or 0, "")
    return closed, ("评价", level), ("意见", callback.opinion)


def story(callback: Callback, facts: CallbacksFacts) -> tuple[str, ...]:
    """The calls in vain and the changes of the owner, in the order of time."""
    told = [(each.at, _attempt(callback, n, facts)) for n, each in enumerate(callback.attempts)]
    told += [(each.at, _moved(each, facts)) for each in facts.handovers.get(callback.id, ())]
    return tuple(words for _, words in sorted(told))


def _moved(handover: Handover, facts: CallbacksFacts) -> str:
    giver, taker = (facts.names.get(no, no) for no in (handover.giver, handover.taker))
    by = "" if handover.by == handover.giver else f"（{facts.names.get(handover.by, handover.by)}）"
    return f"转交 {day_clock_of(handover.at)} {giver} → {taker}{by}：{handover.reason}"


def _attempt(callback: Callback, at: int, facts: CallbacksFacts) -> str:
    each = callback.attempts[at]
    who = facts.names.get(each.by, each.by)
    return f"第 {at + 1} 次 {day_clock_of(each.at)} {who}：{ATTEMPT_WORDS[each.result]}"


def row_of(callback: Callback, facts: CallbacksFacts) -> CallbackRow:
    """One line of the list, masked."""
    word = _STATES.get(callback.state, "待回访")
    tone = ""
    if callback.late(facts.today):
        word, tone = "已过期", "over"
    elif callback.due(facts.today):
        word, tone = "今日到期", "warn"
    return CallbackRow(
        callback_id=callback.id,
        cells=(
            facts.codes.get(callback.subject_id, "—"),
            mask_name(callback.customer_name),
            mask_phone(callback.phone),
            f"{callback.due_on.month}月{callback.due_on.day}日",
            person_of(callback.owner, facts.names),
            f"{callback.failures} 次" if callback.failures else "—",
            word,
        ),
        tone=tone,
    )
