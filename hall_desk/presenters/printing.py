"""Printing from a page (打印): away from the window, faults told in its message line."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.base import Presenter

R = TypeVar("R")
NOTICE = "告知单"
PrintPaper = Callable[[str, int], None]
"""Prints a paper of a kind (contact_card, hand_over, confirmation, sign …) by its id."""


def no_printer(kind: str, subject_id: int) -> None:
    """Stands in where nobody gave a printer."""
    del kind, subject_id


def print_quietly(
    presenter: Presenter[Any], print_paper: PrintPaper, kind: str, subject_id: int, word: str
) -> None:
    """Prints after the commit; what was recorded stays whatever the printer does."""
    print_behind(presenter, lambda: print_paper(kind, subject_id), word)


def print_behind(
    presenter: Presenter[Any],
    job: Callable[[], R],
    word: str,
    *,
    done: Callable[[R], str] | None = None,
    advice: str = "",
    again: bool = True,
) -> None:
    """Runs a job that prints ``word``; a fault of the paper stands in the banner until it is out.

    ``advice`` is what helps besides trying again, ``done`` the sentence when it is out; without
    ``again`` the banner's button only puts it away, since a key of the window tries again.
    """

    def _job() -> tuple[R | None, PaperFault | None]:
        try:
            return job(), None
        except PaperFault as fault:
            return None, fault

    def _told(made: tuple[R | None, PaperFault | None]) -> None:
        result, broken = made
        if broken is not None:
            presenter.ended(
                word,
                fault=f"{word}没有打出来：{broken.reason}{advice}",
                again=_run if again else None,
            )
        else:
            said = f"{word}已打印。" if done is None else done(cast("R", result))
            presenter.ended(word, done=said)

    def _run() -> None:
        presenter.run(_job, _told, quiet=True)

    _run()
