"""Connects the opening screen with its presenter, and 人员 and 日结 with theirs."""

from hall_desk.domain.days import BusinessDay
from hall_desk.presenters.duty_closing import ClosingPresenter
from hall_desk.presenters.duty_staff import StaffPresenter
from hall_desk.presenters.opening import OpeningPresenter
from hall_desk.ui.opening.closing import ClosingDialog
from hall_desk.ui.opening.closing import bind as bind_closing
from hall_desk.ui.opening.window import OpeningWindow
from hall_desk.ui.setup.staff import StaffDialog
from hall_desk.ui.setup.staff import bind as bind_staff


class OpeningParts:
    """The dialogs over the opening screen; the app sets ``closing.report``."""

    def __init__(self, presenter: OpeningPresenter, window: OpeningWindow) -> None:
        desk, me = presenter.desk, presenter.staff
        self.presenter = presenter
        self.staff = StaffPresenter(desk, me)
        self.closing = ClosingPresenter(desk, me)
        self.staff_dialog = StaffDialog(window.theme, window)
        self.closing_dialog = ClosingDialog(window.theme, window)
        bind_staff(self.staff, self.staff_dialog)
        bind_closing(self.closing, self.closing_dialog)
        self.closing.closed = self._closed
        window.wants_staff.connect(self.staff.begin)
        window.wants_closing.connect(self._begin_closing)

    def _begin_closing(self) -> None:
        self.closing.begin()
        self.closing_dialog.open()

    def _closed(self, _day: BusinessDay) -> None:
        self.presenter.refresh()


def bind(presenter: OpeningPresenter, window: OpeningWindow) -> OpeningParts:
    """Connects the screen; keep the parts as long as the window lives."""
    presenter.show = window.show_state
    window.ticked.connect(presenter.tick_line)
    window.all_ticked.connect(presenter.tick_all)
    window.remarked.connect(presenter.remark)
    window.toggled.connect(presenter.toggle)
    window.more.connect(presenter.add_window)
    window.less.connect(presenter.drop_window)
    window.open_day.connect(presenter.open_day)
    window.retry.connect(presenter.retry)
    return OpeningParts(presenter, window)
