"""What is charged at the counter (收费项目): accounts, prepayments, fees, a deposit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hall_desk.domain.bills import Bill
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import MOST_FEN, Charge, ChargeLine, check_account_no
from hall_desk.domain.texts import check_text

MOST_LINES = 60
PREPAYMENT_SERVICE = "A03"
RECONNECT_SERVICE = "A06"
METER_TEST_SERVICE = "B28"
FEE_SERVICE = "A05"


@dataclass(frozen=True, kw_only=True)
class AccountDue:
    """One account of a payment: 户号, 户名, the amount in fen, and the imported bill behind it."""

    account_no: str
    amount_fen: int
    customer_name: str = ""
    bill_id: int | None = None
    period: str = ""


@dataclass(frozen=True, kw_only=True)
class FeeWanted:
    """A price code and how much of it, in thousandths of the unit; never a price."""

    code: str
    quantity_milli: int = 1000


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the customer pays for, beside one bill of one account.

    ``accounts`` are bills or prepayments; ``fees`` come from the price list; a deposit for a meter
    test names the meter and the phone for its result.
    """

    kind: Charge = Charge.BILL
    accounts: tuple[AccountDue, ...] = ()
    fees: tuple[FeeWanted, ...] = ()
    phone: str = ""
    address: str = ""
    meter_no: str = ""


def due_of(bill: Bill) -> AccountDue:
    """An imported bill as one account of a payment."""
    return AccountDue(
        account_no=bill.account_no,
        amount_fen=bill.amount_fen,
        customer_name=bill.customer_name,
        bill_id=bill.id,
        period=bill.period,
    )


def account_lines(accounts: Sequence[AccountDue], words: str) -> tuple[ChargeLine, ...]:
    """One line an account; refuses a wrong number, no amount, and the same bill twice."""
    if len(accounts) > MOST_LINES:
        raise RuleBroken(f"一张凭证最多 {MOST_LINES} 户，请分开收。", field="account_no")
    lines = tuple(_account_line(due, words) for due in accounts)
    seen = [(line.account_no, line.bill_id) for line in lines]
    for account_no, bill_id in seen:
        if seen.count((account_no, bill_id)) > 1:
            raise RuleBroken(f"户号 {account_no} 填了两次，请核对。", field="account_no")
    return lines


def _account_line(due: AccountDue, words: str) -> ChargeLine:
    account = check_account_no(due.account_no)
    if not account:
        raise RuleBroken("每一户都要填户号。", field="account_no", article="11(5)")
    if not 0 < due.amount_fen <= MOST_FEN:
        raise RuleBroken(f"户号 {account} 的金额应大于 0。", field="due")
    return ChargeLine(
        account_no=account,
        customer_name=check_text(due.customer_name, "customer_name"),
        words=f"{words} {due.period}".strip(),
        amount_fen=due.amount_fen,
        bill_id=due.bill_id,
    )


def check_total(lines: Iterable[ChargeLine], due_fen: int) -> None:
    """The sum due is the sum of its lines, to the fen."""
    total = sum(line.amount_fen for line in lines)
    if total != due_fen:
        raise RuleBroken("应收金额与各项合计不符，请核对。", field="due", article="5(4)")
