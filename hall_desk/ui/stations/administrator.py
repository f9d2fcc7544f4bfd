"""The administrator's station (管理员): the settings and nothing of the hall's day."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hall_desk.domain.people import Staff
from hall_desk.ui.settings import SETTINGS, FrameParts
from hall_desk.ui.stations.program import Program


class AdministratorStation:
    """The settings of one administrator; leaving them locks the screen."""

    def __init__(
        self,
        program: Program,
        staff: Staff,
        *,
        drop: Callable[[QWidget], None],
        lock: Callable[[], None],
    ):
        self.staff = staff
        self._drop = drop
        self.parts = FrameParts(program, staff, "设置", SETTINGS, dressed=True)
        self.parts.left = lock
        self.parts.frame.lock_wanted.connect(lock)

    @property
    def front(self) -> QWidget:
        """The settings."""
        return self.parts.frame

    def close(self) -> None:
        """Lets the settings go."""
        self.parts.close()
        self._drop(self.parts.frame)
