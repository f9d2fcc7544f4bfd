"""What every presenter does with its jobs, whatever the window."""

from collections.abc import Callable
from typing import Any

from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.base import Desk, Message, Presenter, SyncRunner
from hall_desk.presenters.printing import print_behind
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.hall import Hall


class InTurn:
    """Keeps jobs in a row, as the thread beside the windows does."""

    def __init__(self) -> None:
        self.row: list[tuple[Callable[[], Any], Callable[[Any], None]]] = []

    def run(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self.row.append((job, done))

    def work(self) -> None:
        while self.row:
            job, done = self.row.pop(0)
            done(job())


class Shown(Presenter[str]):
    """Notes when it looks and when it prints."""

    def __init__(self, desk: Desk):
        super().__init__(desk)
        self.told: list[str] = []
        self.show = self.told.append

    def look(self, reading: Reading) -> str:
        return "looked"

    def build(self) -> str:
        return "shown"

    def paper(self, _: object = None) -> None:
        self.run(lambda: self.told.append("printed"), lambda _: None, quiet=True)

    def paper_and_more(self, _: object) -> None:
        self.paper()
        self.act(_nothing, "0906", then=self.paper)


def _nothing(tx: Tx) -> None:
    return None


def test_what_was_done_is_on_the_screen_before_its_paper_is_printed(hall: Hall) -> None:
    runner = InTurn()
    presenter = Shown(Desk(hall=hall, runner=runner))
    presenter.act(_nothing, "0906", then=presenter.paper)
    runner.work()
    assert presenter.told == ["shown", "printed"]


def test_no_paper_is_lost_when_one_action_follows_another(hall: Hall) -> None:
    runner = InTurn()
    presenter = Shown(Desk(hall=hall, runner=runner))
    presenter.act(_nothing, "0906", then=presenter.paper_and_more)
    runner.work()
    assert presenter.told.count("printed") == 2
    presenter.paper()
    runner.work()
    assert presenter.told[-1] == "printed"


def test_a_paper_is_printed_even_when_what_follows_the_action_fails(hall: Hall) -> None:
    runner = InTurn()
    presenter = Shown(Desk(hall=hall, runner=runner))

    def _fails(_: object) -> None:
        presenter.paper()
        raise ValueError

    presenter.act(_nothing, "0906", then=_fails)
    try:
        runner.work()
    except ValueError:
        runner.work()
    assert presenter.told == ["shown", "printed"]


def banner_of(presenter: Shown) -> str:
    return presenter.banner


def button_of(presenter: Shown) -> str:
    return presenter.banner_button


def may_put_away(presenter: Shown) -> bool:
    return presenter.may_put_away


def message_of(presenter: Shown) -> Message:
    return presenter.message


def test_what_failed_behind_stands_until_it_is_repaired_and_covers_nothing(hall: Hall) -> None:
    presenter = Shown(Desk(hall=hall, runner=SyncRunner()))
    presenter.refresh()
    faults = ["缺纸。"]

    def _print() -> None:
        if faults:
            raise PaperFault(faults[0])

    print_behind(presenter, _print, "日结单")
    presenter.ended("report", done="日报已存。")
    assert (banner_of(presenter), message_of(presenter).text) == (
        "日结单没有打出来：缺纸。",
        "日报已存。",
    )
    presenter.act(_nothing, "0906", then=lambda _: presenter.say("已接手。"))
    assert (banner_of(presenter) != "", message_of(presenter).text) == (True, "已接手。")
    presenter.retry()
    assert banner_of(presenter) == "日结单没有打出来：缺纸。", "tried again in vain"
    presenter.ended("report", fault="报表没有做成。")
    assert banner_of(presenter) == "日结单没有打出来：缺纸。（另有 1 处）"
    faults.clear()
    presenter.retry()
    assert message_of(presenter).text == "已接手。日结单已打印。"
    assert (banner_of(presenter), button_of(presenter)) == ("报表没有做成。", "知道了")
    presenter.retry()
    assert (banner_of(presenter), button_of(presenter)) == ("", "重试")


def test_a_fault_that_can_be_tried_again_may_be_put_away_too(hall: Hall) -> None:
    presenter = Shown(Desk(hall=hall, runner=SyncRunner()))
    tried: list[str] = []
    assert not may_put_away(presenter)
    presenter.ended("copies", fault="抄不成。", again=lambda: tried.append("again"))
    assert may_put_away(presenter)
    presenter.put_away()
    assert (banner_of(presenter), tried) == ("", [])


def test_a_refusal_is_not_covered_by_what_ended_well_and_neither_is_lost(hall: Hall) -> None:
    presenter = Shown(Desk(hall=hall, runner=SyncRunner()))
    presenter.refresh()
    presenter.say("请填原因。", field="reason", is_error=True)
    presenter.tell("日报已存。")
    presenter.tell("日结单已打印。")
    assert (message_of(presenter).text, message_of(presenter).field) == ("请填原因。", "reason")
    presenter.dismiss()
    assert message_of(presenter).text == "日报已存。日结单已打印。"
    presenter.tell("日报已存。")
    assert message_of(presenter).text == "日报已存。日结单已打印。", "the same is said once"
