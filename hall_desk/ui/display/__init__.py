"""The hall display window (大厅屏)."""

from hall_desk.ui.display.window import DisplayWindow, bind

__all__ = ["DisplayWindow", "bind"]
