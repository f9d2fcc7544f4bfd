"""Colours and sizes of paper, as the look's paper tokens say (纸面样式)."""

from typing import Final

from reportlab.lib.colors import Color, HexColor

MM: Final = 72 / 25.4
"""One millimetre in points."""

INK: Final[Color] = HexColor("#10201D")
INK2: Final[Color] = HexColor("#3B4C48")
RULE: Final[Color] = HexColor("#9DAAA6")
BAR: Final[Color] = HexColor("#9CC4BE")
BAR_STRONG: Final[Color] = HexColor("#0B5A54")
BAR_QUIET: Final[Color] = HexColor("#73857F")
TRACK: Final[Color] = HexColor("#E9EFED")
OVER: Final[Color] = HexColor("#A3161A")
PAPER: Final[Color] = HexColor("#FFFFFF")
THERMAL: Final[Color] = HexColor("#000000")

A4: Final = (210 * MM, 297 * MM)
A4_LANDSCAPE: Final = (297 * MM, 210 * MM)
A5_LANDSCAPE: Final = (210 * MM, 148 * MM)
A4_MARGIN: Final = 12 * MM
A5_MARGIN: Final = (11 * MM, 8 * MM)

REPORT_TITLE: Final = 15.0
SECTION: Final = 10.0
TABLE: Final = 8.0
NOTE: Final = 7.0
VOUCHER_TITLE: Final = 17.0
VOUCHER_TOTAL: Final = 19.0
VOUCHER_BODY: Final = 9.0

THICK: Final = 1.0
HAIR: Final = 0.5
