"""The people of the hall (人员): the list of accounts, and a new one."""

from collections.abc import Callable
from dataclasses import dataclass

from hall_desk.domain.people import ROLE_WORDS, Role, Staff
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.moments import clock_of
from hall_desk.store.transaction import Reading
from hall_desk.usecases.dutyboard import accounts
from hall_desk.usecases.people import add_staff


@dataclass(frozen=True, kw_only=True)
class StaffForm:
    """A new account as typed."""

    staff_no: str = ""
    staff_name: str = ""
    role: str = Role.CLERK.value
    password: str = ""


@dataclass(frozen=True, kw_only=True)
class StaffState:
    """The accounts as (工号, 姓名, 岗位, 状态) and what was wrong with the new one."""

    rows: tuple[tuple[str, str, str, str], ...]
    roles: tuple[tuple[str, str], ...]
    added: int
    open: bool
    message: Message
    busy: bool


class StaffPresenter(Presenter[StaffState]):
    """Lists the accounts and adds one; a count of ``added`` tells the form to clear."""

    facts: tuple[Staff, ...] | None

    def __init__(self, desk: Desk, staff: Staff):
        super().__init__(desk)
        self.staff = staff
        self.changed: Callable[[], None] = lambda: None
        self._added = 0
        self._open = False

    def look(self, reading: Reading) -> tuple[Staff, ...]:
        """All accounts."""
        return tuple(accounts(reading))

    def build(self) -> StaffState:
        """The dialog of this moment."""
        return StaffState(
            rows=tuple(self._row(person) for person in self.facts or ()),
            roles=tuple((role.value, word) for role, word in ROLE_WORDS.items()),
            added=self._added,
            open=self._open,
            message=self.message,
            busy=self.busy,
        )

    def begin(self) -> None:
        """Opens the dialog."""
        self._open, self.message = True, Message()
        self.refresh()

    def leave(self) -> None:
        """Closes the dialog."""
        self._open = False
        self.tick()

    def add(self, form: StaffForm) -> None:
        """Adds an account; the password is hashed away from the window."""
        hall, actor = self.desk.hall, self.staff.staff_no

        def _add() -> Staff:
            return add_staff(
                hall,
                actor,
                staff_no=form.staff_no.strip(),
                name=form.staff_name,
                role=Role(form.role),
                password=form.password,
            )

        self.run(_add, self._done)
        self.tick()

    def _done(self, person: Staff) -> None:
        self._added += 1
        self.message = Message(text=f"已添加 {person.staff_no} {person.name}。")
        self.refresh()
        self.changed()

    def _row(self, person: Staff) -> tuple[str, str, str, str]:
        now = self.desk.hall.clock.now()
        state = "在用" if person.active else "停用"
        if person.locked_at(now):
            state = f"已锁定，{clock_of(person.locked_until)} 解锁"
        return person.staff_no, person.name, ROLE_WORDS[person.role], state
