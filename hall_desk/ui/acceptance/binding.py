"""Joins the acceptance pages to their presenters."""

from hall_desk.presenters.acceptance import AcceptPresenter
from hall_desk.presenters.tracking import TrackListPresenter, TrackPresenter
from hall_desk.ui.acceptance.list_page import TrackListPage
from hall_desk.ui.acceptance.page import AcceptPage
from hall_desk.ui.acceptance.track_page import TrackPage


def bind(presenter: AcceptPresenter, page: AcceptPage) -> None:
    """Intents of the page become the presenter's verbs, its states are shown."""
    form, papers, column = page.form, page.papers, page.column
    form.edited.connect(presenter.edit)
    form.left_field.connect(presenter.leave_field)
    form.voltage_chosen.connect(presenter.set_voltage)
    form.reveal_wanted.connect(presenter.reveal)
    papers.ticked.connect(presenter.tick_paper)
    papers.copies_typed.connect(presenter.set_copies)
    papers.original_ticked.connect(presenter.see_original)
    column.notice_wanted.connect(presenter.print_sheet)
    column.inform_wanted.connect(presenter.inform)
    column.notice_signed.connect(presenter.sign_notice)
    page.submitted.connect(presenter.submit)
    page.print_wanted.connect(presenter.print_sheet)
    page.left_page.connect(presenter.leave)
    page.manager_wanted.connect(presenter.call_manager)
    page.retried.connect(presenter.retry)
    presenter.closed = page.closed.emit
    presenter.show = page.show_state


def bind_track(presenter: TrackPresenter, page: TrackPage) -> None:
    """The tracker of one acceptance."""
    column = page.column
    page.edited.connect(presenter.edit)
    page.event_typed.connect(presenter.edit_event)
    page.event_recorded.connect(presenter.record_event)
    page.stage_finished.connect(presenter.finish_stage)
    page.return_ticked.connect(presenter.tick_return)
    page.return_wanted.connect(presenter.return_papers)
    page.follow_wanted.connect(presenter.follow_up)
    page.print_wanted.connect(presenter.print_sheet)
    page.submitted.connect(presenter.submit)
    page.retried.connect(presenter.retry)
    column.reveal_wanted.connect(presenter.reveal)
    column.explain_wanted.connect(presenter.explain)
    column.hand_over_wanted.connect(presenter.hand_over)
    presenter.closed = page.closed.emit
    presenter.show = page.show_state


def bind_list(presenter: TrackListPresenter, page: TrackListPage) -> None:
    """The list of acceptances."""
    page.only_open_chosen.connect(presenter.set_only_open)
    page.row_opened.connect(presenter.open_one)
    page.retried.connect(presenter.retry)
    presenter.closed = page.closed.emit
    presenter.show = page.show_state
