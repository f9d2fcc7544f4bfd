"""Opening more windows or changing their kinds during the day (增开/调整窗口)."""

from collections.abc import Callable
from dataclasses import dataclass

from hall_desk.domain.days import BusinessDay, WindowDay, enabled_prefixes
from hall_desk.domain.people import Staff
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.opening import MOST_WINDOWS, PlanRow, toggled
from hall_desk.store.transaction import Reading
from hall_desk.usecases.opening import assign_windows
from hall_desk.usecases.queries import code_texts, get_day, windows_of


@dataclass(frozen=True, kw_only=True)
class PlanState:
    """The plan as drafted; ``notes`` says who is at a window."""

    kinds: tuple[tuple[str, str], ...]
    plan: tuple[PlanRow, ...]
    notes: dict[int, str]
    changed: bool
    open: bool
    message: Message
    busy: bool


class PlanPresenter(Presenter[PlanState]):
    """Drafts the new plan and assigns it; ``assigned`` when it is done."""

    facts: tuple[tuple[tuple[str, str], ...], tuple[WindowDay, ...]] | None

    def __init__(self, desk: Desk, staff: Staff):
        super().__init__(desk)
        self.staff = staff
        self.assigned: Callable[[], None] = lambda: None
        self._plan: dict[int, str] | None = None
        self._open = False

    def look(self, reading: Reading) -> tuple[tuple[tuple[str, str], ...], tuple[WindowDay, ...]]:
        """Kinds and today's windows."""
        kinds = tuple((entry.code, entry.text) for entry in code_texts(reading, "kind"))
        return kinds, tuple(windows_of(reading, get_day(reading).date))

    def build(self) -> PlanState:
        """The dialog as drafted."""
        assert self.facts is not None
        kinds, places = self.facts
        now: dict[int, str] = {place.no: place.prefixes for place in places}
        if self._plan is None:
            self._plan = dict(now)
        return PlanState(
            kinds=kinds,
            plan=tuple(PlanRow(no=no, prefixes=p) for no, p in sorted(self._plan.items())),
            notes={p.no: self._note(p) for p in places if p.staff_no},
            changed={n: p for n, p in self._plan.items() if p != now.get(n, "")} != {},
            open=self._open,
            message=self.message,
            busy=self.busy,
        )

    def _note(self, place: WindowDay) -> str:
        """Who is there, and which of the drafted kinds that person cannot do (Art. 4(5))."""
        assert self._plan is not None
        drafted = self._plan.get(place.no, "")
        able = enabled_prefixes(drafted, place.skills)
        unable = "、".join(prefix for prefix in drafted if prefix not in able)
        warning = f"，本窗口无人会办 {unable}" if unable else ""
        return f"工号 {place.staff_no}{warning}"

    def begin(self) -> None:
        """Opens the dialog on today's plan."""
        self._plan, self._open, self.message = None, True, Message()
        self.refresh()

    def leave(self) -> None:
        """Closes the dialog; the draft goes."""
        self._open = False
        self.tick()

    def toggle(self, window: int, prefix: str) -> None:
        """Gives a kind to a window or takes it away."""
        if self.facts is None or self._plan is None:
            return
        order = [code for code, _ in self.facts[0]]
        self._plan[window] = toggled(self._plan.get(window, ""), prefix, order)
        self.dismiss()

    def add_window(self) -> None:
        """One window more."""
        if self._plan is not None and max(self._plan, default=0) < MOST_WINDOWS:
            self._plan[max(self._plan, default=0) + 1] = ""
        self.tick()

    def drop_window(self) -> None:
        """Takes an added window off the draft again; windows of today stay."""
        if self.facts is None or not self._plan:
            return
        if max(self._plan) not in {place.no for place in self.facts[1]}:
            self._plan.pop(max(self._plan))
        self.tick()

    def assign(self) -> None:
        """Writes the plan; refused while a customer stands at a window that loses its kinds."""
        self.act(
            assign_windows,
            self.staff.staff_no,
            then=self._assigned,
            windows=dict(self._plan or {}),
        )

    def _assigned(self, day: BusinessDay) -> None:
        self._open, self._plan = False, None
        self.assigned()
