"""A sheet to draw on (画布): y runs down from the top; text is drawn as it is, never parsed."""

from collections.abc import Callable, Iterable
from functools import wraps
from io import BytesIO
from threading import RLock
from typing import ParamSpec

from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfgen.canvas import FILL_NON_ZERO, Canvas

from hall_desk.domain.papers import Outline

from .fonts import Weight, clean, drawable, font, text_width
from .tokens import HAIR, INK, RULE

P = ParamSpec("P")

# The font files keep a reading position: one paper is drawn at a time.
_PRESS_LOCK = RLock()


def one_at_a_time(render: Callable[P, bytes]) -> Callable[P, bytes]:
    """Let papers be rendered from any thread, one after the other."""

    @wraps(render)
    def locked(*args: P.args, **kwargs: P.kwargs) -> bytes:
        with _PRESS_LOCK:
            return render(*args, **kwargs)

    return locked


class Sheet:
    """One PDF in the making; measures in points, the same content gives the same bytes."""

    def __init__(self, size: tuple[float, float], title: str, author: str = "") -> None:
        self.width, self.height = size
        self._out = BytesIO()
        self._canvas = Canvas(
            self._out,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            initialFontName=font(Weight.REGULAR).fontName,  # no font is left to the reader
        )
        self._canvas.setTitle(clean(title))
        self._canvas.setAuthor(clean(author))
        self._canvas.setCreator("hall_desk")
        self._canvas.setProducer("hall_desk")
        self._canvas.setCatalogEntry("Lang", PDFString("zh-CN"))

    def next_page(self) -> None:
        """Close this page and begin another of the same size."""
        self._canvas.showPage()

    def finish(self) -> bytes:
        """Close the document and hand over its bytes."""
        self._canvas.showPage()
        self._canvas.save()
        return self._out.getvalue()

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        weight: Weight = Weight.REGULAR,
        color: Color = INK,
    ) -> float:
        """Draw one line with its baseline at y; return the x where it ends."""
        line = clean(text)
        drawing = self._canvas.beginText(x, self.height - y)
        drawing.setFillColor(color)
        drawing.setFont(font(weight).fontName, size)
        drawing.textOut(drawable(line, weight))
        self._canvas.drawText(drawing)
        return x + text_width(line, size, weight)

    def right(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        weight: Weight = Weight.REGULAR,
        color: Color = INK,
    ) -> float:
        """Draw one line that ends at x; return the x where it begins."""
        start = x - text_width(clean(text), size, weight)
        self.text(start, y, text, size, weight, color)
        return start

    def center(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        weight: Weight = Weight.REGULAR,
        color: Color = INK,
    ) -> None:
        """Draw one line around x."""
        self.text(x - text_width(clean(text), size, weight) / 2, y, text, size, weight, color)

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        width: float = HAIR,
        color: Color = RULE,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """A straight rule; with a dash (on, off) where paper is to be torn or filled in."""
        self._canvas.saveState()
        self._canvas.setStrokeColor(color)
        self._canvas.setLineWidth(width)
        if dash:
            self._canvas.setDash(list(dash))
        self._canvas.line(x1, self.height - y1, x2, self.height - y2)
        self._canvas.restoreState()

    def polyline(self, points: list[tuple[float, float]], width: float, color: Color) -> None:
        """Straight strokes from point to point."""
        path = self._canvas.beginPath()
        for n, (x, y) in enumerate(points):
            (path.lineTo if n else path.moveTo)(x, self.height - y)
        self._canvas.saveState()
        self._canvas.setStrokeColor(color)
        self._canvas.setLineWidth(width)
        self._canvas.setLineJoin(1)
        self._canvas.setLineCap(1)
        self._canvas.drawPath(path, stroke=1, fill=0)
        self._canvas.restoreState()

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        radius: float = 0,
        fill: Color | None = None,
        stroke: Color | None = None,
        line_width: float = HAIR,
    ) -> None:
        """A rectangle from its top left corner, filled, outlined or both."""
        self._canvas.saveState()
        if fill is not None:
            self._canvas.setFillColor(fill)
        if stroke is not None:
            self._canvas.setStrokeColor(stroke)
            self._canvas.setLineWidth(line_width)
        self._canvas.roundRect(
            x,
            self.height - y - height,
            width,
            height,
            radius,
            stroke=int(stroke is not None),
            fill=int(fill is not None),
        )
        self._canvas.restoreState()

    def boxes(self, places: Iterable[tuple[float, float, float, float]], fill: Color) -> None:
        """Many filled rectangles (left, top, width, height) as one path."""
        path = self._canvas.beginPath()
        for x, y, width, height in places:
            path.rect(x, self.height - y - height, width, height)
        self._canvas.saveState()
        self._canvas.setFillColor(fill)
        self._canvas.drawPath(path, stroke=0, fill=1, fillMode=FILL_NON_ZERO)
        self._canvas.restoreState()

    def disc(self, x: float, y: float, radius: float, color: Color) -> None:
        """A filled circle around a point."""
        self._canvas.saveState()
        self._canvas.setFillColor(color)
        self._canvas.circle(x, self.height - y, radius, stroke=0, fill=1)
        self._canvas.restoreState()

    def ring(self, x: float, y: float, radius: float, width: float, color: Color) -> None:
        """A circle drawn with a stroke."""
        self._canvas.saveState()
        self._canvas.setStrokeColor(color)
        self._canvas.setLineWidth(width)
        self._canvas.circle(x, self.height - y, radius, stroke=1, fill=0)
        self._canvas.restoreState()

    def half_disc(self, x: float, y: float, radius: float, color: Color) -> None:
        """The upper half of a filled circle whose flat side lies on y."""
        path = self._canvas.beginPath()
        top = self.height - y
        path.arc(x - radius, top - radius, x + radius, top + radius, 0, 180)
        path.close()
        self._canvas.saveState()
        self._canvas.setFillColor(color)
        self._canvas.drawPath(path, stroke=0, fill=1, fillMode=FILL_NON_ZERO)
        self._canvas.restoreState()

    def image(self, x: float, y: float, width: float, height: float, png: bytes) -> None:
        """A picture from its top left corner; what is clear in it stays clear."""
        self._canvas.drawImage(
            ImageReader(BytesIO(png)), x, self.height - y - height, width, height, mask="auto"
        )

    def outline(self, x: float, y: float, outline: Outline, size: float, color: Color) -> None:
        """A line of text shaped elsewhere, its top left at (x, y), so many points high."""
        scale = size / outline.height
        path = self._canvas.beginPath()
        draw = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo, "Z": path.close}
        for command, numbers in outline.strokes:
            points = [
                x + n * scale if at % 2 == 0 else self.height - y - n * scale
                for at, n in enumerate(numbers)
            ]
            draw[command](*points)
        self._canvas.saveState()
        self._canvas.setFillColor(color)
        self._canvas.drawPath(path, stroke=0, fill=1, fillMode=FILL_NON_ZERO)
        self._canvas.restoreState()

    def tilted_stamp(
        self, x: float, y: float, text: str, size: float, degrees: float, color: Color
    ) -> None:
        """A framed word set at an angle around a point, as a rubber stamp leaves it (作废章)."""
        wide = text_width(text, size, Weight.BOLD)
        self._canvas.saveState()
        self._canvas.translate(x, self.height - y)
        self._canvas.rotate(degrees)
        self._canvas.setStrokeColor(color)
        self._canvas.setFillColor(color)
        self._canvas.setLineWidth(size / 12)
        pad = size * 0.3
        self._canvas.roundRect(-wide / 2 - pad, -size * 0.72, wide + 2 * pad, size * 1.44, pad / 2)
        self._canvas.setFont(font(Weight.BOLD).fontName, size)
        self._canvas.drawString(-wide / 2, -size * 0.36, drawable(clean(text), Weight.BOLD))
        self._canvas.restoreState()
