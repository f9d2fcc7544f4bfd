"""Words of a suspension (暂停营业) and its sign, from plain facts."""

from dataclasses import dataclass
from datetime import datetime

from hall_desk.domain.days import WindowDay
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.presenters.moments import clock_of


@dataclass(frozen=True, kw_only=True)
class SignState:
    """What the sign says (“暂停营业”标牌): place, reason, times and where to go instead."""

    hall: str
    place: str
    kinds: str
    reason: str
    since: str
    until: str
    go_to: str

    @property
    def window(self) -> str:
        """6号窗口 · 业务办理."""
        return f"{self.place} · {self.kinds}" if self.kinds else self.place


def sign_of(suspension: Suspension, hall: str, place: str, kinds: str) -> SignState:
    """The sign of a suspension that holds."""
    return SignState(
        hall=hall,
        place=place,
        kinds=kinds,
        reason=suspension.reason,
        since=clock_of(suspension.from_at),
        until=clock_of(suspension.expected_at),
        go_to=suspension.alternative,
    )


def kinds_words(places: tuple[WindowDay, ...], kinds: dict[str, str], window: int | None) -> str:
    """The kinds of a window in words."""
    own = next((place for place in places if place.no == window), None)
    return " · ".join(kinds.get(prefix, prefix) for prefix in own.enabled) if own else ""


def alternative_words(windows: tuple[int, ...], elsewhere: str) -> str:
    """4、5号窗口, and any other place in free words."""
    own = f"{'、'.join(str(no) for no in windows)}号窗口" if windows else ""
    return "，或".join(words for words in (own, elsewhere.strip()) if words)


def phrase_of(template: str, sign: SignState) -> tuple[str, tuple[str, ...]]:
    """P17 filled in, and what of it is spoken with weight."""
    text = template
    if not sign.kinds:
        text = text.replace("{window}号窗口", sign.place)
    values = {
        "window": sign.place.removesuffix("号窗口"),
        "reason": sign.reason.replace("—", "___"),
        "resume": sign.until.replace("—", "___"),
        "alternative": sign.go_to or "___",
    }
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    bold = tuple(value for name, value in values.items() if name != "window" and value != "___")
    return f"“{text}”", bold


def waiting_words(
    places: tuple[WindowDay, ...],
    kinds: dict[str, str],
    waiting: dict[str, int],
    stranded: dict[str, int],
    window: int | None,
) -> str:
    """Who waits for this window's kinds, who else serves them, and whether approval is needed."""
    own = next((place for place in places if place.no == window), None)
    if own is None:
        return ""
    if stranded:
        words = "、".join(f"{name} {count} 人" for name, count in stranded.items())
        return f"这是最后一个可办窗口，还有客户等候（{words}），须由值班主任批准。"
    sentences = []
    for prefix in own.enabled:
        count = waiting.get(prefix, 0)
        if not count:
            continue
        others = [
            place.no
            for place in places
            if place.no != window
            and place.may_call(prefix)
            and place.staff_no is not None
            and place.suspension_id is None
        ]
        still = f"，{'、'.join(map(str, others))}号窗口仍在办理" if others else ""
        sentences.append(f"{kinds.get(prefix, prefix)}等候 {count} 人{still}")
    return f"{'；'.join(sentences) or '没有客户等候本窗口'}，不需批准。"


def scopes_of(window: int | None) -> tuple[tuple[str, str], ...]:
    """What can stop: a kind or the hall, and a window where the dialog is one's."""
    scopes = ((Scope.SERVICE.value, "某类业务"), (Scope.HALL.value, "全厅"))
    return scopes if window is None else ((Scope.WINDOW.value, "本窗口"), *scopes)


def reminder_of(suspension: Suspension | None, sign: SignState, now: datetime) -> str:
    """When the clerk and the duty manager are reminded of the return."""
    if suspension is not None and suspension.overdue(now):
        return "预计恢复时间已过，请恢复营业或说明情况。"
    return f"{sign.until} 未恢复时，提醒您和值班主任" if sign.until != "—" else ""
