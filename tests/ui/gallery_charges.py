"""Scenes of charges, mixed payments and refunds for the counter's gallery."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from hall_desk.domain.bills import read_bills
from hall_desk.domain.paidservice import LineKind
from hall_desk.domain.payments import MOST_CHANGE_FEN, MOST_FEN
from hall_desk.domain.tickets import TicketState
from hall_desk.usecases import bills, moneyrules, paidservice
from tests.conftest import Day

ACCOUNT = "3600000000127"


def rules(day: Day) -> None:
    """Fees at the window, a document for the meter test, bills of twelve accounts."""
    for code, name, fen in (
        ("T01", "单相电能表检定（客户异议）", 2500),
        ("F01", "临时用电接电服务（示例项目名称较长的一种）", 12_000),
        ("F02", "用电检查复核", 3000),
    ):
        day.do(
            paidservice.add_price_item,
            code=code, name=name, kind=LineKind.LABOUR, unit="次", unit_price_fen=fen,
            quantity_decimals=1, approval_doc="样价文〔2026〕3号（虚构）",
            valid_from=date(2026, 3, 1),
        )  # fmt: skip
    old = day.ask(moneyrules.money_rules)
    changed = replace(old, fees=("F01", "F02"), test_document="样市监〔2026〕7号（虚构）")
    day.do(moneyrules.change_money_rules, rules=changed)
    table = [("户号", "户名", "账期", "应收金额")]
    table += [
        (f"36000000{n:05d}", "青禾物业服务有限公司", "2026-02", f"{80 + n}.37")
        for n in range(1, 13)
    ]
    table += [(ACCOUNT, "苏示", "2026-01", "86.40"), (ACCOUNT, "苏示", "2026-02", "92.15")]
    day.do(bills.import_bills, rows=read_bills(table), source="电费202602.csv")


def serve(scene: Any, service: str) -> None:
    """A walk-up customer with that service, the float counted."""
    rules(scene.day)
    presenter = scene.presenter
    presenter.refresh()
    scene.window.show()
    presenter.open_walk_up()
    presenter.serve_directly(service)
    assert presenter.ticket is not None
    assert presenter.ticket.state is TicketState.SERVING
    scene.clock.advance(66)


def mixed(scene: Any) -> None:
    """A card took its part, cash is being typed for the rest."""
    serve(scene, "A01")
    presenter = scene.presenter
    presenter.set_account(ACCOUNT)
    presenter.set_due(8640)
    presenter.take_payment("POS")
    presenter.set_received(5000)
    presenter.set_slip("000817")
    presenter.say_next()
    presenter.set_received(4000)
    presenter.say_received()


def cheque(scene: Any) -> None:
    """A cheque without the number on its slip."""
    serve(scene, "A01")
    scene.presenter.set_due(8640)
    scene.presenter.take_payment("CHEQUE")
    scene.presenter.say_next()


def splitting(scene: Any) -> None:
    """A card is about to take a part."""
    serve(scene, "A01")
    scene.presenter.set_due(8640)
    scene.presenter.take_payment("POS")
    scene.presenter.set_received(5000)


def most_due(scene: Any) -> None:
    """The largest sum there is, by transfer."""
    serve(scene, "A01")
    scene.presenter.set_due(MOST_FEN)
    scene.presenter.take_payment("TRANSFER")


def most_change(scene: Any) -> None:
    """As much change as is believed."""
    serve(scene, "A01")
    scene.presenter.set_due(MOST_FEN - MOST_CHANGE_FEN)
    scene.presenter.set_received(MOST_FEN)
    scene.presenter.take_payment()


def slip_of_the_hand(scene: Any) -> None:
    """An account number among the amounts."""
    serve(scene, "A01")
    scene.presenter.set_due(8640)
    scene.presenter.take_payment("CASH", said=False)
    scene.presenter.set_received(3_600_012_345)


def several_none(scene: Any) -> None:
    """No account yet."""
    serve(scene, "A01")
    scene.presenter.open_charges()


def several_one(scene: Any) -> None:
    """One account."""
    several_none(scene)
    scene.presenter.look_up_account("3600000000001")


def several(scene: Any) -> None:
    """Twelve accounts with their imported bills."""
    serve(scene, "A01")
    presenter = scene.presenter
    presenter.open_charges()
    for n in range(1, 13):
        presenter.look_up_account(f"36000000{n:05d}")


def several_taken(scene: Any) -> None:
    """Their sum in the money pane."""
    several(scene)
    scene.presenter.take_accounts()


def several_wrong(scene: Any) -> None:
    """An account that cannot be one."""
    several(scene)
    scene.presenter.add_account("123", "", 100)


def billed(scene: Any) -> None:
    """Two imported bills of one account fill the pane."""
    serve(scene, "A01")
    scene.presenter.set_account(ACCOUNT)
    scene.presenter.check_account()


def fees(scene: Any) -> None:
    """Business fees from the list."""
    serve(scene, "A05")
    scene.presenter.open_charges()
    scene.presenter.add_fee("F01", "")
    scene.presenter.add_fee("F02", "2")


def fee_pane(scene: Any) -> None:
    """A05 offers the sheet and the fees."""
    serve(scene, "A05")


def deposit(scene: Any) -> None:
    """The deposit of a meter test."""
    scene.day.issue("B28")
    serve_business(scene)
    scene.presenter.open_charges()


def serve_business(scene: Any) -> None:
    """The same window as if it took business too."""
    serve(scene, "A01")
    scene.presenter.add_item("B28")
    position = scene.presenter.facts.items[-1].position
    scene.presenter.switch_item(position)


def refund(scene: Any) -> None:
    """A refund of an earlier payment, with one refund before."""
    pay(scene, "A01")
    presenter = scene.presenter
    presenter.needs_approval = lambda sentence, then: then("0906")
    presenter.open_vouchers()
    presenter.open_refund()
    for name, value in (("amount_fen", 1000), ("method", "CASH"), ("reason", "R1")):
        presenter.type_refund(name, value)
    presenter.ask_refund()
    presenter.type_refund("method", "TRANSFER")
    presenter.type_refund("reason", "R9")


def refund_lines(scene: Any) -> None:
    """Three accounts of twelve on one voucher go back, one of them was there before."""
    several_taken(scene)
    presenter = scene.presenter
    presenter.needs_approval = lambda sentence, then: then("0906")
    presenter.set_received(200_000)
    presenter.take_payment()
    presenter.pay(finish=False)
    presenter.open_vouchers()
    presenter.open_refund()
    presenter.choose_refund_line("3")
    presenter.type_refund("method", "CASH")
    presenter.type_refund("reason", "R1")
    presenter.ask_refund()
    for line in ("2", "4"):
        presenter.choose_refund_line(line)


def refund_whose(scene: Any) -> None:
    """A part of it, and nobody knows whose."""
    refund_lines(scene)
    for line in ("2", "4"):
        scene.presenter.choose_refund_line(line)
    for name, value in (("amount_fen", 5_000), ("method", "CASH"), ("reason", "R1")):
        scene.presenter.type_refund(name, value)
    scene.presenter.ask_refund()


def refund_wrong(scene: Any) -> None:
    """The number of no voucher."""
    pay(scene, "A01")
    scene.presenter.open_refund()
    scene.presenter.find_refund("SJ-999999")


def pay(scene: Any, service: str) -> None:
    """One payment in cash."""
    serve(scene, service)
    presenter = scene.presenter
    presenter.set_account(ACCOUNT)
    presenter.set_customer("苏示")
    presenter.set_due(8640)
    presenter.set_received(10_000)
    presenter.take_payment()
    presenter.pay(finish=False)


def reconnect(scene: Any) -> None:
    """A reconnection beyond its 24 hours."""
    pay(scene, "A06")
    scene.clock.advance(24 * 3600 + 61)
    scene.presenter.refresh()
    key = next(k.key for k in scene.presenter.build().tasks.lines if "reconnect" in k.key)
    scene.presenter.open_matter(key)


def tested(scene: Any) -> None:
    """The outcome of a meter test: 超差."""
    serve_business(scene)
    presenter = scene.presenter
    presenter.open_charges()
    presenter.take_deposit(ACCOUNT, "苏示", "13800000000", "D-1234")
    presenter.set_received(2500)
    presenter.say_received()
    presenter.pay(finish=False)
    key = next(k.key for k in presenter.build().tasks.lines if "test" in k.key)
    presenter.open_matter(key)
    presenter.type_matter("outcome", "fail")
    presenter.type_matter("report_no", "J-88")
    presenter.type_matter("method", "TRANSFER")


CHARGES: dict[str, Callable[[Any], None]] = {
    "charge-mixed": mixed,
    "charge-cheque": cheque,
    "charge-splitting": splitting,
    "charge-most-due": most_due,
    "charge-most-change": most_change,
    "charge-slip": slip_of_the_hand,
    "charge-several-none": several_none,
    "charge-several-one": several_one,
    "charge-several": several,
    "charge-several-taken": several_taken,
    "charge-several-wrong": several_wrong,
    "charge-billed": billed,
    "charge-fees": fees,
    "charge-fee-pane": fee_pane,
    "charge-deposit": deposit,
    "charge-refund": refund,
    "charge-refund-wrong": refund_wrong,
    "charge-refund-lines": refund_lines,
    "charge-refund-whose": refund_whose,
    "charge-reconnect": reconnect,
    "charge-test": tested,
}
