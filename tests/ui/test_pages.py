"""The pages and the suspension dialog by keys, on a real hall in a temporary file."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import FirstContact
from hall_desk.domain.escalations import Escalation
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.contact import ContactPresenter
from hall_desk.presenters.contact_state import MainState
from hall_desk.presenters.paidservice import PaidServicePresenter
from hall_desk.presenters.paidservice_state import PaymentWanted
from hall_desk.presenters.register import RegisterPresenter
from hall_desk.presenters.sign import SignPresenter
from hall_desk.presenters.suspension import SuspensionPresenter
from hall_desk.ui import contact, paidservice, suspend
from hall_desk.ui.contact import ContactPage, RegisterPage
from hall_desk.ui.kit import FocusRing, KitButton, LineField, MainAction
from hall_desk.ui.pages import GO_BACK, Page
from hall_desk.ui.paidservice import PaidServicePage
from hall_desk.ui.suspend import SignWindow, SuspendDialog
from hall_desk.ui.theme import Scheme, Theme
from hall_desk.usecases import suspending
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, PASSWORDS, Day

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LONG = "新疆维吾尔自治区巴音郭楞蒙古自治州示例农牧业联合开发有限责任公司"

Host = Callable[..., QWidget]


class Beats:
    """A clock on which every press comes a second after the last."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        self.seconds += 1
        return self.seconds


@pytest.fixture
def host(qtbot: QtBot) -> Host:
    """Shows a page alone in a window of a size."""
    kept: list[QWidget] = []

    def _show(
        page: QWidget, theme: Theme | None = None, size: tuple[int, int] = (1366, 712)
    ) -> QWidget:
        theme = theme or Theme()
        window = QWidget()
        window.setProperty("window", "staff")
        window.resize(*size)
        theme.apply(window)
        column = QVBoxLayout(window)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        FocusRing(theme, window)
        qtbot.addWidget(window)
        kept.append(window)
        show(qtbot, window)
        return window

    return _show


@pytest.fixture
def desk(hall: Hall) -> Desk:
    return Desk(hall=hall, runner=SyncRunner())


