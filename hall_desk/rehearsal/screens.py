"""The real screens of the rehearsal (演练屏幕): kiosk, display, counter 3, duty desk."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hall_desk.clock import Clock
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.presenters.base import Runner, SyncRunner
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.agenda import Actor
from hall_desk.rehearsal.day import Day
from hall_desk.rehearsal.desk_manager import DeskManager
from hall_desk.rehearsal.keys import Camera, Fingers, application, open_window, settle
from hall_desk.rehearsal.kiosk_customer import KioskCustomers
from hall_desk.rehearsal.plan import ISSUE_ENDS_S, Customer, Trait
from hall_desk.rehearsal.stage import Stage
from hall_desk.rehearsal.window_hands import WindowHands
from hall_desk.ui.stations.flow import Flow
from hall_desk.ui.stations.program import Means, Program
from hall_desk.ui.stations.public import open_display, open_kiosk
from hall_desk.ui.stations.shell import Shell
from hall_desk.ui.theme import Theme
from hall_desk.voice import SilentSpeaker

KIOSK = (1080, 1920)
KIOSK_WIDE = (1920, 1080)
DISPLAY = (1920, 1080)
STAFF = (1366, 768)
STAFF_WIDE = (1920, 1080)


class Screens:
    """The windows of the day, driven by hand: no pulse beats, the agenda is the clock."""

    def __init__(
        self,
        stage: Stage,
        post: cast.Post,
        *,
        runner: Runner | None = None,
        fingers: Callable[[QWidget, Clock], Fingers] = Fingers,
    ):
        self.app = application()
        self.stage = stage
        self.camera = Camera(stage.archive.folder / "pictures")
        self.theme = Theme()
        self.speaker = SilentSpeaker()
        self.program = Program(
            Means(
                hall=stage.hall,
                runner=runner or SyncRunner(),
                paper=stage.archive.desk,
                speaker=self.speaker,
                theme=self.theme,
                counter_theme=self.theme,
                public_theme=Theme(),
            ),
            beating=False,
        )
        clock = stage.clock
        self.kiosk_presenter, self.kiosk = open_kiosk(self.program)
        self.display_presenter, self.display = open_display(self.program)
        self.counter, self.desk = Shell(self.theme), Shell(self.theme)
        self.counter_flow = Flow(
            self.program, self.counter, screen="counter", window_no=WindowNo(post.window)
        )
        self.desk_flow = Flow(self.program, self.desk, screen="duty")
        open_window(self.kiosk, KIOSK)
        open_window(self.display, DISPLAY)
        open_window(self.desk, STAFF)
        open_window(self.counter, STAFF)
        self.customers = KioskCustomers(stage, self.kiosk_presenter, fingers(self.kiosk, clock))
        self.manager = DeskManager(stage, self.desk_flow, fingers(self.desk, clock))
        self.hands = WindowHands(stage, post, self.counter_flow, fingers(self.counter, clock))

    def follow(self, what: str, thing: object) -> None:
        """The hall display follows every call; nobody may miss one."""
        if what == "issued" and isinstance(thing, Ticket):
            nobody_yet = not self.stage.told["自助查询"]
            if nobody_yet or thing.number % 9 == 0:
                waits = 45 if nobody_yet else 150
                self.stage.agenda.after(waits, lambda: self._asks_place(thing))
        if what in ("called", "suspended", "resumed", "opened", "closed"):
            self.display_presenter.refresh()

    def at_kiosk(self, day: Day) -> Callable[[Customer], Actor | None]:
        """Every third customer takes the ticket at the real kiosk, if it is free."""

        def _who(customer: Customer) -> Actor | None:
            here = customer.number % 3 == 0 or customer.arrives_s >= ISSUE_ENDS_S
            here = here or customer.has(Trait.RETURNS)
            if here and self.customers.may_serve(customer):
                return self.customers.take_ticket(customer, day)
            return None

        return _who

    def _asks_place(self, ticket: Ticket) -> None:
        """Somebody who waits asks the kiosk how long still."""
        if ticket.id in self.stage.line and not self.customers.taken:
            self.stage.agenda.enter(self.stage.now, self.customers.ask_place(ticket))

    def refresh(self) -> None:
        """All screens look at the hall as it is now."""
        self.program.refresh()
        settle()

    def close(self) -> None:
        """Puts everything away."""
        self.program.close()
        for window in (self.kiosk, self.display, self.counter, self.desk):
            window.close()
            window.deleteLater()
        settle()
