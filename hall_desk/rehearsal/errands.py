"""What every day has at least once (每天都有的事): given to the visits at window 3 that it fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from hall_desk.domain.charges import (
    FEE_SERVICE,
    METER_TEST_SERVICE,
    PREPAYMENT_SERVICE,
    RECONNECT_SERVICE,
)
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.agenda import Actor
from hall_desk.rehearsal.plan import PAID_SERVICE, Customer, Errand, Trait
from hall_desk.rehearsal.stage import MIDNIGHT, Stage

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
    Errand.OPEN_ANSWER: (_ENQUIRIES, _USUAL),
    Errand.FEE: (_BILLS, _USUAL),
    Errand.UTILITYS: ((*_BILLS, *_ENQUIRIES), _ASKING),
    Errand.LADDER: ((*_BILLS, *_ENQUIRIES), _ASKING),
}
_NO_BILL = (Errand.PREPAYS, Errand.FEE)
"""Whoever has a bill in the list has come for it."""
# The other service that is noted before the work begins.
_ADDED = {
    Errand.ARREARS: RECONNECT_SERVICE,
    Errand.TESTED: METER_TEST_SERVICE,
    Errand.UTILITYS: PAID_SERVICE,
}
_RECLASSIFIED = {Errand.PREPAYS: PREPAYMENT_SERVICE, Errand.FEE: FEE_SERVICE}
_ONE_MORE_EACH = 400
_NUMBERS = 300_000
_BETWEEN_S = 7 * 60


def errands_of(customers: int) -> list[Errand]:
    """Each once, and once more in a very full hall."""
    return list(Errand) * (1 + customers // _ONE_MORE_EACH)


def choose(visit: Visit) -> Errand | None:
    """What this customer comes with, or nothing of the kind; the stage's window plays it."""
    stage, customer = visit.stage, visit.customer
    found = customer.errand
    if found is None and visit.post.window == cast.STAGE_WINDOW and not visit.ticket.transfers:
        service = visit.ticket.service_code
        found = next((e for e in stage.errands if _fits(e, service, customer)), None)
    if found is not None:
        if customer.errand is None:
            stage.errands.remove(found)
        stage.told[f"差事 {found.name}"] += 1
    return found


def _fits(errand: Errand, service: str, customer: Customer) -> bool:
    services, beside = _FITS[errand]
    if customer.billed and errand in _NO_BILL:
        return False
    return service in services and customer.traits <= beside


def left_over(stage: Stage, like: Customer) -> Iterator[Customer]:
    """Who comes to the counter, one after the other, with what nobody else has come with."""
    now_s = (stage.now - MIDNIGHT).total_seconds()
    while stage.errands:
        errand, place = stage.errands.pop(0), len(stage.errands)
        yield replace(
            like,
            number=_NUMBERS + 2 * place + 1,
            arrives_s=now_s,
            service=_FITS[errand][0][0],
            ground=None,
            traits=frozenset({Trait.AT_COUNTER}),
            errand=errand,
        )
        now_s += _BETWEEN_S


def prepare(visit: Visit) -> Actor:
    """What is noted before the first item is worked on."""
    errand = visit.errand
    if errand is Errand.PIECES:
        visit.hands.change_quantity(visit.current(), 3)
        yield 4
        visit.hands.split(visit.current(), 1)
    elif errand in _RECLASSIFIED:
        visit.hands.reclassify(visit.current(), _RECLASSIFIED[errand])
    elif errand in _ADDED:
        visit.hands.add_item(visit.ticket, _ADDED[errand])
    yield 3
