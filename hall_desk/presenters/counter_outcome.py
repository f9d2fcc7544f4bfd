"""办理结果 at a counter: F4, the outcome panel, splitting, another service, skipped steps."""

from dataclasses import dataclass, replace
from typing import Any

from hall_desk.domain.contacts import DirectoryEntry
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Ending, Item, ItemState, Outcome, check_ending
from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_moves import CounterMoves
from hall_desk.presenters.counter_moves_state import (
    DeskChoice,
    OutcomeView,
    SkipView,
    SplitView,
)
from hall_desk.presenters.counter_state import Panel, Phase
from hall_desk.presenters.counter_words import unit_of, yuan
from hall_desk.usecases import serving
from hall_desk.usecases.contacts import directory
from hall_desk.usecases.outcomes import Result

SPLIT, OTHER_SERVICE = "split", "service"
_CHOICES = (
    *((o.value, o.value) for o in Outcome if o is not Outcome.RECLASSIFIED),
    (SPLIT, "拆分…"),
    (OTHER_SERVICE, "改事项…"),
)
_HINTS = {
    Outcome.DONE: "当场办完。",
    Outcome.ACCEPTED: "窗口受理，转后台办理；先填受理单（Ctrl+E）。",
    Outcome.FORWARDED: "登记首问并转交，由您跟进到客户得到答复。",
    Outcome.PAPERS: "先一次性告知；补齐回来不用重新排队。",
    Outcome.REFUSED: "",
    Outcome.LEFT: "客户自己不办了。",
}
FIELDS = ("basis", "explanation", "alternative", "desk", "phone", "customer_name", "informed")


@dataclass(frozen=True, kw_only=True)
class OutcomeDraft:
    """What was chosen and typed for one item so far; ``sure`` once it was confirmed."""

    item_id: int = 0
    outcome: Outcome | None = None
    basis: str = ""
    explanation: str = ""
    alternative: str = ""
    desk: str = ""
    customer_name: str = ""
    phone: str = ""
    whole_visit: bool = True
    sure: bool = False

    @property
    def result(self) -> Result:
        """What the verb takes."""
        return Result(
            outcome=self.outcome or Outcome.DONE,
            basis=self.basis,
            explanation=self.explanation,
            alternative=self.alternative,
            desk=self.desk,
            customer_name=self.customer_name,
            phone=self.phone,
        )


