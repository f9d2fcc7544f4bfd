"""The settings of a PC: what it remembers is written beside what somebody wrote by hand."""

from pathlib import Path

import pytest

from hall_desk import settings


def test_a_switch_is_remembered_and_the_rest_of_the_file_stays(home: Path) -> None:
    assert settings.load().customer_screen is False
    settings.remember("customer_screen", True)
    assert settings.load().customer_screen is True
    path = settings.settings_file()
    path.write_text("# 本机\nwindow = 3\ncustomer_screen = true\n[other]\nx = 1\n", "utf-8")
    settings.remember("customer_screen", False)
    loaded = settings.load()
    assert (loaded.customer_screen, loaded.window) == (False, 3)
    assert path.read_text("utf-8").splitlines()[1:] == ["# 本机", "window = 3", "[other]", "x = 1"]


def test_an_unknown_switch_is_a_mistake_of_the_program(home: Path) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        settings.remember("nonsense", True)


def test_a_folder_that_cannot_be_written_stops_nobody(
    home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    home.write_text("a file in the way")
    settings.remember("customer_screen", True)
    assert "could not be kept" in caplog.text
