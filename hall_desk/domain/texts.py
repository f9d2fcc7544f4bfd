"""Typed words (填写的文字): what may be kept, printed and searched on every database."""

import unicodedata

from hall_desk.domain.errors import RuleBroken

SHORT = 120
LONG = 1000
# Controls (NUL among them), direction overrides and isolates, half characters, line separators.
_NEVER = frozenset({"Cc", "Cs", "Zl", "Zp"})
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def check_text(text: str, field: str, *, most: int = SHORT, lines: bool = False) -> str:
    """The text without blanks around it; refuses what no paper shows, and what is too long.

    ``lines`` allows line breaks and tabs, for notes of several lines.
    """
    cleaned = text.strip()
    allowed = "\n\r\t" if lines else ""
    for letter in cleaned:
        hidden = unicodedata.category(letter) in _NEVER or letter in _DIRECTION
        if hidden and letter not in allowed:
            raise RuleBroken("文字里有不能显示的控制字符，请删掉后重填。", field=field)
    if all(letter.isspace() or unicodedata.category(letter) == "Cf" for letter in cleaned):
        return ""
    if len(cleaned) > most:
        raise RuleBroken(f"文字太长（{len(cleaned)} 字），最多 {most} 字。", field=field)
    return cleaned
