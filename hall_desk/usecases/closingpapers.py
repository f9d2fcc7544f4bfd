"""What stands on a closing record (日结单): the content kept at the closing."""

from datetime import date, datetime
from typing import Any

from hall_desk.domain.closings import (
    ClosedMethod,
    ClosedRefunds,
    ClosedSeries,
    ClosedTill,
    ClosingContent,
)
from hall_desk.domain.papers import ClosingPaper
from hall_desk.domain.tills import ClosingRecord
from hall_desk.store.columns import utc_moment
from hall_desk.store.transaction import Reading
from hall_desk.usecases.opening import local
from hall_desk.usecases.paperheads import hall_head


def closing_of(reading: Reading, number: int, printed_by: str) -> ClosingPaper:
    """The paper of one closing; a reprint says which."""
    record = reading.get(ClosingRecord, number=number)
    content = content_of(record)
    return ClosingPaper(
        hall=hall_head(reading),
        content=content,
        opened=_clock(content.opened_at),
        closed=_clock(content.closed_at),
        check_code=str(record.content["check_code"]),
        reprint=record.reprints,
        printed_at=_clock(reading.now),
        printed_by=printed_by,
    )


def content_of(record: ClosingRecord) -> ClosingContent:
    """The record's content as it was made."""
    told: dict[str, Any] = {k: v for k, v in record.content.items() if k != "check_code"}
    opened = told["opened_at"]
    return ClosingContent(
        **{
            **told,
            "business_date": date.fromisoformat(told["business_date"]),
            "opened_at": utc_moment(opened) if opened else None,
            "closed_at": utc_moment(told["closed_at"]),
            "series": tuple(
                ClosedSeries(**{**each, "voids": tuple(each["voids"])}) for each in told["series"]
            ),
            "refunds": ClosedRefunds(**told["refunds"]),
            "methods": tuple(ClosedMethod(**each) for each in told["methods"]),
            "tills": tuple(ClosedTill(**each) for each in told["tills"]),
            "bags": tuple((code, fen, state) for code, fen, state in told["bags"]),
        }
    )


def _clock(moment: datetime | None) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M}" if moment else "—"
