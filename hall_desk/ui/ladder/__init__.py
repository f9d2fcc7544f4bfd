"""The contact ladder on the screen (联系人查询)."""

from hall_desk.ui.ladder.binding import bind
from hall_desk.ui.ladder.page import LadderPage

__all__ = ["LadderPage", "bind"]
