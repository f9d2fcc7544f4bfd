"""The contact ladder (联系人查询, S2-1): found by village, area, account or initials."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from hall_desk.domain.contacts import DirectoryEntry
from hall_desk.domain.days import hall_date
from hall_desk.domain.masking import mask_account
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.presenters.base import Desk, Presenter
from hall_desk.presenters.contact_ladder import ladder_states
from hall_desk.presenters.contact_state import MainState, RungState
from hall_desk.presenters.ladder_state import AreaRow, KeyAccountRow, LadderPageState
from hall_desk.presenters.moments import clock_of
from hall_desk.presenters.printing import print_behind
from hall_desk.store.transaction import Reading
from hall_desk.usecases import helping, ladder
from hall_desk.usecases.ladder import AreaLadder, KeyAccountLook, LadderLook

ACCOUNT_LENGTHS = (10, 13)


@dataclass(frozen=True, kw_only=True)
class LadderFacts:
    """What a search found, the cards this visit has, and today."""

    look: LadderLook
    given: dict[str, datetime]
    today: date


class LadderPresenter(Presenter[LadderPageState]):
    """Find the area, show its rungs, print and hand over a card, go on to the first contact."""

    facts: LadderFacts | None

    def __init__(
        self,
        desk: Desk,
        staff_no: str,
        window_no: WindowNo | None = None,
        ticket: Ticket | None = None,
        *,
        print_card: Callable[[str], None] | None = None,
    ):
        super().__init__(desk)
        self.staff_no, self.window_no, self.ticket = staff_no, window_no, ticket
        self.query = ""
        self.area = ""
        self.rung = ""
        self._handed: dict[str, datetime] = {}
        self.print_wanted = print_card or (lambda code: None)
        self.refer: Callable[[str, str, str], None] = lambda code, area, account: None
        self.closed: Callable[[], None] = lambda: None

    def look(self, reading: Reading) -> LadderFacts:
        """The areas that fit the query, on one snapshot."""
        ticket_id = self.ticket.id if self.ticket else None
        return LadderFacts(
            look=ladder.find_ladder(reading, self.query),
            given=ladder.cards_given(reading, ticket_id),
            today=hall_date(reading.now),
        )

    def build(self) -> LadderPageState:
        """The page of this second."""
        facts = self.facts
        assert facts is not None
        shown = self._shown()
        rungs: tuple[RungState, ...] = ()
        if shown is not None:
            rungs = ladder_states(shown.rungs, facts.today, chosen=self.rung, noted=True)
        given = {**facts.given, **self._handed}.get(self._chosen(rungs))
        why = "" if self._chosen(rungs) else "请先选一级联系人。"
        return LadderPageState(
            query=self.query,
            visit=f"{self.ticket.code} 来访" if self.ticket else "",
            rows=tuple(_row(found, facts.today) for found in facts.look.areas),
            found=self._found_words(facts),
            area=shown.area.code if shown else "",
            area_name=shown.area.name if shown else "",
            villages="、".join(shown.area.villages) if shown else "",
            rungs=rungs,
            key_accounts=tuple(_key_row(account) for account in facts.look.key_accounts),
            hotlines=tuple(
                (entry.level_name.split("（")[0], entry.phone) for entry in facts.look.hotlines
            ),
            card_why=why,
            card_given=clock_of(given) if given else "",
            main=MainState(name="refer_rung", icon="book", text="用于首问登记", why=why),
            at_window=self.window_no is not None,
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    # What is looked for.

    def search(self, text: str) -> None:
        """A village, an area, a name or its initials, or an account number (or its beginning)."""
        self.query, self.area, self.rung = text, "", ""
        self.message = type(self.message)()
        self.refresh()

    def choose_area(self, code: str) -> None:
        """One of the areas found."""
        if code != self.area:
            self.area, self.rung = code, ""
            self.dismiss()

    def choose_rung(self, code: str) -> None:
        """The rung of this time."""
        self.rung = code
        self.dismiss()

    # What is done with it.

    def print_card(self) -> None:
        """The rung's contact card (联系卡)."""
        code = self._current()
        if not code:
            self.say("请先选一级联系人。")
            return
        print_behind(self, lambda: self.print_wanted(code), "联系卡")

    def give_card(self) -> None:
        """The card is in the customer's hands; the journal keeps it (S2-4)."""
        code = self._current()
        if not code:
            self.say("请先选一级联系人。")
            return

        def _given(_: DirectoryEntry) -> None:
            self._handed[code] = self.desk.hall.clock.now()

        self.act(
            ladder.hand_over_card,
            self.staff_no,
            then=_given,
            code=code,
            area_code=self._area_code(),
            ticket_id=self.ticket.id if self.ticket else None,
        )

    def use(self) -> None:
        """Ctrl+Enter: on to the first-contact form with this rung."""
        code = self._current()
        if not code:
            self.say("请先选一级联系人。")
            return
        typed = "".join(self.query.split())
        known = typed.isdecimal() and len(typed) in ACCOUNT_LENGTHS
        self.refer(code, self._area_code(), typed if known else "")

    def call_manager(self) -> None:
        """请值班主任 from this page (Art. 11(10)); a second press changes nothing."""
        self.act(
            helping.call_manager,
            self.staff_no,
            then=lambda _: self.say("已请值班主任，请稍候。"),
            window=self.window_no,
        )

    def leave(self) -> None:
        """Esc: back."""
        self.closed()

    def _shown(self) -> AreaLadder | None:
        """The ladder shown: the chosen area, else the only or the first one of a search.

        What is only shown is not chosen: the answer to the last letter may bring another first.
        """
        assert self.facts is not None
        found = self.facts.look.areas
        chosen = next((each for each in found if each.area.code == self.area), None)
        if chosen is None and found and (self.query.strip() or len(found) == 1):
            return found[0]
        return chosen

    def _area_code(self) -> str:
        shown = self._shown() if self.facts is not None else None
        return shown.area.code if shown is not None else ""

    def _current(self) -> str:
        return self._chosen(self.build().rungs) if self.facts is not None else ""

    def _chosen(self, rungs: tuple[RungState, ...]) -> str:
        return self.rung if any(rung.code == self.rung for rung in rungs if self.rung) else ""

    def _found_words(self, facts: LadderFacts) -> str:
        count = len(facts.look.areas)
        if not self.query.strip():
            return f"共 {count} 个台区"
        if not count:
            return "没有找到台区，请核对村名或户号；找不到时请客户拨 95598"
        return f"找到 {count} 个台区"


def _row(found: AreaLadder, today: date) -> AreaRow:
    gaps = [rung.title for rung in found.rungs if rung.is_gap]
    stale = [
        rung.title
        for rung in found.rungs
        if not rung.is_gap and rung.entry is not None and rung.entry.stale(today)
    ]
    warning = f"缺{'、'.join(gaps)}" if gaps else "联系方式待核实" if stale else ""
    return AreaRow(
        code=found.area.code,
        name=found.area.name,
        villages="、".join(found.area.villages),
        warning=warning,
    )


def _key_row(look: KeyAccountLook) -> KeyAccountRow:
    manager = look.manager
    return KeyAccountRow(
        name=look.account.name,
        account=mask_account(look.account.account_no),
        manager=manager.person if manager else "",
        phone=manager.phone if manager else "",
        deputy=f"{manager.deputy} {manager.deputy_phone}".strip() if manager else "",
        warning="" if manager else "客户经理没有登记，请联系值班主任",
    )
