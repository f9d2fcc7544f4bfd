"""The voucher (收费凭证) on a roll, 80 or 58 mm: black only, as long as it needs."""

from hall_desk.domain.money import format_fen, format_quantity, format_yuan
from hall_desk.domain.papers import LineGroup, PriceLine, VoucherPaper
from hall_desk.domain.words import amount_words

from .fitting import fit_lines, shrink, wrap
from .fonts import Weight, text_width
from .formats import hash_groups
from .letterhead import logo_width
from .mark import draw_outlined_mark
from .roll import WIDE, Roll, roll_of
from .sheet import Sheet, one_at_a_time
from .tokens import MM, THERMAL
from .voucher import STATEMENT

_STATED = STATEMENT.replace("，不能", "，\n不能")
_LONG = 4000 * MM


_BODY, _TOTAL = {True: 7.6, False: 8.6}, {True: 14, False: 17}
"""Sizes of the letters on a narrow roll, and on a wide one."""


@one_at_a_time
def render_voucher_roll(paper: VoucherPaper, dots: int = WIDE.head) -> bytes:
    """Draw the voucher; a first drawing on a long strip finds the height."""
    roll = roll_of(dots)
    height = _Strip(Sheet((roll.paper, _LONG), ""), roll).draw(paper)
    sheet = Sheet((roll.paper, height), f"{paper.kind.value} {paper.number}", paper.hall.name)
    _Strip(sheet, roll).draw(paper)
    return sheet.finish()


