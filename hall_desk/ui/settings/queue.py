"""The page of the print queue (打印队列): in the duty log, and over a counter."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.preview import Drawn
from hall_desk.presenters.print_queue import QueueSection
from hall_desk.ui.settings.binding import bind_page
from hall_desk.ui.settings.page import SectionPage
from hall_desk.ui.stations.program import Program
from hall_desk.ui.theme import Theme


def make_queue(
    program: Program,
    staff: Staff,
    theme: Theme,
    window: QWidget,
    window_no: WindowNo | None = None,
) -> tuple[QueueSection, SectionPage]:
    """Presenter and page; a paper is looked at over ``window``."""
    room = program.means.room
    assert room is not None
    paper = program.paper(staff.staff_no)
    presenter = QueueSection(program.desk, staff, room, paper.voucher, window=window_no)
    words = presenter.save_word, presenter.save_icon
    page = SectionPage(theme, presenter.title, presenter.heads, *words)
    bind_page(presenter, page)
    opened: list[object] = []

    def _preview(name: str, read: Callable[[], bytes]) -> None:
        from hall_desk.ui.preview import open_preview

        opened[:] = open_preview(
            program, theme, window, lambda: Drawn(kind="", name=name, pdf=read())
        )

    presenter.preview = _preview
    return presenter, page
