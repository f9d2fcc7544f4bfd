"""The counter window by the keyboard, on a real hall."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.domain.payments import Payment
from hall_desk.domain.people import Staff
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.counter_state import Panel, Phase
from hall_desk.ui.counter import CounterWindow, bind
from hall_desk.ui.counter.help import KEYS, KeyList
from hall_desk.ui.kit import ElidedText, KitButton
from hall_desk.ui.theme import Theme
from hall_desk.usecases import suspending
from hall_desk.usecases.payments import payments_of
from tests.conftest import Day

Key = Qt.Key


class Counter:
    """A window with its presenter and a hand on the keyboard."""

    def __init__(self, day: Day, qtbot: QtBot, theme: Theme, size: tuple[int, int]):
        self.day = day
        self.qtbot = qtbot
        self.moment = 0.0
        staff = day.ask(lambda reading: reading.get(Staff, staff_no="1032"))
        desk = Desk(hall=day.hall, runner=SyncRunner())
        self.presenter = CounterPresenter(desk, WindowNo(3), staff)
        self.window = CounterWindow(theme, monotonic=lambda: self.moment)
        bind(self.presenter, self.window)
        self.window.resize(*size)
        qtbot.addWidget(self.window)
        self.window.show()
        self.presenter.refresh()
        self.window.activateWindow()
        QApplication.processEvents()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """One key, half a second after the last one."""
        self.moment += 0.5
        self.press_at_once(key, modifier)

    def press_at_once(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        """One key within the same instant."""
        held = modifier or Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.focus() or self.window, key, held)
        QApplication.processEvents()

    def type(self, text: str) -> None:
        """Letters and figures into what has the focus."""
        target = self.focus()
        assert target is not None
        QTest.keyClicks(target, text)

    def focus(self) -> QWidget | None:
        """What has the focus of the window."""
        return self.window.focusWidget()

    def phase(self) -> Phase:
        """What the window shows."""
        state = self.window.state()
        assert state is not None
        return state.phase

    def seconds(self, number: int) -> None:
        """Time passes."""
        self.day.clock.advance(number)
        self.presenter.tick()


@pytest.fixture
def counter(day: Day, qtbot: QtBot) -> Iterator[Counter]:
    """Window 3 at 1366×768 with three people waiting and the float counted."""
    day.count_float()
    for _ in range(3):
        day.issue("A01")
    made = Counter(day, qtbot, Theme(), (1366, 768))
    yield made
    made.window.close()


def money_of(counter: Counter) -> list[tuple[int, int]]:
    """Due and received of the day's payments."""
    day = counter.presenter.facts
    assert day is not None
    assert day.day is not None
    paid = counter.day.ask(payments_of, day.day.date)
    return [(payment.due_fen, payment.received_fen) for payment in paid]


