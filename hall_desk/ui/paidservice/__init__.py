"""Paid service on the screen (有偿服务): ownership gate and itemised sheet."""

from hall_desk.ui.paidservice.binding import bind
from hall_desk.ui.paidservice.page import PaidServicePage

__all__ = ["PaidServicePage", "bind"]
