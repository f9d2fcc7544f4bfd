"""First start (初次启动): the default hall from the catalogue, its name and its duty manager."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update

from hall_desk import pinyin
from hall_desk.clock import Clock
from hall_desk.domain.contacts import DirectoryEntry
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import HallProfile, Setting
from hall_desk.domain.ladder import Area, KeyAccount
from hall_desk.domain.outlets import Outlet
from hall_desk.domain.paidservice import LineKind, Price
from hall_desk.domain.people import Role, Staff
from hall_desk.domain.services import Deadline, RequiredPaper, Service
from hall_desk.domain.texts import check_text
from hall_desk.store import schema
from hall_desk.store.engine import Store
from hall_desk.store.journal import GENESIS
from hall_desk.store.records import TABLES, key_of, values_of
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import moneyrules, parties, people, publicnotices
from hall_desk.usecases.hall import FIRST_HALL, Hall, new_op

Catalog = dict[str, Any]
CATALOGUE = 4
"""The edition of the lists: a hall founded with an older one is completed at the next start."""


def read_catalog(path: Path) -> Catalog:
    """The catalogue file of a default hall."""
    catalog: Catalog = json.loads(path.read_text(encoding="utf-8"))
    return catalog


def is_founded(store: Store) -> bool:
    """Whether the database has a hall."""
    with store.read() as conn:
        return conn.execute(select(schema.hall.c.id)).first() is not None


def found_hall(
    store: Store,
    clock: Clock,
    *,
    catalog: Catalog,
    name: str,
    code: str,
    address: str,
    phone: str,
    staff_no: str,
    staff_name: str,
    password: str,
    level: str = "county+",
) -> Hall:
    """Makes the hall and its first duty manager; there is no default account."""
    name, address = check_text(name, "name"), check_text(address, "address")
    code, phone = check_text(code, "code", most=20), check_text(phone, "phone")
    if not name:
        raise RuleBroken("请填营业厅名称。", field="name", article="2")
    if not address:
        raise RuleBroken("请填营业厅地址。", field="address", article="2")
    people.check_new_staff(staff_no=staff_no, name=staff_name, password=password)
    manager = people.new_staff(
        staff_no=staff_no,
        name=staff_name,
        role=Role.DUTY_MANAGER,
        password_hash=people.hash_password(password),
    )
    profile = HallProfile(
        id=FIRST_HALL,
        code=code or "HALL01",
        name=name,
        level=level,
        address=address,
        phone=phone,
        slogan=full_width(catalog["hall_profile"]["slogan_zh"]),
    )
    hall = Hall(store, clock)
    move_in(hall, profile=profile, catalog=catalog, manager=manager, op=new_op())
    return hall


def move_in(hall: Hall, *, profile: HallProfile, catalog: Catalog, manager: Staff, op: str) -> None:
    """Writes hall, lists and manager in one transaction: without a manager none could open it."""
    with hall.store.write() as turn:
        if turn.conn.execute(select(schema.hall.c.id)).first() is not None:
            raise RuleBroken("这个数据库已经有营业厅了。")
        turn.conn.execute(insert(schema.hall), values_of(profile))
        turn.conn.execute(
            insert(schema.journal_head), {"hall_id": FIRST_HALL, "n": 0, "hash": GENESIS}
        )
        tx = Tx(
            conn=turn.conn,
            hall_id=FIRST_HALL,
            now=hall.clock.now(),
            actor=manager.staff_no,
            op=op,
            key=hall.store.key,
            head_n=0,
            head_hash=GENESIS,
        )
        _furnish(tx, profile=profile, catalog=catalog)
        tx.insert(manager, "add_staff")
        hall.move_head(turn, tx)


def _furnish(tx: Tx, *, profile: HallProfile, catalog: Catalog) -> None:
    """Fills the editable lists of the hall from the catalogue, one journal entry a list."""
    tx.note("found_hall", "hall", {"id": tx.hall_id}, after=values_of(profile))
    _fill(tx, "service", [values_of(_service(entry)) for entry in catalog["service_items"]])
    _fill(tx, "price", [values_of(_price(entry)) for entry in catalog["paid_price_list"]])
    _fill(tx, "directory", [values_of(entry) for entry in _directory(catalog)])
    _fill(tx, "area", [values_of(entry) for entry in _areas(catalog)])
    _fill(tx, "key_account", [values_of(entry) for entry in _key_accounts(catalog)])
    _fill(tx, "outlet", [values_of(entry) for entry in _outlets(catalog)])
    _fill(tx, "code_text", _code_texts(catalog))
    _fill(tx, "holiday", _holidays(catalog["holidays"]))
    _fill(tx, "setting", _settings(catalog))
    publicnotices.seed(tx)


def is_complete(reading: Reading) -> bool:
    """Whether the hall has every list of this program's edition."""
    edition = reading.find(Setting, name="catalogue")
    return edition is not None and edition.value == CATALOGUE