class CounterOutcome(CounterMoves):
    """How the item in hand ends."""

    over_reason: str
    over_note: str
    outcome_draft: OutcomeDraft
    desks: tuple[DirectoryEntry, ...]
    skip_index: int | None

    def begin_outcome(self) -> None:
        """Nothing chosen yet."""
        self.outcome_draft, self.desks, self.skip_index = OutcomeDraft(), (), None

    def over_limit(self, item: Item | None) -> bool:
        """Whether the item in hand is beyond its limit."""
        return item is not None and item.is_over(self.now)

    def unpaid_fen(self) -> int | None:
        """An amount typed and not yet taken."""
        return None

    # -- the end of an item ----------------------------------------------------------------

    def finish(self) -> None:
        """F4: 办结 at once, or first the outcome of a business item, then the over reason."""
        if self.phase() is not Phase.SERVING:
            return
        item = self.item
        if self.panel is Panel.OUTCOME:
            self.confirm_outcome()
        elif item is not None and item.kind == "business" and not self._draft(item).sure:
            self.open_outcome()
        else:
            self._end()

    def open_outcome(self) -> None:
        """Shift+F4: how this item ends."""
        if self.phase() is not Phase.SERVING or self.item is None:
            return
        self._draft(self.item)
        self.outcome_draft = replace(self.outcome_draft, sure=False)
        self.run(lambda: self.desk.hall.ask(directory), self._with_desks, quiet=True)

    def settled(self) -> None:
        """What was just paid for is done: its outcome is not asked for."""
        if self.item is not None:
            self._draft(self.item)
            self.outcome_draft = replace(self.outcome_draft, outcome=Outcome.DONE, sure=True)

    def open_forward(self) -> None:
        """From the transfer panel: to a desk of the directory."""
        if self.item is None:
            self.say("开始办理后才可转到部门。", is_error=True)
            return
        self.outcome_draft = replace(self._draft(self.item), outcome=Outcome.FORWARDED)
        self.open_outcome()

    def choose_outcome(self, key: str) -> None:
        """A digit or a press: an outcome, or the way to 拆分 and 改事项."""
        if self.item is None:
            return
        if key == SPLIT:
            self.unfold(Panel.SPLIT)
        elif key == OTHER_SERVICE:
            self.unfold(Panel.SERVICE)
        else:
            self._change(outcome=Outcome(key))

    def write_outcome(self, field: str, text: Any) -> None:
        """A field of the panel was typed or chosen."""
        self._change(**{field: text})

    def confirm_outcome(self) -> None:
        """Enter or F4 in the panel: what is missing is said at its field."""
        item = self.item
        if item is None:
            return
        draft = self._draft(item)
        try:
            self._check(item, draft)
        except RuleBroken as wrong:
            self.say(str(wrong), field=wrong.field, is_error=True)
            return
        self.outcome_draft = replace(draft, sure=True)
        self._end()

    def _check(self, item: Item, draft: OutcomeDraft) -> None:
        check_ending(
            item,
            Ending(
                outcome=draft.outcome or Outcome.DONE,
                basis=draft.basis,
                explanation=draft.explanation,
                alternative=draft.alternative,
            ),
        )
        if draft.outcome is Outcome.ACCEPTED and self.acceptance is None:
            raise RuleBroken("请先填受理单（Ctrl+E），再选受理。", field="outcome", article="18")
        if draft.outcome is Outcome.FORWARDED and not draft.desk:
            raise RuleBroken("请选转到哪个部门。", field="desk", article="11(2)")

    def _end(self) -> None:
        """The over reason where it is due, never with typed money; then the verb."""
        item = self.item
        if self.over_limit(item) and (not self.over_reason or self.panel is not Panel.OVER):
            self.unfold(Panel.OVER)
            return
        due_fen = self.unpaid_fen()
        if due_fen:
            # Typed money must never vanish with the visit.
            words = f"{yuan(due_fen)} 元还没有收：先收款，或清空应收。"
            if self.panel is Panel.OUTCOME:
                self.panel = Panel.NONE
            self.say(words, field="due", is_error=True)
            return
        if self.ticket is None:
            return
        given: dict[str, Any] = {"over_reason": self.over_reason or None, "note": self.over_note}
        draft = self._draft(item) if item is not None else OutcomeDraft()
        verb: Any = serving.finish
        if draft.sure and draft.outcome is Outcome.LEFT and draft.whole_visit:
            verb = serving.leave_visit
        elif draft.sure:
            given["result"] = draft.result
        self.do(verb, then=lambda _: self._finished(), ticket_id=self.ticket.id, **given)

    def _finished(self) -> None:
        self.over_reason, self.over_note = "", ""
        self.begin_outcome()
        self.panel = Panel.NONE

    # -- other items of it -----------------------------------------------------------------

    def split(self, quantity: int) -> None:
        """拆分: so many pieces become an item of their own."""
        if self.item is not None:
            self.do(
                serving.split_item,
                then=lambda _: self.unfold(Panel.NONE),
                item_id=self.item.id,
                quantity=quantity,
            )

    def reclassify(self, service_code: str) -> None:
        """改事项: it was another service; the clock runs on."""
        if self.item is not None:
            self.do(
                serving.reclassify_item,
                then=lambda _: self._finished(),
                item_id=self.item.id,
                service_code=service_code,
            )

    # -- steps -----------------------------------------------------------------------------

    def tick_step(self, index: int) -> None:
        """A step is done; an earlier one still open is skipped with a reason (S3-3)."""
        item = self.item
        if item is None:
            return
        done = {step.index for step in item.steps}
        if index not in done and any(at not in done for at in range(index)):
            self.skip_index = index
            self.unfold(Panel.SKIP)
            return
        self.do(serving.tick_step, item_id=item.id, index=index)

    def skip_steps(self, reason: str) -> None:
        """Why the earlier steps were skipped: a code of the list, or words."""
        if self.item is None or self.skip_index is None:
            return
        if not reason.strip():
            self.say("请选略过的原因，或写明。", field="skip", is_error=True)
            return
        self.do(
            serving.tick_step,
            then=lambda _: self.unfold(Panel.NONE),
            item_id=self.item.id,
            index=self.skip_index,
            skipped=reason,
        )

    # -- what is shown ---------------------------------------------------------------------

    def outcome_view(self) -> OutcomeView:
        """The outcome panel as shown."""
        item = self.item
        if item is None or self.panel is not Panel.OUTCOME or self.facts is None:
            return OutcomeView()
        draft, said = self._draft(item), self.message
        outcome = draft.outcome or Outcome.DONE
        refused = said.is_error and (said.field in FIELDS or said.field == "outcome")
        rest = sum(i.state is ItemState.PENDING for i in self.facts.items)
        chosen = next((entry for entry in self.desks if entry.code == draft.desk), None)
        return OutcomeView(
            title=item.service_name,
            choices=_CHOICES,
            chosen=outcome.value,
            hint=_HINTS[outcome],
            desks=tuple(_desk_choice(entry) for entry in self.desks),
            desk=draft.desk,
            desk_note=_desk_note(chosen),
            basis=draft.basis,
            explanation=draft.explanation,
            alternative=draft.alternative,
            customer_name=draft.customer_name,
            phone=draft.phone,
            referral=_referral(chosen),
            rest=rest,
            whole_visit=draft.whole_visit,
            field=(said.field or "") if refused else "",
            error=said.text if refused else "",
        )

    def split_view(self) -> SplitView:
        """The panel 拆分 as shown."""
        item = self.item
        if item is None or self.panel is not Panel.SPLIT or self.catalogue is None:
            return SplitView()
        said = self.message
        return SplitView(
            title=item.service_name,
            most=item.quantity - 1,
            unit=unit_of(self.catalogue.services.get(item.service_code)),
            error=said.text if said.is_error and said.field == "split" else "",
        )

    def skip_view(self) -> SkipView:
        """The panel 略过步骤 as shown."""
        item, index = self.item, self.skip_index
        if item is None or index is None or self.catalogue is None:
            return SkipView()
        service = self.catalogue.services.get(item.service_code)
        names = service.steps if service else ()
        done = {step.index for step in item.steps}
        missed = [f"{at + 1} {names[at]}" for at in range(index) if at not in done]
        said = self.message
        return SkipView(
            title=names[index] if index < len(names) else "",
            missed="；".join(missed),
            reasons=tuple((r.code, r.text) for r in self.catalogue.skip_reasons),
            error=said.text if said.is_error and said.field == "skip" else "",
        )

    def _draft(self, item: Item) -> OutcomeDraft:
        if self.outcome_draft.item_id != item.id:
            self.outcome_draft = OutcomeDraft(item_id=item.id)
        draft = self.outcome_draft
        return draft if draft.outcome else replace(draft, outcome=self._usual(item))

    def _usual(self, item: Item) -> Outcome:
        """受理 where the back office goes on and its sheet is filled, else 办结."""
        service = self.catalogue.services.get(item.service_code) if self.catalogue else None
        owed = service is not None and bool(service.deadlines)
        return Outcome.ACCEPTED if self.acceptance and owed else Outcome.DONE

    def _change(self, **fields: Any) -> None:
        if self.item is None:
            return
        self.outcome_draft = replace(self._draft(self.item), sure=False, **fields)
        if self.message.field in (*fields, "outcome", "informed"):
            self.message = Message()
        self.tick()

    def _with_desks(self, entries: list[DirectoryEntry]) -> None:
        # Hotlines are nobody's department; the ladder has its own page.
        self.desks = tuple(entry for entry in entries if entry.level == 0)
        self.unfold(Panel.OUTCOME)


def _desk_choice(entry: DirectoryEntry) -> DeskChoice:
    why = "" if entry.complete else "缺联系人、电话或地址，不能选"
    return DeskChoice(code=entry.code, name=entry.name, why=why)


def _referral(entry: DirectoryEntry | None) -> tuple[str, str, str, str]:
    if entry is None:
        return ("", "", "", "")
    return (entry.name, entry.person, entry.phone, entry.address)


def _desk_note(entry: DirectoryEntry | None) -> str:
    return "" if entry is None else f"{entry.person} {entry.phone} · {entry.address}"
