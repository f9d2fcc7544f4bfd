"""Parts of the visit page, each a pure function of the record."""

from datetime import datetime

from hall_desk.domain.corrections import WRONG_WORDS, ServiceError, Wrong
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.masking import mask_account, mask_name
from hall_desk.domain.money import format_fen
from hall_desk.domain.payments import Payment
from hall_desk.domain.services import CodedText
from hall_desk.domain.tickets import Ticket
from hall_desk.domain.workorders import ORDER_WORDS
from hall_desk.presenters.counter_words import clock_words, time_words
from hall_desk.presenters.moments import clock_of, day_clock_of
from hall_desk.presenters.visitpage_state import PersonLine, VisitItemRow, VisitPaperRow
from hall_desk.usecases.visitrecord import VisitRecord

_SOURCES = {
    "payment": "收款",
    "first_contact": "首问登记",
    "sheet": "有偿服务",
    "acceptance": "受理",
}
_FIELD_WORDS = {
    "service_name": "事项",
    "quantity": "数量",
    "outcome": "结果",
    "over_reason": "超时原因",
    "over_note": "超时说明",
}


def times_of(ticket: Ticket) -> tuple[tuple[str, str], ...]:
    """When the number was taken, called, begun and finished."""
    pairs = (
        ("取号" if ticket.was_called or not ticket.started_at else "到窗口", ticket.issued_at),
        ("叫号", ticket.called_at if ticket.was_called else None),
        ("开始办理", ticket.started_at),
        ("办结", ticket.finished_at),
    )
    return tuple((word, time_words(at)) for word, at in pairs if at is not None)


def item_rows(record: VisitRecord) -> tuple[VisitItemRow, ...]:
    """The items with gross and net time, outcome and clerk."""
    return tuple(_item_row(record, item) for item in record.items)


def papers_of(record: VisitRecord) -> tuple[VisitPaperRow, ...]:
    """Vouchers, sheets, orders, refunds, notices and first contacts, with their reprints."""
    rows = [_voucher(record, payment) for payment in record.payments]
    rows += [
        VisitPaperRow(
            key=f"confirmation:{sheet.id}",
            name="逐项确认单",
            number=sheet.code,
            note=f"{format_fen(sheet.total_fen)} 元",
            kind="confirmation",
        )
        for sheet in record.sheets
    ]
    rows += [
        VisitPaperRow(
            key=f"work_order:{order.id}",
            name="派工单",
            number=order.code,
            note=_with_reprints(ORDER_WORDS[order.state], order.reprints),
            kind="work_order",
        )
        for order in record.orders
    ]
    rows += [
        VisitPaperRow(
            key=f"refund:{refund.id}",
            name="退款凭证",
            number=refund.code,
            note=_with_reprints(f"{format_fen(refund.amount_fen)} 元", refund.reprints),
            kind="refund",
        )
        for refund in record.refunds
    ]
    rows += [
        VisitPaperRow(
            key=f"acceptance:{acceptance.id}",
            name="业务受理单",
            number=acceptance.code,
            note=_with_reprints(acceptance.service_name, acceptance.reprints),
            kind="acceptance",
        )
        for acceptance in record.acceptances
    ]
    told = {notice.item_id for notice in record.notices}
    rows += [
        VisitPaperRow(
            key=f"notice:{item.id}",
            name="一次性告知",
            number=clock_of(item.informed_at),
            note=item.service_name,
            kind="notice",
        )
        for item in record.items
        if item.informed_at is not None or item.id in told
    ]
    rows += [
        VisitPaperRow(
            key=f"contact_card:{contact.id}",
            name="首问登记",
            number=contact.code,
            note=f"{contact.handling.value}：{contact.matter}",
            kind="contact_card" if contact.person else "",
        )
        for contact in record.contacts
    ]
    return tuple(rows)


def people_of(record: VisitRecord, *, masked: bool) -> tuple[PersonLine, ...]:
    """Names and accounts of the visit, each pair once."""
    lines: dict[tuple[str, str], PersonLine] = {}
    for party in record.parties:
        line = PersonLine(
            name=mask_name(party.name) if masked else party.name,
            account=mask_account(party.account_no) if masked else _grouped(party.account_no),
            source=_SOURCES.get(party.source, ""),
        )
        lines.setdefault((party.name, party.account_no), line)
    return tuple(lines.values())


def words(texts: tuple[CodedText, ...]) -> tuple[tuple[str, str], ...]:
    """A list of codes as pairs."""
    return tuple((text.code, text.text) for text in texts)


def outcomes() -> tuple[tuple[str, str], ...]:
    """The outcomes a correction may choose; a refusal is registered anew, with its grounds."""
    chosen = (Outcome.DONE, Outcome.ACCEPTED, Outcome.FORWARDED, Outcome.PAPERS, Outcome.LEFT)
    return tuple((outcome.value, outcome.value) for outcome in chosen)


