"""More than one bill (收费项目): many accounts in one go, business fees, the meter-test deposit."""

from dataclasses import replace

from hall_desk.domain.bills import Bill
from hall_desk.domain.charges import (
    FEE_SERVICE,
    METER_TEST_SERVICE,
    MOST_LINES,
    PREPAYMENT_SERVICE,
    AccountDue,
    Asked,
    FeeWanted,
    account_lines,
    due_of,
)
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item
from hall_desk.domain.masking import mask_account, mask_name
from hall_desk.domain.money import NotAnAmount, format_quantity, parse_quantity
from hall_desk.domain.paidservice import Price, line_of
from hall_desk.domain.payments import CASH, Charge, Payment, check_account_no
from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_charge_state import ChargeRow, ChargesView
from hall_desk.presenters.counter_money import CounterMoney
from hall_desk.presenters.counter_state import Panel
from hall_desk.presenters.counter_words import PAID_SERVICE_CODES, yuan
from hall_desk.store.transaction import Reading
from hall_desk.usecases import bills, charges

NO_FEES = "本厅没有设置窗口收费项目，请值班主任在设置的收款栏目里勾选"
_PANELS = (Panel.ACCOUNTS, Panel.FEES, Panel.DEPOSIT)
_WHILE_SERVING = "开始办理后可用"


