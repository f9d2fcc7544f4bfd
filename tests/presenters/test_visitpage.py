"""The page of one visit: what hangs on it, masked; printed again, put right."""

from typing import Any

import pytest
from sqlalchemy import select

from hall_desk.clock import FakeClock
from hall_desk.domain.corrections import Wrong
from hall_desk.domain.tickets import Source, Ticket, WindowNo
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.find import FindPresenter
from hall_desk.presenters.visitpage import VisitPagePresenter
from hall_desk.presenters.visitpage_state import VisitPageState
from hall_desk.store import schema
from hall_desk.usecases import calling, contacts, payments, serving
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.walkups import serve_directly
from tests.conftest import MANAGER, Day, referral
from tests.usecases.test_money import cash

ACCOUNT = "3600123450127"
NAME = "青禾县示例物业服务有限公司（南区）"


class Page:
    """A presenter with its last state."""

    def __init__(self, hall: Hall, ticket: Ticket, staff_no: str = "1032"):
        self.printed: list[tuple[str, int]] = []
        self.states: list[VisitPageState] = []
        self.presenter = VisitPagePresenter(
            Desk(hall=hall, runner=SyncRunner()),
            staff_no,
            ticket.id,
            print_paper=lambda kind, number: self.printed.append((kind, number)),
        )
        self.presenter.show = self.states.append
        self.presenter.refresh()

    @property
    def now(self) -> VisitPageState:
        return self.states[-1]

    @property
    def item(self) -> int:
        return self.now.items[0].key


@pytest.fixture
def visit(day: Day, clock: FakeClock) -> Ticket:
    """Paid at window 3 in six minutes, with a first contact; closed with its reason."""
    day.count_float()
    day.issue("A01")
    ticket = day.serve(3)
    (item,) = day.ask(serving.items_of, ticket.id)
    day.do(serving.tick_step, "1032", item_id=item.id, index=0)
    day.do(
        payments.take_payment,
        "1032",
        window=WindowNo(3),
        takings=cash(clock, 8640, 10_000),
        purpose="居民电费缴纳",
        account_no=ACCOUNT,
        customer_name=NAME,
        ticket_id=ticket.id,
        item_id=item.id,
    )
    form = referral("校验电能表", clock.now().replace(day=16))
    day.do(contacts.register_contact, "1032", form=form, ticket_id=ticket.id)
    clock.advance(360)
    return day.finish(ticket, "O3")


@pytest.fixture
def page(hall: Hall, visit: Ticket) -> Page:
    return Page(hall, visit)


def everything(state: VisitPageState) -> str:
    """All words of a state."""
    return repr(state)


def journalled(hall: Hall, action: str) -> list[Any]:
    """The journal's rows of an action."""
    table = schema.journal
    with hall.store.read() as conn:
        return list(conn.execute(select(table).where(table.c.action == action)))


def test_items_steps_payments_and_contacts_of_the_visit_are_there(page: Page) -> None:
    (item,) = page.now.items
    assert item.cells == (
        *("1", "A01 居民电费缴纳", "1", "06:00", "06:00", "05:00", "办结", "超时"),
        "1032 陈予安",
    )
    assert ("超时", "系统缓慢") in item.story
    assert any(word == "步骤" and "问候" in text for word, text in item.story)
    assert [(paper.name, paper.kind) for paper in page.now.papers] == [
        ("收费凭证", "voucher"),
        ("首问登记", "contact_card"),
    ]
    assert [word for word, _ in page.now.times] == ["取号", "叫号", "开始办理", "办结"]


@pytest.mark.rule("4(3)")
def test_people_are_masked_until_unmasked_and_that_is_journalled(page: Page, hall: Hall) -> None:
    words = everything(page.now)
    for secret in (NAME, ACCOUNT, "林𬭎", "00000000012"):
        assert secret not in words
    assert page.now.masked
    assert {line.name for line in page.now.people} == {"青*", "林*"}
    page.presenter.reveal()
    assert NAME in everything(page.now)
    (row,) = journalled(hall, "unmask")
    assert (row.actor, row.subject) == ("1032", "ticket")
    page.presenter.reveal()
    assert NAME not in everything(page.now), "covered again"
    page.presenter.reveal()
    assert len(journalled(hall, "unmask")) == 2, "each look is a row"


def test_a_voucher_is_printed_again_and_counted(page: Page) -> None:
    key = page.now.papers[0].key
    page.presenter.print_again(key)
    assert page.printed == [("voucher", int(key.partition(":")[2]))]
    assert "补打 1 次" in page.now.papers[0].note
    page.presenter.print_again("")
    assert page.now.message.text == "请先选一张可以补打的单据。"
    assert len(page.printed) == 1


