"""How a paper reaches each kind of printer (送打): dots to a roll, a file to the system."""

import contextlib
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from . import escpos
from .escpos import State
from .faults import PaperDoubt, PaperFault, PaperRefused
from .profiles import Device, Profile
from .raster import rasterise
from .wires import Wire, open_wire

ANSWER_S = 0.6
LATE_S = 1.5
"""How long a printer that seemed mute is heard out behind a paper. A line that is closed over an
answer nobody read is broken off, and what the printer had not taken yet is lost with it."""
DONE_S = 12.0
SYSTEM_S = 20.0
OUT_S = 30.0
"""How long a paper may stand in the system's own queue before somebody is asked to look."""

LOOK_S = 0.5

_CUT_SHORT = "打到一半断了：请看纸有没有打全。"
_SILENT = "送完后打印机没有回音：请看纸有没有打全。"
_WIN_PRINTERS = "Get-Printer | Select-Object -ExpandProperty Name"


def send_paper(profile: Profile, name: str, file: Path, *, kick: bool = False) -> None:
    """Sends one paper and returns when it is out, as far as the printer tells.

    ``PaperFault``: nothing was printed, it may be tried again. ``PaperDoubt``: only a person can
    see. ``PaperRefused``: it cannot come out like this.
    """
    if profile.device is Device.PDF:
        return
    if profile.device is Device.SYSTEM:
        _send_to_system(profile, name, file)
        return
    raster = rasterise(file.read_bytes(), profile.dots)
    words = [escpos.KICK] if kick and profile.drawer else []
    words += [escpos.RESET, *escpos.bands(raster), escpos.FEED]
    if profile.cut:
        words.append(escpos.CUT)
    with contextlib.closing(open_wire(profile)) as wire:
        _Talk(wire).print(words)


def kick_drawer(profile: Profile) -> None:
    """Opens the cash drawer behind a receipt printer, for a voucher printed elsewhere."""
    with contextlib.closing(open_wire(profile)) as wire:
        try:
            wire.send(escpos.KICK)
        except OSError as fault:
            raise PaperFault("钱箱没有打开：打印机连接断了，请用钥匙开。") from fault


def state_of(profile: Profile) -> str:
    """What is wrong with a printer now, in one sentence; empty when nothing is known to be."""
    try:
        if profile.device is Device.SYSTEM:
            _look_at_system(profile)
        elif profile.is_roll:
            with contextlib.closing(open_wire(profile)) as wire:
                state = _Talk(wire).state()
                return state.fault if state else ""
    except PaperFault as fault:
        return fault.reason
    except OSError:
        return escpos.OFFLINE
    return ""


