"""Service without a number at a counter (直接受理): at the window, or on the telephone."""

from hall_desk.domain.finding import find_services
from hall_desk.domain.services import Service
from hall_desk.domain.tickets import Source
from hall_desk.presenters.counter_matters import CounterMatters
from hall_desk.presenters.counter_state import Panel, Phase, WalkUpView
from hall_desk.usecases.walkups import serve_directly

_TITLES = {Source.WALK_UP: "直接受理（柜前）", Source.PHONE: "电话受理"}


class CounterWalkUp(CounterMatters):
    """Ctrl+N and Ctrl+T from the idle counter: choose the service, Enter serves."""

    walk_source = Source.WALK_UP
    over_reason: str
    over_note: str

    def open_walk_up(self) -> None:
        """Ctrl+N: a customer without a number stands at the window."""
        self._open_direct(Source.WALK_UP)

    def open_phone(self) -> None:
        """Ctrl+T: a customer is on the telephone (Art. 14(1))."""
        self._open_direct(Source.PHONE)

    def serve_directly(self, service_code: str) -> None:
        """The service is chosen: the clock starts at once."""
        if self.phase() is Phase.IDLE and self.panel is Panel.WALK_UP:
            self.do(
                serve_directly,
                then=lambda _: self._served_directly(),
                window=self.window_no,
                service_code=service_code,
                source=self.walk_source,
            )

    def walk_up_view(self) -> WalkUpView:
        """The panel as shown."""
        if self.panel is not Panel.WALK_UP or self.facts is None:
            return WalkUpView()
        waiting = len(self.facts.order)
        phone = self.walk_source is Source.PHONE
        note = (
            f"现有 {waiting} 人在等本窗口，照样可以受理。" if waiting else "现在没有人在等本窗口。"
        )
        return WalkUpView(
            title=_TITLES[self.walk_source],
            icon="phone" if phone else "user",
            services=self.offered(ranked=True),
            note=f"{note}不叫号，不上大屏。",
        )

    def offered(self, *, ranked: bool = False) -> tuple[tuple[str, str, str], ...]:
        """The services that fit what is typed: code, name, limit.

        With nothing typed all of them, the likeliest first if ``ranked``.
        """
        assert self.catalogue is not None
        found = [service for service in self.catalogue.services.values() if service.enabled]
        if self.service_typed.strip():
            found = list(find_services(found, self.service_typed))
        elif ranked:
            found.sort(key=self._likeliest)
        return tuple(
            (s.code, s.name, f"{s.limit_minutes} 分" if s.limit_minutes else "不限时")
            for s in found
        )

    def find_service(self, typed: str) -> None:
        """A part of the name, everyday words, first letters of the pinyin, or the code."""
        self.service_typed = typed
        self.tick()

    def _likeliest(self, service: Service) -> tuple[bool, int, str]:
        """On the telephone enquiries first, then the window's own kinds in their order."""
        place = self.facts.place if self.facts else None
        own = place.prefixes if place else ""
        at = own.find(service.prefix)
        asks = self.walk_source is Source.PHONE and service.kind == "inquiry"
        return not asks, at if at >= 0 else len(own), service.code

    def _open_direct(self, source: Source) -> None:
        if self.phase() is Phase.IDLE:
            self.walk_source = source
            self.unfold(Panel.WALK_UP)

    def _served_directly(self) -> None:
        self.panel = Panel.NONE
        self.over_reason, self.over_note = "", ""
