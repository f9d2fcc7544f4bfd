"""The preview (预览): any paper of the hall page by page on screen."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from hall_desk.presenters.preview import Drawn, PreviewPresenter
from hall_desk.ui.preview.dialog import PreviewDialog
from hall_desk.ui.stations.program import Program
from hall_desk.ui.theme import Theme

__all__ = ["PreviewDialog", "bind", "open_preview"]


def bind(presenter: PreviewPresenter, dialog: PreviewDialog) -> None:
    """Connects the dialog with its presenter."""
    presenter.show = dialog.show_state
    dialog.turned.connect(presenter.turn)
    dialog.zoomed.connect(presenter.zoom_by)
    dialog.fitted.connect(presenter.fit)
    dialog.view.resized.connect(lambda: presenter.set_room(*dialog.room()))
    dialog.print_wanted.connect(presenter.print_paper)
    dialog.save_wanted.connect(presenter.save)


def open_preview(
    program: Program,
    theme: Theme,
    window: QWidget,
    draw: Callable[[], Drawn],
    *,
    print_it: Callable[[], None] | None = None,
    print_word: str = "打印",
) -> tuple[PreviewPresenter, PreviewDialog]:
    """Opens a paper over a window; the caller keeps both while it is open."""
    room = program.means.room
    assert room is not None
    dialog = PreviewDialog(theme, window, print_word)
    ratio = window.devicePixelRatioF() * theme.scale
    presenter = PreviewPresenter(
        program.desk,
        save_it=room.save,
        print_it=print_it,
        ratio=ratio,
        size=program.preview_size,
    )
    dialog.ratio = window.devicePixelRatioF()
    bind(presenter, dialog)
    dialog.closed.connect(dialog.scrim.deleteLater)
    dialog.open()
    presenter.set_room(*dialog.room())
    presenter.open(draw)
    return presenter, dialog
