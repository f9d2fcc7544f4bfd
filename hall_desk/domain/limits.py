"""Time limits (限时办结, Art. 11(3)): 5 minutes a payment, 20 minutes a business item."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hall_desk.domain.errors import RuleBroken

WARN_PERCENT = 80
MOST_MINUTES = 480
REGULATION_MINUTES = {"payment": 5, "business": 20}


class Stage(StrEnum):
    """How an item stands against its limit."""

    WITHIN = "within"
    NEAR = "near"
    OVER = "over"
    NONE = "none"
    PAUSED = "paused"


@dataclass(frozen=True, kw_only=True)
class LimitReading:
    """A timer at one moment: seconds gone (gross), the limit in seconds (None: no limit)."""

    elapsed_s: int
    limit_s: int | None
    stage: Stage
    net_s: int

    @property
    def left_s(self) -> int | None:
        """Seconds left, negative beyond the limit."""
        return None if self.limit_s is None else self.limit_s - self.elapsed_s


def limit_seconds(minutes: int | None, quantity: int) -> int | None:
    """The limit of an item: the minutes of its service times the quantity (每件)."""
    return None if minutes is None else minutes * 60 * quantity


def elapsed_seconds(started_at: datetime, until: datetime) -> int:
    """Whole seconds between two UTC moments; a clock set back counts as zero."""
    return max(0, int((until - started_at).total_seconds()))


def stage_at(elapsed_s: int, limit_s: int | None) -> Stage:
    """Within, near from 80 %, over from the first second beyond: 300 is within, 301 over."""
    if limit_s is None:
        return Stage.NONE
    if elapsed_s > limit_s:
        return Stage.OVER
    if elapsed_s * 100 >= limit_s * WARN_PERCENT:
        return Stage.NEAR
    return Stage.WITHIN


def read_limit(
    *,
    started_at: datetime,
    until: datetime,
    limit_s: int | None,
    paused: bool = False,
    paused_s: int = 0,
) -> LimitReading:
    """The timer's reading; pauses change the net figure only, never the stage's gross time."""
    elapsed = elapsed_seconds(started_at, until)
    stage = stage_at(elapsed, limit_s)
    if paused and stage is not Stage.OVER:
        stage = Stage.PAUSED
    return LimitReading(
        elapsed_s=elapsed, limit_s=limit_s, stage=stage, net_s=max(0, elapsed - paused_s)
    )


def check_limit_change(kind: str, minutes: int, *, is_manager: bool, reason: str) -> None:
    """The regulation is a floor (Art. 3): stricter is free, looser needs a manager and a reason."""
    if kind not in REGULATION_MINUTES:
        raise RuleBroken("该类业务没有办理时限。", field="kind", article="11(3)")
    if minutes < 1:
        raise RuleBroken("时限至少 1 分钟。", field="minutes", article="3")
    if minutes > MOST_MINUTES:
        raise RuleBroken(f"时限最多 {MOST_MINUTES} 分钟。", field="minutes", article="3")
    floor = REGULATION_MINUTES[kind]
    if minutes <= floor:
        return
    if not is_manager:
        raise RuleBroken(f"放宽到 {floor} 分钟以上须由值班主任设置。", field="minutes", article="3")
    if not reason.strip():
        raise RuleBroken(f"放宽到 {floor} 分钟以上须写明理由。", field="reason", article="3")
