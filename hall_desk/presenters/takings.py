"""Closing records and bags for the bank (日结单与解款) at the duty desk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hall_desk.domain.days import hall_date
from hall_desk.domain.money import format_fen
from hall_desk.domain.people import Staff
from hall_desk.domain.tills import BagState, BankBag, ClosingRecord, difference_words
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.moments import clock_of
from hall_desk.store.transaction import Reading
from hall_desk.usecases import tillmoves
from hall_desk.usecases.closingpapers import content_of
from hall_desk.usecases.closings import closings
from hall_desk.usecases.tills import recent_bags

CLOSINGS, BAGS = "closings", "bags"
MOST = 400


@dataclass(frozen=True, kw_only=True)
class TakingsRow:
    """One line of the list: a closing by its number, or a bag by its id."""

    key: str
    cells: tuple[str, ...]
    loud: bool = False


@dataclass(frozen=True, kw_only=True)
class TakingsDetail:
    """The one in hand; a bag in the safe asks for its slip."""

    title: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    asks_slip: bool = False
    slip_no: str = ""
    deposit_date: str = ""


@dataclass(frozen=True, kw_only=True)
class TakingsState:
    """The page."""

    mode: str
    rows: tuple[TakingsRow, ...]
    chosen: str
    detail: TakingsDetail
    summary: str
    action: str
    why_off: str
    message: Message
    banner: str
    busy: bool


@dataclass(frozen=True, kw_only=True)
class TakingsFacts:
    """What the page reads: newest first."""

    closings: tuple[ClosingRecord, ...]
    bags: tuple[BankBag, ...]


class TakingsPresenter(Presenter[TakingsState]):
    """The duty manager reads and reprints closings, and notes what was paid in at the bank."""

    facts: TakingsFacts | None

    def __init__(self, desk: Desk, staff: Staff):
        super().__init__(desk)
        self.staff = staff
        self.mode = CLOSINGS
        self.chosen = ""
        self.slip_no = ""
        self.deposit_date = ""
        self.reprint: Callable[[int], None] = lambda number: None

    def look(self, reading: Reading) -> TakingsFacts:
        """Closings and bags."""
        return TakingsFacts(
            closings=tuple(closings(reading, most=MOST)), bags=tuple(recent_bags(reading, MOST))
        )

    def build(self) -> TakingsState:
        """The page of this second."""
        facts = self.facts
        assert facts is not None
        rows = _closing_rows(facts) if self.mode == CLOSINGS else _bag_rows(facts)
        if self.chosen not in {row.key for row in rows}:
            self._choose(rows[0].key if rows else "")
        safe = [bag for bag in facts.bags if bag.state is BagState.SAFE]
        sums = format_fen(sum(bag.amount_fen for bag in safe))
        return TakingsState(
            mode=self.mode,
            rows=rows,
            chosen=self.chosen,
            detail=self._detail(facts),
            summary=f"未送存 {len(safe)} 包，{sums} 元" if safe else "没有未送存的解款",
            action="补打日结单" if self.mode == CLOSINGS else "登记送存",
            why_off=self._why_off(facts),
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    def set_mode(self, mode: str) -> None:
        """日结单 or 解款."""
        self.mode, self.chosen = mode, ""
        self.dismiss()

    def choose(self, key: str) -> None:
        """Another line."""
        if key != self.chosen:
            self._choose(key)
            self.dismiss()

    def set_slip_no(self, text: str) -> None:
        """The bank's slip."""
        self.slip_no = text

    def set_deposit_date(self, text: str) -> None:
        """The day on which it was paid in."""
        self.deposit_date = text

    def submit(self) -> None:
        """Reprints the closing, or notes the deposit."""
        if self.mode == CLOSINGS:
            if self.chosen:
                self.reprint(int(self.chosen))
            return
        try:
            day = date.fromisoformat(self.deposit_date.strip())
        except ValueError:
            self.say("送存日期请写成 2026-03-12。", field="deposit_date", is_error=True)
            return
        self.act(
            tillmoves.bank_bag,
            self.staff.staff_no,
            then=self._banked,
            bag_id=int(self.chosen),
            slip_no=self.slip_no,
            deposit_date=day,
        )

    def _banked(self, bag: BankBag) -> None:
        self.say(f"{bag.code} 已登记送存，回单 {bag.slip_no}，{bag.deposit_date}。")

    def _choose(self, key: str) -> None:
        self.chosen, self.slip_no = key, ""
        self.deposit_date = hall_date(self.desk.hall.clock.now()).isoformat()

    def _detail(self, facts: TakingsFacts) -> TakingsDetail:
        if self.mode == CLOSINGS:
            record = next((r for r in facts.closings if str(r.number) == self.chosen), None)
            return TakingsDetail() if record is None else _closing_detail(record)
        bag = next((b for b in facts.bags if str(b.id) == self.chosen), None)
        if bag is None:
            return TakingsDetail()
        return TakingsDetail(
            title=bag.code,
            lines=_bag_lines(bag),
            asks_slip=bag.state is BagState.SAFE,
            slip_no=self.slip_no,
            deposit_date=self.deposit_date,
        )

    def _why_off(self, facts: TakingsFacts) -> str:
        if self.busy:
            return "正在保存…"
        if not self.chosen:
            return "还没有日结单。" if self.mode == CLOSINGS else "还没有解款包。"
        banked = {str(bag.id) for bag in facts.bags if bag.state is BagState.BANKED}
        if self.mode == BAGS and self.chosen in banked:
            return "这一包已经送存。"
        return ""


