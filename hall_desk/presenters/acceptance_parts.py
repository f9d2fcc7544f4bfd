"""Parts of the acceptance page, each a pure function of facts and draft."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from hall_desk.domain import forms, promises
from hall_desk.domain.acceptances import Acceptance, PromisedStage
from hall_desk.domain.days import HALL_ZONE
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item
from hall_desk.domain.masking import mask_account, mask_name, mask_phone
from hall_desk.domain.notices import Notice
from hall_desk.domain.passes import ReturnPass
from hall_desk.domain.promises import PROFILE_WORDS, Promises
from hall_desk.domain.services import Service
from hall_desk.presenters.acceptance_state import (
    FIELDS,
    AcceptDraft,
    NoticeState,
    PaperRowState,
    PromiseRowState,
)
from hall_desk.presenters.contact_state import MainState
from hall_desk.presenters.moments import clock_of
from hall_desk.presenters.visit import VisitFacts
from hall_desk.usecases.businesspapers import due_words

STAGES = ("一次性告知", "填表核件", "受理", "客户签字")


@dataclass(frozen=True, kw_only=True)
class AcceptFacts:
    """What the page knows from the database, on one snapshot."""

    visit: VisitFacts
    item: Item
    service: Service
    notice: Notice | None
    given: ReturnPass | None
    acceptance: Acceptance | None
    promised: Promises
    profiles: tuple[str, ...]
    voltages: tuple[str, ...]
    owner_name: str
    hall_phone: str


def step_of(acceptance: Acceptance | None) -> str:
    """What can be done now."""
    if acceptance is None:
        return "form"
    return "done" if acceptance.signed_at is not None else "sign"


def check_field(draft: AcceptDraft, name: str) -> str:
    """The field's value as it is kept; refuses what is wrong with it (Art. 11(5))."""
    checks: dict[str, Callable[[], str]] = {
        "applicant": lambda: forms.check_name(draft.applicant),
        "id_no": lambda: forms.check_id(draft.id_kind, draft.id_no),
        "phone": lambda: forms.check_phone(draft.phone),
        "account_no": lambda: forms.check_account(draft.account_no),
        "address": lambda: forms.check_address(draft.address),
    }
    return checks[name]()


def checked(draft: AcceptDraft, name: str) -> tuple[AcceptDraft, str]:
    """The draft after a field was left: cleaned, or with the mistake kept in mind; and its words.

    A mistake that is right now becomes a correction, without the wrong value.
    """
    try:
        value = check_field(draft, name)
    except RuleBroken as refused:
        return replace(draft, wrong={**draft.wrong, name: str(refused)}), str(refused)
    before = draft.wrong.get(name)
    wrong = {key: words for key, words in draft.wrong.items() if key != name}
    corrections = draft.corrections + (((name, before),) if before else ())
    cleaned: dict[str, str] = {name: value}
    changed = replace(draft, wrong=wrong, corrections=corrections)
    return replace(changed, **cleaned), ""  # type: ignore[arg-type]


def all_errors(draft: AcceptDraft) -> tuple[AcceptDraft, dict[str, str]]:
    """Every field checked at once, in the order of the form."""
    errors = {}
    for name in FIELDS:
        draft, words = checked(draft, name)
        if words:
            errors[name] = words
    return draft, errors


def shown_draft(facts: AcceptFacts, draft: AcceptDraft, *, masked: bool) -> AcceptDraft:
    """The form as typed, or the kept record, masked unless unmasked (Art. 4(3))."""
    kept = facts.acceptance
    if kept is None:
        return draft
    return AcceptDraft(
        applicant=mask_name(kept.applicant) if masked else kept.applicant,
        id_kind=kept.id_kind,
        id_no=forms.mask_id(kept.id_no) if masked else kept.id_no,
        phone=mask_phone(kept.phone) if masked else kept.phone,
        account_no=mask_account(kept.account_no) if masked else kept.account_no,
        address=kept.address,
    )


