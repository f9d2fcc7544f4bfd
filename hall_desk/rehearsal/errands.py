"""What every day has at least once (每天都有的事): given to the visits it fits, window 3 first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hall_desk.rehearsal import cast
from hall_desk.rehearsal.agenda import Actor
from hall_desk.rehearsal.plan import Customer, Errand, Trait
from hall_desk.rehearsal.stage import at

if TYPE_CHECKING:
    from hall_desk.rehearsal.visit import Visit


_BILLS = ("A01", "A02")
_ENQUIRIES = ("C01", "C02", "C03", "C04", "C05", "E01", "E02", "E03")
_USUAL = frozenset(
    {
        *(Trait.LATE, Trait.COMES_BACK, Trait.UNDO_CALL, Trait.GUIDE, Trait.AT_COUNTER),
        *(Trait.HELP, Trait.SLOW, Trait.OVER),
    }
)
_ASKING = _USUAL | {
    *(Trait.ANSWERED, Trait.GUIDED, Trait.REFERRED, Trait.REFERRED_CLOSED, Trait.LATER)
}
# The services each errand fits, and what may befall the same visit.
_FITS = {
    Errand.MIXED: (_BILLS, _USUAL),
    Errand.ACCOUNTS: (_BILLS, _USUAL),
    Errand.REFUNDED: (_BILLS, _USUAL),
    Errand.PREPAYS: (_BILLS, _USUAL),
    Errand.PIECES: (_BILLS, _USUAL),
    Errand.VOIDED: (_BILLS, _USUAL),
    Errand.FORWARDED: (_ENQUIRIES, _USUAL),
    Errand.TESTED: (_ENQUIRIES, _ASKING),
    Errand.ARREARS: (_ENQUIRIES, _ASKING),
}
_OTHERS_FROM = at(11, 20)
"""From then on the other windows take what is left."""
_ONE_MORE_EACH = 400


def errands_of(customers: int) -> list[Errand]:
    """Each once, and once more in a very full hall."""
    return list(Errand) * (1 + customers // _ONE_MORE_EACH)


def choose(visit: Visit) -> Errand | None:
    """What this customer comes with, or nothing of the kind."""
    stage, customer = visit.stage, visit.customer
    theirs = visit.post.window == cast.STAGE_WINDOW or stage.now >= _OTHERS_FROM
    if not theirs or visit.ticket.transfers:
        return None
    service = visit.ticket.service_code
    found = next((e for e in stage.errands if _fits(e, service, customer)), None)
    if found is not None:
        stage.errands.remove(found)
        stage.told[f"差事 {found.name}"] += 1
    return found


def _fits(errand: Errand, service: str, customer: Customer) -> bool:
    services, beside = _FITS[errand]
    return service in services and customer.traits <= beside


def prepare(visit: Visit) -> Actor:
    """What is noted before the first item is worked on."""
    if visit.errand is Errand.PREPAYS:
        visit.hands.reclassify(visit.current(), "A03")
    elif visit.errand is Errand.PIECES:
        visit.hands.change_quantity(visit.current(), 3)
        yield 4
        visit.hands.split(visit.current(), 1)
    elif visit.errand is Errand.ARREARS:
        visit.hands.add_item(visit.ticket, "A06")
    elif visit.errand is Errand.TESTED:
        visit.hands.add_item(visit.ticket, "B28")
    yield 3
