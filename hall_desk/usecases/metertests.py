"""The outcome of a meter test (检定结果, Art. 21(7)): all back and bills corrected, or a fee."""

from dataclasses import replace

from hall_desk.domain import metertests
from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.metertests import MeterTest, Outcome
from hall_desk.domain.payments import INVOICE_OWED, Charge, Payment
from hall_desk.domain.people import Right
from hall_desk.domain.texts import LONG, check_text
from hall_desk.domain.tickets import WindowNo
from hall_desk.store.transaction import Tx
from hall_desk.usecases.clockguard import check_clock
from hall_desk.usecases.heirs import hand_to
from hall_desk.usecases.queries import require_right
from hall_desk.usecases.refunds import give_back

WHY_BACK = "检定超差，退还押金"
AT_WINDOW = "检定超差须退还押金，请责任人在窗口登记；责任人不在的，先转交给窗口人员。"


def decide(
    tx: Tx,
    *,
    test_id: int,
    outcome: Outcome,
    report_no: str,
    window: WindowNo | None = None,
    method: str = "",
    slip_no: str = "",
    approved_by: str | None = None,
) -> MeterTest:
    """合格: the deposit becomes a fee and its invoice is owed. 超差: a refund equal to the deposit
    and an open task to correct the bills; the refund wants a window and a second person.
    """
    test = _mine(tx, test_id)
    by = require_right(tx, Right.TAKE_MONEY).staff_no
    check_clock(tx)
    report = check_text(report_no, "report_no", most=40)
    decided = metertests.decide(test, outcome, report_no=report, by=by, now=tx.now)
    if outcome is Outcome.FAIL and window is None:
        raise RuleBroken(AT_WINDOW, field="outcome", article="21(7)")
    if outcome is Outcome.FAIL and approved_by is None:
        raise ApprovalNeeded("检定超差须退还押金：请值班主任核对检定报告后输入本人工号和密码。")
    changed: MeterTest = tx.change(test, decided, "decide_meter_test", guard="outcome")
    deposit = tx.get(Payment, id=test.payment_id)
    if outcome is Outcome.PASS or window is None:
        fee = replace(deposit, kind=Charge.FEE, invoice=INVOICE_OWED)
        tx.change(deposit, fee, "deposit_to_fee", guard="kind")
        return changed
    refund = give_back(
        tx,
        deposit,
        amount_fen=deposit.due_fen,
        method=method,
        slip_no=slip_no,
        reason=WHY_BACK,
        window=window,
        approved_by=approved_by or "",
    )
    return tx.change(changed, replace(changed, refund_id=refund.id), "refund_deposit")


def finish_adjustment(tx: Tx, *, test_id: int, note: str) -> MeterTest:
    """The bills of the wrong meter were corrected (退补)."""
    test = _mine(tx, test_id)
    by = require_right(tx, Right.SERVE).staff_no
    words = check_text(note, "note", most=LONG, lines=True)
    done = metertests.adjust(test, note=words, by=by, now=tx.now)
    return tx.change(test, done, "adjust_bills", guard="adjust_state")


def hand_over_test(tx: Tx, *, test_id: int, to: str, reason: str) -> MeterTest:
    """Somebody else answers for it: by the owner or the duty manager, with the reason."""
    test = _mine(tx, test_id)
    if not test.is_open and not test.to_adjust:
        raise RuleBroken("这件校验已有结果或已取消，已为您刷新。")
    return hand_to(tx, test, "hand_over_test", to=to, reason=reason)


def unmask_test(tx: Tx, *, test_id: int) -> MeterTest:
    """Name and telephone are looked at in full; the journal says by whom (Art. 4(3))."""
    test = _mine(tx, test_id)
    tx.note("unmask", "meter_test", {"id": test_id}, after={"by": tx.actor})
    return test


def _mine(tx: Tx, test_id: int) -> MeterTest:
    staff = require_right(tx, Right.SERVE)
    test = tx.get(MeterTest, id=test_id)
    if test.owner != tx.actor and not staff.may(Right.SUPERVISE):
        raise RuleBroken(f"这件校验由工号 {test.owner} 负责，请由本人或值班主任办理。")
    return test
