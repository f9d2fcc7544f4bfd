"""What the page of callbacks shows (有偿服务回访), and what it reads."""

from dataclasses import dataclass, field
from datetime import date

from hall_desk.domain.callbacks import Callback
from hall_desk.domain.people import Staff
from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_visit_state import PhraseView
from hall_desk.usecases.counters import Catalogue
from hall_desk.usecases.heirs import Handover


@dataclass(frozen=True, kw_only=True)
class CallbackRow:
    """One line of the list; ``tone`` is over, warn or nothing."""

    callback_id: int
    cells: tuple[str, ...]
    tone: str


@dataclass(frozen=True, kw_only=True)
class CallbackDraft:
    """What is typed about one callback; ``how`` is reached, missed or handed over."""

    how: str = "reached"
    opinion: str = ""
    level: str = ""
    result: str = ""
    reason: str = ""
    heir: str = ""
    handover_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CallbackDetail:
    """The callback in hand."""

    callback_id: int = 0
    title: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    masked: bool = True
    phrase: PhraseView = field(default_factory=PhraseView)
    attempts: tuple[str, ...] = ()
    open: bool = False
    why: str = ""
    give_up_why: str = ""
    heirs: tuple[tuple[str, str], ...] = ()
    draft: CallbackDraft = CallbackDraft()


@dataclass(frozen=True, kw_only=True)
class CallbacksState:
    """The page: the rows, the one in hand, what may be chosen."""

    only_open: bool
    rows: tuple[CallbackRow, ...]
    detail: CallbackDetail
    summary: str
    levels: tuple[tuple[str, str], ...]
    results: tuple[tuple[str, str], ...]
    message: Message
    banner: str
    busy: bool


@dataclass(frozen=True, kw_only=True)
class CallbacksFacts:
    """What the page reads."""

    found: tuple[Callback, ...]
    codes: dict[int, str]
    names: dict[str, str]
    heirs: tuple[Staff, ...]
    handovers: dict[int, list[Handover]]
    catalogue: Catalogue
    today: date
