"""The duty manager of the rehearsal (值班主任): opens, takes calls for help, closes the day."""

from dataclasses import replace
from pathlib import Path

from hall_desk.domain.bills import read_bills
from hall_desk.domain.days import CheckLine
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.escalations import Escalation
from hall_desk.domain.tickets import Ticket
from hall_desk.listfile import read_list
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.agenda import Actor
from hall_desk.rehearsal.plan import Customer
from hall_desk.rehearsal.stage import Stage
from hall_desk.usecases import (
    bills,
    callbacks,
    calling,
    contacts,
    helping,
    issuing,
    moneyrules,
    opening,
    phrases,
    ratings,
    tills,
)
from hall_desk.usecases.queries import code_texts

UNTICKED = 10
PHRASE, WORDED = "P01", "您好，欢迎光临青禾供电营业厅，请问您办理什么业务？"
OPINION, OPINION_LEVEL = "师傅准时上门，活干得好，收费与单子一致", 5
TEST_DOCUMENT = "样市监〔2026〕7号（虚构）"
REMARK = "扶手松动，已报修"
_DECISIONS = (
    "核对抄表记录并向客户说明，客户理解",
    "同意先受理，缺件容缺后补",
    "联系后台修复档案，当场办结",
    "到场安抚并优先办理",
)
FOLLOWED = "已致电客户致歉，说明了等候较久的原因，客户表示理解"


class Manager:
    """The person in charge of the hall for the day, acting through the use cases."""

    def __init__(self, stage: Stage):
        self.stage = stage
        self.dice = stage.dice("manager")
        self.refusals: list[str] = []
        self._taken: set[int] = set()

    def open_hall(self) -> None:
        """Checks, assigns the windows, opens the day (Art. 11(1))."""
        lines = self.stage.ask(code_texts, "checklist")
        checklist = tuple(
            CheckLine(
                text=line.text,
                ticked=index != UNTICKED,
                remark=REMARK if index == UNTICKED else "",
            )
            for index, line in enumerate(lines)
        )
        self.stage.do(
            opening.open_day, cast.MANAGER, checklist=checklist, windows=self.stage.windows
        )

    def verify_directory(self) -> None:
        """Rings two departments up, so that their entries are verified today (S2-4)."""
        for entry in self.stage.ask(contacts.directory):
            if entry.code in ("JL", "QX"):
                self.stage.do(
                    contacts.verify_contact,
                    cast.MANAGER,
                    code=entry.code,
                    person=entry.person,
                    phone=entry.phone,
                    address=entry.address,
                )

    def change_settings(self, bill_list: Path | None) -> None:
        """Words a phrase, takes the bills over; a fee at the windows, a test's document (21(7))."""
        self.stage.do(phrases.edit_phrase, cast.MANAGER, code=PHRASE, text=WORDED)
        if bill_list is not None:
            rows = read_bills(read_list(bill_list))
            self.stage.do(bills.import_bills, cast.MANAGER, rows=rows, source=bill_list.name)
        known = self.stage.ask(moneyrules.money_rules)
        rules = replace(known, fees=(cast.FEE,), test_document=TEST_DOCUMENT)
        self.stage.do(moneyrules.change_money_rules, cast.MANAGER, rules=rules)

    def call_back(self) -> None:
        """Rings up, days later, whoever paid for work that was done (Art. 26)."""
        for callback in self.stage.ask(callbacks.open_callbacks):
            self.stage.do(
                callbacks.record_answer,
                cast.MANAGER,
                callback_id=callback.id,
                opinion=OPINION,
                level=OPINION_LEVEL,
            )
            self.stage.told["有偿回访"] += 1

    def day(self) -> Actor:
        """Takes one call after the other until the hall is closed."""
        while not self.stage.is_closed():
            if not self.stage.calls:
                yield 4
                continue
            yield self.dice.uniform(12, 140)
            call = self.stage.calls.popleft()
            if call.id in self._taken:
                continue  # somebody pressed twice for the same call
            self._taken.add(call.id)
            self.take(call)
            self.stage.moved("taken", call)
            yield self.dice.uniform(90, 320)
            self.settle(call, self.dice.choice(_DECISIONS))

    def take(self, call: Escalation) -> None:
        """Takes a call (接手)."""
        self.stage.do(helping.take, cast.MANAGER, escalation_id=call.id)

    def settle(self, call: Escalation, decision: str) -> None:
        """Writes what was decided."""
        self.stage.do(helping.settle, cast.MANAGER, escalation_id=call.id, decision=decision)

    def reassign(self, windows: dict[int, str]) -> None:
        """Changes what windows do, as at lunch; nothing is written when they do it already."""
        if all(self.stage.windows.get(no) == prefixes for no, prefixes in windows.items()):
            return
        self.stage.windows.update(windows)
        self.stage.do(opening.assign_windows, cast.MANAGER, windows=dict(self.stage.windows))

    def add_ticket(self, customer: Customer) -> Ticket:
        """A ticket for somebody already inside after the hour (Art. 11(9))."""
        ticket = self.stage.do(
            issuing.add_ticket_inside,
            cast.MANAGER,
            service_code=customer.service,
            ground=customer.ground,
        )
        self.stage.told["场内补号"] += 1
        self.stage.archive.slip(ticket)
        return ticket

    def guide_ticket(self, customer: Customer) -> Ticket:
        """A ticket taken by the guide for somebody who needs help with the kiosk (Art. 6(4))."""
        ticket = self.stage.do(
            issuing.issue_by_guide,
            cast.MANAGER,
            service_code=customer.service,
            ground=customer.ground,
        )
        self.stage.archive.slip(ticket)
        return ticket

    def bring_back(self, ticket: Ticket) -> Ticket:
        """Somebody who was passed over is at the guide's desk (过号回来)."""
        return self.stage.do(calling.come_back, cast.MANAGER, code=ticket.code)

    def follow_up(self) -> None:
        """Rings a customer up who was not content (S1-11)."""
        for each in self.stage.ask(ratings.open_follow_ups)[:1]:
            self.stage.do(
                ratings.close_follow_up, cast.MANAGER, rating_id=each.id, result=FOLLOWED, level=4
            )

    def closing(self) -> Actor:
        """Tries to close, is refused with the list, waits for the last customer, closes.

        Each call for the manager has its result first, and each clerk counts the till: both
        would refuse the closing too.
        """
        while self.stage.ask(opening.unfinished) or self._open_calls():
            if not self.refusals:
                self.refusals.append(self.try_to_close())
                self.stage.moved("not closed", self.refusals[0])
            yield 30
        yield 45
        while self.stage.ask(tills.open_tills, cast.DAY):
            yield 20
        self.close()
        self.stage.done = True
        self.stage.moved("closed", None)
        yield 90
        self.print_evening()

    def _open_calls(self) -> list[Escalation]:
        return self.stage.ask(helping.open_calls, cast.DAY)

    def try_to_close(self) -> str:
        """The sentence of the refusal; empty when nothing was in the way."""
        try:
            self.stage.do(opening.close_day, cast.MANAGER)
        except RuleBroken as refusal:
            return str(refusal)
        return ""

    def close(self) -> None:
        """日结."""
        self.stage.do(opening.close_day, cast.MANAGER)

    def print_evening(self) -> None:
        """Closing record, daily report and register."""
        self.stage.archive.print_evening()
