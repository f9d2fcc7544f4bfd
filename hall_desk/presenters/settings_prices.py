"""Settings of the price list (设置：价目, Art. 5(1), 24): versions, their papers, a new one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.money import NotAnAmount, format_fen, parse_yuan
from hall_desk.domain.paidservice import LineKind, Price
from hall_desk.domain.people import Staff
from hall_desk.domain.pricelists import KIND_WORDS, span_words
from hall_desk.presenters.base import Desk
from hall_desk.presenters.printing import print_quietly
from hall_desk.presenters.sections import (
    NEW,
    Deed,
    Entry,
    Head,
    Mark,
    Row,
    SectionPresenter,
    day_of,
    needed_day,
    whole_number,
)
from hall_desk.store.transaction import Reading
from hall_desk.usecases.paidservice import price_list
from hall_desk.usecases.prices import add_price_version
from hall_desk.usecases.publicnotices import ending_prices, lapsed_prices

ENDING_DAYS = 30
_KINDS = tuple((kind.value, word) for kind, word in KIND_WORDS.items())
HOLDS = Mark(word="有效", icon="ok", tone="ok")
OVER = Mark(word="已过期", icon="over", tone="over")
LATER = Mark(word="未生效", icon="clock", tone="info")
ENDED = Mark(word="已停用", icon="stop", tone="hold")
OLD = Mark(word="旧版", icon="clock", tone="hold")


@dataclass(frozen=True, kw_only=True)
class PriceFacts:
    """All versions, those that ran out without a follower, and those that soon will."""

    prices: tuple[Price, ...]
    lapsed: tuple[Price, ...]
    today: date
    ending: tuple[Price, ...] = ()


class PricesSection(SectionPresenter):
    """价目."""

    title = "价目"
    save_word = "送核并加入"
    save_icon = "shield"
    heads = (
        Head(title="编号", width=64, bold=True),
        Head(title="项目", stretch=True),
        Head(title="单价（元）", width=124, right=True),
        Head(title="起止", width=190),
        Head(title="状态", width=112),
    )
    facts: PriceFacts | None

    def __init__(self, desk: Desk, staff: Staff, print_page: Callable[[], None] | None = None):
        super().__init__(desk, staff)
        self.print_page = print_page or (lambda: None)
        self.wants_import: Callable[[], None] = lambda: None

    def look(self, reading: Reading) -> PriceFacts:
        """The list with every version."""
        return PriceFacts(
            prices=tuple(price_list(reading)),
            lapsed=tuple(lapsed_prices(reading)),
            today=hall_date(reading.now),
            ending=ending_prices(reading, ENDING_DAYS),
        )

    def note(self) -> str:
        """How a price comes in."""
        return "单价锁定，新价目须有批准文号并由另一位值班主任核对"

    def alarm(self) -> tuple[str, str]:
        """Prices that ran out."""
        lapsed = self.facts.lapsed if self.facts else ()
        if not lapsed:
            return self._ending(), "warn"
        names = "、".join(price.code for price in lapsed[:6])
        return f"{len(lapsed)} 项价目已过有效期：{names}，请加入新版。", "over"

    def _ending(self) -> str:
        """Prices that run out soon without a follower."""
        soon = self.facts.ending if self.facts else ()
        if not soon:
            return ""
        last = soon[0].valid_to
        return f"{len(soon)} 项价目将在 {ENDING_DAYS} 天内到期，最早 {last}，请准备新的批准文件。"

    def rows(self) -> tuple[Row, ...]:
        """Every version, by code."""
        return tuple(
            Row(
                key=_key(price),
                cells=(
                    price.code,
                    price.name,
                    f"{format_fen(price.unit_price_fen)} / {price.unit}",
                    span_words(price.valid_from, price.valid_to),
                    self._mark(price),
                ),
            )
            for price in (self.facts.prices if self.facts else ())
        )

    def heading(self) -> str:
        """The chosen price, or a new one."""
        price = self._price()
        return f"{price.code} {price.name}：新版" if price else "新价目"

    def entries(self) -> tuple[Entry, ...]:
        """A new version begins with the words of the chosen one; its price is typed anew."""
        if self.facts is None:
            return ()
        price = self._price()
        kind = price.kind.value if price else "labour"
        decimals = str(price.quantity_decimals) if price else "0"
        was = f"现行 {format_fen(price.unit_price_fen)} 元" if price else ""
        locked = price is not None
        return (
            Entry(
                name="code",
                label="编号",
                value=price.code if price else "",
                required=True,
                locked=locked,
                half=True,
            ),
            Entry(
                name="kind",
                label="类别",
                value=kind,
                kind="choice",
                choices=_KINDS,
                half=True,
            ),
            Entry(name="name", label="项目", value=price.name if price else "", required=True),
            Entry(
                name="approval_doc",
                label="批准文号",
                required=True,
                hint=f"现行：{price.approval_doc}" if price else "",
            ),
            Entry(name="unit_price", label="单价（元）", required=True, hint=was, half=True),
            Entry(
                name="unit",
                label="单位",
                value=price.unit if price else "",
                required=True,
                half=True,
            ),
            Entry(name="valid_from", label="起期", required=True, hint="如 2026-07-01", half=True),
            Entry(name="valid_to", label="止期", hint="没有可不填", half=True),
            Entry(
                name="quantity_decimals",
                label="数量小数位",
                value=decimals,
                kind="choice",
                choices=(("0", "整数"), ("1", "1 位"), ("2", "2 位"), ("3", "3 位")),
            ),
        )

    def deeds(self) -> tuple[Deed, ...]:
        """A price with a code of its own, a whole list, the list on paper."""
        return (
            Deed(name="new", text="新价目", icon="plus", key="Ctrl+N"),
            Deed(name="import", text="导入价目表", icon="file", key="Ctrl+I"),
            Deed(name="print", text="打印价目表", icon="print", key="Ctrl+P"),
        )

    def deed(self, name: str) -> None:
        """An empty form, the page of the import, or the paper."""
        if name == "new":
            self.pick(NEW)
        elif name == "import":
            self.wants_import()
        else:
            print_quietly(self, lambda *_: self.print_page(), "price_page", 0, "价目表")

    def commit(self, values: dict[str, str]) -> None:
        """Another duty manager signs; what is typed stays until then."""
        try:
            fen = parse_yuan(values["unit_price"])
        except NotAnAmount:
            raise RuleBroken("单价请填元，如 30 或 30.50。", field="unit_price") from None
        valid_from = needed_day(values["valid_from"], "valid_from")
        words = f"{values['code'].upper()} 新版已加入，{valid_from} 起用。"
        self.act(
            add_price_version,
            self.staff.staff_no,
            then=lambda _: self.saved(words),
            approvable=True,
            code=values["code"],
            name=values["name"],
            kind=LineKind(values["kind"]),
            unit=values["unit"],
            unit_price_fen=fen,
            quantity_decimals=whole_number(values["quantity_decimals"], "quantity_decimals"),
            approval_doc=values["approval_doc"],
            valid_from=valid_from,
            valid_to=day_of(values["valid_to"], "valid_to", optional=True),
        )

    def _price(self) -> Price | None:
        found = self.facts.prices if self.facts else ()
        if not self.current and found:
            self.current = _key(found[0])
        return next((price for price in found if _key(price) == self.current), None)

    def _mark(self, price: Price) -> Mark:
        assert self.facts is not None
        today = self.facts.today
        if price in self.facts.lapsed:
            return OVER
        if price.valid_from > today:
            return LATER
        newer = [
            each
            for each in self.facts.prices
            if each.code == price.code and price.valid_from < each.valid_from <= today
        ]
        if price.ended and not price.valid_on(today):
            return ENDED
        return HOLDS if price.valid_on(today) and not newer else OLD


def _key(price: Price) -> str:
    return f"{price.code}/{price.valid_from}"
