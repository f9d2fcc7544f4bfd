"""What the duty desk shows (值班主任台): one frozen state."""

from dataclasses import dataclass

from hall_desk.presenters.base import Message
from hall_desk.presenters.duty_alert_line import AlertLine
from hall_desk.presenters.duty_tiles import WindowTileState


@dataclass(frozen=True, kw_only=True)
class DutyHead:
    """The header: hall, day, counts of windows and people, who is on duty, the time."""

    hall_name: str
    staff_no: str
    staff_name: str
    date: str
    clock: str
    is_open: bool
    state_word: str
    windows_open: int
    windows_suspended: int
    waiting: int
    calling: str
    calls_short: str


@dataclass(frozen=True, kw_only=True)
class QueueRow:
    """A kind in the waiting panel; ``long`` when the longest wait is above the threshold."""

    prefix: str
    name: str
    waiting: int
    longest: str
    long: bool
    series: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class ContactRow:
    """An open first contact with its owner and when it is due; ``due_tone`` ink, warn, over."""

    code: str
    words: str
    owner: str
    due: str
    due_tone: str


@dataclass(frozen=True, kw_only=True)
class TodayCard:
    """Today's figures, the checks, and why 日结 is off."""

    issued: int
    done: int
    no_show: int
    on_time: str
    checks: str
    floats: str
    checks_whole: bool
    floats_whole: bool
    stop_note: str
    close_off: str


@dataclass(frozen=True, kw_only=True)
class StopRow:
    """A line of 暂停/恢复: a window, a kind or the hall; ``suspension_id`` when suspended."""

    key: str
    name: str
    note: str
    state: str
    suspension_id: int | None


@dataclass(frozen=True, kw_only=True)
class DutyState:
    """The whole duty desk at one second."""

    head: DutyHead
    tiles: tuple[WindowTileState, ...]
    alerts: tuple[AlertLine, ...]
    calls_waiting: int
    over_count: int
    calls_note: str
    queues: tuple[QueueRow, ...]
    queues_note: str
    contacts: tuple[ContactRow, ...]
    contacts_open: int
    contacts_due: int
    today: TodayCard
    stops: tuple[StopRow, ...]
    closed_note: str
    message: Message
    banner: str
    banner_button: str
    banner_closes: bool
    data_ok: bool
    busy: bool
    papers: str = ""
