"""The acceptance page and its tracker without a screen."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.acceptances import Acceptance, AcceptanceState
from hall_desk.domain.items import Item
from hall_desk.domain.passes import ReturnPass
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.acceptance import AcceptPresenter
from hall_desk.presenters.acceptance_state import AcceptDraft, AcceptPageState
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.counter_tasks import tasks_view
from hall_desk.presenters.duty_alerts import build_alerts
from hall_desk.presenters.duty_tickets import TicketDeskPresenter
from hall_desk.presenters.tracking import TrackListPresenter, TrackPresenter
from hall_desk.presenters.tracking_parts import past_day, past_moment
from hall_desk.presenters.tracking_state import TrackState
from hall_desk.store import schema
from hall_desk.usecases import acceptances, businesspapers, dutyboard, serving
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.usecases.test_acceptances import CLERK, GOOD_ID, accepted, in_hand

FILLED = {
    "applicant": "阿依古丽•买买提",
    "id_no": GOOD_ID,
    "phone": "138 0000 0000",
    "account_no": "3600123450127",
    "address": "柳溪镇示例路12号",
}


class Page:
    """A presenter with its last state, as a window would see it."""

    def __init__(self, hall: Hall, ticket: Ticket, item: Item, **kwargs: Any):
        self.printed: list[tuple[str, int]] = []
        self.notices: list[int] = []
        self.states: list[AcceptPageState] = []
        self.left = 0
        self.presenter = AcceptPresenter(
            Desk(hall=hall, runner=SyncRunner()),
            CLERK,
            WindowNo(4),
            ticket,
            item,
            print_notice=lambda told: self.notices.append(told.id),
            print_paper=lambda kind, number: self.printed.append((kind, number)),
            **kwargs,
        )
        self.presenter.show = self.states.append
        self.presenter.closed = self._leave
        self.presenter.refresh()

    @property
    def now(self) -> AcceptPageState:
        return self.states[-1]

    def fill(self, **changed: str) -> None:
        for field, text in {**FILLED, **changed}.items():
            self.presenter.edit(field, text)
            self.presenter.leave_field(field)

    def take_all(self) -> None:
        for paper in self.now.papers:
            if not paper.ticked:
                self.presenter.tick_paper(paper.index)

    def _leave(self) -> None:
        self.left += 1


@pytest.fixture
def page(hall: Hall, day: Day) -> Page:
    return Page(hall, *in_hand(day))


@pytest.mark.rule("11(5)")
def test_each_mistake_is_said_at_its_field_when_it_is_left(page: Page) -> None:
    page.fill(id_no="110105194912310021", phone="1380000000", account_no="360012345012")
    assert set(page.now.errors) == {"id_no", "phone", "account_no"}
    assert "校验位" in page.now.errors["id_no"]
    assert page.now.draft.applicant == "阿依古丽·买买提"
    page.presenter.edit("phone", "13800000000")
    assert "phone" not in page.now.errors
    page.presenter.edit("account_no", "3600123450")
    page.presenter.leave_field("account_no")
    assert set(page.now.errors) == {"id_no"}


def test_an_empty_field_is_asked_for_at_the_end_only(page: Page) -> None:
    page.presenter.leave_field("applicant")
    assert page.now.errors == {}
    page.presenter.submit()
    assert list(page.now.errors) == ["applicant", "id_no", "phone", "address"]
    assert page.now.message.field == "applicant"


def test_nothing_typed_is_lost_by_a_refusal_or_by_leaving(hall: Hall, day: Day) -> None:
    ticket, item = in_hand(day)
    drafts: dict[int, AcceptDraft] = {}
    first = Page(hall, ticket, item, drafts=drafts)
    first.fill(phone="138")
    first.presenter.tick_paper(1)
    first.presenter.set_copies(1, "2")
    first.presenter.see_original(1)
    first.presenter.submit()
    first.presenter.leave()
    assert first.left == 1
    (kept,) = day.ask(serving.items_of, ticket.id)
    assert kept.papers == (1,)
    again = Page(hall, ticket, kept, drafts=drafts)
    assert again.now.draft.phone == "138"
    assert again.now.draft.id_no == GOOD_ID
    paper = again.now.papers[1]
    assert (paper.ticked, paper.copies, paper.original) == (True, "2", True)


@pytest.mark.rule("11(4)")
def test_the_page_accepts_only_after_the_customer_was_told(page: Page) -> None:
    page.fill()
    page.take_all()
    assert page.now.main.why == "请先一次性告知，再受理。"
    page.presenter.submit()
    assert page.now.step == "form"
    assert "先一次性告知" in page.now.message.text
    page.presenter.give_notice()
    assert page.notices
    assert page.now.notice.told
    page.presenter.sign_notice()
    assert page.now.notice.signed
    page.presenter.submit()
    assert page.now.step == "sign"


@pytest.mark.rule("11(4)")
def test_the_notice_of_the_page_lists_what_is_not_ticked_there(page: Page, day: Day) -> None:
    page.presenter.tick_paper(0)
    page.presenter.give_notice()
    item_id = page.presenter.item_id
    paper = day.ask(businesspapers.notice_of, item_id)
    names = [line.name for line in page.now.papers]
    assert [item.name for item in paper.papers if not item.present] == names[1:]
    assert paper.return_code == page.now.notice.code != ""
    assert paper.return_payload.startswith("HD1:P:")
    page.presenter.give_notice()
    assert day.ask(businesspapers.notice_of, item_id).reprint == 1


def test_a_notice_that_does_not_come_out_is_not_told(page: Page) -> None:
    def _jam(_: Item) -> None:
        raise PaperFault("缺纸，请装纸。")

    page.presenter.print_notice = _jam
    page.presenter.give_notice()
    assert page.now.notice.told == ""
    assert "告知单没有打出来：缺纸" in page.now.banner
    page.presenter.inform()
    assert page.now.notice.told
    assert page.now.banner == ""


@pytest.mark.rule("4(3)")
def test_what_was_saved_is_masked_and_looking_at_it_is_journalled(page: Page, day: Day) -> None:
    page.fill()
    page.take_all()
    page.presenter.inform()
    page.presenter.submit()
    draft = page.now.draft
    assert (draft.applicant, draft.phone) == ("阿*", "138****0000")
    assert draft.id_no == "110***********002X"
    assert draft.account_no == "3600 **** 0127"
    page.presenter.reveal()
    assert page.now.draft.id_no == GOOD_ID
    table = schema.journal
    with day.hall.store.read() as conn:
        seen = conn.execute(table.select().where(table.c.action == "unmask_acceptance")).all()
    assert [row.actor for row in seen] == [CLERK]
    page.presenter.reveal()
    assert page.now.draft.id_no != GOOD_ID


@pytest.mark.rule("4(3)")
def test_only_the_customers_own_copy_shows_the_full_data(page: Page, day: Day) -> None:
    page.fill()
    page.take_all()
    page.presenter.inform()
    page.presenter.submit()
    ((kind, number),) = page.printed
    assert kind == "acceptance"
    own, halls = day.ask(businesspapers.acceptance_of, number).copies
    assert (own.name, own.id_no, own.applicant) == ("客户联", GOOD_ID, "阿依古丽·买买提")
    assert halls.name == "营业厅联"
    assert GOOD_ID not in repr(halls)
    assert "买买提" not in repr(halls)
    assert "13800000000" not in repr(halls)


def test_after_the_signature_the_page_leads_back(page: Page, day: Day) -> None:
    page.fill()
    page.take_all()
    page.presenter.inform()
    page.presenter.submit()
    page.presenter.submit()
    assert (page.now.step, page.now.stage) == ("done", 4)
    kept = day.ask(acceptances.find_by_item, page.presenter.item_id)
    assert kept is not None
    assert kept.signature_mode == "paper"
    page.presenter.print_sheet()
    assert page.printed[-1] == ("acceptance", kept.id)
    assert day.ask(businesspapers.acceptance_of, kept.id).reprint == 1
    page.presenter.submit()
    assert page.left == 1


@pytest.mark.rule("11(5)")
def test_mistakes_put_right_are_logged_with_the_acceptance(page: Page, day: Day) -> None:
    page.fill(phone="1380000000", id_no="11010519491231002")
    page.fill()
    page.take_all()
    page.presenter.inform()
    page.presenter.submit()
    today = date(2026, 3, 12)
    logged = day.ask(acceptances.corrections_of, today, today)
    assert sorted(each.field for each in logged) == ["id_no", "phone"]
    assert all("138000" not in each.message for each in logged)


def test_senseless_copies_are_said_before_anything_is_written(page: Page, day: Day) -> None:
    page.fill()
    page.take_all()
    page.presenter.inform()
    page.presenter.set_copies(2, "很多")
    page.presenter.submit()
    assert page.now.papers[2].error
    assert day.ask(acceptances.find_by_item, page.presenter.item_id) is None


@pytest.mark.rule("18(1)")
def test_the_page_shows_what_is_promised_with_profile_and_basis(hall: Hall, day: Day) -> None:
    page = Page(hall, *in_hand(day, "B03"))
    plan = page.now.promises[0]
    assert (plan.stage, plan.limit) == ("供电方案答复", "1 个月")
    assert plan.due == "2026-04-12 24:00 前"
    assert plan.basis == "服务规范第十八条（一）"
    assert page.now.rule == "服务规范、本厅设置"
    assert "95598" in page.now.phones
    assert "12398" in page.now.phones


@pytest.mark.rule("17(1)")
@pytest.mark.parametrize(
    ("code", "said"),
    [
        *(("B03", True), ("B04", True), ("B07", True), ("B26", True), ("B27", True)),
        *(("B14", False), ("B30", False), ("B21", False)),
    ],
)
def test_high_voltage_sheets_say_that_nobody_is_appointed(
    day: Day, code: str, *, said: bool
) -> None:
    made = accepted(day, code, voltage="高压" if code == "B26" else "")
    words = day.ask(businesspapers.acceptance_of, made.id).free_choice
    assert bool(words) is said
    if said:
        assert "自主选择" in words
        assert "不指定" in words


@pytest.mark.rule("17(1)")
def test_no_field_of_the_page_could_take_a_firm(page: Page) -> None:
    words = ("单位推荐", "设计单位", "施工单位", "供应商", "厂家", "推荐")
    names = {*AcceptPageState.__dataclass_fields__, *AcceptDraft.__dataclass_fields__}
    assert not any(bad in name for name in names for bad in ("supplier", "vendor", "firm"))
    labels = [*page.now.id_kinds, *(paper.name for paper in page.now.papers)]
    assert not any(word in label for label in labels for word in words)


class Tracker:
    """A tracker's presenter with its last state."""

    def __init__(self, day: Day, acceptance_id: int, staff_no: str = CLERK):
        self.states: list[TrackState] = []
        desk = Desk(hall=day.hall, runner=SyncRunner())
        self.presenter = TrackPresenter(desk, staff_no, acceptance_id)
        self.presenter.show = self.states.append
        self.presenter.refresh()

    @property
    def now(self) -> TrackState:
        return self.states[-1]


