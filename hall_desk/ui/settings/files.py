"""Files a section asks for (选择文件): the system's own dialog, loaded when it is wanted."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

_LOCATION = QStandardPaths.StandardLocation.DocumentsLocation


def asks_for(parent: QWidget, title: str, kinds: str) -> Callable[[], Path | None]:
    """Asks for a file to open, such as ``Excel (*.xlsx)``."""

    def _ask() -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getOpenFileName(parent, title, str(_folder()), kinds)
        return Path(chosen) if chosen else None

    return _ask


def asks_where(parent: QWidget, title: str, kinds: str) -> Callable[[str], Path | None]:
    """Asks where a file is to be kept; the system asks before another one is replaced."""

    def _ask(name: str) -> Path | None:
        from PySide6.QtWidgets import QFileDialog

        chosen, _ = QFileDialog.getSaveFileName(parent, title, str(_folder() / name), kinds)
        return Path(chosen) if chosen else None

    return _ask


def _folder() -> Path:
    """Where the dialog begins; a folder nobody made would stand there as the name of a file."""
    documents = Path(QStandardPaths.writableLocation(_LOCATION))
    return documents if documents.is_dir() else Path.home()
