"""A clerk's station by the keyboard: open matters, today's vouchers, what lies below a page."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.domain.contacts import ContactState, FirstContact
from hall_desk.domain.paidservice import Ownership, Sheet
from hall_desk.domain.payments import Payment
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.printing import DummyPrinter
from hall_desk.presenters.base import SyncRunner
from hall_desk.presenters.contact import ContactPresenter
from hall_desk.presenters.counter_state import Panel
from hall_desk.presenters.paidservice import PaidServicePresenter
from hall_desk.presenters.papers import PaperDesk
from hall_desk.ui.contact import ContactPage
from hall_desk.ui.stations.counter import CounterStation
from hall_desk.ui.stations.program import Means, Program
from hall_desk.ui.theme import Theme
from hall_desk.usecases import contacts, paidservice
from hall_desk.usecases.paidservice import Wanted
from hall_desk.usecases.payments import payments_of
from hall_desk.voice import ClipSpeaker
from tests.conftest import MANAGER, PASSWORDS, Day, referral

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Clerk:
    """The station of a clerk and a hand on the keyboard."""

    def __init__(self, day: Day, qtbot: QtBot, staff_no: str = "1032", window: int = 3):
        theme = Theme()
        self.day, self.printer = day, DummyPrinter()
        self.moment = 0.0
        self.program = Program(
            Means(
                hall=day.hall,
                runner=SyncRunner(),
                paper=lambda actor: PaperDesk(day.hall, self.printer, actor),
                speaker=ClipSpeaker(enabled=False),
                theme=theme,
                counter_theme=theme,
                public_theme=theme,
            ),
            beating=False,
        )
        staff = day.ask(lambda reading: reading.get(Staff, staff_no=staff_no))
        self.station = CounterStation(
            self.program,
            staff,
            WindowNo(window),
            show=lambda screen: None,
            drop=lambda screen: None,
            lock=lambda: None,
            leave=lambda: None,
            monotonic=lambda: self.moment,
        )
        self.window, self.presenter = self.station.window, self.station.presenter
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.activateWindow()
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """One key to whatever has the focus, half a second after the last one."""
        self.moment += 0.5
        held = modifier or Qt.KeyboardModifier.NoModifier
        focus: QWidget | None = self.window.focusWidget()
        QTest.keyClick(self.window if focus is None else focus, key, held)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Letters and figures into what has the focus."""
        target = self.window.focusWidget()
        assert target is not None
        QTest.keyClicks(target, text)

    def approve(self, staff_no: str, password: str) -> None:
        """Somebody signs in the approval dialog."""
        dialog = self.station.approval_dialog
        dialog.staff_no.setText(staff_no)
        dialog.password.setText(password)
        dialog.approve.press_key()
        QApplication.processEvents()

    def vouchers(self) -> list[Payment]:
        """The day's payments by voucher."""
        facts = self.presenter.facts
        assert facts is not None
        assert facts.day is not None
        found: list[Payment] = self.day.ask(payments_of, facts.day.date)
        return found

    def pay(self, due: str, received: str) -> None:
        """A customer pays in cash and goes."""
        self.press(Key.Key_F2)
        self.press(Key.Key_F3)
        self.type(due)
        self.press(Key.Key_Return)
        self.type(received)
        self.press(Key.Key_Return)
        self.press(Key.Key_Return)
        self.press(Key.Key_F4)


@pytest.fixture
def clerk(day: Day, qtbot: QtBot) -> Iterator[Clerk]:
    """1032 at window 3 with the float counted and four people waiting."""
    day.count_float()
    for _ in range(4):
        day.issue("A01")
    made = Clerk(day, qtbot)
    yield made
    made.station.close()
    made.program.close()


def register(day: Day, matter: str, hours: int) -> FirstContact:
    """1032 refers a matter to the meter team."""
    form = referral(matter, day.clock.now() + timedelta(hours=hours))
    made: FirstContact = day.do(contacts.register_contact, "1032", form=form)
    return made


def contact_of(day: Day, contact_id: int) -> FirstContact:
    """The row as it stands now."""
    found: FirstContact = day.ask(lambda reading: reading.get(FirstContact, id=contact_id))
    return found


