"""待开数电票 for the duty manager (Art. 25): owed ones and red ones, of every clerk and day."""

from dataclasses import dataclass

from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.money import NotAnAmount, format_fen, parse_yuan
from hall_desk.domain.payments import InvoiceKind, Payment
from hall_desk.domain.people import Staff
from hall_desk.domain.refunds import Refund
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
from hall_desk.usecases import invoices

_RED = "red:"
KINDS = tuple((kind.value, f"数电票（{kind.value}）") for kind in InvoiceKind)


@dataclass(frozen=True, kw_only=True)
class InvoicesFacts:
    """What is owed, and to whom it can be said."""

    owed: tuple[Payment, ...]
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
        Head(title="凭证", width=120, bold=True),
        Head(title="待办", width=120),
        Head(title="日期", width=112),
        Head(title="事由", stretch=True),
        Head(title="经办", width=128),
        Head(title="金额（元）", width=112, right=True),
    )
    facts: InvoicesFacts | None

    def look(self, reading: Reading) -> InvoicesFacts:
        """Everything owed, the oldest first."""
        red = tuple(invoices.owed_red_invoices(reading))
        paid = [reading.get(Payment, id=refund.payment_id) for refund in red]
        return InvoicesFacts(
            owed=tuple(invoices.owed_invoices(reading)),
            red=red,
            codes={payment.id: payment.voucher_code for payment in paid},
            names={person.staff_no: person.name for person in reading.all(Staff)},
            today=hall_date(reading.now).isoformat(),
        )

    def note(self) -> str:
        """What the list is."""
        return "在税务平台开票后，把票号登记在这里；客户以后再要的，记“客户稍后索取”"

    def rows(self) -> tuple[Row, ...]:
        """Owed ones, then red ones."""
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
                        self._who(facts, each.staff_no),
                        format_fen(each.due_fen),
                    ),
                )
                for each in facts.owed
            ),
            *(
                Row(
                    key=f"{_RED}{each.id}",
                    cells=(
                        each.code,
                        red,
                        each.business_date.isoformat(),
                        f"退款，原凭证 {facts.codes.get(each.payment_id, '')}",
                        self._who(facts, each.staff_no),
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
        payment, refund = self._chosen()
        if facts is None or (payment is None and refund is None):
            return ()
        number = Entry(name="invoice_no", label="数电票号（20 位数字）", required=True)
        on = Entry(
            name="invoice_date", label="开票日期", value=facts.today, required=True, half=True
        )
        if payment is None:
            return (number, on)
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
            value=format_fen(payment.due_fen),
            required=True,
            half=True,
            hint="不能超过实收减退款",
        )
        return (number, kind, on, amount)

    def deeds(self) -> tuple[Deed, ...]:
        """The customer asks later."""
        payment, _ = self._chosen()
        off = "" if payment is not None else "先选一张待开的凭证。"
        return (Deed(name="later", text="客户稍后索取", icon="clock", key="Ctrl+L", off=off),)

    def deed(self, name: str) -> None:
        """Owed no more."""
        payment, _ = self._chosen()
        if payment is not None:
            words = f"凭证 {payment.voucher_code} 已记客户稍后索取。"
            self.write(invoices.leave_for_later, words, payment_id=payment.id)

    def save_off(self) -> str:
        """Nothing to record."""
        return "" if self.current else "没有待登记的票。"

    def commit(self, values: dict[str, str]) -> None:
        """Records what the tax platform issued."""
        payment, refund = self._chosen()
        on = needed_day(values["invoice_date"], "invoice_date")
        number = values["invoice_no"]
        if refund is not None:
            words = f"{refund.code} 已登记红字数电票。"
            self.write(
                invoices.record_red_invoice, words, refund_id=refund.id, number=number, on=on
            )
        elif payment is not None:
            self.write(
                invoices.record_invoice,
                f"凭证 {payment.voucher_code} 已登记数电票。",
                payment_id=payment.id,
                number=number,
                kind=InvoiceKind(values["invoice_kind"]),
                on=on,
                amount_fen=_fen(values["invoice_fen"]),
            )

    def _chosen(self) -> tuple[Payment | None, Refund | None]:
        facts = self.facts
        if facts is None:
            return None, None
        if self.current not in {*self._keys(facts)}:
            self.current = next(iter(self._keys(facts)), "")
        payment = next((each for each in facts.owed if str(each.id) == self.current), None)
        red = self.current.removeprefix(_RED)
        refund = next((each for each in facts.red if str(each.id) == red), None)
        return payment, refund if self.current.startswith(_RED) else None

    def _keys(self, facts: InvoicesFacts) -> tuple[str, ...]:
        return (
            *(str(each.id) for each in facts.owed),
            *(f"{_RED}{each.id}" for each in facts.red),
        )

    def _who(self, facts: InvoicesFacts, staff_no: str) -> str:
        return f"{staff_no} {facts.names.get(staff_no, '')}".rstrip()


def _fen(text: str) -> int:
    try:
        return parse_yuan(text)
    except NotAnAmount:
        raise RuleBroken("金额请写成 86.40 这样。", field="invoice_fen") from None
