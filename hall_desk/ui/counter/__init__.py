"""The counter window (窗口): call, serve, take money, finish."""

from hall_desk.ui.counter.binding import bind
from hall_desk.ui.counter.window import CounterWindow

__all__ = ["CounterWindow", "bind"]
