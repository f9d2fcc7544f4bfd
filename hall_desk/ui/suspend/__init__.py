"""Suspension on the screen (暂停营业): the dialog and the full-screen sign."""

from hall_desk.ui.suspend.binding import bind, bind_sign
from hall_desk.ui.suspend.dialog import SuspendDialog
from hall_desk.ui.suspend.paper import SignPreviews
from hall_desk.ui.suspend.sign_window import SignWindow

__all__ = ["SignPreviews", "SignWindow", "SuspendDialog", "bind", "bind_sign"]
