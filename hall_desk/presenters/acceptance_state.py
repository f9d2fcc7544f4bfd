"""What the acceptance page (业务受理) shows, and the draft behind it."""

from dataclasses import dataclass, field

from hall_desk.domain.forms import RESIDENT_ID
from hall_desk.presenters.base import Message
from hall_desk.presenters.contact_state import MainState
from hall_desk.presenters.visit import VisitTime

FIELDS = ("applicant", "id_no", "phone", "account_no", "address")
"""The fields that are checked when they are left, in the order of the form."""


@dataclass(frozen=True, kw_only=True)
class AcceptDraft:
    """The form as typed; kept for the visit, whatever is refused and wherever the clerk goes.

    ``ticked`` are the papers there, None until the service card was read; ``copies`` and
    ``originals`` belong to them. ``corrections`` are mistakes found and put right.
    """

    applicant: str = ""
    id_kind: str = RESIDENT_ID
    id_no: str = ""
    phone: str = ""
    account_no: str = ""
    address: str = ""
    voltage: str = ""
    ticked: frozenset[int] | None = None
    copies: dict[int, str] = field(default_factory=dict)
    originals: frozenset[int] = frozenset()
    wrong: dict[str, str] = field(default_factory=dict)
    corrections: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaperRowState:
    """One paper of the service card: what it is, when it is needed, and what was taken in."""

    index: int
    name: str
    note: str
    mandatory: bool
    ticked: bool
    copies: str
    original: bool
    error: str = ""


@dataclass(frozen=True, kw_only=True)
class PromiseRowState:
    """A promised stage: limit, due or start, basis."""

    stage: str
    limit: str
    due: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class NoticeState:
    """What was told once: by word of mouth or by notice, signed or not, with a code to return."""

    told: str = ""
    number: str = ""
    signed: bool = False
    code: str = ""
    code_until: str = ""


@dataclass(frozen=True, kw_only=True)
class AcceptPageState:
    """The whole page at one moment; ``step`` is form, sign or done."""

    step: str
    number: str
    visit: str
    owner: str
    timer: VisitTime | None
    stages: tuple[tuple[str, str], ...]
    stage: int
    draft: AcceptDraft
    errors: dict[str, str]
    masked: bool
    id_kinds: tuple[str, ...]
    voltages: tuple[str, ...]
    papers: tuple[PaperRowState, ...]
    papers_words: str
    complete: bool
    notice: NoticeState
    promises: tuple[PromiseRowState, ...]
    warnings: tuple[str, ...]
    rule: str
    steps: str
    fees: str
    answers: str
    phones: str
    free_choice: str
    main: MainState
    message: Message
    banner: str
    busy: bool