def paper_rows(facts: AcceptFacts, draft: AcceptDraft, error: str) -> tuple[PaperRowState, ...]:
    """The papers of the service card with what was taken in."""
    if facts.acceptance is not None:
        return tuple(
            PaperRowState(
                index=index,
                name=paper.name,
                note="",
                mandatory=False,
                ticked=True,
                copies=str(paper.copies),
                original=paper.original_seen,
            )
            for index, paper in enumerate(facts.acceptance.papers)
        )
    ticked = draft.ticked or frozenset()
    return tuple(
        PaperRowState(
            index=index,
            name=paper.name,
            note=_note(paper.condition, paper.alternatives),
            mandatory=paper.mandatory,
            ticked=index in ticked,
            copies=draft.copies.get(index, "1"),
            original=index in draft.originals,
            error=error if index in ticked and not good_copies(draft, index) else "",
        )
        for index, paper in enumerate(facts.service.papers)
    )


def good_copies(draft: AcceptDraft, index: int) -> bool:
    """Whether the number of copies is a number from 1 to 99."""
    text = draft.copies.get(index, "1").strip()
    return text.isascii() and text.isdecimal() and len(text) <= 2 and int(text) >= 1


def papers_words(facts: AcceptFacts, draft: AcceptDraft) -> tuple[str, bool]:
    """已收 5/7 项 · 缺必备 2 项, and whether nothing mandatory is missing."""
    if facts.acceptance is not None:
        return f"已收 {len(facts.acceptance.papers)} 项", True
    papers, ticked = facts.service.papers, draft.ticked or frozenset()
    lacking = sum(1 for i, paper in enumerate(papers) if paper.mandatory and i not in ticked)
    words = f"已收 {len(ticked)}/{len(papers)} 项"
    return (f"{words} · 缺必备 {lacking} 项", False) if lacking else (words, True)


def notice_state(facts: AcceptFacts) -> NoticeState:
    """When it was told, the notice's number and signature, the code to come back with."""
    notice, given = facts.notice, facts.given
    told = facts.item.informed_at
    return NoticeState(
        told=f"{clock_of(told)} 已告知" if told is not None else "",
        number=f"GZ-{notice.business_date:%Y%m%d}-{notice.number:03d}" if notice else "",
        signed=notice is not None and notice.signed_at is not None,
        code=given.shown if given is not None else "",
        code_until=f"{given.valid_until.month}月{given.valid_until.day}日" if given else "",
    )


def promise_rows(stages: tuple[PromisedStage, ...]) -> tuple[PromiseRowState, ...]:
    """The promised back-office stages with their basis."""
    return tuple(
        PromiseRowState(
            stage=stage.stage,
            limit=promises.limit_words(stage),
            due=due_words(stage),
            basis=promises.ref_words(stage),
        )
        for stage in stages
    )


def profile_words(names: tuple[str, ...]) -> str:
    """服务规范、本厅设置: the profiles in force."""
    return "、".join(PROFILE_WORDS.get(name, name) for name in names)


def main_of(facts: AcceptFacts) -> MainState:
    """The one main action of the step."""
    step = step_of(facts.acceptance)
    if step == "sign":
        return MainState(name="sign_acceptance", icon="pen", text="客户已签字")
    if step == "done":
        return MainState(name="go_back", icon="left", text="返回来访", key="Esc")
    why = "" if facts.item.informed_at is not None else "请先一次性告知，再受理。"
    return MainState(name="accept", icon="ok", text="受理", why=why)


def stages_of(facts: AcceptFacts) -> tuple[tuple[tuple[str, str], ...], int]:
    """The stage line with its times, and which stage is now."""
    kept = facts.acceptance
    moments = (
        facts.item.informed_at,
        kept.accepted_at if kept else None,
        kept.accepted_at if kept else None,
        kept.signed_at if kept else None,
    )
    words = tuple(
        (word, clock_of(at) if word != STAGES[1] else "")
        for word, at in zip(STAGES, moments, strict=True)
    )
    now = next((at for at, moment in enumerate(moments) if moment is None), len(STAGES))
    return words, now


def number_of(acceptance: Acceptance) -> str:
    """SL-20260312-005."""
    return f"SL-{acceptance.code}"


def day_words(facts: AcceptFacts) -> str:
    """The next due of a kept acceptance: 4月12日 前."""
    due = facts.acceptance.due_at if facts.acceptance else None
    if due is None:
        return ""
    local = due.astimezone(HALL_ZONE)
    return f"{local.month}月{local.day}日 前"


def _note(condition: str, alternatives: tuple[str, ...]) -> str:
    parts = [condition] if condition else []
    if alternatives:
        parts.append("任一：" + "、".join(alternatives))
    return "；".join(parts)
