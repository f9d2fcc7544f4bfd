"""The windows answer at once: the short form of ``hall-desk latency``.

On the slow machines of a check everything takes longer than in a hall: the bounds here are wider,
and a pause counts by the window's own work, which a busy machine does not stretch.
"""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from hall_desk.clock import FakeClock
from hall_desk.rehearsal import elsewhere
from hall_desk.rehearsal.latency import at, bounds, is_sign_in, measure_day, name_of, table
from hall_desk.rehearsal.progress import Progress
from hall_desk.rehearsal.stopwatch import Lap, Stopwatch
from hall_desk.rehearsal.walking import DUTY_PAGES, IDLE_PAGES, VISIT_PAGES, walk
from tests.conftest import OPENED

SLOW = 3  # times slower than the machine of a hall


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Stopwatch:
    folder = tmp_path_factory.mktemp("latency")
    return measure_day(
        folder,
        customers=10,
        windows=2,
        seed=1,
        progress=Progress(StringIO()),
        tick_every=timedelta(minutes=15),  # the long form, hall-desk latency, ticks each minute
    )


def test_every_press_of_the_day_has_its_effect_on_the_screen_at_once(day: Stopwatch) -> None:
    assert len(day.effects) > 150
    times = [lap.ms for lap in day.effects if not is_sign_in(lap)]
    assert at(50, times) <= 100
    assert at(90, times) <= 100 * SLOW


def test_the_day_presses_what_a_clerk_presses(day: Stopwatch) -> None:
    names = " ".join(map(name_of, day.effects))
    for word in ("叫号", "开始办理", "办结", "取号", "首问登记页", "暂停营业", "登录"):
        assert word in names
    assert any("全部" in line for line in table(day.effects))


def test_no_work_of_a_window_holds_the_loop(day: Stopwatch) -> None:
    assert len(day.pauses) > 300
    work = [lap.work_ms for lap in day.pauses]
    assert at(99, work) <= 50 * SLOW / 2
    assert max(work) <= 50 * SLOW * 2


def work_of(watch: Stopwatch) -> tuple[float, float]:
    """What a window itself does, in milliseconds: nineteen times in twenty, and at most."""
    work = [lap.work_ms for lap in watch.pauses]
    return at(95, work), max(work)


def walked(folder: Path) -> Stopwatch:
    folder.mkdir()
    return walk(folder, waiting=60, seed=1)


def test_no_page_of_the_staff_takes_longer_to_open_than_a_hand_notices(tmp_path: Path) -> None:
    bound = (50 * SLOW / 2, 50 * SLOW)
    watch = walked(tmp_path / "first")
    opened = [lap for lap in watch.effects if lap.what not in ("Escape", "typing", "Return")]
    assert len(opened) >= len(IDLE_PAGES) + len(VISIT_PAGES) + len(DUTY_PAGES)
    usual, most = work_of(watch)
    for again in ("second", "third"):  # two cores that three share make work longer too
        if usual <= bound[0] and most <= bound[1]:
            break
        once_more = work_of(walked(tmp_path / again))
        usual, most = min(usual, once_more[0]), min(most, once_more[1])
    assert usual <= bound[0]
    assert most <= bound[1]


def test_a_sign_in_is_told_apart_because_its_wait_is_the_password(qapp: QApplication) -> None:
    del qapp
    watch = Stopwatch()
    watch.close()
    quick = Lap(screen="窗口", what="F2", ms=10, work_ms=5)
    watch.effects = [quick, Lap(screen="登录", what="Return", ms=400, work_ms=20)]
    watch.pauses = [quick]
    assert [figure.holds for figure in bounds(watch, [10.0])] == [True, True, True]
    watch.effects.append(Lap(screen="登录", what="typing", ms=400, work_ms=20))
    assert not bounds(watch, [10.0])[0].holds


def test_a_call_is_on_another_process_s_screen_within_a_moment(tmp_path: Path) -> None:
    delays = elsewhere.delays(tmp_path, calls=4, seed=1)
    assert min(delays) > 0
    assert max(delays) <= 600 * SLOW


def test_a_slow_window_is_found_out(qapp: QApplication, qtbot: object) -> None:
    del qapp
    watch = Stopwatch()
    window = QWidget()
    window.setWindowTitle("窗口 - hall_desk")
    hands = watch.fingers(window, FakeClock(OPENED))
    try:
        hands.strike("F2", lambda: _work(0.12))
        hands.strike("F3", lambda: None)
    finally:
        watch.close()
        window.deleteLater()
    slow, quick = watch.effects
    assert (slow.screen, slow.what) == ("窗口", "F2")
    assert slow.ms >= 100 > quick.ms
    assert watch.pauses[0].work_ms >= 50
    figures = bounds(watch, [10.0])
    assert [figure.holds for figure in figures] == [False, True, False]
    assert "超出" in str(figures[0])


def _work(seconds: float) -> None:
    import time

    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_a_percentile_is_a_measured_value() -> None:
    assert at(50, [3.0, 1.0, 2.0]) == 2.0
    assert at(99, [1.0, 2.0]) == 2.0
    assert name_of(Lap(screen="", what="tick", ms=1, work_ms=1)) == "每秒一次的走时"
