"""The daily report (营业日报), A4: sections flow, absent ones leave no gap."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count as numbers

from hall_desk.domain.papers import (
    DailyReportPaper,
    HandOverFigures,
    SatisfactionFigures,
    WindowFigures,
)

from . import report_sections as figures
from .fitting import wrap
from .flow import Block, cut_pages, draw_blocks
from .formats import count, money, ordinal, page_of, share
from .heads import draw_sign_place, joined
from .report_chart import draw_share_bar
from .report_head import draw_first_head, draw_next_head, draw_title
from .report_open import open_rows, rows_for
from .report_period import period_blocks
from .report_table import (
    HEAD,
    ROW,
    Column,
    Pair,
    draw_pairs,
    draw_row,
    draw_titles,
    pairs_height,
)
from .report_traffic import traffic_block
from .sheet import Sheet, one_at_a_time
from .tokens import (
    A4,
    A4_MARGIN,
    BAR_QUIET,
    HAIR,
    INK2,
    NOTE,
    RULE,
    TABLE,
)

_LEFT = A4_MARGIN
_RIGHT = A4[0] - A4_MARGIN
_WIDTH = _RIGHT - _LEFT
_BOTTOM = A4[1] - 29.5  # baseline of the signatures and the page number
_GUTTER = 19.0
_HALF = (_WIDTH - _GUTTER) / 2
_THIRD = (_WIDTH - 2 * _GUTTER) / 3
_TITLE_HEIGHT = 25.0
_PITCHES = (ROW, 14.4, 12.8, 12.2)  # table rows draw closer before a second page begins
_OPEN_ROWS = (5, 2)  # rows of open items, two in a row, worth drawing tables closer for
_WINDOWS_BESIDE = 15  # rows beside the takings before the table goes on below

_KINDS = (
    Column(title="类别", at=5, right=False, room=76),
    *(
        Column(title=title, at=at, room=34)
        for title, at in (
            ("取号", 105.5),
            ("办结", 141.5),
            ("过号", 177.5),
            ("放弃", 214),
            ("项数", 250),
        )
    ),
    *(
        Column(title=title, at=at, room=44)
        for title, at in (
            ("平均等候", 307.5),
            ("最长等候", 366),
            ("平均办理", 424),
            ("中位", 470.5),
            ("90 分位", _WIDTH - 5),
        )
    ),
)
_WINDOWS = (
    Column(title="窗口", at=5, right=False, bold=True, room=22),
    Column(title="类别", at=32, right=False, room=64),
    Column(title="工号", at=99, right=False, room=40),
    Column(title="项数", at=154, room=24),
    Column(title="限内", at=195, room=38),
    Column(title="收款", at=_HALF - 5, room=52),
)
_METHODS = (
    Column(title="方式", at=5, right=False, room=64),
    Column(title="笔数", at=93, room=26),
    Column(title="金额", at=146, room=51),
    Column(title="退款", at=195, room=46),
    Column(title="净额", at=_HALF - 5, room=51),
)


@one_at_a_time
def render_daily_report(paper: DailyReportPaper) -> bytes:
    """Draw the report of a day or a period.

    Definitions, the journal's proof and places to sign close the last page.
    """
    sheet = Sheet(A4, f"{paper.title} {paper.business_date}", paper.hall.name)
    probe = Sheet(A4, "")
    first, others = draw_first_head(probe, paper), draw_next_head(probe, paper)
    floor = _BOTTOM - 14
    pages = _compose(paper, floor - first, floor - others)
    for n, blocks in enumerate(pages):
        if n:
            sheet.next_page()
        y = draw_next_head(sheet, paper) if n else draw_first_head(sheet, paper)
        draw_blocks(sheet, blocks, y)
        sheet.right(_RIGHT, _BOTTOM, page_of(n + 1, len(pages)), TABLE, color=INK2)
    return sheet.finish()


def _compose(paper: DailyReportPaper, first: float, others: float) -> list[list[Block]]:
    """One page where it can be, with closer rows on a long day; else as many as it needs."""
    closing = _closing(paper)
    most = rows_for(len(paper.hand_over.items) if paper.hand_over else 0)

    def pages(pitch: float, rows: int) -> list[list[Block]]:
        return cut_pages([*_blocks(paper, pitch, rows), closing], first, others)

    if paper.days:
        return pages(ROW, min(most, _OPEN_ROWS[0]))
    # Rather many open items on closer rows than few on wide ones, rather few than a page more.
    tries = [(pitch, min(most, rows)) for rows in _OPEN_ROWS for pitch in _PITCHES]
    pitch, least = next((t for t in tries if len(pages(*t)) == 1), (ROW, min(most, 1)))
    fewest = len(pages(pitch, least))
    rows = next((n for n in range(most, least, -1) if len(pages(pitch, n)) == fewest), least)
    return pages(pitch, rows)


def _blocks(paper: DailyReportPaper, pitch: float, open_items: int) -> list[Block]:
    """The sections in order, numbered as they come; rows of tables are `pitch` high."""
    section = (ordinal(n) for n in numbers(1))
    blocks = [traffic_block(paper, next(section)), *_kinds(paper, next(section), pitch)]
    if paper.days:
        cell = _money_cell(paper, next(section), pitch, _WIDTH)
        blocks.append(_side_by_side([cell], _WIDTH))
        halves = [_pairs_below(figures.money_pairs(paper.money)), _drawer(paper)]
        blocks.append(_side_by_side(halves, _HALF))
    else:
        blocks += _windows_and_money(paper, next(section), next(section), pitch)
    cells = [_pair_cell(title, note, pairs) for title, note, pairs in _pair_sections(paper)]
    if paper.satisfaction is not None:
        cells.insert(min(3, len(cells)), _ratings_cell(paper.satisfaction))
    for start in range(0, len(cells), 3):
        row = [cell(next(section)) for cell in cells[start : start + 3]]
        blocks.append(_side_by_side(row, _THIRD))
    if paper.days:
        blocks += period_blocks(paper, section, pitch)
    handed = paper.hand_over
    if handed is not None and handed.items:
        blocks.append(_open_head(handed, "" if handed.warnings is not None else next(section)))
        blocks += open_rows(handed, open_items, _LEFT, _WIDTH, _GUTTER)
    return blocks


def _open_head(handed: HandOverFigures, number: str) -> Block:
    """The head of the open items counts them unless a list above did."""
    title = "未结移交" if number else "未结移交明细"
    taker = f"，接班 {handed.successor}" if handed.successor else ""
    counted = f"共 {handed.open_items} 件{taker}" if number else ""
    note = joined(counted, "责任人、答复时限列于右")

    def draw(sheet: Sheet, y: float) -> None:
        draw_title(sheet, number, title, note, _LEFT, _WIDTH, y)

    return Block(height=_TITLE_HEIGHT, draw=draw, keep=True)


def _kinds(paper: DailyReportPaper, number: str, pitch: float) -> list[Block]:
    def head(sheet: Sheet, y: float) -> None:
        draw_title(sheet, number, "按类别", "时间单位 分：秒", _LEFT, _WIDTH, y)
        draw_titles(sheet, _KINDS, _LEFT, _WIDTH, y + _TITLE_HEIGHT)

    blocks = [Block(height=_TITLE_HEIGHT + HEAD, draw=head, keep=True)]
    for kind in paper.kinds:
        texts = figures.kind_texts(kind)
        blocks.append(_row_block(texts, pitch, total=False))
    total = _row_block(figures.kind_texts(paper.kinds_total), pitch, total=True)
    return [*blocks, total]


def _row_block(texts: Sequence[str], pitch: float, *, total: bool) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        draw_row(sheet, _KINDS, texts, _LEFT, _WIDTH, y, total=total, pitch=pitch)

    return Block(height=pitch, draw=draw)


Cell = tuple[float, Callable[[Sheet, float, float], None]]
"""A section's height and how it is drawn at (left, y)."""


