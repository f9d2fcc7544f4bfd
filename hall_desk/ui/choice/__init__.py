"""Choosing the window (选窗口)."""

from hall_desk.ui.choice.page import ChoicePage, bind

__all__ = ["ChoicePage", "bind"]
