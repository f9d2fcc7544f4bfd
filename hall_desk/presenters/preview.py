"""A paper on screen before it is on paper (预览): page by page, printed or saved from there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hall_desk.paper.faults import PaperFault
from hall_desk.paper.raster import Picture, page_sizes, picture
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.papers import PaperDesk
from hall_desk.usecases.hall import Hall

ZOOMS = (50, 75, 100, 125, 150, 175, 200)
LEAST, MOST = 20, ZOOMS[-1]
AUTO, WIDTH, PAGE, PERCENT = "auto", "width", "page", "percent"
"""How large a page is shown: as it is unless too wide, as wide as the view, whole, a percentage."""
SCREEN_DPI = 96
_POINTS = 72


@dataclass(kw_only=True)
class Size:
    """How large papers are looked at; one for all previews of a running program."""

    fit: str = AUTO
    percent: int = 100


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """A paper as it would be printed."""

    kind: str
    name: str
    pdf: bytes


@dataclass(frozen=True, kw_only=True)
class PreviewState:
    """One page at one size (``zoom`` in per cent); ``picture`` is None until it is drawn."""

    title: str
    page: int
    pages: int
    fit: str
    zoom: int
    picture: Picture | None
    can_print: bool
    message: Message
    busy: bool


class _Keeper:
    """A printer that only keeps what it was given."""

    def __init__(self) -> None:
        self.drawn: Drawn | None = None

    def print(self, name: str, pdf: bytes, kind: str = "", *, kick: bool = False) -> None:
        """Keeps the paper."""
        self.drawn = Drawn(kind=kind, name=name, pdf=pdf)


class PaperPreview(PaperDesk):
    """A paper desk that draws and prints nothing; nothing is journalled, no drawer opens."""

    def __init__(self, hall: Hall, actor: str = "printer"):
        self.keeper = _Keeper()
        super().__init__(hall, self.keeper, actor)

    def draw(self, paper: Callable[[PaperDesk], object]) -> Drawn:
        """The paper that a call of the desk would print."""
        paper(self)
        assert self.keeper.drawn is not None
        return self.keeper.drawn

    def _print(
        self,
        kind: str,
        name: str,
        draw: Callable[[], bytes],
        **how: Any,
    ) -> None:
        del how
        self.printer.print(name, draw(), kind)

    def _note_voucher(self, name: str) -> None:
        """Nothing was printed."""


class PreviewPresenter(Presenter[PreviewState]):
    """Shows one paper; drawing a page is the worker's.

    ``print_it`` prints as the page it was opened from would; ``save_it`` files the PDF and says
    where.
    """

    def __init__(
        self,
        desk: Desk,
        *,
        save_it: Callable[[str, bytes], str],
        print_it: Callable[[], None] | None = None,
        ratio: float = 1.0,
        size: Size | None = None,
    ):
        super().__init__(desk)
        self.save_it, self.print_it = save_it, print_it
        self.ratio = ratio
        self.size = Size() if size is None else size
        self.drawn: Drawn | None = None
        self.page = 0
        self.sizes: tuple[tuple[float, float], ...] = ()
        self.room = (0, 0)
        self._picture: Picture | None = None
        self._wanted = 0

    def open(self, draw: Callable[[], Drawn]) -> None:
        """Draws the paper and shows its first page."""

        def _job() -> Drawn | str:
            try:
                drawn = draw()
                self.sizes = page_sizes(drawn.pdf)
            except PaperFault as fault:
                return fault.reason
            return drawn

        def _done(drawn: Drawn | str) -> None:
            if isinstance(drawn, str):
                self.say(drawn, is_error=True)
                return
            self.drawn = drawn
            self._show_page()

        self.tick()
        self.run(_job, _done)

    def refresh(self) -> None:
        """A paper does not change while it is looked at."""

    def tick(self) -> None:
        """Shows what there is."""
        self.show(self.build())

    def turn(self, step: int) -> None:
        """Another page."""
        page = min(max(self.page + step, 0), max(len(self.sizes) - 1, 0))
        if page != self.page:
            self.page = page
            self._show_page()

    def zoom_by(self, step: int) -> None:
        """The next larger or smaller percentage."""
        now = self._zoom()
        beyond = [zoom for zoom in ZOOMS if (zoom > now if step > 0 else zoom < now)]
        if beyond:
            self._resize(PERCENT, beyond[0] if step > 0 else beyond[-1])

    def fit(self, how: str) -> None:
        """整页, 适宽, or 100 %; so are the next papers shown, too."""
        self._resize(how, 100)

    def set_room(self, width: int, height: int) -> None:
        """The view has another size, in pixels at 100 %; a fitted page follows."""
        before = self._zoom()
        self.room = (width, height)
        if self._zoom() != before:
            self._show_page()

    def print_paper(self) -> None:
        """Prints, as the page below would."""
        if self.drawn is not None and self.print_it is not None:
            self.print_it()

    def save(self) -> None:
        """Files the PDF."""
        drawn = self.drawn
        if drawn is None:
            return

        def _job() -> tuple[str, bool]:
            try:
                return f"已存为 {self.save_it(drawn.name, drawn.pdf)}", False
            except PaperFault as fault:
                return fault.reason, True

        self.run(_job, lambda told: self.say(told[0], is_error=told[1]))

    def build(self) -> PreviewState:
        """The page of this moment."""
        return PreviewState(
            title=self.drawn.name if self.drawn else "预览",
            page=self.page + 1 if self.sizes else 0,
            pages=len(self.sizes),
            fit=self.size.fit,
            zoom=self._zoom(),
            picture=self._picture,
            can_print=self.print_it is not None,
            message=self.message,
            busy=self.busy,
        )

    def _resize(self, fit: str, percent: int) -> None:
        self.size.fit, self.size.percent = fit, percent
        self._show_page()

    def _zoom(self) -> int:
        """The percentage the page in hand is shown at."""
        if self.size.fit == PERCENT or not self.sizes or not all(self.room):
            return self.size.percent
        across, down = (
            int(100 * room / (points * SCREEN_DPI / _POINTS))
            for room, points in zip(self.room, self.sizes[self.page], strict=True)
        )
        fitting = {AUTO: min(across, 100), WIDTH: across, PAGE: min(across, down)}
        return min(max(fitting[self.size.fit], LEAST), MOST)

    def _show_page(self) -> None:
        """The last page asked for is the one shown, however fast pages are turned."""
        drawn, page = self.drawn, self.page
        if drawn is None:
            return
        self._wanted += 1
        wanted = self._wanted
        scale = SCREEN_DPI / _POINTS * self._zoom() / 100 * self.ratio

        def _done(made: Picture) -> None:
            if wanted == self._wanted:
                self._picture = made
                self.tick()

        self.run(lambda: picture(drawn.pdf, page, scale), _done, quiet=True)
        self.tick()
