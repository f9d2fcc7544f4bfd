"""What the first-contact page (首问负责登记) shows, and the draft behind it."""

from dataclasses import dataclass

from hall_desk.domain.contacts import Handling, VisitMode
from hall_desk.presenters.base import Message
from hall_desk.presenters.visit import VisitTime


@dataclass(frozen=True, kw_only=True)
class ContactDraft:
    """The form as typed; nothing of it is lost by a refusal."""

    visit_mode: str = VisitMode.HALL.value
    customer_name: str = ""
    account_no: str = ""
    phone: str = ""
    address: str = ""
    matter: str = ""
    in_duty: bool = True
    handling: str = Handling.ANSWERED.value
    papers: str = ""
    papers_count: str = "0"
    hops: int = 0
    department_code: str = ""
    department: str = ""
    person: str = ""
    person_phone: str = ""
    person_address: str = ""
    promised_at: str = ""
    receiver: str = ""
    result: str = ""
    unresolved_reason: str = ""
    satisfaction: str = ""
    remark: str = ""
    repeated: bool = False
    phone_declined: bool = False
    rung: str = ""
    name_reading: str = ""
    area_code: str = ""


@dataclass(frozen=True, kw_only=True)
class DepartmentChoice:
    """A department to refer to; one without contact cannot be chosen, ``why`` says what lacks."""

    code: str
    name: str
    why: str
    short: str = ""
    villages: str = ""


@dataclass(frozen=True, kw_only=True)
class RungState:
    """One rung of the contact ladder (联系阶梯); ``gap`` warns where nobody is (S2-1).

    ``note`` says hours and the expected number of contacts; without a code it cannot be chosen.
    """

    code: str
    title: str
    person: str
    phone: str
    address: str
    verified: str
    stale: bool
    tried: bool
    current: bool
    note: str = ""
    gap: str = ""


@dataclass(frozen=True, kw_only=True)
class PhraseState:
    """What to say: code, moment, words, and which of them are spoken with weight."""

    code: str
    moment: str
    text: str
    bold: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class MainState:
    """The one main action: its object name, icon, word, and why it is off."""

    name: str
    icon: str
    text: str
    key: str = "Ctrl+Enter"
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class ContactPageState:
    """The whole page at one moment.

    ``step`` is what can be written now: form, receive, resolve, answer, feed_back, close or closed.
    """

    number: str
    visit: str
    at_window: bool
    owner: str
    timer: VisitTime | None
    stages: tuple[tuple[str, str], ...]
    stage: int
    step: str
    draft: ContactDraft
    masked: bool
    registered: bool
    by_phone: bool
    departments: tuple[DepartmentChoice, ...]
    contacts: tuple[tuple[str, str, str], ...]
    department_hint: str
    promise_hint: str
    rungs: tuple[RungState, ...]
    ladder_area: str
    account_manager: str
    phrase: PhraseState | None
    history: tuple[str, ...]
    history_chip: str
    satisfactions: tuple[str, ...]
    card_given: str
    card_why: str
    slip_why: str
    main: MainState
    message: Message
    banner: str
    busy: bool
