"""Every row of the regulation that the program fulfils is accepted by a test that runs."""

import pytest

from tests import rules
from tests.rules_plugin import accepted_by


def test_every_expected_row_is_accepted_by_a_test(request: pytest.FixtureRequest) -> None:
    # In a run of all tests this one has them at hand; the short form may lack a row's only test.
    if rules.missing_rows(accepted_by(request.session.items)):
        assert rules.missing_rows(rules.collect()) == []


def test_rows_are_listed_in_the_order_of_the_regulation() -> None:
    listed = rules.lines({"11(10)": ["b"], "11(9)": ["a", "c"], "S1-1": ["d"], "3": ["a"]})
    rows = [line for line in listed[:-1] if not line.startswith(" ")]
    assert rows.index("3:") < rows.index("11(9):") < rows.index("11(10):") < rows.index("S1-1:")
    assert "5(4): no test" in rows
    told, missing = listed[-1].split("; no test: ")
    assert told == "4 rows accepted by 4 tests"
    names = missing.split(", ")
    assert names == sorted(names, key=rules.place)
    assert "5(4)" in names
