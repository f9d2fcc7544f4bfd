"""The paid-service page of one second, from facts and what is typed; no database."""

from collections.abc import Sequence
from datetime import datetime

from hall_desk.domain.money import format_fen
from hall_desk.domain.paidservice import Price, Sheet, SheetLine, SheetState
from hall_desk.domain.words import amount_words
from hall_desk.presenters import paidservice_parts as parts
from hall_desk.presenters.base import Message
from hall_desk.presenters.moments import clock_of
from hall_desk.presenters.paidservice_parts import PaidServiceFacts, PricedLine
from hall_desk.presenters.paidservice_state import GateDraft, PaidServiceState, WorkDraft
from hall_desk.presenters.paidservice_work_parts import unpaid_rows, work_state
from hall_desk.presenters.visit import time_of


def page_state(
    facts: PaidServiceFacts,
    gate: GateDraft,
    lines: list[PricedLine],
    *,
    work: WorkDraft,
    work_step: str,
    now: datetime,
    message: Message,
    banner: str,
    busy: bool,
) -> PaidServiceState:
    """Everything the page shows."""
    sheet = facts.sheet
    drafting = sheet is not None and sheet.state is SheetState.DRAFT
    editing = drafting or work_step == "completing"
    billed = facts.billed
    total = sum(entry.line.amount_fen for entry in lines if entry.line)
    if billed is not None and not editing:
        total = billed.total_fen
    stages, stage = parts.stages_of(sheet, facts.order)
    signing = {"draft": "sheet", "signed": "difference" if work_step == "differs" else ""}
    ticket = facts.visit.ticket
    return PaidServiceState(
        step="gate" if sheet is None else sheet.state.value,
        number=sheet.code if sheet else "",
        visit=f"{ticket.code} · {facts.service}" if ticket else facts.service,
        timer=time_of(facts.visit.item, now),
        gate=gate,
        gate_refusal=parts.gate_refusal_of(gate.ownership),
        phrase=f"“{facts.phrase}”",
        boundary=sheet.boundary if sheet else "",
        judged=_judged(sheet),
        customer=parts.customer_of(sheet),
        price_list=parts.price_list_of(_priced_by(facts, lines, editing=editing)),
        stages=stages,
        stage=stage,
        sections=(
            parts.sections_of_sheet(billed)
            if billed is not None and not editing
            else parts.sections_of_draft(lines)
        ),
        words=amount_words(total),
        total=format_fen(total),
        choices=parts.choices_of(facts.prices if drafting else facts.quote_prices),
        old_sheets=parts.old_sheets_of(facts.old),
        signature=parts.signature_of(sheet),
        signing=signing.get(sheet.state.value, "") if sheet else "",
        strokes=sheet.signature if sheet else (),
        unpaid=unpaid_rows(facts.unpaid),
        work=work_state(facts, work, work_step),
        editing=editing,
        void_reason=sheet.void_reason if sheet else "",
        pay_why=parts.pay_why_of(sheet, facts.order),
        void_why=parts.void_why_of(sheet, facts.order),
        main=parts.main_of(sheet, gate, has_lines=bool(lines), work=work_step),
        message=message,
        banner=banner,
        busy=busy,
    )


def _priced_by(
    facts: PaidServiceFacts, lines: list[PricedLine], *, editing: bool
) -> Sequence[Price | SheetLine]:
    """What the prices of this sheet come from: its own lines, before there are any the list."""
    if facts.billed is not None and not editing:
        return facts.billed.lines
    return [entry.price for entry in lines] or facts.prices


def _judged(sheet: Sheet | None) -> str:
    if sheet is None:
        return ""
    return f"判断人 {sheet.staff_no}，{clock_of(sheet.informed_at)} 已告知有偿（P22）。"
