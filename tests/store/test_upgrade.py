"""A hall of the first edition comes along: nothing kept is lost, what is new is filled in."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect, text

from hall_desk import assets
from hall_desk.clock import FakeClock
from hall_desk.domain.services import Service
from hall_desk.domain.tickets import Source, WindowNo
from hall_desk.store.engine import Store
from hall_desk.store.schema import metadata
from hall_desk.store.upgrade import _SCRIPTS, HEAD, current_revision, ensure_current
from hall_desk.usecases import founding, issuing, queries, serving, undoing
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.paidservice import hand_over_sheet
from hall_desk.usecases.verifying import verify_store
from hall_desk.usecases.workorders import unpaid_sheets
from tests.conftest import AT_WORK, MANAGER, Day, found, open_for_business
from tests.usecases.money import give_back
from tests.usecases.test_money import signed
from tests.usecases.test_settlements import ahead, settle

Rows = dict[str, list[dict[str, Any]]]


def bring_to(conn: Connection, revision: str) -> None:
    """The tables of an edition."""
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    config.attributes["connection"] = conn
    command.upgrade(config, revision)


def everything(conn: Connection) -> Rows:
    """Every row of every table, as the database keeps it."""
    return {
        name: [
            dict(row)
            for row in conn.execute(text(f"SELECT * FROM {name} ORDER BY 1, 2")).mappings()
        ]
        for name in inspect(conn).get_table_names()
        if name != "alembic_version"
    }


def columns_of(conn: Connection) -> dict[str, list[str]]:
    look = inspect(conn)
    return {
        name: [column["name"] for column in look.get_columns(name)]
        for name in look.get_table_names()
        if name != "alembic_version"
    }


def copy_rows(conn: Connection, kept: Rows) -> None:
    """What a hall held, as far as the older tables have a place for it."""
    known = columns_of(conn)
    for table in metadata.sorted_tables:
        for row in kept[table.name] if table.name in known else ():
            names = [name for name in row if name in known[table.name]]
            wanted = ", ".join(names)
            values = ", ".join(f":{name}" for name in names)
            conn.execute(
                text(f"INSERT INTO {table.name} ({wanted}) VALUES ({values})"),
                {name: row[name] for name in names},
            )


@pytest.fixture
def old(both_urls: str, clock: FakeClock, tmp_path: Path, home: Path) -> Store:
    """A database of the first edition in the middle of a day, with its key and anchor."""
    modern = Store(f"sqlite:///{tmp_path / 'modern.db'}", key_file=tmp_path / "hall.key")
    ensure_current(modern)
    day = Day(open_for_business(found(modern, clock), clock), clock)
    day.whole_visit("A01")
    day.issue("A02")
    day.serve(3)
    day.issue("C01", ground="Y1")
    with modern.read() as conn:
        kept = everything(conn)
    modern.close()
    store = Store(both_urls, key_file=tmp_path / "hall.key")
    with store.write() as turn:
        bring_to(turn.conn, "0001")
    with store.write() as turn:
        copy_rows(turn.conn, kept)
        # The lists that came later are unknown to a hall of the first edition.
        turn.conn.execute(text("DELETE FROM setting WHERE name IN ('catalogue', 'queue_policy')"))
        turn.conn.execute(text("DELETE FROM code_text WHERE list = 'forbidden_phrase'"))
    shutil.copy(tmp_path / "modern.db.anchor", store.anchor_file)
    return store


@pytest.fixture
def upgraded(old: Store) -> Iterator[tuple[Store, Rows]]:
    """The same database at the program's version, and what it held before."""
    with old.read() as conn:
        before = everything(conn)
    ensure_current(old)
    yield old, before
    old.close()


def test_nothing_that_was_kept_is_lost(upgraded: tuple[Store, Rows]) -> None:
    store, before = upgraded
    with store.read() as conn:
        assert current_revision(conn) == HEAD
        after = everything(conn)
    assert before["ticket"]
    for name, rows in before.items():
        assert len(after[name]) == len(rows), name
        for was, now in zip(rows, after[name], strict=True):
            assert {column: now[column] for column in was} == was
    assert verify_store(store).ok


def test_the_day_goes_on_where_it_stood(upgraded: tuple[Store, Rows], clock: FakeClock) -> None:
    store, _ = upgraded
    clock.set(AT_WORK)
    hall = Hall(store, clock)
    day = Day(hall, clock)
    serving_now = hall.ask(queries.find_at_window, WindowNo(3))
    assert serving_now is not None
    assert serving_now.source is Source.KIOSK
    clock.advance(60)
    day.finish(serving_now)
    assert [item.state for item in hall.ask(serving.items_of, serving_now.id)] == ["done"]
    following = day.call(3)
    assert following is not None
    assert following.code == "C001"
    hall.do(undoing.undo_last, day.clerk(3), None, window=WindowNo(3))
    assert hall.do(issuing.issue, "kiosk", None, service_code="A01").code == "A003"
    assert verify_store(store).ok


