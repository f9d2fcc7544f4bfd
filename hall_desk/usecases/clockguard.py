"""Money and a wrong clock (时钟): nothing is taken or given at a time before the last record."""

from datetime import date, timedelta

from sqlalchemy import func, select

from hall_desk.domain.days import BusinessDay, DayState
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import Right
from hall_desk.store import schema
from hall_desk.store.columns import utc_moment
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import find_day, get_day, require_right

BEHIND_MOST_S = 60
"""Seconds between what one person did last and now that are no wrong clock."""
BESIDE_MOST_S = 600
"""The same between two computers: theirs are never quite alike."""
LOOK_BACK = 400
"""Journal entries looked through for the acting person's own last one."""
MONEY_WAITS = "钱款暂时不能收付"


class ClockBehind(RuleBroken):
    """The clock is behind the last record; one of the two is wrong, and a person knows which."""


def check_clock(tx: Tx, waits: str = MONEY_WAITS) -> None:
    """Refuses money while the clock is behind the newest journal entries of the running day.

    A minute behind what the same person did last, or ten behind anybody. Limits and lists only
    show a little oddly then; a voucher with such a time could never be explained. Nothing is
    lost: the queue goes on, and so does money once the clock is right. What stands before the
    day's opening does not count: the duty manager opened it by this clock, or said since that the
    clock is right and the last record was ahead. Counting, handing over and closing never wait: a
    record that came from a clock ahead must not keep the hall open.
    """
    table = schema.journal
    recent = select(table.c.at).where(
        table.c.hall_id == tx.hall_id, table.c.n > max(tx.head_n - LOOK_BACK, _trusted_n(tx))
    )
    for own, most in ((True, BEHIND_MOST_S), (False, BESIDE_MOST_S)):
        query = recent.where(table.c.actor == tx.actor) if own else recent
        at = tx.conn.execute(query.order_by(table.c.n.desc()).limit(1)).scalar()
        behind = utc_moment(at) - tx.now if at is not None else timedelta()
        if behind > timedelta(seconds=most):
            whose = "" if own else "（也可能是另一台电脑快了）"
            raise ClockBehind(
                f"这台电脑的时钟比上一笔记录慢了 {_words(behind)}{whose}，{waits}；"
                "请校准电脑时间，重新打开程序后再办。"
            )


def check_date(reading: Reading, today: date, *, seen: bool) -> None:
    """A day before the last business date is opened only when its date was looked at."""
    table = schema.business_day
    last = reading.all(
        BusinessDay, table.c.state == DayState.CLOSED, order_by=table.c.date.desc(), most=1
    )
    if last and today < last[0].date and not seen:
        raise RuleBroken(
            f"这台电脑的日期 {today} 早于上一个营业日 {last[0].date}：请先核对、校准电脑时间；"
            "日期确实没错，请再按一次开门。",
            field="date",
            article="11(1)",
        )


def trust_clock(tx: Tx) -> None:
    """The duty manager looked: the clock is right, what was written before came from a fast one."""
    require_right(tx, Right.APPROVE)
    tx.note("trust_clock", "business_day", {"date": get_day(tx).date}, after={"now": str(tx.now)})


def _trusted_n(tx: Tx) -> int:
    """The journal's number of the running day's opening, or of the last word about its clock."""
    table, day = schema.journal, find_day(tx)
    if day is None:
        return 0
    query = select(func.max(table.c.n)).where(
        table.c.hall_id == tx.hall_id,
        table.c.subject == "business_day",
        table.c.subject_id == day.date.isoformat(),
        table.c.action.in_(("open_day", "trust_clock")),
    )
    return int(tx.conn.execute(query).scalar() or 0)


def _words(behind: timedelta) -> str:
    minutes = round(behind.total_seconds() / 60)
    days, hours = divmod(minutes // 60, 24)
    if days:
        return f"{days} 天 {hours} 小时" if hours else f"{days} 天"
    return f"{hours} 小时 {minutes % 60} 分钟" if hours else f"{minutes} 分钟"
