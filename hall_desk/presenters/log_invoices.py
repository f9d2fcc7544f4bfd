"""待开数电票 for the duty manager (Art. 25): owed ones and red ones, of every clerk and day."""

from dataclasses import dataclass

from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.money import NotAnAmount, format_fen, parse_yuan
from hall_desk.domain.payments import InvoiceKind, Payment
from hall_desk.domain.people import Staff
from hall_desk.domain.refunds import Refund
from hall_desk.domain.settlements import Settlement
from hall_desk.presenters.persons import person_of
from hall_desk.presenters.sections import (
    Deed,
    Entry,
    Head,
    Mark,
    Row,
    SectionPresenter,
    needed_day,
)
from hall_desk.store.transaction import Reading
from hall_desk.usecases import invoices, settlements

_RED, _SETTLED = "red:", "settled:"
KINDS = tuple((kind.value, f"数电票（{kind.value}）") for kind in InvoiceKind)


@dataclass(frozen=True, kw_only=True)
class InvoicesFacts:
    """What is owed, and to whom it can be said."""

    owed: tuple[Payment, ...]
    settled: tuple[Settlement, ...]
    red: tuple[Refund, ...]
    codes: dict[int, str]
    names: dict[str, str]
    today: str


class InvoicesSection(SectionPresenter):
    """待开数电票."""

    title = "待开数电票"
    empty = "没有待开的数电票，也没有待登记的红字票。"
    save_word = "登记票号"
    saved_words = "已登记。"
    heads = (
        Head(title="凭证", width=108, bold=True),
        Head(title="待办", width=120),
        Head(title="日期", width=104),
        Head(title="事由", stretch=True),
        Head(title="经办", width=112),
        Head(title="金额（元）", width=100, right=True),
    )
    facts: InvoicesFacts | None

    def look(self, reading: Reading) -> InvoicesFacts:
        """Everything owed, the oldest first."""
        red = tuple(invoices.owed_red_invoices(reading))
        paid = [reading.get(Payment, id=refund.payment_id) for refund in red]
        return InvoicesFacts(
            owed=tuple(invoices.owed_invoices(reading)),
            settled=tuple(settlements.owed_settlements(reading)),
            red=red,
            codes={payment.id: payment.voucher_code for payment in paid},
            names={person.staff_no: person.name for person in reading.all(Staff)},
            today=hall_date(reading.now).isoformat(),
        )

    def note(self) -> str:
        """What the list is."""
        return "在税务平台开票后，把票号登记在这里；客户以后再要的，记“客户稍后索取”"

    def rows(self) -> tuple[Row, ...]:
        """Owed ones of vouchers and of settled prepayments, then red ones."""
        facts = self.facts
        if facts is None:
            return ()
        owed = Mark(word="待开", icon="clock", tone="warn")
        red = Mark(word="待登记红字", icon="undo", tone="over")
        return (
            *(
                Row(
                    key=str(each.id),
                    cells=(
                        each.voucher_code,
                        owed,
                        each.business_date.isoformat(),
                        each.purpose,
                        person_of(each.staff_no, facts.names),
                        format_fen(each.due_fen),
                    ),
                )
                for each in facts.owed
            ),
            *(
                Row(
                    key=f"{_SETTLED}{each.id}",
                    cells=(
                        each.code,
                        owed,
                        each.business_date.isoformat(),
                        each.matter,
                        person_of(each.staff_no, facts.names),
                        format_fen(each.amount_fen),
                    ),
                )
                for each in facts.settled
            ),
            *(
                Row(
                    key=f"{_RED}{each.id}",
                    cells=(
                        each.code,
                        red,
                        each.business_date.isoformat(),
                        _of(each, facts.codes.get(each.payment_id, "")),
                        person_of(each.staff_no, facts.names),
                        format_fen(each.amount_fen),
                    ),
                )
                for each in facts.red
            ),
        )

    def heading(self) -> str:
        """What the form records."""
        if not self.current:
            return ""
        return "登记红字数电票" if self.current.startswith(_RED) else "登记数电票"

    def entries(self) -> tuple[Entry, ...]:
        """Number, kind, date and amount; a red one has number and date."""
        facts = self.facts
        payment, settled, refund = self._chosen()
        if facts is None or (payment is None and settled is None and refund is None):
            return ()
        number = Entry(name="invoice_no", label="数电票号（20 位数字）", required=True)
        on = Entry(
            name="invoice_date", label="开票日期", value=facts.today, required=True, half=True
        )
        if payment is None and settled is None:
            return (number, on)
        most = payment.due_fen if payment is not None else settled.amount_fen if settled else 0
        kind = Entry(
            name="invoice_kind",
            label="种类",
            value=InvoiceKind.GENERAL.value,
            kind="choice",
            choices=KINDS,
        )
        amount = Entry(
            name="invoice_fen",
            label="开票金额（元）",
            value=format_fen(most),
            required=True,
            half=True,
            hint="不能超过实收减退款" if payment is not None else "不能超过结算金额",
        )
        return (number, kind, on, amount)

    def deeds(self) -> tuple[Deed, ...]:
        """The customer asks later."""
        payment, settled, _ = self._chosen()
        off = "" if payment is not None or settled is not None else "先选一张待开的凭证。"
        return (Deed(name="later", text="客户稍后索取", icon="clock", key="Ctrl+L", off=off),)

    def deed(self, name: str) -> None:
        """Owed no more."""
        payment, settled, _ = self._chosen()
        if settled is not None:
            words = f"结算 {settled.code} 已记客户稍后索取。"
            self.write(settlements.leave_settlement, words, settlement_id=settled.id)
        elif payment is not None:
            words = f"凭证 {payment.voucher_code} 已记客户稍后索取。"
            self.write(invoices.leave_for_later, words, payment_id=payment.id)

    def save_off(self) -> str:
        """Nothing to record."""
        return "" if self.current else "没有待登记的票。"

    def commit(self, values: dict[str, str]) -> None:
        """Records what the tax platform issued."""
        payment, settled, refund = self._chosen()
        on = needed_day(values["invoice_date"], "invoice_date")
        number = values["invoice_no"]
        if refund is not None:
            words = f"{refund.code} 已登记红字数电票。"
            self.write(
                invoices.record_red_invoice, words, refund_id=refund.id, number=number, on=on
            )
            return
        said = {
            "number": number,
            "kind": InvoiceKind(values["invoice_kind"]),
            "on": on,
            "amount_fen": _fen(values["invoice_fen"]),
        }
        if settled is not None:
            words = f"结算 {settled.code} 已登记数电票。"
            verb = settlements.record_settlement_invoice
            self.write(verb, words, settlement_id=settled.id, **said)
        elif payment is not None:
            words = f"凭证 {payment.voucher_code} 已登记数电票。"
            self.write(invoices.record_invoice, words, payment_id=payment.id, **said)

    def _chosen(self) -> tuple[Payment | None, Settlement | None, Refund | None]:
        facts = self.facts
        if facts is None:
            return None, None, None
        if self.current not in {*self._keys(facts)}:
            self.current = next(iter(self._keys(facts)), "")
        payment = next((each for each in facts.owed if str(each.id) == self.current), None)
        settled = next((s for s in facts.settled if f"{_SETTLED}{s.id}" == self.current), None)
        refund = next((each for each in facts.red if f"{_RED}{each.id}" == self.current), None)
        return payment, settled, refund

    def _keys(self, facts: InvoicesFacts) -> tuple[str, ...]:
        return (
            *(str(each.id) for each in facts.owed),
            *(f"{_SETTLED}{each.id}" for each in facts.settled),
            *(f"{_RED}{each.id}" for each in facts.red),
        )


def _of(refund: Refund, code: str) -> str:
    return f"退款，原凭证 {code} {refund.lines_words}".rstrip()


def _fen(text: str) -> int:
    try:
        return parse_yuan(text)
    except NotAnAmount:
        raise RuleBroken("金额请写成 86.40 这样。", field="invoice_fen") from None