def test_what_is_new_is_filled_in_once_and_own_words_stay(
    upgraded: tuple[Store, Rows], clock: FakeClock
) -> None:
    store, _ = upgraded
    with store.write() as turn:
        turn.conn.execute(
            text("UPDATE service SET name_en = '', deadlines = '[]', keywords = '[]'")
        )
        turn.conn.execute(
            text(
                "UPDATE code_text SET text = '您好！', shipped = '' "
                "WHERE code = 'P01' AND list = 'phrase'"
            )
        )
    hall = Hall(store, clock)
    assert not hall.ask(founding.is_complete)
    catalog = founding.read_catalog(assets.resource("catalog/default_hall.json"))
    hall.do(founding.complete, MANAGER, None, catalog=catalog)
    assert hall.ask(founding.is_complete)
    service = hall.ask(lambda reading: reading.get(Service, code="B01"))
    assert [(d.value, d.unit) for d in service.deadlines] == [
        (10, "day"),
        (5, "workday"),
        (5, "workday"),
    ]
    assert service.name_en
    assert hall.ask(queries.words_of, "phrase")["P01"] == "您好！"
    assert len(hall.ask(queries.words_of, "forbidden_phrase")) == 10
    assert hall.ask(queries.setting, "queue_policy")
    with store.read() as conn:
        first = everything(conn)
    hall.do(founding.complete, MANAGER, None, catalog=catalog)
    with store.read() as conn:
        assert everything(conn) == first
    assert verify_store(store).ok


def test_rows_are_kept_in_the_new_tables_too(upgraded: tuple[Store, Rows]) -> None:
    store, _ = upgraded
    with pytest.raises(Exception, match="nothing is deleted"), store.write() as turn:
        turn.conn.exec_driver_sql("DELETE FROM ticket")


def test_a_hall_of_the_third_edition_goes_on_with_its_prepayments(
    both_urls: str, clock: FakeClock, tmp_path: Path, home: Path
) -> None:
    """Money taken in advance before there were settlements is settled now."""
    modern = Store(f"sqlite:///{tmp_path / 'modern.db'}", key_file=tmp_path / "hall.key")
    ensure_current(modern)
    day = Day(open_for_business(found(modern, clock), clock), clock)
    day.count_float()
    prepaid = ahead(day, 20_000)
    give_back(day, prepaid, 5_000)
    with modern.read() as conn:
        kept = everything(conn)
    modern.close()
    store = Store(both_urls, key_file=tmp_path / "hall.key")
    with store.write() as turn:
        bring_to(turn.conn, "0003")
    with store.write() as turn:
        copy_rows(turn.conn, kept)
    shutil.copy(tmp_path / "modern.db.anchor", store.anchor_file)
    with store.read() as conn:
        before = everything(conn)
    assert "settlement" not in before
    ensure_current(store)
    with store.read() as conn:
        assert current_revision(conn) == HEAD
        assert everything(conn) == {**before, "settlement": []}
    day = Day(Hall(store, clock), clock)
    assert settle(day, prepaid, 15_000).code == "JS-000001"
    with pytest.raises(Exception, match="nothing is deleted"), store.write() as turn:
        turn.conn.exec_driver_sql("DELETE FROM settlement")
    assert verify_store(store).ok
    store.close()


def test_a_sheet_of_the_fourth_edition_is_answered_for_by_who_drew_it_up(
    both_urls: str, clock: FakeClock, tmp_path: Path, home: Path
) -> None:
    """Paid services that were open before they had an owner of their own."""
    modern = Store(f"sqlite:///{tmp_path / 'modern.db'}", key_file=tmp_path / "hall.key")
    ensure_current(modern)
    day = Day(open_for_business(found(modern, clock), clock), clock)
    sold = signed(day, ("L02", 1000))
    with modern.read() as conn:
        kept = everything(conn)
    modern.close()
    store = Store(both_urls, key_file=tmp_path / "hall.key")
    with store.write() as turn:
        bring_to(turn.conn, "0004")
    with store.write() as turn:
        copy_rows(turn.conn, kept)
    shutil.copy(tmp_path / "modern.db.anchor", store.anchor_file)
    with store.read() as conn:
        assert "owner" not in columns_of(conn)["sheet"]
    ensure_current(store)
    with store.read() as conn:
        assert current_revision(conn) == HEAD
    day = Day(Hall(store, clock), clock)
    assert day.ask(unpaid_sheets, "1030")[0].sheet == sold
    day.do(hand_over_sheet, sheet_id=sold.id, to="1008", reason="调离")
    assert day.ask(unpaid_sheets, "1030") == []
    assert verify_store(store).ok
    store.close()
