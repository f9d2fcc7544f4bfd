"""The verifier for strangers on closing records: the journal's own, and the copy outside."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.store.columns import canonical
from hall_desk.store.journal import GENESIS, Entry, entry_hash, export_line, read_entries
from hall_desk.usecases import closingcopies, opening
from hall_desk.usecases.hall import Hall
from tests.conftest import Day
from tests.store.test_standalone_verifier import ask
from tests.usecases.test_tills import next_morning, pay


@pytest.fixture
def entries(hall: Hall, clock: FakeClock) -> list[Entry]:
    """The journal of three closed days whose closings were copied."""
    day = Day(hall, clock)
    for each in range(3):
        if each:
            next_morning(hall, clock)
        day.count_float(3)
        pay(day, 8640 + each)
        day.do(opening.stop_issuing)
        day.close()
        closingcopies.copy_closings(hall)
    with hall.store.read() as conn:
        return list(read_entries(conn, 1))


def verdict(hall: Hall, folder: Path, entries: list[Entry], copy: bytes) -> tuple[int, str]:
    """What the verifier says of this export and this copy."""
    export, copies = folder / "export.jsonl", folder / "closings.jsonl"
    export.write_text("".join(export_line(entry) + "\n" for entry in entries), "utf-8")
    copies.write_bytes(copy)
    return ask(export, "--key", hall.store.key_file, "--closings", copies)


def copy_of(hall: Hall) -> bytes:
    """The copy as the program wrote it."""
    return hall.store.closings_file.read_bytes()


def forged(
    hall: Hall, entries: list[Entry], change: Callable[[dict[str, Any]], Any]
) -> list[Entry]:
    """The journal with its second closing changed and every hash made to fit, key in hand."""
    made, previous, closings = [], GENESIS, 0
    for entry in entries:
        told = entry
        if entry.action == "write_closing":
            closings += 1
            if closings == 2:
                after = json.loads(entry.after)
                change(after)
                told = replace(entry, after=canonical(after))
        previous = entry_hash(hall.store.key, previous, told)
        made.append(replace(told, hash=previous))
    return made


def test_a_sound_journal_and_its_copy_are_found_sound(
    hall: Hall, entries: list[Entry], tmp_path: Path
) -> None:
    code, words = verdict(hall, tmp_path, entries, copy_of(hall))
    assert (code, words[:2]) == (0, "OK")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda lines: lines[1:], "line 1 of the closings"),
        (lambda lines: [lines[0], lines[2]], "line 2 of the closings"),
        (lambda lines: lines[:2], "closing 3 is missing from the copy"),
        (lambda lines: [lines[0].replace(b"8640", b"8641"), *lines[1:]], "line 1 of the closings"),
        (lambda lines: [lines[0].replace(b",", b", ", 1), *lines[1:]], "exact form"),
        (lambda lines: [*lines[:2], lines[2][:-9]], "line 3 is cut"),
    ],
)
def test_a_changed_or_cut_copy_is_named(
    hall: Hall,
    entries: list[Entry],
    tmp_path: Path,
    change: Callable[[list[bytes]], list[bytes]],
    says: str,
) -> None:
    lines = copy_of(hall).splitlines(keepends=True)
    code, words = verdict(hall, tmp_path, entries, b"".join(change(lines)))
    assert code == 1
    assert says in words


def test_a_journal_cut_behind_its_copy_is_named(
    hall: Hall, entries: list[Entry], tmp_path: Path
) -> None:
    last = max(entry.n for entry in entries if entry.action == "close_day")
    code, words = verdict(hall, tmp_path, entries[: last - 1], copy_of(hall))
    assert (code, "closing 3 of the copy is not the journal's" in words) == (1, True)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda after: after.update(number=3), "writes closing 3 after closing 1"),
        (lambda after: after.update(perpetual_fen=8640), "does not add up"),
        (lambda after: after.update(head_hash="0" * 64), "over another entry"),
        (lambda after: after.update(closed_by="1032"), "over another entry"),
    ],
)
def test_a_closing_that_does_not_follow_is_named_even_when_every_hash_fits(
    hall: Hall,
    entries: list[Entry],
    tmp_path: Path,
    change: Callable[[dict[str, Any]], Any],
    says: str,
) -> None:
    code, words = verdict(hall, tmp_path, forged(hall, entries, change), copy_of(hall))
    assert code == 1
    assert says in words
