"""First contact on the screen (首问负责): the page of one row, and the register."""

from hall_desk.ui.contact.binding import bind, bind_register
from hall_desk.ui.contact.page import ContactPage
from hall_desk.ui.contact.register_page import RegisterPage

__all__ = ["ContactPage", "RegisterPage", "bind", "bind_register"]
