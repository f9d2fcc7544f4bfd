"""Where papers go (打印): a printer takes a name and a PDF, and says when it could not."""

from pathlib import Path
from typing import Protocol, runtime_checkable

from .faults import PaperFault
from .spool import NAME, write_whole

__all__ = ["DummyPrinter", "FolderPrinter", "PaperFault", "Printer", "outcome_of", "roll_dots"]

USUAL_DOTS = 576


class Printer(Protocol):
    """Anything that prints: a device, a folder, a test's collector."""

    def print(self, name: str, pdf: bytes, kind: str = "", *, kick: bool = False) -> None:
        """Print a paper under a name; raise PaperFault when it did not come out.

        ``kind`` chooses the printer; ``kick`` opens the cash drawer with it.
        """


@runtime_checkable
class QueueingPrinter(Protocol):
    """A printer that sends later and knows how each paper fares."""

    def outcome(self, name: str) -> str:
        """How a paper fares: printing, failed, printed."""


@runtime_checkable
class RollPrinter(Protocol):
    """A printer that knows how wide the roll for a paper is."""

    def dots(self, kind: str) -> int:
        """The dots across; 0 where that paper is printed on pages or filed."""


def roll_dots(printer: Printer, kind: str) -> int:
    """How wide a paper of the roll is drawn: as its printer says, or 80 mm."""
    return (printer.dots(kind) if isinstance(printer, RollPrinter) else 0) or USUAL_DOTS


def outcome_of(printer: Printer, name: str) -> str:
    """How a paper fares; with a printer that prints at once it is printed."""
    return printer.outcome(name) if isinstance(printer, QueueingPrinter) else "printed"


class FolderPrinter:
    """Files each paper as `name.pdf` in a folder (归档); a half-written file never shows."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def print(self, name: str, pdf: bytes, kind: str = "", *, kick: bool = False) -> None:
        """Write the paper whole under its name; the same name is replaced."""
        if NAME.fullmatch(name) is None:
            raise PaperFault(f"单据名称不能作文件名：{name!r}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_whole(self.folder / f"{name}.pdf", pdf)
        except OSError as fault:
            raise PaperFault(f"单据 {name} 不能存入归档文件夹，请检查文件夹和磁盘。") from fault


class DummyPrinter:
    """Collects papers for tests and rehearsals; `fault` makes the next ones fail."""

    def __init__(self) -> None:
        self.papers: list[tuple[str, bytes]] = []
        self.fault: str | None = None

    def print(self, name: str, pdf: bytes, kind: str = "", *, kick: bool = False) -> None:
        """Keep the paper, or raise the fault that was set."""
        if self.fault is not None:
            raise PaperFault(self.fault)
        self.papers.append((name, pdf))
