"""The kiosk beyond the tree: search, codes, self query, lists to carry, rest, the way out."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from hall_desk import qr
from hall_desk.clock import FakeClock
from hall_desk.domain.codes import pass_payload, ticket_payload
from hall_desk.domain.items import Outcome
from hall_desk.domain.passes import MOST_GUESSES, PassKind, ReturnPass
from hall_desk.domain.publicnotices import NoticeKind
from hall_desk.domain.tickets import Lane, Source, Ticket
from hall_desk.presenters import kiosk_more as more
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.kiosk import KioskPresenter
from hall_desk.presenters.kiosk_state import KioskState, Step
from hall_desk.store import schema
from hall_desk.usecases import calling, passes, serving
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.outcomes import Result
from tests.conftest import MANAGER, PASSWORDS, Day
from tests.ui.gallery_kiosk import publish, set_kiosk

PERSONAL = ("林𬭎", "00000000012", "户名", "身份证号")


class Kiosk:
    """A customer at the kiosk."""

    def __init__(self, hall: Hall, clock: FakeClock):
        self.hall, self.clock = hall, clock
        self.lists: list[str] = []
        self.fault: Exception | None = None
        self.out = 0
        desk = Desk(hall=hall, runner=SyncRunner())
        self.presenter = KioskPresenter(desk, lambda ticket: None, self._print)
        self.presenter.left = self._leave
        self.presenter.refresh()

    def _print(self, code: str) -> None:
        if self.fault is not None:
            raise self.fault
        self.lists.append(code)

    def _leave(self) -> None:
        self.out += 1

    @property
    def state(self) -> KioskState:
        return self.presenter.build()

    def at(self, step: Step) -> bool:
        return self.state.step is step

    def wait(self, seconds: float) -> None:
        self.clock.advance(seconds)
        self.presenter.tick()

    def press(self, keys: str) -> None:
        for key in keys:
            self.presenter.press(key)


@pytest.fixture
def kiosk(hall: Hall, clock: FakeClock) -> Kiosk:
    return Kiosk(hall, clock)


def tickets_of(hall: Hall) -> list[Ticket]:
    return hall.ask(lambda reading: reading.all(Ticket, order_by=schema.ticket.c.id))


def booked(day: Day, service: str = "B15", hours: float = 1) -> ReturnPass:
    given: ReturnPass = day.do(
        passes.issue_pass,
        MANAGER,
        kind=PassKind.BOOKED,
        service_code=service,
        wanted_at=day.clock.now() + timedelta(hours=hours),
    )
    return given


def missing_papers(day: Day) -> ReturnPass:
    """A visit at window 4 that ends with papers missing."""
    day.issue("B15")
    ticket = day.serve(4)
    item = day.ask(serving.items_of, ticket.id)[0]
    given: ReturnPass = day.do(
        passes.issue_pass, day.clerk(4), kind=PassKind.PAPERS, item_id=item.id
    )
    day.finish(ticket, result=Result(outcome=Outcome.PAPERS))
    return given


# -- search --------------------------------------------------------------------------------------


def test_letters_of_the_screen_find_items_while_they_are_touched(kiosk: Kiosk) -> None:
    kiosk.presenter.open_search()
    kiosk.press("ZDB")
    assert [tile.code for tile in kiosk.state.found] == ["B01", "B02"]
    kiosk.presenter.press("back")
    assert kiosk.state.typed == "ZD"
    kiosk.presenter.press("clear")
    assert (kiosk.state.typed, kiosk.state.found) == ("", ())
    assert kiosk.state.said[:3] == ("交电费", "装电表", "查电费")


def test_a_found_item_shows_what_to_bring_and_back_leads_to_what_was_typed(kiosk: Kiosk) -> None:
    kiosk.presenter.open_search()
    kiosk.press("GH")
    kiosk.presenter.choose_service("B15")
    card = kiosk.state.card
    assert card is not None
    assert (card.name, kiosk.state.step) == ("过户", Step.CARD)
    kiosk.presenter.back()
    assert (kiosk.state.step, kiosk.state.typed) == (Step.SEARCH, "GH")
    kiosk.presenter.back()
    assert kiosk.at(Step.HOME)


@pytest.mark.rule("11(4)")
def test_what_to_bring_stands_before_every_way_to_a_ticket(kiosk: Kiosk, hall: Hall) -> None:
    presenter = kiosk.presenter
    presenter.open_search()
    presenter.choose_word("装电表")
    assert kiosk.at(Step.SEARCH)  # more than one item is called so
    presenter.issue()
    presenter.submit()
    state = kiosk.state
    assert state.step is Step.CARD
    assert state.card is not None
    assert [paper.mark for paper in state.card.papers].count("必带") >= 1
    assert tickets_of(hall) == []
    presenter.issue()
    assert [ticket.service_code for ticket in tickets_of(hall)] == ["B01"]


def test_an_everyday_word_of_one_item_leads_straight_to_it(kiosk: Kiosk) -> None:
    kiosk.presenter.open_search()
    kiosk.presenter.choose_word("增容")
    assert kiosk.at(Step.SEARCH)
    kiosk.presenter.choose_word("峰谷电价")
    assert kiosk.at(Step.CARD)


def test_nothing_found_is_not_an_error_and_nothing_is_lost(kiosk: Kiosk) -> None:
    kiosk.presenter.open_search()
    kiosk.presenter.type("办签证")
    kiosk.presenter.submit()
    state = kiosk.state
    assert (state.step, state.typed, state.found, state.is_error) == (
        Step.SEARCH,
        "办签证",
        (),
        False,
    )
    assert state.said


def test_a_keyboard_on_the_first_page_opens_the_search(kiosk: Kiosk) -> None:
    kiosk.presenter.type("j")
    assert (kiosk.state.step, kiosk.state.typed) == (Step.SEARCH, "j")


@pytest.mark.rule("10(1)")
def test_an_item_switched_off_is_not_found(kiosk: Kiosk, hall: Hall) -> None:
    from dataclasses import replace

    from hall_desk.domain.services import Service

    hall.do(
        lambda tx: tx.change(
            old := tx.get(Service, code="B15"), replace(old, enabled=False), "off", guard="code"
        ),
        MANAGER,
    )
    kiosk.presenter.refresh()
    kiosk.presenter.open_search()
    kiosk.presenter.type("二手房过户")
    assert "B15" not in [tile.code for tile in kiosk.state.found]


# -- the list of what to bring -------------------------------------------------------------------


def test_the_list_alone_prints_without_a_ticket(kiosk: Kiosk, hall: Hall) -> None:
    kiosk.presenter.choose_kind("B")
    kiosk.presenter.choose_service("B01")
    kiosk.presenter.print_list()
    assert (kiosk.lists, kiosk.state.printing) == (["B01"], "printed")
    assert tickets_of(hall) == []
    kiosk.fault = OSError("没有纸了")
    kiosk.presenter.print_list()
    assert kiosk.state.printing == "failed"
    kiosk.presenter.back()
    assert kiosk.state.printing == ""


@pytest.mark.rule("11(4)")
def test_every_list_fits_a_code_that_a_telephone_reads(kiosk: Kiosk) -> None:
    assert kiosk.presenter.facts is not None
    for service in kiosk.presenter.facts.services:
        kiosk.presenter.go_home()
        kiosk.presenter.choose_kind(service.prefix)
        kiosk.presenter.choose_service(service.code)
        kiosk.presenter.carry()
        carry, card = kiosk.state.carry, kiosk.state.card
        assert carry is not None
        assert card is not None
        assert len(qr.modules(carry.payload)) <= more.MOST_MODULES, service.code
        for paper in card.papers:
            if paper.must:
                assert paper.name in carry.payload, (service.code, paper.name)
        assert card.name in carry.payload
        kiosk.wait(61)


@pytest.mark.rule("S2-6")
def test_with_a_link_set_the_code_leads_there(kiosk: Kiosk, hall: Hall) -> None:
    hall.do(set_kiosk, MANAGER, None, link="https://example.com/h5", link_words="掌上电力")
    kiosk.presenter.refresh()
    kiosk.presenter.choose_kind("B")
    kiosk.presenter.choose_service("B01")
    kiosk.presenter.carry()
    carry = kiosk.state.carry
    assert carry is not None
    assert carry.payload == "https://example.com/h5?item=B01"
    assert "掌上电力" in carry.hint


# -- codes ---------------------------------------------------------------------------------------


def test_a_returning_customers_code_gives_a_priority_ticket_for_the_window(
    kiosk: Kiosk, hall: Hall, day: Day
) -> None:
    given = missing_papers(day)
    kiosk.presenter.open_code()
    kiosk.press(given.code)
    kiosk.presenter.submit()
    state = kiosk.state
    assert state.ticket is not None
    assert (state.step, state.ticket.priority, state.ticket.window) == (
        Step.ISSUED,
        "优先",
        "4号窗口",
    )
    ticket = tickets_of(hall)[-1]
    assert (ticket.source, ticket.lane, ticket.ground) == (Source.RETURN, Lane.PRIORITY, "Y6")


def test_a_booked_code_scanned_on_any_page_gives_its_ticket(
    kiosk: Kiosk, hall: Hall, day: Day
) -> None:
    given = booked(day)
    kiosk.presenter.choose_kind("A")
    kiosk.presenter.choose_service("A01")
    kiosk.presenter.scanned(pass_payload(given.code))
    assert kiosk.at(Step.ISSUED)
    assert [ticket.service_code for ticket in tickets_of(hall)] == ["B15"]


def test_two_quick_presses_of_a_code_are_one_ticket(kiosk: Kiosk, hall: Hall, day: Day) -> None:
    given = booked(day)
    kiosk.presenter.open_code()
    kiosk.press(given.code)
    kiosk.presenter.submit()
    kiosk.presenter.submit()
    kiosk.presenter.scanned(pass_payload(given.code))
    assert len(tickets_of(hall)) == 1
    kiosk.wait(9)
    kiosk.presenter.scanned(pass_payload(given.code))
    assert "已经用过" in kiosk.state.message
    assert len(tickets_of(hall)) == 1


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("", "请输入回厅码"),
        ("K7M4", "8 位"),
        ("K7M4OI00", "认不出"),
        ("K7M49XWP", "没有这个回厅码"),
    ],
)
def test_a_wrong_code_is_said_kindly_and_what_was_typed_stays(
    kiosk: Kiosk, code: str, words: str
) -> None:
    kiosk.presenter.open_code()
    kiosk.presenter.type(code)
    kiosk.presenter.submit()
    state = kiosk.state
    assert (state.step, state.typed, state.is_error) == (Step.CODE, code, True)
    assert words in state.message
    kiosk.presenter.press("back")
    assert kiosk.state.message == ""


def test_guessing_codes_is_stopped(kiosk: Kiosk) -> None:
    kiosk.presenter.open_code()
    for guess in range(MOST_GUESSES + 1):
        kiosk.presenter.type("K7M49XW" + "34579CDFH"[guess].replace("5", "P"))
        kiosk.presenter.submit()
    assert "错误次数太多" in kiosk.state.message


def test_an_expired_code_says_until_when_it_was_good(
    kiosk: Kiosk, day: Day, clock: FakeClock
) -> None:
    given = booked(day, hours=30)
    kiosk.presenter.open_code()
    kiosk.presenter.type(given.code.lower())
    kiosk.presenter.submit()
    assert "3月13日" in kiosk.state.message


def test_a_strange_code_before_the_scanner_sends_to_the_guide(kiosk: Kiosk, hall: Hall) -> None:
    kiosk.presenter.scanned("HD1:V:SJ-000387")
    assert (kiosk.state.is_error, "引导员" in kiosk.state.message) == (True, True)
    assert tickets_of(hall) == []


def test_scanned_letters_in_a_field_are_taken_as_the_code_they_are(kiosk: Kiosk, day: Day) -> None:
    given = booked(day)
    kiosk.presenter.open_search()
    kiosk.presenter.type(f"交电{pass_payload(given.code)}")
    kiosk.presenter.submit()
    assert kiosk.at(Step.ISSUED)


# -- self query ----------------------------------------------------------------------------------


@pytest.mark.rule("12(6)")
def test_a_ticket_number_shows_position_and_estimate_only(
    kiosk: Kiosk, day: Day, hall: Hall
) -> None:
    for _ in range(3):
        day.whole_visit("A01", seconds=240)
    day.issue("A01")
    mine = day.issue("A01")
    kiosk.presenter.refresh()
    kiosk.presenter.open_query()
    kiosk.press("A5")
    kiosk.presenter.submit()
    place = kiosk.state.place
    assert place is not None
    assert place.code == mine.code == "A005"
    assert [(f.label, f.value) for f in place.facts] == [
        ("前面等候", "1 人"),
        ("预计等候", "1 分以内"),
    ]
    everything = str(place)
    for word in ("居民", "缴", "优先", "老年", "1032", "陈予安"):
        assert word not in everything


@pytest.mark.rule("12(6)")
def test_the_answer_follows_the_line_and_says_where_to_go_when_called(
    kiosk: Kiosk, day: Day
) -> None:
    day.issue("A01")
    mine = day.issue("A01")
    kiosk.presenter.scanned(ticket_payload(mine.business_date, mine.code))
    assert kiosk.state.place is not None
    assert kiosk.state.place.facts[0].value == "1 人"
    day.call(3)
    kiosk.presenter.refresh()
    assert kiosk.state.place is not None
    assert kiosk.state.place.facts[0].value == "0 人"
    day.call(1)
    kiosk.presenter.refresh()
    place = kiosk.state.place
    assert place is not None
    assert [(f.label, f.value) for f in place.facts] == [("请到", "1号窗口")]


def test_each_state_of_a_ticket_has_one_sentence(kiosk: Kiosk, day: Day, clock: FakeClock) -> None:
    said = []
    day.issue("A01")
    ticket = day.serve(3)
    steps: list[Callable[[], object]] = [lambda: None, lambda: day.finish(ticket)]
    for step in steps:
        step()
        kiosk.presenter.go_home()
        kiosk.presenter.open_query()
        kiosk.presenter.type(ticket.code)
        kiosk.presenter.submit()
        assert kiosk.state.place is not None
        said.append(kiosk.state.place.sentence)
    gone = day.issue("A01")
    day.call(3)
    for verb in (calling.recall, calling.recall, calling.no_show):
        clock.advance(30)
        day.do(verb, "1032", ticket_id=gone.id)
    kiosk.presenter.type(gone.code)
    kiosk.presenter.submit()
    assert kiosk.state.place is not None
    said.append(kiosk.state.place.sentence)
    assert said == [
        "正在窗口办理。",
        "已经办完。",
        "已经过号。请到引导台，不必重新取号。",
    ]


@pytest.mark.parametrize("number", ["A999", "Z1", "甲1", "0", "A00000000000001", "' OR 1=1"])
def test_an_unknown_number_is_said_kindly(kiosk: Kiosk, number: str) -> None:
    kiosk.presenter.open_query()
    kiosk.presenter.type(number)
    kiosk.presenter.submit()
    assert kiosk.state.place is None
    assert kiosk.state.is_error
    assert "请对照号票" in kiosk.state.message


def test_a_ticket_of_another_day_is_not_looked_up(kiosk: Kiosk, day: Day) -> None:
    day.issue("A01")
    kiosk.presenter.scanned(ticket_payload(date(2026, 3, 11), "A001"))
    assert kiosk.state.place is None
    assert "3月11日的号票，已经过期" in kiosk.state.message


@pytest.mark.rule("12(6)")
def test_services_prices_and_promises_are_there_to_read(kiosk: Kiosk, hall: Hall) -> None:
    text = "低压居民 3 个工作日答复。"
    hall.do(publish, MANAGER, None, kind=NoticeKind.PROMISE, title="供电方案", body=text)
    kiosk.presenter.refresh()
    kiosk.presenter.open_query()
    kiosk.presenter.open_prices()
    rows = kiosk.state.prices
    assert len(rows) == 25  # all that are published
    assert rows[0].price == "30.00 元/次"
    assert "样价文〔2026〕0号" in rows[0].basis
    assert "2026-01-01" in rows[0].basis
    assert not rows[0].expired
    kiosk.presenter.back()
    assert kiosk.at(Step.QUERY)
    kiosk.presenter.open_promises()
    said = " ".join(f"{row.title} {row.text}" for row in kiosk.state.promises)
    for word in ("95598", "12398", "5 分钟", "20 分钟", "供电方案", text):
        assert word in said
    kiosk.presenter.back()
    kiosk.presenter.open_search()
    kiosk.presenter.type("过户")
    kiosk.presenter.submit()
    assert kiosk.at(Step.CARD)


def test_a_price_that_has_run_out_is_marked(kiosk: Kiosk, hall: Hall) -> None:
    from dataclasses import replace

    from hall_desk.domain.paidservice import Price

    def _end(tx: object) -> None:
        price = tx.get(Price, code="L01", valid_from=date(2026, 1, 1))  # type: ignore[attr-defined]
        tx.change(  # type: ignore[attr-defined]
            price, replace(price, valid_to=date(2026, 3, 11)), "end", guard="enabled"
        )

    hall.do(_end, MANAGER)
    kiosk.presenter.open_query()
    kiosk.presenter.open_prices()
    first = kiosk.state.prices[0]
    assert (first.expired, first.basis.endswith("至 2026-03-11")) == (True, True)


# -- hints ---------------------------------------------------------------------------------------


@pytest.mark.rule("S1-8")
def test_the_hint_to_other_ways_comes_when_the_line_to_pay_is_longer_than_set(
    kiosk: Kiosk, hall: Hall, day: Day
) -> None:
    hall.do(set_kiosk, MANAGER, None, hint_from=2)

    def hint(service: str) -> str:
        kiosk.wait(30)
        kiosk.presenter.refresh()
        kiosk.presenter.choose_kind(service[0])
        kiosk.presenter.choose_service(service)
        kiosk.presenter.issue()
        assert kiosk.state.ticket is not None
        return kiosk.state.ticket.other_ways

    assert hint("A01") == ""
    assert hint("A01") == ""
    assert "自助终端" in hint("A01")
    assert "网上国网" in hint("A01")
    for _ in range(3):
        assert hint("B01") == ""


# -- rest ----------------------------------------------------------------------------------------


def test_an_untouched_kiosk_comes_to_rest_and_any_touch_leads_home(
    kiosk: Kiosk, hall: Hall
) -> None:
    hall.do(set_kiosk, MANAGER, None, idle_s=45)
    kiosk.presenter.refresh()
    kiosk.wait(44)
    assert kiosk.at(Step.HOME)
    kiosk.wait(1)
    state = kiosk.state
    assert state.step is Step.REST
    assert state.rest is not None
    assert state.rest.slogan == "优质、方便、规范、真诚"
    assert "收费每件 5 分钟" in state.rest.promise
    kiosk.presenter.touched()
    assert kiosk.at(Step.HOME)


def test_a_forgotten_page_goes_home_first_and_then_to_rest(kiosk: Kiosk) -> None:
    kiosk.presenter.open_query()
    kiosk.presenter.type("A001")
    kiosk.wait(60)
    assert (kiosk.state.step, kiosk.state.typed) == (Step.HOME, "")
    kiosk.wait(90)
    assert kiosk.at(Step.REST)


def test_rest_can_be_switched_off(kiosk: Kiosk, hall: Hall) -> None:
    hall.do(set_kiosk, MANAGER, None, idle_s=0)
    kiosk.presenter.refresh()
    kiosk.wait(3600)
    assert kiosk.at(Step.HOME)


@pytest.mark.rule("5(1)")
def test_notices_that_hold_take_turns_and_others_stay_away(
    kiosk: Kiosk, hall: Hall, clock: FakeClock
) -> None:
    for kind, title in (
        (NoticeKind.NEWS, "清明节照常营业"),
        (NoticeKind.PROMISE, "供电方案答复"),
        (NoticeKind.PRICES, "价目表第 2 版"),
    ):
        hall.do(publish, MANAGER, None, kind=kind, title=title, body="正文")
    clock.set(datetime(2026, 3, 12, 2, 0, tzinfo=UTC))
    kiosk.presenter.refresh()
    kiosk.wait(90)
    seen = set()
    for _ in range(8):
        kiosk.wait(more.REST_PAGE_S)
        rest = kiosk.state.rest
        assert rest is not None
        seen.add(rest.title)
    assert {"清明节照常营业", "供电方案答复"} <= seen
    assert "价目表第 2 版" not in seen
    clock.set(datetime(2026, 2, 20, 2, 0, tzinfo=UTC))


def test_a_suspended_hall_is_said_before_anything_rests(
    kiosk: Kiosk, hall: Hall, clock: FakeClock
) -> None:
    clock.advance(9 * 3600)
    kiosk.presenter.tick()
    assert kiosk.at(Step.BLOCKED)
    kiosk.wait(3600)
    assert kiosk.at(Step.BLOCKED)


# -- after the hour ------------------------------------------------------------------------------


@pytest.mark.rule("11(9)", "12(6)")
def test_after_the_hour_whoever_waits_asks_for_their_place_and_takes_no_ticket(
    kiosk: Kiosk, day: Day, clock: FakeClock
) -> None:
    for _ in range(2):
        day.issue("A01")
    kiosk.presenter.choose_kind("A")
    clock.set(datetime.fromisoformat("2026-03-12T17:30:00+08:00"))
    kiosk.presenter.refresh()
    assert kiosk.at(Step.BLOCKED)
    notice = kiosk.state.notice
    assert notice is not None
    assert notice.asks
    kiosk.presenter.type("a")
    assert kiosk.at(Step.BLOCKED), "a keyboard opens no search from the closed page"
    kiosk.presenter.open_query()
    assert kiosk.at(Step.QUERY)
    kiosk.presenter.type("a002")
    kiosk.presenter.submit()
    place = kiosk.state.place
    assert place is not None
    assert place.facts[0].value == "1 人"
    kiosk.presenter.open_prices()
    assert kiosk.at(Step.PRICES)
    kiosk.presenter.back()
    kiosk.presenter.open_search()
    kiosk.presenter.choose_word("电费")
    found = kiosk.state.found
    if kiosk.at(Step.SEARCH):
        kiosk.presenter.choose_service(found[0].code)
    card = kiosk.state.card
    assert card is not None
    assert card.stopped.startswith("今天已停止取号")
    assert kiosk.state.subtitle == "自助查询 · 材料与收费", "no step towards a number"
    kiosk.presenter.issue()
    assert kiosk.presenter.message.text == ""
    assert len(tickets_of(day.hall)) == 2, "no number is given"
    kiosk.wait(60)
    assert kiosk.at(Step.BLOCKED), "forgotten like everybody"


@pytest.mark.rule("11(9)", "12(6)")
def test_after_the_last_one_the_closed_page_says_only_the_hours(
    kiosk: Kiosk, day: Day, clock: FakeClock
) -> None:
    day.issue("A01")
    clock.set(datetime.fromisoformat("2026-03-12T17:30:00+08:00"))
    kiosk.presenter.refresh()
    kiosk.presenter.open_query()
    assert kiosk.at(Step.QUERY)
    day.serve(3)
    kiosk.presenter.refresh()
    assert kiosk.at(Step.BLOCKED), "nobody waits any more"
    notice = kiosk.state.notice
    assert notice is not None
    assert (notice.asks, notice.sentence) == (False, "")
    kiosk.presenter.open_query()
    assert kiosk.at(Step.BLOCKED)


# -- the way out ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("staff_no", "password", "words"),
    [
        ("", "", "请输入工号和密码"),
        (MANAGER, "wrong-word", "工号或密码不对"),
        ("1032", PASSWORDS["1032"], "没有这项权限"),
    ],
)
def test_nobody_without_the_right_leaves_the_kiosk(
    kiosk: Kiosk, staff_no: str, password: str, words: str
) -> None:
    kiosk.presenter.ask_staff()
    kiosk.presenter.leave(staff_no, password)
    assert kiosk.out == 0
    assert (kiosk.state.step, kiosk.state.is_error) == (Step.STAFF, True)
    assert words in kiosk.state.message


def test_the_duty_manager_leaves_the_kiosk_and_the_journal_says_so(
    kiosk: Kiosk, hall: Hall
) -> None:
    kiosk.presenter.leave(MANAGER, PASSWORDS[MANAGER])
    assert kiosk.out == 0  # only from the staff's page
    kiosk.presenter.ask_staff()
    kiosk.presenter.leave(MANAGER, PASSWORDS[MANAGER])
    assert kiosk.out == 1
    with hall.store.read() as conn:
        rows = conn.execute(
            schema.journal.select().where(schema.journal.c.action == "leave_kiosk")
        ).all()
    assert [(row.actor, row.subject_id) for row in rows] == [(MANAGER, MANAGER)]


def test_the_staffs_page_closes_by_itself(kiosk: Kiosk) -> None:
    kiosk.presenter.ask_staff()
    kiosk.wait(60)
    assert kiosk.at(Step.HOME)
