"""Phrases of the hall (用语): edited and restored by the duty manager, with versions (S3-1)."""

from sqlalchemy import bindparam, func, literal_column, select

from hall_desk.domain import phrases
from hall_desk.domain.people import Right
from hall_desk.domain.phrases import PHRASES, CodeText
from hall_desk.store import schema
from hall_desk.store.prepared import Prepared
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import require_right, words_of

FORBIDDEN = "forbidden_phrase"


def edit_phrase(tx: Tx, *, code: str, text: str) -> CodeText:
    """The hall's own words for a moment; every counter shows them from the next use."""
    require_right(tx, Right.SETTINGS)
    phrase = _phrase(tx, code)
    edited = phrases.edit(phrase, text, forbidden_phrases(tx))
    return tx.change(phrase, edited, "edit_phrase", guard="version")


def restore_phrase(tx: Tx, *, code: str) -> CodeText:
    """The shipped words again."""
    require_right(tx, Right.SETTINGS)
    phrase = _phrase(tx, code)
    return tx.change(phrase, phrases.restore(phrase), "restore_phrase", guard="version")


def all_phrases(reading: Reading) -> list[CodeText]:
    """The phrase bank P01 to P26 in its order."""
    table = schema.code_text
    return reading.all(CodeText, table.c.list == PHRASES, order_by=table.c.position)


def forbidden_phrases(reading: Reading) -> tuple[str, ...]:
    """What nobody says to a customer (服务禁语), for training and for the check."""
    return tuple(words_of(reading, FORBIDDEN).values())


def words_version(reading: Reading) -> int:
    """The newest journal entry about words, services or settings: a counter rereads them then."""
    return int(_VERSION.rows(reading.conn, {"hall": reading.hall_id})[0].version or 0)


def _phrase(tx: Tx, code: str) -> CodeText:
    return tx.get(CodeText, list=PHRASES, code=code)


_WORDY = ("code_text", "service", "setting", "hall")
_VERSION = Prepared(
    select(func.max(schema.journal.c.n).label("version")).where(
        schema.journal.c.hall_id == bindparam("hall"),
        schema.journal.c.subject.in_([literal_column(f"'{name}'") for name in _WORDY]),
    )
)