def _side_by_side(cells: Sequence[Cell], width: float) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        for n, (_, draw_cell) in enumerate(cells):
            draw_cell(sheet, _LEFT + n * (width + _GUTTER), y)

    return Block(height=max(height for height, _ in cells), draw=draw)


def _windows_and_money(
    paper: DailyReportPaper, left_no: str, right_no: str, pitch: float
) -> list[Block]:
    """The windows beside the takings; very many windows go on below, two tables a row."""
    windows = paper.windows
    starts = range(0, max(1, len(windows)), _WINDOWS_BESIDE)
    cells = [
        _windows_cell(
            windows[start : start + _WINDOWS_BESIDE],
            left_no if start == 0 else "",
            paper.windows if start + _WINDOWS_BESIDE >= len(windows) else None,
            pitch,
            figures.late_words(paper.duty.late) if start == 0 else "",
        )
        for start in starts
    ]
    left, right = cells[0], _money_cell(paper, right_no, pitch)
    right = _stacked(right, _pairs_below(figures.money_pairs(paper.money)))
    drawer = _drawer(paper)
    # The drawer stands where there is more room.
    if left[0] < right[0]:
        left = _stacked(left, drawer)
    else:
        right = _stacked(right, drawer)
    blocks = [_side_by_side([left, right], _HALF)]
    for n in range(1, len(cells), 2):
        blocks.append(_side_by_side(cells[n : n + 2], _HALF))
    return blocks


