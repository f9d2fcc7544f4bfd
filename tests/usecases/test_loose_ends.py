"""No dead ends: what is open has an owner and a due; what is over is not left pending."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Table

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import Handling
from hall_desk.domain.days import DayState
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.tickets import WindowNo
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases import (
    calling,
    contacts,
    counters,
    founding,
    helping,
    issuing,
    moving,
    opening,
    queries,
    serving,
    suspending,
    undoing,
)
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.usecases.test_suspending import form as stop_form

THREE = WindowNo(3)


def damage(hall: Hall, table: Table, **values: Any) -> None:
    """Changes all rows of a table past the program."""
    with hall.store.write() as turn:
        turn.conn.execute(table.update().values(values))


@pytest.fixture
def open_matters(day: Day, clock: FakeClock) -> None:
    """A referral, a call for the manager and a suspension, all open."""
    form = ContactForm(
        matter="表计更换",
        handling=Handling.REFERRED,
        department="计量班",
        person="唐一苇",
        person_phone="000-0000-0022",
        person_address="示例路9号",
        promised_at=clock.now() + timedelta(days=2),
    )
    day.do(contacts.register_contact, "1032", form=form)
    day.do(contacts.register_contact, "1032", form=ContactForm(matter="电价"))
    day.do(helping.call_manager, "1032", window=THREE)
    day.do(suspending.suspend, "1021", form=stop_form(clock, window=4))


@pytest.mark.rule("S3-7")
def test_every_open_matter_has_an_owner_and_a_due(hall: Hall, open_matters: None) -> None:
    assert hall.ask(contacts.without_owner_or_due) == []


@pytest.mark.rule("S3-7")
@pytest.mark.parametrize(
    ("table", "values", "lacks"),
    [
        (schema.first_contact, {"owner": "9999"}, "owner"),
        (schema.first_contact, {"promised_at": None}, "due"),
        (schema.escalation, {"taken_by": "9999"}, "owner"),
        (schema.suspension, {"by": ""}, "owner"),
        (schema.business_day, {"manager": "9999"}, "owner"),
    ],
)
def test_a_row_damaged_by_hand_is_found(
    hall: Hall, open_matters: None, table: Table, values: dict[str, Any], lacks: str
) -> None:
    damage(hall, table, **values)
    (found,) = hall.ask(contacts.without_owner_or_due)
    kind = "escalation" if table is schema.business_day else table.name
    assert (found.kind, getattr(found, lacks)) == (kind, False)


@pytest.mark.rule("S3-7")
def test_a_call_left_behind_by_a_closed_day_is_found(hall: Hall, open_matters: None) -> None:
    damage(hall, schema.business_day, state=DayState.CLOSED)
    assert [end.kind for end in hall.ask(contacts.without_owner_or_due)] == ["escalation"]


@pytest.mark.rule("11(9)", "S3-7")
def test_what_a_no_show_wanted_is_dropped_at_the_close(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    ticket = day.issue("A01")
    day.serve(3)
    day.do(serving.add_item, "1032", ticket_id=ticket.id, service_code="A04")
    day.do(moving.transfer, "1032", ticket_id=ticket.id, to_window=None)
    day.call(1)
    for _ in range(2):
        clock.advance(31)
        day.do(calling.recall, "1008", ticket_id=ticket.id)
    clock.advance(31)
    day.do(calling.no_show, "1008", ticket_id=ticket.id)
    assert len(hall.ask(_pending)) == 2
    day.do(opening.stop_issuing)
    day.close()
    assert hall.ask(_pending) == []
    assert hall.ask(_dropped_in_journal) == 2


@pytest.mark.rule("11(6)")
def test_an_undone_finish_takes_its_apology_back(hall: Hall, day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    day.issue("A01")
    day.serve(3)
    clock.advance(301)
    day.finish(ticket_at(hall), "O1")
    assert hall.ask(queries.get_window, THREE).apology_due
    day.do(undoing.undo_last, "1032", window=WindowNo(3))
    assert not hall.ask(queries.get_window, THREE).apology_due
    clock.advance(5)
    day.finish(ticket_at(hall), "O1")
    assert hall.ask(queries.get_window, THREE).apology_due


@pytest.mark.rule("11(9)")
def test_a_day_left_open_overnight_gives_no_tickets_and_says_why(
    day: Day, clock: FakeClock
) -> None:
    clock.advance(86_400)
    with pytest.raises(RuleBroken, match="上一营业日还没有日结，暂不取号，请找工作人员。"):
        day.do(issuing.issue, "kiosk", service_code="A01")
    with pytest.raises(RuleBroken, match="请先日结再补号"):
        day.do(issuing.add_ticket_inside, MANAGER, service_code="A01")


@pytest.mark.parametrize("odd", ["\x00A01", "A\u202e012", "x" * 121])
def test_odd_words_are_refused_before_they_reach_the_database(
    hall: Hall, day: Day, odd: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        hall.ask(counters.find_ticket, odd)
    assert refusal.value.field == "code"
    call = day.do(helping.call_manager, "1032", window=THREE)
    with pytest.raises(RuleBroken) as refusal:
        day.do(counters.explain_call, "1032", escalation_id=call.id, reason="\x00" + odd)
    assert refusal.value.field == "reason"


@pytest.mark.parametrize("field", ["name", "code", "address", "phone"])
def test_a_hall_is_not_founded_on_odd_words(hall: Hall, field: str) -> None:
    words = {"name": "青禾", "code": "QH", "address": "大道2号", "phone": "1", field: "青\x00禾"}
    with pytest.raises(RuleBroken) as refusal:
        founding.found_hall(
            hall.store,
            hall.clock,
            catalog={},
            staff_no="0907",
            staff_name="周",
            password="duty-2026!",
            **words,
        )
    assert refusal.value.field == field


def test_the_last_done_ticket_is_the_one_called_last(hall: Hall, day: Day) -> None:
    day.whole_visit("A01")
    last = day.whole_visit("A01")
    facts = hall.ask(counters.look_at_counter, THREE, "1032")
    assert facts.last_done is not None
    assert facts.last_done.id == last.id


def ticket_at(hall: Hall) -> Any:
    return hall.ask(queries.find_at_window, THREE)


def _pending(reading: Reading) -> list[Item]:
    return reading.all(Item, schema.item.c.state == ItemState.PENDING)


def _dropped_in_journal(reading: Reading) -> int:
    table = schema.journal
    query = table.select().where(table.c.action == "drop_item")
    return len(reading.conn.execute(query).all())