def show(qtbot: QtBot, window: QWidget) -> None:
    """Shows a window and makes it the active one, as on a desk."""
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    """Presses a key where the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)


def write(text: str) -> None:
    """Writes as an input method does: the whole word is committed at once."""
    widget = QApplication.focusWidget()
    assert widget is not None
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def contact_page(
    host: Host, desk: Desk, ticket: Ticket | None, staff_no: str = "1032"
) -> tuple[ContactPage, ContactPresenter]:
    page = ContactPage(Theme(), monotonic=Beats())
    presenter = ContactPresenter(desk, staff_no, WindowNo(3), ticket)
    contact.bind(presenter, page)
    host(page)
    presenter.refresh()
    page.begin()
    return page, presenter


def paid_page(
    host: Host, desk: Desk, ticket: Ticket
) -> tuple[PaidServicePage, PaidServicePresenter]:
    page = PaidServicePage(Theme(), monotonic=Beats())
    presenter = PaidServicePresenter(desk, "1030", WindowNo(8), ticket)
    paidservice.bind(presenter, page)
    host(page)
    presenter.refresh()
    page.begin()
    return page, presenter


def backs(page: QWidget) -> list[str]:
    """The buttons in sight that only leave the page."""
    buttons = page.findChildren(KitButton)
    return [each.text() for each in buttons if each.isVisible() and each.text().startswith("返回")]


def test_what_only_goes_back_gives_its_focus_to_the_key_at_the_left(host: Host) -> None:
    page = Page(Theme(), "页面")
    page.left.addWidget(LineField(Theme(), "备注"))
    back = page.add_key("left", "返回", "Esc", "leave")
    main = MainAction(Theme(), "ok", "办结", "Ctrl+Enter", "close")
    page.add_main(main)
    host(page)
    main.setFocus()
    page.show_main(main, MainState(name=GO_BACK, icon="left", text="返回", key="Esc"))
    assert not main.isVisible()
    assert back.hasFocus()
    page.show_main(main, MainState(name="close", icon="ok", text="办结"))
    assert main.isVisible()
    assert back.hasFocus(), "nothing is taken from the hands"


@pytest.mark.rule("11(2)")
def test_a_referral_is_written_refused_mended_and_kept_by_keys(
    qtbot: QtBot, host: Host, desk: Desk, day: Day
) -> None:
    day.issue("C01")
    page, presenter = contact_page(host, desk, day.serve(3))
    write("林小满")
    press(Key.Key_Tab)
    write("13800000000")
    page.form.focus_field("matter")
    write("要求校验电能表")
    press(Key.Key_F, CTRL)
    write("计量")
    press(Key.Key_Return)
    assert presenter.draft.department == "计量班"
    assert presenter.draft.handling == "转办"
    address = page.form.editors["person_address"]
    assert QApplication.focusWidget() is address
    assert isinstance(address, QLineEdit)
    address.selectAll()
    press(Key.Key_Delete)
    assert not page.main.isEnabled()
    press(Key.Key_Return, CTRL)
    assert page.form.fields["person_address"].error() == "没有地址不能转办，请补上"
    assert QApplication.focusWidget() is address
    write("示例大厅三层")
    assert page.form.fields["person_address"].error() == ""
    press(Key.Key_Return, CTRL)
    kept = desk.hall.ask(lambda reading: reading.find(FirstContact, owner="1032"))
    assert kept is not None
    assert (kept.customer_name, kept.matter) == ("林小满", "要求校验电能表")
    assert QApplication.focusWidget() is page.form.editors["receiver"]


@pytest.mark.rule("11(2)")
def test_enter_walks_the_whole_form_from_the_name_to_the_result(
    host: Host, desk: Desk, day: Day
) -> None:
    day.issue("C01")
    page, presenter = contact_page(host, desk, day.serve(3))
    walked: list[str] = []
    while "result" not in walked and len(walked) < 20:
        widget = QApplication.focusWidget()
        assert widget is not None
        walked.append(widget.objectName())
        if walked[-1] == "matter":
            write("查电价")
        press(Key.Key_Return)
    assert walked[0] == "customer_name"
    assert {"rung", "hops", "matter", "remark", "in_duty", "handling", "result"} <= set(walked)
    assert len(set(walked)) == len(walked), "nowhere twice"
    assert presenter.draft.matter == "查电价", "Enter wrote nothing"
    page.form.focus_field("matter")
    press(Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert presenter.draft.matter.count("\n") == 1


def test_a_row_is_followed_to_its_end_by_keys(
    qtbot: QtBot, host: Host, desk: Desk, day: Day, clock: FakeClock
) -> None:
    day.issue("C01")
    page, presenter = contact_page(host, desk, day.serve(3))
    presenter.edit("matter", "校验")
    presenter.set_handling("转办")
    presenter.choose_department("JL")
    for text in (None, "王衡", "已校验。"):
        if text is not None:
            write(text)
        press(Key.Key_Return, CTRL)
    assert QApplication.focusWidget() is page.form.satisfaction
    press(Key.Key_Right)
    press(Key.Key_Return, CTRL)
    press(Key.Key_Return, CTRL)
    assert page.main.objectName() == "go_back"
    assert backs(page) == ["返回来访"], "once, at the left"
    with qtbot.waitSignal(page.closed):
        press(Key.Key_Escape)


def test_the_second_ticks_leave_focus_and_writing_alone(
    qtbot: QtBot, host: Host, desk: Desk, day: Day, clock: FakeClock
) -> None:
    day.issue("C01")
    page, presenter = contact_page(host, desk, day.serve(3))
    page.form.focus_field("matter")
    write("一二三")
    press(Key.Key_Left)
    before = QApplication.focusWidget()
    clock.advance(1)
    presenter.tick()
    presenter.refresh()
    write("插")
    assert QApplication.focusWidget() is before
    assert presenter.draft.matter == "一二插三"


def test_a_half_written_word_survives_a_tick(
    qtbot: QtBot, host: Host, desk: Desk, day: Day
) -> None:
    page, presenter = contact_page(host, desk, None)
    editor = page.form.editors["customer_name"]
    assert isinstance(editor, QLineEdit)
    QApplication.sendEvent(editor, QInputMethodEvent("lin", []))
    presenter.tick()
    presenter.refresh()
    write("林")
    assert editor.text() == "林"
    assert presenter.draft.customer_name == "林"


def test_alt_y_answers_on_the_spot_and_the_word_follows(
    qtbot: QtBot, host: Host, desk: Desk
) -> None:
    page, presenter = contact_page(host, desk, None)
    presenter.set_handling("转办")
    assert page.main.text() == "转办"
    press(Key.Key_Y, ALT)
    assert page.main.text() == "当场答复"
    assert page.form.outcome.isVisible()
    assert not page.form.referral.isVisible()


@pytest.mark.rule("25")
def test_a_sheet_from_gate_to_payment_by_keys(
    qtbot: QtBot, host: Host, desk: Desk, day: Day
) -> None:
    day.issue("E02")
    page, presenter = paid_page(host, desk, day.serve(8))
    wanted: list[PaymentWanted] = []
    page.payment_wanted.connect(wanted.append)
    press(Key.Key_Right)
    press(Key.Key_Tab)
    press(Key.Key_Tab)
    write("苏合")
    press(Key.Key_Tab)
    write("13800000000")
    press(Key.Key_Tab)
    press(Key.Key_Tab)
    press(Key.Key_Space)
    press(Key.Key_Return, CTRL)
    assert presenter.sheet_id is not None, presenter.message
    write("L06")
    press(Key.Key_Return)
    write("12.5")
    assert page.total.text() == "75.00"
    press(Key.Key_M, ALT)
    write("铜芯线")
    press(Key.Key_Return)
    write("26.4")
    assert page.total.text() == "167.40"
    press(Key.Key_F6)
    assert wanted == []
    assert "客户签字确认后才能收款" in page.message.text()
    press(Key.Key_F4)
    sheet = desk.hall.ask(lambda reading: reading.get(Sheet, id=presenter.sheet_id))
    assert (str(sheet.state), sheet.total_fen) == ("signed", 16740)
    press(Key.Key_F6)
    assert [payment.due_fen for payment in wanted] == [16740]


def test_the_duty_manager_is_called_from_a_page(
    qtbot: QtBot, host: Host, desk: Desk, day: Day
) -> None:
    page, _ = contact_page(host, desk, None)
    button = page.manager_key
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    calls = desk.hall.ask(lambda reading: reading.all(Escalation))
    assert [call.raised_by for call in calls] == ["1032"]
    assert page.message.text() == "已请值班主任，请稍候。"


@pytest.mark.rule("23")
def test_utility_property_cannot_be_quoted_and_says_why(
    qtbot: QtBot, host: Host, desk: Desk, day: Day
) -> None:
    day.issue("E02")
    page, _ = paid_page(host, desk, day.serve(8))
    press(Key.Key_Right)
    press(Key.Key_Right)
    assert "第二十三条" in page.gate.refusal.text()
    assert page.gate.refusal_box.isVisible()
    assert not page.main.isEnabled()
    press(Key.Key_Return, CTRL)
    assert page.gate.fields["ownership"].error()


@pytest.mark.rule("5(4)")
def test_only_quantities_can_be_typed(qtbot: QtBot, host: Host, desk: Desk, day: Day) -> None:
    page, presenter = drawn_sheet(host, desk, day)
    fields = page.lines.findChildren(QLineEdit)
    assert [field.objectName() for field in fields] == ["quantity_L02", "quantity_M04"]
    page.lines.focus_line("L02")
    press(Key.Key_Down)
    assert QApplication.focusWidget() is fields[1]
    assert presenter.build().total == "18.50"


def test_a_line_is_emptied_away_and_a_sheet_voided_by_keys(
    qtbot: QtBot, host: Host, desk: Desk, day: Day
) -> None:
    page, presenter = drawn_sheet(host, desk, day)
    page.lines.focus_line("L02")
    press(Key.Key_Delete)
    press(Key.Key_Return)
    assert [line.code for line in presenter.build().sections[0].lines] == []
    page.lines.focus_line("M04")
    press(Key.Key_Delete, CTRL)
    press(Key.Key_Return, CTRL)
    assert page.void.field.error() == "请写作废原因。"
    write("客户改期")
    press(Key.Key_Return, CTRL)
    assert presenter.build().step == "void"
    assert not page.void_key.isEnabled()


def test_escape_folds_first_and_keeps_what_is_typed(
    qtbot: QtBot, host: Host, desk: Desk, day: Day
) -> None:
    page, presenter = drawn_sheet(host, desk, day)
    press(Key.Key_L, ALT)
    press(Key.Key_Escape)
    page.lines.focus_line("M04")
    write("2")
    with qtbot.waitSignal(page.closed):
        press(Key.Key_Escape)
    sheet = desk.hall.ask(lambda reading: reading.get(Sheet, id=presenter.sheet_id))
    assert sheet.total_fen == 1500 + 700


def drawn_sheet(host: Host, desk: Desk, day: Day) -> tuple[PaidServicePage, PaidServicePresenter]:
    day.issue("E02")
    page, presenter = paid_page(host, desk, day.serve(8))
    for field, value in (
        ("ownership", "customer"),
        ("customer_name", LONG),
        ("phone", "13800000000"),
        ("told", True),
    ):
        presenter.set_gate(field, value)
    presenter.draft_sheet()
    presenter.add("L02")
    presenter.add("M04")
    page.fold()
    return page, presenter


def suspend_dialog(
    host: Host, desk: Desk, window: int, staff_no: str
) -> tuple[SuspendDialog, SuspensionPresenter]:
    ground = QWidget()
    over = host(ground)
    dialog = SuspendDialog(Theme(), over, monotonic=Beats())
    presenter = SuspensionPresenter(desk, staff_no, WindowNo(window))
    suspend.bind(presenter, dialog)
    presenter.refresh()
    dialog.open()
    return dialog, presenter


@pytest.mark.rule("11(8)")
def test_a_window_is_suspended_with_one_digit_and_one_key(
    qtbot: QtBot, host: Host, desk: Desk, hall: Hall
) -> None:
    dialog, _ = suspend_dialog(host, desk, 1, "1008")
    press(Key.Key_3)
    assert dialog.form.reasons.current() == "S3"
    press(Key.Key_Return, CTRL)
    assert not dialog.is_open()
    [suspension] = hall.ask(suspending.open_suspensions)
    assert suspension.reason == "设备故障"


def test_without_a_reason_the_key_says_so(qtbot: QtBot, host: Host, desk: Desk) -> None:
    dialog, _ = suspend_dialog(host, desk, 1, "1008")
    press(Key.Key_Return, CTRL)
    assert dialog.message.text() == "请选暂停原因。"
    assert dialog.is_open()
    press(Key.Key_Escape)
    assert not dialog.is_open()


@pytest.mark.rule("11(8)")
def test_the_duty_manager_signs_in_inside_the_dialog(
    qtbot: QtBot, host: Host, desk: Desk, hall: Hall, day: Day
) -> None:
    day.issue("B01")
    dialog, presenter = suspend_dialog(host, desk, 4, "1021")
    press(Key.Key_1)
    presenter.set_elsewhere("示例路营业厅")
    press(Key.Key_Return, CTRL)
    assert QApplication.focusWidget() is dialog.approval.staff_no
    for password in ("wrong", PASSWORDS[MANAGER]):
        dialog.approval.staff_no.setFocus()
        dialog.approval.staff_no.selectAll()
        QTest.keyClicks(dialog.approval.staff_no, MANAGER)
        press(Key.Key_Return)
        QTest.keyClicks(dialog.approval.password, password)
        press(Key.Key_Return)
        assert dialog.approval.password.text() == ""
        if password == "wrong":
            assert dialog.approval.fields["password"].error() == "工号或密码不对。"
            assert dialog.form.elsewhere.text() == "示例路营业厅"
    [suspension] = hall.ask(suspending.open_suspensions)
    assert suspension.approved_by == MANAGER


def test_escape_in_the_approval_goes_back_to_the_form(
    qtbot: QtBot, host: Host, desk: Desk, day: Day
) -> None:
    day.issue("B01")
    dialog, presenter = suspend_dialog(host, desk, 4, "1021")
    press(Key.Key_1)
    presenter.set_elsewhere("示例路营业厅")
    press(Key.Key_Return, CTRL)
    press(Key.Key_Escape)
    assert dialog.is_open()
    assert presenter.asking == ""
    assert QApplication.focusWidget() is dialog.form.reasons


@pytest.mark.rule("11(8)")
def test_the_sign_covers_the_screen_and_f10_opens_the_window(
    qtbot: QtBot, desk: Desk, hall: Hall, day: Day
) -> None:
    form = suspending.SuspensionForm(
        scope=Scope.WINDOW,
        window=WindowNo(1),
        prefix=None,
        reason_code="S3",
        expected_at=day.clock.now().replace(hour=2),
        alternative="3号窗口",
    )
    hall.do(suspending.suspend, "1008", None, form=form)
    window = SignWindow(Theme())
    qtbot.addWidget(window)
    presenter = SignPresenter(desk, "1008", WindowNo(1))
    suspend.bind_sign(presenter, window)
    presenter.refresh()
    window.resize(960, 540)
    show(qtbot, window)
    assert "设备故障" in window.sign.accessibleName()
    assert not window.strip.isVisible()
    QTest.keyClick(window, Key.Key_A)
    assert window.strip.isVisible()
    with qtbot.waitSignal(window.ended):
        QTest.keyClick(window, Key.Key_F10)
    assert hall.ask(suspending.open_suspensions) == []


def test_the_register_opens_a_row_by_enter(qtbot: QtBot, host: Host, desk: Desk, day: Day) -> None:
    day.issue("C01")
    _, presenter = contact_page(host, desk, day.serve(3))
    presenter.edit("matter", "电费电量查询")
    presenter.submit()
    opened: list[int] = []
    register = RegisterPresenter(desk, open_contact=opened.append)
    page = RegisterPage(Theme())
    contact.bind_register(register, page)
    host(page)
    register.refresh()
    page.begin()
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert opened == [presenter.contact_id]


SIZES = [
    ("light", 1.0, (1366, 712)),
    ("light", 1.25, (1920, 1010)),
    ("light", 1.5, (1366, 684)),
    ("light", 2.0, (1920, 968)),
    ("contrast", 1.0, (1366, 712)),
]


@pytest.mark.parametrize(("scheme", "scale", "size"), SIZES)
def test_nothing_is_cut_off_at_any_scale(
    host: Host, desk: Desk, day: Day, scheme: Scheme, scale: float, size: tuple[int, int]
) -> None:
    theme = Theme(scheme, scale)
    day.issue("C01")
    day.issue("E02")
    page = ContactPage(theme)
    presenter = ContactPresenter(desk, "1032", WindowNo(3), day.serve(3))
    contact.bind(presenter, page)
    host(page, theme, size)
    presenter.refresh()
    for field in ("customer_name", "address", "matter", "remark", "person_address"):
        presenter.edit(field, LONG * 2)
    presenter.set_handling("转办")
    check_fits(page, size)
    sheet = PaidServicePage(theme)
    paid = PaidServicePresenter(desk, "1030", WindowNo(8), day.serve(8))
    paidservice.bind(paid, sheet)
    host(sheet, theme, size)
    paid.refresh()
    check_fits(sheet, size)


def check_fits(page: Page, size: tuple[int, int]) -> None:
    QApplication.processEvents()
    window = page.window()
    assert (window.width(), window.height()) == size
    for button in page.bar.findChildren(QWidget):
        if button.isVisible() and button.objectName():
            right = button.mapTo(window, button.rect().topRight()).x()
            assert right <= size[0], button.objectName()


def test_every_control_has_a_name(host: Host, desk: Desk, day: Day) -> None:
    page, _ = drawn_sheet(host, desk, day)
    other, _ = contact_page(host, desk, None)
    for shown in (page, other):
        for widget in shown.findChildren(QWidget):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
                assert widget.accessibleName(), widget
