"""The auditor's export: whole, masked, safe in a spreadsheet; the verifier finds every change."""

import csv
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from hall_desk import assets
from hall_desk.__main__ import main
from hall_desk.clock import FakeClock
from hall_desk.domain.auditfiles import TABLES, cell_text, safe_text
from hall_desk.domain.errors import RuleBroken
from hall_desk.store import schema
from hall_desk.store.columns import canonical
from hall_desk.store.transaction import Tx
from hall_desk.usecases import auditing, closings, dayfigures
from hall_desk.usecases.auditing import AuditWish, export_audit
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.verifying import verify_store
from tests.conftest import MANAGER, Day
from tests.money_days import FIRST, close, open_next, take, three_days
from tests.usecases.test_settlements import ahead, settle

VERIFIER = assets.resource("docs/verify_journal.py")
LAST = FIRST + timedelta(days=2)
MONEY = ("vouchers.csv", "voids.csv", "tenders.csv", "refunds.csv", "closings.csv")


@pytest.fixture
def three(hall: Hall, clock: FakeClock) -> Day:
    return three_days(hall, clock)


def exported(day: Day, folder: Path, **wish: Any) -> Path:
    return export_audit(day.hall, AuditWish(folder=folder, **wish))


FULL: dict[str, Any] = {"full": True, "by": MANAGER, "reason": "年度审计"}


def run(*arguments: object) -> tuple[int, str]:
    """The verifier's answer, from a Python without any package."""
    command = [sys.executable, "-I", "-S", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


def keys(hall: Hall) -> tuple[str, ...]:
    path = hall.store.path
    return ("--key", f"{path}.key", "--anchor", f"{path}.anchor")


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# -- what is in the folder -----------------------------------------------------------------------


def test_the_folder_holds_every_table_the_journal_and_how_to_check_them(
    three: Day, tmp_path: Path
) -> None:
    folder = exported(three, tmp_path / "audit")
    names = {path.name for path in folder.iterdir()}
    assert names == {
        *(table.file for table in TABLES), "audit.xlsx", "journal.jsonl", "manifest.json",
        "verify_journal.py", "journal-format.md",
    }  # fmt: skip
    counts = {name: len(rows_of(folder / name)) for name in MONEY}
    assert counts == {
        "vouchers.csv": 12, "voids.csv": 3, "tenders.csv": 15, "refunds.csv": 2, "closings.csv": 3,
    }  # fmt: skip
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for name, told in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == told["sha256"]
    assert manifest["head"]["n"] == len((folder / "journal.jsonl").read_text("utf-8").splitlines())
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".audit")] == []
    code, words = run(folder / "verify_journal.py", folder)
    assert (code, "12 vouchers.csv" in words, "was not checked" in words) == (0, True, True), words


def test_names_and_accounts_are_masked_unless_a_manager_says_why(
    three: Day, tmp_path: Path
) -> None:
    masked = exported(three, tmp_path / "masked", by=MANAGER)
    for path in masked.iterdir():
        assert "张三".encode() not in path.read_bytes()
        assert b"3600123450127" not in path.read_bytes()
    row = rows_of(masked / "vouchers.csv")[0]
    assert (row["户名"], row["户号"], row["应收"]) == ("张*", "360******0127", "100.00")
    whole = exported(three, tmp_path / "whole", **FULL)
    assert rows_of(whole / "vouchers.csv")[0]["户名"] == "张三"
    with three.hall.store.read() as conn:
        actions = [
            row[0] for row in conn.exec_driver_sql("SELECT action FROM journal ORDER BY n DESC")
        ]
    assert actions[0] == "export_journal"
    assert "export_audit" in actions
    with pytest.raises(RuleBroken, match="--by"):
        exported(three, tmp_path / "other", full=True)
    with pytest.raises(RuleBroken):
        exported(three, tmp_path / "other", by="1032")


