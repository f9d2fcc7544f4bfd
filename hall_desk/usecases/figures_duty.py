"""First contacts, calls, suspensions, patrol and answers of a business date (日报其余栏)."""

from datetime import date, datetime, timedelta

from hall_desk.domain.contacts import AT_ONCE, Handling
from hall_desk.domain.dayfigures import Figures
from hall_desk.domain.days import HALL_ZONE, BusinessDay
from hall_desk.domain.escalations import Escalation
from hall_desk.domain.hall import Attendance
from hall_desk.domain.suspensions import Suspension
from hall_desk.store import schema
from hall_desk.store.transaction import Reading
from hall_desk.usecases import contacts, notices, passes, ratings
from hall_desk.usecases.patrols import findings_of

FAULTS = frozenset({"S1", "S3"})
"""Reasons of a suspension that are a fault of a system or a machine (系统故障、设备故障)."""


def add_duty(reading: Reading, day: BusinessDay, figures: Figures) -> None:
    """Contacts, notices, calls for the duty manager, suspensions, attendance, patrol, answers."""
    _add_contacts(reading, day.date, figures)
    _add_calls(reading, day, figures)
    _add_stops(reading, day, figures)
    on = schema.attendance.c.business_date == day.date
    for one in reading.all(Attendance, on, order_by=schema.attendance.c.id):
        if one.late_minutes:
            figures.add("late")
            figures.say("late", [one.staff_no, one.late_minutes])
    for finding in findings_of(reading, day.date, day.date):
        figures.add("patrol/good" if finding.commended else "patrol/bad")
    counter = ratings.ratings_by_step(reading, day.date, day.date)[0]
    figures.add("asked", counter.asked)
    for level, n in zip(ratings.LEVELS[:-1], counter.counts, strict=False):
        figures.add(f"level/{level}", n)


def _add_contacts(reading: Reading, day: date, figures: Figures) -> None:
    for contact in contacts.register_of(reading, day, day):
        figures.add("contact/n")
        figures.add("contact/hops", contact.hops)
        if contact.handling in AT_ONCE:
            figures.add("contact/at_once")
        if contact.handling is Handling.REFERRED:
            figures.add("contact/referred")
        if contact.is_open:
            figures.add("contact/open")
    figures.add("notices", notices.told_on(reading, day))
    figures.add("repeat_visits", passes.repeat_visits(reading, day, day))


def _add_calls(reading: Reading, day: BusinessDay, figures: Figures) -> None:
    until = day.closed_at or reading.now
    for call in reading.all(Escalation, schema.escalation.c.business_date == day.date):
        figures.add("call/n")
        if call.taken_at:
            figures.time("call", call.seconds_to_take(until))


def _add_stops(reading: Reading, day: BusinessDay, figures: Figures) -> None:
    """Minutes of a suspension that outlives its day are counted up to the close of the day."""
    until, stop = day.closed_at or reading.now, schema.suspension
    start = datetime.combine(day.date, datetime.min.time(), HALL_ZONE)
    of_day = (stop.c.from_at >= start, stop.c.from_at < start + timedelta(days=1))
    for one in reading.all(Suspension, *of_day):
        end = min(one.resumed_at or until, until)
        minutes = max(0, int((end - one.from_at).total_seconds()) // 60)
        figures.add("stop/n")
        figures.add("stop/minutes", minutes)
        if one.reason_code in FAULTS:
            figures.add("fault/n")
            figures.add("fault/minutes", minutes)
