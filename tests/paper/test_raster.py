"""Papers as dots: what the PDF says is what the thermal head burns, on both widths."""

from dataclasses import replace

import pytest

from hall_desk.paper.faults import PaperFault
from hall_desk.paper.raster import page_sizes, picture, rasterise
from hall_desk.paper.slip import render_slip
from hall_desk.paper.test_page import TestPage, render_test_page
from hall_desk.paper.to_bring import render_to_bring
from hall_desk.paper.voucher import render_voucher
from tests.paper.pdf_reader import read_text, squeezed
from tests.paper.samples import SLIP, TO_BRING, VOUCHER
from tests.paper.tcp_printer import picture_of

FULL = replace(
    SLIP,
    scan="HD1:T:2026-03-12:A018",
    link="https://example.com/h5",
    link_words="掌上电力",
    priority="年满七十岁老人优先",
)


def columns_inked(rows: bytes, stride: int) -> set[int]:
    """The columns of bytes in which anything is black."""
    return {at % stride for at, byte in enumerate(rows) if byte}


@pytest.mark.parametrize("dots", [576, 384])
def test_a_slip_is_as_wide_as_the_head_and_keeps_its_margins(dots: int) -> None:
    raster = rasterise(render_slip(FULL, dots), dots)
    assert raster.width == dots
    assert len(raster.rows) == raster.stride * raster.height
    inked = columns_inked(raster.rows, raster.stride)
    assert 0 not in inked
    assert raster.stride - 1 not in inked
    assert min(inked) <= 4
    assert max(inked) >= raster.stride - 5


def test_a_narrow_slip_is_laid_out_anew_and_says_the_same() -> None:
    wide, narrow = (squeezed(read_text(render_slip(FULL, dots))) for dots in (576, 384))
    assert sorted(wide) == sorted(narrow)
    small = rasterise(render_slip(FULL, 384), 384)
    large = rasterise(render_slip(FULL, 576), 576)
    assert small.height > large.height  # not scaled down: what stood beside stands below


def test_a_list_of_what_to_bring_says_the_same_on_both_rolls() -> None:
    wide, narrow = (squeezed(read_text(render_to_bring(TO_BRING, dots))) for dots in (576, 384))
    assert sorted(wide) == sorted(narrow)


def test_every_module_of_the_code_is_whole_dots() -> None:
    image = picture_of(rasterise(render_slip(FULL, 384), 384))
    black = 0xFF000000
    # The finder pattern's first black run is seven modules wide, its ring one: find the top row.
    runs: set[int] = set()
    for y in range(700, 1000):
        x, line = 0, [image.pixel(x, y) == black for x in range(384)]
        while x < 384:
            end = x
            while end < 384 and line[end] == line[x]:
                end += 1
            if line[x] and 110 <= x < 275:
                runs.add(end - x)
            x = end
    inside = {run for run in runs if run % 6 == 0}
    assert {6, 18, 42} <= inside


def test_a_lying_page_is_turned_and_fits_the_roll() -> None:
    raster = rasterise(render_voucher(VOUCHER), 576)
    assert raster.width == 576
    assert raster.height > 576  # A5 lying, stood up


def test_the_ruler_of_the_test_page_reaches_both_edges() -> None:
    page = TestPage(printer="小票机", device="网络", address="a:9100", printed_at="2026-03-12")
    for dots in (576, 384):
        raster = rasterise(render_test_page(page, dots), dots)
        inked = columns_inked(raster.rows, raster.stride)
        assert {0, raster.stride - 2} <= inked
    assert len(page_sizes(render_test_page(page))) == 1


def test_a_page_for_the_screen_is_in_colour_and_grows_with_the_zoom() -> None:
    pdf = render_voucher(VOUCHER)
    one, two = picture(pdf, 0, 1.0), picture(pdf, 0, 2.0)
    assert abs(two.width - 2 * one.width) <= 2
    assert len(one.pixels) == one.stride * one.height
    with pytest.raises(PaperFault, match="没有这一页"):
        picture(pdf, 7, 1.0)


def test_what_is_no_pdf_is_a_paper_fault() -> None:
    with pytest.raises(PaperFault, match="损坏"):
        rasterise(b"no paper", 576)
