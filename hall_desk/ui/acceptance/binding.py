"""Joins the acceptance pages to their presenters."""

from hall_desk.presenters.acceptance import AcceptPresenter
from hall_desk.ui.acceptance.page import AcceptPage


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
