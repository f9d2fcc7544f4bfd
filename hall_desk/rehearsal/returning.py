"""Customers who come back with a missing paper (补件回厅): the same day, with the code they got."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from hall_desk.domain.items import Item
from hall_desk.rehearsal.plan import ISSUE_ENDS_S, Customer, Trait
from hall_desk.rehearsal.stage import MIDNIGHT
from hall_desk.usecases import passes

if TYPE_CHECKING:
    from hall_desk.rehearsal.visit import Visit

_LAST_S = ISSUE_ENDS_S - 25 * 60
_NUMBERS = 100_000


def plan_return(visit: Visit, item: Item) -> None:
    """Who lives near is back today; the others come another day."""
    given = visit.stage.ask(passes.pass_of_item, item.id)
    back = visit.stage.now + timedelta(minutes=visit.dice.uniform(35, 110))
    arrives_s = (back - MIDNIGHT).total_seconds()
    if given is None or arrives_s > _LAST_S:
        return
    customer: Customer = replace(
        visit.customer,
        number=visit.customer.number + _NUMBERS,
        arrives_s=arrives_s,
        ground=None,
        traits=frozenset({Trait.RETURNS}),
        pass_code=given.code,
    )
    visit.stage.agenda.at(back, lambda: visit.stage.comes(customer))
