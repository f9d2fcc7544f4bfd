"""Closing records and bags for the bank (日结单与解款)."""

from hall_desk.ui.takings.page import TakingsPage, bind

__all__ = ["TakingsPage", "bind"]
