"""Whoever leaves hands everything over (转交名下事项): work orders too, and nothing is lost."""

from datetime import timedelta
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.callbacks import Callback
from hall_desk.domain.contacts import Handling
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.people import Role
from hall_desk.domain.ratings import RatingStep
from hall_desk.usecases import (
    callbacks,
    contacts,
    dispatching,
    heirs,
    leaving,
    loose_ends,
    openservice,
    paidservice,
    papers,
    people,
    queries,
    ratings,
    serving,
    staffing,
    workorders,
)
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.usecases.test_money import signed
from tests.usecases.test_paid_work import dispatched, reported

LEFT = "调离本厅"


@pytest.fixture
def sold(day: Day) -> Sheet:
    """A signed sheet of clerk 1030 whose team is out."""
    day.count_float(8)
    sheet = signed(day, ("L02", 1000))
    dispatched(day, sheet)
    return sheet


def give(day: Day, sheet: Sheet, actor: str = MANAGER, **more: Any) -> Sheet:
    words = {"to": "1008", "reason": LEFT, **more}
    moved: Sheet = day.do(paidservice.hand_over_sheet, actor, sheet_id=sheet.id, **words)
    return moved


def close_account(day: Day, staff_no: str, name: str, **more: Any) -> None:
    given: dict[str, Any] = {"role": Role.CLERK, "skills": "", "active": False, **more}
    day.do(staffing.change_staff, staff_no=staff_no, name=name, **given)


@pytest.mark.rule("25", "S3-7")
@pytest.mark.parametrize("actor", ["1030", MANAGER])
def test_a_work_order_goes_to_another_clerk_who_ends_it(day: Day, sold: Sheet, actor: str) -> None:
    moved = give(day, sold, actor)
    assert (moved.owner, moved.staff_no) == ("1008", "1030"), "who drew it up stays"
    (order,) = day.ask(workorders.open_orders)
    assert order.issued_by == "1030"
    assert day.ask(workorders.unpaid_sheets, "1030") == []
    assert [each.sheet for each in day.ask(workorders.unpaid_sheets, "1008")] == [moved]
    (told,) = day.ask(openservice.open_services, day.ask(queries.get_day))
    assert told.owner == "1008"
    (kept,) = day.ask(heirs.handovers_of, Sheet, [sold.id])[sold.id]
    assert (kept.by, kept.giver, kept.taker, kept.reason) == (actor, "1030", "1008", LEFT)
    with pytest.raises(RuleBroken, match="由工号 1008 负责"):
        reported(day, order, ("L02", 1000))
    done = day.do(
        dispatching.complete_order, "1008", order_id=order.id, worker="钱师傅",
        actual=(paidservice.Wanted(code="L02", quantity_milli=1000),),
    )  # fmt: skip
    assert done.done_by == "1008"
    callback = day.ask(callbacks.callback_of, sold.id)
    assert callback.owner == "1008", "the customer is asked by whoever saw it through"
    assert day.ask(loose_ends.loose_ends) == []


@pytest.mark.rule("S3-7")
@pytest.mark.parametrize(
    ("actor", "given", "words"),
    [
        ("1008", {}, "由工号 1030 负责"),
        (MANAGER, {"reason": " "}, "请写转交的原因"),
        (MANAGER, {"to": ""}, "请选接手人"),
        (MANAGER, {"to": "'; --"}, "请选接手人"),
        (MANAGER, {"to": "1030"}, "已由工号 1030 负责"),
    ],
)
def test_only_owner_or_manager_hand_over_and_only_with_a_reason(
    day: Day, sold: Sheet, actor: str, given: dict[str, Any], words: str
) -> None:
    with pytest.raises(RuleBroken, match=words):
        give(day, sold, actor, **given)
    assert day.ask(workorders.unpaid_sheets, "1030")[0].sheet == sold


def test_what_is_paid_or_void_changes_hands_no_more(day: Day) -> None:
    sheet = signed(day, ("L02", 1000))
    day.do(paidservice.void_sheet, "1030", sheet_id=sheet.id, reason="客户放弃")
    with pytest.raises(RuleBroken, match="不用转交"):
        give(day, sheet)


def test_the_paper_of_a_work_order_says_who_sent_it_and_who_answers_now(
    day: Day, sold: Sheet
) -> None:
    (order,) = day.ask(workorders.open_orders)
    before = day.ask(papers.work_order_of, order.id)
    give(day, sold)
    after = day.ask(papers.work_order_of, order.id)
    assert after.issued_by.startswith(before.issued_by)
    assert "现由 1008" in after.issued_by


@pytest.mark.rule("26", "S1-11")
def test_the_heir_of_a_callback_records_the_answer_and_the_rating(day: Day, sold: Sheet) -> None:
    (order,) = day.ask(workorders.open_orders)
    reported(day, order, ("L02", 1000))
    callback: Callback = day.ask(callbacks.callback_of, sold.id)
    day.do(callbacks.hand_over_callback, callback_id=callback.id, to="1008", reason=LEFT)
    with pytest.raises(RuleBroken, match="由工号 1008 负责"):
        day.do(callbacks.record_answer, "1030", callback_id=callback.id, opinion="好", level=5)
    day.do(callbacks.record_answer, "1008", callback_id=callback.id, opinion="好", level=5)
    rating = day.ask(ratings.rating_of, sold.id, subject=ratings.SHEET, step=RatingStep.CALLBACK)
    assert (rating.level, rating.staff_no) == (5, "1030"), "it is about whoever did the work"


