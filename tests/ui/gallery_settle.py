"""Scenes of settled prepayments for the counter's gallery."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from hall_desk.domain.payments import Payment
from hall_desk.store import schema
from tests.ui.gallery_charges import ACCOUNT, pay, serve


def prepaid(scene: Any, customer: str = "苏示") -> Payment:
    """Money in advance, in cash."""
    serve(scene, "A03")
    presenter = scene.presenter
    presenter.needs_approval = lambda sentence, then: then("0906")
    presenter.set_account(ACCOUNT)
    presenter.set_customer(customer)
    presenter.set_due(200_000)
    presenter.set_received(200_000)
    presenter.take_payment()
    presenter.pay(finish=False)
    payment: Payment = presenter.facts.today.vouchers[0]
    return payment


def record(scene: Any, fen: int, period: str, words: str = "") -> None:
    """One settlement through the panel."""
    presenter = scene.presenter
    for name, value in (("amount_fen", fen), ("period", period), ("words", words)):
        presenter.type_settle(name, value)
    presenter.ask_settle()


def invoice(scene: Any, number: str) -> None:
    """The newest settlement's invoice."""
    presenter = scene.presenter
    presenter.open_vouchers()
    presenter.choose_voucher(-presenter.settlements_listed()[0].id)
    presenter.open_invoice()
    presenter.set_invoice_no(number)
    presenter.record_invoice()


def void(scene: Any, at: int, **typed: str) -> None:
    """A settlement of the list is to be voided."""
    presenter = scene.presenter
    presenter.choose_settlement(presenter.settle_view().settled[at][0])
    for name, value in typed.items():
        presenter.type_settle(name, value)


def settle_new(scene: Any) -> None:
    """Nothing settled yet."""
    prepaid(scene)
    scene.presenter.open_vouchers()
    scene.presenter.open_settle()


def settle(scene: Any) -> None:
    """Three months settled, one of them wrongly; a part went back."""
    prepaid(scene, "青禾县示例开发区第二标准厂房物业服务有限公司")
    presenter = scene.presenter
    presenter.open_vouchers()
    presenter.open_settle()
    record(scene, 8_640, "2025-12")
    record(scene, 1_128_64, "2026-01", "合表户 3600000000135，含公共照明和电梯")
    void(scene, 0, reason="账期录错，应为 2026-01")
    presenter.ask_settle()
    presenter.open_refund()
    for name, value in (("amount_fen", 10_000), ("method", "CASH"), ("reason", "R4")):
        presenter.type_refund(name, value)
    presenter.find_refund("YS-000001")
    for name, value in (("amount_fen", 10_000), ("method", "CASH"), ("reason", "R4")):
        presenter.type_refund(name, value)
    presenter.ask_refund()
    presenter.open_vouchers()
    presenter.choose_voucher(presenter.facts.today.vouchers[0].id)
    presenter.open_settle()
    record(scene, 92_15, "2026-02")
    presenter.type_settle("amount_fen", 86_40)
    presenter.type_settle("period", "2026-03")


def settle_wrong(scene: Any) -> None:
    """More than is left."""
    settle(scene)
    scene.presenter.type_settle("amount_fen", 999_999)
    scene.presenter.ask_settle()


def settle_empty(scene: Any) -> None:
    """No number typed yet."""
    prepaid(scene)
    scene.presenter.open_settle()


def settle_many(scene: Any) -> None:
    """Five hundred with something left, of all sizes; the third is chosen."""
    prepaid(scene)
    many(scene, 500)
    scene.presenter.open_settle()
    scene.window.right.settle.ahead.choose(2)


def settle_listless(scene: Any) -> None:
    """Everything settled: the list is empty."""
    serve(scene, "A03")
    scene.presenter.open_settle()


def many(scene: Any, count: int) -> None:
    """So many more prepayments of some days, some of them partly settled."""
    with scene.day.hall.store.write() as turn:
        table = schema.payment
        one = turn.conn.execute(select(table)).mappings().first()
        used = schema.settlement
        for n in range(2, count + 1):
            due = (20_000, 128_640, 1_234_567, 99_999_999)[n % 4]
            row = {
                **one, "id": 100_000 + n, "voucher_no": n, "due_fen": due, "received_fen": due,
                "customer_name": "青禾物业服务有限公司" if n % 3 else "苏示",
            }  # fmt: skip
            turn.conn.execute(table.insert().values(**row))
            if n % 4 == 2:
                turn.conn.execute(
                    used.insert().values(
                        hall_id=1, id=200_000 + n, business_date=one["business_date"],
                        settlement_no=1_000 + n, payment_id=row["id"], period="2026-01",
                        words="", amount_fen=due // 3, staff_no="1032", window_no=3,
                        settled_at=one["paid_at"], invoice="later",
                    )
                )  # fmt: skip


def settle_none(scene: Any) -> None:
    """A voucher that is no prepayment."""
    pay(scene, "A01")
    scene.presenter.open_settle()
    scene.presenter.find_prepayment("SJ-000001")


def settle_void(scene: Any) -> None:
    """An invoiced settlement is wrong: its red-letter invoice is asked for."""
    settle_new(scene)
    record(scene, 8_640, "2026-02")
    invoice(scene, "26362000000000000001")
    scene.presenter.choose_voucher(scene.presenter.facts.today.vouchers[0].id)
    scene.presenter.open_settle()
    void(scene, 0, reason="金额录错")
    scene.presenter.ask_settle()


def vouchers_ahead(scene: Any) -> None:
    """The list of today with a prepayment that is partly settled."""
    settle(scene)
    scene.presenter.open_vouchers()


def vouchers_big(scene: Any) -> None:
    """More of them than fit, for large sums."""
    settle(scene)
    presenter = scene.presenter
    for due in (128_640, 1_128_640, 99_999_999, 5_280, 864_000):
        presenter.set_due(due)
        presenter.set_received(due)
        presenter.take_payment()
        presenter.pay(finish=False)
    presenter.open_vouchers()


def vouchers_settled(scene: Any) -> None:
    """A settlement in the list, its invoice owed."""
    vouchers_ahead(scene)
    scene.presenter.choose_voucher(-scene.presenter.settlements_listed()[0].id)


def vouchers_settled_invoice(scene: Any) -> None:
    """Its number is being typed."""
    vouchers_settled(scene)
    scene.presenter.open_invoice()


SETTLING: dict[str, Callable[[Any], None]] = {
    "settle-new": settle_new,
    "settle": settle,
    "settle-wrong": settle_wrong,
    "settle-empty": settle_empty,
    "settle-many": settle_many,
    "settle-listless": settle_listless,
    "settle-none": settle_none,
    "settle-void": settle_void,
    "settle-list": vouchers_ahead,
    "vouchers-big": vouchers_big,
    "settle-chosen": vouchers_settled,
    "settle-invoice": vouchers_settled_invoice,
}
