"""From the hall's board to the kiosk's pages (取号机页面); pure."""

from datetime import datetime

from hall_desk.domain.services import RequiredPaper, Service
from hall_desk.presenters import kiosk_words as words
from hall_desk.presenters.kiosk_state import (
    FactBox,
    GroundTile,
    KindTile,
    Notice,
    PaperLine,
    ServiceCard,
    ServiceTile,
)
from hall_desk.usecases.board import HallBoard, KindBoard
from hall_desk.usecases.kiosk import KioskBoard

# The other grounds are given by the hall's own people: a fault, missing papers, a transfer.
KIOSK_GROUNDS = ("Y1", "Y2", "Y3", "Y4")


def kind_tiles(board: KioskBoard, now: datetime, *, priority: bool) -> tuple[KindTile, ...]:
    """The kinds that offer something here, each with its line."""
    return tuple(
        _kind_tile(kind, offered, now, priority)
        for kind in board.hall.kinds
        if (offered := services_of(board, kind.prefix))
    )


def _kind_tile(
    kind: KindBoard, offered: tuple[Service, ...], now: datetime, priority: bool
) -> KindTile:
    ahead = kind.ahead(priority=priority)
    return KindTile(
        prefix=kind.prefix,
        name=words.neutral(kind.name),
        icon=words.kind_icon(kind.prefix),
        sayings=words.kind_sayings(kind.prefix, offered),
        ahead=ahead,
        estimate=about(kind.estimate(ahead)),
        stopped=stop_words(kind, now),
    )


def stop_words(kind: KindBoard | None, now: datetime) -> str:
    """Why a kind gives no tickets, or nothing."""
    if kind is None or kind.stopped is None:
        return ""
    until = words.until_words(kind.stopped.expected_at, now)
    return f"{words.neutral(kind.stopped.reason)}，预计恢复 {until}"


def about(estimate: str) -> str:
    """A range as the kiosk says it, such as 约 12–20 分; a dash stays a dash."""
    return estimate if estimate == "—" or estimate.endswith("以内") else f"约 {estimate}"


def services_of(board: KioskBoard, prefix: str) -> tuple[Service, ...]:
    """The items of a kind that the kiosk offers."""
    return tuple(service for service in board.services if service.prefix == prefix)


def service_tiles(board: KioskBoard, prefix: str) -> tuple[ServiceTile, ...]:
    """The items of a kind as buttons."""
    return tuple(
        ServiceTile(code=service.code, name=words.service_name(service))
        for service in services_of(board, prefix)
    )


def ground_tiles(board: KioskBoard) -> tuple[GroundTile, ...]:
    """The grounds a customer may name without anybody asking for more."""
    return tuple(
        GroundTile(code=ground.code, name=words.ground_name(ground.text))
        for ground in board.grounds
        if ground.code in KIOSK_GROUNDS
    )


def service_card(
    board: KioskBoard, service: Service, now: datetime, *, priority: bool
) -> ServiceCard:
    """What to bring for an item, its cost, its term and its line."""
    kind = board.hall.kind(service.prefix)
    papers = tuple(_paper(paper) for paper in service.papers)
    return ServiceCard(
        code=service.code,
        name=words.service_name(service),
        icon=words.kind_icon(service.prefix),
        note=_card_note(kind, service),
        papers=papers,
        facts=_facts(service, kind, priority),
        hint=_hint(service),
        stopped=stop_words(kind, now),
    )


def _card_note(kind: KindBoard | None, service: Service) -> str:
    name = words.neutral(kind.name) if kind is not None else ""
    if service.limit_minutes is None:
        return name
    return f"{name} · 每件 {service.limit_minutes} 分钟内办结"


def _paper(paper: RequiredPaper) -> PaperLine:
    mark = words.paper_mark(paper)
    return PaperLine(
        name=words.paper_name(paper),
        note=words.paper_note(paper),
        mark=mark,
        must=mark == "必带",
    )


def _facts(service: Service, kind: KindBoard | None, priority: bool) -> tuple[FactBox, ...]:
    fee, _, note = service.fees_note.partition("（")
    facts = [FactBox(label="收费", value=words.neutral(fee or "—"), note=_fee_note(note))]
    stage, _, term = service.promise.partition(" ")
    if term:
        facts.append(FactBox(label=stage, value=term, note="自受理次日起"))
    if kind is not None:
        ahead = kind.ahead(priority=priority)
        estimate = about(kind.estimate(ahead))
        facts.append(FactBox(label="前面等候", value=f"{ahead} 人", note=estimate))
    return tuple(facts)


def _fee_note(note: str) -> str:
    return words.neutral(note.rstrip("）").removeprefix("示例，"))


def _hint(service: Service) -> str:
    if any(paper.mandatory for paper in service.papers):
        return "材料不齐也可以取号：窗口给您清单，补齐后回来优先办。"
    return "不用带材料，取号后请留意屏幕与语音呼叫。"


def notice_of(board: HallBoard, now: datetime) -> Notice | None:
    """Why the kiosk gives no tickets now, or None (Art. 11(8), 11(9))."""
    hours = FactBox(label="营业时间", value=words.hours_words(board))
    opening = FactBox(label="下次开门", value=words.opening_words(board, now))
    line = FactBox(label="紧急用电", value="95598", note="24 小时")
    if board.day is None:
        ended = "今天的营业已结束，谢谢您的理解。"
        sentence = ended if board.done_today else "还没有开门，开门后在这里取号。"
        return Notice(title="现在不营业", facts=(opening, hours, line), sentence=sentence)
    if board.hall_stop is not None:
        return _suspended(board, now)
    if board.day.issue_stopped_at is not None or not board.day.issuing_at(now):
        asks = board.waited_for
        sentence = "已取号的客户都会办完，请留意屏幕与语音呼叫。" if asks else ""
        facts = (opening, hours, line)
        return Notice(title="今天已停止取号", facts=facts, sentence=sentence, asks=asks)
    return None


def _suspended(board: HallBoard, now: datetime) -> Notice:
    stop = board.hall_stop
    assert stop is not None
    return Notice(
        title="暂停营业",
        facts=(
            FactBox(label="原因", value=words.neutral(stop.reason)),
            FactBox(
                label="预计恢复",
                value=words.until_words(stop.expected_at, now),
                note=f"自 {words.clock_words(stop.from_at)} 起",
            ),
            _instead(words.neutral(stop.alternative.strip())),
        ),
        sentence="给您带来不便，敬请谅解。紧急用电问题请拨打 95598。",
        suspended=True,
        asks=board.waited_for,
    )


def _instead(alternative: str) -> FactBox:
    """Where to go, under a label that reads on into it."""
    place = alternative.removeprefix("请到").strip()
    spoken = place == alternative and alternative.startswith(("请", "已", "稍"))
    return FactBox(label="您可以" if spoken else "请到", value=place)
