"""Figures of a day: stored and taken again they say what they said when they were made."""

from hall_desk.domain.dayfigures import Figures


def test_what_came_to_nothing_is_no_line_made_or_stored() -> None:
    made = Figures()
    made.add("terminal/POS/expected", 4_000)  # one clerk took it
    made.add("terminal/POS/expected", -4_000)  # another one gave as much back
    made.add("terminal/QR/expected", 500)
    stored = Figures()
    stored.take(made.told())
    assert made.under("terminal") == stored.under("terminal") == {"QR/expected": 500}
