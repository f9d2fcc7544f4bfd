"""Acceptance on the screen (业务受理): the sheet of one item, its tracker and the register."""

from hall_desk.ui.acceptance.binding import bind, bind_list, bind_track
from hall_desk.ui.acceptance.list_page import TrackListPage
from hall_desk.ui.acceptance.page import AcceptPage
from hall_desk.ui.acceptance.track_page import TrackPage

__all__ = ["AcceptPage", "TrackListPage", "TrackPage", "bind", "bind_list", "bind_track"]
