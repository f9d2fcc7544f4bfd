"""The settings of the hall: each verb checks its fields, is journalled and can be edited back."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.hall import Setting
from hall_desk.domain.holidays import Holiday, add_workdays
from hall_desk.domain.items import Item
from hall_desk.domain.paidservice import LineKind
from hall_desk.domain.people import Role, Staff
from hall_desk.domain.servicecards import read_papers, write_papers
from hall_desk.domain.services import RequiredPaper, Service
from hall_desk.domain.tickets import Ticket
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.display import DisplayPresenter
from hall_desk.presenters.kiosk import KioskPresenter
from hall_desk.store.journal import read_entries
from hall_desk.usecases import (
    founding,
    hallrules,
    holidays,
    housekeeping,
    issuing,
    papers,
    people,
    prices,
    queries,
    servicecards,
    staffing,
)
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.kiosk import kiosk_board
from hall_desk.usecases.paidservice import price_list
from hall_desk.usecases.servicecards import ServiceForm
from hall_desk.voice import ClipSpeaker
from tests.conftest import MANAGER, PASSWORDS, Day
from tests.usecases.test_replay import Twice

PROFILE = {
    "code": "QH01",
    "name": "青禾供电营业厅",
    "level": "county+",
    "address": "青禾县示例大道2号",
    "phone": "000-0000-0011",
    "slogan": "优质、方便、规范、真诚",
}


def save_hall(day: Day, **changed: Any) -> None:
    hours = changed.pop("hours", ("08:30", "17:30"))
    weekdays = changed.pop("weekdays", frozenset())
    profile = {**PROFILE, **changed}
    day.do(housekeeping.set_hall, profile=profile, hours=hours, weekdays=weekdays)


def journal(hall: Hall) -> list[Any]:
    with hall.store.read() as conn:
        return list(read_entries(conn, hall.hall_id))


@pytest.mark.rule("1")
def test_a_changed_slogan_stands_on_the_display_and_on_the_next_slip(hall: Hall, day: Day) -> None:
    screen = DisplayPresenter(Desk(hall=hall, runner=SyncRunner()), ClipSpeaker(enabled=False))
    screen.refresh()
    assert screen.build().slogan == "优质、方便、规范、真诚"
    save_hall(day, slogan="用心服务")
    screen.refresh()
    assert screen.build().slogan == "用心服务"
    slip = day.ask(papers.slip_of, day.issue("A01").id)
    assert slip.hall.slogan == "用心服务"


@pytest.mark.rule("2")
def test_the_profile_heads_the_next_paper_and_its_name_is_needed(day: Day) -> None:
    save_hall(day, name="柳溪供电营业厅", code="LX02")
    assert day.ask(papers.slip_of, day.issue("A01").id).hall.name == "柳溪供电营业厅"
    for field in ("name", "code", "address"):
        with pytest.raises(RuleBroken) as refusal:
            save_hall(day, **{field: "  "})
        assert refusal.value.field == field


@pytest.mark.rule("10(3)")
def test_a_county_hall_takes_no_rest_day_and_a_township_one_that_grows_must_give_it_up(
    day: Day,
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        save_hall(day, weekdays=frozenset({6}))
    assert (refusal.value.field, refusal.value.article) == ("closed_weekdays", "10(3)")
    save_hall(day, level="township", weekdays=frozenset({6}))
    assert day.ask(queries.setting, "closed_weekdays") == [6]
    with pytest.raises(RuleBroken, match="第十条第（三）款"):
        save_hall(day, weekdays=frozenset({6}))
    save_hall(day)
    assert day.ask(queries.setting, "closed_weekdays") == []


def test_a_refused_hall_changes_nothing_of_it(day: Day) -> None:
    with pytest.raises(RuleBroken) as refusal:
        save_hall(day, name="别的厅", hours=("18:00", "08:00"))
    assert refusal.value.field == "hours"
    assert day.ask(founding.profile_of).name == "青禾供电营业厅"


@pytest.mark.rule("3")
def test_a_stricter_limit_is_free_and_a_looser_one_wants_a_manager_and_a_reason(
    hall: Hall, day: Day
) -> None:
    people.add_staff(
        hall, MANAGER, staff_no="0801", name="林", role=Role.ADMINISTRATOR, password="admin-0801"
    )
    rules = day.ask(hallrules.rules_of)
    limits = (("payment", 4), ("business", 20))
    day.do(hallrules.change_rules, "0801", rules=replace(rules, limits=limits))
    assert day.ask(hallrules.rules_of).limit("payment") == 4
    looser = replace(rules, limits=(("payment", 6), ("business", 20)))
    with pytest.raises(RuleBroken, match="须由值班主任设置") as refusal:
        day.do(hallrules.change_rules, "0801", rules=looser, reason="设备慢")
    assert refusal.value.field == "limit_payment"
    with pytest.raises(RuleBroken, match="须写明理由") as refusal:
        day.do(hallrules.change_rules, rules=looser)
    assert refusal.value.field == "limit_reason"
    day.do(hallrules.change_rules, rules=looser, reason="专线中断，改走备用网络")
    entry = next(each for each in reversed(journal(hall)) if each.action == "override_limit")
    assert (entry.actor, json.loads(entry.after)["minutes"]) == (MANAGER, 6)
    assert json.loads(entry.after)["reason"] == "专线中断，改走备用网络"


@pytest.mark.rule("36")
def test_a_new_limit_counts_for_new_cases_only(hall: Hall, day: Day) -> None:
    before = day.issue("A01")
    ticket = day.serve(3)
    assert ticket.id == before.id
    rules = day.ask(hallrules.rules_of)
    limits = (("payment", 3), ("business", 15))
    day.do(hallrules.change_rules, rules=replace(rules, limits=limits))
    old = hall.ask(lambda reading: reading.all(Item))[0]
    assert old.limit_minutes == 5
    day.finish(ticket)
    day.issue("A01")
    day.serve(3)
    newest = max(hall.ask(lambda reading: reading.all(Item)), key=lambda item: item.id)
    assert newest.limit_minutes == 3


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("cap", 0, "cap"),
        ("return_after", 10, "return_after"),
        ("most_wait_minutes", 4, "most_wait_minutes"),
        ("reply_workdays", 31, "reply_workdays"),
        ("hint_from", 0, "hint_from"),
        ("profiles", ("commitment2023",), "profiles"),
        ("profiles", ("norm2003", "else"), "profiles"),
        ("link", "javascript:alert(1)", "link"),
        ("link", "https://", "link"),
    ],
)
def test_a_senseless_rule_is_refused_at_its_field(
    day: Day, name: str, value: Any, field: str
) -> None:
    rules = day.ask(hallrules.rules_of)
    with pytest.raises(RuleBroken) as refusal:
        day.do(hallrules.change_rules, rules=replace(rules, **{name: value}))
    assert refusal.value.field == field
    assert day.ask(hallrules.rules_of) == rules


def test_the_rules_are_written_whole_and_what_else_a_setting_holds_is_kept(
    hall: Hall, day: Day
) -> None:
    with hall.store.write() as turn:
        turn.conn.exec_driver_sql(
            'UPDATE setting SET value = \'{"cap":2,"return_after":2,"most_wait_minutes":40,'
            "\"later\":7}' WHERE name = 'queue_policy'"
        )
    rules = replace(
        day.ask(hallrules.rules_of),
        cap=3,
        most_wait_minutes=30,
        profiles=("commitment2023", "norm2003"),
        link="https://www.example.com/hall",
        link_words="网上国网",
    )
    day.do(hallrules.change_rules, rules=rules)
    kept = day.ask(hallrules.rules_of)
    assert kept.profiles == ("norm2003", "commitment2023")
    assert (kept.cap, kept.most_wait_minutes, kept.link) == (3, 30, "https://www.example.com/hall")
    policy = day.ask(queries.setting, "queue_policy")
    assert isinstance(policy, dict)
    assert policy["later"] == 7


def form(service: Service, **changed: Any) -> ServiceForm:
    given: dict[str, Any] = {
        "enabled": service.enabled,
        "on_kiosk": service.on_kiosk,
        "papers": write_papers(service.papers),
        "steps": "\n".join(service.steps),
        "fees_note": service.fees_note,
        "keywords": "\n".join(service.keywords),
    }
    return ServiceForm(**{**given, **changed})


@pytest.mark.rule("10(1)")
def test_a_service_switched_off_in_the_settings_leaves_the_kiosk_and_keeps_its_history(
    hall: Hall, day: Day
) -> None:
    done = day.whole_visit("A01")
    service = day.ask(queries.get_service, "A01")
    day.do(servicecards.edit_service, code="A01", form=form(service, enabled=False))
    assert "A01" not in {each.code for each in day.ask(kiosk_board).services}
    with pytest.raises(RuleBroken, match="没有开办"):
        day.do(issuing.issue, "kiosk", service_code="A01")
    kept = hall.ask(lambda reading: reading.get(Ticket, id=done.id))
    assert (kept.service_code, kept.state.value) == ("A01", "done")
    day.do(servicecards.edit_service, code="A01", form=form(service))
    assert "A01" in {each.code for each in day.ask(kiosk_board).services}


@pytest.mark.rule("10(1)")
def test_a_whole_kind_is_switched_off_and_on(hall: Hall, day: Day) -> None:
    day.do(servicecards.switch_kind, prefix="E", enabled=False)
    kiosk = KioskPresenter(Desk(hall=hall, runner=SyncRunner()), lambda ticket: None)
    kiosk.refresh()
    assert not [s for s in day.ask(kiosk_board).services if s.prefix == "E"]
    day.do(servicecards.switch_kind, prefix="E", enabled=True)
    assert [s for s in day.ask(kiosk_board).services if s.prefix == "E"]
    with pytest.raises(RuleBroken):
        day.do(servicecards.switch_kind, prefix="Z", enabled=False)


def test_papers_are_read_as_they_are_written(day: Day) -> None:
    for service in day.ask(queries.services):
        assert read_papers(write_papers(service.papers)) == service.papers
    typed = "居民身份证|选交|条件：委托他人时|可用：户口簿、护照\n\n产权证明"
    assert read_papers(typed) == (
        RequiredPaper(
            name="居民身份证",
            mandatory=False,
            condition="委托他人时",
            alternatives=("户口簿", "护照"),
        ),
        RequiredPaper(name="产权证明", mandatory=True, condition="", alternatives=()),
    )
    with pytest.raises(RuleBroken, match="看不懂") as refusal:
        read_papers("身份证｜选填")
    assert refusal.value.field == "papers"


def test_a_card_in_hand_keeps_its_papers_and_steps(day: Day) -> None:
    day.issue("B01")
    ticket = day.serve(4)
    service = day.ask(queries.get_service, "B01")
    with pytest.raises(RuleBroken, match="正在办理") as refusal:
        day.do(servicecards.edit_service, code="B01", form=form(service, steps="受理"))
    assert refusal.value.field == "steps"
    day.do(servicecards.edit_service, code="B01", form=form(service, fees_note="不收费"))
    day.finish(ticket)
    changed = day.do(servicecards.edit_service, code="B01", form=form(service, steps="受理\n归档"))
    assert changed.steps == ("受理", "归档")


def test_a_price_needs_two_persons_and_never_replaces_the_old_version(hall: Hall, day: Day) -> None:
    given: dict[str, Any] = {
        "code": "L01",
        "name": "低压客户内部线路故障查找",
        "kind": LineKind.LABOUR,
        "unit": "次",
        "unit_price_fen": 3200,
        "quantity_decimals": 0,
        "approval_doc": "样价文〔2026〕12号",
        "valid_from": date(2026, 7, 1),
    }
    with pytest.raises(ApprovalNeeded):
        day.do(prices.add_price_version, **given)
    with pytest.raises(RuleBroken, match="另一位"):
        day.do(prices.add_price_version, approved_by=MANAGER, **given)
    with pytest.raises(RuleBroken, match="值班主任"):
        day.do(prices.add_price_version, approved_by="1032", **given)
    second(hall)
    day.do(prices.add_price_version, approved_by="0907", **given)
    versions = [p for p in day.ask(price_list) if p.code == "L01"]
    assert [p.unit_price_fen for p in versions] == [3000, 3200]


def second(hall: Hall) -> None:
    people.add_staff(
        hall, MANAGER, staff_no="0907", name="顾", role=Role.DUTY_MANAGER, password="duty-0907!"
    )


def change(day: Day, staff_no: str, actor: str = MANAGER, **changed: Any) -> Staff:
    old = day.ask(lambda reading: reading.get(Staff, staff_no=staff_no))
    given = {"name": old.name, "role": old.role, "skills": old.skills, "active": old.active}
    staff: Staff = day.do(staffing.change_staff, actor, staff_no=staff_no, **{**given, **changed})
    return staff


@pytest.mark.rule("4(5)")
def test_skills_are_kinds_of_the_hall_and_all_of_them_mean_any(day: Day) -> None:
    assert change(day, "1032", skills="CA").skills == "AC"
    kinds = "".join(each.code for each in day.ask(queries.code_texts, "kind"))
    assert change(day, "1032", skills=kinds).skills == ""
    with pytest.raises(RuleBroken) as refusal:
        change(day, "1032", skills="AZ")
    assert refusal.value.field == "skills"


def test_nobody_shuts_themselves_out_and_the_last_manager_stays(hall: Hall, day: Day) -> None:
    with pytest.raises(RuleBroken, match="不能停用自己"):
        change(day, MANAGER, active=False)
    people.add_staff(
        hall, MANAGER, staff_no="0801", name="林", role=Role.ADMINISTRATOR, password="admin-0801"
    )
    with pytest.raises(RuleBroken, match="最后一位值班主任"):
        change(day, MANAGER, "0801", active=False)
    second(hall)
    with pytest.raises(RuleBroken, match="先交接班"):
        change(day, MANAGER, "0801", role=Role.CLERK)
    with pytest.raises(RuleBroken, match="先离岗"):
        change(day, "1032", active=False)
    with pytest.raises(RuleBroken, match="没有这项权限"):
        change(day, "1008", "1032", name="甲")


def test_a_closed_account_signs_in_no_more_until_it_is_opened_again(hall: Hall, day: Day) -> None:
    people.add_staff(
        hall, MANAGER, staff_no="1040", name="唐", role=Role.CLERK, password="clerk-1040"
    )
    change(day, "1040", active=False)
    with pytest.raises(RuleBroken, match="工号或密码不对"):
        people.authenticate(hall, "1040", "clerk-1040")
    change(day, "1040", active=True)
    assert people.authenticate(hall, "1040", "clerk-1040").active


def test_a_reset_password_lifts_the_lock_and_is_never_told(hall: Hall, day: Day) -> None:
    for _ in range(5):
        with pytest.raises(RuleBroken):
            people.authenticate(hall, "1032", "wrong-words")
    with pytest.raises(RuleBroken) as refusal:
        staffing.reset_password(hall, MANAGER, staff_no="1032", password="short")
    assert refusal.value.field == "password"
    with pytest.raises(RuleBroken, match="没有这项权限"):
        staffing.reset_password(hall, "1008", staff_no="1032", password="clerk-new-1")
    staffing.reset_password(hall, MANAGER, staff_no="1032", password="clerk-new-1")
    assert people.authenticate(hall, "1032", "clerk-new-1").staff_no == "1032"
    assert PASSWORDS["1032"] != "clerk-new-1"
    assert "argon2" not in "".join(entry.after for entry in journal(hall))


def test_a_holiday_is_edited_and_edited_back(day: Day) -> None:
    tuesday = date(2026, 3, 17)
    day.do(holidays.set_holidays, first=tuesday, last=tuesday, off=True, name="停电检修休业")
    table = day.ask(queries.holiday_table)
    assert add_workdays(date(2026, 3, 16), 1, table) == date(2026, 3, 18)
    day.do(holidays.set_holidays, first=tuesday, last=tuesday, off=False, name="照常")
    assert add_workdays(date(2026, 3, 16), 1, day.ask(queries.holiday_table)) == tuesday
    assert tuesday not in [each.day for each in day.ask(holidays.holidays_of, 2026)]
    assert day.ask(lambda reading: reading.get(Holiday, day=tuesday)).name == "照常"


@pytest.mark.parametrize(
    ("first", "last", "name", "field"),
    [
        (date(2027, 1, 3), date(2027, 1, 1), "元旦", "last"),
        (date(2027, 1, 1), date(2027, 2, 1), "元旦", "last"),
        (date(2026, 12, 31), date(2027, 1, 2), "元旦", "first"),
        (date(2027, 1, 1), date(2027, 1, 3), " ", "name"),
    ],
)
def test_a_senseless_holiday_is_refused_at_its_field(
    day: Day, first: date, last: date, name: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        day.do(holidays.set_holidays, first=first, last=last, off=True, name=name)
    assert refusal.value.field == field


def test_a_year_is_known_only_when_somebody_says_that_it_is_whole(day: Day) -> None:
    with pytest.raises(RuleBroken, match="还没有录入"):
        day.do(holidays.confirm_year, year=2027, whole=True)
    first, last = date(2027, 1, 1), date(2027, 1, 3)
    day.do(holidays.set_holidays, first=first, last=last, off=True, name="元旦")
    assert not day.ask(queries.holiday_table).knows(first)
    day.do(holidays.confirm_year, year=2027, whole=True)
    assert day.ask(queries.holiday_table).knows(first)
    day.do(holidays.confirm_year, year=2027, whole=False)
    assert not day.ask(queries.holiday_table).knows(first)


def test_a_clerk_changes_no_setting(day: Day) -> None:
    service = day.ask(queries.get_service, "A01")
    rules = day.ask(hallrules.rules_of)
    monday = date(2026, 3, 16)
    attempts: list[tuple[Any, dict[str, Any]]] = [
        (
            housekeeping.set_hall,
            {"profile": PROFILE, "hours": ("08:00", "17:00"), "weekdays": frozenset()},
        ),
        (housekeeping.set_profile, PROFILE),
        (hallrules.change_rules, {"rules": rules}),
        (servicecards.edit_service, {"code": "A01", "form": form(service)}),
        (servicecards.switch_kind, {"prefix": "A", "enabled": False}),
        (holidays.set_holidays, {"first": monday, "last": monday, "off": True, "name": "休"}),
        (holidays.confirm_year, {"year": 2026, "whole": False}),
        (prices.add_price_version, {"approved_by": MANAGER}),
    ]
    for verb, given in attempts:
        with pytest.raises(RuleBroken, match="没有这项权限"):
            day.do(verb, "1032", **given)


def test_a_retry_of_a_setting_gives_what_the_press_gave(hall: Hall, day: Day) -> None:
    twice = Twice(hall)
    rules = replace(day.ask(hallrules.rules_of), cap=3)
    twice(hallrules.change_rules, MANAGER, rules=rules)
    twice(
        housekeeping.set_hall,
        MANAGER,
        profile={**PROFILE, "slogan": "用心"},
        hours=("08:00", "17:30"),
        weekdays=frozenset(),
    )
    service = day.ask(queries.get_service, "A02")
    twice(servicecards.edit_service, MANAGER, code="A02", form=form(service, on_kiosk=False))
    twice(servicecards.switch_kind, MANAGER, prefix="E", enabled=False)
    first, last = date(2027, 1, 1), date(2027, 1, 3)
    twice(holidays.set_holidays, MANAGER, first=first, last=last, off=True, name="元旦")
    twice(holidays.confirm_year, MANAGER, year=2027, whole=True)
    twice(
        staffing.change_staff,
        MANAGER,
        staff_no="1032",
        name="陈予安",
        role=Role.CLERK,
        skills="A",
        active=True,
    )
    assert len(twice.seen) == 7
    assert hall.ask(lambda reading: reading.get(Setting, name="holiday_years")).value == [
        2026,
        2027,
    ]
