"""The words of the public screens (公众屏用语): plain, full-width, and neutral."""

from datetime import datetime

from hall_desk.domain.days import HALL_ZONE
from hall_desk.domain.services import RequiredPaper, Service
from hall_desk.usecases.board import HallBoard

WEEKDAYS = "一二三四五六日"
HOTLINES = (("服务", "95598"), ("监督", "12398"))

# A customer with a complaint stands in full view of the hall: the screen never names it. The
# ticket itself carries the true item, so the clerk knows at the call what it is about.
NEUTRAL_SERVICES = {
    "D01": "服务意见反馈",
    "D02": "情况反映",
    "D03": "意见和建议",
    "D04": "表扬",
}
# Free words of the hall (a reason, an alternative, a new service) pass through here as well.
_NEUTRAL = (("投诉", "意见反馈"), ("举报", "情况反映"))

# What customers call the items, each with the items it stands for; shown while one is offered.
_SAYINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "A": (("交电费", "A01 A02 A06"), ("预存", "A03"), ("电费发票", "A04")),
    "B": (
        ("新装", "B01 B02 B03 B04"),
        ("过户", "B15"),
        ("更名", "B14"),
        ("充电桩报装", "B23"),
    ),
    "C": (("电费查询", "C01"), ("政策", "C02"), ("进度", "C03"), ("意见", "D01 D03")),
    "E": (("停电", "E01"), ("电表故障", "E03"), ("内部故障", "E02")),
}
_ICONS = {"A": "cash", "B": "file", "C": "chat", "E": "bolt"}


def neutral(text: str) -> str:
    """Words fit for a public screen."""
    for word, instead in _NEUTRAL:
        text = text.replace(word, instead)
    return text


def service_name(service: Service) -> str:
    """The item's name as the public reads it."""
    return neutral(NEUTRAL_SERVICES.get(service.code, service.name))


def kind_icon(prefix: str) -> str:
    """The icon of a kind of business."""
    return _ICONS.get(prefix, "dot")


def kind_sayings(prefix: str, offered: tuple[Service, ...]) -> str:
    """A few everyday words for what a kind offers, such as 交电费、预存、电费发票."""
    codes = {service.code for service in offered}
    words = [word for word, behind in _SAYINGS.get(prefix, ()) if codes & set(behind.split())]
    return "、".join(words or [service_name(service) for service in offered[:3]])


def ground_name(text: str) -> str:
    """A ground for priority as its button says it, without what stands in brackets."""
    return text.split("（", maxsplit=1)[0].replace("/", "、")


def paper_name(paper: RequiredPaper) -> str:
    """The paper's name without the remark that stands in brackets at its end."""
    name, _ = _split(paper.name)
    return neutral(name)


def paper_mark(paper: RequiredPaper) -> str:
    """Whether it must be brought: 必带, 视情况, or done on the spot."""
    if paper.filled_here:
        return "现场填"
    if "系统查询" in paper.name:
        return "现场查"
    return "必带" if paper.mandatory else "视情况"


def paper_note(paper: RequiredPaper) -> str:
    """When it is needed, or which papers serve as it."""
    if paper.filled_here:
        return "不用提前准备，到窗口现场填"
    if "系统查询" in paper.name:
        return "不用带，窗口在系统里查"
    notes = [paper.condition] if paper.condition else []
    if paper.alternatives:
        choices = "、".join(paper.alternatives)
        notes.append(f"{choices}，任一")
    elif _split(paper.name)[1]:
        notes.append(_split(paper.name)[1])
    return neutral("；".join(notes))


def _split(name: str) -> tuple[str, str]:
    """A name and the remark in brackets at its end."""
    if not name.endswith("）") or "（" not in name:
        return name, ""
    cut = name.rindex("（")
    return name[:cut], name[cut + 1 : -1]


def clock_words(now: datetime) -> str:
    """The time of day, such as 10:24."""
    return now.astimezone(HALL_ZONE).strftime("%H:%M")


def short_date(now: datetime) -> str:
    """The date in short, such as 3月12日 周四."""
    local = now.astimezone(HALL_ZONE)
    return f"{local.month}月{local.day}日 周{WEEKDAYS[local.weekday()]}"


def long_date(now: datetime) -> str:
    """The date in full, such as 2026年3月12日 星期四."""
    local = now.astimezone(HALL_ZONE)
    day = f"{local.year}年{local.month}月{local.day}日"
    return f"{day} 星期{WEEKDAYS[local.weekday()]}"


def opening_words(board: HallBoard, now: datetime) -> str:
    """When the hall next opens, such as 明天 08:30 开门."""
    opens = board.next_opening(now)
    if opens <= now:
        return "即将开门"  # past the posted hour, and the manager has not opened yet
    days = (opens.date() - now.astimezone(HALL_ZONE).date()).days
    day = {0: "今天", 1: "明天"}.get(days, short_date(opens))
    return f"{day} {opens:%H:%M} 开门"


def hours_words(board: HallBoard) -> str:
    """The posted hours, such as 08:30–17:30."""
    return f"{board.opens:%H:%M}–{board.closes:%H:%M}"


def until_words(expected: datetime, now: datetime) -> str:
    """The expected return; a return that has passed is not promised again."""
    if expected <= now:
        return "待通知"
    local = expected.astimezone(HALL_ZONE)
    same_day = local.date() == now.astimezone(HALL_ZONE).date()
    return f"{local:%H:%M}" if same_day else f"{local.month}月{local.day}日 {local:%H:%M}"
