"""Codes that a scanner reads (扫码): tickets, return passes, vouchers, account numbers."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_MARK = "HD1"
_NUMBER = re.compile(r"[A-Z]\d{1,6}", re.ASCII)
_VOUCHER = re.compile(r"SJ-\d{6,}", re.ASCII)
_PASS = re.compile(r"[0-9A-Z]{4,16}", re.ASCII)


class CodeKind(StrEnum):
    """What a scanned code names; the letter stands in the payload, none for an account."""

    TICKET = "T"
    PASS = "P"
    VOUCHER = "V"
    ACCOUNT = ""


@dataclass(frozen=True, kw_only=True)
class ScannedCode:
    """One scanned code: what it names, its number, and the business date of a ticket."""

    kind: CodeKind
    number: str
    day: date | None = None


def ticket_payload(day: date, code: str) -> str:
    """What the QR of a ticket says, such as HD1:T:2026-03-12:A012."""
    return f"{_MARK}:T:{day.isoformat()}:{code}"


def pass_payload(code: str) -> str:
    """What the QR of a return pass says, such as HD1:P:7K2M9Q."""
    return f"{_MARK}:P:{code}"


def voucher_payload(code: str) -> str:
    """What the QR of a voucher says, such as HD1:V:SJ-000387."""
    return f"{_MARK}:V:{code}"


def read_code(text: str) -> ScannedCode | None:
    """The code behind scanned characters, full-width ones too; None for anything else."""
    cleaned = unicodedata.normalize("NFKC", text).strip().upper()
    if cleaned.isascii() and cleaned.isdigit() and len(cleaned) in (10, 13):
        return ScannedCode(kind=CodeKind.ACCOUNT, number=cleaned)
    mark, *parts = cleaned.split(":")
    if mark != _MARK or len(parts) < 2:
        return None
    if parts[0] == CodeKind.TICKET and len(parts) == 3:
        return _ticket(parts[1], parts[2])
    shapes = {CodeKind.PASS: _PASS, CodeKind.VOUCHER: _VOUCHER}
    for kind, shape in shapes.items():
        if parts[0] == kind and len(parts) == 2 and shape.fullmatch(parts[1]):
            return ScannedCode(kind=kind, number=parts[1])
    return None


def _ticket(day: str, number: str) -> ScannedCode | None:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return None
    if not _NUMBER.fullmatch(number):
        return None
    return ScannedCode(kind=CodeKind.TICKET, number=number, day=found)
