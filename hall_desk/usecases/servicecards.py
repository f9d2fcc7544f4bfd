"""Service items as the hall sets them (业务事项, Art. 10(1)): on, at the kiosk, their card."""

from dataclasses import dataclass, replace

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item, ItemState
from hall_desk.domain.people import Right
from hall_desk.domain.servicecards import read_lines, read_papers
from hall_desk.domain.services import Service
from hall_desk.domain.texts import LONG, check_text
from hall_desk.store import schema
from hall_desk.store.transaction import Tx
from hall_desk.usecases.queries import require_right, services


@dataclass(frozen=True, kw_only=True)
class ServiceForm:
    """A service as typed; papers, steps and everyday words one a line."""

    enabled: bool
    on_kiosk: bool
    papers: str
    steps: str
    fees_note: str
    keywords: str


def edit_service(tx: Tx, *, code: str, form: ServiceForm) -> Service:
    """Changes a service; switched off it leaves the kiosk, and its history stays.

    Ticks of papers and steps are kept by their places, so the card rests while it is in hand.
    """
    require_right(tx, Right.SETTINGS)
    old = tx.get(Service, code=code)
    steps = read_lines(form.steps, "steps")
    if not steps:
        raise RuleBroken("请至少写一个步骤。", field="steps", article="11(4)")
    new = replace(
        old,
        enabled=form.enabled,
        on_kiosk=form.on_kiosk,
        papers=read_papers(form.papers),
        steps=steps,
        fees_note=check_text(form.fees_note, "fees_note", most=LONG // 2, lines=True),
        keywords=read_lines(form.keywords, "keywords"),
    )
    for field in ("papers", "steps"):
        if getattr(new, field) != getattr(old, field) and _in_hand(tx, code):
            raise RuleBroken(f"正在办理“{old.name}”，办完后再改资料和步骤。", field=field)
    return tx.change(old, new, "edit_service", guard="kind")


def _in_hand(tx: Tx, code: str) -> bool:
    table = schema.item
    states = (ItemState.PENDING, ItemState.SERVING)
    return bool(tx.all(Item, table.c.service_code == code, table.c.state.in_(states), most=1))


def switch_kind(tx: Tx, *, prefix: str, enabled: bool) -> Service:
    """Switches every service of a kind on or off (整类开办、停办); gives the first one."""
    require_right(tx, Right.SETTINGS)
    mine = [service for service in services(tx) if service.prefix == prefix]
    if not mine:
        raise RuleBroken(f"没有 {prefix} 类业务。", field="prefix", article="10(1)")
    # Noted first: a retry gives back the first service, changed or not.
    tx.note("switch_kind", "service", {"code": mine[0].code}, after={"enabled": enabled})
    switched = [
        tx.change(each, replace(each, enabled=enabled), "switch_service", guard="kind")
        for each in mine
    ]
    return switched[0]
