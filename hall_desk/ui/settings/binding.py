"""Hangs sections into a frame (挂栏目): each is made when it is first looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from hall_desk.domain.people import ROLE_WORDS, Right, Staff
from hall_desk.presenters.base import Presenter
from hall_desk.presenters.sections import SectionPresenter
from hall_desk.ui.settings.frame import SectionFrame
from hall_desk.ui.settings.page import SectionPage
from hall_desk.ui.stations.program import Program


@dataclass(frozen=True, kw_only=True)
class Means:
    """What a section is made from."""

    program: Program
    staff: Staff
    frame: SectionFrame


@dataclass(frozen=True, kw_only=True)
class Hung:
    """A section that was made: its presenter, its page, and whatever must be kept with them.

    The page may have ``closed`` (it is to be left) and ``begin`` (take the focus).
    """

    presenter: Presenter[Any]
    page: QWidget
    kept: tuple[object, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Section:
    """A line of the list: its name, who may see it, and how it is made."""

    key: str
    title: str
    make: Callable[[Means], Hung]
    right: Right = Right.SETTINGS
    printing: bool = False
    """Only where this PC has a print room."""


def bind_page(presenter: SectionPresenter, page: SectionPage) -> None:
    """Connects a section's page with its presenter."""
    presenter.show = page.show_state
    presenter.closed = page.closed.emit
    page.picked.connect(presenter.pick)
    page.typed.connect(presenter.type)
    page.saved.connect(presenter.save)
    page.deed_wanted.connect(presenter.do_deed)
    page.left_page.connect(presenter.leave)
    page.retried.connect(presenter.retry)


class FrameParts:
    """A frame with its sections; ``left`` is called when it is to go."""

    def __init__(
        self,
        program: Program,
        staff: Staff,
        title: str,
        sections: tuple[Section, ...],
        *,
        dressed: bool = False,
    ) -> None:
        self.program, self.staff = program, staff
        room = program.means.room is not None
        self.sections = {
            each.key: each
            for each in sections
            if staff.may(each.right) and (room or not each.printing)
        }
        names = [(each.key, each.title) for each in self.sections.values()]
        who = f"{ROLE_WORDS[staff.role]} {staff.staff_no} {staff.name}"
        self.frame = SectionFrame(program.means.theme, title, names, who, dressed=dressed)
        self.hung: dict[str, Hung] = {}
        self.left: Callable[[], None] = lambda: None
        self.frame.wanted.connect(self.show)
        if names:
            self.show(names[0][0])

    def show(self, key: str) -> None:
        """Shows a section, made now if it was not looked at before."""
        if key not in self.hung:
            made = self.sections[key].make(
                Means(program=self.program, staff=self.staff, frame=self.frame)
            )
            self.hung[key] = made
            closed = getattr(made.page, "closed", None)
            if closed is not None:
                closed.connect(lambda: self._leave(key))
            self.frame.put(key, made.page)
            self.program.attach(made.presenter)
        self._wake(key)
        self.frame.show_section(key)

    def _wake(self, key: str) -> None:
        """Only the section in front follows the hall's changes; it looks when it comes up."""
        for other, made in self.hung.items():
            if isinstance(made.presenter, SectionPresenter):
                slept, made.presenter.awake = not made.presenter.awake, other == key
                if slept and made.presenter.awake:
                    made.presenter.refresh()

    def close(self) -> None:
        """Lets every section go."""
        for made in self.hung.values():
            self.program.detach(made.presenter)

    def _leave(self, key: str) -> None:
        """The frame goes when no other section has something typed that is not saved."""
        for other, made in self.hung.items():
            kept = isinstance(made.presenter, SectionPresenter) and made.presenter.has_drafts
            if other != key and kept:
                self.show(other)
                made.presenter.say("这里还有改动没有保存：保存，或按两次 Esc 放弃。", is_error=True)
                return
        self.left()
