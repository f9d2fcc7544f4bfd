"""The counter window (窗口) from call to finish: one state, one presenter."""

from typing import Any

from hall_desk.domain.charges import METER_TEST_SERVICE
from hall_desk.domain.days import HALL_ZONE
from hall_desk.domain.items import Item
from hall_desk.domain.people import Staff
from hall_desk.domain.queue import Choice, over_maximum, priority_words
from hall_desk.domain.tickets import Lane, Ticket, WindowNo, rank_of
from hall_desk.presenters.base import Desk
from hall_desk.presenters.counter_actions import CounterActions
from hall_desk.presenters.counter_matters import matter_lines
from hall_desk.presenters.counter_money import CounterMoney
from hall_desk.presenters.counter_moves import held_lines
from hall_desk.presenters.counter_panels import CounterPanels
from hall_desk.presenters.counter_phrases import (
    called_phrase,
    outcome_phrase,
    serving_phrase,
    waiting_phrase,
)
from hall_desk.presenters.counter_promise import accept_action, promise_view
from hall_desk.presenters.counter_rating import CounterRating
from hall_desk.presenters.counter_state import (
    PAPERS,
    BannerView,
    CounterState,
    HeaderView,
    Panel,
    Phase,
    RestView,
)
from hall_desk.presenters.counter_tasks import tasks_view
from hall_desk.presenters.counter_unknown import FOUND, KNOWN
from hall_desk.presenters.counter_views import (
    called_view,
    card_view,
    help_view,
    hero_view,
    item_rows,
    next_view,
    queue_rows,
    today_view,
    undo_view,
    waiting_view,
)
from hall_desk.presenters.counter_visit_state import CalledView, CardView, PhraseView
from hall_desk.presenters.counter_words import (
    PAID_SERVICE_CODES,
    WEEKDAYS,
    kind_word,
    short_kind,
    time_words,
)
from hall_desk.presenters.printing import NOTICE, print_behind
from hall_desk.usecases import calling, notices, people, serving, suspending
from hall_desk.usecases.counters import Catalogue, CounterFacts

_WHILE_SERVING = frozenset(
    {
        Panel.OVER,
        Panel.ADD_ITEM,
        Panel.OUTCOME,
        Panel.SPLIT,
        Panel.SERVICE,
        Panel.SKIP,
        Panel.ACCOUNTS,
        Panel.FEES,
        Panel.DEPOSIT,
    }
)


