"""Public notices (公示, Art. 5(1)): published, replaced, withdrawn; composed from the catalogue."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.limits import REGULATION_MINUTES
from hall_desk.domain.money import format_fen
from hall_desk.domain.paidservice import LineKind, Price
from hall_desk.domain.people import Right
from hall_desk.domain.publicnotices import (
    CELL,
    KIND_WORDS,
    NoticeKind,
    PublicNotice,
    check_notice,
)
from hall_desk.domain.services import Service
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.paidservice import newest_prices, price_list, prices_valid_on
from hall_desk.usecases.queries import code_texts, require_right, services

_LINE_WORDS = {LineKind.LABOUR: "人工", LineKind.MATERIAL: "材料"}


@dataclass(frozen=True, kw_only=True)
class ExpiredNotice:
    """A notice that still hangs though its time is over, or whose price list has changed."""

    notice: PublicNotice
    words: str


@dataclass(frozen=True, kw_only=True)
class ShownNotice:
    """A notice on a public screen; one that is over says so in red (Art. 5(1))."""

    notice: PublicNotice
    expired: bool


def publish(
    tx: Tx,
    *,
    kind: NoticeKind,
    title: str,
    body: str,
    approval_doc: str,
    valid_from: date,
    valid_to: date | None,
    replaces: int | None = None,
) -> PublicNotice:
    """Hangs up a notice (公示); the one it replaces comes down and the version counts up.

    Promise, services, procedure and prices stand once each; news may be several.
    """
    require_right(tx, Right.SETTINGS)
    title, body, doc = check_notice(
        title=title,
        body=body,
        doc=approval_doc,
        valid_from=valid_from,
        valid_to=valid_to,
        kind=kind,
    )
    old = _replaced(tx, kind, replaces)
    notice = PublicNotice(
        id=tx.new_id(),
        kind=kind,
        version=max((each.version for each in old), default=0) + 1,
        title=title,
        body=body,
        approval_doc=doc,
        valid_from=valid_from,
        valid_to=valid_to,
        published_by=tx.actor,
        published_at=tx.now,
        withdrawn_at=None,
    )
    tx.insert(notice, "publish_notice")
    for each in old:
        if each.is_up:
            _take_down(tx, each, "replace_notice")
    return notice


def _replaced(tx: Tx, kind: NoticeKind, replaces: int | None) -> list[PublicNotice]:
    """The notices this one follows: all of its kind, of news only the one named."""
    if kind is not NoticeKind.NEWS:
        return tx.all(PublicNotice, schema.public_notice.c.kind == kind)
    if replaces is None:
        return []
    old = tx.get(PublicNotice, id=replaces)
    if old.kind is not kind or not old.is_up:
        raise RuleBroken("这份公示已经换下，请刷新后再改。", article="5(1)")
    return [old]


def withdraw(tx: Tx, *, notice_id: int) -> PublicNotice:
    """Takes a notice down (撤下); it stays in the records."""
    require_right(tx, Right.SETTINGS)
    notice = tx.get(PublicNotice, id=notice_id)
    if not notice.is_up:
        return notice
    return _take_down(tx, notice, "withdraw_notice")


def _take_down(tx: Tx, notice: PublicNotice, action: str) -> PublicNotice:
    down = replace(notice, withdrawn_at=tx.now)
    return tx.change(notice, down, action, guard="withdrawn_at")


def hanging(reading: Reading) -> list[PublicNotice]:
    """All notices nobody has withdrawn, by kind, expired ones too."""
    table = schema.public_notice
    found = reading.all(PublicNotice, table.c.withdrawn_at.is_(None), order_by=table.c.id)
    order = list(NoticeKind)
    return sorted(found, key=lambda notice: (order.index(notice.kind), notice.id))


def shown_notices(reading: Reading, *kinds: NoticeKind) -> tuple[ShownNotice, ...]:
    """What hangs in the hall today, and whether its time is over; a future one not yet."""
    today = hall_date(reading.now)
    hung = [
        notice
        for notice in hanging(reading)
        if notice.valid_from <= today and (not kinds or notice.kind in kinds)
    ]
    over = {each.notice.id for each in _expired(reading, hung)}
    return tuple(ShownNotice(notice=notice, expired=notice.id in over) for notice in hung)


def expired_notices(reading: Reading) -> tuple[ExpiredNotice, ...]:
    """Notices whose time is over, and a price list one of whose prices holds no longer."""
    return _expired(reading, hanging(reading))


def _expired(reading: Reading, hung: list[PublicNotice]) -> tuple[ExpiredNotice, ...]:
    today, found = hall_date(reading.now), []
    for notice in hung:
        if notice.expired(today):
            found.append(ExpiredNotice(notice=notice, words=_expired_words(notice)))
        elif notice.kind is NoticeKind.PRICES:
            lapsed = lapsed_prices(reading)
            if lapsed:
                words = f"收费标准里有 {len(lapsed)} 项价目已过有效期：{lapsed[0].name}"
                found.append(ExpiredNotice(notice=notice, words=f"{words}。"))
    return tuple(found)


def _expired_words(notice: PublicNotice) -> str:
    return f"公示“{notice.title}”{notice.valid_to} 已到期，请重新公示或撤下。"


def lapsed_prices(reading: Reading) -> list[Price]:
    """Enabled prices (price list) without a version that holds today."""
    today = hall_date(reading.now)
    return [price for price in newest_prices(reading, today) if not price.valid_on(today)]


def ending_prices(reading: Reading, days: int) -> tuple[Price, ...]:
    """Prices that run out within so many days without a follower, the earliest first."""
    today = hall_date(reading.now)
    newest = {price.code: price for price in price_list(reading)}
    soon = [
        (price.valid_to, price)
        for price in newest.values()
        if price.enabled
        and not price.ended
        and price.valid_to is not None
        and today <= price.valid_to <= today + timedelta(days=days)
    ]
    return tuple(price for _, price in sorted(soon, key=lambda each: each[0]))


def expired_words(reading: Reading) -> tuple[str, ...]:
    """Whatever the manager must hear of expired notices and prices, hung up or not (Art. 5(1))."""
    found = expired_notices(reading)
    words = tuple(each.words for each in found)
    told = any(each.notice.kind is NoticeKind.PRICES for each in found)
    lapsed = () if told else lapsed_prices(reading)
    if lapsed:
        words += (f"有 {len(lapsed)} 项价目已过有效期：{lapsed[0].name}，不能收费。",)
    return words


def price_list_changed(reading: Reading, notice: PublicNotice) -> bool:
    """Whether the prices are no longer those the notice shows."""
    return notice.kind is NoticeKind.PRICES and notice.body != compose(reading, NoticeKind.PRICES)


def compose(reading: Reading, kind: NoticeKind) -> str:
    """The body of a notice out of the catalogue, the limits and the price list of today."""
    if kind is NoticeKind.PRICES:
        return "\n".join(_price_lines(reading))
    shown = [service for service in services(reading) if service.enabled and service.on_kiosk]
    if kind is NoticeKind.SERVICES:
        return "\n".join(_service_lines(reading, shown))
    if kind is NoticeKind.PROCEDURE:
        return "\n".join(_procedure_lines(shown))
    if kind is NoticeKind.PROMISE:
        return "\n".join(_promise_lines(reading, shown))
    return ""


def approval_docs(reading: Reading) -> str:
    """The approval documents behind today's prices."""
    today = hall_date(reading.now)
    docs = {price.approval_doc: None for price in prices_valid_on(reading, today)}
    return "、".join(docs)


