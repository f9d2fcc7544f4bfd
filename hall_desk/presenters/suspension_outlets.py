"""Outlets a suspension may send customers to (营业网点与代办点, Art. 5(2))."""

from hall_desk.domain.outlets import Outlet
from hall_desk.domain.suspensions import Scope
from hall_desk.presenters.suspension_state import (
    OutletChoice,
    SuspensionDraft,
    SuspensionFacts,
)


def kinds_of(facts: SuspensionFacts, draft: SuspensionDraft, window: int | None) -> str:
    """The prefixes that stop as the form stands."""
    if draft.scope == Scope.HALL:
        return "".join(facts.kinds)
    if draft.scope == Scope.SERVICE:
        return draft.prefix
    return next((place.prefixes for place in facts.places if place.no == window), "")


def offered_outlets(
    facts: SuspensionFacts, draft: SuspensionDraft, window: int | None
) -> tuple[Outlet, ...]:
    """Outlets that do every kind that stops (Art. 5(2)); no others are offered."""
    kinds = kinds_of(facts, draft, window)
    return tuple(outlet for outlet in facts.outlets if outlet.provides_all(kinds))


def outlet_choices(
    offered: tuple[Outlet, ...], chosen: tuple[str, ...]
) -> tuple[OutletChoice, ...]:
    """The outlets as the dialog offers them."""
    return tuple(
        OutletChoice(
            code=outlet.code,
            name=outlet.name,
            about=" · ".join(part for part in (outlet.address, outlet.hours, outlet.phone) if part),
            chosen=outlet.code in chosen,
        )
        for outlet in offered
    )


def chosen_outlets(
    facts: SuspensionFacts, draft: SuspensionDraft, window: int | None
) -> tuple[Outlet, ...]:
    """The outlets chosen and still fitting what stops."""
    return tuple(o for o in offered_outlets(facts, draft, window) if o.code in draft.outlets)
