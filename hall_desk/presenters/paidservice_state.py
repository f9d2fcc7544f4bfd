"""What the paid-service page (有偿服务逐项确认单) shows."""

from dataclasses import dataclass

from hall_desk.domain.signatures import Strokes
from hall_desk.presenters.base import Message
from hall_desk.presenters.contact_state import MainState
from hall_desk.presenters.visit import VisitTime


@dataclass(frozen=True, kw_only=True)
class GateDraft:
    """The ownership gate (产权) as typed; only the customer's own facility opens a sheet."""

    ownership: str = ""
    boundary: str = "表箱出线端子以内。"
    customer_name: str = ""
    phone: str = ""
    address: str = ""
    told: bool = False


@dataclass(frozen=True, kw_only=True)
class LineState:
    """One line: the price is locked, the quantity as typed, the amount live in yuan."""

    code: str
    name: str
    unit: str
    price: str
    quantity: str
    amount: str
    error: str


@dataclass(frozen=True, kw_only=True)
class SectionState:
    """Labour or material with its lines and subtotal in yuan."""

    kind: str
    title: str
    lines: tuple[LineState, ...]
    subtotal: str


@dataclass(frozen=True, kw_only=True)
class PriceChoice:
    """One approved price that may be added."""

    code: str
    kind: str
    name: str
    unit: str
    price: str


@dataclass(frozen=True, kw_only=True)
class OldSheet:
    """An earlier sheet to copy from; the name is masked."""

    sheet_id: int
    code: str
    words: str
    items: str
    total: str


@dataclass(frozen=True, kw_only=True)
class UnpaidRow:
    """A signed sheet without a payment; the name is masked."""

    sheet_id: int
    code: str
    words: str
    total: str


@dataclass(frozen=True, kw_only=True)
class WorkDraft:
    """What is typed about a work order: its appointment, the team's report, a reason."""

    team: str = ""
    appointed: str = ""
    address: str = ""
    content: str = ""
    worker: str = ""
    done: str = ""
    note: str = ""
    heir: str = ""
    handover_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class DifferenceState:
    """One item done otherwise than signed: quantities in words, the amount with its sign."""

    name: str
    words: str
    amount: str


@dataclass(frozen=True, kw_only=True)
class WorkState:
    """The work order (派工单) of the sheet; ``step`` is "", issued, completing, differs or settled.

    ``deed`` is what F8 does now: dispatch, print_order, correct or nothing. ``owner`` answers
    for the sheet and its order; ``heirs`` may be given both, nobody where it is not mine.
    """

    step: str = ""
    code: str = ""
    chip: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    differences: tuple[DifferenceState, ...] = ()
    sums: str = ""
    agreed: str = ""
    deed: str = ""
    deed_words: str = ""
    teams: tuple[tuple[str, str, str], ...] = ()
    team: str = ""
    clash: str = ""
    owner: str = ""
    heirs: tuple[tuple[str, str], ...] = ()
    draft: WorkDraft = WorkDraft()


@dataclass(frozen=True, kw_only=True)
class PaymentWanted:
    """What the cash dialog is to take: the sheet, the sum due in fen, and for what."""

    sheet_id: int
    due_fen: int
    purpose: str
    customer_name: str
    ticket_id: int | None


@dataclass(frozen=True, kw_only=True)
class PaidServiceState:
    """The whole page at one moment.

    ``step`` is gate, draft, signed, paid or void; ``signing`` says what the customer may sign
    now on the side screen: sheet, difference, or nothing. ``strokes`` is what was signed there.
    """

    step: str
    number: str
    visit: str
    timer: VisitTime | None
    gate: GateDraft
    gate_refusal: str
    phrase: str
    boundary: str
    judged: str
    customer: tuple[tuple[str, str], ...]
    price_list: str
    stages: tuple[tuple[str, str], ...]
    stage: int
    sections: tuple[SectionState, ...]
    words: str
    total: str
    choices: tuple[PriceChoice, ...]
    old_sheets: tuple[OldSheet, ...]
    signature: str
    signing: str
    strokes: Strokes
    unpaid: tuple[UnpaidRow, ...]
    work: WorkState
    editing: bool
    void_reason: str
    pay_why: str
    void_why: str
    main: MainState
    message: Message
    banner: str
    busy: bool
