"""The printable sign of a suspended window, service or hall (“暂停营业”标牌), Art. 11(8)."""

from dataclasses import dataclass, field

from .head import HallHead, Hotlines


@dataclass(frozen=True, kw_only=True)
class SignPaper:
    """What stands on the sign: where, why, since when, until when, and where to go instead."""

    hall: HallHead
    place: str  # "6号窗口"
    kinds: str = ""  # "业务办理"
    reason: str
    since: str  # "10:05"
    resume: str | None  # "10:45"; None = 另行通知
    alternative: str  # "4、5号窗口"
    alternative_hint: str = "保留原号，不必重新取号"
    hotlines: Hotlines = field(default_factory=Hotlines)
