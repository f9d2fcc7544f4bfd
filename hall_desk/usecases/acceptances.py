"""Acceptances (业务受理, Art. 11(4), 17, 18): taken in with papers and promises, then followed."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import literal_column, select

from hall_desk.domain import forms, promises, tracking
from hall_desk.domain.acceptances import (
    Acceptance,
    AcceptanceState,
    FormCorrection,
    ReceivedPaper,
)
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.passes import ACCEPTED
from hall_desk.domain.people import Right
from hall_desk.domain.promises import Promises
from hall_desk.domain.services import Deadline, Service
from hall_desk.domain.texts import LONG, check_text
from hall_desk.domain.tickets import StaffNo, TicketState, WindowNo
from hall_desk.domain.tracking import Explanation
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases import passes
from hall_desk.usecases.heirs import hand_to
from hall_desk.usecases.parties import note_party
from hall_desk.usecases.queries import (
    at_window,
    get_day,
    holiday_table,
    my_ticket,
    require_right,
    setting,
)

PAPER = "paper"
MOST_COPIES = 99
MOST_CORRECTIONS = 60


@dataclass(frozen=True, kw_only=True)
class PaperTaken:
    """A paper of the service card that was taken in: its place on the card, copies, original."""

    index: int
    copies: int = 1
    original_seen: bool = False


@dataclass(frozen=True, kw_only=True)
class AcceptanceForm:
    """What the clerk writes down; ``corrections`` are mistakes found and put right before."""

    applicant: str
    id_kind: str
    id_no: str
    phone: str
    account_no: str
    address: str
    papers: tuple[PaperTaken, ...]
    voltage: str = ""
    corrections: tuple[tuple[str, str], ...] = ()


def accept(tx: Tx, *, item_id: int, form: AcceptanceForm) -> Acceptance:
    """Accepts the item in hand at the own window; refused before the customer was told once."""
    item = tx.get(Item, id=item_id)
    window = _check_item(tx, item)
    service = tx.get(Service, code=item.service_code)
    checked = _checked(form)
    papers = _papers(service, form.papers)
    if promises.voltages(_in_force(tx, service)) and form.voltage not in promises.VOLTAGES:
        raise RuleBroken("请选低压或高压，答复时限不同。", field="voltage", article="18(2)")
    promised = promised_for(tx, service, voltage=form.voltage)
    day = get_day(tx)
    draft = Acceptance(
        id=tx.new_id(),
        business_date=day.date,
        number=tx.next_number(f"acceptance:{day.date.isoformat()}"),
        ticket_id=item.ticket_id,
        item_id=item.id,
        service_code=item.service_code,
        service_name=item.service_name,
        applicant=checked.applicant,
        id_kind=checked.id_kind,
        id_no=checked.id_no,
        phone=checked.phone,
        account_no=checked.account_no,
        address=checked.address,
        papers=papers,
        promises=promised.stages,
        events=_first_events(tx, service),
        rule_version="+".join(profiles_of(tx)),
        owner=StaffNo(tx.actor),
        window_no=window,
        accepted_at=tx.now,
        signature_mode="",
        signed_at=None,
        state=AcceptanceState.OPEN,
        due_at=None,
        closed_at=None,
        closed_by=None,
        result="",
        late_reason="",
        late_told_at=None,
        returned_at=None,
        returned_to="",
        reprints=0,
    )
    acceptance: Acceptance = tx.insert(_with_due(tx, draft), "accept")
    note_party(
        tx,
        ticket_id=acceptance.ticket_id,
        source="acceptance",
        source_id=acceptance.id,
        name=acceptance.applicant,
        account_no=acceptance.account_no,
    )
    ticked = tuple(sorted({*item.papers, *(paper.index for paper in form.papers)}))
    tx.change(item, replace(item, papers=ticked), "tick_paper")
    _note_corrections(tx, item, form.corrections)
    passes.retire(tx, item, ACCEPTED)
    return acceptance


def promised_for(reading: Reading, service: Service, *, voltage: str = "") -> Promises:
    """What an acceptance of this moment would promise, with warnings."""
    return promises.promises_for(
        service,
        profiles_of(reading),
        reading.now,
        holiday_table(reading),
        events=_first_events(reading, service),
        voltage=voltage,
    )


def sign(tx: Tx, *, acceptance_id: int) -> Acceptance:
    """The customer signed the sheet on paper."""
    acceptance = _mine(tx, acceptance_id)
    signed = replace(acceptance, signature_mode=PAPER, signed_at=acceptance.signed_at or tx.now)
    return tx.change(acceptance, signed, "sign_acceptance", guard="signed_at")


def count_reprint(tx: Tx, *, acceptance_id: int) -> Acceptance:
    """The sheet is printed again; it says so (补打 第n次)."""
    require_right(tx, Right.SERVE)
    acceptance = tx.get(Acceptance, id=acceptance_id)
    again = replace(acceptance, reprints=acceptance.reprints + 1)
    return tx.change(acceptance, again, "reprint_acceptance", guard="reprints")


def unmask(tx: Tx, *, acceptance_id: int) -> Acceptance:
    """Shows the applicant's full data; who looked is journalled (Art. 4(3))."""
    require_right(tx, Right.SERVE)
    acceptance = tx.get(Acceptance, id=acceptance_id)
    tx.note("unmask_acceptance", "acceptance", {"id": acceptance_id}, after={"by": tx.actor})
    return acceptance


