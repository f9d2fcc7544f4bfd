"""Looking visits up in an old database: its age is no matter."""

from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import insert

from hall_desk.domain.days import BusinessDay, DayState
from hall_desk.domain.tickets import Source, TicketState
from hall_desk.store import schema
from hall_desk.store.records import values_of
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.visits import find_visits
from tests.conftest import MANAGER, Day
from tests.timing import quickest

FIRST = date(2025, 4, 1)
BOUND_S = 0.1


def test_a_year_of_visits_is_searched_within_a_tenth_of_a_second(hall: Hall, day: Day) -> None:
    fill(hall, day, days=340, a_day=100)
    for asked in ("A012", "3600000000077", "zya", "张予安"):
        for staff_no in ("1032", MANAGER):
            assert day.ask(find_visits, asked, staff_no), asked
            took = quickest(partial(day.ask, find_visits, asked, staff_no), BOUND_S)
            assert took <= BOUND_S, f"{asked}: {took:.3f} s"


def fill(hall: Hall, day: Day, *, days: int, a_day: int) -> None:
    """Writes finished visits of window 3 and who paid at them, ``a_day`` on each date."""
    (opened,) = day.ask(lambda reading: reading.all(BusinessDay))
    plain = {**values_of(opened), "hall_id": 1, "state": DayState.CLOSED}
    dates = [FIRST + timedelta(days=at) for at in range(days)]
    ids = iter(range(10_000_000, 10_000_000 + 2 * days * a_day))
    with hall.store.write() as turn:
        turn.conn.execute(insert(schema.business_day), [{**plain, "date": d} for d in dates])
        for when in dates:
            tickets = [_ticket(next(ids), when, number) for number in range(1, a_day + 1)]
            turn.conn.execute(insert(schema.ticket), tickets)
            people = [_party(next(ids), ticket) for ticket in tickets]
            turn.conn.execute(insert(schema.party), people)


def _ticket(n: int, when: date, number: int) -> dict[str, Any]:
    moment = datetime(when.year, when.month, when.day, 2, tzinfo=UTC)
    return {
        "hall_id": 1,
        "id": n,
        "business_date": when,
        "prefix": "A",
        "number": number,
        "service_code": "A01",
        "lane": 2,
        "rank": n,
        "state": TicketState.DONE,
        "window_no": 3,
        "staff_no": "1032",
        "calls": 1,
        "call_no": n,
        "source": Source.KIOSK,
        "issued_at": moment,
        "called_at": moment,
        "started_at": moment,
        "finished_at": moment,
    }


def _party(n: int, ticket: dict[str, Any]) -> dict[str, Any]:
    rare = ticket["number"] % 40 == 0
    return {
        "hall_id": 1,
        "id": n,
        "business_date": ticket["business_date"],
        "ticket_id": ticket["id"],
        "source": "payment",
        "source_id": ticket["id"],
        "name": "张予安" if rare else "李四",
        "initials": "zya" if rare else "ls",
        "account_no": f"36000000{ticket['number']:05d}",
        "staff_no": "1032",
        "at": ticket["issued_at"],
    }
