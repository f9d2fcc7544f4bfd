"""Tasks that money left behind (我的待办): 复电 within 24 hours, 校验 results, 退补."""

from datetime import datetime

from hall_desk.domain.masking import mask_account, mask_name
from hall_desk.domain.metertests import OUTCOME_WORDS, MeterTest, Outcome
from hall_desk.domain.payments import CASH
from hall_desk.domain.reconnections import Reconnection
from hall_desk.presenters.base import Message
from hall_desk.presenters.counter_charge_state import MatterView
from hall_desk.presenters.counter_promise import due_label
from hall_desk.presenters.counter_refund import CounterRefund
from hall_desk.presenters.counter_state import Panel, TaskLine
from hall_desk.presenters.moments import day_clock_of
from hall_desk.usecases import metertests, reconnections

RECONNECT, TEST = "reconnect:", "test:"
"""How the keys of these tasks begin."""


class CounterMatters(CounterRefund):
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
        said = {
            "serial": self.matter_serial,
            "error": wrong.text,
            "error_field": wrong.field or "",
        }
        if task is not None:
            return self._task_view(task, said)
        if test is not None:
            return self._test_view(test, said)
        return MatterView(title="这件事项已办结")

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

    def _field(self, name: str, label: str, stored: str = "") -> tuple[str, str, str]:
        return name, label, self.matter_typed.get(name, stored)

    def _task_view(self, task: Reconnection, said: dict[str, object]) -> MatterView:
        late = task.late(self.now)
        at = day_clock_of(task.passed_on_at) if task.passed_on_at else ""
        told = f"{at} 已通知 {task.passed_on_to}"
        fields = [self._field("passed_on_to", "通知了谁（班组或人员）", task.passed_on_to)]
        if late:
            fields.append(self._field("late_reason", "未按时复电的原因（须向客户说明）"))
        return MatterView(
            kind="reconnect",
            title=f"复电 {mask_account(task.account_no)}",
            lines=tuple(
                line
                for line in (
                    f"{mask_name(task.customer_name)} {task.phone}".strip(),
                    task.address,
                    f"应在 {day_clock_of(task.due_at)} 前复电",
                    told if task.passed_on_at else "还没有通知班组",
                )
                if line
            ),
            warning="已过 24 小时，请写原因" if late else "",
            fields=tuple(fields),
            main="已复电",
            deed="记下通知",
            **said,  # type: ignore[arg-type]
        )

    def _test_view(self, test: MeterTest, said: dict[str, object]) -> MatterView:
        head = (f"{mask_name(test.customer_name)} {test.phone}".strip(),)
        if test.to_adjust:
            return MatterView(
                kind="adjust",
                title=f"退补 {mask_account(test.account_no)}",
                lines=(*head, f"检定报告 {test.report_no}：超差，押金已退"),
                fields=(self._field("note", "退补结果（账期、电量、金额）"),),
                main="退补已办",
                **said,  # type: ignore[arg-type]
            )
        outcome = self.matter_typed.get("outcome", "")
        back = outcome == Outcome.FAIL
        method = self.matter_typed.get("method", "")
        fields = [self._field("report_no", "检定报告号")]
        if back and method not in ("", CASH):
            fields.append(self._field("slip_no", "退款单号"))
        due = f"应在 {day_clock_of(test.due_at)} 前告知结果" if test.due_at else ""
        return MatterView(
            kind="test",
            title=f"校验 {mask_account(test.account_no)}",
            lines=tuple(line for line in (*head, f"表号 {test.meter_no}", due) if line),
            fields=tuple(fields),
            outcomes=tuple((o.value, word) for o, word in OUTCOME_WORDS.items()),
            outcome=outcome,
            methods=((CASH, "现金"), *self._methods()) if back else (),
            method=method,
            main="登记结果",
            **said,  # type: ignore[arg-type]
        )


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
