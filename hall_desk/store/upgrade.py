"""Bringing a database to the program's version by Alembic; a newer one is refused."""

from pathlib import Path

from sqlalchemy import Connection, inspect

from hall_desk.store.engine import Store
from hall_desk.store.faults import StoreRefused

HEAD = "0005"
_SCRIPTS = Path(__file__).parent / "migrations"


def current_revision(conn: Connection) -> str | None:
    """The version of the database, or None for an empty one."""
    if not inspect(conn).has_table("alembic_version"):
        return None
    return conn.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def ensure_current(store: Store) -> None:
    """Upgrades an older or empty database; refuses a newer one with a sentence."""
    with store.read() as conn:
        found = current_revision(conn)
    if found == HEAD:
        return
    if found is not None and not any(_SCRIPTS.glob(f"versions/{found}_*.py")):
        raise StoreRefused(
            f"数据库版本（{found}）比本程序（{HEAD}）新，请先升级程序；数据没有改动。"
        )
    # Alembic costs a quarter of a second to import: only when there is something to do.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS))
    with store.write() as turn:
        if current_revision(turn.conn) == HEAD:
            return
        config.attributes["connection"] = turn.conn
        command.upgrade(config, HEAD)