def _windows_cell(
    rows: Sequence[WindowFigures],
    number: str,
    total_of: Sequence[WindowFigures] | None,
    pitch: float,
    note: str,
) -> Cell:
    title = "按窗口与工号" if number else "按窗口与工号（续）"

    def draw(sheet: Sheet, left: float, y: float) -> None:
        draw_title(sheet, number, title, note, left, _HALF, y)
        y = draw_titles(sheet, _WINDOWS, left, _HALF, y + _TITLE_HEIGHT)
        for row in rows:
            texts = figures.window_texts(row)
            y = draw_row(sheet, _WINDOWS, texts, left, _HALF, y, pitch=pitch)
        if total_of is not None:
            items = sum(row.items for row in total_of)
            within = sum(row.within for row in total_of)
            limited = sum(row.limited for row in total_of)
            taken = money(sum(row.taken_fen for row in total_of))
            texts = ["合计", "", "", count(items), share(within, limited), taken]
            draw_row(sheet, _WINDOWS, texts, left, _HALF, y, total=True, pitch=pitch)

    return _TITLE_HEIGHT + HEAD + (len(rows) + 1) * pitch, draw


def _money_cell(paper: DailyReportPaper, number: str, pitch: float, width: float = _HALF) -> Cell:
    """The takings by method; a period's have the whole width."""
    taken = paper.money
    stretch = width / _HALF
    columns = [replace(c, at=c.at * stretch, room=c.room * stretch) for c in _METHODS]

    def draw(sheet: Sheet, left: float, y: float) -> None:
        draw_title(sheet, number, "收款", "元", left, width, y)
        y = draw_titles(sheet, columns, left, width, y + _TITLE_HEIGHT)
        for method in taken.methods:
            texts = figures.method_texts(method)
            y = draw_row(sheet, columns, texts, left, width, y, pitch=pitch)
        fen = (taken.total_fen, taken.refund_fen or 0, taken.net_fen)
        texts = ["合计", count(taken.total_count), *(money(each) for each in fen)]
        draw_row(sheet, columns, texts, left, width, y, total=True, pitch=pitch)

    return _TITLE_HEIGHT + HEAD + (len(taken.methods) + 1) * pitch, draw


