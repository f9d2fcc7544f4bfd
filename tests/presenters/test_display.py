"""The hall display shows and speaks the calls, and nobody's name or business."""

from datetime import datetime, timedelta

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.counter_state import Phase
from hall_desk.presenters.display import DisplayPresenter, go_to_words
from hall_desk.presenters.display_state import DisplayState
from hall_desk.usecases import board, calling, guiding, serving, suspending, undoing
from hall_desk.usecases.hall import Hall
from hall_desk.voice import NO_PLAYER, ClipSpeaker, SilentSpeaker
from tests.conftest import CLERKS, Day
from tests.presenters.test_counter import at_window


class Screen:
    """The display on its wall."""

    def __init__(self, hall: Hall) -> None:
        self.speaker = SilentSpeaker()
        self.presenter = DisplayPresenter(Desk(hall=hall, runner=SyncRunner()), self.speaker)
        self.presenter.refresh()

    def look(self) -> DisplayState:
        self.presenter.refresh()
        return self.presenter.build()

    @property
    def said(self) -> list[tuple[str, int, int]]:
        return self.speaker.said


@pytest.fixture
def screen(hall: Hall) -> Screen:
    return Screen(hall)


def form(
    clock: FakeClock, scope: Scope = Scope.WINDOW, window: int | None = None, **changes: str
) -> suspending.SuspensionForm:
    return suspending.SuspensionForm(
        scope=scope,
        window=None if window is None else WindowNo(window),
        prefix=changes.get("prefix"),
        reason_code="S3",
        expected_at=clock.now() + timedelta(minutes=45),
        alternative=changes.get("alternative", "3号窗口"),
    )


def test_before_the_first_call_the_slogan_stands_alone(screen: Screen) -> None:
    state = screen.look()
    assert (state.call, state.recent, state.stop) == (None, (), None)
    assert state.slogan == "优质、方便、规范、真诚"
    assert state.promise == "收费每件 5 分钟、用电业务每件 20 分钟内办结"


@pytest.mark.rule("10(2)")
def test_the_duty_manager_is_named(screen: Screen) -> None:
    assert screen.look().foot == (("值班主任", "周明岚"), ("服务", "95598"), ("监督", "12398"))


@pytest.mark.rule("12(4)")
def test_date_and_clock_follow_the_clock(screen: Screen, clock: FakeClock) -> None:
    state = screen.look()
    assert (state.date, state.clock) == ("2026年3月12日 星期四", "09:00")
    clock.advance(3 * 86_400 + 59)
    state = screen.presenter.build()
    assert (state.date, state.clock) == ("2026年3月15日 星期日", "09:00")
    clock.advance(1)
    assert screen.presenter.build().clock == "09:01"


def test_the_latest_call_is_large_and_five_stand_below(
    screen: Screen, day: Day, clock: FakeClock
) -> None:
    for _ in range(7):
        day.whole_visit("A01")
    day.issue("E01")
    clock.advance(60)
    day.call(8)
    state = screen.look()
    assert state.call is not None
    assert (state.call.code, state.call.window, state.call.times) == ("E001", "8", 1)
    assert [call.code for call in state.recent] == ["A007", "A006", "A005", "A004", "A003"]


def test_a_recall_moves_up_and_counts(screen: Screen, day: Day, clock: FakeClock) -> None:
    first = day.issue("A01")
    day.issue("A01")
    day.call(3)
    clock.advance(20)
    day.call(1)
    state = screen.look()
    assert state.call is not None
    assert state.call.code == "A002"
    clock.advance(20)
    day.do(calling.recall, "1032", ticket_id=first.id)
    state = screen.look()
    assert state.call is not None
    assert (state.call.code, state.call.window, state.call.times) == ("A001", "3", 2)
    assert [call.code for call in state.recent] == ["A002"]
    assert screen.said == [("A001", 3, 1), ("A002", 1, 1), ("A001", 3, 2)]


def test_each_call_and_recall_is_spoken_once(screen: Screen, day: Day, clock: FakeClock) -> None:
    ticket = day.issue("A01")
    day.call(3)
    for _ in range(3):
        screen.look()
        screen.presenter.tick()
    assert screen.said == [("A001", 3, 1)]
    clock.advance(30)
    day.do(calling.recall, "1032", ticket_id=ticket.id)
    screen.look()
    screen.look()
    assert screen.said == [("A001", 3, 1), ("A001", 3, 2)]


def test_two_calls_between_two_looks_are_spoken_in_their_order(
    screen: Screen, day: Day, clock: FakeClock
) -> None:
    day.issue("A01")
    day.issue("B01")
    day.call(4)
    clock.advance(1)
    day.call(1)
    screen.look()
    assert screen.said == [("B001", 4, 1), ("A001", 1, 1)]


