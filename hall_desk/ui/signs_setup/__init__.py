"""The setup of the window signs (窗口标识)."""

from hall_desk.ui.signs_setup.page import SignsSetupPage, bind

__all__ = ["SignsSetupPage", "bind"]
