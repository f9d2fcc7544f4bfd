"""Ratings (服务评价, S1-11): one answer a step of a matter; a bad one is followed up (回访)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, literal_column, select

from hall_desk.domain import ratings
from hall_desk.domain.callbacks import Callback
from hall_desk.domain.contacts import FirstContact
from hall_desk.domain.days import BusinessDay
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.ratings import GivenBy, Rating, RatingStep
from hall_desk.domain.texts import LONG, check_text
from hall_desk.domain.tickets import StaffNo, Ticket, TicketId, TicketState, WindowNo
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import find_day, get_day, require_right, setting, words_of

TICKET, CONTACT, SHEET = "ticket", "first_contact", "sheet"
LEVELS = (5, 4, 3, 2, 1, 0)


@dataclass(frozen=True, kw_only=True)
class StepFigures:
    """The answers of one step: how many of each level from 5 to 0, and of how many asked."""

    step: RatingStep
    asked: int
    counts: tuple[int, ...]

    @property
    def given(self) -> int:
        """Answers that are one."""
        return sum(self.counts[:-1])


@dataclass(frozen=True, kw_only=True)
class _About:
    """Whom and what an answer is about."""

    ticket_id: TicketId | None
    staff_no: StaffNo
    window_no: WindowNo | None
    asked_by: str = ""
    """Who asks, where that is not the person it is about."""


def rate(
    tx: Tx,
    *,
    subject_id: int,
    level: int,
    subject: str = TICKET,
    step: RatingStep = RatingStep.COUNTER,
    given_by: GivenBy = GivenBy.KEYS,
) -> Rating:
    """The customer's answer to one step, once; a bad one opens a follow-up of the duty manager."""
    day = _day_of(tx, step)
    ratings.check_level(level)
    about = _about(tx, subject, subject_id, step)
    due_at = tx.now + timedelta(hours=follow_hours(tx))
    known = tx.find(Rating, step=step, subject=subject, subject_id=subject_id)
    if known is not None:
        if known.business_date != day.date:
            raise RuleBroken("这项评价已在以前的营业日记录。", field="level")
        other = ratings.regrade(known, level=level, given_by=given_by, now=tx.now)
        other = ratings.with_follow_up(other, owner=day.manager, due_at=due_at)
        # Somebody else may have ended the visit since.
        other = replace(other, staff_no=about.staff_no, window_no=about.window_no)
        return tx.change(known, other, "change_rating", guard="level")
    rating = Rating(
        id=tx.new_id(),
        business_date=day.date,
        step=step,
        subject=subject,
        subject_id=subject_id,
        ticket_id=about.ticket_id,
        level=level,
        given_by=given_by,
        staff_no=about.staff_no,
        window_no=about.window_no,
        at=tx.now,
        follow_owner="",
        follow_due_at=None,
        follow_result="",
        follow_closed_at=None,
        follow_closed_by=None,
    )
    rating = ratings.with_follow_up(rating, owner=day.manager, due_at=due_at)
    tx.insert(rating, "rate")
    return rating


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """A bad answer with the code of what it is about: a ticket, a first contact, or a sheet."""

    rating: Rating
    code: str


def close_follow_up(tx: Tx, *, rating_id: int, result: str, level: int | None = None) -> Rating:
    """The duty manager spoke with the customer: the result, and the answer to the callback."""
    staff = require_right(tx, Right.SUPERVISE)
    rating = tx.get(Rating, id=rating_id)
    words = check_text(result, "follow_result", most=LONG, lines=True)
    done = ratings.close_follow_up(rating, result=words, by=staff.staff_no, now=tx.now)
    tx.change(rating, done, "close_follow_up", guard="follow_closed_at")
    if level is not None:
        rate(
            tx,
            subject=rating.subject,
            subject_id=rating.subject_id,
            step=RatingStep.CALLBACK,
            level=level,
            given_by=GivenBy.ASKED,
        )
    return done


def note_reply(tx: Tx, contact: FirstContact) -> None:
    """The answer given with the feedback of a first contact (回访/满意度) counts as one too."""
    level = next((n for n, word in level_words(tx).items() if word == contact.satisfaction), None)
    if level is None:
        return
    rate(
        tx,
        subject=CONTACT,
        subject_id=contact.id,
        step=RatingStep.REPLY,
        level=level,
        given_by=GivenBy.ASKED,
    )


def follow_hours(reading: Reading) -> int:
    """The hours within which a bad answer is followed up."""
    hours = setting(reading, "rating_follow_hours")
    assert isinstance(hours, int)
    return hours


def rating_of(
    reading: Reading,
    subject_id: int,
    *,
    subject: str = TICKET,
    step: RatingStep = RatingStep.COUNTER,
) -> Rating | None:
    """The answer to one step of a matter, or None."""
    return reading.find(Rating, step=step, subject=subject, subject_id=subject_id)


def open_follow_ups(reading: Reading) -> list[Rating]:
    """Bad answers nobody has followed up yet, the next due first."""
    table = schema.rating
    return reading.all(
        Rating,
        # Said literally, so that the partial index of open follow-ups serves it.
        table.c.follow_owner != literal_column("''"),
        table.c.follow_closed_at.is_(None),
        order_by=table.c.follow_due_at,
    )


