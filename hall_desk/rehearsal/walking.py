"""Every page once (走一遍页面): what a rehearsed day seldom opens, with a full hall behind it."""

from pathlib import Path

from hall_desk.rehearsal import cast
from hall_desk.rehearsal.day import set_stage
from hall_desk.rehearsal.keys import application, settle
from hall_desk.rehearsal.manager import Manager
from hall_desk.rehearsal.screens import Screens
from hall_desk.rehearsal.stage import Stage, at
from hall_desk.rehearsal.stopwatch import Stopwatch
from hall_desk.rehearsal.window_hands import WindowHands
from hall_desk.usecases import issuing

# 业务受理 needs a business item; each page is folded again with Esc.
BUSINESS = "B01"
USUAL = "A01"
IDLE_PAGES = ("F1", "Ctrl+F", "Ctrl+N", "Ctrl+B", "Ctrl+G", "F10")
VISIT_PAGES = ("F7", "F8", "F9", "F11", "Ctrl+E", "Shift+F4", "Ctrl+B")
DUTY_PAGES = ("F2", "F3", "F5", "F7", "F8", "F11", "Ctrl+F", "Ctrl+E", "Ctrl+B", "Ctrl+G", "Ctrl+H")


def walk(folder: Path, *, waiting: int, seed: int) -> Stopwatch:
    """Opens each page of the counter and of the duty desk while so many customers wait."""
    stage = set_stage(folder, windows=1, seed=seed)
    Manager(stage).open_hall()
    stage.clock.set(at(9))
    for number in range(waiting):
        stage.do(issuing.issue, "kiosk", service_code=BUSINESS if number == 0 else USUAL)
        stage.clock.advance(1)
    application()
    watch = Stopwatch()
    screens = Screens(stage, cast.POSTS[0], runner=watch.runner, fingers=watch.fingers)
    try:
        _at_the_counter(stage, screens.hands)
        _at_the_duty_desk(stage, screens)
    finally:
        screens.close()
        watch.close()
        stage.hall.store.close()
    return watch


def _at_the_counter(stage: Stage, hands: WindowHands) -> None:
    hands.sign_in()
    for key in IDLE_PAGES:
        _look(stage, hands, key)
    hands.call_next()
    stage.clock.advance(20)
    assert hands.presenter.ticket is not None
    hands.start(hands.presenter.ticket)
    for key in VISIT_PAGES:
        _look(stage, hands, key)
    hands.leave()


def _look(stage: Stage, hands: WindowHands, key: str) -> None:
    stage.clock.advance(2)
    hands.fingers.key(key)
    settle()
    hands.fingers.key("Escape")
    settle()


def _at_the_duty_desk(stage: Stage, screens: Screens) -> None:
    manager = screens.manager
    manager.sign_in()
    for key in DUTY_PAGES:
        stage.clock.advance(2)
        manager.fingers.key(key)
        settle()
        manager.fingers.key("Escape")
        settle()