def _pairs_below(pairs: Sequence[Pair]) -> Cell:
    """Pairs below a table, without a title of their own."""

    def draw(sheet: Sheet, left: float, y: float) -> None:
        draw_pairs(sheet, pairs, left, _HALF, y + 4)

    return 4 + pairs_height(pairs, _HALF), draw


def _drawer(paper: DailyReportPaper) -> Cell:
    return _pairs_below(figures.drawer_pairs(paper.money))


def _stacked(above: Cell, below: Cell) -> Cell:
    def draw(sheet: Sheet, left: float, y: float) -> None:
        above[1](sheet, left, y)
        below[1](sheet, left, y + above[0])

    return above[0] + below[0], draw


def _pair_sections(paper: DailyReportPaper) -> list[tuple[str, str, list[Pair]]]:
    sections = [
        ("首问负责", "", figures.first_contact_pairs(paper)),
        ("值班处置", "", figures.duty_pairs(paper)),
    ]
    if paper.paid_service is not None:
        sections.append(("有偿服务", "", figures.paid_service_pairs(paper)))
    if paper.complaints is not None:
        sections.append(("投诉举报与意见", "不含身份", figures.complaint_pairs(paper.complaints)))
    handed = paper.hand_over
    if handed is not None and (handed.warnings is not None or not handed.items):
        title = "未结移交" if handed.warnings is None else "预警与未结移交"
        sections.append((title, "", figures.hand_over_pairs(handed)))
    return sections


def _pair_cell(title: str, note: str, pairs: Sequence[Pair]) -> Callable[[str], Cell]:
    def numbered(number: str) -> Cell:
        def draw(sheet: Sheet, left: float, y: float) -> None:
            draw_title(sheet, number, title, note, left, _THIRD, y)
            draw_pairs(sheet, pairs, left, _THIRD, y + _TITLE_HEIGHT + 2)

        return _TITLE_HEIGHT + 2 + pairs_height(pairs, _THIRD), draw

    return numbered


def _ratings_cell(ratings: SatisfactionFigures) -> Callable[[str], Cell]:
    given = sum(level.count for level in ratings.levels)

    def numbered(number: str) -> Cell:
        def draw(sheet: Sheet, left: float, y: float) -> None:
            note = f"评价 {given} / {ratings.asked}，未评价 {ratings.asked - given}"
            draw_title(sheet, number, "满意度", note, left, _THIRD, y)
            y += _TITLE_HEIGHT
            for level in ratings.levels:
                y = draw_share_bar(
                    sheet, level.name, count(level.count), level.count, given, BAR_QUIET,
                    left, left + _THIRD, y,
                )  # fmt: skip

        return _TITLE_HEIGHT + len(ratings.levels) * 15.5, draw

    return numbered


def _closing(paper: DailyReportPaper) -> Block:
    """Definitions, the journal's proof, places to sign: always at the foot of the last page."""
    said = "；".join(words.rstrip("。；") for words in paper.definitions)
    notes = wrap(f"{said}。", _WIDTH, NOTE) if said else []
    proof = figures.journal_line(paper.journal)
    if paper.printed_at:
        proof = joined(proof, f"打印 {paper.printed_at}")
    lines = [*notes, *wrap(proof, _WIDTH, NOTE)]
    height = len(lines) * 10.8 + 30

    def draw(sheet: Sheet, y: float) -> None:
        top = _BOTTOM - 14 - height + 10
        sheet.line(_LEFT, top, _RIGHT, top, HAIR, RULE)
        for n, line in enumerate(lines):
            sheet.text(_LEFT, top + 12.5 + n * 10.8, line, NOTE, color=INK2)
        draw_sign_place(sheet, "制表", _LEFT, _BOTTOM, 128, 8.5)
        draw_sign_place(sheet, "值班主任", _LEFT + 155, _BOTTOM, 128, 8.5)
        draw_sign_place(sheet, "日期", _LEFT + 310, _BOTTOM, 128, 8.5)

    return Block(height=height, draw=draw)
