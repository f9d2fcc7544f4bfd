"""Rows ↔ frozen records: a record's fields are the table's columns, without the hall."""

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import RowMapping, Table
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.types import TypeDecorator

from hall_desk.domain.acceptances import (
    Acceptance,
    FormCorrection,
    PromisedStage,
    ReceivedPaper,
)
from hall_desk.domain.bills import Bill
from hall_desk.domain.callbacks import Attempt, AttemptResult, Callback
from hall_desk.domain.contacts import DirectoryEntry, FirstContact
from hall_desk.domain.corrections import ServiceError
from hall_desk.domain.days import BusinessDay, CheckLine, WindowDay
from hall_desk.domain.escalations import Escalation
from hall_desk.domain.hall import Attendance, FloatCount, HallProfile, Setting
from hall_desk.domain.holidays import Holiday
from hall_desk.domain.items import Item, StepDone
from hall_desk.domain.ladder import Area, KeyAccount
from hall_desk.domain.metertests import MeterTest
from hall_desk.domain.notices import Notice
from hall_desk.domain.opinionbox import BoxOpening, Slip
from hall_desk.domain.outlets import Outlet
from hall_desk.domain.paidservice import LineKind, Price, Sheet, SheetLine
from hall_desk.domain.parties import Party
from hall_desk.domain.passes import ReturnPass
from hall_desk.domain.patrols import PatrolFinding
from hall_desk.domain.payments import ChargeLine, Payment, Tender
from hall_desk.domain.people import Staff
from hall_desk.domain.phrases import CodeText
from hall_desk.domain.pricelists import PriceList
from hall_desk.domain.publicnotices import PublicNotice
from hall_desk.domain.ratings import Rating
from hall_desk.domain.reconnections import Reconnection
from hall_desk.domain.refunds import Refund
from hall_desk.domain.services import Deadline, RequiredPaper, Service
from hall_desk.domain.settlements import Settlement
from hall_desk.domain.signatures import read_strokes
from hall_desk.domain.suspensions import Suspension
from hall_desk.domain.tickets import Lane, Ticket
from hall_desk.domain.tills import (
    BankBag,
    ClosingRecord,
    Pieces,
    TerminalTotal,
    TillCount,
    TillHandover,
    TillSums,
)
from hall_desk.domain.workorders import WorkOrder
from hall_desk.store import schema
from hall_desk.store.columns import JsonText, utc_moment

_NO_DIALECT = DefaultDialect()
R = TypeVar("R")

TABLES: dict[type[Any], Table] = {
    Ticket: schema.ticket,
    Item: schema.item,
    WindowDay: schema.window_day,
    BusinessDay: schema.business_day,
    Staff: schema.staff,
    Escalation: schema.escalation,
    FirstContact: schema.first_contact,
    Sheet: schema.sheet,
    Payment: schema.payment,
    Suspension: schema.suspension,
    Service: schema.service,
    Price: schema.price,
    DirectoryEntry: schema.directory,
    HallProfile: schema.hall,
    Attendance: schema.attendance,
    FloatCount: schema.float_count,
    Setting: schema.setting,
    CodeText: schema.code_text,
    Holiday: schema.holiday,
    Notice: schema.notice,
    ReturnPass: schema.return_pass,
    Acceptance: schema.acceptance,
    FormCorrection: schema.form_correction,
    Rating: schema.rating,
    Area: schema.area,
    KeyAccount: schema.key_account,
    Outlet: schema.outlet,
    Party: schema.party,
    PublicNotice: schema.public_notice,
    PatrolFinding: schema.patrol_finding,
    ServiceError: schema.service_error,
    Tender: schema.tender,
    Refund: schema.refund,
    Settlement: schema.settlement,
    Bill: schema.bill,
    MeterTest: schema.meter_test,
    Reconnection: schema.reconnection,
    TillHandover: schema.till_handover,
    BankBag: schema.bank_bag,
    TillCount: schema.till_count,
    ClosingRecord: schema.closing_record,
    WorkOrder: schema.work_order,
    Callback: schema.callback,
    PriceList: schema.price_list,
    BoxOpening: schema.box_opening,
}


def _step(value: dict[str, Any]) -> StepDone:
    at = utc_moment(value["at"])
    return StepDone(index=value["index"], at=at, reason=value.get("reason", ""))


def _received(value: dict[str, Any]) -> ReceivedPaper:
    return ReceivedPaper(**{**value, "returned_at": _moment(value["returned_at"])})


