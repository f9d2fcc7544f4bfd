"""An open matter gets another owner (转交): callbacks, reconnections and meter tests (S3-7)."""

from datetime import date, timedelta
from typing import Any

import pytest

from hall_desk.domain.callbacks import AttemptResult, Callback
from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.metertests import MeterTest, Outcome
from hall_desk.domain.people import Role
from hall_desk.domain.reconnections import Reconnection
from hall_desk.usecases import (
    accesslog,
    callbacks,
    deposits,
    heirs,
    loose_ends,
    metertests,
    people,
    reconnections,
    staffing,
)
from hall_desk.usecases.hall import new_op
from tests.conftest import MANAGER, Day
from tests.usecases.test_meter_tests import arrears, deposit, name_the_document
from tests.usecases.test_money import signed
from tests.usecases.test_paid_work import dispatched, reported

ILL = "责任人病假"


@pytest.fixture(autouse=True)
def counted(day: Day) -> None:
    """Clerk 1032 may take cash."""
    day.count_float()


@pytest.fixture
def callback(day: Day) -> Callback:
    """A callback of clerk 1030."""
    day.count_float(8)
    sheet = signed(day, ("L02", 1000))
    reported(day, dispatched(day, sheet), ("L02", 1000))
    found: Callback = day.ask(callbacks.callback_of, sheet.id)
    return found


@pytest.fixture
def task(day: Day) -> Reconnection:
    """A reconnection of clerk 1032."""
    arrears(day)
    (found,) = day.ask(reconnections.open_reconnections)
    return found  # type: ignore[no-any-return]


@pytest.fixture
def meter_test(day: Day) -> MeterTest:
    """A meter test of clerk 1032."""
    name_the_document(day)
    return deposit(day)[1]


def give(day: Day, callback: Callback, actor: str, **more: Any) -> Callback:
    words = {"to": "1008", "reason": ILL, **more}
    moved: Callback = day.do(callbacks.hand_over_callback, actor, callback_id=callback.id, **words)
    return moved


@pytest.mark.rule("26", "S3-7")
@pytest.mark.parametrize("actor", ["1030", MANAGER])
def test_a_callback_handed_over_stands_on_the_list_of_the_new_owner_only(
    day: Day, callback: Callback, actor: str
) -> None:
    assert give(day, callback, actor).owner == "1008"
    due = callback.due_on + timedelta(days=1)
    assert day.ask(callbacks.open_callbacks, "1030", due_by=due) == []
    assert [c.id for c in day.ask(callbacks.open_callbacks, "1008", due_by=due)] == [callback.id]
    day.do(callbacks.note_attempt, "1008", callback_id=callback.id, result=AttemptResult.NO_ANSWER)
    with pytest.raises(RuleBroken, match="由工号 1008 负责"):
        day.do(callbacks.record_answer, "1030", callback_id=callback.id, opinion="好", level=5)


@pytest.mark.rule("26")
def test_the_journal_keeps_who_gave_a_callback_to_whom_and_why(
    day: Day, callback: Callback
) -> None:
    give(day, callback, MANAGER)
    give(day, callback, "1008", to="1032", reason="换班")
    told = day.ask(heirs.handovers_of, Callback, [callback.id])[callback.id]
    assert [(h.by, h.giver, h.taker, h.reason) for h in told] == [
        (MANAGER, "1030", "1008", ILL),
        ("1008", "1008", "1032", "换班"),
    ]
    assert told[0].at == day.clock.now()
    assert day.ask(heirs.handovers_of, Callback, []) == {}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": "  "}, "handover_reason"),
        ({"reason": "换\u202e班"}, "handover_reason"),
        ({"to": ""}, "heir"),
        ({"to": "9999"}, "heir"),
        ({"to": "1030"}, "heir"),
        ({"to": "2001"}, "heir"),
        ({"to": "1021"}, "heir"),
    ],
)
def test_it_goes_only_to_somebody_active_who_serves_and_only_with_a_reason(
    day: Day, callback: Callback, given: dict[str, str], field: str
) -> None:
    people.add_staff(
        day.hall, MANAGER, staff_no="2001", name="系统", role=Role.ADMINISTRATOR,
        password="admin-2001",
    )  # fmt: skip
    day.do(people.leave_window, "1021", window=4)
    day.do(
        staffing.change_staff,
        staff_no="1021", name="何岚", role=Role.CLERK, skills="", active=False,
    )  # fmt: skip
    with pytest.raises(RuleBroken) as refusal:
        give(day, callback, MANAGER, **given)
    assert refusal.value.field == field
    assert day.ask(callbacks.open_callbacks, "1030")[0].owner == "1030"


def test_another_clerk_takes_nothing_over_and_what_is_done_stays(
    day: Day, callback: Callback
) -> None:
    with pytest.raises(RuleBroken, match="由工号 1030 负责"):
        give(day, callback, "1008")
    day.do(callbacks.record_answer, "1030", callback_id=callback.id, opinion="好", level=5)
    with pytest.raises(RuleBroken, match="已经办结"):
        give(day, callback, MANAGER)


