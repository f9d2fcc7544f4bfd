"""The hall itself (营业厅): who it is on every print and report (Art. 2)."""

from dataclasses import dataclass
from datetime import date, datetime

from hall_desk.domain.tickets import StaffNo, WindowNo

LEVEL_WORDS = {"county+": "县级", "township": "乡镇"}


@dataclass(frozen=True, kw_only=True)
class HallProfile:
    """Name, code, level, address, telephone and slogan of a hall."""

    id: int
    code: str
    name: str
    level: str
    address: str
    phone: str
    slogan: str


@dataclass(frozen=True, kw_only=True)
class Attendance:
    """One sign-in of the day and how late it was, in minutes (Art. 11(1))."""

    id: int
    business_date: date
    staff_no: StaffNo
    window_no: WindowNo | None
    signed_in_at: datetime
    late_minutes: int
    signed_out_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class FloatCount:
    """The change a clerk starts with (备用金), in fen, counted before the first cash."""

    id: int
    business_date: date
    window_no: WindowNo
    staff_no: StaffNo
    amount_fen: int
    counted_at: datetime


@dataclass(frozen=True, kw_only=True)
class Setting:
    """One setting of the hall; the value is anything JSON can hold."""

    name: str
    value: object
