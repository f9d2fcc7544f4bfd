"""Checks an exported journal of a business hall (营业厅日志) with nothing but Python itself.

    python3 verify_journal.py EXPORT --key KEY-FILE [--anchor ANCHOR-FILE] [--closings COPY-FILE]
    python3 verify_journal.py FOLDER [--key KEY-FILE [--anchor ANCHOR-FILE] [--closings COPY-FILE]]

EXPORT is what `hall-desk journal export` writes, the key file lies beside the database with the
ending `.key`, the anchor file with the ending `.anchor`, the copy of the closing records with the
ending `.closings.jsonl`. FOLDER is what `hall-desk audit export`
writes: its files are checked against their checksums, and every line of its vouchers, voids, ways
of payment, refunds, settlements, closings, counts and bags against its journal; numbers have no
gaps, sums must agree; with the key the manifest's seal is checked, and so every file, the workbook
too. Where names are masked the chain cannot be checked, and the answer says so; the seal can.
The format is told in journal-format.md, in the same folder; this program was written from that
page and uses nothing of hall_desk. Exit code 0: everything stands as it was written. 1: the first
bad thing is named. 2: the files cannot be read.
"""

import argparse
import csv
import hashlib
import hmac
import json
import re
import sys
from collections import Counter, defaultdict
from datetime import datetime, timedelta
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


# -- the auditor's folder ------------------------------------------------------------------------

UNSAFE = re.compile(r"[=+\-@\t\r\n']|[0-9]{12}|0[0-9]")
PAYMENT = (
    "凭证号=code:series:voucher_no 系列=text:series 序号=text:voucher_no 营业日=text:business_date "
    "收款时间=moment:paid_at 工号=text:staff_no 窗口=text:window_no 类别=text:kind "
    "事由=text:purpose 户名=text:customer_name 户号=text:account_no 应收=yuan:due_fen "
    "实收=yuan:received_fen 找零=yuan:change_fen 明细=json:lines 数电票=text:invoice "
    "票据种类=text:invoice_kind 开票日期=text:invoice_date 开票金额=yuan:invoice_fen "
    "作废时间=moment:voided_at 作废原因=text:void_reason 作废人=text:voided_by "
    "作废批准人=text:void_approved_by 补打=text:reprints 票面内容=json:content 记录号=text:id"
)
# file: subject, field that must be set for a row to stand there, columns
TABLES = {
    "vouchers.csv": ("payment", "", PAYMENT),
    "voids.csv": ("payment", "voided_at", PAYMENT),
    "tenders.csv": (
        "tender",
        "",
        "凭证记录号=text:payment_id 行=text:position 营业日=text:business_date 方式=text:method "
        "金额=yuan:amount_fen 外部单号=text:slip_no",
    ),
    "refunds.csv": (
        "refund",
        "",
        "退款号=code:=TK:refund_no 序号=text:refund_no 营业日=text:business_date "
        "退款时间=moment:refunded_at 工号=text:staff_no 窗口=text:window_no "
        "原凭证记录号=text:payment_id 金额=yuan:amount_fen 方式=text:method "
        "外部单号=text:slip_no 原因=text:reason 批准人=text:approved_by "
        "红字发票=text:red_invoice 红字日期=text:red_invoice_date 补打=text:reprints "
        "票面内容=json:content 记录号=text:id",
    ),
    "settlements.csv": (
        "settlement",
        "",
        "结算号=code:=JS:settlement_no 序号=text:settlement_no 营业日=text:business_date "
        "结算时间=moment:settled_at 工号=text:staff_no 窗口=text:window_no "
        "预收凭证记录号=text:payment_id 账期=text:period 说明=text:words 金额=yuan:amount_fen "
        "账单记录号=text:bill_id 数电票=text:invoice 票据种类=text:invoice_kind 开票日期=text:invoice_date "
        "开票金额=yuan:invoice_fen 开票登记人=text:invoice_by 红字发票=text:red_invoice "
        "红字日期=text:red_invoice_date 作废营业日=text:void_date 作废时间=moment:voided_at "
        "作废原因=text:void_reason 作废人=text:voided_by 作废批准人=text:void_approved_by "
        "记录号=text:id",
    ),
    "closings.csv": (
        "closing_record",
        "",
        "日结单号=code:=Z:number 序号=text:number 营业日=text:business_date 净额=yuan:net_fen "
        "累计净额=yuan:perpetual_fen 日志条号=text:head_n 日志校验=text:head_hash "
        "日结人=text:closed_by 日结时间=moment:closed_at 补打=text:reprints 内容=json:content",
    ),
    "till_counts.csv": (
        "till_count",
        "",
        "记录号=text:id 营业日=text:business_date 窗口=text:window_no 工号=text:staff_no "
        "实点=yuan:counted_fen 应存=yuan:expected_fen 长短款=yuan:difference_fen "
        "原因=text:reason 签字=text:approved_by 盘点时间=moment:counted_at 券别=json:pieces "
        "终端=json:terminals",
    ),
    "bank_bags.csv": (
        "bank_bag",
        "",
        "记录号=text:id 营业日=text:business_date 袋号=text:number 工号=text:staff_no "
        "金额=yuan:amount_fen 封袋时间=moment:taken_out_at 状态=text:state "
        "存款日期=text:deposit_date 解款单号=text:slip_no 存款人=text:banked_by "
        "存款时间=moment:banked_at",
    ),
}
# Exports of an older edition lack these; nothing of theirs stands in such a journal.
LATER = {"settlements.csv"}
SUBJECTS = {subject for subject, _, _ in TABLES.values()}


