"""Rules of taking money (收款设置): which methods, their slips, fees at the counter, deposits."""

from dataclasses import dataclass
from typing import Any

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import Setting
from hall_desk.domain.paidservice import Price
from hall_desk.domain.payments import CASH
from hall_desk.domain.people import Right
from hall_desk.domain.services import CodedText
from hall_desk.domain.texts import check_text
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.queries import code_texts, require_right

DEFAULTS: dict[str, Any] = {
    "payment_methods": ["CASH", "POS", "QR", "CHEQUE", "TRANSFER"],
    "slip_methods": ["CHEQUE", "TRANSFER"],
    "fee_codes": [],
    "meter_test": {"document": "", "code": "T01"},
}
"""What a hall begins with; a deposit is off until a local document is named (Art. 21(7))."""
LEAST_METHODS = 2


@dataclass(frozen=True, kw_only=True)
class MoneyRules:
    """What the hall has set for its tills.

    ``slips`` are the methods whose outside slip number must be kept; ``fees`` the price codes that
    may be taken without an itemised sheet; ``test_document`` the local document that allows a
    deposit for a meter test, ``test_code`` its price.
    """

    methods: tuple[str, ...]
    slips: frozenset[str]
    fees: tuple[str, ...]
    test_document: str
    test_code: str


def money_rules(reading: Reading) -> MoneyRules:
    """The rules in force."""
    test = _value(reading, "meter_test")
    return MoneyRules(
        methods=tuple(_value(reading, "payment_methods")),
        slips=frozenset(_value(reading, "slip_methods")),
        fees=tuple(_value(reading, "fee_codes")),
        test_document=str(test["document"]),
        test_code=str(test["code"]),
    )


def methods_offered(reading: Reading) -> list[CodedText]:
    """The methods that are switched on, in the order of their list."""
    on = money_rules(reading).methods
    return [method for method in code_texts(reading, "payment_method") if method.code in on]


def change_money_rules(tx: Tx, *, rules: MoneyRules) -> Setting:
    """Writes what differs; two methods at least, and cash always (Art. 19(2))."""
    require_right(tx, Right.SETTINGS)
    known = [method.code for method in code_texts(tx, "payment_method")]
    methods = [code for code in known if code in rules.methods]
    if CASH not in methods:
        raise RuleBroken(
            "有人值守的收费窗口必须收现金，不能停用。", field="payment_methods", article="19(2)"
        )
    if len(methods) < LEAST_METHODS:
        raise RuleBroken(
            "缴费方式不得少于两种，请至少再留一种。", field="payment_methods", article="19(2)"
        )
    document = check_text(rules.test_document, "test_document")
    code = check_text(rules.test_code, "test_code", most=20).upper()
    if document and not code:
        raise RuleBroken("请选检定费的价目编号。", field="test_code", article="21(7)")
    fees = sorted({fee.strip().upper() for fee in rules.fees if fee.strip()})
    for fee in fees:
        _check_code(tx, fee, "fee_codes")
    if document:
        _check_code(tx, code, "test_code")
    # Noted first: a retry gives back the methods, whatever else was changed with them.
    tx.note("change_money_rules", "setting", {"name": "payment_methods"})
    _write(tx, "slip_methods", [c for c in methods if c in rules.slips and c != CASH])
    _write(tx, "fee_codes", fees)
    _write(tx, "meter_test", {"document": document, "code": code})
    return _write(tx, "payment_methods", methods)


def _check_code(tx: Tx, code: str, field: str) -> None:
    """A fee is one of the price list's, which two persons stand behind (Art. 24)."""
    if not tx.all(Price, schema.price.c.code == code, most=1):
        raise RuleBroken(f"价目里没有 {code}，请先在价目里设立。", field=field, article="24")


def _value(reading: Reading, name: str) -> Any:
    found = reading.find(Setting, name=name)
    return DEFAULTS[name] if found is None else found.value


def _write(tx: Tx, name: str, value: object) -> Setting:
    wanted = Setting(name=name, value=value)
    old = tx.find(Setting, name=name)
    if old is None:
        tx.insert(wanted, "change_setting")
        return wanted
    return tx.change(old, wanted, "change_setting", guard="name")
