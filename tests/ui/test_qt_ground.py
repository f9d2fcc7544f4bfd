"""What the program needs of Qt itself."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot


def test_a_void_call_keeps_its_reference_to_none(qtbot: QtBot) -> None:
    """PySide6 6.12.0 below Python 3.12 loses one a call, until the process dies."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(500):
        label.setText(str(number))
    assert sys.getrefcount(None) > before - 250
