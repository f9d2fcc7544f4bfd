"""Paid service and payments: locked prices, signature, spoken amounts, gapless vouchers."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import LineKind, Ownership, Sheet
from hall_desk.domain.payments import Payment
from hall_desk.domain.tickets import WindowNo
from hall_desk.usecases import paidservice, papers, payments
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.paidservice import Wanted
from hall_desk.usecases.payments import Takings
from tests.conftest import MANAGER, Day

EIGHT = WindowNo(8)


def draft(day: Day, ownership: Ownership = Ownership.CUSTOMER) -> Sheet:
    sheet: Sheet = day.do(
        paidservice.draft_sheet,
        "1030",
        window=EIGHT,
        ownership=ownership,
        boundary="表箱出线端子以内",
        customer_name="苏示",
        phone="13800000000",
        address="柳溪路6号",
    )
    return sheet


def signed(day: Day, *wanted: tuple[str, int]) -> Sheet:
    sheet = draft(day)
    lines = tuple(Wanted(code=code, quantity_milli=milli) for code, milli in wanted)
    day.do(paidservice.set_lines, "1030", sheet_id=sheet.id, wanted=lines)
    done: Sheet = day.do(paidservice.confirm_signature, "1030", sheet_id=sheet.id)
    return done


def cash(clock: FakeClock, due: int, received: int) -> Takings:
    return Takings(
        due_fen=due,
        received_fen=received,
        method="CASH",
        spoken_received_at=clock.now(),
        spoken_change_at=clock.now(),
    )


def pay(day: Day, takings: Takings, sheet: Sheet | None = None) -> Payment:
    payment: Payment = day.do(
        payments.take_payment,
        "1030",
        window=EIGHT,
        takings=takings,
        purpose="居民电费缴纳" if sheet is None else "客户内部故障（有偿）",
        customer_name="苏示",
        sheet_id=sheet.id if sheet else None,
    )
    return payment


@pytest.mark.rule("23", "5(3)")
@pytest.mark.parametrize("ownership", [Ownership.UTILITY, Ownership.UNDETERMINED])
def test_only_the_customers_own_facility_is_quoted(day: Day, ownership: Ownership) -> None:
    with pytest.raises(RuleBroken) as refusal:
        draft(day, ownership)
    assert refusal.value.article == "23"


@pytest.mark.rule("5(4)")
def test_a_line_is_price_times_quantity_to_the_fen_and_has_no_price_to_type(day: Day) -> None:
    sheet = draft(day)
    priced = day.do(
        paidservice.set_lines,
        "1030",
        sheet_id=sheet.id,
        wanted=(Wanted(code="M04", quantity_milli=1200),),
    )
    assert priced.total_fen == 420
    assert set(Wanted.__dataclass_fields__) == {"code", "quantity_milli"}


@pytest.mark.rule("5(4)")
def test_an_abolished_charge_cannot_enter_the_price_list(day: Day) -> None:
    with pytest.raises(RuleBroken, match="移表费"):
        day.do(
            paidservice.add_price_item,
            code="L90",
            name="移 表费（人工）",
            kind=LineKind.LABOUR,
            unit="次",
            unit_price_fen=5000,
            quantity_decimals=0,
            approval_doc="x",
            valid_from=date(2026, 1, 1),
        )


@pytest.mark.rule("24")
def test_a_later_price_changes_neither_old_papers_nor_quotes_of_before(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    sheet = signed(day, ("L02", 2000))
    day.count_float(8)
    payment = pay(day, cash(clock, 3000, 3000), sheet)
    before = hall.ask(papers.voucher_of, payment.id)
    day.do(
        paidservice.add_price_item,
        code="L02",
        name="更换微型断路器（人工）",
        kind=LineKind.LABOUR,
        unit="只",
        unit_price_fen=9900,
        quantity_decimals=0,
        approval_doc="样价文〔2026〕9号（虚构）",
        valid_from=date(2026, 3, 13),
    )
    assert hall.ask(papers.voucher_of, payment.id) == before
    assert signed(day, ("L02", 1000)).total_fen == 1500
    clock.advance(86_400)
    assert signed(day, ("L02", 1000)).total_fen == 9900


@pytest.mark.rule("25")
def test_payment_is_refused_before_the_signature(day: Day, clock: FakeClock) -> None:
    day.count_float(8)
    sheet = draft(day)
    with pytest.raises(RuleBroken, match="还没有收费项目"):
        day.do(paidservice.confirm_signature, "1030", sheet_id=sheet.id)
    lines = (Wanted(code="L02", quantity_milli=2000), Wanted(code="M01", quantity_milli=2000))
    day.do(paidservice.set_lines, "1030", sheet_id=sheet.id, wanted=lines)
    with pytest.raises(RuleBroken, match="签字确认后才能收款"):
        pay(day, cash(clock, 6600, 10_000), sheet)
    done = day.do(paidservice.confirm_signature, "1030", sheet_id=sheet.id)
    assert pay(day, cash(clock, 6600, 10_000), done).change_fen == 3400
    with pytest.raises(RuleBroken, match="已收款"):
        pay(day, cash(clock, 6600, 10_000), done)


@pytest.mark.rule("25")
def test_a_signed_sheet_is_never_changed(day: Day) -> None:
    sheet = signed(day, ("L02", 1000))
    with pytest.raises(RuleBroken, match="不能再改项目"):
        day.do(paidservice.set_lines, "1030", sheet_id=sheet.id, wanted=())


@pytest.mark.rule("25")
def test_labour_and_material_stand_apart_and_the_voucher_names_its_sheet(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    sheet = signed(day, ("M01", 2000), ("L02", 2000))
    day.count_float(8)
    paper = hall.ask(papers.voucher_of, pay(day, cash(clock, 6600, 6600), sheet).id)
    assert [line.group.value for line in paper.lines] == ["人工", "材料"]
    assert paper.confirmation_number == sheet.code
    assert "样价文" in paper.price_basis
    assert len(paper.check_code) == 8
    assert (paper.customer, paper.customer_phone) == ("苏*", "138****0000")


def test_quantities_keep_the_decimals_of_the_price_list(day: Day) -> None:
    sheet = draft(day)
    for code, milli in (("L02", 1500), ("M04", 1250), ("M04", 0), ("M04", -100)):
        wanted = (Wanted(code=code, quantity_milli=milli),)
        with pytest.raises(RuleBroken) as refusal:
            day.do(paidservice.set_lines, "1030", sheet_id=sheet.id, wanted=wanted)
        assert refusal.value.field == "quantity"


@pytest.mark.rule("6(5)")
def test_due_received_and_change(day: Day, clock: FakeClock) -> None:
    day.count_float(8)
    payment = pay(day, cash(clock, 8640, 10_000))
    assert payment.change_fen == 1360
    with pytest.raises(RuleBroken, match=r"实收少了 0\.40 元"):
        pay(day, cash(clock, 8640, 8600))


@pytest.mark.rule("6(5)")
@pytest.mark.parametrize("missing", ["spoken_received_at", "spoken_change_at"])
def test_no_voucher_before_both_amounts_were_spoken(
    day: Day, clock: FakeClock, missing: str
) -> None:
    day.count_float(8)
    unspoken: dict[str, Any] = {missing: None}
    with pytest.raises(RuleBroken) as refusal:
        pay(day, replace(cash(clock, 8640, 10_000), **unspoken))
    assert refusal.value.article == "6(5)"


@pytest.mark.rule("11(1)")
def test_cash_is_refused_until_the_float_is_counted(day: Day, clock: FakeClock) -> None:
    with pytest.raises(RuleBroken, match="先清点备用金"):
        pay(day, cash(clock, 8640, 10_000))
    day.count_float(8)
    assert pay(day, cash(clock, 8640, 10_000)).voucher_code == "SJ-000001"


def test_a_card_gives_no_change(day: Day, clock: FakeClock) -> None:
    with pytest.raises(RuleBroken, match="与应收一致"):
        pay(day, replace(cash(clock, 8640, 10_000), method="POS"))
    with pytest.raises(RuleBroken, match="请选收款方式"):
        pay(day, replace(cash(clock, 8640, 8640), method="金条"))


def test_a_voided_voucher_keeps_its_number_and_needs_a_second_person(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    sheet = signed(day, ("L02", 1000))
    day.count_float(8)
    payment = pay(day, cash(clock, 1500, 2000), sheet)
    for approver in ("1030", "1032"):
        with pytest.raises(RuleBroken) as refusal:
            day.do(
                payments.void_payment,
                "1030",
                payment_id=payment.id,
                reason_code="V1",
                approved_by=approver,
            )
        assert refusal.value.field == "approver"
    day.do(
        payments.void_payment,
        "1030",
        payment_id=payment.id,
        reason_code="V1",
        approved_by=MANAGER,
    )
    paper = hall.ask(papers.voucher_of, payment.id)
    assert paper.void is not None
    assert paper.void.reason == "金额错误"
    assert pay(day, cash(clock, 1500, 2000), sheet).voucher_code == "SJ-000002"


def test_a_reprint_keeps_the_number_and_counts(hall: Hall, day: Day, clock: FakeClock) -> None:
    day.count_float(8)
    payment = pay(day, cash(clock, 1500, 2000))
    for n in (1, 2):
        day.do(payments.note_reprint, "1030", payment_id=payment.id)
        paper = hall.ask(papers.voucher_of, payment.id)
        assert (paper.reprint, paper.number) == (n, "SJ-000001")


def test_a_void_sheet_is_kept_and_an_old_one_is_copied_at_todays_prices(day: Day) -> None:
    old = signed(day, ("L02", 3000))
    fresh = draft(day)
    assert day.do(paidservice.copy_sheet, "1030", sheet_id=fresh.id, from_id=old.id).lines
    void = day.do(paidservice.void_sheet, "1030", sheet_id=fresh.id, reason="客户取消")
    assert (void.state, void.void_reason) == ("void", "客户取消")
