"""What the ladder page (联系人查询) shows: areas found, three rungs, large accounts, hotlines."""

from dataclasses import dataclass

from hall_desk.presenters.base import Message
from hall_desk.presenters.contact_state import MainState, RungState


@dataclass(frozen=True, kw_only=True)
class AreaRow:
    """An area found; ``warning`` says in two or three words what is wrong with its ladder."""

    code: str
    name: str
    villages: str
    warning: str


@dataclass(frozen=True, kw_only=True)
class KeyAccountRow:
    """A large customer's account and its account manager (S1-7)."""

    name: str
    account: str
    manager: str
    phone: str
    deputy: str
    warning: str


@dataclass(frozen=True, kw_only=True)
class LadderPageState:
    """The page at one moment; ``area`` is the code of the row whose ladder is shown."""

    query: str
    visit: str
    rows: tuple[AreaRow, ...]
    found: str
    area: str
    area_name: str
    villages: str
    rungs: tuple[RungState, ...]
    key_accounts: tuple[KeyAccountRow, ...]
    hotlines: tuple[tuple[str, str], ...]
    card_why: str
    card_given: str
    main: MainState
    at_window: bool
    message: Message
    banner: str
    busy: bool
