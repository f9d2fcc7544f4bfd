"""Rare names print and extract; what cannot be drawn is seen; nothing is parsed."""

import logging
from collections.abc import Callable
from dataclasses import replace

import pytest

from hall_desk.paper import fonts
from hall_desk.paper.faults import PaperFault
from hall_desk.paper.fitting import ellipsis, fit_block, fit_lines, shrink, wrap
from hall_desk.paper.fonts import Weight, clean, missing_characters, text_width, to_unicode_map
from hall_desk.paper.slip import render_slip
from hall_desk.paper.voucher import render_voucher
from tests.paper.pdf_reader import READERS, read_text, squeezed
from tests.paper.samples import HALL, SLIP, VOUCHER

RARE_NAMES = "𬭎龘㛃䶮𠅤"
NASTY = ["<img src=x>", "&amp;", "=1+1", "<b>粗</b>", "%s %(x)s {0}", "a\\b(c)", "'; DROP TABLE--"]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("weight", list(Weight))
def test_every_weight_draws_rare_names(read: Callable[[bytes], str], weight: Weight) -> None:
    assert fonts.drawable(RARE_NAMES, weight) == RARE_NAMES
    pdf = render_voucher(replace(VOUCHER, customer=RARE_NAMES))
    assert RARE_NAMES in squeezed(read(pdf))


@pytest.mark.parametrize("read", READERS)
def test_rare_names_stand_on_thermal_paper_too(read: Callable[[bytes], str]) -> None:
    pdf = render_slip(replace(SLIP, duty_manager=RARE_NAMES, hall=replace(HALL, name=RARE_NAMES)))
    assert squeezed(read(pdf)).count(RARE_NAMES) == 2


def test_beyond_the_first_plane_the_map_holds_a_surrogate_pair() -> None:
    content = to_unicode_map("F", [0, ord("厅"), ord("𬭎")])
    assert "<01> <5385>" in content
    assert "<02> <D872DF4E>" in content
    assert "<00> <0000>" not in content


def test_a_map_of_a_full_subset_is_written_in_blocks_of_a_hundred() -> None:
    content = to_unicode_map("F", [0, *range(0x4E00, 0x4E00 + 255)])
    assert content.count("beginbfchar") == 3
    assert "100 beginbfchar" in content
    assert "55 beginbfchar" in content


@pytest.mark.parametrize("text", NASTY)
@pytest.mark.parametrize("read", READERS)
def test_text_is_drawn_as_it_is(read: Callable[[bytes], str], text: str) -> None:
    pdf = render_voucher(replace(VOUCHER, customer=text))
    assert squeezed(text) in squeezed(read(pdf))


@pytest.mark.parametrize("text", ["😀", "שלום", "\u202eabc", "\u200b"])
def test_what_the_font_lacks_is_shown_and_reported(
    text: str, caplog: pytest.LogCaptureFixture
) -> None:
    fonts._drawn.cache_clear()
    fonts.advance.cache_clear()
    with caplog.at_level(logging.WARNING):
        pdf = render_voucher(replace(VOUCHER, customer=text))
    assert f"{fonts.SUBSTITUTE}" in read_text(pdf)
    assert f"U+{ord(text[0]):04X}" in caplog.text
    assert missing_characters(f"苏{text}")[0] == text[0]


def test_nothing_is_missing_from_an_ordinary_name() -> None:
    assert missing_characters(f"苏·{RARE_NAMES}") == ()


@pytest.mark.parametrize("text", ["a\x00b", "\x07", "\x1b[31m", "\x85", "\ud800", "\x0b"])
def test_control_characters_are_refused(text: str) -> None:
    with pytest.raises(PaperFault, match="控制字符"):
        render_voucher(replace(VOUCHER, customer=text))


def test_a_variation_selector_leaves_its_character() -> None:
    assert clean("辻\U000e0100") == "辻"


# -- fitting -------------------------------------------------------------------------------------


def test_wrapped_lines_fit_and_lose_nothing() -> None:
    text = "更换客户内部线路的微型断路器（两极），并检查接地；费用按核定标准收取。" * 3
    lines = wrap(text, 100, 9)
    assert "".join(lines) == text
    assert all(text_width(line, 9) <= 100 for line in lines)


def test_marks_do_not_begin_a_line_nor_opening_marks_end_one() -> None:
    text = "先付款，后施工；（含材料）由客户确认。" * 5
    for width in range(40, 130, 7):
        lines = wrap(text, width, 9)
        assert not any(line[0] in "，。；）、" for line in lines)
        assert not any(line[-1] in "（" for line in lines)


def test_a_number_is_not_torn_unless_it_is_wider_than_the_line() -> None:
    assert wrap("凭证 SJ-000387 已作废", 60, 9)[1] == "SJ-000387 已"
    assert "".join(wrap("1" * 60, 60, 9)) == "1" * 60


def test_own_line_breaks_are_kept() -> None:
    assert wrap("甲\r\n乙\n丙", 100, 9) == ["甲", "乙", "丙"]


def test_text_shrinks_before_it_wraps() -> None:
    assert shrink("青禾供电营业厅", 300, 11, 8) == 11
    assert fit_lines("青禾供电营业厅", 70, 11, 8) == (10.0, ["青禾供电营业厅"])
    size, lines = fit_lines("青禾供电营业厅", 40, 11, 8)
    assert (size, len(lines)) == (8, 2)


def test_a_block_shrinks_to_its_height() -> None:
    size, lines = fit_block("设备故障" * 20, 200, 80, 30, 6)
    assert size < 30
    assert len(lines) * size * 1.3 <= 80


def test_an_ellipsis_says_that_something_follows() -> None:
    assert ellipsis("缴费・业务・咨询・报修", 40, 8).endswith("…")
    assert ellipsis("缴费", 40, 8) == "缴费"
