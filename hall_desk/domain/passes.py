"""Return passes (回厅凭码): whoever comes back with papers or as booked need not queue again."""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.tickets import StaffNo, TicketId, WindowNo

CODE_LETTERS = "3479CDFHJKMNPRTVWXY"
CODE_LENGTH = 8
PREFIX = "HD1:P:"
"""What a pass's QR code begins with; the rest is the code."""
MOST_GUESSES = 6
GUESS_MINUTES = 3
SETTLED = "事项已办结"
ACCEPTED = "资料已补齐，当场受理"
RECLASSIFIED = "改为别的事项"
_SPENT = {
    SETTLED: "这件事已经办结，回厅码不再使用。办别的事请重新取号。",
    ACCEPTED: "这件事已经受理，回厅码不再使用。办别的事请重新取号。",
}
"""What a customer is told whose pass is void because its matter needs no return any more."""
GROUNDS = {"papers": "Y6", "booked": "Y5"}
_BLANKS = str.maketrans("", "", " -–—\t")


class PassKind(StrEnum):
    """Why the customer comes back."""

    PAPERS = "papers"
    BOOKED = "booked"

    @property
    def ground(self) -> str:
        """The priority ground of the ticket: Y6 补件回厅, Y5 预约回厅."""
        return GROUNDS[self.value]


@dataclass(frozen=True, kw_only=True)
class ReturnPass:
    """A code printed on the notice or told on the telephone; it is good for one ticket.

    ``ground`` is the priority ground of that ticket (Y6 补件回厅, Y5 预约回厅); ``window_no`` and
    ``staff_no`` are where the matter began; ``wanted_at`` is the booked moment (UTC).
    """

    id: int
    code: str
    kind: PassKind
    service_code: str
    ground: str
    window_no: WindowNo | None
    staff_no: StaffNo
    ticket_id: TicketId | None
    item_id: int | None
    issued_at: datetime
    wanted_at: datetime | None
    valid_until: date
    used_at: datetime | None
    used_ticket_id: TicketId | None
    voided_at: datetime | None
    void_reason: str

    @property
    def shown(self) -> str:
        """The code as printed, in two groups: K7M4 9XWP."""
        return f"{self.code[:4]} {self.code[4:]}"

    @property
    def payload(self) -> str:
        """What the QR code on the notice says."""
        return PREFIX + self.code


def clean_code(text: str) -> str:
    """The code as typed, spoken or scanned; refuses what no code can be.

    Letters and digits that are easily taken for one another are in no code.
    """
    typed = unicodedata.normalize("NFKC", text).strip().upper()
    code = typed.removeprefix(PREFIX).translate(_BLANKS)
    if len(code) != CODE_LENGTH:
        raise RuleBroken(f"回厅码是 {CODE_LENGTH} 位字母和数字，请核对告知单。", field="code")
    strange = next((letter for letter in code if letter not in CODE_LETTERS), None)
    if strange is not None:
        raise RuleBroken("回厅码里有认不出的字，请对照告知单再输一次。", field="code")
    return code


def check_usable(found: ReturnPass, today: date) -> None:
    """Refuses a used, withdrawn or expired pass, and a booked one before its day."""
    if found.used_at is not None:
        raise RuleBroken("这个回厅码已经用过，请重新取号或找引导员。", field="code")
    if found.voided_at is not None:
        words = _SPENT.get(found.void_reason, "这个回厅码已作废，请重新取号或找引导员。")
        raise RuleBroken(words, field="code")
    if today > found.valid_until:
        until = f"{found.valid_until.month}月{found.valid_until.day}日"
        raise RuleBroken(f"这个回厅码只到 {until} 有效，请重新取号。", field="code")
    if found.kind is PassKind.BOOKED and today < found.valid_until:
        day = f"{found.valid_until.month}月{found.valid_until.day}日"
        raise RuleBroken(f"您预约的是 {day}，请在当天回厅。", field="code")
