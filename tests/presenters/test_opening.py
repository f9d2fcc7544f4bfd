"""Opening the day: the checklist, the windows, and what is refused."""

from datetime import UTC, datetime

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.days import BusinessDay
from hall_desk.domain.people import Staff
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.opening import OpeningPresenter, OpeningState, toggled
from hall_desk.usecases import opening
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.queries import find_day, windows_of
from tests.conftest import Day


def presenter_for(hall: Hall, shown: list[OpeningState]) -> OpeningPresenter:
    me = hall.ask(lambda reading: reading.get(Staff, staff_no="0906"))
    made = OpeningPresenter(Desk(hall=hall, runner=SyncRunner()), me)
    made.show = shown.append
    made.refresh()
    return made


@pytest.fixture
def shown() -> list[OpeningState]:
    return []


@pytest.fixture
def presenter(founded: Hall, shown: list[OpeningState]) -> OpeningPresenter:
    return presenter_for(founded, shown)


def test_it_starts_with_an_open_checklist_and_windows_without_business(
    presenter: OpeningPresenter, shown: list[OpeningState]
) -> None:
    state = shown[-1]
    assert (state.done, len(state.lines)) == (0, 14)
    assert [row.prefixes for row in state.plan] == ["", "", "", ""]
    assert state.plan_note == "请安排各窗口的业务。"


@pytest.mark.rule("10(2)", "11(1)")
def test_a_ticked_list_and_assigned_windows_open_the_day(
    presenter: OpeningPresenter, shown: list[OpeningState], founded: Hall
) -> None:
    opened: list[BusinessDay] = []
    presenter.opened = opened.append
    presenter.tick_all()
    presenter.toggle(1, "A")
    presenter.toggle(2, "C")
    presenter.toggle(2, "B")
    presenter.open_day()
    assert len(opened) == 1
    places = founded.ask(windows_of, opened[0].date)
    assert {place.no: place.prefixes for place in places} == {1: "A", 2: "BC"}
    assert opened[0].manager == "0906"


@pytest.mark.rule("11(1)")
def test_an_unticked_line_wants_a_remark(
    presenter: OpeningPresenter, shown: list[OpeningState], founded: Hall
) -> None:
    presenter.tick_all()
    presenter.toggle(1, "A")
    presenter.tick_line(2)
    presenter.open_day()
    assert shown[-1].message.field == "checklist"
    assert "请写明情况" in shown[-1].message.text
    assert founded.ask(find_day) is None
    presenter.remark(2, "打印机缺纸，已报修")
    presenter.open_day()
    day = founded.ask(find_day)
    assert day is not None
    assert day.checklist[2].remark == "打印机缺纸，已报修"


@pytest.mark.rule("10(2)")
def test_no_window_no_opening(presenter: OpeningPresenter, shown: list[OpeningState]) -> None:
    presenter.tick_all()
    presenter.open_day()
    assert shown[-1].message.field == "windows"
    assert shown[-1].done == 14


def test_windows_can_be_more_or_fewer(
    presenter: OpeningPresenter, shown: list[OpeningState]
) -> None:
    presenter.add_window()
    assert [row.no for row in shown[-1].plan] == [1, 2, 3, 4, 5]
    for _ in range(9):
        presenter.drop_window()
    assert [row.no for row in shown[-1].plan] == [1]


def test_the_last_assignment_is_remembered_overnight(hall: Hall, clock: FakeClock) -> None:
    hall.do(opening.stop_issuing, "0906", None)
    hall.do(opening.close_day, "0906", None)
    clock.set(datetime(2026, 3, 13, 0, 10, tzinfo=UTC))
    shown: list[OpeningState] = []
    presenter_for(hall, shown)
    plan = {row.no: row.prefixes for row in shown[-1].plan}
    assert plan == {1: "A", 3: "AC", 4: "B", 8: "EC"}
    assert not shown[-1].running


def test_a_day_that_was_never_closed_is_told_first(hall: Hall, clock: FakeClock) -> None:
    clock.set(datetime(2026, 3, 13, 0, 10, tzinfo=UTC))
    shown: list[OpeningState] = []
    presenter_for(hall, shown)
    assert shown[-1].unclosed == "2026-03-12 的营业日还没有日结，请先日结。"
    assert shown[-1].running


def test_a_missing_holiday_year_is_warned_about(founded: Hall, clock: FakeClock) -> None:
    clock.set(datetime(2027, 1, 4, 0, 10, tzinfo=UTC))
    shown: list[OpeningState] = []
    presenter_for(founded, shown)
    assert "2027 年的节假日表" in shown[-1].warning


def test_toggling_keeps_the_order_of_the_catalogue() -> None:
    order = ["A", "B", "C", "E"]
    assert toggled("E", "B", order) == "BE"
    assert toggled("BE", "E", order) == "B"


def test_a_date_before_the_last_business_day_is_confirmed_by_a_second_press(
    hall: Hall, shown: list[OpeningState], clock: FakeClock
) -> None:
    hall.do(opening.stop_issuing, "0906", None)
    Day(hall, clock).close()
    clock.set(datetime(2009, 1, 1, 1, 0, tzinfo=UTC))
    presenter = presenter_for(hall, shown)
    presenter.tick_all()
    presenter.open_day()
    assert "2009-01-01 早于上一个营业日 2026-03-12" in shown[-1].message.text
    assert hall.ask(find_day) is None
    presenter.open_day()
    running = hall.ask(find_day)
    assert running is not None
    assert running.date.year == 2009
