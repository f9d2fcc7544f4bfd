"""A print room for the windows' tests: a press whose printers do as they are told."""

from pathlib import Path

from hall_desk.clock import FakeClock
from hall_desk.paper.faults import PaperFault
from hall_desk.paper.press import Press
from hall_desk.paper.printing import FolderPrinter
from hall_desk.paper.profiles import Device, Profile, Profiles
from hall_desk.paper.spool import Spool
from hall_desk.presenters.print_room import PrintRoom
from hall_desk.usecases.hall import Hall

ROLL = Profile(
    name="三号窗口小票机", device=Device.NETWORK, address="192.168.1.50:9100", drawer=True
)
NARROW = Profile(name="引导台小票机", device=Device.SERIAL, address="COM3@115200", width=58)
LASER = Profile(name="大厅激光打印机", device=Device.SYSTEM, address="HP-LaserJet-M404")
PROFILES = Profiles(
    printers=(ROLL, NARROW, LASER),
    chosen=(("default", LASER.name), ("slip", ROLL.name), ("to_bring", NARROW.name)),
)


class Printers:
    """What was sent where; ``faults`` are met first, one each."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.faults: dict[str, PaperFault] = {}

    def send(self, profile: Profile, name: str, file: Path, *, kick: bool = False) -> None:
        """Takes a paper, or refuses as set."""
        assert file.exists()
        fault = self.faults.get(profile.name)
        if fault is not None:
            raise fault
        self.sent.append((profile.name, name))

    def names(self) -> list[str]:
        """The papers that were sent."""
        return [name for _, name in self.sent]


class Room(PrintRoom):
    """The print room with its printers, and a turn for all of them."""

    def __init__(self, hall: Hall, folder: Path, clock: FakeClock) -> None:
        self.printers = Printers()
        self.kept: list[Profiles] = []
        press = Press(
            Spool(folder / "queue", clock.now),
            FolderPrinter(folder / "papers"),
            PROFILES,
            send=self.printers.send,
            kick=lambda profile: None,
        )
        super().__init__(hall, press, self.kept.append)
        self._system = ("HP-LaserJet-M404", "Brother-HL-2240")

    def work(self) -> None:
        """Every printer gets its turn."""
        for each in self.profiles.printers:
            self.press.work(each.name)
