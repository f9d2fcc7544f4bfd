"""The paper of a refund (退款凭证) on a roll, 80 or 58 mm: black only, as long as it needs."""

from hall_desk.domain.papers import RefundPaper

from .fonts import Weight
from .formats import hash_groups
from .refund import STATEMENT, TITLE, named_lines, sums_of
from .roll import WIDE
from .sheet import one_at_a_time
from .strip import Strip, draw_roll


@one_at_a_time
def render_refund_roll(paper: RefundPaper, dots: int = WIDE.head) -> bytes:
    """Draw the refund, as long as it needs."""
    return draw_roll(
        lambda sheet, roll: _Strip(sheet, roll).draw(paper),
        f"{TITLE} {paper.number}",
        paper.hall.name,
        dots,
    )


class _Strip(Strip):
    """Head, facts, sums, why, who signed, and the foot."""

    def draw(self, paper: RefundPaper) -> float:
        """Everything; returns where the strip is cut."""
        self.hall(paper.hall)
        marks = [f"补打 第{paper.reprint}次"] if paper.reprint else []
        self.heading(TITLE, paper.number, marks)
        self._facts(paper)
        self._sums(paper)
        self._persons(paper)
        self._statement(paper)
        state = marks[0] if marks else "原件"
        self.foot(
            paper.hall,
            f"{paper.copy_name}　{state}　{paper.hall.code}",
            f"校验 {hash_groups(paper.check_code, 8)}　记录第 {paper.journal_number:,} 条",
        )
        return self.y + 12

    def _facts(self, paper: RefundPaper) -> None:
        place = f"{paper.window}号　" if paper.window is not None else ""
        facts = (
            ("客户", paper.customer),
            ("户号", paper.account),
            ("事项", paper.subject),
            ("原凭证", paper.voucher_number),
            ("退款", paper.refunded_at),
            ("窗口", f"{place}工号 {paper.staff_no}"),
        )
        for label, value in facts:
            if value:
                self.pair(label, value)
        self._lines(paper)
        self.tear()

    def _lines(self, paper: RefundPaper) -> None:
        """Which lines of the voucher came back."""
        for at, name, fen in named_lines(paper):
            self.money(f"退 {at}", fen)
            if name:
                self.wrapped(name)

    def _sums(self, paper: RefundPaper) -> None:
        """What was paid, what came back before, what comes back now, what is left."""
        for label, fen, strong in sums_of(paper):
            self.money(label, fen, bold=strong)
        self.sum("退款", paper.amount_fen)
        self.pair("退款方式", paper.method)
        if paper.slip_no:
            self.pair("　单号", paper.slip_no)
        self.pair("退款原因", paper.reason)
        self.tear()

    def _persons(self, paper: RefundPaper) -> None:
        self.ends(f"退款人 {paper.staff_no}", f"批准人 {paper.approved_by}")
        self.sign_place("客户签收")
        self.tear()

    def _statement(self, paper: RefundPaper) -> None:
        self.wrapped(STATEMENT, Weight.SEMIBOLD)
        if paper.red_invoice:
            self.wrapped(paper.red_invoice)
        if paper.phone:
            self.pair("电话", paper.phone)
        if paper.hall.repair_phone:
            self.pair("报修", paper.hall.repair_phone)
        lines = paper.hotlines
        self.ends(f"服务 {lines.service}", f"监督 {lines.supervision}")
        self.tear()
