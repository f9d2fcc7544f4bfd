"""The simulator: the same day under one order of calls or another."""

import csv
from pathlib import Path

import pytest

from hall_desk import __main__ as cli
from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.queue import Policy
from hall_desk.rehearsal import simulating
from hall_desk.usecases import people, serving
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.simulating import recorded_day
from tests.conftest import AT_WORK, Day


def rows_of(policy: Policy, *, windows: int = 5, seed: int = 1) -> list[simulating.Row]:
    plan = simulating.parse_plan("", windows)
    return simulating.simulate(*simulating.rehearsed_day(300, seed, plan), policy)


def row(rows: list[simulating.Row], kind: str, lane: str) -> simulating.Row:
    return next(one for one in rows if one.kind.startswith(kind) and one.lane == lane)


@pytest.mark.rule("6(4)")
def test_a_higher_cap_lets_priority_tickets_wait_less_and_ordinary_ones_more() -> None:
    few, many = rows_of(Policy(cap=1)), rows_of(Policy(cap=4))
    wait = {name: sum(row(rows, "全部", "优先").waits) for name, rows in (("1", few), ("4", many))}
    assert wait["4"] < wait["1"]


@pytest.mark.rule("6(4)")
def test_a_maximum_shortens_the_longest_wait() -> None:
    without = row(rows_of(Policy(most_wait_minutes=0), windows=4), "全部", "全部")
    within = row(rows_of(Policy(most_wait_minutes=30), windows=4), "全部", "全部")
    assert max(within.waits) < max(without.waits)


def test_the_same_seed_gives_the_same_table() -> None:
    assert rows_of(Policy(), seed=3) == rows_of(Policy(), seed=3)
    assert rows_of(Policy(), seed=3) != rows_of(Policy(), seed=4)


def test_every_customer_is_in_the_table() -> None:
    rows = rows_of(Policy())
    everybody = row(rows, "全部", "全部")
    assert len(everybody.waits) + everybody.not_called == 300
    parts = [one for one in rows if one.kind != "全部"]
    assert sum(len(one.waits) for one in parts) == len(everybody.waits)


def test_the_command_shows_policies_side_by_side_and_writes_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "waits.csv"
    command = ["simulate", "--customers", "60", "--windows", "3", "--cap", "1", "--cap", "2"]
    assert cli.main([*command, "--most-wait", "30", "--csv", str(target)]) == 0
    out = capsys.readouterr().out
    assert "优先号连叫上限 1，等候上限 30 分，过号回来排在 2 位之后" in out
    assert "优先号连叫上限 2，等候上限 30 分" in out
    assert "九成以内" in out
    with target.open(encoding="utf-8-sig", newline="") as table:
        head, *lines = csv.reader(table)
    assert head[:3] == ["连叫上限", "等候上限（分）", "回来排位"]
    assert {line[0] for line in lines} == {"1", "2"}


def test_windows_and_kinds_can_be_given() -> None:
    assert simulating.parse_plan("3=AC，4=b", 6) == {3: "AC", 4: "B"}
    for wrong in ("3", "3=X", "x=A"):
        with pytest.raises(RuleBroken, match="写法不对"):
            simulating.parse_plan(wrong, 6)
    with pytest.raises(RuleBroken, match="窗口数"):
        simulating.parse_plan("", 11)
    with pytest.raises(RuleBroken, match="至少 1"):
        simulating.policies([0], [], [], Policy())


def test_a_recorded_day_gives_back_the_waits_it_had(
    both_halls: Hall, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = both_halls.clock
    assert isinstance(clock, FakeClock)
    day = Day(both_halls, clock)
    waits = {}
    for _ in range(6):
        day.issue("A01")
        clock.advance(40)
    for _ in range(6):
        ticket = day.call(1)
        assert ticket is not None
        waits[ticket.id] = ticket.waited_s(clock.now())
        day.do(serving.start, "1008", ticket_id=ticket.id)
        clock.advance(100)
        day.finish(ticket)
    for staff_no, window in (("1032", 3), ("1021", 4), ("1030", 8)):
        day.do(people.leave_window, staff_no, window=window)
    visits, servers = day.ask(recorded_day, AT_WORK.date())
    # The clerk of window 1 begins when the first was called.
    alone = [one for one in servers if one.no == 1]
    alone[0].free_at = max(visit.rank for visit in visits) + 40_000_000
    rows = simulating.simulate(visits, alone, Policy())
    assert sorted(row(rows, "全部", "全部").waits) == sorted(waits.values())


def test_the_command_takes_a_day_of_the_database(
    hall: Hall, day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    day.whole_visit()
    address = ["--database", f"sqlite:///{hall.store.path}"]
    assert cli.main(["simulate", *address, "--date", "2026-03-12"]) == 0
    assert "全部" in capsys.readouterr().out
    assert cli.main(["simulate", *address, "--date", "2026-03-13"]) == 2
    assert "没有取号记录" in capsys.readouterr().err
