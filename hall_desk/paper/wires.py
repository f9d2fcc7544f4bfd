"""The wires to receipt printers (连接): network, device file, serial; everything has its time."""

import contextlib
import os
import select
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from .faults import PaperFault, PaperRefused
from .profiles import Device, Profile

CONNECT_S = 3.0
WRITE_S = 20.0
PORT = 9100
BAUD = 9600


class Wire(Protocol):
    """An open way to a printer."""

    def send(self, words: bytes) -> None:
        """Sends all of it, or raises ``OSError`` (which a time-out is too)."""

    def read(self, seconds: float) -> bytes:
        """What came back within that time; empty when nothing did."""

    def close(self) -> None:
        """Lets the printer go."""


def open_wire(profile: Profile) -> Wire:
    """Opens the way to a printer; raises ``PaperFault`` before anything was sent."""
    ways: dict[Device, Callable[[str], Wire]] = {
        Device.NETWORK: _network,
        Device.USB: _device_file,
        Device.SERIAL: _serial,
    }
    try:
        return ways[profile.device](profile.address)
    except (OSError, ValueError) as fault:
        raise PaperFault(f"连不上打印机“{profile.name}”：{_help(profile)}") from fault


def _help(profile: Profile) -> str:
    if profile.device is Device.NETWORK:
        return f"请看电源、网线和地址 {profile.address}。"
    if profile.device is Device.SERIAL:
        return f"请看电源、串口线和端口 {profile.address}。"
    return f"请看电源、USB 线和设备 {profile.address}。"


class _Network:
    """A socket to port 9100."""

    def __init__(self, address: str) -> None:
        host, port = _host_and_port(address)
        self._socket = socket.create_connection((host, port), timeout=CONNECT_S)

    def send(self, words: bytes) -> None:
        """Sends within the time given to one band."""
        self._socket.settimeout(WRITE_S)
        self._socket.sendall(words)

    def read(self, seconds: float) -> bytes:
        """An end of the line is an error: the printer went away."""
        self._socket.settimeout(seconds)
        try:
            came = self._socket.recv(64)
        except TimeoutError:
            return b""
        if not came:
            raise ConnectionResetError("the printer closed the line")
        return came

    def close(self) -> None:
        """Says that nothing more comes, then closes."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_WR)
        self._socket.close()


def _host_and_port(address: str) -> tuple[str, int]:
    host, colon, port = address.strip().rpartition(":")
    if not colon or not port.isdigit():
        return address.strip(), PORT
    return host.strip("[]"), int(port)


class _DeviceFile:
    """A USB printer's device file, such as /dev/usb/lp0; one that cannot be read still prints."""

    def __init__(self, address: str) -> None:
        if not Path(address).exists():
            raise FileNotFoundError(address)
        flags = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
        self._reads = not Path(address).is_file()
        try:
            mode = os.O_RDWR if self._reads else os.O_WRONLY | os.O_APPEND
            self._fd = os.open(address, mode | flags)
        except PermissionError:
            self._reads = False
            self._fd = os.open(address, os.O_WRONLY | flags)

    def send(self, words: bytes) -> None:
        """Waits for the device where it is full, but not for ever."""
        left, until = memoryview(words), time.monotonic() + WRITE_S
        while left:
            if not self._ready(write=True, seconds=until - time.monotonic()):
                raise TimeoutError("the device takes nothing")
            with contextlib.suppress(BlockingIOError):
                left = left[os.write(self._fd, left) :]

    def read(self, seconds: float) -> bytes:
        """What the device answered."""
        if not self._reads or not self._ready(write=False, seconds=seconds):
            return b""
        with contextlib.suppress(BlockingIOError):
            return os.read(self._fd, 64)
        return b""

    def close(self) -> None:
        """Lets the device go."""
        os.close(self._fd)

    def _ready(self, *, write: bool, seconds: float) -> bool:
        if sys.platform == "win32":
            return write
        ways = ([], [self._fd]) if write else ([self._fd], [])
        ready = select.select(*ways, [], max(0.0, seconds))
        return bool(ready[0] or ready[1])


class _Serial:
    """A serial port by pyserial; ``/dev/ttyS0@19200`` names the speed too."""

    def __init__(self, address: str) -> None:
        import serial

        port, _, baud = address.partition("@")
        speed = int(baud) if baud else BAUD
        self._port: Any = serial.Serial(
            port.strip(), speed, timeout=1, write_timeout=WRITE_S, exclusive=_exclusive()
        )

    def send(self, words: bytes) -> None:
        """Sends and waits until it has left the PC."""
        self._port.write(words)

    def read(self, seconds: float) -> bytes:
        """What the printer answered."""
        self._port.timeout = seconds
        return bytes(self._port.read(1)) + bytes(self._port.read(self._port.in_waiting))

    def close(self) -> None:
        """Waits for the last bytes, then lets the port go."""
        self._port.close()


def _exclusive() -> bool | None:
    return None if sys.platform == "win32" else True


def _network(address: str) -> Wire:
    return _Network(address)


def _device_file(address: str) -> Wire:
    if not address:
        raise PaperRefused("没有填打印机的设备文件，请在设置里填写。")
    return _DeviceFile(address)


def _serial(address: str) -> Wire:
    return _Serial(address)
