"""The hall as it heads every paper (单位抬头), regulation row 2."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class HallHead:
    """Who prints: the hall's name, code, level, address, telephone and slogan (服务方针)."""

    name: str
    code: str
    level: str  # "县级", "乡镇"
    address: str
    phone: str
    slogan: str = ""


@dataclass(frozen=True, kw_only=True)
class Hotlines:
    """The two lines every paper names: service (服务) and supervision (监督)."""

    service: str = "95598"
    supervision: str = "12398"
