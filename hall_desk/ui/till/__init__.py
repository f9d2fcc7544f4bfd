"""The till page (钱箱): counting blind, handing over, cash for the bank."""

from hall_desk.ui.till.page import TillPage, bind

__all__ = ["TillPage", "bind"]
