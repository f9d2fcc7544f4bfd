"""First contacts by telephone: the channel, the staff number, and what is repeated."""

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import FirstContact, VisitMode
from hall_desk.domain.tickets import Source, WindowNo
from hall_desk.usecases import contacts
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.walkups import serve_directly
from tests.conftest import Day
from tests.presenters.test_contact import Page


@pytest.fixture
def call(day: Day, hall: Hall) -> Page:
    """The register page of a telephone call taken at window 3."""
    ticket = day.do(
        serve_directly, "1032", window=WindowNo(3), service_code="C02", source=Source.PHONE
    )
    return Page(hall, ticket=ticket)


def kept(page: Page, hall: Hall) -> FirstContact:
    """The row that was written."""
    contact_id = page.presenter.contact_id
    return hall.ask(lambda reading: reading.get(FirstContact, id=contact_id))


@pytest.mark.rule("14(1)")
def test_a_call_is_kept_with_its_channel_and_the_staff_number(call: Page, hall: Hall) -> None:
    assert call.now.by_phone
    call.write(matter="问电价", result="已说明。")
    call.presenter.set_repeated(True)
    call.presenter.submit()
    contact = kept(call, hall)
    assert (contact.visit_mode, contact.owner) == (VisitMode.PHONE, "1032")
    assert contact.visit_mode == "来电"


@pytest.mark.rule("14(1)")
def test_a_row_bound_to_a_call_is_a_call_whatever_the_form_says(call: Page, day: Day) -> None:
    form = ContactForm(visit_mode=VisitMode.HALL, matter="问电价")
    ticket = call.presenter.ticket
    assert ticket is not None
    contact = day.do(contacts.register_contact, "1032", form=form, ticket_id=ticket.id)
    assert contact.visit_mode is VisitMode.PHONE


@pytest.mark.rule("14(2)")
def test_without_the_tick_saving_asks_once(call: Page, hall: Hall, clock: FakeClock) -> None:
    call.write(matter="问电价", result="已说明。")
    call.presenter.submit()
    assert call.presenter.contact_id is None
    assert (call.now.message.field, call.now.message.is_error) == ("repeated", True)
    assert "复述" in call.now.message.text
    assert call.now.draft.matter == "问电价", "nothing typed is lost"
    call.presenter.submit()
    assert call.now.registered, "asked once, not twice"
    assert kept(call, hall).repeated_at is None


@pytest.mark.rule("14(2)")
def test_the_tick_keeps_its_moment_and_asks_nothing(
    call: Page, hall: Hall, clock: FakeClock
) -> None:
    call.write(matter="问电价", result="已说明。")
    call.presenter.set_repeated(True)
    call.presenter.submit()
    assert kept(call, hall).repeated_at == clock.now()
    assert call.now.draft.repeated


def test_a_customer_in_the_hall_is_asked_nothing_of_the_kind(day: Day, hall: Hall) -> None:
    day.issue("C01")
    page = Page(hall, ticket=day.serve(3))
    assert not page.now.by_phone
    page.presenter.set_repeated(True)
    page.write(matter="问电价", result="已说明。")
    page.presenter.submit()
    assert page.now.registered
    assert kept(page, hall).repeated_at is None
