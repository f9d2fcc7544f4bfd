"""The ladder page without a screen: search, choose a rung, card, on to the form."""

from collections.abc import Callable
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.ladder import LadderPresenter
from hall_desk.presenters.ladder_state import LadderPageState
from hall_desk.usecases.hall import Hall
from tests.conftest import Day


class Page:
    """A presenter with its last state, as a window would see it."""

    def __init__(self, hall: Hall, day: Day):
        day.issue("C01")
        self.printed: list[str] = []
        self.referred: list[tuple[str, str, str]] = []
        self.states: list[LadderPageState] = []
        self.ticket = day.serve(3)
        self.presenter = self.open(hall)

    def open(self, hall: Hall) -> LadderPresenter:
        desk = Desk(hall=hall, runner=SyncRunner())
        presenter = LadderPresenter(
            desk, "1032", WindowNo(3), self.ticket, print_card=self.printed.append
        )
        presenter.show = self.states.append
        presenter.refer = lambda *given: self.referred.append(given)
        presenter.refresh()
        return presenter

    @property
    def now(self) -> LadderPageState:
        return self.states[-1]


@pytest.fixture
def page(hall: Hall, day: Day) -> Page:
    return Page(hall, day)


class LateRunner:
    """Brings an answer only when told to, as a worker thread may."""

    def __init__(self) -> None:
        self.jobs: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []

    def run(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        del failed
        self.jobs.append((job, done))

    def answer(self) -> None:
        while self.jobs:
            job, done = self.jobs.pop(0)
            done(job())


@pytest.mark.rule("S2-1")
def test_the_best_area_is_shown_though_a_second_passed_before_its_answer(
    page: Page, hall: Hall
) -> None:
    runner = LateRunner()
    presenter = LadderPresenter(
        Desk(hall=hall, runner=runner), "1032", WindowNo(3), page.ticket, print_card=print
    )
    presenter.show = page.states.append
    presenter.refresh()
    runner.answer()
    presenter.search("lx")
    presenter.tick()
    runner.answer()
    assert page.now.rows[0].name == "柳溪街台区"
    assert page.now.area_name == "柳溪街台区"


@pytest.mark.rule("S2-1")
def test_a_village_shows_three_rungs_with_phone_hours_hops_and_date(page: Page) -> None:
    assert len(page.now.rows) == 5
    assert not page.now.rungs
    page.presenter.search("示例村")
    assert page.now.area_name == "示例一台区"
    assert [rung.title for rung in page.now.rungs] == ["台区经理", "供电所", "供电公司"]
    first = page.now.rungs[0]
    assert (first.person, first.phone) == ("张示例", "000-0000-0001")
    assert first.note == "全天 · 一般第 1 次联系"
    assert first.verified == "2026-01-05 核实 · 66 天前"
    assert [phone for _, phone in page.now.hotlines] == ["95598", "12398"]


@pytest.mark.rule("S2-1")
def test_a_gap_warns_in_the_list_and_names_whom_to_turn_to(page: Page) -> None:
    warnings = {row.name: row.warning for row in page.now.rows}
    assert warnings["示例山台区"] == "缺台区经理"
    assert warnings["示例一台区"] == ""
    page.presenter.search("示例沟村")
    gap = page.now.rungs[0]
    assert gap.gap == "没有登记台区经理，请直接联系供电所"
    page.presenter.choose_rung(gap.code)
    assert page.now.main.why == "请先选一级联系人。"
    page.presenter.use()
    assert page.referred == []


@pytest.mark.rule("S2-4")
def test_a_stale_rung_warns_and_can_be_used_all_the_same(page: Page) -> None:
    assert {row.name: row.warning for row in page.now.rows}["柳溪街台区"] == "联系方式待核实"
    page.presenter.search("lxc")
    rung = page.now.rungs[0]
    assert rung.stale
    assert rung.verified.endswith("130 天前，已过 90 天")
    page.presenter.choose_rung(rung.code)
    page.presenter.use()
    assert page.referred == [("T03", "QY03", "")]


@pytest.mark.rule("S2-4")
def test_the_card_is_printed_handed_over_and_the_tick_stays_with_the_visit(
    page: Page, hall: Hall, clock: FakeClock
) -> None:
    page.presenter.search("示例村")
    page.presenter.print_card()
    assert page.printed == []
    page.presenter.choose_rung("L2")
    page.presenter.print_card()
    assert (page.printed, page.now.message.text) == (["L2"], "联系卡已打印。")
    page.presenter.give_card()
    assert page.now.card_given == "09:00"
    clock.advance(300)
    again = page.open(hall)
    again.search("示例村")
    again.choose_rung("L2")
    assert page.now.card_given == "09:00"
    again.choose_rung("L1")
    assert page.now.card_given == ""


def test_a_paper_fault_is_told(page: Page) -> None:
    def _jam(code: str) -> None:
        raise PaperFault(f"卡纸（{code}）。")

    page.presenter.print_wanted = _jam
    page.presenter.search("示例村")
    page.presenter.choose_rung("L1")
    page.presenter.print_card()
    assert page.now.banner == "联系卡没有打出来：卡纸（L1）。"


@pytest.mark.rule("S1-7")
def test_an_account_shows_its_manager_masked_and_goes_into_the_form(page: Page) -> None:
    page.presenter.search("3600 1600 00018")
    (row,) = page.now.key_accounts
    assert (row.manager, row.phone) == ("吴示例", "000-0000-0016")
    assert row.account == "3600 **** 0018"
    page.presenter.choose_rung("T05")
    page.presenter.use()
    assert page.referred == [("T05", "QY05", "3600160000018")]


def test_another_search_forgets_the_rung_and_nothing_found_says_what_to_do(page: Page) -> None:
    page.presenter.search("示例村")
    page.presenter.choose_rung("L3")
    page.presenter.search("柳溪村")
    assert not any(rung.current for rung in page.now.rungs)
    page.presenter.search("没有的村")
    assert not page.now.rungs
    assert "95598" in page.now.found
    page.presenter.search("x\x00")
    assert page.now.message.is_error
