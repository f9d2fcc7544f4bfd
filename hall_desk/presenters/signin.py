"""Signing in (登录), the lock screen (锁屏/换人) and the duty manager's approval (批准)."""

from collections.abc import Callable
from dataclasses import dataclass

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import ROLE_WORDS, Right, Staff, require
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.store.transaction import Reading
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.opening import local
from hall_desk.usecases.people import authenticate


@dataclass(frozen=True, kw_only=True)
class SignInState:
    """The sign-in screen; ``holder`` is who locked it (1032 陈予安), empty at the start."""

    hall_name: str
    clock: str
    date: str
    place: str
    holder_no: str
    holder: str
    since: str
    message: Message
    banner: str
    busy: bool
    signed: int


class SignInPresenter(Presenter[SignInState]):
    """Checks 工号 and password; calls ``signed_in`` with the person.

    ``checking`` is called while the password is being checked, which takes a fifth of a second.
    """

    def __init__(self, desk: Desk, place: str = ""):
        super().__init__(desk)
        self.place = place
        self.signed_in: Callable[[Staff], None] = lambda staff: None
        self.checking: Callable[[], None] = lambda: None
        self._holder: Staff | None = None
        self._since = ""
        self._signed = 0

    def look(self, reading: Reading) -> str:
        """The hall's name."""
        return profile_of(reading).name

    def build(self) -> SignInState:
        """The screen of this second."""
        now = local(self.desk.hall.clock.now())
        holder = self._holder
        return SignInState(
            hall_name=self.facts or "",
            clock=f"{now:%H:%M:%S}",
            date=f"{now:%Y-%m-%d} {weekday_word(now.weekday())}",
            place=self.place,
            holder_no=holder.staff_no if holder else "",
            holder=f"{ROLE_WORDS[holder.role]} {holder.name}" if holder else "",
            since=self._since,
            message=self.message,
            banner=self.banner,
            busy=self.busy,
            signed=self._signed,
        )

    def lock(self, holder: Staff | None) -> None:
        """Locks the screen for its holder; somebody else may take over (换人)."""
        self._holder = holder
        self._since = f"{local(self.desk.hall.clock.now()):%H:%M}" if holder else ""
        self.message = Message()
        self.refresh()

    def sign_in(self, staff_no: str, password: str) -> None:
        """Checks the password away from the window; five failures lock for 30 minutes."""
        if self.busy:
            return
        if not staff_no.strip():
            self.say("请输入工号。", field="staff_no", is_error=True)
            return
        if not password:
            self.say("请输入密码。", field="password", is_error=True)
            return
        hall = self.desk.hall
        self.checking()
        self.run(lambda: authenticate(hall, staff_no, password), self._right)
        self.tick()

    def _right(self, staff: Staff) -> None:
        self._holder, self.message, self.store_fault = None, Message(), ""
        self._signed += 1
        self.tick()
        self.signed_in(staff)


@dataclass(frozen=True, kw_only=True)
class ApprovalState:
    """The approval dialog: what is to be approved, and what was wrong."""

    title: str
    action: str
    sentence: str
    open: bool
    message: Message
    busy: bool


class ApprovalPresenter(Presenter[ApprovalState]):
    """Lets a second person stand behind an action with their own 工号 and password.

    ``ask`` fits a presenter's ``needs_approval``; ``actor`` is who acts and may not approve.
    """

    def __init__(self, desk: Desk, actor: str, *, right: Right = Right.APPROVE):
        super().__init__(desk)
        self.actor = actor
        self.right = right
        self.title = "值班主任批准"
        self.action = "批准"
        self.facts = ()
        self._sentence = ""
        self._then: Callable[[str], None] | None = None

    def look(self, reading: Reading) -> tuple[()]:
        """Nothing of the database is shown."""
        return ()

    def build(self) -> ApprovalState:
        """The dialog of this second."""
        return ApprovalState(
            title=self.title,
            action=self.action,
            sentence=self._sentence,
            open=self._then is not None,
            message=self.message,
            busy=self.busy,
        )

    def ask(self, sentence: str, then: Callable[[str], None]) -> None:
        """Opens the dialog; ``then`` gets the approver's 工号."""
        self._sentence, self._then = sentence, then
        self.message = Message()
        self.tick()

    def cancel(self) -> None:
        """Closes the dialog without approval."""
        self._then = None
        self.dismiss()

    def approve(self, staff_no: str, password: str) -> None:
        """Checks who approves: another person, with the right to."""
        if staff_no.strip() == self.actor:
            self.say("须由另一位值班主任本人输入。", field="staff_no", is_error=True)
            return
        self.run(lambda: self._check(staff_no, password), self._approved)
        self.tick()

    def _check(self, staff_no: str, password: str) -> Staff:
        staff = authenticate(self.desk.hall, staff_no, password)
        try:
            require(staff, self.right)
        except RuleBroken as refusal:
            raise RuleBroken(str(refusal), field="staff_no") from refusal
        return staff

    def _approved(self, staff: Staff) -> None:
        then, self._then = self._then, None
        self.dismiss()
        if then is not None:
            then(staff.staff_no)


def weekday_word(weekday: int) -> str:
    """周一 … 周日; Monday is 0."""
    return "周" + "一二三四五六日"[weekday]