def test_a_span_holds_its_days_only_and_verifies(three: Day, tmp_path: Path) -> None:
    day = FIRST + timedelta(days=1)
    folder = exported(three, tmp_path / "audit", first=day, last=day, **FULL)
    assert {row["营业日"] for row in rows_of(folder / "vouchers.csv")} == {"2026-03-13"}
    code, words = run(VERIFIER, folder, *keys(three.hall))
    assert (code, "the chain of the journal is whole" in words) == (0, True), words


def test_a_folder_with_something_in_it_is_refused_and_a_stopped_export_leaves_nothing(
    three: Day, tmp_path: Path
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("x")
    with pytest.raises(RuleBroken, match="已有内容"):
        exported(three, tmp_path / "mine")

    def _stop(step: str) -> None:
        if step == "写电子表格":
            raise auditing.Stopped

    wish = AuditWish(folder=tmp_path / "stopped")
    with pytest.raises(auditing.Stopped):
        export_audit(three.hall, wish, _stop)
    assert [path.name for path in tmp_path.iterdir() if "stopped" in path.name] == []


def test_the_workbook_says_the_same_with_real_numbers(three: Day, tmp_path: Path) -> None:
    folder = exported(three, tmp_path / "audit")
    book = CalamineWorkbook.from_path(str(folder / "audit.xlsx"))
    assert book.sheet_names == [table.name for table in TABLES]
    rows = book.get_sheet_by_name("凭证").to_python()
    titles = [str(title) for title in rows[0]]
    told = [dict(zip(titles, row, strict=True)) for row in rows[1:]]
    lines = rows_of(folder / "vouchers.csv")
    assert [row["凭证号"] for row in told] == [line["凭证号"] for line in lines]
    assert [row["应收"] for row in told] == [float(line["应收"]) for line in lines]
    assert told[0]["营业日"] == FIRST


NASTY = (
    "=1+1",
    "+1",
    "-1",
    "@x",
    "'=1",
    '两, "行',
    "20260312778899001122",
    "007",
    "😀𬭎",
    "<r>x</r>",
)


def test_nasty_words_come_back_whole_and_no_spreadsheet_takes_them_for_a_formula(
    hall: Hall, clock: FakeClock, tmp_path: Path
) -> None:
    day = Day(hall, clock)
    day.count_float(3)
    for words in NASTY:
        take(day, 100, purpose=words)
    folder = exported(day, tmp_path / "audit", **FULL)
    cells = [row["事由"] for row in rows_of(folder / "vouchers.csv")]
    assert [cell.removeprefix("'") for cell in cells[:4]] == ["=1+1", "+1", "-1", "@x"]
    for cell, words in zip(cells, NASTY, strict=True):
        assert not re.match(r"[=+\-@\t\r\n]|[0-9]{12}|0[0-9]", cell)
        assert (cell[1:] if cell.startswith("'") else cell) == words
    assert safe_text("'a") == "''a"
    code, words = run(VERIFIER, folder, *keys(hall))
    assert code == 0, words


def test_an_older_payment_without_series_and_ways_verifies(
    hall: Hall, clock: FakeClock, tmp_path: Path
) -> None:
    """What an earlier program wrote: the tables were completed when it was brought up to date."""
    day = Day(hall, clock)
    day.count_float(3)
    paid = take(day, 8_640)

    def _old(tx: Tx) -> None:
        fields = {"series", "kind", "lines", "invoice_kind", "invoice_date", "invoice_fen"}
        number = tx.next_number("voucher")
        old = replace(paid, id=tx.new_id(), voucher_no=number, lines=())
        told = {n: getattr(old, n) for n in old.__dataclass_fields__ if n not in fields}
        from hall_desk.store.records import values_of

        tx.conn.execute(schema.payment.insert().values(hall_id=1, **values_of(old)))
        tx.conn.execute(
            schema.tender.insert().values(
                hall_id=1, payment_id=old.id, position=1, business_date=old.business_date,
                method="CASH", amount_fen=old.due_fen,
            )
        )  # fmt: skip
        tx.note("take_payment", "payment", {"id": old.id}, after=told)

    day.do(_old)
    folder = exported(day, tmp_path / "audit", **FULL)
    code, words = run(VERIFIER, folder, *keys(hall))
    assert code == 0, words
    close(day)
    remark = day.ask(lambda r: dayfigures.make(r, dayfigures.days_of(r, FIRST, FIRST)[0]).lists)
    assert "remark" not in remark


# -- tampering -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def verifier() -> dict[str, Any]:
    """The verifier in this process."""
    words: dict[str, Any] = {"__name__": "verify_journal"}
    exec(compile(VERIFIER.read_text("utf-8"), VERIFIER.name, "exec"), words)
    return words


def seal(folder: Path) -> None:
    """A forger makes the manifest fit again; it has no key."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    for name, told in manifest["files"].items():
        told["sha256"] = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    path.write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")


def verdict(verifier: dict[str, Any], folder: Path, hall: Hall) -> str:
    key = bytes.fromhex(Path(f"{hall.store.path}.key").read_text("ascii").strip())
    try:
        verifier["check_folder"](folder, key, None)
    except verifier["Bad"] as bad:
        return str(bad)
    return ""


def test_every_cell_of_every_line_that_was_changed_is_found(
    three: Day, tmp_path: Path, verifier: dict[str, Any]
) -> None:
    open_next(three, LAST + timedelta(days=1))
    three.count_float()
    settle(three, ahead(three), 8_640)
    folder = exported(three, tmp_path / "audit", **FULL)
    assert verdict(verifier, folder, three.hall) == ""
    for table in TABLES:
        path = folder / table.file
        whole = path.read_bytes()
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))
        for at in (1, len(rows) - 1):
            for column in range(len(rows[0])):
                forged = [list(row) for row in rows]
                forged[at][column] += "1"
                _write(path, forged)
                seal(folder)
                said = verdict(verifier, folder, three.hall)
                assert f"{table.file} line {at + 1}" in said, (table.file, rows[0][column], said)
        for forged in (rows[:-1], [*rows, rows[-1]], [rows[0], *rows[2:]]):
            _write(path, forged)
            seal(folder)
            assert table.file in verdict(verifier, folder, three.hall)
        path.write_bytes(whole)
    seal(folder)
    assert verdict(verifier, folder, three.hall) == ""


def _write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)


@pytest.mark.parametrize("ahead", [FIRST - timedelta(days=9), FIRST + timedelta(days=30)])
def test_a_day_before_the_last_closed_one_verifies_while_it_runs_and_after(
    hall: Hall, clock: FakeClock, tmp_path: Path, ahead: date
) -> None:
    day = three_days(hall, clock)
    open_next(day, FIRST + timedelta(days=31))  # by a clock that is a month ahead
    day.count_float()
    take(day, 8_000)
    close(day)
    open_next(day, ahead, date_seen=True)
    day.count_float()
    take(day, 12_300)
    verifies(day, tmp_path / "running")
    close(day)
    closing = hall.ask(closings.last_closing)
    assert closing is not None
    assert (closing.number, closing.net_fen) == (5, 12_300)
    verifies(day, tmp_path / "closed")


def verifies(day: Day, folder: Path) -> None:
    """The program's verifier and the auditor's accept the hall."""
    verdict = verify_store(day.hall.store)
    assert verdict.ok, verdict.problem
    exported(day, folder, **FULL)
    code, words = run(VERIFIER, folder, *keys(day.hall))
    assert code == 0, words


@pytest.mark.parametrize("masked", [False, True])
def test_a_workbook_changed_with_its_checksum_is_found_by_the_seal(
    three: Day, tmp_path: Path, masked: bool
) -> None:
    folder = exported(three, tmp_path / "audit", **({} if masked else FULL))
    code, words = run(VERIFIER, folder, *keys(three.hall))
    assert (code, "the manifest's seal fits" in words) == (0, True), words
    with (folder / "audit.xlsx").open("ab") as book:
        book.write(b"another sum")
    seal(folder)
    code, words = run(VERIFIER, folder, *keys(three.hall))
    assert (code, "its seal does not fit" in words) == (1, True), words
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    del manifest["seal"]
    path.write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")
    assert run(VERIFIER, folder, *keys(three.hall))[0] == 1


def test_a_file_changed_missing_or_added_is_named(
    three: Day, tmp_path: Path, verifier: dict[str, Any]
) -> None:
    folder = exported(three, tmp_path / "audit", **FULL)
    for path in sorted(folder.iterdir()):
        if path.name == "manifest.json":
            continue
        content = path.read_bytes()
        path.write_bytes(content + b" ")
        assert f"file {path.name} was changed" in verdict(verifier, folder, three.hall)
        path.unlink()
        assert f"file {path.name} is missing" in verdict(verifier, folder, three.hall)
        path.write_bytes(content)
    (folder / "vouchers-2.csv").write_text("x")
    assert "does not belong" in verdict(verifier, folder, three.hall)


def test_a_changed_journal_in_the_folder_is_found(
    three: Day, tmp_path: Path, verifier: dict[str, Any]
) -> None:
    folder = exported(three, tmp_path / "audit", **FULL)
    path = folder / "journal.jsonl"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = next(n for n, line in enumerate(lines) if '"take_payment"' in line)
    forged = lines[at].replace("10000", "10001")
    path.write_text("".join([*lines[:at], forged, *lines[at + 1 :]]), "utf-8")
    seal(folder)
    assert verdict(verifier, folder, three.hall).startswith(f"entry {at + 1} was changed")
    path.write_text("".join(lines[:-1]), "utf-8")
    seal(folder)
    assert "does not end where" in verdict(verifier, folder, three.hall)


def insider(verifier: dict[str, Any], folder: Path, change: Callable[[Any], None]) -> str:
    """What the checks of sums and numbers say of records somebody with the key wrote."""
    lines = (folder / "journal.jsonl").read_text("utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    records = verifier["replay"](entries)
    change(records)
    hashes = {entry["n"]: entry["hash"] for entry in entries}
    try:
        verifier["check_numbers"](records)
        verifier["check_sums"](records)
        verifier["check_closings"](records, hashes)
    except verifier["Bad"] as bad:
        return str(bad)
    return ""


def first(records: dict[str, Any], subject: str) -> dict[str, Any]:
    found: dict[str, Any] = next(iter(records[subject].values()))
    return found


def drop(subject: str) -> Callable[[Any], None]:
    return lambda records: records[subject].pop(next(iter(records[subject])))


def put(subject: str, **values: Any) -> Callable[[Any], None]:
    return lambda records: first(records, subject).update(values)


def void_refunded(records: Any) -> None:
    """A voucher is void though money was given back for it."""
    number = first(records, "refund")["payment_id"]
    records["payment"][str(number)]["voided_at"] = "2026-03-12T02:00:00.000000Z"


def close_twice(records: Any) -> None:
    """The second closing is of the first one's day."""
    one, two, _ = records["closing_record"].values()
    two["business_date"] = one["business_date"]


def content(**values: Any) -> Callable[[Any], None]:
    return lambda records: first(records, "closing_record")["content"].update(values)


def series(**values: Any) -> Callable[[Any], None]:
    return lambda records: first(records, "closing_record")["content"]["series"][0].update(values)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda records: None, ""),
        (drop("payment"), "number SJ-000001 is missing"),
        (drop("refund"), "number TK-000001 is missing"),
        (drop("closing_record"), "number Z-000001 is missing"),
        (put("payment", voucher_no=2), "stands twice"),
        (drop("tender"), "do not make up"),
        (put("tender", amount_fen=1), "do not make up"),
        (put("tender", payment_id=999_999), "was never written"),
        (put("payment", change_fen=1), "received less change"),
        (put("refund", amount_fen=99_999_999), "more was given back"),
        (lambda records: void_refunded(records), "more was given back"),
        (put("closing_record", net_fen=1), "its net is not"),
        (put("closing_record", perpetual_fen=1), "perpetual total"),
        (put("closing_record", head_hash="0" * 64), "another entry"),
        (lambda records: close_twice(records), "a day that was closed before"),
        (content(net_fen=1), "another net_fen"),
        (content(perpetual_fen=1), "another perpetual_fen"),
        (content(series=[]), "names other series"),
        (content(methods=[]), "sums by way of payment"),
        (content(refunds={"count": 1, "sum_fen": 0}), "other refunds"),
        (series(first="SJ-000002"), "another first"),
        (series(last="SJ-000009"), "another last"),
        (series(count=3), "another count"),
        (series(sum_fen=1), "another sum_fen"),
        (series(void_fen=1), "another void_fen"),
    ],
)
def test_numbers_sums_and_closings_that_do_not_agree_are_named(
    shared: Path, verifier: dict[str, Any], change: Callable[[Any], None], said: str
) -> None:
    assert said in insider(verifier, shared, change)
    assert bool(said) == bool(insider(verifier, shared, change))


