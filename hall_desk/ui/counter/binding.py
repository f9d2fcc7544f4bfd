"""Ties a counter window to its presenter: signals to verbs, states to the screen."""

from collections.abc import Callable

from PySide6.QtCore import SignalInstance

from hall_desk.presenters.base import Message
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.counter_state import Panel
from hall_desk.ui.counter.panels import ServicePanel
from hall_desk.ui.counter.right import RightColumn
from hall_desk.ui.counter.window import CounterWindow


def bind(presenter: CounterPresenter, window: CounterWindow) -> None:
    """Connect both; the program then connects pulse, feed and the ``wants_…`` signals."""
    presenter.show = window.show_state
    presenter.on_contact = window.wants_contact.emit
    presenter.on_paid_service = window.wants_paid_service.emit
    presenter.on_accept = window.wants_acceptance.emit
    presenter.on_suspension = window.wants_suspension.emit
    presenter.on_visit = window.wants_visit.emit
    presenter.on_till = window.wants_till.emit
    presenter.on_lock = window.wants_lock.emit
    window.touched.connect(presenter.touch)
    window.banner_acted.connect(presenter.act_on_banner)
    window.item_wanted.connect(presenter.switch_item)
    window.next_step.connect(presenter.tick_next_step)
    window.scanned.connect(presenter.take_scan)
    window.escaped.connect(lambda: _escape(presenter))
    window.matter_wanted.connect(presenter.open_matter)
    _bind_actions(presenter, window)
    _bind_visit(presenter, window)
    _bind_money(presenter, window)
    _bind_cash(presenter, window)
    _bind_panels(presenter, window)


def _escape(presenter: CounterPresenter) -> None:
    if presenter.draft.float_wanted:
        presenter.put_float_off()
    presenter.message = Message()
    presenter.fold()


def _bind_actions(presenter: CounterPresenter, window: CounterWindow) -> None:
    def _money() -> None:
        if presenter.money():
            window.focus_money()

    verbs = {
        "call_next": presenter.call_next,
        "start": presenter.start,
        "finish": presenter.finish,
        "recall": presenter.recall,
        "no_show": presenter.no_show,
        "undo": presenter.undo,
        "take_payment": _money,
        "refer": presenter.refer,
        "add_item": presenter.open_add_item,
        "transfer": presenter.open_transfer,
        "outcome": presenter.open_outcome,
        "print_process": presenter.give_process,
        "suspend_window": presenter.suspend_window,
        "call_manager": presenter.call_manager,
        "find": presenter.open_find,
        "walk_up": presenter.open_walk_up,
        "phone": presenter.open_phone,
        "accept": presenter.accept,
        "vouchers": presenter.open_vouchers,
        "till": presenter.till,
        "leave_window": presenter.leave_window,
        "print_notice": presenter.give_notice,
        "several": presenter.open_charges,
        "refund": presenter.open_refund,
        "settle": presenter.open_settle,
    }
    window.action.connect(lambda name: verbs[name]())


def _bind_visit(presenter: CounterPresenter, window: CounterWindow) -> None:
    visit = window.middle.visit
    visit.switch_item.connect(presenter.switch_item)
    visit.quantity_changed.connect(presenter.change_quantity)
    visit.drop_item.connect(presenter.drop_item)
    visit.paper_ticked.connect(presenter.tick_paper)
    visit.step_ticked.connect(presenter.tick_step)
    visit.inform.connect(presenter.inform)
    window.right.phrase.apologised.connect(presenter.apologise)
    window.right.rating.rated.connect(presenter.rate)


def _bind_money(presenter: CounterPresenter, window: CounterWindow) -> None:
    money = window.right.money
    money.account_edited.connect(presenter.set_account)
    money.account_left.connect(presenter.check_account)
    money.customer_edited.connect(presenter.set_customer)
    money.due_changed.connect(presenter.set_due)
    money.received_changed.connect(presenter.set_received)
    money.method_wanted.connect(presenter.take_payment)
    money.float_counted.connect(presenter.count_float)
    money.reveal.connect(presenter.reveal)
    money.reprint.connect(presenter.reprint)
    money.paid_service.connect(presenter.money)
    money.fees_wanted.connect(presenter.open_charges)


def _bind_cash(presenter: CounterPresenter, window: CounterWindow) -> None:
    cash = window.cash
    cash.method_chosen.connect(presenter.choose_method)
    cash.received_changed.connect(presenter.set_received)
    cash.slip_edited.connect(presenter.set_slip)
    cash.part_dropped.connect(presenter.drop_part)
    cash.said_received.connect(presenter.say_received)
    cash.entered.connect(presenter.say_next)
    cash.paid.connect(lambda finish: presenter.pay(finish=finish))
    cash.cancelled.connect(presenter.close_cash)