def test_a_no_show_is_brought_back_from_its_page(day: Day, hall: Hall) -> None:
    ticket = day.issue("A01")
    day.call(3)
    for _ in range(2):
        day.clock.advance(31)
        day.do(calling.recall, "1032", ticket_id=ticket.id)
    day.clock.advance(31)
    day.do(calling.no_show, "1032", ticket_id=ticket.id)
    page = Page(hall, ticket)
    assert page.now.action == "come_back"
    page.presenter.act_on_visit()
    assert (page.now.state, page.now.action) == ("等候中", "abandon")
    page.presenter.act_on_visit()
    assert page.now.action == ""


@pytest.mark.rule("6(2)")
def test_a_correction_shows_the_apology_and_keeps_the_original_readable(page: Page) -> None:
    page.presenter.open_correction(page.item)
    view = page.now.correction
    assert view.open
    assert view.phrase == "对不起，是我们的工作出现差错，马上为您更正。"
    page.presenter.edit(what=Wrong.QUANTITY.value, quantity="2", apologised=True)
    assert page.now.correction.now == "1"
    page.presenter.submit()
    assert (page.now.message.field, page.now.correction.open) == ("reason", True)
    assert page.now.correction.draft.quantity == "2", "nothing typed is lost"
    page.presenter.edit(reason="户数录错")
    assert page.now.message.text == ""
    page.presenter.submit()
    (item,) = page.now.items
    assert not page.now.correction.open
    assert (item.cells[2], item.over, item.corrected) == ("2", False, True)
    told = dict(item.story)
    assert "数量 原“1”改为“2”" in told["更正"]
    assert "超时原因 原“系统缓慢”改为“无”" in told["更正"]
    assert told["原因"].startswith("户数录错（差错，3月12日")
    assert told["原因"].endswith("已致歉）")


def test_a_late_reason_is_asked_for_only_when_it_is_needed(page: Page, day: Day) -> None:
    page.presenter.open_correction(page.item)
    page.presenter.edit(what="quantity", quantity="2", reason="户数录错")
    page.presenter.submit()
    page.presenter.open_correction(page.item)
    page.presenter.edit(what="quantity", quantity="1", reason="又改回来")
    before = page.now.correction
    assert not before.over_wanted
    page.presenter.submit()
    assert page.now.message.field == "over_reason"
    shown = page.now.correction
    assert shown.over_wanted
    page.presenter.edit(over_reason="O1")
    page.presenter.submit()
    assert not page.now.correction.open
    assert page.now.items[0].over


@pytest.mark.rule("6(2)")
def test_another_clerk_reads_the_visit_and_is_told_who_corrects(hall: Hall, visit: Ticket) -> None:
    page = Page(hall, visit, "1008")
    page.presenter.open_correction(page.item)
    assert not page.now.correction.open
    assert page.now.message.text == "本项由工号 1032 办理，请由本人或值班主任更正。"
    manager = Page(hall, visit, MANAGER)
    manager.presenter.open_correction(manager.item)
    assert manager.now.correction.grade_why == ""
    assert [word for _, word in manager.now.correction.grades] == ["差错", "障碍", "事故"]


def test_esc_folds_the_correction_first(page: Page) -> None:
    left: list[bool] = []
    page.presenter.closed = lambda: left.append(True)
    page.presenter.open_correction(page.item)
    page.presenter.leave()
    assert (page.now.correction.open, left) == (False, [])
    page.presenter.leave()
    assert left == [True]


@pytest.mark.rule("4(3)")
def test_a_complaint_shows_its_place_and_nothing_more(day: Day, hall: Hall) -> None:
    ticket = day.do(
        serve_directly, "1032", window=WindowNo(3), service_code="D01", source=Source.WALK_UP
    )
    form = referral("反映情况", day.clock.now().replace(day=16))
    day.do(contacts.register_contact, "1032", form=form, ticket_id=ticket.id)
    for staff_no in ("1032", MANAGER):
        page = Page(hall, ticket, staff_no)
        assert (page.now.items, page.now.papers, page.now.people) == ((), (), ())
        assert not page.now.can_unmask
        assert "投诉" not in everything(page.now)
        page.presenter.reveal()
        assert page.now.masked


def test_the_duty_managers_search_finds_and_opens(hall: Hall, visit: Ticket) -> None:
    opened: list[int] = []
    presenter = FindPresenter(
        Desk(hall=hall, runner=SyncRunner()), MANAGER, open_visit=opened.append
    )
    presenter.refresh()
    assert presenter.build().find.rows == ()
    presenter.find(ACCOUNT)
    (row,) = presenter.build().find.rows
    assert (row.code, row.customer) == ("A001", "青* · 3600 **** 0127")
    presenter.find("12")
    assert presenter.build().message.field == "code"
    presenter.open_visit(row.key)
    assert opened == [visit.id]
