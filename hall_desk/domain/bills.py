"""Bills of the billing system (电费账单): a list is read line by line, nonsense refused there."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.money import NotAnAmount, parse_yuan
from hall_desk.domain.payments import MOST_FEN, check_account_no
from hall_desk.domain.texts import check_text

_PERIOD = re.compile(r"(20\d{2})[-./年]?(0?[1-9]|1[0-2])月?", re.ASCII)
_HEADS = {
    "account_no": ("户号", "用户编号", "客户编号"),
    "customer_name": ("户名", "用户名称", "客户名称"),
    "period": ("账期", "电费年月", "年月"),
    "amount": ("应收金额", "应收", "金额", "应收电费"),
}
_NEEDED = ("account_no", "period", "amount")
MOST_ROWS = 20_000
TOLD = 20
"""So many faulty lines are named; the rest are counted."""


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What an account owes for a period (账期 2026-02), in fen; paid by a payment of the hall."""

    id: int
    account_no: str
    period: str
    customer_name: str
    amount_fen: int
    source: str
    imported_at: datetime
    imported_by: str
    payment_id: int | None
    withdrawn_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it stands and is not paid here."""
        return self.payment_id is None and self.withdrawn_at is None


@dataclass(frozen=True, kw_only=True)
class BillRow:
    """One line of the list, checked; ``line`` is its place in the file, heads included."""

    line: int
    account_no: str
    period: str
    customer_name: str
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class BillList:
    """The whole list and what is wrong with it, such as 第 7 行：…; it is taken only when right."""

    rows: tuple[BillRow, ...]
    faults: tuple[str, ...]

    @property
    def total_fen(self) -> int:
        """The sum of the right lines."""
        return sum(row.amount_fen for row in self.rows)


def read_bills(cells: Iterable[Sequence[str]]) -> BillList:
    """Reads the cells of a table whose first line with words names the columns."""
    lines = [(n, [str(cell).strip() for cell in row]) for n, row in enumerate(cells, start=1)]
    lines = [(n, texts) for n, texts in lines if any(texts)]
    if not lines:
        return BillList(rows=(), faults=("文件是空的。",))
    columns = _columns(lines[0][1])
    rows: list[BillRow] = []
    faults: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    for line, texts in lines[1:]:
        try:
            rows.append(_fresh(_row(line, texts, columns), seen))
        except RuleBroken as broken:
            faults.append(f"第 {line} 行：{broken}")
    if len(lines) == 1:
        faults.append("只有表头，没有账单。")
    if len(rows) > MOST_ROWS:
        faults.append(f"一次最多 {MOST_ROWS} 行，请分开导入。")
    return BillList(rows=tuple(rows), faults=tuple(faults))


def _fresh(bill: BillRow, seen: dict[tuple[str, str], int]) -> BillRow:
    """The line, unless its account and period stood before."""
    first = seen.setdefault((bill.account_no, bill.period), bill.line)
    if first != bill.line:
        raise RuleBroken(f"户号 {bill.account_no} {bill.period} 与第 {first} 行重复。")
    return bill


def fault_words(faults: Sequence[str]) -> str:
    """The first faults in one sentence, and how many more there are."""
    more = f"……共 {len(faults)} 处。" if len(faults) > TOLD else ""
    return " ".join([*faults[:TOLD], more]).strip()


def _columns(texts: list[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name, words in _HEADS.items():
        for at, text in enumerate(texts):
            if text.split("（")[0].split("(")[0].strip() in words and name not in found:
                found[name] = at
    missing = [_HEADS[name][0] for name in _NEEDED if name not in found]
    if missing:
        raise RuleBroken(f"表头缺{'、'.join(missing)}列，没有导入。", field="file")
    return found


def _row(line: int, texts: list[str], columns: dict[str, int]) -> BillRow:
    def cell(name: str) -> str:
        at = columns.get(name)
        return texts[at] if at is not None and at < len(texts) else ""

    account = check_account_no(cell("account_no"))
    if not account:
        raise RuleBroken("没有户号。")
    return BillRow(
        line=line,
        account_no=account,
        period=read_period(cell("period")),
        customer_name=check_text(cell("customer_name"), "customer_name"),
        amount_fen=_amount(cell("amount")),
    )


def read_period(text: str) -> str:
    """A billing period (账期) as it is kept, such as 2026-02."""
    found = _PERIOD.fullmatch(text)
    if found is None:
        raise RuleBroken(f"账期“{text[:20]}”不对，应像 2026-02。", field="period")
    return f"{found[1]}-{int(found[2]):02d}"


def _amount(text: str) -> int:
    try:
        fen = parse_yuan(text)
    except NotAnAmount:
        raise RuleBroken(f"金额“{text[:20]}”不对，应是不多于两位小数的元。") from None
    if not 0 < fen <= MOST_FEN:
        raise RuleBroken("金额应大于 0，也不能太大。")
    return fen
