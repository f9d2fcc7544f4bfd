"""Open answers: promised, owned, on the owner's list until they are given (Art. 14(3))."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from hall_desk import assets
from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import ContactState, FirstContact, Handling, overdue
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import Setting
from hall_desk.store.transaction import Tx
from hall_desk.usecases import board, contact_papers, contacts, founding, papers
from hall_desk.usecases.contacts import ContactForm
from hall_desk.usecases.hall import Hall
from hall_desk.voice import announcement
from tests.conftest import MANAGER, Day, referral


def later(clock: FakeClock, **values: Any) -> ContactForm:
    form = ContactForm(
        customer_name="仇示例",
        matter="峰谷电价怎样执行",
        handling=Handling.LATER,
        phone="000-0000-0009",
        promised_at=clock.now() + timedelta(days=2),
    )
    return replace(form, **values)


@pytest.mark.rule("14(3)")
@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"promised_at": None}, "promised_at"),
        ({"phone": " "}, "phone"),
        ({"phone_declined": True}, "phone"),
    ],
)
def test_an_open_answer_needs_its_promise_and_a_phone_or_declined(
    day: Day, clock: FakeClock, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        day.do(contacts.register_contact, "1032", form=later(clock, **values))
    assert (refusal.value.field, refusal.value.article) == (field, "14(3)")


@pytest.mark.rule("14(3)", "S2-3")
def test_an_open_answer_stays_on_its_owners_list_until_it_is_given(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    form = later(clock, phone="", phone_declined=True)
    kept = day.do(contacts.register_contact, "1032", form=form)
    assert [c.id for c in hall.ask(contacts.open_contacts, "1032")] == [kept.id]
    assert not overdue(kept, clock.now())
    clock.advance(2 * 86_400 + 1)
    assert overdue(kept, clock.now())
    with pytest.raises(RuleBroken, match="首问责任人是 1032"):
        day.do(contacts.give_answer, "1008", contact_id=kept.id, result="已答复")
    with pytest.raises(RuleBroken) as refusal:
        day.do(contacts.give_answer, "1032", contact_id=kept.id, result=" ")
    assert refusal.value.field == "result"
    given: FirstContact = day.do(
        contacts.give_answer, "1032", contact_id=kept.id, result="已答复", satisfaction="满意"
    )
    assert given.state is ContactState.CLOSED
    assert (given.result, given.satisfaction, given.closed_by) == ("已答复", "满意", "1032")
    assert given.fed_back_at == clock.now()
    assert hall.ask(contacts.open_contacts, "1032") == []
    with pytest.raises(RuleBroken, match="不是待答复的"):
        day.do(contacts.give_answer, "1032", contact_id=kept.id, result="又一次")


@pytest.mark.rule("14(3)")
def test_the_duty_manager_may_give_it_and_a_referral_is_no_open_answer(
    day: Day, clock: FakeClock
) -> None:
    kept = day.do(contacts.register_contact, "1032", form=later(clock))
    given = day.do(contacts.give_answer, MANAGER, contact_id=kept.id, result="已答复")
    assert (given.owner, given.closed_by) == ("1032", MANAGER)
    form = referral("表计校验", clock.now() + timedelta(days=2))
    sent = day.do(contacts.register_contact, "1032", form=form)
    with pytest.raises(RuleBroken, match="不是待答复的"):
        day.do(contacts.give_answer, "1032", contact_id=sent.id, result="已答复")


@pytest.mark.rule("14(3)")
def test_the_usual_promise_is_the_halls_and_never_above_its_profiles(hall: Hall) -> None:
    assert hall.ask(contacts.reply_workdays) == 2

    def _set(tx: Tx, name: str, value: object) -> None:
        tx.change(tx.get(Setting, name=name), Setting(name=name, value=value), "x", guard="value")

    hall.do(_set, MANAGER, name="reply_workdays", value=9)
    assert hall.ask(contacts.reply_workdays) == 9
    hall.do(_set, MANAGER, name="profiles", value=["norm2003", "qgdw1403"])
    assert hall.ask(contacts.reply_workdays) == 5


@pytest.mark.rule("14(4)")
def test_no_announcement_text_contains_a_name(hall: Hall, day: Day, clock: FakeClock) -> None:
    catalog = founding.read_catalog(assets.resource("catalog/default_hall.json"))
    for template in catalog["announcements"]:
        assert "name" not in template["text_zh"] + template["text_en"]
        assert "姓名" not in template["text_zh"]
    day.issue("C01")
    ticket = day.serve(3)
    form = later(clock, name_reading="仇，读音同“球”")
    kept = day.do(contacts.register_contact, "1032", form=form, ticket_id=ticket.id)
    assert kept.name_reading == "仇，读音同“球”"
    spoken = "".join(announcement(ticket.code, 3, 2))
    shown = repr(hall.ask(board.display_board)) + repr(hall.ask(papers.slip_of, ticket.id))
    for words in (spoken, shown):
        assert "仇" not in words
        assert "球" not in words


@pytest.mark.rule("S1-2")
def test_the_hand_over_slip_of_a_referral_names_the_department_and_its_deputy(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    form = replace(
        referral("电能表校验", clock.now() + timedelta(days=2)),
        person="王示例",
        person_phone="000-0000-0012",
        papers="检定证书",
        papers_count=1,
    )
    kept = day.do(contacts.register_contact, "1032", form=form)
    slip = hall.ask(contact_papers.hand_over_of, kept.id)
    assert (slip.department, slip.person, slip.deputy) == (
        "计量班",
        "王示例",
        "郑示例 000-0000-0112",
    )
    assert slip.duty == "电能表安装、校验与抄表核对"
    assert (slip.customer, slip.customer_phone) == ("林*", "000****0012")
    assert (slip.papers_taken, slip.received) == ("检定证书 1 份", "")
    clock.advance(60)
    day.do(contacts.receive, "1032", contact_id=kept.id, receiver="王示例")
    assert hall.ask(contact_papers.hand_over_of, kept.id).received == "王示例 2026-03-12 09:01"
    kept = day.do(contacts.register_contact, "1032", form=later(clock))
    with pytest.raises(RuleBroken, match="没有转办"):
        hall.ask(contact_papers.hand_over_of, kept.id)
