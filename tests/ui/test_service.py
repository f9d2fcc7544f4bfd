"""Paid service whole by keys: team, report, differences, callback, at the real windows."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hall_desk.domain.callbacks import Callback, CallbackState
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.payments import Payment
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.domain.workorders import OrderState, WorkOrder
from hall_desk.presenters.base import Desk
from hall_desk.presenters.callbacks import CallbacksPresenter
from hall_desk.presenters.follow_ups import FollowUpsPresenter
from hall_desk.presenters.paidservice import PaidServicePresenter
from hall_desk.presenters.paidservice_state import PaymentWanted
from hall_desk.store import schema
from hall_desk.store.transaction import Tx
from hall_desk.ui import callbacks, followup, paidservice
from hall_desk.ui.callbacks import CallbacksPage
from hall_desk.ui.followup import FollowUpsPage
from hall_desk.ui.kit import FocusRing
from hall_desk.ui.paidservice import PaidServicePage
from hall_desk.ui.theme import Theme
from hall_desk.usecases import counters, dispatching, workorders
from hall_desk.usecases.paidservice import Wanted
from tests.conftest import MANAGER, Day
from tests.ui.test_pages import ALT, CTRL, Beats, Host, Key, desk, host, press, write
from tests.ui.test_station import Clerk
from tests.usecases.test_money import signed
from tests.usecases.test_paid_work import NAME, dispatched, reported

__all__ = ["desk", "host"]


@pytest.fixture
def sold(day: Day) -> Sheet:
    """A signed sheet: 2 hours of labour, 12.5 m of wire."""
    day.count_float(8)
    return signed(day, ("L02", 2000), ("M04", 12500))


def opened(
    host: Host, desk: Desk, sheet: Sheet
) -> tuple[PaidServicePage, PaidServicePresenter, list[tuple[str, int]]]:
    printed: list[tuple[str, int]] = []
    page = PaidServicePage(Theme(), monotonic=Beats())
    presenter = PaidServicePresenter(
        desk,
        "1030",
        WindowNo(8),
        sheet_id=sheet.id,
        print_paper=lambda kind, number: printed.append((kind, number)),
    )
    paidservice.bind(presenter, page)
    host(page)
    presenter.refresh()
    page.begin()
    return page, presenter, printed


def order_of(desk: Desk, sheet: Sheet) -> WorkOrder:
    found: WorkOrder | None = desk.hall.ask(workorders.order_of, sheet.id)
    assert found is not None
    return found


@pytest.mark.rule("25", "S3-7")
def test_a_sheet_with_its_team_out_is_given_to_another_clerk_by_keys(
    host: Host, desk: Desk, day: Day, sold: Sheet
) -> None:
    dispatched(day, sold)
    page, presenter, _ = opened(host, desk, sold)
    assert page.column.owner.text().startswith("责任人 1030")
    press(Key.Key_J, CTRL)
    assert page.given.choice.heir.hasFocus()
    press(Key.Key_Return, CTRL)
    assert "请选接手人" in page.given.fields["heir"].error()
    page.given.choice.heir.setCurrentIndex(page.given.choice.heir.findData("1008"))
    page.given.choice.reason.setFocus()
    press(Key.Key_Return, CTRL)
    assert "请写转交的原因" in page.given.fields["handover_reason"].error()
    assert page.given.choice.reason.hasFocus()
    write("林𬭎病假")
    press(Key.Key_Return, CTRL)
    assert presenter.message.text == f"{sold.code} 已转交工号 1008。"
    assert not page.given.isVisible(), "folded again"
    assert page.column.owner.text().startswith("责任人 1008")
    press(Key.Key_J, CTRL)
    assert not page.given.isVisible(), "it is not mine any more"
    (left,) = day.ask(workorders.unpaid_sheets, "1008")
    assert left.order is not None


@pytest.mark.rule("17(2)", "25")
def test_a_team_is_sent_reports_and_the_difference_is_signed_before_payment_by_keys(
    host: Host, desk: Desk, day: Day, sold: Sheet
) -> None:
    page, presenter, printed = opened(host, desk, sold)
    wanted: list[PaymentWanted] = []
    page.payment_wanted.connect(wanted.append)
    press(Key.Key_F8)
    write("计量班")
    press(Key.Key_Return)
    write("3月13日 14:00")
    press(Key.Key_Return, CTRL)
    order = order_of(desk, sold)
    assert (order.team, order.state) == ("计量班", OrderState.ISSUED), presenter.message
    assert printed == [("work_order", order.id)]
    press(Key.Key_F6)
    assert wanted == []
    assert "还没有完工" in page.message.text()
    day.clock.advance(30 * 3600)
    press(Key.Key_F4)
    write("何远")
    page.lines.focus_line("M04")
    write("10")
    press(Key.Key_M, ALT)
    write("M01")
    press(Key.Key_Return)
    write("1")
    assert page.total.text() == "83.00"
    press(Key.Key_F4)
    done = order_of(desk, sold)
    assert (done.state, done.worker) == (OrderState.DONE, "何远"), presenter.message
    assert "确认 73.75，实际 83.00，差额 +9.25" in page.column.work.sums.text()
    press(Key.Key_F6)
    assert wanted == []
    assert "再次签字" in page.message.text()
    press(Key.Key_P, CTRL)
    assert printed[-1] == ("confirmation", sold.id)
    press(Key.Key_F4)
    assert order_of(desk, sold).difference_agreed_at is not None
    press(Key.Key_F6)
    assert [each.due_fen for each in wanted] == [8300]


@pytest.mark.rule("17(2)")
def test_the_same_team_and_slot_warns_and_a_second_press_goes_on(
    host: Host, desk: Desk, day: Day, sold: Sheet
) -> None:
    first = dispatched(day, sold, 5)
    other = signed(day, ("L02", 1000))
    page, presenter, _ = opened(host, desk, other)
    presenter.set_work("team", day.ask(dispatching.teams)[0].code)
    press(Key.Key_F8)
    write("3月12日 15:00")
    assert first.code in page.dispatch.clash.text()
    press(Key.Key_Return, CTRL)
    assert "再按一次" in page.dispatch.fields["appointed_at"].error()
    assert desk.hall.ask(workorders.order_of, other.id) is None
    press(Key.Key_Return, CTRL)
    assert order_of(desk, other).number == 2


def test_a_wrong_time_is_told_at_its_field_and_escape_folds(
    host: Host, desk: Desk, day: Day, sold: Sheet
) -> None:
    page, presenter, _ = opened(host, desk, sold)
    presenter.set_work("team", day.ask(dispatching.teams)[0].code)
    press(Key.Key_F8)
    write("下周二")
    press(Key.Key_Return, CTRL)
    assert "3月13日 14:00" in page.dispatch.fields["appointed_at"].error()
    press(Key.Key_Escape)
    press(Key.Key_F8)
    assert page.dispatch.appointed.text() == "下周二"


@pytest.mark.parametrize(("typed", "words"), [("3月12日 23:00", "现在之前"), ("刚才", "15:40")])
def test_work_is_not_done_in_the_future_and_the_report_stays_typed(
    host: Host, desk: Desk, day: Day, sold: Sheet, typed: str, words: str
) -> None:
    dispatched(day, sold, 1)
    page, presenter, _ = opened(host, desk, sold)
    press(Key.Key_F4)
    write("何远")
    presenter.set_work("done", typed)
    press(Key.Key_F4)
    assert words in page.complete.fields["done_at"].error()
    assert (page.complete.worker.text(), page.complete.done.text()) == ("何远", typed)
    assert order_of(desk, sold).state is OrderState.ISSUED


def test_a_team_is_called_back_with_a_reason_by_keys(
    host: Host, desk: Desk, day: Day, sold: Sheet
) -> None:
    dispatched(day, sold)
    page, _, _ = opened(host, desk, sold)
    press(Key.Key_Delete, CTRL)
    press(Key.Key_Return, CTRL)
    assert page.cancel.field.error() == "请写撤销原因。"
    write("客户改期")
    press(Key.Key_Return, CTRL)
    assert order_of(desk, sold).state is OrderState.CANCELLED
    assert page.main.text() == "收款"


@pytest.mark.rule("25")
def test_a_report_put_right_before_it_is_signed_and_signed_on_the_side_screen(
    host: Host, desk: Desk, day: Day, sold: Sheet
) -> None:
    reported(day, dispatched(day, sold), ("L02", 9000))
    page, presenter, _ = opened(host, desk, sold)
    assert presenter.build().signing == "difference"
    press(Key.Key_F8)
    page.lines.focus_line("L02")
    write("1")
    press(Key.Key_Escape)
    assert presenter.build().total == "135.00", "left without saving"
    press(Key.Key_F4)
    presenter.refresh()
    assert order_of(desk, sold).difference_agreed_at is not None


@pytest.mark.rule("25")
def test_the_side_screen_signs_the_difference_under_its_own_total(
    host: Host, desk: Desk, day: Day, sold: Sheet
) -> None:
    reported(day, dispatched(day, sold), ("L02", 1000))
    _, presenter, _ = opened(host, desk, sold)
    presenter.confirm_on_screen("73.75", NAME)
    assert order_of(desk, sold).difference_agreed_at is None
    presenter.confirm_on_screen("15.00", NAME)
    assert order_of(desk, sold).difference_signature == NAME


@pytest.mark.rule("5(3)", "23")
def test_a_signed_sheet_is_found_again_at_the_gate_of_another_visit(
    host: Host, desk: Desk, day: Day, sold: Sheet
) -> None:
    dispatched(day, sold)
    page = PaidServicePage(Theme(), monotonic=Beats())
    presenter = PaidServicePresenter(desk, "1030", WindowNo(8))
    paidservice.bind(presenter, page)
    host(page)
    presenter.refresh()
    page.begin()
    assert not page.work_key.isVisible(), "nothing is quoted or sent before the gate"
    press(Key.Key_K, CTRL)
    press(Key.Key_Return)
    state = presenter.build()
    assert (state.number, state.work.step) == (sold.code, "issued")


@pytest.fixture
def clerk(day: Day, qtbot: QtBot) -> Iterator[Clerk]:
    """1032 at window 3."""
    day.count_float()
    made = Clerk(day, qtbot)
    yield made
    made.station.close()
    made.program.close()
    QApplication.processEvents()


def done_at_window_3(day: Day) -> Sheet:
    """A sheet of 1032, its work done, its callback due in three days."""
    sheet = signed(day, ("L02", 1000))

    def _mine(tx: Tx) -> None:
        tx.conn.execute(schema.sheet.update().values(owner="1032"))

    day.do(_mine)
    order = day.do(
        dispatching.dispatch,
        "1032",
        sheet_id=sheet.id,
        team_code=day.ask(dispatching.teams)[0].code,
        appointed_at=day.clock.now(),
        content="更换断路器",
    )
    lines = (Wanted(code="L02", quantity_milli=1000),)
    day.do(dispatching.complete_order, "1032", order_id=order.id, actual=lines, worker="何远")
    return sheet


@pytest.mark.rule("26")
def test_the_callback_is_in_the_clerks_tasks_on_its_day_not_before(day: Day, clerk: Clerk) -> None:
    done_at_window_3(day)
    day.clock.advance(2 * 86_400)
    clerk.presenter.refresh()
    keys = [line.key.split(":")[0] for line in clerk.presenter.build().tasks.lines]
    assert keys == ["sheet"], "the work waits for its payment; the callback is not due"
    day.clock.advance(86_400)
    clerk.presenter.refresh()
    (callback,) = day.ask(lambda reading: reading.all(Callback))
    tasks = {line.key: line for line in clerk.presenter.build().tasks.lines}
    line = tasks[f"callback:{callback.id}"]
    assert (line.due, line.due_today, line.overdue) == ("今日到期", True, False)
    clerk.station.window._open_task(line.key)
    QApplication.processEvents()
    assert isinstance(clerk.station.page, CallbacksPresenter)


def callbacks_page(
    host: Host, desk: Desk, staff_no: str
) -> tuple[CallbacksPage, CallbacksPresenter]:
    staff = desk.hall.ask(lambda reading: reading.get(Staff, staff_no=staff_no))
    page = CallbacksPage(Theme(), monotonic=Beats())
    presenter = CallbacksPresenter(desk, staff)
    callbacks.bind(presenter, page)
    host(page)
    presenter.refresh()
    page.begin()
    return page, presenter


@pytest.fixture
def due(day: Day, sold: Sheet) -> Callback:
    """A callback that is due today."""
    reported(day, dispatched(day, sold), ("L02", 2000), ("M04", 12500))
    day.clock.advance(3 * 86_400)
    found: list[Callback] = day.ask(lambda reading: reading.all(Callback))
    return found[0]


@pytest.mark.rule("26", "4(3)")
def test_an_answer_is_recorded_by_keys_and_the_telephone_is_masked(
    host: Host, desk: Desk, day: Day, due: Callback
) -> None:
    page, presenter = callbacks_page(host, desk, "1030")
    assert page.summary.text() == "今日到期 1 件"
    assert "13800000000" not in repr(presenter.build())
    presenter.reveal()
    assert "13800000000" in repr(presenter.build())
    press(Key.Key_Return)
    write("师傅很好")
    press(Key.Key_Return, CTRL)
    assert page.levels_field.error()
    press(Key.Key_5)
    press(Key.Key_Return, CTRL)
    (kept,) = day.ask(lambda reading: reading.all(Callback))
    assert (kept.state, kept.opinion, kept.level) == (CallbackState.DONE, "师傅很好", 5)
    assert page.empty.isVisible()


@pytest.mark.rule("26")
def test_three_calls_in_vain_by_keys_may_end_it_fewer_may_not(
    host: Host, desk: Desk, day: Day, due: Callback
) -> None:
    page, presenter = callbacks_page(host, desk, MANAGER)
    press(Key.Key_2, ALT)
    for n in range(3):
        assert not page.give_up.isEnabled(), f"after {n} calls"
        press(Key.Key_F8)
        assert "还差" in page.message.text()
        page.results.setFocus(Qt.FocusReason.OtherFocusReason)
        press(Key.Key_1)
        press(Key.Key_Return, CTRL)
        assert len(presenter.build().detail.attempts) == n + 1
        day.clock.advance(600)
    press(Key.Key_F8)
    assert page.reason_field.error() == "请写结束回访的原因。"
    write("三次无人接听")
    press(Key.Key_F8)
    (kept,) = day.ask(lambda reading: reading.all(Callback))
    assert (kept.state, kept.close_reason) == (CallbackState.FAILED, "三次无人接听")


@pytest.mark.rule("26", "S3-7")
def test_a_callback_is_handed_to_another_clerk_by_keys_and_leaves_this_list(
    host: Host, desk: Desk, day: Day, due: Callback
) -> None:
    page, _ = callbacks_page(host, desk, "1030")
    press(Key.Key_3, ALT)
    assert page.main.text() == "转交他人"
    press(Key.Key_Return, CTRL)
    assert page.heir_field.error()
    assert page.heir.hasFocus()
    press(Key.Key_Down)
    heir = str(page.heir.currentData())
    press(Key.Key_Return, CTRL)
    assert page.why_field.error() == "请写转交的原因。"
    write("病假")
    press(Key.Key_Return, CTRL)
    assert page.empty.isVisible()
    assert f"已转交 {heir}" in page.message.text()
    (kept,) = day.ask(lambda reading: reading.all(Callback))
    assert kept.owner == heir != "1030"
    tasks = day.ask(counters.look_at_counter, WindowNo(3), heir).callbacks
    assert [each.id for each in tasks] == [due.id]


@pytest.mark.rule("26")
def test_the_manager_sees_who_gave_it_to_whom_and_why(
    host: Host, desk: Desk, day: Day, due: Callback
) -> None:
    page, presenter = callbacks_page(host, desk, MANAGER)
    press(Key.Key_3, ALT)
    presenter.edit("heir", "1008")
    page.why.setFocus(Qt.FocusReason.OtherFocusReason)
    write("离岗")
    press(Key.Key_Return, CTRL)
    assert "1008 许见山" in page.table.cell(0, 4)
    assert page.attempts.text() == "转交 3月15日 09:00 林𬭎 → 许见山（周明岚）：离岗"
    assert due.id == presenter.build().detail.callback_id


@pytest.mark.rule("26")
def test_the_managers_page_says_what_is_due_today_and_leads_there(
    qtbot: QtBot, host: Host, desk: Desk, day: Day, due: Callback
) -> None:
    staff = desk.hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))
    page = FollowUpsPage(Theme())
    presenter = FollowUpsPresenter(desk, staff)
    followup.bind(presenter, page)
    host(page)
    presenter.refresh()
    page.begin()
    assert page.callbacks_words.text() == "有偿服务回访：今日到期 1 件"
    with qtbot.waitSignal(page.callbacks_wanted):
        press(Key.Key_F3)


def test_nothing_of_the_new_pages_is_cut_off(host: Host, desk: Desk, day: Day) -> None:
    theme = Theme("light", 2.0)
    page = CallbacksPage(theme)
    FocusRing(theme, page)
    window = host(page, theme, (2732, 1424))
    QApplication.processEvents()
    assert (window.width(), window.height()) == (2732, 1424)
    assert day.ask(lambda reading: reading.all(Payment)) == []