def _promised(value: dict[str, Any]) -> PromisedStage:
    return PromisedStage(**{**value, "due_at": _moment(value["due_at"])})


def _moment(text: str | None) -> datetime | None:
    return utc_moment(text) if text else None


def _line(value: dict[str, Any]) -> SheetLine:
    kind = LineKind(value["kind"])
    valid_from = datetime.fromisoformat(value["valid_from"]).date()
    return SheetLine(**{**value, "kind": kind, "valid_from": valid_from})


def _attempt(value: dict[str, Any]) -> Attempt:
    at, result = utc_moment(value["at"]), AttemptResult(value["result"])
    return Attempt(at=at, by=value["by"], result=result)


def _paper(value: dict[str, Any]) -> RequiredPaper:
    return RequiredPaper(**{**value, "alternatives": tuple(value["alternatives"])})


def _tuple_of(make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda values: tuple(make(value) for value in values)


# Columns whose stored value is not yet what the record holds.
_READERS: dict[type[Any], dict[str, Any]] = {
    Ticket: {"lane": Lane},
    Item: {"steps": _tuple_of(_step), "papers": tuple},
    BusinessDay: {"checklist": _tuple_of(lambda value: CheckLine(**value))},
    Sheet: {"lines": _tuple_of(_line), "signature": read_strokes},
    WorkOrder: {"actual": _tuple_of(_line), "difference_signature": read_strokes},
    Callback: {"attempts": _tuple_of(_attempt)},
    Service: {
        "papers": _tuple_of(_paper),
        "steps": tuple,
        "deadlines": _tuple_of(lambda value: Deadline(**value)),
        "keywords": tuple,
    },
    Notice: {"missing": tuple},
    Acceptance: {"papers": _tuple_of(_received), "promises": _tuple_of(_promised)},
    BoxOpening: {"slips": _tuple_of(lambda value: Slip(**value))},
    Area: {"villages": tuple, "account_prefixes": tuple},
    Payment: {"lines": _tuple_of(lambda value: ChargeLine(**value))},
    TillHandover: {"pieces": _tuple_of(lambda value: Pieces(**value))},
    TillCount: {
        "pieces": _tuple_of(lambda value: Pieces(**value)),
        "terminals": _tuple_of(lambda value: TerminalTotal(**value)),
        "sums": lambda value: TillSums(**value),
    },
}


_NAMES = {kind: tuple(field.name for field in fields(kind)) for kind in TABLES}


def field_names(kind: type[Any]) -> tuple[str, ...]:
    """The names of a record's fields, which are its columns."""
    return _NAMES[kind]


def values_of(record: Any) -> dict[str, Any]:
    """The record's fields as column values."""
    return {name: getattr(record, name) for name in field_names(type(record))}


def record_of(kind: type[R], row: RowMapping | dict[str, Any]) -> R:
    """The record behind a row."""
    values = {name: row[name] for name in field_names(kind)}
    for name, read in _READERS.get(kind, {}).items():
        values[name] = read(values[name])
    return kind(**values)


def restored(record: R, told: dict[str, Any]) -> R:
    """The record with one side of a journal entry (its fields as JSON) put back."""
    table, readers = TABLES[type(record)], _READERS.get(type(record), {})
    values = {}
    for name, value in told.items():
        kind = table.c[name].type
        if isinstance(kind, TypeDecorator) and not isinstance(kind, JsonText):
            value = kind.process_result_value(value, _NO_DIALECT)
        values[name] = readers[name](value) if name in readers else value
    return replace(record, **values)  # type: ignore[type-var]


def record_by_id(subject: str, subject_id: str) -> tuple[type[Any], dict[str, Any]] | None:
    """The record kind and key behind a journal entry's subject."""
    kind = next((k for k, table in TABLES.items() if table.name == subject), None)
    if kind is None:
        return None
    names = [c for c in TABLES[kind].primary_key if c.name != "hall_id"]
    parts = subject_id.split("/", len(names) - 1)
    readers: dict[type[Any], Callable[[str], Any]] = {
        int: int,
        date: date.fromisoformat,
        str: str,
    }
    return kind, {
        c.name: readers[c.type.python_type](part) for c, part in zip(names, parts, strict=True)
    }


def key_of(record: Any) -> dict[str, Any]:
    """The primary key of a record, without the hall."""
    table = TABLES[type(record)]
    return {c.name: getattr(record, c.name) for c in table.primary_key if c.name != "hall_id"}
