"""A retry gives back what the press gave, for the verbs beside a visit: desk, directory, words."""

from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import DirectoryEntry, Handling
from hall_desk.domain.ladder import Area, KeyAccount
from hall_desk.domain.outlets import Outlet
from hall_desk.domain.people import Role
from hall_desk.domain.ratings import GivenBy
from hall_desk.domain.tickets import WindowNo
from hall_desk.domain.windowsigns import WindowSign
from hall_desk.usecases import (
    contact_history,
    contacts,
    guiding,
    issuing,
    kiosk,
    ladder,
    opening,
    paidservice,
    people,
    phrases,
    prices,
    ratings,
    upkeep,
    windowsigns,
)
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day, checked
from tests.usecases.test_money import draft, signed
from tests.usecases.test_replay import Twice

SECOND = "0907"


@pytest.fixture
def twice(hall: Hall) -> Twice:
    return Twice(hall)


def test_the_guide_and_the_kiosk(twice: Twice) -> None:
    ticket = twice(issuing.issue_by_guide, "1032", service_code="B02", needs_help=True)
    twice(guiding.attend, "1032", ticket_id=ticket.id, ground="Y1", needs_help=True)
    twice(guiding.add_to_ticket, "1032", ticket_id=ticket.id, service_code="A01")
    twice(kiosk.leave_kiosk, MANAGER)


def test_answers_and_ratings(day: Day, clock: FakeClock, twice: Twice) -> None:
    form = ContactForm(
        matter="电价",
        handling=Handling.LATER,
        phone="13800000000",
        promised_at=clock.now() + timedelta(days=1),
    )
    contact = twice(contacts.register_contact, "1032", form=form)
    twice(contact_history.unmask_contact, "1032", contact_id=contact.id)
    words = {"result": "已答复", "satisfaction": day.ask(ratings.level_words)[1]}
    twice(contacts.give_answer, "1032", contact_id=contact.id, **words)
    ticket = day.whole_visit("A01")
    twice(ratings.rate, "1032", subject_id=ticket.id, level=4)
    touched = {"level": 1, "given_by": GivenBy.SCREEN}
    rating = twice(ratings.rate, "1032", subject_id=ticket.id, **touched)
    twice(ratings.close_follow_up, MANAGER, rating_id=rating.id, result="已致歉", level=4)


def test_the_desk(hall: Hall, day: Day, twice: Twice) -> None:
    people.add_staff(
        hall,
        MANAGER,
        staff_no=SECOND,
        name="沈知微",
        role=Role.DUTY_MANAGER,
        password="second-2026!",
    )
    twice(opening.hand_over, MANAGER, to_manager=SECOND)
    old = signed(day, ("L02", 1000))
    fresh = draft(day)
    twice(paidservice.copy_sheet, "1030", sheet_id=fresh.id, from_id=old.id)
    price = day.ask(paidservice.price_list)[0]
    newer = replace(price, unit_price_fen=price.unit_price_fen + 100, valid_from=date(2026, 6, 1))
    given = {
        f.name: getattr(newer, f.name) for f in fields(newer) if f.name not in ("enabled", "ended")
    }
    twice(prices.add_price_version, MANAGER, approved_by=SECOND, **given)


def test_the_opening(founded: Hall) -> None:
    Twice(founded)(opening.open_day, MANAGER, checklist=checked(founded), windows={3: "A"})


def test_the_directory(day: Day, twice: Twice) -> None:
    entry = day.ask(lambda reading: reading.get(DirectoryEntry, code="JL"))
    twice(ladder.hand_over_card, "1032", code="JL")
    twice(upkeep.keep_entry, MANAGER, entry=replace(entry, duty="电能表"))
    twice(upkeep.switch_listing, MANAGER, kind=DirectoryEntry, key="JL", enabled=False)
    twice(upkeep.switch_listing, MANAGER, kind=DirectoryEntry, key="JL", enabled=True)
    area = Area(
        code="T77",
        name="示例七台区",
        villages=("柳溪村",),
        account_prefixes=("360012",),
        manager_code="",
        station_code="",
        company_code="",
    )
    twice(upkeep.keep_area, MANAGER, area=area, new=True)
    account = KeyAccount(account_no="3600120000017", name="示例纸业", manager_code="JL")
    twice(upkeep.keep_key_account, MANAGER, account=account, new=True)
    outlet = Outlet(
        code="W77",
        name="柳溪代办点",
        kind="agent",
        address="示例路1号",
        phone="000-0000-0077",
        hours="9:00–17:00",
        prefixes="A",
        enabled=True,
    )
    twice(upkeep.keep_outlet, MANAGER, outlet=outlet, new=True)


def test_words_and_signs(twice: Twice) -> None:
    twice(phrases.edit_phrase, MANAGER, code="P01", text="您好，请坐。")
    twice(phrases.restore_phrase, MANAGER, code="P01")
    twice(windowsigns.set_third_language, MANAGER, name="维吾尔文", rtl=True)
    sign = WindowSign(name="缴费")
    twice(windowsigns.set_window_sign, MANAGER, window=WindowNo(3), sign=sign)