class CounterPresenter(CounterPanels, CounterMoney, CounterRating, CounterActions):
    """Everything a clerk does at one window; ``on_…`` and ``print_…`` are wired by the program."""

    def __init__(self, desk: Desk, window_no: WindowNo, staff: Staff | None):
        super().__init__(desk, window_no, staff)
        self.choice: Choice | None = None
        self.begin_money()
        self.begin_panels()
        self.begin_vouchers()
        self.begin_rating()
        self.begin_charges()
        self.begin_refund()
        self.begin_settle()
        self.begin_matters()

    # -- the way of a ticket ---------------------------------------------------------------

    def call_next(self) -> None:
        """F2 叫号."""
        expected = self.facts.order[0] if self.facts and self.facts.order else None
        self.panel = Panel.NONE
        self.do(calling.call_next, then=lambda t: self._called(t, expected), window=self.window_no)

    def recall(self) -> None:
        """F5 重呼."""
        self._with_ticket(calling.recall)

    def no_show(self) -> None:
        """Shift+F5 过号."""
        self._with_ticket(calling.no_show)

    def start(self) -> None:
        """F3 开始办理: the clock starts."""
        self.begin_panels()
        self._with_ticket(serving.start)

    def finish_paid(self) -> None:
        """办结 right after the payment, which is the outcome."""
        self.settled()
        self.finish()

    # -- the item in hand ------------------------------------------------------------------

    def switch_item(self, position: int) -> None:
        """Alt+1…9: another item of the visit."""
        for item in self.facts.items if self.facts else ():
            if item.position == position:
                self.do(serving.switch_item, item_id=item.id)

    def drop_item(self, item_id: int) -> None:
        """Takes an item back that was added by mistake."""
        self.do(serving.drop_item, item_id=item_id)

    def change_quantity(self, item_id: int, quantity: int) -> None:
        """The number of pieces of an item."""
        for item in self.facts.items if self.facts else ():
            if item.id == item_id and item.quantity != quantity:
                self.do(serving.change_quantity, item_id=item_id, quantity=quantity)

    def tick_next_step(self) -> None:
        """Space: the step that comes next."""
        if self.item is not None and self.catalogue is not None:
            current = card_view(self.item, self.catalogue).current_step
            if current is not None:
                self.tick_step(current)

    def tick_paper(self, index: int) -> None:
        """A paper is there, or is not after all."""
        if self.item is not None:
            self.do(serving.tick_paper, item_id=self.item.id, index=index)

    def inform(self) -> None:
        """一次性告知 by word of mouth (Art. 11(4))."""
        if self.item is not None:
            self.do(serving.inform, then=lambda _: self.ended(NOTICE), item_id=self.item.id)

    def give_notice(self) -> None:
        """Ctrl+P: the notice (告知单) with what is missing; printed, it counts as told."""
        item = self.item
        if item is not None:
            self.do(notices.give, then=lambda _: self._notice_given(item), item_id=item.id)

    def _notice_given(self, item: Item) -> None:
        print_behind(
            self,
            lambda: self.print_notice(item),
            NOTICE,
            done=lambda _: self._notice_printed(item),
            advice="请口头告知并打勾。",
            again=False,
        )

    def _notice_printed(self, item: Item) -> str:
        self.do(serving.inform, item_id=item.id)
        return ""

    def give_process(self) -> None:
        """办理过程单: each step of the item in hand with its time (S3-3)."""
        item = self.item
        if item is not None:
            print_behind(self, lambda: self.print_process(item), "办理过程单", again=False)

    def apologise(self) -> None:
        """The apology of Art. 11(6) was said."""
        self._with_ticket(serving.apologise)

    # -- to other pages --------------------------------------------------------------------

    def money(self) -> bool:
        """F6: whether the money pane takes over; a paid service goes to its sheet."""
        item = self.item
        if item is not None and item.service_code in PAID_SERVICE_CODES:
            self.on_paid_service(item.ticket_id, item.id)
            return False
        if item is not None and item.service_code == METER_TEST_SERVICE:
            self.open_charges()
            return False
        self.fold()
        return item is not None and item.kind == "payment"

    def refer(self) -> None:
        """F7: the register of first contacts, bound to the visit if there is one."""
        self.on_contact(self.ticket.id if self.ticket else None)

    def accept(self) -> None:
        """Ctrl+E: the acceptance page (业务受理) of the item in hand."""
        ticket, item = self.ticket, self.item
        action = accept_action(item if self.phase() is Phase.SERVING else None)
        if ticket is None or item is None or not action.on:
            self.say(f"{action.why}。", is_error=True)
        else:
            self.on_accept(ticket, item)

    def till(self) -> None:
        """Ctrl+K: the till (钱箱)."""
        self.on_till()

    def suspend_window(self) -> None:
        """F10: 暂停营业, or open again."""
        stop = self.facts.suspension if self.facts else None
        if self.phase() is Phase.SUSPENDED and stop is not None:
            self.do(suspending.resume, suspension_id=stop.id)
        elif self.phase() is Phase.IDLE:
            self.on_suspension()

    def lock(self) -> None:
        """F12 锁屏/换人."""
        self.on_lock()

    def leave_window(self) -> None:
        """Ctrl+F12 离岗: the window is free for somebody else; refused with a customer."""
        if self.staff is not None:
            self.do(people.leave_window, then=lambda _: self.on_leave(), window=self.window_no)

    def act_on_banner(self, action: str) -> None:
        """The banner's button: print again, or try the store again."""
        if action == "reprint":
            self.reprint()
        elif action == PAPERS:
            self.on_papers()
        elif action == KNOWN:
            self.forget_found()
            self.tick()
        elif action == FOUND and self.faulty_payment is not None:
            self._print(self.faulty_payment)
        else:
            self.retry()

    # -- the state -------------------------------------------------------------------------

    def build(self) -> CounterState:
        """The window at this moment."""
        facts, catalogue = self.facts, self.catalogue
        assert facts is not None
        assert catalogue is not None
        phase, now, item = self.phase(), self.now, self.item
        if self.panel in _WHILE_SERVING and phase is not Phase.SERVING:
            self.panel = Panel.NONE
        if self.panel is Panel.HELD and not (phase is Phase.IDLE and facts.held):
            self.panel = Panel.NONE
        if self.panel is Panel.TRANSFER and facts.ticket is None:
            self.panel = Panel.NONE
        if self.panel is Panel.WALK_UP and phase is not Phase.IDLE:
            self.panel = Panel.NONE
        card = card_view(item, catalogue)
        return CounterState(
            phase=phase,
            header=self._header(facts, catalogue, phase),
            waiting=waiting_view(facts, catalogue, now),
            next=next_view(facts, catalogue, now),
            tasks=tasks_view(
                facts.contacts,
                now,
                facts.acceptances,
                facts.unpaid,
                facts.callbacks,
                matter_lines(facts.reconnections, facts.meter_tests, now),
            ),
            queue=queue_rows(facts, catalogue, now) if phase is Phase.IDLE else (),
            undo=undo_view(facts, now),
            held=held_lines(facts, catalogue, self.window_no, now),
            rating=self.rating_view(),
            today=today_view(facts.today),
            hero=hero_view(facts, catalogue, item, now),
            called=self._called_view(facts, catalogue),
            items=item_rows(facts, catalogue, now),
            card=card,
            promise=promise_view(item, self.acceptance, catalogue, now),
            phrase=self._phrase(facts, catalogue, card),
            money=self.money_view(),
            cash=self.cash_view(),
            panel=self.panel_view(),
            help=help_view(facts, now),
            rest=self._rest(facts, catalogue, phase),
            owner=f"{self.staff_no} {self.staff.name}（我）" if self.staff else "",
            actions=self.actions(),
            message=self.message if self.message.text else self.undo_message(),
            banner=self._banner(),
            busy=self.busy,
        )

    def _banner(self) -> BannerView:
        """The store first, then the paper in hand, then what else this PC did not print."""
        if self.store_fault:
            return BannerView(text=self.store_fault)
        if self.fault.text:
            return self.fault
        if self.banner:
            return BannerView(text=self.banner, button=self.banner_button)
        waiting = self.paper_notice()
        return BannerView(text=waiting, button="打印队列", action=PAPERS) if waiting else self.fault

    def _header(self, facts: CounterFacts, catalogue: Catalogue, phase: Phase) -> HeaderView:
        kinds = facts.place.enabled if facts.place else ""
        words = {Phase.CLOSED: "未开门", Phase.SIGNED_OUT: "未登录", Phase.SUSPENDED: "暂停营业"}
        local = self.now.astimezone(HALL_ZONE)
        day = facts.day.date if facts.day else local.date()
        shut = phase in (Phase.CLOSED, Phase.SUSPENDED, Phase.SIGNED_OUT)
        return HeaderView(
            hall=catalogue.profile.name,
            window=f"{self.window_no}号窗口",
            kinds=" · ".join(short_kind(kind_word(catalogue, p)) for p in kinds),
            open_state="suspended" if shut else "open",
            open_word=words.get(phase, "营业中"),
            date=f"{day:%Y-%m-%d} 周{WEEKDAYS[day.weekday()]}",
            staff_no=self.staff_no or "—",
            staff_name=self.staff.name if self.staff else "未登录",
            data_ok=not self.store_fault,
            clock=f"{local:%H:%M:%S}",
        )

    def _called_view(self, facts: CounterFacts, catalogue: Catalogue) -> CalledView:
        if self.phase() is not Phase.CALLED or facts.ticket is None:
            return CalledView()
        why = self._why(facts, facts.ticket)
        kind = short_kind(kind_word(catalogue, facts.ticket.waits_for))
        return called_view(facts, catalogue, f"{why}，本窗口可办{kind}", self.now)

    def _why(self, facts: CounterFacts, ticket: Ticket) -> str:
        if self.choice is not None and self.choice.ticket.id == ticket.id:
            return self.choice.why
        called = rank_of(ticket.called_at or self.now)
        if facts.policy.is_aged(ticket.rank, called):
            return over_maximum(ticket, facts.policy, self.now)
        if ticket.lane is Lane.TRANSFERRED:
            return "转窗口的客户保留原号，排在优先号最前"
        if ticket.is_priority:
            return priority_words(max(0, ticket.priority_run - 1), facts.policy)
        return "普通号，按取号先后"

    def _phrase(self, facts: CounterFacts, catalogue: Catalogue, card: CardView) -> PhraseView:
        ticket, item = facts.ticket, self.item
        if ticket is None:
            return waiting_phrase(catalogue, facts.day, self.now)
        if item is None or self.phase() is Phase.CALLED:
            due = facts.place is not None and facts.place.apology_due
            return called_phrase(catalogue, ticket, apology_due=due)
        draft = self.draft
        if self.panel is Panel.OUTCOME:
            said = outcome_phrase(catalogue, self.outcome_view(), item)
            if said is not None:
                return said
        return serving_phrase(
            catalogue,
            item,
            card.steps,
            priority=ticket.is_priority,
            due_fen=draft.due_fen,
            received_fen=draft.received_fen,
            paid=any(p.item_id == item.id for p in facts.payments),
            apologise=self.over_limit(item) and bool(facts.order),
        )

    def _rest(self, facts: CounterFacts, catalogue: Catalogue, phase: Phase) -> RestView:
        if phase is Phase.CLOSED:
            if facts.day is not None:
                return RestView(
                    title=f"{self.window_no}号窗口今天没有安排业务",
                    note="请值班主任在值班台安排窗口业务。",
                )
            return RestView(title="营业厅还没有开门", note="值班主任开门后，这里就可以叫号。")
        if phase is Phase.SIGNED_OUT:
            return RestView(title="本窗口还没有登录", note="请按 F12 用工号登录，再叫号。")
        stop = facts.suspension
        if stop is None:
            return RestView()
        expected = stop.expected_at.astimezone(HALL_ZONE)
        return RestView(
            title="暂停营业",
            lines=(
                ("原因", stop.reason),
                ("开始", f"{time_words(stop.from_at)[:5]}，已 {stop.minutes(self.now)} 分钟"),
                ("预计恢复", f"{expected:%H:%M}" + ("（已过）" if stop.overdue(self.now) else "")),
                ("请到", stop.alternative),
                ("操作", f"{stop.by} {facts.names.get(stop.by, '')}"),
            ),
            note="大屏和告示已同步；恢复后即可叫号。",
        )

    def _called(self, ticket: Ticket | None, expected: Choice | None) -> None:
        self.choice = expected if ticket and expected else None
        if ticket is None:
            self.say("没有客户在等本窗口的业务。")

    def unpaid_fen(self) -> int | None:
        """An amount typed and not yet taken."""
        return self.draft.due_fen

    def _finish_word(self) -> str:
        """F4 does what the outcome panel says, or 办结."""
        return self.outcome_view().chosen if self.panel is Panel.OUTCOME else ""

    def _with_ticket(self, verb: Any, **kwargs: Any) -> None:
        if self.ticket is not None:
            self.do(verb, ticket_id=self.ticket.id, **kwargs)
