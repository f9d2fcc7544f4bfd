"""A suspension sends customers only where the suspended business is done (Art. 5(2))."""

from dataclasses import replace

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.outlets import Outlet, go_to_words, outlet_words
from hall_desk.domain.suspensions import Scope
from hall_desk.presenters.display import go_to_words as on_display
from hall_desk.usecases import papers, suspending, upkeep
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.usecases.test_suspending import form


@pytest.mark.rule("5(2)")
def test_the_sign_names_a_chosen_outlet_with_its_address(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    wanted = replace(form(clock, window=4), alternative="", outlets=("W01",))
    stop = day.do(suspending.suspend, "1021", form=wanted)
    assert stop.alternative == "柳溪供电营业厅（柳溪镇柳溪路1号）"
    paper = hall.ask(papers.sign_of, stop.id)
    assert (paper.alternative, paper.alternative_hint) == (stop.alternative, "")


@pytest.mark.rule("5(2)")
@pytest.mark.parametrize(
    ("scope", "prefix", "outlets", "refused"),
    [
        (Scope.SERVICE, "B", ("W03",), "示例街缴费代办点不办理暂停的业务"),
        (Scope.SERVICE, "E", ("W01", "W02"), "示例园区供电营业厅不办理暂停的业务"),
        (Scope.HALL, None, ("W02",), "示例园区供电营业厅不办理暂停的业务"),
        (Scope.SERVICE, "A", ("W09",), "所选网点已停用"),
        (Scope.SERVICE, "A", ("W03", "W01"), ""),
        (Scope.HALL, None, ("W01",), ""),
    ],
)
def test_an_outlet_that_does_not_do_what_stops_is_refused(
    day: Day,
    clock: FakeClock,
    scope: Scope,
    prefix: str | None,
    outlets: tuple[str, ...],
    refused: str,
) -> None:
    wanted = replace(form(clock, scope, None, prefix), alternative="", outlets=outlets)
    if refused:
        with pytest.raises(RuleBroken, match=refused) as refusal:
            day.do(suspending.suspend, MANAGER, form=wanted)
        assert refusal.value.field == "alternative"
    else:
        assert day.do(suspending.suspend, MANAGER, form=wanted).alternative


@pytest.mark.rule("5(2)")
def test_an_outlet_typed_in_by_hand_is_held_to_the_same(day: Day, clock: FakeClock) -> None:
    typed = replace(form(clock, Scope.SERVICE, None, "B"), alternative="请到示例街缴费代办点")
    with pytest.raises(RuleBroken, match="不办理暂停的业务"):
        day.do(suspending.suspend, MANAGER, form=typed)


@pytest.mark.rule("5(2)")
def test_an_outlet_switched_off_is_not_offered(hall: Hall, day: Day, clock: FakeClock) -> None:
    day.do(upkeep.switch_listing, MANAGER, kind=Outlet, key="W01", enabled=False)
    assert [outlet.code for outlet in hall.ask(suspending.outlets_of)] == ["W02", "W03"]
    wanted = replace(form(clock, window=4), alternative="", outlets=("W01",))
    with pytest.raises(RuleBroken, match="已停用"):
        day.do(suspending.suspend, "1021", form=wanted)


def test_places_read_as_a_sentence_and_only_windows_keep_the_number(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    outlets = hall.ask(suspending.outlets_of)
    assert outlet_words(outlets[:2]) == "柳溪供电营业厅、示例园区供电营业厅"
    assert outlet_words([]) == ""
    assert go_to_words("3号窗口") == "3号窗口"
    assert go_to_words("", outlets[:1]) == "柳溪供电营业厅（柳溪镇柳溪路1号）"
    wanted = replace(form(clock, window=3), alternative="1号窗口", outlets=("W01",))
    stop = day.do(suspending.suspend, "1032", form=wanted)
    assert on_display(stop) == "请到 1号窗口（保留原号），或柳溪供电营业厅"
    assert hall.ask(papers.sign_of, stop.id).alternative_hint == "到窗口保留原号"
