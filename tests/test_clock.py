"""The clock goes on through a changed PC clock and agrees between processes."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hall_desk import clock as clocks
from hall_desk.clock import SystemClock


class Wall:
    """A PC clock and a boot counter to turn by hand."""

    def __init__(self) -> None:
        self.utc = datetime(2026, 3, 12, 1, tzinfo=UTC)
        self.boot_s = 1000.0
        self.boot_id = "a"

    def pass_(self, seconds: float) -> None:
        self.utc += timedelta(seconds=seconds)
        self.boot_s += seconds


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    turned = Wall()

    class FakeDatetime(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return turned.utc

    monkeypatch.setattr(clocks, "datetime", FakeDatetime)
    monkeypatch.setattr(clocks, "_boot_seconds", lambda: turned.boot_s)
    monkeypatch.setattr(clocks, "_boot_id", lambda: turned.boot_id)
    return turned


@pytest.mark.parametrize("jump", [-86_400, -3600, 3600, 86_400])
def test_a_changed_pc_clock_moves_no_running_time(wall: Wall, tmp_path: Path, jump: int) -> None:
    clock = SystemClock(tmp_path / "clock.json")
    before = clock.now()
    wall.pass_(60)
    wall.utc += timedelta(seconds=jump)
    assert (clock.now() - before).total_seconds() == 60
    assert clock.offset_s() == jump
    restarted = SystemClock(tmp_path / "clock.json")
    assert restarted.now() == clock.now()


def test_sleep_counts(wall: Wall, tmp_path: Path) -> None:
    clock = SystemClock(tmp_path / "clock.json")
    before = clock.now()
    wall.pass_(1800)
    assert (clock.now() - before).total_seconds() == 1800


def test_after_a_reboot_the_pc_clock_is_read_again(wall: Wall, tmp_path: Path) -> None:
    SystemClock(tmp_path / "clock.json")
    wall.boot_id, wall.boot_s = "b", 5.0
    wall.utc += timedelta(hours=10)
    assert SystemClock(tmp_path / "clock.json").now() == wall.utc


def test_adopting_the_pc_clock_reaches_the_other_processes(wall: Wall, tmp_path: Path) -> None:
    one, other = SystemClock(tmp_path / "c.json"), SystemClock(tmp_path / "c.json")
    wall.utc += timedelta(hours=1)
    one.adopt()
    other.sync()
    assert one.now() == other.now() == wall.utc
    assert other.offset_s() == 0


@pytest.mark.parametrize("content", ["", "[]", '["a","x","y"]', "\x00"])
def test_a_damaged_anchor_file_is_made_anew(wall: Wall, tmp_path: Path, content: str) -> None:
    (tmp_path / "c.json").write_text(content)
    assert SystemClock(tmp_path / "c.json").now() == wall.utc
