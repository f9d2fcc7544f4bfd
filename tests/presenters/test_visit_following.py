"""What a visit set going stands on its page: work orders, refunds, callbacks; nobody is named."""

import pytest

from hall_desk.domain.callbacks import AttemptResult
from hall_desk.domain.paidservice import Ownership, Sheet
from hall_desk.domain.tickets import Ticket
from hall_desk.domain.workorders import WorkOrder
from hall_desk.store import schema
from hall_desk.usecases import callbacks, dispatching, paidservice, payments, refunds
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.paidservice import Wanted
from tests.conftest import MANAGER, Day
from tests.presenters.test_visitpage import Page, everything
from tests.usecases.test_money import EIGHT, cash
from tests.usecases.test_paid_work import dispatched, reported

NAME, PHONE, ADDRESS = "苏示", "13800000000", "柳溪路6号"


@pytest.fixture
def visit(day: Day) -> Ticket:
    """A customer whose line at home is broken, at window 8."""
    day.count_float(8)
    day.issue("E02")
    return day.serve(8)


def sheet_of(day: Day, visit: Ticket) -> Sheet:
    """Signed for two hours of labour."""
    sheet = day.do(
        paidservice.draft_sheet, "1030",
        window=EIGHT, ownership=Ownership.CUSTOMER, boundary="表箱出线端子以内",
        customer_name=NAME, phone=PHONE, address=ADDRESS, ticket_id=visit.id,
    )  # fmt: skip
    wanted = (Wanted(code="L02", quantity_milli=2000),)
    day.do(paidservice.set_lines, "1030", sheet_id=sheet.id, wanted=wanted)
    signed: Sheet = day.do(paidservice.confirm_signature, "1030", sheet_id=sheet.id)
    return signed


def pay(day: Day, sheet: Sheet, visit: Ticket) -> int:
    payment = day.do(
        payments.take_payment, "1030",
        window=EIGHT, takings=cash(day.clock, 3000, 3000), purpose="客户内部故障（有偿）",
        customer_name=NAME, sheet_id=sheet.id, ticket_id=visit.id,
    )  # fmt: skip
    return int(payment.id)


def give_back(day: Day, payment_id: int, fen: int, visit: Ticket) -> None:
    day.do(
        refunds.refund_payment, "1030",
        payment_id=payment_id, amount_fen=fen, method="CASH", reason_code="R1", window=EIGHT,
        ticket_id=visit.id, approved_by=MANAGER,
    )  # fmt: skip


def rows(page: Page) -> list[tuple[str, ...]]:
    return [row.cells for row in page.now.following]


def sent(day: Day, visit: Ticket) -> tuple[Sheet, WorkOrder]:
    sheet = sheet_of(day, visit)
    return sheet, dispatched(day, sheet)


@pytest.mark.rule("17(2)")
def test_a_work_order_stands_with_its_number_state_team_and_appointment(
    hall: Hall, day: Day, visit: Ticket
) -> None:
    page = Page(hall, visit, "1030")
    assert page.now.following == ()
    sheet, order = sent(day, visit)
    page.presenter.refresh()
    (row,) = rows(page)
    assert row[:4] == ("派工单", order.code, "待完工", order.team)
    assert (row[4], row[5]) == ("约 3月12日 14:00", sheet.code)
    day.clock.advance(3600)
    day.do(dispatching.cancel_order, "1030", order_id=order.id, reason="客户改期")
    page.presenter.refresh()
    assert rows(page)[0][2] == "已撤销"
    assert "客户改期" in rows(page)[0][5]


@pytest.mark.rule("26")
def test_refunds_of_any_day_and_the_callback_stand_below_it(
    hall: Hall, day: Day, visit: Ticket
) -> None:
    sheet, order = sent(day, visit)
    reported(day, order, ("L02", 2000))
    give_back(day, pay(day, sheet, visit), 500, visit)
    page = Page(hall, visit, "1008")
    told = rows(page)
    assert [row[0] for row in told] == ["派工单", "退款", "回访"]
    assert told[0][2] == "已完工"
    assert told[1][1:4] == ("TK-000001", "已退款", "1030 林𬭎")
    assert told[1][5] == "5.00 元 · 现金 · 原凭证 SJ-000001"
    assert told[2][1:5] == (sheet.code, "待回访", "1030 林𬭎", "3月15日 回访")
    callback = day.ask(callbacks.callback_of, sheet.id)
    day.clock.advance(4 * 86_400)
    given = {"callback_id": callback.id, "result": AttemptResult.NO_ANSWER}
    day.do(callbacks.note_attempt, "1030", **given)
    page.presenter.refresh()
    assert rows(page)[2][2] == "已过期"
    assert rows(page)[2][5] == "未接通 1 次"
    day.do(callbacks.record_answer, "1030", callback_id=callback.id, opinion="好", level=5)
    page.presenter.refresh()
    assert rows(page)[2][2] == "已回访"


@pytest.mark.rule("4(3)")
def test_no_customer_is_named_there_and_of_a_complaint_nothing_is_shown(
    hall: Hall, day: Day, visit: Ticket
) -> None:
    sheet, order = sent(day, visit)
    reported(day, order, ("L02", 2000))
    give_back(day, pay(day, sheet, visit), 500, visit)
    words = everything(Page(hall, visit, "1008").now)
    for secret in (NAME, PHONE, ADDRESS):
        assert secret not in words
    with hall.store.write() as turn:
        hidden = schema.ticket.update().where(schema.ticket.c.id == visit.id)
        turn.conn.execute(hidden.values(service_code="D01"))
    page = Page(hall, visit, MANAGER)
    assert (page.now.following, page.now.papers) == ((), ())


@pytest.mark.rule("25")
def test_order_and_refund_are_printed_again_and_counted(
    hall: Hall, day: Day, visit: Ticket
) -> None:
    sheet, order = sent(day, visit)
    reported(day, order, ("L02", 2000))
    give_back(day, pay(day, sheet, visit), 500, visit)
    page = Page(hall, visit, "1030")
    for kind, number in (("work_order", order.id), ("refund", None)):
        (row,) = [row for row in page.now.papers if row.kind == kind]
        page.presenter.print_again(row.key)
        assert page.printed[-1] == (kind, number or int(row.key.partition(":")[2]))
        (row,) = [row for row in page.now.papers if row.kind == kind]
        assert row.note.endswith("补打 1 次")
