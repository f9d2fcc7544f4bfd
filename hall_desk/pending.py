"""Payments under way (收款登记): their keys are on this PC's disk before anything is written.

If the program or the database dies between the press and the answer, the key tells the next start
whether the payment was recorded.
"""

import json
import logging
import os
from dataclasses import asdict, dataclass
from pathlib import Path

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class PendingPayment:
    """A payment that was sent and not yet answered; the sum in fen, the moment as text."""

    op: str
    due_fen: int
    at: str


class PendingFile:
    """A small file of one window; without a path nothing is kept."""

    def __init__(self, path: Path | None):
        self.path = path

    def keep(self, payment: PendingPayment) -> None:
        """Writes the key down, to the disk itself, before the payment is sent."""
        found = [each for each in self.all() if each.op != payment.op]
        self._write([*found, payment])

    def drop(self, op: str) -> None:
        """The answer is known."""
        found = self.all()
        left = [each for each in found if each.op != op]
        if left != found:
            self._write(left)

    def all(self) -> list[PendingPayment]:
        """What was sent and never answered."""
        if self.path is None:
            return []
        try:
            rows = json.loads(self.path.read_text(encoding="utf-8"))
            return [PendingPayment(**row) for row in rows]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError) as fault:
            log.warning("the file of pending payments cannot be read: %s", fault)
            return []

    def _write(self, payments: list[PendingPayment]) -> None:
        if self.path is None:
            return
        beside = self.path.with_suffix(".new")
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with beside.open("w", encoding="utf-8") as file:
                json.dump([asdict(each) for each in payments], file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)
        except OSError as fault:
            # A full disk must not stop the hall; the journal still tells by the key.
            log.warning("a pending payment could not be kept: %s", fault)
