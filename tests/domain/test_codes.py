"""The payloads of scanned codes, written and read in one place."""

from datetime import date

import pytest

from hall_desk.domain.codes import (
    CodeKind,
    ScannedCode,
    pass_payload,
    read_code,
    ticket_payload,
    voucher_payload,
)

DAY = date(2026, 3, 12)


def test_what_is_written_is_read_back() -> None:
    ticket = ScannedCode(kind=CodeKind.TICKET, number="A012", day=DAY)
    assert read_code(ticket_payload(DAY, "A012")) == ticket
    assert read_code(pass_payload("7K2M9Q")) == ScannedCode(kind=CodeKind.PASS, number="7K2M9Q")
    voucher = ScannedCode(kind=CodeKind.VOUCHER, number="SJ-000387")
    assert read_code(voucher_payload("SJ-000387")) == voucher


@pytest.mark.parametrize("digits", ["3600123450", "3600123450127"])
def test_an_account_barcode_has_ten_or_thirteen_digits(digits: str) -> None:
    assert read_code(digits) == ScannedCode(kind=CodeKind.ACCOUNT, number=digits)


def test_an_input_method_may_have_made_it_full_width_or_small() -> None:
    ticket = ScannedCode(kind=CodeKind.TICKET, number="A012", day=DAY)
    assert read_code("ＨＤ１：Ｔ：２０２６－０３－１２：Ａ０１２") == ticket
    assert read_code(" hd1:t:2026-03-12:a012 ") == ticket


@pytest.mark.parametrize(
    "text",
    [
        "",
        "86.40",
        "张予安",
        "36001234501",
        "HD1:T:2026-02-30:A012",
        "HD1:T:2026-03-12:A",
        "HD1:T:A012",
        "HD1:X:A012",
        "HD2:T:2026-03-12:A012",
        "HD1:P:",
        "HD1:P:七号",
        "HD1:V:387",
        "HD1:T:2026-03-12:A012:B001",
    ],
)
def test_anything_else_is_no_code(text: str) -> None:
    assert read_code(text) is None