def record_event(tx: Tx, *, acceptance_id: int, event: str, on: date) -> Acceptance:
    """A date that starts a limit: design submitted, inspection passed, contract signed."""
    acceptance = _mine(tx, acceptance_id)
    dated, _ = tracking.record_event(acceptance, event, on, tx.now, holiday_table(tx))
    return tx.change(acceptance, _with_due(tx, dated), "record_event", guard="events")


def finish_stage(tx: Tx, *, acceptance_id: int, stage: str) -> Acceptance:
    """The back office has done a stage, such as the reply with the supply plan."""
    acceptance = _mine(tx, acceptance_id)
    done = tracking.finish_stage(acceptance, stage, tx.now)
    return tx.change(acceptance, _with_due(tx, done), "finish_stage", guard="events")


def follow_up(tx: Tx, *, acceptance_id: int) -> Acceptance:
    """Looked after while no limit runs: the next look is due in some working days."""
    acceptance = _mine(tx, acceptance_id)
    if acceptance.state is AcceptanceState.CLOSED:
        raise RuleBroken(f"受理 {acceptance.code} 已经办结。")
    if tracking.running(acceptance):
        raise RuleBroken("承诺时限正在计时，不能顺延跟进日期。", field="stage", article="18")
    return tx.change(acceptance, _with_due(tx, acceptance), "follow_up", guard="due_at")


def explain_delay(
    tx: Tx, *, acceptance_id: int, reason: str, told_at: datetime | None
) -> Acceptance:
    """Why a limit was missed, and when the customer was told (Art. 18(1))."""
    acceptance = _mine(tx, acceptance_id)
    told = Explanation(reason=_words(reason, "late_reason"), told_at=told_at)
    return tx.change(acceptance, tracking.explain(acceptance, told, tx.now), "explain_delay")


def close(
    tx: Tx,
    *,
    acceptance_id: int,
    result: str,
    late_reason: str = "",
    late_told_at: datetime | None = None,
) -> Acceptance:
    """Closed with a result; late only with the reason and when the customer was told it."""
    acceptance = _mine(tx, acceptance_id)
    told = Explanation(reason=_words(late_reason, "late_reason"), told_at=late_told_at)
    closed = tracking.close(
        acceptance,
        result=_words(result, "result"),
        told=told,
        by=StaffNo(tx.actor),
        now=tx.now,
    )
    return tx.change(acceptance, closed, "close_acceptance")


def return_papers(
    tx: Tx, *, acceptance_id: int, indexes: Collection[int], signer: str
) -> Acceptance:
    """Papers given back to the customer, each ticked, with the name of who signed for them."""
    require_right(tx, Right.SERVE)
    acceptance = tx.get(Acceptance, id=acceptance_id)
    name = check_text(signer, "signer", most=40)
    given = tracking.return_papers(acceptance, indexes, signer=name, now=tx.now)
    return tx.change(acceptance, given, "return_papers", guard="papers")


def hand_over(tx: Tx, *, acceptance_id: int, to: str, reason: str) -> Acceptance:
    """Somebody else answers for it: by the owner or the duty manager, with the reason."""
    acceptance = _mine(tx, acceptance_id)
    if acceptance.state is not AcceptanceState.OPEN:
        raise RuleBroken("这件受理已经办结，不用转交。")
    return hand_to(tx, acceptance, "hand_over_acceptance", to=to, reason=reason)


def find_by_item(reading: Reading, item_id: int) -> Acceptance | None:
    """The acceptance of an item, or None."""
    return reading.find(Acceptance, item_id=item_id)


def open_acceptances(reading: Reading, owner: str | None = None) -> list[Acceptance]:
    """Open acceptances of one owner or of all, the next due first."""
    table = schema.acceptance
    # Said literally, so that the partial index of open rows serves it.
    conditions = [table.c.state != literal_column("'closed'")]
    if owner is not None:
        conditions.append(table.c.owner == owner)
    return reading.all(Acceptance, *conditions, order_by=(table.c.due_at, table.c.id))


def due_moments(reading: Reading) -> tuple[datetime, ...]:
    """The next dues of all open acceptances, for the alerts of the duty desk."""
    table = schema.acceptance
    query = (
        select(table.c.due_at)
        .where(table.c.hall_id == reading.hall_id, table.c.state != literal_column("'closed'"))
        .order_by(table.c.due_at)
    )
    return tuple(row.due_at for row in reading.conn.execute(query) if row.due_at is not None)