def follow_ups(reading: Reading, *, since: date | None = None) -> list[FollowUp]:
    """Open follow-ups by their due, or all since a business date, newest first."""
    if since is None:
        found = open_follow_ups(reading)
    else:
        table = schema.rating
        found = reading.all(
            Rating,
            table.c.business_date >= since,
            table.c.follow_owner != "",
            order_by=table.c.at.desc(),
        )
    codes = {
        **_codes(reading, Ticket, schema.ticket, TICKET, found),
        **_codes(reading, FirstContact, schema.first_contact, CONTACT, found),
        **_codes(reading, Sheet, schema.sheet, SHEET, found),
    }
    return [
        FollowUp(rating=each, code=codes.get((each.subject, each.subject_id), "—"))
        for each in found
    ]


def _codes(
    reading: Reading, kind: type[Any], table: Any, subject: str, found: list[Rating]
) -> dict[tuple[str, int], str]:
    ids = [rating.subject_id for rating in found if rating.subject == subject]
    if not ids:
        return {}
    return {(subject, each.id): each.code for each in reading.all(kind, table.c.id.in_(ids))}


def ratings_by_step(reading: Reading, first: date, last: date) -> tuple[StepFigures, ...]:
    """The answers of a span by step; a visit without one counts as none (未评价)."""
    table = schema.rating
    query = (
        select(table.c.step, table.c.level, func.count().label("n"))
        .where(
            table.c.hall_id == reading.hall_id,
            table.c.business_date >= first,
            table.c.business_date <= last,
        )
        .group_by(table.c.step, table.c.level)
    )
    found = {(RatingStep(row.step), row.level): row.n for row in reading.conn.execute(query)}
    visits = _visits(reading, first, last)
    return tuple(_figures(step, found, visits) for step in RatingStep)


def level_words(reading: Reading) -> dict[int, str]:
    """The words of the levels, 5 非常满意 to 0 未评价."""
    words = words_of(reading, "satisfaction")
    return {level: words.get(str(level), str(level)) for level in LEVELS}


def _figures(
    step: RatingStep, found: dict[tuple[RatingStep, int], int], visits: int
) -> StepFigures:
    counts = [found.get((step, level), 0) for level in LEVELS]
    if step is RatingStep.COUNTER:
        counts[-1] = max(0, visits - sum(counts[:-1]))
    return StepFigures(step=step, asked=sum(counts), counts=tuple(counts))


def _visits(reading: Reading, first: date, last: date) -> int:
    table = schema.ticket
    query = select(func.count()).where(
        table.c.hall_id == reading.hall_id,
        table.c.business_date >= first,
        table.c.business_date <= last,
        table.c.state == TicketState.DONE,
    )
    return int(reading.conn.execute(query).scalar_one())


def _about(tx: Tx, subject: str, subject_id: int, step: RatingStep) -> _About:
    """The matter's person, who alone records its answers; callbacks are the duty manager's.

    The callback after a paid service is made by its own clerk (Art. 26).
    """
    managers = step is RatingStep.CALLBACK and subject != SHEET
    staff = require_right(tx, Right.SUPERVISE if managers else Right.SERVE)
    if subject == TICKET:
        ticket = tx.get(Ticket, id=subject_id)
        if ticket.state is not TicketState.DONE or ticket.staff_no is None:
            raise RuleBroken(f"{ticket.code} 还没有办结，办结后再请客户评价。", field="level")
        about = _About(ticket_id=ticket.id, staff_no=ticket.staff_no, window_no=ticket.window_no)
    elif subject == CONTACT:
        contact = tx.get(FirstContact, id=subject_id)
        about = _About(ticket_id=contact.ticket_id, staff_no=contact.owner, window_no=None)
    elif subject == SHEET:
        sheet = tx.get(Sheet, id=subject_id)
        called = tx.find(Callback, subject=SHEET, subject_id=subject_id)
        about = _About(
            ticket_id=sheet.ticket_id,
            staff_no=sheet.staff_no,
            window_no=None,
            asked_by=called.owner if called is not None else "",
        )
    else:
        raise RuleBroken("没有这类可以评价的事项。", field="level")
    asks = about.asked_by or about.staff_no
    if asks != staff.staff_no and not staff.may(Right.SUPERVISE):
        word = "负责" if about.asked_by else "经办"
        raise RuleBroken(f"这项由工号 {asks} {word}，请由本人或值班主任记录评价。")
    if step is RatingStep.COUNTER and subject == TICKET:
        _check_today(tx, subject_id)
    return about


def _day_of(tx: Tx, step: RatingStep) -> BusinessDay:
    """The open day; what is asked on the telephone may be asked after it, too."""
    day = find_day(tx)
    if day is not None or step is RatingStep.COUNTER:
        return day or get_day(tx)
    last = tx.all(BusinessDay, order_by=schema.business_day.c.date.desc(), most=1)
    if not last:
        return get_day(tx)
    manager = tx.find(Staff, staff_no=last[0].manager)
    works_here = manager is not None and manager.active
    return last[0] if works_here else replace(last[0], manager=StaffNo(tx.actor))


def _check_today(tx: Tx, ticket_id: int) -> None:
    ticket = tx.get(Ticket, id=ticket_id)
    if ticket.business_date != get_day(tx).date:
        raise RuleBroken(f"{ticket.code} 不是今天的票号，请用回访记录评价。", field="level")
