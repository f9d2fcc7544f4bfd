"""Brings a real hall into each phase of a counter and saves pictures, to look at by eye.

Run: python -m tests.ui.gallery_counter OUT_FOLDER [scene …] [size=SUFFIX …]
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from hall_desk.clock import FakeClock
from hall_desk.domain.corrections import Wrong
from hall_desk.domain.people import Staff
from hall_desk.domain.refunds import RED_OWED
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.counter_state import Panel
from hall_desk.presenters.visitpage import VisitPagePresenter
from hall_desk.store import schema
from hall_desk.ui.counter import CounterWindow, bind
from hall_desk.ui.theme import Theme
from hall_desk.ui.visitpage import VisitPage
from hall_desk.ui.visitpage import bind as bind_visit
from hall_desk.usecases import contacts, correcting, parties, serving, suspending
from tests.conftest import OPENED, Day, open_hall, referral
from tests.ui.gallery_charges import CHARGES
from tests.ui.gallery_run import render, themed
from tests.ui.gallery_settle import SETTLING
from tests.usecases.test_invoices import refund


class Scene:
    """A hall at 10:2x with people waiting, and the counter at window 3."""

    def __init__(self, folder: Path, theme: Theme, size: tuple[int, int]):
        self.clock = FakeClock(OPENED)
        self.store, self.hall = open_hall(f"sqlite:///{folder / 'hall.db'}", self.clock)
        self.day = Day(self.hall, self.clock)
        self.hall_desk = Desk(hall=self.hall, runner=SyncRunner())
        staff = self.hall.ask(lambda reading: reading.get(Staff, staff_no="1032"))
        self.window = CounterWindow(theme, monotonic=self._count)
        self._presses = 0.0
        self.presenter = CounterPresenter(self.hall_desk, WindowNo(3), staff)
        bind(self.presenter, self.window)
        self.window.resize(*size)

    def _count(self) -> float:
        self._presses += 1.0
        return self._presses

    def morning(self) -> None:
        """Six done, some first contacts, people waiting."""
        self.day.count_float()
        self.clock.set(datetime(2026, 3, 12, 1, 40, tzinfo=UTC))
        for seconds in (246, 230, 180, 260, 250, 246):
            self.day.whole_visit("A01", 3, seconds)
        for hours, matter in ((7, "回复电表校验时间"), (27, "确认反馈")):
            form = referral(matter, self.clock.now() + timedelta(hours=hours))
            self.hall.do(contacts.register_contact, "1032", None, form=form)
        self.clock.set(datetime(2026, 3, 12, 2, 15, 10, tzinfo=UTC))
        for service, ground, gap in (
            ("A01", None, 60),
            ("A01", None, 55),
            ("A02", None, 62),
            ("B01", None, 20),
            ("A01", None, 40),
            ("C03", "Y1", 20),
            ("B14", None, 9),
            ("A03", None, 61),
            ("C02", None, 30),
            ("A01", None, 40),
            ("B30", None, 10),
            ("E01", None, 12),
            ("C01", None, 20),
            ("A01", None, 8),
            ("B28", None, 8),
        ):
            self.day.issue(service, ground)
            self.clock.advance(gap)

    def grab(self, path: Path) -> None:
        """Saves the window as it looks now."""
        self.presenter.refresh()
        self.window.show()
        self.window.activateWindow()
        QApplication.processEvents()
        self.presenter.tick()
        QApplication.processEvents()
        self.window.grab().save(str(path))

    def close(self) -> None:
        """Lets the hall go."""
        self.window.close()
        self.store.close()


def serving_first(scene: Scene) -> None:
    """A payment, two steps ticked, amounts begun (01)."""
    presenter, window = scene.presenter, scene.window
    presenter.refresh()
    window.show()
    presenter.call_next()
    if presenter.ticket is not None and presenter.ticket.prefix != "A":
        presenter.start()
        presenter.finish()
        presenter.call_next()
    scene.clock.advance(5)
    presenter.start()
    presenter.add_item("A04")
    assert presenter.facts is not None
    presenter.change_quantity(presenter.facts.items[1].id, 2)
    scene.clock.advance(16)
    presenter.tick_next_step()
    presenter.tick_paper(0)
    presenter.inform()
    scene.clock.advance(85)
    presenter.tick_next_step()
    presenter.set_account("3600123450127")
    presenter.set_customer("林𬭎")
    presenter.set_due(8640)
    window.right.money.account.setText("3600123450127")
    window.right.money.customer.setText("林𬭎")
    window.right.money.due.set_value(8640)
    window.right.money.received.setFocus()
    scene.clock.advance(91)


def idle(scene: Scene) -> None:
    """Just finished (02)."""
    serving_first(scene)
    presenter = scene.presenter
    presenter.set_due(None)
    presenter.finish()
    presenter.finish()
    scene.clock.advance(2)


def called(scene: Scene) -> None:
    """A priority customer called (02b)."""
    scene.presenter.refresh()
    scene.window.show()
    scene.presenter.call_next()
    scene.clock.advance(12)


def over(scene: Scene) -> None:
    """Beyond the limit, the reason panel unfolded (03)."""
    serving_first(scene)
    scene.clock.advance(155)
    scene.presenter.apologise()
    scene.presenter.finish()
    scene.presenter.choose_over_reason("O3")
    scene.window.right.over.note.setFocus()
    scene.window.right.over.note.setText("查询接口返回慢")


def cash(scene: Scene) -> None:
    """The cash dialog (04)."""
    serving_first(scene)
    scene.window.right.money.received.set_value(10000)
    scene.presenter.take_payment()
    scene.clock.advance(7)


def near(scene: Scene) -> None:
    """Near the limit."""
    serving_first(scene)
    scene.clock.advance(70)


def paused(scene: Scene) -> None:
    """On hold."""
    serving_first(scene)
    scene.presenter.pause("PZ3")
    scene.clock.advance(30)


def business(scene: Scene) -> None:
    """A business item with many papers at window 3 (transferred in)."""
    serving_first(scene)
    scene.presenter.add_item("B02")
    scene.presenter.switch_item(3)
    scene.presenter.tick_next_step()


def transfer(scene: Scene) -> None:
    """The transfer panel."""
    serving_first(scene)
    scene.presenter.open_transfer()


def add_item(scene: Scene) -> None:
    """The picker."""
    serving_first(scene)
    scene.presenter.open_add_item()


def manager(scene: Scene) -> None:
    """The duty manager is called."""
    serving_first(scene)
    scene.presenter.call_manager()
    scene.clock.advance(21)


def regulars(scene: Scene) -> None:
    """Earlier customers of long names, one of them a no-show, left their names."""
    names = ("青禾县示例物业服务有限公司（南区）", "阿卜杜热西提·买买提依明", "张予安", "周怡安")
    tickets = scene.hall.ask(lambda r: r.all(Ticket, order_by=schema.ticket.c.id))
    done = [t for t in tickets if t.state == "done"]
    for at, ticket in enumerate(done):
        scene.hall.do(
            parties.note_party,
            "1032",
            ticket_id=ticket.id,
            source="payment",
            source_id=at,
            name=names[at % len(names)],
            account_no=f"36001234501{at:02d}",
        )


def find(scene: Scene) -> None:
    """Visits looked up by initials."""
    regulars(scene)
    scene.presenter.refresh()
    scene.window.show()
    scene.presenter.open_find()
    scene.presenter.find("zya")


def find_waiting(scene: Scene) -> None:
    """A waiting number, and nobody of that name."""
    scene.presenter.refresh()
    scene.window.show()
    scene.presenter.open_find()
    scene.presenter.find("A010")


def find_nothing(scene: Scene) -> None:
    """Nothing found."""
    find_waiting(scene)
    scene.presenter.find("qhx")


def walk_up(scene: Scene) -> None:
    """A customer without a number."""
    idle(scene)
    scene.presenter.open_walk_up()


def phone(scene: Scene) -> None:
    """A customer on the telephone."""
    idle(scene)
    scene.presenter.open_phone()


def walked_up(scene: Scene) -> None:
    """The customer without a number is served."""
    walk_up(scene)
    scene.presenter.serve_directly("A01")
    scene.clock.advance(20)


def visit(scene: Scene) -> VisitPagePresenter:
    """A paid visit of two items, one of them corrected; its page over the counter."""
    serving_first(scene)
    presenter = scene.presenter
    presenter.set_customer("青禾县示例物业服务有限公司（南区）")
    presenter.set_received(10_000)
    presenter.take_payment()
    presenter.pay(finish=False)
    ticket = presenter.ticket
    assert ticket is not None
    form = referral("核对上月电费并说明阶梯电价的计算办法", scene.clock.now() + timedelta(hours=30))
    scene.hall.do(contacts.register_contact, "1032", None, form=form, ticket_id=ticket.id)
    scene.clock.advance(130)
    for _ in range(3):
        presenter.finish()
        if presenter.panel is Panel.OVER:
            presenter.choose_over_reason("O3")
            presenter.finish()
    item = scene.hall.ask(serving.items_of, ticket.id)[1]
    scene.hall.do(
        correcting.correct_item,
        "1032",
        None,
        item_id=item.id,
        correction=correcting.Correction(what=Wrong.QUANTITY, quantity=1),
        reason="发票张数录错，客户当面指出",
        apologised=True,
    )
    page = VisitPage(scene.window.theme)
    visited = VisitPagePresenter(scene.hall_desk, "1032", ticket.id)
    bind_visit(visited, page)
    visited.refresh()
    page.table.select_key(str(item.id))
    scene.window.show()
    scene.window.set_page(page)
    return visited


def visit_page(scene: Scene) -> None:
    """The page of a visit."""
    visit(scene)


def correction(scene: Scene) -> None:
    """Correcting an item."""
    page = visit(scene)
    assert page.facts is not None
    page.open_correction(page.facts.items[0].id)


def correction_wrong(scene: Scene) -> None:
    """A correction without a reason that makes the item late."""
    page = visit(scene)
    assert page.facts is not None
    page.open_correction(page.facts.items[0].id)
    page.edit(what="quantity", quantity="0", apologised=True)
    page.edit(reason="户数录错")
    page.submit()


def suspended(scene: Scene) -> None:
    """The window is suspended."""
    form = suspending.SuspensionForm(
        scope=Scope.WINDOW,
        window=WindowNo(3),
        prefix=None,
        reason_code="S7",
        expected_at=scene.clock.now() + timedelta(minutes=25),
        alternative="1号、8号窗口",
    )
    scene.hall.do(suspending.suspend, "0906", None, form=form, approved_by="0906")
    scene.clock.advance(305)


def money_wrong(scene: Scene) -> None:
    """Too little received, and an account number that cannot be."""
    serving_first(scene)
    scene.window.right.money.received.set_value(8000)
    scene.presenter.take_payment()


def paid(scene: Scene) -> None:
    """Paid, the voucher did not come out."""
    serving_first(scene)
    from hall_desk.paper.faults import PaperFault

    def _fail(_payment: object) -> None:
        raise PaperFault("缺纸，请装纸。")

    scene.presenter.print_voucher = _fail
    scene.presenter.set_received(10000)
    scene.presenter.take_payment()
    scene.presenter.pay(finish=False)


def drawer(scene: Scene) -> None:
    """No float counted yet."""
    scene.presenter.facts = None
    serving_first(scene)
    from dataclasses import replace

    scene.presenter.facts = replace(scene.presenter.facts, float_count=None)  # type: ignore[type-var]
    scene.presenter.set_received(10000)
    scene.presenter.take_payment()
    scene.presenter.refresh = lambda: None  # type: ignore[method-assign]


def sold(scene: Scene) -> None:
    """Three vouchers: one void, one printed again."""
    serving_first(scene)
    presenter = scene.presenter
    presenter.needs_approval = lambda sentence, then: then("0906")
    for due, received in ((128_640, 130_000), (8640, 10_000), (5280, 5280)):
        presenter.set_due(due)
        presenter.set_received(received)
        presenter.take_payment()
        presenter.pay(finish=False)
        scene.clock.advance(64)
        presenter.open_vouchers()
        if due == 8640:
            presenter.open_void()
            presenter.choose_void_reason("V1")
            presenter.ask_void()
        elif due == 128_640:
            presenter.reprint_voucher()
        presenter.open_vouchers()


def vouchers(scene: Scene) -> None:
    """The vouchers of today while serving."""
    sold(scene)
    scene.presenter.open_vouchers()
    found = scene.presenter.facts.today.vouchers if scene.presenter.facts else ()
    scene.presenter.choose_voucher(found[1].id)


def voiding(scene: Scene) -> None:
    """The reason of a void."""
    sold(scene)
    scene.presenter.finish()
    if scene.presenter.ticket is not None:
        scene.presenter.choose_over_reason("O3")
        scene.presenter.finish()
        scene.presenter.finish()
    scene.presenter.open_vouchers()
    scene.presenter.open_void()
    scene.presenter.choose_void_reason("V2")


def owed(scene: Scene) -> None:
    """An invoice is owed; its number is being typed."""
    sold(scene)
    found = scene.presenter.facts.today.vouchers if scene.presenter.facts else ()
    with scene.store.write() as turn:
        table = schema.payment
        of_newest = table.update().where(table.c.id == found[0].id)
        turn.conn.execute(of_newest.values(invoice="owed"))
    scene.presenter.refresh()
    scene.presenter.open_vouchers()


def red_invoice(scene: Scene) -> None:
    """A refund of something invoiced owes its red invoice."""
    sold(scene)
    scene.presenter.refresh()
    found = scene.presenter.facts.today.vouchers if scene.presenter.facts else ()
    refund(scene.day, found[0], 500, red=RED_OWED, staff_no="1032")
    scene.presenter.refresh()
    scene.presenter.open_vouchers()
    given = scene.presenter.facts.today.red if scene.presenter.facts else ()
    scene.presenter.choose_voucher(-given[0].id)
    scene.presenter.open_invoice()


def invoicing(scene: Scene) -> None:
    """A number with a digit too few."""
    owed(scene)
    scene.presenter.open_invoice()
    scene.presenter.set_invoice_no("2636000000000000001")
    scene.presenter.record_invoice()


def no_vouchers(scene: Scene) -> None:
    """No voucher yet."""
    idle(scene)
    scene.presenter.open_vouchers()


def tasks(scene: Scene) -> None:
    """The open matters by keyboard, five of them."""
    for hours, matter in ((3, "回复退费进度"), (30, "补送发票"), (40, "核实分时电价变更时间")):
        form = referral(matter, scene.clock.now() + timedelta(hours=hours))
        scene.hall.do(contacts.register_contact, "1032", None, form=form)
    idle(scene)
    scene.presenter.refresh()
    scene.window.hands.enter_tasks()


def paperless(scene: Scene) -> None:
    """A service without papers."""
    serving_first(scene)
    scene.presenter.add_item("C02")
    scene.presenter.switch_item(3)


def helping(scene: Scene) -> None:
    """The key help."""
    serving_first(scene)
    scene.window.help.open()


def outcome(choice: str) -> Callable[[Scene], None]:
    """The outcome panel with one choice made."""

    def _play(scene: Scene) -> None:
        business(scene)
        presenter = scene.presenter
        presenter.open_outcome()
        presenter.choose_outcome(choice)
        if choice == "不能受理":
            presenter.write_outcome("basis", "《供电营业规则》第十九条")
            presenter.confirm_outcome()
        if choice == "转办":
            presenter.write_outcome("desk", "JL")

    return _play


def outcome_left(scene: Scene) -> None:
    """The customer leaves with another item open."""
    business(scene)
    scene.presenter.add_item("A04")
    scene.presenter.open_outcome()
    scene.presenter.choose_outcome("客户放弃")


def splitting(scene: Scene) -> None:
    """Pieces split off."""
    serving_first(scene)
    presenter = scene.presenter
    presenter.set_due(None)
    assert presenter.item is not None
    presenter.change_quantity(presenter.item.id, 12)
    presenter.open_outcome()
    presenter.choose_outcome("split")


def other_service(scene: Scene) -> None:
    """Another service, the clock runs on."""
    business(scene)
    scene.presenter.open_outcome()
    scene.presenter.choose_outcome("service")


def reclassified(scene: Scene) -> None:
    """Just reclassified: Ctrl+Z is offered."""
    serving_first(scene)
    scene.presenter.set_due(None)
    scene.presenter.reclassify("B02")
    scene.clock.advance(2)


def skipping(scene: Scene) -> None:
    """A later step pressed."""
    business(scene)
    scene.presenter.tick_step(4)


def skipped(scene: Scene) -> None:
    """Steps skipped with a reason."""
    business(scene)
    scene.presenter.tick_step(4)
    scene.presenter.skip_steps("SK2")
    scene.clock.advance(40)


def hold_panel(scene: Scene) -> None:
    """挂起 in the transfer panel."""
    transfer(scene)
    panel = scene.window.right.transfer
    panel.mode.set_current("hold")
    panel.lists["hold"].set_current("PZ3")
    panel._show_mode()


def kind_panel(scene: Scene) -> None:
    """转类别 in the transfer panel."""
    transfer(scene)
    panel = scene.window.right.transfer
    panel.mode.set_current("kind")
    panel._show_mode()


def held(scene: Scene) -> None:
    """Two customers held, the second just now."""
    serving_first(scene)
    presenter = scene.presenter
    presenter.set_due(None)
    presenter.hold("PZ3")
    scene.clock.advance(95)
    presenter.call_next()
    presenter.start()
    scene.clock.advance(40)
    presenter.hold("PZ2")
    scene.clock.advance(3)


def take_back(scene: Scene) -> None:
    """Which of the held ones."""
    held(scene)
    scene.clock.advance(20)
    scene.presenter.open_transfer()


def serving_with_held(scene: Scene) -> None:
    """Serving while two are held."""
    held(scene)
    scene.presenter.call_next()
    scene.presenter.start()
    scene.clock.advance(70)


def over_net(scene: Scene) -> None:
    """Over the limit by gross time, within it by net time."""
    serving_first(scene)
    presenter = scene.presenter
    presenter.set_due(None)
    presenter.pause("PZ3")
    scene.clock.advance(140)
    presenter.open_transfer()
    scene.clock.advance(20)
    presenter.finish()


def rating(scene: Scene) -> None:
    """A visit just finished is asked for its answer; the hands are in the card."""
    idle(scene)
    scene.window.hands.enter_rating()


def rated(scene: Scene) -> None:
    """The customer was not content."""
    idle(scene)
    scene.presenter.rate(2)


def closing_soon(scene: Scene) -> None:
    """A quarter of an hour before the kiosk closes (P18)."""
    idle(scene)
    scene.clock.set(datetime(2026, 3, 12, 9, 20, tzinfo=UTC))


SCENES: dict[str, Callable[[Scene], None]] = {
    "01-serving": serving_first,
    "02-idle": idle,
    "02b-called": called,
    "03-over": over,
    "04-cash": cash,
    "near": near,
    "paused": paused,
    "business": business,
    "transfer": transfer,
    "add-item": add_item,
    "manager": manager,
    "find": find,
    "find-waiting": find_waiting,
    "find-nothing": find_nothing,
    "walk-up": walk_up,
    "phone": phone,
    "walked-up": walked_up,
    "visit": visit_page,
    "correction": correction,
    "correction-wrong": correction_wrong,
    "suspended": suspended,
    "money-wrong": money_wrong,
    "paid": paid,
    "float": drawer,
    "sold": sold,
    "vouchers": vouchers,
    "voiding": voiding,
    "owed": owed,
    "invoicing": invoicing,
    "red_invoice": red_invoice,
    "no-vouchers": no_vouchers,
    "tasks": tasks,
    "paperless": paperless,
    "help": helping,
    "outcome-done": outcome("办结"),
    "outcome-accepted": outcome("受理"),
    "outcome-forwarded": outcome("转办"),
    "outcome-papers": outcome("补件"),
    "outcome-refused": outcome("不能受理"),
    "outcome-left": outcome_left,
    "split": splitting,
    "service": other_service,
    "reclassified": reclassified,
    "skip": skipping,
    "skipped": skipped,
    "hold": hold_panel,
    "kind": kind_panel,
    "held": held,
    "take-back": take_back,
    "serving-held": serving_with_held,
    "over-net": over_net,
    "rating": rating,
    "rated": rated,
    "closing-soon": closing_soon,
    **CHARGES,
    **SETTLING,
}


def begin(folder: Path, theme: Theme, size: tuple[int, int]) -> Scene:
    """A hall in the middle of its morning."""
    scene = Scene(folder, theme, size)
    scene.morning()
    return scene


if __name__ == "__main__":
    render(SCENES, themed(begin))
