"""Opening the database, and what happens when it cannot be used or its answer is lost."""

import errno
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.store import engine as engines
from hall_desk.store.engine import Store, Turn
from hall_desk.store.faults import StoreRefused, StoreUnavailable
from hall_desk.store.upgrade import ensure_current
from hall_desk.usecases import calling, issuing, queries, serving
from hall_desk.usecases.hall import Hall, new_op
from hall_desk.usecases.verifying import verify_store
from tests.conftest import Day, found, open_for_business, open_hall

NOBODY = 65534


# -- how SQLite is opened ------------------------------------------------------------------------


def test_sqlite_runs_in_wal_with_full_sync_read_back(store: Store) -> None:
    diagnosis = store.diagnose()
    assert (diagnosis.journal_mode, diagnosis.synchronous) == ("wal", "FULL")
    assert tuple(map(int, diagnosis.version.split("."))) >= engines.SAFE_SQLITE
    assert diagnosis.note == ""
    assert pragmas(store) == {"foreign_keys": 1, "recursive_triggers": 1, "synchronous": 2}


def test_an_old_sqlite_falls_back_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "sqlite_module", lambda: looking_old("3.51.2"))
    store = Store(f"sqlite:///{tmp_path / 'hall.db'}")
    ensure_current(store)
    diagnosis = store.diagnose()
    assert (diagnosis.journal_mode, diagnosis.synchronous) == ("delete", "EXTRA")
    assert "较旧" in diagnosis.note
    assert pragmas(store)["synchronous"] == 3
    store.close()


def looking_old(version: str) -> ModuleType:
    """The real SQLite under an older version's name."""
    old = ModuleType("old_sqlite")
    old.__dict__.update(_REAL.__dict__)
    old.__dict__["sqlite_version"] = version
    return old


_REAL = engines.sqlite_module()


def pragmas(store: Store) -> dict[str, int]:
    with store.read() as conn:
        return {
            name: int(conn.exec_driver_sql(f"PRAGMA {name}").scalar() or 0)
            for name in ("foreign_keys", "recursive_triggers", "synchronous")
        }


def test_a_disk_on_the_network_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "_on_network", lambda path: True)
    with pytest.raises(StoreRefused, match=r"网络磁盘.*PostgreSQL"):
        Store(f"sqlite:///{tmp_path / 'hall.db'}")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_database_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="找不到数据库文件"):
        Store(f"sqlite:///{tmp_path / 'hall.db'}", create=False)
    assert list(tmp_path.iterdir()) == []


def test_another_file_is_not_taken_for_a_database(tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    path.write_text("营业日报\n" * 500, encoding="utf-8")
    with pytest.raises(StoreUnavailable, match="不是 hall_desk 的数据库"):
        ensure_current(Store(f"sqlite:///{path}"))
    assert [file.name for file in tmp_path.iterdir()] == ["hall.db"]


def test_a_damaged_database_is_told(hall: Hall) -> None:
    path = hall.store.path
    assert path is not None
    hall.store.close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * 4096 * 8 + content[4096 * 9 :])
    store = Store(f"sqlite:///{path}")
    with pytest.raises(StoreUnavailable, match="已损坏"):
        Hall(store, hall.clock).do(issuing.issue, "kiosk", None, service_code="A01")
    store.close()


def test_a_server_that_does_not_answer_is_told(home: Path) -> None:
    with pytest.raises(StoreUnavailable, match="数据库连不上"):
        Store("postgresql://nobody@127.0.0.1:9/hall")


def test_a_busy_database_is_told(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    path = hall.store.path
    assert path is not None
    monkeypatch.setattr(engines, "BUSY_MS", 50)
    quick = Store(f"sqlite:///{path}")
    stranger = _REAL.connect(str(path), isolation_level=None)
    stranger.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnavailable, match="正忙"):
        Hall(quick, hall.clock).do(issuing.issue, "kiosk", None, service_code="A01")
    stranger.execute("ROLLBACK")
    stranger.close()
    assert Hall(quick, hall.clock).do(issuing.issue, "kiosk", None, service_code="A01").number == 1
    quick.close()


