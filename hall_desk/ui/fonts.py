"""The screen fonts (字体): three weights of one family, each with the rare name characters."""

from PySide6.QtGui import QFontDatabase

from hall_desk import assets

FAMILY = "Noto Sans SC"
_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-SemiBold.ttf", "NotoSansSC-Bold.ttf")
_loaded: list[int] = []


def load() -> None:
    """Add the fonts to the running program once; a broken font file raises RuntimeError."""
    if _loaded:
        return
    for name in _FILES:
        font_id = QFontDatabase.addApplicationFont(str(assets.resource(f"fonts/{name}")))
        if font_id < 0:
            raise RuntimeError(f"font {name} could not be loaded")
        _loaded.append(font_id)
