"""Money in whole fen and quantities in thousandths (金额、数量); no floating point anywhere."""

import re

_YUAN_TEXT = re.compile(r"(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?", re.ASCII)
_QUANTITY_TEXT = re.compile(r"(\d+)(?:\.(\d{1,3}))?", re.ASCII)
# A Chinese input method types these in full width; the hand at the counter means the digits.
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，。", "0123456789.,.")

MAX_FEN = 9_999_999_999_999
"""The largest sum the hall writes, in figures or in words: 99,999,999,999.99 yuan."""


class NotAnAmount(ValueError):
    """The text is not a sum of money or a quantity (不是金额或数量)."""


def format_fen(fen: int) -> str:
    """Fen as yuan with two decimals and thousands grouped: 128640 → "1,286.40"."""
    sign = "-" if fen < 0 else ""
    yuan, cents = divmod(abs(fen), 100)
    return f"{sign}{yuan:,}.{cents:02d}"


def format_yuan(fen: int) -> str:
    """Fen with the currency sign before it: 33440 → "¥334.40"."""
    return f"-¥{format_fen(-fen)}" if fen < 0 else f"¥{format_fen(fen)}"


def parse_yuan(text: str) -> int:
    """Read yuan as typed ("86.4", "1,286.40") into fen; at most two decimals, never a sign."""
    found = _YUAN_TEXT.fullmatch(text.strip().translate(_FULL_WIDTH))
    if found is None:
        raise NotAnAmount(f"不是金额：{text!r}")
    fen = int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0"))
    if fen > MAX_FEN:
        raise NotAnAmount(f"金额过大：{text!r}")
    return fen


def parse_quantity(text: str, decimals: int = 3) -> int:
    """Read a quantity as typed ("12.5") into thousandths, with at most `decimals` decimals."""
    found = _QUANTITY_TEXT.fullmatch(text.strip().translate(_FULL_WIDTH))
    if found is None or len(found[2] or "") > decimals:
        raise NotAnAmount(f"不是数量：{text!r}")
    return int(found[1]) * 1000 + int((found[2] or "").ljust(3, "0"))


def format_quantity(thousandths: int) -> str:
    """Thousandths without needless zeros: 12500 → "12.5", 2000 → "2"."""
    sign = "-" if thousandths < 0 else ""
    whole, rest = divmod(abs(thousandths), 1000)
    return f"{sign}{whole}.{rest:03d}".rstrip("0").rstrip(".")


def line_amount(unit_price_fen: int, quantity_thousandths: int) -> int:
    """Price × quantity in fen; a part of a fen is dropped in the customer's favour (Art. 5(4))."""
    if unit_price_fen < 0 or quantity_thousandths < 0:
        raise NotAnAmount("单价和数量不能为负")
    return unit_price_fen * quantity_thousandths // 1000
