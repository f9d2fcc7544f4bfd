"""Papers about prices and hours: 价目页, 价目差异表, 营业时间牌 (Art. 5(1), 12(2), 24)."""

from dataclasses import dataclass, field

from .head import HallHead, Hotlines


@dataclass(frozen=True, kw_only=True)
class PricePageRow:
    """One price as it hangs: amount in fen, its document and the days between which it holds."""

    code: str
    name: str
    unit: str
    unit_price_fen: int
    approval_doc: str
    valid: str  # "2026-01-01 起", "2026-01-01 至 2026-12-31"
    expired: bool = False


@dataclass(frozen=True, kw_only=True)
class PricePagePaper:
    """The price list of the day, labour and material apart (价目表)."""

    hall: HallHead
    version: str  # "第 3 版", or nothing before the first import
    day: str  # "2026-03-12"
    groups: tuple[tuple[str, tuple[PricePageRow, ...]], ...]
    coming: str = ""  # what begins soon: "2026-07-01 起有 3 项调整"
    printed_at: str
    hotlines: Hotlines = field(default_factory=Hotlines)

    @property
    def expired(self) -> int:
        """How many prices have run out."""
        return sum(row.expired for _, rows in self.groups for row in rows)


@dataclass(frozen=True, kw_only=True)
class PriceDiffRow:
    """One line of the difference, as words."""

    change: str  # 新增, 变更, 停用, 不变
    row: str  # "12"; nothing for what the file leaves out
    code: str
    name: str
    old: str  # "30.00"
    new: str
    others: str  # "批准文号、单位"
    approval_doc: str
    valid: str


@dataclass(frozen=True, kw_only=True)
class PriceDiffPaper:
    """A list to be imported, line by line, for the second person to check and sign."""

    hall: HallHead
    source: str
    begins: str
    summary: str
    rows: tuple[PriceDiffRow, ...]
    imported_by: str
    printed_at: str


@dataclass(frozen=True, kw_only=True)
class HoursSpan:
    """Days whose hours are not as their weekday's: 10月1日 周四 至 10月7日 周三, 国庆节."""

    days: str
    name: str
    hours: str  # "09:00–16:00", "照常营业 08:30–17:30", "休息"
    closed: bool = False


@dataclass(frozen=True, kw_only=True)
class HoursBoardPaper:
    """The opening-hours board (营业时间牌): every day's hours, and the coming holidays."""

    hall: HallHead
    hours: str  # "08:30–17:30"
    weekdays: tuple[tuple[str, str], ...]  # ("周一", "08:30–17:30")
    every_day: bool
    spans: tuple[HoursSpan, ...]
    note: str
    valid: str  # "2026-03-12 起"
    hotlines: Hotlines = field(default_factory=Hotlines)
