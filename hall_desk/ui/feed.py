"""The change feed (变化推送): tells the windows when the hall's journal has moved.

All writers of a hall queue at its journal head, so its number rises in commit order on both
databases: no change can be missed, and one primary-key read is the whole poll.
"""

from PySide6.QtCore import QObject, Signal

from hall_desk.presenters.base import Runner
from hall_desk.presenters.journalfeed import JournalFeed
from hall_desk.usecases.hall import Hall


class ChangeFeed(QObject):
    """Polls the head; ``changed`` after a move, ``reachable`` when the database comes or goes."""

    changed = Signal()
    reachable = Signal(bool)

    def __init__(self, hall: Hall, runner: Runner, parent: QObject | None = None):
        super().__init__(parent)
        self._feed = JournalFeed(hall, runner, self.changed.emit, self.reachable.emit)

    def poll(self) -> None:
        """One look at the head; skipped while the last one is still under way."""
        self._feed.poll()
