"""The head of every paper: footer, telephones, logo and form, set in one place."""

import struct
import zlib
from typing import Any

import pytest

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import FloatCount
from hall_desk.domain.tickets import Ticket
from hall_desk.paper import logos
from hall_desk.paper.contact_card import render_contact_card
from hall_desk.paper.printing import DummyPrinter
from hall_desk.paper.slip import render_slip
from hall_desk.paper.voucher import render_voucher
from hall_desk.presenters.papers import PaperDesk
from hall_desk.usecases import contact_papers, paperheads, papers
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.paper.pdf_reader import read_text, squeezed
from tests.usecases.test_money import cash, pay

FOOTER = "线上办电请用网上国网，不用排队。"


def png(width: int, height: int, grey: int = 90) -> bytes:
    """A plain picture of that size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\x00" + bytes([grey]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def set_head(day: Day, **changed: str) -> None:
    given = {"footer": FOOTER, "after_sales_phone": "", "repair_phone": "", "voucher_form": "A5"}
    day.do(paperheads.set_paper_head, **{**given, **changed})


def paid(day: Day) -> Any:
    if day.ask(lambda reading: reading.find(FloatCount, window_no=8)) is None:
        day.count_float(8)
    return pay(day, cash(day.clock, 8640, 10_000))


@pytest.mark.rule("S2-6")
def test_the_footer_stands_on_sheets_and_slips_from_one_setting(day: Day) -> None:
    payment, ticket = paid(day), day.issue("A01")
    assert FOOTER not in squeezed(read_text(render_slip(day.ask(papers.slip_of, ticket.id))))
    set_head(day)
    slip = squeezed(read_text(render_slip(day.ask(papers.slip_of, ticket.id))))
    assert FOOTER in slip
    card = day.ask(contact_papers.rung_card_of, "L1", MANAGER)
    assert FOOTER in squeezed(read_text(render_contact_card(card)))
    again = paid(day)
    assert FOOTER in squeezed(read_text(render_voucher(day.ask(papers.voucher_of, again.id))))
    first = day.ask(papers.voucher_of, payment.id)
    assert first.hall.footer == ""


@pytest.mark.rule("26")
def test_the_telephone_for_questions_after_the_visit_is_its_own_or_the_halls(day: Day) -> None:
    assert day.ask(papers.voucher_of, paid(day).id).after_sales_phone == "000-0000-0011"
    set_head(day, after_sales_phone="000-0000-0013")
    voucher = day.ask(papers.voucher_of, paid(day).id)
    assert "售后与回访电话000-0000-0013" in squeezed(read_text(render_voucher(voucher)))


@pytest.mark.rule("14(5)")
def test_the_repair_telephone_stands_on_every_paper_once_it_is_set(day: Day) -> None:
    ticket = day.issue("A01")
    set_head(day, repair_phone="000-0000-0095")
    slip = squeezed(read_text(render_slip(day.ask(papers.slip_of, ticket.id))))
    assert "报修000-0000-0095" in slip
    voucher = day.ask(papers.voucher_of, paid(day).id)
    assert "报修000-0000-0095" in squeezed(read_text(render_voucher(voucher)))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"footer": "字" * 61}, "footer"),
        ({"footer": "a\u202eb"}, "footer"),
        ({"after_sales_phone": "问前台"}, "after_sales_phone"),
        ({"repair_phone": "1" * 21}, "repair_phone"),
        ({"voucher_form": "A3"}, "voucher_form"),
    ],
)
def test_what_does_not_fit_on_paper_is_refused_at_its_field(
    day: Day, changed: dict[str, str], field: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        set_head(day, **changed)
    assert refusal.value.field == field


def test_the_hall_chooses_the_form_of_its_vouchers(day: Day, hall: Hall) -> None:
    printer = DummyPrinter()
    desk = PaperDesk(hall, printer, "1030")
    payment = paid(day)
    widths = []
    for form in ("A5", "80", "58"):
        set_head(day, voucher_form=form)
        desk.voucher(payment)
        widths.append(float(_box(printer.papers[-1][1])))
    assert [round(width / 72 * 25.4) for width in widths] == [210, 80, 58]


def _box(pdf: bytes) -> str:
    import re

    found = re.search(rb"/MediaBox \[ 0 0 ([\d.]+)", pdf)
    assert found is not None
    return found[1].decode()


def test_a_logo_is_kept_with_the_hall_and_drawn_on_papers(day: Day) -> None:
    ticket: Ticket = day.issue("A01")
    plain = render_slip(day.ask(papers.slip_of, ticket.id))
    assert b"/Subtype /Image" not in plain
    day.do(paperheads.set_logo, png=png(320, 160))
    slip = day.ask(papers.slip_of, ticket.id)
    assert b"/Subtype /Image" in render_slip(slip)
    assert render_slip(slip) == render_slip(slip)
    payment = paid(day)
    assert b"/Subtype /Image" in render_voucher(day.ask(papers.voucher_of, payment.id))
    day.do(paperheads.set_logo, png=png(100, 100))
    old = day.ask(papers.voucher_of, payment.id).hall.logo
    assert old == slip.hall.logo != day.ask(paperheads.hall_head).logo
    day.do(paperheads.drop_logo)
    assert day.ask(paperheads.hall_head).logo == ""
    logos._KNOWN.clear()  # another program, started later
    assert b"/Subtype /Image" in render_voucher(day.ask(papers.voucher_of, payment.id))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"GIF89a", "PNG 或 SVG"),
        (png(40, 40), "40×40"),
        (png(2001, 900), "2001×900"),
        (png(500, 100), "宽不超过高的 4 倍"),
        (png(100, 101), "方形或横向"),
        (png(100, 100) + b"x" * 100_000, "太大"),
    ],
)
def test_a_logo_of_another_kind_size_or_shape_is_refused(day: Day, data: bytes, words: str) -> None:
    with pytest.raises(RuleBroken, match=words) as refusal:
        day.do(paperheads.set_logo, png=data)
    assert refusal.value.field == "logo"


def test_a_file_that_only_pretends_to_be_a_picture_is_refused_before_a_paper_needs_it(
    day: Day,
) -> None:
    broken = png(100, 100)[:60]
    with pytest.raises(RuleBroken, match="不完整"):
        day.do(paperheads.set_logo, png=broken)
