"""People at work (人员): accounts, sign-in with lockout, windows taken and left."""

from dataclasses import replace
from datetime import date, datetime

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from sqlalchemy import select

from hall_desk.domain.days import HALL_ZONE, WindowDay, late_minutes
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import Attendance
from hall_desk.domain.people import (
    LOCK_MINUTES,
    Right,
    Role,
    Staff,
    after_failure,
    after_success,
    check_new_password,
    check_staff_no,
    require,
)
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import StaffNo, TicketState, WindowNo
from hall_desk.store import schema
from hall_desk.store.records import key_of
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.queries import get_day, release_line_of

# One lane: a PC of the hall may have two cores, and the window needs one of them meanwhile.
_hasher = PasswordHasher(time_cost=2, memory_cost=65536, parallelism=1)


def hash_password(password: str) -> str:
    """The argon2id hash; takes about 0.2 s, so never inside a transaction."""
    return _hasher.hash(password)


def check_new_staff(*, staff_no: str, name: str, password: str) -> None:
    """What a new account needs."""
    number = check_staff_no(staff_no)
    if not check_text(name, "staff_name", most=40):
        raise RuleBroken("请填姓名。", field="staff_name")
    check_new_password(password, number)


def new_staff(*, staff_no: str, name: str, role: Role, password_hash: str) -> Staff:
    """A fresh account, not yet written."""
    return Staff(
        staff_no=StaffNo(staff_no),
        name=name.strip(),
        role=role,
        password_hash=password_hash,
        failed=0,
        locked_until=None,
        active=True,
    )


def add_staff_hashed(tx: Tx, *, staff_no: str, name: str, role: Role, password_hash: str) -> Staff:
    """Writes a new account; ``add_staff`` is the checked way."""
    if tx.find(Staff, staff_no=staff_no) is not None:
        raise RuleBroken(f"工号 {staff_no} 已存在。", field="staff_no")
    staff = new_staff(staff_no=staff_no, name=name, role=role, password_hash=password_hash)
    tx.insert(staff, "add_staff")
    return staff


def add_staff(
    hall: Hall, actor: str, *, staff_no: str, name: str, role: Role, password: str
) -> Staff:
    """A new account, made by somebody with the right to."""
    check_new_staff(staff_no=staff_no, name=name, password=password)
    password_hash = hash_password(password)

    def _add(tx: Tx) -> Staff:
        require(tx.get(Staff, staff_no=actor), Right.STAFF)
        return add_staff_hashed(
            tx, staff_no=staff_no, name=name, role=role, password_hash=password_hash
        )

    return hall.do(_add, actor)


def authenticate(hall: Hall, staff_no: str, password: str) -> Staff:
    """Checks a password; five failures lock the account for 30 minutes (journalled)."""
    cleaned = staff_no.strip()
    staff = None
    if cleaned.isalnum():  # what no account can have is not searched for
        staff = hall.ask(lambda reading: reading.find(Staff, staff_no=cleaned))
    if staff is None or not staff.active:
        raise RuleBroken("工号或密码不对。", field="password")
    now = hall.clock.now()
    if staff.locked_at(now):
        raise RuleBroken(_locked_sentence(staff, now), field="password")
    try:
        _hasher.verify(staff.password_hash, password)
    except (Argon2Error, InvalidHashError):
        staff = hall.do(_fail, staff.staff_no, staff_no=staff.staff_no)
        if staff.locked_at(hall.clock.now()):
            raise RuleBroken(_locked_sentence(staff, now), field="password") from None
        raise RuleBroken("工号或密码不对。", field="password") from None
    if staff.failed or staff.locked_until:
        staff = hall.do(_succeed, staff.staff_no, staff_no=staff.staff_no)
    return staff


