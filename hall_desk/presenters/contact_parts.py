"""Parts of the first-contact page, each a pure function of facts and draft."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from hall_desk.domain.contacts import (
    AT_ONCE,
    ContactState,
    DirectoryEntry,
    FirstContact,
    Handling,
    awaits_answer,
)
from hall_desk.domain.ladder import Area
from hall_desk.domain.masking import mask_account, mask_name, mask_phone
from hall_desk.presenters.contact_state import (
    ContactDraft,
    MainState,
    PhraseState,
)
from hall_desk.presenters.moments import clock_of, day_clock_of
from hall_desk.presenters.visit import VisitFacts
from hall_desk.usecases.contact_history import EarlierVisit
from hall_desk.usecases.ladder import KeyAccountLook

_BLANK = "___"
_REFERRED_STAGES = ("已登记", "移交", "对方接收", "承办处理", "反馈客户", "责任人确认办结")
_KEPT_STAGES = ("已登记", "承办处理", "反馈客户", "责任人确认办结")
_AT_ONCE_STAGES = ("登记", "当场办结")
_ANSWER_STAGES = ("已登记", "答复客户", "办结")
_READING = "已记"


@dataclass(frozen=True, kw_only=True)
class ContactFacts:
    """What the page knows from the database, on one snapshot."""

    visit: VisitFacts
    manager: bool
    contact: FirstContact | None
    ticket_code: str
    owner_name: str
    directory: tuple[DirectoryEntry, ...]
    areas: tuple[Area, ...]
    key_account: KeyAccountLook | None
    reply_due: datetime
    reply_workdays: int
    today: date
    history: tuple[EarlierVisit, ...]
    phrases: dict[str, str]
    moments: dict[str, str]
    satisfactions: tuple[str, ...]


def step_of(contact: FirstContact | None) -> str:
    """What can be written now."""
    if contact is None:
        return "form"
    if awaits_answer(contact) and contact.state is ContactState.REGISTERED:
        return "answer"
    steps = {
        ContactState.REGISTERED: "resolve",
        ContactState.REFERRED: "receive",
        ContactState.RECEIVED: "resolve",
        ContactState.RESOLVED: "feed_back",
        ContactState.FED_BACK: "close",
        ContactState.CLOSED: "closed",
    }
    return steps[contact.state]


def stages_of(
    contact: FirstContact | None, handling: str
) -> tuple[tuple[tuple[str, str], ...], int]:
    """The stage line: words with the times of what is done, and which one is now."""
    at_once = handling in AT_ONCE
    words: tuple[str, ...] = _KEPT_STAGES
    if handling == Handling.REFERRED:
        words = _REFERRED_STAGES
    elif at_once:
        words = _AT_ONCE_STAGES
    elif handling == Handling.LATER:
        words = _ANSWER_STAGES
    if contact is None:
        first = "登记"
        return ((first, ""), *((word, "") for word in words[1:])), 0
    moments = {
        "已登记": contact.registered_at,
        "登记": contact.registered_at,
        "移交": contact.referred_at,
        "对方接收": contact.received_at,
        "承办处理": contact.resolved_at,
        "反馈客户": contact.fed_back_at,
        "责任人确认办结": contact.closed_at,
        "当场办结": contact.closed_at,
        "答复客户": contact.fed_back_at,
        "办结": contact.closed_at,
    }
    stages = tuple((word, clock_of(moments[word])) for word in words)
    # A result may come in before anybody noted who received it: later marks count for it.
    done = max((at for at, word in enumerate(words) if moments[word] is not None), default=-1)
    return stages, done + 1


def draft_of(contact: FirstContact, *, masked: bool) -> ContactDraft:
    """A kept row as the form shows it; personal fields masked unless unmasked (Art. 4(3))."""
    hide = masked
    return ContactDraft(
        visit_mode=contact.visit_mode.value,
        customer_name=mask_name(contact.customer_name) if hide else contact.customer_name,
        account_no=mask_account(contact.account_no) if hide else contact.account_no,
        phone=mask_phone(contact.phone) if hide else contact.phone,
        address=contact.address,
        matter=contact.matter,
        in_duty=contact.in_duty,
        handling=contact.handling.value,
        papers=contact.papers,
        papers_count=str(contact.papers_count),
        hops=contact.hops,
        department=contact.department,
        person=contact.person,
        person_phone=contact.person_phone,
        person_address=contact.person_address,
        promised_at=day_clock_of(contact.promised_at) if contact.promised_at else "",
        receiver=contact.receiver,
        result=contact.result,
        unresolved_reason=contact.unresolved_reason,
        satisfaction=contact.satisfaction,
        remark=contact.remark,
        repeated=contact.repeated_at is not None,
        phone_declined=contact.phone_declined,
        rung=contact.rung,
        name_reading=_READING if hide and contact.name_reading else contact.name_reading,
    )


def kept_draft(contact: FirstContact, typed: ContactDraft, *, masked: bool) -> ContactDraft:
    """A kept row with what is being written for its next step."""
    draft = replace(draft_of(contact, masked=masked), area_code=typed.area_code)
    step = step_of(contact)
    if step == "receive":
        return replace(draft, receiver=typed.receiver)
    if step == "resolve":
        return replace(draft, result=typed.result, unresolved_reason=typed.unresolved_reason)
    if step == "answer":
        return replace(
            draft,
            result=typed.result,
            unresolved_reason=typed.unresolved_reason,
            satisfaction=typed.satisfaction,
        )
    if step == "feed_back":
        return replace(draft, satisfaction=typed.satisfaction)
    return draft


def phrase_of(draft: ContactDraft, facts: ContactFacts) -> PhraseState | None:
    """P13 for a referral and a guide, P14 for a later answer, P19 when it cannot be solved."""
    if draft.handling in (Handling.REFERRED, Handling.GUIDED):
        code = "P13"
        values = {
            "dept": draft.department,
            "name": draft.person,
            "phone": draft.person_phone,
            "address": draft.person_address,
        }
    elif draft.handling == Handling.LATER:
        code, values = "P14", {"promise": draft.promised_at}
    else:
        return None
    text = facts.phrases.get(code, "")
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value.strip() or _BLANK)
    bold = tuple(value.strip() for value in values.values() if value.strip())
    moment = facts.moments.get(code, "")
    return PhraseState(code=code, moment=moment, text=f"“{text}”", bold=bold)


def history_of(facts: ContactFacts, matter: str) -> tuple[tuple[str, ...], str]:
    """Earlier visits of the account in words, and how often this is."""
    if not facts.history:
        return (), ""
    lines = tuple(
        f"{visit.day:%m-%d} {visit.ticket_code}{' ' if visit.ticket_code else ''}"
        f"{visit.matter}，{visit.handling}"
        for visit in facts.history
    )
    same = [visit for visit in facts.history if _same_matter(visit.matter, matter)]
    word, times = ("同事项第", len(same) + 1) if same else ("第", len(facts.history) + 1)
    return lines, f"{word} {times} 次" + ("" if same else "来访")


def _same_matter(one: str, other: str) -> bool:
    first, second = "".join(one.split()), "".join(other.split())
    return bool(first) and bool(second) and (first in second or second in first)


def main_of(facts: ContactFacts, draft: ContactDraft) -> MainState:
    """The main action; its word follows the handling or the stage."""
    step = step_of(facts.contact)
    if step == "form":
        return _register_action(draft)
    if step == "closed":
        return MainState(name="go_back", icon="left", text="返回来访", key="Esc")
    words = {
        "receive": ("receive", "tick", "登记接收"),
        "resolve": ("resolve", "pen", "登记结果"),
        "answer": ("give_answer", "chat", "已答复客户"),
        "feed_back": ("feed_back", "chat", "已反馈客户"),
        "close": ("close", "ok", "确认办结"),
    }
    name, icon, text = words[step]
    why = not_owner(facts) if step in ("answer", "feed_back", "close") else ""
    return MainState(name=name, icon=icon, text=text, why=why)


def card_why_of(contact: FirstContact | None) -> str:
    """Why there is no contact card to give; empty when there is."""
    if contact is None:
        return "登记后才能打印和交给客户。"
    return "" if contact.person else "本件没有承办联系人，不用联系卡。"


def slip_why_of(contact: FirstContact | None) -> str:
    """Why there is no hand-over slip to print; empty for a referral."""
    if contact is None:
        return "登记后才能打印。"
    return "" if contact.referred_at else "没有转办，不用交接单。"


def not_owner(facts: ContactFacts) -> str:
    """Why this person may not feed back or close; empty for the owner and the manager."""
    contact = facts.contact
    if contact is None or facts.manager or contact.owner == facts.visit.staff.staff_no:
        return ""
    return f"首问责任人是 {contact.owner}，请由本人或值班主任反馈、办结。"


def _register_action(draft: ContactDraft) -> MainState:
    words = {
        Handling.REFERRED.value: ("move", "转办"),
        Handling.ANSWERED.value: ("chat", "当场答复"),
        Handling.DONE.value: ("ok", "当场办理"),
    }
    icon, text = words.get(draft.handling, ("book", "登记"))
    return MainState(name="register_contact", icon=icon, text=text, why=_missing(draft))


def _missing(draft: ContactDraft) -> str:
    if not draft.matter.strip():
        return "请写明咨询或办理事项。"
    if draft.handling != Handling.REFERRED:
        return ""
    needs = (
        (draft.department, "承办部门"),
        (draft.person, "承办人"),
        (draft.person_phone, "电话"),
        (draft.person_address, "地址"),
    )
    return next((f"没有{word}不能转办，请补上" for value, word in needs if not value.strip()), "")
