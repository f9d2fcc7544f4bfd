"""The tables: migrations make exactly what the program's schema says, on both databases."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, inspect
from sqlalchemy.exc import IntegrityError

from hall_desk.store import upgrade
from hall_desk.store.engine import Store
from hall_desk.store.faults import StoreRefused
from hall_desk.store.schema import metadata
from hall_desk.store.upgrade import HEAD, current_revision, ensure_current
from tests.conftest import new_postgres


@pytest.fixture
def migrated(both_urls: str) -> Iterator[Store]:
    """An empty database brought to the program's version."""
    store = Store(both_urls)
    ensure_current(store)
    yield store
    store.close()


@pytest.fixture
def modelled(migrated: Store, request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database of the same kind made from the schema's own words."""
    if migrated.is_sqlite:
        engine = create_engine("sqlite://")
    else:
        engine = create_engine(new_postgres(request.getfixturevalue("postgres_server")))
    metadata.create_all(engine)
    yield engine
    engine.dispose()


def shape_of(engine: Engine) -> dict[str, dict[str, Any]]:
    """What a database says about its own tables."""
    look = inspect(engine)
    return {
        name: {
            "columns": {
                column["name"]: (
                    str(column["type"]),
                    column["nullable"],
                    str(column["default"]).removesuffix("::text"),
                )
                for column in look.get_columns(name)
            },
            "key": look.get_pk_constraint(name)["constrained_columns"],
            "foreign": sorted(
                (key["constrained_columns"], key["referred_table"], key["referred_columns"])
                for key in look.get_foreign_keys(name)
            ),
            "indexes": {
                index["name"]: (
                    index["column_names"],
                    bool(index["unique"]),
                    str(index.get("dialect_options", {}).get(f"{engine.name}_where", "")),
                )
                for index in look.get_indexes(name)
            },
            "checks": {
                check["name"]: check["sqltext"] for check in look.get_check_constraints(name)
            },
        }
        for name in look.get_table_names()
        if name != "alembic_version"
    }


def test_migrations_make_exactly_the_schema(migrated: Store, modelled: Engine) -> None:
    made, wanted = shape_of(migrated.engine), shape_of(modelled)
    assert made.keys() == wanted.keys() == metadata.tables.keys()
    for name in wanted:
        for part, value in wanted[name].items():
            assert made[name][part] == value, f"{name}: {part}"


def test_a_second_opening_changes_nothing(migrated: Store) -> None:
    before = shape_of(migrated.engine)
    ensure_current(migrated)
    with migrated.read() as conn:
        assert current_revision(conn) == HEAD
    assert shape_of(migrated.engine) == before


def test_every_table_of_the_hall_is_strict_and_keyed_by_the_hall(store: Store) -> None:
    with store.read() as conn:
        rows = conn.exec_driver_sql("PRAGMA table_list").mappings().all()
    strict = {row["name"]: row["strict"] for row in rows}
    assert all(strict[name] for name in metadata.tables)
    for name, table in metadata.tables.items():
        if name != "hall":
            assert next(iter(table.primary_key)).name == "hall_id", name


def test_sqlite_takes_no_text_for_a_number(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as turn:
        turn.conn.exec_driver_sql("INSERT INTO hall (id, level) VALUES ('one', 'county+')")


@pytest.mark.parametrize(
    "row",
    [
        "INSERT INTO hall (id, level) VALUES (1, 'village')",
        "INSERT INTO staff (hall_id, staff_no, name, role) VALUES (77, '1', 'x', 'clerk')",
    ],
)
def test_the_database_refuses_what_breaks_its_checks(migrated: Store, row: str) -> None:
    with pytest.raises(IntegrityError), migrated.write() as turn:
        turn.conn.exec_driver_sql(row)


def test_a_newer_database_is_refused_with_a_sentence_and_untouched(migrated: Store) -> None:
    with migrated.write() as turn:
        turn.conn.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    before, bytes_before = shape_of(migrated.engine), digest(migrated)
    with pytest.raises(StoreRefused, match=r"数据库版本（9999）比本程序（.+）新，请先升级程序"):
        ensure_current(migrated)
    assert shape_of(migrated.engine) == before
    with migrated.read() as conn:
        assert current_revision(conn) == "9999"
    assert digest(migrated) == bytes_before


def digest(store: Store) -> str:
    """The bytes of the closed SQLite file; PostgreSQL keeps its own."""
    if store.path is None:
        return ""
    with store.engine.connect() as conn:
        conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    store.let_go()
    return hashlib.sha256(store.path.read_bytes()).hexdigest()


def test_the_newest_migration_is_the_programs_version() -> None:
    scripts = sorted((upgrade._SCRIPTS / "versions").glob("[0-9]*.py"))
    assert scripts[-1].name.startswith(f"{HEAD}_")
