"""The hall's door to its records: ``do`` runs a verb in one transaction, ``ask`` a question."""

import secrets
import time
from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import IntegrityError

from hall_desk.clock import Clock
from hall_desk.domain.errors import RefusedAndNoted, RuleBroken
from hall_desk.store import schema
from hall_desk.store.anchor import Anchor, write_anchor
from hall_desk.store.engine import Store, Turn
from hall_desk.store.faults import StoreUnavailable
from hall_desk.store.prepared import Prepared
from hall_desk.store.records import record_by_id
from hall_desk.store.transaction import ChangedMeanwhile, Reading, Tx

P = ParamSpec("P")
R = TypeVar("R")
FIRST_HALL = 1


def new_op() -> str:
    """A fresh operation key: one per press, kept for its retries.

    It begins with the time since boot, so that new keys stand together at one place of their
    index however long that is; half of it is chance.
    """
    return f"{time.monotonic_ns():016x}{secrets.token_hex(8)}"


class Hall:
    """One hall in an open database."""

    pick: Callable[[str], str] = staticmethod(secrets.choice)
    """How a sign of a secret code is drawn."""

    def __init__(self, store: Store, clock: Clock, hall_id: int = FIRST_HALL):
        self.store = store
        self.clock = clock
        self.hall_id = hall_id

    def do(
        self,
        verb: Callable[Concatenate[Tx, P], R],
        actor: str,
        op: str | None = None,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> R:
        """Runs a verb in one write transaction as ``actor`` (工号).

        A retry with the same ``op`` gives the first outcome and changes nothing. Raises
        ``RuleBroken`` when the rules say no, ``StoreUnavailable`` when the database does.
        """
        key = op or new_op()
        try:
            outcome: R = self._run(verb, actor, key, args, kwargs)
            return outcome
        except (IntegrityError, RuleBroken, StoreUnavailable) as refusal:
            done, before = self._outcome_of(key, tolerant=isinstance(refusal, StoreUnavailable))
            if done:
                return before  # type: ignore[no-any-return]
            if isinstance(refusal, IntegrityError) and _taken_already(refusal):
                raise ChangedMeanwhile("刚刚有别的窗口更改了这条记录，请再试一次。") from refusal
            raise

    def _run(self, verb: Any, actor: str, op: str, args: Any, kwargs: Any) -> Any:
        result, refusal = None, None
        with self.store.write() as turn:
            (head,) = _HEAD.rows(turn.conn, {"hall": self.hall_id})
            tx = Tx(
                conn=turn.conn,
                hall_id=self.hall_id,
                now=self.clock.now(),
                actor=actor,
                op=op,
                key=self.store.key,
                head_n=head.n,
                head_hash=head.hash,
                pick=self.pick,
            )
            try:
                result = verb(tx, *args, **kwargs)
            except RefusedAndNoted as noted:
                refusal = noted
            if tx.head_n != head.n:
                self.move_head(turn, tx)
        if refusal is not None:
            raise refusal
        return result

    def move_head(self, turn: Turn, tx: Tx) -> None:
        """Keeps the journal's new head in the database and, after the commit, outside it."""
        values = {"hall": self.hall_id, "n": tx.head_n, "hash": tx.head_hash}
        _MOVE_HEAD.run(turn.conn, values)
        anchor = Anchor(hall_id=self.hall_id, n=tx.head_n, hash=tx.head_hash)
        turn.after_commit.append(lambda fd: write_anchor(fd, anchor))

    def _outcome_of(self, op: str, *, tolerant: bool) -> tuple[bool, Any]:
        """Whether the operation was committed before, and the record it made."""
        table = schema.journal
        query = select(table.c.subject, table.c.subject_id).where(
            table.c.hall_id == self.hall_id, table.c.op == op
        )
        try:
            with self.store.read() as conn:
                row = conn.execute(query).first()
                if row is None:
                    return False, None
                found = record_by_id(row.subject, row.subject_id)
                if found is None:
                    return True, None
                reading = Reading(conn=conn, hall_id=self.hall_id, now=self.clock.now())
                kind, record_key = found
                return True, reading.find(kind, **record_key)
        except StoreUnavailable:
            if tolerant:
                return False, None
            raise

    def ask(
        self, question: Callable[Concatenate[Reading, P], R], *args: P.args, **kwargs: P.kwargs
    ) -> R:
        """Answers a question on one snapshot; writes nothing."""
        with self.store.read() as conn:
            reading = Reading(
                conn=conn, hall_id=self.hall_id, now=self.clock.now(), key=self.store.key
            )
            return question(reading, *args, **kwargs)


def _taken_already(refusal: IntegrityError) -> bool:
    """Whether a unique key refused; a PostgreSQL server says it in its own language."""
    state = getattr(refusal.orig, "sqlstate", None)
    return state == "23505" if state else "UNIQUE" in str(refusal.orig).upper()


def _head_query() -> Prepared:
    table = schema.journal_head
    return Prepared(
        select(table.c.n, table.c.hash)
        .where(table.c.hall_id == bindparam("hall"))
        .with_for_update()
    )


def _head_update() -> Prepared:
    table = schema.journal_head
    return Prepared(
        update(table)
        .where(table.c.hall_id == bindparam("hall"))
        .values(n=bindparam("n"), hash=bindparam("hash"))
    )


_HEAD = _head_query()
_MOVE_HEAD = _head_update()
