"""From the first start to the right screen (登录后去哪里): setup, sign-in, lock, station."""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from hall_desk.domain.people import Right, Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.signin import SignInPresenter
from hall_desk.ui.counter.window import CounterParts, CounterWindow
from hall_desk.ui.signin.window import SignInWindow
from hall_desk.ui.signin.window import bind as bind_sign_in
from hall_desk.ui.stations.counter import CounterStation
from hall_desk.ui.stations.idle import IdleWatch
from hall_desk.ui.stations.program import Program
from hall_desk.ui.stations.shell import Shell
from hall_desk.usecases.people import leave_window, take_window
from hall_desk.usecases.queries import find_day

if TYPE_CHECKING:
    from hall_desk.presenters.choice import ChoicePresenter
    from hall_desk.ui.choice.page import ChoicePage
    from hall_desk.ui.duty.window import DutyWindow

# A counter's PC needs neither the duty desk nor the settings: each station but the counter is
# loaded with the person it is for.


class Station(Protocol):
    """Somebody's screens; kept behind the lock."""

    staff: Staff

    @property
    def front(self) -> QWidget:
        """The screen to come back to."""
        ...

    def close(self) -> None:
        """Lets everything go."""
        ...


class Flow:
    """Who sits at this PC, and which station they have."""

    def __init__(
        self, program: Program, shell: Shell, *, screen: str = "desk", window_no: int | None = None
    ):
        self.program, self.shell = program, shell
        self.screen, self.window_no = screen, window_no
        self.station: Station | None = None
        self._parts: CounterParts | None = None
        self._ready: CounterWindow | None = None
        self.choice: tuple[ChoicePresenter, ChoicePage] | None = None
        place = f"{window_no}号窗口" if window_no else ""
        self.sign_in = SignInPresenter(program.desk, place)
        self.sign_in_window = SignInWindow(program.means.theme, dressed=True)
        bind_sign_in(self.sign_in, self.sign_in_window)
        self.sign_in.signed_in = self.signed_in
        self.sign_in.checking = self._get_ready
        program.attach(self.sign_in)
        self.idle = IdleWatch(program.means.hall.clock.now, self.lock, shell)
        program.pulse.second.connect(self._look_for_idling)
        self.show_sign_in()

    def show_sign_in(self) -> None:
        """The sign-in screen, with the way to the public screens."""
        self.shell.show_screen(self.sign_in_window, strip=self.screen == "desk")

    def _look_for_idling(self) -> None:
        """Who has no window locks by himself; a counter sees its own hands and time."""
        idle = self.station is not None and not isinstance(self.station, CounterStation)
        if idle and not self.sign_in_window.isVisible():
            self.idle.look()

    def lock(self) -> None:
        """Locks for whoever works here; somebody else may take over."""
        self.sign_in.lock(self.station.staff if self.station else None)
        self.show_sign_in()

    def signed_in(self, staff: Staff) -> None:
        """Back to one's own screens, or on to new ones."""
        if self.station is not None and self.station.staff.staff_no == staff.staff_no:
            self._come_back(self.station)
            return
        if self.screen == "guide" and staff.may(Right.SERVE):
            self._leave_station(lambda: self._open_guide(staff))
        elif staff.may(Right.SUPERVISE) and self.screen != "counter":
            self._leave_station(lambda: self._open_duty(staff))
        elif staff.may(Right.SETTINGS) and not staff.may(Right.SERVE):
            self._leave_station(lambda: self._open_settings(staff))
        elif self.window_no is not None:
            self._take(staff, WindowNo(self.window_no))
        else:
            self._open_choice(staff)

    def _come_back(self, station: Station) -> None:
        """To one's own screens; a window left open over night is taken for the new day."""
        if not isinstance(station, CounterStation):
            self.shell.show_screen(station.front)
            return
        self.sign_in.act(
            take_window,
            station.staff.staff_no,
            then=lambda _: self.shell.show_screen(station.front),
            window=station.window_no,
            staff_no=station.staff.staff_no,
        )

    def _get_ready(self) -> None:
        """While the password is checked the counter is made, then dressed: each an own event.

        At once they would hold the keys for longer than a hand notices.
        """
        if self.window_no is not None and self.station is None:
            self._make_counter_ready()

    def _make_counter_ready(self) -> None:
        if self._ready is None:
            steps = (self._build_left, self._build_right, self._build_counter)
            for step in (*steps, self._dress_counter):
                self._next(step)

    def _next(self, step: Callable[[], None]) -> None:
        """Does something when the loop comes round."""
        self.sign_in.run(lambda: None, lambda _: step(), quiet=True)

    def _build_left(self) -> None:
        if self._ready is None and self._parts is None:
            self._parts = CounterParts(self.program.means.counter_theme)
            _ = self._parts.left, self._parts.middle

    def _build_right(self) -> None:
        if self._parts is not None:
            _ = self._parts.right, self._parts.bar

    def _dress_counter(self) -> None:
        if self._ready is not None:
            self.shell.take_in(self._ready)

    def _build_counter(self) -> None:
        """The counter's many widgets are made before its place is taken, the screen shown after."""
        if self._ready is None:
            means = self.program.means
            dressed = means.counter_theme.looks_like(means.theme)
            parts, self._parts = self._parts, None
            self._ready = CounterWindow(means.counter_theme, dressed=dressed, parts=parts)

    def _take(self, staff: Staff, window: WindowNo) -> None:
        self._build_counter()
        self.sign_in.act(
            take_window,
            staff.staff_no,
            then=lambda _: self._open_counter(staff, window),
            window=window,
            staff_no=staff.staff_no,
        )

    def _open_choice(self, staff: Staff) -> None:
        from hall_desk.presenters.choice import ChoicePresenter
        from hall_desk.ui import choice
        from hall_desk.ui.choice.page import ChoicePage

        self._close_choice()
        page = ChoicePage(self.program.means.theme, dressed=True)
        presenter = ChoicePresenter(self.program.desk, staff)
        choice.bind(presenter, page)
        presenter.taken = lambda window: self._open_counter(staff, window)
        presenter.left = self._back_from_choice
        page.guide_wanted.connect(lambda: self._leave_station(lambda: self._open_guide(staff)))
        self.choice = (presenter, page)
        self.program.attach(presenter)
        self.shell.show_screen(page)
        self._make_counter_ready()

    def _back_from_choice(self) -> None:
        self.show_sign_in()
        self._close_choice()

    def _close_choice(self) -> None:
        if self.choice is not None:
            presenter, page = self.choice
            self.choice = None
            self.program.detach(presenter)
            self.shell.drop(page)

    def _open_counter(self, staff: Staff, window: WindowNo) -> None:
        if self.station is not None:
            self.station.close()
        ready, self._ready = self._ready, None
        self.station = CounterStation(
            self.program,
            staff,
            window,
            show=self.shell.show_screen,
            drop=self.shell.drop,
            lock=self.lock,
            leave=self._left_window,
            window=ready,
        )
        self.shell.show_screen(self.station.front)
        self._close_choice()

    def _load(self, station: str, then: Callable[[], None]) -> None:
        """A station's code is loaded with its first use, beside the window."""
        name = f"hall_desk.ui.stations.{station}"
        if name in sys.modules:
            then()
        else:
            self.sign_in.run(lambda: import_module(name), lambda _: then(), quiet=True)

    def _open_guide(self, staff: Staff) -> None:
        self._load("guide", lambda: self._show_guide(staff))

    def _show_guide(self, staff: Staff) -> None:
        """The guide's page; a clerk leaves it for the choice of windows, a guide's PC locks."""
        from hall_desk.ui.stations.guide import GuideStation

        self.station = GuideStation(
            self.program,
            staff,
            drop=self.shell.drop,
            lock=self.lock,
            leave=lambda: self._leave_guide(staff),
        )
        self.shell.show_screen(self.station.front)
        self._close_choice()

    def _leave_guide(self, staff: Staff) -> None:
        if self.screen == "guide":
            self.lock()
            return
        station, self.station = self.station, None
        self._open_choice(staff)
        if station is not None:
            station.close()

    def _left_window(self) -> None:
        """The clerk is off; the PC waits for whoever comes."""
        if self.station is not None:
            self.station.close()
            self.station = None
        self.lock()

    def _open_duty(self, staff: Staff) -> None:
        self._load("duty", lambda: self._make_duty(staff))

    def _make_duty(self, staff: Staff) -> None:
        """The desk's widgets are made an event before the rest of its station."""
        from hall_desk.ui.duty.window import DutyWindow

        window = DutyWindow(self.program.means.theme, dressed=True)
        self._next(lambda: self._show_duty(staff, window))

    def _show_duty(self, staff: Staff, window: "DutyWindow") -> None:
        from hall_desk.ui.stations.duty import DutyStation

        station = DutyStation(
            self.program,
            staff,
            window,
            show=self.shell.show_screen,
            drop=self.shell.drop,
            lock=self.lock,
        )
        self.station = station

        def _open(day: object) -> None:
            if self.station is not station:
                return
            if day is None:
                station.open_opening()
            else:
                self.shell.show_screen(station.front)

        hall = self.program.means.hall
        self._next(lambda: self.shell.take_in(station.window))
        self.sign_in.run(lambda: hall.ask(find_day), _open, quiet=True)

    def _open_settings(self, staff: Staff) -> None:
        self._load("administrator", lambda: self._show_settings(staff))

    def _show_settings(self, staff: Staff) -> None:
        """An administrator has the settings, and no window."""
        from hall_desk.ui.stations.administrator import AdministratorStation

        station = AdministratorStation(self.program, staff, drop=self.shell.drop, lock=self.lock)
        self.station = station
        self.shell.show_screen(station.front)
        station.parts.frame.begin()

    def _leave_station(self, then: Callable[[], None]) -> None:
        """A clerk's window is given up first; refused while a customer stands there."""
        station = self.station
        if station is None:
            then()
            return
        if isinstance(station, CounterStation):
            self.sign_in.act(
                leave_window,
                station.staff.staff_no,
                then=lambda _: self._swap(then),
                window=station.window_no,
            )
            return
        self._swap(then)

    def _swap(self, then: Callable[[], None]) -> None:
        if self.station is not None:
            self.station.close()
            self.station = None
        then()