class _Strip:
    """Draws from the top down; ``y`` is the baseline of the last line."""

    def __init__(self, sheet: Sheet, roll: Roll) -> None:
        self.sheet, self.roll = sheet, roll
        self.body, self.total = _BODY[roll.is_narrow], _TOTAL[roll.is_narrow]
        self.pitch = self.body * 1.45
        self.y = 0.0

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
        side = self.body * 2.3
        wide = logo_width(paper.hall, side)
        room = self.roll.width - wide - 5
        size, names = fit_lines(paper.hall.name, room, self.body * 1.35, self.body, Weight.BOLD)
        longest = max(text_width(name, size, Weight.BOLD) for name in names)
        x = self.roll.middle - (wide + 5 + longest) / 2
        draw_outlined_mark(self.sheet, x, 8, side, THERMAL, hall=paper.hall)
        self.y = 8 + side / 2 + size * 0.36 - (len(names) - 1) * size * 0.6
        for n, name in enumerate(names):
            self.sheet.text(x + wide + 5, self.y + n * size * 1.2, name, size, Weight.BOLD, THERMAL)
        self.y = max(8 + side, self.y + (len(names) - 1) * size * 1.2)
        self.y += self.body * 2.2
        self._center(paper.kind.value, self.body * 1.75, Weight.BOLD)
        self.y += self.pitch * 1.15
        self._center(f"No. {paper.number}", self.body * 1.1, Weight.SEMIBOLD)
        marks = [f"补打 第{paper.reprint}次"] if paper.reprint else []
        marks += ["作废"] if paper.void is not None else []
        for mark in marks:
            self._boxed(mark)
        self._tear()

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
                self._pair(label, value)
        self._tear()

    def _lines(self, paper: VoucherPaper) -> None:
        groups = [g for g in LineGroup if any(line.group is g for line in paper.lines)]
        for group in groups:
            mine = [line for line in paper.lines if line.group is group]
            if len(groups) > 1:
                self._ends(group.value, f"小计 {format_fen(sum(li.amount_fen for li in mine))}")
            for line in mine:
                self._line(line)
        self._tear()

    def _line(self, line: PriceLine) -> None:
        for text in wrap(
            " ".join(p for p in (line.code, line.name) if p), self.roll.width, self.body
        ):
            self._text(text)
        quantity = format_quantity(line.quantity_thousandths)
        price = format_fen(line.unit_price_fen)
        self._ends(f"　{price} × {quantity} {line.unit}", format_fen(line.amount_fen), bold=False)

    def _total(self, paper: VoucherPaper) -> None:
        self.y += self.total * 1.15
        self.sheet.text(self.roll.left, self.y, "合计", self.body, color=THERMAL)
        total = format_yuan(paper.total_fen)
        room = self.roll.width - text_width("合计", self.body) - 6
        size = shrink(total, room, self.total, self.body, Weight.BOLD)
        self.sheet.right(self.roll.right, self.y, total, size, Weight.BOLD, THERMAL)
        for text in wrap(
            amount_words(paper.total_fen), self.roll.width, self.body, Weight.SEMIBOLD
        ):
            self._text(text, Weight.SEMIBOLD)
        for part in paper.parts:
            self._ends(part.method, format_fen(part.amount_fen))
            if part.slip_no:
                self._pair("　单号", part.slip_no)
        if paper.received_fen is not None:
            received = "现金实收" if paper.parts else f"{paper.method}实收"
            self._ends(received, format_fen(paper.received_fen))
            self._ends("找零", format_fen(paper.change_fen or 0))
        elif not paper.parts:
            self._pair("付款方式", paper.method)
        self._tear()

    def _statement(self, paper: VoucherPaper) -> None:
        if paper.void is not None:
            void = paper.void
            words = f"作废 {void.at}　工号 {void.staff_no}　原因：{void.reason}"
            for text in wrap(words, self.roll.width, self.body, Weight.SEMIBOLD):
                self._text(text, Weight.SEMIBOLD)
        for text in wrap(_STATED, self.roll.width, self.body, Weight.SEMIBOLD):
            self._text(text, Weight.SEMIBOLD)
        self._pair("数电票", paper.invoice_state)
        if paper.after_sales_phone:
            self._pair("售后与回访电话", paper.after_sales_phone)
        if paper.hall.repair_phone:
            self._pair("报修", paper.hall.repair_phone)
        lines = paper.hotlines
        self._ends(f"服务 {lines.service}", f"监督 {lines.supervision}")
        self.y += self.pitch * 0.6
        self._pair("客户签收", "")
        end = self.roll.left + text_width("客户签收", self.body) + 4
        self.sheet.line(end, self.y + 2, self.roll.right, self.y + 2, 0.75, THERMAL)
        self._tear()

    def _foot(self, paper: VoucherPaper) -> None:
        if paper.hall.footer:
            for text in wrap(paper.hall.footer, self.roll.width, self.body):
                self._text(text)
        small = self.body * 0.88
        state = f"补打 第{paper.reprint}次" if paper.reprint else "原件"
        words = (
            f"{paper.copy_name}　{state}　{paper.hall.code}",
            f"校验 {hash_groups(paper.check_code, 8)}　记录第 {paper.journal_number:,} 条",
        )
        for text in words:
            for line in wrap(text, self.roll.width, small):
                self.y += small * 1.45
                self.sheet.text(self.roll.left, self.y, line, small, color=THERMAL)

    def _text(self, text: str, weight: Weight = Weight.REGULAR) -> None:
        self.y += self.pitch
        self.sheet.text(self.roll.left, self.y, text, self.body, weight, THERMAL)

    def _center(self, text: str, size: float, weight: Weight) -> None:
        fitted = shrink(text, self.roll.width, size, 5, weight)
        self.sheet.center(self.roll.middle, self.y, text, fitted, weight, THERMAL)

    def _pair(self, label: str, value: str) -> None:
        """Label and value; a long value wraps below itself."""
        at = self.roll.left + text_width(label, self.body) + 5
        self.y += self.pitch
        self.sheet.text(self.roll.left, self.y, label, self.body, color=THERMAL)
        for n, line in enumerate(wrap(value, self.roll.right - at, self.body) if value else ()):
            self.y += self.pitch if n else 0
            self.sheet.text(at, self.y, line, self.body, Weight.SEMIBOLD, THERMAL)

    def _ends(self, left: str, right: str, *, bold: bool = True) -> None:
        """One line with words at both ends; on two lines where both do not fit."""
        weight = Weight.SEMIBOLD if bold else Weight.REGULAR
        if text_width(left, self.body, weight) + text_width(right, self.body, weight) + 6 > (
            self.roll.width
        ):
            for text in wrap(left, self.roll.width, self.body, weight):
                self._text(text, weight)
            left = ""
        self._text(left, weight)
        size = shrink(right, self.roll.width, self.body, 5, weight)
        self.sheet.right(self.roll.right, self.y, right, size, weight, THERMAL)

    def _boxed(self, words: str) -> None:
        size = self.body * 1.25
        wide = text_width(words, size, Weight.BOLD) + 14
        self.y += size * 0.9
        x = self.roll.middle - wide / 2
        self.sheet.box(x, self.y, wide, size * 1.5, radius=2, stroke=THERMAL, line_width=1)
        self.y += size * 1.1
        self._center(words, size, Weight.BOLD)
        self.y += size * 0.4

    def _tear(self) -> None:
        self.y += self.pitch * 0.65
        self.sheet.line(
            self.roll.left, self.y, self.roll.right, self.y, 0.75, THERMAL, dash=(2, 1.5)
        )
