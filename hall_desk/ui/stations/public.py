"""The public screens (取号机、大屏、标牌), each in its own top-level window."""

from typing import TYPE_CHECKING

from hall_desk.domain.tickets import WindowNo
from hall_desk.ui.stations.program import Program

if TYPE_CHECKING:
    from hall_desk.presenters.display import DisplayPresenter
    from hall_desk.presenters.kiosk import KioskPresenter
    from hall_desk.presenters.window_sign import WindowSignPresenter
    from hall_desk.ui.display.window import DisplayWindow
    from hall_desk.ui.kiosk.window import KioskWindow
    from hall_desk.ui.windowsign.window import WindowSignWindow

# Each screen is loaded when it is opened: most PCs show none of them.


def open_kiosk(program: Program, *, locked: bool = False) -> "tuple[KioskPresenter, KioskWindow]":
    """The kiosk; slips print after the commit. ``locked``: no customer can leave it."""
    from hall_desk.presenters.kiosk import KioskPresenter
    from hall_desk.ui import kiosk
    from hall_desk.ui.kiosk.window import KioskWindow

    window = KioskWindow(program.means.public_theme, locked=locked)
    paper = program.paper("kiosk")
    presenter = KioskPresenter(program.desk, paper.slip, paper.to_bring)
    presenter.slip_outcome = paper.slip_outcome
    kiosk.bind(presenter, window)
    program.attach(presenter)
    program.keep(window)
    return presenter, window


def open_window_sign(
    program: Program, window_no: int
) -> "tuple[WindowSignPresenter, WindowSignWindow]":
    """The sign above or before a window (Art. 12(5))."""
    from hall_desk.presenters.window_sign import WindowSignPresenter
    from hall_desk.ui import windowsign
    from hall_desk.ui.windowsign.window import WindowSignWindow

    window = WindowSignWindow(program.means.public_theme)
    presenter = WindowSignPresenter(program.desk, WindowNo(window_no))
    windowsign.bind(presenter, window)
    program.attach(presenter)
    return presenter, window


def open_display(program: Program) -> "tuple[DisplayPresenter, DisplayWindow]":
    """The hall display with its voice."""
    from hall_desk.presenters.display import DisplayPresenter
    from hall_desk.ui import display
    from hall_desk.ui.display.window import DisplayWindow

    window = DisplayWindow(program.means.public_theme)
    presenter = DisplayPresenter(program.desk, program.means.speaker)
    display.bind(presenter, window)
    program.attach(presenter)
    program.keep(window)
    return presenter, window
