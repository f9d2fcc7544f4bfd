"""What a test asks of the database, statement by statement."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from hall_desk.store.engine import Store


@contextmanager
def statements_of(store: Store) -> Iterator[list[str]]:
    """Collects the statements that run inside the block."""
    said: list[str] = []

    def _hear(conn: Any, cursor: Any, statement: str, *rest: Any) -> None:
        del conn, cursor, rest
        said.append(statement)

    event.listen(store.engine, "before_cursor_execute", _hear)
    try:
        yield said
    finally:
        event.remove(store.engine, "before_cursor_execute", _hear)
