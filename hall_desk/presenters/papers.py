"""Printing (打印): reads what stands on a paper, draws it, hands it to the printer."""

import logging
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib import import_module
from typing import TypeVar

from hall_desk.domain.contacts import FirstContact
from hall_desk.domain.items import Item
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.papers import DailyReportPaper, Outline, RefundPaper, VoucherPaper
from hall_desk.domain.payments import Payment
from hall_desk.domain.pricelists import PriceDiff
from hall_desk.domain.refunds import Refund
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.domain.workorders import WorkOrder
from hall_desk.paper.faults import PaperFault
from hall_desk.paper.printing import Printer, head_dots, outcome_of, roll_dots
from hall_desk.store.faults import StoreUnavailable
from hall_desk.store.transaction import Reading
from hall_desk.usecases import (
    businesspapers,
    closingpapers,
    contact_papers,
    hours,
    hungpapers,
    paperheads,
    papers,
    pricepapers,
    printing,
    process,
    reporting,
    windowsigns,
)
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.opening import local
from hall_desk.usecases.suspending import SuspensionForm

R = TypeVar("R")
log = logging.getLogger(__name__)


def render(kind: str, paper: object, *shape: int) -> bytes:
    """The paper drawn; ReportLab is loaded with the first one, not with the window.

    ``shape`` is the width of the roll in dots for papers that are drawn for it.
    """
    module = import_module(f"hall_desk.paper.{kind}")
    drawn: bytes = getattr(module, f"render_{kind}")(paper, *shape)
    return drawn


def slip_name(ticket: Ticket) -> str:
    """What the slip of a ticket is filed as."""
    return f"号票-{ticket.business_date}-{ticket.code}"


_FORM_DOTS = {"A5": 0, "80": 576, "58": 384}


def draw_voucher(paper: VoucherPaper, form: str, dots: int = 0) -> bytes:
    """The voucher on A5 or on a roll: as wide as its printer's, else as the hall's form says."""
    dots = dots or _FORM_DOTS[form]
    return render("voucher_roll", paper, dots) if dots else render("voucher", paper)


def draw_refund(paper: RefundPaper, form: str, dots: int = 0) -> bytes:
    """The paper of a refund on the form of its voucher: A5, or a roll as wide as its printer's."""
    dots = dots or _FORM_DOTS[form]
    return render("refund_roll", paper, dots) if dots else render("refund", paper)


def _voucher_on(reading: Reading, payment_id: int) -> tuple[VoucherPaper, str]:
    return papers.voucher_of(reading, payment_id), paperheads.paper_head(reading).voucher_form


def _refund_on(reading: Reading, refund_id: int) -> tuple[RefundPaper, str]:
    return papers.refund_of(reading, refund_id), paperheads.paper_head(reading).voucher_form


