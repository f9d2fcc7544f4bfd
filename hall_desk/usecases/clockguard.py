"""Money and a wrong clock (时钟): nothing is taken or given at a time before the last record."""

from datetime import timedelta

from sqlalchemy import select

from hall_desk.domain.errors import RuleBroken
from hall_desk.store import schema
from hall_desk.store.columns import utc_moment
from hall_desk.store.transaction import Tx

BEHIND_MOST_S = 60


def check_clock(tx: Tx) -> None:
    """Refuses money while the clock is more than a minute behind the newest journal entry.

    Limits and lists only show a little oddly then; a voucher with such a time could never be
    explained. Nothing is lost: the queue goes on, and so does money once the clock is right.
    """
    table = schema.journal
    newest = select(table.c.at).where(table.c.hall_id == tx.hall_id, table.c.n == tx.head_n)
    at = tx.conn.execute(newest).scalar()
    if at is None:
        return
    behind = utc_moment(at) - tx.now
    if behind > timedelta(seconds=BEHIND_MOST_S):
        raise RuleBroken(
            f"这台电脑的时钟比上一笔记录慢了 {_words(behind)}，钱款暂时不能收付；"
            "请校准电脑时间，重新打开程序后再收。"
        )


def _words(behind: timedelta) -> str:
    minutes = round(behind.total_seconds() / 60)
    days, hours = divmod(minutes // 60, 24)
    if days:
        return f"{days} 天 {hours} 小时" if hours else f"{days} 天"
    return f"{hours} 小时 {minutes % 60} 分钟" if hours else f"{minutes} 分钟"
