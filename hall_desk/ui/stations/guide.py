"""The guide's station (引导员台): one page; from the sign-in, or from the duty desk."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import Ticket
from hall_desk.presenters.guide import GuidePresenter
from hall_desk.ui import guide
from hall_desk.ui.guide.window import GuideWindow
from hall_desk.ui.stations.program import Program


class GuideStation:
    """One guide; ``leave`` goes back to where they came from."""

    def __init__(
        self,
        program: Program,
        staff: Staff,
        *,
        drop: Callable[[QWidget], None],
        lock: Callable[[], None],
        leave: Callable[[], None],
    ):
        self.program, self.staff, self._drop = program, staff, drop
        self.window = GuideWindow(program.means.theme, dressed=True)
        self.presenter = GuidePresenter(program.desk, staff)
        guide.bind(self.presenter, self.window)
        self.presenter.given = self._print
        self.window.lock_wanted.connect(lock)
        self.window.closed.connect(leave)
        program.attach(self.presenter)

    @property
    def front(self) -> QWidget:
        """The screen to come back to."""
        return self.window

    def close(self) -> None:
        """Lets everything go."""
        self.program.detach(self.presenter)
        self._drop(self.window)

    def _print(self, ticket: Ticket) -> None:
        paper = self.program.paper(self.staff.staff_no)
        self.presenter.run(lambda: paper.slip(ticket), lambda _: None, quiet=True)