@pytest.mark.rule("11(2)")
def test_the_first_contact_person_follows_the_matter_to_its_end(day: Day, clerk: Clerk) -> None:
    register(day, "补送发票", 30)
    due = register(day, "回复电表校验时间", 7)
    clerk.presenter.refresh()
    clerk.press(Key.Key_J, CTRL)
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Up)
    clerk.press(Key.Key_Return)
    page = clerk.window.page()
    assert isinstance(page, ContactPage)
    row = clerk.station.page
    assert isinstance(row, ContactPresenter)
    assert row.contact_id == due.id
    for field, words in (
        ("receiver", "何远"),
        ("result", "已约周五上午校验"),
        ("satisfaction", "满意"),
        ("", ""),
    ):
        row.edit(field, words)
        clerk.press(Key.Key_Return, CTRL)
        day.clock.advance(60)
    closed = contact_of(day, due.id)
    assert closed.state is ContactState.CLOSED
    assert closed.owner == "1032"
    clerk.station.close_page()
    assert clerk.window.page() is None
    state = clerk.window.state()
    assert state is not None
    assert [line.title for line in state.tasks.lines] == ["首问 0312-001"]


def test_a_click_opens_a_matter_and_leaves_the_hands_where_they_were(
    day: Day, clerk: Clerk
) -> None:
    register(day, "回复电表校验时间", 7)
    second = register(day, "补送发票", 30)
    clerk.press(Key.Key_F2)
    clerk.press(Key.Key_F3)
    clerk.type("86.4")
    tasks = clerk.window.left.tasks.list
    QTest.mouseClick(tasks, Qt.MouseButton.LeftButton, pos=QPoint(40, tasks.theme.px(52) + 10))
    assert getattr(clerk.station.page, "contact_id", None) == second.id
    clerk.station.close_page()
    assert clerk.window.focusWidget() is clerk.window.right.money.due
    assert clerk.window.right.money.due.value() == 8640


def test_esc_leaves_the_matters_and_an_empty_list_says_why(day: Day, clerk: Clerk) -> None:
    clerk.press(Key.Key_J, CTRL)
    assert clerk.window.message.isVisible()
    assert clerk.window.focusWidget() is clerk.window.call
    register(day, "补送发票", 30)
    clerk.presenter.refresh()
    clerk.press(Key.Key_J, CTRL)
    assert clerk.window.focusWidget() is clerk.window.left.tasks.list
    clerk.press(Key.Key_Escape)
    assert clerk.window.focusWidget() is clerk.window.call


def test_a_voucher_is_voided_by_digit_and_a_second_person(clerk: Clerk) -> None:
    clerk.pay("86.4", "100")
    clerk.pay("20", "20")
    clerk.press(Key.Key_G, CTRL)
    assert clerk.window.focusWidget() is clerk.window.right.vouchers.table
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Delete, CTRL)
    clerk.press(Key.Key_Return)
    assert not clerk.station.approval_dialog.is_open()
    clerk.press(Key.Key_1)
    clerk.press(Key.Key_Return)
    dialog = clerk.station.approval_dialog
    assert dialog.is_open()
    clerk.approve("1032", PASSWORDS["1032"])
    assert dialog.is_open()
    assert dialog.fields["staff_no"].error()
    clerk.approve(MANAGER, "wrong-password")
    assert dialog.is_open()
    assert dialog.staff_no.text() == MANAGER
    assert clerk.window.right.vouchers.reasons.current() == "V1"
    clerk.approve(MANAGER, PASSWORDS[MANAGER])
    assert not dialog.is_open()
    first, second = clerk.vouchers()
    assert (first.void_reason, first.voided_by, first.void_approved_by) == (
        "金额错误",
        "1032",
        MANAGER,
    )
    assert not second.is_void
    assert clerk.window.focusWidget() is clerk.window.right.vouchers.table
    names = [name for name, _ in clerk.printer.papers]
    assert names == ["SJ-000001", "SJ-000002", "SJ-000001-作废"]
    state = clerk.window.state()
    assert state is not None
    assert state.today.cash == "500.00"
    assert [line.mark for line in state.panel.vouchers.lines] == ["", "作废"]
    clerk.press(Key.Key_Delete, CTRL)
    assert not clerk.window.right.vouchers.reasons.isVisible()
    clerk.press(Key.Key_Escape)
    assert clerk.window.focusWidget() is clerk.window.call