def test_an_existing_hall_without_its_key_is_refused_and_gets_no_other(
    both_urls: str, clock: FakeClock
) -> None:
    store, _ = open_hall(both_urls, clock)
    key_file = store.key_file
    store.close()
    key_file.rename(key_file.with_suffix(".moved"))
    with pytest.raises(StoreRefused, match="密钥"):
        Store(both_urls)
    assert not key_file.exists()


# -- a disk that cannot be written ---------------------------------------------------------------


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another user can reach too."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@contextmanager
def unprivileged() -> Iterator[None]:
    """Root may write everything: for a while, act as nobody."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_read_only_file_is_told_and_nothing_is_half_written(
    folder: Path, clock: FakeClock
) -> None:
    store, hall = open_hall(f"sqlite:///{folder / 'hall.db'}", clock)
    before = hall.ask(lambda reading: reading.all(Ticket))
    # The connections of the pool are open for writing: the next one is not.
    store.let_go()
    for file in folder.iterdir():
        file.chmod(0o444)
    folder.chmod(0o555)
    with unprivileged(), pytest.raises(StoreUnavailable, match=r"只读|打不开"):
        hall.do(issuing.issue, "kiosk", None, service_code="A01")
    folder.chmod(0o755)
    for file in folder.iterdir():
        file.chmod(0o644)
    assert hall.ask(lambda reading: reading.all(Ticket)) == before
    assert hall.do(issuing.issue, "kiosk", None, service_code="A01").number == 1
    assert verify_store(store).ok
    store.close()


@contextmanager
def small_tmpfs(folder: Path) -> Iterator[Callable[[], None]]:
    """A disk of 2 MB; the call makes it larger."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder], check=True)

    def grow() -> None:
        subprocess.run(["mount", "-o", "remount,size=16m", folder], check=True)

    try:
        yield grow
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@contextmanager
def small_limit(folder: Path) -> Iterator[Callable[[], None]]:
    """No file may grow beyond 2 MB; the call lifts the limit."""
    import resource  # not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, hard))
    try:
        yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def can_mount() -> bool:
    if sys.platform == "win32" or os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as name:
        mount = ["mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", name]
        try:
            if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
                return False
        except OSError:
            return False
        return subprocess.run(["umount", name], check=False).returncode == 0


FULL_DISKS: dict[str, Any] = {} if sys.platform == "win32" else {"limit": small_limit}
if can_mount():
    FULL_DISKS["tmpfs"] = small_tmpfs


@pytest.mark.parametrize("way", FULL_DISKS)
def test_a_full_disk_is_told_and_nothing_is_half_written(
    way: str, folder: Path, clock: FakeClock
) -> None:
    full_disk: Callable[[Path], AbstractContextManager[Callable[[], None]]] = FULL_DISKS[way]
    with full_disk(folder) as make_room:
        store = Store(f"sqlite:///{folder / 'hall.db'}")
        ensure_current(store)
        hall = open_for_business(found(store, clock), clock)
        day = Day(hall, clock)
        acknowledged: list[int] = []
        with pytest.raises(StoreUnavailable, match=r"磁盘.*没有保存") as told:
            issue_on(day, acknowledged)
        assert not isinstance(told.value, StoreRefused)
        assert [ticket.number for ticket in tickets_of(hall)] == acknowledged
        assert verify_store(store).ok

        make_room()
        assert day.issue("A01").number == len(acknowledged) + 1
        assert verify_store(store).ok
        store.close()


def issue_on(day: Day, acknowledged: list[int]) -> None:
    for _ in range(2_000):
        acknowledged.append(day.issue("A01").number)


def tickets_of(hall: Hall) -> list[Ticket]:
    return sorted(hall.ask(lambda reading: reading.all(Ticket)), key=lambda ticket: ticket.number)


