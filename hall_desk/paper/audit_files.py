"""The auditor's files (审计导出): CSV with texts kept texts, one workbook, and their checksums."""

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from .faults import PaperFault
from .workbook import Book, Value


def write_csv(target: Path, titles: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Rows as CSV (RFC 4180, UTF-8 with its mark); how many."""
    many = 0
    with target.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(titles)
        for row in rows:
            if any("\x00" in cell for cell in row):
                raise PaperFault("文字里有空字符（NUL），不能导出。")
            writer.writerow(row)
            many += 1
    return many


class AuditBook:
    """The same tables as one workbook, written row by row to its file."""

    def __init__(self, target: Path, hall: str) -> None:
        self._book = Book("审计导出", hall, target=target)

    def table(self, name: str, titles: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
        """One sheet, or several when it is very long."""
        self._book.table(name, titles, rows)

    def close(self) -> None:
        """Finishes the file."""
        self._book.close()


def write_manifest(
    folder: Path, told: dict[str, object], sealed: Callable[[dict[str, object]], str]
) -> None:
    """What is in the folder: SHA-256 and size of each file beside what was said, and the seal over
    all of it, so that nobody without the key makes the checksums fit another file.
    """
    files = {
        path.name: {"sha256": digest(path), "bytes": path.stat().st_size}
        for path in sorted(folder.iterdir())
    }
    whole: dict[str, object] = {**told, "files": files}
    text = json.dumps({**whole, "seal": sealed(whole)}, ensure_ascii=False, indent=1)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def digest(path: Path) -> str:
    """SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
