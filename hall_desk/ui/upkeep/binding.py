"""Joins the directory upkeep page to its presenter."""

from hall_desk.presenters.upkeep import UpkeepPresenter
from hall_desk.ui.upkeep.page import UpkeepPage


def bind(presenter: UpkeepPresenter, page: UpkeepPage) -> None:
    """Intents of the page become the presenter's verbs, its states are shown."""
    page.list_chosen.connect(presenter.choose_list)
    page.row_chosen.connect(presenter.choose)
    page.form.edited.connect(presenter.edit)
    page.added.connect(presenter.add)
    page.verified.connect(presenter.verify)
    page.switched.connect(presenter.switch)
    page.saved.connect(presenter.save)
    page.left_page.connect(presenter.leave)
    page.retried.connect(presenter.retry)
    presenter.closed = page.closed.emit
    presenter.show = page.show_state
