"""The kiosk (取号机): a kind, an item, what to bring, a ticket; home again by itself."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from hall_desk.domain.services import Service
from hall_desk.domain.tickets import Ticket
from hall_desk.presenters import kiosk_build as build
from hall_desk.presenters import kiosk_words as words
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.kiosk_state import IssuedTicket, KioskState, Step
from hall_desk.store.transaction import Reading
from hall_desk.usecases import helping, issuing
from hall_desk.usecases.board import KioskBoard, kiosk_board
from hall_desk.usecases.hall import new_op

ACTOR = "kiosk"
IDLE_S = 60
TICKET_S = 8
UNPRINTED_S = 20
MESSAGE_S = 10
TAPPING = timedelta(milliseconds=400)
CALLED_GUIDE = "已请引导员，马上过来，请稍候。"

PrintSlip = Callable[[Ticket], None]
log = logging.getLogger(__name__)


class KioskPresenter(Presenter[KioskState]):
    """Leads one customer to one ticket and forgets them.

    ``print_slip`` runs away from the window after the ticket is committed; whatever it raises,
    the ticket stays and its number is shown for longer.
    """

    def __init__(self, desk: Desk, print_slip: PrintSlip):
        super().__init__(desk)
        self.facts: KioskBoard | None = None
        self._print_slip = print_slip
        self._step = Step.HOME
        self._prefix = ""
        self._code = ""
        self._op = ""
        self._ground = ""
        self._large = False
        self._ticket: Ticket | None = None
        self._slip = ""
        self._touched = desk.hall.clock.now()
        self._said_at = self._issued_at = self._touched

    # -- what the customer does ------------------------------------------------------------

    def choose_kind(self, prefix: str) -> None:
        """Opens the items of a kind."""
        if self.facts is None or self._step is not Step.HOME:
            return
        if build.stop_words(self.facts.hall.kind(prefix), self._now()):
            return
        if build.services_of(self.facts, prefix):
            self._prefix = prefix
            self._go(Step.SERVICES)

    def choose_service(self, code: str) -> None:
        """Shows what to bring for an item; one operation key belongs to this look at it."""
        if self._step is Step.SERVICES and self._service(code) is not None:
            self._code, self._op = code, new_op()
            self._go(Step.CARD)

    def issue(self) -> None:
        """Takes the ticket; a second tap meets a busy desk, a retry the same operation key."""
        if self._step is not Step.CARD or self.busy or self._service(self._code) is None:
            return
        self._touched = self._now()
        self.act(
            issuing.issue,
            ACTOR,
            op=self._op,
            then=self._issued,
            service_code=self._code,
            ground=self._ground or None,
        )

    def ask_priority(self) -> None:
        """Opens the choice of a ground for being served first."""
        if self._step is Step.HOME:
            self._go(Step.GROUNDS)

    def choose_ground(self, code: str) -> None:
        """The ground goes with the next ticket only."""
        if self._step is Step.GROUNDS and code in build.KIOSK_GROUNDS:
            self._ground = code
            self._go(Step.HOME)

    def cancel_priority(self) -> None:
        """Takes the priority back before the ticket is taken."""
        self._ground = ""
        self._go(Step.HOME if self._step is Step.GROUNDS else self._step)

    def back(self) -> None:
        """One step back."""
        before = {Step.CARD: Step.SERVICES}
        if self._step in (Step.SERVICES, Step.CARD, Step.GROUNDS) and not self.busy:
            self._go(before.get(self._step, Step.HOME))

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
        """The customer is still there, turning pages."""
        self._touched = self._now()

    def call_manager(self) -> None:
        """Asks for the hall's guide; it rings at the duty manager's desk."""
        self._touched = self._now()
        self.act(
            helping.call_manager,
            ACTOR,
            then=lambda _: self._tell(CALLED_GUIDE),
            window=None,
            reason="取号机请引导员",
        )

    # -- the presenter's own ---------------------------------------------------------------

    def look(self, reading: Reading) -> KioskBoard:
        """The kiosk's board, with the place of the ticket just taken."""
        return kiosk_board(reading, self._ticket)

    def tick(self) -> None:
        """Counts down, forgets a customer who has gone, clears an old sentence."""
        now = self._now()
        if self.message.text and now - self._said_at >= timedelta(seconds=MESSAGE_S):
            self.message = Message()
        if not self.busy and self._left_s(now) == 0:
            self._forget()
        super().tick()

    def build(self) -> KioskState:
        """The screen at this moment."""
        board, now = self.facts, self._now()
        assert board is not None
        hall = board.hall
        notice = build.notice_of(hall, now)
        step = Step.BLOCKED if notice and self._step is not Step.ISSUED else self._step
        card = self._service(self._code) if step is Step.CARD else None
        if step is Step.CARD and card is None:
            step = Step.SERVICES  # the item was switched off while it was looked at
        kind = hall.kind(self._prefix)
        priority = bool(self._ground)
        return KioskState(
            step=step,
            hall=hall.profile.name,
            subtitle=_subtitle(step, hall.profile.slogan),
            clock=words.clock_words(now),
            date=words.short_date(now),
            ends=f"{hall.closes:%H:%M}",
            large=self._large,
            ground=self._ground_name(board),
            kinds=build.kind_tiles(board, now, priority=priority),
            kind_name=words.neutral(kind.name) if kind is not None else "",
            services=build.service_tiles(board, self._prefix) if step is Step.SERVICES else (),
            card=build.service_card(board, card, now, priority=priority) if card else None,
            grounds=build.ground_tiles(board),
            ticket=self._issued_ticket(board) if step is Step.ISSUED else None,
            notice=notice if step is Step.BLOCKED else None,
            home_in_s=None if step in (Step.HOME, Step.BLOCKED) else self._left_s(now),
            message=self.message.text,
            is_error=self.message.is_error,
            banner=self.banner,
            can_call=hall.day is not None,
            busy=self.busy,
        )

    def _issued(self, ticket: Ticket) -> None:
        self._ticket, self._slip, self._issued_at = ticket, "printing", self._now()
        self._go(Step.ISSUED)
        self.run_behind(
            lambda: self._print_slip(ticket),
            lambda _: self._slip_done(ticket),
            lambda fault: self._slip_failed(ticket, fault),
        )

    def _slip_done(self, ticket: Ticket) -> None:
        if self._ticket == ticket:
            self._slip = "printed"
            self._go(self._step)

    def _slip_failed(self, ticket: Ticket, fault: Exception) -> None:
        log.warning("the slip of %s did not print", ticket.code, exc_info=fault)
        if self._ticket == ticket:
            self._slip = "failed"
            self._go(self._step)

    def _issued_ticket(self, board: KioskBoard) -> IssuedTicket | None:
        ticket = self._ticket
        if ticket is None:
            return None
        kind = board.hall.kind(ticket.prefix)
        ahead = board.ticket_ahead
        if ahead is None:
            ahead = kind.ahead(priority=ticket.is_priority) if kind is not None else 0
        service = self._service(ticket.service_code)
        return IssuedTicket(
            code=ticket.code,
            kind=words.neutral(kind.name) if kind is not None else "",
            service=words.service_name(service) if service is not None else "",
            priority="优先" if ticket.is_priority else "",
            ahead=ahead,
            estimate=build.about(kind.estimate(ahead)) if kind is not None else "—",
            slip=self._slip,
        )

    def _go(self, step: Step) -> None:
        if step is not self._step:
            self.message = Message()
        self._step, self._touched = step, self._now()
        super().tick()

    def _still_tapping(self) -> bool:
        """Whether the finger that took the ticket may still be tapping: it keeps its number."""
        gone = self._now() - self._issued_at
        return self._step is Step.ISSUED and timedelta(0) <= gone < TAPPING

    def _forget(self) -> None:
        self._step, self._ticket, self._slip = Step.HOME, None, ""
        self._prefix = self._code = self._op = self._ground = ""
        self._large, self._retry = False, None
        self.message, self._touched = Message(), self._now()

    def _tell(self, sentence: str) -> None:
        self.message, self._said_at = Message(text=sentence), self._now()

    def _failed(self, error: Exception) -> None:
        self._said_at = self._now()
        super()._failed(error)

    def _left_s(self, now: datetime) -> int | None:
        """Seconds until home; None when there is nothing to forget."""
        if self._step is Step.HOME and not (self._ground or self._large):
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


def _subtitle(step: Step, slogan: str) -> str:
    steps = {
        Step.SERVICES: "第 1 步，共 3 步 · 选择事项",
        Step.CARD: "第 2 步，共 3 步 · 看清要带什么",
        Step.ISSUED: "第 3 步，共 3 步 · 取号完成",
        Step.GROUNDS: "优先办理 · 选择情况",
    }
    return steps.get(step, slogan)
