"""Callbacks after paid services (有偿服务回访, Art. 26): the list, one in hand, what came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from hall_desk.domain.callbacks import (
    ATTEMPT_WORDS,
    FAILURES,
    TRIES,
    AttemptResult,
    Callback,
    CallbackState,
)
from hall_desk.domain.days import hall_date
from hall_desk.domain.masking import mask_name, mask_phone
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.people import Right, Staff
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.counter_phrases import callback_phrase
from hall_desk.presenters.counter_visit_state import PhraseView
from hall_desk.presenters.moments import day_clock_of
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases import callbacks
from hall_desk.usecases.counters import Catalogue, catalogue_of

DAYS = 30
_TOPIC = "有偿服务"
_STATES = {CallbackState.DONE: "已回访", CallbackState.FAILED: "已结束"}


@dataclass(frozen=True, kw_only=True)
class CallbackRow:
    """One line of the list; ``tone`` is over, warn or nothing."""

    callback_id: int
    cells: tuple[str, ...]
    tone: str


@dataclass(frozen=True, kw_only=True)
class CallbackDraft:
    """What is typed about one callback; ``how`` is reached or missed."""

    how: str = "reached"
    opinion: str = ""
    level: str = ""
    result: str = ""
    reason: str = ""


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
    catalogue: Catalogue
    today: date


class CallbacksPresenter(Presenter[CallbacksState]):
    """A clerk makes the own callbacks, the duty manager any of them."""

    facts: CallbacksFacts | None

    def __init__(self, desk: Desk, staff: Staff, chosen: int | None = None):
        super().__init__(desk)
        self.staff, self.chosen = staff, chosen
        self.only_open = True
        self.drafts: dict[int, CallbackDraft] = {}
        self.unmasked: set[int] = set()
        self.closed: Callable[[], None] = lambda: None

    def look(self, reading: Reading) -> CallbacksFacts:
        """Open callbacks, or all of the last days, with the numbers of their sheets."""
        today = hall_date(reading.now)
        owner = None if self.staff.may(Right.SUPERVISE) else self.staff.staff_no
        if self.only_open:
            found = callbacks.open_callbacks(reading, owner)
        else:
            every = callbacks.callbacks_since(reading, today - timedelta(days=DAYS))
            found = [each for each in every if owner in (None, each.owner)]
        ids = [each.subject_id for each in found]
        sheets = reading.all(Sheet, schema.sheet.c.id.in_(ids)) if ids else []
        return CallbacksFacts(
            found=tuple(found),
            codes={sheet.id: sheet.code for sheet in sheets},
            names={person.staff_no: person.name for person in reading.all(Staff)},
            catalogue=catalogue_of(reading),
            today=today,
        )

    def build(self) -> CallbacksState:
        """The page of this second."""
        facts = self.facts
        assert facts is not None
        today = sum(each.is_open and each.due_on == facts.today for each in facts.found)
        late = sum(each.late(facts.today) for each in facts.found)
        words = facts.catalogue.levels
        return CallbacksState(
            only_open=self.only_open,
            rows=tuple(_row(each, facts) for each in facts.found),
            detail=self._detail(facts),
            summary=_summary(today, late),
            # Upwards, so that the digit of a line is its level; no answer comes last.
            levels=tuple((str(level), words[level]) for level in (*sorted(words)[1:], 0)),
            results=tuple((each.value, ATTEMPT_WORDS[each]) for each in FAILURES),
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    def choose(self, callback_id: int) -> None:
        """Another callback is in hand; what was typed for the last one stays."""
        self.chosen = callback_id
        self.message = Message()
        self.tick()

    def set_only_open(self, only_open: bool) -> None:
        """Open ones, or all of the last 30 days."""
        self.only_open = only_open
        self.refresh()

    def edit(self, name: str, text: str) -> None:
        """Something was typed or chosen; a second press of a choice takes it back."""
        current = self._current()
        if current is None:
            return
        draft = self._draft(current)
        again = name in ("level", "result") and getattr(draft, name) == text
        changed: dict[str, Any] = {name: "" if again else text}
        self.drafts[current.id] = replace(draft, **changed)
        if self.message.field in (name, f"close_{name}"):
            self.message = Message()
        self.tick()

    def submit(self) -> None:
        """Ctrl+Enter: what came of this call."""
        current = self._current()
        if current is not None and self._draft(current).how == "missed":
            self.note_attempt()
        else:
            self.record_answer()

    def record_answer(self) -> None:
        """The customer was reached."""
        current = self._open_one()
        if current is None:
            return
        draft = self._draft(current)
        if not draft.level:
            self.say("请选满意度，客户不愿评价选“未评价”。", field="level", is_error=True)
            return
        self.act(
            callbacks.record_answer,
            self.staff.staff_no,
            then=lambda _: self._settled(current, "已登记"),
            callback_id=current.id,
            opinion=draft.opinion,
            level=int(draft.level),
        )

    def note_attempt(self) -> None:
        """Nobody was reached this time."""
        current = self._open_one()
        if current is None:
            return
        draft = self._draft(current)
        if not draft.result:
            self.say("请选未接通的情况。", field="result", is_error=True)
            return
        self.act(
            callbacks.note_attempt,
            self.staff.staff_no,
            then=self._tried,
            callback_id=current.id,
            result=AttemptResult(draft.result),
        )

    def give_up(self) -> None:
        """Closed after three calls in vain, with a reason (Art. 26)."""
        current = self._open_one()
        if current is not None:
            self.act(
                callbacks.give_up,
                self.staff.staff_no,
                then=lambda _: self._settled(current, "已结束"),
                callback_id=current.id,
                reason=self._draft(current).reason,
            )

    def reveal(self) -> None:
        """The eye: the telephone in full; the journal keeps who looked."""
        current = self._current()
        if current is None:
            return
        if current.id in self.unmasked:
            self.unmasked.discard(current.id)
            self.tick()
            return
        self.act(
            callbacks.unmask_callback,
            self.staff.staff_no,
            then=lambda shown: self.unmasked.add(shown.id),
            callback_id=current.id,
        )

    def leave(self) -> None:
        """Esc."""
        self.closed()

    def _settled(self, callback: Callback, word: str) -> None:
        self.drafts.pop(callback.id, None)
        self.unmasked.discard(callback.id)
        self.chosen = None
        code = self.facts.codes.get(callback.subject_id, "") if self.facts else ""
        self.say(f"{code} 的回访{word}。")

    def _tried(self, callback: Callback) -> None:
        self.drafts[callback.id] = replace(self._draft(callback), result="")
        self.say(f"已登记第 {callback.failures} 次未接通。")

    def _draft(self, callback: Callback) -> CallbackDraft:
        return self.drafts.get(callback.id, CallbackDraft())

    def _current(self) -> Callback | None:
        found = self.facts.found if self.facts else ()
        chosen = next((each for each in found if each.id == self.chosen), None)
        return chosen or next(iter(found), None)

    def _open_one(self) -> Callback | None:
        current = self._current()
        if current is None or not current.is_open:
            self.say("请先选一件待回访。")
            return None
        return current

    def _detail(self, facts: CallbacksFacts) -> CallbackDetail:
        current = self._current()
        if current is None:
            return CallbackDetail()
        plain = current.id in self.unmasked
        left = TRIES - current.failures
        return CallbackDetail(
            callback_id=current.id,
            title=facts.codes.get(current.subject_id, "—"),
            lines=(
                ("客户", current.customer_name if plain else mask_name(current.customer_name)),
                ("电话", current.phone if plain else mask_phone(current.phone)),
                ("到期", f"{current.due_on.month}月{current.due_on.day}日"),
                *_closing(current, facts),
            ),
            masked=not plain,
            phrase=callback_phrase(facts.catalogue, self.staff.staff_no, _TOPIC),
            attempts=tuple(_attempt(current, at, facts) for at in range(len(current.attempts))),
            open=current.is_open,
            why="" if current.is_open else "这件回访已经办结。",
            give_up_why=f"未接通满 {TRIES} 次才能结束，还差 {left} 次。" if left > 0 else "",
            draft=self._draft(current),
        )


def _summary(today: int, late: int) -> str:
    words = [f"今日到期 {today} 件"] if today or not late else []
    return "，".join([*words, f"已过期 {late} 件"] if late else words)


def _closing(callback: Callback, facts: CallbacksFacts) -> tuple[tuple[str, str], ...]:
    if callback.closed_at is None:
        return ()
    who = facts.names.get(callback.closed_by or "", callback.closed_by or "")
    closed = ("办结", f"{day_clock_of(callback.closed_at)} {who}")
    if callback.state is CallbackState.FAILED:
        return closed, ("原因", callback.close_reason)
    level = facts.catalogue.levels.get(callback.level or 0, "")
    return closed, ("评价", level), ("意见", callback.opinion)


def _attempt(callback: Callback, at: int, facts: CallbacksFacts) -> str:
    each = callback.attempts[at]
    who = facts.names.get(each.by, each.by)
    return f"第 {at + 1} 次 {day_clock_of(each.at)} {who}：{ATTEMPT_WORDS[each.result]}"


def _row(callback: Callback, facts: CallbacksFacts) -> CallbackRow:
    word = _STATES.get(callback.state, "待回访")
    tone = ""
    if callback.late(facts.today):
        word, tone = "已过期", "over"
    elif callback.due(facts.today):
        word, tone = "今日到期", "warn"
    return CallbackRow(
        callback_id=callback.id,
        cells=(
            facts.codes.get(callback.subject_id, "—"),
            mask_name(callback.customer_name),
            mask_phone(callback.phone),
            f"{callback.due_on.month}月{callback.due_on.day}日",
            f"{callback.owner} {facts.names.get(callback.owner, '')}".rstrip(),
            f"{callback.failures} 次" if callback.failures else "—",
            word,
        ),
        tone=tone,
    )
