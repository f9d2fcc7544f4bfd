"""Amounts in words: the vectors, and an independent reader that reads every one back."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_desk.domain.money import MAX_FEN, parse_yuan
from hall_desk.domain.words import amount_words

# From the catalogue's test vectors (金额大写), and sums that trip careless writers.
VECTORS = [
    ("0.00", "人民币零元整"),
    ("0.05", "人民币伍分"),
    ("0.50", "人民币伍角整"),
    ("0.56", "人民币伍角陆分"),
    ("1.05", "人民币壹元零伍分"),
    ("10.00", "人民币壹拾元整"),
    ("10.50", "人民币壹拾元零伍角整"),
    ("100.50", "人民币壹佰元零伍角整"),
    ("325.04", "人民币叁佰贰拾伍元零肆分"),
    ("1409.50", "人民币壹仟肆佰零玖元伍角整"),
    ("1680.32", "人民币壹仟陆佰捌拾元零叁角贰分"),
    ("6007.14", "人民币陆仟零柒元壹角肆分"),
    ("10000.00", "人民币壹万元整"),
    ("16409.02", "人民币壹万陆仟肆佰零玖元零贰分"),
    ("20035.00", "人民币贰万零叁拾伍元整"),
    ("107000.53", "人民币壹拾万柒仟元零伍角叁分"),
    ("1000000.00", "人民币壹佰万元整"),
    ("100000001.00", "人民币壹亿零壹元整"),
    ("1001000.01", "人民币壹佰万壹仟元零壹分"),
    ("100001000.00", "人民币壹亿零壹仟元整"),
    ("100100000.00", "人民币壹亿零壹拾万元整"),
    ("99999999999.99", "人民币玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
]

_DIGIT = {word: value for value, word in enumerate("零壹贰叁肆伍陆柒捌玖")}
_PLACE = {"拾": 10, "佰": 100, "仟": 1000}


def section_value(words: str) -> int:
    """Read up to four places, as a clerk would: digit, place, digit, place …"""
    value = 0
    for digit, place in re.findall(r"([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)", words):
        value += _DIGIT[digit] * _PLACE.get(place, 1)
    return value


def read_words(words: str) -> int:
    """Read an amount in words back into fen, without looking at how it was written."""
    found = re.fullmatch(
        r"人民币(?:(?:(.*?)亿)?(?:(.*?)万)?(.*?)元)?零?(?:(.)角)?零?(?:(.)分)?整?", words
    )
    assert found is not None, words
    hundred_millions, ten_thousands, units, jiao, fen = (part or "" for part in found.groups())
    yuan = (
        section_value(hundred_millions) * 10**8
        + section_value(ten_thousands) * 10**4
        + section_value(units)
    )
    return yuan * 100 + _DIGIT.get(jiao, 0) * 10 + _DIGIT.get(fen, 0)


@pytest.mark.rule("25")
@pytest.mark.parametrize(("amount", "words"), VECTORS)
def test_the_vectors_are_written_as_the_rule_says(amount: str, words: str) -> None:
    assert amount_words(parse_yuan(amount)) == words
    assert read_words(words) == parse_yuan(amount)


# Sums with many zeros are where words go wrong: draw every digit apart.
_SPARSE = st.lists(st.sampled_from("0001259"), min_size=1, max_size=13).map(
    lambda digits: int("".join(digits))
)


@pytest.mark.rule("25")
@given(st.one_of(st.integers(0, MAX_FEN), _SPARSE))
def test_an_independent_reader_reads_every_amount_back(fen: int) -> None:
    words = amount_words(fen)
    assert read_words(words) == fen
    assert "零零" not in words
    assert words.count("零") == 0 or fen == 0 or not words.endswith("零")
    assert words.endswith("整") == (fen % 10 == 0)


@given(st.integers(0, MAX_FEN - 1))
def test_no_two_amounts_share_their_words(fen: int) -> None:
    assert amount_words(fen) != amount_words(fen + 1)


@pytest.mark.parametrize("fen", [-1, MAX_FEN + 1])
def test_what_the_words_cannot_hold_is_refused(fen: int) -> None:
    with pytest.raises(ValueError, match="大写"):
        amount_words(fen)
