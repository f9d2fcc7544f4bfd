"""The customer's side screen: what this customer may see, live, and nothing else."""

from dataclasses import replace
from typing import Any

import pytest

from hall_desk.domain.items import Item
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.ratings import GivenBy
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.counter_rating import RATE_S
from hall_desk.presenters.customer_screen import build_customer, customer_facts
from hall_desk.presenters.customer_state import AmountsView, CustomerState, Stage
from hall_desk.usecases import helping, ratings, suspending
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.presenters.test_counter import at_window, begin
from tests.presenters.test_paidservice import Page
from tests.usecases.test_paid_work import NAME
from tests.usecases.test_suspending import form as stop_form


class Side:
    """A counter and its side screen."""

    def __init__(self, day: Day):
        self.day = day
        day.count_float()
        self.counter = at_window(day)
        self.page: Page | None = None

    @property
    def now(self) -> CustomerState:
        """What the customer sees at this moment."""
        counter: CounterPresenter = self.counter
        sheet = self.page.now if self.page else None
        facts = customer_facts(counter.facts, counter.catalogue, sheet)
        return build_customer(counter.build(), facts)

    def texts(self) -> str:
        """Everything that can be read there."""
        return repr(self.now)


@pytest.fixture
def side(day: Day) -> Side:
    return Side(day)


def test_idle_it_shows_slogan_and_promise_and_the_staff_number(side: Side) -> None:
    idle = side.now
    assert (idle.stage, idle.title) == (Stage.IDLE, "欢迎光临")
    assert idle.sentence == "优质、方便、规范、真诚"
    assert idle.slogan == "收费每件 5 分钟、用电业务每件 20 分钟内办结"
    assert idle.place == "3号窗口 · 工号 1032"


def test_called_and_serving_show_the_own_number_and_items(day: Day, side: Side) -> None:
    day.issue("A01")
    side.counter.refresh()
    side.counter.call_next()
    assert (side.now.stage, side.now.code) == (Stage.CALLED, "A001")
    side.counter.start()
    side.counter.add_item("A04")
    shown = side.now
    assert (shown.stage, shown.code) == (Stage.SERVING, "A001")
    assert [(i.name, i.quantity, i.note) for i in shown.items] == [
        ("居民电费缴纳", "1 户", "限时 5 分钟"),
        ("电费发票开具/补开", "1 张", "限时 5 分钟"),
    ]
    assert shown.amounts == AmountsView()


@pytest.mark.rule("4(3)")
def test_a_telephone_customers_matter_is_not_shown_to_whoever_stands_there(
    day: Day, side: Side
) -> None:
    counter = side.counter
    counter.open_phone()
    counter.serve_directly("A03")
    counter.set_due(8640)
    shown = side.now
    assert (shown.title, shown.code, shown.items) == ("正在接听客户电话", "", ())
    assert shown.amounts == AmountsView()
    assert "预存" not in side.texts()
    counter.set_due(None)
    day.clock.advance(30)
    counter.finish()
    assert counter.build().rating.code, "the clerk may ask on the telephone"
    assert (side.now.stage, side.now.levels) == (Stage.IDLE, ())


def test_amounts_follow_what_is_typed_and_spoken(day: Day, side: Side) -> None:
    begin(side.counter, day)
    side.counter.set_due(8640)
    assert side.now.amounts == AmountsView(due="86.40")
    side.counter.set_received(5000)
    assert (side.now.amounts.received, side.now.amounts.change) == ("50.00", "")
    side.counter.set_received(10_000)
    side.counter.take_payment("CASH", said=False)
    assert side.now.amounts.spoken == "收您 100.00 元，应收 86.40 元。"
    side.counter.say_received()
    shown = side.now.amounts
    assert (shown.due, shown.received, shown.change) == ("86.40", "100.00", "13.60")
    assert shown.spoken == "找您 13.60 元，这是您的凭证，请您点清收好。"
    side.counter.pay(finish=False)
    paid = side.now
    assert (paid.amounts.change, paid.amounts.paid) == ("13.60", True)
    assert paid.items[0].note == "已收 86.40 元"


def test_without_cash_there_is_no_change(day: Day, side: Side) -> None:
    begin(side.counter, day)
    side.counter.set_due(8640)
    side.counter.take_payment("QR")
    shown = side.now.amounts
    assert (shown.due, shown.method, shown.change) == ("86.40", "扫码", "")


def test_of_a_mixed_payment_the_customer_sees_all_that_was_handed_over(
    day: Day, side: Side
) -> None:
    begin(side.counter, day)
    side.counter.set_due(8640)
    side.counter.take_payment("POS")
    side.counter.set_received(5000)
    side.counter.say_next()
    assert side.now.amounts.received == "50.00"
    side.counter.set_received(4000)
    shown = side.now.amounts
    assert (shown.due, shown.received, shown.change) == ("86.40", "90.00", "3.60")
    side.counter.say_received()
    side.counter.pay(finish=False)
    paid = side.now.amounts
    assert (paid.received, paid.change, paid.paid) == ("90.00", "3.60", True)