def older(records: Any) -> None:
    """The first day was closed by a program that wrote no closing records yet."""
    one, *later = records["closing_record"].values()
    del records["closing_record"][str(one["number"])]
    for number, closing in enumerate(later, 1):
        closing["number"] = number


def test_days_without_a_closing_record_count_in_the_first_ones_total(
    shared: Path, verifier: dict[str, Any]
) -> None:
    assert insider(verifier, shared, older) == ""


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory, open_files: Path) -> Path:
    """One export for the checks that change no file."""
    from hall_desk.domain.days import hall_date
    from tests.conftest import AT_WORK, copy_of

    place = tmp_path_factory.mktemp("shared")
    clock = FakeClock(AT_WORK)
    assert hall_date(AT_WORK) == FIRST
    store = copy_of(open_files, place)
    day = three_days(Hall(store, clock), clock)
    folder = exported(day, place / "audit", **FULL)
    store.close()
    return folder


def test_a_row_changed_in_the_database_does_not_verify(
    three: Day, tmp_path: Path, verifier: dict[str, Any]
) -> None:
    """The tables come from the rows, the checks from the journal."""
    for n, statement in enumerate(
        (
            "UPDATE payment SET purpose = 'x' WHERE voucher_no = 2",
            "UPDATE tender SET method = 'QR' WHERE position = 2",
            "UPDATE refund SET reason = 'x' WHERE refund_no = 1",
            "UPDATE closing_record SET closed_by = 'x' WHERE number = 2",
        )
    ):
        with three.hall.store.write() as turn:
            turn.conn.exec_driver_sql(statement)
        folder = exported(three, tmp_path / f"audit{n}", **FULL)
        assert "is not what the journal says" in verdict(verifier, folder, three.hall)