def columns_of(words):
    """Title and source of each column."""
    return [tuple(word.partition("=")[::2]) for word in words.split(" ")]


def cell(source, record):
    """What a column must say of a record."""
    kind, _, field = source.partition(":")
    if kind == "code":
        series, _, number = field.partition(":")
        head = series[1:] if series.startswith("=") else record[series]
        return f"{head}-{record[number]:06d}"
    value = record[field]
    if kind == "json":
        return safe(in_order(value))
    if value is None:
        return ""
    if kind == "yuan":
        return f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02d}"
    if kind == "moment":
        at = datetime.fromisoformat(value.removesuffix("Z")) + timedelta(hours=8)
        return at.isoformat(" ", "seconds")
    return str(value) if isinstance(value, int) else safe(value)


def safe(text):
    """A text that a spreadsheet would take for something else has an apostrophe before it."""
    return f"'{text}" if UNSAFE.match(text) else text


def check_files(folder, manifest):
    """Every file is the one the manifest knows, and there is no other."""
    files = manifest["files"]
    for name, told in files.items():
        if Path(name).name != name or not (folder / name).is_file():
            raise Bad(f"file {name} is missing")
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != told["sha256"]:
            raise Bad(f"file {name} was changed: its SHA-256 is another one")
    for name in (*TABLES, "journal.jsonl", "audit.xlsx"):
        if name not in files and name not in LATER:
            raise Bad(f"file {name} is missing in the manifest")
    for path in folder.iterdir():
        if path.name not in files and path.name not in ("manifest.json", "__pycache__"):
            raise Bad(f"file {path.name} does not belong to the export")


def check_seal(manifest, key):
    """The manifest is the one the hall's key sealed; what is to be said of an older one."""
    told = dict(manifest)
    seal = told.pop("seal", None)
    if seal is None and manifest["format"] < 2:
        return "; an older edition, without a seal: audit.xlsx has nothing but its checksum"
    if not hmac.compare_digest(keyed(key, in_order(told)), seal or ""):
        raise Bad("the manifest was changed: its seal does not fit, so no checksum in it counts")
    return "; the manifest's seal fits"


def read_masked(lines):
    """The entries of a masked journal: numbers and form are checked, hashes cannot be."""
    hashes, entries = {}, []
    for number, line in enumerate(lines, start=1):
        if not line.endswith("," + MASKED):
            raise Bad(f"line {number} is not an entry in the exact form")
        entry = read_line(line[: -len(MASKED) - 1] + "}", number)
        if entry["n"] != number:
            raise Bad(f"entry {number} is missing or out of order")
        hashes[number] = entry["hash"]
        if entry["subject"] in SUBJECTS:
            entries.append(entry)
        check_closing(entry, hashes)
    return hashes, entries


