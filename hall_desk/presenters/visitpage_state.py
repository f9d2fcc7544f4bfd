"""What the page of one visit (来访记录) shows; people are masked unless unmasked."""

from dataclasses import dataclass, field

from hall_desk.presenters.base import Message


@dataclass(frozen=True, kw_only=True)
class VisitItemRow:
    """One item: its cells as the table shows them, its story below, why it stays as it is.

    ``cells`` are number, service, quantity, gross, net, limit, outcome, marks and clerk.
    """

    key: int
    cells: tuple[str, ...]
    over: bool
    corrected: bool
    story: tuple[tuple[str, str], ...]
    why_not: str


@dataclass(frozen=True, kw_only=True)
class VisitPaperRow:
    """A voucher, sheet, notice or first contact of the visit; ``kind`` prints it again."""

    key: str
    name: str
    number: str
    note: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class FollowingRow:
    """What the visit set going: ``cells`` are kind, number, state, who, when, and a note."""

    key: str
    cells: tuple[str, ...]
    tone: str


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """A name and an account noted during the visit, and where."""

    name: str
    account: str
    source: str


@dataclass(frozen=True, kw_only=True)
class CorrectionDraft:
    """The correction as written; nothing of it is lost by a refusal."""

    item_id: int = 0
    what: str = "service"
    service_code: str = ""
    quantity: str = ""
    outcome: str = ""
    over_reason: str = ""
    over_note: str = ""
    reason: str = ""
    grade: str = "G1"
    apologised: bool = False


@dataclass(frozen=True, kw_only=True)
class CorrectionView:
    """The panel 更正差错 and what it offers; closed while ``open`` is False."""

    open: bool = False
    serial: int = 0
    title: str = ""
    now: str = ""
    draft: CorrectionDraft = field(default_factory=CorrectionDraft)
    wrongs: tuple[tuple[str, str], ...] = ()
    services: tuple[tuple[str, str], ...] = ()
    outcomes: tuple[tuple[str, str], ...] = ()
    over_reasons: tuple[tuple[str, str], ...] = ()
    grades: tuple[tuple[str, str], ...] = ()
    grade_why: str = ""
    phrase: str = ""
    over_wanted: bool = False


@dataclass(frozen=True, kw_only=True)
class VisitPageState:
    """The whole page at one moment."""

    code: str
    day: str
    state: str
    tone: str
    source: str
    kind: str
    ground: str
    times: tuple[tuple[str, str], ...]
    items: tuple[VisitItemRow, ...]
    items_note: str
    papers: tuple[VisitPaperRow, ...]
    following: tuple[FollowingRow, ...]
    people: tuple[PersonLine, ...]
    people_note: str
    masked: bool
    can_unmask: bool
    action: str
    correction: CorrectionView
    message: Message
    banner: str
    busy: bool
