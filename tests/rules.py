"""Prints which rows of the regulation (营业厅规范) are accepted by which tests.

``python3 tasks.py rules`` runs it. It ends with 1 when a row of this list has no test.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.rules_plugin import TARGET

ROOT = Path(__file__).resolve().parent.parent
# What the program does up to now; a later part adds its rows here.
EXPECTED = (
    *("4(2)", "5(3)", "6(4)", "11(4)", "11(5)", "12(6)", "17(1)", "18(1)", "18(2)", "18(3)"),
    *("S1-8", "S2-6", "S3-3"),
    *("4(4)", "6(2)", "12(5)", "S1-11", "S3-1"),
    *("3", "5(4)", "6(3)", "6(5)", "7(1)", "10(1)", "10(2)", "10(3)", "11(1)", "11(2)", "11(3)"),
    *("11(6)", "11(8)", "11(9)", "11(10)", "23", "24", "25", "S1-1", "S1-10", "S2-3", "S2-4"),
    *("S3-7", "5(2)", "14(1)", "14(2)", "14(3)", "14(4)", "S1-2", "S1-7", "S2-1", "S2-2"),
    *("5(3)", "12(2)", "12(3)", "14(5)", "17(2)", "19(2)", "19(3)", "21(7)", "22(2)", "26"),
    *("1", "2", "4(3)", "4(5)", "5(1)", "6(1)", "7(2)", "36", "S1-9", "S3-2"),
)


def collect() -> dict[str, list[str]]:
    """Row → the tests that accept it, long forms too."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "rules.json"
        command = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider"]
        command += ["-p", "tests.rules_plugin", "-m", "slow or not slow"]
        variables = {**os.environ, TARGET: str(target), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, cwd=ROOT, env=variables, capture_output=True, text=True, check=False
        )
        if not target.exists():
            raise SystemExit(done.stdout + done.stderr)
        accepted: dict[str, list[str]] = json.loads(target.read_text("utf-8"))
    return accepted


def place(row: str) -> tuple[bool, list[int], str]:
    """Articles in their order, then the service rows (S…)."""
    return row.startswith("S"), [int(part) for part in re.findall(r"\d+", row)], row


def lines(accepted: dict[str, list[str]]) -> list[str]:
    """One line a row and its tests, then what is missing."""
    told = []
    for row in sorted({*accepted, *EXPECTED}, key=place):
        tests = accepted.get(row, [])
        told.append(f"{row}: {'no test' if not tests else ''}".rstrip())
        told += [f"    {test}" for test in tests]
    missing = missing_rows(accepted)
    whole = f"{len(accepted)} rows accepted by {len(set().union(*accepted.values()))} tests"
    told.append(f"{whole}; no test: {', '.join(missing)}" if missing else whole)
    return told


def missing_rows(accepted: dict[str, list[str]]) -> list[str]:
    """The expected rows without a test."""
    return sorted((row for row in EXPECTED if row not in accepted), key=place)


def main() -> int:
    """Prints the list; 1 when an expected row has no test."""
    accepted = collect()
    sys.stdout.write("\n".join(lines(accepted)) + "\n")
    return 1 if missing_rows(accepted) else 0


if __name__ == "__main__":
    raise SystemExit(main())
