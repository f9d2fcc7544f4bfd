"""The first-contact page (首问负责登记, Art. 11(2)): register, then follow until it is closed."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hall_desk.domain.contacts import FirstContact, Handling, VisitMode
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.ladder import Area
from hall_desk.domain.people import Right, Staff
from hall_desk.domain.tickets import Source, Ticket, WindowNo
from hall_desk.presenters import contact_ladder as rungs
from hall_desk.presenters import contact_parts as parts
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.contact_form import form_of
from hall_desk.presenters.contact_parts import ContactFacts
from hall_desk.presenters.contact_state import ContactDraft, ContactPageState
from hall_desk.presenters.moments import clock_of, day_clock_of
from hall_desk.presenters.printing import PrintPaper, no_printer, print_quietly
from hall_desk.presenters.visit import look_at_visit, time_of
from hall_desk.store.transaction import Reading
from hall_desk.usecases import contact_history, contacts, helping, ladder
from hall_desk.usecases.queries import words_of

_MOST_HOPS = 9


class ContactPresenter(Presenter[ContactPageState]):
    """One row of the register: a new one of this visit, or one from 我的待办."""

    def __init__(
        self,
        desk: Desk,
        staff_no: str,
        window_no: WindowNo | None,
        ticket: Ticket | None = None,
        *,
        contact_id: int | None = None,
        print_paper: PrintPaper | None = None,
    ):
        super().__init__(desk)
        self.staff_no = staff_no
        self.window_no = window_no
        self.ticket = ticket
        self.contact_id = contact_id
        self.print_paper: PrintPaper = print_paper or no_printer
        mode = VisitMode.PHONE if ticket and ticket.source is Source.PHONE else VisitMode.HALL
        self.draft = self.blank = ContactDraft(visit_mode=mode.value)
        self.masked = True
        self._warned = self._asked_to_repeat = False
        self._wanted = ""
        self._areas: tuple[Area, ...] = ()
        self.closed: Callable[[], None] = lambda: None

    def look(self, reading: Reading) -> ContactFacts:
        """The row, the directory, the account's earlier visits and the words to say."""
        visit = look_at_visit(reading, self.staff_no, self.ticket)
        contact = None
        if self.contact_id is not None:
            contact = reading.get(FirstContact, id=self.contact_id)
        ticket = self.ticket
        if contact is not None and contact.ticket_id is not None:
            ticket = reading.find(Ticket, id=contact.ticket_id)
        owner = visit.staff
        if contact is not None and contact.owner != owner.staff_no:
            owner = reading.get(Staff, staff_no=contact.owner)
        account = contact.account_no if contact else self.draft.account_no.replace(" ", "")
        # Some thousand rows that hardly change: read once for a page.
        self._areas = self._areas or ladder.areas_of(reading)
        return ContactFacts(
            visit=visit,
            manager=visit.staff.may(Right.SUPERVISE),
            contact=contact,
            ticket_code=ticket.code if ticket else "",
            owner_name=owner.name,
            directory=tuple(contacts.directory(reading)),
            areas=self._areas,
            key_account=ladder.key_account_for(reading, account),
            reply_due=contacts.reply_due(reading),
            reply_workdays=contacts.reply_workdays(reading),
            today=hall_date(reading.now),
            history=tuple(
                contact_history.visits_of_account(reading, account, besides=self.contact_id)
            ),
            phrases=words_of(reading, "phrase"),
            moments=words_of(reading, "phrase_moment"),
            satisfactions=tuple(words_of(reading, "satisfaction").values()),
        )

    def _seen(self, facts: ContactFacts) -> None:
        self.facts = facts
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.choose_rung(wanted)
        super()._seen(facts)

    def build(self) -> ContactPageState:
        """The page of this second."""
        facts: ContactFacts = self.facts
        contact = facts.contact
        draft = self._draft()
        stages, stage = parts.stages_of(contact, draft.handling)
        history, chip = parts.history_of(facts, draft.matter)
        account = contact.account_no if contact else draft.account_no.replace(" ", "")
        area = rungs.area_for(facts.areas, draft, account)
        owner = contact.owner if contact else facts.visit.staff.staff_no
        return ContactPageState(
            number=contact.code if contact else "",
            visit=f"{facts.ticket_code} 来访" if facts.ticket_code else "",
            at_window=self.window_no is not None,
            owner=f"{owner} {facts.owner_name}",
            timer=time_of(facts.visit.item, self.desk.hall.clock.now()),
            stages=stages,
            stage=stage,
            step=parts.step_of(contact),
            draft=draft,
            masked=contact is not None and self.masked,
            registered=contact is not None,
            by_phone=draft.visit_mode == VisitMode.PHONE.value,
            departments=rungs.departments_of(facts.directory, facts.areas),
            contacts=tuple((e.code, e.person, e.phone) for e in facts.directory),
            department_hint=self._department_hint(draft),
            promise_hint=f"{facts.reply_workdays} 个工作日内（本厅设置）",
            rungs=rungs.form_rungs(
                facts.directory, area, draft, facts.today, kept=contact is not None
            ),
            ladder_area=area.name if area else "台区未知",
            account_manager=rungs.manager_words(facts.key_account),
            phrase=parts.phrase_of(draft, facts),
            history=history,
            history_chip=chip,
            satisfactions=facts.satisfactions,
            card_given=clock_of(contact.card_given_at) if contact else "",
            card_why=parts.card_why_of(contact),
            slip_why=parts.slip_why_of(contact),
            main=parts.main_of(facts, draft),
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    # What the clerk writes.

    def edit(self, field: str, text: str) -> None:
        """A field was typed into; its own error goes, the rest of the form stays."""
        if not isinstance(getattr(self.draft, field, None), str):
            return
        changed: dict[str, Any] = {field: text}
        self.draft = replace(self.draft, **changed)
        self._warned = False
        if self.message.field == field:
            self.message = Message()
        if field == "account_no" and len(text.replace(" ", "")) in (0, 10, 13):
            self.refresh()
            return
        self.tick()

    def choose_department(self, code: str) -> None:
        """Takes a department or a rung over into the referral; incomplete ones say why not."""
        facts: ContactFacts | None = self.facts
        entry = next((e for e in facts.directory if e.code == code), None) if facts else None
        if entry is None or self.contact_id is not None:
            return
        why = rungs.lacking(entry)
        if why:
            self.say(f"{entry.office}{why}。", field="department", is_error=True)
            return
        self.draft = replace(
            self.draft,
            department_code=code,
            department=entry.office,
            person=entry.person,
            person_phone=entry.phone,
            person_address=entry.address,
        )
        self.dismiss()

    def choose_rung(self, code: str) -> None:
        """A rung of the ladder is the one of this time: the matter goes there."""
        if self.draft.handling in (Handling.ANSWERED, Handling.DONE):
            self.set_handling(Handling.REFERRED.value)
        self.choose_department(code)

    def set_handling(self, handling: str) -> None:
        """The handling (处理方式); a promise is written in where one is due."""
        facts: ContactFacts | None = self.facts
        promised = self.draft.promised_at
        due = handling in (Handling.REFERRED, Handling.LATER, Handling.GUIDED)
        if due and not promised and facts is not None:
            promised = day_clock_of(facts.reply_due)
        in_duty = self.draft.in_duty and handling != Handling.REFERRED
        self.draft = replace(self.draft, handling=handling, promised_at=promised, in_duty=in_duty)
        self.dismiss()

    def answer_here(self) -> None:
        """Alt+Y: answered on the spot."""
        self.set_handling(Handling.ANSWERED.value)

    def set_in_duty(self, in_duty: bool) -> None:
        """Whether it is the duty of this post (本岗职责)."""
        self.draft = replace(self.draft, in_duty=in_duty)
        self.tick()

    def set_hops(self, hops: int) -> None:
        """How many contacts the customer tried before the hall (来前已联系, S2-2)."""
        hops = min(max(hops, 0), _MOST_HOPS)
        self.draft = replace(self.draft, hops=hops, rung=self.draft.rung if hops else "")
        self.tick()

    def set_rung(self, rung: str) -> None:
        """Which rung of the ladder the customer tried; that is one contact at least."""
        hops = max(self.draft.hops, 1) if rung else self.draft.hops
        self.draft = replace(self.draft, rung=rung, hops=hops)
        self.tick()

    def set_phone_declined(self, declined: bool) -> None:
        """The customer leaves no phone (客户不留电话, Art. 14(3))."""
        self.draft = replace(self.draft, phone_declined=declined)
        if self.message.field == "phone":
            self.message = Message()
        self.tick()

    def begin_with(self, code: str, *, area_code: str = "", account_no: str = "") -> None:
        """Opened from the ladder page: the rung found there is filled in."""
        self.draft = replace(self.draft, area_code=area_code, account_no=account_no)
        self._wanted = code

    def leave(self) -> None:
        """Esc: a form with something in it is left with the second press only."""
        if self.contact_id is None and self.draft != self.blank and not self._warned:
            self._warned = True
            self.say("还没有登记，再按一次 Esc 离开，写的内容不保留。")
        else:
            self.closed()

    # What happens to the row.

    def submit(self) -> None:
        """Ctrl+Enter: registers, or takes the row one stage further."""
        if self.facts is None:
            return
        step = parts.step_of(self.facts.contact)
        if step == "form":
            self._register()
        elif step == "receive":
            self._move(contacts.receive, receiver=self.draft.receiver.strip())
        elif step == "resolve":
            self._move(
                contacts.resolve,
                result=self.draft.result.strip(),
                unresolved_reason=self.draft.unresolved_reason.strip(),
            )
        elif step == "answer":
            self._move(
                contacts.give_answer,
                result=self.draft.result.strip(),
                unresolved_reason=self.draft.unresolved_reason.strip(),
                satisfaction=self.draft.satisfaction,
            )
        elif step == "feed_back":
            self._move(contacts.feed_back, satisfaction=self.draft.satisfaction)
        elif step == "close":
            self._move(contacts.close)
        else:
            self.closed()

    def give_card(self) -> None:
        """The contact card is in the customer's hands (已交客户, S2-4)."""
        self._move(contacts.give_card)

    def print_card(self) -> None:
        """The contact card (联系卡)."""
        self._print("contact_card", "联系卡")

    def print_slip(self) -> None:
        """The hand-over slip that goes with a referral (交接单, S1-2)."""
        self._print("hand_over", "交接单")

    def print_register(self) -> None:
        """The register with this row (Ctrl+P)."""
        self._print("contact_register", "登记簿")

    def call_manager(self) -> None:
        """请值班主任 from this page (Art. 11(10)); a second press changes nothing."""
        self.act(
            helping.call_manager,
            self.staff_no,
            then=lambda _: self.say("已请值班主任，请稍候。"),
            window=self.window_no,
        )

    def reveal(self) -> None:
        """The eye: shows the personal fields; the journal keeps who looked."""
        if self.contact_id is None or not self.masked:
            self.masked = True
            self.tick()
            return

        def _shown(_: FirstContact) -> None:
            self.masked = False

        self.act(
            contact_history.unmask_contact,
            self.staff_no,
            then=_shown,
            contact_id=self.contact_id,
        )

    def _draft(self) -> ContactDraft:
        contact = self.facts.contact
        if contact is None:
            return self.draft
        return parts.kept_draft(contact, self.draft, masked=self.masked)

    def _department_hint(self, draft: ContactDraft) -> str:
        entry = next((e for e in self.facts.directory if e.code == draft.department_code), None)
        if entry is None or not entry.stale(self.facts.today):
            return ""
        return rungs.age_words(entry, self.facts.today)

    def set_repeated(self, repeated: bool) -> None:
        """已复述确认: what the caller said was repeated and confirmed (Art. 14(2))."""
        self.draft = replace(self.draft, repeated=repeated)
        if self.message.field == "repeated":
            self.message = Message()
        self.tick()

    def _asks_to_repeat(self) -> bool:
        """Whether the caller was not heard back yet; asked once, then it is the clerk's word."""
        wanted = self.draft.visit_mode == VisitMode.PHONE.value and not self.draft.repeated
        if not wanted or self._asked_to_repeat:
            return False
        self._asked_to_repeat = True
        self.say(
            "请先向客户复述确认并打勾；不勾就再按一次登记。",
            field="repeated",
            is_error=True,
        )
        return True

    def _register(self) -> None:
        try:
            form = form_of(self.draft, self.facts.today)
        except RuleBroken as refusal:
            self.say(str(refusal), field=refusal.field, is_error=True)
            return
        if self._asks_to_repeat():
            return
        self.act(
            contacts.register_contact,
            self.staff_no,
            then=self._registered,
            form=form,
            ticket_id=self.ticket.id if self.ticket else None,
        )

    def _registered(self, contact: FirstContact) -> None:
        self.contact_id = contact.id
        self.masked = True

    def _move(self, verb: Callable[..., FirstContact], **kwargs: Any) -> None:
        if self.contact_id is not None:
            self.act(verb, self.staff_no, contact_id=self.contact_id, **kwargs)

    def _print(self, kind: str, word: str) -> None:
        if self.contact_id is None:
            self.say("登记后才能打印。")
        else:
            print_quietly(self, self.print_paper, kind, self.contact_id, word)
