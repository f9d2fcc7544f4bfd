"""Money at the duty desk: tills counted for others, the evening's record, closings and bags."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from hall_desk.domain.days import BusinessDay
from hall_desk.presenters.base import Presenter
from hall_desk.presenters.duty import DutyPresenter
from hall_desk.presenters.duty_closing import ClosingPresenter
from hall_desk.presenters.printing import print_behind
from hall_desk.presenters.takings import TakingsPresenter
from hall_desk.presenters.till import TillPresenter
from hall_desk.ui import takings, till
from hall_desk.ui.stations.program import Program
from hall_desk.ui.takings import TakingsPage
from hall_desk.ui.theme import Theme
from hall_desk.ui.till import TillPage
from hall_desk.usecases import closings

_RECORD = "日结单"
_ADVICE = "日结有效，也可在“日结单与解款”（Ctrl+K）补打。"
Enter = Callable[[Presenter[Any], Any], None]
Leave = Callable[[Presenter[Any], QWidget], None]


class DeskMoney:
    """The pages and papers of money; ``enter`` and ``leave`` show and drop a page of the desk."""

    def __init__(
        self, program: Program, presenter: DutyPresenter, theme: Theme, enter: Enter, leave: Leave
    ) -> None:
        self.program, self.presenter, self.theme = program, presenter, theme
        self._enter, self._leave = enter, leave
        self.staff = presenter.staff
        self.file_report: Callable[[BusinessDay], None] = lambda day: None

    def open_till(self, staff_no: str) -> None:
        """A clerk's till, counted by the duty manager (代为清点)."""
        page = TillPage(self.theme)
        presenter = TillPresenter(self.program.desk, self.staff.staff_no, None, staff_no)
        till.bind(presenter, page)
        page.closed.connect(lambda: self._leave(presenter, page))
        self._enter(presenter, page)

    def open_takings(self) -> None:
        """Closing records and bags for the bank (日结单与解款)."""
        page = TakingsPage(self.theme)
        presenter = TakingsPresenter(self.program.desk, self.staff)
        presenter.reprint = self.reprint
        takings.bind(presenter, page)
        page.closed.connect(lambda: self._leave(presenter, page))
        self._enter(presenter, page)

    def follow(self, closing: ClosingPresenter) -> None:
        """A closing dialog opens tills, and what it closes is printed and copied outside."""
        first = closing.closed

        def _closed(day: BusinessDay) -> None:
            first(day)
            self._day_closed(day)

        closing.closed = _closed
        closing.count_till, closing.print_record = self.open_till, self.reprint

    def reprint(self, number: int) -> None:
        """A closing record again, counted (补打)."""

        def _again() -> None:
            hall = self.program.means.hall
            hall.do(closings.note_closing_reprint, self.staff.staff_no, None, number=number)
            self.program.paper(self.staff.staff_no).closing(number)

        print_behind(
            self.presenter, _again, _RECORD, done=lambda _: "日结单已补打。", advice=_ADVICE
        )

    def _day_closed(self, day: BusinessDay) -> None:
        """The record prints by itself and is copied outside, the report is filed.

        None of them can undo the closing; a fault of each stands until that one is repaired.
        """
        self.presenter.dismiss()
        self.presenter.refresh()
        self.file_report(day)
        print_behind(self.presenter, lambda: self._print(day), _RECORD, advice=_ADVICE)
        self.presenter.copy_closings()

    def _print(self, day: BusinessDay) -> None:
        record = self.program.means.hall.ask(closings.find_closing, day.date)
        if record is not None:
            self.program.paper(self.staff.staff_no).closing(record.number)
