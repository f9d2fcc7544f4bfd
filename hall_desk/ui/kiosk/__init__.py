"""The kiosk window (取号机)."""

from hall_desk.ui.kiosk.window import KioskWindow, bind

__all__ = ["KioskWindow", "bind"]
