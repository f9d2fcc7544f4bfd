"""Printing from a page (打印): away from the window, faults told in its message line."""

from collections.abc import Callable
from typing import Any

from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.base import Presenter

PrintPaper = Callable[[str, int], None]
"""Prints a paper of a kind (contact_card, hand_over, confirmation, sign …) by its id."""


def no_printer(kind: str, subject_id: int) -> None:
    """Stands in where nobody gave a printer."""
    del kind, subject_id


def print_quietly(
    presenter: Presenter[Any], print_paper: PrintPaper, kind: str, subject_id: int, word: str
) -> None:
    """Prints after the commit; what was recorded stays whatever the printer does."""

    def _job() -> str:
        try:
            print_paper(kind, subject_id)
        except PaperFault as fault:
            return fault.reason
        return ""

    def _told(reason: str) -> None:
        if reason:
            presenter.say(reason, is_error=True)
        else:
            presenter.say(f"{word}已打印。")

    presenter.run(_job, _told, quiet=True)
