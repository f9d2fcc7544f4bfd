"""Every paper of the program with a sample, and the same with the longest and rarest words.

A new paper is added to ``PAPERS`` with one line; ``test_everything`` fails until it is.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import partial
from importlib import import_module
from typing import Any

from hall_desk.domain.papers import (
    DailyReportPaper,
    HallHead,
    HoursBoardPaper,
    HoursSpan,
    MonthRemark,
    MonthSheetPaper,
    PriceDiffPaper,
    PriceDiffRow,
    PricePagePaper,
    PricePageRow,
    ProcessPaper,
    ProcessPause,
    ProcessStep,
    PublicNoticePaper,
    VoucherKind,
    VoucherVoid,
    WindowSignPaper,
)
from hall_desk.paper.test_page import TestPage
from tests.paper import money_samples, samples
from tests.paper.samples import APPROVAL, HALL

RARE = "𬭎龘㛃䶮𠅤"
FOOTER = "线上办电、交费请用“网上国网”，不用排队；意见请投门口意见箱。"
HEAD = replace(HALL, footer=FOOTER, repair_phone="000-0000-0095")
_WEEK = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")

NOTICE_BODY = (
    "【人工】",
    "编号｜项目｜单位｜单价（元）｜批准文号｜有效期",
    f"L01｜低压客户内部线路故障查找｜次｜30.00｜{APPROVAL}｜2026-01-01 起",
    f"L02｜更换微型断路器（人工）｜只｜15.00｜{APPROVAL}｜2026-01-01 起",
    "收费按公示的标准逐项列明，您签字确认后才收款。",
)
PROCESS = ProcessPaper(
    hall=HEAD,
    number="ZB-20260312-021",
    ticket_number="B012",
    service="低压居民新装",
    quantity="1",
    staff_no="1021",
    window=4,
    issued_at="2026-03-12 10:20:11",
    started_at="10:31:05",
    finished_at="10:47:40",
    limit="20 分钟",
    gross="16:35",
    net="14:20",
    kept="限内",
    outcome="已受理",
    outcome_notes=(("受理单", "SL-20260312-005"),),
    origin="",
    steps=(
        ProcessStep(name="核对证件", at="10:32:10"),
        ProcessStep(name="录入系统", at="10:40:02", skipped="系统慢"),
    ),
    pauses=(ProcessPause(since="10:35", until="10:37", reason="系统故障", counted=False),),
    printed_at="2026-03-12 10:50",
)
MONTH = MonthSheetPaper(
    hall=HEAD,
    month="2026年3月",
    staff_no="1021",
    name="何岚",
    figures=(("办结", "312 件"), ("按时", "300 / 310"), ("超时率", "3.2 %"), ("出勤", "21 天")),
    ratings=(("满意", "120 次"), ("不满意", "1 次")),
    findings=(MonthRemark(day="2026-03-04", words="主动搀扶行动不便的客户到座位", good=True),),
    corrections=(MonthRemark(day="2026-03-09", words="户号录入错误，当场更正并致歉"),),
    definitions="办理时长 = 办结 − 开始办理（总用时）；按时 = 用时不超过限时 × 数量。",
    printed_at="2026-04-01 08:40",
    printed_by="0906",
)
PUBLIC_NOTICE = PublicNoticePaper(
    hall=HEAD,
    title="收费标准",
    version=3,
    valid="2026-01-01 起",
    approval_doc=APPROVAL,
    lines=NOTICE_BODY,
    published="2026-01-01 公示",
    printed_at="2026-03-12 10:20",
)


def price_row(n: int, *, expired: bool = False) -> PricePageRow:
    """A price of a page."""
    return PricePageRow(
        code=f"L{n:02d}",
        name="更换微型断路器（人工）"
        if n % 3
        else "明敷线管线路（人工，含线管固定、穿线和通电试验）",
        unit="只",
        unit_price_fen=1500 * n + 50,
        approval_doc=APPROVAL,
        valid="2026-01-01 至 2026-12-31" if n % 2 else "2026-01-01 起",
        expired=expired,
    )


PRICE_PAGE = PricePagePaper(
    hall=HEAD,
    version="第 3 版",
    day="2026-03-12",
    groups=(
        ("人工", tuple(price_row(n, expired=n == 3) for n in range(1, 25))),
        ("材料", tuple(price_row(n) for n in range(31, 44))),
    ),
    coming="2026-07-01 起有 3 项价目调整",
    printed_at="2026-03-12 10:20",
)
PRICE_DIFF = PriceDiffPaper(
    hall=HEAD,
    source="2026年7月有偿服务价目表（定稿）.xlsx",
    begins="2026-07-01",
    summary="新增 10 项、变更 10 项、停用 10 项、不变 10 项，2026-07-01 起用",
    rows=tuple(
        PriceDiffRow(
            change=("变更", "新增", "停用", "不变")[n % 4],
            row=str(n + 2),
            code=f"L{n:02d}",
            name="更换微型断路器（人工）",
            old="30.00",
            new="停用" if n % 4 == 2 else "1,232.00",
            others="批准文号、单位" if n % 4 == 0 else "",
            approval_doc=APPROVAL,
            valid="2026-07-01 起",
        )
        for n in range(40)
    ),
    imported_by="0906",
    printed_at="2026-06-20 09:30",
)
HOURS_BOARD = HoursBoardPaper(
    hall=HEAD,
    hours="08:30–17:30",
    weekdays=tuple((word, "08:30–17:30") for word in _WEEK),
    every_day=True,
    spans=(
        HoursSpan(days="4月4日 周六 至 4月6日 周一", name="清明节", hours="照常营业 08:30–17:30"),
        HoursSpan(days="5月1日 周五", name="劳动节", hours="休息", closed=True),
        HoursSpan(days="5月2日 周六 至 5月5日 周二", name="劳动节", hours="09:00–16:00"),
    ),
    note="2027 年放假安排公布后另行公告。",
    valid="2026-03-12 起",
)
WINDOW_SIGN = WindowSignPaper(
    hall=HEAD, number=3, name="缴费・咨询服务", kinds="居民与企业电费", name_en="Payment · Enquiry"
)
_VOID = VoucherVoid(reason="户号录错，已按正确户号重收", at="2026-03-12 16:01", staff_no="1030")


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A paper with what stands on it; ``module`` names the file in the paper room."""

    module: str
    render: Callable[[Any], bytes]
    paper: Any


