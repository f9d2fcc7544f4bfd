"""Where papers go (打印): a printer takes a name and a PDF, and says when it could not."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Protocol

from .faults import PaperFault

__all__ = ["DummyPrinter", "FolderPrinter", "PaperFault", "Printer", "QueuePrinter"]

_NAME = re.compile(r"[^\W.][^\x00-\x1f/\\:*?\"<>|]{0,119}")


class Printer(Protocol):
    """Anything that prints: a device, a folder, a test's collector."""

    def print(self, name: str, pdf: bytes) -> None:
        """Print a paper under a name; raise PaperFault when it did not come out."""


class FolderPrinter:
    """Files each paper as `name.pdf` in a folder (归档); a half-written file never shows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def print(self, name: str, pdf: bytes) -> None:
        """Write the paper whole under its name; the same name is replaced."""
        if _NAME.fullmatch(name) is None:
            raise PaperFault(f"单据名称不能作文件名：{name!r}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._file(self.folder / f"{name}.pdf", pdf)
        except OSError as fault:
            raise PaperFault(f"单据 {name} 不能存入归档文件夹，请检查文件夹和磁盘。") from fault

    def _file(self, target: Path, pdf: bytes) -> None:
        handle, draft = tempfile.mkstemp(prefix=".", suffix=".part", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(pdf)
                out.flush()
                os.fsync(out.fileno())
            Path(draft).replace(target)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise


class DummyPrinter:
    """Collects papers for tests and rehearsals; `fault` makes the next ones fail."""

    def __init__(self) -> None:
        self.papers: list[tuple[str, bytes]] = []
        self.fault: str | None = None

    def print(self, name: str, pdf: bytes) -> None:
        """Keep the paper, or raise the fault that was set."""
        if self.fault is not None:
            raise PaperFault(self.fault)
        self.papers.append((name, pdf))


class QueuePrinter:
    """Files each paper and sends it to a printer of the system (打印队列) by name."""

    def __init__(self, folder: Path, queue: str) -> None:
        self.archive = FolderPrinter(folder)
        self.queue = queue

    def print(self, name: str, pdf: bytes) -> None:
        """File first, so that a paper survives a printer without paper; then send."""
        self.archive.print(name, pdf)
        path = self.archive.folder / f"{name}.pdf"
        try:
            if sys.platform == "win32":
                os.startfile(path, "printto", f'"{self.queue}"')
                return
            subprocess.run(
                ["lp", "-s", "-d", self.queue, "--", str(path)],
                check=True,
                capture_output=True,
                timeout=20,
            )
        except FileNotFoundError as fault:
            raise PaperFault("本机没有打印服务（lp），单据已存档。") from fault
        except (OSError, subprocess.SubprocessError) as fault:
            raise PaperFault(f"打印机 {self.queue} 没有接收，单据已存档。") from fault