def test_an_anchor_that_cannot_be_written_undoes_nothing(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*words: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "pwrite", fail)
    assert hall.do(issuing.issue, "kiosk", None, service_code="A01").number == 1
    monkeypatch.undo()
    assert verify_store(hall.store).ok


# -- an answer that is lost ----------------------------------------------------------------------


class CutAfterCommit(Store):
    """The line breaks right after the commit, ``cuts`` times; the change stands."""

    cuts = 0
    blind = False

    @contextmanager
    def write(self) -> Iterator[Turn]:
        with super().write() as turn:
            yield turn
        if self.cuts > 0:
            self.cuts -= 1
            raise StoreUnavailable("与数据库的连接断开了，正在重试。")

    @contextmanager
    def read(self) -> Iterator[Any]:
        if self.blind:
            raise StoreUnavailable("数据库连不上，请检查网络和服务器；恢复后会自动继续。")
        with super().read() as conn:
            yield conn


@pytest.fixture
def shaky(both_urls: str, clock: FakeClock) -> Iterator[tuple[Hall, CutAfterCommit]]:
    """An open hall whose line can be cut."""
    store = CutAfterCommit(both_urls)
    ensure_current(store)
    yield open_for_business(found(store, clock), clock), store
    store.close()


def test_a_lost_answer_gives_the_first_outcome(shaky: tuple[Hall, CutAfterCommit]) -> None:
    hall, store = shaky
    store.cuts = 1
    issued = hall.do(issuing.issue, "kiosk", new_op(), service_code="A01")
    store.cuts = 1
    called = hall.do(calling.call_next, "1032", new_op(), window=WindowNo(3))
    assert called is not None
    assert (called.id, called.number, called.state) == (issued.id, 1, "called")
    for verb, state in ((serving.start, "serving"), (serving.finish, "done")):
        store.cuts = 1
        assert hall.do(verb, "1032", new_op(), ticket_id=issued.id).state == state
    assert len(tickets_of(hall)) == 1
    assert verify_store(store).ok


def test_a_retry_after_a_wholly_lost_line_doubles_nothing(
    shaky: tuple[Hall, CutAfterCommit],
) -> None:
    hall, store = shaky
    op = new_op()
    store.cuts, store.blind = 1, True
    with pytest.raises(StoreUnavailable):
        hall.do(issuing.issue, "kiosk", op, service_code="A01")
    store.blind = False
    first = hall.do(issuing.issue, "kiosk", op, service_code="A01")
    assert first.number == 1
    assert hall.do(issuing.issue, "kiosk", op, service_code="A01") == first
    assert len(tickets_of(hall)) == 1
    assert hall.do(issuing.issue, "kiosk", new_op(), service_code="A01").number == 2


def test_a_hundred_cuts_double_nothing(shaky: tuple[Hall, CutAfterCommit]) -> None:
    hall, store = shaky
    for number in range(1, 101):
        store.cuts = number % 3
        op = new_op()
        assert hall.do(issuing.issue, "kiosk", op, service_code="A01").number == number
        assert hall.do(issuing.issue, "kiosk", op, service_code="A01").number == number
    assert [ticket.number for ticket in tickets_of(hall)] == list(range(1, 101))
    assert verify_store(store).ok


def test_a_refusal_is_still_a_refusal(shaky: tuple[Hall, CutAfterCommit]) -> None:
    hall, _ = shaky
    with pytest.raises(RuleBroken):
        hall.do(issuing.issue, "kiosk", new_op(), service_code="nothing")


def test_a_database_moved_away_while_open_is_said_and_takes_no_change(hall: Hall, day: Day) -> None:
    path = hall.store.path
    assert path is not None
    aside = path.with_name("aside.db")
    path.rename(aside)
    with pytest.raises(StoreUnavailable, match="被移走或换掉"):
        day.issue()
    path.write_bytes(b"")
    with pytest.raises(StoreUnavailable, match="被移走或换掉"):
        hall.ask(queries.waiting)
    path.unlink()
    aside.rename(path)
    assert day.issue().code == "A001"
