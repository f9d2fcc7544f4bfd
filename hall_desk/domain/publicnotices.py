"""Public notices (公示): promises, services, procedures, prices, and what is new (Art. 5(1))."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a public notice is about."""

    PROMISE = "promise"
    SERVICES = "services"
    PROCEDURE = "procedure"
    PRICES = "prices"
    NEWS = "news"


@dataclass(frozen=True, kw_only=True)
class PublicNotice:
    """A notice with its approval document and the dates between which it holds."""

    id: int
    kind: NoticeKind
    version: int
    title: str
    body: str
    approval_doc: str
    valid_from: date
    valid_to: date | None
    published_by: str
    published_at: datetime
    withdrawn_at: datetime | None

    def expired(self, today: date) -> bool:
        """Whether its last day has passed."""
        return self.valid_to is not None and self.valid_to < today
