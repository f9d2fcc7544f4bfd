"""The kiosk leads one customer to one ticket, and tells the truth about the wait."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect

from hall_desk.clock import FakeClock
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import Lane, Ticket, TicketState, WindowNo
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.kiosk import KioskPresenter
from hall_desk.presenters.kiosk_state import KindTile, KioskState, Step
from hall_desk.presenters.kiosk_words import NEUTRAL_SERVICES, opening_words
from hall_desk.store import schema
from hall_desk.store.faults import StoreUnavailable
from hall_desk.usecases import board, helping, housekeeping, issuing, opening, queries, suspending
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.kiosk import kiosk_board
from tests.conftest import Day

PUBLIC_TABOO = ("投诉", "举报")


class Kiosk:
    """A customer at the kiosk."""

    def __init__(self, hall: Hall, clock: FakeClock, runner: Any = None):
        self.slips: list[Ticket] = []
        self.fault: Exception | None = None
        desk = Desk(hall=hall, runner=runner or SyncRunner())
        self.presenter = KioskPresenter(desk, self._print)
        self.clock = clock
        self.shown: list[KioskState] = []
        self.presenter.show = self.shown.append
        self.presenter.refresh()

    def _print(self, ticket: Ticket) -> None:
        if self.fault is not None:
            raise self.fault
        self.slips.append(ticket)

    @property
    def state(self) -> KioskState:
        return self.presenter.build()

    def at(self, step: Step) -> bool:
        return self.state.step is step

    def take(self, service: str) -> None:
        self.presenter.choose_kind("C" if service[0] == "D" else service[0])
        self.presenter.choose_service(service)
        self.presenter.issue()

    def wait(self, seconds: int) -> None:
        self.clock.advance(seconds)
        self.presenter.tick()


@pytest.fixture
def kiosk(hall: Hall, clock: FakeClock) -> Kiosk:
    return Kiosk(hall, clock)


def tile(state: KioskState, prefix: str) -> KindTile:
    return next(each for each in state.kinds if each.prefix == prefix)


def tickets_of(hall: Hall) -> list[Ticket]:
    return hall.ask(lambda reading: reading.all(Ticket, order_by=schema.ticket.c.id))


def stop_form(clock: FakeClock, scope: Scope, prefix: str | None) -> suspending.SuspensionForm:
    return suspending.SuspensionForm(
        scope=scope,
        window=None,
        prefix=prefix,
        reason_code="S1",
        expected_at=clock.now() + timedelta(minutes=40),
        alternative="请拨打 95598，或到投诉窗口",
    )


def test_the_four_kinds_stand_on_the_first_page(kiosk: Kiosk) -> None:
    state = kiosk.state
    assert state.step is Step.HOME
    assert [(each.prefix, each.name) for each in state.kinds] == [
        ("A", "缴费"),
        ("B", "业务办理"),
        ("C", "咨询服务"),
        ("E", "报修"),
    ]
    assert tile(state, "A").sayings == "交电费、预存、电费发票"
    assert (state.clock, state.date, state.ends) == ("09:00", "3月12日 周四", "17:30")


@pytest.mark.rule("S1-10")
def test_the_estimate_is_people_ahead_times_median_by_windows_as_a_range(
    kiosk: Kiosk, day: Day
) -> None:
    for seconds in (120, 240, 360):
        day.whole_visit("A01", seconds=seconds)
    for _ in range(6):
        day.issue("A01")
    kiosk.presenter.refresh()
    # 6 people × 240 s ÷ 2 open windows = 12 min, the middle of a range as wide as they differ.
    assert (tile(kiosk.state, "A").ahead, tile(kiosk.state, "A").estimate) == (6, "约 6–18 分")


@pytest.mark.rule("S1-10")
def test_without_history_the_estimate_is_a_dash(kiosk: Kiosk, day: Day) -> None:
    day.whole_visit("A01")
    day.whole_visit("A01")
    day.issue("A01")
    kiosk.presenter.refresh()
    assert tile(kiosk.state, "A").estimate == "—"
    assert tile(kiosk.state, "B").estimate == "—"


@pytest.mark.rule("S1-10")
def test_the_ticket_shows_people_ahead_and_the_range(kiosk: Kiosk, day: Day) -> None:
    for _ in range(3):
        day.whole_visit("A01", seconds=240)
    day.issue("A01")
    day.issue("A01")
    kiosk.presenter.refresh()
    kiosk.take("A01")
    ticket = kiosk.state.ticket
    assert ticket is not None
    assert (ticket.code, ticket.ahead, ticket.estimate) == ("A006", 2, "约 2–6 分")
    day.call(1)
    kiosk.presenter.refresh()
    assert kiosk.state.ticket is not None
    assert kiosk.state.ticket.ahead == 1


def test_the_history_is_of_the_last_fifty_visits_of_the_last_days(
    day: Day, clock: FakeClock
) -> None:
    for seconds in (400, 200, 300):
        day.whole_visit("A01", seconds=seconds)
    today = clock.now().date()
    assert day.ask(board.history_days, today) == [today]
    assert day.ask(board.history_days, today - timedelta(days=1)) == []
    assert day.ask(board.handled_seconds, "A", [today]) == (300, 200, 400)
    assert day.ask(board.handled_seconds, "A", [today] * 20) == (300, 200, 400) * 16 + (300, 200)
    assert day.ask(board.handled_seconds, "B", [today]) == ()


def test_the_history_walks_an_index_and_sorts_nothing(hall: Hall) -> None:
    compiled = board._HANDLED.compile(dialect=sqlite_dialect())
    key = {"hall": 1, "prefix": "A", "day": "2026-03-12", "limit": 50}
    values = tuple({**key, "param_1": 50}[name] for name in compiled.positiontup)
    with hall.store.read() as conn:
        plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values).all()
    steps = " ".join(str(row) for row in plan)
    assert "uq_ticket_number" in steps
    assert "TEMP B-TREE" not in steps


@pytest.mark.rule("10(1)")
@pytest.mark.parametrize("code", ["A01", "B01", "B15", "C02", "D03", "E01"])
def test_all_six_groups_can_be_ticketed(kiosk: Kiosk, hall: Hall, code: str) -> None:
    kiosk.take(code)
    assert kiosk.at(Step.ISSUED)
    assert [ticket.service_code for ticket in tickets_of(hall)] == [code]
    assert [slip.service_code for slip in kiosk.slips] == [code]


@pytest.mark.rule("10(1)")
def test_a_service_switched_off_leaves_the_kiosk_and_keeps_its_history(
    kiosk: Kiosk, day: Day, hall: Hall
) -> None:
    day.whole_visit("C01")
    day.do(housekeeping.set_service_enabled, code="C01", enabled=False)
    kiosk.presenter.refresh()
    kiosk.presenter.choose_kind("C")
    codes = [each.code for each in kiosk.state.services]
    assert "C01" not in codes
    assert "C02" in codes
    kiosk.presenter.choose_service("C01")
    assert kiosk.at(Step.SERVICES)
    assert [ticket.service_code for ticket in tickets_of(hall)] == ["C01"]
    names = {service.code: service.name for service in hall.ask(queries.services)}
    assert names["C01"] == "电费电量查询"


def test_an_item_switched_off_while_it_is_looked_at_leads_back(kiosk: Kiosk, day: Day) -> None:
    kiosk.presenter.choose_kind("A")
    kiosk.presenter.choose_service("A02")
    day.do(housekeeping.set_service_enabled, code="A02", enabled=False)
    kiosk.presenter.refresh()
    assert kiosk.at(Step.SERVICES)
    kiosk.presenter.issue()
    assert kiosk.slips == []


def test_the_card_says_what_to_bring_what_it_costs_and_how_long(kiosk: Kiosk) -> None:
    kiosk.presenter.choose_kind("B")
    kiosk.presenter.choose_service("B01")
    state = kiosk.state
    assert state.subtitle == "第 2 步，共 3 步 · 看清要带什么"
    card = state.card
    assert card is not None
    assert (card.name, card.note) == ("低压居民新装", "业务办理 · 每件 20 分钟内办结")
    marks = [(paper.name, paper.mark) for paper in card.papers]
    assert marks[0] == ("用电人有效身份证件", "必带")
    assert marks[2] == ("授权委托书及经办人身份证件", "视情况")
    assert marks[3] == ("用电登记表", "现场填")
    assert card.papers[0].note.endswith("电子证照，任一")
    facts = {fact.label: (fact.value, fact.note) for fact in card.facts}
    assert facts["收费"] == ("不收取费用", "按当地公示价目")
    assert facts["供电方案答复"] == ("10 天内", "自受理次日起")
    assert facts["前面等候"] == ("0 人", "—")


def test_what_the_hall_looks_up_itself_need_not_be_brought(kiosk: Kiosk) -> None:
    kiosk.presenter.choose_kind("B")
    kiosk.presenter.choose_service("B15")
    assert kiosk.state.card is not None
    marks = {paper.name: paper.mark for paper in kiosk.state.card.papers}
    assert marks["结清电费凭据"] == "现场查"


def test_no_public_page_names_a_complaint(kiosk: Kiosk, day: Day) -> None:
    shown: list[str] = []
    for kind in ("A", "B", "C", "E"):
        kiosk.presenter.choose_kind(kind)
        for each in kiosk.state.services:
            kiosk.presenter.choose_service(each.code)
            shown.append(repr(kiosk.state))
            kiosk.presenter.back()
        shown.append(repr(kiosk.state))
        kiosk.presenter.go_home()
        shown.append(repr(kiosk.state))
    assert not [page for page in shown for word in PUBLIC_TABOO if word in page]
    assert not [name for name in NEUTRAL_SERVICES.values() for word in PUBLIC_TABOO if word in name]


def test_a_complaint_put_on_the_kiosk_wears_neutral_words_and_stays_one(
    kiosk: Kiosk, hall: Hall, day: Day
) -> None:
    def offer(tx: Any) -> None:
        service = queries.get_service(tx, "D01")
        tx.change(service, replace(service, on_kiosk=True), "switch_service", guard="kind")

    day.do(offer)
    kiosk.presenter.refresh()
    kiosk.presenter.choose_kind("C")
    names = {each.code: each.name for each in kiosk.state.services}
    assert names["D01"] == "服务意见反馈"
    kiosk.presenter.choose_service("D01")
    kiosk.presenter.issue()
    assert "投诉" not in repr(kiosk.state)
    assert tickets_of(hall)[0].service_code == "D01"


@pytest.mark.rule("6(4)")
def test_a_ground_goes_with_the_next_ticket_only(kiosk: Kiosk, hall: Hall, day: Day) -> None:
    day.issue("A01")
    kiosk.presenter.refresh()
    kiosk.presenter.ask_priority()
    assert [each.code for each in kiosk.state.grounds] == ["Y1", "Y2", "Y3", "Y4"]
    kiosk.presenter.choose_ground("Y1")
    assert (kiosk.state.step, kiosk.state.ground) == (Step.HOME, "老年人")
    assert tile(kiosk.state, "A").ahead == 0
    kiosk.take("A01")
    first = tickets_of(hall)[-1]
    assert (first.ground, first.lane) == ("Y1", Lane.PRIORITY)
    kiosk.clock.advance(1)
    kiosk.presenter.go_home()
    assert kiosk.state.ground == ""
    kiosk.take("A01")
    assert tickets_of(hall)[-1].ground is None
    called = day.call(3)
    assert called is not None
    assert called.id == first.id


@pytest.mark.rule("6(4)")
def test_priority_can_be_taken_back_and_staff_grounds_cannot_be_taken(
    kiosk: Kiosk, hall: Hall
) -> None:
    kiosk.presenter.ask_priority()
    kiosk.presenter.choose_ground("Y7")
    assert kiosk.at(Step.GROUNDS)
    kiosk.presenter.choose_ground("Y2")
    assert kiosk.state.ground == "行动不便、残障"
    kiosk.presenter.cancel_priority()
    kiosk.take("A01")
    assert tickets_of(hall)[0].lane is Lane.ORDINARY


@pytest.mark.rule("6(4)")
def test_people_ahead_of_a_priority_ticket_follow_the_fairness_cap() -> None:
    assert [board.people_ahead(n, 9) for n in range(5)] == [0, 1, 3, 4, 6]
    assert board.people_ahead(4, 1) == 5


def test_the_shown_place_is_the_place_in_the_line(kiosk: Kiosk, day: Day, hall: Hall) -> None:
    for ground in (None, "Y1", None, "Y1", "Y3", None):
        day.issue("B01", ground)
    mine = day.issue("B01", "Y1")
    ahead = hall.ask(board.ahead_of, mine)
    called = 0
    while (ticket := day.call(4)) is not None and ticket.id != mine.id:
        called += 1
        day.do(_finish_quickly, "1021", ticket=ticket)
    assert called == ahead


def _finish_quickly(tx: Any, *, ticket: Ticket) -> None:
    done = replace(ticket, state=TicketState.DONE, started_at=tx.now, finished_at=tx.now)
    tx.change(ticket, done, "finish")


def test_a_second_tap_takes_no_second_ticket(hall: Hall, clock: FakeClock) -> None:
    late = LateRunner()
    kiosk = Kiosk(hall, clock, late)
    late.settle()
    kiosk.presenter.choose_kind("A")
    kiosk.presenter.choose_service("A01")
    kiosk.presenter.issue()
    kiosk.presenter.issue()
    late.settle()
    kiosk.presenter.issue()
    late.settle()
    assert [ticket.code for ticket in tickets_of(hall)] == ["A001"]
    assert [slip.code for slip in kiosk.slips] == ["A001"]


def test_a_retry_after_an_unknown_outcome_takes_no_second_ticket(
    hall: Hall, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    kiosk = Kiosk(hall, clock)
    kiosk.presenter.choose_kind("A")
    kiosk.presenter.choose_service("A01")
    honest = hall.do

    def cut_after_commit(*args: Any, **kwargs: Any) -> Any:
        honest(*args, **kwargs)
        raise StoreUnavailable("数据库连不上，请稍候。")

    monkeypatch.setattr(hall, "do", cut_after_commit)
    kiosk.presenter.issue()
    assert kiosk.state.banner == "数据库连不上，请稍候。"
    monkeypatch.setattr(hall, "do", honest)
    kiosk.presenter.issue()
    assert kiosk.at(Step.ISSUED)
    assert kiosk.state.banner == ""
    assert [ticket.code for ticket in tickets_of(hall)] == ["A001"]


def test_the_slip_prints_after_the_ticket_is_committed(hall: Hall, clock: FakeClock) -> None:
    seen: list[int] = []
    presenter = KioskPresenter(
        Desk(hall=hall, runner=SyncRunner()), lambda ticket: seen.append(len(tickets_of(hall)))
    )
    presenter.refresh()
    presenter.choose_kind("E")
    presenter.choose_service("E01")
    presenter.issue()
    assert seen == [1]


def test_a_printer_fault_is_said_and_the_ticket_stays(kiosk: Kiosk, hall: Hall) -> None:
    kiosk.fault = RuntimeError("没有纸了")
    kiosk.take("A01")
    assert kiosk.state.ticket is not None
    assert (kiosk.state.ticket.code, kiosk.state.ticket.slip) == ("A001", "failed")
    assert len(tickets_of(hall)) == 1
    kiosk.wait(19)
    assert kiosk.at(Step.ISSUED)
    kiosk.wait(1)
    assert kiosk.at(Step.HOME)


def test_after_the_ticket_the_kiosk_goes_home_by_itself(kiosk: Kiosk) -> None:
    kiosk.presenter.toggle_large()
    kiosk.take("A01")
    assert (kiosk.state.home_in_s, kiosk.state.large) == (8, True)
    kiosk.wait(7)
    assert kiosk.state.home_in_s == 1
    kiosk.wait(1)
    state = kiosk.state
    assert (state.step, state.large, state.ticket) == (Step.HOME, False, None)
    assert state.home_in_s is None


def test_a_customer_who_left_is_forgotten(kiosk: Kiosk) -> None:
    kiosk.presenter.ask_priority()
    kiosk.presenter.choose_ground("Y1")
    kiosk.presenter.choose_kind("B")
    kiosk.wait(8)
    assert kiosk.state.home_in_s == 52
    kiosk.presenter.touched()
    assert kiosk.state.home_in_s == 60
    kiosk.wait(60)
    assert (kiosk.state.step, kiosk.state.ground) == (Step.HOME, "")


def test_a_clock_set_back_keeps_nobody_longer(kiosk: Kiosk) -> None:
    kiosk.presenter.choose_kind("B")
    kiosk.wait(-3600)
    assert kiosk.state.home_in_s == 60


def test_back_leads_one_step_back(kiosk: Kiosk) -> None:
    kiosk.presenter.choose_kind("B")
    kiosk.presenter.choose_service("B01")
    kiosk.presenter.back()
    assert kiosk.at(Step.SERVICES)
    kiosk.presenter.back()
    assert kiosk.at(Step.HOME)
    kiosk.presenter.back()
    assert kiosk.at(Step.HOME)


def test_the_guide_is_called_from_the_kiosk(kiosk: Kiosk, hall: Hall) -> None:
    kiosk.presenter.choose_kind("B")
    kiosk.presenter.call_manager()
    kiosk.presenter.call_manager()
    calls = hall.ask(helping.open_calls)
    assert [(call.raised_by, call.window_no, call.reason) for call in calls] == [
        ("kiosk", None, "取号机请引导员")
    ]
    assert kiosk.state.message == "已请引导员，马上过来，请稍候。"
    kiosk.wait(10)
    assert kiosk.state.message == ""


@pytest.mark.rule("11(8)")
def test_a_suspended_kind_says_so_and_gives_no_ticket(
    kiosk: Kiosk, day: Day, clock: FakeClock
) -> None:
    day.do(suspending.suspend, form=stop_form(clock, Scope.SERVICE, "E"))
    kiosk.presenter.refresh()
    assert tile(kiosk.state, "E").stopped == "系统故障，预计恢复 09:40"
    kiosk.take("E01")
    assert kiosk.at(Step.HOME)
    assert kiosk.slips == []
    assert tile(kiosk.state, "A").stopped == ""


@pytest.mark.rule("11(8)")
def test_a_kind_suspended_while_looking_at_the_card_is_said_in_a_sentence(
    kiosk: Kiosk, day: Day, clock: FakeClock
) -> None:
    kiosk.presenter.choose_kind("E")
    kiosk.presenter.choose_service("E01")
    day.do(suspending.suspend, form=stop_form(clock, Scope.SERVICE, "E"))
    kiosk.presenter.issue()
    assert kiosk.at(Step.CARD)
    assert (kiosk.state.message, kiosk.state.is_error) == (
        "该业务暂停营业，暂不取号，请看大屏或问引导员。",
        True,
    )


@pytest.mark.rule("11(8)")
def test_a_suspended_hall_says_why_and_until_when(kiosk: Kiosk, day: Day, clock: FakeClock) -> None:
    day.do(suspending.suspend, form=stop_form(clock, Scope.HALL, None))
    kiosk.presenter.refresh()
    state = kiosk.state
    assert state.step is Step.BLOCKED
    assert state.notice is not None
    assert (state.notice.title, state.notice.suspended) == ("暂停营业", True)
    facts = {fact.label: fact.value for fact in state.notice.facts}
    assert facts["原因"] == "系统故障"
    assert facts["预计恢复"] == "09:40"
    assert facts["您可以"] == "请拨打 95598，或到意见反馈窗口"
    clock.advance(3600)
    facts = {fact.label: fact.value for fact in kiosk.state.notice.facts}  # type: ignore[union-attr]
    assert facts["预计恢复"] == "待通知"


@pytest.mark.rule("11(9)")
def test_at_the_posted_hour_the_kiosk_closes_by_the_clock_alone(
    kiosk: Kiosk, day: Day, clock: FakeClock
) -> None:
    for _ in range(3):
        day.issue("A01")
    kiosk.presenter.choose_kind("A")
    kiosk.presenter.choose_service("A01")
    clock.set(datetime.fromisoformat("2026-03-12T17:29:59+08:00"))
    assert kiosk.at(Step.CARD)
    clock.advance(1)
    kiosk.presenter.tick()
    state = kiosk.state
    assert state.step is Step.BLOCKED
    assert state.notice is not None
    assert state.notice.title == "今天已停止取号"
    assert [fact.value for fact in state.notice.facts] == [
        "明天 08:30 开门",
        "08:30–17:30",
        "95598",
    ]
    kiosk.presenter.issue()
    assert kiosk.slips == []
    assert day.call(3) is not None


@pytest.mark.rule("11(9)")
def test_a_ticket_taken_in_the_last_second_is_still_shown(kiosk: Kiosk, clock: FakeClock) -> None:
    clock.set(datetime.fromisoformat("2026-03-12T17:29:59+08:00"))
    kiosk.take("A01")
    clock.advance(3)
    assert kiosk.at(Step.ISSUED)
    kiosk.wait(5)
    assert kiosk.at(Step.BLOCKED)


@pytest.mark.rule("11(9)")
def test_issue_stopped_early_shows_at_once(kiosk: Kiosk, day: Day) -> None:
    day.do(opening.stop_issuing)
    kiosk.presenter.refresh()
    assert kiosk.at(Step.BLOCKED)


@pytest.mark.rule("13(3)")
@pytest.mark.parametrize(
    ("moment", "opens", "sentence"),
    [
        ("2026-03-12T07:50:00+08:00", "今天 08:30 开门", "还没有开门，开门后在这里取号。"),
        ("2026-03-12T20:00:00+08:00", "明天 08:30 开门", "还没有开门，开门后在这里取号。"),
    ],
)
def test_a_closed_hall_says_when_it_opens_and_names_95598(
    founded: Hall, clock: FakeClock, moment: str, opens: str, sentence: str
) -> None:
    clock.set(datetime.fromisoformat(moment))
    state = Kiosk(founded, clock).state
    assert state.step is Step.BLOCKED
    assert state.notice is not None
    assert [fact.value for fact in state.notice.facts] == [opens, "08:30–17:30", "95598"]
    assert state.notice.sentence == sentence
    assert state.can_call is False


@pytest.mark.rule("10(3)")
def test_the_next_opening_passes_over_a_rest_day(hall: Hall, clock: FakeClock) -> None:
    closed = replace(hall.ask(board.hall_board), day=None, closed_weekdays=frozenset({4}))
    clock.set(datetime.fromisoformat("2026-03-12T20:00:00+08:00"))
    assert closed.next_opening(clock.now()).isoformat() == "2026-03-14T08:30:00+08:00"


def test_a_window_suspended_or_unstaffed_does_not_shorten_the_wait(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    def windows(prefix: str) -> int:
        kind = hall.ask(board.hall_board).kind(prefix)
        assert kind is not None
        return kind.windows

    assert (windows("A"), windows("B")) == (2, 1)
    form = replace(stop_form(clock, Scope.WINDOW, None), window=WindowNo(1))
    day.do(suspending.suspend, form=form)
    day.do(opening.assign_windows, windows={7: "B"})
    assert (windows("A"), windows("B")) == (1, 1)


def test_a_ticket_from_elsewhere_counts_after_the_next_look(kiosk: Kiosk, hall: Hall) -> None:
    hall.do(issuing.issue, "kiosk", None, service_code="B01")
    assert tile(kiosk.state, "B").ahead == 0
    kiosk.presenter.refresh()
    assert tile(kiosk.state, "B").ahead == 1


def test_the_questions_answer_alike_on_both_databases(both_halls: Hall, clock: FakeClock) -> None:
    day = Day(both_halls, clock)
    for _ in range(3):
        day.whole_visit("A01", seconds=240)
    mine = day.issue("A01", "Y1")
    day.issue("A01")
    day.call(3)
    display = both_halls.ask(board.display_board)
    kiosk = both_halls.ask(kiosk_board, mine)
    kind = kiosk.hall.kind("A")
    assert kind is not None
    assert (kind.waiting, kind.priority, kind.windows) == (1, 0, 2)
    assert kind.outlook is not None
    assert kind.estimate(kind.ahead()) == "2–6 分"
    assert display.calls[0].code == mine.code
    assert display.limits == {"payment": 5, "business": 20}
    with both_halls.store.read() as conn:
        assert conn.execute(select(func.count()).select_from(schema.ticket)).scalar() == 5


class LateRunner:
    """Keeps every job until told to go on, as a slow disk would."""

    def __init__(self) -> None:
        self.jobs: list[tuple[Callable[[], Any], Callable[[Any], None], Callable[..., None]]] = []

    def run(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.jobs.append((job, done, failed))

    def settle(self) -> None:
        while self.jobs:
            SyncRunner().run(*self.jobs.pop(0))


def test_a_hall_that_opens_late_promises_no_hour_that_has_passed(
    founded: Hall, clock: FakeClock
) -> None:
    clock.set(datetime(2026, 3, 12, 1, 0, tzinfo=UTC))
    hall = founded.ask(board.hall_board)
    assert opening_words(hall, clock.now()) == "即将开门"
