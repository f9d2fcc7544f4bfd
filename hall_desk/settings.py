"""The machine's own settings (TOML): which database, which window, which scale."""

import contextlib
import logging
import os
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

APP = "hall_desk"
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What this PC remembers; everything of the hall itself is in the database.

    ``printer`` alone names one printer of the system for every paper, as older files do;
    ``printers`` describes each printer, ``printer_of`` says which paper goes to which.
    """

    database: str = ""
    window: int | None = None
    scale: float | None = None
    scheme: str = "light"
    voice: bool = True
    papers: str = ""
    printer: str = ""
    customer_screen: bool = False
    closings: str = ""
    printers: dict[str, Any] = field(default_factory=dict)
    printer_of: dict[str, Any] = field(default_factory=dict)


def data_dir() -> Path:
    """The platform's data folder of the program; HALL_DESK_HOME moves it."""
    home = os.environ.get("HALL_DESK_HOME")
    return Path(home) if home else Path(platformdirs.user_data_dir(APP, appauthor=False))


def settings_file() -> Path:
    """Where the machine's settings are kept."""
    return data_dir() / "settings.toml"


def default_database() -> str:
    """The SQLite database in the data folder."""
    return f"sqlite:///{data_dir() / 'hall.db'}"


class SettingsFault(Exception):
    """The settings file cannot be read; ``str()`` is one Chinese sentence."""


def load() -> Settings:
    """Reads the machine's settings; a missing file means defaults."""
    path = settings_file()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise SettingsFault(f"设置文件 {path} 读不出来：{fault}") from fault
    known = {name: table[name] for name in Settings.__dataclass_fields__ if name in table}
    return Settings(**known)


def remember(name: str, value: bool) -> None:
    """Keeps one switch of this PC; every other line of the file stays as it is."""
    if name not in Settings.__dataclass_fields__:
        raise ValueError(name)
    path = settings_file()
    line = f"{name} = {'true' if value else 'false'}"
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        kept = [text for text in lines if text.partition("=")[0].strip() != name]
        path.parent.mkdir(parents=True, exist_ok=True)
        # First in the file: below a table's head it would belong to the table.
        path.write_text("\n".join([line, *kept]) + "\n", encoding="utf-8")
    except OSError as fault:
        log.warning("%s could not be kept: %s", name, fault)


def keep_tables(tables: Mapping[str, Mapping[str, Any]]) -> None:
    """Writes whole tables of the file anew; every line outside of them stays as it is.

    A table of tables (``printers``) is written as ``[printers."小票机"]``. Raises
    ``SettingsFault``: whoever chose a printer must know that it was not kept.
    """
    path = settings_file()
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        kept = _without(lines, tuple(tables))
        while kept and not kept[-1].strip():
            kept.pop()
        for name, table in tables.items():
            kept += _table_lines(name, table)
        text = "\n".join(kept).lstrip("\n") + "\n"
        tomllib.loads(text)
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, text)
    except (OSError, tomllib.TOMLDecodeError) as fault:
        raise SettingsFault(f"设置文件 {path} 写不进去：{fault}") from fault


def _without(lines: list[str], names: tuple[str, ...]) -> list[str]:
    """The lines without the tables of those names and of what lies in them."""
    kept, inside = [], False
    for line in lines:
        text = line.strip()
        if text.startswith("["):
            head = text.strip("[]").partition("]")[0].split(".")[0].strip().strip('"')
            inside = head in names
        if not inside:
            kept.append(line)
    return kept


def _table_lines(name: str, table: Mapping[str, Any]) -> list[str]:
    plain = {key: value for key, value in table.items() if not isinstance(value, Mapping)}
    lines = ["", f"[{name}]", *(f"{_key(k)} = {_value(v)}" for k, v in plain.items())]
    if not plain:
        lines = []
    for key, inner in table.items():
        if isinstance(inner, Mapping):
            lines += ["", f"[{name}.{_key(key)}]"]
            lines += [f"{_key(k)} = {_value(v)}" for k, v in inner.items()]
    return lines


def _key(text: str) -> str:
    bare = text.isascii() and text.replace("_", "").replace("-", "").isalnum()
    return text if bare else _value(text)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text) + '"'


def _replace(path: Path, text: str) -> None:
    """A file is there whole, the old one or the new one."""
    handle, draft = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        Path(draft).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(draft).unlink()
        raise
