"""Panels of the right column that are made when they first unfold (侧栏).

A counter starts without them: together they are half of its widgets, and most days use few.
"""

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar, cast

from hall_desk.presenters.counter_state import Panel
from hall_desk.ui.counter.sidepanel import SidePanel
from hall_desk.ui.theme import Theme

P = TypeVar("P", bound=SidePanel)


class Column(Protocol):
    """Whose panels they are."""

    theme: Theme
    made: dict[Panel, SidePanel]

    def keep(self, kind: Panel, panel: SidePanel) -> None:
        """Takes a panel that was just made."""


class Unfolding(Generic[P]):
    """A panel as an attribute of its column; the first look at it makes it."""

    def __init__(self, kind: Panel, make: Callable[[Theme], P]) -> None:
        self.kind, self._make = kind, make

    def __get__(self, column: Column, owner: object = None) -> P:
        """The panel, made if it was not there."""
        if self.kind not in column.made:
            column.keep(self.kind, self._make(column.theme))
        return cast(P, column.made[self.kind])
