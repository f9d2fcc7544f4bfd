"""Suspending without a screen: form, approval, sign, resume."""

from typing import Any

import pytest

from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.sign import SignPresenter
from hall_desk.presenters.suspension import SuspensionPresenter
from hall_desk.presenters.suspension_state import SuspensionState
from hall_desk.usecases import suspending
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, PASSWORDS, Day


class Dialog:
    """A presenter with its last state, as a window would see it."""

    def __init__(self, hall: Hall, window: int = 1, staff_no: str = "1008", **kwargs: Any):
        self.printed: list[tuple[str, int]] = []
        self.states: list[SuspensionState] = []
        self.done: list[Suspension] = []
        desk = Desk(hall=hall, runner=SyncRunner())
        self.presenter = SuspensionPresenter(
            desk,
            staff_no,
            WindowNo(window),
            print_paper=lambda kind, number: self.printed.append((kind, number)),
            **kwargs,
        )
        self.presenter.show = self.states.append
        self.presenter.suspended = self.done.append
        self.presenter.refresh()

    @property
    def now(self) -> SuspensionState:
        return self.states[-1]


@pytest.mark.rule("11(8)")
def test_a_window_is_suspended_with_reason_times_and_another_window(hall: Hall) -> None:
    dialog = Dialog(hall)
    assert dialog.now.main_why == "请选暂停原因。"
    dialog.presenter.choose_reason("S3")
    sign = dialog.now.sign
    assert (sign.window, sign.reason) == ("1号窗口 · 缴费", "设备故障")
    assert (sign.since, sign.until, sign.go_to) == ("09:00", "09:40", "3号窗口")
    assert dialog.now.phrase == (
        "“对不起，1号窗口因设备故障暂停营业，预计09:40恢复，请到3号窗口办理。”"
    )
    dialog.presenter.suspend()
    [suspension] = dialog.done
    assert dialog.printed == [("sign", suspension.id)]
    [kept] = hall.ask(suspending.open_suspensions)
    assert kept.alternative == "3号窗口"


@pytest.mark.rule("11(8)")
def test_a_customer_in_service_is_finished_first(hall: Hall, day: Day) -> None:
    day.issue("A01")
    ticket = day.serve(1)
    dialog = Dialog(hall)
    dialog.presenter.choose_reason("S1")
    assert dialog.now.in_service == ticket.code
    assert ticket.code in dialog.now.main_why
    dialog.presenter.suspend()
    assert dialog.done == []
    assert "请办结或转接后再暂停" in dialog.now.message.text


@pytest.mark.rule("11(8)")
def test_the_last_window_of_a_kind_needs_the_duty_manager(hall: Hall, day: Day) -> None:
    day.issue("B01")
    dialog = Dialog(hall, 4, "1021")
    assert dialog.now.stranded
    dialog.presenter.choose_reason("S4")
    dialog.presenter.set_expected("10:15")
    dialog.presenter.set_elsewhere("示例路营业厅")
    dialog.presenter.suspend()
    assert "业务办理 1 人" in dialog.now.asking
    assert dialog.done == []
    dialog.presenter.approve(MANAGER, "wrong")
    assert dialog.now.message.field == "password"
    assert dialog.now.asking
    dialog.presenter.approve("1032", PASSWORDS["1032"])
    assert dialog.now.message.field == "approver"
    assert (dialog.now.draft.reason, dialog.now.expected) == ("S4", "10:15")
    assert dialog.now.draft.elsewhere == "示例路营业厅"
    dialog.presenter.approve(MANAGER, PASSWORDS[MANAGER])
    [suspension] = dialog.done
    assert (suspension.by, suspension.approved_by) == ("1021", MANAGER)


def test_the_approval_can_be_dropped(hall: Hall, day: Day) -> None:
    day.issue("B01")
    dialog = Dialog(hall, 4, "1021")
    dialog.presenter.choose_reason("S4")
    dialog.presenter.set_elsewhere("示例路营业厅")
    dialog.presenter.suspend()
    dialog.presenter.drop_approval()
    assert dialog.now.asking == ""
    assert dialog.now.draft.reason == "S4"
    dialog.presenter.approve(MANAGER, PASSWORDS[MANAGER])
    assert dialog.done == []


@pytest.mark.parametrize(
    ("typed", "until"), [("10:45", "10:45"), ("1045", "10:45"), ("１０：４５", "10:45")]
)
def test_the_expected_return_is_read_as_people_type_it(hall: Hall, typed: str, until: str) -> None:
    dialog = Dialog(hall)
    dialog.presenter.set_expected(typed)
    assert dialog.now.sign.until == until
    assert dialog.now.expected == typed


@pytest.mark.parametrize("typed", ["", "25:00", "soon", "08:00"])
def test_a_wrong_expected_return_is_told_at_its_field(hall: Hall, typed: str) -> None:
    dialog = Dialog(hall)
    dialog.presenter.choose_reason("S1")
    dialog.presenter.set_expected(typed)
    dialog.presenter.suspend()
    assert dialog.now.message.field == "expected_at"
    assert dialog.now.expected == typed


