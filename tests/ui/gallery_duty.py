"""The duty desk with what money left behind, to look at by eye.

Run: python -m tests.ui.gallery_duty OUT_FOLDER [scene …] [size=SUFFIX …]
"""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from hall_desk.clock import FakeClock
from hall_desk.domain.people import Role, Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.duty import DutyPresenter
from hall_desk.ui.duty.binding import bind
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.theme import Theme
from hall_desk.usecases import helping, people, reconnections, suspending
from tests.conftest import AT_WORK, MANAGER, OPENED, Day, open_hall
from tests.ui.gallery_run import render, settle, themed
from tests.usecases.test_meter_tests import arrears, deposit, name_the_document
from tests.usecases.test_money import signed
from tests.usecases.test_paid_work import dispatched
from tests.usecases.test_suspending import form as stop_form

LONG_NAME = "阿卜杜热西提·麦麦提敏江"


class Scene:
    """A hall whose duty manager sees late reconnections and meter tests."""

    def __init__(self, folder: Path, theme: Theme, size: tuple[int, int]):
        self.clock = FakeClock(OPENED)
        self.store, self.hall = open_hall(f"sqlite:///{folder / 'hall.db'}", self.clock)
        self.day = Day(self.hall, self.clock)
        self.clock.set(AT_WORK)
        self.day.count_float()
        people.add_staff(
            self.hall, MANAGER, staff_no="1099", name=LONG_NAME, role=Role.CLERK,
            password="clerk-1099",
        )  # fmt: skip
        me = self.hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))
        self.presenter = DutyPresenter(Desk(hall=self.hall, runner=SyncRunner()), me)
        self.window = DutyWindow(theme)
        self.parts = bind(self.presenter, self.window)
        self.window.resize(*size)

    def begin(self, action: str) -> None:
        """The dialog of the first such alert."""
        self.presenter.refresh()
        self.window.show()
        QApplication.processEvents()
        state = self.window.state
        assert state is not None
        line = next(line for line in state.alerts if line.key.startswith(action))
        self.window.alert_acted.emit(line.action, line.key)

    def grab(self, path: Path) -> None:
        """Saves the window as it looks now."""
        self.window.show()
        settle()
        self.presenter.refresh()
        settle()
        self.window.grab().save(str(path))

    def close(self) -> None:
        """Lets the hall go."""
        self.window.close()
        self.store.close()


def late(scene: Scene) -> None:
    """A reconnection beyond its 24 hours."""
    arrears(scene.day)
    (task,) = scene.day.ask(reconnections.open_reconnections)
    scene.clock.set(task.due_at + timedelta(minutes=12))


def alerts(scene: Scene) -> None:
    """The lines with their buttons."""
    late(scene)
    name_the_document(scene.day)
    deposit(scene.day)
    deposit(scene.day)
    scene.clock.advance(14 * 86_400)


def reconnect(scene: Scene) -> None:
    """The dialog of a late reconnection."""
    late(scene)
    scene.begin("reconnect")


def reconnect_wrong(scene: Scene) -> None:
    """Ended without the reason."""
    reconnect(scene)
    scene.parts.matter.edit("passed_on_to", "柳溪供电所抢修二班（值班电话 000-0000-0044）")
    scene.parts.matter.finish()


def hand(scene: Scene) -> None:
    """Handed over without a reason, to somebody with a long name."""
    reconnect(scene)
    scene.parts.matter.edit("heir", "1099")
    scene.parts.matter.hand_over()


def tested(scene: Scene) -> None:
    """A late meter test, out of tolerance."""
    alerts(scene)
    scene.begin("meter_tests")
    scene.parts.matter.edit("outcome", "fail")
    scene.parts.matter.reveal()


def passed(scene: Scene) -> None:
    """A late meter test within tolerance, without its report."""
    alerts(scene)
    scene.begin("meter_tests")
    scene.parts.matter.edit("outcome", "pass")
    scene.parts.matter.finish()


def orders(scene: Scene) -> None:
    """Two teams whose day is over; handed over without a reason."""
    for hours in (3, 6):
        dispatched(scene.day, signed(scene.day, ("L02", 1000)), hours=hours)
    scene.clock.advance(86_400)
    scene.begin("orders")
    scene.parts.matter.hand_over()


def _dialog(scene: Scene, name: str) -> None:
    """Opened by its key on the desk."""
    scene.presenter.refresh()
    scene.window.show()
    settle()
    scene.window.buttons[name].press_key()
    settle()


def plan(scene: Scene) -> None:
    """Windows and their kinds."""
    _dialog(scene, "assign_windows")


def tickets(scene: Scene) -> None:
    """A ticket for somebody inside, without its item."""
    _dialog(scene, "add_ticket_inside")
    scene.parts.tickets.add_ticket("", "")


def stops(scene: Scene) -> None:
    """What may be suspended; one window is."""
    scene.day.do(suspending.suspend, "1021", form=stop_form(scene.clock, window=4))
    _dialog(scene, "suspend_window")


def hand_over(scene: Scene) -> None:
    """The next manager signs, with a wrong password."""
    _dialog(scene, "hand_over")


def decide(scene: Scene) -> None:
    """The result of a call, with a reason as long as it gets."""
    reason = "客户对权属证明要求有异议，要求见主任，已等候二十分钟，情绪激动，请尽快到窗口协调处理"
    call = scene.day.do(helping.call_manager, "1032", window=WindowNo(3), reason=reason)
    scene.day.do(helping.take, escalation_id=call.id)
    scene.begin("call")


def fault(scene: Scene) -> None:
    """What failed behind stands; what ended well is said beside it."""
    scene.presenter.refresh()
    words = "日结单没有打出来：缺纸，请装纸。日结有效，也可在“日结单与解款”（Ctrl+K）补打。"
    scene.presenter.ended("record", fault=words, again=lambda: None)
    scene.presenter.ended("report", fault="报表没有做成。")
    scene.presenter.tell("营业日报-2026-03-12.pdf、营业日报-2026-03-12.xlsx 已存入 单据。")


def one_window(scene: Scene) -> None:
    """One window, over its limit."""
    alerts(scene)
    scene.begin("item")


SCENES: dict[str, Callable[[Scene], None]] = {
    "matter-alerts": alerts,
    "matter-reconnect": reconnect,
    "matter-reconnect-wrong": reconnect_wrong,
    "matter-hand": hand,
    "matter-failed": tested,
    "matter-passed": passed,
    "matter-orders": orders,
    "desk-plan": plan,
    "desk-tickets": tickets,
    "desk-stops": stops,
    "desk-hand-over": hand_over,
    "desk-decide": decide,
    "desk-fault": fault,
    "desk-window": one_window,
}

if __name__ == "__main__":
    render(SCENES, themed(Scene))
