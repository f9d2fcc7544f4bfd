"""The ground everything stands on: rooms, bans, locks, resources and the two commands."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import tasks
from hall_desk import assets

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "hall_desk"
LOCKS = [tasks.RUN_LOCK, tasks.TEST_LOCK, tasks.OLDEST_LOCK]


def imports_of(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


def ruff_says(code: str, path: str) -> str:
    command = [tool("ruff"), "check", "--output-format", "concise", "--stdin-filename", path, "-"]
    done = subprocess.run(
        command, input=code, capture_output=True, text=True, cwd=ROOT, check=False
    )
    return done.stdout


# -- rooms ---------------------------------------------------------------------------------------


def test_the_domain_imports_the_standard_library_and_itself_only() -> None:
    strangers = {
        f"{module.relative_to(ROOT)}: {name}"
        for module in (PACKAGE / "domain").rglob("*.py")
        for name in imports_of(module)
        if name.split(".")[0] not in sys.stdlib_module_names
        and not name.startswith("hall_desk.domain")
    }
    assert strangers == set()


def test_windows_know_no_other_window() -> None:
    ui = PACKAGE / "ui"
    room_of = {path: path.relative_to(ui).parts[0].removesuffix(".py") for path in ui.rglob("*.py")}
    windows = {
        room
        for path, room in room_of.items()
        if re.search(r"^class \w+Window\b", path.read_text("utf-8"))
    }
    neighbours = {
        f"{path.relative_to(ROOT)}: {name}"
        for path, room in room_of.items()
        if room in windows
        for name in imports_of(path)
        if name.startswith("hall_desk.ui.") and name.split(".")[2] in windows - {room}
    }
    assert neighbours == set()


@pytest.mark.parametrize(
    ("file", "code", "complaint"),
    [
        ("hall_desk/utils.py", "", "hall_desk.utils"),
        ("hall_desk/domain/stray.py", "import hall_desk.store", "domain.stray -> hall_desk.store"),
        ("hall_desk/domain/stray.py", "import hall_desk.clock", "domain.stray -> hall_desk.clock"),
        ("hall_desk/store/stray.py", "import PySide6", "store.stray -> PySide6"),
        ("hall_desk/ui/stray.py", "import reportlab", "ui.stray -> reportlab"),
        ("hall_desk/ui/stray.py", "import sqlalchemy", "ui.stray -> sqlalchemy"),
    ],
)
def test_the_rooms_are_guarded(tmp_path: Path, file: str, code: str, complaint: str) -> None:
    shutil.copytree(PACKAGE, tmp_path / "hall_desk", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / file).write_text(f"{code}\n", "utf-8")
    command = [tool("lint-imports"), "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert complaint in done.stdout


# -- bans ----------------------------------------------------------------------------------------

NOW = "import datetime\n\n_ = datetime.datetime.now(datetime.UTC)\n"
TIMER = "from PySide6.QtCore import QTimer\n\n_ = QTimer\n"


@pytest.mark.parametrize(
    ("code", "path", "banned"),
    [
        (NOW, "hall_desk/domain/days.py", True),
        (NOW, "hall_desk/store/engine.py", True),
        (NOW, "tests/test_ground.py", True),
        (NOW, "hall_desk/clock.py", False),
        (TIMER, "hall_desk/ui/counter/window.py", True),
        (TIMER, "hall_desk/ui/pulse.py", False),
    ],
)
def test_only_the_clock_tells_the_time_and_only_the_pulse_ticks(
    code: str, path: str, banned: bool
) -> None:
    assert ("TID251" in ruff_says(code, path)) is banned


# -- resources -----------------------------------------------------------------------------------


def test_resources_are_found_in_a_checkout() -> None:
    assert ROOT / "resources" == assets.RESOURCES
    assert assets.resource("fonts/NotoSansSC-Regular.ttf").is_file()


def test_resources_are_found_in_an_installed_package(tmp_path: Path) -> None:
    (tmp_path / "hall_desk" / "resources").mkdir(parents=True)
    assert assets.find_resources(tmp_path / "hall_desk") == tmp_path / "hall_desk" / "resources"


def test_a_wheel_carries_the_resources_where_they_are_found() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {"resources": "hall_desk/resources"}


def test_every_page_and_picture_the_readme_names_is_there() -> None:
    named = re.findall(r"\]\(([\w./-]+)\)", (ROOT / "README.md").read_text("utf-8"))
    assert [page for page in named if not (ROOT / page).is_file()] == []


# -- locks and tasks -----------------------------------------------------------------------------


def pins_of(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", lock.read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_has_a_hash_for_everything_and_names_no_address(lock: Path) -> None:
    entries = re.split(r"^(?=\w)", lock.read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert entries
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in lock.read_text("utf-8")


def test_the_locks_hold_the_same_versions_but_for_qt() -> None:
    run, test, oldest = map(pins_of, LOCKS)
    assert run.items() <= test.items()
    assert {name for name, _ in test.items() ^ oldest.items()} == {
        "pyside6-essentials",
        "shiboken6",
    }


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [re.split(r"[^\w-]", wish)[0].lower() for wish in project["dependencies"]]
    extra = [re.split(r"[^\w-]", wish)[0] for wish in project["optional-dependencies"]["test"]]
    assert set(names) <= pins_of(tasks.RUN_LOCK).keys()
    assert set(extra) <= pins_of(tasks.TEST_LOCK).keys()


def test_ci_and_readme_use_the_same_test_command() -> None:
    command = "python3 tasks.py test"
    assert command in (ROOT / ".ci" / "run").read_text("utf-8")
    assert command in (ROOT / "README.md").read_text("utf-8")


def test_the_tasks_explain_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    assert tasks.main([]) == 0
    assert "python3 tasks.py run" in capsys.readouterr().out


def test_missing_packages_are_named_with_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(tasks, "prefix_for_root", lambda: None)
    with pytest.raises(tasks.Trouble, match=r"lacks libEGL.*sudo apt-get install -y libegl1$"):
        tasks.install_packages(["libegl1"], "The system lacks libEGL.so.1")


def test_a_new_lock_makes_a_new_environment(tmp_path: Path) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("a==1\n", "utf-8")
    before = tasks.digest_of(lock)
    lock.write_text("a==2\n", "utf-8")
    assert tasks.digest_of(lock) != before