def test_a_second_press_with_the_same_key_hands_over_once(day: Day, callback: Callback) -> None:
    given: dict[str, Any] = {"callback_id": callback.id, "to": "1008", "reason": ILL}
    op = new_op()
    moved = day.hall.do(callbacks.hand_over_callback, MANAGER, op, **given)
    assert day.hall.do(callbacks.hand_over_callback, MANAGER, op, **given) == moved
    assert len(day.ask(heirs.handovers_of, Callback, [callback.id])[callback.id]) == 1


@pytest.mark.rule("S3-7")
def test_an_account_is_closed_once_its_open_matters_are_somebody_elses(
    day: Day, callback: Callback
) -> None:
    def _close() -> None:
        day.do(
            staffing.change_staff,
            staff_no="1030", name="林𬭎", role=Role.CLERK, skills="", active=False,
        )  # fmt: skip

    day.do(people.leave_window, "1030", window=8)
    with pytest.raises(RuleBroken, match="有偿服务回访 1 件"):
        _close()
    give(day, callback, MANAGER)
    with pytest.raises(RuleBroken) as refusal:
        _close()
    assert "回访" not in str(refusal.value), "only the sheet that is not paid is left"


@pytest.mark.rule("22(2)", "S3-7")
def test_a_reconnection_goes_to_another_clerk_who_ends_it(day: Day, task: Reconnection) -> None:
    words = {"task_id": task.id, "to": "1008", "reason": ILL}
    moved = day.do(reconnections.hand_over_reconnection, MANAGER, **words)
    assert (moved.owner, moved.due_at) == ("1008", task.due_at), "the 24 hours go on"
    assert day.ask(reconnections.open_reconnections, "1032") == []
    assert day.do(reconnections.finish, "1008", task_id=task.id).done_by == "1008"
    with pytest.raises(RuleBroken, match="已办结"):
        day.do(reconnections.hand_over_reconnection, MANAGER, **words)
    assert day.ask(loose_ends.loose_ends) == []


@pytest.mark.rule("22(2)")
def test_who_was_told_is_kept_also_when_it_is_noted_with_the_end(
    day: Day, task: Reconnection
) -> None:
    done = day.do(reconnections.finish, MANAGER, task_id=task.id, told="柳溪供电所")
    assert (done.passed_on_to, done.passed_on_at) == ("柳溪供电所", day.clock.now())


@pytest.mark.rule("21(7)")
def test_a_failed_test_is_decided_at_a_window_whoever_answers_for_it(
    day: Day, meter_test: MeterTest
) -> None:
    given = {"test_id": meter_test.id, "outcome": Outcome.FAIL, "report_no": "J-88"}
    with pytest.raises(RuleBroken, match="须退还押金") as refusal:
        day.do(metertests.decide, MANAGER, **given, approved_by=MANAGER)
    assert refusal.value.field == "outcome"
    moved = day.do(metertests.hand_over_test, MANAGER, test_id=meter_test.id, to="1008", reason=ILL)
    assert day.ask(deposits.open_tests, "1008") == [moved]
    day.count_float(1)
    with pytest.raises(ApprovalNeeded):
        day.do(metertests.decide, "1008", **given, window=1, method="CASH")
    decided = day.do(
        metertests.decide, "1008", **given, window=1, method="CASH", approved_by=MANAGER
    )
    assert decided.to_adjust
    day.do(metertests.hand_over_test, MANAGER, test_id=meter_test.id, to="1032", reason="回岗")
    note = "2026-01 退 12.00 元"
    day.do(metertests.finish_adjustment, "1032", test_id=meter_test.id, note=note)
    with pytest.raises(RuleBroken, match="已有结果"):
        day.do(metertests.hand_over_test, MANAGER, test_id=meter_test.id, to="1008", reason=ILL)


@pytest.mark.rule("21(7)")
def test_a_passed_test_needs_no_window(day: Day, meter_test: MeterTest) -> None:
    decided = day.do(
        metertests.decide, MANAGER, test_id=meter_test.id, outcome=Outcome.PASS, report_no="J-9"
    )
    assert (decided.outcome, decided.decided_by) == ("pass", MANAGER)


@pytest.mark.rule("4(3)")
def test_looking_at_whose_it_is_stands_in_the_access_log(
    day: Day, task: Reconnection, meter_test: MeterTest
) -> None:
    day.do(reconnections.unmask_reconnection, MANAGER, task_id=task.id)
    day.do(metertests.unmask_test, MANAGER, test_id=meter_test.id)
    today = date(2026, 3, 12)
    looks = day.ask(accesslog.accesses, today, today)
    assert [(look.what, look.subject, look.staff_no) for look in looks] == [
        ("电能表校验", "YJ-000001", MANAGER),
        ("复电", "SJ-000001", MANAGER),
    ]
    with pytest.raises(RuleBroken, match="负责"):
        day.do(reconnections.unmask_reconnection, "1008", task_id=task.id)
