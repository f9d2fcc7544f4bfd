"""Public notices (公示): promises, services, procedures, prices, and what is new (Art. 5(1))."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.texts import check_text

CELL = "｜"
"""Between the cells of a line that belongs to a table."""
HEAD_MARKS = ("【", "】")
MOST_BODY = 12_000


class NoticeKind(StrEnum):
    """What a public notice is about."""

    PROMISE = "promise"
    SERVICES = "services"
    PROCEDURE = "procedure"
    PRICES = "prices"
    NEWS = "news"


KIND_WORDS = {
    NoticeKind.PROMISE: "服务承诺",
    NoticeKind.SERVICES: "服务项目",
    NoticeKind.PROCEDURE: "办事程序",
    NoticeKind.PRICES: "收费标准",
    NoticeKind.NEWS: "通知",
}


@dataclass(frozen=True, kw_only=True)
class PublicNotice:
    """A notice with its approval document and the dates between which it holds.

    A line of the body is a heading (【…】), a row of a table (cells apart by ｜) or a sentence.
    """

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

    def holds(self, today: date) -> bool:
        """Whether it stands now: published, begun, neither withdrawn nor over."""
        return self.is_up and self.valid_from <= today and not self.expired(today)

    @property
    def is_up(self) -> bool:
        """Whether nobody has withdrawn it."""
        return self.withdrawn_at is None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of its body."""
        return tuple(line for line in self.body.splitlines() if line.strip())


def heading_of(line: str) -> str:
    """The words of a heading line, or nothing."""
    first, last = HEAD_MARKS
    whole = line.startswith(first) and line.endswith(last)
    return line.removeprefix(first).removesuffix(last) if whole else ""


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a table's row; a sentence has one."""
    return tuple(cell.strip() for cell in line.split(CELL))


def check_notice(
    *, title: str, body: str, valid_from: date, valid_to: date | None, kind: NoticeKind, doc: str
) -> tuple[str, str, str]:
    """Title, body and approval document as they are kept; a price list names its document."""
    title = check_text(title, "title", most=40)
    body = check_text(body, "body", most=MOST_BODY, lines=True)
    doc = check_text(doc, "approval_doc")
    if not title:
        raise RuleBroken("请填公示标题。", field="title", article="5(1)")
    if not body:
        raise RuleBroken("请填公示内容。", field="body", article="5(1)")
    if kind is NoticeKind.PRICES and not doc:
        raise RuleBroken("收费标准要写明批准文号。", field="approval_doc", article="5(1)")
    if valid_to is not None and valid_to < valid_from:
        raise RuleBroken("止期不能早于起期。", field="valid_to", article="5(1)")
    return title, body, doc