@pytest.mark.rule("18(1)")
def test_the_tracker_asks_for_the_explanation_at_its_field(day: Day, clock: FakeClock) -> None:
    made = accepted(day)
    clock.set(datetime(2026, 3, 23, 2, 0, tzinfo=UTC))
    tracker = Tracker(day, made.id)
    assert tracker.now.due_tone == "over"
    assert tracker.now.late == ("供电方案答复",)
    tracker.presenter.edit("result", "已答复")
    tracker.presenter.submit()
    assert tracker.now.errors == {"late_reason": "请写明逾期原因。"}
    tracker.presenter.edit("late_reason", "勘查受阻")
    tracker.presenter.edit("late_told_at", "昨天")
    tracker.presenter.submit()
    assert "late_told_at" in tracker.now.errors
    tracker.presenter.edit("late_told_at", "3月22日 16:30")
    tracker.presenter.submit()
    assert not tracker.now.is_open
    assert "已答复" in tracker.now.closed
    assert "勘查受阻" in tracker.now.explained


@pytest.mark.rule("18(3)")
def test_dates_recorded_in_the_tracker_start_the_limit(day: Day, clock: FakeClock) -> None:
    made = accepted(day)
    clock.set(datetime(2026, 5, 3, 2, 0, tzinfo=UTC))
    tracker = Tracker(day, made.id)
    tracker.presenter.edit_event("inspection_passed", "4月28日")
    tracker.presenter.record_event("inspection_passed")
    tracker.presenter.edit_event("contract_signed", "下周")
    tracker.presenter.record_event("contract_signed")
    assert "日期请写成" in tracker.now.errors["contract_signed"]
    tracker.presenter.edit_event("contract_signed", "2026-04-30")
    tracker.presenter.record_event("contract_signed")
    energised = tracker.now.stages[1]
    assert (energised.due, energised.word) == ("2026-05-11 24:00 前", "计时中")
    tracker.presenter.finish_stage("送电")
    assert tracker.now.stages[1].tone == "ok"


