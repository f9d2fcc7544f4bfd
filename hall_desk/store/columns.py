"""Column types that read the same in SQLite (STRICT) and PostgreSQL, and in any other program."""

import json
from dataclasses import asdict, is_dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

E = TypeVar("E", bound=Enum)
Int = Integer().with_variant(BigInteger(), "postgresql")


def utc_text(moment: datetime) -> str:
    """A moment as sortable text with microseconds, such as 2026-03-12T02:24:36.123456Z."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    text = moment.isoformat(timespec="microseconds")
    return text[:26] + "Z"


def utc_moment(text: str) -> datetime:
    """The moment behind the text, as an aware UTC datetime."""
    return datetime.fromisoformat(text)


class UtcTime(TypeDecorator[datetime]):
    """A UTC moment kept as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else utc_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """From the database."""
        return None if value is None else utc_moment(value)


class DateText(TypeDecorator[date]):
    """A calendar date of the hall kept as text, such as 2026-03-12."""

    impl = Text
    cache_ok = True

    @property
    def python_type(self) -> type[date]:
        """What a record holds."""
        return date

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        """From the database."""
        return None if value is None else date.fromisoformat(value)


class TimeText(TypeDecorator[time]):
    """A time of day in the hall's zone kept as text, such as 08:30."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: time | None, dialect: Dialect) -> str | None:
        """To the database."""
        return None if value is None else value.isoformat("minutes")

    def process_result_value(self, value: str | None, dialect: Dialect) -> time | None:
        """From the database."""
        return None if value is None else time.fromisoformat(value)


class EnumText(TypeDecorator[E]):
    """An enumeration kept by its value."""

    impl = Text
    cache_ok = True

    def __init__(self, kind: type[E]):
        super().__init__()
        self.kind = kind
        self._members = {member.value: member for member in kind}

    def process_bind_param(self, value: E | None, dialect: Dialect) -> Any:
        """To the database."""
        return None if value is None else value.value

    def process_result_value(self, value: Any, dialect: Dialect) -> E | None:
        """From the database."""
        # A queue of hundreds is read at each look: asking the class each time costs a third of it.
        return None if value is None else self._members.get(value) or self.kind(value)


def plain(value: Any) -> Any:
    """A record or value as JSON can hold it: times as UTC text, enumerations by value."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {key: plain(part) for key, part in asdict(value).items()}
    if isinstance(value, dict):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple | frozenset):
        return [plain(part) for part in value]
    return value


def canonical(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, characters unescaped."""
    return _CANONICAL.encode(value)


# Asks ``plain`` only for what JSON cannot hold by itself; enumerations of words it can.
_CANONICAL = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=plain
)


class JsonText(TypeDecorator[Any]):
    """A value kept as canonical JSON text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str:
        """To the database."""
        return canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """From the database."""
        return None if value is None else json.loads(value)


class Bool(TypeDecorator[bool]):
    """Yes or no, kept as 1 or 0."""

    impl = Int
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        """To the database."""
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        """From the database."""
        return None if value is None else bool(value)
