"""The customer's answer after a visit (请客户评价): asked beside the work, never before it."""

from dataclasses import dataclass, replace
from datetime import datetime

from hall_desk.domain.limits import elapsed_seconds
from hall_desk.domain.ratings import CHANGE_S, GivenBy, Rating
from hall_desk.domain.tickets import Source
from hall_desk.presenters.counter_base import CounterBase
from hall_desk.presenters.counter_phrases import farewell_phrase
from hall_desk.presenters.counter_state import Phase, RatingView
from hall_desk.usecases import ratings
from hall_desk.usecases.hall import new_op

RATE_S = 45
"""How long a finished visit is asked for its answer."""


@dataclass(frozen=True, kw_only=True)
class Ratee:
    """A visit just finished here, and its answer so far."""

    ticket_id: int
    code: str
    finished_at: datetime
    level: int | None
    by_phone: bool = False


class CounterRating(CounterBase):
    """Asks the visit finished last; the next call is never in its way."""

    ratee: Ratee | None

    def begin_rating(self) -> None:
        """Nobody asked yet."""
        self.ratee = None

    def rate(self, level: int, given_by: GivenBy = GivenBy.KEYS) -> None:
        """A digit at the counter, or the customer's touch on the side screen."""
        ratee = self._asked()
        if ratee is None:
            self.say("没有刚办结的客户可以评价。")
            return
        hall, actor, op = self.desk.hall, self.staff_no, new_op()
        # Beside the work: a press of the clerk is never ignored because of an answer.
        self.run(
            lambda: hall.do(
                ratings.rate, actor, op, subject_id=ratee.ticket_id, level=level, given_by=given_by
            ),
            self._rated,
            quiet=True,
        )

    def rating_view(self) -> RatingView:
        """The card of this second; empty when nobody is asked."""
        ratee, catalogue = self._asked(), self.catalogue
        if ratee is None or catalogue is None:
            return RatingView()
        age = elapsed_seconds(ratee.finished_at, self.now)
        return RatingView(
            code=ratee.code,
            levels=tuple(catalogue.levels.items()),
            given=ratee.level,
            seconds_left=RATE_S - age,
            farewell=farewell_phrase(catalogue).text,
            at_counter=self.phase() is Phase.IDLE,
            by_phone=ratee.by_phone,
        )

    def _asked(self) -> Ratee | None:
        """The visit asked now: finished a moment ago, and nobody else served since."""
        facts = self.facts
        if facts is None:
            return None
        last = facts.last_done
        if last is not None and last.finished_at is not None and last.staff_no == self.staff_no:
            known = self.ratee
            level = facts.last_rating.level if facts.last_rating else None
            if known is not None and known.ticket_id == last.id and level is None:
                level = known.level
            self.ratee = Ratee(
                ticket_id=last.id,
                code=last.code,
                finished_at=last.finished_at,
                level=level,
                by_phone=last.source is Source.PHONE,
            )
        elif self.phase() not in (Phase.IDLE, Phase.CALLED):
            self.ratee = None
        ratee = self.ratee
        if ratee is None or elapsed_seconds(ratee.finished_at, self.now) >= RATE_S:
            return None
        return ratee

    def _rated(self, rating: Rating) -> None:
        ratee = self.ratee
        if ratee is not None and ratee.ticket_id == rating.subject_id:
            self.ratee = replace(ratee, level=rating.level)
        word = self.catalogue.levels.get(rating.level, "") if self.catalogue else ""
        note = "，值班主任会回访" if rating.is_bad else ""
        self.say(f"已记录评价：{word}{note}。{CHANGE_S} 秒内可改。")
        self.refresh()