def _sample(module: str, paper: Any, **given: Any) -> Sample:
    render = getattr(import_module(f"hall_desk.paper.{module}"), f"render_{module}")
    return Sample(
        module=module,
        render=partial(render, **given) if given else render,
        paper=replace(paper, hall=HEAD) if hasattr(paper, "hall") else paper,
    )


TEST_PAGE = TestPage(
    printer="三号窗口小票机",
    device="网络小票机",
    address="192.168.1.50:9100",
    printed_at="2026-03-12 09:00:00",
)

PAPERS: dict[str, Sample] = {
    "slip": _sample(
        "slip", replace(samples.SLIP, scan="HD1:T:2026-03-12:A018", link_words="网上国网")
    ),
    "slip-58": _sample(
        "slip",
        replace(samples.SLIP, scan="HD1:T:2026-03-12:A018", link="https://example.com/h5"),
        dots=384,
    ),
    "to_bring": _sample("to_bring", samples.TO_BRING),
    "to_bring-58": _sample("to_bring", samples.TO_BRING, dots=384),
    "test_page": _sample("test_page", TEST_PAGE),
    "test_page-58": _sample("test_page", TEST_PAGE, dots=384),
    "notice": _sample("notice", samples.NOTICE),
    "acceptance": _sample("acceptance", samples.ACCEPTANCE),
    "process": _sample("process", PROCESS),
    "confirmation": _sample("confirmation", samples.CONFIRMATION),
    "confirmation-signed": _sample(
        "confirmation",
        replace(samples.CONFIRMATION, signature=samples.STROKES, difference=samples.DIFFERENCE),
    ),
    "work_order": _sample("work_order", samples.WORK_ORDER),
    "voucher": _sample("voucher", samples.VOUCHER),
    "voucher-twelve": _sample("voucher", money_samples.TWELVE),
    "voucher-80-twelve": _sample("voucher_roll", money_samples.TWELVE),
    "deposit": _sample("voucher", money_samples.DEPOSIT),
    "refund": _sample("refund", money_samples.REFUND),
    "refund-lines": _sample("refund", money_samples.REFUND_LINES),
    "refund-forty": _sample("refund", money_samples.REFUND_FORTY),
    "refund-80-lines": _sample("refund_roll", money_samples.REFUND_LINES),
    "refund-58-lines": _sample("refund_roll", money_samples.REFUND_LINES, dots=384),
    "refund-ahead": _sample("refund", money_samples.REFUND_AHEAD),
    "refund-80": _sample("refund_roll", money_samples.REFUND),
    "refund-58": _sample("refund_roll", money_samples.REFUND, dots=384),
    "refund-80-again": _sample("refund_roll", replace(money_samples.REFUND_AHEAD, reprint=2)),
    "voucher-void": _sample("voucher", replace(samples.VOUCHER, void=_VOID, reprint=2)),
    "prepayment": _sample("voucher", replace(samples.VOUCHER, kind=VoucherKind.PREPAYMENT)),
    "voucher-80": _sample("voucher_roll", samples.VOUCHER),
    "voucher-58": _sample("voucher_roll", samples.VOUCHER, dots=384),
    "voucher-80-void": _sample("voucher_roll", replace(samples.VOUCHER, void=_VOID, reprint=2)),
    "contact_card": _sample("contact_card", samples.CARD),
    "hand_over": _sample("hand_over", samples.HAND_OVER),
    "register": _sample("register", samples.register_of(samples.REGISTER_ROW)),
    "sign": _sample("sign", samples.SIGN),
    "window_sign": _sample("window_sign", WINDOW_SIGN),
    "hours_board": _sample("hours_board", HOURS_BOARD),
    "price_page": _sample("price_page", PRICE_PAGE),
    "price_diff": _sample("price_diff", PRICE_DIFF),
    "public_notice": _sample("public_notice", PUBLIC_NOTICE),
    "month_sheet": _sample("month_sheet", MONTH),
    "closing": _sample("closing", samples.CLOSING),
    "daily_report": _sample("daily_report", samples.REPORT),
}

