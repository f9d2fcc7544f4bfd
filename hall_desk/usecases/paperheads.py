"""The head of every paper (单据抬头): who prints (Art. 2)."""

from hall_desk.domain.hall import LEVEL_WORDS
from hall_desk.domain.papers import HallHead
from hall_desk.store.transaction import Reading
from hall_desk.usecases.founding import profile_of


def hall_head(reading: Reading) -> HallHead:
    """Name, code, level, address, telephone and slogan of the hall."""
    profile = profile_of(reading)
    return HallHead(
        name=profile.name,
        code=profile.code,
        level=LEVEL_WORDS[profile.level],
        address=profile.address,
        phone=profile.phone,
        slogan=profile.slogan,
    )


def phone_of(reading: Reading) -> str:
    """The hall's own telephone, for questions after the visit (Art. 26)."""
    return profile_of(reading).phone
