"""The closing record (日结单, Z) on paper: what was kept of the day, never counted anew."""

from dataclasses import dataclass

from hall_desk.domain.closings import ClosingContent

from .head import HallHead


@dataclass(frozen=True, kw_only=True)
class ClosingPaper:
    """The kept content, with the moments in the hall's own time; ``reprint`` from 1 on."""

    hall: HallHead
    content: ClosingContent
    opened: str
    closed: str
    check_code: str
    reprint: int = 0
    printed_at: str
    printed_by: str
