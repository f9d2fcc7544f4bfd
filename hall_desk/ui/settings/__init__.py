"""Settings and duty log on the screen (设置、值班日志): one frame, a page for each section."""

from hall_desk.ui.settings.binding import FrameParts, Hung, Means, Section, bind_page
from hall_desk.ui.settings.frame import SectionFrame
from hall_desk.ui.settings.page import SectionPage
from hall_desk.ui.settings.sections import LOG, SETTINGS

__all__ = [
    "LOG",
    "SETTINGS",
    "FrameParts",
    "Hung",
    "Means",
    "Section",
    "SectionFrame",
    "SectionPage",
    "bind_page",
]
