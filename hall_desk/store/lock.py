"""One lock file taken before BEGIN IMMEDIATE, so that waiting writers of a PC are served fairly.

SQLite's own busy retry is unfair: one process can win two thousand times in a row. The system's
file lock queues the waiters and lets go when its holder dies.
"""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    class _Overlapped(ctypes.Structure):
        _fields_ = [
            ("Internal", ctypes.c_void_p),
            ("InternalHigh", ctypes.c_void_p),
            ("Offset", wintypes.DWORD),
            ("OffsetHigh", wintypes.DWORD),
            ("hEvent", wintypes.HANDLE),
        ]

    _EXCLUSIVE = 2
    # The locked byte lies far behind the content, so that the anchor stays readable.
    _FAR = 0x7FFF0000

    def _take(fd: int) -> None:
        place = _Overlapped(Offset=_FAR)
        handle = msvcrt.get_osfhandle(fd)
        if not ctypes.windll.kernel32.LockFileEx(handle, _EXCLUSIVE, 0, 1, 0, ctypes.byref(place)):
            raise OSError("LockFileEx failed")

    def _release(fd: int) -> None:
        place = _Overlapped(Offset=_FAR)
        handle = msvcrt.get_osfhandle(fd)
        ctypes.windll.kernel32.UnlockFileEx(handle, 0, 1, 0, ctypes.byref(place))
else:
    import fcntl

    def _take(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_EX)

    def _release(fd: int) -> None:
        fcntl.flock(fd, fcntl.LOCK_UN)


class WriterLock:
    """The writers' queue of one database file."""

    def __init__(self, path: Path):
        self._fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._threads = threading.Lock()

    @contextmanager
    def held(self) -> Iterator[int]:
        """Waits for the turn; yields the file descriptor, whose content holder may write."""
        with self._threads:
            _take(self._fd)
            try:
                yield self._fd
            finally:
                _release(self._fd)

    def close(self) -> None:
        """Lets the file go; a second time does nothing, as the number may be another file's."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
