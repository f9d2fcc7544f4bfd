"""The kiosk (取号机): a kind, an item, what to bring, a ticket; home again by itself."""

import logging
from collections.abc import Callable
from dataclasses import replace

from hall_desk.domain.tickets import Ticket
from hall_desk.presenters import kiosk_build as build
from hall_desk.presenters import kiosk_more as more
from hall_desk.presenters import kiosk_words as words
from hall_desk.presenters.base import Desk
from hall_desk.presenters.kiosk_base import ACTOR
from hall_desk.presenters.kiosk_self import KioskSelf, PrintList, no_list
from hall_desk.presenters.kiosk_state import IssuedTicket, KioskState, Step
from hall_desk.usecases import helping, issuing
from hall_desk.usecases.hall import new_op
from hall_desk.usecases.kiosk import KioskBoard

CALLED_GUIDE = "已请引导员，马上过来，请稍候。"

PrintSlip = Callable[[Ticket], None]
log = logging.getLogger(__name__)


class KioskPresenter(KioskSelf):
    """Leads one customer to one ticket and forgets them.

    ``print_slip`` and ``print_list`` run away from the window, the slip after the ticket is
    committed; whatever it raises, the ticket stays and its number is shown for longer.
    """

    def __init__(self, desk: Desk, print_slip: PrintSlip, print_list: PrintList = no_list):
        super().__init__(desk, print_list)
        self.facts: KioskBoard | None = None
        self._print_slip = print_slip
        self.slip_outcome: Callable[[Ticket], str] = lambda ticket: "printed"
        self._queued = False
        self._said: tuple[object, tuple[str, ...]] = (None, ())

    def choose_kind(self, prefix: str) -> None:
        """Opens the items of a kind."""
        if self.facts is None or self._step is not Step.HOME:
            return
        if build.stop_words(self.facts.hall.kind(prefix), self._now()):
            return
        if build.services_of(self.facts, prefix):
            self._prefix = prefix
            self._enter(Step.SERVICES)

    def choose_service(self, code: str) -> None:
        """Shows what to bring for an item; one operation key belongs to this look at it."""
        if self._step in (Step.SERVICES, Step.SEARCH):
            self._show_card(code)

    def issue(self) -> None:
        """Takes the ticket; a second tap meets a busy desk, a retry the same operation key."""
        if self._step is not Step.CARD or self.busy or self._service(self._code) is None:
            return
        if self._notice() is not None:
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
            self._enter(Step.GROUNDS)

    def choose_ground(self, code: str) -> None:
        """The ground goes with the next ticket only."""
        if self._step is Step.GROUNDS and code in build.KIOSK_GROUNDS:
            self._ground = code
            self._go(Step.HOME)

    def cancel_priority(self) -> None:
        """Takes the priority back before the ticket is taken."""
        self._ground = ""
        self._go(Step.HOME if self._step is Step.GROUNDS else self._step)

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

    def build(self) -> KioskState:
        """The screen at this moment."""
        board = self.facts
        assert board is not None
        notice = build.notice_of(board.hall, self._now())
        step = Step.BLOCKED if self._blocked(notice) else self._step
        card = self._service(self._code) if step in (Step.CARD, Step.CARRY) else None
        if step in (Step.CARD, Step.CARRY) and card is None:
            step = Step.SERVICES  # the item was switched off while it was looked at
        state = replace(self._frame(board, step), notice=notice if step is Step.BLOCKED else None)
        if card is None:
            return self._fill(state, board, step)
        shown = build.service_card(board, card, self._now(), priority=bool(self._ground))
        if notice is not None:
            shown = replace(shown, hint="", stopped=f"{notice.title}，材料和收费可以先看。")
            state = replace(state, subtitle="自助查询 · 材料与收费")
        carried = more.carry_view(board, card, shown) if step is Step.CARRY else None
        return replace(state, card=shown, carry=carried, printing=self._printing)

    def _frame(self, board: KioskBoard, step: Step) -> KioskState:
        """What stands around every page."""
        hall, now = board.hall, self._now()
        kind = hall.kind(self._prefix)
        restful = step in (Step.HOME, Step.BLOCKED, Step.REST)
        return KioskState(
            step=step,
            hall=hall.profile.name,
            subtitle=_subtitle(step, hall.profile.slogan),
            clock=words.clock_words(now),
            date=words.short_date(now),
            ends=f"{hall.closes:%H:%M}",
            large=self._large,
            ground=self._ground_name(board),
            kinds=build.kind_tiles(board, now, priority=bool(self._ground)),
            kind_name=words.neutral(kind.name) if kind is not None else "",
            grounds=build.ground_tiles(board),
            typed=self._typed,
            home_in_s=None if restful else self._left_s(now),
            message=self.message.text,
            is_error=self.message.is_error,
            banner=self.banner,
            can_call=hall.day is not None and step is not Step.STAFF,
            busy=self.busy,
        )

    def _fill(self, state: KioskState, board: KioskBoard, step: Step) -> KioskState:
        """What only this page shows."""
        now = self._now()
        if step is Step.SERVICES:
            return replace(state, services=build.service_tiles(board, self._prefix))
        if step is Step.ISSUED:
            return replace(state, ticket=self._issued_ticket(board))
        if step is Step.SEARCH:
            found = more.found_tiles(board, self._typed)
            return replace(state, found=found, said=self._everyday_words(board))
        if step is Step.QUERY:
            answer = more.place_answer(board.place) if self._asked else None
            return replace(state, place=answer)
        if step is Step.PRICES:
            today = more.today_of(board, now)
            return replace(state, prices=more.price_rows(board.prices, today))
        if step is Step.PROMISES:
            return replace(state, promises=more.promise_rows(board))
        return replace(state, rest=more.rest_view(board, now)) if step is Step.REST else state

    def _everyday_words(self, board: KioskBoard) -> tuple[str, ...]:
        """Looked for once for each reading of the items, not at every key and second."""
        if self._said[0] is not board.services:
            self._said = board.services, more.everyday_words(board)
        return self._said[1]

    def _show_card(self, code: str) -> None:
        service = self._service(code)
        if service is not None:
            self._code, self._prefix, self._op = code, service.prefix, new_op()
            self._enter(Step.CARD)

    def _issued(self, ticket: Ticket) -> None:
        self._ticket, self._slip, self._issued_at = ticket, "printing", self._now()
        self._queued = False
        self._go(Step.ISSUED)
        self.run_behind(
            lambda: self._print_slip(ticket),
            lambda _: self._slip_done(ticket),
            lambda fault: self._slip_failed(ticket, fault),
        )

    def tick(self) -> None:
        """A slip in the queue is followed until it is out, or the customer has gone."""
        if self._ticket is not None and self._queued:
            fares = self.slip_outcome(self._ticket)
            if fares != self._slip:
                self._slip, self._queued = fares, fares != "printed"
                self._touched = self._now()
        super().tick()

    def _slip_done(self, ticket: Ticket) -> None:
        if self._ticket == ticket:
            self._slip = self.slip_outcome(ticket)
            self._queued = self._slip != "printed"
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
            window=f"{ticket.target_window}号窗口" if ticket.target_window else "",
            other_ways=self._other_ways(board, ticket),
        )

    def _other_ways(self, board: KioskBoard, ticket: Ticket) -> str:
        """The hint to terminals and the app while the line to pay is long (S1-8)."""
        kind = board.hall.kind(ticket.prefix)
        waiting = kind.waiting if kind is not None else 0
        return board.options.other_ways(ticket.prefix, waiting)


def _subtitle(step: Step, slogan: str) -> str:
    steps = {
        Step.SERVICES: "第 1 步，共 3 步 · 选择事项",
        Step.CARD: "第 2 步，共 3 步 · 看清要带什么",
        Step.ISSUED: "第 3 步，共 3 步 · 取号完成",
        Step.GROUNDS: "优先办理 · 选择情况",
        Step.SEARCH: "找事项",
        Step.CODE: "预约、补件取号",
        Step.QUERY: "自助查询",
        Step.PRICES: "自助查询 · 价目表",
        Step.PROMISES: "自助查询 · 服务承诺",
        Step.CARRY: "带走清单",
        Step.STAFF: "工作人员",
    }
    return steps.get(step, slogan)
