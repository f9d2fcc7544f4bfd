"""Money is whole fen, quantities whole thousandths; nothing is ever rounded up."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_desk.domain.money import (
    MAX_FEN,
    NotAnAmount,
    format_fen,
    format_quantity,
    format_yuan,
    line_amount,
    parse_quantity,
    parse_yuan,
)


@pytest.mark.parametrize(
    ("fen", "text"),
    [(0, "0.00"), (5, "0.05"), (8640, "86.40"), (128640, "1,286.40"), (-6000, "-60.00")],
)
def test_fen_are_written_as_yuan_with_two_decimals(fen: int, text: str) -> None:
    assert format_fen(fen) == text


def test_the_currency_sign_stands_before_the_figures_and_after_the_minus() -> None:
    assert format_yuan(33440) == "¥334.40"
    assert format_yuan(-5) == "-¥0.05"


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("86.4", 8640),
        (" 86.40 ", 8640),
        ("0.05", 5),
        ("1,286.40", 128640),
        ("1286.4", 128640),
        ("８６．４０", 8640),
        ("86。4", 8640),
    ],
)
def test_typed_yuan_become_fen(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    "text",
    ["", "abc", "-1", "+1", "1e3", "1.005", "1.", ".5", "12,86", "1,2867", "0x10", "1 2", "٣", "²",
     "=1+1", "NaN", "99999999999999.99"],
)  # fmt: skip
def test_what_is_not_a_sum_is_refused(text: str) -> None:
    with pytest.raises(NotAnAmount):
        parse_yuan(text)


@given(st.integers(min_value=0, max_value=MAX_FEN))
def test_what_is_written_reads_back_the_same(fen: int) -> None:
    assert parse_yuan(format_fen(fen)) == fen


@given(st.integers(min_value=0, max_value=10**9))
def test_quantities_read_back_the_same(thousandths: int) -> None:
    assert parse_quantity(format_quantity(thousandths)) == thousandths


def test_a_quantity_keeps_to_the_decimals_its_unit_allows() -> None:
    assert parse_quantity("12.5", decimals=1) == 12500
    assert parse_quantity("3", decimals=0) == 3000
    with pytest.raises(NotAnAmount):
        parse_quantity("2.5", decimals=0)
    with pytest.raises(NotAnAmount):
        parse_quantity("-1")


@pytest.mark.rule("5(4)")
def test_one_metre_twenty_at_three_fifty_is_four_twenty_exactly() -> None:
    assert line_amount(350, 1200) == 420


@pytest.mark.rule("5(4)")
@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_line_is_never_rounded_up_and_loses_less_than_a_fen(price: int, amount: int) -> None:
    exact = Fraction(price * amount, 1000)
    assert 0 <= exact - line_amount(price, amount) < 1


def test_negative_prices_and_quantities_are_refused() -> None:
    with pytest.raises(NotAnAmount):
        line_amount(-1, 1000)
    with pytest.raises(NotAnAmount):
        line_amount(1, -1000)
