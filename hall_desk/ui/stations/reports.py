"""The reports of a duty station (报表): their dialog, and a thread of their own."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hall_desk.domain.days import BusinessDay
from hall_desk.domain.people import Staff
from hall_desk.presenters.base import Message, Runner
from hall_desk.presenters.reports import ReportsPresenter, ReportsState
from hall_desk.ui.duty.reports import ReportsDialog, bind
from hall_desk.ui.stations.program import Program
from hall_desk.ui.worker import ThreadRunner


class ReportsStation:
    """Made with the first report that is wanted, kept until the station closes."""

    def __init__(self, program: Program, staff: Staff, window: QWidget):
        self.program = program
        self.runner: ThreadRunner | None = None
        self.dialog = ReportsDialog(program.means.theme, window)
        self.presenter = ReportsPresenter(
            program.desk,
            staff,
            aside=self._aside(),
            folder=program.means.papers or Path.home(),
            print_paper=program.paper(staff.staff_no).print_report,
        )
        self.tell: Callable[[Message], None] = _nobody_hears
        bind(self.presenter, self.dialog)
        self.presenter.show = self._show
        program.attach(self.presenter)

    def open(self) -> None:
        """报表: on the running day's."""
        self.presenter.begin()

    def file_closed(self, day: BusinessDay) -> None:
        """PDF and workbook of the day just closed, where this PC keeps papers."""
        if self.program.means.papers is not None:
            self.presenter.file_closed(day)

    def close(self) -> None:
        """Stops what is under way."""
        self.presenter.stop()
        self.program.detach(self.presenter)
        if self.runner is not None:
            self.runner.close()

    def _aside(self) -> Runner:
        """A thread beside the desk's; where all runs at once, that runs too."""
        if not isinstance(self.program.means.runner, ThreadRunner):
            return self.program.means.runner
        self.runner = ThreadRunner()
        return self.runner

    def _show(self, state: ReportsState) -> None:
        """In the dialog; what ends after it was left is told at the desk."""
        self.dialog.show_state(state)
        if not state.open and state.message.text:
            self.presenter.message = Message()
            self.tell(state.message)


def _nobody_hears(message: Message) -> None:
    """No desk listens yet."""
