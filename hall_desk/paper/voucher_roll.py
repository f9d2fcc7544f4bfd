"""The voucher (收费凭证) on a roll, 80 or 58 mm: black only, as long as it needs."""

from hall_desk.domain.money import format_fen, format_quantity
from hall_desk.domain.papers import LineGroup, PriceLine, VoucherPaper

from .fonts import Weight
from .formats import hash_groups
from .roll import WIDE
from .sheet import one_at_a_time
from .strip import Strip, draw_roll
from .voucher import STATEMENT

_STATED = STATEMENT.replace("，不能", "，\n不能")


@one_at_a_time
def render_voucher_roll(paper: VoucherPaper, dots: int = WIDE.head) -> bytes:
    """Draw the voucher, as long as it needs."""
    return draw_roll(
        lambda sheet, roll: _Strip(sheet, roll).draw(paper),
        f"{paper.kind.value} {paper.number}",
        paper.hall.name,
        dots,
    )


class _Strip(Strip):
    """Head, facts, lines, sum, statement and foot from the top down."""

    def draw(self, paper: VoucherPaper) -> float:
        """Everything; returns where the strip is cut."""
        self._head(paper)
        self._facts(paper)
        self._lines(paper)
        self._total(paper)
        self._statement(paper)
        self._foot(paper)
        return self.y + 12

    def _head(self, paper: VoucherPaper) -> None:
        self.hall(paper.hall)
        marks = [f"补打 第{paper.reprint}次"] if paper.reprint else []
        marks += ["作废"] if paper.void is not None else []
        self.heading(paper.kind.value, paper.number, marks)

    def _facts(self, paper: VoucherPaper) -> None:
        place = f"{paper.window}号　" if paper.window is not None else ""
        facts = (
            ("客户", f"{paper.customer}　{paper.customer_phone}".rstrip("　")),
            ("户号", paper.account),
            ("事项", paper.subject),
            ("收款", paper.paid_at),
            ("窗口", f"{place}工号 {paper.staff_no}"),
            ("确认单", paper.confirmation_number or ""),
            ("价目依据", paper.price_basis),
        )
        for label, value in facts:
            if value:
                self.pair(label, value)
        self.tear()

    def _lines(self, paper: VoucherPaper) -> None:
        groups = [g for g in LineGroup if any(line.group is g for line in paper.lines)]
        for group in groups:
            mine = [line for line in paper.lines if line.group is group]
            if len(groups) > 1:
                self.ends(group.value, f"小计 {format_fen(sum(li.amount_fen for li in mine))}")
            for line in mine:
                self._line(line)
        self.tear()

    def _line(self, line: PriceLine) -> None:
        self.wrapped(" ".join(p for p in (line.code, line.name) if p))
        quantity = format_quantity(line.quantity_thousandths)
        price = format_fen(line.unit_price_fen)
        self.ends(f"　{price} × {quantity} {line.unit}", format_fen(line.amount_fen), bold=False)

    def _total(self, paper: VoucherPaper) -> None:
        self.sum("合计", paper.total_fen)
        for part in paper.parts:
            self.ends(part.method, format_fen(part.amount_fen))
            if part.slip_no:
                self.pair("　单号", part.slip_no)
        if paper.received_fen is not None:
            received = "现金实收" if paper.parts else f"{paper.method}实收"
            self.ends(received, format_fen(paper.received_fen))
            self.ends("找零", format_fen(paper.change_fen or 0))
        elif not paper.parts:
            self.pair("付款方式", paper.method)
        self.tear()

    def _statement(self, paper: VoucherPaper) -> None:
        if paper.void is not None:
            void = paper.void
            words = f"作废 {void.at}　工号 {void.staff_no}　原因：{void.reason}"
            self.wrapped(words, Weight.SEMIBOLD)
        self.wrapped(_STATED, Weight.SEMIBOLD)
        self.pair("数电票", paper.invoice_state)
        if paper.after_sales_phone:
            self.pair("售后与回访电话", paper.after_sales_phone)
        if paper.hall.repair_phone:
            self.pair("报修", paper.hall.repair_phone)
        lines = paper.hotlines
        self.ends(f"服务 {lines.service}", f"监督 {lines.supervision}")
        self.sign_place("客户签收")
        self.tear()

    def _foot(self, paper: VoucherPaper) -> None:
        state = f"补打 第{paper.reprint}次" if paper.reprint else "原件"
        self.foot(
            paper.hall,
            f"{paper.copy_name}　{state}　{paper.hall.code}",
            f"校验 {hash_groups(paper.check_code, 8)}　记录第 {paper.journal_number:,} 条",
        )