class _Talk:
    """One paper over an open wire."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._answers = False

    def print(self, words: list[bytes]) -> None:
        """Asks, sends, asks again; a printer that never answers prints all the same."""
        try:
            state = self.state()
        except OSError as fault:
            raise PaperFault(escpos.OFFLINE) from fault
        if state is not None and state.fault:
            raise PaperFault(state.fault)
        for n, word in enumerate(words):
            try:
                self._wire.send(word)
            except OSError as fault:
                self._say_broken(fault, begun=n > 0)
        self._check_done()

    def state(self) -> State | None:
        """What the printer says, or None from one that does not answer."""
        printer = self._ask(escpos.ASK_PRINTER)
        if printer is None:
            return None
        self._answers = True
        return escpos.read_state(printer, self._ask(escpos.ASK_CAUSE), self._ask(escpos.ASK_PAPER))

    def _say_broken(self, fault: OSError, *, begun: bool) -> None:
        """The first command may have left in part too, but a reset alone is no paper."""
        if begun:
            raise PaperDoubt(_CUT_SHORT) from fault
        raise PaperFault(escpos.OFFLINE) from fault

    def _check_done(self) -> None:
        """The last answer comes behind the paper; without it the state says what it may."""
        try:
            if not self._answers and not self._wire.read(LATE_S):
                return
            self._wire.send(escpos.ASK_DONE)
            done = self._is_done()
            state = None if done else self.state()
        except OSError as fault:
            raise PaperDoubt(_SILENT) from fault
        if done:
            return
        if state is None:
            raise PaperDoubt(_SILENT)
        if state.fault:
            raise PaperDoubt(f"打印中途停了（{state.fault.rstrip('。')}），请看纸有没有打全。")

    def _is_done(self) -> bool:
        until = time.monotonic() + DONE_S
        while (left := until - time.monotonic()) > 0:
            if any(escpos.is_done(byte) for byte in self._wire.read(left)):
                return True
        return False

    def _ask(self, question: bytes) -> int | None:
        self._wire.send(question)
        came = self._wire.read(ANSWER_S)
        return next((byte for byte in came if escpos.is_answer(byte)), None)


def list_system_printers() -> tuple[str, ...]:
    """The printers the system knows: CUPS by ``lpstat -e``, the spooler of Windows."""
    if sys.platform == "win32":
        command = ["powershell", "-NoProfile", "-Command", _WIN_PRINTERS]
    else:
        command = ["lpstat", "-e"]
    try:
        told = _run(command)
    except (OSError, subprocess.SubprocessError):
        return ()
    return tuple(line.strip() for line in told.splitlines() if line.strip())


def _send_to_system(profile: Profile, name: str, file: Path) -> None:
    if sys.platform == "win32":
        _send_to_windows(profile, file)
        return
    _look_at_system(profile)
    told = _system_command(
        profile, ["lp", "-d", profile.address, "-t", name, "--", str(file)], begun=True
    )
    request = re.search(r"request id is (\S+)", told)
    if request is not None:
        _wait_for_system(profile, request[1])


def _wait_for_system(profile: Profile, request: str) -> None:
    """Follows a paper through the system's queue; what stays there comes out later by itself."""
    until, pause = time.monotonic() + OUT_S, threading.Event()
    while True:
        try:
            waiting = _run(["lpstat", "-o", profile.address])
            state = _run(["lpstat", "-p", profile.address])
        except (OSError, subprocess.SubprocessError):
            return  # it was accepted; the service has no more to say
        if not any(line.split(" ")[0] == request for line in waiting.splitlines()):
            return
        stopped = "disabled" in state or "stopped" in state
        if stopped or time.monotonic() >= until:
            raise PaperDoubt(
                f"单据停在系统的队列里（{profile.name}）：请看打印机的纸、盖和电源，"
                "好了会自己打出来，看到纸请答“已出来”。"
            )
        pause.wait(LOOK_S)


def _send_to_windows(profile: Profile, file: Path) -> None:
    starter: Callable[[Path, str, str], None] = getattr(os, "startfile")  # noqa: B009
    try:
        starter(file, "printto", f'"{profile.address}"')
    except OSError as fault:
        raise PaperFault(f"打印机“{profile.name}”没有接收，请在系统里看它的状态。") from fault


def _look_at_system(profile: Profile) -> None:
    """A queue that is stopped takes papers and keeps them: say so before."""
    if sys.platform == "win32":
        return
    told = _system_command(profile, ["lpstat", "-p", profile.address], begun=False)
    if "disabled" in told or "stopped" in told:
        raise PaperFault(f"打印机“{profile.name}”在系统里已停用：请看纸和盖，再在系统里恢复它。")


def _system_command(profile: Profile, command: list[str], *, begun: bool) -> str:
    try:
        return _run(command)
    except FileNotFoundError as fault:
        raise PaperRefused("本机没有打印服务（lp），单据已存档。") from fault
    except subprocess.TimeoutExpired as fault:
        if begun:
            raise PaperDoubt("打印服务没有回音：请看纸出来没有。") from fault
        raise PaperFault("打印服务没有回音，请检查系统的打印服务。") from fault
    except (OSError, subprocess.SubprocessError) as fault:
        reason = f"打印机“{profile.name}”没有接收：请在系统里看它是否还在、有没有停用。"
        raise PaperFault(reason) from fault


def _run(command: list[str]) -> str:
    """The answers are read in English, whatever the system speaks."""
    done = subprocess.run(
        command,
        check=True,
        capture_output=True,
        timeout=SYSTEM_S,
        env={**os.environ, "LC_ALL": "C"},
    )
    return done.stdout.decode("utf-8", "replace")