def complete(tx: Tx, *, catalog: Catalog) -> None:
    """Gives a hall of an earlier edition what it lacks; nothing it edited is changed."""
    if is_complete(tx):
        return
    for entry in catalog["service_items"]:
        shipped, own = _service(entry), tx.find(Service, code=entry["code"])
        if own is not None and not own.name_en:
            more = {"deadlines", "keywords", "initials", "name_en"}
            wanted = replace(own, **{name: getattr(shipped, name) for name in more})
            tx.change(own, wanted, "complete_service", guard="name_en")
    _fill(tx, "directory", _lacking(tx, DirectoryEntry, _directory(catalog)))
    _fill(tx, "area", _lacking(tx, Area, _areas(catalog)))
    _fill(tx, "key_account", _lacking(tx, KeyAccount, _key_accounts(catalog)))
    _fill(tx, "outlet", _lacking(tx, Outlet, _outlets(catalog)))
    _complete_words(tx, _code_texts(catalog))
    settings = {row["name"]: row["value"] for row in _settings(catalog)}
    for name, value in settings.items():
        if tx.find(Setting, name=name) is None:
            tx.insert(Setting(name=name, value=value), "complete_setting")
    parties.take_over_older(tx)
    publicnotices.seed(tx)
    edition = tx.get(Setting, name="catalogue")
    tx.change(edition, Setting(name="catalogue", value=CATALOGUE), "complete", guard="value")


def _lacking(tx: Tx, kind: type[Any], shipped: list[Any]) -> list[dict[str, Any]]:
    return [values_of(each) for each in shipped if tx.find(kind, **key_of(each)) is None]


def _complete_words(tx: Tx, shipped: list[dict[str, Any]]) -> None:
    """Lists that are new come whole; words of old lists only get what is shipped beside them."""
    table = schema.code_text
    found = tx.conn.execute(
        select(table.c.list, table.c.code).where(table.c.hall_id == tx.hall_id)
    ).all()
    known = {(row.list, row.code) for row in found}
    lists = {row.list for row in found}
    _fill(tx, "code_text", [row for row in shipped if row["list"] not in lists])
    beside = [row for row in shipped if (row["list"], row["code"]) in known]
    for row in beside:
        tx.conn.execute(
            update(table)
            .where(
                table.c.hall_id == tx.hall_id,
                table.c.list == row["list"],
                table.c.code == row["code"],
            )
            .values(text_en=row["text_en"], shipped=row["shipped"])
        )
    tx.note("complete", "code_text", {"rows": len(beside)}, after={"rows": beside})


