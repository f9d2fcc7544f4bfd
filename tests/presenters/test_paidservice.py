"""The paid-service page without a screen: gate, items, signature, payment, void, copy."""

from datetime import date
from typing import Any

import pytest

from hall_desk.domain.paidservice import LineKind, Sheet, SheetState
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.paidservice import PaidServicePresenter
from hall_desk.presenters.paidservice_state import PaidServiceState, PaymentWanted
from hall_desk.store import schema
from hall_desk.store.transaction import Tx
from hall_desk.usecases import paidservice, payments
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day

ITEMS = [
    ("L02", "2"),
    ("L04", "3"),
    ("L06", "12.5"),
    ("M01", "2"),
    ("M04", "26.4"),
    ("M07", "12.5"),
    ("M08", "3"),
]


class Page:
    """A presenter with its last state, as a window would see it."""

    def __init__(self, hall: Hall, **kwargs: Any):
        self.printed: list[tuple[str, int]] = []
        self.wanted: list[PaymentWanted] = []
        self.states: list[PaidServiceState] = []
        self.left = 0
        desk = Desk(hall=hall, runner=SyncRunner())
        self.presenter = PaidServicePresenter(
            desk,
            "1030",
            WindowNo(8),
            print_paper=lambda kind, number: self.printed.append((kind, number)),
            **kwargs,
        )
        self.presenter.show = self.states.append
        self.presenter.wants_payment = self.wanted.append
        self.presenter.closed = self._leave
        self.presenter.refresh()

    def _leave(self) -> None:
        self.left += 1

    @property
    def now(self) -> PaidServiceState:
        return self.states[-1]

    def through_the_gate(self) -> "Page":
        for field, value in (
            ("ownership", "customer"),
            ("customer_name", "苏合"),
            ("phone", "13800000000"),
            ("address", "柳溪路 6 号 2 单元"),
            ("told", True),
        ):
            self.presenter.set_gate(field, value)
        self.presenter.draft_sheet()
        return self

    def fill(self) -> "Page":
        for code, quantity in ITEMS:
            self.presenter.add(code)
            self.presenter.set_quantity(code, quantity)
            self.presenter.commit_quantity(code)
        return self

    def kept(self, hall: Hall) -> Sheet:
        number = self.presenter.sheet_id
        return hall.ask(lambda reading: reading.get(Sheet, id=number))


@pytest.fixture
def page(hall: Hall, day: Day) -> Page:
    day.issue("E02")
    return Page(hall, ticket=day.serve(8))


@pytest.mark.rule("23")
@pytest.mark.parametrize("ownership", ["utility", "undetermined"])
def test_only_the_customers_own_facility_opens_a_sheet(page: Page, ownership: str) -> None:
    page.presenter.set_gate("ownership", ownership)
    assert "第二十三条" in page.now.gate_refusal
    assert page.now.main.why == page.now.gate_refusal
    page.presenter.set_gate("told", True)
    page.presenter.draft_sheet()
    assert page.now.step == "gate"
    assert page.now.message.field == "ownership"


@pytest.mark.rule("25")
def test_the_customer_is_told_that_it_costs_before_the_sheet(page: Page) -> None:
    page.presenter.draft_sheet()
    assert page.now.message.field == "ownership"
    page.presenter.set_gate("ownership", "customer")
    page.presenter.set_gate("customer_name", "苏合")
    page.presenter.draft_sheet()
    assert page.now.message.field == "informed"
    page.presenter.set_gate("told", True)
    assert page.now.message.text == ""
    page.presenter.draft_sheet()
    assert page.now.message.field == "phone"
    assert page.now.gate.customer_name == "苏合"


@pytest.mark.rule("25")
def test_labour_and_material_stand_apart_with_the_sum_in_words(page: Page) -> None:
    page.through_the_gate().fill()
    labour, material = page.now.sections
    assert (labour.subtotal, material.subtotal) == ("135.00", "199.40")
    assert page.now.total == "334.40"
    assert page.now.words == "人民币叁佰叁拾肆元肆角整"
    assert page.now.customer[0] == ("户名", "苏*")


@pytest.mark.rule("5(4)")
def test_a_price_can_never_be_typed_and_nothing_is_rounded_up(page: Page, hall: Hall) -> None:
    page.through_the_gate()
    page.presenter.add("M04")
    page.presenter.set_quantity("M04", "1.2")
    assert page.now.sections[1].lines[0].amount == "4.20"
    assert not any("price" in name for name in dir(page.presenter))
    page.presenter.add("移表费")
    assert len(page.now.sections[0].lines) == 0
    page.presenter.commit_quantity("M04")
    assert page.kept(hall).total_fen == 420


def test_the_same_item_stays_one_line(page: Page) -> None:
    page.through_the_gate()
    page.presenter.add("M04")
    page.presenter.add("M04")
    assert len(page.now.sections[1].lines) == 1


@pytest.mark.parametrize(("typed", "words"), [("1.5", "整数"), ("x", "数字"), ("0", "大于 0")])
def test_a_wrong_quantity_is_told_in_its_line_and_stops_the_signature(
    page: Page, hall: Hall, typed: str, words: str
) -> None:
    page.through_the_gate()
    page.presenter.add("M01")
    page.presenter.set_quantity("M01", typed)
    line = page.now.sections[1].lines[0]
    assert words in line.error
    assert line.quantity == typed
    page.presenter.confirm_signature()
    assert page.now.message.field == "M01"
    assert page.kept(hall).state is SheetState.DRAFT


