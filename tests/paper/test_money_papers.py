"""Vouchers of many accounts and mixed tenders, prepayments, deposits, and refunds."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hall_desk.domain.papers import RefundPaper, VoucherVoid
from hall_desk.paper import devices
from hall_desk.paper.raster import rasterise
from hall_desk.paper.refund import render_refund
from hall_desk.paper.refund_roll import render_refund_roll
from hall_desk.paper.voucher import render_voucher
from hall_desk.paper.voucher_roll import render_voucher_roll
from tests.paper.everything import longest
from tests.paper.money_samples import (
    DEPOSIT,
    PREPAID,
    REFUND,
    REFUND_AHEAD,
    REFUND_FORTY,
    REFUND_LINES,
    TWELVE,
)
from tests.paper.pdf_reader import READERS, read_pages, read_text, squeezed
from tests.paper.tcp_printer import TcpPrinter


def said(pdf: bytes) -> str:
    """The words of a paper without blanks."""
    return squeezed(read_text(pdf))


def test_twelve_accounts_stand_on_one_voucher_with_every_tender_and_slip() -> None:
    pdf = render_voucher(TWELVE)
    text = said(pdf)
    for n in range(1, 13):
        assert f"户号3600****{n:04d}" in text
    assert "银行卡500.00（单号000817）" in text
    assert "支票/进账单100.00（单号2201-88）" in text
    assert "现金388.86（实收400.00，找零11.14）" in text
    assert "人民币玖佰捌拾捌元捌角陆分" in text
    pages = read_pages(pdf)
    assert all("SJ-000387" in page for page in pages)
    assert "转下页" in pages[0]


@pytest.mark.parametrize("width_mm", [80, 58])
def test_a_roll_says_every_tender_and_slip_too(width_mm: int) -> None:
    text = said(render_voucher_roll(TWELVE, width_mm))
    for words in ("银行卡", "500.00", "000817", "2201-88", "388.86", "现金实收", "11.14"):
        assert words in text


def test_many_long_slips_push_nothing_into_the_box() -> None:
    parts = tuple(replace(TWELVE.parts[0], slip_no=f"{n}" * 40, amount_fen=n) for n in range(1, 7))
    void = VoucherVoid(reason="金额录入错误" * 18, at="2026-03-12 16:01", staff_no="0906")
    paper = replace(TWELVE, lines=TWELVE.lines[:4], parts=parts, void=void)
    text = said(render_voucher(paper))
    for n in range(1, 7):
        assert f"{n}" * 40 in text


def test_money_in_advance_and_a_deposit_are_named_and_have_no_invoice_yet() -> None:
    ahead, held = said(render_voucher(PREPAID)), said(render_voucher(DEPOSIT))
    assert "预收凭证" in ahead
    assert "YS-000012" in ahead
    assert "数电票：电费结算后开具" in ahead
    assert "人民币贰佰元整" in ahead
    assert "单号H20260312-0077" in ahead
    assert "押金凭证" in held
    assert "数电票：检定后确定" in held
    assert "人民币贰拾伍元整" in held
    assert "价目依据" in held


@pytest.mark.parametrize("read", READERS)
def test_a_refund_names_its_voucher_its_sums_its_reason_and_two_persons(
    read: Callable[[bytes], str],
) -> None:
    text = squeezed(read(render_refund(REFUND)))
    for words in (
        "退款凭证", "TK-000012", "SJ-000387", "334.40", "以前已退", "¥66.00", "238.40",
        "人民币陆拾陆元整", "对公转账（单号H20260313-0012）", "业务取消", "退款人1030",
        "批准人0906",        "25362000000012345678", "校验7c1e40b9", "客户签收",
    ):  # fmt: skip
        assert words in text
    assert "发票" not in text


def test_a_first_refund_says_nothing_of_earlier_ones_and_a_reprint_counts() -> None:
    text = said(render_refund(replace(REFUND, earlier_fen=0, reprint=1, red_invoice="")))
    assert "以前已退" not in text
    assert "补打第1次" in text
    assert "原件" not in text


def test_the_same_refund_gives_the_same_bytes() -> None:
    assert render_refund(REFUND) == render_refund(REFUND)


@pytest.mark.parametrize("dots", [576, 384])
@pytest.mark.parametrize("read", READERS)
def test_a_refund_on_a_roll_says_all_that_the_page_says(
    read: Callable[[bytes], str], dots: int
) -> None:
    text = squeezed(read(render_refund_roll(REFUND, dots)))
    for words in (
        "退款凭证", "TK-000012", "SJ-000387", "334.40", "以前已退", "¥66.00", "238.40",
        "人民币陆拾陆元整", "对公转账", "H20260313-0012", "业务取消", "退款人1030", "批准人0906",
        "25362000000012345678", "校验7c1e40b9", "客户签收", "原件", "不是税务票据",
    ):  # fmt: skip
        assert words in text, words
    assert "发票" not in text


@pytest.mark.parametrize("draw", [render_refund, render_refund_roll])
def test_a_refund_of_money_in_advance_says_what_was_settled_and_what_is_left(
    draw: Callable[[RefundPaper], bytes],
) -> None:
    text = said(draw(REFUND_AHEAD))
    assert "已结算电费1,220.79" in text
    assert "退款后余额0.00" in text
    assert "已结算" not in said(draw(REFUND))


@pytest.mark.parametrize("draw", [render_refund, render_refund_roll])
def test_a_refund_of_some_accounts_names_each_with_its_sum(
    draw: Callable[[RefundPaper], bytes],
) -> None:
    text = said(draw(REFUND_LINES))
    for words in (
        "第2项", "户号3600****0002青*", "电费2026-02", "80.74",
        "第7项", "户号3600****0007青*", "（原82.59）", "41.15", "第8项", "82.59", "204.48",
    ):  # fmt: skip
        assert words in text, words
    assert "全部" not in text
    whole = tuple(replace(line, amount_fen=line.paid_fen) for line in REFUND_LINES.lines)
    fen = sum(line.paid_fen for line in whole)
    paper = replace(REFUND_LINES, lines=whole, lines_paid=3, paid_fen=fen, amount_fen=fen)
    assert "全部3项" in said(draw(paper))
    assert "第2项" not in said(draw(paper))
    assert "全部" not in said(draw(REFUND))


def test_a_page_without_room_for_every_account_says_their_places_on_the_voucher() -> None:
    assert "原凭证第1–19、40–60项，共40项，户号和金额见原凭证" in said(render_refund(REFUND_FORTY))
    roll = said(render_refund_roll(REFUND_FORTY))
    assert all(f"退第{n}项86.40" in roll for n in (1, 19, 40, 60))


def test_a_reprinted_refund_on_a_roll_counts_and_the_bytes_are_alike() -> None:
    again = replace(REFUND, reprint=3)
    text = said(render_refund_roll(again))
    assert text.count("补打第3次") == 2
    assert "原件" not in text
    assert render_refund_roll(again) == render_refund_roll(again)


@pytest.mark.parametrize("width", [80, 58])
def test_a_refund_reaches_a_roll_printer_dot_for_dot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr(devices, "ANSWER_S", 10.0)
    printer = TcpPrinter()
    try:
        profile = printer.profile(width=width)
        path = tmp_path / "TK-000012.pdf"
        path.write_bytes(render_refund_roll(longest(REFUND), profile.dots))
        devices.send_paper(profile, "TK-000012", path)
        (paper,) = printer.papers
    finally:
        printer.close()
    assert paper.raster == rasterise(path.read_bytes(), profile.dots)
