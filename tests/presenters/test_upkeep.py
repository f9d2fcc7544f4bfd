"""The directory upkeep page without a screen: choose, change, verify, add, switch off."""

from dataclasses import replace

import pytest

from hall_desk.domain.contacts import DirectoryEntry
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.contact import ContactPresenter
from hall_desk.presenters.upkeep import UpkeepPresenter
from hall_desk.presenters.upkeep_state import UpkeepState
from hall_desk.usecases import upkeep
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day


class Page:
    """A presenter with its last state, as a window would see it."""

    def __init__(self, hall: Hall, staff_no: str = MANAGER):
        self.states: list[UpkeepState] = []
        self.left: list[bool] = []
        self.presenter = UpkeepPresenter(Desk(hall=hall, runner=SyncRunner()), staff_no)
        self.presenter.show = self.states.append
        self.presenter.closed = lambda: self.left.append(True)
        self.presenter.refresh()

    @property
    def now(self) -> UpkeepState:
        return self.states[-1]

    def text(self, name: str) -> str:
        return next(field.text for field in self.now.fields if field.name == name)

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            self.presenter.edit(name, text)


@pytest.fixture
def page(hall: Hall) -> Page:
    return Page(hall)


@pytest.mark.rule("S1-2")
def test_a_department_is_changed_and_what_is_missing_is_warned_about(page: Page) -> None:
    assert page.now.main_why
    page.presenter.choose("JL")
    assert (page.text("duty"), page.text("deputy")) == ("电能表安装、校验与抄表核对", "郑示例")
    page.write(address="", duty="装表")
    page.presenter.save()
    row = next(row for row in page.now.rows if row.key == "JL")
    assert (row.chip, row.warned) == ("缺地址", True)
    assert page.now.stale
    assert page.text("duty") == "装表"


@pytest.mark.rule("S1-2")
def test_a_department_without_contact_cannot_be_chosen_in_a_referral(hall: Hall, day: Day) -> None:
    entry = hall.ask(lambda reading: reading.get(DirectoryEntry, code="JL"))
    form = ContactPresenter(Desk(hall=hall, runner=SyncRunner()), "1032", None)
    for lacking in ("person", "phone", "address"):
        values: dict[str, str] = {lacking: ""}
        day.do(upkeep.keep_entry, MANAGER, entry=replace(entry, **values))  # type: ignore[arg-type]
        form.refresh()
        form.set_handling("转办")
        form.choose_department("JL")
        assert form.draft.department == ""
        assert form.message.field == "department"
        assert next(c.why for c in form.build().departments if c.code == "JL")
    day.do(upkeep.keep_entry, MANAGER, entry=entry)
    day.do(upkeep.switch_listing, MANAGER, kind=DirectoryEntry, key="JL", enabled=False)
    form.refresh()
    assert all(choice.code != "JL" for choice in form.build().departments)


@pytest.mark.rule("S2-4")
def test_verifying_takes_what_is_typed_and_refuses_at_the_empty_field(page: Page) -> None:
    page.presenter.choose_list("rung")
    page.presenter.choose("T03")
    assert page.now.stale
    page.write(phone=" ")
    page.presenter.verify()
    assert page.now.message.field == "phone"
    assert page.text("phone") == " "
    page.write(phone="000-0000-0903")
    page.presenter.verify()
    assert page.now.verified == "2026-03-12 核实 · 今天"
    assert page.text("phone") == "000-0000-0903"


def test_an_area_gets_its_villages_and_a_rung(page: Page) -> None:
    page.presenter.choose_list("area")
    page.presenter.choose("QY04")
    assert next(row.chip for row in page.now.rows if row.key == "QY04") == "缺台区经理"
    page.write(villages="示例山村, 示例沟村；示例岭村", manager_code="T02")
    page.presenter.save()
    assert page.text("villages") == "示例山村、示例沟村、示例岭村"
    assert next(row.chip for row in page.now.rows if row.key == "QY04") == ""


def test_a_new_outlet_is_refused_at_its_field_and_keeps_what_was_typed(page: Page) -> None:
    page.presenter.choose_list("outlet")
    page.presenter.add()
    page.presenter.save()
    assert page.now.message.field == "code"
    page.write(code="W04", kind="agent", name="示例村代办点", address="村委会", hours="全天")
    page.presenter.save()
    assert page.now.message.field == "prefixes"
    assert page.text("name") == "示例村代办点"
    page.write(prefixes="a、c")
    page.presenter.save()
    assert page.now.key == "W04"
    assert page.text("prefixes") == "AC"
    assert next(row.cells[2] for row in page.now.rows if row.key == "W04") == (
        "代办点 · 缴费、咨询服务"
    )


def test_new_rungs_and_large_customers_are_added(page: Page) -> None:
    page.presenter.choose_list("rung")
    page.presenter.add()
    page.write(code="T09")
    page.presenter.save()
    assert page.now.message.field == "level"
    page.write(level="1", name="新台区", person="何示例", phone="000-0000-0109", address="新村")
    page.presenter.save()
    assert next(row.cells[1] for row in page.now.rows if row.key == "T09") == "台区经理（新台区）"
    page.presenter.choose_list("key")
    page.presenter.add()
    page.presenter.save()
    assert page.now.message.field == "account_no"
    page.write(account_no="3600160000026", name="示例冷库", manager_code="DK")
    page.presenter.save()
    assert next(row.cells[0] for row in page.now.rows if row.cells[1] == "示例冷库") == (
        "3600 **** 0026"
    )


def test_an_entry_is_switched_off_and_on_but_never_gone(page: Page) -> None:
    page.presenter.choose("JJ")
    assert page.now.switch_word == "停用"
    page.presenter.switch()
    assert (page.now.switch_word, page.now.summary) == ("启用", "共 6 条，停用 1 条")
    assert next(row.chip for row in page.now.rows if row.key == "JJ") == "已停用"
    page.presenter.switch()
    assert page.now.switch_word == "停用"


def test_changes_are_left_with_the_second_press_only(page: Page) -> None:
    page.presenter.choose("JL")
    page.write(duty="装表")
    page.presenter.choose("KF")
    assert page.now.key == "JL"
    assert "还没有保存" in page.now.message.text
    page.presenter.choose("KF")
    assert page.now.key == "KF"
    page.write(duty="x")
    page.presenter.leave()
    assert page.left == []
    page.presenter.leave()
    assert page.left == [True]


def test_a_clerk_may_not_change_it_even_here(hall: Hall) -> None:
    page = Page(hall, "1032")
    page.presenter.choose("JL")
    page.write(duty="x")
    page.presenter.save()
    assert page.now.message.is_error
    assert page.text("duty") == "x"
