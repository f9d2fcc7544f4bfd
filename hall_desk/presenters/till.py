"""The till page (钱箱): a clerk counts blind, hands over, takes cash out for the bank."""

from dataclasses import dataclass
from datetime import date

from hall_desk.domain.money import format_fen
from hall_desk.domain.payments import CASH
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.services import CodedText
from hall_desk.domain.tickets import StaffNo, WindowNo
from hall_desk.domain.tills import (
    MOST_PIECES,
    TILL_WORDS,
    BankBag,
    Till,
    TillCount,
    TillHandover,
    TillState,
    TillSums,
    sum_of,
)
from hall_desk.presenters.base import Desk, Presenter
from hall_desk.presenters.till_parts import (
    CHIPS,
    hand_view,
    moves_of,
    piece_rows,
    pieces_of,
    result_of,
)
from hall_desk.presenters.till_state import BAG, COUNT, HAND, MODES, SlipRow, TillPageState
from hall_desk.store.transaction import Reading
from hall_desk.usecases import tillmoves, tills
from hall_desk.usecases.hall import new_op
from hall_desk.usecases.queries import code_texts, find_day

_ACTIONS = {COUNT: "清点完成", HAND: "交给接班人", BAG: "取出解款"}


@dataclass(frozen=True, kw_only=True)
class TillFacts:
    """What the page reads; ``day`` is None while the hall is closed."""

    day: date | None
    till: Till | None
    handovers: tuple[TillHandover, ...]
    bags: tuple[BankBag, ...]
    methods: tuple[CodedText, ...]
    staff: tuple[Staff, ...]


