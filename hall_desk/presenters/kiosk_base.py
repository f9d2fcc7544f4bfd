"""What every part of the kiosk shares (取号机): the step, the customer of the moment, the time."""

from datetime import datetime, timedelta
from typing import Any

from hall_desk.domain.services import Service
from hall_desk.domain.tickets import Ticket
from hall_desk.presenters import kiosk_build as build
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.kiosk_state import LOOKUPS, KioskState, Notice, Step
from hall_desk.store.transaction import Reading
from hall_desk.usecases.kiosk import KioskBoard, Wanted, kiosk_board

ACTOR = "kiosk"
IDLE_S = 60
TICKET_S = 8
UNPRINTED_S = 20
MESSAGE_S = 10
TAPPING = timedelta(milliseconds=400)


class KioskBase(Presenter[KioskState]):
    """One customer's way over the pages, forgotten when they have gone."""

    facts: KioskBoard | None

    def __init__(self, desk: Desk):
        super().__init__(desk)
        self._step = Step.HOME
        self._trail: list[Step] = []
        self._prefix = self._code = self._op = self._ground = ""
        self._typed = self._asked = self._printing = ""
        self._large = False
        self._ticket: Ticket | None = None
        self._slip = ""
        self._touched = desk.hall.clock.now()
        self._said_at = self._issued_at = self._touched

    def back(self) -> None:
        """One step back, the way the customer came."""
        if self.busy or self._step in (Step.HOME, Step.ISSUED, Step.BLOCKED):
            return
        before = self._trail.pop() if self._trail else Step.HOME
        self._asked = ""
        self._go(before)

    def go_home(self) -> None:
        """Home, with everything of this customer forgotten."""
        if self.busy or self._still_tapping():
            return
        self._forget()
        self._go(Step.HOME)

    def toggle_large(self) -> None:
        """Larger type, until this customer has gone."""
        self._large = not self._large
        self._go(self._step)

    def touched(self) -> None:
        """The customer is still there, turning pages; a screen at rest wakes."""
        self._touched = self._now()
        if self._step is Step.REST:
            self._go(Step.HOME)

    def look(self, reading: Reading) -> KioskBoard:
        """The kiosk's board, with the place of the ticket just taken or asked for."""
        wanted = Wanted(code=self._asked, prices=self._step is Step.PRICES)
        return kiosk_board(reading, self._ticket, wanted)

    def tick(self) -> None:
        """Counts down, forgets a customer who has gone, clears an old sentence, comes to rest."""
        now = self._now()
        if self.message.text and now - self._said_at >= timedelta(seconds=MESSAGE_S):
            self.message = Message()
        if not self.busy and self._left_s(now) == 0:
            self._forget()
        if self._rests(now):
            self._step = Step.REST
        super().tick()

    def _notice(self) -> Notice | None:
        """Why no tickets are given now, or None."""
        return build.notice_of(self.facts.hall, self._now()) if self.facts is not None else None

    def _blocked(self, notice: Notice | None) -> bool:
        """Whether the notice stands in front; who still waits may go on looking things up."""
        looks_up = self._step in LOOKUPS and Step.QUERY in (*self._trail, self._step)
        if notice is None or self._step in (Step.ISSUED, Step.STAFF):
            return False
        return not (notice.asks and looks_up)

    def _enter(self, step: Step) -> None:
        """One page on; back leads here again."""
        self._trail.append(self._step)
        self._go(step)

    def _go(self, step: Step) -> None:
        if step is not self._step:
            self.message, self._printing = Message(), ""
        if step is Step.HOME:
            self._trail.clear()
        self._step, self._touched = step, self._now()
        super().tick()

    def _rests(self, now: datetime) -> bool:
        """Whether nobody has touched the first page for as long as the hall has set."""
        if self._step is not Step.HOME or self._left_s(now) is not None or self.facts is None:
            return False
        after = self.facts.options.idle_s
        return after > 0 and (now - self._touched).total_seconds() >= after

    def _still_tapping(self) -> bool:
        """Whether the finger that took the ticket may still be tapping: it keeps its number."""
        gone = self._now() - self._issued_at
        return self._step is Step.ISSUED and timedelta(0) <= gone < TAPPING

    def _forget(self) -> None:
        self._step, self._ticket, self._slip = Step.HOME, None, ""
        self._trail.clear()
        self._prefix = self._code = self._op = self._ground = ""
        self._typed = self._asked = self._printing = ""
        self._large, self._retry = False, None
        self.message, self._touched = Message(), self._now()

    def _tell(self, sentence: str, *, is_error: bool = False) -> None:
        self.message = Message(text=sentence, is_error=is_error)
        self._said_at = self._now()

    def _failed(self, error: Exception) -> None:
        self._said_at = self._now()
        super()._failed(error)

    def _left_s(self, now: datetime) -> int | None:
        """Seconds until home; None when there is nothing to forget."""
        if self._step is Step.REST or (
            self._step is Step.HOME and not (self._ground or self._large)
        ):
            return None
        stay = IDLE_S
        if self._step is Step.ISSUED:
            stay = UNPRINTED_S if self._slip == "failed" else TICKET_S
        gone = max(0, int((now - self._touched).total_seconds()))
        return max(0, stay - gone)

    def _ground_name(self, board: KioskBoard) -> str:
        names = {tile.code: tile.name for tile in build.ground_tiles(board)}
        return names.get(self._ground, "")

    def _service(self, code: str) -> Service | None:
        services: Any = self.facts.services if self.facts is not None else ()
        return next((service for service in services if service.code == code), None)

    def _now(self) -> datetime:
        return self.desk.hall.clock.now()
