"""Corrections of closed items (差错更正, Art. 6(2)): the old values stay and the reason too."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import MOST_QUANTITY, Item, ItemState, Outcome
from hall_desk.domain.services import Service
from hall_desk.domain.tickets import StaffNo, TicketId

LEAST_GRADE = "G1"


class Wrong(StrEnum):
    """What was wrong with a closed item."""

    SERVICE = "service"
    QUANTITY = "quantity"
    OUTCOME = "outcome"
    OVER_REASON = "over_reason"


WRONG_WORDS = {
    Wrong.SERVICE: "事项",
    Wrong.QUANTITY: "数量",
    Wrong.OUTCOME: "结果",
    Wrong.OVER_REASON: "超时原因",
}
FIELDS = (
    *("service_code", "service_name", "kind", "limit_minutes", "quantity", "outcome"),
    *("over_reason", "over_note"),
)
"""The columns of an item that a correction may change; times and people stay as they were."""


@dataclass(frozen=True, kw_only=True)
class ServiceError:
    """A mistake put right: what it was before and after, why, by whom, and the apology."""

    id: int
    business_date: date
    ticket_id: TicketId | None
    item_id: int | None
    what: str
    reason: str
    grade: str
    before: dict[str, object]
    after: dict[str, object]
    corrected_by: StaffNo
    corrected_at: datetime
    apologised_at: datetime | None


def corrected(
    item: Item,
    what: Wrong,
    *,
    service: Service | None = None,
    quantity: int | None = None,
    outcome: Outcome | None = None,
    over_reason: str = "",
    over_note: str = "",
) -> Item:
    """The closed item as it should have been; the times stay, the limit is read anew.

    Beyond the limit a reason is demanded as at the finish (Art. 11(3)); within it none is kept.
    """
    if item.state is not ItemState.DONE:
        raise RuleBroken(f"“{item.service_name}”还没有办结，请直接修改。", article="6(2)")
    after = item
    if what is Wrong.SERVICE:
        after = _with_service(item, service)
    elif what is Wrong.QUANTITY:
        after = _with_quantity(item, quantity)
    elif what is Wrong.OUTCOME:
        after = _with_outcome(item, outcome)
    after = _with_over(after, what, over_reason, over_note)
    if changes(item, after) == ({}, {}):
        raise RuleBroken("更正前后一样，请改成正确的内容。", field=what.value, article="6(2)")
    return after


def changes(before: Item, after: Item) -> tuple[dict[str, object], dict[str, object]]:
    """The old and the new values of what a correction changed."""
    names = [name for name in FIELDS if getattr(before, name) != getattr(after, name)]
    return (
        {name: getattr(before, name) for name in names},
        {name: getattr(after, name) for name in names},
    )


def _with_service(item: Item, service: Service | None) -> Item:
    if service is None:
        raise RuleBroken("请选正确的事项。", field="service", article="6(2)")
    return replace(
        item,
        service_code=service.code,
        service_name=service.name,
        kind=service.kind,
        limit_minutes=service.limit_minutes,
    )


def _with_quantity(item: Item, quantity: int | None) -> Item:
    if quantity is None or not 1 <= quantity <= MOST_QUANTITY:
        raise RuleBroken(f"数量应为 1 到 {MOST_QUANTITY}。", field="quantity", article="6(2)")
    return replace(item, quantity=quantity)


def _with_outcome(item: Item, outcome: Outcome | None) -> Item:
    if outcome is None:
        raise RuleBroken("请选正确的结果。", field="outcome", article="6(2)")
    refused = outcome is Outcome.REFUSED
    if refused and not (item.basis and item.explanation and item.alternative):
        raise RuleBroken(
            "“不能受理”须有依据、说明和替代办法，请另行登记后告知客户。",
            field="outcome",
            article="4(2)",
        )
    return replace(item, outcome=outcome)


def _with_over(item: Item, what: Wrong, over_reason: str, over_note: str) -> Item:
    if item.on_time() is not False:
        if what is Wrong.OVER_REASON:
            raise RuleBroken("本项没有超时，不用超时原因。", field="over_reason", article="11(3)")
        return replace(item, over_reason=None, over_note="")
    if what is Wrong.OVER_REASON:
        return replace(item, over_reason=over_reason or item.over_reason, over_note=over_note)
    reason = item.over_reason or over_reason
    if not reason:
        raise RuleBroken("更正后本项超时，请选超时原因。", field="over_reason", article="11(3)")
    return replace(item, over_reason=reason, over_note=item.over_note or over_note)
