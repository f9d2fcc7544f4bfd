"""What stands beside a counter: rating by digits, the customer's screen, the window's sign."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.domain.paidservice import Ownership, Sheet
from hall_desk.domain.ratings import GivenBy, Rating
from hall_desk.domain.tickets import WindowNo
from hall_desk.domain.windowsigns import WindowSign
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.customer_state import Stage
from hall_desk.presenters.window_sign import WindowSignPresenter
from hall_desk.ui.customer.pad import SigningPad
from hall_desk.ui.customer.window import CustomerWindow
from hall_desk.ui.script import missing_letters, outline_of, script_font
from hall_desk.ui.stations import beside
from hall_desk.ui.theme import Theme
from hall_desk.ui.windowsign import WindowSignWindow
from hall_desk.ui.windowsign import bind as bind_sign
from hall_desk.usecases import paidservice, ratings, windowsigns
from hall_desk.usecases.paidservice import Wanted
from tests.conftest import MANAGER, Day
from tests.ui.test_station import CTRL, Clerk, Key

UYGHUR = "توك ھەققى تاپشۇرۇش"
NOBODY_HAS = "\U0001e030\ue123"
SHIFT = Qt.KeyboardModifier.ShiftModifier


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
    QApplication.processEvents()


def levels(day: Day) -> list[int]:
    """The answers kept so far."""
    return [rating.level for rating in day.ask(lambda reading: reading.all(Rating))]


def screen_of(clerk: Clerk) -> CustomerWindow:
    """The side screen, opened by its key."""
    clerk.press(Key.Key_D, CTRL)
    screen = clerk.station.beside.customer
    assert screen is not None
    return screen


def has_screen(clerk: Clerk) -> bool:
    """Whether the side screen is open."""
    return clerk.station.beside.customer is not None


@pytest.mark.rule("S1-11")
def test_ctrl_r_and_a_digit_rate_and_the_hands_go_back_to_the_next_call(
    day: Day, clerk: Clerk
) -> None:
    clerk.pay("86.4", "100")
    card = clerk.window.right.rating
    assert card.isVisible()
    assert clerk.window.focusWidget() is clerk.window.call
    clerk.press(Key.Key_R, CTRL)
    clerk.press(Key.Key_2)
    assert levels(day) == [2]
    assert clerk.window.focusWidget() is clerk.window.call
    clerk.press(Key.Key_F2)
    assert clerk.presenter.ticket is not None
    assert not card.isVisible()


def test_a_scanned_number_never_rates(day: Day, clerk: Clerk) -> None:
    clerk.pay("86.4", "100")
    clerk.type("5432100")
    assert levels(day) == []


def test_esc_gives_the_hands_back_without_an_answer(day: Day, clerk: Clerk) -> None:
    clerk.pay("86.4", "100")
    clerk.press(Key.Key_R, CTRL)
    clerk.press(Key.Key_Escape)
    assert clerk.window.focusWidget() is clerk.window.call
    assert levels(day) == []


def test_the_card_goes_by_itself_and_takes_no_focus_with_it(day: Day, clerk: Clerk) -> None:
    clerk.pay("86.4", "100")
    clerk.press(Key.Key_R, CTRL)
    day.clock.advance(46)
    clerk.presenter.tick()
    QApplication.processEvents()
    assert not clerk.window.right.rating.isVisible()
    assert clerk.window.focusWidget() is clerk.window.call


def test_a_payment_needs_no_more_presses_with_the_card_and_the_screen(
    day: Day, clerk: Clerk
) -> None:
    screen_of(clerk)
    clerk.pay("86.4", "100")
    clerk.pay("20", "20")
    assert [payment.due_fen for payment in clerk.vouchers()] == [8640, 2000]
    assert levels(day) == []


@pytest.mark.rule("S1-11")
def test_the_customer_touches_an_answer_on_the_side_screen(day: Day, clerk: Clerk) -> None:
    screen = screen_of(clerk)
    clerk.pay("86.4", "100")
    button = next(button for button in screen.levels if button.level == 1)
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert levels(day) == [1]
    assert button.chosen
    kept = day.ask(ratings.open_follow_ups)
    assert [(r.given_by, r.follow_owner) for r in kept] == [(GivenBy.SCREEN, MANAGER)]


def test_with_one_screen_the_clerk_is_told_where_the_side_screen_is(clerk: Clerk) -> None:
    screen_of(clerk)
    assert "只有一块屏幕，客户屏" in clerk.window.message.text()
    clerk.press(Key.Key_D, CTRL | SHIFT)
    assert "只有一块屏幕，窗口标识" in clerk.window.message.text()


def test_the_side_screen_never_takes_the_keyboard(clerk: Clerk) -> None:
    screen = screen_of(clerk)
    assert screen.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert screen.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    takers = [w for w in screen.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert takers == []
    assert not screen.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


def test_ctrl_d_opens_and_closes_and_the_pc_remembers(
    day: Day, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, bool]] = []
    clerk = Clerk(day, qtbot)
    object.__setattr__(clerk.program.means, "remember", lambda name, on: told.append((name, on)))
    screen_of(clerk)
    clerk.press(Key.Key_D, CTRL)
    assert not has_screen(clerk)
    assert told == [("customer_screen", True), ("customer_screen", False)]
    object.__setattr__(clerk.program.means, "customer_screen", True)
    clerk.station.beside.begin()
    assert not has_screen(clerk), "with one screen it would cover the work"
    monkeypatch.setattr(beside, "has_second_screen", lambda: True)
    monkeypatch.setattr(beside, "place", QWidget.show)
    clerk.station.beside.begin()
    assert has_screen(clerk)
    clerk.station.close()
    assert not has_screen(clerk)
    clerk.program.close()


def test_the_amounts_are_on_the_side_screen_as_they_are_typed(day: Day, clerk: Clerk) -> None:
    screen = screen_of(clerk)
    clerk.press(Key.Key_F2)
    clerk.press(Key.Key_F3)
    clerk.type("86.4")
    clerk.press(Key.Key_Return)
    state = screen.face.content
    assert state is not None
    assert (state.stage, state.amounts.due) == (Stage.SERVING, "86.40")
    clerk.type("100")
    clerk.press(Key.Key_Return)
    state = screen.face.content
    assert state is not None
    assert (state.amounts.received, state.amounts.change) == ("100.00", "13.60")


def draw(pad: SigningPad, *points: tuple[float, float]) -> None:
    """A stroke through points given as parts of the pad."""
    room = pad.pad_room()
    places = [
        QPoint(round(room.left() + x * room.width()), round(room.top() + y * room.height()))
        for x, y in points
    ]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(pad, place)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=places[-1])


@pytest.mark.rule("25")
def test_the_customer_signs_the_sheet_on_the_side_screen(day: Day, clerk: Clerk) -> None:
    screen = screen_of(clerk)
    clerk.press(Key.Key_F2)
    clerk.press(Key.Key_F3)
    clerk.presenter.add_item("A05")
    clerk.presenter.switch_item(2)
    ticket = clerk.presenter.ticket
    assert ticket is not None
    sheet = day.do(
        paidservice.draft_sheet,
        "1032",
        window=WindowNo(3),
        ownership=Ownership.CUSTOMER,
        boundary="表箱出线端子",
        customer_name="苏合",
        phone="00000000012",
        address="",
        ticket_id=ticket.id,
    )
    wanted = (Wanted(code="L02", quantity_milli=2000),)
    day.do(paidservice.set_lines, "1032", sheet_id=sheet.id, wanted=wanted)
    clerk.presenter.money()
    state = screen.face.content
    assert state is not None
    assert (state.stage, len(state.sheet.lines)) == (Stage.SHEET, 1)
    QTest.mouseClick(screen.confirm, Qt.MouseButton.LeftButton)
    assert screen.pad.isVisible()
    assert not screen.pad.done.isVisible(), "an empty pad is no signature"
    draw(screen.pad, (0.1, 0.2), (0.3, 0.6), (0.5, 0.3))
    QTest.mouseClick(screen.pad.clear, Qt.MouseButton.LeftButton)
    assert screen.pad.strokes == ()
    draw(screen.pad, (0.1, 0.2), (0.3, 0.6))
    draw(screen.pad, (0.6, 0.3), (0.9, 0.7), (1.4, 0.9))
    QTest.mouseClick(screen.pad.done, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    kept = day.ask(lambda reading: reading.get(Sheet, id=sheet.id))
    assert (kept.state.value, kept.signature_mode) == ("signed", "客户屏签字")
    first, second = kept.signature
    assert [(round(x / 100), round(y / 100)) for x, y in first] == [(1, 2), (3, 6)]
    assert second[-1][0] == 1000, "outside the pad a stroke follows its edge"
    assert not screen.pad.isVisible()
    assert not screen.confirm.isVisible()
    clerk.station.close_page()
    state = screen.face.content
    assert state is not None
    assert state.stage is Stage.SERVING


def test_ctrl_shift_d_opens_the_sign_of_the_own_window(clerk: Clerk) -> None:
    clerk.press(Key.Key_D, CTRL | SHIFT)
    assert clerk.station.beside.sign is not None
    _, window = clerk.station.beside.sign
    assert window.face.content is not None
    assert window.face.content.number == 3
    clerk.press(Key.Key_D, CTRL | SHIFT)
    assert clerk.station.beside.sign is None


def sign_window(day: Day, qtbot: QtBot, third: str, *, rtl: bool = True) -> WindowSignWindow:
    """The sign of window 3 with a third line."""
    day.do(windowsigns.set_third_language, name="第三语言", rtl=rtl)
    day.do(windowsigns.set_window_sign, window=WindowNo(3), sign=WindowSign(third=third))
    window = WindowSignWindow(Theme())
    presenter = WindowSignPresenter(Desk(hall=day.hall, runner=SyncRunner()), WindowNo(3))
    bind_sign(presenter, window)
    qtbot.addWidget(window)
    presenter.refresh()
    return window


def inked(image: QImage, left: int, right: int, top: int, bottom: int) -> int:
    """How many light points a part of the picture has."""
    return sum(
        QColor(image.pixel(x, y)).lightness() > 200
        for x in range(left, right, 3)
        for y in range(top, bottom, 3)
    )


@pytest.mark.rule("12(5)")
@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (960, 540)])
@pytest.mark.parametrize("third", ["Плата за свет", UYGHUR, "سلام (3) A01 مرحبا", NOBODY_HAS, ""])
def test_no_third_line_breaks_the_page(
    day: Day, qtbot: QtBot, third: str, size: tuple[int, int]
) -> None:
    window = sign_window(day, qtbot, third)
    window.resize(*size)
    window.show()
    QApplication.processEvents()
    picture = window.grab().toImage()
    assert (picture.width(), picture.height()) == size
    font = Theme().font("display.kind", 600)
    drawable = bool(third) and not missing_letters(third, font)
    assert window.face.has_third() is drawable
    # Whatever the third line is, number and state stand where they always stand.
    assert inked(picture, 0, size[0] // 2, 0, size[1] // 2) > 100


@pytest.mark.rule("12(5)")
def test_a_right_to_left_line_ends_at_the_right_edge(day: Day, qtbot: QtBot) -> None:
    if missing_letters(UYGHUR, Theme().font("display.kind", 600)):
        pytest.skip("this PC has no Arabic letters")
    sides = {}
    for rtl in (True, False):
        text = "توك" if rtl else "Свет"
        window = sign_window(day, qtbot, text, rtl=rtl)
        window.resize(1920, 1080)
        window.show()
        QApplication.processEvents()
        picture = window.grab().toImage()
        low, high = 430, 560
        sides[rtl] = (
            inked(picture, 680, 1100, low, high),
            inked(picture, 1500, 1870, low, high),
        )
    assert sides[True][0] == 0
    assert sides[True][1] > 0
    assert sides[False][0] > 0
    assert sides[False][1] == 0


def test_letters_are_joined_and_ordered_before_they_are_printed() -> None:
    font = Theme().font("display.kind", 600)
    if missing_letters("بببا", font):
        pytest.skip("this PC has no Arabic letters")
    joined = outline_of("ببب", font, rtl=True)
    apart = outline_of("ب ب ب", font, rtl=True)
    assert joined is not None
    assert apart is not None
    # Joined letters are narrower than three alone, and drawn as one stroke under three dots.
    assert joined.width < apart.width * 0.9
    line = outline_of("اب", font, rtl=True)
    assert line is not None
    boxes = contours(line.strokes)
    tallest = max(boxes, key=lambda box: box[3] - box[2])
    assert tallest[0] >= max(box[0] for box in boxes), "alef, written first, stands at the right"


def contours(
    strokes: tuple[tuple[str, tuple[float, ...]], ...],
) -> list[tuple[float, float, float, float]]:
    """The left, right, top and bottom of each closed stroke."""
    boxes, xs, ys = [], [0.0][:0], [0.0][:0]
    for command, numbers in strokes:
        if command == "Z" and xs:
            boxes.append((min(xs), max(xs), min(ys), max(ys)))
            xs, ys = [], []
        xs += numbers[0::2]
        ys += numbers[1::2]
    return boxes


def test_a_letter_nobody_has_is_told_and_not_printed() -> None:
    font = Theme().font("display.kind", 600)
    assert missing_letters("价\ue123", font) == "\ue123"
    assert outline_of("价\ue123", font, rtl=False) is None
    assert outline_of("", font, rtl=False) is None
    assert script_font("缴费 Payment", font) is font


def test_the_rating_tiles_answer_to_the_pointer(day: Day, clerk: Clerk) -> None:
    clerk.pay("86.4", "100")
    strip = clerk.window.right.rating.levels
    at = QPoint(strip.width() - 5, strip.height() // 2)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=at)
    assert levels(day) == [0]
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert levels(day) == [5]
