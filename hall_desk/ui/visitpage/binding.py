"""Joins the page of one visit to its presenter."""

from hall_desk.presenters.visitpage import VisitPagePresenter
from hall_desk.ui.visitpage.page import VisitPage


def bind(presenter: VisitPagePresenter, page: VisitPage) -> None:
    """Intents of the page become the presenter's verbs, its states are shown."""
    panel = page.correction
    page.left_page.connect(presenter.leave)
    page.acted.connect(presenter.act_on_visit)
    page.reveal_wanted.connect(presenter.reveal)
    page.print_wanted.connect(presenter.print_again)
    page.correction_wanted.connect(presenter.open_correction)
    page.submitted.connect(presenter.submit)
    page.retried.connect(presenter.retry)
    panel.edited.connect(lambda name, value: presenter.edit(**{name: value}))
    presenter.closed = page.closed.emit
    presenter.show = page.show_state