class PaperDesk:
    """Every paper of the hall; each call is made after the commit and may raise ``PaperFault``."""

    def __init__(self, hall: Hall, printer: Printer, actor: str = "printer"):
        self.hall = hall
        self.printer = printer
        self.actor = actor

    def slip(self, ticket: Ticket) -> None:
        """The ticket slip (号票)."""

        def _draw() -> bytes:
            paper = self.hall.ask(papers.slip_of, ticket.id)
            return render("slip", paper, roll_dots(self.printer, "slip"))

        self._print("slip", slip_name(ticket), _draw)

    def slip_outcome(self, ticket: Ticket) -> str:
        """How the slip fares in the PC's queue: printing, failed, printed."""
        return outcome_of(self.printer, slip_name(ticket))

    def to_bring(self, service_code: str) -> None:
        """The list of what to bring (需带材料), taken along from the kiosk."""
        stamp = f"{local(self.hall.clock.now()):%Y%m%d-%H%M%S}"

        def _draw() -> bytes:
            paper = self.hall.ask(papers.to_bring_of, service_code)
            return render("to_bring", paper, roll_dots(self.printer, "to_bring"))

        self._print("to_bring", f"需带材料-{service_code}-{stamp}", _draw)

    def voucher(self, payment: Payment) -> None:
        """The voucher (收费凭证), its counted reprint (补打), or its void (作废) beside it."""
        name = payment.voucher_code
        if payment.is_void:
            name = f"{name}-作废"
        if payment.reprints:
            name = f"{name}-补打{payment.reprints}"

        def _draw() -> bytes:
            paper, form = self.hall.ask(_voucher_on, payment.id)
            # A roll printer has its own width; the hall's form is for pages and for the archive.
            return draw_voucher(paper, form, head_dots(self.printer, "voucher"))

        first = name == payment.voucher_code
        kick = first and self.hall.ask(printing.paid_in_cash, payment.id)
        self._print("voucher", name, _draw, kick=kick)
        self._note_voucher(name)

    def refund(self, refund: Refund) -> None:
        """The paper of a refund (退款凭证), or its counted reprint."""
        name = refund.code + (f"-补打{refund.reprints}" if refund.reprints else "")

        def _draw() -> bytes:
            paper, form = self.hall.ask(_refund_on, refund.id)
            return draw_refund(paper, form, head_dots(self.printer, "refund"))

        self._print("refund", name, _draw)

    def notice(self, item: Item) -> None:
        """The one-time notice (一次性告知单)."""
        paper = self.hall.ask(businesspapers.notice_of, item.id)
        name = f"告知单-{item.business_date}-{item.id}"
        if paper.reprint:
            name = f"{name}-补打{paper.reprint}"
        self._print("notice", name, lambda: render("notice", paper))

    def acceptance(self, acceptance_id: int) -> None:
        """The acceptance sheet (业务受理单), a copy for the customer and one for the hall."""
        paper = self.hall.ask(businesspapers.acceptance_of, acceptance_id)
        name = f"受理单-{paper.number}" + (f"-补打{paper.reprint}" if paper.reprint else "")
        self._print("acceptance", name, lambda: render("acceptance", paper))

    def process(self, item: Item) -> None:
        """The process sheet (办理过程单) of an item."""
        name = f"办理过程单-{item.business_date}-{item.id}"

        def _draw() -> bytes:
            return render("process", self.hall.ask(process.process_of, item.id))

        self._print("process", name, _draw)

    def confirmation(self, sheet_id: int) -> None:
        """The itemised sheet (逐项确认单)."""

        def _draw() -> bytes:
            return render("confirmation", self.hall.ask(papers.confirmation_of, sheet_id))

        sheet = self.hall.ask(lambda reading: reading.get(Sheet, id=sheet_id))
        self._print("confirmation", f"确认单-{sheet.code}", _draw)

    def work_order(self, order_id: int) -> None:
        """The work order (派工单); it names the customer in full, so it is journalled."""
        order = self._of(WorkOrder, order_id)
        name = f"派工单-{order.code}" + (f"-补打{order.reprints}" if order.reprints else "")

        def _draw() -> bytes:
            return render("work_order", self.hall.ask(papers.work_order_of, order_id))

        self._print("work_order", name, _draw, journalled=True)

    def contact_card(self, contact_id: int) -> None:
        """The contact card (联系卡)."""

        def _draw() -> bytes:
            return render("contact_card", self.hall.ask(papers.contact_card_of, contact_id))

        contact = self._contact(contact_id)
        # The code says month and day only; the year keeps the archive apart.
        name = f"联系卡-{contact.business_date:%Y}-{contact.code}"
        self._print("contact_card", name, _draw)

    def rung_card(self, code: str) -> None:
        """The contact card of a rung, without a register row (联系卡)."""
        paper = self.hall.ask(contact_papers.rung_card_of, code, self.actor)
        name = f"联系卡-{paper.issued_at[:10]}-{code}-{paper.issued_at[11:].replace(':', '')}"
        self._print("contact_card", name, lambda: render("contact_card", paper))

    def hand_over(self, contact_id: int) -> None:
        """The hand-over slip of a referral (交接单)."""

        def _draw() -> bytes:
            return render("hand_over", self.hall.ask(contact_papers.hand_over_of, contact_id))

        contact = self._contact(contact_id)
        name = f"交接单-{contact.business_date:%Y}-{contact.code}"
        self._print("hand_over", name, _draw)

    def sign(self, suspension_id: int) -> None:
        """The sign (暂停营业标牌), filed by its place and hour."""
        paper = self.hall.ask(papers.sign_of, suspension_id)
        name = f"标牌-{paper.place}-{paper.since.replace(':', '')}-{suspension_id}"
        self._print("sign", name, lambda: render("sign", paper))

    def sign_draft(self, form: SuspensionForm) -> None:
        """The sign as it would be printed; nothing is suspended yet."""
        paper = self.hall.ask(papers.sign_of_draft, form)
        self._print("sign", f"标牌-{paper.place}-未暂停", lambda: render("sign", paper))

    def window_sign(self, window: WindowNo, outline: Outline | None = None) -> None:
        """A window's own sign (窗口受理标识); its third line as the screen shaped it."""
        paper = self.hall.ask(windowsigns.window_sign_paper, window, outline)
        name = f"窗口标识-{window}号窗口"
        self._print("window_sign", name, lambda: render("window_sign", paper))

    def register(self, first: date, last: date) -> None:
        """The first-contact register (首问负责制登记簿)."""

        def _draw() -> bytes:
            return render(
                "register", self.hall.ask(papers.register_of_span, first, last, self.actor)
            )

        name = f"首问登记簿-{first}" if first == last else f"首问登记簿-{first}-{last}"
        self._print("register", name, _draw, journalled=True)

    def register_with(self, contact_id: int) -> None:
        """The register of the day on which a row was written."""
        contact = self._contact(contact_id)
        self.register(contact.business_date, contact.business_date)

    def report(self, day: date | None = None, *, verified: bool | None = None) -> date:
        """The daily report (营业日报); gives its business date."""
        figures = self.hall.ask(reporting.daily_report, day, verified=verified)
        self.print_report(figures)
        return date.fromisoformat(figures.business_date)

    def print_report(self, report: DailyReportPaper) -> None:
        """The report of a day, a month or a period (营业日报、月报、报表)."""
        draw = partial(render, "daily_report", report)
        self._print("report", report.name, draw, journalled=True)

    def closing(self, number: int) -> None:
        """The closing record (日结单) of a day, or its counted reprint (补打)."""
        paper = self.hall.ask(closingpapers.closing_of, number, self.actor)
        name = f"日结单-{paper.content.business_date}-{paper.content.code}"
        if paper.reprint:
            name = f"{name}-补打{paper.reprint}"
        self._print("closing", name, lambda: render("closing", paper), journalled=True)

    def public_notice(self, notice_id: int) -> None:
        """A public notice to hang up (公示), filed by its title and version."""
        paper = self.hall.ask(hungpapers.public_notice_of, notice_id)
        name = f"公示-{paper.title}-第{paper.version}版-{notice_id}"
        self._print("public_notice", name, lambda: render("public_notice", paper), journalled=True)

    def month_sheet(self, staff_no: str, month: date) -> None:
        """A clerk's month sheet (工号月度表)."""
        paper = self.hall.ask(hungpapers.month_sheet_of, staff_no, month, self.actor)
        name = f"月度表-{staff_no}-{month:%Y-%m}"
        self._print("month_sheet", name, lambda: render("month_sheet", paper), journalled=True)

    def price_page(self) -> None:
        """The price list of today to hang up (价目表, Art. 5(1))."""
        paper = self.hall.ask(pricepapers.price_page_of)
        name = f"价目表-{paper.day}"
        self._print("price_page", name, lambda: render("price_page", paper), journalled=True)

    def price_diff(self, diff: PriceDiff, source: str) -> None:
        """A list that is to be imported, line by line (价目差异表, Art. 24)."""
        paper = self.hall.ask(pricepapers.price_diff_of, diff, source, self.actor)
        stamp = f"{local(self.hall.clock.now()):%Y%m%d-%H%M%S}"
        name = f"价目差异表-{paper.begins}-{stamp}"
        self._print("price_diff", name, lambda: render("price_diff", paper), journalled=True)

    def hours_board(self) -> None:
        """The opening-hours board (营业时间牌, Art. 12(2)), from the calendar of now."""
        paper = self.hall.ask(hours.hours_board_of)
        name = f"营业时间牌-{local(self.hall.clock.now()):%Y-%m-%d}"
        self._print("hours_board", name, lambda: render("hours_board", paper), journalled=True)

    def by_kind(self, kind: str, subject_id: int) -> None:
        """A paper named by its kind, as pages ask for it."""
        kinds: dict[str, Callable[[int], None]] = {
            "confirmation": self.confirmation,
            "contact_card": self.contact_card,
            "contact_register": self.register_with,
            "hand_over": self.hand_over,
            "public_notice": self.public_notice,
            "sign": self.sign,
            "voucher": lambda number: self.voucher(self._of(Payment, number)),
            "refund": lambda number: self.refund(self._of(Refund, number)),
            "notice": lambda number: self.notice(self._of(Item, number)),
            "acceptance": self.acceptance,
            "work_order": self.work_order,
        }
        kinds[kind](subject_id)

    def _contact(self, contact_id: int) -> FirstContact:
        return self._of(FirstContact, contact_id)

    def _of(self, kind: type[R], number: int) -> R:
        return self.hall.ask(lambda reading: reading.get(kind, id=number))

    def _note_voucher(self, name: str) -> None:
        """The journal knows which vouchers have their paper; one without is offered again."""
        try:
            self.hall.do(printing.note_printed, self.actor, None, paper="voucher", subject_id=name)
        except StoreUnavailable:
            log.warning("the print of %s could not be journalled", name)

    def _print(
        self,
        kind: str,
        name: str,
        draw: Callable[[], bytes],
        *,
        journalled: bool = False,
        kick: bool = False,
    ) -> None:
        try:
            self.printer.print(name, draw(), kind, kick=kick)
        except PaperFault as fault:
            self._note(kind, name, str(fault))
            raise
        if journalled:
            self.hall.do(printing.note_printed, self.actor, None, paper=kind, subject_id=name)

    def _note(self, kind: str, name: str, reason: str) -> None:
        try:
            self.hall.do(
                printing.note_paper_fault,
                self.actor,
                None,
                paper=kind,
                subject_id=name,
                reason=reason,
            )
        except StoreUnavailable:
            log.warning("a paper fault could not be journalled: %s", reason)
