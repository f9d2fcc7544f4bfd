"""What is typed and said for a payment (收款), and how the money pane and dialog show it."""

from dataclasses import dataclass
from datetime import datetime

from hall_desk.domain.charges import FEE_SERVICE, Asked
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.masking import mask_account, mask_name
from hall_desk.domain.payments import (
    CASH,
    MIXED,
    MIXED_WORD,
    check_change,
    is_slip,
    suggest_change,
    usual_amounts,
)
from hall_desk.domain.tenders import Part
from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_base import CounterBase
from hall_desk.presenters.counter_money_state import CashView, MoneyView, PaidLine, SpokenView
from hall_desk.presenters.counter_views import timer_view
from hall_desk.presenters.counter_words import (
    PAID_SERVICE_CODES,
    fill,
    note_words,
    time_words,
    yuan,
)

SHORT_METHODS = {"QR": "扫码", "CHEQUE": "支票", "TRANSFER": "转账"}


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What was typed and said for one item, not yet paid; ``serial`` grows with each new one."""

    serial: int = 0
    account: str = ""
    customer: str = ""
    due_fen: int | None = None
    received_fen: int | None = None
    method: str = CASH
    open: bool = False
    float_wanted: bool = False
    said_received_at: datetime | None = None
    said_change_at: datetime | None = None
    op: str = ""
    sheet_id: int | None = None
    purpose: str = ""
    slip: str = ""
    parts: tuple[Part, ...] = ()
    asked: Asked | None = None
    note: str = ""

    @property
    def rest_fen(self) -> int:
        """What is still to be handed over beside the parts taken."""
        return (self.due_fen or 0) - sum(part.amount_fen for part in self.parts)

    @property
    def splits(self) -> bool:
        """Whether what is typed is one more part and not all that is left (混合收款)."""
        return self.method != CASH and 0 < (self.received_fen or 0) < self.rest_fen

    @property
    def handed(self) -> tuple[Part, ...]:
        """The parts taken and the one in hand."""
        fen = self.received_fen or 0
        slip = self.slip if self.method != CASH else ""
        return (*self.parts, Part(method=self.method, amount_fen=fen, slip_no=slip))

    @property
    def received_all(self) -> int:
        """Everything handed over."""
        return sum(part.amount_fen for part in self.handed)

    @property
    def change_fen(self) -> int | None:
        """What goes back in cash; nothing can be said while the amount must be a slip."""
        change = max(0, (self.received_fen or 0) - self.rest_fen) if self.method == CASH else 0
        return None if is_slip(change) else change


class CounterTill(CounterBase):
    """The drafts of payments and their views."""

    drafts: dict[int, Draft]
    revealed: frozenset[int]
    draft_serial: int
    answered: set[str]

    def begin_money(self) -> None:
        """Nothing typed yet."""
        self.drafts, self.revealed, self.draft_serial = {}, frozenset(), 0
        self.answered = set()

    @property
    def draft(self) -> Draft:
        """What is typed for the item in hand."""
        item = self.item
        if item is None:
            return Draft()
        if item.id not in self.drafts:
            self.draft_serial += 1
            self.drafts[item.id] = Draft(serial=self.draft_serial)
        return self.drafts[item.id]

    def money_view(self) -> MoneyView:
        """The money pane as shown."""
        item, facts, catalogue = self.item, self.facts, self.catalogue
        if item is None or facts is None or catalogue is None:
            return MoneyView()
        paid_service = item.service_code in PAID_SERVICE_CODES
        if item.kind != "payment" and not paid_service:
            return MoneyView()
        draft = self.draft
        wrong = self.message if self.message.is_error else Message()
        words = self._method_words()
        several = draft.asked.accounts if draft.asked else ()
        return MoneyView(
            shown=True,
            paid_service=paid_service,
            draft=draft.serial,
            account=draft.account,
            account_masked=mask_account(draft.account),
            customer=draft.customer,
            customer_masked=mask_name(draft.customer),
            revealed=item.id in self.revealed,
            several=len(several),
            fees=item.service_code == FEE_SERVICE,
            note=draft.note,
            due_fen=draft.due_fen,
            received_fen=draft.received_fen,
            float_wanted=draft.float_wanted,
            paid=tuple(
                PaidLine(
                    payment_id=p.id,
                    code=p.voucher_code,
                    amount=yuan(p.due_fen),
                    method=words.get(p.method, p.method),
                )
                for p in facts.payments
                if p.item_id == item.id
            ),
            methods=self._methods(),
            error=wrong.text if not draft.open else "",
            error_field=wrong.field or "",
        )

    def _method_words(self) -> dict[str, str]:
        found = self.catalogue.methods if self.catalogue else ()
        return {**{method.code: method.text for method in found}, MIXED: MIXED_WORD}

    def cash_view(self) -> CashView:
        """The cash dialog as shown."""
        draft, item, ticket = self.draft, self.item, self.ticket
        if not draft.open or item is None or ticket is None or draft.due_fen is None:
            return CashView()
        cash = draft.method == CASH
        change = draft.change_fen
        parts = [ticket.code, draft.purpose or item.service_name]
        several = len(draft.asked.accounts) if draft.asked else 0
        if several > 1:
            parts.append(f"共 {several} 户")
        elif draft.account:
            parts.append(f"户号 {mask_account(draft.account)}")
        notes = suggest_change(change or 0)
        wrong = self.message if self.message.is_error else Message()
        return CashView(
            open=True,
            serial=draft.serial,
            subtitle=" · ".join(parts),
            method=draft.method,
            methods=((CASH, "现金"), *self._methods()),
            due=yuan(draft.due_fen),
            received_fen=draft.received_fen,
            usual=tuple(usual_amounts(draft.rest_fen)) if cash and draft.rest_fen > 0 else (),
            handed_fen=draft.received_all or None,
            change="—" if change is None else yuan(change),
            received_line=self._spoken_received(draft),
            change_line=self._spoken_change(draft, change),
            notes=tuple((note_words(fen), count) for fen, count in notes),
            pieces=sum(count for _, count in notes),
            timer=timer_view(item, self.now),
            error=wrong.text or self.store_fault or _slip_words(draft),
            error_field=wrong.field or ("received" if change is None else ""),
            parts=tuple(self._part_words(part) for part in draft.parts),
            rest=yuan(draft.rest_fen),
            slip=draft.slip,
            slip_shown=not cash,
            slip_needed=draft.method in self.catalogue.rules.slips if self.catalogue else False,
            splits=draft.splits,
        )

    def _part_words(self, part: Part) -> str:
        slip = f"（{part.slip_no}）" if part.slip_no else ""
        return (
            f"{dict(self._methods()).get(part.method, part.method)} {yuan(part.amount_fen)}{slip}"
        )

    def _spoken_received(self, draft: Draft) -> SpokenView:
        assert self.catalogue is not None
        due = yuan(draft.due_fen or 0)
        received = yuan(draft.received_all) if draft.received_fen is not None else "___"
        return SpokenView(
            code="P10",
            text=fill(self.catalogue.phrases.get("P10", ""), received=received, due=due),
            bold=(received, due),
            said_at=time_words(draft.said_received_at),
            current=draft.said_received_at is None,
        )

    def _spoken_change(self, draft: Draft, change_fen: int | None) -> SpokenView:
        assert self.catalogue is not None
        change = "___" if change_fen is None else yuan(change_fen)
        text = fill(self.catalogue.phrases.get("P11", ""), change=change)
        exact = draft.received_fen is not None and change_fen == 0
        if exact:
            text = f"“正好 {yuan(draft.received_all)} 元，这是您的凭证，请您收好。”"
        return SpokenView(
            code="P11",
            # The amount on its own line: it is what the customer counts after.
            text=text.replace("，", "，\n", 1),
            bold=(yuan(draft.received_all) if exact else change,),
            said_at=time_words(draft.said_change_at),
            current=draft.said_received_at is not None,
        )

    def _methods(self) -> tuple[tuple[str, str], ...]:
        assert self.catalogue is not None
        return tuple(
            (method.code, SHORT_METHODS.get(method.code, method.text))
            for method in self.catalogue.methods
            if method.code != CASH and method.code in self.catalogue.rules.methods
        )


def _slip_words(draft: Draft) -> str:
    """Says at once that an amount far above what is due is none."""
    try:
        check_change((draft.received_fen or 0) - draft.rest_fen if draft.method == CASH else 0)
    except RuleBroken as broken:
        return str(broken)
    return ""