def _fill(tx: Tx, table: str, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    tx.conn.execute(
        insert(schema.metadata.tables[table]), [{"hall_id": tx.hall_id, **row} for row in rows]
    )
    tx.note("seed", table, {"rows": len(rows)}, after={"rows": rows})


def _service(entry: dict[str, Any]) -> Service:
    papers = tuple(
        RequiredPaper(
            name=full_width(paper["zh"]),
            mandatory=paper["mandatory"],
            condition=full_width(paper.get("condition_zh", "")),
            alternatives=tuple(full_width(each) for each in paper.get("alternatives_zh", ())),
        )
        for paper in entry["required_documents"]
    )
    return Service(
        code=entry["code"],
        name=full_width(entry["name_zh"]),
        kind=entry["kind"],
        prefix=entry["ticket_prefix"],
        limit_minutes=entry["time_limit_minutes"],
        papers=papers,
        steps=tuple(full_width(step) for step in entry["process_steps"]),
        fees_note=full_width(entry["fees_note_zh"]),
        promise=_promise(entry["back_office_deadlines"]),
        theme=entry["theme"],
        on_kiosk=entry["public_on_kiosk"],
        enabled=entry["enabled"],
        name_en=entry["name_en"],
        deadlines=tuple(_deadline(each) for each in entry["back_office_deadlines"]),
        keywords=tuple(full_width(word) for word in entry.get("keywords_zh", ())),
        initials=pinyin.service_initials(entry["name_zh"], entry.get("keywords_zh", ())),
    )


def _deadline(entry: dict[str, Any]) -> Deadline:
    return Deadline(
        stage=full_width(entry["stage_zh"]),
        value=entry["value"],
        unit=entry["unit"],
        start_event=entry["start_event"],
        profile=entry["profile"],
        ref=full_width(entry["ref"]),
        note=entry["note"],
    )


_UNITS = {"day": "天", "workday": "个工作日", "month": "个月", "hour": "小时", "minute": "分钟"}


def _promise(deadlines: list[dict[str, Any]]) -> str:
    """The first public deadline in words, such as 供电方案答复 10 天内."""
    for deadline in deadlines:
        if deadline["profile"] == "norm2003":
            unit = _UNITS[deadline["unit"]]
            stage = full_width(deadline["stage_zh"])
            return f"{stage} {deadline['value']} {unit}内"
    return ""


def _price(entry: dict[str, Any]) -> Price:
    until = entry["valid_to"]
    return Price(
        code=entry["code"],
        name=full_width(entry["name_zh"]),
        kind=LineKind.LABOUR if entry["kind"] == "labour" else LineKind.MATERIAL,
        unit=entry["unit_zh"],
        unit_price_fen=entry["unit_price_fen"],
        quantity_decimals=entry["quantity_decimals"],
        approval_doc=full_width(entry["approval_doc"]),
        valid_from=date.fromisoformat(entry["valid_from"]),
        valid_to=date.fromisoformat(until) if until else None,
        enabled=entry["enabled"] and entry["published"],
    )


def _directory(catalog: Catalog) -> list[DirectoryEntry]:
    ladder = [
        DirectoryEntry(
            code=rung.get("code", f"L{rung['level']}"),
            level=rung["level"],
            level_name=full_width(rung["level_zh"]),
            name=full_width(rung.get("service_area_zh", rung["level_zh"])),
            person=full_width(rung["name"]),
            phone=rung["phone"],
            address=full_width(rung["address"]),
            hours=full_width(rung["hours_zh"]),
            verified_on=_day(rung.get("verified_on")),
            deputy=full_width(rung.get("deputy", "")),
            deputy_phone=rung.get("deputy_phone", ""),
        )
        for rung in catalog["contacts_ladder"]
    ]
    departments = [
        DirectoryEntry(
            code=entry["code"],
            level=0,
            level_name="部门",
            name=full_width(entry["name_zh"]),
            person=full_width(entry["contact"]),
            phone=entry["phone"],
            address=full_width(entry["address"]),
            hours=full_width(entry.get("hours_zh", "")),
            verified_on=_day(entry.get("verified_on")),
            deputy=full_width(entry.get("deputy", "")),
            deputy_phone=entry.get("deputy_phone", ""),
            duty=full_width(entry.get("duty_zh", "")),
        )
        for entry in catalog["departments"]
    ]
    return ladder + departments


def _areas(catalog: Catalog) -> list[Area]:
    return [
        Area(
            code=entry["code"],
            name=full_width(entry["name_zh"]),
            villages=tuple(full_width(each) for each in entry["villages_zh"]),
            account_prefixes=tuple(entry["account_prefixes"]),
            manager_code=entry["manager"],
            station_code=entry["station"],
            company_code=entry["company"],
        )
        for entry in catalog.get("areas", ())
    ]


def _key_accounts(catalog: Catalog) -> list[KeyAccount]:
    return [
        KeyAccount(
            account_no=entry["account_no"],
            name=full_width(entry["name_zh"]),
            manager_code=entry["manager"],
        )
        for entry in catalog.get("key_accounts", ())
    ]


def _outlets(catalog: Catalog) -> list[Outlet]:
    return [
        Outlet(
            code=entry["code"],
            name=full_width(entry["name_zh"]),
            kind=entry["kind"],
            address=full_width(entry["address"]),
            phone=entry["phone"],
            hours=full_width(entry["hours_zh"]),
            prefixes=entry["prefixes"],
            enabled=True,
        )
        for entry in catalog.get("outlets", ())
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _code_texts(catalog: Catalog) -> list[dict[str, Any]]:
    lists = {
        "suspend_reason": catalog["suspend_reasons"],
        "pause_reason": catalog["pause_reasons"],
        "skip_reason": catalog["skip_reasons"],
        "over_reason": catalog["overtime_reasons"],
        "void_reason": catalog["void_reasons"],
        "refund_reason": catalog["refund_reasons"],
        "payment_method": catalog["payment_methods"],
        "ground": catalog["ticket_rules"]["priority_grounds"],
        "satisfaction": catalog["satisfaction_levels"],
        "error_grade": catalog["service_error_grades"],
    }
    rows = [
        _code_text(name, e["code"], i, e["zh"], e.get("en", ""))
        for name, entries in lists.items()
        for i, e in enumerate(entries)
    ]
    rows += [
        _code_text("kind", e["prefix"], i, e["name_zh"], e["name_en"])
        for i, e in enumerate(catalog["ticket_categories"])
    ]
    for i, entry in enumerate(catalog["phrases"]):
        text, moment = entry["text_zh"], entry["moment_zh"]
        rows.append(_code_text("phrase", entry["code"], i, text, entry["text_en"]))
        rows.append(_code_text("phrase_moment", entry["code"], i, moment, entry["when"]))
    numbered = {
        "checklist": ("K", catalog["daily_checklist_zh"]),
        "forbidden_phrase": ("F", catalog["forbidden_phrases_zh"]),
    }
    for name, (letter, texts) in numbered.items():
        rows += [_code_text(name, f"{letter}{i + 1:02d}", i, text) for i, text in enumerate(texts)]
    return rows


def _code_text(name: str, code: str, position: int, text: str, en: str = "") -> dict[str, Any]:
    words = full_width(text)
    return {
        "list": name,
        "code": code,
        "position": position,
        "text": words,
        "text_en": en,
        "shipped": words,
    }


def _holidays(table: dict[str, Any]) -> list[dict[str, Any]]:
    rows: dict[date, dict[str, Any]] = {}
    for span in table["days_off"]:
        first, last = date.fromisoformat(span["from"]), date.fromisoformat(span["to"])
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            day = date.fromordinal(ordinal)
            rows[day] = {"day": day, "off": True, "name": full_width(span["name_zh"])}
    for text in table["make_up_workdays"]:
        day = date.fromisoformat(text)
        rows[day] = {"day": day, "off": False, "name": "调休上班"}
    return list(rows.values())


def _settings(catalog: Catalog) -> list[dict[str, Any]]:
    values: dict[str, Any] = {
        "hours": catalog["hall_profile"]["hours"][0],
        "closed_weekdays": [],
        "blocked_fees": catalog["blocked_fee_names_zh"]["names"],
        "holiday_years": [catalog["holidays"]["year"]],
        "reply_workdays": 2,
        "catalogue": CATALOGUE,
        "profiles": ["norm2003", "SAMPLE_internal"],
        "queue_policy": {"cap": 2, "return_after": 2, "most_wait_minutes": 40},
        "kiosk": {"link": "", "link_words": "网上国网", "hint_from": 10, "idle_s": 90},
        "third_language": {"name": "", "rtl": False},
        "window_signs": {},
        "net_pauses": [e["code"] for e in catalog["pause_reasons"] if e["counts_for_net"]],
        "pass_days": 30,
        "follow_workdays": 5,
        "rating_follow_hours": 24,
        "callback_days": 3,
        "special_hours": [],
        "paper_head": {"footer": "", "after_sales_phone": "", "repair_phone": "", "logo": ""},
        **moneyrules.DEFAULTS,
    }
    return [{"name": name, "value": value} for name, value in values.items()]


_PUNCTUATION = str.maketrans({",": "，", ";": "；", "(": "（", ")": "）", "?": "？"})
_COLON = re.compile(r"(?<=[\u4e00-\u9fff）”]):|:(?=[\u4e00-\u9fff（“])")
"""A colon with Chinese words at a side; a time such as 08:30 keeps its own."""


def full_width(text: str) -> str:
    """Chinese words with Chinese punctuation; words without any Chinese stay as they are."""
    has_chinese = any("\u4e00" <= letter <= "\u9fff" for letter in text)
    return _COLON.sub("：", text.translate(_PUNCTUATION)) if has_chinese else text


def profile_of(reading: Reading) -> HallProfile:
    """Who the hall is."""
    table = TABLES[HallProfile]
    row = reading.conn.execute(select(table).where(table.c.id == reading.hall_id)).one()
    return HallProfile(**row._mapping)
