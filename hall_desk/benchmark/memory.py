"""The memory of this process."""

import sys
from pathlib import Path

READY = "ready"  # what a measured process says once its window can be used
_PAGE_KB = 1024


def resident_mb() -> float:
    """Megabytes of memory this process holds now, or held at most where only that is told."""
    if sys.platform == "win32":
        return _windows_mb()
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / _PAGE_KB
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PAGE_KB / _PAGE_KB  # macOS: bytes


def _windows_mb() -> float:
    import ctypes
    from ctypes import wintypes

    class _Counters(ctypes.Structure):
        _fields_ = [("size", wintypes.DWORD), ("faults", wintypes.DWORD)] + [
            (f"part{number}", ctypes.c_size_t) for number in range(8)
        ]

    counters = _Counters()
    counters.size = ctypes.sizeof(counters)
    process = ctypes.windll.kernel32.GetCurrentProcess()  # type: ignore[attr-defined]
    ctypes.windll.psapi.GetProcessMemoryInfo(  # type: ignore[attr-defined]
        process, ctypes.byref(counters), counters.size
    )
    return float(counters.part1) / _PAGE_KB / _PAGE_KB
