"""Joins the suspension dialog and the sign window to their presenters."""

from hall_desk.presenters.sign import SignPresenter
from hall_desk.presenters.suspension import SuspensionPresenter
from hall_desk.ui.suspend.dialog import SuspendDialog
from hall_desk.ui.suspend.sign_window import SignWindow


def bind(presenter: SuspensionPresenter, dialog: SuspendDialog) -> None:
    """Choices go to the presenter; it closes the dialog when the suspension stands."""
    form = dialog.form
    form.scope_chosen.connect(presenter.set_scope)
    form.prefix_chosen.connect(presenter.set_prefix)
    form.reason_chosen.connect(presenter.choose_reason)
    form.expected_typed.connect(presenter.set_expected)
    form.minutes_chosen.connect(presenter.set_minutes)
    form.window_toggled.connect(presenter.toggle_window)
    form.elsewhere_typed.connect(presenter.set_elsewhere)
    form.outlet_toggled.connect(presenter.toggle_outlet)
    dialog.print_chosen.connect(presenter.set_print_sign)
    dialog.preview_wanted.connect(presenter.preview)
    dialog.submitted.connect(presenter.suspend)
    dialog.resume_wanted.connect(presenter.resume)
    dialog.approval.approved.connect(presenter.approve)
    dialog.approval_dropped.connect(presenter.drop_approval)
    presenter.closed = dialog.close_frame
    presenter.show = dialog.show_state


def bind_sign(presenter: SignPresenter, window: SignWindow) -> None:
    """The sign follows its presenter; F10 opens the window again."""
    window.resume_wanted.connect(presenter.resume)
    presenter.closed = window.closed.emit
    presenter.show = window.show_state
