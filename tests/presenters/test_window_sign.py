"""The sign of a window follows the window: number, languages, 工号, and what it does."""

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import Role
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import WindowNo
from hall_desk.domain.windowsigns import DOT, WindowSign, lines_of
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.window_sign import Doing, WindowSignPresenter, WindowSignState
from hall_desk.usecases import calling, people, staffing, suspending, windowsigns
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.usecases.test_suspending import form as stop_form

UYGHUR = "توك ھەققى تاپشۇرۇش"


def sign(hall: Hall, window: int = 3) -> WindowSignState:
    """The sign at this moment."""
    presenter = WindowSignPresenter(Desk(hall=hall, runner=SyncRunner()), WindowNo(window))
    presenter.refresh()
    return presenter.build()


def word(day: Day, third: str = UYGHUR, *, name: str = "综合业务窗口", rtl: bool = True) -> None:
    """A third language, and window 3 worded in it."""
    day.do(windowsigns.set_third_language, name="维吾尔文", rtl=rtl)
    texts = WindowSign(name=name, name_en="General services", third=third)
    day.do(windowsigns.set_window_sign, window=WindowNo(3), sign=texts)


@pytest.mark.rule("12(5)")
def test_a_sign_has_number_kinds_and_both_languages(hall: Hall) -> None:
    shown = sign(hall)
    assert (shown.number, shown.name, shown.kinds) == (3, "缴费 · 咨询服务", "")
    assert shown.name_en == "Payment · Enquiry and service desk"
    assert (shown.third, shown.words, shown.words_en) == (
        "",
        "请取号，等候叫号",
        "Please take a number and wait to be called",
    )


@pytest.mark.rule("12(5)", "4(5)")
def test_a_sign_names_no_kind_its_clerk_cannot_do(hall: Hall, day: Day) -> None:
    day.do(
        staffing.change_staff,
        staff_no="1032",
        name="陈予安",
        role=Role.CLERK,
        skills="A",
        active=True,
    )
    day.do(people.take_window, "1032", window=WindowNo(3), staff_no="1032")
    shown = sign(hall)
    assert (shown.name, shown.name_en) == ("缴费", "Payment")


@pytest.mark.rule("12(5)")
def test_a_filled_third_language_shows_as_a_third_line(hall: Hall, day: Day) -> None:
    word(day)
    shown = sign(hall)
    assert (shown.name, shown.kinds, shown.name_en) == (
        "综合业务窗口",
        "缴费 · 咨询服务",
        "General services",
    )
    assert (shown.third, shown.rtl) == (UYGHUR, True)
    day.do(windowsigns.set_third_language, name="", rtl=True)
    assert sign(hall).third == ""


@pytest.mark.rule("7(1)")
def test_the_sign_shows_the_staff_number_and_never_the_name(hall: Hall) -> None:
    shown = sign(hall)
    assert shown.staff_no == "1032"
    assert "陈予安" not in repr(shown)


@pytest.mark.rule("7(1)")
def test_without_sign_in_the_window_is_not_open_and_shows_no_number(hall: Hall, day: Day) -> None:
    day.issue()
    day.do(people.leave_window, "1032", window=WindowNo(3))
    shown = sign(hall)
    assert (shown.doing, shown.staff_no) == (Doing.AWAY, "")
    with pytest.raises(RuleBroken, match="请先在本窗口登录"):
        day.do(calling.call_next, "1032", window=WindowNo(3))


@pytest.mark.rule("12(5)")
def test_the_sign_follows_the_ticket_at_the_window(hall: Hall, day: Day) -> None:
    day.issue()
    ticket = day.call()
    assert ticket is not None
    assert (sign(hall).doing, sign(hall).code) == (Doing.NEXT, "A001")
    from hall_desk.usecases import serving

    started = day.do(serving.start, "1032", ticket_id=ticket.id)
    assert (sign(hall).doing, sign(hall).code) == (Doing.SERVING, "A001")
    day.finish(started)
    assert (sign(hall).doing, sign(hall).code) == (Doing.OPEN, "")


@pytest.mark.rule("12(5)", "11(8)")
def test_a_suspended_window_shows_reason_and_alternative(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    stop = day.do(suspending.suspend, "1021", form=stop_form(clock, window=4))
    shown = sign(hall, 4)
    assert shown.doing is Doing.SUSPENDED
    assert shown.suspended is not None
    assert (shown.suspended.reason, shown.suspended.go_to) == (stop.reason, stop.alternative)
    assert sign(hall, 3).doing is Doing.OPEN
    hall_stop = stop_form(clock, scope=Scope.HALL)
    day.do(suspending.suspend, MANAGER, form=hall_stop)
    whole = sign(hall, 3).suspended
    assert whole is not None
    assert whole.place == "全厅"


def test_a_window_without_business_today_is_closed(hall: Hall) -> None:
    shown = sign(hall, 12)
    assert (shown.doing, shown.name, shown.words_en) == (Doing.CLOSED, "", "Closed today")


def test_sign_texts_are_checked_and_only_the_duty_manager_words_them(day: Day) -> None:
    for bad, field in (
        (WindowSign(name="窗" * 21), "name"),
        (WindowSign(third="x" * 61), "third"),
        (WindowSign(third="\u202eabc"), "third"),
        (WindowSign(name_en="a\x00"), "name_en"),
    ):
        with pytest.raises(RuleBroken) as refused:
            day.do(windowsigns.set_window_sign, window=WindowNo(3), sign=bad)
        assert refused.value.field == field
    with pytest.raises(RuleBroken, match="没有这项权限"):
        day.do(windowsigns.set_window_sign, "1032", window=WindowNo(3), sign=WindowSign())
    with pytest.raises(RuleBroken, match="没有这项权限"):
        day.do(windowsigns.set_third_language, "1032", name="蒙古文", rtl=False)
    with pytest.raises(RuleBroken, match="窗口号"):
        day.do(windowsigns.set_window_sign, window=WindowNo(0), sign=WindowSign())


def test_free_words_are_neutral_on_a_sign(hall: Hall, day: Day) -> None:
    word(day, name="投诉举报窗口")
    shown = sign(hall)
    assert "投诉" not in shown.name
    assert "举报" not in shown.name


@pytest.mark.parametrize("most", [5, 9, 13, 40])
def test_kinds_break_between_and_never_inside(most: int) -> None:
    text = DOT.join(("业务办理", "咨询服务", "报修"))
    lines = lines_of(text, lambda line: len(line) <= most)
    assert DOT.join(lines) == text
    assert all(piece in ("业务办理", "咨询服务", "报修") for li in lines for piece in li.split(DOT))
