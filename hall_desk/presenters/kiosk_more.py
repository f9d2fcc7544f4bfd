"""The kiosk's further pages (取号机自助页): found items, a ticket's place, prices, rest; pure."""

from datetime import date, datetime

from hall_desk import qr
from hall_desk.domain.days import hall_date
from hall_desk.domain.finding import find_services
from hall_desk.domain.money import format_fen
from hall_desk.domain.paidservice import Price
from hall_desk.domain.publicnotices import NoticeKind
from hall_desk.domain.services import Service
from hall_desk.domain.tickets import TicketState
from hall_desk.presenters import kiosk_words as words
from hall_desk.presenters.kiosk_build import about
from hall_desk.presenters.kiosk_state import (
    CarryView,
    FactBox,
    PlaceAnswer,
    PriceRow,
    PromiseRow,
    RestView,
    ServiceCard,
    ServiceTile,
)
from hall_desk.usecases.kiosk import KioskBoard, TicketPlace

REST_PAGE_S = 10
MOST_FOUND = 24
MOST_MODULES = 97
"""A code of 97 modules is read from a screen by any telephone; a longer list is shortened."""

# What customers ask for most, in the order of a day; shown while it finds something here.
EVERYDAY = (
    "交电费",
    "装电表",
    "查电费",
    "开发票",
    "过户",
    "改名字",
    "停电了",
    "充电桩",
    "增容",
    "买电",
    "光伏",
    "退费",
    "销户",
    "电表坏了",
    "峰谷电价",
)
_STATES = {
    TicketState.SERVING: "正在窗口办理。",
    TicketState.HELD: "窗口正在为您办理，请在附近等候。",
    TicketState.DONE: "已经办完。",
    TicketState.NO_SHOW: "已经过号。请到引导台，不必重新取号。",
    TicketState.ABANDONED: "已经作废。需要办理请重新取号。",
}


def found_tiles(board: KioskBoard, typed: str) -> tuple[ServiceTile, ...]:
    """The items that fit what was typed, the best first."""
    return tuple(
        ServiceTile(
            code=service.code,
            name=words.service_name(service),
            icon=words.kind_icon(service.prefix),
        )
        for service in find_services(board.services, typed)[:MOST_FOUND]
    )


def everyday_words(board: KioskBoard) -> tuple[str, ...]:
    """The words to touch instead of typing."""
    return tuple(word for word in EVERYDAY if find_services(board.services, word))


def place_answer(place: TicketPlace | None) -> PlaceAnswer | None:
    """What a ticket number is answered with (Art. 12(6))."""
    if place is None:
        return None
    if place.state is TicketState.WAITING:
        facts = [
            FactBox(label="前面等候", value=f"{place.ahead} 人"),
            FactBox(label="预计等候", value=about(place.estimate)),
        ]
        if place.window is not None:
            facts.append(FactBox(label="请到", value=f"{place.window}号窗口"))
        return PlaceAnswer(code=place.code, facts=tuple(facts), sentence="请留意屏幕与语音呼叫。")
    if place.state is TicketState.CALLED:
        window = FactBox(label="请到", value=f"{place.window}号窗口")
        return PlaceAnswer(code=place.code, facts=(window,), sentence="正在叫您的号，请现在过去。")
    return PlaceAnswer(code=place.code, facts=(), sentence=_STATES[place.state])


def price_rows(prices: tuple[Price, ...], today: date) -> tuple[PriceRow, ...]:
    """The price list as posted: code, name, unit, price, approval document, dates."""
    return tuple(_price_row(price, today) for price in prices)


def _price_row(price: Price, today: date) -> PriceRow:
    expired = price.valid_to is not None and price.valid_to < today
    until = f"至 {price.valid_to}" if price.valid_to else "起执行"
    return PriceRow(
        name=f"{price.code}　{words.neutral(price.name)}",
        price=f"{format_fen(price.unit_price_fen)} 元/{price.unit}",
        basis=f"{price.approval_doc}，{price.valid_from} {until}",
        expired=expired,
    )


def limit_words(limits: dict[str, int]) -> str:
    """The promised minutes: 收费每件 5 分钟、用电业务每件 20 分钟内办结."""
    names = {"payment": "收费", "business": "用电业务"}
    pieces = [f"{name}每件 {limits[kind]} 分钟" for kind, name in names.items() if kind in limits]
    return f"{'、'.join(pieces)}内办结" if pieces else ""


def promise_rows(board: KioskBoard) -> tuple[PromiseRow, ...]:
    """The hall's promises and the lines to call."""
    limits = limit_words(board.limits)
    rows = [PromiseRow(title="办理时限", text=f"{limits}。")] if limits else []
    rows += [
        PromiseRow(title=words.neutral(notice.title), text=words.neutral(notice.body))
        for notice in board.notices
        if notice.kind is NoticeKind.PROMISE
    ]
    rows += [
        PromiseRow(title="一次性告知", text="材料不齐，窗口一次说清缺什么，并给您书面清单。"),
        PromiseRow(title="首问负责", text="第一位接待您的人负责到底，不让您来回跑。"),
        PromiseRow(
            title="营业时间", text=f"{words.hours_words(board.hall)}，下班前取号的都会办完。"
        ),
        PromiseRow(title="服务电话 95598", text="报修、咨询、查询、意见，24 小时有人接听。"),
        PromiseRow(title="监督电话 12398", text="对供电服务不满意，可以向国家能源局反映。"),
    ]
    return tuple(rows)


def rest_view(board: KioskBoard, now: datetime) -> RestView:
    """The screen at rest; each notice stands for ten seconds (Art. 5(1))."""
    told = board.notices
    at = int(now.timestamp()) // REST_PAGE_S % len(told) if told else 0
    return RestView(
        slogan=words.neutral(board.hall.profile.slogan),
        promise=limit_words(board.limits),
        title=words.neutral(told[at].title) if told else "",
        text=words.neutral(told[at].body) if told else "",
        page=at + 1 if told else 0,
        pages=len(told),
    )


def carry_view(board: KioskBoard, service: Service, card: ServiceCard) -> CarryView:
    """The list as a QR: the hall's link with the item's code when set, else the list itself."""
    link = board.options.link
    if link:
        sign = "&" if "?" in link else "?"
        payload = f"{link}{sign}item={service.code}"
        hint = f"扫码到“{board.options.link_words or '网上'}”查看清单。"
    else:
        payload = list_text(board.hall.profile.name, card)
        hint = "用手机扫一扫，清单就在手机上，不用上网。"
    return CarryView(payload=payload, title=card.name, hint=hint)


def list_text(hall: str, card: ServiceCard) -> str:
    """The list in words, as full as a code can hold that is still read from the screen."""
    head, foot = f"{card.name} 需带材料", f"{hall} 电话95598"
    full = [
        f"{p.mark}：{p.name}（{p.note}）" if p.note else f"{p.mark}：{p.name}" for p in card.papers
    ]
    names = [f"{p.mark}：{p.name}" for p in card.papers]
    musts = [f"{p.mark}：{p.name}" for p in card.papers if p.must]
    wordings = (full, names, [*musts, "其余按情况，窗口一次告知"])
    texts = ["\n".join((head, *(lines or ["不用带材料"]), foot)) for lines in wordings]
    return next((text for text in texts if len(qr.modules(text)) <= MOST_MODULES), texts[-1])


def day_words(day: date) -> str:
    """A date in short: 3月11日."""
    return f"{day.month}月{day.day}日"


def today_of(board: KioskBoard, now: datetime) -> date:
    """The business date, or the date in the hall while it is closed."""
    day = board.hall.day
    return day.date if day is not None else hall_date(now)
