"""Words and times as a counter window writes them."""

from datetime import datetime

from hall_desk.domain.charges import FEE_SERVICE
from hall_desk.domain.days import HALL_ZONE
from hall_desk.domain.money import format_fen
from hall_desk.domain.services import RequiredPaper, Service
from hall_desk.domain.tickets import Ticket
from hall_desk.usecases.counters import Catalogue

WEEKDAYS = "一二三四五六日"
HELP_WORD = "需协助"
UNITS = {"A04": "张"}
PAID_SERVICE_CODES = ("B32", "E02", FEE_SERVICE)
"""Services whose money is taken on the itemised sheet (有偿服务); fees are taken beside it."""


def clock_words(seconds: int) -> str:
    """A length of time as mm:ss, or h:mm:ss from 100 minutes on."""
    minutes, second = divmod(max(seconds, 0), 60)
    if minutes < 100:
        return f"{minutes:02d}:{second:02d}"
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02d}:{second:02d}"


def time_words(moment: datetime | None) -> str:
    """A moment as the hall's hh:mm:ss; empty for none."""
    return "" if moment is None else f"{moment.astimezone(HALL_ZONE):%H:%M:%S}"


def yuan(fen: int) -> str:
    """Fen as plain yuan without grouping, as said and typed: 86.40."""
    return format_fen(fen).replace(",", "")


def note_words(fen: int) -> str:
    """A note or coin by its name: 10 元, 5 角, 2 分."""
    for size, unit in ((100, "元"), (10, "角")):
        if fen >= size:
            return f"{fen // size} {unit}"
    return f"{fen} 分"


def kind_word(catalogue: Catalogue, prefix: str) -> str:
    """The name of a kind by its prefix."""
    return catalogue.kinds.get(prefix, prefix)


def short_kind(name: str) -> str:
    """A kind in two characters for the header and reasons: 咨询服务 becomes 咨询."""
    return name[:2]


def ground_word(catalogue: Catalogue, ticket: Ticket) -> str:
    """The coarse ground of a priority ticket without its bracket, and whether help is needed.

    Empty for an ordinary ticket; only the counter's own screen shows it (Art. 6(4)).
    """
    words = []
    if ticket.ground is not None:
        words.append(catalogue.grounds.get(ticket.ground, "优先").split("（")[0].split("/")[0])
    if ticket.needs_help:
        words.append(HELP_WORD)
    return "·".join(words)


def ground_chip(ground: str) -> str:
    """The chip of a ground word: 优先 · 老年人, or 需协助 alone for an ordinary ticket."""
    return ground if ground == HELP_WORD else f"优先 · {ground}"


def unit_of(service: Service | None) -> str:
    """What a piece of the service is counted in."""
    if service is None:
        return "件"
    return UNITS.get(service.code, "户" if service.kind == "payment" else "件")


def limit_note(minutes: int | None, quantity: int, unit: str) -> str:
    """The limit as arithmetic: 限时 5 分 × 1 户 = 05:00."""
    if minutes is None:
        return "不限时"
    return f"限时 {minutes} 分 × {quantity} {unit} = {clock_words(minutes * 60 * quantity)}"


def paper_words(paper: RequiredPaper) -> str:
    """A required paper with what makes it needed or replaces it."""
    words = paper.name
    if paper.alternatives:
        words += f"（{' / '.join(paper.alternatives)}，任一）"
    if paper.condition:
        words += f"（{paper.condition}）"
    elif not paper.mandatory:
        words += "（如有）"
    return words


def fill(phrase: str, **amounts: str) -> str:
    """A phrase of the catalogue with amounts set off by spaces, in quotation marks."""
    text = phrase
    for name, value in amounts.items():
        text = text.replace(f"{{{name}}}", f" {value} ")
    for mark in "，。；":
        text = text.replace(f" {mark}", mark)
    return f"“{text.strip()}”"
