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
    """An item to choose."""

    code: str
    name: str


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


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Why no tickets are given: a title, facts in large type, one sentence."""

    title: str
    facts: tuple[FactBox, ...]
    sentence: str
    suspended: bool = False


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
    home_in_s: int | None = None
    message: str = ""
    is_error: bool = False
    banner: str = ""
    can_call: bool = True
    busy: bool = False