def test_the_quick_times_move_with_the_clock(hall: Hall, day: Day) -> None:
    dialog = Dialog(hall)
    dialog.presenter.set_minutes(15)
    assert dialog.now.expected == "09:15"
    day.clock.advance(300)
    dialog.presenter.tick()
    assert (dialog.now.since, dialog.now.expected) == ("09:05", "09:20")


def test_customers_must_be_told_where_to_go(hall: Hall) -> None:
    dialog = Dialog(hall)
    dialog.presenter.choose_reason("S1")
    dialog.presenter.toggle_window(3)
    assert dialog.now.alternatives == ((3, "3号窗口", False),)
    dialog.presenter.suspend()
    assert dialog.now.message.field == "alternative"
    dialog.presenter.toggle_window(3)
    dialog.presenter.set_elsewhere("示例路营业厅")
    assert dialog.now.sign.go_to == "3号窗口，或示例路营业厅"


@pytest.mark.rule("11(8)")
@pytest.mark.parametrize("scope", [Scope.SERVICE, Scope.HALL])
def test_a_kind_or_the_hall_needs_the_duty_manager(hall: Hall, scope: Scope) -> None:
    dialog = Dialog(hall)
    dialog.presenter.set_scope(scope)
    dialog.presenter.choose_reason("S9")
    dialog.presenter.set_elsewhere("示例路营业厅")
    if scope is Scope.SERVICE:
        dialog.presenter.suspend()
        assert dialog.now.message.field == "prefix"
        dialog.presenter.set_prefix("B")
    dialog.presenter.suspend()
    assert dialog.now.asking == "暂停某类业务或全厅须由值班主任批准。"
    dialog.presenter.approve(MANAGER, PASSWORDS[MANAGER])
    [suspension] = dialog.done
    assert suspension.scope is scope


@pytest.mark.rule("11(8)")
def test_the_sign_follows_and_staff_see_when_the_time_has_passed(hall: Hall, day: Day) -> None:
    sign = SignPresenter(Desk(hall=hall, runner=SyncRunner()), "1008", WindowNo(1))
    sign.refresh()
    assert sign.build().sign is None
    dialog = Dialog(hall)
    dialog.presenter.choose_reason("S3")
    dialog.presenter.suspend()
    sign.refresh()
    shown = sign.build()
    assert shown.sign is not None
    assert (shown.sign.reason, shown.sign.until, shown.overdue) == ("设备故障", "09:40", False)
    day.clock.advance(50 * 60)
    late = sign.build()
    assert late.overdue
    assert late.staff_hint == "预计恢复时间已过 10 分"
    assert late.sign is not None
    assert late.sign.until == "09:40"
    sign.resume()
    assert sign.build().sign is None
    assert hall.ask(suspending.open_suspensions) == []


def test_a_suspended_window_can_be_resumed_from_the_dialog(hall: Hall) -> None:
    first = Dialog(hall)
    first.presenter.choose_reason("S3")
    first.presenter.set_print_sign(False)
    first.presenter.suspend()
    assert first.printed == []
    again = Dialog(hall)
    assert again.now.open_since == "09:00"
    assert again.now.sign.reason == "设备故障"
    again.presenter.resume()
    assert again.now.open_since == ""


def test_a_suspended_hall_is_resumed_by_the_duty_manager(hall: Hall) -> None:
    desk = Desk(hall=hall, runner=SyncRunner())
    presenter = SuspensionPresenter(desk, MANAGER, None, scope=Scope.HALL)
    presenter.refresh()
    presenter.choose_reason("S9")
    presenter.set_elsewhere("示例路营业厅")
    presenter.suspend()
    clerk = Dialog(hall)
    clerk.presenter.set_scope(Scope.HALL)
    assert clerk.now.open_since == "09:00"
    clerk.presenter.resume()
    assert "没有这项权限" in clerk.now.message.text
    presenter.resume()
    assert hall.ask(suspending.open_suspensions) == []


@pytest.mark.rule("5(2)")
def test_the_dialog_offers_only_outlets_that_do_what_stops(hall: Hall) -> None:
    dialog = Dialog(hall, 4, "1021")
    presenter = dialog.presenter

    def _offered() -> list[str]:
        return [choice.code for choice in dialog.now.outlets]

    assert _offered() == ["W01", "W02"]
    presenter.set_scope("service")
    assert _offered() == []
    presenter.set_prefix("A")
    assert _offered() == ["W01", "W02", "W03"]
    presenter.toggle_outlet("W03")
    assert dialog.now.sign.go_to == "示例街缴费代办点（示例街8号）"
    presenter.set_prefix("B")
    assert dialog.now.sign.go_to == ""
    presenter.set_scope("hall")
    assert _offered() == ["W01"]


@pytest.mark.rule("5(2)")
def test_the_sign_says_window_and_outlet_as_previewed(hall: Hall) -> None:
    dialog = Dialog(hall, 1, "1008")
    dialog.presenter.choose_reason("S3")
    dialog.presenter.toggle_outlet("W01")
    dialog.presenter.toggle_outlet("W03")
    dialog.presenter.toggle_outlet("W03")
    previewed = dialog.now.sign.go_to
    assert previewed == "3号窗口，或柳溪供电营业厅"
    dialog.presenter.suspend()
    [suspension] = dialog.done
    assert suspension.alternative == previewed
