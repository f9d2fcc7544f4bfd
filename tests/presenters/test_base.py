"""What every presenter does with its jobs, whatever the window."""

from collections.abc import Callable
from typing import Any

from hall_desk.presenters.base import Desk, Presenter
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
