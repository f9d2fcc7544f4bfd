"""The paid-service page in each of its states, to look at by eye.

Run: python -m tests.ui.gallery_service OUT_FOLDER [scene …] [size=SUFFIX …]
"""

import os
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow

from hall_desk.clock import FakeClock
from hall_desk.domain.people import Role, Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.callbacks import CallbacksPresenter
from hall_desk.presenters.paidservice import PaidServicePresenter
from hall_desk.presenters.visitpage import VisitPagePresenter
from hall_desk.ui import callbacks, paidservice
from hall_desk.ui.callbacks import CallbacksPage
from hall_desk.ui.paidservice import PaidServicePage
from hall_desk.ui.theme import Theme
from hall_desk.ui.visitpage import VisitPage
from hall_desk.ui.visitpage import bind as bind_visit
from hall_desk.usecases import callbacks as callback_verbs
from hall_desk.usecases import payments, people, refunds, workorders
from tests.conftest import AT_WORK, OPENED, Day, open_hall
from tests.paper.samples import STROKES
from tests.ui.gallery_run import render, themed
from tests.usecases.test_money import cash

_ITEMS = (("L02", "2"), ("L04", "3"), ("L06", "12.5"), ("M01", "2"), ("M04", "26.4"), ("M08", "3"))


class Scene:
    """Window 8 with a customer whose line at home is broken."""

    def __init__(self, folder: Path, theme: Theme, size: tuple[int, int]):
        self.clock = FakeClock(OPENED)
        self.store, self.hall = open_hall(f"sqlite:///{folder / 'hall.db'}", self.clock)
        self.day = Day(self.hall, self.clock)
        self.clock.set(AT_WORK)
        self.day.issue("E02")
        desk = Desk(hall=self.hall, runner=SyncRunner())
        self.page = PaidServicePage(theme)
        self.presenter = PaidServicePresenter(desk, "1030", WindowNo(8), self.day.serve(8))
        paidservice.bind(self.presenter, self.page)
        self.window = QMainWindow()
        theme.apply(self.window)
        self.page.setProperty("window", "staff")
        self.window.setCentralWidget(self.page)
        # The counter's header stands above the page.
        self.window.resize(size[0], size[1] - theme.px(56))
        self.presenter.refresh()
        self.window.show()
        self.page.begin()

    def sheet(self) -> None:
        """A sheet drawn up."""
        for field, value in (
            ("ownership", "customer"),
            ("customer_name", "苏合"),
            ("phone", "13800000000"),
            ("address", "青禾县柳溪路 6 号 2 单元 301"),
            ("told", True),
        ):
            self.presenter.set_gate(field, value)
        self.presenter.draft_sheet()
        for code, quantity in _ITEMS:
            self.presenter.add(code)
            self.presenter.set_quantity(code, quantity)
            self.presenter.commit_quantity(code)
        self.page.fold()
        self.clock.advance(180)

    def order(self) -> None:
        """Signed on the side screen, a team on its way."""
        self.sheet()
        self.presenter.confirm_on_screen(self.presenter.build().total, STROKES)
        self.presenter.set_work("team", self.presenter.build().work.teams[2][0])
        self.presenter.set_work("appointed", "3月13日 14:00")
        self.presenter.dispatch()

    def report(self) -> None:
        """The team is back; more wire, fewer sockets, a box besides."""
        self.order()
        self.clock.advance(30 * 3600)
        self.presenter.begin_completion()
        for code, quantity in (("M04", "30"), ("M08", "2")):
            self.presenter.set_quantity(code, quantity)
        self.presenter.remove("L04")
        self.presenter.add("M10")
        self.presenter.set_work("worker", "何远、陈向远")

    def grab(self, path: Path) -> None:
        """Saves the window as it looks now."""
        QApplication.processEvents()
        self.presenter.tick()
        QApplication.processEvents()
        self.window.grab().save(str(path))

    def close(self) -> None:
        """Lets the hall go."""
        self.window.close()
        self.store.close()


def gate(scene: Scene) -> None:
    """Before anything is quoted."""


def unpaid(scene: Scene) -> None:
    """At the gate of the next visit: signed sheets that wait."""
    scene.order()
    scene.presenter.ticket = None
    scene.presenter.sheet_id, scene.presenter.typed = None, None
    scene.presenter.refresh()
    scene.page.open_old()


def draft(scene: Scene) -> None:
    """Waiting for the signature."""
    scene.sheet()


def signed(scene: Scene) -> None:
    """Signed on the side screen; pay, or send a team."""
    scene.sheet()
    scene.presenter.confirm_on_screen(scene.presenter.build().total, STROKES)


def teams(scene: Scene) -> None:
    """Whom to send."""
    signed(scene)
    scene.page.open_teams()


def dispatch(scene: Scene) -> None:
    """The appointment."""
    teams(scene)
    scene.page.teams.picked.emit(scene.presenter.build().work.teams[2][0])
    scene.presenter.set_work("appointed", "3月13日 14:00")


def clash(scene: Scene) -> None:
    """The same team and slot twice."""
    scene.order()
    scene.presenter.ticket = None
    scene.presenter.sheet_id, scene.presenter.typed = None, None
    scene.presenter.refresh()
    dispatch(scene)
    scene.presenter.dispatch()


