"""The hall display (大厅屏): calls seen and heard, lines, suspensions, the clock."""

from datetime import datetime, timedelta

from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.presenters import kiosk_words as words
from hall_desk.presenters.base import Desk, Presenter
from hall_desk.presenters.display_notices import notice_card
from hall_desk.presenters.display_state import (
    CallLine,
    DisplayNotice,
    DisplayState,
    StopCard,
    WaitLine,
)
from hall_desk.presenters.kiosk_build import notice_of
from hall_desk.store.transaction import Reading
from hall_desk.usecases.board import DisplayBoard, HallBoard, RecentCall, display_board
from hall_desk.voice import READY, SWITCHED_OFF, Speaker

RECENT = 5
STOP_PAGE_S = 8
# Clocks of two machines may differ a little; a call this much older than the start is history.
CLOCKS_APART = timedelta(seconds=5)
# A call found late, after a fault, is spoken only while the customer is still being awaited.
LATE = timedelta(seconds=60)
# Somebody who hears or walks badly is called longer: the large card comes back in turns.
HELP_STANDS = timedelta(seconds=90)
HELP_TURN_S = 10


class DisplayPresenter(Presenter[DisplayState]):
    """Shows the hall's calls and speaks each call and recall once."""

    def __init__(self, desk: Desk, speaker: Speaker):
        super().__init__(desk)
        self.facts: DisplayBoard | None = None
        self.speaker = speaker
        self._heard: set[tuple[int, int, datetime]] = set()
        self._since: datetime | None = None
        self._shown_at: datetime | None = None

    def look(self, reading: Reading) -> DisplayBoard:
        """The display's board."""
        return display_board(reading)

    def toggle_voice(self) -> None:
        """Switches the voice on or off."""
        self.speaker.enabled = not self.speaker.enabled
        self._shown_at = None
        self.tick()

    def build(self) -> DisplayState:
        """The screen at this moment."""
        board, now = self.facts, self.desk.hall.clock.now()
        assert board is not None
        hall = board.hall
        notice = _notice(hall, now)
        large = _large(board.calls, now)
        recent = [_call(call) for call in board.calls if call is not large]
        stop = None if notice else _stop(board, now)
        return DisplayState(
            hall=hall.profile.name,
            date=words.long_date(now),
            clock=words.clock_words(now),
            call=_call(large) if large is not None else None,
            recent=tuple(recent[:RECENT]),
            waiting=_waiting(hall),
            stop=stop,
            posted=None if notice or stop else notice_card(board.notices, now),
            notice=notice,
            slogan=hall.profile.slogan,
            promise=_promise(board, now),
            foot=_foot(hall),
            voice_fault=self._voice_fault(),
            banner=self.banner,
        )

    def _seen(self, facts: DisplayBoard) -> None:
        self._speak(facts.calls)
        super()._seen(facts)

    def _speak(self, calls: tuple[RecentCall, ...]) -> None:
        now = self.desk.hall.clock.now()
        keys = {(call.ticket_id, call.times, call.at) for call in calls}
        if self._since is None:
            # Calls made before the display started are history and stay unspoken.
            self._since, self._heard = (calls[0].at if calls else now) - CLOCKS_APART, keys
            return
        for call in reversed(calls):
            key = (call.ticket_id, call.times, call.at)
            if key in self._heard or call.at < self._since:
                continue
            if call.pending or now - call.at < LATE:
                for _ in range(2 if call.needs_help else 1):
                    self.speaker.say(call.code, call.window, call.times)
        self._heard |= keys

    def _voice_fault(self) -> str:
        """For whoever sets the display up; the public is not told for the whole day."""
        state, now = self.speaker.state, self.desk.hall.clock.now()
        self._shown_at = self._shown_at or now
        told_long_enough = now - self._shown_at > LATE
        return "" if told_long_enough or state in (READY, SWITCHED_OFF) else state


def _large(calls: tuple[RecentCall, ...], now: datetime) -> RecentCall | None:
    """The call on the large card: the newest, in turns with one that has to stand longer."""
    if not calls:
        return None
    newest = calls[0]
    slow = next(
        (c for c in calls if c.needs_help and c.pending and now - c.at < HELP_STANDS), newest
    )
    turn = max(0, int((now - newest.at).total_seconds())) // HELP_TURN_S
    return slow if turn % 2 else newest


def _call(call: RecentCall) -> CallLine:
    return CallLine(
        code=call.code,
        window=str(call.window),
        time=words.clock_words(call.at),
        times=call.times,
    )


def _waiting(hall: HallBoard) -> tuple[WaitLine, ...]:
    return tuple(
        WaitLine(
            prefix=kind.prefix,
            name=words.neutral(kind.name),
            waiting=kind.waiting,
            estimate="暂停" if kind.stopped else kind.estimate(kind.ahead()),
        )
        for kind in hall.kinds
    )


def _stop(board: DisplayBoard, now: datetime) -> StopCard | None:
    """The suspension whose turn it is: each stands for eight seconds."""
    stops = [stop for stop in board.hall.suspensions if stop.scope is not Scope.HALL]
    if not stops:
        return None
    at = int(now.timestamp()) // STOP_PAGE_S % len(stops)
    stop = stops[at]
    return StopCard(
        place=_place(board.hall, stop),
        reason=words.neutral(stop.reason),
        until=words.until_words(stop.expected_at, now),
        go_to=go_to_words(stop),
        page=at + 1,
        pages=len(stops),
    )


def _place(hall: HallBoard, stop: Suspension) -> str:
    if stop.scope is Scope.WINDOW:
        return f"{stop.window_no}号窗口"
    kind = hall.kind(stop.prefix or "")
    return words.neutral(kind.name) if kind is not None else "业务"


def go_to_words(stop: Suspension) -> str:
    """Where to go instead, such as 请到 4、5号窗口，保留原号."""
    text = words.neutral(stop.alternative.strip()).rstrip("。")
    if text.startswith(("请", "已", "稍")):
        return text
    if "号窗口，或" in text and "原号" not in text:
        # Another hall does not know this hall's numbers.
        return f"请到 {text.replace('号窗口，或', '号窗口（保留原号），或', 1)}"
    if "窗口" in text and "原号" not in text:
        return f"请到 {text}，保留原号"
    return f"请到 {text}"


def _notice(hall: HallBoard, now: datetime) -> DisplayNotice | None:
    """The hall closed or suspended; the end of ticket issue alone leaves the calls on."""
    if hall.day is not None and hall.hall_stop is None:
        return None
    notice = notice_of(hall, now)
    assert notice is not None
    return DisplayNotice(
        title=notice.title,
        facts=tuple((fact.label, fact.value, fact.note) for fact in notice.facts),
        sentence=notice.sentence,
        suspended=notice.suspended,
    )


def _promise(board: DisplayBoard, now: datetime) -> str:
    hall = board.hall
    if hall.day is not None and notice_of(hall, now) is not None and hall.hall_stop is None:
        return "已停止取号，已取号的客户都会办完"
    names = {"payment": "收费", "business": "用电业务"}
    pieces = [
        f"{name}每件 {board.limits[kind]} 分钟"
        for kind, name in names.items()
        if kind in board.limits
    ]
    return f"{'、'.join(pieces)}内办结" if pieces else ""


def _foot(hall: HallBoard) -> tuple[tuple[str, str], ...]:
    manager = (("值班主任", hall.manager),) if hall.manager else ()
    return (*manager, *words.HOTLINES)
