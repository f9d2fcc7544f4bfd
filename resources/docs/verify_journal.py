"""Checks an exported journal of a business hall (营业厅日志) with nothing but Python itself.

    python3 verify_journal.py EXPORT --key KEY-FILE [--anchor ANCHOR-FILE] [--closings COPY-FILE]

EXPORT is what `hall-desk journal export` writes, the key file lies beside the database with the
ending `.key`, the anchor file with the ending `.anchor`, the copy of the closing records with the
ending `.closings.jsonl`. The format is told in journal-format.md,
in the same folder; this program was written from that page and uses nothing of hall_desk.
Exit code 0: every entry stands as it was written. 1: the first bad entry is named. 2: the files
cannot be read.
"""

import argparse
import hashlib
import hmac
import json
import sys
from pathlib import Path

GENESIS = "0" * 64
MASKED = '"masked":true}'
NUMBERS = ("hall_id", "n")
FIELDS = ("hall_id", "n", "at", "actor", "action", "subject", "subject_id", "before", "after", "op")
COPY = {"file", "hall_id", "number", "record", "previous", "hash"}
ANCHOR_WIDTH = 200


class Bad(Exception):
    """The journal is not as it was written; the words name the first bad entry."""


def compact(value):
    """JSON in the one form the format allows."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def read_line(line, number):
    """One entry, or Bad when the line is not in the exact form."""
    try:
        entry = json.loads(line)
        exact = compact(entry) == line
    except ValueError:
        raise Bad(f"line {number} is not JSON") from None
    if not isinstance(entry, dict) or tuple(entry) != (*FIELDS, "hash") or not exact:
        raise Bad(f"line {number} is not an entry in the exact form")
    for name, value in entry.items():
        kinds = int if name in NUMBERS else (str, type(None)) if name == "op" else str
        if isinstance(value, bool) or not isinstance(value, kinds):
            raise Bad(f"line {number}: {name} is of a wrong type")
    return entry


def hash_after(key, previous, entry):
    """The hash the entry must have."""
    message = compact([previous, *(entry[name] for name in FIELDS)])
    return hmac.new(key, message.encode("utf-8"), hashlib.sha256).hexdigest()


def read_export(path):
    """The lines of the export."""
    try:
        text = Path(path).read_bytes().decode("utf-8")
    except UnicodeDecodeError as fault:
        before = fault.object[: fault.start].count(b"\n")
        raise Bad(f"line {before + 1} is not UTF-8") from None
    if text and not text.endswith("\n"):
        raise Bad(f"line {text.count(chr(10)) + 1} is cut")
    return text.split("\n")[:-1]


def check_chain(lines, key, closings=None):
    """The hash of every entry by its number; Bad at the first that does not fit."""
    hashes, previous, hall = {}, GENESIS, None
    closings = closings or Closings()
    for number, line in enumerate(lines, start=1):
        entry = read_line(line, number)
        hall = entry["hall_id"] if hall is None else hall
        if entry["n"] != number:
            raise Bad(f"entry {number} is missing or out of order")
        if entry["hall_id"] != hall:
            raise Bad(f"entry {number} is of another hall")
        if not hmac.compare_digest(hash_after(key, previous, entry), entry["hash"]):
            raise Bad(f"entry {number} was changed, or the one before it was")
        previous = hashes[number] = entry["hash"]
        check_closing(entry, hashes)
        closings.see(entry, hashes)
    return hall, hashes


def check_closing(entry, hashes):
    """A day's closing names the head it was closed over."""
    if entry["action"] != "close_day" or entry["subject"] != "business_day":
        return
    closing = json.loads(entry["after"]).get("closing", {})
    n = closing.get("journal_n")
    if n is not None and n > 0 and hashes.get(n) != closing.get("journal_hash"):
        raise Bad(f"entry {entry['n']} closes the day over another entry {n}")


