"""Opening the database: SQLite in WAL with full sync by default, PostgreSQL by URL."""

import importlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, DBAPIError, InterfaceError, OperationalError

from hall_desk.store.faults import StoreRefused, StoreUnavailable
from hall_desk.store.journal import load_key
from hall_desk.store.lock import WriterLock
from hall_desk.store.prepared import Prepared

SAFE_SQLITE = (3, 51, 3)
BUSY_MS = 5000
_FILE_GONE = "数据库文件被移走或换掉了，请放回原文件；刚才的操作没有保存。"
_BEGIN_WRITING = Prepared(text("BEGIN IMMEDIATE"))
_BEGIN_READING = Prepared(text("BEGIN"))
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "davfs", "fuse.sshfs", "ncpfs"}


def sqlite_module() -> ModuleType:
    """A SQLite without the WAL-reset fault if there is one, else Python's own."""
    try:
        return importlib.import_module("pysqlite3.dbapi2")
    except ImportError:
        return importlib.import_module("sqlite3")


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A writer's turn: the connection, and what to do once the commit stands."""

    conn: Connection
    after_commit: list[Callable[[int], None]]


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """What the database runs on, read back from it."""

    engine: str
    version: str
    journal_mode: str
    synchronous: str
    note: str


class Store:
    """An open database. ``write`` gives the one writer's turn, ``read`` a snapshot."""

    def __init__(self, url: str, *, create: bool = True, key_file: Path | None = None):
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self.path = Path(self.url.database) if self.is_sqlite and self.url.database else None
        self._spare: list[Connection] = []
        self._identity: tuple[int, int] | None = None
        self.engine = self._engine(create)
        self._check_file()
        try:
            self.key_file = key_file or self._beside(".key")
            self.key = self._load_key(create)
            self.anchor_file = self._beside(".anchor")
            self.closings_file = self._beside(".closings.jsonl")
            self.lock = WriterLock(self.anchor_file)
        except (OSError, ValueError) as fault:
            self.engine.dispose()
            raise StoreRefused(f"日志密钥文件打不开（{fault}），请找管理员。") from fault
        except StoreUnavailable:
            self.engine.dispose()
            raise

    def _load_key(self, create: bool) -> bytes:
        """The chain's key. A journal that has one never gets another: it would not fit."""
        if not self.key_file.exists() and self._has_journal():
            raise StoreRefused(
                f"找不到日志密钥文件 {self.key_file}，请从原来的电脑或备份拷来；数据没有改动。"
            )
        return load_key(self.key_file, create=create)

    def _has_journal(self) -> bool:
        if self.path is not None and not self.path.exists():
            return False
        with self.read() as conn:
            if not inspect(conn).has_table("journal"):
                return False
            return conn.exec_driver_sql("SELECT 1 FROM journal LIMIT 1").first() is not None

    def pending_file(self, window: int) -> Path:
        """Where a window of this PC keeps the keys of payments it sent and nobody answered."""
        return self._beside(f".pending-{window}")

    def _beside(self, suffix: str) -> Path:
        if self.path is not None:
            return self.path.with_name(self.path.name + suffix)
        from hall_desk import settings

        name = f"{self.url.host or 'local'}-{self.url.database}".replace("/", "_")
        folder = settings.data_dir()
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"{name}{suffix}"

    def _engine(self, create: bool) -> Engine:
        if not self.is_sqlite:
            return _postgres_engine(self.url)
        if self.path is None:
            raise StoreRefused("SQLite 数据库须是一个文件。")
        if not self.path.exists() and not create:
            raise StoreRefused(f"找不到数据库文件 {self.path}。")
        refuse_network_disk(self.path)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise StoreUnavailable(f"建不了数据文件夹 {self.path.parent}：{fault}") from fault
        return _sqlite_engine(self.url)

    @contextmanager
    def write(self) -> Iterator[Turn]:
        """The one writer's turn; commits at the end, then calls back with the anchor's file."""
        self._check_file()
        with saying_why(), self._writer() as conn, self.lock.held() as fd:
            turn = Turn(conn=conn, after_commit=[])
            with conn.begin():
                yield turn
            with suppress(OSError):  # the change stands, and an anchor that lags is still true
                for call in turn.after_commit:
                    call(fd)

    @contextmanager
    def _writer(self) -> Iterator[Connection]:
        """A connection to write with; SQLite's is kept, because making it ready costs a tenth."""
        conn = self._spare.pop() if self._spare else self._new_writer()
        try:
            yield conn
        except BaseException:
            conn.close()
            raise
        if self.is_sqlite:
            self._spare.append(conn)
        else:
            conn.close()

    def _new_writer(self) -> Connection:
        return self.engine.connect().execution_options(hall_write=True)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection on one snapshot; never writes."""
        self._check_file()
        with saying_why(), self.engine.connect() as conn:
            if not self.is_sqlite:
                conn.execution_options(isolation_level="REPEATABLE READ")
            with conn.begin():
                yield conn

    def _check_file(self) -> None:
        """A file moved away or replaced while open would take every change with it unseen."""
        if self.path is None:
            return
        try:
            found = self.path.stat()
        except OSError as fault:
            if self._identity is None:
                return  # not yet made: the first connection makes it
            raise StoreUnavailable(_FILE_GONE) from fault
        identity = (found.st_dev, found.st_ino)
        if self._identity is None:
            self._identity = identity
        elif identity != self._identity:
            raise StoreUnavailable(_FILE_GONE)

    def diagnose(self) -> Diagnosis:
        """Pragmas read back, for the diagnosis page and the tests."""
        with self.read() as conn:
            if not self.is_sqlite:
                version = str(conn.exec_driver_sql("SHOW server_version").scalar())
                sync = str(conn.exec_driver_sql("SHOW synchronous_commit").scalar())
                return Diagnosis(
                    engine="PostgreSQL",
                    version=version,
                    journal_mode="wal",
                    synchronous=sync,
                    note="",
                )
            mode = str(conn.exec_driver_sql("PRAGMA journal_mode").scalar())
            sync = str(conn.exec_driver_sql("PRAGMA synchronous").scalar())
            version = str(conn.exec_driver_sql("SELECT sqlite_version()").scalar())
        note = "" if mode == "wal" else f"SQLite {version} 较旧，已改用 DELETE 日志方式。"
        names = {"1": "NORMAL", "2": "FULL", "3": "EXTRA"}
        return Diagnosis(
            engine="SQLite",
            version=version,
            journal_mode=mode,
            synchronous=names.get(sync, sync),
            note=note,
        )

    def let_go(self) -> None:
        """Closes the connections nobody uses; the next use makes new ones."""
        while self._spare:
            self._spare.pop().close()
        self.engine.dispose()

    def close(self) -> None:
        """Closes all connections."""
        self.let_go()
        self.lock.close()


def _sqlite_engine(url: URL) -> Engine:
    module = sqlite_module()
    given = {
        "timeout": BUSY_MS / 1000,
        "check_same_thread": False,
        # The driver throws out the newest of a full cache and would prepare it again each time.
        "cached_statements": 1024,
    }
    engine = create_engine(url, module=module, connect_args=given)
    safe = tuple(int(part) for part in module.sqlite_version.split(".")) >= SAFE_SQLITE

    @event.listens_for(engine, "connect")
    def _prepare(dbapi_connection: Any, record: Any) -> None:
        dbapi_connection.isolation_level = None
        run = dbapi_connection.execute
        mode = "WAL" if safe else "DELETE"
        sync = "FULL" if safe else "EXTRA"
        got = run(f"PRAGMA journal_mode={mode}").fetchone()[0]
        if got.upper() != mode:
            raise StoreRefused(f"数据库不能用 {mode} 日志方式打开（现为 {got}）。")
        run(f"PRAGMA synchronous={sync}")
        run("PRAGMA foreign_keys=ON")
        run("PRAGMA recursive_triggers=ON")
        run("PRAGMA cache_size=-8000")
        read_back = [
            run(f"PRAGMA {name}").fetchone()[0]
            for name in ("synchronous", "foreign_keys", "recursive_triggers")
        ]
        if read_back != [2 if safe else 3, 1, 1]:
            raise StoreRefused("数据库没有接受安全设置，请找管理员。")

    @event.listens_for(engine, "begin")
    def _begin(conn: Connection) -> None:
        writing = conn.get_execution_options().get("hall_write", False)
        (_BEGIN_WRITING if writing else _BEGIN_READING).run(conn, {})

    return engine


def _postgres_engine(url: URL) -> Engine:
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return create_engine(
        url,
        pool_pre_ping=True,
        connect_args={
            "connect_timeout": 5,
            "options": "-c lock_timeout=5000 -c client_min_messages=warning",
        },
    )


@contextmanager
def saying_why() -> Iterator[None]:
    """Turns the driver's errors into one sentence that says what to do."""
    try:
        yield
    except (OperationalError, InterfaceError) as fault:
        raise StoreUnavailable(_advice(_reason(fault))) from fault
    except DBAPIError as fault:
        if fault.connection_invalidated:
            raise StoreUnavailable("与数据库的连接断开了，正在重试。") from fault
        if type(fault) is DatabaseError:  # damaged, or no database at all
            raise StoreUnavailable(_advice(str(fault.orig))) from fault
        raise


