"""The anchor: the journal's head kept in a file outside the database, so that a cut tail shows."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

_WIDTH = 200


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """The last number and hash this PC has written, per hall."""

    hall_id: int
    n: int
    hash: str


def write_anchor(fd: int, anchor: Anchor) -> None:
    """Writes the head into the open file in place; the caller holds the writers' lock.

    One line of fixed width a hall. Not flushed to disk: an anchor that lags is still true.
    """
    line = json.dumps([anchor.hall_id, anchor.n, anchor.hash]).ljust(_WIDTH - 1) + "\n"
    place = (anchor.hall_id - 1) * _WIDTH
    if hasattr(os, "pwrite"):
        os.pwrite(fd, line.encode("ascii"), place)
    else:
        os.lseek(fd, place, os.SEEK_SET)
        os.write(fd, line.encode("ascii"))


def read_anchor(path: Path, hall_id: int) -> Anchor | None:
    """The head kept in the file, or None when it has none for this hall."""
    try:
        content = path.read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    line = content[(hall_id - 1) * _WIDTH : hall_id * _WIDTH].strip("\0 \n")
    if not line:
        return None
    try:
        kept_hall, n, hash_ = json.loads(line)
    except ValueError:
        return None
    return Anchor(hall_id=kept_hall, n=n, hash=hash_) if kept_hall == hall_id else None
