"""What the till page (钱箱) shows: pieces to type, the clerk's movements, a count once made."""

from dataclasses import dataclass

from hall_desk.presenters.base import Message

COUNT, HAND, BAG = "count", "hand", "bag"
MODES = ((COUNT, "清点"), (HAND, "交接"), (BAG, "解款"))


@dataclass(frozen=True, kw_only=True)
class PieceRow:
    """One value of note or coin: what is typed, and what it comes to."""

    value_fen: int
    words: str
    typed: str
    amount: str


@dataclass(frozen=True, kw_only=True)
class SlipRow:
    """The total of one terminal's slips, as typed."""

    method: str
    words: str
    fen: int | None


@dataclass(frozen=True, kw_only=True)
class CountResult:
    """The last count: what it showed, and whether it still has to be explained."""

    shown: bool = False
    settled: bool = True
    stale: bool = False
    title: str = ""
    lines: tuple[tuple[str, str, bool], ...] = ()
    explained: str = ""


@dataclass(frozen=True, kw_only=True)
class HandView:
    """A handover on its way: to me, or from me."""

    handover_id: int = 0
    mine: bool = False
    title: str = ""
    amount: str = ""
    pieces: str = ""


@dataclass(frozen=True, kw_only=True)
class TillPageState:
    """The page of one till."""

    title: str
    chip: str
    chip_words: str
    mode: str
    modes: tuple[tuple[str, str], ...]
    rows: tuple[PieceRow, ...]
    total: str
    slips: tuple[SlipRow, ...]
    takers: tuple[tuple[str, str], ...]
    taker: str
    amount_fen: int | None
    slip_no: str
    result: CountResult
    hand: HandView
    moves: tuple[tuple[str, str], ...]
    reason: str
    action: str
    why_off: str
    message: Message
    banner: str
    busy: bool