@pytest.mark.rule("18(2)")
def test_papers_go_back_one_by_one_in_the_tracker(day: Day) -> None:
    made = accepted(day)
    tracker = Tracker(day, made.id)
    tracker.presenter.tick_return(1)
    tracker.presenter.return_papers()
    assert "签收人" in tracker.now.errors["signer"]
    tracker.presenter.edit("signer", "阿依古丽·买买提")
    tracker.presenter.return_papers()
    assert [bool(paper.returned) for paper in tracker.now.papers][:3] == [False, True, False]
    assert tracker.now.returned_to == "签收人 阿依古丽·买买提"


@pytest.mark.parametrize("actor", [CLERK, MANAGER])
def test_the_owner_or_the_manager_gives_it_to_somebody_else(day: Day, actor: str) -> None:
    made = accepted(day)
    assert Tracker(day, made.id, "1032").now.heirs == (), "nothing of mine"
    tracker = Tracker(day, made.id, actor)
    assert "1032" in dict(tracker.now.heirs)
    assert CLERK not in dict(tracker.now.heirs)
    tracker.presenter.hand_over()
    assert "接手人" in tracker.now.errors["heir"]
    tracker.presenter.edit("heir", "1032")
    tracker.presenter.hand_over()
    assert "原因" in tracker.now.errors["handover_reason"]
    tracker.presenter.edit("handover_reason", "病假")
    tracker.presenter.hand_over()
    assert tracker.now.owner.startswith("1032")
    assert tracker.now.message.text == "已转交工号 1032。"
    other = Tracker(day, made.id)
    assert "由 1032 负责" in other.now.main.why
    assert not any(stage.can_finish for stage in other.now.stages)


