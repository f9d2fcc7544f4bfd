"""First contact (首问负责制, Art. 11(2)): the one asked first stays responsible to the end."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.tickets import StaffNo, TicketId

STALE_DAYS = 90
MOST_COUNT = 999


class VisitMode(StrEnum):
    """How the customer came (来访方式)."""

    HALL = "来厅"
    PHONE = "来电"
    LETTER = "来信"
    NET = "网络"


class Handling(StrEnum):
    """What was done (处理方式)."""

    DONE = "当场办理"
    ANSWERED = "当场答复"
    GUIDED = "引导"
    REFERRED = "转办"
    LATER = "记录后答复"


AT_ONCE = frozenset({Handling.DONE, Handling.ANSWERED})


class ContactState(StrEnum):
    """Where a first contact stands, in order."""

    REGISTERED = "registered"
    REFERRED = "referred"
    RECEIVED = "received"
    RESOLVED = "resolved"
    FED_BACK = "fed_back"
    CLOSED = "closed"


STATE_STEPS = {
    ContactState.REGISTERED: "已登记",
    ContactState.REFERRED: "移交",
    ContactState.RECEIVED: "承办处理",
    ContactState.RESOLVED: "反馈客户",
    ContactState.FED_BACK: "责任人确认办结",
    ContactState.CLOSED: "已办结",
}


@dataclass(frozen=True, kw_only=True)
class DirectoryEntry:
    """Somebody to refer to (联系人): checked on ``verified_on``, stale after 90 days."""

    code: str
    level: int
    level_name: str
    name: str
    person: str
    phone: str
    address: str
    hours: str
    verified_on: date | None
    deputy: str = ""
    deputy_phone: str = ""
    duty: str = ""
    enabled: bool = True

    @property
    def office(self) -> str:
        """What it is called on forms and cards: 计量班, 柳溪供电所, 台区经理（示例一台区）."""
        if self.level == 0 or self.name.startswith(self.level_name):
            return self.name
        if self.level == 1:
            return f"{self.level_name}（{self.name}）"
        return self.name if self.name.endswith(self.level_name) else self.level_name

    @property
    def complete(self) -> bool:
        """Whether person, phone and address are all there (S1-2)."""
        return bool(self.person.strip() and self.phone.strip() and self.address.strip())

    def age_days(self, today: date) -> int | None:
        """Days since the entry was verified; None when it never was."""
        return None if self.verified_on is None else (today - self.verified_on).days

    def stale(self, today: date) -> bool:
        """Whether it was never verified or more than 90 days ago (S2-4)."""
        age = self.age_days(today)
        return age is None or age > STALE_DAYS


@dataclass(frozen=True, kw_only=True)
class FirstContact:
    """A row of the register (首问负责制登记簿); the owner stays until feedback is confirmed.

    ``repeated_at`` is when what a caller said was repeated and confirmed (Art. 14(2)).
    """

    id: int
    business_date: date
    number: int
    ticket_id: TicketId | None
    visit_mode: VisitMode
    customer_name: str
    account_no: str
    phone: str
    address: str
    matter: str
    owner: StaffNo
    in_duty: bool
    handling: Handling
    papers: str
    papers_count: int
    hops: int
    department: str
    person: str
    person_phone: str
    person_address: str
    state: ContactState
    registered_at: datetime
    referred_at: datetime | None
    receiver: str
    received_at: datetime | None
    promised_at: datetime | None
    card_given_at: datetime | None
    result: str
    unresolved_reason: str
    resolved_at: datetime | None
    fed_back_at: datetime | None
    satisfaction: str
    closed_at: datetime | None
    closed_by: StaffNo | None
    remark: str
    phone_declined: bool = False
    rung: str = ""
    name_reading: str = ""
    repeated_at: datetime | None = None

    @property
    def code(self) -> str:
        """Month, day and number, such as 0312-005."""
        return f"{self.business_date:%m%d}-{self.number:03d}"

    @property
    def is_open(self) -> bool:
        """Whether somebody is still responsible for it."""
        return self.state is not ContactState.CLOSED


def check_registration(contact: FirstContact) -> None:
    """What a record needs before it is kept; a referral needs person, phone and address."""
    if not contact.matter.strip():
        raise RuleBroken("请写明咨询或办理事项。", field="matter", article="11(2)")
    if contact.hops < 0 or contact.papers_count < 0:
        raise RuleBroken("次数和份数不能为负。", field="hops")
    if contact.hops > MOST_COUNT or contact.papers_count > MOST_COUNT:
        raise RuleBroken(f"次数和份数最多 {MOST_COUNT}。", field="hops")
    if contact.rung and contact.hops == 0:
        raise RuleBroken("客户找过的，请写来前联系了几次。", field="hops", article="11(2)")
    if contact.promised_at is not None and contact.promised_at <= contact.registered_at:
        raise RuleBroken("答复时限不能早于现在。", field="promised_at", article="14(3)")
    if contact.handling is Handling.REFERRED:
        check_referral(contact)
    if contact.handling is Handling.LATER:
        check_open_answer(contact)


def check_open_answer(contact: FirstContact) -> None:
    """An answer owed needs its promise, and a phone or the word that the customer leaves none."""
    if contact.promised_at is None:
        raise RuleBroken("记录后答复须写答复时限。", field="promised_at", article="14(3)")
    if not contact.phone.strip() and not contact.phone_declined:
        raise RuleBroken("请留电话，或勾选“客户不留电话”。", field="phone", article="14(3)")
    if contact.phone.strip() and contact.phone_declined:
        raise RuleBroken("已写电话，请取消“客户不留电话”。", field="phone", article="14(3)")


def check_referral(contact: FirstContact) -> None:
    """A referral is refused without department, contact person, phone and address."""
    needs = (
        ("department", contact.department, "承办部门"),
        ("person", contact.person, "承办人"),
        ("person_phone", contact.person_phone, "电话"),
        ("person_address", contact.person_address, "地址"),
    )
    for field, value, word in needs:
        if not value.strip():
            raise RuleBroken(f"没有{word}不能转办，请补上", field=field, article="11(2)")
    if contact.promised_at is None:
        raise RuleBroken("转办须写答复时限。", field="promised_at", article="11(2)")


def refer(contact: FirstContact, now: datetime) -> FirstContact:
    """Handed to the department that handles it; the owner stays responsible."""
    _expect(contact, ContactState.REGISTERED, "转办")
    check_referral(contact)
    return replace(
        contact, handling=Handling.REFERRED, state=ContactState.REFERRED, referred_at=now
    )


def receive(contact: FirstContact, receiver: str, now: datetime) -> FirstContact:
    """The department took it over (移交接收)."""
    _expect(contact, ContactState.REFERRED, "接收")
    if not receiver.strip():
        raise RuleBroken("请填移交接收人。", field="receiver", article="11(2)")
    return replace(contact, state=ContactState.RECEIVED, receiver=receiver, received_at=now)


def resolve(
    contact: FirstContact, *, result: str, unresolved_reason: str, now: datetime
) -> FirstContact:
    """The department finished; only the owner or the manager can close it later."""
    if contact.state not in (
        ContactState.REGISTERED,
        ContactState.REFERRED,
        ContactState.RECEIVED,
    ):
        raise RuleBroken(f"首问 {contact.code} 已有处理结果。")
    if not result.strip() and not unresolved_reason.strip():
        raise RuleBroken("请写处理结果，或不能解决的原因。", field="result", article="11(2)")
    return replace(
        contact,
        state=ContactState.RESOLVED,
        result=result,
        unresolved_reason=unresolved_reason,
        resolved_at=now,
    )


def feed_back(contact: FirstContact, *, satisfaction: str, now: datetime) -> FirstContact:
    """The customer heard the result (反馈客户)."""
    _expect(contact, ContactState.RESOLVED, "反馈")
    return replace(contact, state=ContactState.FED_BACK, satisfaction=satisfaction, fed_back_at=now)


def close(contact: FirstContact, *, by: StaffNo, is_manager: bool, now: datetime) -> FirstContact:
    """Closed by the owner, or by the duty manager, once feedback is confirmed."""
    if by != contact.owner and not is_manager:
        raise RuleBroken(
            f"首问责任人是 {contact.owner}，只有本人或值班主任可以办结。", article="11(2)"
        )
    _expect(contact, ContactState.FED_BACK, "办结")
    return replace(contact, state=ContactState.CLOSED, closed_at=now, closed_by=by)


def answer(
    contact: FirstContact,
    *,
    by: StaffNo,
    is_manager: bool,
    result: str,
    unresolved_reason: str,
    satisfaction: str,
    now: datetime,
) -> FirstContact:
    """The open answer is given to the customer, by its owner or the manager: told and closed."""
    if contact.handling is not Handling.LATER or contact.state is not ContactState.REGISTERED:
        raise RuleBroken(f"首问 {contact.code} 不是待答复的。")
    told = resolve(contact, result=result, unresolved_reason=unresolved_reason, now=now)
    fed = feed_back(told, satisfaction=satisfaction, now=now)
    return close(fed, by=by, is_manager=is_manager, now=now)


def settle_at_once(contact: FirstContact, now: datetime) -> FirstContact:
    """Done or answered on the spot: registered, fed back and closed in one stroke (S2-3)."""
    return replace(
        contact,
        state=ContactState.CLOSED,
        resolved_at=now,
        fed_back_at=now,
        closed_at=now,
        closed_by=contact.owner,
    )


def due_at(contact: FirstContact) -> datetime:
    """The next due moment: the promise, or a day after registration, so that none is without."""
    return contact.promised_at or contact.registered_at + timedelta(days=1)


def awaits_answer(contact: FirstContact) -> bool:
    """Whether an answer is owed to the customer (记录后答复, Art. 14(3))."""
    return contact.is_open and contact.handling is Handling.LATER


def overdue(contact: FirstContact, now: datetime) -> bool:
    """Whether its promise has passed and nobody closed it."""
    return contact.is_open and due_at(contact) < now


def mean_hops(contacts: Iterable[FirstContact]) -> float | None:
    """Average contacts tried before the hall (S2-2); None without any first contact."""
    tried = [contact.hops for contact in contacts]
    return sum(tried) / len(tried) if tried else None


def solved_at_once_percent(solved: int, all_contacts: int) -> float | None:
    """Closed at first contact ÷ all first contacts (S2-3); None without any."""
    return None if all_contacts == 0 else 100 * solved / all_contacts


def _expect(contact: FirstContact, state: ContactState, verb: str) -> None:
    if contact.state is not state:
        raise RuleBroken(f"首问 {contact.code} {STATE_STEPS[contact.state]}，不能{verb}。")
