"""The tills of the rehearsal (钱箱): each clerk counts in the evening, one of them a yuan short."""

from hall_desk.domain.payments import suggest_change
from hall_desk.domain.tills import Pieces, Till, TillCount, TillState
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.stage import Stage, at
from hall_desk.usecases import opening, tills

FROM = at(17, 33)
WHY = "找零时多给 1 元，客户已离厅"
_SHORT_FEN = {cast.POSTS[1].staff_no: 100}


def till_due(stage: Stage, staff_no: str) -> bool:
    """Whether the doors are shut, nobody is left and the till is not counted yet."""
    if stage.now < FROM or stage.is_closed() or stage.ask(opening.unfinished):
        return False
    till = till_of(stage, staff_no)
    return till.state is not TillState.COUNTED and till.sums.floats > 0


def till_of(stage: Stage, staff_no: str) -> Till:
    """The clerk's till of the day."""
    return stage.ask(tills.till_of, cast.DAY, staff_no)


def in_drawer(till: Till) -> tuple[tuple[int, int], ...]:
    """The notes and coins that lie there: (value in fen, pieces)."""
    return tuple(suggest_change(till.sums.expected_fen - _SHORT_FEN.get(till.staff_no, 0)))


def count_till(stage: Stage, staff_no: str) -> None:
    """Counts by the use cases; the duty manager signs for what is missing."""
    till = till_of(stage, staff_no)
    pieces = tuple(Pieces(value_fen=value, count=n) for value, n in in_drawer(till))
    count: TillCount = stage.do(
        tills.count_till, staff_no, pieces=pieces, terminals=till.sums.others
    )
    if count.differs:
        stage.do(
            tills.explain_count,
            staff_no,
            count_id=count.id,
            reason=WHY,
            approved_by=cast.MANAGER,
        )
