"""The words of the public screens (公众屏用语): plain, full-width, and neutral."""

from datetime import datetime

from hall_desk.domain import publicwords
from hall_desk.domain.days import HALL_ZONE, hall_date
from hall_desk.domain.services import Service
from hall_desk.usecases.board import HallBoard

WEEKDAYS = "一二三四五六日"
neutral = publicwords.neutral
service_name = publicwords.service_name
paper_name = publicwords.paper_name
paper_mark = publicwords.paper_mark
paper_note = publicwords.paper_note
NEUTRAL_SERVICES = publicwords.NEUTRAL_SERVICES
HOTLINES = (("服务", "95598"), ("监督", "12398"))

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
    days = (opens.date() - hall_date(now)).days
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
    same_day = local.date() == hall_date(now)
    return f"{local:%H:%M}" if same_day else f"{local.month}月{local.day}日 {local:%H:%M}"
