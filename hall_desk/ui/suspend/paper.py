"""The paper sign on screen (预览), over the suspend dialog it was asked for in."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from hall_desk.domain.suspensions import Suspension
from hall_desk.presenters.suspension import SuspensionPresenter
from hall_desk.ui.stations.program import Program
from hall_desk.ui.theme import Theme
from hall_desk.usecases.suspending import SuspensionForm

if TYPE_CHECKING:
    from hall_desk.presenters.preview import Drawn, PreviewPresenter
    from hall_desk.ui.preview import PreviewDialog

Load = Callable[[Callable[[], None]], None]
"""Has the preview's code loaded, then goes on."""


def _at_once(then: Callable[[], None]) -> None:
    then()


class SignPreviews:
    """One preview at a time; a sign that holds is printed again from it, a draft is not."""

    def __init__(
        self,
        program: Program,
        theme: Theme,
        window: QWidget,
        presenter: SuspensionPresenter,
        load: Load = _at_once,
    ) -> None:
        self.program, self.theme, self.window = program, theme, window
        self.presenter, self.load = presenter, load
        self.opened: tuple[PreviewPresenter, PreviewDialog] | None = None
        presenter.previewed = self.show

    def show(self, wanted: Suspension | SuspensionForm) -> None:
        """The paper is drawn beside the window and shown over the dialog."""
        if self.program.means.room is None:
            self.presenter.say("这台电脑没有设置打印，不能预览。", is_error=True)
        else:
            self.load(lambda: self._show(wanted))

    def _show(self, wanted: Suspension | SuspensionForm) -> None:
        from hall_desk.presenters.preview import PaperPreview
        from hall_desk.ui.preview import open_preview

        desk = PaperPreview(self.program.means.hall, self.presenter.staff_no)

        def _draw() -> "Drawn":
            if isinstance(wanted, Suspension):
                return desk.draw(lambda paper: paper.sign(wanted.id))
            return desk.draw(lambda paper: paper.sign_draft(wanted))

        again = partial(self._print, wanted.id) if isinstance(wanted, Suspension) else None
        self.opened = open_preview(self.program, self.theme, self.window, _draw, print_it=again)
        self.opened[1].closed.connect(self._forget)

    def _print(self, suspension_id: int) -> None:
        self.close()
        self.presenter.print_again(suspension_id)

    def close(self) -> None:
        """Back to the dialog below."""
        if self.opened is not None:
            self.opened[1].close_frame()

    def _forget(self) -> None:
        self.opened = None
