"""Public notices on the hall display (大屏公示, Art. 5(1)): a few lines at a time, in turn."""

from datetime import datetime

from hall_desk.domain.publicnotices import NoticeKind, PublicNotice, cells_of, heading_of
from hall_desk.presenters import kiosk_words as words
from hall_desk.presenters.display_state import NoticeCard
from hall_desk.usecases.publicnotices import ShownNotice

PAGE_S = 10
LINES = 4
LETTERS = 16
"""How many letters stand on a line, and lines on a page, of the card."""
SHOWN = (NoticeKind.NEWS, NoticeKind.PROMISE, NoticeKind.PRICES)
Line = tuple[str, str]


def notice_card(shown: tuple[ShownNotice, ...], now: datetime) -> NoticeCard | None:
    """The page whose turn it is; each stands for ten seconds."""
    pages = [
        (each, lines, at + 1, len(cut))
        for kind in SHOWN
        for each in shown
        if each.notice.kind is kind
        for cut in [pages_of(each.notice)]
        for at, lines in enumerate(cut)
    ]
    if not pages:
        return None
    each, lines, page, count = pages[int(now.timestamp()) // PAGE_S % len(pages)]
    return NoticeCard(
        title=words.neutral(each.notice.title),
        lines=lines,
        page=page,
        pages=count,
        expired=each.expired,
    )


def pages_of(notice: PublicNotice) -> list[tuple[Line, ...]]:
    """The notice in pages of four lines; a long sentence takes as many lines as it needs."""
    pages: list[tuple[Line, ...]] = []
    held: list[Line] = []
    room = LINES
    for line in _lines(notice):
        need = 1 if line[1] else -(-len(line[0]) // LETTERS)
        if held and need > room:
            pages.append(tuple(held))
            held, room = [], LINES
        held.append(line)
        room -= need
    return [*pages, tuple(held)] if held else pages


def _lines(notice: PublicNotice) -> list[Line]:
    found: list[Line] = []
    in_table = False
    for line in notice.lines:
        cells = cells_of(line)
        if len(cells) > 1:
            if in_table:  # the first row of a table names its columns
                found.append(_row(notice.kind, cells))
            in_table = True
            continue
        in_table = False
        if not heading_of(line):
            found += _cut(words.neutral(line))
    if notice.approval_doc:
        found += _cut(f"批准文号：{notice.approval_doc}")
    return found


def _row(kind: NoticeKind, cells: tuple[str, ...]) -> Line:
    """What, and how much or how soon."""
    if kind is NoticeKind.PRICES and len(cells) >= 4:
        return words.neutral(cells[1]), f"{cells[3]} 元/{cells[2]}"
    return words.neutral(cells[0]), cells[1]


def _cut(text: str) -> list[Line]:
    """A sentence longer than a page goes on on the next, after a stop where it has one."""
    most, found = LINES * LETTERS, []
    while len(text) > most:
        stop = max(text.rfind(mark, 0, most) for mark in "。；，") + 1
        found.append((text[: stop or most], ""))
        text = text[stop or most :]
    return [*found, (text, "")]
