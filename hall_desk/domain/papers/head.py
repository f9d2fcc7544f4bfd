"""The hall as it heads every paper (单位抬头), regulation row 2."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class HallHead:
    """Who prints: the hall's name, code, level, address, telephone and slogan (服务方针).

    ``footer`` stands at the foot of each paper; ``logo`` names a picture the paper room knows.
    """

    name: str
    code: str
    level: str  # "县级", "乡镇"
    address: str
    phone: str
    slogan: str = ""
    footer: str = ""
    repair_phone: str = ""
    logo: str = ""


@dataclass(frozen=True, kw_only=True)
class Hotlines:
    """The two lines every paper names: service (服务) and supervision (监督)."""

    service: str = "95598"
    supervision: str = "12398"
