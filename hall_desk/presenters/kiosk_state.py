"""What the kiosk window shows at one moment (取号机的状态)."""

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """Where the customer stands."""

    HOME = "home"
    SERVICES = "services"
    CARD = "card"
    GROUNDS = "grounds"
    ISSUED = "issued"
    BLOCKED = "blocked"
    SEARCH = "search"
    CODE = "code"
    QUERY = "query"
    PRICES = "prices"
    PROMISES = "promises"
    CARRY = "carry"
    REST = "rest"
    STAFF = "staff"


TYPING = (Step.SEARCH, Step.CODE, Step.QUERY)
"""Steps at which something is typed."""


LOOKUPS = frozenset({Step.QUERY, Step.PRICES, Step.PROMISES, Step.SEARCH, Step.CARD, Step.CARRY})
"""Steps that only look something up: whoever still waits may use them without tickets given."""


@dataclass(frozen=True, kw_only=True)
class KindTile:
    """A kind of business with its line; ``stopped`` says why none can be chosen."""

    prefix: str
    name: str
    icon: str
    sayings: str
    ahead: int
    estimate: str
    stopped: str = ""


@dataclass(frozen=True, kw_only=True)
class ServiceTile:
    """An item to choose; ``icon`` is its kind's, where several kinds stand together."""

    code: str
    name: str
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class GroundTile:
    """A ground for being served first (Art. 6(4))."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """A paper to bring and whether it must be."""

    name: str
    note: str
    mark: str
    must: bool


@dataclass(frozen=True, kw_only=True)
class FactBox:
    """One figure of the card: a label, the words, a note below."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ServiceCard:
    """What to bring for an item, what it costs and how long it takes (Art. 11(4))."""

    code: str
    name: str
    icon: str
    note: str
    papers: tuple[PaperLine, ...]
    facts: tuple[FactBox, ...]
    hint: str
    stopped: str = ""


@dataclass(frozen=True, kw_only=True)
class IssuedTicket:
    """The ticket just taken; ``slip`` is printing, printed or failed."""

    code: str
    kind: str
    service: str
    priority: str
    ahead: int
    estimate: str
    slip: str
    window: str = ""
    other_ways: str = ""


@dataclass(frozen=True, kw_only=True)
class PlaceAnswer:
    """Where a ticket stands: its number, figures, one sentence; nothing of its holder."""

    code: str
    facts: tuple[FactBox, ...]
    sentence: str


@dataclass(frozen=True, kw_only=True)
class PriceRow:
    """A price as it is posted (Art. 5(1), 24): what, how much for what, by which document."""

    name: str
    price: str
    basis: str
    expired: bool = False


@dataclass(frozen=True, kw_only=True)
class PromiseRow:
    """A promise with what belongs to it."""

    title: str
    text: str


@dataclass(frozen=True, kw_only=True)
class RestView:
    """The screen at rest: the slogan, the promise, and the notice whose turn it is."""

    slogan: str
    promise: str
    title: str
    text: str
    page: int
    pages: int


@dataclass(frozen=True, kw_only=True)
class CarryView:
    """The list to carry away: what the QR says and what to do with it."""

    payload: str
    title: str
    hint: str


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Why no tickets are given: a title, facts in large type, one sentence.

    ``asks`` while somebody still waits, who may ask for their place, papers and prices.
    """

    title: str
    facts: tuple[FactBox, ...]
    sentence: str
    suspended: bool = False
    asks: bool = False


@dataclass(frozen=True, kw_only=True)
class KioskState:
    """Everything on the kiosk's screen."""

    step: Step
    hall: str
    subtitle: str
    clock: str
    date: str
    ends: str
    large: bool = False
    ground: str = ""
    kinds: tuple[KindTile, ...] = ()
    kind_name: str = ""
    services: tuple[ServiceTile, ...] = ()
    card: ServiceCard | None = None
    grounds: tuple[GroundTile, ...] = ()
    ticket: IssuedTicket | None = None
    notice: Notice | None = None
    typed: str = ""
    said: tuple[str, ...] = ()
    found: tuple[ServiceTile, ...] = ()
    place: PlaceAnswer | None = None
    prices: tuple[PriceRow, ...] = ()
    promises: tuple[PromiseRow, ...] = ()
    rest: RestView | None = None
    carry: CarryView | None = None
    printing: str = ""
    home_in_s: int | None = None
    message: str = ""
    is_error: bool = False
    banner: str = ""
    can_call: bool = True
    busy: bool = False