def _closing_rows(facts: TakingsFacts) -> tuple[TakingsRow, ...]:
    return tuple(
        TakingsRow(
            key=str(record.number),
            cells=(
                record.code,
                record.business_date.isoformat(),
                format_fen(record.net_fen),
                format_fen(record.perpetual_fen),
                f"{clock_of(record.closed_at)} {record.closed_by}",
            ),
        )
        for record in facts.closings
    )


def _bag_rows(facts: TakingsFacts) -> tuple[TakingsRow, ...]:
    return tuple(
        TakingsRow(
            key=str(bag.id),
            cells=(
                bag.code,
                bag.business_date.isoformat(),
                format_fen(bag.amount_fen),
                bag.deposit_date.isoformat() if bag.deposit_date else "—",
                "未送存" if bag.state is BagState.SAFE else f"回单 {bag.slip_no}",
            ),
            loud=bag.state is BagState.SAFE,
        )
        for bag in facts.bags
    )


def _closing_detail(record: ClosingRecord) -> TakingsDetail:
    content = content_of(record)
    lines = [
        (f"{each.words} {each.count} 张", f"{each.first} 起 {each.last[3:]} 止")
        for each in content.series
    ]
    if content.refunds.count:
        lines.append(
            ("退款单", f"{content.refunds.count} 张 {format_fen(content.refunds.sum_fen)}")
        )
    for method in content.methods:
        if method.count or method.refunded_fen:
            net = method.taken_fen - method.refunded_fen
            lines.append((f"{method.words} {method.count} 笔", format_fen(net)))
    for till in content.tills:
        lines.append((f"钱箱 {till.staff_no} {till.name}", difference_words(till.difference_fen)))
    lines += [
        ("日志末条", f"第 {content.head_n} 条"),
        ("本单校验码", str(record.content.get("check_code", ""))),
        ("补打", f"{record.reprints} 次"),
    ]
    return TakingsDetail(title=f"{record.code}　{record.business_date}", lines=tuple(lines))


def _bag_lines(bag: BankBag) -> tuple[tuple[str, str], ...]:
    lines = [
        ("金额", f"{format_fen(bag.amount_fen)} 元"),
        ("营业日", bag.business_date.isoformat()),
        ("取出", f"{clock_of(bag.taken_out_at)} 工号 {bag.staff_no}"),
    ]
    if bag.state is BagState.BANKED:
        lines += [
            ("送存日期", bag.deposit_date.isoformat() if bag.deposit_date else "—"),
            ("银行回单", bag.slip_no),
            ("登记", f"工号 {bag.banked_by}"),
        ]
    return tuple(lines)
