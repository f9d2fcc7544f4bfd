"""Settings of the till and the import of bills, as the duty manager's pages do them."""

from pathlib import Path

import pytest

from hall_desk.domain.people import Staff
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.settings_bills import BillsSection
from hall_desk.presenters.settings_money import MoneySection
from hall_desk.usecases import bills, moneyrules
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER


@pytest.fixture
def desk(hall: Hall) -> Desk:
    return Desk(hall=hall, runner=SyncRunner())


@pytest.fixture
def me(hall: Hall) -> Staff:
    return hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))


@pytest.mark.rule("19(2)")
def test_the_page_refuses_one_method_and_refuses_to_switch_cash_off(
    hall: Hall, desk: Desk, me: Staff
) -> None:
    section = MoneySection(desk, me)
    section.refresh()
    for methods in ("CASH", "POS,QR"):
        section.type("payment_methods", methods)
        section.save()
        assert (section.message.field, section.message.is_error) == ("payment_methods", True)
        assert section.values()["payment_methods"] == methods
    section.type("payment_methods", "CASH,QR")
    section.type("fee_codes", "L08，L01")
    section.save()
    assert section.message.text == "已保存，各窗口下一笔收款起使用。"
    rules = hall.ask(moneyrules.money_rules)
    assert (rules.methods, rules.fees) == (("CASH", "QR"), ("L01", "L08"))
    assert not section.has_drafts


def listed(folder: Path, *rows: str) -> str:
    path = folder / "电费.csv"
    path.write_bytes("\n".join(("户号,户名,账期,应收金额", *rows)).encode("gbk"))
    return str(path)


def test_a_list_of_bills_is_imported_and_its_lines_counted(
    hall: Hall, desk: Desk, me: Staff, tmp_path: Path
) -> None:
    section = BillsSection(desk, me)
    section.refresh()
    section.save()
    assert section.message.field == "file"
    path = listed(tmp_path, "3600000000127,苏示,2026-02,86.40", "3600000000135,,2026-02,5")
    section.choose_file = lambda: path
    section.do_deed("choose")
    assert section.values()["file"] == path
    section.save()
    assert section.message.text == "已导入 2 行，合计 ¥91.40。"
    (row,) = section.build().rows
    assert row.cells[1:4] == ("电费.csv", "2", "2")
    assert [bill.amount_fen for bill in hall.ask(bills.open_bills, "3600000000127")] == [8640]


def test_a_faulty_line_is_named_and_nothing_is_imported(
    hall: Hall, desk: Desk, me: Staff, tmp_path: Path
) -> None:
    section = BillsSection(desk, me)
    section.refresh()
    good = "3600000000127,苏示,2026-02,86.40"
    section.type("file", listed(tmp_path, good, "36000,林示,2026-02,5"))
    section.save()
    assert section.message.is_error
    assert section.message.field == "file"
    assert section.message.text == "没有导入：有 1 行不对，见左边。"
    assert [row.cells[1] for row in section.build().rows] == ["第 3 行：户号应为 10 或 13 位数字。"]
    assert hall.ask(bills.sources) == []
    section.type("file", str(tmp_path / "没有.csv"))
    section.save()
    assert "打不开" in section.message.text
