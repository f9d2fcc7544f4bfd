"""Typed words: what no paper can show is refused at its field, the rest is kept to the letter."""

from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import Handling
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.paidservice import Ownership
from hall_desk.domain.tickets import WindowNo
from hall_desk.usecases import contacts, helping, housekeeping, paidservice, payments, people
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day
from tests.usecases.test_money import EIGHT, cash

NASTY = ["a\0b", "停\x07电", "\u202e倒写", "\ud800", "长" * 10_001]
FIELDS = ["matter", "customer_name", "phone", "address", "papers", "department", "remark"]


@pytest.mark.parametrize("words", NASTY, ids=["nul", "bell", "override", "half", "long"])
@pytest.mark.parametrize("field", FIELDS)
def test_a_register_row_refuses_them_at_the_field(day: Day, field: str, words: str) -> None:
    typed: dict[str, Any] = {"matter": "停电", "handling": Handling.ANSWERED, field: words}
    with pytest.raises(RuleBroken) as refusal:
        day.do(contacts.register_contact, "1032", form=ContactForm(**typed))
    assert refusal.value.field == field


@pytest.mark.parametrize("words", NASTY, ids=["nul", "bell", "override", "half", "long"])
def test_other_verbs_refuse_them_too(day: Day, clock: FakeClock, words: str) -> None:
    day.count_float(8)
    sheet = {
        "window": EIGHT,
        "ownership": Ownership.CUSTOMER,
        "boundary": "表箱以内",
        "customer_name": "苏示",
        "phone": "13800000000",
        "address": words,
    }
    money = {"window": EIGHT, "takings": cash(clock, 100, 100), "purpose": "居民电费"}
    for verb, actor, given in (
        (paidservice.draft_sheet, "1030", sheet),
        (payments.take_payment, "1030", money | {"customer_name": words}),
        (payments.take_payment, "1030", money | {"purpose": words}),
        (helping.call_manager, "1032", {"window": WindowNo(3), "reason": words}),
    ):
        with pytest.raises(RuleBroken):
            day.do(verb, actor, **given)


def test_rare_characters_and_signs_are_kept(day: Day) -> None:
    words = "𬭎䶮👍🏽 %_'\"<b>&amp; عربى"
    form = ContactForm(matter=words, customer_name=words, handling=Handling.ANSWERED)
    contact = day.do(contacts.register_contact, "1032", form=form)
    assert (contact.matter, contact.customer_name) == (words, words)


def test_a_sign_in_with_anything_typed_is_answered_in_a_sentence(hall: Hall) -> None:
    for staff_no in ("10\00032", "", "' OR 1=1 --"):
        with pytest.raises(RuleBroken, match="不对"):
            people.authenticate(hall, staff_no, "whatever-1")


@pytest.mark.parametrize(
    ("opens", "closes"), [("8", "17:30"), ("08:30", "08:30"), ("", ""), ("08:30", "25:00")]
)
def test_hours_that_are_none_are_refused(day: Day, opens: str, closes: str) -> None:
    with pytest.raises(RuleBroken):
        day.do(housekeeping.set_hours, MANAGER, opens=opens, closes=closes)
