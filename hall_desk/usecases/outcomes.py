"""How an item ends (办理结果): what each outcome brings with it, in the same transaction."""

from dataclasses import dataclass

from hall_desk.domain.contacts import DirectoryEntry, FirstContact, Handling
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Ending, Item, Outcome, check_ending
from hall_desk.domain.payments import Payment
from hall_desk.domain.texts import LONG, check_text
from hall_desk.domain.tickets import Ticket
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.acceptances import find_by_item
from hall_desk.usecases.contacts import ContactForm, register_contact, reply_due
from hall_desk.usecases.queries import words_of

_NOTHING = (Outcome.REFUSED, Outcome.LEFT)


@dataclass(frozen=True, kw_only=True)
class Result:
    """What the clerk chose and wrote down; ``desk`` is the directory's code of a 转办."""

    outcome: Outcome = Outcome.DONE
    basis: str = ""
    explanation: str = ""
    alternative: str = ""
    desk: str = ""
    matter: str = ""
    customer_name: str = ""
    phone: str = ""


def ending_of(tx: Tx, item: Item, result: Result, *, over_reason: str | None, note: str) -> Ending:
    """The ending as it will be written; refuses what the outcome lacks (Art. 4(2), 11(2))."""
    if over_reason and over_reason not in words_of(tx, "over_reason"):
        raise RuleBroken("请选超时原因。", field="over_reason", article="11(3)")
    refused = result.outcome is Outcome.REFUSED
    ending = Ending(
        outcome=result.outcome,
        over_reason=over_reason,
        over_note=check_text(note, "over_note"),
        basis=_words(result.basis, "basis") if refused else "",
        explanation=_words(result.explanation, "explanation") if refused else "",
        alternative=_words(result.alternative, "alternative") if refused else "",
    )
    check_ending(item, ending)
    if result.outcome is Outcome.ACCEPTED and find_by_item(tx, item.id) is None:
        raise RuleBroken("请先填受理单（Ctrl+E），再选受理。", field="outcome", article="18")
    check_bound(tx, item, result.outcome)
    if result.outcome is Outcome.FORWARDED:
        desk_of(tx, result.desk)
    return ending


def check_bound(reading: Reading, item: Item, outcome: Outcome) -> None:
    """An item that was paid for or accepted does not end as if nothing had come of it."""
    if outcome in _NOTHING and is_paid(reading, item):
        words = f"“{item.service_name}”已收款，请选办结，或先作废凭证。"
        raise RuleBroken(words, field="outcome")
    if outcome in (*_NOTHING, Outcome.PAPERS) and find_by_item(reading, item.id) is not None:
        words = f"“{item.service_name}”已填受理单，请选受理。"
        raise RuleBroken(words, field="outcome", article="18")


def is_paid(reading: Reading, item: Item) -> bool:
    """Whether money was taken for the item and not given back."""
    table = schema.payment
    found = reading.all(
        Payment, table.c.business_date == item.business_date, table.c.item_id == item.id
    )
    return any(not payment.is_void for payment in found)


def desk_of(reading: Reading, code: str) -> DirectoryEntry:
    """A desk to refer to; one without contact person, phone or address is refused (S1-2)."""
    if not code:
        raise RuleBroken("请选转到哪个部门。", field="desk", article="11(2)")
    desk = reading.find(DirectoryEntry, code=code)
    if desk is None:
        raise RuleBroken("部门名录里没有这个部门，请重选。", field="desk", article="11(2)")
    if not desk.enabled:
        raise RuleBroken(f"{desk.name}已停用，请选别的部门。", field="desk", article="S1-2")
    if not desk.complete:
        words = f"{desk.name}没有完整的联系人、电话和地址，不能转办，请选别的部门。"
        raise RuleBroken(words, field="desk", article="S1-2")
    return desk


def refer_to_desk(tx: Tx, ticket: Ticket, item: Item, result: Result) -> FirstContact:
    """The first contact (首问) of a 转办, under the same ticket; the clerk answers for it."""
    desk = desk_of(tx, result.desk)
    form = ContactForm(
        customer_name=result.customer_name,
        phone=result.phone,
        matter=result.matter.strip() or item.service_name,
        in_duty=False,
        handling=Handling.REFERRED,
        department=desk.name,
        person=desk.person,
        person_phone=desk.phone,
        person_address=desk.address,
        promised_at=reply_due(tx),
    )
    return register_contact(tx, form=form, ticket_id=ticket.id)


def _words(text: str, field: str) -> str:
    return check_text(text, field, most=LONG, lines=True)