@pytest.mark.rule("6(5)")
def test_a_payment_costs_three_presses_beside_the_amounts(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.type("86.4")
    counter.press(Key.Key_Return)
    counter.type("100")
    counter.press(Key.Key_Return)
    assert counter.window.cash.is_open()
    counter.press(Key.Key_F4)
    assert counter.phase() is Phase.IDLE
    assert money_of(counter) == [(8640, 10000)]
    assert counter.window.focusWidget() is counter.window.call


def test_enter_says_the_change_prints_and_stays(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.type("86.4")
    counter.press(Key.Key_Return)
    counter.type("100")
    counter.press(Key.Key_Return)
    counter.press(Key.Key_Return)
    assert not counter.window.cash.is_open()
    assert counter.phase() is Phase.SERVING
    assert money_of(counter) == [(8640, 10000)]


def test_a_double_f4_finishes_once_and_does_not_call(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.press(Key.Key_F4)
    counter.press_at_once(Key.Key_F4)
    counter.press(Key.Key_F4)
    assert counter.phase() is Phase.IDLE


def test_a_second_press_of_enter_after_a_finish_does_not_call(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.moment += 0.5
    counter.window.bar.main.setFocus()
    counter.press_at_once(Key.Key_Return)
    assert counter.phase() is Phase.IDLE
    counter.press_at_once(Key.Key_Return)
    assert counter.phase() is Phase.IDLE


def test_focus_and_typed_text_survive_twenty_refreshes(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    money = counter.window.right.money
    counter.press(Key.Key_Up)
    counter.press(Key.Key_Up)
    assert counter.window.focusWidget() is money.account
    counter.type("36001")
    money.account.setCursorPosition(2)
    for _ in range(20):
        counter.day.issue("A01")
        counter.seconds(1)
        counter.presenter.refresh()
        QApplication.processEvents()
    assert counter.window.focusWidget() is money.account
    assert money.account.text() == "36001"
    assert money.account.cursorPosition() == 2
    money.due.setFocus()
    counter.type("12.")
    for _ in range(20):
        counter.seconds(1)
        counter.presenter.refresh()
    assert counter.window.focusWidget() is money.due
    assert money.due.text() == "12."


def test_a_typed_quantity_survives_a_refresh_and_counts_on_enter(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    field = counter.window.middle.visit.lines[0].field
    field.setFocus()
    field.selectAll()
    counter.type("4")
    counter.presenter.refresh()
    assert field.text() == "4"
    counter.press(Key.Key_Return)
    state = counter.window.state()
    assert state is not None
    assert state.items[0].quantity == 4


def test_an_input_method_types_full_width_amounts(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    event = QInputMethodEvent()
    event.setCommitString("８６。４")
    QApplication.sendEvent(counter.window.right.money.due, event)
    assert counter.window.right.money.due.value() == 8640


def test_space_ticks_the_next_step_even_from_an_amount(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.press(Key.Key_Space)
    counter.press(Key.Key_Space)
    state = counter.window.state()
    assert state is not None
    assert state.card.current_step == 2
    assert counter.window.right.money.due.text() == ""


def test_the_reason_panel_takes_digits_folds_with_esc_and_gives_the_focus_back(
    counter: Counter,
) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.type("86.40")
    counter.seconds(301)
    due = counter.window.right.money.due
    assert counter.window.focusWidget() is due
    counter.press(Key.Key_F4)
    over = counter.window.right.over
    assert counter.window.focusWidget() is over.reasons
    counter.press(Key.Key_3)
    counter.press(Key.Key_Escape)
    assert not over.isVisible()
    assert counter.window.focusWidget() is due
    assert due.text() == "86.40"
    counter.press(Key.Key_F4)
    assert over.isVisible()
    assert over.reasons.current() == "O3"
    counter.press(Key.Key_F4)
    assert counter.phase() is Phase.SERVING, "typed money is not thrown away"
    due.setFocus()
    due.selectAll()
    counter.press(Key.Key_Delete)
    counter.press(Key.Key_F4)
    assert counter.phase() is Phase.IDLE


def test_esc_in_the_cash_dialog_keeps_the_amounts(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.type("86.4")
    counter.press(Key.Key_Return)
    counter.type("100")
    counter.press(Key.Key_Return)
    counter.press(Key.Key_Escape)
    assert not counter.window.cash.is_open()
    assert counter.window.right.money.received.value() == 10000
    assert counter.window.focusWidget() is counter.window.right.money.received


def test_another_amount_in_the_dialog_must_be_said_again(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.type("86.4")
    counter.press(Key.Key_Return)
    counter.type("100")
    counter.press(Key.Key_Return)
    dialog = counter.window.cash
    dialog.received.selectAll()
    counter.type("90")
    assert not dialog.main.isEnabled()
    counter.press(Key.Key_F4)
    assert dialog.is_open()
    counter.press(Key.Key_Return)
    assert dialog.main.isEnabled()
    counter.press(Key.Key_F4)
    assert money_of(counter) == [(8640, 9000)]


def test_the_float_is_asked_in_place_and_the_payment_goes_on(day: Day, qtbot: QtBot) -> None:
    day.issue("A01")
    counter = Counter(day, qtbot, Theme(), (1366, 768))
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.type("86.4")
    counter.press(Key.Key_Return)
    counter.type("100")
    counter.press(Key.Key_Return)
    assert counter.window.focusWidget() is counter.window.right.money.float_field
    counter.type("500")
    counter.press(Key.Key_Return)
    assert counter.window.cash.is_open()
    counter.press(Key.Key_F4)
    assert money_of(counter) == [(8640, 10000)]


def test_the_picker_adds_an_item_by_typing(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.press(Key.Key_F8)
    picker = counter.window.right.add_item
    assert counter.window.focusWidget() is picker.field
    counter.type("A0")
    counter.press(Key.Key_Down)
    counter.press(Key.Key_Return)
    state = counter.window.state()
    assert state is not None
    assert [item.code for item in state.items] == ["A01", "A02"]
    assert counter.window.focusWidget() is counter.window.right.money.due


def test_alt_and_a_digit_turn_to_an_item(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.presenter.add_item("A04")
    counter.press(Key.Key_2, Qt.KeyboardModifier.AltModifier)
    state = counter.window.state()
    assert state is not None
    assert [item.current for item in state.items] == [False, True]


def test_the_duty_manager_is_called_from_the_cash_dialog_too(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.type("86.4")
    counter.press(Key.Key_Return)
    counter.type("100")
    counter.press(Key.Key_Return)
    counter.press(Key.Key_F9)
    assert counter.window.cash.is_open()
    assert counter.window.focusWidget() is counter.window.cash.received
    state = counter.window.state()
    assert state is not None
    assert state.help.called


def test_transfer_by_digits(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.press(Key.Key_F11)
    counter.press(Key.Key_1)
    counter.press(Key.Key_Return)
    assert counter.phase() is Phase.IDLE


def test_hold_by_keys_and_go_on_with_the_same_key(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.press(Key.Key_F11)
    counter.press(Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    counter.press(Key.Key_Right)
    counter.press(Key.Key_Right)
    counter.press(Key.Key_Tab)
    counter.press(Key.Key_Right)
    counter.press(Key.Key_3)
    counter.press(Key.Key_Return)
    state = counter.window.state()
    assert state is not None
    assert state.hero.timer is not None
    assert state.hero.timer.stage == "paused"
    counter.press(Key.Key_F11)
    state = counter.window.state()
    assert state is not None
    assert state.hero.timer is not None
    assert state.hero.timer.stage == "within"


def test_a_key_that_is_off_says_why(counter: Counter) -> None:
    counter.press(Key.Key_F6)
    assert counter.window.message.isVisible()
    assert counter.window.message.text() == "开始办理后可用"


def test_f12_and_f7_and_f10_ask_the_host(counter: Counter, qtbot: QtBot) -> None:
    with qtbot.waitSignal(counter.window.wants_lock, timeout=500):
        counter.press(Key.Key_F12)
    with qtbot.waitSignal(counter.window.wants_contact, timeout=500):
        counter.press(Key.Key_F7)
    with qtbot.waitSignal(counter.window.wants_suspension, timeout=500):
        counter.press(Key.Key_F10)


def test_another_page_silences_the_keys_and_gives_the_focus_back(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    page = QWidget()
    page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    counter.window.set_page(page)
    counter.press(Key.Key_F4)
    assert counter.phase() is Phase.SERVING
    counter.window.set_page(None)
    assert counter.window.focusWidget() is counter.window.right.money.due
    page.deleteLater()


def test_a_suspended_window_opens_again_with_f10(counter: Counter) -> None:
    form = suspending.SuspensionForm(
        scope=Scope.WINDOW,
        window=WindowNo(3),
        prefix=None,
        reason_code="S7",
        expected_at=counter.day.clock.now() + timedelta(minutes=30),
        alternative="1号窗口",
    )
    counter.day.do(suspending.suspend, "0906", form=form)
    counter.presenter.refresh()
    assert counter.phase() is Phase.SUSPENDED
    counter.press(Key.Key_F2)
    assert counter.phase() is Phase.SUSPENDED
    counter.press(Key.Key_F10)
    assert counter.phase() is Phase.IDLE


def test_a_fault_of_the_printer_shows_a_banner_and_prints_again(counter: Counter) -> None:
    printed: list[str] = []

    def _jam(_payment: Payment) -> None:
        raise PaperFault("缺纸，请装纸。")

    counter.presenter.print_voucher = _jam
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.type("20")
    counter.press(Key.Key_Return)
    counter.type("20")
    counter.press(Key.Key_Return)
    counter.press(Key.Key_F4)
    assert counter.window.banner.isVisible()
    counter.presenter.print_voucher = lambda payment: printed.append(payment.voucher_code)
    counter.window.banner.button.click()
    assert printed == ["SJ-000001"]
    assert not counter.window.banner.isVisible()


def test_the_fourth_item_is_scrolled_into_view(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    for code in ("A02", "A03", "A04"):
        counter.presenter.add_item(code)
    counter.press(Key.Key_4, Qt.KeyboardModifier.AltModifier)
    counter.seconds(1)
    QApplication.processEvents()
    counter.seconds(1)
    line = counter.window.middle.visit.lines[3]
    assert line.visibleRegion().boundingRect().height() >= line.height() - 1


def test_f1_shows_the_keys_and_closes_again(counter: Counter) -> None:
    counter.press(Key.Key_F1)
    assert counter.window.help.is_open()
    counter.press(Key.Key_Escape)
    assert not counter.window.help.is_open()


def test_tab_walks_as_the_eye_reads(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.presenter.add_item("A04")
    money, visit = counter.window.right.money, counter.window.middle.visit
    visit.lines[0].field.setFocus()
    walked = []
    for _ in range(16):
        counter.press(Key.Key_Tab)
        walked.append(counter.focus())
    assert walked[:5] == [
        visit.lines[1].field,
        visit.papers[0],
        visit.notice,
        visit.tell,
        visit.steps,
    ]
    assert walked[5] is visit.process
    assert walked[6:10] == [money.account, money.customer, money.due, money.received]
    assert walked[10] is money.cash
    assert walked[15] is counter.window.right.contact.button


def test_the_reason_of_a_refused_key_stays_some_seconds(counter: Counter) -> None:
    counter.press(Key.Key_F6)
    counter.seconds(1)
    assert counter.window.message.isVisible()
    counter.moment += 6
    counter.seconds(5)
    assert not counter.window.message.isVisible()


def test_every_control_has_a_name(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    nameless = [
        widget.objectName() or type(widget).__name__
        for widget in counter.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not widget.accessibleName()
    ]
    assert nameless == []


def test_main_actions_are_named_like_their_use_cases(counter: Counter) -> None:
    names = {button.objectName() for button in counter.window.findChildren(KitButton)}
    wanted = {
        "call_next",
        "start",
        "recall",
        "no_show",
        "take_payment",
        "refer",
        "add_item",
        "transfer",
        "suspend_window",
        "call_manager",
        "lock",
    }
    assert wanted <= names
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    assert counter.window.bar.main.objectName() == "finish"


@pytest.mark.rule("25")
def test_an_invoice_number_by_keys_alone(counter: Counter) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.presenter.set_due(8640)
    counter.presenter.set_received(8640)
    counter.presenter.take_payment()
    counter.presenter.pay(finish=False)
    counter.press(Key.Key_G, control)
    counter.press(Key.Key_I, control)
    panel = counter.window.right.vouchers
    assert counter.focus() is panel.number
    counter.type("2636")
    counter.press(Key.Key_Return)
    assert panel.number.property("wrong")
    assert "20 位" in panel.number_error.text()
    counter.type("2000000000000001")
    assert not panel.number.property("wrong")
    counter.press(Key.Key_Return)
    assert "已开 26362000000000000001" in panel.invoice_state.text()
    assert counter.focus() is panel.table
    counter.press(Key.Key_L, control)
    assert "已开数电票" in counter.presenter.message.text
    counter.press(Key.Key_Escape)
    assert counter.presenter.panel is Panel.NONE


SIZES = [
    (1.0, (1366, 768)),
    (1.0, (1366, 700)),
    (1.0, (1280, 640)),
    (1.0, (1280, 720)),
    (1.25, (1920, 1080)),
    (1.5, (2049, 1152)),
    (2.0, (2732, 1536)),
]


@pytest.mark.parametrize(("scale", "size"), SIZES)
def test_nothing_is_clipped(day: Day, qtbot: QtBot, scale: float, size: tuple[int, int]) -> None:
    day.count_float()
    for _ in range(12):
        day.issue("A01")
    counter = Counter(day, qtbot, Theme(scale=scale), size)
    assert (counter.window.width(), counter.window.height()) == size
    check(counter, "idle")
    counter.press(Key.Key_F2)
    check(counter, "called")
    counter.press(Key.Key_F3)
    counter.presenter.add_item("A04")
    check(counter, "serving")
    counter.seconds(301)
    check(counter, "over")
    counter.press(Key.Key_F4)
    check(counter, "reason")
    counter.press(Key.Key_Escape)
    for panel in (Panel.ADD_ITEM, Panel.TRANSFER, Panel.FIND, Panel.MANAGER):
        counter.presenter.unfold(panel)
        check(counter, panel)
    counter.presenter.fold()
    counter.presenter.set_due(8640)
    counter.presenter.set_received(10000)
    counter.presenter.take_payment()
    check(counter, "cash")
    counter.presenter.pay(finish=False)
    check(counter, "paid")
    counter.presenter.open_vouchers()
    check(counter, "vouchers")
    counter.presenter.open_void()
    check(counter, "void")
    counter.presenter.fold()
    counter.presenter.open_invoice()
    check(counter, "invoice")


def check(counter: Counter, where: str) -> None:
    """No button or label is smaller than its words, none reaches beyond the window."""
    QApplication.processEvents()
    window = counter.window
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, KitButton | QLabel):
            continue
        words = widget.text()
        room, wish = widget.size(), widget.sizeHint()
        short = room.width() < wish.width() and not isinstance(widget, ElidedText)
        if isinstance(widget, QLabel) and widget.wordWrap():
            short = False
        assert not short, f"{where}: “{words}” needs {wish.width()}, has {room.width()}"
        least = widget.minimumSizeHint().height()
        assert room.height() >= min(least, wish.height()) - 1, f"{where}: “{words}” is cut"
    assert window.bar.main.mapTo(window, window.bar.main.rect().bottomRight()).x() < window.width()


def test_the_money_dialog_is_named_after_the_way_of_paying(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.type("86.4")
    counter.press(Key.Key_Return)
    counter.type("100")
    counter.press(Key.Key_Return)
    cash = counter.window.cash
    assert cash.title.text() == "现金收款 · 唱收唱付"
    cash.method_chosen.emit("QR")
    assert cash.title.text() == "扫码收款 · 唱收唱付"


def test_a_word_that_fits_no_service_is_said_and_nothing_can_be_added(counter: Counter) -> None:
    counter.press(Key.Key_F2)
    counter.press(Key.Key_F3)
    counter.press(Key.Key_F8)
    panel = counter.window.right.panel(Panel.ADD_ITEM)
    assert panel.empty.isHidden()  # type: ignore[attr-defined]
    counter.type("zzz")
    assert panel.empty.isVisible()  # type: ignore[attr-defined]
    assert not panel.button.isEnabled()  # type: ignore[attr-defined]
    before = len(counter.window.state().items)  # type: ignore[union-attr]
    counter.press(Key.Key_Return)
    assert len(counter.window.state().items) == before  # type: ignore[union-attr]


def test_the_help_shows_every_key_with_all_its_words(counter: Counter) -> None:
    counter.press(Key.Key_F1)
    lists = counter.window.help.findChildren(KeyList)
    assert len(lists) == len(KEYS)
    for keys in lists:
        assert keys.least_width() <= keys.width(), keys.accessibleName()
    sheet = counter.window.help
    assert sheet.height() <= counter.window.height()
