"""A hall of the first edition compared with a new one: what money and paper need is in both."""

from pathlib import Path

import pytest
from sqlalchemy import text

from hall_desk import assets
from hall_desk.clock import FakeClock
from hall_desk.domain.hall import Setting
from hall_desk.store.engine import Store
from hall_desk.store.transaction import Reading
from hall_desk.store.upgrade import ensure_current
from hall_desk.usecases import founding, moneyrules, paidservice, queries
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.verifying import verify_store
from tests.conftest import MANAGER, found
from tests.store.test_upgrade import Rows, everything, old, upgraded  # noqa: F401

FIRST_SETTINGS = (
    "hours", "closed_weekdays", "blocked_fees", "holiday_years", "reply_workdays",
)  # fmt: skip
"""The settings a hall of the first edition was founded with."""

LATER_LISTS = ("skip_reason", "refund_reason", "error_grade", "forbidden_phrase", "phrase_moment")


def settings(reading: Reading) -> dict[str, object]:
    """Every setting by its name."""
    return {each.name: each.value for each in reading.all(Setting)}


def words(reading: Reading) -> dict[str, list[tuple[str, str]]]:
    """The lists of codes, each in its order."""
    found: dict[str, list[tuple[str, str]]] = {}
    query = text('SELECT list, code, text FROM code_text ORDER BY list, "position", code')
    for name, code, word in reading.conn.execute(query):
        found.setdefault(name, []).append((code, word))
    return found


CATALOG = founding.read_catalog(assets.resource("catalog/default_hall.json"))


@pytest.fixture
def aged(upgraded: tuple[Store, Rows], clock: FakeClock) -> Hall:  # noqa: F811
    """The upgraded hall with only the lists of its day."""
    store, _ = upgraded
    names = ", ".join(f"'{name}'" for name in FIRST_SETTINGS)
    with store.write() as turn:
        turn.conn.execute(text(f"DELETE FROM setting WHERE name NOT IN ({names})"))
        lists = ", ".join(f"'{name}'" for name in LATER_LISTS)
        turn.conn.execute(text(f"DELETE FROM code_text WHERE list IN ({lists})"))
        turn.conn.execute(
            text("UPDATE code_text SET text = '打错了' WHERE list = 'void_reason' AND code = 'V1'")
        )
    return Hall(store, clock)


def test_an_older_hall_lacks_nothing_a_new_one_has(
    aged: Hall, clock: FakeClock, tmp_path: Path
) -> None:
    fresh_store = Store(f"sqlite:///{tmp_path / 'fresh.db'}")
    ensure_current(fresh_store)
    fresh = found(fresh_store, clock)
    aged.do(founding.complete, MANAGER, None, catalog=CATALOG)
    new, came = fresh.ask(settings), aged.ask(settings)
    assert came == new
    theirs, ours = fresh.ask(words), aged.ask(words)
    assert ours.keys() == theirs.keys()
    for name, rows in theirs.items():
        mine = dict(ours[name])
        assert mine.keys() == dict(rows).keys(), name
        if name != "void_reason":
            assert ours[name] == rows, name
    assert dict(ours["void_reason"])["V1"] == "打错了", "own words stay"
    for question in (queries.services, paidservice.price_list):
        assert aged.ask(question) == fresh.ask(question)
    assert aged.ask(moneyrules.money_rules) == fresh.ask(moneyrules.money_rules)
    offered = aged.ask(moneyrules.methods_offered)
    assert [m.code for m in offered] == [m.code for m in fresh.ask(moneyrules.methods_offered)]
    assert verify_store(aged.store).ok
    fresh_store.close()


def test_completing_twice_changes_nothing_more(aged: Hall) -> None:
    aged.do(founding.complete, MANAGER, None, catalog=CATALOG)
    with aged.store.read() as conn:
        first = everything(conn)
    aged.do(founding.complete, MANAGER, None, catalog=CATALOG)
    with aged.store.read() as conn:
        assert everything(conn) == first


def test_a_method_the_hall_had_no_word_for_is_offered_with_one(aged: Hall) -> None:
    aged.do(founding.complete, MANAGER, None, catalog=CATALOG)
    known = aged.ask(queries.words_of, "payment_method")
    assert set(aged.ask(moneyrules.money_rules).methods) <= known.keys()
