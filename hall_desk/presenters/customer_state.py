"""What the customer's side screen shows (客户屏): only what this customer should see."""

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """What the screen is about."""

    IDLE = "idle"
    AWAY = "away"
    CALLED = "called"
    SERVING = "serving"
    SHEET = "sheet"
    RATING = "rating"


@dataclass(frozen=True, kw_only=True)
class ItemLine:
    """One thing done for the customer: its public name, how many, its limit or what was paid."""

    name: str
    quantity: str
    note: str
    current: bool = False
    done: bool = False


@dataclass(frozen=True, kw_only=True)
class AmountsView:
    """应收, 实收 and 找零 in yuan as typed and spoken; empty where nothing is typed."""

    due: str = ""
    received: str = ""
    change: str = ""
    method: str = ""
    spoken: str = ""
    paid: bool = False


@dataclass(frozen=True, kw_only=True)
class SheetLineView:
    """One line of the itemised sheet."""

    name: str
    price: str
    quantity: str
    amount: str


@dataclass(frozen=True, kw_only=True)
class SheetView:
    """The itemised sheet of a paid service (逐项确认单); ``can_sign`` while it waits for it."""

    number: str = ""
    lines: tuple[SheetLineView, ...] = ()
    subtotals: tuple[tuple[str, str], ...] = ()
    total: str = ""
    words: str = ""
    can_sign: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class CustomerState:
    """The whole side screen at one moment."""

    stage: Stage
    hall: str
    place: str
    title: str
    sentence: str = ""
    code: str = ""
    items: tuple[ItemLine, ...] = ()
    amounts: AmountsView = AmountsView()
    sheet: SheetView = SheetView()
    levels: tuple[tuple[int, str], ...] = ()
    given: int | None = None
    slogan: str = ""
    foot: tuple[tuple[str, str], ...] = ()