class Closings:
    """The closing records (Z) as the journal has them: numbers without a gap, totals that add up."""

    def __init__(self):
        self.records = {}
        self.copied = {}
        self.perpetual = None

    def see(self, entry, hashes):
        """One entry of the chain; Bad when a closing does not follow the one before it."""
        if entry["action"] == "write_closing" and entry["subject"] == "closing_record":
            self.follow(entry["n"], json.loads(entry["after"]), hashes)
        elif entry["action"] == "copy_closing":
            after = json.loads(entry["after"])
            self.copied[after["file"], int(entry["subject_id"])] = after["hash"]

    def follow(self, n, record, hashes):
        """Number, head and perpetual total of one closing record."""
        number, total = record["number"], record["perpetual_fen"]
        if number != len(self.records) + 1:
            raise Bad(f"entry {n} writes closing {number} after closing {len(self.records)}")
        if record["head_n"] > 0 and hashes.get(record["head_n"]) != record["head_hash"]:
            raise Bad(f"entry {n} writes closing {number} over another entry {record['head_n']}")
        if self.perpetual is not None and self.perpetual + record["net_fen"] != total:
            raise Bad(f"entry {n}: the perpetual total of closing {number} does not add up")
        record.pop("reprints")
        self.records[number], self.perpetual = record, total

    def check_copy(self, path, key, hall):
        """The copy kept outside the database: its own chain, and the same records."""
        previous, files = "", set()
        for number, line in enumerate(read_export(path), start=1):
            copy = read_copy(line, number)
            message = [copy["previous"], copy["file"], copy["hall_id"], copy["number"]]
            made = keyed(key, in_order([*message, copy["record"]]))
            if copy["previous"] != previous or not hmac.compare_digest(made, copy["hash"]):
                raise Bad(f"line {number} of the closings was changed, or one before it is missing")
            previous = copy["hash"]
            files.add(copy["file"])
            self.copied.pop((copy["file"], copy["number"]), None)
            if copy["hall_id"] == hall and self.records.get(copy["number"]) != copy["record"]:
                raise Bad(f"closing {copy['number']} of the copy is not the journal's")
        cut = sorted(number for name, number in self.copied if name in files)
        if cut:
            raise Bad(f"closing {cut[0]} is missing from the copy")


def read_copy(line, number):
    """One line of the copy, or Bad when it is not in the exact form."""
    try:
        copy = json.loads(line)
        exact = in_order(copy) == line
    except ValueError:
        raise Bad(f"line {number} of the closings is not JSON") from None
    if not exact or not isinstance(copy, dict) or set(copy) != COPY:
        raise Bad(f"line {number} of the closings is not in the exact form")
    return copy


def in_order(value):
    """Compact JSON with its keys sorted by code point."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True)


def keyed(key, message):
    """The keyed hash of a text."""
    return hmac.new(key, message.encode("utf-8"), hashlib.sha256).hexdigest()


def check_anchor(path, hall, hashes):
    """The head kept outside the database: the tail must not have been cut since."""
    content = Path(path).read_bytes()
    place = (hall - 1) * ANCHOR_WIDTH
    line = content[place : place + ANCHOR_WIDTH].decode("ascii", "replace").strip("\0 \n")
    try:
        kept_hall, n, kept_hash = json.loads(line)
    except ValueError:
        raise Bad("the anchor file holds no head of this hall") from None
    if kept_hall != hall:
        raise Bad("the anchor file holds the head of another hall")
    if n > len(hashes):
        raise Bad(f"entry {len(hashes) + 1} is missing: the anchor knows {n} entries")
    if hashes[n] != kept_hash:
        raise Bad(f"entry {n} is not the one the anchor knows")


def main(arguments):
    """Checks and says what was found; the exit code."""
    parser = argparse.ArgumentParser(description="Check an exported journal of a business hall.")
    parser.add_argument("export")
    parser.add_argument("--key", required=True, help="the key file, 64 hex digits")
    parser.add_argument("--anchor", help="the anchor file")
    parser.add_argument("--closings", help="the copy of the closing records")
    given = parser.parse_args(arguments)
    try:
        key = bytes.fromhex(Path(given.key).read_text(encoding="ascii").strip())
        lines = read_export(given.export)
        if lines and lines[0].endswith(MASKED):
            raise ValueError("this export is masked; ask for one with --full")
        closings = Closings()
        hall, hashes = check_chain(lines, key, closings)
        if given.closings:
            closings.check_copy(given.closings, key, hall)
        if given.anchor and hall is not None:
            check_anchor(given.anchor, hall, hashes)
        elif given.anchor and Path(given.anchor).read_bytes().strip(b"\0 \n"):
            raise Bad("entry 1 is missing: the export is empty and the anchor is not")
    except Bad as bad:
        print(f"BAD: {bad}")
        return 1
    except (OSError, ValueError) as fault:
        print(f"cannot check: {fault}", file=sys.stderr)
        return 2
    last = f"{len(hashes)} {hashes[len(hashes)]}" if hashes else "none"
    print(f"OK: {len(hashes)} entries, last {last}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