def _price_lines(reading: Reading) -> list[str]:
    """Each enabled price with its approval document, labour and material apart (Art. 5(1))."""
    today, lines = hall_date(reading.now), []
    shown = prices_valid_on(reading, today)
    for kind, words in _LINE_WORDS.items():
        of_kind = [price for price in shown if price.kind is kind]
        if of_kind:
            lines.append(f"【{words}】")
            lines.append(CELL.join(("编号", "项目", "单位", "单价（元）", "批准文号", "有效期")))
        for price in of_kind:
            amount = format_fen(price.unit_price_fen)
            until = f"至 {price.valid_to}" if price.valid_to else "起"
            valid = f"{price.valid_from} {until}"
            cells = (price.code, price.name, price.unit, amount, price.approval_doc, valid)
            lines.append(CELL.join(cells))
    return lines


def _service_lines(reading: Reading, shown: list[Service]) -> list[str]:
    lines = []
    for kind in code_texts(reading, "kind"):
        mine = [service for service in shown if service.prefix == kind.code]
        if mine:
            lines.append(f"【{kind.text}】")
            lines.append(CELL.join(("事项", "柜台办理时限", "后台时限", "收费")))
        for service in mine:
            limit = f"每件 {service.limit_minutes} 分钟" if service.limit_minutes else "不限时"
            lines.append(
                CELL.join((service.name, limit, service.promise or "—", service.fees_note))
            )
    return lines


