"""What every presenter does: act, ask, tick; rules answer in a line, faults in a banner."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.store.faults import StoreUnavailable
from hall_desk.store.transaction import ChangedMeanwhile, Reading
from hall_desk.usecases.hall import Hall, new_op

S = TypeVar("S")
R = TypeVar("R")
_Job = tuple[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]]
log = logging.getLogger(__name__)

APOLOGY = "程序出了意外，刚才的操作没有保存；已记入运行日志，请再试一次或告诉管理员。"


class Runner(Protocol):
    """Runs a job away from the window and brings its outcome back to it, in order."""

    def run(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Runs ``job``; later calls ``done`` with its result or ``failed`` with its error."""
        ...


class SyncRunner:
    """Runs everything at once, for tests and the rehearsal."""

    def run(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Runs and reports before it returns."""
        try:
            result = job()
        except Exception as error:
            failed(error)
            return
        done(result)


@dataclass(frozen=True, kw_only=True)
class Message:
    """One sentence for the message line; ``field`` names the input at fault."""

    text: str = ""
    field: str | None = None
    is_error: bool = False


@dataclass(frozen=True, kw_only=True)
class Standing:
    """What failed behind and stands in the banner; ``again`` tries it once more."""

    text: str
    again: Callable[[], None] | None = None


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What a presenter works with."""

    hall: Hall
    runner: Runner


class Presenter(Generic[S]):
    """Makes the state of one window; ``show`` is called with each new state.

    Sub-classes give ``look`` (a question asked on one snapshot, any thread), ``build`` (the state
    from the last facts and now; pure) and call ``act`` for every verb.
    """

    def __init__(self, desk: Desk):
        self.desk = desk
        self.show: Callable[[S], None] = lambda state: None
        self.needs_approval: Callable[[str, Callable[[str], None]], None] = _nobody_approves
        self.message = Message()
        self.store_fault = ""
        self.standing: dict[str, Standing] = {}
        self._to_say: list[str] = []
        self.facts: Any = None
        self.busy = False
        self._retry: Callable[[], None] | None = None
        self._held: list[_Job] | None = None

    @property
    def banner(self) -> str:
        """The fault of the surroundings: the database first, then what failed behind."""
        return self.store_fault or self._standing_words

    @property
    def banner_button(self) -> str:
        """What the banner's button does: 重试, or 知道了 where nothing is to be tried."""
        first = next(iter(self.standing.values()), None)
        known = first is not None and first.again is None and not self.store_fault
        return "知道了" if known else "重试"

    @property
    def may_put_away(self) -> bool:
        """Whether the banner may be put away although it can be tried again."""
        return bool(self.standing) and not self.store_fault and self.banner_button == "重试"

    def look(self, reading: Reading) -> Any:
        """Everything the state needs from the database, on one snapshot."""
        raise NotImplementedError

    def build(self) -> S:
        """The state at this moment, from the last facts; no database."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Looks again and shows; called after own writes and by the change feed."""
        self.desk.runner.run(lambda: self.desk.hall.ask(self.look), self._seen, self._failed)

    def tick(self) -> None:
        """Shows the state of this second; costs no database."""
        if self.facts is not None:
            self._say_next()
            self.show(self.build())

    def act(
        self,
        verb: Callable[..., Any],
        actor: str,
        *,
        then: Callable[[Any], None] | None = None,
        op: str | None = None,
        approvable: bool = False,
        **kwargs: Any,
    ) -> None:
        """Runs a verb of the hall once; a second press while it runs is ignored.

        ``approvable`` verbs take ``approved_by``: when the rules want the duty manager, the
        window asks for a sign-in and the verb runs again with it.
        """
        if self.busy:
            return
        self.busy = True
        key = op or new_op()

        def _done(result: Any) -> None:
            self.busy = False
            self.message, self.store_fault, self._retry = Message(), "", None
            held: list[_Job] = []
            outer, self._held = self._held, held
            try:
                if then is not None:
                    then(result)
            finally:
                self._held = outer
                self.refresh()
                for papers in held:
                    self.run_behind(*papers)

        def _no(error: Exception) -> None:
            self.busy = False
            if isinstance(error, ApprovalNeeded) and approvable:
                self.needs_approval(str(error), _with_approval)
                return
            # The same key again: a retry after an unknown outcome never doubles.
            self._retry = lambda: self.act(verb, actor, then=then, op=key, **kwargs)
            self._failed(error)

        def _with_approval(staff_no: str) -> None:
            self.act(verb, actor, then=then, op=key, **{**kwargs, "approved_by": staff_no})

        self.desk.runner.run(lambda: self.write_down(verb, actor, key, kwargs), _done, _no)

    def write_down(
        self, verb: Callable[..., Any], actor: str, op: str, given: dict[str, Any]
    ) -> Any:
        """Runs the verb away from the window; a presenter may keep its key on this PC first."""
        return self.desk.hall.do(verb, actor, op, **given)

    def run(self, job: Callable[[], R], then: Callable[[R], None], *, quiet: bool = False) -> None:
        """Runs any other job away from the window, such as a paper or a password check."""
        if self.busy and not quiet:
            return
        self.busy = self.busy or not quiet

        def _done(result: R) -> None:
            self.busy = self.busy and quiet
            then(result)

        def _no(error: Exception) -> None:
            self.busy = self.busy and quiet
            self._failed(error)

        if quiet:
            self.run_behind(job, _done, _no)
        else:
            self.desk.runner.run(job, _done, _no)

    def run_behind(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Runs a job nobody waits for: what was just done comes to the screen before it."""
        if self._held is None:
            self.desk.runner.run(job, done, failed)
        else:
            self._held.append((job, done, failed))

    def retry(self) -> None:
        """The banner's button: the last action again under its own key, or a fresh look; then
        what failed behind is tried again, or put away.
        """
        again, self._retry = self._retry, None
        if again is not None:
            again()
        elif self.store_fault or not self.standing:
            self.refresh()
        else:
            fault = self.standing.pop(next(iter(self.standing)))
            self.tick()
            if fault.again is not None:
                fault.again()

    def say(self, text: str, *, field: str | None = None, is_error: bool = False) -> None:
        """Puts a sentence into the message line and shows it."""
        self.message = Message(text=text, field=field, is_error=is_error)
        self.tick()

    def ended(
        self,
        cause: str,
        *,
        fault: str = "",
        done: str = "",
        again: Callable[[], None] | None = None,
    ) -> None:
        """How something behind ended. Its fault stands in the banner until the same ends well or
        somebody puts it away; no other sentence covers it, and it covers none.
        """
        if fault:
            self.standing[cause] = Standing(text=fault, again=again)
        else:
            self.standing.pop(cause, None)
            self.tell(done)
        self.tick()

    def put_away(self) -> None:
        """The banner's fault is known and not wanted any more."""
        if self.standing and not self.store_fault:
            self.standing.pop(next(iter(self.standing)))
            self.tick()

    def tell(self, words: str) -> None:
        """Says what ended well behind; a refusal is not covered, the words wait until it goes."""
        if words:
            self._to_say.append(words)
            self.tick()

    def dismiss(self) -> None:
        """Clears the message line."""
        self.message = Message()
        self.tick()

    def _seen(self, facts: Any) -> None:
        self.facts = facts
        if self._retry is None:
            self.store_fault = ""
        self._say_next()
        self.show(self.build())

    def _failed(self, error: Exception) -> None:
        if isinstance(error, RuleBroken):
            self._retry = None
            self.message = Message(text=str(error), field=error.field, is_error=True)
            if isinstance(error, ChangedMeanwhile):
                self.refresh()
                return
        elif isinstance(error, StoreUnavailable):
            self.store_fault = str(error)
        else:
            log.error("a job failed", exc_info=error)
            self._retry = None
            self.message = Message(text=APOLOGY, is_error=True)
        self.tick()

    @property
    def _standing_words(self) -> str:
        """The oldest fault, and how many more there are."""
        texts = [fault.text for fault in self.standing.values()]
        more = f"（另有 {len(texts) - 1} 处）" if len(texts) > 1 else ""
        return f"{texts[0]}{more}" if texts else ""

    def _say_next(self) -> None:
        """Says what waited to be said: behind what was said before, once."""
        if not self._to_say or self.message.is_error:
            return
        said = self.message.text
        for words in self._to_say:
            said = said if words in said else f"{said}{words}"
        self._to_say.clear()
        self.message = Message(text=said)


def _nobody_approves(sentence: str, then: Callable[[str], None]) -> None:
    log.warning("approval wanted, nobody asked: %s", sentence)
