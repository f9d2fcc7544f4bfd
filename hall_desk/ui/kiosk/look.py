"""The kiosk's measures (取号机尺寸): drawn for 1080 × 1920 or 1920 × 1080, fitted to any screen."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont

from hall_desk.ui.theme import Theme

PORTRAIT, LANDSCAPE = QSize(1080, 1920), QSize(1920, 1080)
LARGE = 1.2
LEAST_TARGET = 80


@dataclass(frozen=True)
class Look:
    """A theme at the screen's scale; ``text`` is the same or, for large type, one size up."""

    theme: Theme
    text: Theme
    portrait: bool
    large: bool

    @classmethod
    def of(cls, theme: Theme, size: QSize, *, large: bool) -> "Look":
        """The look for a screen of that size."""
        portrait = size.height() > size.width()
        drawn = PORTRAIT if portrait else LANDSCAPE
        scale = min(size.width() / drawn.width(), size.height() / drawn.height())
        fitted = theme.rescaled(max(scale, 0.2))
        text = theme.rescaled(fitted.scale * LARGE) if large else fitted
        return cls(fitted, text, portrait, large)

    def px(self, size: float) -> int:
        """A length on this screen."""
        return self.theme.px(size)

    def target(self, size: float) -> int:
        """The height of something to touch: 80 real pixels at least while there is room."""
        return max(self.px(size), min(LEAST_TARGET, self.px(120)))

    def font(self, name: str, weight: int | None = None) -> QFont:
        """A type token at the size of this screen and customer."""
        return self.text.font(name, weight)

    def same_as(self, other: "Look | None") -> bool:
        """Whether the other draws everything alike."""
        if other is None:
            return False
        alike = replace(other, theme=self.theme, text=self.text) == self
        return alike and other.theme.scale == self.theme.scale
