"""The estimate given at issue holds; the long form plays a week of 300 customers a day."""

from pathlib import Path

import pytest

from hall_desk import __main__ as cli
from hall_desk.rehearsal import estimating
from hall_desk.rehearsal.estimating import LEAST_COVERED, Told, covered, play_day, widths


def test_a_range_holds_from_its_low_to_its_high_end() -> None:
    told = [
        Told(prefix="A", hour=9, low=2, high=6, waited=waited) for waited in (1.9, 2.0, 6.0, 6.1)
    ]
    assert [one.held for one in told] == [False, True, True, False]
    assert covered(told) == 0.5
    assert widths(told) == (4.0, 4)
    assert covered([]) == 0


@pytest.mark.rule("S1-10")
def test_eight_of_ten_ranges_hold_on_a_crowded_day_and_none_is_uselessly_wide(
    tmp_path: Path,
) -> None:
    told, silent = play_day(tmp_path, customers=130, windows=3, seed=5)
    assert len(told) > 80
    assert silent < len(told) / 3
    waited = [one.waited for one in told]
    assert sum(waited) / len(waited) > 3, "a day without a queue proves nothing"
    assert covered(told) >= LEAST_COVERED
    assert widths(told)[1] <= 12


@pytest.mark.slow
@pytest.mark.rule("S1-10")
def test_eight_of_ten_ranges_hold_over_a_week(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["estimate-check"]) == 0
    assert "达到" in capsys.readouterr().out


def test_more_days_than_the_week_has_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["estimate-check", "--days", str(len(estimating.WEEK) + 1)]) == 2
    assert "演练天数" in capsys.readouterr().err
