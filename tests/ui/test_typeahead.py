"""Keys struck while a page is being opened: kept, handed on, and never lost."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.ui import typeahead
from hall_desk.ui.typeahead import TypeAhead

Key = Qt.Key


class Desk:
    """A window with a field in front and the field of a page to come."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.here, self.there = QLineEdit(self.window), QLineEdit(self.window)
        self.ahead = TypeAhead(self.window)
        self.window.show()
        self.window.activateWindow()
        self.here.setFocus()
        qtbot.waitUntil(self.here.hasFocus)

    def words(self) -> tuple[str, str]:
        return self.here.text(), self.there.text()


def test_letters_and_enter_wait_for_the_page(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    entered: list[str] = []
    desk.there.returnPressed.connect(lambda: entered.append(desk.there.text()))
    desk.ahead.hold()
    QTest.keyClicks(desk.here, "ab")
    QTest.keyClick(desk.here, Key.Key_Return)
    assert desk.words() == ("", "")
    desk.there.setFocus()
    desk.ahead.release()
    assert desk.words() == ("", "ab")
    assert entered == ["ab"]


class Ear(QLineEdit):
    """Hears the keys that reach it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.heard: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Key.Key_Control:
            self.heard.append(event.key())


def test_shortcuts_function_keys_and_escape_are_not_kept(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    ear = Ear(desk.window)
    ear.show()
    ear.setFocus()
    desk.ahead.hold()
    for key in (Key.Key_F4, Key.Key_Escape, Key.Key_Up):
        QTest.keyClick(ear, key)
    QTest.keyClick(ear, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert ear.heard == [Key.Key_F4, Key.Key_Escape, Key.Key_Up, Key.Key_C]


def test_a_page_that_never_comes_loses_no_key(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.ahead.hold()
    QTest.keyClicks(desk.here, "7")
    assert desk.words() == ("", "")
    qtbot.waitUntil(lambda: desk.words() == ("7", ""), timeout=typeahead.MOST_MS * 20)
    QTest.keyClicks(desk.here, "8")
    assert desk.words() == ("78", "")


def test_after_the_page_stands_keys_go_their_way(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.ahead.hold()
    desk.ahead.release()
    QTest.keyClicks(desk.here, "1")
    assert desk.words() == ("1", "")


def test_asking_for_another_page_hands_on_what_was_kept(qtbot: QtBot) -> None:
    desk = Desk(qtbot)
    desk.ahead.hold()
    QTest.keyClicks(desk.here, "1")
    desk.ahead.hold()
    assert desk.words() == ("1", "")
