"""The theme (主题): design tokens as colours, fonts, sizes and one stylesheet."""

import re
import tomllib
from functools import cache
from typing import Any, Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QWidget

from hall_desk import assets
from hall_desk.ui import fonts

Scheme = Literal["light", "contrast"]

# The files have no 500: at 600 the bold amounts within a phrase would no longer stand out.
_WEIGHT_500 = 400
_PLACEHOLDER = re.compile(r"@(px|color)\(([a-z0-9_.]+)\)")


@cache
def tokens() -> dict[str, Any]:
    """Return the design tokens as read from their file."""
    return tomllib.loads(assets.resource("theme/tokens.toml").read_text(encoding="utf-8"))


class Theme:
    """One scheme at one scale: asks the tokens and multiplies every size by the scale."""

    def __init__(self, scheme: Scheme = "light", scale: float = 1.0) -> None:
        fonts.load()
        self._scheme: Scheme = scheme
        self._scale = scale
        self._colors = {
            name: QColor(value)
            for name, value in tokens()["color"][scheme].items()
            if isinstance(value, str)
        }
        self._public = {name: QColor(value) for name, value in tokens()["color"]["public"].items()}
        self._fonts: dict[tuple[str, int | None], QFont] = {}

    @property
    def scheme(self) -> Scheme:
        """The scheme: light or contrast (高对比)."""
        return self._scheme

    @property
    def scale(self) -> float:
        """The scale of every size, 1.0 being 100 %."""
        return self._scale

    @property
    def contrast(self) -> bool:
        """Whether this is the high-contrast scheme."""
        return self._scheme == "contrast"

    def rescaled(self, scale: float) -> "Theme":
        """Return the same scheme at another scale."""
        return Theme(self._scheme, scale)

    def color(self, name: str) -> QColor:
        """Return a staff colour; the scrim comes with its opacity."""
        color = QColor(self._colors[name])
        if name == "scrim":
            color.setAlphaF(tokens()["color"][self._scheme]["scrim_alpha"])
        return color

    def public(self, name: str) -> QColor:
        """Return a colour of the public screens, the same in both schemes."""
        return QColor(self._public[name])

    def px(self, size: float) -> int:
        """Return a size in pixels at this scale, at least one pixel for anything drawn."""
        scaled = round(size * self._scale)
        return max(scaled, 1) if size > 0 else scaled

    def size(self, name: str) -> int:
        """Return a size token (`[size]`) in pixels at this scale."""
        return self.px(tokens()["size"][name])

    def radius(self, name: str) -> int:
        """Return a corner radius token (`[radius]`) in pixels at this scale."""
        return self.px(tokens()["radius"][name])

    def font(self, name: str, weight: int | None = None) -> QFont:
        """Return the font of a type token; `kiosk.…` and `display.…` name the public ones."""
        key = (name, weight)
        if key not in self._fonts:
            self._fonts[key] = self._build_font(name, weight)
        return QFont(self._fonts[key])

    def line(self, name: str) -> int:
        """Return the line height of a type token in pixels at this scale."""
        return self.px(_type_token(name)[1])

    def qss(self) -> str:
        """Return the stylesheet of this theme."""
        template = assets.resource("theme/app.qss").read_text(encoding="utf-8")
        return _PLACEHOLDER.sub(self._fill, template)

    def apply(self, window: QWidget, *, dressed: bool = False) -> None:
        """Dress a top-level window: its stylesheet and its standing font.

        A screen inside a window that is ``dressed`` in the same theme needs no sheet of its own;
        two of them make each widget twice as slow to open.
        """
        window.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        window.setFont(self.font("body"))
        if not dressed:
            window.setStyleSheet(self.qss())

    def looks_like(self, other: "Theme") -> bool:
        """Whether both dress a window in the same sheet."""
        return (self._scheme, self._scale) == (other._scheme, other._scale)

    def _build_font(self, name: str, weight: int | None) -> QFont:
        size, _, token_weight = _type_token(name)
        chosen = weight or token_weight
        font = QFont()
        font.setFamilies([fonts.FAMILY])
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(_WEIGHT_500 if chosen == 500 else chosen))
        if name == "ticket":
            font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, -2 * self._scale)
        return font

    def _fill(self, match: re.Match[str]) -> str:
        kind, name = match.groups()
        return f"{self.px(float(name))}px" if kind == "px" else self._css(name)

    def _css(self, name: str) -> str:
        family, _, public = name.partition(".")
        color = self.public(public) if family == "public" else self.color(name)
        return color.name(QColor.NameFormat.HexArgb)


def _type_token(name: str) -> tuple[int, int, int]:
    group, _, rest = name.rpartition(".")
    size, line, weight = tokens()["type"][group or "staff"][rest]
    return size, line, weight