class CounterCharges(CounterMoney):
    """The panels of 多户缴费, 业务费用 and 校验押金; what is in them is kept for the item."""

    baskets: dict[int, tuple[AccountDue, ...]]
    fee_baskets: dict[int, tuple[FeeWanted, ...]]
    offered_fees: tuple[Price, ...]
    deposit_price: int
    deposit_off: str
    field_serial: int

    def begin_charges(self) -> None:
        """Nothing collected yet."""
        self.baskets, self.fee_baskets, self.offered_fees = {}, {}, ()
        self.deposit_price, self.deposit_off = 0, ""
        self.field_serial = 0

    def open_charges(self) -> None:
        """Ctrl+M: many accounts for a payment, fees for A05, the deposit for B28."""
        item = self.item
        if item is None:
            self.say(f"{_WHILE_SERVING}。")
        elif self.panel in _PANELS:
            self.fold()
        elif item.service_code == FEE_SERVICE:
            self._ask_fees()
        elif item.service_code == METER_TEST_SERVICE:
            self._ask_deposit()
        elif item.kind == "payment" and item.service_code not in PAID_SERVICE_CODES:
            self._begin_fields()
            self.unfold(Panel.ACCOUNTS)
        else:
            self.say("本项不收费；要收款请加一项。")

    # -- many accounts ---------------------------------------------------------------------

    def look_up_account(self, text: str) -> None:
        """Enter at the account: what the imported bills say of it comes into the fields."""
        try:
            account = check_account_no(text.strip())
        except RuleBroken as broken:
            self.say(str(broken), field=broken.field, is_error=True)
            return
        if account and not self._ahead():
            self.run(
                lambda: self.desk.hall.ask(bills.open_bills, account),
                lambda found: self._bills_found(account, found),
                quiet=True,
            )

    def add_account(self, account: str, customer: str, due_fen: int | None) -> None:
        """Enter at the amount: one more line, and the fields begin anew."""
        item = self.item
        if item is None:
            return
        due = AccountDue(
            account_no=account.strip(),
            amount_fen=due_fen or 0,
            customer_name=customer.strip(),
        )
        self._put([due])

    def drop_account(self, key: str) -> None:
        """Ctrl+Del: the chosen line is taken out."""
        item = self.item
        if item is None:
            return
        kept = list(self._basket())
        if key.isdecimal() and int(key) < len(kept):
            del kept[int(key)]
            self.baskets[item.id] = tuple(kept)
            self.tick()

    def take_accounts(self) -> None:
        """Ctrl+Enter: the sum of all lines goes to the money pane."""
        basket = self._basket()
        if not basket:
            self.say("请先加上要缴的户。", field="account_no", is_error=True)
            return
        total = sum(due.amount_fen for due in basket)
        self.set_due(total)
        self._edit(
            asked=Asked(accounts=basket),
            account="",
            customer="",
            note=f"{len(basket)} 户合计",
            said_received_at=None,
        )
        self.refill()
        self.fold()

    def check_account(self) -> bool:
        """The account is left: wrong ones are told, an imported bill fills what is empty."""
        good = super().check_account()
        draft = self.draft
        digits = draft.account.replace(" ", "")
        if good and digits and draft.due_fen is None and draft.asked is None and not draft.open:
            self.run(
                lambda: self.desk.hall.ask(bills.open_bills, digits), self._fill_in, quiet=True
            )
        return good

    # -- fees ------------------------------------------------------------------------------

    def add_fee(self, code: str, quantity: str) -> None:
        """Enter: a fee of the list and how much of it; its price is never typed (5(4))."""
        item = self.item
        price = next((each for each in self.offered_fees if each.code == code), None)
        if item is None or price is None:
            return
        try:
            milli = parse_quantity(quantity or "1")
            line_of(price, milli)
        except NotAnAmount:
            self.say("请填数量，如 1 或 2.5。", field="quantity", is_error=True)
            return
        except RuleBroken as broken:
            self.say(str(broken), field=broken.field, is_error=True)
            return
        kept = [fee for fee in self._fees() if fee.code != code]
        self.fee_baskets[item.id] = (*kept, FeeWanted(code=code, quantity_milli=milli))
        self._begin_fields()

    def drop_fee(self, code: str) -> None:
        """Ctrl+Del: the chosen fee is taken out."""
        item = self.item
        if item is not None:
            kept = tuple(fee for fee in self._fees() if fee.code != code)
            self.fee_baskets[item.id] = kept
            self.tick()

    def take_fees(self) -> None:
        """Ctrl+Enter: on to 唱收唱付 for the fees chosen."""
        fees = self._fees()
        if not fees:
            self.say("请先选收费项目。", field="fee", is_error=True)
            return
        total = sum(self._fee_fen(fee) for fee in fees)
        self._to_dialog(Asked(kind=Charge.FEE, fees=fees), total, "业务费用")

    # -- the deposit -----------------------------------------------------------------------

    def take_deposit(self, account: str, customer: str, phone: str, meter_no: str) -> None:
        """Ctrl+Enter: on to 唱收唱付 for the deposit of the list (21(7))."""
        try:
            if not check_account_no(account.strip()):
                raise RuleBroken("校验电能表须填户号。", field="account_no")
            if not phone.strip():
                raise RuleBroken("请填联系电话，检定结果要告知客户。", field="phone")
        except RuleBroken as broken:
            self.say(str(broken), field=broken.field, is_error=True)
            return
        self._edit(account=account.strip(), customer=customer.strip())
        asked = Asked(kind=Charge.DEPOSIT, phone=phone.strip(), meter_no=meter_no.strip())
        self._to_dialog(asked, self.deposit_price, "电能表校验押金")

    # -- the view --------------------------------------------------------------------------

    def charges_view(self) -> ChargesView:
        """The panel as shown; empty while another one is unfolded."""
        if self.panel not in _PANELS or self.item is None:
            return ChargesView()
        wrong = self.message if self.message.is_error else Message()
        view = ChargesView(
            serial=self.field_serial, error=wrong.text, error_field=wrong.field or ""
        )
        if self.panel is Panel.ACCOUNTS:
            return self._accounts_view(view)
        if self.panel is Panel.FEES:
            return self._fees_view(view)
        draft = self.draft
        return replace(
            view,
            account=draft.account,
            customer=draft.customer,
            total=yuan(self.deposit_price),
            note=self._deposit_note(),
        )

    def _accounts_view(self, view: ChargesView) -> ChargesView:
        basket = self._basket()
        rows = tuple(
            ChargeRow(
                key=str(n),
                title=mask_account(due.account_no),
                note=mask_name(due.customer_name),
                amount=yuan(due.amount_fen),
            )
            for n, due in enumerate(basket)
        )
        return replace(
            view,
            rows=rows,
            count=len(basket),
            total=yuan(sum(due.amount_fen for due in basket)),
        )

    def _fees_view(self, view: ChargesView) -> ChargesView:
        names = {price.code: price for price in self.offered_fees}
        rows = tuple(
            ChargeRow(
                key=fee.code,
                title=names[fee.code].name,
                note=f"{format_quantity(fee.quantity_milli)} {names[fee.code].unit}",
                amount=yuan(self._fee_fen(fee)),
            )
            for fee in self._fees()
        )
        return replace(
            view,
            rows=rows,
            count=len(rows),
            total=yuan(sum(self._fee_fen(fee) for fee in self._fees())),
            offers=tuple(
                (price.code, price.name, f"{yuan(price.unit_price_fen)}/{price.unit}")
                for price in self.offered_fees
            ),
        )

    # -- inside ----------------------------------------------------------------------------

    def _ahead(self) -> bool:
        """Whether money is taken in advance: a bill is paid from it when it is settled."""
        return self.item is not None and self.item.service_code == PREPAYMENT_SERVICE

    def _basket(self) -> tuple[AccountDue, ...]:
        return self.baskets.get(self.item.id, ()) if self.item else ()

    def _fees(self) -> tuple[FeeWanted, ...]:
        known = {price.code for price in self.offered_fees}
        kept = self.fee_baskets.get(self.item.id, ()) if self.item else ()
        return tuple(fee for fee in kept if fee.code in known)

    def _fee_fen(self, fee: FeeWanted) -> int:
        price = next(each for each in self.offered_fees if each.code == fee.code)
        return line_of(price, fee.quantity_milli).amount_fen

    def _put(self, dues: list[AccountDue]) -> None:
        """Into the basket, unless something in it is wrong."""
        assert self.item is not None
        wanted = (*self._basket(), *dues)
        try:
            account_lines(wanted, "电费")
        except RuleBroken as broken:
            self.say(str(broken), field=broken.field, is_error=True)
            return
        self.baskets[self.item.id] = wanted
        self._begin_fields()

    def _bills_found(self, account: str, found: list[Bill]) -> None:
        """What the account owes of all periods is added at once."""
        if self.panel is not Panel.ACCOUNTS or not found:
            return
        known = {due.bill_id for due in self._basket()}
        fresh = [bill for bill in found if bill.id not in known]
        room = MOST_LINES - len(self._basket())
        if not fresh:
            self.say(f"户号 {account} 的账单已经加上。", field="account_no", is_error=True)
        else:
            self._put([due_of(bill) for bill in fresh[:room]])

    def _fill_in(self, found: list[Bill]) -> None:
        """The imported bill of the one account in the money pane; of money in advance its name."""
        draft = self.draft
        if not found or draft.due_fen is not None or draft.open:
            return
        if self._ahead():
            self._edit(customer=draft.customer or found[0].customer_name)
            self.refill()
            return
        accounts = tuple(due_of(bill) for bill in found)
        periods = "、".join(bill.period for bill in found)
        self.set_due(sum(bill.amount_fen for bill in found))
        self._edit(
            asked=Asked(accounts=accounts),
            customer=draft.customer or found[0].customer_name,
            note=f"{periods} 账单",
        )
        self.refill()

    def _paid(self, item: Item, payment: Payment, op: str, *, finish: bool) -> None:
        self.baskets.pop(item.id, None)
        self.fee_baskets.pop(item.id, None)
        super()._paid(item, payment, op, finish=finish)

    def _begin_fields(self) -> None:
        self.field_serial += 1
        self.message = Message()
        self.tick()

    def _ask_fees(self) -> None:
        def _shown(found: list[Price]) -> None:
            self.offered_fees = tuple(found)
            if not found:
                self.say(f"{NO_FEES}。", is_error=True)
                return
            self._begin_fields()
            self.unfold(Panel.FEES)

        self.run(lambda: self.desk.hall.ask(charges.fees_offered), _shown, quiet=True)

    def _ask_deposit(self) -> None:
        def _shown(found: tuple[int, str]) -> None:
            self.deposit_price, self.deposit_off = found
            if self.deposit_off:
                self.say(self.deposit_off, is_error=True)
                return
            self._begin_fields()
            self.unfold(Panel.DEPOSIT)

        self.run(lambda: self.desk.hall.ask(_deposit_now), _shown, quiet=True)

    def _deposit_note(self) -> str:
        document = self.catalogue.rules.test_document if self.catalogue else ""
        return f"依据 {document}。检定超差全额退还，合格转为检定费。"

    def _to_dialog(self, asked: Asked, total_fen: int, purpose: str) -> None:
        """唱收唱付 with a sum that nobody types."""
        self._edit(
            due_fen=total_fen,
            received_fen=None,
            sheet_id=None,
            purpose=purpose,
            parts=(),
            slip="",
            asked=asked,
            said_received_at=None,
            said_change_at=None,
        )
        self.fold()
        self.take_payment(CASH, said=False)


def _deposit_now(reading: Reading) -> tuple[int, str]:
    """The deposit of today's list in fen, or why none is taken."""
    try:
        line = charges.deposit_line(reading, AccountDue(account_no="", amount_fen=0))
    except RuleBroken as broken:
        return 0, str(broken)
    return line.amount_fen, ""
