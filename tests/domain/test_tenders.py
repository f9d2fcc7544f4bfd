"""Mixed tenders by many examples: they pay exactly what is due, and only cash gives change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import CASH, MOST_CHANGE_FEN, MOST_FEN, check_received
from hall_desk.domain.tenders import MOST_PARTS, Part, settle

amounts = st.integers(min_value=1, max_value=1_000_000)
others = st.lists(
    st.builds(
        Part, method=st.sampled_from(["POS", "QR", "CHEQUE", "TRANSFER"]), amount_fen=amounts
    ),
    min_size=1,
    max_size=MOST_PARTS - 1,
)


@given(others=others, cash_due=amounts, more=st.integers(min_value=0, max_value=1_000_000))
def test_tenders_sum_to_what_is_due_and_change_comes_from_cash(
    others: list[Part], cash_due: int, more: int
) -> None:
    due = sum(part.amount_fen for part in others) + cash_due
    cash = Part(method=CASH, amount_fen=cash_due + more)
    settled = settle(due, [*others, cash])
    assert sum(part.amount_fen for part in settled.parts) == due
    assert settled.change_fen == more
    assert settled.received_fen == due + more
    assert settled.parts[-1].amount_fen == cash_due
    assert list(settled.parts[:-1]) == others


@given(others=others, wrong=st.integers(min_value=-1_000_000, max_value=1_000_000))
def test_without_cash_nothing_but_the_exact_sum_is_taken(others: list[Part], wrong: int) -> None:
    due = sum(part.amount_fen for part in others) + wrong
    if due > 0 and wrong == 0:
        assert settle(due, others).change_fen == 0
    else:
        with pytest.raises(RuleBroken):
            settle(due, others)


@given(
    parts=st.lists(
        st.builds(
            Part,
            method=st.sampled_from(["CASH", "POS"]),
            amount_fen=st.integers(min_value=-10, max_value=500),
        ),
        max_size=8,
    ),
    due=st.integers(min_value=-5, max_value=1000),
)
def test_whatever_is_handed_over_the_result_is_whole_or_refused(
    parts: list[Part], due: int
) -> None:
    try:
        settled = settle(due, parts)
    except RuleBroken:
        return
    assert sum(part.amount_fen for part in settled.parts) == due
    assert all(part.amount_fen > 0 for part in settled.parts)
    assert settled.received_fen - settled.change_fen == due
    assert settled.change_fen == 0 or any(part.method == CASH for part in settled.parts)


@pytest.mark.rule("6(5)")
@pytest.mark.parametrize("card", [0, 5000])
def test_more_change_than_ten_thousand_yuan_is_a_slip_of_the_hand(card: int) -> None:
    def hand_over(change: int) -> int:
        cash = Part(method=CASH, amount_fen=8640 - card + change)
        parts = [Part(method="POS", amount_fen=card), cash] if card else [cash]
        return settle(8640, parts).change_fen

    assert hand_over(MOST_CHANGE_FEN) == MOST_CHANGE_FEN
    with pytest.raises(RuleBroken, match="找零超过 1 万元，请核对实收。") as refusal:
        hand_over(MOST_CHANGE_FEN + 1)
    assert refusal.value.field == "received"


@pytest.mark.parametrize("card", [0, 5000])
def test_nothing_due_and_sums_beyond_a_till_are_refused_alike(card: int) -> None:
    def parts(fen: int) -> list[Part]:
        cash = Part(method=CASH, amount_fen=fen)
        return [Part(method="POS", amount_fen=card), cash] if card else [cash]

    for due, handed, words, field in (
        (0, 8640, "应收金额应大于 0", "due"),
        (-1, 8640, "应收金额应大于 0", "due"),
        (MOST_FEN + 1, MOST_FEN, "金额太大", "received"),
        (8640, MOST_FEN + 1, "金额太大", "received"),
    ):
        with pytest.raises(RuleBroken, match=words) as refusal:
            settle(due, parts(handed))
        assert refusal.value.field == field
    with pytest.raises(RuleBroken, match="金额太大"):
        check_received(due_fen=MOST_FEN + 1, received_fen=MOST_FEN + 1, method="TRANSFER")
    with pytest.raises(RuleBroken, match="请选收款方式"):
        settle(8640, [])
