"""The tasks of this repository, with nothing but Python's standard library.

`python3 tasks.py run` sets up everything and starts the program;
`python3 tasks.py test` sets up everything and passes the checks and tests.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"
OLDEST_LOCK = ROOT / "requirements-oldest.lock"
OLDEST_PYTHON = (3, 11)
OLDEST_QT = "6.8.3"
GLIBC_OF_NEWEST_QT = (2, 34)

# Debian's package for each library Qt loads: always, and for a window on an X server.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
X_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-image.so.0": "libxcb-image0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
QT_PROBE = "from PySide6 import QtPrintSupport, QtSvg, QtWidgets; QtWidgets.QApplication(['probe'])"

USAGE = """\
python3 tasks.py run [options]       set up everything and start the program
python3 tasks.py test                set up everything, then lint, types, layers and tests
python3 tasks.py test --long         the same with the long forms of the tests
python3 tasks.py test ARGS           set up everything, then only pytest with ARGS
python3 tasks.py test --oldest       the same with the oldest Qt the program supports
python3 tasks.py setup [--test]      only set up
python3 tasks.py rules               list the rows of the regulation that tests accept
python3 tasks.py lock [--upgrade]    write the lock files anew (needs uv)
python3 tasks.py COMMAND [options]   any other command of the program:
                                     rehearse, verify, journal, report, simulate,
                                     estimate-check, latency, benchmark, ...
"""


@dataclass(frozen=True)
class Environment:
    """A folder with Python's packages, and the locks it is made from."""

    folder: Path
    run_lock: Path
    test_lock: Path

    @property
    def scripts(self) -> Path:
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        return self.scripts / ("python.exe" if os.name == "nt" else "python")

    @property
    def stamp(self) -> Path:
        """Written last: the digests of the locks that are installed."""
        return self.folder / "ready"


NEWEST = Environment(ROOT / ".venv", RUN_LOCK, TEST_LOCK)
OLDEST = Environment(ROOT / ".venv-oldest", OLDEST_LOCK, OLDEST_LOCK)


class Trouble(Exception):
    """One sentence for the person at the keyboard; the task ends with it."""


def say(line: str) -> None:
    print(line, flush=True)


def main(arguments: list[str]) -> int:
    """Run the task named first; 0 when all is well."""
    name, rest = (arguments[0], arguments[1:]) if arguments else ("help", [])
    try:
        if sys.version_info < OLDEST_PYTHON:
            version = ".".join(str(part) for part in OLDEST_PYTHON)
            raise Trouble(f"Python {version} or newer is needed; this is {sys.version.split()[0]}.")
        return run_task(name, rest)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run_task(name: str, rest: list[str]) -> int:
    if name in {"help", "-h", "--help"}:
        say(USAGE)
        return 0
    if name == "lock":
        return write_locks(rest)
    if name not in {"setup", "test", "rules"}:
        environment = OLDEST if has_old_glibc() else NEWEST
        set_up(environment, tests=False)
        return start_program(environment, [name, *rest])
    environment = OLDEST if "--oldest" in rest or has_old_glibc() else NEWEST
    set_up(environment, tests=name in {"test", "rules"} or "--test" in rest)
    if name == "rules":
        return subprocess.call([str(environment.python), "-P", "-m", "tests.rules"], cwd=ROOT)
    if name == "test":
        return run_tests(environment, [word for word in rest if word != "--oldest"])
    say(f"Ready: {environment.scripts / 'hall-desk'}")
    return 0


def has_old_glibc() -> bool:
    """Whether this Linux is too old for the newest Qt, as many desktops of halls are."""
    library, version = platform.libc_ver()
    return library == "glibc" and tuple(map(int, version.split("."))) < GLIBC_OF_NEWEST_QT


# -- the program and the checks ------------------------------------------------------------------


def start_program(environment: Environment, arguments: list[str]) -> int:
    command = [str(environment.python), "-P", "-m", "hall_desk", *arguments]
    if os.name != "nt":
        os.execv(command[0], command)  # signals reach the program itself
    return subprocess.call(command)


