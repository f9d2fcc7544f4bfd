"""The journal for others (日志导出, Art. 4(3)): personal data masked unless a manager says why."""

import json
import re
from dataclasses import asdict
from typing import Any

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.masking import mask_name
from hall_desk.domain.payments import INVOICE_WORDS
from hall_desk.domain.people import Right, Staff, require
from hall_desk.domain.texts import check_text
from hall_desk.store.journal import Entry
from hall_desk.store.transaction import Tx
from hall_desk.usecases.accesslog import EXPORT

# What the hall publishes of itself, and what never holds a customer.
_PUBLIC = frozenset(
    {
        "hall", "directory", "outlet", "area", "staff", "service", "price", "price_list", "setting",
        "code_text", "holiday", "public_notice", "business_day", "window_day", "attendance",
    }
)  # fmt: skip
_PERSONS = frozenset({"party", "key_account"})
_NAMES = frozenset({"customer_name", "customer", "applicant", "name_reading", "initials"})
_NUMBERS = frozenset(
    {"phone", "customer_phone", "account_no", "account", "id_no", "invoice", "invoice_no"}
)
_PLACES = frozenset({"address", "customer_address"})
_LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{7,}[\dXx]?(?![0-9A-Za-z])")


def masked_line(entry: Entry) -> str:
    """One entry as a line of JSON with names, phones, papers and accounts masked.

    Such a line says so (``masked``): its hash belongs to the words that were left out.
    """
    told = asdict(entry)
    if entry.subject not in _PUBLIC:
        for side in ("before", "after"):
            told[side] = _masked_text(told[side], person=entry.subject in _PERSONS)
    return json.dumps({**told, "masked": True}, ensure_ascii=False, separators=(",", ":"))


def masked_record(subject: str, record: dict[str, Any]) -> dict[str, Any]:
    """A record as a masked line tells it."""
    if subject in _PUBLIC:
        return record
    masked: dict[str, Any] = _masked("", record)
    return masked


def _masked_text(text: str, *, person: bool) -> str:
    if not text:
        return text
    value = json.loads(text)
    if person and "name" in value:
        value["name"] = mask_name(value["name"])
    return json.dumps(_masked("", value), ensure_ascii=False, separators=(",", ":"))


def _masked(name: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _masked(key, each) for key, each in value.items()}
    if isinstance(value, list):
        return [_masked(name, each) for each in value]
    if not isinstance(value, str) or not value:
        return value
    if name == "invoice" and value in INVOICE_WORDS:
        return value
    if name in _NAMES:
        return mask_name(value)
    if name in _NUMBERS:
        return mask_number(value)
    if name in _PLACES:
        return f"{value[:3]}***"
    return _LONG_NUMBER.sub(_hide, value)


def mask_number(number: str) -> str:
    """A phone, paper or account number with its middle left out: 138****1234."""
    if len(number) < 7:
        return "*" * len(number)
    return f"{number[:3]}{'*' * (len(number) - 7)}{number[-4:]}"


def _hide(found: re.Match[str]) -> str:
    return mask_number(found[0])


def note_full_export(tx: Tx, *, reason: str) -> None:
    """Journals who takes the whole journal away, and why; only who may report may do so."""
    staff = tx.find(Staff, staff_no=tx.actor)
    if staff is None:
        raise RuleBroken(f"没有工号 {tx.actor}。", field="by")
    require(staff, Right.REPORT)
    words = check_text(reason, "reason")
    if not words:
        raise RuleBroken("导出全文要用 --reason 写明理由。", field="reason", article="4(3)")
    tx.note(EXPORT, "journal", {"id": tx.hall_id}, after={"reason": words})