def test_calls_from_before_the_start_stay_unspoken(hall: Hall, day: Day) -> None:
    for _ in range(14):
        day.whole_visit("A01")
    day.issue("A01")
    day.call(3)
    screen = Screen(hall)
    screen.look()
    assert screen.said == []


def test_an_undone_call_leaves_the_screen_and_wakes_no_old_one(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    for _ in range(13):
        day.whole_visit("A01")
    screen = Screen(hall)
    day.issue("A01")
    day.call(3)
    screen.look()
    day.do(undoing.undo_last, "1032", window=WindowNo(3))
    state = screen.look()
    assert state.call is not None
    assert state.call.code == "A013"
    assert screen.said == [("A014", 3, 1)]


def test_a_call_found_late_after_a_fault_is_spoken_only_while_awaited(
    screen: Screen, day: Day, clock: FakeClock
) -> None:
    day.whole_visit("A01", seconds=200)
    day.issue("E01")
    day.call(8)
    clock.advance(120)
    screen.look()
    assert screen.said == [("E001", 8, 1)]


def test_the_voice_can_be_switched_off_and_its_fault_is_shown(
    screen: Screen, day: Day, clock: FakeClock
) -> None:
    screen.presenter.toggle_voice()
    day.issue("A01")
    day.call(3)
    assert screen.look().voice_fault == ""
    screen.presenter.toggle_voice()
    screen.look()
    assert screen.said == []

    class Mute(SilentSpeaker):
        @property
        def state(self) -> str:
            return NO_PLAYER

    screen.presenter.speaker = Mute()
    assert screen.look().voice_fault == NO_PLAYER
    # The public is not told all day that a loudspeaker is missing.
    clock.advance(61)
    assert screen.look().voice_fault == ""


def test_the_lines_show_waiting_and_estimate(screen: Screen, day: Day) -> None:
    for _ in range(3):
        day.whole_visit("A01", seconds=240)
    for service in ("A01", "A02", "A03", "A01", "B01"):
        day.issue(service)
    shown = screen.look().waiting
    lines = {line.prefix: (line.name, line.waiting, line.estimate) for line in shown}
    assert lines["A"] == ("缴费", 4, "5–11 分")
    assert lines["B"] == ("业务办理", 1, "—")
    assert lines["C"] == ("咨询服务", 0, "—")


@pytest.mark.rule("11(8)")
def test_a_suspended_window_shows_reason_return_and_where_to_go(
    screen: Screen, day: Day, clock: FakeClock
) -> None:
    stop = day.do(suspending.suspend, form=form(clock, window=1))
    state = screen.look()
    assert state.stop is not None
    assert (state.stop.place, state.stop.reason) == ("1号窗口", "设备故障")
    assert (state.stop.until, state.stop.go_to) == ("09:45", "请到 3号窗口，保留原号")
    day.do(suspending.resume, suspension_id=stop.id)
    assert screen.look().stop is None


@pytest.mark.rule("11(8)")
def test_several_suspensions_take_turns_of_eight_seconds(
    screen: Screen, day: Day, clock: FakeClock
) -> None:
    day.do(suspending.suspend, form=form(clock, window=1))
    kind = form(clock, Scope.SERVICE, prefix="E", alternative="请到投诉窗口")
    day.do(suspending.suspend, form=kind)
    screen.look()
    places = []
    for _ in range(4):
        stop = screen.presenter.build().stop
        assert stop is not None
        places.append((stop.place, stop.page, stop.pages))
        clock.advance(8)
    assert set(places) == {("1号窗口", 1, 2), ("报修", 2, 2)}
    assert places[0] == places[2] != places[1]
    assert "暂停" in [line.estimate for line in screen.look().waiting]


def test_where_to_go_is_said_in_a_sentence(day: Day, clock: FakeClock) -> None:
    def words(text: str) -> str:
        stop = day.do(suspending.suspend, form=form(clock, window=1, alternative=text))
        day.do(suspending.resume, suspension_id=stop.id)
        return go_to_words(stop)

    assert words("4、5号窗口") == "请到 4、5号窗口，保留原号"
    assert words("请拨打 95598。") == "请拨打 95598"


def test_only_ticket_numbers_ever_reach_the_screen(
    screen: Screen, day: Day, clock: FakeClock
) -> None:
    for service in ("D03", "D05", "A01"):
        day.issue(service)
    day.call(3)
    day.do(suspending.suspend, form=form(clock, window=1, alternative="投诉窗口"))
    text = repr(screen.look())
    assert "投诉" not in text
    assert not [name for name, _, _ in CLERKS.values() if name in text]
    assert not [no for no in CLERKS if f"'{no}'" in text]
    assert "意见" not in repr(screen.look().waiting)


@pytest.mark.rule("11(9)")
def test_after_the_posted_hour_the_calls_go_on(screen: Screen, day: Day, clock: FakeClock) -> None:
    day.issue("A01")
    clock.set(datetime.fromisoformat("2026-03-12T17:40:00+08:00"))
    day.call(3)
    state = screen.look()
    assert state.notice is None
    assert state.call is not None
    assert state.promise == "已停止取号，已取号的客户都会办完"
    assert screen.said == [("A001", 3, 1)]


def test_a_suspended_hall_fills_the_screen(screen: Screen, day: Day, clock: FakeClock) -> None:
    day.do(suspending.suspend, form=form(clock, Scope.HALL, alternative="城东供电营业厅"))
    state = screen.look()
    assert state.notice is not None
    assert (state.notice.title, state.notice.suspended) == ("暂停营业", True)
    assert ("请到", "城东供电营业厅", "") in state.notice.facts


@pytest.mark.rule("13(3)")
def test_a_closed_day_shows_when_it_opens_again(screen: Screen, day: Day, clock: FakeClock) -> None:
    day.whole_visit("A01")
    clock.set(datetime.fromisoformat("2026-03-12T17:31:00+08:00"))
    day.close()
    state = screen.look()
    assert state.notice is not None
    assert state.notice.facts[0] == ("下次开门", "明天 08:30 开门", "")
    assert ("紧急用电", "95598", "24 小时") in state.notice.facts
    assert state.foot == (("服务", "95598"), ("监督", "12398"))


def test_yesterdays_calls_are_gone(hall: Hall, day: Day, clock: FakeClock) -> None:
    day.whole_visit("A01")
    tomorrow = (clock.now() + timedelta(days=1)).date()
    assert hall.ask(board.recent_calls, tomorrow) == ()


@pytest.mark.rule("14(4)")
def test_no_announcement_contains_a_name(
    screen: Screen, hall: Hall, day: Day, clock: FakeClock
) -> None:
    day.count_float()
    names = ("单雨安", "柳溪示例物业服务有限公司", "阿卜杜热西提·买买提")
    for name in names:
        ticket = day.issue("A01")
        counter = at_window(day)
        counter.call_next()
        before = f"{counter.build().called.announcement}{screen.look()!r}"
        counter.start()
        counter.set_customer(name)
        counter.set_due(8640)
        counter.set_received(8640)
        counter.take_payment()
        counter.pay(finish=False)
        counter.transfer("1")
        assert day.call(1) is not None
        other = at_window(day, 1, "1008")
        said = f"{before}{other.build().called.announcement}{screen.look()!r}{screen.said!r}"
        assert ticket.code in said
        for word in (name, name[:2], "户名"):
            assert word not in said
        day.finish(day.do(serving.start, "1008", ticket_id=ticket.id), "O1")


@pytest.mark.rule("4(4)")
def test_without_a_speech_engine_a_call_works_and_shows_its_text(hall: Hall, day: Day) -> None:
    speaker = ClipSpeaker(find=lambda: None)
    presenter = DisplayPresenter(Desk(hall=hall, runner=SyncRunner()), speaker)
    presenter.refresh()
    day.issue("A01")
    called = day.call()
    assert called is not None
    presenter.refresh()
    shown = presenter.build()
    speaker.close()
    assert shown.call is not None
    assert (shown.call.code, shown.call.window, shown.call.times) == ("A001", "3", 1)
    assert (speaker.state, shown.voice_fault) == (NO_PLAYER, NO_PLAYER)
    counter = at_window(day).build()
    assert counter.phase is Phase.CALLED
    assert "A001" in counter.called.announcement


@pytest.mark.rule("6(4)")
def test_a_call_for_somebody_who_needs_help_is_said_twice_and_its_card_comes_back(
    screen: Screen, day: Day, clock: FakeClock
) -> None:
    slow = day.issue("A01")
    day.do(guiding.attend, "1030", ticket_id=slow.id, needs_help=True)
    day.issue("A01")
    day.call(3)
    screen.look()
    assert screen.said == [("A001", 3, 1)] * 2
    clock.advance(5)
    day.call(1)
    shown = []
    for _ in range(4):
        state = screen.look()
        assert state.call is not None
        shown.append((state.call.code, [line.code for line in state.recent]))
        clock.advance(10)
    assert shown == [("A002", ["A001"]), ("A001", ["A002"])] * 2
    clock.advance(60)
    state = screen.look()
    assert state.call is not None
    assert state.call.code == "A002"
    assert screen.said[2:] == [("A002", 1, 1)]


@pytest.mark.rule("6(4)")
def test_the_card_rests_once_the_customer_is_at_the_window(
    screen: Screen, day: Day, clock: FakeClock
) -> None:
    slow = day.issue("A01")
    day.do(guiding.attend, "1030", ticket_id=slow.id, needs_help=True)
    day.issue("A01")
    day.serve(3)
    day.call(1)
    clock.advance(15)
    state = screen.look()
    assert state.call is not None
    assert state.call.code == "A002"
    assert "协助" not in str(state)
