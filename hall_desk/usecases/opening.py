"""Opening and closing the business day (开门、日结)."""

from dataclasses import replace
from datetime import date, datetime, time

from hall_desk.domain.days import (
    HALL_ZONE,
    BusinessDay,
    CheckLine,
    DayState,
    WindowDay,
    check_calls,
    check_closing,
    check_opening,
    hall_date,
)
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, ItemState, drop_item
from hall_desk.domain.people import Right, Staff, require
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import StaffNo, Ticket, TicketState, WindowNo
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import closings, helping, people, suspending, tills
from hall_desk.usecases.clockguard import check_date
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.hours import hall_hours
from hall_desk.usecases.queries import (
    code_texts,
    find_at_window,
    find_day,
    get_day,
    release_line_of,
    require_right,
    windows_of,
)

MOST_WINDOW = 99
_UNFINISHED = (
    TicketState.WAITING,
    TicketState.CALLED,
    TicketState.SERVING,
    TicketState.HELD,
)


def open_day(
    tx: Tx,
    *,
    checklist: tuple[CheckLine, ...],
    windows: dict[int, str],
    date_seen: bool = False,
) -> BusinessDay:
    """Opens today: checklist done, windows assigned to kinds (Art. 10(2), 11(1)).

    A date before the last business date is the computer's mistake, unless it was looked at.
    """
    require_right(tx, Right.OPEN_DAY)
    today = hall_date(tx.now)
    running = find_day(tx)
    if running is not None:
        raise RuleBroken(f"{running.date} 的营业日还没有日结，请先日结。", article="11(9)")
    if tx.find(BusinessDay, date=today) is not None:
        raise RuleBroken("今天已经日结，不能再开门。", article="11(9)")
    check_date(tx, today, seen=date_seen)
    for line in checklist:
        check_text(line.remark, "checklist")
    expected = [entry.text for entry in code_texts(tx, "checklist")]
    if [line.text for line in checklist] != expected:
        raise RuleBroken("班前检查有未填的行。", field="checklist", article="11(1)")
    profile = profile_of(tx)
    check_opening(
        hall_name=profile.name,
        hall_address=profile.address,
        checklist=checklist,
        windows=windows,
    )
    _check_plan(tx, windows)
    opens, closes = hours_of(tx)
    day = BusinessDay(
        date=today,
        state=DayState.OPEN,
        manager=StaffNo(tx.actor),
        opened_at=tx.now,
        opens=opens,
        closes=closes,
        checklist=checklist,
        issue_stopped_at=None,
        closed_at=None,
        closed_by=None,
        closing={},
    )
    tx.insert(day, "open_day")
    for no, prefixes in sorted(windows.items()):
        tx.insert(_window(today, WindowNo(no), prefixes), "assign_window")
    return day


def hours_of(reading: Reading) -> tuple[time, time]:
    """The hours of today in the hall's zone: its own ones (节假日), else the posted ones."""
    hours = hall_hours(reading)
    return hours.on(hall_date(reading.now)) or (hours.opens, hours.closes)


def _check_plan(reading: Reading, windows: dict[int, str]) -> None:
    kinds = {entry.code for entry in code_texts(reading, "kind")}
    for no, prefixes in windows.items():
        if not 1 <= no <= MOST_WINDOW:
            raise RuleBroken(f"窗口号应为 1 到 {MOST_WINDOW}。", field="windows")
        if not set(prefixes) <= kinds or len(set(prefixes)) != len(prefixes):
            raise RuleBroken(f"{no}号窗口的业务不对，请重选。", field="windows", article="10(1)")


def assign_windows(tx: Tx, *, windows: dict[int, str]) -> BusinessDay:
    """Opens more windows or changes their kinds during the day (增开/调整窗口)."""
    require_right(tx, Right.SUPERVISE)
    day = get_day(tx)
    _check_plan(tx, windows)
    present = {place.no: place for place in windows_of(tx, day.date)}
    kept = {place.no: place.prefixes for place in present.values()}
    if all(kept.get(WindowNo(no), "") == prefixes for no, prefixes in windows.items()):
        return day
    # Noted first: a retry gives back the day whose plan this is.
    tx.note("assign_windows", "business_day", {"date": day.date})
    for no, prefixes in sorted(windows.items()):
        place = present.get(WindowNo(no))
        if place is None:
            if prefixes:
                tx.insert(_window(day.date, WindowNo(no), prefixes), "assign_window")
        elif place.prefixes != prefixes:
            if not prefixes and find_at_window(tx, place.no) is not None:
                raise RuleBroken(f"{no}号窗口还有客户，不能撤掉业务。", field="windows")
            planned = replace(place, prefixes=prefixes)
            tx.change(place, planned, "assign_window", guard="prefixes")
            release_line_of(tx, planned.no, kept=planned.enabled)
    return day


