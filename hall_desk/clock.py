"""The Clock: the only place that reads the time, steady through sleep and a changed PC clock."""

import ctypes
import json
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

OFFSET_WARN_S = 2


class Clock(Protocol):
    """What tells the time, as an aware UTC datetime."""

    def now(self) -> datetime:
        """The present moment, UTC."""
        ...


class FakeClock:
    """A clock for tests and the rehearsal (演练): stands until told to move."""

    def __init__(self, start: datetime):
        self._now = start

    def now(self) -> datetime:
        """The moment it stands at."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Moves forward (or back) by seconds."""
        self._now += timedelta(seconds=seconds)

    def set(self, moment: datetime) -> None:
        """Stands at another moment."""
        self._now = moment


def _boot_seconds() -> float:
    """Seconds since boot, sleep included."""
    if sys.platform == "win32":
        ticks = ctypes.windll.kernel32.GetTickCount64
        ticks.restype = ctypes.c_uint64
        return float(ticks()) / 1000
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    return time.monotonic()


def _boot_id() -> str:
    """A name for this boot; empty where the system gives none."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""


@dataclass(frozen=True)
class _Anchor:
    boot_id: str
    boot_s: float
    utc: datetime


class SystemClock:
    """Wall time at the first start since boot, carried on by the time since boot.

    A changed PC clock therefore moves no running limit. The anchor is kept in a small file, so
    that every process of this PC, and a restarted one, agree. ``offset_s`` tells how far the PC
    clock has moved away; ``adopt`` takes the PC clock over (done when a day is opened).
    """

    def __init__(self, anchor_file: Path | None = None):
        self._file = anchor_file
        self._anchor = self._read() or self._fresh()

    def now(self) -> datetime:
        """The present moment, UTC."""
        gone = _boot_seconds() - self._anchor.boot_s
        return self._anchor.utc + timedelta(seconds=gone)

    def offset_s(self) -> float:
        """PC clock minus this clock, in seconds; beyond 2 the screens warn."""
        return (datetime.now(UTC) - self.now()).total_seconds()

    def adopt(self) -> None:
        """Takes the PC clock as right from now on, for every process of this PC."""
        self._anchor = self._fresh()

    def sync(self) -> None:
        """Follows another process of this PC that adopted the PC clock."""
        self._anchor = self._read() or self._anchor

    def _fresh(self) -> _Anchor:
        anchor = _Anchor(_boot_id(), _boot_seconds(), datetime.now(UTC))
        if self._file is not None:
            text = json.dumps([anchor.boot_id, anchor.boot_s, anchor.utc.isoformat()])
            try:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._file.write_text(text)
            except OSError:
                self._file = None  # a read-only profile: this process keeps its own anchor
        return anchor

    def _read(self) -> _Anchor | None:
        if self._file is None:
            return None
        try:
            boot_id, boot_s, utc = json.loads(self._file.read_text())
            anchor = _Anchor(str(boot_id), float(boot_s), datetime.fromisoformat(utc))
        except (OSError, ValueError, TypeError):
            return None
        rebooted = anchor.boot_id != _boot_id() or anchor.boot_s > _boot_seconds()
        return None if rebooted else anchor