def test_open_acceptances_stand_among_the_clerks_matters_next_due_first(
    day: Day, clock: FakeClock
) -> None:
    long, short = accepted(day, "B03"), accepted(day, "B30")
    found = tuple(day.ask(acceptances.open_acceptances, CLERK))
    lines = tasks_view((), clock.now(), found).lines
    assert [line.key for line in lines] == [f"acceptance:{short.id}", f"acceptance:{long.id}"]
    assert not any(line.overdue for line in lines)
    later = tasks_view((), clock.now() + timedelta(days=9), found)
    assert (later.overdue, later.lines[0].due) == (1, "已过 3月19日")


def test_the_register_of_the_duty_desk_lists_due_owner_and_stage(
    day: Day, clock: FakeClock
) -> None:
    made = accepted(day)
    clock.advance(11 * 86400)
    states: list[Any] = []
    opened: list[int] = []
    desk = Desk(hall=day.hall, runner=SyncRunner())
    presenter = TrackListPresenter(desk, open_one=opened.append)
    presenter.show = states.append
    presenter.refresh()
    (row,) = states[-1].rows
    assert row.overdue
    assert row.cells[2:] == ("阿*", "低压非居民新装", "1021 何岚", "供电方案答复", "已过 3月22日")
    assert "逾期 1 件" in states[-1].summary
    day.do(
        acceptances.close,
        CLERK,
        acceptance_id=made.id,
        result="已送电",
        late_reason="勘查受阻",
        late_told_at=clock.now(),
    )
    presenter.refresh()
    assert states[-1].rows == ()
    presenter.set_only_open(False)
    (closed,) = states[-1].rows
    assert (closed.overdue, closed.cells[-1]) == (False, "已办结")
    presenter.open_one(closed.acceptance_id)
    assert opened == [made.id]


def test_dues_of_today_and_overdue_ones_alert_the_duty_desk(day: Day, clock: FakeClock) -> None:
    made: Acceptance = accepted(day)
    assert made.state is AcceptanceState.OPEN

    def _alerts() -> list[tuple[str, str]]:
        lines = build_alerts(day.ask(dutyboard.look_at_hall), clock.now())
        return [(line.title, line.action) for line in lines if line.key == "acceptances"]

    assert _alerts() == []
    clock.advance(10 * 86400)
    assert _alerts() == [("受理今日到期 1 件", "acceptances")]
    clock.advance(86400)
    assert _alerts() == [("受理逾期 1 件", "acceptances")]


def test_days_without_a_year_are_the_last_such() -> None:
    now = datetime(2026, 1, 5, 4, 0, tzinfo=UTC)
    assert past_day("12月30日", now) == date(2025, 12, 30)
    assert past_day("1月5日", now) == date(2026, 1, 5)
    assert past_day("2026-01-04", now) == date(2026, 1, 4)
    assert past_day("三天前", now) is None
    moment = past_moment("1月5日 11:30", now)
    assert moment == datetime(2026, 1, 5, 3, 30, tzinfo=UTC)


def test_the_duty_desk_books_a_return_and_tells_the_code(day: Day) -> None:
    states: list[Any] = []
    manager = day.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))
    presenter = TicketDeskPresenter(Desk(hall=day.hall, runner=SyncRunner()), manager)
    presenter.show = states.append
    presenter.begin()
    presenter.book("B01", "后天")
    assert states[-1].message.field == "wanted_at"
    presenter.book("", "3月16日 10:00")
    assert states[-1].message.field == "service"
    presenter.book("B01", "3月11日 10:00")
    presenter.book("B01", "3月16日 10:00")
    (given,) = [
        each
        for each in day.ask(lambda reading: reading.all(ReturnPass))
        if each.valid_until == date(2026, 3, 16)
    ]
    assert given.shown in states[-1].given_note
    assert "3月16日 10:00" in states[-1].given_note