# A PostgreSQL server tells its reasons in its own language; the codes are the same everywhere.
_STATES = {"55P03": "lock timeout", "53100": "disk is full"}


def _reason(fault: DBAPIError) -> str:
    return _STATES.get(getattr(fault.orig, "sqlstate", None) or "", str(fault.orig))


def _advice(reason: str) -> str:
    known = (
        ("disk is full", "磁盘已满，请清理磁盘后重试。刚才的操作没有保存。"),
        ("readonly", "数据文件只读，请检查文件夹权限。刚才的操作没有保存。"),
        ("locked", "数据库正忙，请稍候重试。刚才的操作没有保存。"),
        ("lock timeout", "数据库正忙，请稍候重试。刚才的操作没有保存。"),
        ("malformed", "数据库文件已损坏，请停用并从备份恢复。"),
        ("not a database", "这个文件不是 hall_desk 的数据库。"),
        ("unable to open", "数据库文件打不开，请检查路径和权限。"),
        ("disk I/O error", "磁盘读写出错，请检查磁盘。刚才的操作没有保存。"),
    )
    for sign, advice in known:
        if sign in reason:
            return advice
    return "数据库连不上，请检查网络和服务器；恢复后会自动继续。"


def refuse_network_disk(path: Path) -> None:
    """SQLite's locks do not hold on network disks: use PostgreSQL there."""
    if _on_network(path.resolve()):
        raise StoreRefused("数据库不能放在网络磁盘上；多台电脑请改用 PostgreSQL。")


def _on_network(path: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        remote = 4
        drive = path.drive + "\\"
        return str(path).startswith("\\\\") or (
            ctypes.windll.kernel32.GetDriveTypeW(drive) == remote
        )
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False
    mounts = [line.split()[1:3] for line in lines if len(line.split()) > 2]
    fitting = [m for m in mounts if path.is_relative_to(m[0].replace("\\040", " "))]
    return bool(fitting) and max(fitting, key=lambda m: len(m[0]))[1] in _NETWORK
