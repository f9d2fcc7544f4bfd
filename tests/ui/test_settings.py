"""Settings and duty log by keyboard, on a real hall."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hall_desk.domain.people import Staff
from hall_desk.paper.printing import DummyPrinter
from hall_desk.presenters.base import Message, SyncRunner
from hall_desk.presenters.papers import PaperDesk
from hall_desk.presenters.sections import Entry
from hall_desk.ui.kit import MainAction
from hall_desk.ui.pages import Page
from hall_desk.ui.settings import LOG, SETTINGS, FrameParts, SectionPage
from hall_desk.ui.settings.form import SectionForm
from hall_desk.ui.stations.program import Means, Program
from hall_desk.ui.theme import Theme
from hall_desk.usecases import founding
from hall_desk.usecases.hall import Hall
from hall_desk.voice import ClipSpeaker
from tests.conftest import MANAGER

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Hand:
    """A frame of sections and a hand on the keyboard."""

    def __init__(self, hall: Hall, qtbot: QtBot, title: str = "设置") -> None:
        theme, printer = Theme(), DummyPrinter()
        self.printer = printer
        self.program = Program(
            Means(
                hall=hall,
                runner=SyncRunner(),
                paper=lambda actor: PaperDesk(hall, printer, actor),
                speaker=ClipSpeaker(enabled=False),
                theme=theme,
                counter_theme=theme,
                public_theme=theme,
            ),
            beating=False,
        )
        me = hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))
        self.parts = FrameParts(self.program, me, title, SETTINGS if title == "设置" else LOG)
        self.left = 0
        self.parts.left = self._left
        self.frame = self.parts.frame
        qtbot.addWidget(self.frame)
        self.frame.resize(1366, 768)
        with qtbot.waitActive(self.frame):
            self.frame.show()
            self.frame.activateWindow()
        self.frame.begin()

    def _left(self) -> None:
        self.left += 1

    @property
    def page(self) -> SectionPage:
        page = self.frame._stack.currentWidget()
        assert isinstance(page, SectionPage)
        return page

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
        focused: QWidget | None = self.frame.focusWidget()
        target = self.frame if focused is None else focused
        QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.frame.focusWidget(), text)


@pytest.fixture
def hand(hall: Hall, qtbot: QtBot) -> Iterator[Hand]:
    made = Hand(hall, qtbot)
    yield made
    made.parts.close()


def test_a_setting_is_changed_by_keyboard_alone(hand: Hand, hall: Hall) -> None:
    hand.press(Key.Key_Return)
    assert hand.frame.focusWidget().objectName() == "name"
    hand.press(Key.Key_A, CTRL)
    hand.type("Hall 2")
    hand.press(Key.Key_Return, CTRL)
    assert hall.ask(founding.profile_of).name == "Hall 2"
    hand.press(Key.Key_Escape)
    assert hand.left == 1


def test_arrows_choose_the_section_and_page_keys_do_from_anywhere(hand: Hand) -> None:
    hand.press(Key.Key_Down)
    assert hand.page.accessibleName() == "营业时间"
    hand.press(Key.Key_PageDown, CTRL)
    assert hand.page.accessibleName() == "单据抬头"
    hand.press(Key.Key_PageUp, CTRL)
    hand.press(Key.Key_PageUp, CTRL)
    assert hand.page.accessibleName() == "营业厅"
    hand.press(Key.Key_PageUp, CTRL)
    assert hand.frame.nav.current_key() == "directory"


def test_a_refusal_takes_the_hand_to_its_field_and_keeps_the_words(hand: Hand) -> None:
    hand.press(Key.Key_Return)
    hand.press(Key.Key_A, CTRL)
    hand.press(Key.Key_Delete)
    hand.press(Key.Key_Tab)
    hand.press(Key.Key_Return, CTRL)
    assert hand.frame.focusWidget().objectName() == "name"
    assert hand.page.form.fields["name"].error() == "请填营业厅名称。"


def test_what_is_not_saved_elsewhere_is_shown_before_the_frame_goes(hand: Hand) -> None:
    hand.press(Key.Key_Return)
    hand.type("x")
    hand.press(Key.Key_PageDown, CTRL)
    hand.press(Key.Key_Escape)
    assert hand.left == 0
    assert hand.page.accessibleName() == "营业厅"
    assert "没有保存" in hand.page.message.text()
    hand.press(Key.Key_Escape)
    hand.press(Key.Key_Escape)
    assert hand.left == 1


def test_rows_are_walked_and_a_new_one_begins_at_its_first_field(hand: Hand) -> None:
    hand.parts.show("staff")
    hand.page.begin()
    hand.press(Key.Key_Down)
    assert "1008" in hand.page.form.heading.text()
    hand.press(Key.Key_N, CTRL)
    assert hand.frame.focusWidget().objectName() == "staff_no"


def test_a_price_opens_the_second_persons_dialog(hand: Hand) -> None:
    hand.parts.show("prices")
    hand.page.begin()
    hand.press(Key.Key_Return)
    for name, text in (
        ("approval_doc", "DOC 12"),
        ("unit_price", "32"),
        ("valid_from", "2026-07-01"),
    ):
        hand.page.form.editors[name].focus.setFocus()
        hand.type(text)
    hand.press(Key.Key_Return, CTRL)
    assert hand.frame.focusWidget().objectName() == "approval_staff_no"
    hand.press(Key.Key_Escape)
    assert hand.page.form.editors["unit_price"].focus.text() == "32"  # type: ignore[attr-defined]


@pytest.mark.parametrize("title", ["设置", "值班日志"])
def test_every_section_opens_and_shows_no_second_solid_button(
    hall: Hall, qtbot: QtBot, title: str
) -> None:
    hand = Hand(hall, qtbot, title)
    for key, _ in hand.frame.names:
        hand.parts.show(key)
        page = hand.frame._stack.currentWidget()
        assert isinstance(page, Page)
        assert page.sub.title.text()
        shown = [main for main in page.findChildren(MainAction) if main.isVisible()]
        assert len(shown) == (key not in ("log", "access", "prepayments"))
    hand.parts.close()


def test_a_choice_that_asks_for_other_fields_keeps_the_hand(qtbot: QtBot) -> None:
    form = SectionForm(Theme())
    qtbot.addWidget(form)
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    kinds = (("system", "系统打印机"), ("network", "网络小票机"), ("usb", "USB 小票机"))
    kind = Entry(name="kind", label="类型", kind="list", choices=kinds, value="system")
    name = Entry(name="name", label="名称")
    form.show_form("新打印机", (name, kind), Message())
    form.editors["kind"].focus.setFocus()
    width = Entry(name="width", label="纸宽")
    form.show_form("新打印机", (name, replace(kind, value="network"), width), Message())
    assert form.focusWidget() is form.editors["kind"].focus
    assert form.editors["kind"].focus.hasFocus()