def _window(day: date, no: WindowNo, prefixes: str) -> WindowDay:
    return WindowDay(
        no=no,
        business_date=day,
        prefixes=prefixes,
        staff_no=None,
        signed_in_at=None,
        suspension_id=None,
        apology_due=False,
    )


def hand_over(tx: Tx, *, to_manager: str) -> BusinessDay:
    """Another duty manager, named here, takes the running day and its open calls (交接班)."""
    day = get_day(tx)
    require_right(tx, Right.OPEN_DAY)
    require(tx.get(Staff, staff_no=to_manager), Right.OPEN_DAY)
    taker = replace(day, manager=StaffNo(to_manager))
    return tx.change(day, taker, "hand_over_day", guard="manager")


def stop_issuing(tx: Tx) -> BusinessDay:
    """Stops the kiosk before the posted hour; issued tickets live on."""
    require_right(tx, Right.CLOSE_DAY)
    day = get_day(tx)
    stopped = replace(day, issue_stopped_at=day.issue_stopped_at or tx.now)
    return tx.change(day, stopped, "stop_issuing")


def unfinished(reading: Reading) -> list[Ticket]:
    """Tickets of the open day that wait, are called, served or held."""
    day = find_day(reading)
    if day is None:
        return []
    table = schema.ticket
    return reading.all(
        Ticket,
        table.c.business_date == day.date,
        table.c.state.in_(_UNFINISHED),
        order_by=table.c.rank,
    )


def close_day(tx: Tx) -> BusinessDay:
    """Closes the day (日结): refused with the list while anybody waits or is served.

    Refused too while a call for the duty manager has no result, which nobody would find tomorrow,
    and while a till is not counted. The closing record (Z) is written with it.
    Clerks are signed out; a window's suspension ends with its day, that of a kind or the hall not.
    The closing record keeps the journal's head, so that a later cut of the tail is found.
    """
    require_right(tx, Right.CLOSE_DAY)
    day = get_day(tx)
    check_closing([ticket.code for ticket in unfinished(tx)])
    if day.issuing_at(tx.now) and day.issue_stopped_at is None:
        ends = day.closes.isoformat("minutes")
        raise RuleBroken(f"还没到 {ends} 停止取号的时间；确需提前，请先停止取号。", article="11(9)")
    check_calls(helping.open_calls(tx, day.date))
    tills.check_all_counted(tx, day.date)
    last, last_hash = tx.head_n, tx.head_hash
    closed = replace(
        day,
        state=DayState.CLOSED,
        closed_at=tx.now,
        closed_by=StaffNo(tx.actor),
        closing={"journal_n": last, "journal_hash": last_hash},
    )
    tx.change(day, closed, "close_day")
    closings.write_closing(tx, day, last, last_hash)
    _drop_left_over(tx, day.date)
    stops = {stop.id: stop for stop in suspending.open_suspensions(tx)}
    for place in windows_of(tx, day.date):
        people.sign_off(tx, place)
        if place.suspension_id in stops:
            suspending.end(tx, stops[place.suspension_id], place)
    from hall_desk.usecases import dayfigures  # reads what every room writes; wanted once a day

    dayfigures.keep(tx, closed)
    return closed


def _drop_left_over(tx: Tx, day: date) -> None:
    """What somebody wanted who did not come again or went home is pending no more."""
    table = schema.item
    for item in tx.all(Item, table.c.business_date == day, table.c.state == ItemState.PENDING):
        tx.change(item, drop_item(item), "drop_item")


def local(moment: datetime) -> datetime:
    """The moment in the hall's zone, for screens and papers."""
    return moment.astimezone(HALL_ZONE)