def test_ctrl_p_in_the_list_prints_again_and_counts(clerk: Clerk) -> None:
    clerk.pay("86.4", "100")
    clerk.press(Key.Key_G, CTRL)
    clerk.press(Key.Key_P, CTRL)
    clerk.press(Key.Key_P, CTRL)
    assert clerk.vouchers()[0].reprints == 2
    assert [name for name, _ in clerk.printer.papers][-1] == "SJ-000001-补打2"
    state = clerk.window.state()
    assert state is not None
    assert state.panel.vouchers.lines[0].mark == "补打2"


def test_esc_goes_from_the_void_to_the_list_and_then_to_the_visit(clerk: Clerk) -> None:
    clerk.pay("86.4", "100")
    clerk.press(Key.Key_F2)
    clerk.press(Key.Key_F3)
    clerk.type("30")
    clerk.press(Key.Key_G, CTRL)
    clerk.press(Key.Key_Delete, CTRL)
    assert clerk.window.focusWidget() is clerk.window.right.vouchers.reasons
    clerk.press(Key.Key_Escape)
    assert clerk.window.focusWidget() is clerk.window.right.vouchers.table
    clerk.press(Key.Key_Escape)
    assert clerk.presenter.panel is Panel.NONE
    assert clerk.window.focusWidget() is clerk.window.right.money.due
    assert clerk.window.right.money.due.value() == 3000


def signed_sheet(day: Day, ticket_id: int) -> Sheet:
    """A signed sheet of 15 yuan for the customer at window 8."""
    sheet = day.do(
        paidservice.draft_sheet,
        "1030",
        window=WindowNo(8),
        ownership=Ownership.CUSTOMER,
        boundary="表箱出线端子以内",
        customer_name="苏示",
        phone="13800001234",
        address="柳溪路6号",
        ticket_id=ticket_id,
    )
    wanted = (Wanted(code="L02", quantity_milli=1000),)
    day.do(paidservice.set_lines, "1030", sheet_id=sheet.id, wanted=wanted)
    signed: Sheet = day.do(paidservice.confirm_signature, "1030", sheet_id=sheet.id)
    return signed


@pytest.mark.rule("25")
def test_after_the_void_the_sheet_offers_its_payment_again(day: Day, qtbot: QtBot) -> None:
    day.count_float(8)
    day.issue("E02")
    clerk = Clerk(day, qtbot, "1030", 8)
    clerk.press(Key.Key_F2)
    clerk.press(Key.Key_F3)
    assert clerk.presenter.ticket is not None
    signed_sheet(day, clerk.presenter.ticket.id)
    assert pay_sheet(clerk) == ""
    clerk.presenter.set_received(2000)
    clerk.presenter.say_received()
    clerk.presenter.pay(finish=False)
    assert pay_sheet(clerk)
    clerk.press(Key.Key_G, CTRL)
    clerk.press(Key.Key_Delete, CTRL)
    clerk.press(Key.Key_3)
    clerk.press(Key.Key_Return)
    clerk.approve(MANAGER, PASSWORDS[MANAGER])
    assert clerk.vouchers()[0].is_void
    assert pay_sheet(clerk) == ""
    clerk.station.close()
    clerk.program.close()


def pay_sheet(clerk: Clerk) -> str:
    """Opens the sheet page and presses 收款; why not, when it cannot be paid."""
    clerk.press(Key.Key_F6)
    page = clerk.station.page
    assert isinstance(page, PaidServicePresenter)
    why = page.build().pay_why
    if why:
        clerk.station.close_page()
    else:
        page.take_payment()
    QApplication.processEvents()
    return why


def test_every_key_of_the_panel_is_on_its_button(clerk: Clerk) -> None:
    clerk.pay("86.4", "100")
    clerk.press(Key.Key_G, CTRL)
    panel = clerk.window.right.vouchers
    assert (panel.again.key_text, panel.void.key_text) == ("Ctrl+P", "Ctrl+Del")
    nameless = [
        child.objectName()
        for child in panel.findChildren(QWidget)
        if child.focusPolicy() & Qt.FocusPolicy.TabFocus and not child.accessibleName()
    ]
    assert nameless == []
