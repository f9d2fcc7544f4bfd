"""Looking visits up by number, account and initials, as far as the asker may see."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from hall_desk.clock import FakeClock
from hall_desk.domain.codes import ticket_payload
from hall_desk.domain.contacts import Handling
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.parties import Party
from hall_desk.domain.tickets import Source, Ticket, WindowNo
from hall_desk.store import schema
from hall_desk.usecases import (
    contact_history,
    contacts,
    opening,
    parties,
    payments,
    people,
    serving,
    visits,
)
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.visits import FoundVisit, find_visits
from hall_desk.usecases.walkups import serve_directly
from tests.conftest import CLERKS, MANAGER, Day, checked
from tests.usecases.test_money import cash

ACCOUNT = "3600123450127"


def paid_visit(
    day: Day, clock: FakeClock, name: str = "张予安", account: str = ACCOUNT, service: str = "A01"
) -> Ticket:
    """A customer pays at window 3 and leaves name and account."""
    day.issue(service)
    ticket = day.serve(3)
    day.do(
        payments.take_payment,
        "1032",
        window=WindowNo(3),
        takings=cash(clock, 8640, 10_000),
        purpose="居民电费缴纳",
        account_no=account,
        customer_name=name,
        ticket_id=ticket.id,
    )
    return day.finish(ticket)


def next_day(day: Day, clock: FakeClock) -> None:
    """The day is closed and the next one opened with the same people."""
    clock.set(datetime(2026, 3, 12, 10, 0, tzinfo=UTC))
    day.close()
    clock.set(datetime(2026, 3, 13, 0, 20, tzinfo=UTC))
    windows = {window: prefixes for _, window, prefixes in CLERKS.values()}
    day.do(opening.open_day, checklist=checked(day.hall), windows=windows)
    for staff_no, (_, window, _) in CLERKS.items():
        day.do(people.take_window, staff_no, window=WindowNo(window), staff_no=staff_no)


def codes(found: list[FoundVisit]) -> list[tuple[str, date]]:
    """Numbers and dates of what was found."""
    return [(visit.ticket.code, visit.ticket.business_date) for visit in found]


@pytest.fixture
def visit(day: Day, clock: FakeClock) -> Ticket:
    """One visit of 张予安 at window 3 today."""
    day.count_float()
    return paid_visit(day, clock)


@pytest.mark.parametrize(
    "asked", ["A001", "a001", "Ａ００１", ACCOUNT, "3600 1234 50127", "zya", "ZYA", "张予安"]
)
def test_a_visit_is_found_by_number_account_initials_and_name(
    day: Day, visit: Ticket, asked: str
) -> None:
    (found,) = day.ask(find_visits, asked, "1032")
    assert found.ticket == visit
    assert found.party is not None
    assert (found.party.name, found.party.account_no) == ("张予安", ACCOUNT)


def test_a_scanned_ticket_or_voucher_is_found(day: Day, visit: Ticket) -> None:
    payload = ticket_payload(visit.business_date, visit.code)
    assert codes(day.ask(find_visits, payload, "1008")) == [("A001", visit.business_date)]
    assert codes(day.ask(find_visits, "HD1:V:SJ-000001", "1008")) == [("A001", visit.business_date)]
    other = ticket_payload(visit.business_date - timedelta(days=1), visit.code)
    assert day.ask(find_visits, other, "1008") == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("", "请输入票号"),
        ("12345", "10 或 13 位"),
        ("张", "完整的姓名"),
        ("A-1", "请输入票号"),
        ("%", "请输入票号"),
    ],
)
def test_what_cannot_be_looked_for_is_said_at_the_field(day: Day, asked: str, said: str) -> None:
    with pytest.raises(RuleBroken, match=said) as refusal:
        day.ask(find_visits, asked, "1032")
    assert refusal.value.field == "code"


def test_another_person_of_the_same_initials_is_not_taken_for_the_named_one(
    day: Day, clock: FakeClock, visit: Ticket
) -> None:
    other = paid_visit(day, clock, "周怡安", "3600123450")
    assert {v.ticket.id for v in day.ask(find_visits, "zya", "1032")} == {visit.id, other.id}
    (found,) = day.ask(find_visits, "周怡安", "1032")
    assert found.ticket == other


def test_a_company_is_found_by_the_beginning_of_its_initials(day: Day, clock: FakeClock) -> None:
    day.count_float()
    ticket = paid_visit(day, clock, "青禾县示例物业服务有限公司（南区）")
    (found,) = day.ask(find_visits, "qhxs", "1032")
    assert found.ticket == ticket
    assert codes(day.ask(find_visits, "青禾县示例物业服务有限公司（南区）", "1032"))


@pytest.mark.rule("4(3)")
def test_a_clerk_sees_the_halls_today_and_only_the_own_earlier_days(
    day: Day, clock: FakeClock, visit: Ticket
) -> None:
    for asked in ("A001", ACCOUNT, "zya"):
        assert len(day.ask(find_visits, asked, "1008")) == 1
    next_day(day, clock)
    for asked in ("A001", ACCOUNT, "zya"):
        assert len(day.ask(find_visits, asked, "1032")) == 1, "the own visit of yesterday"
        assert day.ask(find_visits, asked, "1008") == [], "somebody else's"
        assert len(day.ask(find_visits, asked, MANAGER)) == 1
    with pytest.raises(RuleBroken, match="值班主任"):
        day.do(visits.unmask_visit, "1008", ticket_id=visit.id)


def test_todays_number_comes_before_yesterdays(day: Day, clock: FakeClock, visit: Ticket) -> None:
    next_day(day, clock)
    today = day.issue("A01")
    found = day.ask(find_visits, "A001", MANAGER)
    assert [v.ticket.id for v in found] == [today.id, visit.id]
    assert found[0].ahead == 0


@pytest.mark.parametrize("staff_no", ["kiosk", "nobody"])
def test_nobody_without_an_account_finds_anything(day: Day, visit: Ticket, staff_no: str) -> None:
    with pytest.raises(RuleBroken, match="登录"):
        day.ask(find_visits, "A001", staff_no)


@pytest.mark.rule("4(3)")
@pytest.mark.parametrize("service", ["D01", "D02"])
def test_complaints_and_their_people_are_never_found(
    day: Day, clock: FakeClock, service: str
) -> None:
    ticket = day.do(
        serve_directly, "1032", window=WindowNo(3), service_code=service, source=Source.WALK_UP
    )
    form = ContactForm(
        customer_name="张予安", account_no=ACCOUNT, matter="反映情况", handling=Handling.ANSWERED
    )
    day.do(contacts.register_contact, "1032", form=form, ticket_id=ticket.id)
    for staff_no in ("1032", MANAGER):
        for asked in ("zya", "张予安", ACCOUNT):
            assert day.ask(find_visits, asked, staff_no) == []
        (found,) = day.ask(find_visits, ticket.code, staff_no)
        assert (found.items, found.party) == ((), None)
        with pytest.raises(RuleBroken, match="不能查看"):
            day.do(visits.unmask_visit, staff_no, ticket_id=ticket.id)


@pytest.mark.rule("4(3)")
def test_each_unmask_writes_an_audit_row(day: Day, visit: Ticket) -> None:
    day.do(visits.unmask_visit, "1008", ticket_id=visit.id)
    table = schema.journal
    with day.hall.store.read() as conn:
        row = conn.execute(select(table).where(table.c.action == "unmask")).one()
    assert (row.actor, row.subject, row.subject_id) == ("1008", "ticket", str(visit.id))


def test_a_name_noted_anew_replaces_the_old_one(day: Day, visit: Ticket) -> None:
    (before,) = day.ask(visits.parties_of, visit.id)
    day.do(
        parties.note_party,
        "1032",
        ticket_id=visit.id,
        source=before.source,
        source_id=before.source_id,
        name="张雨安",
        account_no="",
    )
    (after,) = day.ask(visits.parties_of, visit.id)
    assert (after.id, after.name) == (before.id, "张雨安")


def test_nothing_is_noted_without_a_name_and_an_account(day: Day, clock: FakeClock) -> None:
    day.count_float()
    ticket = paid_visit(day, clock, "", "")
    assert day.ask(visits.parties_of, ticket.id) == []


def test_a_database_of_the_older_edition_gets_its_parties(
    hall: Hall, day: Day, visit: Ticket
) -> None:
    form = ContactForm(customer_name="林𬭎", matter="咨询", handling=Handling.ANSWERED)
    day.do(contacts.register_contact, "1032", form=form, ticket_id=visit.id)
    before = day.ask(lambda reading: reading.all(Party))
    with hall.store.write() as turn:
        # Nothing is deleted, so these two stand for rows of something else.
        turn.conn.execute(schema.party.update().values(source="other", name="", initials=""))
    assert day.do(parties.take_over_older) == len(before) == 2
    assert day.do(parties.take_over_older) == 0, "nothing twice"
    found = [p for p in day.ask(visits.parties_of, visit.id) if p.name]
    assert {(p.name, p.staff_no) for p in found} == {
        ("张予安", "1032"),
        ("林𬭎", "1032"),
    }


@pytest.mark.rule("4(3)")
@pytest.mark.parametrize("hidden", ["ticket", "item"])
def test_a_complaint_stands_in_no_history_of_its_account(day: Day, hidden: str) -> None:
    day.issue("D01" if hidden == "ticket" else "C01")
    ticket = day.serve(3)
    if hidden == "item":
        day.do(serving.add_item, "1032", ticket_id=ticket.id, service_code="D02")
    form = ContactForm(matter="反映", customer_name="张予安", account_no=ACCOUNT)
    contact = day.do(contacts.register_contact, "1032", form=form, ticket_id=ticket.id)
    other = day.do(contacts.register_contact, "1032", form=form)
    history = day.ask(contact_history.visits_of_account, ACCOUNT)
    assert [visit.contact_id for visit in history] == [other.id]
    for seer in ("1032", MANAGER):
        day.do(contact_history.unmask_contact, seer, contact_id=contact.id)
    day.do(contact_history.unmask_contact, "1021", contact_id=other.id)
    with pytest.raises(RuleBroken, match="不能查看"):
        day.do(contact_history.unmask_contact, "1021", contact_id=contact.id)
