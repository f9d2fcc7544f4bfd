"""What is handed over to the next manager (未结移交), whichever day it comes from."""

from datetime import time

from hall_desk.domain.contacts import FirstContact, due_at
from hall_desk.domain.days import BusinessDay
from hall_desk.domain.money import format_fen
from hall_desk.domain.papers import HandOverFigures, OpenItem
from hall_desk.domain.payments import Payment
from hall_desk.domain.settlements import Settlement
from hall_desk.store.transaction import Reading
from hall_desk.usecases import contacts, ratings
from hall_desk.usecases.opening import local
from hall_desk.usecases.openservice import open_services
from hall_desk.usecases.settlements import owed_settlements

MOST_OPEN_ITEMS = 60  # the rest stand in the register and with the vouchers


def hand_over(reading: Reading, owed: list[Payment], day: BusinessDay) -> HandOverFigures:
    """Open first contacts, follow-ups, paid services, then invoices owed, of whichever day."""
    still = sorted(contacts.open_contacts(reading), key=lambda c: (due_at(c), c.code))
    items = [OpenItem(number=c.code, matter=c.matter, owner=c.owner, due=_due(c)) for c in still]
    levels = ratings.level_words(reading)
    items += [_bad_answer(follow, levels) for follow in ratings.follow_ups(reading)]
    items += open_services(reading, day)
    items += [_owed(payment, day.closes) for payment in owed]
    items += [_settled(each, day.closes) for each in owed_settlements(reading)]
    return HandOverFigures(open_items=len(items), items=tuple(items[:MOST_OPEN_ITEMS]))


def _due(contact: FirstContact) -> str:
    return f"{local(due_at(contact)):%m-%d %H:%M}"


def _bad_answer(follow: ratings.FollowUp, levels: dict[int, str]) -> OpenItem:
    """A bad answer waits for the call of its manager (回访)."""
    rating = follow.rating
    due = local(rating.follow_due_at or rating.at)
    return OpenItem(
        number=follow.code,
        matter=f"评价“{levels[rating.level]}”待回访",
        owner=rating.follow_owner,
        due=f"{due:%m-%d %H:%M}",
    )


def _settled(settlement: Settlement, closes: time) -> OpenItem:
    """The invoice of a settled prepayment is due on the day it was settled."""
    return OpenItem(
        number=settlement.code,
        matter=f"数电票待开：预收结算 {settlement.matter}，{format_fen(settlement.amount_fen)} 元",
        owner=settlement.staff_no,
        due=f"{settlement.business_date:%m-%d} {closes:%H:%M}",
    )


def _owed(payment: Payment, closes: time) -> OpenItem:
    """An invoice is due on the day it was paid for."""
    return OpenItem(
        number=payment.voucher_code,
        matter=f"数电票待开：{payment.purpose}，{format_fen(payment.due_fen)} 元",
        owner=payment.staff_no,
        due=f"{payment.business_date:%m-%d} {closes:%H:%M}",
    )
