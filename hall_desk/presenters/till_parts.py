"""The parts of the till page: how pieces, movements, counts and handovers are worded."""

from collections.abc import Mapping

from hall_desk.domain.money import format_fen
from hall_desk.domain.payments import NOTES_FEN
from hall_desk.domain.tills import (
    BagState,
    BankBag,
    Pieces,
    Till,
    TillCount,
    TillHandover,
    TillState,
    difference_words,
)
from hall_desk.presenters.moments import clock_of
from hall_desk.presenters.till_state import CountResult, HandView, PieceRow

CHIPS = {
    TillState.OPEN: "warn",
    TillState.PENDING: "warn",
    TillState.DIFFERS: "over",
    TillState.COUNTED: "ok",
}


def note_name(fen: int) -> str:
    """Such as 100 元, 5 角, 2 分."""
    if fen >= 100:
        return f"{fen // 100} 元"
    return f"{fen // 10} 角" if fen >= 10 else f"{fen} 分"


def piece_rows(typed: Mapping[int, str]) -> tuple[PieceRow, ...]:
    """Every value with what is typed; an amount only where there is a number."""
    rows = []
    for fen in NOTES_FEN:
        text = typed.get(fen, "")
        amount = format_fen(fen * int(text)) if text.isdecimal() else ""
        rows.append(PieceRow(value_fen=fen, words=note_name(fen), typed=text, amount=amount))
    return tuple(rows)


def pieces_of(typed: Mapping[int, str]) -> tuple[Pieces, ...]:
    """What is typed as notes and coins."""
    return tuple(
        Pieces(value_fen=fen, count=int(text)) for fen, text in typed.items() if text.isdecimal()
    )


def pieces_words(pieces: tuple[Pieces, ...]) -> str:
    """Such as 100 元 × 3，5 角 × 2."""
    return "，".join(f"{note_name(each.value_fen)} × {each.count}" for each in pieces)


def result_of(till: Till, methods: Mapping[str, str]) -> CountResult:
    """The last count; it is shown only after it was made, so that counting is blind."""
    count = till.last_count
    if count is None:
        return CountResult()
    stale = count.sums != till.sums
    again = f"第 {len(till.counts)} 次清点" if len(till.counts) > 1 else "清点"
    return CountResult(
        shown=True,
        settled=count.is_settled,
        stale=stale,
        title=f"{clock_of(count.counted_at)} {again}",
        lines=_count_lines(count, methods),
        explained=f"{count.reason}（{count.approved_by} 签字）" if count.explained_at else "",
    )


def _count_lines(count: TillCount, methods: Mapping[str, str]) -> tuple[tuple[str, str, bool], ...]:
    lines = [
        ("应存", format_fen(count.expected_fen), False),
        ("实点", format_fen(count.counted_fen), False),
        ("差额", difference_words(count.difference_fen), count.difference_fen != 0),
    ]
    for line in count.terminals:
        words = format_fen(line.slips_fen)
        if line.difference_fen:
            words = f"{words}，应为 {format_fen(line.expected_fen)}"
        name = f"{methods.get(line.method, line.method)}单据"
        lines.append((name, words, line.difference_fen != 0))
    return tuple(lines)


def hand_view(till: Till, staff_no: str, names: Mapping[str, str]) -> HandView:
    """The handover on its way, seen from this till."""
    if not till.pending:
        return HandView()
    each: TillHandover = till.pending[0]
    mine = each.to_staff == staff_no
    other = each.from_staff if mine else each.to_staff
    who = f"{other} {names.get(other, '')}"
    return HandView(
        handover_id=each.id,
        mine=mine,
        title=f"{who} 交来现金" if mine else f"等 {who} 确认",
        amount=format_fen(each.amount_fen),
        pieces=pieces_words(each.pieces),
    )


def moves_of(
    till: Till, handovers: tuple[TillHandover, ...], bags: tuple[BankBag, ...]
) -> tuple[tuple[str, str], ...]:
    """What the clerk did with the cash today; never what should be left of it."""
    lines = [("备用金", format_fen(till.sums.float_fen) if till.sums.floats else "未清点")]
    for each in handovers:
        if till.staff_no not in (each.from_staff, each.to_staff):
            continue
        given = each.from_staff == till.staff_no
        other = each.to_staff if given else each.from_staff
        state = "已退回" if each.refused_at else "待确认" if each.is_pending else "已确认"
        name = f"{clock_of(each.handed_at)} {'交给' if given else '接自'} {other}"
        lines.append((name, f"{format_fen(each.amount_fen)} {state}"))
    for bag in bags:
        if bag.staff_no == till.staff_no:
            where = "已送存" if bag.state is BagState.BANKED else "在保险柜"
            lines.append((f"解款 {bag.code}", f"{format_fen(bag.amount_fen)} {where}"))
    return tuple(lines)