def _locked_sentence(staff: Staff, now: datetime) -> str:
    assert staff.locked_until is not None
    minutes = max(1, -(-int((staff.locked_until - now).total_seconds()) // 60))
    return f"工号 {staff.staff_no} 已锁定，{min(minutes, LOCK_MINUTES)} 分钟后再试。"


def _fail(tx: Tx, *, staff_no: StaffNo) -> Staff:
    staff = tx.get(Staff, staff_no=staff_no)
    failed = after_failure(staff, tx.now)
    action = "lock_account" if failed.locked_at(tx.now) else "sign_in_failed"
    return tx.change(staff, failed, action, guard="failed")


def _succeed(tx: Tx, *, staff_no: StaffNo) -> Staff:
    staff = tx.get(Staff, staff_no=staff_no)
    return tx.change(staff, after_success(staff), "sign_in_cleared", guard="failed")


def locked_accounts(reading: Reading) -> list[Staff]:
    """Accounts locked now, for the duty desk."""
    staff = reading.all(Staff, schema.staff.c.locked_until.is_not(None))
    return [person for person in staff if person.locked_at(reading.now)]


def take_window(tx: Tx, *, window: WindowNo, staff_no: StaffNo) -> WindowDay:
    """A clerk signs in at a window (上岗); one clerk a window, one window a clerk."""
    if staff_no != tx.actor:
        raise RuleBroken("只能用自己的工号上岗。", field="staff_no", article="7(1)")
    staff = tx.get(Staff, staff_no=staff_no)
    require(staff, Right.SERVE)
    day = get_day(tx)
    place = tx.find(WindowDay, business_date=day.date, no=window)
    if place is None or not place.prefixes:
        raise RuleBroken(f"{window}号窗口今天没有安排业务，请值班主任安排。", article="7(1)")
    if place.staff_no == staff_no:
        again = replace(place, skills=staff.skills)
        tx.change(place, again, "take_window", guard="skills")
        release_line_of(tx, window, kept=again.enabled)
        return again
    if place.staff_no is not None:
        _check_free(tx, window, f"{window}号窗口的工号 {place.staff_no} ")
    held = tx.all(
        WindowDay,
        schema.window_day.c.business_date == day.date,
        schema.window_day.c.staff_no == staff_no,
    )
    if held:
        # Noted first: a retry gives back the window taken, not the one left for it.
        tx.note("change_window", "window_day", key_of(place))
    for other in held:
        _check_free(tx, other.no, f"您在{other.no}号窗口")
        sign_off(tx, other)
    taken = replace(place, staff_no=staff_no, signed_in_at=tx.now, skills=staff.skills)
    tx.change(place, taken, "take_window", guard="staff_no")
    if place.staff_no is not None:
        _sign_out(tx, day.date, StaffNo(place.staff_no))
        release_line_of(tx, window, kept=taken.enabled)
    opens = datetime.combine(day.date, day.opens, HALL_ZONE)
    first = not tx.all(
        Attendance,
        schema.attendance.c.business_date == day.date,
        schema.attendance.c.staff_no == staff_no,
    )
    tx.insert(
        Attendance(
            id=tx.new_id(),
            business_date=day.date,
            staff_no=staff_no,
            window_no=window,
            signed_in_at=tx.now,
            late_minutes=late_minutes(tx.now, opens) if first else 0,
            signed_out_at=None,
        ),
        "sign_in",
    )
    return taken


def leave_window(tx: Tx, *, window: WindowNo) -> WindowDay:
    """The clerk leaves the window (离岗); refused with a customer in service.

    The duty manager may sign anybody off; a clerk who is not there any more changes nothing.
    """
    day = get_day(tx)
    place = tx.get(WindowDay, business_date=day.date, no=window)
    by_manager = tx.get(Staff, staff_no=tx.actor).may(Right.SUPERVISE)
    if place.staff_no is None or (place.staff_no != tx.actor and not by_manager):
        return place
    _check_free(tx, window, f"{window}号窗口")
    return sign_off(tx, place)


def sign_off(tx: Tx, place: WindowDay) -> WindowDay:
    """Empties the window, if somebody is there, and notes when that person went."""
    if place.staff_no is None:
        return place
    left = tx.change(
        place, replace(place, staff_no=None, skills=""), "leave_window", guard="staff_no"
    )
    _sign_out(tx, place.business_date, StaffNo(place.staff_no))
    release_line_of(tx, place.no)
    return left


def _check_free(tx: Tx, window: WindowNo, who: str) -> None:
    table = schema.ticket
    query = select(table.c.prefix, table.c.number).where(
        table.c.hall_id == tx.hall_id,
        table.c.window_no == window,
        table.c.state.in_((TicketState.CALLED, TicketState.SERVING)),
    )
    row = tx.conn.execute(query).first()
    if row is not None:
        raise RuleBroken(f"{who}还有 {row.prefix}{row.number:03d} 没有办完，请先办结或转接。")


def _sign_out(tx: Tx, day: date, staff_no: StaffNo) -> None:
    table = schema.attendance
    present = tx.all(
        Attendance,
        table.c.business_date == day,
        table.c.staff_no == staff_no,
        table.c.signed_out_at.is_(None),
    )
    for record in present:
        tx.change(record, replace(record, signed_out_at=tx.now), "sign_out", guard="signed_out_at")