def test_an_emptied_line_goes(page: Page, hall: Hall) -> None:
    page.through_the_gate().fill()
    page.presenter.set_quantity("L02", "")
    page.presenter.commit_quantity("L02")
    assert [line.code for line in page.now.sections[0].lines] == ["L04", "L06"]
    assert len(page.kept(hall).lines) == 6


@pytest.mark.rule("25")
def test_payment_is_refused_before_the_signature(page: Page, hall: Hall) -> None:
    page.through_the_gate().fill()
    assert page.now.pay_why == "客户签字确认后才能收款。"
    page.presenter.take_payment()
    assert page.wanted == []
    assert page.now.message.is_error
    page.presenter.confirm_signature()
    assert page.now.main.name == "take_payment"
    page.presenter.main()
    [wanted] = page.wanted
    assert (wanted.due_fen, wanted.purpose) == (33440, "客户内部故障（有偿）")
    assert page.kept(hall).state is SheetState.SIGNED


@pytest.mark.rule("25")
def test_a_paid_sheet_shows_its_voucher_stage(page: Page, hall: Hall, day: Day) -> None:
    page.through_the_gate().fill()
    page.presenter.confirm_signature()
    day.count_float(8)
    now = day.clock.now()
    takings = payments.Takings(
        due_fen=33440,
        received_fen=33440,
        method="CASH",
        spoken_received_at=now,
        spoken_change_at=now,
    )
    day.do(
        payments.take_payment,
        "1030",
        window=8,
        takings=takings,
        purpose="有偿服务",
        sheet_id=page.presenter.sheet_id,
    )
    page.presenter.refresh()
    assert page.now.step == "paid"
    assert page.now.stage == 4
    assert page.now.main.name == "go_back"


def test_what_is_typed_is_kept_before_it_is_printed(page: Page, hall: Hall) -> None:
    page.through_the_gate()
    page.presenter.print_sheet()
    assert page.printed == []
    page.presenter.add("L02")
    page.presenter.set_quantity("L02", "4")
    page.presenter.print_sheet()
    assert page.printed == [("confirmation", page.presenter.sheet_id)]
    assert page.kept(hall).total_fen == 6000


@pytest.mark.rule("24")
def test_a_signed_sheet_keeps_the_price_of_its_day(page: Page, hall: Hall) -> None:
    page.through_the_gate()
    page.presenter.add("L02")
    page.presenter.confirm_signature()

    def _dearer(tx: Tx) -> None:
        table = schema.price
        tx.conn.execute(table.update().where(table.c.code == "L02").values(unit_price_fen=9900))

    hall.do(_dearer, MANAGER)
    page.presenter.refresh()
    assert page.now.sections[0].lines[0].price == "15.00"
    assert page.now.total == "15.00"


@pytest.mark.rule("24")
def test_every_line_carries_its_approval_document(page: Page, hall: Hall) -> None:
    page.through_the_gate().fill()
    assert all(line.approval_doc for line in page.kept(hall).lines)
    assert "样价文" in page.now.price_list
    assert all(price.approval_doc for price in hall.ask(paidservice.price_list))


@pytest.mark.rule("24")
def test_the_document_shown_is_that_of_the_lines_not_of_the_newest_price(
    page: Page, hall: Hall
) -> None:
    hall.do(
        paidservice.add_price_item,
        MANAGER,
        code="T01",
        name="单相电能表检定",
        kind=LineKind.LABOUR,
        unit="只",
        unit_price_fen=2500,
        quantity_decimals=0,
        approval_doc="另一份文件",
        valid_from=date(2026, 3, 12),
    )
    page.through_the_gate().fill()
    assert "样价文" in page.now.price_list
    assert "另一份文件" not in page.now.price_list
    page.presenter.add("T01")
    assert page.now.price_list.startswith("2026-03-12 起 · 另一份文件；另有 1 份文件")


def test_a_void_sheet_is_kept_with_its_reason(page: Page, hall: Hall) -> None:
    page.through_the_gate().fill()
    page.presenter.void_sheet("  ")
    assert page.now.message.field == "reason"
    page.presenter.void_sheet("客户改期")
    assert page.now.step == "void"
    assert page.kept(hall).void_reason == "客户改期"
    assert page.now.void_why.endswith("不能作废。")
    again = Page(hall, ticket=page.presenter.ticket)
    assert again.now.step == "gate"


def test_an_old_sheet_is_copied_at_todays_prices(page: Page, hall: Hall) -> None:
    page.through_the_gate().fill()
    old = page.kept(hall)
    page.presenter.void_sheet("重拟")
    again = Page(hall, ticket=page.presenter.ticket).through_the_gate()
    [offered] = again.now.old_sheets
    assert (offered.code, offered.total) == (old.code, "334.40")
    assert "苏*" in offered.words
    again.presenter.copy_sheet(old.id)
    assert again.now.total == "334.40"
    assert again.kept(hall).code != old.code


def test_the_sheet_of_the_visit_is_opened_again(page: Page, hall: Hall) -> None:
    page.through_the_gate().fill()
    page.presenter.set_quantity("L02", "3")
    page.presenter.leave()
    assert page.left == 1
    again = Page(hall, ticket=page.presenter.ticket)
    assert again.now.step == "draft"
    assert again.now.total == "349.40"