def _procedure_lines(shown: list[Service]) -> list[str]:
    lines = []
    for service in shown:
        if service.kind != "business":
            continue
        lines.append(f"【{service.name}】")
        papers = "、".join(paper.name for paper in service.papers if paper.mandatory)
        if papers:
            lines.append(f"要带：{papers}。")
        steps = " → ".join(service.steps)
        lines.append(f"步骤：{steps}。")
    return lines


def _promise_lines(reading: Reading, shown: list[Service]) -> list[str]:
    names = {"payment": "收费", "business": "用电业务"}
    limits = {service.kind: service.limit_minutes for service in shown if service.limit_minutes}
    lines = [
        f"{names[kind]}每件 {limits.get(kind, least)} 分钟内办结。"
        for kind, least in REGULATION_MINUTES.items()
    ]
    lines += [
        "首位接待您的人负责到底：当场办不了的，帮您联系到人，并把结果告诉您。",
        "所需资料、办理步骤、收费和时限一次说清，请您只跑一趟。",
        "到下班时间仍在等候的客户，办完为止。",
        "收费按公示的标准逐项列明，您签字确认后才收款。",
    ]
    promised = [s for s in shown if s.promise]
    if promised:
        lines.append("【后台时限】")
        lines.append(CELL.join(("事项", "时限")))
        lines += [CELL.join((service.name, service.promise)) for service in promised]
    hotlines = "服务热线 95598，能源监管热线 12398。"
    return [*lines, f"【监督】\n{hotlines}"]


def seed(tx: Tx) -> None:
    """The notices a new hall begins with, out of its catalogue; nothing that hangs is changed."""
    present = {notice.kind for notice in tx.all(PublicNotice)}
    today = hall_date(tx.now)
    for kind in (
        NoticeKind.PROMISE,
        NoticeKind.SERVICES,
        NoticeKind.PROCEDURE,
        NoticeKind.PRICES,
    ):
        body = compose(tx, kind)
        if kind in present or not body:
            continue
        notice = PublicNotice(
            id=tx.new_id(),
            kind=kind,
            version=1,
            title=KIND_WORDS[kind],
            body=body,
            approval_doc=approval_docs(tx) if kind is NoticeKind.PRICES else "",
            valid_from=today,
            valid_to=_last_day(tx) if kind is NoticeKind.PRICES else None,
            published_by=tx.actor,
            published_at=tx.now,
            withdrawn_at=None,
        )
        tx.insert(notice, "publish_notice")


def _last_day(reading: Reading) -> date | None:
    """The day on which the first of today's prices ends."""
    today = hall_date(reading.now)
    ends = [price.valid_to for price in prices_valid_on(reading, today)]
    return min((day for day in ends if day is not None), default=None)