def test_a_slip_of_the_hand_is_no_change_for_the_customer(day: Day, side: Side) -> None:
    begin(side.counter, day)
    side.counter.set_due(8640)
    side.counter.set_received(3_600_012_345)
    assert side.now.amounts.change == ""
    side.counter.take_payment("CASH", said=False)
    assert side.now.amounts.change == ""


def test_nothing_of_the_hall_leaks_to_the_customer(day: Day, side: Side) -> None:
    begin(side.counter, day)
    for _ in range(3):
        day.issue("A01", ground="Y1")
    day.do(helping.call_manager, "1032", window=WindowNo(3), reason="客户情绪激动，疑似窃电")
    side.counter.set_account("1234567890123")
    side.counter.set_customer("欧阳明月")
    day.clock.advance(400)
    side.counter.refresh()
    side.counter.finish()
    side.counter.set_over_note("内部备注")
    assert side.counter.build().panel.over_reasons
    text = side.texts()
    for secret in (
        *("陈予安", "欧阳", "1234567890123", "123456", "窃电", "内部备注", "值班主任"),
        *("超时", "超限", "A002", "A003", "A004", "老年人", "优先"),
    ):
        assert secret not in text, secret


@pytest.mark.parametrize("service", ["D01", "D02", "D03", "D04", "D05"])
def test_a_complaint_shows_neutral_words(day: Day, side: Side, service: str) -> None:
    begin(side.counter, day, service)
    assert [item.name for item in side.now.items] == ["咨询服务"]
    for word in ("投诉", "举报", "索赔", "意见"):
        assert word not in side.texts()


def test_a_finished_visit_is_asked_then_thanked_until_the_next_one_is_served(
    day: Day, side: Side
) -> None:
    begin(side.counter, day)
    side.counter.finish()
    asked = side.now
    assert (asked.stage, asked.code) == (Stage.RATING, "A001")
    assert [level for level, _ in asked.levels] == [5, 4, 3, 2, 1]
    day.issue("A01")
    side.counter.refresh()
    side.counter.call_next()
    assert side.now.stage is Stage.RATING
    side.counter.rate(4, GivenBy.SCREEN)
    assert (side.now.given, side.now.title) == (4, "感谢您的评价")
    side.counter.start()
    assert (side.now.stage, side.now.code) == (Stage.SERVING, "A002")
    kept = day.ask(ratings.open_follow_ups)
    assert kept == []


def test_nobody_is_asked_for_ever(day: Day, side: Side) -> None:
    begin(side.counter, day)
    side.counter.finish()
    day.clock.advance(RATE_S - 1)
    before = side.now.stage
    day.clock.advance(1)
    assert (before, side.now.stage) == (Stage.RATING, Stage.IDLE)


def test_a_suspended_or_empty_window_says_where_to_go(day: Day, side: Side) -> None:
    day.do(suspending.suspend, "1032", form=stop_form(day.clock, window=3))
    side.counter.refresh()
    away = side.now
    assert (away.stage, away.title) == (Stage.AWAY, "本窗口暂停营业")
    assert "号窗口" in away.sentence
    side.counter.sign_in(None)
    assert side.now.place == "3号窗口"


def test_the_sheet_stands_line_by_line_and_the_touch_signs_it(hall: Hall, day: Day) -> None:
    side = Side(day)
    begin(side.counter, day, "A05")
    side.page = Page(hall).through_the_gate()
    assert side.now.stage is Stage.SERVING
    side.page.fill()
    shown = side.now
    assert shown.stage is Stage.SHEET
    state = side.page.now
    lines = [line for section in state.sections for line in section.lines]
    assert [line.amount for line in shown.sheet.lines] == [line.amount for line in lines]
    assert shown.sheet.total == state.total
    assert shown.sheet.can_sign
    assert "苏合" not in repr(shown)
    side.page.presenter.confirm_on_screen("0.00", NAME)
    assert side.page.now.step == "draft"
    assert side.page.now.message.text == "金额刚刚有变，请客户再核对一次。"
    side.page.presenter.confirm_on_screen(shown.sheet.total, NAME)
    assert side.page.now.step == "signed"
    (sheet,) = hall.ask(lambda reading: reading.all(Sheet))
    assert (sheet.signature_mode, sheet.signature) == ("客户屏签字", NAME)
    assert not side.now.sheet.can_sign


def test_only_the_named_facts_reach_the_screen(day: Day, side: Side) -> None:
    """Whoever adds a field to an item does not add it to the screen."""
    begin(side.counter, day)
    counter: Any = side.counter
    item: Item = counter.facts.items[0]
    counter.facts = replace(counter.facts, items=(replace(item, over_note="绝不外显"),))
    assert "绝不外显" not in side.texts()
    assert MANAGER not in side.texts()
