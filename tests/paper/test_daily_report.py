"""The daily report: every figure readable, absent sections closed up, long days on more pages."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from hall_desk.domain.papers import HandOverFigures, OpenItem, WindowFigures
from hall_desk.paper.daily_report import render_daily_report
from hall_desk.paper.formats import hash_groups, minutes_seconds, percent
from tests.paper.pdf_reader import READERS, read_pages, read_text, squeezed
from tests.paper.samples import COMPLAINTS, HALL, REPORT, SATISFACTION, kind, window
from tests.timing import quickest

Read = Callable[[bytes], str]


@pytest.mark.parametrize("read", READERS)
def test_every_figure_of_the_day_can_be_read(read: Read) -> None:
    text = squeezed(read(render_daily_report(REPORT)))
    for words in (
        HALL.name, "QH01", "县级", "2026-03-12星期四", "值班主任周明岚（0906）", "日结17:58",
        "呼叫184・优先21", "210项", "回来4", "96.9%", "156/161", "64.3%", "9/14件",
        "缴费5分", "97.5%115/118", "95.3%41/43", "超时5项的原因", "业务复杂", "最长等候24分",
        "A缴费", "06:42", "18:20", "03:10", "02:52", "04:31", "14:30",
        "1008", "45/46", "5,218.60", "8,904.30", "12,600.00", "29,362.90",
        "1张60.00（SJ-000351）", "SJ-000301–SJ-000420，断号0，补打2",
        "1,000.00/5,218.60/60.00", "6,158.60/—/—",
        "14/5", "9/3", "3次，平均接手01:12", "1次，40分", "17:30后办结", "3项，最后17:52",
        "12/9", "1,120.00/864.30", "数电票待开", "接班0907", "SW-0013",
        "记录第1,102–2,968条", "9f3c17ab52d0e486", "核对一致", "合计与记录相符",
        "等候=最后一次呼叫−取号", "制表", "第1页，共1页",
    ):  # fmt: skip
        assert words in text


def test_the_same_day_gives_the_same_bytes() -> None:
    assert render_daily_report(REPORT) == render_daily_report(REPORT)


def test_sections_that_are_not_kept_yet_leave_no_gap_in_the_numbers() -> None:
    text = squeezed(read_text(render_daily_report(REPORT)))
    assert "满意度" not in text
    assert "投诉举报" not in text
    assert "八未结移交" in text
    assert "九" not in text


def test_sections_of_later_issues_take_their_place() -> None:
    warned = replace(REPORT.hand_over, warnings=11, warnings_closed=11)  # type: ignore[type-var]
    full = replace(REPORT, satisfaction=SATISFACTION, complaints=COMPLAINTS, hand_over=warned)
    text = squeezed(read_text(render_daily_report(full)))
    for words in ("八满意度", "评价131/178", "九投诉举报与意见", "不含身份", "十预警与未结移交"):
        assert words in text


def test_an_empty_day_is_all_dashes_and_noughts() -> None:
    nothing = kind("", "合计", (0, 0, 0, 0, 0), (0, 0, 0, 0, 0))
    none_handled = replace(nothing.handling, mean_s=None, median_s=None, p90_s=None)
    none = replace(nothing, mean_wait_s=None, longest_wait_s=None, handling=none_handled)
    empty = replace(
        REPORT,
        hourly=(),
        kinds=(),
        kinds_total=none,
        windows=(),
        over_limit_reasons=(),
        on_time=(),
        on_time_total=replace(REPORT.on_time_total, within=0, total=0),
        first_contact=replace(REPORT.first_contact, registered=0, solved_at_once=0),
        money=replace(REPORT.money, methods=(), first_voucher=None, last_voucher=None),
        paid_service=None,
        hand_over=None,
        closed_at=None,
        journal=replace(REPORT.journal, first_number=None, last_number=None, verified=None),
        definitions=(),
    )
    text = squeezed(read_text(render_daily_report(empty)))
    for words in ("本日没有取号", "本日未出", "尚未日结", "未核对", "—"):
        assert words in text


def test_a_chain_that_does_not_verify_is_said_plainly() -> None:
    journal = replace(REPORT.journal, verified=False, reconciled=False, remark="第 2,001 条起不符")
    text = squeezed(read_text(render_daily_report(replace(REPORT, journal=journal))))
    assert "核对不一致・合计与记录不符・第2,001条起不符" in text


def open_items(many: int) -> HandOverFigures:
    """A hand-over of so many first contacts."""
    items = tuple(
        OpenItem(number=f"SW-{n:04d}", matter="待答复", owner="1021", due="03-17 17:30")
        for n in range(many)
    )
    return HandOverFigures(open_items=many, items=items)


def windows_of(many: int) -> tuple[WindowFigures, ...]:
    """So many windows, each with its clerk."""
    return tuple(window(n, "缴费", f"{2000 + n}", 40, 39, 40) for n in range(1, many + 1))


def test_sixty_windows_and_a_long_list_go_on_with_page_numbers() -> None:
    crowded = replace(REPORT, windows=windows_of(60), hand_over=open_items(60))
    pages = read_pages(render_daily_report(crowded))
    whole = "\n".join(pages)
    assert len(pages) > 1
    for n, page in enumerate(pages, 1):
        assert f"第{n}页，共{len(pages)}页" in squeezed(page)
        assert ("制表" in page) == (n == len(pages))
    assert all(f"\n{2000 + n}\n" in whole for n in range(1, 61))
    listed = len(re.findall(r"SW-\d{4}", whole))
    assert listed == 60 or f"其余{60 - listed}件见首问登记簿" in squeezed(whole)


@pytest.mark.parametrize(("windows", "items"), [(6, 13), (8, 60), (12, 9), (15, 13)])
def test_an_ordinary_day_stays_on_one_page(windows: int, items: int) -> None:
    paper = replace(REPORT, windows=windows_of(windows), hand_over=open_items(items))
    pages = read_pages(render_daily_report(paper))
    assert len(pages) == 1
    listed = len(re.findall(r"SW-\d{4}", pages[0]))
    assert listed >= min(3, items)
    if listed < items:
        assert f"其余{items - listed}件见首问登记簿" in squeezed(pages[0])


def test_definitions_end_with_one_full_stop() -> None:
    text = squeezed(read_text(render_daily_report(replace(REPORT, definitions=("甲。", "乙。")))))
    assert "甲；乙。" in text
    assert "。；" not in text
    assert "。。" not in text


def test_every_hour_keeps_its_number_beside_a_line_at_the_foot() -> None:
    flat = tuple(replace(hour, longest_wait_s=120) for hour in REPORT.hourly)
    text = read_text(render_daily_report(replace(REPORT, hourly=flat)))
    for hour in REPORT.hourly:
        assert f"\n{hour.issued}\n" in text


def test_a_report_is_drawn_within_a_second() -> None:
    render_daily_report(REPORT)
    assert quickest(lambda: render_daily_report(REPORT), within=1) <= 1


def test_a_share_is_hundred_percent_only_when_it_is_all() -> None:
    assert percent(1999, 2000) == "99.9%"
    assert percent(2000, 2000) == "100.0%"
    assert percent(1, 9999) == "0.1%"
    assert percent(0, 5) == "0.0%"
    assert percent(0, 0) == "—"


def test_times_keep_counting_minutes() -> None:
    assert minutes_seconds(4503) == "75:03"
    assert minutes_seconds(None) == "—"
    assert hash_groups("7c1e40b9") == "7c1e 40b9"


@pytest.mark.rule("11(1)")
@pytest.mark.parametrize(
    ("late", "words"),
    [
        ((), "无迟到"),
        ((("1032", 1),), "1032迟到1分"),
        ((("1032", 1), ("1008", 12)), "迟到2人，最多12分"),
    ],
)
def test_late_sign_ins_are_reported(late: tuple[tuple[str, int], ...], words: str) -> None:
    pdf = render_daily_report(replace(REPORT, duty=replace(REPORT.duty, late=late)))
    assert words in squeezed(read_text(pdf))