# -- both sides agree ----------------------------------------------------------------------------


def test_program_and_verifier_know_the_same_tables_and_write_cells_alike(
    verifier: dict[str, Any],
) -> None:
    theirs = {
        file: (subject, only, verifier["columns_of"](words))
        for file, (subject, only, words) in verifier["TABLES"].items()
    }
    ours = {t.file: (t.subject, t.only, list(t.columns)) for t in TABLES}
    assert theirs == ours
    record = {
        "t": "=a", "n": None, "i": 7, "y": -50, "m": "2026-03-12T16:00:01.250000Z",
        "j": {"b": 1, "a": ["中"]}, "s": "SJ", "v": 12,
    }  # fmt: skip
    for source in ("text:t", "text:n", "text:i", "yuan:y", "yuan:n", "moment:m", "moment:n",
                   "json:j", "code:s:v", "code:=TK:v"):  # fmt: skip
        assert verifier["cell"](source, record) == cell_text(source, record, canonical)


def test_the_command_writes_the_folder_and_says_how_to_check_it(
    three: Day, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "out"
    command = ["audit", "export", str(target), "--database", f"sqlite:///{three.hall.store.path}"]
    assert main([*command, "--from", "2026-03-12", "--to", "2026-03-13"]) == 0
    told = capsys.readouterr().out.strip().partition("python3 ")[2].split()
    code, words = run(*told)
    assert (code, "the manifest's seal fits" in words) == (0, True), words
    assert main(command) == 2
    assert "已有内容" in capsys.readouterr().err
