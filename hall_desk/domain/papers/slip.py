"""The ticket slip (排队号票) a customer takes from the kiosk."""

from dataclasses import dataclass, field

from .head import HallHead, Hotlines


@dataclass(frozen=True, kw_only=True)
class SlipPaper:
    """Everything on one 80 mm slip; times are the hall's local text (S1-10)."""

    hall: HallHead
    ticket_number: str  # "A018"
    kind: str  # "缴费"
    service: str  # "缴纳电费"; the same word as the kind is printed once
    priority: str | None  # "老年人优先", or None
    people_ahead: int
    estimate: str  # "12–20 分", or "—" without a history
    papers_to_prepare: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    hotlines: Hotlines = field(default_factory=Hotlines)
    duty_manager: str
    issued_at: str  # "2026-03-12 10:23:28"
    scan: str = ""  # what the ticket's QR says to our own scanners; "" = no code
    link: str = ""  # an address for the second QR (S2-6); "" = none
    link_words: str = ""  # "网上国网"
    reprint: int = 0  # 0 = the original