class TillPresenter(Presenter[TillPageState]):
    """One till: the own one at a window, or somebody's at the duty desk without a window."""

    facts: TillFacts | None

    def __init__(
        self, desk: Desk, staff_no: str, window_no: WindowNo | None, whose: str | None = None
    ):
        super().__init__(desk)
        self.staff_no, self.window_no = staff_no, window_no
        self.whose = whose or staff_no
        self.mode = COUNT
        self.typed: dict[int, str] = {}
        self.slips: dict[str, int | None] = {}
        self.taker = ""
        self.amount_fen: int | None = None
        self.slip_no = ""
        self.reason = ""
        self._bag_op: tuple[int | None, str] = (None, "")

    def look(self, reading: Reading) -> TillFacts:
        """The till and what moved it."""
        day = find_day(reading)
        return TillFacts(
            day=day.date if day else None,
            till=tills.till_of(reading, day.date, self.whose) if day else None,
            handovers=tuple(tills.handovers_of(reading, day.date)) if day else (),
            bags=tuple(tills.bags_of(reading, day.date)) if day else (),
            methods=tuple(code_texts(reading, "payment_method")),
            staff=tuple(reading.all(Staff)),
        )

    def build(self) -> TillPageState:
        """The page of this second."""
        facts = self.facts
        assert facts is not None
        till, names = facts.till, {str(staff.staff_no): staff.name for staff in facts.staff}
        words = {method.code: method.text for method in facts.methods}
        state = till.state if till else TillState.OPEN
        hand = hand_view(till or _NO_TILL, self.whose, names)
        return TillPageState(
            title=f"钱箱　{self.whose} {names.get(self.whose, '')}",
            chip=CHIPS[state],
            chip_words=TILL_WORDS[state],
            mode=self.mode,
            modes=MODES if self.window_no is not None else MODES[:1],
            rows=piece_rows(self.typed),
            total=format_fen(sum_of(pieces_of(self.typed))),
            slips=self._slips(facts.methods),
            takers=self._takers(facts.staff),
            taker=self.taker,
            amount_fen=self.amount_fen,
            slip_no=self.slip_no,
            result=result_of(till or _NO_TILL, words),
            hand=hand,
            moves=moves_of(till, facts.handovers, facts.bags) if till else (),
            reason=self.reason,
            action=_ACTIONS[self.mode],
            why_off=self._why_off(facts, hand.handover_id),
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    # -- typing ----------------------------------------------------------------------------

    def set_mode(self, mode: str) -> None:
        """清点, 交接 or 解款; typed pieces belong to one of them."""
        if mode != self.mode:
            self.mode = mode
            self.typed = {}
        self.dismiss()

    def set_pieces(self, value_fen: int, text: str) -> None:
        """So many pieces of one value."""
        cleaned = text.strip()
        if cleaned and not (cleaned.isascii() and cleaned.isdecimal()):
            self.say("张数请填数字。", field=f"pieces_{value_fen}", is_error=True)
            return
        self.typed[value_fen] = str(min(int(cleaned), MOST_PIECES)) if cleaned else ""
        self.tick()

    def set_slips(self, method: str, fen: int | None) -> None:
        """The total of a terminal's slips."""
        self.slips[method] = fen

    def set_taker(self, staff_no: str) -> None:
        """Who takes the cash over."""
        self.taker = staff_no

    def set_amount(self, fen: int | None) -> None:
        """What goes to the bank."""
        self.amount_fen = fen

    def set_slip_no(self, text: str) -> None:
        """The bank's slip; empty while the bag lies in the safe."""
        self.slip_no = text

    def set_reason(self, text: str) -> None:
        """Why the count differs, or why a handover goes back."""
        self.reason = text

    # -- doing -----------------------------------------------------------------------------

    def submit(self) -> None:
        """The main action of the mode."""
        {COUNT: self._count, HAND: self._hand_over, BAG: self._take_out}[self.mode]()

    def explain(self) -> None:
        """The reason of a difference; the duty manager signs for it."""
        count = self._last()
        if count is not None:
            self.act(
                tills.explain_count,
                self.staff_no,
                then=lambda _: self._done("差额已说明，值班主任已签字。"),
                approvable=True,
                count_id=count.id,
                reason=self.reason,
            )

    def take_over(self) -> None:
        """The cash of the last shift is counted and taken."""
        hand = self.build().hand
        self.act(
            tillmoves.take_over_till,
            self.staff_no,
            then=lambda _: self._done("已接收，现金计入您的钱箱。"),
            handover_id=hand.handover_id,
        )

    def refuse(self) -> None:
        """The cash goes back, with the reason."""
        hand = self.build().hand
        self.act(
            tillmoves.refuse_till,
            self.staff_no,
            then=lambda _: self._done("已退回，现金仍在交出人的钱箱。"),
            handover_id=hand.handover_id,
            reason=self.reason,
        )

    def _count(self) -> None:
        if not any(self.typed.values()):
            self.say("请按面额填张数；钱箱是空的，在任一格填 0。", field="pieces", is_error=True)
            return
        self.act(
            tills.count_till,
            self.staff_no,
            then=self._counted,
            pieces=pieces_of(self.typed),
            terminals={method: fen or 0 for method, fen in self.slips.items()},
            window=self.window_no,
            staff_no=self.whose,
        )

    def _counted(self, count: TillCount) -> None:
        if count.differs:
            self.say("清点有差额：请复点，或写明原因请值班主任签字。", is_error=True)
        else:
            self._done("清点相符。")

    def _hand_over(self) -> None:
        if not self.taker:
            self.say("请选接班人。", field="to_staff", is_error=True)
            return
        self.act(
            tillmoves.hand_over_till,
            self.staff_no,
            then=lambda _: self._done("已交出，请接班人登录后在钱箱（Ctrl+K）确认。"),
            window=self.window_no,
            to_staff=self.taker,
            pieces=pieces_of(self.typed),
        )

    def _take_out(self) -> None:
        if self._bag_op[0] != self.amount_fen:
            self._bag_op = (self.amount_fen, new_op())
        self.act(
            tillmoves.take_out_bag,
            self.staff_no,
            op=self._bag_op[1] or None,  # pressed again after a lost answer it is the same bag
            then=self._bagged,
            window=self.window_no,
            amount_fen=self.amount_fen or 0,
            slip_no=self.slip_no,
        )

    def _bagged(self, bag: BankBag) -> None:
        self._bag_op = (None, "")
        where = f"已送存，回单 {bag.slip_no}" if bag.slip_no else "请封包存保险柜，送存后登记回单"
        self._done(f"解款包 {bag.code} {format_fen(bag.amount_fen)} 元，{where}。")

    def _done(self, words: str) -> None:
        self.typed, self.amount_fen, self.slip_no, self.reason = {}, None, "", ""
        self.say(words)

    def _last(self) -> TillCount | None:
        till = self.facts.till if self.facts else None
        return till.last_count if till else None

    def _slips(self, methods: tuple[CodedText, ...]) -> tuple[SlipRow, ...]:
        return tuple(
            SlipRow(method=each.code, words=each.text, fen=self.slips.get(each.code))
            for each in methods
            if each.code != CASH
        )

    def _takers(self, staff: tuple[Staff, ...]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (each.staff_no, f"{each.staff_no} {each.name}")
            for each in sorted(staff, key=lambda each: each.staff_no)
            if each.staff_no != self.whose and each.may(Right.TAKE_MONEY)
        )

    def _why_off(self, facts: TillFacts, handover_id: int) -> str:
        if self.busy:
            return "正在保存…"
        if facts.day is None:
            return "营业厅没有开门。"
        if handover_id and self.mode != BAG:
            return "交接还没有确认，请先确认或退回。"
        return ""


_NO_TILL = Till(staff_no=StaffNo(""), business_date=date.min, sums=TillSums())
