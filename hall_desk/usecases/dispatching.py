"""Work orders (派工单): a signed sheet goes to a team; what was done comes back (17(2), 25)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from hall_desk.domain import workorders
from hall_desk.domain.contacts import DirectoryEntry
from hall_desk.domain.days import HALL_ZONE
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import PAPER_MODE, SCREEN_MODE, Sheet, SheetState
from hall_desk.domain.people import Right
from hall_desk.domain.signatures import check_strokes
from hall_desk.domain.texts import LONG, check_text
from hall_desk.domain.tickets import StaffNo
from hall_desk.domain.workorders import OrderState, WorkOrder
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import callbacks
from hall_desk.usecases.paidservice import Wanted, my_sheet, price_list
from hall_desk.usecases.queries import get_day, require_right
from hall_desk.usecases.workorders import open_orders, order_of


def dispatch(
    tx: Tx,
    *,
    sheet_id: int,
    team_code: str,
    appointed_at: datetime | None,
    content: str,
    address: str = "",
    clash_seen: bool = False,
) -> WorkOrder:
    """Sends a team of the directory at the appointed time; a clash has to be seen first (17(2))."""
    sheet = my_sheet(tx, sheet_id)
    day = get_day(tx)
    workorders.check_dispatch(sheet, order_of(tx, sheet.id))
    team = _team(tx, team_code)
    place = check_text(address, "address") or sheet.address
    if not place:
        raise RuleBroken("请填作业地址。", field="address", article="17(2)")
    words = check_text(content, "content", most=LONG, lines=True)
    if not words:
        raise RuleBroken("请填作业内容。", field="content", article="17(2)")
    if appointed_at is None:
        raise RuleBroken("请填约定时间。", field="appointed_at", article="17(2)")
    if appointed_at < tx.now:
        raise RuleBroken(
            "约定时间已经过去，请填以后的时间。", field="appointed_at", article="17(2)"
        )
    taken = workorders.clashing(open_orders(tx), team=team.name, at=appointed_at)
    if taken and not clash_seen:
        sentence = f"{clash_words(taken)}请另约时间，或确认后仍派工。"
        raise RuleBroken(sentence, field="appointed_at", article="17(2)")
    order = WorkOrder(
        id=tx.new_id(),
        business_date=day.date,
        number=tx.next_number(f"work_order:{day.date.isoformat()}"),
        sheet_id=sheet.id,
        team=team.name,
        team_phone=team.phone,
        content=words,
        address=place,
        appointed_at=appointed_at,
        issued_by=StaffNo(tx.actor),
        issued_at=tx.now,
        state=OrderState.ISSUED,
        worker="",
        done_at=None,
        done_by="",
        done_note="",
        actual=(),
        difference_agreed_at=None,
        difference_mode="",
        difference_signature=(),
        cancel_reason="",
        reprints=0,
    )
    tx.insert(order, "dispatch")
    return order


def complete_order(
    tx: Tx,
    *,
    order_id: int,
    actual: tuple[Wanted, ...],
    worker: str,
    done_at: datetime | None = None,
    note: str = "",
) -> WorkOrder:
    """The team's report: quantities as done, at the quote's prices; a callback follows (26)."""
    order, sheet = _mine(tx, order_id)
    if sheet.state is not SheetState.SIGNED:
        raise RuleBroken(f"{sheet.code} 已收款或作废，不能再登记完工。", article="25")
    prices = price_list(tx)
    done = workorders.complete(
        order,
        actual=tuple(
            workorders.actual_line(sheet, prices, want.code, want.quantity_milli) for want in actual
        ),
        worker=check_text(worker, "worker", most=40),
        note=check_text(note, "done_note", most=LONG, lines=True),
        done_at=done_at or tx.now,
        by=StaffNo(tx.actor),
        now=tx.now,
    )
    action = "complete_order" if order.is_open else "correct_completion"
    done = tx.change(order, done, action)
    callbacks.open_for(tx, sheet, done_at=done_at or tx.now)
    return done


def agree_difference(
    tx: Tx,
    *,
    order_id: int,
    mode: str = PAPER_MODE,
    signature: Iterable[Sequence[Sequence[int]]] = (),
) -> WorkOrder:
    """The customer signed for what was done otherwise than agreed before (Art. 25)."""
    order, sheet = _mine(tx, order_id)
    strokes = check_strokes(signature) if mode == SCREEN_MODE else ()
    agreed = workorders.agree(sheet, order, mode=mode, signature=strokes, now=tx.now)
    return tx.change(order, agreed, "agree_difference", guard="difference_agreed_at")


def cancel_order(tx: Tx, *, order_id: int, reason: str) -> WorkOrder:
    """The team is not sent after all; the number stays."""
    order, _ = _mine(tx, order_id)
    words = check_text(reason, "cancel_reason")
    return tx.change(order, workorders.cancel(order, words), "cancel_order")


def note_order_reprint(tx: Tx, *, order_id: int) -> WorkOrder:
    """The work order is printed again (补打)."""
    require_right(tx, Right.SERVE)
    order = tx.get(WorkOrder, id=order_id)
    again = replace(order, reprints=order.reprints + 1)
    return tx.change(order, again, "reprint_order", guard="reprints")


def teams(reading: Reading) -> list[DirectoryEntry]:
    """Who may be sent out: departments and stations of the directory that are in use."""
    table = schema.directory
    found = reading.all(DirectoryEntry, order_by=(table.c.level, table.c.code))
    return [entry for entry in found if entry.enabled and entry.name and entry.phone]


def clash_words(taken: tuple[WorkOrder, ...]) -> str:
    """The sentence about appointments of the same team and slot (Art. 17(2))."""
    told = "、".join(
        f"{order.code}（{order.appointed_at.astimezone(HALL_ZONE):%H:%M}）"
        for order in taken
        if order.appointed_at is not None
    )
    return f"{taken[0].team} 同一时段已约 {told}。"


def _team(tx: Tx, code: str) -> DirectoryEntry:
    team = tx.find(DirectoryEntry, code=code) if code else None
    if team is None or not team.enabled or not team.phone:
        raise RuleBroken("请选班组，须有联系电话。", field="team", article="17(2)")
    return team


def _mine(tx: Tx, order_id: int) -> tuple[WorkOrder, Sheet]:
    order = tx.get(WorkOrder, id=order_id)
    return order, my_sheet(tx, order.sheet_id)
