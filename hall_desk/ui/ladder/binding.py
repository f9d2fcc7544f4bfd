"""Joins the ladder page to its presenter."""

from hall_desk.presenters.ladder import LadderPresenter
from hall_desk.ui.ladder.page import LadderPage


def bind(presenter: LadderPresenter, page: LadderPage) -> None:
    """Intents of the page become the presenter's verbs, its states are shown."""
    page.searched.connect(presenter.search)
    page.area_chosen.connect(presenter.choose_area)
    page.rung_chosen.connect(presenter.choose_rung)
    page.card_wanted.connect(presenter.print_card)
    page.card_given.connect(presenter.give_card)
    page.used.connect(presenter.use)
    page.left_page.connect(presenter.leave)
    page.manager_wanted.connect(presenter.call_manager)
    page.retried.connect(presenter.retry)
    presenter.closed = page.closed.emit
    presenter.show = page.show_state