def replay(entries):
    """What each record must be now, by subject and key: written once, then changed in turn.

    ``entry`` is the number of the entry that wrote it.
    """
    records = {subject: {} for subject in SUBJECTS}
    for entry in entries:
        mine = records.get(entry["subject"])
        if mine is None:
            continue
        key, n = entry["subject_id"], entry["n"]
        after = json.loads(entry["after"]) if entry["after"] else {}
        if entry["before"]:
            if key not in mine:
                raise Bad(f"entry {n} changes {entry['subject']} {key}, which was never written")
            before = json.loads(entry["before"])
            for name, value in before.items():
                if mine[key].get(name) != value:
                    raise Bad(f"entry {n}: {entry['subject']} {key} had another {name} before")
            mine[key].update(after)
        elif key not in mine:
            mine[key] = {**after, "entry": n}
            if entry["subject"] == "payment" and "series" not in after:
                complete_old(records, mine[key])
        # else a note about the record, such as that it was copied
    return records


def complete_old(records, payment):
    """A payment of the program's first version: one series, one way of payment, one line."""
    payment["series"], payment["lines"] = "SJ", []
    payment["kind"] = "bill" if payment["sheet_id"] is None else "sheet"
    payment["invoice_kind"], payment["invoice_date"], payment["invoice_fen"] = "", None, None
    records["tender"][f"{payment['id']}/1"] = {
        "payment_id": payment["id"],
        "position": 1,
        "business_date": payment["business_date"],
        "method": payment["method"],
        "amount_fen": payment["due_fen"],
        "slip_no": "",
    }


def check_table(folder, name, records, span):
    """Each line of a table is what the journal says; none is missing, none too many."""
    subject, only, words = TABLES[name]
    columns = columns_of(words)
    wanted = {}
    for key, record in records[subject].items():
        day = record["business_date"]
        inside = (span[0] is None or day >= span[0]) and (span[1] is None or day <= span[1])
        if inside and (not only or record[only]):
            wanted[tuple(cell(source, record) for _, source in columns)] = key
    if name in LATER and not (wanted or (folder / name).is_file()):
        return 0
    with (folder / name).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    if not rows or rows[0] != [title for title, _ in columns]:
        raise Bad(f"{name} has other columns")
    for number, row in enumerate(rows[1:], start=2):
        if wanted.pop(tuple(row), None) is None:
            raise Bad(f"{name} line {number} ({row[0] if row else ''}) is not what the journal says")
    for row, key in wanted.items():
        raise Bad(f"{name} lacks {subject} {key} ({row[0]})")
    return len(rows) - 1


def check_numbers(records):
    """Voucher numbers of each series, refunds, settlements, closings run from 1 without gaps."""
    series = defaultdict(list)
    for payment in records["payment"].values():
        series[payment["series"]].append(payment["voucher_no"])
    series["TK"] = [refund["refund_no"] for refund in records["refund"].values()]
    series["JS"] = [each["settlement_no"] for each in records["settlement"].values()]
    series["Z"] = [closing["number"] for closing in records["closing_record"].values()]
    for name, numbers in series.items():
        for wanted, number in enumerate(sorted(numbers), start=1):
            if number != wanted:
                raise Bad(f"number {name}-{wanted:06d} is missing or stands twice")


def check_sums(records):
    """Ways of payment make up each payment; refunds and settlements never exceed it, and a void
    one has none; only money taken in advance is settled.
    """
    tendered, refunded, settled = Counter(), Counter(), Counter()
    for tender in records["tender"].values():
        tendered[tender["payment_id"]] += tender["amount_fen"]
    for refund in records["refund"].values():
        refunded[refund["payment_id"]] += refund["amount_fen"]
    for settlement in records["settlement"].values():
        if not settlement["voided_at"]:
            settled[settlement["payment_id"]] += settlement["amount_fen"]
    payments = {payment["id"]: payment for payment in records["payment"].values()}
    for number in (*tendered, *refunded, *settled):
        if number not in payments:
            raise Bad(f"payment {number} has ways of payment or refunds and was never written")
    for number, payment in payments.items():
        code = f"{payment['series']}-{payment['voucher_no']:06d}"
        if tendered[number] != payment["due_fen"]:
            raise Bad(f"voucher {code}: its ways of payment do not make up its amount")
        if payment["received_fen"] - payment["change_fen"] != payment["due_fen"]:
            raise Bad(f"voucher {code}: received less change is not its amount")
        most = 0 if payment["voided_at"] else payment["due_fen"]
        if refunded[number] > most:
            raise Bad(f"voucher {code}: more was given back than was taken")
        if settled[number] and payment["kind"] != "prepayment":
            raise Bad(f"voucher {code}: it is settled and was not taken in advance")
        if settled[number] + refunded[number] > most:
            raise Bad(f"voucher {code}: more was settled and given back than was taken")


