"""The process sheet (办理过程单), A4: steps with their times, pauses, outcome, gross and net."""

from collections.abc import Callable

from hall_desk.domain.papers import ProcessPaper, ProcessPause, ProcessStep

from .fitting import wrap
from .flow import Block, cut_pages, draw_pages, gap
from .fonts import Weight
from .formats import ordinal, page_of
from .heads import draw_cells, draw_head, draw_sign_place
from .sheet import Sheet, one_at_a_time
from .tokens import A4, A4_MARGIN, HAIR, INK, INK2, RULE, SECTION, TABLE, THICK

_LEFT = A4_MARGIN
_RIGHT = A4[0] - A4_MARGIN
_WIDTH = _RIGHT - _LEFT
_FOOT = A4[1] - A4_MARGIN - 2
_BODY = 10.5
_PITCH = 17.0
_TITLE = "办理过程单"
_ASIDE = 190.0  # a step's time or reason stands at the right
_SIGNS = 52.0


@one_at_a_time
def render_process(paper: ProcessPaper) -> bytes:
    """Draw the sheet; a long one goes on with its head repeated."""
    cells = _cells(paper)
    measure = Sheet(A4, "")
    first_top = _draw_page_head(measure, paper, cells)
    next_top = _draw_page_head(measure, paper, [])
    room = _FOOT - 18 - _SIGNS
    pages = cut_pages(_blocks(paper), room - first_top, room - next_top)
    sheet = Sheet(A4, f"{_TITLE} {paper.number}", paper.hall.name)

    def _foot(page: int) -> None:
        if page == len(pages):
            _draw_signs(sheet, paper)
        sheet.text(_LEFT, _FOOT, f"打印 {paper.printed_at}　营业厅留存。", TABLE, color=INK2)
        sheet.right(_RIGHT, _FOOT, page_of(page, len(pages)), TABLE, color=INK2)

    draw_pages(sheet, pages, lambda n: _draw_page_head(sheet, paper, [] if n > 1 else cells), _foot)
    return sheet.finish()


def _cells(paper: ProcessPaper) -> list[tuple[str, str]]:
    place = f"{paper.window}号　" if paper.window is not None else ""
    cells = [
        ("办理事项", paper.service),
        ("数量", f"{paper.quantity} 件"),
        ("号票", paper.ticket_number),
        ("窗口", f"{place}工号 {paper.staff_no}" if paper.staff_no else place),
        ("取号", paper.issued_at),
        ("来源", paper.origin),
        ("开始办理", paper.started_at),
        ("结束", paper.finished_at),
        ("时限", paper.limit),
        ("时限情况", paper.kept),
        ("总用时", paper.gross),
        ("净用时", paper.net),
    ]
    return [(label, value) for label, value in cells if value]


def _draw_page_head(sheet: Sheet, paper: ProcessPaper, cells: list[tuple[str, str]]) -> float:
    rule = draw_head(
        sheet, paper.hall, _TITLE, paper.number, left=_LEFT, right=_RIGHT, top=A4_MARGIN
    )
    if not cells:
        return rule + 6
    y = rule + 20
    return draw_cells(sheet, cells, left=_LEFT, right=_RIGHT, y=y, columns=2, size=_BODY) - 8


def _blocks(paper: ProcessPaper) -> list[Block]:
    sections = [
        (f"步骤（{len(paper.steps)} 步）", [_step(n, s) for n, s in enumerate(paper.steps, 1)]),
        ("挂起与暂停", [_pause(pause) for pause in paper.pauses] or [_line("没有挂起。")]),
        ("办理结果", [_line(paper.outcome), *(_line(t, f"{n}：") for n, t in paper.outcome_notes)]),
    ]
    blocks: list[Block] = []
    for n, (title, body) in enumerate(sections, 1):
        if body:
            blocks += [gap(6), _head(f"{ordinal(n)}　{title}"), *body]
    return blocks


def _head(title: str) -> Block:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(_LEFT, y + 19, title, SECTION + 2, Weight.BOLD)
        sheet.line(_LEFT, y + 25, _RIGHT, y + 25, THICK, INK)

    return Block(height=29, draw=draw, keep=True)


def _step(number: int, step: ProcessStep) -> Block:
    aside = step.at or "未做"
    if step.skipped:
        aside = f"略过 {step.at}：{step.skipped}"
    return _row(f"{number}.", step.name, aside)


def _pause(pause: ProcessPause) -> Block:
    span = f"{pause.since}–{pause.until or '未恢复'}"
    return _row("", pause.reason, span if pause.counted else f"{span}，净用时照算")


def _row(label: str, text: str, aside: str) -> Block:
    """Words at the left, a time or reason at the right, a hairline below."""
    left = wrap(text, _WIDTH - _ASIDE - 30, _BODY)
    right = wrap(aside, _ASIDE, _BODY)
    height = max(len(left), len(right)) * _PITCH + 4

    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(_LEFT, y + 13, label, _BODY, Weight.SEMIBOLD)
        for n, line in enumerate(left):
            sheet.text(_LEFT + 20, y + 13 + n * _PITCH, line, _BODY)
        for n, line in enumerate(right):
            sheet.text(_RIGHT - _ASIDE, y + 13 + n * _PITCH, line, _BODY)
        sheet.line(_LEFT, y + height - 1, _RIGHT, y + height - 1, HAIR, RULE)

    return Block(height=height, draw=draw)


def _line(text: str, label: str = "") -> Block:
    indent = 40.0 if label else 0.0
    lines = wrap(text, _WIDTH - indent, _BODY)
    return Block(height=len(lines) * _PITCH + 2, draw=_draw_lines(lines, label, indent))


def _draw_lines(lines: list[str], label: str, indent: float) -> Callable[[Sheet, float], None]:
    def draw(sheet: Sheet, y: float) -> None:
        sheet.text(_LEFT, y + 13, label, _BODY, Weight.SEMIBOLD)
        for n, line in enumerate(lines):
            sheet.text(_LEFT + indent, y + 13 + n * _PITCH, line, _BODY)

    return draw


def _draw_signs(sheet: Sheet, paper: ProcessPaper) -> None:
    base, half = _FOOT - 30, _WIDTH / 2
    sheet.line(_LEFT, base - 26, _RIGHT, base - 26, HAIR, RULE)
    draw_sign_place(sheet, f"经办人 {paper.staff_no}", _LEFT, base, half - 24, _BODY)
    draw_sign_place(sheet, "复核", _LEFT + half, base, half, _BODY)
