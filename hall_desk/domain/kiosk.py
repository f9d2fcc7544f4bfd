"""What the hall sets for its kiosk (取号机设置): the link it offers, the hint, the rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PAYMENT = "A"
_IDLE_S = 90


@dataclass(frozen=True, kw_only=True)
class KioskOptions:
    """The setting ``kiosk``.

    ``link`` is an address for the QR on slips and lists, ``link_words`` the name of the app or
    page it leads to (S2-6); from ``hint_from`` people waiting to pay on, customers are told of
    other ways (S1-8); after ``idle_s`` seconds without a touch the kiosk shows its rest page.
    """

    link: str = ""
    link_words: str = ""
    hint_from: int = 10
    idle_s: int = _IDLE_S

    def other_ways(self, prefix: str, waiting: int) -> str:
        """The hint for somebody who pays while the line is long (S1-8); empty otherwise."""
        if prefix != PAYMENT or waiting <= self.hint_from:
            return ""
        app = f"手机“{self.link_words}”" if self.link_words else "手机"
        return f"现在排队的人多，交费也可用自助终端或{app}办理，不用等候。"


def kiosk_options(value: object) -> KioskOptions:
    """The options from a setting's value; what is missing has its usual value."""
    given: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
    known = {name: given[name] for name in KioskOptions.__dataclass_fields__ if name in given}
    return KioskOptions(**known)
