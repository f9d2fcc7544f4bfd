"""What the suspension dialog (暂停营业) shows, the form behind it, and the facts it rests on."""

from dataclasses import dataclass

from hall_desk.domain.days import WindowDay
from hall_desk.domain.outlets import Outlet
from hall_desk.domain.services import CodedText
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.presenters.base import Message
from hall_desk.presenters.suspension_parts import SignState


@dataclass(frozen=True, kw_only=True)
class SuspensionDraft:
    """The form as typed; a refusal or a wrong password loses nothing of it."""

    scope: str = Scope.WINDOW.value
    prefix: str = ""
    reason: str = ""
    expected: str = ""
    minutes: int | None = 40
    windows: tuple[int, ...] | None = None
    elsewhere: str = ""
    outlets: tuple[str, ...] = ()
    print_sign: bool = True


@dataclass(frozen=True, kw_only=True)
class OutletChoice:
    """Another hall or agent that does what stops here; ``about`` says where and when."""

    code: str
    name: str
    about: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class SuspensionState:
    """The dialog at one moment; ``asking`` is why the duty manager has to sign in."""

    place: str
    kinds: str
    in_service: str
    scopes: tuple[tuple[str, str], ...]
    prefixes: tuple[tuple[str, str], ...]
    reasons: tuple[tuple[str, str], ...]
    draft: SuspensionDraft
    since: str
    expected: str
    steps: tuple[tuple[int, str], ...]
    alternatives: tuple[tuple[int, str, bool], ...]
    outlets: tuple[OutletChoice, ...]
    waiting: str
    stranded: bool
    sign: SignState
    phrase: str
    phrase_bold: tuple[str, ...]
    reminder: str
    main: str
    main_why: str
    asking: str
    open_since: str
    message: Message
    banner: str
    busy: bool


@dataclass(frozen=True, kw_only=True)
class SuspensionFacts:
    """What the dialog knows from the database, on one snapshot."""

    hall: str
    places: tuple[WindowDay, ...]
    kinds: dict[str, str]
    reasons: tuple[CodedText, ...]
    phrase: str
    in_service: str
    alternatives: tuple[WindowDay, ...]
    waiting: dict[str, int]
    stranded: dict[str, int]
    suspensions: tuple[Suspension, ...]
    outlets: tuple[Outlet, ...]
