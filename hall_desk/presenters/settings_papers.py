"""Settings of the papers (设置：单据抬头): logo, footer, telephones, and a sample as it prints."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.papers import HallHead, LineGroup, PriceLine, VoucherPaper
from hall_desk.domain.people import Staff
from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.base import Desk
from hall_desk.presenters.papers import draw_voucher
from hall_desk.presenters.sections import Deed, Entry, Picture, SectionPresenter
from hall_desk.store.transaction import Reading
from hall_desk.usecases import paperheads
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.paperheads import MOST_FOOTER, VOUCHER_FORMS, PaperHead

MOST_FILE = 500_000
_WIDTHS = {"A5": 640, "80": 360, "58": 300}


@dataclass(frozen=True, kw_only=True)
class PapersFacts:
    """What is set, and the head as papers have it."""

    head: PaperHead
    hall: HallHead
    phone: str


class PapersSection(SectionPresenter):
    """单据抬头."""

    title = "单据抬头"
    saved_words = "已保存，下一张单据起使用。"
    facts: PapersFacts | None

    def __init__(self, desk: Desk, staff: Staff):
        super().__init__(desk, staff)
        self.choose_picture: Callable[[], Path | None] = lambda: None
        self.rasterise: Callable[[bytes], bytes | None] = lambda data: None
        self._sample: Picture | None = None
        self._drawn: object = None
        self._drawing = False

    def look(self, reading: Reading) -> PapersFacts:
        """The setting, and what papers make of it."""
        return PapersFacts(
            head=paperheads.paper_head(reading),
            hall=paperheads.hall_head(reading),
            phone=profile_of(reading).phone,
        )

    def note(self) -> str:
        """Where the rest comes from."""
        return "名称、编号、地址、电话和服务方针在“营业厅”栏目改；这里改了，所有单据一起变"

    def entries(self) -> tuple[Entry, ...]:
        """Footer, telephones, the voucher's paper, the logo."""
        if self.facts is None:
            return ()
        head = self.facts.head
        return (
            Entry(
                name="footer",
                label="页脚文字",
                value=head.footer,
                hint=f"印在每张单据最下面，最多 {MOST_FOOTER} 字；可写线上渠道、温馨提示",
            ),
            Entry(
                name="after_sales_phone",
                label="售后与回访电话",
                value=head.after_sales_phone,
                half=True,
                hint=f"不填用本厅电话 {self.facts.phone}" if self.facts.phone else "",
            ),
            Entry(
                name="repair_phone",
                label="报修电话",
                value=head.repair_phone,
                half=True,
                hint="不填只印 95598",
            ),
            Entry(
                name="voucher_form",
                label="收费、退款凭证的纸张",
                value=head.voucher_form,
                kind="choice",
                choices=tuple(VOUCHER_FORMS.items()),
            ),
            Entry(
                name="logo",
                label="标志",
                value="本厅标志" if head.logo else "程序自带标志",
                locked=True,
                hint="PNG 或 SVG，方形或横向，最多 500 KB",
            ),
        )

    def deeds(self) -> tuple[Deed, ...]:
        """The logo: chosen, or taken off."""
        own = bool(self.facts and self.facts.head.logo)
        return (
            Deed(name="logo", text="选择标志", icon="file", key="Ctrl+O"),
            Deed(
                name="no_logo",
                text="用自带标志",
                icon="undo",
                key="Ctrl+K",
                off="" if own else "现在就是程序自带标志。",
            ),
        )

    def deed(self, name: str) -> None:
        """Takes a picture in, or off."""
        if name == "no_logo":
            self.act(
                paperheads.drop_logo,
                self.staff.staff_no,
                then=lambda _: self.tell("已换回程序自带标志。"),
            )
            return
        path = self.choose_picture()
        if path is not None:
            self.run(lambda: _read(path), self._take)

    def picture(self) -> Picture | None:
        """The sample of what stands in the form."""
        return self._sample

    def typed(self, name: str) -> None:
        """The sample follows the hand."""
        self._draw()

    def commit(self, values: dict[str, str]) -> None:
        """Everything but the logo in one go."""
        self.write(
            paperheads.set_paper_head,
            footer=values["footer"],
            after_sales_phone=values["after_sales_phone"],
            repair_phone=values["repair_phone"],
            voucher_form=values["voucher_form"],
        )

    def _shown(self) -> tuple[HallHead, str, str]:
        assert self.facts is not None
        values = self.values()
        hall = replace(
            self.facts.hall,
            footer=values["footer"].strip()[:MOST_FOOTER],
            repair_phone=values["repair_phone"].strip()[:20],
        )
        after = values["after_sales_phone"].strip()[:20] or self.facts.phone
        return hall, after, values["voucher_form"]

    def _seen(self, facts: PapersFacts) -> None:
        super()._seen(facts)
        self._draw()

    def _draw(self) -> None:
        """Draws the sample away from the window, one at a time; the last words win."""
        shown = self._shown()
        if self._drawing or self._drawn == shown:
            return
        self._drawing, self._drawn = True, shown
        self.run(lambda: _sample(*shown), self._sampled, quiet=True)

    def _sampled(self, made: Picture | None) -> None:
        self._drawing = False
        self._sample = made or self._sample
        self.tick()
        self._draw()

    def _take(self, data: bytes) -> None:
        """A picture of the file as PNG: the screen's own eyes read what is no PNG."""
        png = self.rasterise(data)
        if png is None:
            self.say("这不是能用的图片，请选 PNG 或 SVG 文件。", field="logo", is_error=True)
            return
        self.act(
            paperheads.set_logo,
            self.staff.staff_no,
            then=lambda _: self.tell("标志已换，下一张单据起使用。"),
            png=png,
        )


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_FILE:
            raise RuleBroken(f"标志文件太大，最多 {MOST_FILE // 1000} KB。", field="logo")
        return path.read_bytes()
    except OSError as fault:
        raise RuleBroken(f"读不了 {path.name}。", field="logo") from fault


def _sample(hall: HallHead, after_sales: str, form: str) -> Picture | None:
    """The sample, or nothing while the words cannot be printed; saving says why."""
    from hall_desk.paper.preview import page_png

    try:
        pdf = draw_voucher(sample_voucher(hall, after_sales), form)
    except PaperFault:
        return None
    return Picture(
        words="收费凭证样张", png=page_png(pdf, _WIDTHS[form] * 2), note="样张，金额和客户是示例"
    )


def sample_voucher(hall: HallHead, after_sales: str) -> VoucherPaper:
    """A voucher of nobody, to look at."""
    line = PriceLine(
        group=LineGroup.BILL,
        code="",
        name="居民电费缴纳",
        unit="笔",
        unit_price_fen=8640,
        quantity_thousandths=1000,
        amount_fen=8640,
    )
    return VoucherPaper(
        hall=hall,
        number="SJ-000000",
        customer="样*",
        account="1234****90",
        subject="居民电费缴纳",
        paid_at="2026-01-01 09:00",
        window=1,
        staff_no="0000",
        lines=(line,),
        total_fen=8640,
        method="现金",
        received_fen=10000,
        change_fen=1360,
        invoice_state="客户稍后索取",
        after_sales_phone=after_sales,
        check_code="00000000",
        journal_number=0,
    )
