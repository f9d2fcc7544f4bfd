"""Test of a disputed meter (电能表校验, Art. 21(7)): a deposit, then a fee or all of it back."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.tickets import StaffNo

DUE_WORKDAYS = 5
"""The result is given within five working days (十项承诺)."""


class Outcome(StrEnum):
    """What the test said: ``PASS`` 合格, the customer pays; ``FAIL`` 超差, the hall pays."""

    PASS = "pass"
    FAIL = "fail"


OUTCOME_WORDS = {Outcome.PASS: "合格", Outcome.FAIL: "超差"}


class Adjust(StrEnum):
    """The task to correct the bills after an outcome 超差 (退补)."""

    NONE = ""
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True, kw_only=True)
class MeterTest:
    """A deposit held until the outcome; ``outcome`` is empty while the meter is tested."""

    id: int
    business_date: date
    payment_id: int
    account_no: str
    customer_name: str
    phone: str
    meter_no: str
    owner: StaffNo
    due_at: datetime | None
    outcome: str = ""
    report_no: str = ""
    decided_at: datetime | None = None
    decided_by: str = ""
    refund_id: int | None = None
    adjust_state: str = ""
    adjust_note: str = ""
    adjusted_at: datetime | None = None
    adjusted_by: str = ""
    cancelled_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether the deposit still waits for the outcome."""
        return not self.outcome and self.cancelled_at is None

    def late(self, now: datetime) -> bool:
        """Whether the day its outcome was promised for is over, and there is none."""
        return self.is_open and self.due_at is not None and self.due_at < now

    @property
    def to_adjust(self) -> bool:
        """Whether the bills are still to be corrected."""
        return self.adjust_state == Adjust.OPEN


def decide(
    test: MeterTest, outcome: Outcome, *, report_no: str, by: StaffNo, now: datetime
) -> MeterTest:
    """The laboratory's report is in; 超差 opens the task to correct the bills."""
    if not test.is_open:
        raise RuleBroken("这件校验已有结果或已取消，已为您刷新。")
    if not report_no:
        raise RuleBroken("请填检定报告号。", field="report_no", article="21(7)")
    return replace(
        test,
        outcome=outcome.value,
        report_no=report_no,
        decided_at=now,
        decided_by=by,
        adjust_state=(Adjust.OPEN if outcome is Outcome.FAIL else Adjust.NONE).value,
    )


def adjust(test: MeterTest, *, note: str, by: StaffNo, now: datetime) -> MeterTest:
    """The bills were corrected: how much, in which periods."""
    if not test.to_adjust:
        raise RuleBroken("没有待办的退补，已为您刷新。")
    if not note:
        raise RuleBroken("请写退补结果（账期、电量、金额）。", field="note", article="21(7)")
    return replace(
        test, adjust_state=Adjust.DONE.value, adjust_note=note, adjusted_at=now, adjusted_by=by
    )


def cancel(test: MeterTest, now: datetime) -> MeterTest:
    """The application was withdrawn: the deposit goes back or its voucher is void."""
    if not test.is_open:
        raise RuleBroken("校验已有结果，不能再作废或退押金。", article="21(7)")
    return replace(test, cancelled_at=now)
