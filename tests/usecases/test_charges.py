"""Charges at the counter: many accounts in one go, prepayments, fees, bills of the import."""

from dataclasses import replace

import pytest

from hall_desk.domain.bills import read_bills
from hall_desk.domain.charges import AccountDue, Asked, FeeWanted
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import LineKind
from hall_desk.domain.payments import Charge, Payment
from hall_desk.usecases import bills, invoices, moneyrules, paidservice, papers, payments
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.usecases.money import THREE, give_back, handed, item_of, pay

TWELVE = tuple(
    AccountDue(account_no=f"36000000{n:05d}", amount_fen=8000 + n, customer_name="青禾物业")
    for n in range(1, 13)
)


def several(accounts: tuple[AccountDue, ...] = TWELVE) -> Asked:
    return Asked(accounts=accounts)


def allow_fees(day: Day, *codes: str) -> None:
    rules = day.ask(moneyrules.money_rules)
    day.do(moneyrules.change_money_rules, rules=replace(rules, fees=codes))


def test_twelve_accounts_are_one_voucher_with_twelve_lines_and_one_change(
    hall: Hall, day: Day
) -> None:
    day.count_float()
    day.issue("A01")
    ticket = day.serve()
    due = sum(account.amount_fen for account in TWELVE)
    takings = replace(handed(day.clock, due), received_fen=100_000, parts=(), method="CASH")
    payment: Payment = day.do(
        payments.take_payment, "1032", window=THREE, takings=takings, purpose="居民电费缴纳",
        ticket_id=ticket.id, item_id=item_of(day, ticket).id, asked=several(),
    )  # fmt: skip
    assert (payment.due_fen, payment.change_fen) == (due, 100_000 - due)
    assert [line.amount_fen for line in payment.lines] == [a.amount_fen for a in TWELVE]
    paper = hall.ask(papers.voucher_of, payment.id)
    assert len(paper.lines) == 12
    assert paper.account == "共 12 户，见下"
    assert "3600 **** 0001" in paper.lines[0].name
    item = item_of(day, ticket)
    assert (item.quantity, item.limit_s) == (12, 3600)


def test_every_account_has_a_number_an_amount_and_stands_once(day: Day) -> None:
    day.count_float()
    first = TWELVE[0]
    for wrong, field in (
        (replace(first, account_no=""), "account_no"),
        (replace(first, account_no="123456789012"), "account_no"),
        (replace(first, amount_fen=0), "due"),
        (first, "account_no"),
    ):
        accounts = (first, wrong)
        due = sum(account.amount_fen for account in accounts)
        with pytest.raises(RuleBroken) as refusal:
            pay(day, due, asked=several(accounts))
        assert refusal.value.field == field
    with pytest.raises(RuleBroken, match="与各项合计不符"):
        pay(day, 1, asked=several((first,)))


def test_money_in_advance_has_its_own_series_and_no_invoice_before_the_settlement(
    hall: Hall, day: Day
) -> None:
    day.count_float()
    day.issue("A03")
    ticket = day.serve()
    bill = pay(day, 8640)
    ahead = pay(day, 20_000, ticket=ticket, account="3600000000127")
    assert (bill.voucher_code, ahead.voucher_code) == ("SJ-000001", "YS-000001")
    assert ahead.kind is Charge.PREPAYMENT
    paper = hall.ask(papers.voucher_of, ahead.id)
    assert (paper.kind.value, paper.invoice_state) == ("预收凭证", "电费结算后开具")
    with pytest.raises(RuleBroken, match="结算时才开数电票"):
        day.do(invoices.record_invoice, "1032", payment_id=ahead.id, number="25362000000012345678")


def test_money_in_advance_pays_no_bill_before_the_settlement(day: Day) -> None:
    day.count_float()
    day.issue("A03")
    ticket = day.serve()
    billed = replace(TWELVE[0], bill_id=7)
    with pytest.raises(RuleBroken, match="预收款不销账单") as refusal:
        pay(day, billed.amount_fen, ticket=ticket, asked=several((billed,)))
    assert refusal.value.field == "account_no"


@pytest.mark.rule("5(4)")
def test_a_fee_comes_from_the_price_list_and_has_no_price_to_type(hall: Hall, day: Day) -> None:
    day.count_float()
    fee = Asked(kind=Charge.FEE, fees=(FeeWanted(code="L08", quantity_milli=1500),))
    with pytest.raises(RuleBroken, match="不在本厅的窗口收费项目里"):
        pay(day, 1, asked=fee, purpose="业务费用")
    allow_fees(day, "L08")
    with pytest.raises(RuleBroken, match="与各项合计不符"):
        pay(day, 1, asked=fee, purpose="业务费用")
    price = next(p for p in day.ask(paidservice.price_list) if p.code == "L08")
    due = price.unit_price_fen * 1500 // 1000
    payment = pay(day, due, asked=fee, purpose="业务费用")
    (line,) = hall.ask(papers.voucher_of, payment.id).lines
    assert (line.group.value, line.code, line.unit_price_fen, line.quantity_thousandths) == (
        "业务费", "L08", price.unit_price_fen, 1500,
    )  # fmt: skip
    assert line.approval_doc == price.approval_doc
    assert payment.lines[0].unit_price_fen == price.unit_price_fen
    assert set(FeeWanted.__dataclass_fields__) == {"code", "quantity_milli"}


