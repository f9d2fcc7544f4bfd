"""Closing records copied outside the database: JSON lines with a keyed chain of their own."""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hall_desk.store.columns import canonical

_FIELDS = ("file", "hall_id", "number", "record", "previous", "hash")


class CopyDamaged(Exception):
    """The file is not as it was written; ``str()`` names the first bad line in Chinese."""


@dataclass(frozen=True, kw_only=True)
class CopiedClosing:
    """One line of the file; ``file`` names the file itself, so that a new one is told apart."""

    file: str
    hall_id: int
    number: int
    record: dict[str, Any]
    previous: str
    hash: str


def read_copies(path: Path, key: bytes) -> list[CopiedClosing]:
    """Every line, checked against the chain; an absent file has none.

    Raises ``CopyDamaged`` when a line was changed, taken out or cut, ``OSError`` as it comes.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return []
    except UnicodeDecodeError as fault:
        raise CopyDamaged("日结单库外副本读不出来") from fault
    return list(_checked(text, key))


def _checked(text: str, key: bytes) -> Iterator[CopiedClosing]:
    previous = ""
    lines = text.split("\n")
    if lines.pop():
        raise CopyDamaged(f"日结单库外副本第 {len(lines) + 1} 行不完整")
    for at, line in enumerate(lines, start=1):
        copied = _read(line)
        if copied is None or copied.previous != previous or copied.hash != _hash(key, copied):
            raise CopyDamaged(f"日结单库外副本第 {at} 行被改动或缺失")
        previous = copied.hash
        yield copied


def _read(line: str) -> CopiedClosing | None:
    """The line, if it is in the exact form."""
    try:
        copied = CopiedClosing(**json.loads(line))
    except (ValueError, TypeError):
        return None
    return copied if _line(copied) == line else None


def append_copies(
    path: Path,
    key: bytes,
    hall_id: int,
    records: Iterable[dict[str, Any]],
    pick: Callable[[str], str] = secrets.choice,
) -> list[CopiedClosing]:
    """Adds the records that the file does not have yet, flushed to the disk; gives the new lines.

    The file is checked before: nothing is written behind a damaged line. A last line that a
    power cut left unfinished is written anew.
    """
    _drop_unfinished(path)
    known = read_copies(path, key)
    had = {copied.number for copied in known if copied.hall_id == hall_id}
    name = known[0].file if known else "".join(pick("0123456789abcdef") for _ in range(8))
    previous = known[-1].hash if known else ""
    added = []
    for record in records:
        if record["number"] in had:
            continue
        bare = CopiedClosing(
            file=name,
            hall_id=hall_id,
            number=record["number"],
            record=record,
            previous=previous,
            hash="",
        )
        copied = CopiedClosing(**{**_values(bare), "hash": _hash(key, bare)})
        added.append(copied)
        previous = copied.hash
    if added:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.writelines(_line(copied) + "\n" for copied in added)
            file.flush()
            os.fsync(file.fileno())
    return added


def _drop_unfinished(path: Path) -> None:
    if not path.exists():
        return
    written = path.read_bytes()
    whole = written.rfind(b"\n") + 1
    if whole != len(written):
        with path.open("r+b") as file:
            file.truncate(whole)


def _values(copied: CopiedClosing) -> dict[str, Any]:
    return {name: getattr(copied, name) for name in _FIELDS}


def _line(copied: CopiedClosing) -> str:
    return canonical(_values(copied))


def _hash(key: bytes, copied: CopiedClosing) -> str:
    message = [copied.previous, copied.file, copied.hall_id, copied.number, copied.record]
    return hmac.digest(key, canonical(message).encode(), hashlib.sha256).hex()
