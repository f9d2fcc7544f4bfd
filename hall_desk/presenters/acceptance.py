"""The acceptance page (业务受理): told once, papers taken in, promises given, signed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hall_desk.domain import forms, promises
from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.items import Item
from hall_desk.domain.notices import Notice
from hall_desk.domain.passes import ReturnPass
from hall_desk.domain.services import Service
from hall_desk.domain.tickets import Ticket, WindowNo
from hall_desk.presenters import acceptance_parts as parts
from hall_desk.presenters.acceptance_parts import AcceptFacts
from hall_desk.presenters.acceptance_state import FIELDS, AcceptDraft, AcceptPageState
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.printing import (
    NOTICE,
    PrintPaper,
    no_printer,
    print_behind,
    print_quietly,
)
from hall_desk.presenters.visit import look_at_visit, time_of
from hall_desk.store.transaction import Reading
from hall_desk.usecases import acceptances, helping, notices, serving
from hall_desk.usecases.acceptances import AcceptanceForm, PaperTaken
from hall_desk.usecases.paperheads import phone_of
from hall_desk.usecases.queries import setting

_TEXTS = frozenset({*FIELDS, "id_kind"})


class AcceptPresenter(Presenter[AcceptPageState]):
    """One item at the window, from the telling to the signature."""

    def __init__(
        self,
        desk: Desk,
        staff_no: str,
        window_no: WindowNo,
        ticket: Ticket,
        item: Item,
        *,
        drafts: dict[int, AcceptDraft] | None = None,
        print_notice: Callable[[Item], None] | None = None,
        print_paper: PrintPaper | None = None,
    ):
        super().__init__(desk)
        self.staff_no, self.window_no = staff_no, window_no
        self.ticket, self.item_id = ticket, item.id
        self.drafts = drafts if drafts is not None else {}
        self.print_notice = print_notice or (lambda item: None)
        self.print_paper: PrintPaper = print_paper or no_printer
        kept = self.drafts.get(item.id, AcceptDraft())
        # The card may have been ticked meanwhile: it says which papers are there.
        self.draft = replace(kept, ticked=frozenset(item.papers))
        self.errors: dict[str, str] = {}
        self.masked = True
        self.closed: Callable[[], None] = lambda: None

    def look(self, reading: Reading) -> AcceptFacts:
        """The item, its service card, what was told and accepted, and what is promised."""
        visit = look_at_visit(reading, self.staff_no, self.ticket)
        item = reading.get(Item, id=self.item_id)
        service = reading.get(Service, code=item.service_code)
        notice = notices.latest_of_item(reading, item.id)
        given = None
        if notice is not None and notice.pass_id is not None:
            given = reading.find(ReturnPass, id=notice.pass_id)
        names = setting(reading, "profiles")
        assert isinstance(names, list)
        in_force = [deadline for deadline in service.deadlines if deadline.profile in names]
        return AcceptFacts(
            visit=replace(visit, item=item),
            item=item,
            service=service,
            notice=notice,
            given=given if given is not None and given.voided_at is None else None,
            acceptance=acceptances.find_by_item(reading, item.id),
            promised=acceptances.promised_for(reading, service, voltage=self.draft.voltage),
            profiles=tuple(names),
            voltages=promises.voltages(in_force),
            owner_name=visit.staff.name,
            hall_phone=phone_of(reading),
        )

    def build(self) -> AcceptPageState:
        """The page of this second."""
        facts: AcceptFacts = self.facts
        kept = facts.acceptance
        stages, stage = parts.stages_of(facts)
        words, complete = parts.papers_words(facts, self.draft)
        promised = kept.promises if kept is not None else facts.promised.stages
        profiles = tuple(kept.rule_version.split("+")) if kept is not None else facts.profiles
        return AcceptPageState(
            step=parts.step_of(kept),
            number=parts.number_of(kept) if kept is not None else "",
            visit=f"{self.ticket.code} · {facts.item.service_name}",
            owner=f"{self.staff_no} {facts.owner_name}",
            timer=time_of(facts.item, self.desk.hall.clock.now()),
            stages=stages,
            stage=stage,
            draft=parts.shown_draft(facts, self.draft, masked=self.masked),
            errors=dict(self.errors),
            masked=kept is not None and self.masked,
            id_kinds=forms.ID_KINDS,
            voltages=facts.voltages if kept is None else (),
            papers=parts.paper_rows(facts, self.draft, self.errors.get("copies", "")),
            papers_words=words,
            complete=complete,
            notice=parts.notice_state(facts),
            promises=parts.promise_rows(promised),
            warnings=facts.promised.warnings,
            rule=parts.profile_words(profiles),
            steps=" → ".join(facts.service.steps),
            fees=facts.service.fees_note or "本项不收费",
            answers=f"{self.staff_no} {facts.owner_name}（受理后一直跟进到办结）",
            phones=f"本厅电话 {facts.hall_phone}\n咨询投诉 95598 · 监督 12398",
            free_choice=forms.FREE_CHOICE if forms.is_built_by_customer(facts.service) else "",
            main=parts.main_of(facts),
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    # What the clerk writes.

    def edit(self, field: str, text: str) -> None:
        """A field was typed into; its own error goes, the rest of the form stays."""
        if field not in _TEXTS or self._kept() is not None:
            return
        changed: dict[str, Any] = {field: text}
        self._keep(replace(self.draft, **changed))
        self._forget("id_no" if field == "id_kind" else field)
        self.tick()

    def leave_field(self, field: str) -> None:
        """The field was left: what is wrong is said there; an empty one is asked for at the end."""
        if field not in FIELDS or self._kept() is not None or not getattr(self.draft, field):
            return
        draft, words = parts.checked(self.draft, field)
        self._keep(draft)
        if words:
            self.errors[field] = words
        else:
            self._forget(field)
        self.tick()

    def tick_paper(self, index: int) -> None:
        """A paper is there, or is not after all."""
        ticked = self.draft.ticked or frozenset()
        self._keep(replace(self.draft, ticked=ticked ^ {index}))
        self._forget("papers")
        self.tick()

    def set_copies(self, index: int, text: str) -> None:
        """How many copies of a paper (份数)."""
        self._keep(replace(self.draft, copies={**self.draft.copies, index: text}))
        self._forget("copies")
        self.tick()

    def see_original(self, index: int) -> None:
        """The original was seen (原件已核), or not after all."""
        self._keep(replace(self.draft, originals=self.draft.originals ^ {index}))
        self.tick()

    def set_voltage(self, voltage: str) -> None:
        """低压 or 高压, whose limits differ (Art. 18(2))."""
        self._keep(replace(self.draft, voltage=voltage))
        self._forget("voltage")
        self.refresh()

    def leave(self) -> None:
        """Esc: back to the visit; what is typed stays with it, the ticks go to the card."""
        facts: AcceptFacts | None = self.facts
        ticked = self._ticked()
        if facts is None or facts.acceptance is not None or ticked == facts.item.papers:
            self.closed()
            return
        self.act(
            notices.keep_papers,
            self.staff_no,
            then=lambda _: self.closed(),
            item_id=self.item_id,
            papers=ticked,
        )

    # What is done with it.

    def inform(self) -> None:
        """Told by word of mouth (Art. 11(4))."""
        self.act(
            serving.inform,
            self.staff_no,
            then=lambda _: self.ended(NOTICE),
            item_id=self.item_id,
        )

    def give_notice(self) -> None:
        """The notice: recorded, then printed; again it is a reprint (补打)."""
        if self._kept() is not None:
            return
        self.act(
            notices.give,
            self.staff_no,
            then=self._notice_given,
            item_id=self.item_id,
            papers=self._ticked(),
        )

    def sign_notice(self) -> None:
        """The customer signed the notice."""
        facts: AcceptFacts | None = self.facts
        if facts is not None and facts.notice is not None and facts.notice.signed_at is None:
            self.act(notices.sign, self.staff_no, notice_id=facts.notice.id)

    def print_sheet(self) -> None:
        """Ctrl+P: the notice before the acceptance; afterwards the sheet again (补打)."""
        kept = self._kept()
        if kept is None:
            self.give_notice()
            return
        self.act(
            acceptances.count_reprint,
            self.staff_no,
            then=self._print,
            acceptance_id=kept.id,
        )

    def submit(self) -> None:
        """Ctrl+Enter: accepts, notes the signature, or goes back."""
        if self.facts is None:
            return
        step = parts.step_of(self._kept())
        if step == "form":
            self._accept()
        elif step == "sign":
            kept = self._kept()
            assert kept is not None
            self.act(acceptances.sign, self.staff_no, acceptance_id=kept.id)
        else:
            self.closed()

    def reveal(self) -> None:
        """The eye: shows the personal data; the journal keeps who looked."""
        kept = self._kept()
        if kept is None or not self.masked:
            self.masked = True
            self.tick()
            return

        def _shown(_: Acceptance) -> None:
            self.masked = False

        self.act(acceptances.unmask, self.staff_no, then=_shown, acceptance_id=kept.id)

    def call_manager(self) -> None:
        """请值班主任 from this page (Art. 11(10))."""
        self.act(
            helping.call_manager,
            self.staff_no,
            then=lambda _: self.say("已请值班主任，请稍候。"),
            window=self.window_no,
        )

    def _accept(self) -> None:
        draft, errors = parts.all_errors(self.draft)
        self._keep(draft)
        ticked = self._ticked()
        if any(not parts.good_copies(draft, index) for index in ticked):
            errors["copies"] = "份数应为 1 到 99。"
        self.errors = errors
        if errors:
            field, words = next(iter(errors.items()))
            self.say(words, field=field, is_error=True)
            return
        form = AcceptanceForm(
            applicant=draft.applicant,
            id_kind=draft.id_kind,
            id_no=draft.id_no,
            phone=draft.phone,
            account_no=draft.account_no,
            address=draft.address,
            papers=tuple(
                PaperTaken(
                    index=index,
                    copies=int(draft.copies.get(index, "1")),
                    original_seen=index in draft.originals,
                )
                for index in ticked
            ),
            voltage=draft.voltage,
            corrections=draft.corrections,
        )
        self.act(
            acceptances.accept,
            self.staff_no,
            then=self._accepted,
            item_id=self.item_id,
            form=form,
        )

    def _accepted(self, acceptance: Acceptance) -> None:
        self.drafts.pop(self.item_id, None)
        self.draft, self.errors, self.masked = AcceptDraft(), {}, True
        self._print(acceptance)

    def _print(self, acceptance: Acceptance) -> None:
        print_quietly(self, self.print_paper, "acceptance", acceptance.id, "受理单")

    def _notice_given(self, _: Notice) -> None:
        def _job() -> None:
            item = self.desk.hall.ask(lambda reading: reading.get(Item, id=self.item_id))
            self.print_notice(item)

        print_behind(self, _job, NOTICE, done=self._notice_out, advice="请口头告知并打勾。")

    def _notice_out(self, _: None) -> str:
        self.act(
            serving.inform,
            self.staff_no,
            then=lambda _: self.say("告知单已打印，请客户签字。"),
            item_id=self.item_id,
        )
        return ""

    def _ticked(self) -> tuple[int, ...]:
        return tuple(sorted(self.draft.ticked or ()))

    def _kept(self) -> Acceptance | None:
        facts: AcceptFacts | None = self.facts
        return facts.acceptance if facts is not None else None

    def _keep(self, draft: AcceptDraft) -> None:
        self.draft = draft
        self.drafts[self.item_id] = draft

    def _forget(self, field: str) -> None:
        self.errors.pop(field, None)
        if self.message.field == field:
            self.message = Message()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, RuleBroken) and error.field is not None:
            self.errors[error.field] = str(error)
        super()._failed(error)
