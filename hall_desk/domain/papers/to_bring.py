"""The small list of what to bring (需带材料) a customer takes along instead of a ticket."""

from dataclasses import dataclass, field

from .head import HallHead, Hotlines


@dataclass(frozen=True, kw_only=True)
class PaperToBring:
    """One paper: its name, when or what serves as it, and the mark beside it (必带, 视情况)."""

    name: str
    note: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class ToBringPaper:
    """Everything on one 80 mm list (Art. 11(4)); it holds nothing of the customer."""

    hall: HallHead
    service: str
    papers: tuple[PaperToBring, ...]
    fee: str
    promise: str
    hours: str
    link: str = ""
    link_words: str = ""
    hotlines: Hotlines = field(default_factory=Hotlines)
    printed_at: str
