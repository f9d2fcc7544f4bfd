"""What money left behind, dealt with at the duty desk (复电、校验、派工): from its alert line."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from hall_desk.domain.masking import mask_account, mask_name, mask_phone
from hall_desk.domain.metertests import OUTCOME_WORDS, MeterTest, Outcome
from hall_desk.domain.paidservice import Sheet
from hall_desk.domain.people import Staff
from hall_desk.domain.reconnections import Reconnection
from hall_desk.domain.workorders import WorkOrder
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.counter_charge_state import MatterView
from hall_desk.presenters.matter_views import meter_view, order_view, reconnection_view
from hall_desk.presenters.persons import heir_choices, person_of
from hall_desk.store.transaction import Reading
from hall_desk.usecases import metertests, paidservice, reconnections
from hall_desk.usecases.deposits import open_tests
from hall_desk.usecases.dutyboard import accounts
from hall_desk.usecases.heirs import heirs
from hall_desk.usecases.reconnections import open_reconnections
from hall_desk.usecases.workorders import Unpaid, open_work

RECONNECT, TESTS, ORDERS = "reconnect", "meter_tests", "orders"
"""How the keys of these alerts begin."""
Matter = Reconnection | MeterTest | WorkOrder
GONE = "这件事项已办结或已取消。"


@dataclass(frozen=True, kw_only=True)
class MatterFacts:
    """Everything open, who may be given it, and the names of all."""

    tasks: tuple[Reconnection, ...]
    tests: tuple[MeterTest, ...]
    work: tuple[Unpaid, ...]
    heirs: tuple[Staff, ...]
    names: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class MatterDeskState:
    """The dialog: the matter, who may take it over, why the main action is off.

    ``veiled`` when the eye shows more of whose it is.
    """

    open: bool
    key: str
    view: MatterView
    masked: bool
    veiled: bool
    owner: str
    heirs: tuple[tuple[str, str], ...]
    heir: str
    reason: str
    main_off: str
    others: int
    message: Message
    busy: bool


class MatterDeskPresenter(Presenter[MatterDeskState]):
    """The duty manager notes who was told, ends the matter, or hands it over.

    ``finished`` gets the sentence for the desk; what is typed stays with its matter.
    """

    facts: MatterFacts | None

    def __init__(self, desk: Desk, staff: Staff):
        super().__init__(desk)
        self.staff = staff
        self.finished: Callable[[str], None] = lambda words: None
        self.key = ""
        self.drafts: dict[str, dict[str, str]] = {}
        self.unmasked: set[str] = set()
        self._open = False

    def look(self, reading: Reading) -> MatterFacts:
        """What is open now."""
        return MatterFacts(
            tasks=tuple(open_reconnections(reading)),
            tests=tuple(each for each in open_tests(reading) if each.is_open),
            work=tuple(open_work(reading)),
            heirs=tuple(heirs(reading)),
            names={person.staff_no: person.name for person in accounts(reading)},
        )

    def build(self) -> MatterDeskState:
        """The dialog of this second."""
        facts = self.facts
        assert facts is not None
        matter, typed = self._matter(), self._typed
        owner = self._owner(matter)
        return MatterDeskState(
            open=self._open,
            key=self.key,
            view=self._view(matter),
            masked=self.key not in self.unmasked,
            veiled=isinstance(matter, Reconnection | MeterTest),
            owner=person_of(owner, facts.names),
            heirs=heir_choices(facts.heirs, owner),
            heir=typed.get("heir", ""),
            reason=typed.get("handover_reason", ""),
            main_off=self._main_off(matter),
            others=max(0, len(self._late(facts)) - 1),
            message=self.message,
            busy=self.busy,
        )

    def begin(self, key: str) -> None:
        """办理 at an alert: a reconnection, or the test or order that is late the longest."""
        self._open, self.key, self.message = True, key, Message()
        self.refresh()

    def leave(self) -> None:
        """Esc: what was typed is there again when the matter is opened again."""
        self._open = False
        self.unmasked.clear()
        self.tick()

    def next_one(self) -> None:
        """F6: the next late meter test, or the next late order."""
        late = self._late(self.facts) if self.facts else []
        matter = self._matter()
        if len(late) > 1:
            at = late.index(matter) + 1 if matter in late else 0
            self.key, self.message = f"{self._kind}:{late[at % len(late)].id}", Message()
            self.tick()

    def edit(self, name: str, text: str) -> None:
        """Something was typed or chosen."""
        self._typed[name] = text
        if self.message.field in (name, None) or name == "outcome":
            self.message = Message()
        self.tick()

    def pass_on(self) -> None:
        """记下通知: the team that reconnects was told."""
        task = self._matter()
        if isinstance(task, Reconnection):
            self._do(
                reconnections.pass_on,
                lambda _: self.say("已记下通知。"),
                task_id=task.id,
                to=self._typed.get("passed_on_to", ""),
            )

    def finish(self) -> None:
        """Ctrl+Enter: 已复电, or the outcome of the test."""
        matter, typed = self._matter(), self._typed
        if isinstance(matter, Reconnection):
            account = mask_account(matter.account_no)
            self._do(
                reconnections.finish,
                lambda _: self._done(f"户号 {account} 已记复电。"),
                task_id=matter.id,
                late_reason=typed.get("late_reason", ""),
                told=typed.get("passed_on_to", ""),
            )
        elif isinstance(matter, MeterTest) and not typed.get("outcome"):
            self.say("请选检定结果。", field="outcome", is_error=True)
        elif isinstance(matter, MeterTest):
            outcome = Outcome(typed["outcome"])
            words = f"检定{OUTCOME_WORDS[outcome]}：押金已转为检定费，数电票待开。"
            self._do(
                metertests.decide,
                lambda _: self._done(words),
                test_id=matter.id,
                outcome=outcome,
                report_no=typed.get("report_no", ""),
            )

    def hand_over(self) -> None:
        """转交: somebody else answers for it from now on."""
        matter, typed = self._matter(), self._typed
        given = {"to": typed.get("heir", ""), "reason": typed.get("handover_reason", "")}
        if isinstance(matter, Reconnection):
            self._do(reconnections.hand_over_reconnection, self._moved, task_id=matter.id, **given)
        elif isinstance(matter, MeterTest):
            self._do(metertests.hand_over_test, self._moved, test_id=matter.id, **given)
        elif isinstance(matter, WorkOrder):
            self._do(
                paidservice.hand_over_sheet,
                lambda sheet: self._done(f"{matter.code} 已转交工号 {sheet.owner}。"),
                sheet_id=matter.sheet_id,
                **given,
            )

    def reveal(self) -> None:
        """The eye: whose it is in full; the journal keeps who looked (Art. 4(3))."""
        matter, key = self._matter(), self.key
        if key in self.unmasked:
            self.unmasked.discard(key)
            self.tick()
        elif isinstance(matter, Reconnection):
            shown = reconnections.unmask_reconnection
            self._do(shown, lambda _: self.unmasked.add(key), task_id=matter.id)
        elif isinstance(matter, MeterTest):
            self._do(metertests.unmask_test, lambda _: self.unmasked.add(key), test_id=matter.id)

    def _do(self, verb: Callable[..., Any], then: Callable[[Any], None], **given: Any) -> None:
        self.act(verb, self.staff.staff_no, then=then, **given)

    def _done(self, words: str) -> None:
        self.drafts.pop(self.key, None)
        self.leave()
        self.finished(words)

    def _moved(self, matter: Reconnection | MeterTest) -> None:
        self._done(f"户号 {mask_account(matter.account_no)} 的事项已转交工号 {matter.owner}。")

    def _seen(self, facts: MatterFacts) -> None:
        """The key of all late ones becomes that of the first, so that it stays in hand."""
        late = self._late(facts)
        if self.key == self._kind and late:
            self.key = f"{self._kind}:{late[0].id}"
        super()._seen(facts)

    @property
    def _typed(self) -> dict[str, str]:
        return self.drafts.setdefault(self.key, {})

    @property
    def _kind(self) -> str:
        return self.key.partition(":")[0]

    def _matter(self) -> Matter | None:
        number = self.key.partition(":")[2]
        found = self._open_ones(self.facts) if self.facts is not None else ()
        return next((each for each in found if str(each.id) == number), None)

    def _open_ones(self, facts: MatterFacts) -> tuple[Matter, ...]:
        if self._kind == ORDERS:
            return tuple(each.order for each in facts.work if each.order is not None)
        return facts.tests if self._kind == TESTS else facts.tasks

    def _late(self, facts: MatterFacts) -> list[Matter]:
        """Those of one line: each reconnection has a line of its own."""
        now = self.desk.hall.clock.now()
        return [] if self._kind == RECONNECT else [m for m in self._open_ones(facts) if m.late(now)]

    def _sheet(self, order: WorkOrder) -> Sheet | None:
        found = self.facts.work if self.facts is not None else ()
        return next((each.sheet for each in found if each.sheet.id == order.sheet_id), None)

    def _owner(self, matter: Matter | None) -> str:
        if isinstance(matter, WorkOrder):
            sheet = self._sheet(matter)
            return sheet.owner if sheet is not None else ""
        return matter.owner if matter is not None else ""

    def _view(self, matter: Matter | None) -> MatterView:
        if matter is None:
            return MatterView(title="已办结", lines=(GONE,))
        if isinstance(matter, WorkOrder):
            sheet = self._sheet(matter)
            whose = f"{mask_name(sheet.customer_name)} {mask_phone(sheet.phone)}" if sheet else ""
            return order_view(matter, (whose.strip(),))
        now = self.desk.hall.clock.now()
        if isinstance(matter, Reconnection):
            return reconnection_view(matter, self._typed, now, self._head(matter))
        view = meter_view(matter, self._typed, (), self._head(matter))
        if view.outcome == Outcome.FAIL:
            return replace(view, warning=metertests.AT_WINDOW)
        return view

    def _head(self, matter: Reconnection | MeterTest) -> tuple[str, ...]:
        """Whose it is: masked until the eye is pressed."""
        if self.key not in self.unmasked:
            return (f"{mask_name(matter.customer_name)} {mask_phone(matter.phone)}".strip(),)
        address = matter.address if isinstance(matter, Reconnection) else ""
        whole = f"{matter.customer_name} {matter.phone}".strip()
        return tuple(line for line in (whole, f"户号 {matter.account_no}", address) if line)

    def _main_off(self, matter: Matter | None) -> str:
        if matter is None:
            return GONE
        if isinstance(matter, WorkOrder):
            return "完工在窗口登记。"
        if isinstance(matter, MeterTest) and self._typed.get("outcome") == Outcome.FAIL:
            return "检定超差须在窗口登记并退押金。"
        return ""
