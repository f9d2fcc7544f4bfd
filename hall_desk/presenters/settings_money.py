"""Settings of the till (设置：收款): methods, slips, fees at the window, meter-test deposits."""

from dataclasses import dataclass

from hall_desk.domain.paidservice import Price
from hall_desk.domain.payments import CASH
from hall_desk.domain.services import CodedText
from hall_desk.presenters.sections import Entry, SectionPresenter, ticked
from hall_desk.store.transaction import Reading
from hall_desk.usecases.moneyrules import MoneyRules, change_money_rules, money_rules
from hall_desk.usecases.paidservice import price_list
from hall_desk.usecases.queries import code_texts


@dataclass(frozen=True, kw_only=True)
class MoneyFacts:
    """The rules in force, and what can be chosen."""

    rules: MoneyRules
    methods: tuple[CodedText, ...]
    prices: tuple[Price, ...]


class MoneySection(SectionPresenter):
    """收款."""

    title = "收款"
    saved_words = "已保存，各窗口下一笔收款起使用。"
    facts: MoneyFacts | None

    def look(self, reading: Reading) -> MoneyFacts:
        """Rules, methods, and the newest version of each price."""
        newest = {price.code: price for price in price_list(reading)}
        return MoneyFacts(
            rules=money_rules(reading),
            methods=tuple(code_texts(reading, "payment_method")),
            prices=tuple(newest.values()),
        )

    def note(self) -> str:
        """The floor of Art. 19(2)."""
        return "缴费方式不少于两种，现金必收（第十九条第（二）款）"

    def entries(self) -> tuple[Entry, ...]:
        """Methods and slips, then fees and the deposit."""
        facts = self.facts
        if facts is None:
            return ()
        rules = facts.rules
        words = tuple((method.code, method.text) for method in facts.methods)
        prices = tuple((p.code, f"{p.code} {p.name}") for p in facts.prices)
        return (
            Entry(
                name="payment_methods",
                label="窗口收取",
                value=",".join(rules.methods),
                kind="ticks",
                choices=words,
                hint="由客户选用；停用的方式窗口不再显示",
            ),
            Entry(
                name="slip_methods",
                label="必须登记单号",
                value=",".join(code for code, _ in words if code in rules.slips),
                kind="ticks",
                choices=tuple(choice for choice in words if choice[0] != CASH),
                hint="没有勾选的方式，单号可填可不填",
            ),
            Entry(
                name="fee_codes",
                label="窗口可直接收的业务费用",
                value="、".join(rules.fees),
                hint=f"填价目编号，用顿号隔开；价目里有 {_codes(prices)}",
            ),
            Entry(
                name="test_document",
                label="电能表检定收费的当地文件",
                value=rules.test_document,
                hint="不填则不收校验押金（第二十一条第（七）款）",
            ),
            Entry(
                name="test_code",
                label="检定费的价目",
                value=rules.test_code,
                half=True,
                hint="押金等于这一项的现行价",
            ),
        )

    def commit(self, values: dict[str, str]) -> None:
        """Everything in one go."""
        fees = values["fee_codes"].replace("，", "、").replace(",", "、").split("、")
        self.write(
            change_money_rules,
            rules=MoneyRules(
                methods=tuple(ticked(values["payment_methods"])),
                slips=ticked(values["slip_methods"]),
                fees=tuple(fee.strip() for fee in fees if fee.strip()),
                test_document=values["test_document"],
                test_code=values["test_code"],
            ),
        )


def _codes(choices: tuple[tuple[str, str], ...]) -> str:
    """The first and the last code of the list."""
    if not choices:
        return "还没有项目"
    return f"{choices[0][0]} 到 {choices[-1][0]}"
