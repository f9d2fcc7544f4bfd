"""Window signs (窗口受理标识, Art. 12(5)): number, name, kinds; two languages and a third."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hall_desk.domain.texts import check_text

DOT = " · "
NAME_MOST, EN_MOST, THIRD_MOST = 20, 60, 60


@dataclass(frozen=True, kw_only=True)
class ThirdLanguage:
    """The hall's optional third language (民族文字) and whether it runs right to left."""

    name: str = ""
    rtl: bool = False


@dataclass(frozen=True, kw_only=True)
class WindowSign:
    """What a window's sign says beside its number; empty names mean the kinds it serves."""

    name: str = ""
    name_en: str = ""
    third: str = ""


def check_sign(sign: WindowSign) -> WindowSign:
    """The texts without blanks around them; hidden direction marks are refused."""
    return WindowSign(
        name=check_text(sign.name, "name", most=NAME_MOST),
        name_en=check_text(sign.name_en, "name_en", most=EN_MOST),
        third=check_text(sign.third, "third", most=THIRD_MOST),
    )


def third_language_of(value: object) -> ThirdLanguage:
    """The setting ``third_language`` as kept."""
    kept: dict[str, Any] = value if isinstance(value, dict) else {}
    return ThirdLanguage(name=str(kept.get("name", "")), rtl=bool(kept.get("rtl", False)))


def sign_from(value: object, window: int) -> WindowSign:
    """One window of the setting ``window_signs`` as kept."""
    kept: dict[str, Any] = value if isinstance(value, dict) else {}
    own = kept.get(str(window), {})
    return WindowSign(**{name: str(own.get(name, "")) for name in WindowSign.__dataclass_fields__})


def lines_of(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The kinds of a sign over lines, broken between them and never inside one."""
    lines: list[str] = []
    for piece in text.split(DOT):
        joined = f"{lines[-1]}{DOT}{piece}" if lines else piece
        if lines and fits(joined):
            lines[-1] = joined
        else:
            lines.append(piece)
    return lines
