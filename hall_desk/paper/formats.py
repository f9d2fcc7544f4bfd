"""Figures as paper writes them (数字格式)."""

from hall_desk.domain.money import format_fen

NONE = "—"
"""Stands where there is no figure; never an empty place."""

_ORDINALS = "一二三四五六七八九十"


def minutes_seconds(seconds: int | None) -> str:
    """Whole seconds as mm:ss; an hour and more keeps counting minutes: 75:03."""
    return NONE if seconds is None else f"{seconds // 60:02d}:{seconds % 60:02d}"


def percent(part: int, whole: int) -> str:
    """A share with one decimal; 100.0% is kept for all of them, 0.0% for none."""
    if whole == 0:
        return NONE
    permille = (part * 2000 + whole) // (whole * 2)
    if 0 < part < whole:
        permille = min(max(permille, 1), 999)
    return f"{permille // 10}.{permille % 10}%"


def share(part: int, whole: int) -> str:
    """Two counts as "156/161"; a dash where nothing could count."""
    return f"{part}/{whole}" if whole else NONE


def money(fen: int | None) -> str:
    """Yuan without a sign, or a dash."""
    return NONE if fen is None else format_fen(fen)


def count(value: int | None) -> str:
    """A count with thousands grouped, or a dash."""
    return NONE if value is None else f"{value:,}"


def ordinal(n: int) -> str:
    """Section numbers: 1 → 一 … 10 → 十, 11 → 十一 … 19 → 十九."""
    return _ORDINALS[n - 1] if n <= 10 else f"十{_ORDINALS[n - 11]}"


def page_of(page: int, pages: int) -> str:
    """第 1 页，共 2 页."""
    return f"第 {page} 页，共 {pages} 页"


def hash_groups(hex_digits: str, digits: int = 16) -> str:
    """The first hex digits in groups of four: 7c1e 40b9."""
    head = hex_digits[:digits]
    return " ".join(head[n : n + 4] for n in range(0, len(head), 4))
