"""Acceptance on the screen (业务受理): the sheet of one item, its tracker and the register."""

from hall_desk.ui.acceptance.binding import bind
from hall_desk.ui.acceptance.page import AcceptPage

__all__ = ["AcceptPage", "bind"]
