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
        self.banner = ""
        self.facts: Any = None
        self.busy = False
        self._retry: Callable[[], None] | None = None
        self._held: list[_Job] | None = None

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
            self.message, self.banner, self._retry = Message(), "", None
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
        """The banner's button: the last action again under its own key, or a fresh look."""
        again, self._retry = self._retry, None
        if again is not None:
            again()
        else:
            self.refresh()

    def say(self, text: str, *, field: str | None = None, is_error: bool = False) -> None:
        """Puts a sentence into the message line and shows it."""
        self.message = Message(text=text, field=field, is_error=is_error)
        self.tick()

    def dismiss(self) -> None:
        """Clears the message line."""
        self.message = Message()
        self.tick()

    def _seen(self, facts: Any) -> None:
        self.facts = facts
        if self.banner and self._retry is None:
            self.banner = ""
        self.show(self.build())

    def _failed(self, error: Exception) -> None:
        if isinstance(error, RuleBroken):
            self._retry = None
            self.message = Message(text=str(error), field=error.field, is_error=True)
            if isinstance(error, ChangedMeanwhile):
                self.refresh()
                return
        elif isinstance(error, StoreUnavailable):
            self.banner = str(error)
        else:
            log.error("a job failed", exc_info=error)
            self._retry = None
            self.message = Message(text=APOLOGY, is_error=True)
        self.tick()


def _nobody_approves(sentence: str, then: Callable[[str], None]) -> None:
    log.warning("approval wanted, nobody asked: %s", sentence)
