"""Longer work at the real counter window (真窗口): pieces, another service, the tracker."""

from hall_desk.domain.acceptances import Acceptance
from hall_desk.domain.days import hall_date
from hall_desk.domain.items import Item
from hall_desk.presenters.counter_promise import ACCEPTANCE
from hall_desk.rehearsal.keys import ScreenFault, settle
from hall_desk.rehearsal.window_ahead import AheadHands
from hall_desk.rehearsal.work_moves import RESULT, next_event
from hall_desk.store.transaction import Reading
from hall_desk.ui.acceptance import TrackPage

_SPLIT, _RECLASSIFY = "7", "8"


class WorkHands(AheadHands):
    """What a clerk does with the items of a visit, and with what was accepted."""

    def change_quantity(self, item: Item, pieces: int) -> None:
        """Ctrl+Q, the number, Enter."""
        self._press("Ctrl+Q")
        field = self.fingers.window.focusWidget()
        assert field is not None
        self.fingers.write_in(field, str(pieces))
        self.fingers.key("Return")
        self._answered()
        if self._item(item).quantity != pieces:
            raise ScreenFault(f"{item.service_name} 没有改成 {pieces} 件")

    def split(self, item: Item, pieces: int) -> None:
        """Shift+F4, the digit of 拆分, how many, Enter."""
        before = self._item(item).quantity
        self._press("Shift+F4")
        self.fingers.key(_SPLIT)
        self.fingers.type_into("split_quantity", str(pieces))
        self.stage.moved("split", item)
        self.fingers.key("Return")
        self._answered()
        if self._item(item).quantity != before - pieces:
            raise ScreenFault(f"{item.service_name} 没有拆出 {pieces} 件")

    def reclassify(self, item: Item, service_code: str) -> None:
        """Shift+F4, the digit of 改事项, the code, Enter."""
        self._press("Shift+F4")
        self.fingers.key(_RECLASSIFY)
        self.fingers.type_into("service_filter", service_code)
        self.stage.moved("reclassify", item)
        self.fingers.key("Return")
        self._answered()
        current = self.presenter.item
        if current is None or current.service_code != service_code:
            raise ScreenFault(f"{item.service_name} 没有改成 {service_code}")

    def track(self, acceptance: Acceptance) -> None:
        """The matter of 我的待办: a date and Enter, a stage's 完成, or the result; Esc."""
        self._open_matter(f"{ACCEPTANCE}{acceptance.id}")
        page = self.screen.page()
        if not isinstance(page, TrackPage):
            raise ScreenFault(f"{self.window}号窗口没有打开受理 {acceptance.code}")
        event = next_event(acceptance)
        stages = [row for row in page.stage_rows if row.button.isVisible()]
        if event is not None:
            today = hall_date(self.stage.now)
            self.fingers.write_in(page.event_fields[event].line, f"{today.month}月{today.day}日")
            self.fingers.key("Return")
        elif stages:
            stages[0].button.press_key()
        else:
            self.fingers.write_in(page.column.result, RESULT)
            self.fingers.key("Ctrl+Return")
        settle()
        self.stage.moved("tracker", acceptance)
        if self.stage.ask(_acceptance, acceptance.id) == acceptance:
            raise ScreenFault(f"受理 {acceptance.code} 没有记上：{page.message.text()}")
        self._back()

    def _item(self, item: Item) -> Item:
        return self.stage.ask(_item, item.id)


def _item(reading: Reading, item_id: int) -> Item:
    return reading.get(Item, id=item_id)


def _acceptance(reading: Reading, acceptance_id: int) -> Acceptance:
    return reading.get(Acceptance, id=acceptance_id)
