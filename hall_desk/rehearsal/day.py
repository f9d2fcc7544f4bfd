"""The rehearsed day (演练日): founds the hall, sends everybody onto the stage, plays to the end."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from hall_desk import assets
from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import LineKind
from hall_desk.domain.papers import DailyReportPaper
from hall_desk.domain.people import Role
from hall_desk.domain.tickets import Ticket
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.agenda import Actor, Agenda
from hall_desk.rehearsal.archive import Archive
from hall_desk.rehearsal.billing import send_bills
from hall_desk.rehearsal.clerk import Clerk
from hall_desk.rehearsal.errands import errands_of, left_over
from hall_desk.rehearsal.hands import Hands
from hall_desk.rehearsal.manager import Manager
from hall_desk.rehearsal.plan import ISSUE_ENDS_S, Customer, Trait, plan_customers
from hall_desk.rehearsal.stage import MIDNIGHT, Stage, at
from hall_desk.rehearsal.sums import check_sums
from hall_desk.store.engine import Store
from hall_desk.store.upgrade import ensure_current
from hall_desk.usecases import calling, founding, issuing, paidservice, passes, people
from hall_desk.usecases.rehearsing import (
    RehearsedHall,
    found_rehearsed_hall,
    seeded_password_hash,
    write_seeded_key,
)

LATE_WINDOW_AT = at(8, 30.4)
SIGN_IN_AT = at(8, 25)
CALLBACKS_AT = at(9, 30) + timedelta(days=3)
"""When the customers of the day's paid work are rung up (Art. 26)."""


def set_stage(folder: Path, *, windows: int, seed: int) -> Stage:
    """The database in the folder, the hall founded and staffed on the morning of the day."""
    database = folder / "hall.db"
    write_seeded_key(folder / "hall.db.key", seed)
    store = Store(f"sqlite:///{database}")
    ensure_current(store)
    clock = FakeClock(at(8, 10))
    hall = RehearsedHall(store, clock)
    hall.begin(seed)
    _found(hall, cast.posts_of(windows), seed)
    return Stage(
        hall=hall,
        clock=clock,
        agenda=Agenda(clock),
        archive=Archive(folder, hall),
        seed=seed,
        windows=dict(cast.plan_of_windows(windows)),
    )


def _found(hall: RehearsedHall, posts: tuple[cast.Post, ...], seed: int) -> None:
    found_rehearsed_hall(
        hall,
        catalog=founding.read_catalog(assets.resource("catalog/default_hall.json")),
        profile=cast.HALL,
        manager=(
            cast.MANAGER,
            cast.MANAGER_NAME,
            seeded_password_hash(seed, cast.MANAGER, cast.MANAGER_PASSWORD),
        ),
    )
    _price_more(hall)
    for post in posts:
        hall.do(
            people.add_staff_hashed,
            cast.MANAGER,
            None,
            staff_no=post.staff_no,
            name=post.name,
            role=Role.CLERK,
            password_hash=seeded_password_hash(seed, post.staff_no, post.password),
        )


def _price_more(hall: RehearsedHall) -> None:
    """The fee of a meter test, which the shipped list has switched off, and a business fee."""
    for code, (name, unit, fen) in cast.PRICES.items():
        hall.do(
            paidservice.add_price_item,
            cast.MANAGER,
            None,
            code=code,
            name=name,
            kind=LineKind.LABOUR,
            unit=unit,
            unit_price_fen=fen,
            quantity_decimals=0,
            approval_doc="样价文〔2026〕3号（虚构）",
            valid_from=cast.DAY,
        )