@pytest.fixture
def much(day: Day, sold: Sheet, clock: FakeClock) -> None:
    """Clerk 1030 answers for one of several kinds of matters."""
    form = ContactForm(
        matter="分时电价",
        handling=Handling.LATER,
        phone="000-0000-0022",
        promised_at=clock.now() + timedelta(days=2),
    )
    day.do(contacts.register_contact, "1030", form=form)
    other = signed(day, ("L02", 2000))
    reported(day, dispatched(day, other, hours=8), ("L02", 2000))


@pytest.mark.rule("S3-7")
def test_an_account_is_closed_only_when_nothing_is_in_its_name(day: Day, much: None) -> None:
    day.do(people.leave_window, "1030", window=8)
    with pytest.raises(RuleBroken) as refusal:
        close_account(day, "1030", "林𬭎")
    told = str(refusal.value)
    assert "首问 1 件、有偿服务单 2 件、派工单 1 件、有偿服务回访 1 件" in told
    with pytest.raises(RuleBroken, match="再改岗"):
        close_account(day, "1030", "林𬭎", active=True, role=Role.ADMINISTRATOR)
    handed = day.do(leaving.hand_over_all, staff_no="1030", to="1008", reason=LEFT)
    assert handed == leaving.Handed(moved=4, kept=0)
    close_account(day, "1030", "林𬭎")
    assert day.ask(loose_ends.loose_ends) == []
    assert day.ask(leaving.owned_by, "1030") == {}
    assert day.ask(leaving.owned_by, "1008") == {
        "first_contact": 1, "sheet": 2, "work_order": 1, "callback": 1,
    }  # fmt: skip
    (contact,) = day.ask(contacts.open_contacts, "1008")
    (kept,) = day.ask(heirs.handovers_of, type(contact), [contact.id])[contact.id]
    assert (kept.giver, kept.reason) == ("1030", LEFT)


@pytest.mark.rule("4(3)", "S3-7")
def test_follow_ups_and_complaints_go_to_a_manager_only(day: Day, clock: FakeClock) -> None:
    visit = day.whole_visit(window=3)
    day.do(ratings.rate, day.clerk(3), subject_id=visit.id, level=1)
    day.issue("C01")
    complaint = day.serve(3)
    form = ContactForm(
        matter="反映停电", handling=Handling.LATER, phone="000-0000-0022",
        promised_at=clock.now() + timedelta(days=2),
    )  # fmt: skip
    taker = day.clerk(3)
    day.do(serving.add_item, taker, ticket_id=complaint.id, service_code="D02")
    day.do(contacts.register_contact, taker, form=form, ticket_id=complaint.id)
    for leaver in (MANAGER, taker):
        with pytest.raises(RuleBroken, match="只能转交给值班主任") as refusal:
            day.do(leaving.hand_over_all, staff_no=leaver, to="1008", reason=LEFT)
        assert refusal.value.field == "heir"
    people.add_staff(
        day.hall, MANAGER, staff_no="1100", name="顾主任", role=Role.DUTY_MANAGER,
        password="manager-1100",
    )  # fmt: skip
    for leaver in (MANAGER, taker):
        assert day.do(leaving.hand_over_all, staff_no=leaver, to="1100", reason=LEFT).moved == 1
    assert day.ask(ratings.open_follow_ups)[0].follow_owner == "1100"
    assert "rating" not in day.ask(leaving.owned_by, MANAGER), "the day stays with its manager"
    with pytest.raises(
        RuleBroken, match="首问 1 件、评价回访 1 件。请先转交或办结，再改岗"
    ) as kept:
        close_account(day, "1100", "顾主任", active=True)
    assert kept.value.field == "role"
    day.do(leaving.hand_over_all, staff_no="1100", to=MANAGER, reason=LEFT)
    close_account(day, "1100", "顾主任", active=True)


def test_only_who_keeps_the_accounts_moves_them_and_none_is_told_so(day: Day, much: None) -> None:
    given = {"to": "1008", "reason": LEFT}
    with pytest.raises(RuleBroken, match="没有这项权限"):
        day.do(leaving.hand_over_all, "1030", staff_no="1030", **given)
    with pytest.raises(RuleBroken, match="没有可转交的事项"):
        day.do(leaving.hand_over_all, staff_no="1021", **given)
    with pytest.raises(RuleBroken, match="请写转交的原因"):
        day.do(leaving.hand_over_all, staff_no="1030", to="1008", reason="")
    assert day.ask(leaving.owned_by, "1008") == {}, "all of it or nothing"


def test_owners_are_counted_on_both_databases(both_halls: Hall, clock: FakeClock) -> None:
    day = Day(both_halls, clock)
    day.count_float(8)
    sheet = signed(day, ("L02", 1000))
    dispatched(day, sheet)
    day.issue("A01")
    owned = day.ask(loose_ends.open_by_owner)
    assert owned["1030"] == {"sheet": 1, "work_order": 1}
    assert owned[MANAGER] == {"ticket": 1}, "who waits is the duty manager's"
    day.do(leaving.hand_over_all, staff_no="1030", to="1008", reason=LEFT)
    assert day.ask(loose_ends.open_by_owner)["1008"] == {"sheet": 1, "work_order": 1}
