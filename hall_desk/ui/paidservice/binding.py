"""Joins the paid-service page to its presenter."""

from hall_desk.presenters.paidservice import PaidServicePresenter
from hall_desk.ui.paidservice.page import PaidServicePage


def bind(presenter: PaidServicePresenter, page: PaidServicePage) -> None:
    """Intents of the page become the presenter's verbs, its states are shown."""
    page.gate.edited.connect(presenter.set_gate)
    page.gate.ownership_chosen.connect(lambda key: presenter.set_gate("ownership", key))
    page.gate.told.connect(lambda told: presenter.set_gate("told", told))
    page.lines.quantity_typed.connect(presenter.set_quantity)
    page.lines.quantity_committed.connect(presenter.commit_quantity)
    page.lines.line_removed.connect(presenter.remove)
    page.item_chosen.connect(presenter.add)
    page.sheet_copied.connect(presenter.copy_sheet)
    page.void_wanted.connect(presenter.void_sheet)
    page.sheet_opened.connect(presenter.open_sheet)
    page.work_edited.connect(presenter.set_work)
    page.dispatch_wanted.connect(presenter.dispatch)
    page.deed_wanted.connect(presenter.do_deed)
    page.cancel_wanted.connect(presenter.cancel_order)
    page.hand_over_wanted.connect(presenter.hand_over)
    page.print_wanted.connect(presenter.print_sheet)
    page.pay_key_pressed.connect(presenter.take_payment)
    page.main_wanted.connect(presenter.main)
    page.left_page.connect(presenter.leave)
    page.manager_wanted.connect(presenter.call_manager)
    page.retried.connect(presenter.retry)
    presenter.closed = page.closed.emit
    presenter.wants_payment = page.payment_wanted.emit
    presenter.given_away = page.fold
    presenter.show = page.show_state
