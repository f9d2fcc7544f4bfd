"""The page of one visit (来访记录) and the search on the duty desk."""

from hall_desk.ui.visitpage.binding import bind
from hall_desk.ui.visitpage.page import VisitPage
from hall_desk.ui.visitpage.search import FindPage, bind_search

__all__ = ["FindPage", "VisitPage", "bind", "bind_search"]
