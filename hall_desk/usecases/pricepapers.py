"""What stands on the papers of the price list (价目页、价目差异表)."""

from datetime import date

from hall_desk.domain.days import hall_date
from hall_desk.domain.money import format_fen
from hall_desk.domain.paidservice import Price
from hall_desk.domain.papers import PriceDiffPaper, PriceDiffRow, PricePagePaper, PricePageRow
from hall_desk.domain.pricelists import CHANGE_WORDS, KIND_WORDS, DiffLine, PriceDiff, span_words
from hall_desk.store.transaction import Reading
from hall_desk.usecases.opening import local
from hall_desk.usecases.paidservice import newest_prices, price_list
from hall_desk.usecases.paperheads import hall_head
from hall_desk.usecases.priceimport import price_lists, summary


def price_page_of(reading: Reading) -> PricePagePaper:
    """The prices of today with document and dates; one that has run out says so (Art. 5(1))."""
    today = hall_date(reading.now)
    prices = newest_prices(reading, today)
    lists = price_lists(reading)
    return PricePagePaper(
        hall=hall_head(reading),
        version=f"第 {lists[0].number} 版" if lists else "",
        day=today.isoformat(),
        groups=tuple(
            (word, tuple(_row(price, today) for price in prices if price.kind is kind))
            for kind, word in KIND_WORDS.items()
            if any(price.kind is kind for price in prices)
        ),
        coming=_coming(price_list(reading), today),
        printed_at=f"{local(reading.now):%Y-%m-%d %H:%M}",
    )


def _row(price: Price, today: date) -> PricePageRow:
    return PricePageRow(
        code=price.code,
        name=price.name,
        unit=price.unit,
        unit_price_fen=price.unit_price_fen,
        approval_doc=price.approval_doc,
        valid=span_words(price.valid_from, price.valid_to),
        expired=not price.valid_on(today),
    )


def _coming(prices: list[Price], today: date) -> str:
    later = [price.valid_from for price in prices if price.valid_from > today]
    if not later:
        return ""
    return f"{min(later)} 起有 {later.count(min(later))} 项价目调整"


def price_diff_of(
    reading: Reading, diff: PriceDiff, source: str, imported_by: str
) -> PriceDiffPaper:
    """The difference as both persons are to sign it."""
    return PriceDiffPaper(
        hall=hall_head(reading),
        source=source,
        begins=str(diff.day),
        summary=summary(diff),
        rows=tuple(diff_row(line) for line in diff.lines),
        imported_by=imported_by,
        printed_at=f"{local(reading.now):%Y-%m-%d %H:%M}",
    )


def _named(line: DiffLine, name: str) -> str:
    """Another name under the same code is another matter: both persons see the old one too."""
    if line.old is None or line.new is None or line.old.name == line.new.name:
        return name
    return f"{line.old.name} → {line.new.name}"


def diff_row(line: DiffLine) -> PriceDiffRow:
    """One line of the difference in words."""
    shown = line.new or line.old
    assert shown is not None
    old = format_fen(line.old.unit_price_fen) if line.old else "—"
    new = format_fen(line.new.unit_price_fen) if line.new else "停用"
    valid = span_words(shown.valid_from, shown.valid_to) if line.new else "—"
    return PriceDiffRow(
        change=CHANGE_WORDS[line.change],
        row=str(line.row) if line.row is not None else "",
        code=line.code,
        name=_named(line, shown.name),
        old=old,
        new=new,
        others="、".join(line.others),
        approval_doc=shown.approval_doc,
        valid=valid,
    )
