"""Joins the first-contact page and the register page to their presenters."""

from hall_desk.presenters.contact import ContactPresenter
from hall_desk.presenters.register import RegisterPresenter
from hall_desk.ui.contact.page import ContactPage
from hall_desk.ui.contact.register_page import RegisterPage


def bind(presenter: ContactPresenter, page: ContactPage) -> None:
    """Intents of the page become the presenter's verbs, its states are shown."""
    form, column = page.form, page.column
    form.edited.connect(presenter.edit)
    form.handling_chosen.connect(presenter.set_handling)
    form.in_duty_chosen.connect(presenter.set_in_duty)
    form.hops_chosen.connect(presenter.set_hops)
    form.rung_chosen.connect(presenter.set_rung)
    form.declined_ticked.connect(presenter.set_phone_declined)
    form.department_chosen.connect(presenter.choose_department)
    form.satisfaction_chosen.connect(lambda word: presenter.edit("satisfaction", word))
    form.repeated_ticked.connect(presenter.set_repeated)
    form.reveal_wanted.connect(presenter.reveal)
    column.rung_chosen.connect(presenter.choose_rung)
    column.card_wanted.connect(presenter.print_card)
    column.card_given.connect(presenter.give_card)
    column.slip_wanted.connect(presenter.print_slip)
    page.submitted.connect(presenter.submit)
    page.register_print_wanted.connect(presenter.print_register)
    page.answer_here_wanted.connect(presenter.answer_here)
    page.left_page.connect(presenter.leave)
    page.manager_wanted.connect(presenter.call_manager)
    page.retried.connect(presenter.retry)
    presenter.closed = page.closed.emit
    presenter.show = page.show_state


def bind_register(presenter: RegisterPresenter, page: RegisterPage) -> None:
    """The register's filter, rows and print."""
    page.day_typed.connect(presenter.set_day)
    page.days_wanted.connect(presenter.show_days)
    page.only_open_chosen.connect(presenter.set_only_open)
    page.row_opened.connect(presenter.open_row)
    page.print_wanted.connect(presenter.print_register)
    page.retried.connect(presenter.retry)
    presenter.closed = page.closed.emit
    presenter.show = page.show_state
