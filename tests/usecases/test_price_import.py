"""A price list from a spreadsheet: seen line by line, signed by two, all of it or nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.paidservice import Price, price_on
from hall_desk.domain.people import Role
from hall_desk.domain.pricelists import Change, PriceDiff, PriceList
from hall_desk.domain.pricetable import PriceTable
from hall_desk.paper import price_file
from hall_desk.store.journal import read_entries
from hall_desk.usecases import paidservice, people, priceimport, pricepapers, publicnotices
from hall_desk.usecases.hall import Hall, new_op
from hall_desk.usecases.paidservice import Wanted
from tests.conftest import MANAGER, Day
from tests.usecases.price_rows import Rows, rows_of, written
from tests.usecases.test_money import draft

DOC = "样价文〔2026〕12号（虚构）"
JULY = date(2026, 7, 1)
SECOND = "0907"
TODAY = date(2026, 3, 12)


@pytest.fixture(autouse=True)
def second(hall: Hall) -> None:
    people.add_staff(
        hall, MANAGER, staff_no=SECOND, name="顾", role=Role.DUTY_MANAGER, password="duty-0907!"
    )


def table_of(day: Day, path: Path, change: Callable[[Rows], None]) -> PriceTable:
    """The file with changed rows, read as the program reads it."""
    rows = rows_of(day.hall)
    change(rows)
    data = written(path / "list.xlsx", rows).read_bytes()
    table: PriceTable = day.ask(priceimport.read_lines, price_file.read_rows(data))
    return table


def diff_of(day: Day, table: PriceTable, *, end_missing: bool = False) -> PriceDiff:
    diff: PriceDiff = day.ask(priceimport.difference_to, table.lines, end_missing=end_missing)
    return diff


def take(day: Day, table: PriceTable, *, end_missing: bool = False, **changed: Any) -> PriceList:
    seen = diff_of(day, table, end_missing=end_missing).fingerprint()
    given: dict[str, Any] = {
        "lines": table.lines,
        "source": "list.xlsx",
        "seen": seen,
        "end_missing": end_missing,
        "approved_by": SECOND,
    }
    taken: PriceList = day.do(priceimport.import_prices, **{**given, **changed})
    return taken


def versions(day: Day, code: str) -> list[Price]:
    return [price for price in day.ask(paidservice.price_list) if price.code == code]


def july(rows: Rows) -> None:
    """L01 dearer, L02 by another document only, L05 left out, one new."""
    by_code = {row[0]: row for row in rows}
    by_code["L01"][4], by_code["L01"][6], by_code["L01"][7] = 36.5, DOC, JULY
    by_code["L02"][6], by_code["L02"][7] = DOC, JULY
    rows.remove(by_code["L05"])
    rows.append(["L30", "更换三相断路器（人工）", "人工", "只", 0.1 + 0.2, 0, DOC, JULY, ""])


@pytest.mark.rule("24")
def test_a_list_is_shown_line_by_line_against_the_one_that_holds(day: Day, tmp_path: Path) -> None:
    table = table_of(day, tmp_path, july)
    assert table.faults == ()
    diff = diff_of(day, table, end_missing=True)
    lines = {line.code: line for line in diff.lines}
    dearer = lines["L01"]
    assert dearer.old is not None
    assert dearer.new is not None
    assert (dearer.old.unit_price_fen, dearer.new.unit_price_fen) == (3000, 3650)
    assert (dearer.change, dearer.price_changes) == (Change.CHANGED, True)
    assert (lines["L02"].change, lines["L02"].others) == (Change.CHANGED, ("批准文号",))
    assert (lines["L05"].change, lines["L30"].change) == (Change.ENDED, Change.NEW)
    assert lines["L03"].change is Change.UNCHANGED
    assert diff.day == JULY
    assert Change.ENDED not in {line.change for line in diff_of(day, table).lines}
    paper = day.ask(pricepapers.price_diff_of, diff, "list.xlsx", MANAGER)
    told = {row.code: (row.change, row.old, row.new) for row in paper.rows}
    assert told["L01"] == ("变更", "30.00", "36.50")
    assert told["L05"] == ("停用", "15.00", "停用")
    assert told["L30"] == ("新增", "—", "0.30")


@pytest.mark.rule("24")
def test_a_second_manager_must_sign_for_the_difference_both_saw(day: Day, tmp_path: Path) -> None:
    table = table_of(day, tmp_path, july)
    before = day.ask(paidservice.price_list)
    with pytest.raises(ApprovalNeeded, match="变更 2 项"):
        take(day, table, approved_by=None)
    for nobody in (MANAGER, "1032", "9999"):
        with pytest.raises(RuleBroken) as refusal:
            take(day, table, approved_by=nobody)
        assert refusal.value.field == "approved_by"
    with pytest.raises(RuleBroken, match="请再核对"):
        take(day, table, seen=diff_of(day, table, end_missing=True).fingerprint())
    with pytest.raises(RuleBroken, match="没有这项权限"):
        day.do(
            priceimport.import_prices, "1032", lines=table.lines, source="x", seen="",
            approved_by=SECOND,
        )  # fmt: skip
    assert day.ask(paidservice.price_list) == before
    taken = take(day, table)
    assert (taken.number, taken.imported_by, taken.approved_by) == (1, MANAGER, SECOND)
    assert (taken.added, taken.changed, taken.ended) == (1, 2, 0)


@pytest.mark.rule("24")
def test_earlier_versions_keep_what_they_were_and_only_get_their_last_day(
    day: Day, tmp_path: Path
) -> None:
    take(day, table_of(day, tmp_path, july), end_missing=True)
    old, new = versions(day, "L01")
    assert (old.unit_price_fen, old.valid_from) == (3000, date(2026, 1, 1))
    assert (old.valid_to, new.valid_from, new.valid_to) == (date(2026, 6, 30), JULY, None)
    (ended,) = versions(day, "L05")
    assert (ended.valid_to, ended.ended, ended.enabled) == (date(2026, 6, 30), True, True)
    prices = day.ask(paidservice.price_list)
    assert price_on(prices, "L01", date(2026, 6, 30)).unit_price_fen == 3000
    assert price_on(prices, "L01", JULY).unit_price_fen == 3650
    assert price_on(prices, "L30", JULY).unit_price_fen == 30
    with pytest.raises(RuleBroken, match="没有有效价目"):
        price_on(prices, "L05", JULY)
    assert len(versions(day, "L03")) == 1


@pytest.mark.rule("24")
def test_a_signed_quote_keeps_its_price_when_a_list_comes_in(
    day: Day, tmp_path: Path, clock: FakeClock
) -> None:
    sheet = draft(day)
    wanted = (Wanted(code="L01", quantity_milli=1000),)
    day.do(paidservice.set_lines, "1030", sheet_id=sheet.id, wanted=wanted)
    signed = day.do(paidservice.confirm_signature, "1030", sheet_id=sheet.id)

    def _today(rows: Rows) -> None:
        rows[1][4], rows[1][6], rows[1][7] = 36.5, DOC, TODAY

    take(day, table_of(day, tmp_path, _today))
    kept = day.ask(lambda reading: reading.get(type(sheet), id=sheet.id))
    assert (kept, kept.total_fen) == (signed, 3000)
    again = draft(day)
    priced = day.do(paidservice.set_lines, "1030", sheet_id=again.id, wanted=wanted)
    assert priced.total_fen == 3650


@pytest.mark.rule("24")
def test_a_fault_anywhere_lets_nothing_in(day: Day, tmp_path: Path, hall: Hall) -> None:
    def _bad(rows: Rows) -> None:
        july(rows)
        rows[3][6], rows[3][4] = DOC, 99  # the same first day as the version there is

    table = table_of(day, tmp_path, _bad)
    diff = diff_of(day, table)
    (fault,) = diff.faults
    assert (fault.row, fault.column) == (4, "起期")
    before = day.ask(paidservice.price_list)
    with pytest.raises(RuleBroken, match="第 4 行“起期”"):
        take(day, table)
    assert day.ask(paidservice.price_list) == before
    with hall.store.read() as conn:
        actions = [entry.action for entry in read_entries(conn, hall.hall_id)]
    assert "import_prices" not in actions


@pytest.mark.rule("5(4)")
def test_an_abolished_charge_is_refused_at_its_row_and_again_when_it_is_written(
    day: Day, tmp_path: Path
) -> None:
    from dataclasses import replace

    def _blocked(rows: Rows) -> None:
        july(rows)
        rows[-1][1] = "移 表费（人工）"

    table = table_of(day, tmp_path, _blocked)
    assert [(f.column, "移表费" in f.words) for f in table.faults] == [("项目", True)]
    good = table_of(day, tmp_path, july)
    lines = (*good.lines[:-1], replace(good.lines[-1], name="移表费"))
    with pytest.raises(RuleBroken, match="移表费"):
        take(day, replace(good, lines=lines))


@pytest.mark.parametrize(
    ("first", "words"),
    [(date(2025, 12, 1), "起期须在它之后"), (date(2026, 3, 11), "不能追溯")],
)
def test_a_price_is_never_changed_backwards(
    day: Day, tmp_path: Path, first: date, words: str
) -> None:
    def _back(rows: Rows) -> None:
        rows[1][4], rows[1][7] = 36.5, first

    (fault,) = diff_of(day, table_of(day, tmp_path, _back)).faults
    assert words in fault.words


def test_a_list_without_any_difference_is_not_taken_in(day: Day, tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="没有差异"):
        take(day, table_of(day, tmp_path, lambda rows: None))


def test_a_repeated_press_takes_a_list_in_once(day: Day, tmp_path: Path, hall: Hall) -> None:
    table = table_of(day, tmp_path, july)
    given = {
        "lines": table.lines,
        "source": "list.xlsx",
        "seen": diff_of(day, table).fingerprint(),
        "approved_by": SECOND,
    }
    op = new_op()
    first = hall.do(priceimport.import_prices, MANAGER, op, **given)
    assert hall.do(priceimport.import_prices, MANAGER, op, **given) == first
    assert len(versions(day, "L01")) == 2


@pytest.mark.rule("5(1)")
def test_what_a_list_leaves_out_on_purpose_is_no_price_that_ran_out(
    day: Day, tmp_path: Path, clock: FakeClock
) -> None:
    take(day, table_of(day, tmp_path, july), end_missing=True)
    clock.advance(86_400 * 120)
    assert day.ask(publicnotices.lapsed_prices) == []
    assert "L05" not in {p.code for p in day.ask(paidservice.newest_prices, date(2026, 7, 10))}


@pytest.mark.rule("24")
def test_an_older_version_never_comes_back_when_a_temporary_one_ends(
    day: Day, tmp_path: Path
) -> None:
    def _temporary(rows: Rows) -> None:
        rows[1][4], rows[1][7], rows[1][8] = 20, JULY, date(2026, 8, 31)

    take(day, table_of(day, tmp_path, _temporary))
    prices = day.ask(paidservice.price_list)
    assert price_on(prices, "L01", date(2026, 8, 31)).unit_price_fen == 2000
    with pytest.raises(RuleBroken, match="没有有效价目"):
        price_on(prices, "L01", date(2026, 9, 1))


def test_the_template_is_read_back_without_any_difference(day: Day) -> None:
    prices = day.ask(paidservice.prices_valid_on, TODAY)
    rows = price_file.read_rows(price_file.render_template(prices))
    table = day.ask(priceimport.read_lines, rows)
    assert table.faults == ()
    assert len(table.lines) == len(prices)
    diff = diff_of(day, table, end_missing=True)
    assert not diff.writes
    assert diff.faults == ()


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "不是 Excel"), (b"PK\x03\x04broken", "不是 Excel"), (b"x" * 2_100_000, "太大")],
)
def test_a_file_that_is_no_workbook_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        price_file.read_rows(data)
