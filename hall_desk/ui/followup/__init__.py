"""Follow-ups of bad answers (评价回访)."""

from hall_desk.ui.followup.page import FollowUpsPage, bind

__all__ = ["FollowUpsPage", "bind"]
