"""Looking visits up away from a counter (查询来访): the duty manager sees all of them."""

from collections.abc import Callable
from dataclasses import dataclass

from hall_desk.domain.days import hall_date
from hall_desk.domain.people import Staff
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.find_rows import find_view
from hall_desk.presenters.find_state import FindView
from hall_desk.store.transaction import Reading
from hall_desk.usecases.visits import FoundVisit, find_visits


@dataclass(frozen=True, kw_only=True)
class FindPageState:
    """The whole page at one moment."""

    find: FindView
    message: Message
    banner: str


class FindPresenter(Presenter[FindPageState]):
    """One field and what was found; ``open_visit`` is wired by the station."""

    facts: dict[str, str] | None

    def __init__(
        self, desk: Desk, staff_no: str, *, open_visit: Callable[[int], None] = lambda _: None
    ):
        super().__init__(desk)
        self.staff_no = staff_no
        self.open_visit = open_visit
        self.query = ""
        self.found: tuple[FoundVisit, ...] | None = None
        self.closed: Callable[[], None] = lambda: None

    def look(self, reading: Reading) -> dict[str, str]:
        """The names of the staff; the search itself is asked for."""
        return {person.staff_no: person.name for person in reading.all(Staff)}

    def build(self) -> FindPageState:
        """The page of this moment."""
        names = self.facts or {}
        today = hall_date(self.desk.hall.clock.now())
        view = find_view(self.query, self.found, names, today)
        return FindPageState(find=view, message=self.message, banner=self.banner)

    def find(self, text: str) -> None:
        """Looks visits up by number, account, initials or name."""
        hall = self.desk.hall
        self.run(
            lambda: hall.ask(find_visits, text, self.staff_no),
            lambda found: self._found(text, found),
            quiet=True,
        )

    def _found(self, text: str, found: list[FoundVisit]) -> None:
        self.query, self.found = text.strip().rpartition(":")[2].upper(), tuple(found)
        self.message = Message()
        self.tick()
