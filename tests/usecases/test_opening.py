"""Opening and closing the day; tickets at the end of the hours."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.days import CheckLine
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import Attendance
from hall_desk.domain.tickets import Source, StaffNo, WindowNo
from hall_desk.store.transaction import Reading
from hall_desk.usecases import housekeeping, issuing, opening, people, queries, reporting
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day, checked

HALF_PAST_FIVE = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


def close(hall: Hall) -> None:
    hall.do(opening.close_day, MANAGER, None)


@pytest.mark.rule("11(9)")
def test_customers_left_at_closing_time_are_all_served_before_the_day_closes(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    for _ in range(3):
        day.issue("A01")
    clock.set(HALF_PAST_FIVE)
    with pytest.raises(RuleBroken, match="已停止取号"):
        day.issue("A01")
    with pytest.raises(RuleBroken, match="A001、A002、A003"):
        close(hall)
    for _ in range(3):
        ticket = day.serve(3)
        clock.advance(100)
        with pytest.raises(RuleBroken, match=ticket.code):
            close(hall)
        day.finish(ticket)
    close(hall)
    assert hall.ask(queries.find_day) is None


@pytest.mark.rule("11(9)")
def test_the_manager_adds_a_ticket_for_somebody_inside_after_hours(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    clock.set(HALF_PAST_FIVE)
    with pytest.raises(RuleBroken, match="没有这项权限"):
        day.do(issuing.add_ticket_inside, "1032", service_code="A01")
    ticket = day.do(issuing.add_ticket_inside, MANAGER, service_code="A01")
    assert ticket.inside_at_close
    assert ticket.source is Source.MANAGER, "the visit's page says who added it"
    assert day.serve(3).code == ticket.code


@pytest.mark.rule("11(9)")
def test_work_after_midnight_stays_in_its_business_date(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    clock.set(datetime(2026, 3, 12, 16, 30, tzinfo=UTC))  # 00:30 of the 13th in the hall
    assert day.finish(ticket, "O6").business_date.isoformat() == "2026-03-12"
    with pytest.raises(RuleBroken, match="2026-03-12 的营业日还没有日结"):
        hall.do(opening.open_day, MANAGER, None, checklist=checked(hall), windows={1: "A"})
    close(hall)


def test_the_day_does_not_close_before_ticket_issue_has_stopped(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    with pytest.raises(RuleBroken, match="还没到 17:30"):
        close(hall)
    day.do(opening.stop_issuing, MANAGER)
    with pytest.raises(RuleBroken, match="停止取号"):
        day.issue("A01")
    close(hall)


def test_a_closed_day_is_not_opened_again(hall: Hall, clock: FakeClock) -> None:
    clock.set(HALF_PAST_FIVE)
    close(hall)
    with pytest.raises(RuleBroken, match="今天已经日结"):
        hall.do(opening.open_day, MANAGER, None, checklist=checked(hall), windows={1: "A"})


@pytest.mark.rule("11(9)")
def test_numbers_start_anew_with_the_next_business_date_and_nothing_is_wiped(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    first = day.whole_visit("A01")
    clock.set(HALF_PAST_FIVE)
    close(hall)
    clock.set(datetime(2026, 3, 13, 0, 20, tzinfo=UTC))
    hall.do(opening.open_day, MANAGER, None, checklist=checked(hall), windows={3: "AC"})
    hall.do(people.take_window, "1032", None, window=WindowNo(3), staff_no=StaffNo("1032"))
    second = day.issue("A01")
    assert first.code == second.code == "A001"
    assert second.business_date > first.business_date


@pytest.mark.rule("10(2)")
def test_the_hall_opens_only_by_a_duty_manager_whose_name_it_keeps(
    founded: Hall, clock: FakeClock
) -> None:
    lines = checked(founded)
    with pytest.raises(RuleBroken, match="没有这项权限"):
        founded.do(opening.open_day, "1032", None, checklist=lines, windows={1: "A"})
    day = founded.do(opening.open_day, MANAGER, None, checklist=lines, windows={1: "A"})
    assert day.manager == MANAGER


@pytest.mark.rule("11(1)")
def test_an_unticked_line_of_the_checklist_needs_a_remark(founded: Hall, clock: FakeClock) -> None:
    lines = checked(founded)
    missed = (replace(lines[0], ticked=False), *lines[1:])
    with pytest.raises(RuleBroken) as refusal:
        founded.do(opening.open_day, MANAGER, None, checklist=missed, windows={1: "A"})
    assert refusal.value.field == "checklist"
    excused = (CheckLine(text=lines[0].text, ticked=False, remark="已报修"), *lines[1:])
    founded.do(opening.open_day, MANAGER, None, checklist=excused, windows={1: "A"})


@pytest.mark.rule("11(1)")
def test_the_checklist_is_the_catalogues_own(founded: Hall) -> None:
    with pytest.raises(RuleBroken, match="有未填的行"):
        founded.do(opening.open_day, MANAGER, None, checklist=(), windows={1: "A"})
    assert "宣传资料" in [line.text for line in checked(founded)]


@pytest.mark.rule("11(1)")
def test_a_sign_in_at_half_past_eight_and_one_second_is_a_minute_late(
    founded: Hall, clock: FakeClock
) -> None:
    founded.do(
        opening.open_day, MANAGER, None, checklist=checked(founded), windows={1: "A", 3: "A"}
    )
    clock.set(datetime(2026, 3, 12, 0, 30, tzinfo=UTC))
    founded.do(people.take_window, "1008", None, window=WindowNo(1), staff_no=StaffNo("1008"))
    clock.set(datetime(2026, 3, 12, 0, 31, tzinfo=UTC))
    founded.do(people.take_window, "1032", None, window=WindowNo(3), staff_no=StaffNo("1032"))
    late = {a.staff_no: a.late_minutes for a in founded.ask(lambda r: r.all(Attendance))}
    assert late == {"1008": 0, "1032": 1}
    assert founded.ask(reporting.daily_report).duty.late == (("1032", 1),)


@pytest.mark.rule("7(1)")
def test_a_window_opens_only_with_a_signed_in_clerk(founded: Hall, clock: FakeClock) -> None:
    founded.do(opening.open_day, MANAGER, None, checklist=checked(founded), windows={1: "A"})
    with pytest.raises(RuleBroken, match="没有安排业务"):
        founded.do(people.take_window, "1008", None, window=WindowNo(2), staff_no=StaffNo("1008"))
    assert founded.ask(queries.get_window, WindowNo(1)).staff_no is None


def test_windows_are_added_and_changed_during_the_day(hall: Hall, day: Day) -> None:
    day.do(opening.assign_windows, MANAGER, windows={5: "A", 4: "AB"})
    places = {w.no: w.prefixes for w in hall.ask(lambda r: queries.windows_of(r, _date(r)))}
    assert places == {1: "A", 3: "AC", 4: "AB", 5: "A", 8: "EC"}
    day.issue("B01")
    day.serve(4)
    with pytest.raises(RuleBroken, match="还有客户"):
        day.do(opening.assign_windows, MANAGER, windows={4: ""})


def _date(reading: Reading) -> date:
    return queries.get_day(reading).date


@pytest.mark.rule("10(3)")
def test_a_county_hall_has_no_weekly_rest_day(hall: Hall, day: Day) -> None:
    with pytest.raises(RuleBroken, match="第十条") as refusal:
        day.do(housekeeping.set_closed_weekdays, MANAGER, weekdays=frozenset({6}))
    assert refusal.value.article == "10(3)"


@pytest.mark.rule("10(1)")
def test_all_groups_of_business_can_be_ticketed_and_a_disabled_one_keeps_its_history(
    hall: Hall, day: Day
) -> None:
    groups = ("B01", "B14", "C01", "A01", "E01", "D01")
    tickets = [day.issue(service) for service in groups]
    assert [t.prefix for t in tickets] == ["B", "B", "C", "A", "E", "C"]
    day.do(housekeeping.set_service_enabled, MANAGER, code="B14", enabled=False)
    with pytest.raises(RuleBroken, match="没有开办"):
        day.issue("B14")
    assert hall.ask(lambda r: [s.code for s in queries.services(r)]).count("B14") == 1
    for window, count in ((3, 3), (4, 2), (8, 1)):
        for _ in range(count):
            assert day.finish(day.serve(window)).state == "done"


@pytest.mark.rule("3")
def test_a_stricter_limit_is_free_and_a_looser_one_needs_a_manager_and_a_reason(
    hall: Hall, day: Day
) -> None:
    day.do(housekeeping.set_limit, MANAGER, kind="payment", minutes=4)
    with pytest.raises(RuleBroken) as refusal:
        day.do(housekeeping.set_limit, MANAGER, kind="payment", minutes=6)
    assert refusal.value.field == "reason"
    with pytest.raises(RuleBroken, match="没有这项权限"):
        day.do(housekeeping.set_limit, "1032", kind="payment", minutes=6, reason="x")
    day.do(housekeeping.set_limit, MANAGER, kind="payment", minutes=6, reason="系统改造期间")
    actions = _journal_actions(hall)
    assert actions.count("override_limit") == 2
    day.issue("A01")
    ticket = day.serve(3)
    day.clock.advance(360)
    assert day.finish(ticket).state == "done"


def _journal_actions(hall: Hall) -> list[str]:
    from hall_desk.store.journal import read_entries

    with hall.store.read() as conn:
        return [entry.action for entry in read_entries(conn, hall.hall_id)]


@pytest.mark.parametrize("hours", [("8.30", "17:30"), ("17:30", "08:30"), ("25:00", "26:00")])
def test_senseless_hours_are_refused_at_their_field(day: Day, hours: tuple[str, str]) -> None:
    with pytest.raises(RuleBroken) as refusal:
        day.do(housekeeping.set_hours, MANAGER, opens=hours[0], closes=hours[1])
    assert refusal.value.field == "hours"
    day.do(housekeeping.set_hours, MANAGER, opens="08:00", closes="18:00")
    assert [f"{t:%H:%M}" for t in day.ask(opening.hours_of)] == ["08:00", "18:00"]