def check_lines(records):
    """The lines a refund names make it up, and of none more came back than it cost.

    A refund of a voucher with one line, and one of an older edition, names none.
    """
    payments = {payment["id"]: payment for payment in records["payment"].values()}
    back = Counter()
    for refund in records["refund"].values():
        named = refund["content"].get("lines", [])
        code = f"TK-{refund['refund_no']:06d}"
        if named and sum(line["amount_fen"] for line in named) != refund["amount_fen"]:
            raise Bad(f"refund {code}: its lines do not make up its amount")
        paid = payments[refund["payment_id"]]["lines"]
        for line in named:
            place = line["line"]
            back[refund["payment_id"], place] += line["amount_fen"]
            if line["amount_fen"] <= 0 or not 1 <= place <= len(paid):
                raise Bad(f"refund {code}: it names a line its voucher does not have")
            if back[refund["payment_id"], place] > paid[place - 1]["amount_fen"]:
                raise Bad(f"refund {code}: more came back of line {place} than it cost")


def days_of(records):
    """What each business date came to: by series, by way of payment, refunds, net, and the entry
    that wrote its last voucher.
    """
    days = defaultdict(
        lambda: {"series": {}, "methods": Counter(), "refunds": [], "net": 0, "entry": 0}
    )
    void = {p["id"] for p in records["payment"].values() if p["voided_at"]}
    for payment in records["payment"].values():
        day = days[payment["business_date"]]
        day["series"].setdefault(payment["series"], []).append(payment)
        day["net"] += 0 if payment["voided_at"] else payment["due_fen"]
        day["entry"] = max(day["entry"], payment["entry"])
    for tender in records["tender"].values():
        if tender["payment_id"] not in void:
            days[tender["business_date"]]["methods"][tender["method"]] += tender["amount_fen"]
    for refund in records["refund"].values():
        day = days[refund["business_date"]]
        day["refunds"].append(refund)
        day["net"] -= refund["amount_fen"]
        day["entry"] = max(day["entry"], refund["entry"])
    return days


def check_closings(records, hashes):
    """Each closing says what its day came to, and carries the total of all days on.

    Numbers rise with the closings, dates mostly: after a clock that was ahead comes an earlier one.
    """
    days = days_of(records)
    closings = sorted(records["closing_record"].values(), key=lambda each: each["number"])
    closed = {closing["business_date"] for closing in closings}
    # Days an older program closed have no closing record; the first one's total begins with them.
    total = sum(
        day["net"]
        for on, day in days.items()
        if closings and on not in closed and day["entry"] <= closings[0]["head_n"]
    )
    dates = set()
    for closing in closings:
        code, on = f"Z-{closing['number']:06d}", closing["business_date"]
        if on in dates:
            raise Bad(f"closing {code} is of a day that was closed before")
        dates.add(on)
        if closing["net_fen"] != days[on]["net"]:
            raise Bad(f"closing {code}: its net is not payments less voids less refunds")
        total += closing["net_fen"]
        if closing["perpetual_fen"] != total:
            raise Bad(f"closing {code}: its perpetual total is not the sum of all days")
        if hashes.get(closing["head_n"]) != closing["head_hash"]:
            raise Bad(f"closing {code} was made over another entry {closing['head_n']}")
        check_content(code, closing, days[on])


def check_content(code, closing, day):
    """First and last voucher, counts and sums as printed; what is not printed is not asked."""
    content = closing["content"]
    for name, value in (("net_fen", day["net"]), ("perpetual_fen", closing["perpetual_fen"])):
        if content.get(name, value) != value:
            raise Bad(f"closing {code}: its paper says another {name}")
    if "series" in content:
        printed = {each["series"]: each for each in content["series"]}
        if set(printed) != set(day["series"]):
            raise Bad(f"closing {code}: its paper names other series")
        for series, payments in day["series"].items():
            check_series(code, printed[series], payments)
    methods = {each["method"]: each["taken_fen"] for each in content.get("methods", ())}
    if "methods" in content and +Counter(methods) != +day["methods"]:
        raise Bad(f"closing {code}: its paper has other sums by way of payment")
    refunds = content.get("refunds")
    total = sum(refund["amount_fen"] for refund in day["refunds"])
    if refunds is not None and (refunds["count"], refunds["sum_fen"]) != (
        len(day["refunds"]),
        total,
    ):
        raise Bad(f"closing {code}: its paper has other refunds")


