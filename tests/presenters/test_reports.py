"""Reports from the desk: chosen, made beside the work, saved, stopped; filed at the closing."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from hall_desk.clock import FakeClock
from hall_desk.domain.days import BusinessDay
from hall_desk.domain.papers import DailyReportPaper
from hall_desk.domain.people import Staff
from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.reports import MONTH, PERIOD, ReportsPresenter, ReportsState
from hall_desk.store.transaction import Reading
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.money_days import FIRST, open_next, three_days

JANUARY = ("2026-03-12", "2026-03-14")


class Room:
    """The dialog's presenter and what it showed and printed."""

    def __init__(self, hall: Hall, folder: Path):
        self.printed: list[DailyReportPaper] = []
        self.states: list[ReportsState] = []
        staff = hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))
        desk = Desk(hall=hall, runner=SyncRunner())
        self.presenter = ReportsPresenter(
            desk, staff, aside=SyncRunner(), folder=folder, print_paper=self.printed.append
        )
        self.presenter.show = self.states.append
        self.presenter.begin()

    @property
    def state(self) -> ReportsState:
        return self.states[-1]


@pytest.fixture
def three(hall: Hall, clock: FakeClock) -> Day:
    return three_days(hall, clock)


@pytest.fixture
def room(three: Day, tmp_path: Path) -> Room:
    open_next(three, FIRST + timedelta(days=3))
    return Room(three.hall, tmp_path / "papers")


def test_each_kind_offers_its_dates(room: Room) -> None:
    assert (room.state.open, room.state.first, room.state.last) == (True, "2026-03-15", "")
    room.presenter.choose(MONTH)
    assert (room.state.first, room.state.last) == ("2026-03", "")
    room.presenter.choose(PERIOD)
    assert (room.state.first, room.state.last) == ("2026-02-01", "2026-02-28")


def test_a_days_report_is_printed_with_its_chain_checked(room: Room) -> None:
    room.presenter.print_report("2026-03-13", "")
    (report,) = room.printed
    assert (report.title, report.business_date) == ("营业日报", "2026-03-13")
    assert report.journal.verified is True
    assert room.state.message.text == "2026-03-13 的营业日报已打印。"
    assert not room.state.working


def test_a_period_is_saved_as_workbook_and_as_pdf(room: Room, tmp_path: Path) -> None:
    room.presenter.choose(PERIOD)
    for kind in ("xlsx", "pdf"):
        room.presenter.save(*JANUARY, str(tmp_path / "out"), kind)
        assert "已存入" in room.state.message.text
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == [
        "营业报表-2026-03-12至2026-03-14.pdf",
        "营业报表-2026-03-12至2026-03-14.xlsx",
    ]
    book = CalamineWorkbook.from_path(str(tmp_path / "out" / names[1]))
    assert len(book.get_sheet_by_name("按日").to_python()) == 5
    assert (tmp_path / "out" / names[0]).read_bytes().startswith(b"%PDF-")


def test_a_month_by_its_name(room: Room, tmp_path: Path) -> None:
    room.presenter.choose(MONTH)
    room.presenter.save("2026-03", "", str(tmp_path), "xlsx")
    assert (tmp_path / "营业月报-2026-03.xlsx").exists()


@pytest.mark.parametrize(
    ("kind", "first", "last", "field"),
    [
        ("day", "昨天", "", "first"),
        ("month", "2026-3", "", "first"),
        ("month", "2026-13", "", "first"),
        ("period", "2026-03-12", "", "last"),
        ("period", "2026-03-12", "2026-03-11", "last"),
    ],
)
def test_dates_that_are_none_are_told_at_the_field(
    room: Room, kind: str, first: str, last: str, field: str
) -> None:
    room.presenter.choose(kind)
    room.presenter.print_report(first, last)
    assert room.state.message.is_error
    assert room.state.message.field == field
    assert not room.printed


def test_days_without_business_are_said_in_one_sentence(room: Room) -> None:
    room.presenter.print_report("2025-01-01", "")
    assert "没有营业记录" in room.state.message.text
    assert not room.state.working


def test_a_printers_fault_is_said_and_the_desk_goes_on(room: Room) -> None:
    def _broken(report: DailyReportPaper) -> None:
        raise PaperFault("打印机没有接收。")

    room.presenter._print_paper = _broken
    room.presenter.print_report("2026-03-13", "")
    assert (room.state.message.text, room.state.working) == ("打印机没有接收。", False)


class HeldRunner:
    """Keeps the job until it is let go."""

    def __init__(self) -> None:
        self.jobs: list[tuple[Callable[[], Any], Callable[[Any], None], Any]] = []

    def run(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.jobs.append((job, done, failed))

    def let_go(self) -> None:
        SyncRunner().run(*self.jobs.pop())


def test_work_under_way_says_how_far_it_is_and_can_be_stopped(room: Room, tmp_path: Path) -> None:
    held = HeldRunner()
    room.presenter.aside = held
    with room.presenter.desk.hall.store.write() as turn:
        turn.conn.exec_driver_sql("UPDATE day_figures SET version = 0")
    room.presenter.choose(PERIOD)
    room.presenter.save(*JANUARY, str(tmp_path / "out"), "pdf")
    assert (room.state.working, room.state.progress) == (True, "正在汇总…")
    room.presenter.print_report(*JANUARY)
    assert len(held.jobs) == 1
    assert "还在做" in room.state.message.text
    seen: list[str] = []
    room.presenter._told_days(1, 3)
    room.presenter.tick()
    seen.append(room.state.progress)
    assert seen == ["正在汇总，第 2 / 3 天…"]
    room.presenter.stop()
    held.let_go()
    assert (room.state.working, room.state.message.text) == (False, "已停止，没有留下文件。")
    assert not (tmp_path / "out").exists()
    room.presenter.save(*JANUARY, str(tmp_path / "out"), "pdf")
    held.let_go()
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_the_auditors_folder_is_written_and_journalled(room: Room, tmp_path: Path) -> None:
    room.presenter.choose(PERIOD)
    room.presenter.export(*JANUARY, str(tmp_path))
    folder = tmp_path / "审计导出-2026-03-12-2026-03-14"
    assert (folder / "manifest.json").exists()
    with room.presenter.desk.hall.store.read() as conn:
        last = conn.exec_driver_sql("SELECT action, actor FROM journal ORDER BY n DESC").first()
    assert last is not None
    assert tuple(last) == ("export_audit", MANAGER)
    room.presenter.export(*JANUARY, str(tmp_path))
    assert "已有内容" in room.state.message.text


def test_a_closed_day_is_filed_by_itself(room: Room, tmp_path: Path) -> None:
    def _day(reading: Reading) -> BusinessDay:
        return reading.get(BusinessDay, date=date(2026, 3, 14))

    room.presenter.file_closed(room.presenter.desk.hall.ask(_day))
    names = sorted(path.name for path in (tmp_path / "papers").iterdir())
    assert names == ["营业日报-2026-03-14.pdf", "营业日报-2026-03-14.xlsx"]
    assert "已存入" in room.state.message.text


def test_a_folder_that_cannot_be_written_is_said(room: Room, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    room.presenter.save("2026-03-13", "", str(tmp_path / "file"), "xlsx")
    assert room.state.message.is_error
    assert "不能存入" in room.state.message.text
