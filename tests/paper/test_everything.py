"""Every paper of the program: whole, inside its page, in its own letters, alike at each print."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

from hall_desk.paper import logos
from tests.paper.everything import PAPERS, RARE, Sample, longest, rarest, words_of
from tests.paper.pdf_reader import READERS, pdftotext, read_text, squeezed
from tests.usecases.test_paperheads import png

ROOM = Path(__file__).parents[2] / "hall_desk" / "paper"
VARIANTS: dict[str, Callable[[object], object]] = {
    "ordinary": lambda paper: paper,
    "longest": longest,
    "rarest": rarest,
}
every_paper = pytest.mark.parametrize("sample", PAPERS.values(), ids=PAPERS.keys())
headed = [pytest.param(s, id=n) for n, s in PAPERS.items() if hasattr(s.paper, "hall")]
every_headed_paper = pytest.mark.parametrize("sample", headed)
every_variant = pytest.mark.parametrize("variant", VARIANTS.values(), ids=VARIANTS.keys())


def test_every_paper_of_the_program_is_walked() -> None:
    found = {
        path.stem
        for path in ROOM.glob("*.py")
        if re.search(rf"^def render_{path.stem}\(", path.read_text("utf-8"), re.MULTILINE)
    }
    workbooks = {"report_book"}  # read back in its own test
    assert found - workbooks == {sample.module for sample in PAPERS.values()}


def drawn(pdf: bytes) -> str:
    """What stands on the paper, by our own reader and, where installed, by poppler's."""
    if not shutil.which("pdftotext"):
        return squeezed(read_text(pdf))
    return squeezed(pdftotext(pdf).replace("\f", ""))


@every_paper
@pytest.mark.parametrize("change", [longest, rarest], ids=["longest", "rarest"])
def test_whatever_is_typed_stands_whole_and_can_be_read_back(
    sample: Sample, change: Callable[[object], object]
) -> None:
    text = squeezed(read_text(sample.render(sample.paper)))
    changed = change(sample.paper)
    pdf = sample.render(changed)
    after = squeezed(read_text(pdf))
    pairs = list(zip(words_of(sample.paper), words_of(changed), strict=True))
    shown = [(old, new) for old, new in pairs if squeezed(old) in text and old != new]
    assert shown
    assert [new for _, new in shown if squeezed(new) not in after] == []


@every_paper
@pytest.mark.parametrize("read", READERS)
def test_rare_characters_are_read_back_by_each_reader(
    sample: Sample, read: Callable[[bytes], str]
) -> None:
    text = squeezed(read(sample.render(rarest(sample.paper))))
    for char in RARE:
        assert char in text


@every_paper
@every_variant
def test_the_fonts_are_embedded_and_the_bytes_alike(
    sample: Sample, variant: Callable[[object], object]
) -> None:
    paper = variant(sample.paper)
    pdf = sample.render(paper)
    assert pdf == sample.render(paper)
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Type /FontDescriptor") > 0
    assert b"Helvetica" not in pdf


@every_paper
@every_variant
def test_nothing_lies_outside_the_page(sample: Sample, variant: Callable[[object], object]) -> None:
    for page, (left, bottom, right, top), what in marks(sample.render(variant(sample.paper))):
        width, height = page
        inside = left >= -0.5 and bottom >= -0.5 and right <= width + 0.5 and top <= height + 0.5
        assert inside, (what, (left, bottom, right, top), page)


@every_paper
@every_variant
def test_no_words_run_into_others(sample: Sample, variant: Callable[[object], object]) -> None:
    lines: list[tuple[float, ...]] = []
    last = ""
    for _, box, what in marks(sample.render(variant(sample.paper)), only_text=True):
        if what != last:
            lines, last = [], what
        for other in lines:
            across = min(box[2], other[2]) - max(box[0], other[0])
            down = min(box[3], other[3]) - max(box[1], other[1])
            assert across <= 1.5 or down <= 1.5, (what, box, other)
        lines.append(box)


@pytest.mark.rule("25")
@pytest.mark.parametrize(
    "name", [name for name in PAPERS if "voucher" in name or name == "prepayment"]
)
def test_no_voucher_uses_the_words_of_a_tax_paper(name: str) -> None:
    text = drawn(PAPERS[name].render(PAPERS[name].paper))
    assert "发票" not in text
    assert "税额" not in text
    assert "不能代替数电票" in text


@every_headed_paper
def test_every_paper_carries_the_halls_logo_and_footer(sample: Sample) -> None:
    named = replace(sample.paper.hall, logo=logos.keep(png(320, 160)))
    pdf = sample.render(replace(sample.paper, hall=named))
    assert b"/Subtype /Image" in pdf
    assert squeezed(named.footer) in squeezed(read_text(pdf))


def marks(
    pdf: bytes, *, only_text: bool = False
) -> Iterator[tuple[tuple[float, float], tuple[float, ...], str]]:
    """Each drawn thing with the box of its ink."""
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        page = document[number]
        size = page.get_size()
        for thing in page.get_objects():
            if only_text and thing.type != FPDF_PAGEOBJ_TEXT:
                continue
            yield size, thing.get_bounds(), f"object on page {number + 1}"
    document.close()
