"""Window signs (窗口标识): what each window says in two languages and a third (Art. 12(5))."""

from dataclasses import asdict, dataclass

from hall_desk.domain.days import BusinessDay, WindowDay
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import Setting
from hall_desk.domain.papers import Outline, WindowSignPaper
from hall_desk.domain.people import Right
from hall_desk.domain.phrases import CodeText
from hall_desk.domain.suspensions import Scope, Suspension
from hall_desk.domain.texts import check_text
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.domain.windowsigns import (
    DOT,
    ThirdLanguage,
    WindowSign,
    check_sign,
    sign_from,
    third_language_of,
)
from hall_desk.store import schema
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.dutyboard import last_plan
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.paperheads import hall_head
from hall_desk.usecases.queries import (
    find_at_window,
    find_day,
    require_right,
    setting,
    windows_of,
)
from hall_desk.usecases.suspending import open_suspensions

THIRD, SIGNS = "third_language", "window_signs"
MOST_WINDOW = 99


@dataclass(frozen=True, kw_only=True)
class SignTexts:
    """The hall's third language, and every window with its kinds and its own words."""

    language: ThirdLanguage
    windows: tuple[tuple[int, str, WindowSign], ...]
    kinds: dict[str, tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class SignBoard:
    """What the sign of one window knows, on one snapshot; no name, no business of a person."""

    hall: str
    day: BusinessDay | None
    place: WindowDay | None
    places: tuple[WindowDay, ...]
    kinds: dict[str, tuple[str, str]]
    sign: WindowSign
    language: ThirdLanguage
    ticket: Ticket | None
    suspension: Suspension | None


def set_third_language(tx: Tx, *, name: str, rtl: bool) -> Setting:
    """The hall's third language; an empty name leaves it out of all signs."""
    require_right(tx, Right.SETTINGS)
    value = {"name": check_text(name, "language", most=20), "rtl": rtl}
    return _keep(tx, THIRD, value, "set_third_language")


def set_window_sign(tx: Tx, *, window: WindowNo, sign: WindowSign) -> Setting:
    """What a window's sign says; shown on its display at once."""
    require_right(tx, Right.SETTINGS)
    if not 1 <= window <= MOST_WINDOW:
        raise RuleBroken(f"窗口号应为 1 到 {MOST_WINDOW}。", field="window")
    kept = setting(tx, SIGNS)
    assert isinstance(kept, dict)
    return _keep(tx, SIGNS, {**kept, str(window): asdict(check_sign(sign))}, "set_window_sign")


def sign_texts(reading: Reading) -> SignTexts:
    """All windows of the newest plan, and others that have words of their own."""
    kept, plan = setting(reading, SIGNS), last_plan(reading)
    assert isinstance(kept, dict)
    numbers = sorted({*plan, *(int(number) for number in kept)})
    return SignTexts(
        language=third_language_of(setting(reading, THIRD)),
        windows=tuple((no, plan.get(no, ""), sign_from(kept, no)) for no in numbers),
        kinds=kind_names(reading),
    )


def sign_board(reading: Reading, window: WindowNo) -> SignBoard:
    """One look at the hall for the sign above a window."""
    day = find_day(reading)
    places = tuple(windows_of(reading, day.date)) if day else ()
    place = next((each for each in places if each.no == window), None)
    return SignBoard(
        hall=profile_of(reading).name,
        day=day,
        place=place,
        places=places,
        kinds=kind_names(reading),
        sign=sign_from(setting(reading, SIGNS), window),
        language=third_language_of(setting(reading, THIRD)),
        ticket=find_at_window(reading, window) if place else None,
        suspension=covering(reading, window, place.prefixes if place else ""),
    )


def covering(reading: Reading, window: WindowNo, prefixes: str) -> Suspension | None:
    """The narrowest open suspension over a window; one of several kinds goes on with the rest."""
    order = list(Scope)
    found = [s for s in open_suspensions(reading) if _covers(s, window, prefixes)]
    return min(found, key=lambda stop: order.index(stop.scope), default=None)


def kind_names(reading: Reading) -> dict[str, tuple[str, str]]:
    """The kinds in Chinese and English by their prefix."""
    table = schema.code_text
    found = reading.all(CodeText, table.c.list == "kind", order_by=table.c.position)
    return {entry.code: (entry.text, entry.text_en) for entry in found}


def window_sign_paper(
    reading: Reading, window: WindowNo, outline: Outline | None = None
) -> WindowSignPaper:
    """The sign to print; ``outline`` is the third line as the screen shaped it."""
    texts = sign_texts(reading)
    found = next((entry for entry in texts.windows if entry[0] == window), None)
    if found is None:
        raise RuleBroken(f"没有 {window}号窗口的标识。", field="window")
    _, prefixes, sign = found
    kinds = [texts.kinds[p] for p in prefixes if p in texts.kinds]
    served = DOT.join(zh for zh, _ in kinds)
    return WindowSignPaper(
        hall=hall_head(reading),
        number=window,
        name=sign.name or served,
        kinds=served if sign.name else "",
        name_en=sign.name_en or DOT.join(en for _, en in kinds),
        third=sign.third if texts.language.name else "",
        rtl=texts.language.rtl,
        outline=outline,
    )


def _covers(suspension: Suspension, window: WindowNo, prefixes: str) -> bool:
    if suspension.scope is Scope.WINDOW:
        return suspension.window_no == window
    if suspension.scope is Scope.SERVICE:
        return prefixes == suspension.prefix
    return True


def _keep(tx: Tx, name: str, value: object, action: str) -> Setting:
    before = tx.get(Setting, name=name)
    return tx.change(before, Setting(name=name, value=value), action, guard="name")
