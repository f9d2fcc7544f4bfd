"""The guide's page (引导员台)."""

from hall_desk.ui.guide.window import GuideWindow, bind

__all__ = ["GuideWindow", "bind"]
