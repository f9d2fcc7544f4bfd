"""The sign above or before a window (窗口标识)."""

from hall_desk.ui.windowsign.window import WindowSignWindow, bind

__all__ = ["WindowSignWindow", "bind"]