class Day:
    """One day on the stage."""

    def __init__(
        self,
        stage: Stage,
        customers: int,
        windows: int,
        *,
        manager: Manager | None = None,
        hands: Hands | None = None,
        complete: bool = False,
    ):
        self.stage = stage
        self.complete = complete
        """Whether what nobody has come with is brought to the counter in the afternoon."""
        self.manager = manager or Manager(stage)
        self.customers = plan_customers(customers, stage.seed)
        posts = cast.posts_of(windows)
        self.clerks = [Clerk(stage, posts[0], hands), *(Clerk(stage, p) for p in posts[1:])]
        self.at_kiosk: Callable[[Customer], Actor | None] = lambda customer: None
        self.refused: list[str] = []
        stage.comes, stage.bring_back = self.arrive, self.manager.bring_back
        stage.listeners.append(self._notes)
        stage.errands = errands_of(customers)

    def play(self, after_each: Callable[[], None] = lambda: None) -> DailyReportPaper:
        """From the opening to the daily report, and to the callbacks three days later."""
        agenda = self.stage.agenda
        agenda.at(at(8, 20), self._open)
        agenda.at(at(8, 22), self.manager.verify_directory)
        bills = send_bills(self.stage.archive.folder, self.customers)
        agenda.at(at(8, 23), lambda: self.manager.change_settings(bills))
        agenda.enter(at(8, 20), self.manager.day())
        for place, clerk in enumerate(self.clerks):
            late = place == len(self.clerks) - 1
            moment = LATE_WINDOW_AT if late else SIGN_IN_AT + timedelta(seconds=22 * place)
            agenda.enter(moment, clerk.day())
        for customer in self.customers:
            agenda.at(MIDNIGHT + timedelta(seconds=customer.arrives_s), self._arrives(customer))
        self._plan_incidents()
        if self.complete:
            agenda.at(at(16), self._bring_errands)
        agenda.at(at(17, 30.5), self._after_the_hour)
        agenda.enter(at(17, 33), self.manager.closing())
        agenda.run(after_each, until=at(23, 59))
        if not self.stage.is_closed():
            left = "、".join(ticket.code for ticket in self.stage.line.values())
            raise RuntimeError(f"the day did not end: {left}")
        check_sums(self.stage)
        self.stage.clock.set(CALLBACKS_AT)
        self.manager.call_back()
        return self.stage.archive.daily_report()

    def _open(self) -> None:
        self.manager.open_hall()
        self.stage.moved("opened", None)

    def _plan_incidents(self) -> None:
        self.clerks[0].suspensions += [(at(14, 12), 22 * 60, "S3"), (at(15, 40), 3 * 60, "S6")]
        self.clerks[0].duties.owe(at(15, 10), self.clerks[0].duties.take_out_bag)
        self.clerks[0].questions += [at(9, 50), at(11, 20), at(15), at(16, 30)]
        if len(self.clerks) > 2:
            self.clerks[2].suspensions.append((at(16, 5), 9 * 60, "S7"))
        usual = self.stage.windows[cast.STAGE_WINDOW]
        business = "".join(sorted({*usual, "B"}))
        changes = [(at(8, 50), business), (at(10), usual), (at(13, 20), business), (at(17), usual)]
        if len(self.clerks) > 3:
            changes += [(at(11, 38), "ACE"), (at(12, 28), usual)]
        for moment, prefixes in changes:
            self.stage.agenda.at(moment, self._reassigns(prefixes))

    def _reassigns(self, prefixes: str) -> Callable[[], None]:
        """The stage's window does business too while much of it comes (Art. 7(1))."""
        return lambda: self.manager.reassign({cast.STAGE_WINDOW: prefixes})

    def _arrives(self, customer: Customer) -> Callable[[], None]:
        return lambda: self.arrive(customer)

    def arrive(self, customer: Customer) -> None:
        """The customer takes a ticket, is helped to one, is refused, or has none to take."""
        if customer.has(Trait.AT_COUNTER, Trait.PHONE):
            self.stage.direct.append(customer)
            return
        if customer.has(Trait.GUIDE):
            self.in_line(self.manager.guide_ticket(customer), customer)
            return
        at_kiosk = self.at_kiosk(customer)
        if at_kiosk is not None:
            self.stage.agenda.enter(self.stage.now, at_kiosk)
            return
        try:
            ticket = self._issue(customer)
        except RuleBroken as refusal:
            self.refused.append(str(refusal))
            return
        self.in_line(ticket, customer)

    def _issue(self, customer: Customer) -> Ticket:
        if customer.has(Trait.RETURNS):
            ticket = self.stage.do(passes.redeem, "kiosk", code=customer.pass_code)
        else:
            ticket = self.stage.do(
                issuing.issue, "kiosk", service_code=customer.service, ground=customer.ground
            )
        self.stage.archive.slip(ticket)
        return ticket

    def in_line(self, ticket: Ticket, customer: Customer) -> None:
        """The customer waits with the ticket; some lose their patience."""
        self.stage.customers[ticket.id] = customer
        self.stage.line[ticket.id] = ticket
        self.stage.moved("issued", ticket)
        if customer.has(Trait.RETURNS):
            self.stage.told["补件回厅"] += 1
        if customer.has(Trait.LEAVES):
            patience = customer.dice(self.stage.seed).uniform(70, 300)
            self.stage.agenda.after(patience, lambda: self._leaves(ticket))

    def _leaves(self, ticket: Ticket) -> None:
        """Somebody who still waits goes home; the guide notes it."""
        if ticket.id in self.stage.line and not self.stage.is_closed():
            left = self.stage.do(calling.abandon, cast.MANAGER, code=ticket.code)
            self.stage.line.pop(left.id)
            self.stage.moved("left", left)

    def _notes(self, what: str, thing: object) -> None:
        """A customer who was not content is rung up within the hour (S1-11)."""
        del thing
        if what == "not content":
            self.stage.agenda.after(self.manager.dice.uniform(15, 40) * 60, self._follow_up)

    def _follow_up(self) -> None:
        if not self.stage.is_closed():
            self.manager.follow_up()
            self.stage.told["回访"] += 1

    def _bring_errands(self) -> None:
        """Somebody comes to the counter with each errand that is left."""
        for customer in left_over(self.stage, self.customers[-1]):
            moment = MIDNIGHT + timedelta(seconds=customer.arrives_s)
            self.stage.agenda.at(moment, self._arrives(customer))

    def _after_the_hour(self) -> None:
        """The kiosk refuses; the duty manager adds a ticket for somebody already inside."""
        late = self._latecomer(1, "A01")
        self.arrive(late)
        inside = self._latecomer(2, "C03")
        self.in_line(self.manager.add_ticket(inside), inside)

    def _latecomer(self, place: int, service: str) -> Customer:
        template = self.customers[-1]
        return Customer(
            number=len(self.customers) + place,
            arrives_s=ISSUE_ENDS_S + 30,
            service=service,
            ground=None,
            name=template.name,
            account=template.account,
            phone=template.phone,
            address=template.address,
            amount_fen=template.amount_fen,
            method="QR",
        )