def issued(scene: Scene) -> None:
    """The team is on its way."""
    scene.order()


def cancel(scene: Scene) -> None:
    """The team is called back."""
    scene.order()
    scene.page.open_void()


def handed(scene: Scene) -> None:
    """Given to somebody with a long name, without the reason."""
    people.add_staff(
        scene.hall, "0906", staff_no="1099", name="阿卜杜热西提·麦麦提敏江", role=Role.CLERK,
        password="clerk-1099",
    )  # fmt: skip
    scene.order()
    scene.presenter.refresh()
    scene.page.open_hand_over()
    scene.presenter.set_work("heir", "1099")
    scene.presenter.hand_over()


def completing(scene: Scene) -> None:
    """The report."""
    scene.report()


def differs(scene: Scene) -> None:
    """To be signed again."""
    scene.report()
    scene.presenter.complete_order()


def agreed(scene: Scene) -> None:
    """Agreed, to be paid."""
    differs(scene)
    scene.presenter.confirm_on_screen(scene.presenter.build().total, STROKES)


def _callback(scene: Scene, days: int) -> tuple[CallbacksPresenter, CallbacksPage]:
    for _ in range(2):
        scene.presenter.ticket = None
        scene.presenter.sheet_id, scene.presenter.typed = None, None
        scene.presenter.refresh()
        scene.report()
        scene.presenter.complete_order()
    scene.clock.advance(days * 86_400)
    staff = scene.hall.ask(lambda reading: reading.get(Staff, staff_no="1030"))
    page = CallbacksPage(scene.page.theme)
    presenter = CallbacksPresenter(scene.presenter.desk, staff)
    callbacks.bind(presenter, page)
    scene.window.setCentralWidget(page)
    presenter.refresh()
    return presenter, page


def callback(scene: Scene) -> None:
    """A callback that is due today, answered."""
    presenter, _ = _callback(scene, 3)
    presenter.edit("opinion", "师傅来得快，插座装得整齐。")
    presenter.edit("level", "5")
    presenter.tick()


def callback_failed(scene: Scene) -> None:
    """Tried three times in vain."""
    presenter, page = _callback(scene, 4)
    presenter.edit("how", "missed")
    for result in ("no_answer", "busy", "no_answer"):
        presenter.edit("result", result)
        presenter.note_attempt()
        scene.clock.advance(3600)
    presenter.refresh()
    presenter.give_up()
    page.reason.setFocus()


def callback_handed(scene: Scene) -> None:
    """Handed to somebody with a long name, without the reason."""
    people.add_staff(
        scene.hall, "0906", staff_no="1099", name="阿卜杜热西提·麦麦提敏江", role=Role.CLERK,
        password="clerk-1099",
    )  # fmt: skip
    presenter, _ = _callback(scene, 4)
    given: dict[str, Any] = {
        "callback_id": presenter.build().detail.callback_id,
        "reason": "林𬭎病假，三天后回岗",
    }
    scene.day.do(callback_verbs.hand_over_callback, to="1099", **given)
    scene.day.do(callback_verbs.hand_over_callback, to="1030", **given)
    presenter.edit("how", "handed")
    presenter.refresh()
    presenter.edit("heir", "1099")
    presenter.submit()


def callbacks_none(scene: Scene) -> None:
    """Nothing to call back."""
    staff = scene.hall.ask(lambda reading: reading.get(Staff, staff_no="1030"))
    page = CallbacksPage(scene.page.theme)
    presenter = CallbacksPresenter(scene.presenter.desk, staff)
    callbacks.bind(presenter, page)
    scene.window.setCentralWidget(page)
    presenter.refresh()


def visit_page(scene: Scene) -> None:
    """The page of a visit that sent a team out, was paid, got some back and is called back."""
    scene.report()
    scene.presenter.complete_order()
    scene.presenter.confirm_on_screen(scene.presenter.build().total, STROKES)
    scene.day.count_float(8)
    sheet_id, ticket = scene.presenter.sheet_id, scene.presenter.ticket
    assert ticket is not None
    billed = scene.hall.ask(workorders.unpaid_sheets)[0].billed
    payment = scene.day.do(
        payments.take_payment, "1030",
        window=WindowNo(8), takings=cash(scene.clock, billed.total_fen, billed.total_fen),
        purpose="客户内部故障（有偿）", sheet_id=sheet_id, ticket_id=ticket.id,
    )  # fmt: skip
    scene.day.do(
        refunds.refund_payment, "1030",
        payment_id=payment.id, amount_fen=1500, method="CASH", reason_code="R1",
        window=WindowNo(8), approved_by="0906",
    )  # fmt: skip
    scene.clock.advance(4 * 86_400)
    page = VisitPage(scene.page.theme)
    presenter = VisitPagePresenter(scene.presenter.desk, "1030", ticket.id)
    bind_visit(presenter, page)
    page.setProperty("window", "staff")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    scene.window.setCentralWidget(page)
    presenter.refresh()
    page.begin()


SCENES = {
    each.__name__: each
    for each in (
        *(gate, unpaid, draft, signed, teams, dispatch, clash, issued, handed, cancel),
        *(completing, differs, agreed, callback, callback_failed, callbacks_none, callback_handed),
        visit_page,
    )
}


if __name__ == "__main__":
    render(SCENES, themed(Scene))