def check_series(code, printed, payments):
    """One series of a closing's paper."""
    numbers = sorted(payment["voucher_no"] for payment in payments)
    name = printed["series"]
    wanted = {
        "first": f"{name}-{numbers[0]:06d}",
        "last": f"{name}-{numbers[-1]:06d}",
        "count": len(numbers),
        "sum_fen": sum(payment["due_fen"] for payment in payments),
        "void_fen": sum(payment["due_fen"] for payment in payments if payment["voided_at"]),
    }
    for field, value in wanted.items():
        if printed.get(field, value) != value:
            raise Bad(f"closing {code}: series {name} on its paper has another {field}")


def check_folder(folder, key, anchor, copy=None):
    """The whole export; a sentence about what was checked."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    check_files(folder, manifest)
    lines = read_export(folder / "journal.jsonl")
    if manifest["masked"]:
        hashes, entries = read_masked(lines)
        chain = "names are masked, so the chain of the journal was not checked"
    elif key is None:
        raise ValueError("this export has its whole journal: give its key with --key")
    else:
        closings = Closings()
        hall, hashes = check_chain(lines, key, closings)
        if copy:
            closings.check_copy(copy, key, hall)
        if anchor:
            check_anchor(anchor, hall, hashes)
        entries = [e for e in map(json.loads, lines) if e["subject"] in SUBJECTS]
        chain = "the chain of the journal is whole"
    head = manifest["head"]
    if head["n"] != len(hashes) or hashes[head["n"]] != head["hash"]:
        raise Bad("the journal does not end where the manifest says")
    records = replay(entries)
    counts = [
        f"{check_table(folder, name, records, (manifest['first'], manifest['last']))} {name}"
        for name in TABLES
    ]
    check_numbers(records)
    check_sums(records)
    check_lines(records)
    check_closings(records, hashes)
    chain += check_seal(manifest, key) if key else ""
    return f"{', '.join(counts)}; {len(hashes)} entries, last {head['hash']}; {chain}"


def main(arguments):
    """Checks and says what was found; the exit code."""
    parser = argparse.ArgumentParser(description="Check an exported journal of a business hall.")
    parser.add_argument("export", help="an exported journal, or the folder of an audit export")
    parser.add_argument("--key", help="the key file, 64 hex digits")
    parser.add_argument("--anchor", help="the anchor file")
    parser.add_argument("--closings", help="the copy of the closing records")
    given = parser.parse_args(arguments)
    key = None
    try:
        if given.key:
            key = bytes.fromhex(Path(given.key).read_text(encoding="ascii").strip())
        if Path(given.export).is_dir():
            print(f"OK: {check_folder(Path(given.export), key, given.anchor, given.closings)}")
            return 0
        if key is None:
            raise ValueError("a journal is checked with its key: give it with --key")
        print(check_journal(given.export, key, given.anchor, given.closings))
    except Bad as bad:
        print(f"BAD: {bad}")
        return 1
    except (OSError, ValueError, KeyError, TypeError) as fault:
        print(f"cannot check: {fault}", file=sys.stderr)
        return 2
    return 0


def check_journal(path, key, anchor, copy):
    """A journal by itself."""
    lines = read_export(path)
    if lines and lines[0].endswith(MASKED):
        raise ValueError("this export is masked; ask for one with --full")
    closings = Closings()
    hall, hashes = check_chain(lines, key, closings)
    if copy:
        closings.check_copy(copy, key, hall)
    if anchor and hall is not None:
        check_anchor(anchor, hall, hashes)
    elif anchor and Path(anchor).read_bytes().strip(b"\0 \n"):
        raise Bad("entry 1 is missing: the export is empty and the anchor is not")
    last = f"{len(hashes)} {hashes[len(hashes)]}" if hashes else "none"
    return f"OK: {len(hashes)} entries, last {last}"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    csv.field_size_limit(2**31 - 1)
    raise SystemExit(main(sys.argv[1:]))
