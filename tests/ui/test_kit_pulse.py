"""The pulse: on the second, every half second, and silent after its stop."""

from datetime import UTC, datetime

from pytestqt.qtbot import QtBot

from hall_desk.ui import pulse
from hall_desk.ui.pulse import Pulse

PATIENCE_MS = 20_000  # only a pulse that stands still ever takes this long


def at(milliseconds: int) -> datetime:
    return datetime(2026, 3, 12, 2, 24, 36, milliseconds * 1000, tzinfo=UTC)


def test_a_beat_comes_when_the_wall_reaches_the_next_second(qtbot: QtBot) -> None:
    beat = Pulse(lambda: at(950))
    with qtbot.waitSignal(beat.second, timeout=PATIENCE_MS):
        beat.start()
    beat.stop()


def test_no_beat_comes_before_the_second_is_over(qtbot: QtBot) -> None:
    beat = Pulse(lambda: at(0))
    beat.start()
    with qtbot.assertNotEmitted(beat.second, wait=120):
        pass
    beat.stop()


def test_the_feed_is_asked_without_the_wall(qtbot: QtBot) -> None:
    beat, seconds = Pulse(lambda: at(0)), list[None]()
    beat.second.connect(lambda: seconds.append(None))
    beat.start()
    with qtbot.waitSignal(beat.feed, timeout=PATIENCE_MS):
        pass
    assert seconds == [], "asked before the second is over"
    beat.stop()


def test_a_single_shot_rings_once_and_can_be_called_off(qtbot: QtBot) -> None:
    beat, rung = Pulse(lambda: at(0)), []
    beat.after(1, lambda: rung.append("kept"))
    call_off = beat.after(1, lambda: rung.append("dropped"))
    call_off()
    call_off()
    qtbot.waitUntil(lambda: rung == ["kept"], timeout=PATIENCE_MS)
    assert not beat.active()


def test_after_the_stop_nothing_runs(qtbot: QtBot) -> None:
    beat = Pulse(lambda: at(0))
    beat.start()
    beat.after(10_000, lambda: None)
    assert pulse.running() == [beat]
    beat.stop()
    assert pulse.running() == []
