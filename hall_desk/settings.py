"""The machine's own settings (TOML): which database, which window, which scale."""

import logging
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP = "hall_desk"
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What this PC remembers; everything of the hall itself is in the database."""

    database: str = ""
    window: int | None = None
    scale: float | None = None
    scheme: str = "light"
    voice: bool = True
    papers: str = ""
    printer: str = ""
    customer_screen: bool = False
    closings: str = ""


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
