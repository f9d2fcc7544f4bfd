"""Looking visits up at a counter (查询), and what a scanner read."""

from dataclasses import replace

from hall_desk.domain.codes import CodeKind, ScannedCode, ticket_payload
from hall_desk.domain.days import hall_date
from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_state import Panel, Phase
from hall_desk.presenters.counter_walkup import CounterWalkUp
from hall_desk.presenters.find_rows import find_view
from hall_desk.presenters.find_state import FindView
from hall_desk.usecases import calling
from hall_desk.usecases.visits import FoundVisit, find_visits


class CounterFind(CounterWalkUp):
    """Ctrl+F: one field for numbers, accounts and initials; a scan asks the same way."""

    found_query: str
    found: tuple[FoundVisit, ...] | None
    found_serial = 0

    def begin_find(self) -> None:
        """Nothing asked yet."""
        self.found_query, self.found = "", None

    def open_find(self) -> None:
        """Ctrl+F: look for a visit of today or of an earlier day."""
        if self.phase() in (Phase.CLOSED, Phase.SIGNED_OUT):
            return
        self.begin_find()
        self.found_serial += 1
        self.unfold(Panel.FIND)

    def find(self, text: str) -> None:
        """Looks visits up by number, account, initials or name."""
        hall, staff_no = self.desk.hall, self.staff_no
        self.run(
            lambda: hall.ask(find_visits, text, staff_no),
            lambda found: self._found(text, found),
            quiet=True,
        )

    def come_back(self, ticket_id: int) -> None:
        """过号回来: the customer stands before the counter again."""
        visit = self._visit(ticket_id)
        if visit is not None:
            self.do(calling.come_back, then=self._look_again, code=visit.ticket.code)

    def abandon(self, ticket_id: int) -> None:
        """放弃: the waiting customer left."""
        visit = self._visit(ticket_id)
        if visit is not None:
            self.do(calling.abandon, then=self._look_again, code=visit.ticket.code)

    def open_visit(self, ticket_id: int) -> None:
        """Enter on a row: the whole visit, to be read."""
        if self._visit(ticket_id) is not None:
            self.on_visit(ticket_id)

    def take_scan(self, code: ScannedCode) -> None:
        """A ticket, voucher or pass was scanned, or the barcode of an account."""
        if self.phase() in (Phase.CLOSED, Phase.SIGNED_OUT) or self.draft.open:
            return
        if code.kind is CodeKind.PASS:
            self.on_pass(code.number)
        elif code.kind is CodeKind.ACCOUNT and self._paying():
            self._put_account(code.number)
        elif self._is_here(code):
            self.say(f"{code.number} 就在本窗口。")
        else:
            self._find_scanned(code)

    def find_view(self) -> FindView:
        """The panel as shown."""
        if self.facts is None or self.panel is not Panel.FIND:
            return FindView()
        day = self.facts.day
        today = day.date if day else hall_date(self.now)
        return find_view(self.found_query, self.found, self.facts.names, today, self.found_serial)

    def _find_scanned(self, code: ScannedCode) -> None:
        self.open_find()
        if code.kind is CodeKind.TICKET and code.day is not None:
            self.find(ticket_payload(code.day, code.number))
        elif code.kind is CodeKind.VOUCHER:
            self.find(f"HD1:V:{code.number}")
        else:
            self.find(code.number)

    def _found(self, text: str, found: list[FoundVisit]) -> None:
        # What a code says in full is shown by its number alone.
        self.found_query = text.strip().rpartition(":")[2].upper()
        self.found = tuple(found)
        if self.message.field == "code":
            self.message = Message()
        self.tick()

    def _look_again(self, _: object) -> None:
        self.find(self.found_query)

    def _visit(self, ticket_id: int) -> FoundVisit | None:
        return next((v for v in self.found or () if v.ticket.id == ticket_id), None)

    def _is_here(self, code: ScannedCode) -> bool:
        ticket = self.ticket
        same = ticket is not None and (ticket.code, ticket.business_date) == (code.number, code.day)
        return code.kind is CodeKind.TICKET and same

    def _paying(self) -> bool:
        item = self.item
        return self.phase() is Phase.SERVING and item is not None and item.kind == "payment"

    def _put_account(self, number: str) -> None:
        """Into the money pane, which is filled anew; what was typed beside it stays."""
        item = self.item
        assert item is not None
        self.draft_serial += 1
        self.drafts[item.id] = replace(self.draft, serial=self.draft_serial, account=number, op="")
        self.fold()
        self.say(f"已填户号 {number[:4]} **** {number[-4:]}。")
