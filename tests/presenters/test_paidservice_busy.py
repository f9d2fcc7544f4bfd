"""The paid-service page on a slow database: nothing pressed meanwhile is lost."""

from collections.abc import Callable
from typing import Any

import pytest

from hall_desk.domain.paidservice import Sheet, SheetState
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.base import Desk
from hall_desk.presenters.paidservice import PaidServicePresenter
from hall_desk.usecases.hall import Hall
from tests.conftest import Day


class SlowRunner:
    """Keeps jobs until they are let go, one after the other, as a worker thread does."""

    def __init__(self) -> None:
        self.jobs: list[Callable[[], None]] = []

    def run(
        self,
        job: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        def _work() -> None:
            try:
                result = job()
            except Exception as error:
                failed(error)
                return
            done(result)

        self.jobs.append(_work)

    def let_go(self) -> None:
        while self.jobs:
            self.jobs.pop(0)()


@pytest.fixture
def slow() -> SlowRunner:
    return SlowRunner()


@pytest.fixture
def page(hall: Hall, day: Day, slow: SlowRunner) -> PaidServicePresenter:
    day.issue("E02")
    presenter = PaidServicePresenter(
        Desk(hall=hall, runner=slow), "1030", WindowNo(8), day.serve(8)
    )
    presenter.refresh()
    slow.let_go()
    for field, value in (
        ("ownership", "customer"),
        ("customer_name", "苏合"),
        ("phone", "13800000000"),
        ("told", True),
    ):
        presenter.set_gate(field, value)
    presenter.draft_sheet()
    slow.let_go()
    return presenter


def sheet(hall: Hall, page: PaidServicePresenter) -> Sheet:
    return hall.ask(lambda reading: reading.get(Sheet, id=page.sheet_id))


def test_keys_pressed_while_saving_follow_in_their_order(
    page: PaidServicePresenter, slow: SlowRunner, hall: Hall
) -> None:
    printed: list[str] = []
    page.print_paper = lambda kind, number: printed.append(str(sheet(hall, page).state))
    page.add("L02")
    page.set_quantity("L02", "3")
    page.commit_quantity("L02")
    page.print_sheet()
    page.confirm_signature()
    slow.let_go()
    kept = sheet(hall, page)
    assert (kept.state, kept.total_fen) == (SheetState.SIGNED, 4500)
    assert len(printed) == 1


def test_a_second_press_signs_only_once(
    page: PaidServicePresenter, slow: SlowRunner, hall: Hall
) -> None:
    page.add("L02")
    slow.let_go()
    page.confirm_signature()
    page.confirm_signature()
    slow.let_go()
    assert sheet(hall, page).state is SheetState.SIGNED
    assert not page.message.is_error
