"""The duty desk: what it shows, calls taken and settled, and the closing of the day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import Handling
from hall_desk.domain.days import BusinessDay
from hall_desk.domain.people import Role, Staff
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.duty import DutyPresenter
from hall_desk.presenters.duty_alerts import AlertLine
from hall_desk.presenters.duty_closing import ClosingPresenter, ClosingState
from hall_desk.presenters.duty_plan import PlanPresenter, PlanState
from hall_desk.presenters.duty_staff import StaffForm, StaffPresenter, StaffState
from hall_desk.presenters.duty_state import DutyState
from hall_desk.presenters.duty_tickets import TicketDeskPresenter, TicketDeskState
from hall_desk.presenters.duty_tiles import WindowTileState
from hall_desk.store.transaction import Tx
from hall_desk.usecases import calling, contacts, helping, opening, people, suspending
from hall_desk.usecases.dutyboard import last_plan, look_at_hall, waiting_series
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day


def manager_of(hall: Hall) -> Staff:
    return hall.ask(lambda reading: reading.get(Staff, staff_no="0906"))


@pytest.fixture
def me(hall: Hall) -> Staff:
    return manager_of(hall)


@pytest.fixture
def desk(hall: Hall) -> Desk:
    return Desk(hall=hall, runner=SyncRunner())


@pytest.fixture
def shown() -> list[DutyState]:
    return []


@pytest.fixture
def duty(desk: Desk, me: Staff, shown: list[DutyState]) -> DutyPresenter:
    made = DutyPresenter(desk, me)
    made.show = shown.append
    made.refresh()
    return made


def tile(state: DutyState, number: int) -> WindowTileState:
    return next(tile for tile in state.tiles if tile.number == number)


def alert(state: DutyState, start: str) -> AlertLine:
    return next(line for line in state.alerts if line.key.startswith(start))


def test_a_quiet_hall_has_open_windows_and_no_alerts(
    duty: DutyPresenter, shown: list[DutyState]
) -> None:
    state = shown[-1]
    assert [t.number for t in state.tiles] == [1, 3, 4, 8]
    assert {t.state for t in state.tiles} == {"open"}
    assert state.alerts == ()
    assert (state.head.windows_open, state.head.windows_suspended) == (4, 0)
    assert tile(state, 3).kinds == "缴费 · 咨询"
    assert tile(state, 3).main_line == "空闲"


def test_a_called_and_a_served_ticket_stand_on_their_tiles(
    duty: DutyPresenter, day: Day, shown: list[DutyState]
) -> None:
    day.issue("A01")
    day.issue("A01")
    served = day.serve(3)
    called = day.call(1)
    assert called is not None
    day.clock.advance(250)
    duty.refresh()
    state = shown[-1]
    assert (tile(state, 3).ticket, tile(state, 3).stage) == (served.code, "near")
    assert (tile(state, 3).elapsed_s, tile(state, 3).limit_s) == (250, 300)
    assert (tile(state, 1).ticket, tile(state, 1).state) == (called.code, "calling")
    assert tile(state, 1).main_line == "第 1 次"
    assert alert(state, "item:").figure_note == "剩余"


def test_from_second_301_the_item_is_an_alert_above_the_near_ones(
    duty: DutyPresenter, day: Day, shown: list[DutyState]
) -> None:
    day.issue("A01")
    day.serve(3)
    duty.refresh()
    day.clock.advance(300)
    duty.tick()
    assert alert(shown[-1], "item:").figure_note == "剩余"
    day.clock.advance(1)
    duty.tick()
    line = alert(shown[-1], "item:")
    assert (line.figure, line.figure_note) == ("00:01", "超限")
    assert tile(shown[-1], 3).foot_loud == "超 00:01"
    assert duty.window_of(line.key) == 3


@pytest.mark.rule("6(3)", "11(10)")
def test_a_call_for_help_appears_with_its_running_time_until_taken(
    duty: DutyPresenter, day: Day, shown: list[DutyState]
) -> None:
    day.issue("A01")
    ticket = day.serve(3)
    day.do(helping.call_manager, "1032", window=WindowNo(3), reason="客户要求见主任")
    duty.refresh()
    assert shown[-1].calls_waiting == 1
    assert shown[-1].head.calling == "3号窗口 请值班主任"
    day.clock.advance(48)
    duty.tick()
    line = alert(shown[-1], "call:")
    assert (line.figure, line.figure_note) == ("00:48", "待接")
    assert line.primary
    assert line.detail == f"{ticket.code} · 客户要求见主任"
    assert tile(shown[-1], 3).help_text == "请值班主任 00:48"


@pytest.mark.rule("6(3)", "11(10)")
def test_taking_keeps_the_seconds_and_a_decision_closes_the_call(
    duty: DutyPresenter, day: Day, shown: list[DutyState]
) -> None:
    call = day.do(helping.call_manager, "1032", window=WindowNo(3), reason="零钱不足")
    day.clock.advance(65)
    duty.refresh()
    duty.take_first()
    day.clock.advance(600)
    duty.tick()
    line = alert(shown[-1], "call:")
    assert (line.figure, line.figure_note, line.action) == ("01:05", "接手用时", "settle")
    assert line.taken.startswith("周明岚 09:01 接手")
    assert tile(shown[-1], 3).help_text == ""
    ended: list[bool] = []
    duty.settle(call.id, "  ", lambda: ended.append(True))
    assert shown[-1].message.field == "decision"
    assert ended == []
    duty.settle(call.id, "已从总箱补零钱", lambda: ended.append(True))
    assert ended == [True]
    assert shown[-1].alerts == ()
    assert shown[-1].calls_note == "今日呼叫 1 件，平均接手 01:05"


def test_a_sentence_goes_by_itself_after_a_while(
    duty: DutyPresenter, day: Day, shown: list[DutyState]
) -> None:
    duty.take_first()
    day.clock.advance(15)
    duty.tick()
    assert shown[-1].message.text
    day.clock.advance(1)
    duty.tick()
    assert not shown[-1].message.text


def test_the_oldest_call_is_taken_first_and_none_is_said(
    duty: DutyPresenter, day: Day, shown: list[DutyState]
) -> None:
    duty.take_first()
    assert shown[-1].message.text == "没有待接的呼叫。"
    first = day.do(helping.call_manager, "1032", window=WindowNo(3), reason="一")
    day.clock.advance(5)
    day.do(helping.call_manager, "1008", window=WindowNo(1), reason="二")
    duty.refresh()
    assert [line.primary for line in shown[-1].alerts] == [True, False]
    duty.take_first()
    found = duty.find_call(first.id)
    assert found is not None
    assert found.taken_by == "0906"


def test_a_suspension_is_an_alert_only_beyond_its_expected_end(
    duty: DutyPresenter, day: Day, shown: list[DutyState]
) -> None:
    form = suspending.SuspensionForm(
        scope=Scope.WINDOW,
        window=WindowNo(3),
        prefix=None,
        reason_code="S3",
        expected_at=day.clock.now() + timedelta(minutes=20),
        alternative="1号窗口",
    )
    day.do(suspending.suspend, "0906", form=form)
    duty.refresh()
    assert tile(shown[-1], 3).state == "suspended"
    assert tile(shown[-1], 3).foot == "09:00 起 · 预计 09:20 恢复"
    assert shown[-1].alerts == ()
    day.clock.advance(20 * 60 + 1)
    duty.tick()
    line = alert(shown[-1], "stop:")
    assert line.title == "3号窗口 超过预计恢复时间"
    row = next(row for row in shown[-1].stops if row.key == "window:3")
    assert row.suspension_id is not None
    duty.resume(row.suspension_id)
    assert tile(shown[-1], 3).state == "open"
    assert shown[-1].message.text == "3号窗口 已恢复营业。"


@pytest.mark.rule("7(1)")
def test_a_locked_account_is_shown_until_it_opens(
    duty: DutyPresenter, day: Day, shown: list[DutyState]
) -> None:
    for _ in range(5):
        with pytest.raises(Exception, match="工号"):
            people.authenticate(day.hall, "1032", "wrong")
    duty.refresh()
    assert alert(shown[-1], "lock:").title == "工号 1032 已锁定"
    day.clock.advance(30 * 60)
    duty.tick()
    assert shown[-1].alerts == ()


def test_waiting_counts_the_longest_and_warns_above_eight_minutes(
    duty: DutyPresenter, day: Day, shown: list[DutyState]
) -> None:
    day.issue("A01")
    day.issue("A01")
    duty.refresh()
    day.clock.advance(8 * 60 - 1)
    duty.tick()
    row = shown[-1].queues[0]
    assert (row.waiting, row.longest, row.long) == (2, "最久 08:00", False)
    day.clock.advance(1)
    duty.tick()
    assert shown[-1].queues[0].long
    assert shown[-1].head.waiting == 2


def test_the_line_of_the_day_counts_who_waited_at_each_moment() -> None:
    start = datetime(2026, 3, 12, 1, 0, tzinfo=UTC)

    def at(minutes: int) -> datetime:
        return start + timedelta(minutes=minutes)

    spans = [(at(1), at(5)), (at(4), None)]
    assert waiting_series(spans, start, at(12)) == (0, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1)
    assert waiting_series(spans, start, start) == ()


def test_first_contacts_say_what_is_due_today(
    duty: DutyPresenter, day: Day, shown: list[DutyState]
) -> None:
    for hours, matter in ((8, "电表校验"), (40, "分户进度")):
        form = contacts.ContactForm(
            matter=matter,
            handling=Handling.LATER,
            phone_declined=True,
            promised_at=day.clock.now() + timedelta(hours=hours),
        )
        day.do(contacts.register_contact, "1032", form=form)
    duty.refresh()
    state = shown[-1]
    assert (state.contacts_open, state.contacts_due) == (2, 1)
    assert [(row.due, row.due_tone) for row in state.contacts] == [
        ("今日 17:00", "warn"),
        ("3月14日", "ink"),
    ]


def test_today_counts_tickets_and_kept_limits(
    duty: DutyPresenter, day: Day, shown: list[DutyState]
) -> None:
    day.whole_visit(seconds=300)
    day.whole_visit(seconds=301)
    day.count_float(3)
    duty.refresh()
    today = shown[-1].today
    assert (today.issued, today.done, today.on_time) == (2, 2, "1/2")
    assert (today.checks, today.floats) == ("14 / 14", "1 / 4")
    assert not today.floats_whole


@pytest.mark.rule("11(9)")
def test_closing_says_why_it_is_off_while_somebody_waits(
    duty: DutyPresenter, day: Day, shown: list[DutyState]
) -> None:
    day.issue("A01")
    duty.refresh()
    assert shown[-1].today.close_off == "等候 1 人"
    day.serve(3)
    duty.refresh()
    assert shown[-1].today.close_off == "还有 1 位在办"


def test_another_duty_manager_takes_the_day(duty: DutyPresenter, day: Day) -> None:
    taken: list[str] = []
    duty.handed_over = taken.append
    people.add_staff(
        day.hall,
        MANAGER,
        staff_no="0907",
        name="沈亦",
        role=Role.DUTY_MANAGER,
        password="duty-2027!",
    )
    duty.hand_over("0907")
    assert taken == ["0907"]
    assert duty.facts is not None
    assert duty.facts.day is not None
    assert duty.facts.day.manager == "0907"


def test_a_closed_hall_says_so(founded: Hall, shown: list[DutyState]) -> None:
    duty = DutyPresenter(Desk(hall=founded, runner=SyncRunner()), manager_of(founded))
    duty.show = shown.append
    duty.refresh()
    assert shown[-1].closed_note == "今天还没有开门。"
    assert shown[-1].tiles == ()
    assert not shown[-1].head.is_open


@pytest.mark.rule("11(9)")
def test_the_day_closes_after_the_last_customer(desk: Desk, me: Staff, day: Day) -> None:
    states: list[ClosingState] = []
    closed: list[BusinessDay] = []
    reports: list[date] = []
    closing = ClosingPresenter(desk, me)
    closing.show, closing.closed, closing.report = states.append, closed.append, reports.append
    ticket = day.issue("A01")
    closing.begin()
    assert states[-1].rows == ((ticket.code, "等候中", "—", "09:00"),)
    closing.close_day()
    assert ticket.code in states[-1].message.text
    day.finish(day.serve(3))
    closing.refresh()
    assert states[-1].close_off == "还在取号，请先停止取号"
    closing.stop_issuing()
    assert states[-1].close_off == ""
    assert "已停止取号" in states[-1].issue_note
    closing.close_day()
    assert len(closed) == 1
    assert states[-1].closed
    assert states[-1].journal_n == closed[0].closing["journal_n"]
    assert len(states[-1].journal_hash) == 64
    assert states[-1].figures.done == 1
    closing.open_report()
    assert reports == [date(2026, 3, 12)]


def test_a_window_is_opened_and_one_with_a_customer_keeps_its_kinds(
    desk: Desk, me: Staff, day: Day
) -> None:
    states: list[PlanState] = []
    plan = PlanPresenter(desk, me)
    plan.show = states.append
    plan.begin()
    assert not states[-1].changed
    plan.add_window()
    plan.toggle(9, "B")
    plan.assign()
    assert not states[-1].open
    day.issue("E01")
    day.serve(8)
    plan.begin()
    plan.toggle(8, "E")
    plan.toggle(8, "C")
    plan.assign()
    assert states[-1].message.field == "windows"
    assert states[-1].open


@pytest.mark.rule("4(5)")
def test_a_kind_the_clerk_at_the_window_cannot_do_is_warned_of(
    desk: Desk, me: Staff, day: Day
) -> None:
    def _teach(tx: Tx) -> Staff:
        staff = tx.get(Staff, staff_no="1021")
        return tx.change(staff, replace(staff, skills="AC"), "change_staff", guard="skills")

    day.do(_teach)
    day.do(people.take_window, "1021", window=4, staff_no="1021")
    states: list[PlanState] = []
    plan = PlanPresenter(desk, me)
    plan.show = states.append
    plan.begin()
    assert states[-1].notes[4] == "工号 1021，本窗口无人会办 B"
    assert states[-1].notes[3] == "工号 1032"
    plan.toggle(4, "A")
    plan.toggle(4, "B")
    assert states[-1].notes[4] == "工号 1021"


@pytest.mark.rule("11(9)")
def test_after_the_hour_the_manager_still_adds_a_ticket(desk: Desk, me: Staff, day: Day) -> None:
    states: list[TicketDeskState] = []
    given: list[Ticket] = []
    presenter = TicketDeskPresenter(desk, me)
    presenter.show, presenter.given = states.append, given.append
    day.clock.set(datetime(2026, 3, 12, 9, 40, tzinfo=UTC))
    presenter.begin()
    presenter.choose_kind("B")
    code = states[-1].services[0][0]
    presenter.add_ticket(code, "")
    assert given[0].inside_at_close
    assert states[-1].given == given[0].code
    presenter.add_ticket("", "")
    assert states[-1].message.field == "service"


def test_a_passed_over_customer_comes_back(desk: Desk, me: Staff, day: Day) -> None:
    states: list[TicketDeskState] = []
    presenter = TicketDeskPresenter(desk, me)
    presenter.show = states.append
    day.issue("A01")
    ticket = day.call(3)
    assert ticket is not None
    for _ in range(2):
        day.clock.advance(31)
        day.do(calling.recall, "1032", ticket_id=ticket.id)
    day.do(calling.no_show, "1032", ticket_id=ticket.id)
    presenter.begin()
    assert states[-1].no_shows == (ticket.code,)
    presenter.come_back("A999")
    assert states[-1].message.field == "code"
    presenter.come_back(ticket.code.lower())
    assert states[-1].given == ticket.code
    assert not states[-1].no_shows


def test_a_clerk_is_added_and_can_sign_in(desk: Desk, me: Staff) -> None:
    states: list[StaffState] = []
    presenter = StaffPresenter(desk, me)
    presenter.show = states.append
    presenter.begin()
    presenter.add(StaffForm(staff_no="1050", staff_name="叶澄", password="short"))
    assert states[-1].message.field == "password"
    presenter.add(StaffForm(staff_no="1050", staff_name="叶澄", password="clerk-1050"))
    assert ("1050", "叶澄", "柜员", "在用") in states[-1].rows
    assert states[-1].added == 1
    assert people.authenticate(desk.hall, "1050", "clerk-1050").name == "叶澄"
    presenter.add(StaffForm(staff_no="1050", staff_name="叶澄", password="clerk-1050"))
    assert states[-1].message.field == "staff_no"


def test_the_board_is_the_same_on_both_databases(both_halls: Hall, clock: FakeClock) -> None:
    day = Day(both_halls, clock)
    day.issue("A01")
    day.serve(3)
    day.issue("B01")
    day.do(helping.call_manager, "1032", window=WindowNo(3), reason="零钱不足")
    facts = both_halls.ask(look_at_hall)
    assert [q.waiting for q in facts.queues] == [0, 1, 0, 0]
    assert (facts.figures.issued, facts.figures.unfinished) == (2, 2)
    assert [look.ticket.code for look in facts.windows if look.ticket] == ["A001"]
    assert len(facts.calls) == 1
    assert both_halls.ask(last_plan) == {1: "A", 3: "AC", 4: "B", 8: "EC"}


def test_a_day_closed_today_is_not_opened_again(
    duty: DutyPresenter, day: Day, shown: list[DutyState]
) -> None:
    day.do(opening.stop_issuing)
    day.close()
    duty.refresh()
    assert shown[-1].closed_note == "今天已于 09:00 日结。"


@pytest.mark.rule("14(3)")
def test_answers_past_their_promise_are_an_alert_of_one_line(
    duty: DutyPresenter, day: Day, shown: list[DutyState]
) -> None:
    for hours in (1, 2):
        form = contacts.ContactForm(
            matter="电价",
            handling=Handling.LATER,
            phone_declined=True,
            promised_at=day.clock.now() + timedelta(hours=hours),
        )
        day.do(contacts.register_contact, "1032", form=form)
    duty.refresh()
    assert all(line.key != "answers" for line in shown[-1].alerts)
    day.clock.advance(2.5 * 3600)
    duty.refresh()
    (line,) = [line for line in shown[-1].alerts if line.key == "answers"]
    assert line.title == "2 件记录后答复已超期"
    assert "责任人 1032 陈予安" in line.since
    assert line.action == "register"
    assert line.figure == "90:00"
