"""Earlier sheets and earlier visits, on both databases."""

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import Handling
from hall_desk.domain.paidservice import Ownership, Sheet
from hall_desk.usecases import contacts, earlier_sheets, paidservice
from hall_desk.usecases.contact_history import visits_of_account
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.paidservice import Wanted
from tests.conftest import Day


def drawn(day: Day, *wanted: Wanted) -> Sheet:
    sheet: Sheet = day.do(
        paidservice.draft_sheet,
        "1030",
        window=8,
        ownership=Ownership.CUSTOMER,
        boundary="表箱出线端子以内",
        customer_name="苏合",
        phone="13800000000",
        address="",
    )
    if wanted:
        day.do(paidservice.set_lines, "1030", sheet_id=sheet.id, wanted=wanted)
    return sheet


def test_only_sheets_with_items_are_offered_to_copy(both_halls: Hall, clock: FakeClock) -> None:
    day = Day(both_halls, clock)
    drawn(day)
    first = drawn(day, Wanted(code="L02", quantity_milli=1000))
    last = drawn(day, Wanted(code="M04", quantity_milli=1200))
    day.do(paidservice.void_sheet, "1030", sheet_id=last.id, reason="重拟")
    found = both_halls.ask(earlier_sheets.earlier_sheets)
    assert [sheet.id for sheet in found] == [last.id, first.id]
    assert [s.id for s in both_halls.ask(earlier_sheets.earlier_sheets, besides=last.id)] == [
        first.id
    ]


def test_visits_of_the_last_ninety_days_are_found(both_halls: Hall, clock: FakeClock) -> None:
    day = Day(both_halls, clock)
    day.issue("C01")
    ticket = day.serve(3)
    form = contacts.ContactForm(
        account_no="3600123450127", matter="电费查询", handling=Handling.ANSWERED
    )
    day.do(contacts.register_contact, "1032", form=form, ticket_id=ticket.id)
    day.do(contacts.register_contact, "1032", form=form)
    found = both_halls.ask(visits_of_account, "3600123450127")
    assert [visit.ticket_code for visit in found] == ["", "C001"]
    clock.advance(91 * 24 * 3600)
    assert both_halls.ask(visits_of_account, "3600123450127") == []
