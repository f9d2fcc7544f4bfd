"""What the tracker of acceptances (受理跟踪) shows: one acceptance, and the list of them."""

from dataclasses import dataclass, field

from hall_desk.presenters.base import Message
from hall_desk.presenters.contact_state import MainState


@dataclass(frozen=True, kw_only=True)
class TrackDraft:
    """What is being written; nothing of it is lost by a refusal."""

    events: dict[str, str] = field(default_factory=dict)
    returning: frozenset[int] = frozenset()
    signer: str = ""
    result: str = ""
    late_reason: str = ""
    late_told_at: str = ""
    heir: str = ""
    handover_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class StageRow:
    """A promised stage: limit, due or start, basis; how it stands; whether it can be ticked."""

    stage: str
    limit: str
    due: str
    basis: str
    word: str
    tone: str
    can_finish: bool


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """A date that starts a limit, as recorded or as typed."""

    event: str
    word: str
    text: str
    recorded: bool


@dataclass(frozen=True, kw_only=True)
class PaperBackRow:
    """A paper taken in: copies, when it went back, or whether it is ticked to go back."""

    index: int
    name: str
    copies: str
    returned: str
    ticked: bool


@dataclass(frozen=True, kw_only=True)
class TrackState:
    """One acceptance as it stands now; ``heirs`` may be given it, nobody where it is not mine."""

    number: str
    service: str
    owner: str
    is_open: bool
    heirs: tuple[tuple[str, str], ...]
    due: str
    due_tone: str
    stages: tuple[StageRow, ...]
    follow: str
    events: tuple[EventRow, ...]
    warnings: tuple[str, ...]
    papers: tuple[PaperBackRow, ...]
    returned_to: str
    applicant: tuple[tuple[str, str], ...]
    masked: bool
    rule: str
    late: tuple[str, ...]
    explained: str
    closed: str
    draft: TrackDraft
    errors: dict[str, str]
    main: MainState
    message: Message
    banner: str
    busy: bool


@dataclass(frozen=True, kw_only=True)
class TrackRow:
    """One line of the list; ``overdue`` when its next due has passed."""

    acceptance_id: int
    cells: tuple[str, ...]
    overdue: bool


@dataclass(frozen=True, kw_only=True)
class TrackListState:
    """The list: open ones, or all of the last days."""

    only_open: bool
    rows: tuple[TrackRow, ...]
    summary: str
    message: Message
    banner: str
