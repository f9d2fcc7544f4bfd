"""The kiosk beyond the tree (取号机自助): search, codes, self query, lists to carry, staff exit."""

import logging
from collections.abc import Callable

from hall_desk import qr
from hall_desk.domain.codes import CodeKind, read_code
from hall_desk.domain.people import Right, Staff, require
from hall_desk.domain.tickets import Ticket
from hall_desk.presenters import kiosk_more as more
from hall_desk.presenters.base import Desk, Message
from hall_desk.presenters.kiosk_base import ACTOR, KioskBase
from hall_desk.presenters.kiosk_state import TYPING, Step
from hall_desk.usecases import kiosk, passes
from hall_desk.usecases.hall import new_op
from hall_desk.usecases.people import authenticate

MOST_TYPED = 40
MARK = "HD1:"
BACK, CLEAR = "back", "clear"
UNREADABLE = "这个码不是本厅的号票或回厅码，请找引导员。"

PrintList = Callable[[str], None]
log = logging.getLogger(__name__)


def no_list(service_code: str) -> None:
    """Stands in where nobody gave a printer."""


class KioskSelf(KioskBase):
    """What customers do by themselves without the tree of items."""

    def __init__(self, desk: Desk, print_list: PrintList = no_list):
        super().__init__(desk)
        self._print_list = print_list
        self.left: Callable[[], None] = lambda: None

    # -- typing ----------------------------------------------------------------------------

    def open_search(self) -> None:
        """The letter keys and the everyday words."""
        if self._step in (Step.HOME, Step.QUERY):
            self._begin_typing(Step.SEARCH)

    def open_code(self) -> None:
        """The keys for a return or booking code (预约/补件取号)."""
        if self._step is Step.HOME:
            self._begin_typing(Step.CODE)

    def open_query(self) -> None:
        """Self query (自助查询): a ticket's place, papers, prices, promises."""
        if self._blocked(self._notice()):
            self._forget()  # what was begun before the hour, behind the notice
        if self._step is Step.HOME:
            self._begin_typing(Step.QUERY)

    def press(self, key: str) -> None:
        """A key of the screen: a sign, ``back`` or ``clear``."""
        if self._step not in TYPING:
            return
        typed = {BACK: self._typed[:-1], CLEAR: ""}.get(key, self._typed + key)
        self.type(typed)

    def type(self, typed: str) -> None:
        """What stands in the field now; on the first page it opens the search."""
        if self._blocked(self._notice()):
            return
        if self._step in (Step.HOME, Step.REST):
            self._step = Step.HOME
            self._begin_typing(Step.SEARCH)
        if self._step not in TYPING or self.busy:
            return
        self._typed, self._touched = typed[:MOST_TYPED], self._now()
        self._asked, self.message, self._op = "", Message(), new_op()
        self.tick()

    def choose_word(self, word: str) -> None:
        """An everyday word: straight to the item when it is the only one."""
        if self._step is not Step.SEARCH or self.facts is None:
            return
        self.type(word)
        found = more.found_tiles(self.facts, word)
        if len(found) == 1:
            self._show_card(found[0].code)

    def submit(self) -> None:
        """Enter: the best item found, the code's ticket, or the number's place."""
        if self.busy or self.facts is None:
            return
        if MARK in self._typed.upper():
            self.scanned(self._typed[self._typed.upper().rindex(MARK) :])
        elif self._step is Step.SEARCH:
            found = more.found_tiles(self.facts, self._typed)
            if found:
                self._show_card(found[0].code)
        elif self._step is Step.CODE:
            self._redeem(self._typed)
        elif self._step is Step.QUERY:
            self._ask_for(self._typed)

    def scanned(self, text: str) -> None:
        """A QR before the scanner, on whatever page: a ticket is looked up, a pass redeemed."""
        code = read_code(text)
        if self.busy or self._step in (Step.ISSUED, Step.STAFF):
            return
        self._forget()
        if code is not None and code.kind is CodeKind.PASS:
            self._begin_typing(Step.CODE)
            self._op = new_op()
            self._redeem(code.number)
        elif code is not None and code.kind is CodeKind.TICKET and code.day is not None:
            self._begin_typing(Step.QUERY)
            if self.facts and code.day != more.today_of(self.facts, self._now()):
                self._say_error(f"这是{more.day_words(code.day)}的号票，已经过期，请重新取号。")
            else:
                self._ask_for(code.number)
        else:
            self._say_error(UNREADABLE)

    # -- lists -----------------------------------------------------------------------------

    def open_prices(self) -> None:
        """The posted price list."""
        if self._step is Step.QUERY:
            self._enter(Step.PRICES)
            self.refresh()

    def open_promises(self) -> None:
        """The promises, and the lines to call."""
        if self._step is Step.QUERY:
            self._enter(Step.PROMISES)

    def carry(self) -> None:
        """The list of what to bring as a QR."""
        board, code = self.facts, self._code
        service, shown = self._service(code), self.build().card
        if self._step is not Step.CARD or self.busy or board is None or service is None:
            return

        def _drawn(_: object) -> None:
            if self._step is Step.CARD and self._code == code:
                self._enter(Step.CARRY)

        def _draw() -> object:
            return qr.modules(more.carry_view(board, service, shown).payload) if shown else ()

        # A long list's code takes a while to be drawn up: beside the window, not in it.
        self.run(_draw, _drawn)

    def print_list(self) -> None:
        """The list of what to bring on paper; nobody gets a number by it."""
        code = self._code
        if self._step is not Step.CARD or self._printing == "printing" or not code:
            return
        self._printing, self._touched = "printing", self._now()

        def _told(state: str) -> None:
            if self._step is Step.CARD and self._code == code:
                self._printing = state
                self.tick()

        def _no(fault: Exception) -> None:
            log.warning("the list of %s did not print", code, exc_info=fault)
            _told("failed")

        self.desk.runner.run(lambda: self._print_list(code), lambda _: _told("printed"), _no)
        self.tick()

    # -- the hall's own people -------------------------------------------------------------

    def ask_staff(self) -> None:
        """The hidden way out: somebody with the right to signs in."""
        if self._step is not Step.STAFF and not self.busy:
            self._forget()
            self._go(Step.STAFF)

    def leave(self, staff_no: str, password: str) -> None:
        """Switches the kiosk off for a duty manager's own 工号 and password."""
        if self._step is not Step.STAFF or self.busy:
            return
        if not staff_no.strip() or not password:
            self._say_error("请输入工号和密码。")
            return
        self._touched = self._now()
        self.run(lambda: self._let_out(staff_no, password), lambda _: self.left())
        self.tick()

    def _let_out(self, staff_no: str, password: str) -> None:
        staff: Staff = authenticate(self.desk.hall, staff_no, password)
        require(staff, Right.SUPERVISE)
        self.desk.hall.do(kiosk.leave_kiosk, staff.staff_no, None)

    # -- parts -----------------------------------------------------------------------------

    def _begin_typing(self, step: Step) -> None:
        self._typed, self._asked, self._op = "", "", new_op()
        self._enter(step)

    def _redeem(self, code: str) -> None:
        if not code.strip():
            self._say_error("请输入回厅码，在告知单或预约短信上。")
            return
        self._touched = self._now()
        self.act(passes.redeem, ACTOR, op=self._op, then=self._issued, code=code)

    def _ask_for(self, number: str) -> None:
        self._typed = number.strip().upper()
        if not self._typed:
            self._say_error("请输入号票上的号码，如 A012。")
            return
        self._asked, self._touched = self._typed, self._now()
        self.message = Message()
        self.run(lambda: self.desk.hall.ask(self.look), self._answered, quiet=True)

    def _answered(self, facts: kiosk.KioskBoard) -> None:
        self._seen(facts)
        if self._asked and facts.place is None:
            self._say_error(f"今天没有 {self._asked} 号，请对照号票再输一次。")

    def _say_error(self, sentence: str) -> None:
        self._tell(sentence, is_error=True)
        self.tick()

    def _show_card(self, code: str) -> None:
        raise NotImplementedError

    def _issued(self, ticket: Ticket) -> None:
        raise NotImplementedError
