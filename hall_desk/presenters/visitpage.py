"""The page of one visit (来访记录): read, printed again, brought back, put right."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hall_desk.domain.corrections import WRONG_WORDS, Wrong
from hall_desk.domain.days import hall_date
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.tickets import SOURCE_WORDS, TicketId, TicketState
from hall_desk.presenters import visitpage_parts as parts
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.find_rows import day_words, state_words
from hall_desk.presenters.printing import PrintPaper, no_printer, print_quietly
from hall_desk.presenters.visitpage_following import following_rows
from hall_desk.presenters.visitpage_state import (
    CorrectionDraft,
    CorrectionView,
    VisitPageState,
)
from hall_desk.store.transaction import Reading
from hall_desk.usecases import (
    acceptances,
    calling,
    dispatching,
    payments,
    refunds,
    visits,
)
from hall_desk.usecases.correcting import Correction, correct_item
from hall_desk.usecases.visitrecord import VisitRecord, visit_record

_TONES = {TicketState.DONE: "ok", TicketState.NO_SHOW: "warn"}
_COUNTED: dict[str, tuple[Any, str]] = {
    "voucher": (payments.note_reprint, "payment_id"),
    "acceptance": (acceptances.count_reprint, "acceptance_id"),
    "work_order": (dispatching.note_order_reprint, "order_id"),
    "refund": (refunds.note_reprint, "refund_id"),
}
"""Papers whose reprints are counted (补打 第n次), and the verb that counts them."""
_HIDDEN = "这次来访的事项和客户信息不在这里显示。"


class VisitPagePresenter(Presenter[VisitPageState]):
    """One visit for one person; everything on it is read-only but a correction."""

    facts: VisitRecord | None

    def __init__(
        self,
        desk: Desk,
        staff_no: str,
        ticket_id: int,
        *,
        print_paper: PrintPaper | None = None,
    ):
        super().__init__(desk)
        self.staff_no = staff_no
        self.ticket_id = TicketId(ticket_id)
        self.print_paper: PrintPaper = print_paper or no_printer
        self.masked = True
        self.draft: CorrectionDraft | None = None
        self.serial = 0
        self.closed: Callable[[], None] = lambda: None

    def look(self, reading: Reading) -> VisitRecord:
        """Everything that hangs on the visit."""
        return visit_record(reading, self.ticket_id, self.staff_no)

    def build(self) -> VisitPageState:
        """The page of this moment."""
        record = self.facts
        assert record is not None
        ticket = record.ticket
        today = hall_date(self.desk.hall.clock.now())
        none = "还没有办理事项。" if not record.items else ""
        return VisitPageState(
            code=ticket.code,
            day=day_words(ticket.business_date, today),
            state=state_words(ticket, record.items, None),
            tone=_TONES.get(ticket.state, "ink2"),
            source=SOURCE_WORDS[ticket.source],
            kind=record.kinds.get(ticket.waits_for, ticket.waits_for),
            ground=record.grounds.get(ticket.ground or "", "").split("（")[0],
            times=parts.times_of(ticket),
            items=parts.item_rows(record),
            items_note=_HIDDEN if record.hidden else none,
            papers=parts.papers_of(record),
            following=following_rows(record, today),
            people=parts.people_of(record, masked=self.masked),
            people_note=_HIDDEN if record.hidden else "没有留姓名、户号。",
            masked=self.masked,
            can_unmask=bool(record.parties),
            action=self._action(record),
            correction=self._correction(record),
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    # What can be done.

    def leave(self) -> None:
        """Esc: the correction folds first; what was written in it is kept until the page goes."""
        if self.draft is not None:
            self.draft, self.message = None, Message()
            self.tick()
        else:
            self.closed()

    def act_on_visit(self) -> None:
        """过号回来, or 放弃 of a waiting number."""
        record = self.facts
        verbs: dict[str, Any] = {"come_back": calling.come_back, "abandon": calling.abandon}
        verb = verbs.get(self._action(record)) if record is not None else None
        if record is not None and verb is not None:
            self.act(verb, self.staff_no, code=record.ticket.code)

    def reveal(self) -> None:
        """The eye: names and accounts in full; the journal keeps who looked (Art. 4(3))."""
        if not self.masked:
            self.masked = True
            self.tick()
            return

        def _shown(_: object) -> None:
            self.masked = False

        self.act(visits.unmask_visit, self.staff_no, then=_shown, ticket_id=self.ticket_id)

    def print_again(self, key: str) -> None:
        """补打: the chosen paper; a voucher counts its reprints."""
        record = self.facts
        row = next((p for p in parts.papers_of(record) if p.key == key), None) if record else None
        if row is None or not row.kind:
            self.say("请先选一张可以补打的单据。")
            return
        number = int(row.key.partition(":")[2])
        verb, name = _COUNTED.get(row.kind, (None, ""))
        kind, word = row.kind, row.name

        def _print(_: object = None) -> None:
            print_quietly(self, self.print_paper, kind, number, word)

        if verb is None:
            _print()
        else:
            given: dict[str, Any] = {name: number}
            self.act(verb, self.staff_no, then=_print, **given)

    # The correction.

    def open_correction(self, item_id: int) -> None:
        """更正差错 of an item that is closed (Art. 6(2)); who may not is told why."""
        item = self._item(item_id)
        row = self._row(item_id)
        if item is None or row is None:
            self.say("请先选一项已办结的事项。")
        elif row.why_not:
            self.say(row.why_not)
        else:
            self.serial += 1
            self.message = Message()
            self.draft = CorrectionDraft(item_id=item.id, quantity=str(item.quantity))
            self.tick()

    def edit(self, **changes: Any) -> None:
        """Something of the correction was written or chosen."""
        if self.draft is None:
            return
        self.draft = replace(self.draft, **changes)
        if self.message.field in changes or "what" in changes or _same(self.message, changes):
            self.message = Message()
        self.tick()

    def submit(self) -> None:
        """Ctrl+Enter: put right; the old values stay readable below the item."""
        draft = self.draft
        if draft is None:
            return
        self.act(
            correct_item,
            self.staff_no,
            then=lambda _: self._corrected(),
            item_id=draft.item_id,
            correction=Correction(
                what=Wrong(draft.what),
                service_code=draft.service_code,
                quantity=int(draft.quantity) if _is_number(draft.quantity) else None,
                outcome=Outcome(draft.outcome) if draft.outcome else None,
                over_reason=draft.over_reason,
                over_note=draft.over_note,
            ),
            reason=draft.reason,
            grade=draft.grade,
            apologised=draft.apologised,
        )

    def _corrected(self) -> None:
        self.draft = None
        self.message = Message(text="已更正，原记录保留在本项下面。")

    def _correction(self, record: VisitRecord) -> CorrectionView:
        draft = self.draft
        item = self._item(draft.item_id) if draft is not None else None
        if draft is None or item is None:
            return CorrectionView()
        return CorrectionView(
            open=True,
            serial=self.serial,
            title=f"更正第 {item.position} 项",
            now=parts.value_now(record, item, Wrong(draft.what)),
            draft=draft,
            wrongs=tuple((wrong.value, word) for wrong, word in WRONG_WORDS.items()),
            services=tuple((s.code, f"{s.code} {s.name}") for s in record.services),
            outcomes=parts.outcomes(),
            over_reasons=parts.words(record.over_reasons),
            grades=parts.words(record.grades),
            grade_why="" if record.manager else "等级由值班主任评定，先记为差错。",
            phrase=record.apology,
            over_wanted=bool(draft.over_reason) or self.message.field == "over_reason",
        )

    def _action(self, record: VisitRecord) -> str:
        actions = {TicketState.NO_SHOW: "come_back", TicketState.WAITING: "abandon"}
        return actions.get(record.ticket.state, "") if record.is_today else ""

    def _item(self, item_id: int) -> Item | None:
        items = self.facts.items if self.facts is not None else ()
        return next((item for item in items if item.id == item_id), None)

    def _row(self, item_id: int) -> Any:
        rows = parts.item_rows(self.facts) if self.facts is not None else ()
        return next((row for row in rows if row.key == item_id), None)


def _is_number(text: str) -> bool:
    cleaned = text.strip()
    return cleaned.isascii() and cleaned.isdigit() and len(cleaned) <= 4


def _same(message: Message, changes: dict[str, Any]) -> bool:
    return message.field == "service" and "service_code" in changes
