"""Directory upkeep on the screen (通讯录维护)."""

from hall_desk.ui.upkeep.binding import bind
from hall_desk.ui.upkeep.page import UpkeepPage

__all__ = ["UpkeepPage", "bind"]
