"""The opinion box (意见箱, Art. 12(3)): two people, and a number for each slip with words."""

from datetime import timedelta

import pytest

from hall_desk.domain.contacts import FirstContact, Handling, VisitMode
from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.opinionbox import BoxOpening, read_slips
from hall_desk.domain.people import Staff
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.log_box import BoxSection
from hall_desk.usecases import contacts, opinionbox
from hall_desk.usecases.hall import Hall, new_op
from tests.conftest import MANAGER, Day

SLIPS = ("希望增加一个缴费窗口。", "无内容", "林𬭎同志耐心。")


@pytest.mark.rule("12(3)")
def test_a_box_opened_by_one_person_is_refused(day: Day) -> None:
    with pytest.raises(ApprovalNeeded, match="两人在场"):
        day.do(opinionbox.open_box, place="大厅门口", slips=SLIPS)
    for second in (MANAGER, "9999"):
        with pytest.raises(RuleBroken) as refusal:
            day.do(opinionbox.open_box, place="大厅门口", slips=SLIPS, approved_by=second)
        assert refusal.value.field == "approved_by"
    with pytest.raises(RuleBroken, match="没有这项权限"):
        day.do(opinionbox.open_box, "1032", place="大厅门口", slips=(), approved_by=MANAGER)
    today = day.ask(lambda reading: reading.now.date())
    assert day.ask(opinionbox.openings_of, today - timedelta(days=1), today) == []
    assert day.ask(contacts.open_contacts) == []


@pytest.mark.rule("12(3)")
def test_every_slip_gets_an_intake_number_or_says_that_it_is_empty(day: Day) -> None:
    opening = day.do(opinionbox.open_box, place="大厅门口", slips=SLIPS, approved_by="1032")
    assert (opening.first_person, opening.second_person) == (MANAGER, "1032")
    assert [slip.intake for slip in opening.slips] == ["0312-001", "无内容", "0312-002"]
    rows = day.ask(contacts.open_contacts)
    assert {(row.code, row.matter) for row in rows} == {
        ("0312-001", SLIPS[0]),
        ("0312-002", SLIPS[2]),
    }
    for row in rows:
        assert isinstance(row, FirstContact)
        assert (row.visit_mode, row.handling) == (VisitMode.LETTER, Handling.LATER)
        assert row.promised_at is not None
        assert row.customer_name == row.phone == ""


def test_a_repeated_press_writes_an_opening_once(hall: Hall, day: Day) -> None:
    op = new_op()
    given = {"place": "大厅门口", "slips": SLIPS, "approved_by": "1032"}
    first = hall.do(opinionbox.open_box, MANAGER, op, **given)
    again = hall.do(opinionbox.open_box, MANAGER, op, **given)
    assert isinstance(again, BoxOpening)
    assert again == first == day.ask(opinionbox.last_opening)
    assert len(day.ask(contacts.open_contacts)) == 2


@pytest.mark.parametrize(
    ("text", "count"), [("一", 2), ("一\n二", 1), ("", 1), ("", 51), ("\n".join("x" * 51), 51)]
)
def test_the_slips_written_down_are_as_many_as_were_counted(text: str, count: int) -> None:
    with pytest.raises(RuleBroken):
        read_slips(text, count)
    assert read_slips(" 一 \n\n无内容\n", 2) == ("一", "无内容")
    assert read_slips("", 0) == ()


@pytest.mark.rule("12(3)")
def test_the_page_asks_for_the_second_person_and_tells_the_numbers(hall: Hall, day: Day) -> None:
    me = hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))
    section = BoxSection(Desk(hall=hall, runner=SyncRunner()), me)
    section.refresh()
    section.needs_approval = lambda sentence, then: then("1032")
    for name, value in (("place", "大厅门口"), ("count", "3"), ("slips", "\n".join(SLIPS[:2]))):
        section.type(name, value)
    section.save()
    assert section.message.field == "slips"
    section.type("slips", "\n".join(SLIPS))
    section.save()
    assert section.message.text == "已记下开箱 3 张，受理号 0312-001、0312-002。"
    assert [row.cells[3] for row in section.rows()] == list(SLIPS)
    assert section.values()["slips"] == ""
