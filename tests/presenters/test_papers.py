"""Papers are drawn after the commit; a printer without paper loses nothing."""

import pypdfium2
import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.payments import Payment
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.faults import PaperFault
from hall_desk.paper.printing import DummyPrinter
from hall_desk.presenters.papers import PaperDesk
from hall_desk.store.journal import read_entries
from hall_desk.usecases import opening, paperheads, papers, payments
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.payments import Takings
from tests.conftest import MANAGER, Day
from tests.paper.pdf_reader import read_text
from tests.ui.gallery_kiosk import set_kiosk
from tests.usecases.money import give_back, pay


def entries(hall: Hall, action: str) -> list[str]:
    with hall.store.read() as conn:
        return [e.after for e in read_entries(conn, hall.hall_id) if e.action == action]


def paid(day: Day, clock: FakeClock) -> Payment:
    takings = Takings(
        due_fen=8640,
        received_fen=8640,
        method="QR",
        spoken_received_at=clock.now(),
        spoken_change_at=clock.now(),
    )
    payment: Payment = day.do(
        payments.take_payment, "1032", window=WindowNo(3), takings=takings, purpose="电费"
    )
    return payment


def test_a_paper_fault_is_journalled_and_the_ticket_stays(hall: Hall, day: Day) -> None:
    printer = DummyPrinter()
    printer.fault = "没有纸了"
    ticket = day.issue("A01")
    with pytest.raises(PaperFault):
        PaperDesk(hall, printer, "kiosk").slip(ticket)
    assert entries(hall, "paper_fault") == ['{"reason":"没有纸了"}']
    assert len(hall.ask(opening.unfinished)) == 1
    printer.fault = None
    PaperDesk(hall, printer, "kiosk").slip(ticket)
    assert [name for name, _ in printer.papers] == ["号票-2026-03-12-A001"]


def test_a_reprint_is_filed_beside_the_first_print(hall: Hall, day: Day, clock: FakeClock) -> None:
    printer = DummyPrinter()
    desk = PaperDesk(hall, printer, "1032")
    payment = paid(day, clock)
    desk.voucher(payment)
    desk.voucher(day.do(payments.note_reprint, "1032", payment_id=payment.id))
    assert [name for name, _ in printer.papers] == ["SJ-000001", "SJ-000001-补打1"]


def test_the_report_and_the_register_keep_who_printed_them(hall: Hall, day: Day) -> None:
    desk = PaperDesk(hall, DummyPrinter(), MANAGER)
    date = desk.report(verified=True)
    desk.register(date, date)
    assert entries(hall, "print") == ['{"paper":"report"}', '{"paper":"register"}']


@pytest.mark.rule("S2-6")
@pytest.mark.rule("S1-8")
def test_the_slip_follows_the_halls_settings(day: Day) -> None:
    day.do(set_kiosk, hint_from=2, link="https://example.com/h5", link_words="掌上电力")
    hints, scan = [], ""
    for service in ("A01", "A01", "A01", "B01"):
        paper = day.ask(papers.slip_of, day.issue(service).id)
        hints.append(any("自助终端" in hint and "掌上电力" in hint for hint in paper.hints))
        assert (paper.link, paper.link_words) == ("https://example.com/h5", "掌上电力")
        scan = paper.scan
    assert hints == [False, False, True, False]
    assert scan == "HD1:T:2026-03-12:B001"


def test_the_list_of_what_to_bring_prints_under_its_item_and_second(day: Day) -> None:
    printer = DummyPrinter()
    PaperDesk(day.hall, printer).to_bring("B15")
    name, pdf = printer.papers[0]
    assert name == "需带材料-B15-20260312-090000"
    assert "过户" in read_text(pdf)


def test_no_list_names_a_complaint(day: Day) -> None:
    printer = DummyPrinter()
    desk = PaperDesk(day.hall, printer)
    for code in ("D01", "D02", "D03"):
        desk.to_bring(code)
    for _, pdf in printer.papers:
        assert "投诉" not in read_text(pdf)
        assert "举报" not in read_text(pdf)


class RollDummy(DummyPrinter):
    """A printer whose papers of money come out of a roll."""

    def __init__(self, wide: int) -> None:
        super().__init__()
        self.wide = wide

    def dots(self, kind: str) -> int:
        return self.wide if kind in ("voucher", "refund") else 0


def width_of(pdf: bytes) -> int:
    """Across, in millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    width: float = document[0].get_width()
    document.close()
    return round(width / 72 * 25.4)


def test_a_refund_takes_the_form_of_its_printers_paper_or_of_the_halls_vouchers(day: Day) -> None:
    day.count_float()
    refund = give_back(day, pay(day, 8640), 1000)
    widths = []
    for printer in (DummyPrinter(), RollDummy(576), RollDummy(384), RollDummy(0)):
        PaperDesk(day.hall, printer, "1032").refund(refund)
        ((name, pdf),) = printer.papers
        assert name == "TK-000001"
        widths.append(width_of(pdf))
    assert widths == [210, 80, 58, 210]
    given = {"footer": "", "after_sales_phone": "", "repair_phone": ""}
    day.do(paperheads.set_paper_head, voucher_form="58", **given)
    narrow, wide = DummyPrinter(), RollDummy(576)
    for each in (narrow, wide):
        PaperDesk(day.hall, each, "1032").refund(refund)
    assert [width_of(each.papers[0][1]) for each in (narrow, wide)] == [58, 80]
