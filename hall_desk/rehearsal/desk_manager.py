"""The duty manager at the real duty desk (值班主任台): opens, takes calls, closes by its keys."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox

from hall_desk.domain.escalations import Escalation
from hall_desk.domain.tickets import Ticket, TicketState
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.keys import Fingers, ScreenFault, settle
from hall_desk.rehearsal.manager import (
    FOLLOWED,
    OPINION,
    OPINION_LEVEL,
    PHRASE,
    REMARK,
    TEST_DOCUMENT,
    UNTICKED,
    WORDED,
    Manager,
)
from hall_desk.rehearsal.plan import Customer
from hall_desk.rehearsal.stage import Stage
from hall_desk.ui.stations.duty import DutyStation
from hall_desk.ui.stations.flow import Flow
from hall_desk.usecases import bills, callbacks, helping, moneyrules, phrases, ratings
from hall_desk.usecases.counters import find_ticket
from hall_desk.usecases.queries import find_day


class DeskManager(Manager):
    """Presses what the duty manager presses."""

    def __init__(self, stage: Stage, flow: Flow, fingers: Fingers):
        super().__init__(stage)
        self.flow = flow
        self.fingers = fingers

    @property
    def station(self) -> DutyStation:
        """The duty desk, once signed in."""
        station = self.flow.station
        if not isinstance(station, DutyStation):
            raise ScreenFault(f"值班主任台没有登录：{self.flow.sign_in.message.text}")
        return station

    def sign_in(self) -> None:
        """工号 and password on the sign-in screen; the first try has a slip of the finger."""
        self.flow.sign_in.refresh()
        settle()
        for password in (cast.MANAGER_PASSWORD[:-1], cast.MANAGER_PASSWORD):
            self.fingers.type_into("staff_no", cast.MANAGER)
            self.fingers.type_into("password", password)
            self.stage.moved("signing in", self.flow)
            self.fingers.key("Return")
            settle()

    def open_hall(self) -> None:
        """全部正常, one line taken back with a remark, the plan, Ctrl+Enter."""
        self.sign_in()
        assert self.station.opening is not None
        _, window = self.station.opening
        settle()
        self.fingers.key("F5")
        self.fingers.tick(window.checklist.rows[UNTICKED].box)
        self.fingers.type_into(f"remark_{UNTICKED}", REMARK)
        while len(window.plan.lines()) < max(self.stage.windows):
            self.fingers.click("add_window")
            settle()
        for line in window.plan.lines():
            line.setFocus()
            for prefix in self.stage.windows.get(line.no, ""):
                self.fingers.key(prefix)
        self.stage.moved("opening", window)
        self.fingers.key("Ctrl+Return")
        settle()
        if self.stage.ask(find_day) is None:
            raise ScreenFault("值班主任台没有开成门")

    def change_settings(self, bill_list: Path | None) -> None:
        """F11, Ctrl+PgUp to 用语, 电费账单 and 收款, each saved with Ctrl+Enter; Esc."""
        self.fingers.key("F11")
        settle()
        self._turn_to("phrases")
        self.fingers.type_into("phrase_text", WORDED)
        self.stage.moved("phrase", self.station)
        self.fingers.key("Ctrl+Return")
        settle()
        if bill_list is not None:
            self._turn_to("bills")
            self.fingers.type_into("file", str(bill_list))
            self.fingers.key("Ctrl+Return")
            settle()
            self.stage.moved("bills", self.station)
        self._turn_to("money")
        self.fingers.type_into("fee_codes", cast.FEE)
        self.fingers.type_into("test_document", TEST_DOCUMENT)
        self.stage.moved("money rules", self.station)
        self.fingers.key("Ctrl+Return")
        settle()
        self.fingers.key("Escape")
        settle()
        bank = {phrase.code: phrase.text for phrase in self.stage.ask(phrases.all_phrases)}
        rules = self.stage.ask(moneyrules.money_rules)
        kept = (bank[PHRASE], rules.test_document, rules.fees)
        if kept != (WORDED, TEST_DOCUMENT, (cast.FEE,)):
            raise ScreenFault("值班主任台没有存上设置")
        if bill_list is not None and not self.stage.ask(bills.sources):
            raise ScreenFault("值班主任台没有导入账单")
        if self.station.parts_of_frame is not None:
            raise ScreenFault("值班主任台没有离开设置")

    def call_back(self) -> None:
        """F2, F3, the first of the rows, what the customer says, the digit, Ctrl+Enter; Esc."""
        waiting = self.stage.ask(callbacks.open_callbacks)
        if not waiting:
            return
        self.station.presenter.refresh()
        self.fingers.key("F2")
        settle()
        self.fingers.key("F3")
        settle()
        for _ in waiting:
            self.fingers.type_into("opinion", OPINION)
            self.fingers.go_to("level")
            self.fingers.key(str(OPINION_LEVEL))
            self.stage.moved("callback", self.station)
            self.fingers.key("Ctrl+Return")
            settle()
            self.stage.clock.advance(240)
            self.stage.told["有偿回访"] += 1
        for _ in range(2):
            self.fingers.key("Escape")
            settle()
        if self.stage.ask(callbacks.open_callbacks):
            raise ScreenFault("值班主任台没有登记回访")

    def _turn_to(self, section: str) -> None:
        parts = self.station.parts_of_frame
        if parts is None:
            raise ScreenFault("值班主任台没有打开设置")
        for _ in parts.frame.names:
            if parts.frame.nav.current_key() == section:
                return
            self.fingers.key("Ctrl+PgUp")
            settle()
        raise ScreenFault(f"设置里没有栏目 {section}")

    def take(self, call: Escalation) -> None:
        """F4 takes the oldest call."""
        self.station.presenter.refresh()
        self.stage.moved("calling", call)
        self.fingers.key("F4")
        waiting = [c.id for c in self.stage.ask(helping.open_calls) if c.taken_at is None]
        if call.id in waiting:
            raise ScreenFault(f"值班主任台没有接手：{self.station.presenter.message.text}")

    def guide_ticket(self, customer: Customer) -> Ticket:
        """Ctrl+G, the service's code, the ground, Enter, Esc."""
        self._open_guide()
        if customer.ground is not None:
            self._choose_ground(customer.ground)
        self.fingers.type_into("search", customer.service)
        self.stage.moved("guide", self.station)
        self.fingers.key("Return")
        settle()
        assert self.station.guide is not None
        code = self.station.guide.presenter.build().given
        ticket = self.stage.ask(find_ticket, code)
        if ticket is None or ticket.service_code != customer.service:
            words = self.station.guide.presenter.message.text
            raise ScreenFault(f"引导员台没有取到 {customer.service} 的号：{words}")
        self.stage.told["引导员取号"] += 1
        self.stage.moved("guide ticket", self.station)
        self._leave_guide()
        return ticket

    def bring_back(self, ticket: Ticket) -> Ticket:
        """Ctrl+G, F5, the number, Enter, F11, Esc."""
        self._open_guide()
        self.fingers.key("F5")
        self.fingers.type_into("code", ticket.code)
        self.fingers.key("Return")
        settle()
        self.stage.moved("guide passed", self.station)
        self.fingers.key("F11")
        settle()
        back = self.stage.ask(find_ticket, ticket.code)
        if back is None or back.state is not TicketState.WAITING:
            raise ScreenFault(f"引导员台没有让 {ticket.code} 回到队里")
        self._leave_guide()
        return back

    def follow_up(self) -> None:
        """F2, what the customer said, Ctrl+Enter, Esc."""
        before = len(self.stage.ask(ratings.open_follow_ups))
        if not before:
            return
        self.station.presenter.refresh()
        self.fingers.key("F2")
        settle()
        self.fingers.type_into("follow_result", FOLLOWED)
        self.stage.moved("follow-up", self.station)
        self.fingers.key("Ctrl+Return")
        settle()
        if len(self.stage.ask(ratings.open_follow_ups)) != before - 1:
            raise ScreenFault("值班主任台没有办结回访")
        self.fingers.key("Escape")
        settle()

    def _open_guide(self) -> None:
        self.fingers.key("Ctrl+G")
        settle()
        if self.station.guide is None:
            raise ScreenFault("值班主任台没有打开引导员台")

    def _leave_guide(self) -> None:
        self.fingers.key("Escape")
        settle()
        if self.station.guide is not None:
            raise ScreenFault("引导员台没有返回")

    def _choose_ground(self, ground: str) -> None:
        box = self.fingers.find("ground")
        if not isinstance(box, QComboBox):
            raise ScreenFault("引导员台没有优先一栏")
        box.setFocus()
        for _ in range(box.findData(ground)):
            self.fingers.key("Down")

    def try_to_close(self) -> str:
        """The closing dialog shows the list, and the rules say no as well."""
        self.station.window.wants_closing.emit()
        settle()
        self.stage.moved("closing list", self.station)
        self.fingers.key("Escape")
        return super().try_to_close()

    def close(self) -> None:
        """Ctrl+Enter in the closing dialog."""
        self.station.window.wants_closing.emit()
        settle()
        self.fingers.key("Ctrl+Return")
        settle()
        if self.stage.ask(find_day) is not None:
            words = self.station.parts.closing.message.text
            raise ScreenFault(f"值班主任台没有日结成：{words}")
        self.stage.moved("closing record", self.station)

    def print_evening(self) -> None:
        """Ctrl+P in the closing dialog, then F7 and Ctrl+P for the register."""
        self.fingers.key("Ctrl+P")
        self.fingers.key("Escape")
        settle()
        self.fingers.key("F7")
        settle()
        self.stage.moved("register page", self.station)
        self.fingers.key("Ctrl+P")
        self.fingers.key("Escape")
        settle()
        count = self.stage.archive.count
        if not (count["daily-report"] and count["register"]):
            raise ScreenFault(f"值班主任台没有打印：{self.station.presenter.message.text}")