LONGEST = {
    "name": 40,
    "address": 120,
    "footer": 60,
    "slogan": 40,
    "service": 40,
    "subject": 120,
    "matter": 120,
    "customer": 40,
    "applicant": 40,
    "boundary": 120,
    "reason": 120,
    "department": 40,
    "duty": 60,
    "person": 20,
    "contact_person": 20,
    "contact_address": 120,
    "alternative": 60,
    "result": 120,
    "unsolved_reason": 120,
    "remark": 120,
    "papers_taken": 60,
    "approval_doc": 60,
    "price_basis": 120,
    "place": 20,
    "title": 40,
    "kinds": 40,
    "words": 120,
    "source": 60,
    "hours": 40,
    "first_contact": 20,
    "duty_manager": 20,
    "note": 60,
    "fees": 60,
    "fee": 60,
    "promise": 40,
    "basis": 40,
    "due": 40,
    "stage": 20,
    "free_choice": 80,
    "definitions": 120,
    "deputy": 40,
    "invoice_state": 40,
}
"""Words a hand can type, and how long each may get: what the rooms above let through."""

SHORTER = {"HoursSpan.name": 20, "WindowSignPaper.name": 20}

_KEPT = frozenset(
    {
        "AcceptancePaper.title",
        "ConfirmationPaper.title",
        "Hotlines.service",
        "HoursBoardPaper.hours",
        "HoursSpan.hours",
    }
)
"""Of the same name, but made by the program."""
_FILL = "供电营业厅客户内部线路与设备维修更换服务说明"


def rarest(paper: Any) -> Any:
    """The paper with rare characters in each word a hand can type."""
    return _typed(paper, lambda text, most: f"{text[: most - len(RARE)]}{RARE}")


def longest(paper: Any) -> Any:
    """The paper with each word as long as it may be typed."""
    return _typed(paper, lambda text, most: (text + _FILL * 8)[:most])


def _typed(paper: Any, change: Callable[[str, int], str]) -> Any:
    """A report counts by names that stand elsewhere whole: only its head is changed."""
    if isinstance(paper, DailyReportPaper):
        return replace(paper, hall=_changed(paper.hall, change))
    return _changed(paper, change)


def _changed(value: Any, change: Callable[[str, int], str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_changed(each, change) for each in value)
    if isinstance(value, Enum) or not is_dataclass(value) or isinstance(value, type):
        return value
    told = {}
    for field in fields(value):
        inner = getattr(value, field.name)
        place = f"{type(value).__name__}.{field.name}"
        most = SHORTER.get(place, LONGEST.get(field.name, 0))
        kept = place in _KEPT
        if isinstance(inner, str) and inner and most and not kept:
            told[field.name] = change(inner, most)
        else:
            told[field.name] = _changed(inner, change)
    return replace(value, **told)


def words_of(value: Any) -> list[str]:
    """Every text that stands in a paper's content."""
    if isinstance(value, str):
        return [value] if value else []
    if isinstance(value, HallHead):
        return [value.name, value.footer]
    if isinstance(value, tuple):
        return [word for each in value for word in words_of(each)]
    if is_dataclass(value) and not isinstance(value, type):
        return [word for field in fields(value) for word in words_of(getattr(value, field.name))]
    return []
