"""First contact: who was asked first stays responsible until feedback is confirmed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import Handling, solved_at_once_percent
from hall_desk.domain.errors import RuleBroken
from hall_desk.usecases import contacts, papers
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day


def referral(clock: FakeClock) -> ContactForm:
    return ContactForm(
        customer_name="林𬭎",
        phone="13800000000",
        account_no="3600123450127",
        matter="新装电能表后用电量偏高，要求校验",
        in_duty=False,
        handling=Handling.REFERRED,
        department="计量班",
        person="王衡",
        person_phone="000-0000-0012",
        person_address="示例大厅三层",
        promised_at=clock.now() + timedelta(days=2),
    )


@pytest.mark.rule("11(2)")
@pytest.mark.parametrize("field", ["department", "person", "person_phone", "person_address"])
def test_a_referral_is_refused_without_person_phone_and_address(
    hall: Hall, clock: FakeClock, field: str
) -> None:
    emptied: dict[str, Any] = {field: "  "}
    form = replace(referral(clock), **emptied)
    with pytest.raises(RuleBroken) as refusal:
        hall.do(contacts.register_contact, "1032", None, form=form)
    assert refusal.value.field == field


@pytest.mark.rule("11(2)")
def test_only_the_owner_or_the_manager_closes_after_confirmed_feedback(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    contact = day.do(contacts.register_contact, "1032", form=referral(clock))
    assert contact.code == "0312-001"
    day.do(contacts.receive, "1008", contact_id=contact.id, receiver="王衡")
    with pytest.raises(RuleBroken, match="不能反馈"):
        day.do(contacts.feed_back, "1032", contact_id=contact.id)
    day.do(contacts.resolve, "1008", contact_id=contact.id, result="校验合格")
    with pytest.raises(RuleBroken, match="首问责任人是 1032"):
        day.do(contacts.feed_back, "1008", contact_id=contact.id)
    with pytest.raises(RuleBroken, match="不能办结"):
        day.do(contacts.close, "1032", contact_id=contact.id)
    day.do(contacts.feed_back, "1032", contact_id=contact.id, satisfaction="满意")
    with pytest.raises(RuleBroken, match="只有本人或值班主任"):
        day.do(contacts.close, "1008", contact_id=contact.id)
    assert day.do(contacts.close, MANAGER, contact_id=contact.id).closed_by == MANAGER


@pytest.mark.rule("11(2)")
def test_the_register_prints_every_column_with_masked_names(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    contact = day.do(contacts.register_contact, "1032", form=referral(clock))
    paper = hall.ask(papers.register_of_span, contact.business_date, contact.business_date, MANAGER)
    (row,) = paper.rows
    assert (row.customer, row.phone, row.account) == ("林*", "138****0000", "3600 **** 0127")
    assert (row.department, row.contact_person) == ("计量班", "王衡")
    assert row.first_contact == "陈予安"


@pytest.mark.rule("S3-7")
def test_no_open_item_is_without_owner_or_due(hall: Hall, day: Day, clock: FakeClock) -> None:
    day.do(contacts.register_contact, "1032", form=referral(clock))
    later = ContactForm(matter="分时电价", handling=Handling.LATER, phone="000-0000-0009")
    with pytest.raises(RuleBroken) as refusal:
        day.do(contacts.register_contact, "1032", form=later)
    assert refusal.value.field == "promised_at"
    guided = ContactForm(matter="问路", handling=Handling.GUIDED, in_duty=False)
    day.do(contacts.register_contact, "1032", form=guided)
    assert len(hall.ask(contacts.open_contacts)) == 2
    assert hall.ask(contacts.without_owner_or_due) == []


@pytest.mark.rule("S2-3")
def test_the_share_solved_at_first_contact(hall: Hall, day: Day, clock: FakeClock) -> None:
    answered = ContactForm(matter="停电时间", handling=Handling.ANSWERED)
    day.do(contacts.register_contact, "1032", form=answered)
    day.do(contacts.register_contact, "1032", form=replace(answered, matter="电价"))
    contact = day.do(contacts.register_contact, "1032", form=referral(clock))
    found = hall.ask(contacts.register_of, contact.business_date, contact.business_date)
    solved = sum(1 for c in found if not c.is_open)
    assert solved_at_once_percent(solved, len(found)) == pytest.approx(200 / 3)
    assert solved_at_once_percent(0, 0) is None


@pytest.mark.rule("S2-4")
def test_a_stale_contact_may_be_used_but_is_known_to_be_stale(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    today = clock.now().date()
    ladder = [e for e in hall.ask(contacts.directory) if e.code in ("L1", "L2", "L3")]
    assert [e.stale(today) for e in ladder] == [False, False, False]
    assert all(e.stale(today + timedelta(days=60)) for e in ladder)
    contact = day.do(contacts.register_contact, "1032", form=referral(clock))
    card = hall.ask(papers.contact_card_of, contact.id)
    assert (card.name, card.phone, card.supervising_phone) == ("王衡", "000-0000-0012", "12398")
    assert day.do(contacts.give_card, "1032", contact_id=contact.id).card_given_at


def test_the_reply_date_skips_the_weekend(hall: Hall, clock: FakeClock) -> None:
    due = hall.ask(contacts.reply_due)
    assert due.isoformat() == "2026-03-16T17:30:00+08:00"


@pytest.mark.parametrize("account", ["123456789012", "12345", "abcdefghij"])
def test_a_wrong_account_number_is_refused_at_its_field(
    hall: Hall, clock: FakeClock, account: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        hall.do(
            contacts.register_contact,
            "1032",
            None,
            form=replace(referral(clock), account_no=account),
        )
    assert refusal.value.field == "account_no"
