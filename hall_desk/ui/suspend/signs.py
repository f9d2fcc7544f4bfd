"""The words of a sign for the kit's drawn sign (标牌)."""

from hall_desk.domain.outlets import keeps_number
from hall_desk.presenters.suspension_parts import SignState
from hall_desk.ui.kit import SignText


def sign_text(sign: SignState) -> SignText:
    """What the drawn sign says; another window of this hall takes the same number."""
    return SignText(
        hall=sign.hall,
        window=sign.window,
        reason=sign.reason,
        until=sign.until,
        since=sign.since,
        go_to=sign.go_to,
        go_to_note=keeps_number(sign.go_to),
    )
