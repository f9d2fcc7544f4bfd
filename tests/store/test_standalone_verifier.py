"""The verifier for strangers, and the page it was written from: both agree with the program."""

import json
import re
import shutil
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from hall_desk import assets
from hall_desk.__main__ import main
from hall_desk.store.anchor import Anchor, write_anchor
from hall_desk.store.journal import Entry, entry_hash, export_line
from hall_desk.usecases.hall import Hall
from tests.conftest import Day
from tests.store.test_journal import KEY, small_journal

PAGE = assets.resource("docs/journal-format.md")
VERIFIER = assets.resource("docs/verify_journal.py")
KEY_BLOCK, FIRST_BLOCK, SECOND_BLOCK, EXPORT_BLOCK, ANCHOR_BLOCK = range(5)


def blocks() -> list[list[str]]:
    """The lines of the page's examples."""
    found = re.findall(r"^```\n(.*?)\n```$", PAGE.read_text("utf-8"), re.M | re.S)
    return [block.split("\n") for block in found]


def ask(*arguments: object) -> tuple[int, str]:
    """The verifier's answer, from a Python without any package."""
    command = [sys.executable, "-I", "-S", str(VERIFIER), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Export, key and anchor of a small journal."""
    entries = small_journal()
    write(tmp_path, "export.jsonl", [export_line(entry) for entry in entries])
    write(tmp_path, "key", [KEY.hex()])
    with (tmp_path / "anchor").open("wb") as file:
        last = entries[-1]
        write_anchor(file.fileno(), Anchor(hall_id=1, n=last.n, hash=last.hash))
    return tmp_path


def write(folder: Path, name: str, lines: list[str]) -> None:
    (folder / name).write_bytes("".join(f"{line}\n" for line in lines).encode())


def verdict_on(folder: Path) -> tuple[int, str]:
    return ask(folder / "export.jsonl", "--key", folder / "key", "--anchor", folder / "anchor")


# -- the page ------------------------------------------------------------------------------------


def test_the_worked_example_is_what_the_program_computes() -> None:
    page = blocks()
    key = bytes.fromhex(page[KEY_BLOCK][0])
    previous = "0" * 64
    for (message, hash_), line in zip(
        (page[FIRST_BLOCK], page[SECOND_BLOCK]), page[EXPORT_BLOCK], strict=True
    ):
        entry = Entry(**json.loads(line))
        told, *fields = json.loads(message)
        assert told == previous
        assert fields == list(asdict(entry).values())[:-1]
        assert json.dumps([told, *fields], separators=(",", ":"), ensure_ascii=False) == message
        assert entry_hash(key, previous, entry) == entry.hash == hash_
        assert export_line(entry) == line
        previous = hash_


def test_the_worked_example_verifies(tmp_path: Path) -> None:
    page = blocks()
    write(tmp_path, "export.jsonl", page[EXPORT_BLOCK])
    write(tmp_path, "key", page[KEY_BLOCK])
    n_and_hash = json.loads(page[ANCHOR_BLOCK][0])
    with (tmp_path / "anchor").open("wb") as file:
        write_anchor(file.fileno(), Anchor(hall_id=1, n=n_and_hash[1], hash=n_and_hash[2]))
    record = (tmp_path / "anchor").read_text("ascii")
    assert (len(record), record.rstrip()) == (200, page[ANCHOR_BLOCK][0])
    assert verdict_on(tmp_path) == (0, f"OK: 2 entries, last 2 {n_and_hash[2]}\n")


def test_the_page_names_the_fields_in_their_order() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", PAGE.read_text("utf-8"), re.M)
    assert rows == list(Entry.__dataclass_fields__)


# -- the verifier --------------------------------------------------------------------------------


def test_it_imports_nothing_but_the_standard_library() -> None:
    imported = re.findall(r"^(?:import|from) (\w+)", VERIFIER.read_text("utf-8"), re.M)
    assert imported
    assert set(imported) <= set(sys.stdlib_module_names)


def test_it_accepts_what_the_program_exports(hall: Hall, tmp_path: Path) -> None:
    day = Day(hall, hall.clock)  # type: ignore[arg-type]
    for _ in range(3):
        day.whole_visit()
    path = hall.store.path
    assert path is not None
    export = tmp_path / "journal.jsonl"
    database = f"sqlite:///{path}"
    command = ["journal", "export", "--database", database, "--out", str(export)]
    files = ("--key", f"{path}.key", "--anchor", f"{path}.anchor")
    assert main(command) == 0
    assert ask(export, *files)[0] == 2
    assert main([*command, "--full", "--by", "0906", "--reason", "年度核对"]) == 0
    assert main(["verify", "--database", database]) == 0
    code, words = ask(export, *files)
    assert code == 0, words
    lines = export.read_text("utf-8").splitlines(keepends=True)
    assert words.startswith(f"OK: {len(lines)} entries, last {len(lines)} ")

    export.write_text("".join(lines[:-1]), encoding="utf-8", newline="\n")
    assert ask(export, *files) == (
        1,
        f"BAD: entry {len(lines)} is missing: the anchor knows {len(lines)} entries\n",
    )


@pytest.mark.parametrize(
    ("change", "answer"),
    [
        (lambda lines: lines[:2] + lines[3:], "entry 3 is missing"),
        (lambda lines: [lines[1], lines[0], *lines[2:]], "entry 1 is missing or out of order"),
        (lambda lines: [*lines[:2], lines[1], *lines[2:]], "entry 3 is missing or out of order"),
        (lambda lines: lines[:-1], "entry 6 is missing: the anchor knows 6"),
        (lambda lines: [], "entry 1 is missing"),
        (lambda lines: [*lines[:4], lines[4].replace("1032", "1008"), lines[5]], "entry 5"),
        (lambda lines: [lines[0].replace(",", ", "), *lines[1:]], "line 1"),
        (lambda lines: [*lines, "{}"], "line 7"),
    ],
)
def test_it_names_the_first_bad_entry(folder: Path, change: object, answer: str) -> None:
    lines = [export_line(entry) for entry in small_journal()]
    assert callable(change)
    write(folder, "export.jsonl", change(lines))
    code, words = verdict_on(folder)
    assert code == 1
    assert words.startswith(f"BAD: {answer}"), words


def test_another_key_or_a_missing_file_is_told_apart(folder: Path) -> None:
    write(folder, "key", [bytes(32).hex()])
    assert verdict_on(folder)[0] == 1
    shutil.move(folder / "key", folder / "elsewhere")
    assert verdict_on(folder)[0] == 2


def test_every_flipped_bit_of_an_export_is_found(folder: Path) -> None:
    """In this process, as a new one for each of 9,000 bits would take long."""
    words: dict[str, object] = {"__name__": "verify_journal"}
    exec(compile(VERIFIER.read_text("utf-8"), VERIFIER.name, "exec"), words)
    read_export, check_chain, bad = words["read_export"], words["check_chain"], words["Bad"]
    assert callable(read_export)
    assert callable(check_chain)
    assert isinstance(bad, type)
    export = folder / "export.jsonl"
    content = export.read_bytes()
    for bit in range(len(content) * 8):
        damaged = bytearray(content)
        damaged[bit // 8] ^= 1 << bit % 8
        export.write_bytes(damaged)
        line = content[: bit // 8].count(b"\n") + 1
        with pytest.raises(bad, match=rf"\b(line|entry) {line}\b"):
            check_chain(read_export(export), KEY)
