"""Which phrase belongs to the moment (用语): greeting, apology, papers, money, farewell."""

from hall_desk.domain.items import Item, Outcome
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
