"""The machine's own settings (TOML): which database, which window, which scale."""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

import platformdirs

APP = "hall_desk"


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
