"""One alert of the duty desk (预警), as the window shows it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class AlertLine:
    """One alert: ``loudness`` over (framed), warn or edge; ``action`` take, settle or window.

    ``taken`` is the green line of a call somebody has charge of; ``f4`` is the line of that key.
    """

    key: str
    icon: str
    title: str
    detail: str
    since: str
    figure: str
    figure_note: str
    loudness: str = "edge"
    taken: str = ""
    action: str = ""
    action_word: str = ""
    primary: bool = False
    f4: bool = False
    window: int | None = None
    rank: int = 0
