"""The guide (引导员台): a ticket for somebody, more for a waiting one, where a ticket stands."""

from collections.abc import Callable
from datetime import datetime

from hall_desk.domain.codes import CodeKind, read_code
from hall_desk.domain.days import HALL_ZONE
from hall_desk.domain.finding import find_services
from hall_desk.domain.limits import elapsed_seconds
from hall_desk.domain.passes import CODE_LENGTH, PassKind, ReturnPass
from hall_desk.domain.people import ROLE_WORDS, Right, Staff
from hall_desk.domain.tickets import Ticket, TicketState
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.counter_words import HELP_WORD, clock_words
from hall_desk.presenters.guide_state import GuideRow, GuideState, HandView, WaitRow
from hall_desk.presenters.signin import weekday_word
from hall_desk.store.transaction import Reading
from hall_desk.usecases import calling, guiding, helping, issuing, passes
from hall_desk.usecases.board import KindBoard
from hall_desk.usecases.guiding import GuideFacts

TELL_S = 20
NO_TICKET = "请先输入票号，按 Enter 查到这张号票。"
NO_SERVICE = "请先选办理的事项。"


class GuidePresenter(Presenter[GuideState]):
    """One guide at the entrance; ``given`` gets each ticket, so that its slip can print."""

    facts: GuideFacts | None

    def __init__(self, desk: Desk, staff: Staff):
        super().__init__(desk)
        self.staff = staff
        self.given: Callable[[Ticket], None] = lambda ticket: None
        self._typed = ""
        self._code = ""
        self._last = ("", "")
        self._told: tuple[Message, datetime] | None = None

    def look(self, reading: Reading) -> GuideFacts:
        """Lines, waits, and the ticket in hand."""
        return guiding.guide_board(reading, self._code)

    def build(self) -> GuideState:
        """The page of this second."""
        facts, now = self.facts, self.desk.hall.clock.now()
        assert facts is not None
        self._let_go(now)
        here = now.astimezone(HALL_ZONE)
        day = facts.hall.day.date if facts.hall.day else here.date()
        return GuideState(
            hall_name=facts.hall.profile.name,
            date=f"{day:%Y-%m-%d} {weekday_word(day.weekday())}",
            clock=f"{here:%H:%M:%S}",
            staff=f"{ROLE_WORDS[self.staff.role]} {self.staff.staff_no} {self.staff.name}",
            is_open=facts.hall.day is not None,
            found=self._found(facts),
            grounds=tuple((ground.code, ground.text) for ground in facts.grounds),
            hand=_hand(facts),
            kinds=tuple(_kind_row(facts, kind, now) for kind in facts.hall.kinds),
            waiting=tuple(_wait_row(facts, ticket, now) for ticket in facts.waiting),
            no_shows=facts.no_shows,
            given=self._last[0],
            given_note=self._last[1],
            may_book=self.staff.may(Right.ADD_TICKET),
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    def search(self, typed: str) -> None:
        """Everyday words, initials or a code; nothing typed lists all."""
        self._typed = typed
        self.tick()

    def issue(self, service_code: str, ground: str, needs_help: bool) -> None:
        """A ticket for whoever stands here."""
        if not service_code:
            self.say(NO_SERVICE, field="search", is_error=True)
            return
        self.act(
            issuing.issue_by_guide,
            self.staff.staff_no,
            then=lambda ticket: self._give(ticket, "已取号，请交给客户。"),
            service_code=service_code,
            ground=ground or None,
            needs_help=needs_help,
        )

    def ask(self, typed: str) -> None:
        """A ticket number shows where it stands; a return code gives its ticket."""
        scanned = read_code(typed)
        text = scanned.number if scanned is not None else typed.strip().upper()
        is_pass = scanned is not None and scanned.kind is CodeKind.PASS
        if is_pass or len("".join(text.split())) == CODE_LENGTH:
            self._redeem(text)
            return
        self._code, self.message = text, Message()
        self.run(lambda: self.desk.hall.ask(self.look), self._answered, quiet=True)

    def attend(self, ground: str, needs_help: bool) -> None:
        """Ground and mark of the ticket in hand (Art. 6(4))."""
        ticket = self._in_hand()
        if ticket is not None:
            self.act(
                guiding.attend,
                self.staff.staff_no,
                then=lambda changed: self._done(f"{changed.code} 已改。"),
                ticket_id=ticket.id,
                ground=ground or None,
                needs_help=needs_help,
            )

    def add_item(self, service_code: str) -> None:
        """One more thing for the ticket in hand."""
        ticket = self._in_hand()
        if ticket is None:
            return
        if not service_code:
            self.say(NO_SERVICE, field="search", is_error=True)
            return
        self.act(
            guiding.add_to_ticket,
            self.staff.staff_no,
            then=lambda changed: self._done(f"{changed.code} 已加一项，号码不变。"),
            ticket_id=ticket.id,
            service_code=service_code,
        )

    def come_back(self) -> None:
        """The passed-over ticket in hand goes back into its line."""
        code = self._code
        if not code:
            self.say(NO_TICKET, field="code", is_error=True)
            return
        note = "已回到队里，排在后两位之后，不必重新取号。"
        self.act(
            calling.come_back,
            self.staff.staff_no,
            then=lambda ticket: self._give(ticket, note, prints=False),
            code=code,
        )

    def book(self, service_code: str, wanted: str) -> None:
        """A code for a booked day and hour, to be told to the customer."""
        if not service_code:
            self.say(NO_SERVICE, field="search", is_error=True)
            return
        moment = self._moment(wanted)
        if moment is None:
            self.say("请填预约时间，如 3-13 09:30。", field="wanted", is_error=True)
            return
        self.act(
            passes.issue_pass,
            self.staff.staff_no,
            then=self._booked,
            kind=PassKind.BOOKED,
            service_code=service_code,
            wanted_at=moment,
        )

    def call_manager(self) -> None:
        """请值班主任, from the entrance (Art. 6(3))."""
        self.act(
            helping.call_manager,
            self.staff.staff_no,
            then=lambda _: self._done("已请值班主任。"),
            window=None,
            reason="引导员请值班主任",
        )

    def _redeem(self, code: str) -> None:
        self.act(
            passes.redeem,
            self.staff.staff_no,
            then=lambda ticket: self._give(ticket, "凭码取号，优先办理。"),
            code=code,
        )

    def _answered(self, facts: GuideFacts) -> None:
        self._seen(facts)
        if self._code and facts.asked is None:
            self.say(f"今天没有 {self._code} 号。", field="code", is_error=True)

    def _give(self, ticket: Ticket, note: str, *, prints: bool = True) -> None:
        window = f"请到 {ticket.target_window}号窗口附近等候。" if ticket.target_window else ""
        self._last, self._code = (ticket.code, f"{note}{window}"), ticket.code
        if prints:
            self.given(ticket)

    def _booked(self, given: ReturnPass) -> None:
        until = f"{given.valid_until.month}月{given.valid_until.day}日"
        self._last = (given.shown, f"预约码，{until}当天有效，请告诉客户。")

    def _done(self, sentence: str) -> None:
        self.message = Message(text=sentence)

    def _in_hand(self) -> Ticket | None:
        asked = self.facts.asked if self.facts is not None else None
        if asked is None:
            self.say(NO_TICKET, field="code", is_error=True)
        return asked

    def _found(self, facts: GuideFacts) -> tuple[tuple[str, str, str], ...]:
        fitting = (
            find_services(facts.services, self._typed) if self._typed.strip() else facts.services
        )
        names = {kind.prefix: kind.name for kind in facts.hall.kinds}
        return tuple((s.code, s.name, names.get(s.prefix, s.prefix)) for s in fitting)

    def _moment(self, wanted: str) -> datetime | None:
        """A moment such as 3-13 09:30 of this year, in the hall's zone."""
        now = self.desk.hall.clock.now().astimezone(HALL_ZONE)
        text = wanted.strip().replace("月", "-").replace("日", " ").replace("：", ":")
        for shape, given in (("%Y-%m-%d %H:%M", text), ("%Y-%m-%d %H:%M", f"{now.year}-{text}")):
            try:
                return datetime.strptime(" ".join(given.split()), shape).replace(tzinfo=HALL_ZONE)
            except ValueError:
                continue
        return None

    def _let_go(self, now: datetime) -> None:
        """A sentence goes by itself after a while."""
        if self._told is None or self._told[0] is not self.message:
            self._told = (self.message, now)
        elif self.message.text and (now - self._told[1]).total_seconds() > TELL_S:
            self.message = Message()


def _hand(facts: GuideFacts) -> HandView:
    ticket, place = facts.asked, facts.place
    if ticket is None or place is None:
        return HandView()
    names = {service.code: service.name for service in facts.services}
    items = "、".join((names.get(ticket.service_code, ticket.service_code), *facts.wishes))
    where = ticket.state_words
    if ticket.state is TicketState.WAITING:
        where = f"前面 {place.ahead} 人，预计 {place.estimate}"
    elif ticket.state is TicketState.CALLED:
        where = f"正在叫号，请到 {place.window}号窗口"
    return HandView(
        code=ticket.code,
        place=where,
        note=items,
        ground=ticket.ground or "",
        needs_help=ticket.needs_help,
        waiting=ticket.state is TicketState.WAITING,
        passed=ticket.state is TicketState.NO_SHOW,
    )


def _kind_row(facts: GuideFacts, kind: KindBoard, now: datetime) -> GuideRow:
    waits = [ticket.waited_s(now) for ticket in facts.waiting if ticket.waits_for == kind.prefix]
    return GuideRow(
        prefix=kind.prefix,
        name=kind.name,
        waiting=f"{kind.waiting} 人",
        longest=clock_words(max(waits)) if waits else "—",
        windows="暂停" if kind.stopped else f"{kind.windows} 个",
        estimate=kind.estimate(kind.ahead()),
    )


def _wait_row(facts: GuideFacts, ticket: Ticket, now: datetime) -> WaitRow:
    names = {kind.prefix: kind.name for kind in facts.hall.kinds}
    words = {ground.code: ground.text.split("（")[0].split("/")[0] for ground in facts.grounds}
    marks = [words.get(ticket.ground, "优先")] if ticket.ground else []
    marks += [HELP_WORD] if ticket.needs_help else []
    return WaitRow(
        code=ticket.code,
        kind=names.get(ticket.waits_for, ticket.waits_for),
        marks="·".join(marks),
        waited=clock_words(elapsed_seconds(ticket.issued_at, now)),
    )