def run_tests(environment: Environment, rest: list[str]) -> int:
    """Run every check, even after a failed one, and say at the end which failed."""
    long_forms = "--long" in rest
    pytest_only = [argument for argument in rest if argument != "--long"]
    pytest = [
        "pytest",
        "-n",
        "3",
        "--dist",
        "loadfile",
    ]  # on two cores: tests wait for the disk too
    if long_forms:
        pytest += ["-m", "slow or not slow"]
    checks = [
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["lint-imports", "--no-logo"],
        pytest,
    ]
    if pytest_only:
        checks = [[*pytest, *pytest_only]]
    started = time.monotonic()
    failed = [
        " ".join(check[:2]).split(" -")[0] for check in checks if not passes(environment, check)
    ]
    seconds = time.monotonic() - started
    if failed:
        raise Trouble(f"Failed: {', '.join(failed)} ({seconds:.0f} s).")
    say(f"All checks passed in {seconds:.0f} s.")
    return 0


def passes(environment: Environment, check: list[str]) -> bool:
    say(f"\n== {' '.join(check)}")
    command = [str(environment.scripts / check[0]), *check[1:]]
    variables = {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", **os.environ}
    return subprocess.call(command, cwd=ROOT, env=variables) == 0


def write_locks(rest: list[str]) -> int:
    """Write the locks: hashes for every platform, and no address of any registry."""
    uv = shutil.which("uv")
    if uv is None:
        raise Trouble("uv is needed to write the locks: python3 -m pip install uv")
    fixed = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    compile_to = [uv, "pip", "compile", *fixed, "pyproject.toml", "-o"]
    tests = ["--extra", "test"]
    subprocess.run([*compile_to, RUN_LOCK.name, *rest], cwd=ROOT, check=True)
    same_versions = [*tests, "-c", RUN_LOCK.name, *rest]
    subprocess.run([*compile_to, TEST_LOCK.name, *same_versions], cwd=ROOT, check=True)
    shutil.copy(TEST_LOCK, OLDEST_LOCK)  # uv keeps what it finds, but for the one it is told
    oldest = [*tests, "--upgrade-package", f"PySide6-Essentials=={OLDEST_QT}"]
    subprocess.run([*compile_to, OLDEST_LOCK.name, *oldest], cwd=ROOT, check=True)
    for lock in (RUN_LOCK, TEST_LOCK, OLDEST_LOCK):
        if "://" in lock.read_text("utf-8"):
            raise Trouble(f"{lock.name} names an address; do not commit it.")
        say(f"{lock.name}: {count_of(lock)} packages")
    return 0


def count_of(lock: Path) -> int:
    return sum(line[:1].isalnum() for line in lock.read_text("utf-8").splitlines())


# -- the environment -----------------------------------------------------------------------------


def set_up(environment: Environment, *, tests: bool) -> None:
    """Make the environment from its lock unless it is there, and see whether Qt starts in it."""
    current = {digest_of(lock): lock for lock in (environment.run_lock, environment.test_lock)}
    wanted = digest_of(environment.test_lock if tests else environment.run_lock)
    have = (
        set(environment.stamp.read_text("utf-8").split()) if environment.stamp.exists() else set()
    )
    stale = not have or not have <= current.keys()
    prepare_system(for_venv=stale)
    if stale:
        make(environment)
        have = set()
    if wanted not in have:
        install(environment, current[wanted])
        link_project(environment)
        probe_qt(environment)
        have |= {wanted, digest_of(environment.run_lock)}  # each test lock holds the run lock
        environment.stamp.write_text("\n".join(have), "utf-8")


def digest_of(lock: Path) -> str:
    """What an environment was made from: the lock, the Python and the place of this checkout."""
    base = f"{lock.name} {sys.version_info[:2]} {ROOT}".encode()
    return hashlib.sha256(base + lock.read_bytes()).hexdigest()


def make(environment: Environment) -> None:
    if Path(sys.prefix) == environment.folder:
        raise Trouble("The environment must be made anew: start tasks.py with the system's Python.")
    say(f"Making the environment {environment.folder.name} ...")
    # A process of its own: ensurepip may have arrived only now.
    command = [sys.executable, "-m", "venv", "--clear", str(environment.folder)]
    subprocess.run(command, check=True)


def install(environment: Environment, lock: Path) -> None:
    say(f"Installing {count_of(lock)} packages from {lock.name} (about a minute) ...")
    started = time.monotonic()
    command = [str(environment.python), "-m", "pip", "install", "--require-hashes", "--no-deps"]
    command += ["--no-input", "--disable-pip-version-check", "-r", str(lock)]
    if not sys.stdout.isatty():
        command.append("--quiet")
    if subprocess.call(command) != 0:
        raise Trouble(
            "The packages could not be installed (the lines above say why); "
            "check the network or pip's settings and start again."
        )
    say(f"Installed in {time.monotonic() - started:.0f} s.")


def link_project(environment: Environment) -> None:
    """Let the environment see this checkout, and give it the command `hall-desk`."""
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = subprocess.check_output([str(environment.python), "-c", where], text=True).strip()
    (Path(packages) / "hall_desk_checkout.pth").write_text(f"{ROOT}\n", encoding="locale")
    if os.name == "nt":
        launcher = environment.scripts / "hall-desk.cmd"
        launcher.write_text('@"%~dp0python.exe" -P -m hall_desk %*\n', "utf-8")
        return
    launcher = environment.scripts / "hall-desk"
    start = f'exec {shlex.quote(str(environment.python))} -P -m hall_desk "$@"'
    launcher.write_text(f"#!/bin/sh\n{start}\n", "utf-8")
    launcher.chmod(0o755)


def probe_qt(environment: Environment) -> None:
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    probe = [str(environment.python), "-c", QT_PROBE]
    done = subprocess.run(probe, env=variables, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        lines = done.stderr.strip().splitlines() or [f"exit code {done.returncode}"]
        raise Trouble(f"Qt does not start here: {lines[-1]}")


# -- the system's part ---------------------------------------------------------------------------


def prepare_system(*, for_venv: bool) -> None:
    """Install what is missing on this Linux, or name it all in one sentence."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_parts(for_venv=for_venv)
    if missing:
        install_packages(list(missing.values()), f"The system lacks {', '.join(missing)}")


def missing_parts(*, for_venv: bool) -> dict[str, str]:
    """Each missing part of the system and the Debian package that brings it."""
    libraries = QT_LIBRARIES | (X_LIBRARIES if os.environ.get("DISPLAY") else {})
    missing = {name: package for name, package in libraries.items() if not loads(name)}
    if for_venv and importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        missing[f"Python's venv {version}"] = f"python{version}-venv"
    return missing


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_packages(packages: list[str], reason: str) -> None:
    """Install Debian packages when that needs no question, or say the exact command."""
    install_them = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if shutil.which("apt-get") is None:
        raise Trouble(f"{reason}; install it with the system's package manager and start again.")
    prefix = prefix_for_root()
    if prefix is not None:
        say(f"{reason}: installing {' '.join(packages)} ...")
        # The package lists may be missing or old: then fetch them and try once more.
        if quietly([*prefix, *install_them]):
            return
        if quietly([*prefix, "apt-get", "update"]) and quietly([*prefix, *install_them]):
            return
    command = f"apt-get update && sudo apt-get install -y {' '.join(packages)}"
    raise Trouble(f"{reason}; run this and start again: sudo {command}")


def prefix_for_root() -> list[str] | None:
    """How to act as root without a question: as root, by sudo, or not at all."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") is not None and quietly([*sudo, "true"]):
        return sudo
    return None


def quietly(command: list[str]) -> bool:
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=variables, capture_output=True, check=False)
    return done.returncode == 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
