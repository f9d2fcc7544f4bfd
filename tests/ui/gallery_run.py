"""Renders the scenes of a gallery: OUT_FOLDER [scene …] [size=SUFFIX …]; without a name all."""

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from hall_desk.ui.theme import Scheme, Theme

Size = tuple[Scheme, float, tuple[int, int]]

STAFF: dict[str, Size] = {
    "": ("light", 1.0, (1366, 768)),
    "-contrast": ("contrast", 1.0, (1366, 768)),
    "-1920": ("light", 1.25, (1920, 1080)),
    "-low": ("light", 1.0, (1366, 660)),
    "-200": ("light", 2.0, (2732, 1536)),
}
"""The sizes in which a staff screen is looked at: scheme, scale, pixels."""


def render(
    scenes: Mapping[str, Callable[[Any], None]],
    begin: Callable[..., Any],
    sizes: Mapping[str, tuple[Any, ...]] = STAFF,
) -> None:
    """Plays each wanted scene in a hall of its own and saves its picture.

    ``begin(folder, *size)`` makes the scene, which can ``grab(path)`` and ``close()``.
    """
    out, wanted, suffixes = _asked(sys.argv[1:])
    app = QApplication.instance() or QApplication([])
    assert app is not None
    out.mkdir(parents=True, exist_ok=True)
    for suffix in suffixes:
        for name, play in scenes.items():
            if wanted and name not in wanted:
                continue
            with tempfile.TemporaryDirectory() as folder:
                scene = begin(Path(folder), *sizes[suffix])
                play(scene)
                settle()
                scene.grab(out / f"{name}{suffix}.png")
                scene.close()


def settle() -> None:
    """Lets layouts come to rest: one round of events makes room, the next ones use it."""
    for _ in range(5):
        QApplication.processEvents()


def themed(make: Callable[[Path, Theme, tuple[int, int]], Any]) -> Callable[..., Any]:
    """A scene made from the theme of a size."""

    def _begin(folder: Path, scheme: Scheme, scale: float, size: tuple[int, int]) -> Any:
        return make(folder, Theme(scheme, scale), size)

    return _begin


def _asked(words: list[str]) -> tuple[Path, list[str], list[str]]:
    out, *rest = words
    suffixes = [word[5:] for word in rest if word.startswith("size=")]
    return Path(out), [word for word in rest if not word.startswith("size=")], suffixes or [""]
