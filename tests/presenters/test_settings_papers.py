"""Sections of price import, hours and papers: what is typed and chosen, and what comes of it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.people import Role, Staff
from hall_desk.paper.printing import DummyPrinter
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.duty import DutyPresenter
from hall_desk.presenters.opening import OpeningPresenter
from hall_desk.presenters.papers import PaperDesk
from hall_desk.presenters.sections import Mark, SectionPresenter
from hall_desk.presenters.settings_hours import HoursSection
from hall_desk.presenters.settings_papers import PapersSection
from hall_desk.presenters.settings_price_import import PriceImportSection
from hall_desk.presenters.settings_prices import PricesSection
from hall_desk.store import schema
from hall_desk.usecases import paidservice, paperheads, people, priceimport, publicnotices
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.paper.pdf_reader import read_text, squeezed
from tests.usecases.price_rows import Rows, rows_of, written
from tests.usecases.test_paperheads import png
from tests.usecases.test_price_import import SECOND, july


@pytest.fixture
def me(hall: Hall) -> Staff:
    people.add_staff(
        hall, MANAGER, staff_no=SECOND, name="顾", role=Role.DUTY_MANAGER, password="duty-0907!"
    )
    return hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))


@pytest.fixture
def desk(hall: Hall) -> Desk:
    return Desk(hall=hall, runner=SyncRunner())


@pytest.fixture
def printer() -> DummyPrinter:
    return DummyPrinter()


@pytest.fixture
def importing(desk: Desk, me: Staff, hall: Hall, printer: DummyPrinter) -> PriceImportSection:
    paper = PaperDesk(hall, printer, MANAGER)
    section = PriceImportSection(desk, me, print_diff=paper.price_diff)
    section.refresh()
    section.build()
    return section


def choose(
    section: PriceImportSection, hall: Hall, path: Path, change: Callable[[Rows], None]
) -> None:
    rows = rows_of(hall)
    change(rows)
    file = written(path / "七月价目.xlsx", rows)
    section.choose_file = lambda: file
    section.do_deed("open")


def marks(section: SectionPresenter) -> dict[str, str]:
    return {
        row.key: cell.word for row in section.rows() for cell in row.cells if isinstance(cell, Mark)
    }


@pytest.mark.rule("24")
def test_a_list_is_seen_line_by_line_and_signed_by_a_second_person(
    importing: PriceImportSection, hall: Hall, tmp_path: Path
) -> None:
    asked: list[str] = []

    def _ask(sentence: str, then: Callable[[str], None]) -> None:
        asked.append(sentence)
        then(SECOND)

    importing.needs_approval = _ask
    assert importing.save_off() == "请先选择文件。"
    choose(importing, hall, tmp_path, july)
    shown = marks(importing)
    assert (shown["L01"], shown["L02"], shown["L30"]) == ("涨价", "变更", "新增")
    assert "L05" not in shown
    assert next(iter(shown)) == "L01"
    importing.type("end_missing", "end")
    importing.pick("L05")
    assert marks(importing)["L05"] == "停用"
    assert "停用：15.00 → 停用" in importing.values()["detail"]
    importing.save()
    assert "停用 1 项" in asked[0]
    assert importing.message.text.startswith("新增 1 项、变更 2 项、停用 1 项")
    (taken,) = hall.ask(priceimport.price_lists)
    assert (taken.approved_by, taken.source) == (SECOND, "七月价目.xlsx")
    assert importing.rows() == ()


@pytest.mark.rule("24")
def test_another_name_under_an_old_code_is_shown_beside_the_old_one(
    importing: PriceImportSection, hall: Hall, tmp_path: Path
) -> None:
    old = str(rows_of(hall)[1][1])

    def _renamed(rows: Rows) -> None:
        rows[1][1], rows[1][4] = "另一种作业（人工）", 99.0
        rows[1][7] = date(2026, 7, 1)

    choose(importing, hall, tmp_path, _renamed)
    row = next(row for row in importing.rows() if row.key == "L01")
    assert row.cells[2] == f"{old} → 另一种作业（人工）"
    importing.pick("L01")
    assert f"{old} → 另一种作业（人工）" in importing.values()["detail"]


def test_a_file_with_faults_tells_each_and_cannot_be_sent(
    importing: PriceImportSection, hall: Hall, tmp_path: Path
) -> None:
    def _bad(rows: Rows) -> None:
        rows[1][4] = 3.505
        rows[2][1] = "移表费"

    choose(importing, hall, tmp_path, _bad)
    assert importing.alarm()[0].startswith("有 2 处错误")
    wrong = [row for row in importing.rows() if row.key.startswith("fault:")]
    assert [row.cells[0] for row in wrong] == ["2", "3"]
    assert "第 2 行“单价”" in importing.values()["detail"]
    importing.save()
    assert importing.message.text == "文件里有错误，改好后重新选择。"
    assert hall.ask(priceimport.price_lists) == []


def test_no_workbook_and_an_unreadable_file_are_said_in_a_sentence(
    importing: PriceImportSection, tmp_path: Path
) -> None:
    text = tmp_path / "a.xlsx"
    text.write_text("编号,项目", encoding="utf-8")
    importing.choose_file = lambda: text
    importing.do_deed("open")
    assert "不是 Excel 工作簿" in importing.message.text
    importing.choose_file = lambda: tmp_path / "gone.xlsx"
    importing.do_deed("open")
    assert "读不了 gone.xlsx" in importing.message.text


def test_the_template_is_saved_and_the_difference_printed(
    importing: PriceImportSection, hall: Hall, tmp_path: Path, printer: DummyPrinter
) -> None:
    target = tmp_path / "模板.xlsx"
    importing.choose_target = lambda name: target
    importing.do_deed("template")
    assert str(target) in importing.message.text
    importing.choose_file = lambda: target
    importing.do_deed("open")
    assert set(marks(importing).values()) == {"不变"}
    assert importing.save_off() == "与现行价目没有差异，不用导入。"
    choose(importing, hall, tmp_path, july)
    importing.do_deed("print")
    name, pdf = printer.papers[-1]
    assert name.startswith("价目差异表-2026-07-01")
    text = squeezed(read_text(pdf))
    assert "录入人签字" in text
    assert "核对人签字" in text
    assert "36.50" in text


@pytest.mark.rule("5(1)")
def test_the_price_page_prints_each_price_with_document_and_dates_and_red_when_over(
    desk: Desk, me: Staff, hall: Hall, printer: DummyPrinter
) -> None:
    section = PricesSection(desk, me, PaperDesk(hall, printer, MANAGER).price_page)
    section.refresh()
    section.do_deed("print")
    text = squeezed(read_text(printer.papers[-1][1]))
    for price in hall.ask(lambda r: paidservice.prices_valid_on(r, date(2026, 3, 12))):
        assert squeezed(price.name) in text
        assert squeezed(price.approval_doc) in text
    assert "2026-01-01起" in text
    assert "已过期" not in text
    end(hall, "L05", date(2026, 3, 11))
    section.refresh()
    section.do_deed("print")
    assert section.alarm() == ("1 项价目已过有效期：L05，请加入新版。", "over")
    assert "已过期，不能收费" in squeezed(read_text(printer.papers[-1][1]))


@pytest.mark.rule("5(1)")
def test_expired_prices_warn_at_opening_and_at_the_desk_even_where_no_notice_hangs(
    desk: Desk, me: Staff, day: Day, hall: Hall
) -> None:
    for notice in hall.ask(publicnotices.hanging):
        day.do(publicnotices.withdraw, notice_id=notice.id)
    opening = OpeningPresenter(desk, me)
    duty = DutyPresenter(desk, me)
    opening.refresh()
    duty.refresh()
    assert opening.build().expired == ""
    assert "expired" not in [line.key for line in duty.build().alerts]
    end(hall, "L05", date(2026, 3, 11))
    opening.refresh()
    duty.refresh()
    assert "更换灯具" in opening.build().expired
    alert = next(line for line in duty.build().alerts if line.key == "expired")
    assert (alert.action, alert.loudness) == ("prices", "warn")
    assert "不能收费" in alert.since


def test_prices_that_run_out_soon_are_told_before(desk: Desk, me: Staff, hall: Hall) -> None:
    end(hall, "L05", date(2026, 4, 1))
    section = PricesSection(desk, me)
    section.refresh()
    words, tone = section.alarm()
    assert tone == "warn"
    assert "最早 2026-04-01" in words


def end(hall: Hall, code: str, last: date) -> None:
    table = schema.price
    with hall.store.write() as turn:
        ends = table.update().where(table.c.code == code).values(valid_to=last)
        turn.conn.execute(ends)


@pytest.mark.rule("12(2)")
def test_the_board_is_printed_with_the_hours_that_were_just_set(
    desk: Desk, me: Staff, hall: Hall, printer: DummyPrinter
) -> None:
    section = HoursSection(desk, me, PaperDesk(hall, printer, MANAGER).hours_board)
    section.refresh()
    assert "清明节" in section.values()["coming"]
    for name, value in (("first", "2026-04-04"), ("name", "清明节"), ("opens", "09:00")):
        section.type(name, value)
    section.save()
    assert section.message.field == "opens"
    section.type("closes", "16:00")
    section.save()
    assert [row.cells[0] for row in section.rows()] == ["2026-04-04 周六"]
    section.do_deed("print")
    name, pdf = printer.papers[-1]
    assert name == "营业时间牌-2026-03-12"
    assert "09:00–16:00" in squeezed(read_text(pdf))
    section.do_deed("drop")
    assert section.rows() == ()
    assert "清明节的安排已取消" in section.message.text


def test_the_sample_follows_what_is_typed_before_it_is_saved(
    desk: Desk, me: Staff, hall: Hall
) -> None:
    section = PapersSection(desk, me)
    section.refresh()
    first = section.picture()
    assert first is not None
    assert first.png.startswith(b"\x89PNG")
    section.type("footer", "新的页脚")
    second = section.picture()
    assert second is not None
    assert second.png != first.png
    section.type("footer", "字" * 61)
    section.save()
    assert section.message.field == "footer"
    section.type("footer", "坏\u0007的")
    section.save()
    assert section.message.field == "footer"
    section.type("footer", "好的页脚")
    section.save()
    assert hall.ask(paperheads.paper_head).footer == "好的页脚"


def test_a_logo_is_chosen_and_taken_off(
    desk: Desk, me: Staff, hall: Hall, tmp_path: Path, clock: FakeClock
) -> None:
    section = PapersSection(desk, me)
    section.refresh()
    file = tmp_path / "logo.png"
    file.write_bytes(png(320, 160))
    section.choose_picture = lambda: file
    section.do_deed("logo")
    assert "不是能用的图片" in section.message.text
    section.rasterise = lambda data: data
    section.do_deed("logo")
    assert section.values()["logo"] == "本厅标志"
    file.write_bytes(png(500, 100))
    section.do_deed("logo")
    assert section.message.field == "logo"
    section.do_deed("no_logo")
    assert section.values()["logo"] == "程序自带标志"
    file.write_bytes(b"x" * 500_001)
    section.do_deed("logo")
    assert "太大" in section.message.text
