"""The contact ladder: three rungs in order for any village, area, account or name."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import DirectoryEntry, Handling, mean_hops
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.ladder import Area, area_of
from hall_desk.store.journal import read_entries
from hall_desk.usecases import contact_papers, contacts, ladder, reporting, upkeep
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day


def found(hall: Hall, query: str) -> list[str]:
    return [each.area.name for each in hall.ask(ladder.find_ladder, query).areas]


def entry_of(hall: Hall, code: str) -> DirectoryEntry:
    return hall.ask(lambda reading: reading.get(DirectoryEntry, code=code))


@pytest.mark.rule("S2-1")
@pytest.mark.parametrize(
    "query", ["示例村", " 示例西 村", "示例一台区", "3600121234567", "360012", "slxc", "zsl"]
)
def test_village_area_account_and_initials_give_three_rungs_in_order(
    hall: Hall, query: str
) -> None:
    first = hall.ask(ladder.find_ladder, query).areas[0]
    assert first.area.name == "示例一台区"
    assert [rung.title for rung in first.rungs] == ["台区经理", "供电所", "供电公司"]
    entries = [rung.entry for rung in first.rungs]
    assert [entry.code for entry in entries if entry] == ["L1", "L2", "L3"]
    assert all(entry.phone and entry.hours and entry.verified_on for entry in entries if entry)
    assert not any(rung.is_gap for rung in first.rungs)


@pytest.mark.rule("S2-1")
@pytest.mark.parametrize("change", ["never set", "switched off", "no phone"])
def test_a_missing_rung_is_a_gap_between_the_others(hall: Hall, day: Day, change: str) -> None:
    name = "示例山村"
    if change != "never set":
        name = "柳溪村"
    if change == "switched off":
        day.do(upkeep.switch_listing, MANAGER, kind=DirectoryEntry, key="T03", enabled=False)
    elif change == "no phone":
        bare = replace(entry_of(hall, "T03"), phone="")
        day.do(upkeep.keep_entry, MANAGER, entry=bare)
    (only,) = hall.ask(ladder.find_ladder, name).areas
    assert [rung.is_gap for rung in only.rungs] == [True, False, False]


@pytest.mark.rule("S2-1")
def test_both_hotlines_stand_beside_every_search(hall: Hall) -> None:
    look = hall.ask(ladder.find_ladder, "没有的村")
    assert look.areas == ()
    assert [entry.phone for entry in look.hotlines] == ["95598", "12398"]


def test_the_best_match_comes_first_and_an_unknown_account_finds_nothing(hall: Hall) -> None:
    assert found(hall, "lxc")[0] == "柳溪街台区"
    assert len(found(hall, "")) == 5
    assert found(hall, "9999999999") == []
    assert found(hall, "12") == []


def test_the_longest_account_prefix_and_the_exact_area_name_win() -> None:
    def _area(code: str, name: str, *prefixes: str) -> Area:
        return Area(
            code=code,
            name=name,
            villages=("东村",),
            account_prefixes=prefixes,
            manager_code="",
            station_code="",
            company_code="",
        )

    areas = [_area("A", "一台区", "3600"), _area("B", "十一台区", "36001")]
    assert area_of(areas, account_no="3600100000000") is areas[1]
    assert area_of(areas, account_no="3600900000000") is areas[0]
    assert area_of(areas, address="东村 3 号") is None
    assert area_of(areas) is None
    assert area_of([replace(areas[0], enabled=False)], account_no="3600900000000") is None


@pytest.mark.rule("S1-7")
def test_a_large_customers_account_shows_its_account_manager(hall: Hall, day: Day) -> None:
    look = hall.ask(ladder.key_account_for, "3600160000018")
    assert look is not None
    assert look.manager is not None
    assert (look.manager.person, look.manager.phone) == ("吴示例", "000-0000-0016")
    assert hall.ask(ladder.key_account_for, "3600121234567") is None
    (by_search,) = hall.ask(ladder.find_ladder, "3600160000018").key_accounts
    assert by_search == look
    assert len(hall.ask(ladder.find_ladder, "粮油").key_accounts) == 1
    day.do(upkeep.switch_listing, MANAGER, kind=DirectoryEntry, key="DK", enabled=False)
    orphan = hall.ask(ladder.key_account_for, "3600160000018")
    assert orphan is not None
    assert orphan.manager is None


@pytest.mark.rule("S2-4")
def test_a_stale_rung_gets_a_card_that_warns_and_its_hand_over_is_kept(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    day.issue("C01")
    ticket = day.serve(3)
    card = hall.ask(contact_papers.rung_card_of, "T03", "1032")
    assert (card.name, card.phone, card.supervising_phone) == ("王示例", "000-0000-0103", "12398")
    assert card.stale
    assert not hall.ask(contact_papers.rung_card_of, "S02", "1032").stale
    given: dict[str, Any] = {"code": "T03", "area_code": "QY03", "ticket_id": ticket.id}
    day.do(ladder.hand_over_card, "1032", **given)
    assert hall.ask(ladder.cards_given, ticket.id) == {"T03": clock.now()}
    assert hall.ask(ladder.cards_given, None) == {}
    with hall.store.read() as conn:
        last = list(read_entries(conn, hall.hall_id))[-1]
    assert (last.action, last.actor, last.subject_id) == ("give_ladder_card", "1032", "T03")


def test_no_card_of_a_contact_that_is_switched_off(hall: Hall, day: Day) -> None:
    day.do(upkeep.switch_listing, MANAGER, kind=DirectoryEntry, key="T03", enabled=False)
    with pytest.raises(RuleBroken, match="没有联系电话"):
        hall.ask(contact_papers.rung_card_of, "T03", "1032")
    with pytest.raises(RuleBroken, match="已停用"):
        day.do(ladder.hand_over_card, "1032", code="T03")


@pytest.mark.rule("S2-2")
def test_the_rung_tried_and_the_contacts_before_the_hall_are_kept_and_averaged(
    hall: Hall, day: Day
) -> None:
    for rung, hops in (("台区经理", 1), ("供电所", 3), ("", 0)):
        form = ContactForm(matter="电量偏高", rung=rung, hops=hops)
        day.do(contacts.register_contact, "1032", form=form)
    today = hall.ask(contacts.register_of, day.clock.now().date(), day.clock.now().date())
    assert [(c.rung, c.hops) for c in today] == [("台区经理", 1), ("供电所", 3), ("", 0)]
    assert mean_hops(today) == pytest.approx(4 / 3)
    assert mean_hops([]) is None
    report = hall.ask(reporting.daily_report)
    assert report.first_contact.mean_hops == pytest.approx(4 / 3)


@pytest.mark.rule("S2-2")
@pytest.mark.parametrize(("rung", "hops", "field"), [("供电所", 0, "hops"), ("邻居", 1, "rung")])
def test_a_rung_tried_is_one_of_the_ladder_and_counts_as_a_contact(
    day: Day, rung: str, hops: int, field: str
) -> None:
    form = ContactForm(matter="电量偏高", rung=rung, hops=hops)
    with pytest.raises(RuleBroken) as refusal:
        day.do(contacts.register_contact, "1032", form=form)
    assert refusal.value.field == field


@pytest.mark.rule("S2-3")
def test_the_report_shows_how_many_were_solved_at_first_contact(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    for handling in (Handling.ANSWERED, Handling.DONE, Handling.ANSWERED):
        form = ContactForm(matter="电价", handling=handling)
        day.do(contacts.register_contact, "1032", form=form)
    later = ContactForm(
        matter="电价",
        handling=Handling.LATER,
        phone_declined=True,
        promised_at=clock.now() + timedelta(days=1),
    )
    kept = day.do(contacts.register_contact, "1032", form=later)
    day.do(contacts.give_answer, "1032", contact_id=kept.id, result="已答复")
    figures = hall.ask(reporting.daily_report).first_contact
    assert (figures.solved_at_once, figures.registered) == (3, 4)