def register_of(reading: Reading, first: date, last: date) -> list[Acceptance]:
    """The acceptances of a span of business dates, in order."""
    table = schema.acceptance
    return reading.all(
        Acceptance,
        table.c.business_date >= first,
        table.c.business_date <= last,
        order_by=(table.c.business_date, table.c.number),
    )


def profiles_of(reading: Reading) -> list[str]:
    """The profiles in force, the first one is the hall's own choice (Art. 36)."""
    names = setting(reading, "profiles")
    assert isinstance(names, list)
    return [str(name) for name in names]


def corrections_of(reading: Reading, first: date, last: date) -> list[FormCorrection]:
    """The mistakes found in forms in a span of business dates (Art. 11(5))."""
    table = schema.form_correction
    return reading.all(
        FormCorrection,
        table.c.business_date >= first,
        table.c.business_date <= last,
        order_by=table.c.id,
    )


def _check_item(tx: Tx, item: Item) -> WindowNo:
    ticket = my_ticket(tx, item.ticket_id)
    if ticket.state is not TicketState.SERVING or item.state is not ItemState.SERVING:
        raise RuleBroken(f"“{item.service_name}”没有在办理，请先按“开始办理”。")
    assert ticket.window_no is not None
    at_window(tx, ticket.window_no)
    if item.kind != "business":
        raise RuleBroken(f"“{item.service_name}”不是用电业务，不用填受理单。")
    if item.informed_at is None:
        raise RuleBroken("请先一次性告知，再受理。", field="informed", article="11(4)")
    before = find_by_item(tx, item.id)
    if before is not None:
        raise RuleBroken(f"本项已受理，受理号 {before.code}。")
    return ticket.window_no


def _checked(form: AcceptanceForm) -> AcceptanceForm:
    return replace(
        form,
        applicant=forms.check_name(form.applicant),
        id_no=forms.check_id(form.id_kind, form.id_no),
        phone=forms.check_phone(form.phone),
        account_no=forms.check_account(form.account_no),
        address=forms.check_address(form.address),
    )


def _papers(service: Service, taken: tuple[PaperTaken, ...]) -> tuple[ReceivedPaper, ...]:
    """Each paper taken in, in the card's order; every mandatory one must be there."""
    by_index = {paper.index: paper for paper in taken}
    lacking = [
        paper.name
        for index, paper in enumerate(service.papers)
        if paper.mandatory and index not in by_index
    ]
    if lacking:
        more = f"等 {len(lacking)} 项" if len(lacking) > 1 else ""
        raise RuleBroken(
            f"还缺必备资料“{lacking[0]}”{more}，补齐后才能受理。", field="papers", article="11(4)"
        )
    received = []
    for index, paper in enumerate(service.papers):
        found = by_index.get(index)
        if found is None:
            continue
        if not 1 <= found.copies <= MOST_COPIES:
            raise RuleBroken(f"份数应为 1 到 {MOST_COPIES}。", field="papers")
        received.append(
            ReceivedPaper(name=paper.name, copies=found.copies, original_seen=found.original_seen)
        )
    return tuple(received)


def _note_corrections(tx: Tx, item: Item, found: tuple[tuple[str, str], ...]) -> None:
    for field, message in found[:MOST_CORRECTIONS]:
        correction = FormCorrection(
            id=tx.new_id(),
            business_date=item.business_date,
            ticket_id=item.ticket_id,
            item_id=item.id,
            form="acceptance",
            field=check_text(field, "field"),
            message=check_text(message, "message"),
            staff_no=StaffNo(tx.actor),
            at=tx.now,
        )
        tx.insert(correction, "form_correction")


def _first_events(reading: Reading, service: Service) -> dict[str, str]:
    """Accepting a service that only reviews a design is the submission of the design."""
    starts = {deadline.start_event for deadline in service.deadlines}
    if starts == {promises.DESIGN}:
        return {promises.DESIGN: hall_date(reading.now).isoformat()}
    return {}


def _with_due(tx: Tx, acceptance: Acceptance) -> Acceptance:
    workdays = setting(tx, "follow_workdays")
    assert isinstance(workdays, int)
    return tracking.with_next_due(acceptance, tx.now, holiday_table(tx), workdays)


def _in_force(reading: Reading, service: Service) -> list[Deadline]:
    names = profiles_of(reading)
    return [deadline for deadline in service.deadlines if deadline.profile in names]


def _mine(tx: Tx, acceptance_id: int) -> Acceptance:
    """An acceptance the acting person answers for, or supervises."""
    staff = require_right(tx, Right.SERVE)
    acceptance = tx.get(Acceptance, id=acceptance_id)
    if acceptance.owner != tx.actor and not staff.may(Right.SUPERVISE):
        raise RuleBroken(f"这件受理由 {acceptance.owner} 负责，请由本人或值班主任办理。")
    return acceptance


def _words(text: str, field: str) -> str:
    return check_text(text, field, most=LONG, lines=True)
