"""What the program needs of Qt itself."""

import sys

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from hall_desk.ui.desktop import speak_chinese


def test_a_void_call_keeps_its_reference_to_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 below Python 3.12 loses one a call, until the process dies."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(500):
        label.setText(str(number))
    assert sys.getrefcount(None) > before - 250


def test_qts_own_words_are_chinese(qtbot: QtBot, qapp: QApplication) -> None:
    speak_chinese(qapp)
    line = QLineEdit()
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words
    assert all("\u4e00" <= word.lstrip("&")[0] <= "\u9fff" for word in words), words
    assert QCoreApplication.translate("QFileDialog", "Look in:") == "查找范围："
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
