"""Amounts in Chinese words (金额大写), over whole fen."""

from .money import MAX_FEN

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_SECTIONS = ((10**8, "亿"), (10**4, "万"), (1, ""))


def amount_words(fen: int) -> str:
    """Fen in words as written on money papers: 33440 → 人民币叁佰叁拾肆元肆角整.

    整 stands after 元 and 角, not after 分; one 零 stands before 角 when the yuan end in 0.
    """
    if not 0 <= fen <= MAX_FEN:
        raise ValueError(f"金额超出大写范围：{fen}")
    yuan, cents = divmod(fen, 100)
    return "人民币" + _yuan_words(yuan, empty=cents > 0) + _cents_words(yuan, cents)


def _yuan_words(yuan: int, *, empty: bool) -> str:
    if yuan == 0:
        return "" if empty else "零元"
    words, skipped = "", False
    for size, name in _SECTIONS:
        section = yuan // size % 10**4
        if section == 0:
            skipped = True
            continue
        # A gap above or at the head of a section is read as a single 零, however wide it is.
        gap = "零" if words and (skipped or section < 1000) else ""
        words += gap + _section_words(section) + name
        skipped = False
    return words + "元"


def _section_words(section: int) -> str:
    words, gap = "", False
    for place, digit in zip(_PLACES, f"{section:04d}", strict=True):
        if digit == "0":
            gap = bool(words)
            continue
        words += ("零" if gap else "") + _DIGITS[int(digit)] + place
        gap = False
    return words


def _cents_words(yuan: int, cents: int) -> str:
    if cents == 0:
        return "整"
    jiao, fen = divmod(cents, 10)
    if jiao == 0:
        return ("零" if yuan else "") + _DIGITS[fen] + "分"
    lead = "零" if yuan and yuan % 10 == 0 else ""
    return lead + _DIGITS[jiao] + "角" + (_DIGITS[fen] + "分" if fen else "整")
