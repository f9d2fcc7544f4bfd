"""Which phrase belongs to the moment (用语): greeting, apology, papers, money, farewell."""

from datetime import datetime, timedelta

from hall_desk.domain.days import HALL_ZONE, BusinessDay
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.phrases import placeholders
from hall_desk.domain.services import Service
from hall_desk.domain.tickets import Ticket
from hall_desk.presenters.counter_moves_state import OutcomeView
from hall_desk.presenters.counter_visit_state import PhraseView, StepView
from hall_desk.presenters.counter_words import fill, time_words, yuan
from hall_desk.usecases.counters import Catalogue


def phrase_of(
    catalogue: Catalogue, code: str, *, bold: tuple[str, ...] = (), **values: str
) -> PhraseView:
    """A phrase of the catalogue, filled."""
    moment = catalogue.moments.get(code, "").split("（")[0]
    text = fill(catalogue.phrases.get(code, ""), **values)
    return PhraseView(moment=f"{moment} {code}", text=text, bold=bold)


BLANK = "___"
OUTAGE = "C04"
CLOSING_SOON = timedelta(minutes=15)


def filled_phrase(catalogue: Catalogue, code: str, **values: str) -> PhraseView:
    """A phrase with what is known so far; the rest is a blank to be said."""
    known = {name: value.strip() for name, value in values.items() if value.strip()}
    wanted = placeholders(catalogue.phrases.get(code, ""))
    blanks = {name: known.get(name, BLANK) for name in wanted}
    bold = tuple(known[name] for name in wanted if name in known)
    return phrase_of(catalogue, code, bold=bold, **blanks)


def guide_phrase(catalogue: Catalogue) -> PhraseView:
    """P02: to somebody who comes in."""
    return filled_phrase(catalogue, "P02")


def form_phrase(catalogue: Catalogue) -> PhraseView:
    """P09: while a form is checked (Art. 11(5))."""
    return filled_phrase(catalogue, "P09")


def missing_phrase(catalogue: Catalogue, missing: tuple[str, ...]) -> PhraseView:
    """P08: what is still missing, and that nobody queues twice."""
    return filled_phrase(catalogue, "P08", missing="、".join(missing))


def incident_phrase(catalogue: Catalogue, minutes: int | None) -> PhraseView:
    """P15 for a fault of so many minutes, P16 for one that lasts (Art. 11(7))."""
    if minutes is None:
        return filled_phrase(catalogue, "P16")
    return filled_phrase(catalogue, "P15", minutes=str(minutes))


def refused_phrase(catalogue: Catalogue, basis: str) -> PhraseView:
    """P19: what cannot be done, and by which rule (Art. 6(3))."""
    return filled_phrase(catalogue, "P19", basis=basis)


def correction_phrase(catalogue: Catalogue) -> PhraseView:
    """P20: the mistake was ours (Art. 6(2))."""
    return filled_phrase(catalogue, "P20")


def callback_phrase(catalogue: Catalogue, clerk_no: str, topic: str) -> PhraseView:
    """P25: the first words of a callback."""
    hall = catalogue.profile.name
    return filled_phrase(catalogue, "P25", hall=hall, clerk_no=clerk_no, topic=topic)


def farewell_phrase(catalogue: Catalogue) -> PhraseView:
    """P24: when the visit is done."""
    return filled_phrase(catalogue, "P24")


def waiting_phrase(catalogue: Catalogue, day: BusinessDay | None, now: datetime) -> PhraseView:
    """P18 in the last quarter of an hour before the kiosk closes; nothing else while idle."""
    if day is None:
        return PhraseView()
    closes = datetime.combine(day.date, day.closes, HALL_ZONE)
    if not closes - CLOSING_SOON <= now < closes:
        return PhraseView()
    return filled_phrase(catalogue, "P18", close=f"{day.closes:%H:%M}")


def called_phrase(catalogue: Catalogue, ticket: Ticket, *, apology_due: bool) -> PhraseView:
    """Before the start: an apology that is due, else the greeting."""
    if apology_due:
        found = phrase_of(catalogue, "P04")
        return PhraseView(moment=found.moment, text=found.text, apology=True)
    return phrase_of(catalogue, "P23" if ticket.is_priority else "P01")


