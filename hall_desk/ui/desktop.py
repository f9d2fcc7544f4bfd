"""The desktop under the windows: the application object, themes, screens, the worker."""

from PySide6.QtCore import QLibraryInfo, QSize, Qt, QTranslator
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from hall_desk.ui import fonts, icons
from hall_desk.ui.garbage import begin_quietly
from hall_desk.ui.theme import Scheme, Theme
from hall_desk.ui.worker import ThreadRunner

_LARGE = 1800
_LEAST = QSize(1280, 640)
_TITLE_BAR = 32


def counter_scale(asked: float, room: QSize) -> float:
    """A counter grows only as far as its whole grid, action bar included, stays on the screen."""
    wide = room.width() / _LEAST.width()
    high = (room.height() - _TITLE_BAR) / _LEAST.height()
    return max(1.0, min(2.0, asked, wide, high))


class Desktop:
    """Owns the application object; scale is 1 to 2, None fits the screen."""

    def __init__(self, scheme: str = "light", scale: float | None = None):
        existing = QApplication.instance()
        self.app = existing if isinstance(existing, QApplication) else QApplication(["hall-desk"])
        self.app.setApplicationName("hall_desk")
        self.app.setWindowIcon(icons.app_icon())
        fonts.load()
        speak_chinese(self.app)
        chosen: Scheme = "contrast" if scheme == "contrast" else "light"
        self.theme = Theme(chosen, min(2.0, max(1.0, scale or 1.0)))
        self.counter_theme = Theme(chosen, self._counter_scale(scale))
        self.public_theme = Theme(chosen, 1.0)
        self.runner = ThreadRunner()
        begin_quietly()
        self._kept: list[object] = []

    @staticmethod
    def _counter_scale(scale: float | None) -> float:
        """A counter on a large screen is drawn at 125 % unless the hall says otherwise."""
        room = QGuiApplication.primaryScreen().availableGeometry().size()
        if scale is None:
            scale = 1.25 if room.width() >= _LARGE else 1.0
        return counter_scale(scale, room)

    def show(self, window: QWidget) -> None:
        """Shows a staff window, as large as the screen allows."""
        self.keep(window)
        room = QGuiApplication.primaryScreen().availableGeometry()
        window.resize(min(1366, room.width()), min(768, room.height()))
        window.showMaximized()

    def show_public(self, window: QWidget, *, whole: bool = False, above: bool = False) -> None:
        """Shows a public screen: on the second screen when there is one, whole if asked."""
        self.keep(window)
        if above:
            # Nothing may come before a kiosk: no taskbar, no other program.
            window.setWindowFlags(
                Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint
            )
        screens = QGuiApplication.screens()
        second = len(screens) > 1 and not whole
        if whole or second:
            # A kiosk may run without a window manager: nobody else would fill the screen.
            window.setGeometry(screens[1 if second else 0].geometry())
            window.showFullScreen()
            return
        room = screens[0].availableGeometry()
        window.resize(room.width() * 3 // 4, room.height() * 3 // 4)
        window.show()

    def say_fault(self, sentence: str) -> None:
        """A fault before any window is there, with what to do."""
        box = QMessageBox(QMessageBox.Icon.Critical, "hall_desk", sentence)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.exec()

    def keep(self, thing: object) -> None:
        """Holds something for as long as the program runs."""
        self._kept.append(thing)

    def run(self) -> int:
        """Runs until the last window is closed."""
        return self.app.exec()

    def close(self) -> None:
        """Lets the worker finish."""
        self.runner.close()


def speak_chinese(app: QApplication) -> None:
    """Qt's own words in Chinese: its file dialog where the system has none, a field's menu."""
    if app.findChild(QTranslator) is not None:
        return
    words, folder = QTranslator(app), QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if words.load("qtbase_zh_CN", folder):
        app.installTranslator(words)
