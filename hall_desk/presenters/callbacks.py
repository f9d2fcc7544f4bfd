"""Callbacks after paid services (有偿服务回访, Art. 26): the list, one in hand, what came of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hall_desk.domain.callbacks import (
    ATTEMPT_WORDS,
    FAILURES,
    TRIES,
    AttemptResult,
    Callback,
)
from hall_desk.domain.days import hall_date
from hall_desk.domain.masking import mask_name, mask_phone
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.people import Right, Staff
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.callbacks_parts import closing, row_of, story, summary
from hall_desk.presenters.callbacks_state import (
    CallbackDetail,
    CallbackDraft,
    CallbacksFacts,
    CallbacksState,
)
from hall_desk.presenters.counter_phrases import callback_phrase
from hall_desk.presenters.persons import heir_choices, person_of
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases import callbacks
from hall_desk.usecases.counters import catalogue_of
from hall_desk.usecases.heirs import handovers_of, heirs

DAYS = 30
_TOPIC = "有偿服务"


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
            heirs=tuple(heirs(reading)),
            handovers=handovers_of(reading, Callback, [each.id for each in found]),
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
            rows=tuple(row_of(each, facts) for each in facts.found),
            detail=self._detail(facts),
            summary=summary(today, late),
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
        """Ctrl+Enter: what came of this call, or who makes it instead."""
        current = self._current()
        how = self._draft(current).how if current is not None else ""
        if how == "missed":
            self.note_attempt()
        elif how == "handed":
            self.hand_over()
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

    def hand_over(self) -> None:
        """转交: another person calls this customer; the journal keeps why (S3-7)."""
        current = self._open_one()
        if current is None:
            return
        draft = self._draft(current)
        self.act(
            callbacks.hand_over_callback,
            self.staff.staff_no,
            then=self._handed,
            callback_id=current.id,
            to=draft.heir,
            reason=draft.handover_reason,
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

    def _handed(self, callback: Callback) -> None:
        names = self.facts.names if self.facts else {}
        self._settled(callback, f"已转交 {person_of(callback.owner, names)}")

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
                ("责任人", person_of(current.owner, facts.names)),
                *closing(current, facts),
            ),
            masked=not plain,
            phrase=callback_phrase(facts.catalogue, self.staff.staff_no, _TOPIC),
            attempts=story(current, facts),
            open=current.is_open,
            why="" if current.is_open else "这件回访已经办结。",
            heirs=heir_choices(facts.heirs, current.owner),
            give_up_why=f"未接通满 {TRIES} 次才能结束，还差 {left} 次。" if left > 0 else "",
            draft=self._draft(current),
        )
