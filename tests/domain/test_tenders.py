"""Mixed tenders by many examples: they pay exactly what is due, and only cash gives change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import CASH
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
