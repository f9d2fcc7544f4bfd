"""Tasks that money left behind (我的待办): 复电 within 24 hours, 校验 results, 退补."""

from dataclasses import replace
from datetime import datetime

from hall_desk.domain.masking import mask_account, mask_name
from hall_desk.domain.metertests import OUTCOME_WORDS, MeterTest, Outcome
from hall_desk.domain.payments import CASH
from hall_desk.domain.reconnections import Reconnection
from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_charge_state import MatterView
from hall_desk.presenters.counter_promise import due_label
from hall_desk.presenters.counter_settle import CounterSettle
from hall_desk.presenters.counter_state import Panel, TaskLine
from hall_desk.presenters.matter_views import meter_view, reconnection_view
from hall_desk.presenters.moments import day_clock_of
from hall_desk.usecases import metertests, reconnections

RECONNECT, TEST = "reconnect:", "test:"
"""How the keys of these tasks begin."""


class CounterMatters(CounterSettle):
    """One task unfolded; what is typed is kept until it is done."""

    matter_key: str
    matter_typed: dict[str, str]
    matter_serial: int

    def begin_matters(self) -> None:
        """No task unfolded."""
        self.matter_key, self.matter_typed, self.matter_serial = "", {}, 0

    def open_matter(self, key: str) -> None:
        """A line of 我的待办 was opened."""
        if key != self.matter_key:
            self.matter_typed = {}
        self.matter_key = key
        self.matter_serial += 1
        self.unfold(Panel.MATTER)

    def type_matter(self, name: str, value: str) -> None:
        """One of the fields was changed, or a choice made."""
        self.matter_typed[name] = value
        if self.message.is_error:
            self.message = Message()
        self.tick()

    def finish_matter(self) -> None:
        """Ctrl+Enter: 已复电, the result of the test, or 退补已办."""
        task, test = self._task(), self._test()
        if task is not None:
            self.do(
                reconnections.finish,
                then=lambda _: self._done(f"户号 {mask_account(task.account_no)} 已记复电。"),
                task_id=task.id,
                late_reason=self.matter_typed.get("late_reason", ""),
                told=self.matter_typed.get("passed_on_to", ""),
            )
        elif test is not None and test.to_adjust:
            self.do(
                metertests.finish_adjustment,
                then=lambda _: self._done("退补已记。"),
                test_id=test.id,
                note=self.matter_typed.get("note", ""),
            )
        elif test is not None:
            self._decide(test)

    def pass_on_matter(self) -> None:
        """Ctrl+K: the team that reconnects was told."""
        task = self._task()
        if task is not None:
            self.do(
                reconnections.pass_on,
                then=lambda _: self.say("已记通知。"),
                task_id=task.id,
                to=self.matter_typed.get("passed_on_to", ""),
            )

    def matter_view(self) -> MatterView:
        """The panel as shown; empty while another one is unfolded or the task is done."""
        if self.panel is not Panel.MATTER:
            return MatterView()
        task, test = self._task(), self._test()
        wrong = self.message if self.message.is_error else Message()
        if task is not None:
            view = reconnection_view(task, self.matter_typed, self.now, (_head(task), task.address))
        elif test is not None:
            ways = ((CASH, "现金"), *self._methods())
            view = meter_view(test, self.matter_typed, ways, (_head(test),))
        else:
            return MatterView(title="这件事项已办结")
        serial, field = self.matter_serial, wrong.field or ""
        return replace(view, serial=serial, error=wrong.text, error_field=field)

    def _decide(self, test: MeterTest) -> None:
        chosen = self.matter_typed.get("outcome", "")
        if not chosen:
            self.say("请选检定结果。", field="outcome", is_error=True)
            return
        words = OUTCOME_WORDS[Outcome(chosen)]
        self.act(
            metertests.decide,
            self.staff_no,
            then=lambda decided: self._decided(decided, words),
            approvable=True,
            test_id=test.id,
            outcome=Outcome(chosen),
            report_no=self.matter_typed.get("report_no", ""),
            method=self.matter_typed.get("method", ""),
            slip_no=self.matter_typed.get("slip_no", ""),
            window=self.window_no,
        )

    def _decided(self, test: MeterTest, words: str) -> None:
        refund_id = test.refund_id
        if refund_id is None:
            self._done(f"检定{words}：押金已转为检定费，数电票待开。")
            return

        def _found(refund: object) -> None:
            self._print_refund(refund)  # type: ignore[arg-type]

        from hall_desk.domain.refunds import Refund

        self.run(
            lambda: self.desk.hall.ask(lambda reading: reading.get(Refund, id=refund_id)),
            _found,
            quiet=True,
        )
        self._done(f"检定{words}：押金已全额退还，退补任务已建，请跟进。")

    def _done(self, words: str) -> None:
        self.matter_key, self.matter_typed = "", {}
        self.fold()
        self.say(words)

    def _task(self) -> Reconnection | None:
        found = self.facts.reconnections if self.facts else ()
        return next((t for t in found if self.matter_key == f"{RECONNECT}{t.id}"), None)

    def _test(self) -> MeterTest | None:
        found = self.facts.meter_tests if self.facts else ()
        return next((t for t in found if self.matter_key == f"{TEST}{t.id}"), None)


def _head(matter: Reconnection | MeterTest) -> str:
    return f"{mask_name(matter.customer_name)} {matter.phone}".strip()


def matter_lines(
    tasks: tuple[Reconnection, ...], tests: tuple[MeterTest, ...], now: datetime
) -> list[tuple[datetime, TaskLine]]:
    """These tasks as lines of 我的待办, each with its due moment."""
    lines = [(task.due_at, _reconnect_line(task, now)) for task in tasks]
    for test in tests:
        due = test.due_at or now
        if test.to_adjust:
            due = test.decided_at or now
        lines.append((due, _test_line(test, due, now)))
    return lines


def _reconnect_line(task: Reconnection, now: datetime) -> TaskLine:
    late = task.late(now)
    return TaskLine(
        key=f"{RECONNECT}{task.id}",
        title="复电 24 小时",
        due=("已过 " if late else "") + day_clock_of(task.due_at),
        due_today=True,
        note=f"户号 {mask_account(task.account_no)} {mask_name(task.customer_name)}".strip(),
        overdue=late,
    )


def _test_line(test: MeterTest, due: datetime, now: datetime) -> TaskLine:
    whose = f"户号 {mask_account(test.account_no)}"
    if test.to_adjust:
        return TaskLine(
            key=f"{TEST}{test.id}", title="退补", due="检定超差", due_today=True, note=whose
        )
    return TaskLine(
        key=f"{TEST}{test.id}",
        title="校验结果",
        due=due_label(due, now),
        due_today=due <= now,
        note=whose,
        overdue=due < now,
    )