def _bind_panels(presenter: CounterPresenter, window: CounterWindow) -> None:
    """Each panel when it is made."""
    right = window.right
    binders: dict[Panel, Callable[[CounterPresenter, RightColumn], None]] = {
        Panel.OVER: _bind_over,
        Panel.FIND: _bind_find,
        Panel.VOUCHERS: _bind_vouchers,
        Panel.TRANSFER: _bind_transfer,
        Panel.OUTCOME: _bind_outcome,
        Panel.ADD_ITEM: lambda p, r: _bind_services(r.add_item, p, p.add_item),
        Panel.WALK_UP: lambda p, r: _bind_services(r.walk_up, p, p.serve_directly),
        Panel.MANAGER: lambda p, r: _to(r.manager.explained, p.explain_call),
        Panel.HELD: lambda p, r: _to(r.held.taken, p.take_back),
        Panel.SPLIT: lambda p, r: _to(r.split.split, p.split),
        Panel.SERVICE: lambda p, r: _bind_services(r.service, p, p.reclassify),
        Panel.SKIP: lambda p, r: _to(r.skip.skipped, p.skip_steps),
        Panel.ACCOUNTS: _bind_accounts,
        Panel.FEES: _bind_fees,
        Panel.DEPOSIT: lambda p, r: _to(r.deposit.taken, p.take_deposit),
        Panel.REFUND: _bind_refund,
        Panel.SETTLE: _bind_settle,
        Panel.MATTER: _bind_matter,
    }
    right.when_made(lambda kind: binders[kind](presenter, right))


def _to(signal: SignalInstance, verb: Callable[..., None]) -> None:
    signal.connect(verb)


def _bind_services(
    panel: ServicePanel, presenter: CounterPresenter, take: Callable[[str], None]
) -> None:
    panel.typed.connect(presenter.find_service)
    panel.chosen.connect(take)


def _bind_over(presenter: CounterPresenter, right: RightColumn) -> None:
    right.over.chosen.connect(presenter.choose_over_reason)
    right.over.noted.connect(presenter.set_over_note)


def _bind_find(presenter: CounterPresenter, right: RightColumn) -> None:
    right.find_panel.wanted.connect(presenter.find)
    right.find_panel.returned.connect(presenter.come_back)
    right.find_panel.abandoned.connect(presenter.abandon)
    right.find_panel.opened.connect(presenter.open_visit)


def _bind_vouchers(presenter: CounterPresenter, right: RightColumn) -> None:
    right.vouchers.picked.connect(presenter.choose_voucher)
    right.vouchers.again_wanted.connect(presenter.reprint_voucher)
    right.vouchers.void_wanted.connect(presenter.open_void)
    right.vouchers.reason_chosen.connect(presenter.choose_void_reason)
    right.vouchers.asked.connect(presenter.ask_void)
    right.vouchers.invoice_wanted.connect(presenter.open_invoice)
    right.vouchers.later_wanted.connect(presenter.leave_for_later)
    right.vouchers.number_edited.connect(presenter.set_invoice_no)
    right.vouchers.invoice_edited.connect(presenter.set_invoice)
    right.vouchers.recorded.connect(presenter.record_invoice)
    right.vouchers.refund_wanted.connect(presenter.open_refund)
    right.vouchers.settle_wanted.connect(presenter.open_settle)


def _bind_accounts(presenter: CounterPresenter, right: RightColumn) -> None:
    right.accounts.looked_up.connect(presenter.look_up_account)
    right.accounts.added.connect(presenter.add_account)
    right.accounts.dropped.connect(presenter.drop_account)

    def _taken() -> None:
        presenter.take_accounts()
        if presenter.panel is Panel.NONE:
            right.money.received.setFocus()

    right.accounts.taken.connect(_taken)


def _bind_fees(presenter: CounterPresenter, right: RightColumn) -> None:
    right.fees.added.connect(presenter.add_fee)
    right.fees.dropped.connect(presenter.drop_fee)
    right.fees.taken.connect(presenter.take_fees)


def _bind_refund(presenter: CounterPresenter, right: RightColumn) -> None:
    right.refund.searched.connect(presenter.find_refund)
    right.refund.typed.connect(presenter.type_refund)
    right.refund.line_ticked.connect(presenter.choose_refund_line)
    right.refund.asked.connect(presenter.ask_refund)
    right.refund.again_wanted.connect(presenter.reprint_refund)


def _bind_settle(presenter: CounterPresenter, right: RightColumn) -> None:
    right.settle.searched.connect(presenter.find_prepayment)
    right.settle.typed.connect(presenter.type_settle)
    right.settle.ahead_chosen.connect(presenter.choose_ahead)
    right.settle.cleared.connect(presenter.list_ahead)
    right.settle.picked.connect(presenter.choose_settlement)
    right.settle.asked.connect(presenter.ask_settle)


def _bind_matter(presenter: CounterPresenter, right: RightColumn) -> None:
    right.matter.typed.connect(presenter.type_matter)
    right.matter.finished.connect(presenter.finish_matter)
    right.matter.deed_wanted.connect(presenter.pass_on_matter)


def _bind_transfer(presenter: CounterPresenter, right: RightColumn) -> None:
    right.transfer.transferred.connect(presenter.transfer)
    right.transfer.to_kind.connect(presenter.transfer_to_kind)
    right.transfer.to_desk.connect(presenter.open_forward)
    right.transfer.requeued.connect(presenter.requeue)
    right.transfer.held.connect(presenter.hold)
    right.transfer.paused.connect(presenter.pause)


def _bind_outcome(presenter: CounterPresenter, right: RightColumn) -> None:
    right.outcome.chosen.connect(presenter.choose_outcome)
    right.outcome.written.connect(presenter.write_outcome)
    right.outcome.confirmed.connect(presenter.confirm_outcome)
