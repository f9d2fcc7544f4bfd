"""What a counter shows of the customer at the window (来访), as frozen values."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class TimerView:
    """The clock of the item in hand, in seconds; ``stage`` as in the tokens."""

    elapsed_s: int
    limit_s: int | None
    stage: str
    net_s: int | None = None


@dataclass(frozen=True, kw_only=True)
class CallView:
    """The running call: seconds since, calls made, whether one may call again."""

    elapsed_s: int
    ready_s: int
    times: int
    most: int
    note: str


@dataclass(frozen=True, kw_only=True)
class HeroView:
    """The customer at the window."""

    code: str = ""
    kind: str = ""
    ground: str = ""
    waited: str = ""
    timer: TimerView | None = None
    call: CallView | None = None


@dataclass(frozen=True, kw_only=True)
class CalledView:
    """The called customer before the start: service, issue, why, what to prepare."""

    service: str = ""
    service_note: str = ""
    issued: str = ""
    waited: str = ""
    why: str = ""
    prepare: str = ""
    announcement: str = ""
    undo_left: int = 0


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """One item of the visit in the list."""

    item_id: int
    position: int
    name: str
    code: str
    limit_note: str
    quantity: int
    state: str
    state_word: str
    figure: str
    current: bool
    net: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """A paper the customer brings and whether it is there."""

    index: int
    text: str
    ticked: bool


@dataclass(frozen=True, kw_only=True)
class StepView:
    """A step of the service card; ``done_at`` is empty while open, ``skipped`` says why so."""

    text: str
    done_at: str
    skipped: str = ""


@dataclass(frozen=True, kw_only=True)
class CardView:
    """The service card of the item in hand."""

    item_id: int = 0
    papers: tuple[PaperLine, ...] = ()
    complete: bool = False
    paperless: bool = False
    fees: str = ""
    informed_at: str = ""
    steps: tuple[StepView, ...] = ()
    current_step: int | None = None
    phones: str = ""


@dataclass(frozen=True, kw_only=True)
class PhraseView:
    """What to say now, its moment, and the tick that it was said where one is kept."""

    moment: str = ""
    text: str = ""
    bold: tuple[str, ...] = ()
    apology: bool = False
    apologised_at: str = ""


@dataclass(frozen=True, kw_only=True)
class PromiseView:
    """The card of a business item: stage and due, basis as tooltip; what was accepted."""

    shown: bool = False
    accepted: str = ""
    lines: tuple[tuple[str, str, str], ...] = ()
    note: str = ""
    button: str = "受理登记"
