"""Paper faults (打印故障): shown and journalled; what was recorded stays."""

from hall_desk.store.transaction import Tx


def note_paper_fault(tx: Tx, *, paper: str, subject_id: str, reason: str) -> None:
    """Journals that a paper did not come out."""
    tx.note("paper_fault", "paper", {"paper": paper, "id": subject_id}, after={"reason": reason})


def note_printed(tx: Tx, *, paper: str, subject_id: str) -> None:
    """Journals that a paper of the register or the report was printed, and by whom."""
    tx.note("print", "paper", {"paper": paper, "id": subject_id}, after={"paper": paper})