def value_now(record: VisitRecord, item: Item, what: Wrong) -> str:
    """What stands there now."""
    reasons = {text.code: text.text for text in record.over_reasons}
    values = {
        Wrong.SERVICE: f"{item.service_code} {item.service_name}",
        Wrong.QUANTITY: f"{item.quantity}",
        Wrong.OUTCOME: str(item.outcome or "办结"),
        Wrong.OVER_REASON: reasons.get(item.over_reason or "", "没有超时原因"),
    }
    return values[what]


def _item_row(record: VisitRecord, item: Item) -> VisitItemRow:
    reading = item.reading(item.finished_at or item.started_at or record.ticket.issued_at)
    gross = clock_words(reading.elapsed_s) if reading and item.finished_at else "—"
    net = clock_words(reading.net_s) if reading and item.finished_at else "—"
    limit = clock_words(item.limit_s) if item.limit_s is not None else "不限时"
    clerk = f"{item.staff_no} {record.names.get(item.staff_no or '', '')}" if item.staff_no else ""
    corrected = any(error.item_id == item.id for error in record.errors)
    marks = [word for word, on in (("超时", item.on_time() is False), ("已更正", corrected)) if on]
    return VisitItemRow(
        key=item.id,
        cells=(
            str(item.position),
            f"{item.service_code} {item.service_name}",
            str(item.quantity),
            gross,
            net,
            limit,
            _outcome(item),
            " · ".join(marks),
            clerk.strip(),
        ),
        over=item.on_time() is False,
        corrected=corrected,
        story=_story(record, item),
        why_not=record.why_not.get(item.id, "") if item.finished_at else "本项还没有办结。",
    )


def _outcome(item: Item) -> str:
    states = {"pending": "待办理", "serving": "办理中"}
    return states.get(item.state, str(item.outcome or "办结"))


def _story(record: VisitRecord, item: Item) -> tuple[tuple[str, str], ...]:
    """The steps with their times, pauses, reasons, and every correction in full."""
    service = next((s for s in record.services if s.code == item.service_code), None)
    lines = [("时间", _span(item))]
    for step in sorted(item.steps, key=lambda step: step.at):
        name = f"第 {step.index + 1} 步"
        if service is not None and step.index < len(service.steps):
            name = service.steps[step.index]
        lines.append(("跳过" if step.reason else "步骤", _step(name, step.at, step.reason)))
    if item.paused_s:
        why = record.pause_reasons.get(item.pause_reason or "", "")
        lines.append(("挂起", f"{clock_words(item.paused_s)} {why}".strip()))
    lines += _over(record, item)
    for name, text in (
        ("依据", item.basis),
        ("说明", item.explanation),
        ("替代办法", item.alternative),
    ):
        if text:
            lines.append((name, text))
    lines += [line for e in record.errors if e.item_id == item.id for line in _error(record, e)]
    return tuple(lines)


def _span(item: Item) -> str:
    begun = time_words(item.started_at) or "未开始"
    return f"{begun} – {time_words(item.finished_at) or '未办结'}"


def _step(name: str, at: datetime, reason: str) -> str:
    return f"{time_words(at)} {name}" + (f"（{reason}）" if reason else "")


def _over(record: VisitRecord, item: Item) -> list[tuple[str, str]]:
    if not item.over_reason:
        return []
    reason = next((t.text for t in record.over_reasons if t.code == item.over_reason), "")
    return [("超时", "，".join(part for part in (reason, item.over_note) if part))]


def _error(record: VisitRecord, error: ServiceError) -> list[tuple[str, str]]:
    """What stood there before and after, why, by whom, and whether it was apologised for."""
    grade = next((text.text for text in record.grades if text.code == error.grade), error.grade)
    said = "已致歉" if error.apologised_at else "未致歉"
    who = f"{error.corrected_by} {record.names.get(error.corrected_by, '')}".strip()
    kept = [name for name in _FIELD_WORDS if name in error.before or name in error.after]
    changed = "；".join(
        f"{_FIELD_WORDS[name]} 原“{_told(record, name, error.before.get(name))}”"
        f"改为“{_told(record, name, error.after.get(name))}”"
        for name in kept
    )
    what = WRONG_WORDS.get(Wrong(error.what), "")
    return [
        ("更正", changed or what),
        ("原因", f"{error.reason}（{grade}，{day_clock_of(error.corrected_at)} {who}，{said}）"),
    ]


def _told(record: VisitRecord, name: str, value: object) -> str:
    if value in (None, ""):
        return "办结" if name == "outcome" else "无"
    if name == "over_reason":
        return next((t.text for t in record.over_reasons if t.code == value), str(value))
    return str(value)


def _voucher(record: VisitRecord, payment: Payment) -> VisitPaperRow:
    marks = [record.methods.get(payment.method, payment.method)]
    if payment.is_void:
        marks.append("已作废")
    if payment.reprints:
        marks.append(f"补打 {payment.reprints} 次")
    return VisitPaperRow(
        key=f"voucher:{payment.id}",
        name="收费凭证",
        number=payment.voucher_code,
        note=f"{format_fen(payment.due_fen)} 元 · {' · '.join(marks)}",
        kind="voucher",
    )


def _with_reprints(words: str, reprints: int) -> str:
    return f"{words} · 补打 {reprints} 次" if reprints else words


def _grouped(account_no: str) -> str:
    digits = account_no
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
