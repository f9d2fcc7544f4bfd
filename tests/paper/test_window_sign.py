"""The printed window sign: both languages, a third line as shaped, nothing unshaped on paper."""

import re
from collections import Counter

import pytest

from hall_desk.domain.papers import Outline, WindowSignPaper
from hall_desk.paper.faults import PaperFault
from hall_desk.paper.window_sign import render_window_sign
from tests.paper.pdf_reader import objects_of, read_pages, squeezed, stream_of
from tests.paper.samples import HALL

UYGHUR = "توك ھەققى تاپشۇرۇش"
SQUARE = Outline(
    width=40,
    height=10,
    strokes=(("M", (0, 0)), ("L", (40, 0)), ("C", (40, 5, 40, 9, 40, 10)), ("Z", ())),
)


def sign(**changes: object) -> WindowSignPaper:
    """The sign of window 3."""
    given = {
        "hall": HALL,
        "number": 3,
        "name": "缴费 · 咨询服务",
        "kinds": "",
        "name_en": "Payment · Enquiry and service desk",
        **changes,
    }
    return WindowSignPaper(**given)  # type: ignore[arg-type]


def drawing(pdf: bytes) -> str:
    """The drawing commands of the page."""
    objects = objects_of(pdf)
    page = next(body for body in objects.values() if re.search(rb"/Type /Page\b", body))
    contents = re.search(rb"/Contents (\d+) 0 R", page)
    assert contents is not None
    return stream_of(objects[int(contents[1])]).decode("latin-1")


@pytest.mark.rule("12(5)")
def test_the_printed_sign_has_number_and_both_languages() -> None:
    (page,) = read_pages(render_window_sign(sign()))
    text = squeezed(page)
    for words in ("3号窗口", "Window", "缴费·咨询服务", "95598", "12398", HALL.name):
        assert squeezed(words) in text
    assert "Payment·Enquiryand" in text


@pytest.mark.rule("12(5)")
@pytest.mark.parametrize("rtl", [True, False])
def test_the_third_line_is_drawn_as_shaped_from_its_own_side(rtl: bool) -> None:
    plain = drawing(render_window_sign(sign()))
    shaped = drawing(render_window_sign(sign(third=UYGHUR, rtl=rtl, outline=SQUARE)))
    moves = [float(x) for x in re.findall(r"([\d.]+) [\d.]+ m\b", shaped)]
    known = [float(x) for x in re.findall(r"([\d.]+) [\d.]+ m\b", plain)]
    assert (max(Counter(moves) - Counter(known)) > 400) is rtl


@pytest.mark.rule("12(5)")
@pytest.mark.parametrize("third", [UYGHUR, "ᠮᠣᠩᠭᠣᠯ", "བོད་ཡིག"])
def test_letters_that_nobody_shaped_never_reach_the_paper(third: str) -> None:
    with pytest.raises(PaperFault, match="没有第三语言的字体"):
        render_window_sign(sign(third=third, rtl=True))


def test_letters_of_the_own_font_need_no_shaping() -> None:
    assert "Плата" in squeezed(read_pages(render_window_sign(sign(third="Плата")))[0])


def test_long_names_stay_whole_and_unbroken() -> None:
    kinds = "业务办理 · 咨询服务 · 报修 · 缴费"
    text = read_pages(render_window_sign(sign(number=12, name=kinds)))[0]
    for kind in kinds.split(" · "):
        assert kind in text


def test_the_same_sign_gives_the_same_bytes() -> None:
    one = sign(third=UYGHUR, rtl=True, outline=SQUARE)
    assert render_window_sign(one) == render_window_sign(one)