@pytest.mark.rule("5(4)")
@pytest.mark.parametrize("door", ["purpose", "fee", "accounts"])
def test_an_abolished_charge_is_refused_at_every_door(day: Day, door: str) -> None:
    day.count_float()
    if door == "purpose":
        with pytest.raises(RuleBroken, match="移表费"):
            pay(day, 5000, purpose="移 表费")
    elif door == "accounts":
        with pytest.raises(RuleBroken, match="手续费"):
            pay(day, 8001, asked=several(TWELVE[:1]), purpose="电费及手续费")
    else:
        blocked_later(day)
        fee = Asked(kind=Charge.FEE, fees=(FeeWanted(code="L90"),))
        with pytest.raises(RuleBroken, match="加急"):
            pay(day, 5000, asked=fee, purpose="业务费用")


def blocked_later(day: Day) -> None:
    """A fee that came into the list under a name that is blocked since."""
    from datetime import date

    from hall_desk.domain.hall import Setting

    day.do(
        paidservice.add_price_item,
        code="L90", name="加急办理", kind=LineKind.LABOUR, unit="次", unit_price_fen=5000,
        quantity_decimals=0, approval_doc="x", valid_from=date(2026, 1, 1),
    )  # fmt: skip
    allow_fees(day, "L90")

    def _block(tx: object) -> object:
        old = tx.get(Setting, name="blocked_fees")  # type: ignore[attr-defined]
        names = Setting(name="blocked_fees", value=[*old.value, "加急办理"])
        return tx.change(old, names, "change_setting", guard="name")  # type: ignore[attr-defined]

    day.do(_block)


def test_a_paid_service_never_slips_through_as_a_fee(day: Day) -> None:
    day.count_float()
    fee = Asked(kind=Charge.FEE, fees=(FeeWanted(code="L02"),))
    with pytest.raises(RuleBroken, match="请开逐项确认单"):
        pay(day, 1500, asked=fee, purpose="业务费用")


def imported(day: Day, *rows: tuple[str, str, str, str]) -> None:
    table = [("户号", "户名", "账期", "应收金额（元）"), *rows]
    day.do(bills.import_bills, rows=read_bills(table), source="电费202602.csv")


def test_an_imported_bill_is_paid_once_and_open_again_after_a_void(day: Day) -> None:
    day.count_float()
    imported(day, ("3600000000127", "苏示", "2026-02", "86.40"))
    (bill,) = day.ask(bills.open_bills, "3600000000127")
    account = AccountDue(account_no=bill.account_no, amount_fen=8640, bill_id=bill.id)
    with pytest.raises(RuleBroken, match="与导入的账单不符"):
        pay(day, 9000, asked=several((replace(account, amount_fen=9000),)))
    payment = pay(day, 8640, asked=several((account,)))
    assert day.ask(bills.open_bills, "3600000000127") == []
    with pytest.raises(RuleBroken, match="已缴或已更新"):
        pay(day, 8640, asked=several((account,)))
    day.do(
        payments.void_payment, "1032", payment_id=payment.id, reason_code="V1", approved_by=MANAGER
    )
    assert [b.id for b in day.ask(bills.open_bills, "3600000000127")] == [bill.id]
    again = pay(day, 8640, asked=several((account,)))
    assert again.voucher_code == "SJ-000002"
    give_back(day, again, 8640)
    assert [b.id for b in day.ask(bills.open_bills, "3600000000127")] == [bill.id]


def test_a_list_is_taken_whole_or_not_at_all(day: Day) -> None:
    with pytest.raises(RuleBroken, match="第 3 行：金额") as refusal:
        imported(
            day,
            ("3600000000127", "苏示", "2026-02", "86.40"),
            ("3600000000135", "林示", "2026-02", "八十"),
        )
    assert refusal.value.field == "file"
    assert day.ask(bills.sources) == []


def test_a_newer_list_replaces_unpaid_bills_and_refuses_paid_ones(day: Day) -> None:
    day.count_float()
    first = ("3600000000127", "苏示", "2026-02", "86.40")
    second = ("3600000000135", "林示", "2026-02", "20")
    imported(day, first, second)
    imported(day, first, second)
    assert [(s.bills, s.open) for s in day.ask(bills.sources)] == [(2, 2)]
    imported(day, first, ("3600000000135", "林示", "2026-02", "25"))
    (newer,) = day.ask(bills.open_bills, "3600000000135")
    assert newer.amount_fen == 2500
    due = AccountDue(account_no=newer.account_no, amount_fen=2500, bill_id=newer.id)
    pay(day, 2500, asked=several((due,)))
    with pytest.raises(RuleBroken, match="第 2 行：户号 3600000000135 2026-02 已在本厅缴费"):
        imported(day, second)


def test_a_clerk_imports_no_bills(day: Day) -> None:
    table = [("户号", "账期", "金额"), ("3600000000127", "2026-02", "86.40")]
    with pytest.raises(RuleBroken):
        day.do(bills.import_bills, "1032", rows=read_bills(table), source="x.csv")
