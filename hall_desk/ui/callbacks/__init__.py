"""Callbacks after paid services (有偿服务回访)."""

from hall_desk.ui.callbacks.page import CallbacksPage, bind

__all__ = ["CallbacksPage", "bind"]