def serving_phrase(
    catalogue: Catalogue,
    item: Item,
    steps: tuple[StepView, ...],
    *,
    priority: bool,
    due_fen: int | None,
    received_fen: int | None,
    paid: bool,
    apologise: bool,
) -> PhraseView:
    """While serving: the apology beyond the limit (Art. 11(6)), else what comes next."""
    if apologise:
        found = phrase_of(catalogue, "P05")
        return PhraseView(
            moment=found.moment,
            text=found.text,
            apology=True,
            apologised_at=time_words(item.apologised_at),
        )
    if item.kind == "payment":
        return _money_phrase(catalogue, due_fen, received_fen, paid=paid, priority=priority)
    service = catalogue.services.get(item.service_code)
    missing = _missing(item, service)
    opening = _opening_phrase(catalogue, item)
    if opening is not None and not all(step.done_at for step in steps):
        return opening
    if missing and item.informed_at is not None:
        return missing_phrase(catalogue, tuple(missing))
    if missing and any(step.done_at for step in steps):
        return phrase_of(catalogue, "P06", docs="、".join(missing))
    if item.kind == "business" and item.informed_at is None and steps and steps[0].done_at:
        return _told_once(catalogue, service)
    if steps and all(step.done_at for step in steps):
        return phrase_of(catalogue, "P24")
    return phrase_of(catalogue, "P23" if priority else "P01")


def outcome_phrase(catalogue: Catalogue, view: OutcomeView, item: Item) -> PhraseView | None:
    """While an outcome is chosen: how to explain, to hand on, or to ask for what is missing."""
    if view.chosen == Outcome.REFUSED.value:
        basis = view.basis.strip() or "___"
        return phrase_of(catalogue, "P19", bold=(basis,), basis=basis)
    dept, name, phone, address = view.referral
    if view.chosen == Outcome.FORWARDED.value and dept:
        return phrase_of(catalogue, "P13", dept=dept, name=name, phone=phone, address=address)
    if view.chosen == Outcome.PAPERS.value:
        missing = "、".join(_missing(item, catalogue.services.get(item.service_code))) or "___"
        return phrase_of(catalogue, "P08", bold=(missing,), missing=missing)
    return None


def _opening_phrase(catalogue: Catalogue, item: Item) -> PhraseView | None:
    """What a complaint or an outage enquiry begins with."""
    if item.kind == "complaint":
        return filled_phrase(catalogue, "P21")
    if item.service_code == OUTAGE:
        return filled_phrase(catalogue, "P26")
    return None


def _money_phrase(
    catalogue: Catalogue,
    due_fen: int | None,
    received_fen: int | None,
    *,
    paid: bool,
    priority: bool,
) -> PhraseView:
    if due_fen is not None:
        due = yuan(due_fen)
        received = yuan(received_fen) if received_fen else "___"
        bold = (due, received) if received_fen else (due,)
        return phrase_of(catalogue, "P10", bold=bold, received=received, due=due)
    if paid:
        return phrase_of(catalogue, "P12")
    return phrase_of(catalogue, "P23" if priority else "P01")


def _missing(item: Item, service: Service | None) -> list[str]:
    papers = service.papers if service else ()
    return [
        paper.name.split("（")[0]
        for index, paper in enumerate(papers)
        if paper.mandatory and not paper.filled_here and index not in item.papers
    ]


def _told_once(catalogue: Catalogue, service: Service | None) -> PhraseView:
    if service is None:
        return PhraseView()
    docs = "、".join(p.name.split("（")[0] for p in service.papers if p.mandatory) or "无"
    text = catalogue.phrases.get("P07", "")
    for name, value in (
        ("docs", docs),
        ("steps", "、".join(service.steps)),
        ("fees", service.fees_note),
    ):
        text = text.replace(f"{{{name}}}", value)
    moment = catalogue.moments.get("P07", "")
    return PhraseView(moment=f"{moment} P07", text=f"“{text}”")
