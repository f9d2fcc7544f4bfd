"""Brings a real hall's kiosk to each of its pages and saves pictures, to look at by eye.

Run: python -m tests.ui.gallery_kiosk OUT_FOLDER [scene …] [size=SUFFIX …]
"""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from hall_desk.clock import FakeClock
from hall_desk.domain.hall import Setting
from hall_desk.domain.passes import SETTLED, PassKind, ReturnPass
from hall_desk.domain.publicnotices import NoticeKind, PublicNotice
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import StaffNo
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.kiosk import KioskPresenter
from hall_desk.rehearsal.keys import settle
from hall_desk.store.transaction import Tx
from hall_desk.ui.kiosk import KioskWindow, bind
from hall_desk.ui.theme import Scheme, Theme
from hall_desk.usecases import suspending
from hall_desk.usecases.hall import Hall
from tests.conftest import OPENED, Day, open_hall
from tests.ui.gallery_run import render
from tests.usecases.test_suspending import form as stop_form

SPENT = "K7M49XWP"
NEWS = (
    ("清明节营业时间", "4月4日至6日照常营业，8:30–17:30。\n报修请拨打 95598，24 小时有人接听。"),
    (
        "峰谷分时电价可以网上办理",
        "居民可在手机上申请峰谷分时电价，次月生效；也可以到本厅窗口办理，请带户主身份证。",
    ),
)


def publish(tx: Tx, *, kind: NoticeKind, title: str, body: str) -> PublicNotice:
    """A public notice that holds today."""
    notice = PublicNotice(
        id=tx.new_id(),
        kind=kind,
        version=1,
        title=title,
        body=body,
        approval_doc="",
        valid_from=date(2026, 3, 1),
        valid_to=None,
        published_by="0906",
        published_at=tx.now,
        withdrawn_at=None,
    )
    tx.insert(notice, "publish_notice")
    return notice


def spent_pass(tx: Tx) -> ReturnPass:
    """A return pass whose matter is done."""
    given = ReturnPass(
        id=tx.new_id(),
        code=SPENT,
        kind=PassKind.PAPERS,
        service_code="B02",
        ground=PassKind.PAPERS.ground,
        window_no=None,
        staff_no=StaffNo(tx.actor),
        ticket_id=None,
        item_id=None,
        issued_at=tx.now,
        wanted_at=None,
        valid_until=date(2026, 4, 11),
        used_at=None,
        used_ticket_id=None,
        voided_at=tx.now,
        void_reason=SETTLED,
    )
    tx.insert(given, "issue_pass")
    return given


def set_kiosk(tx: Tx, /, **values: Any) -> Setting:
    """Other values of the setting ``kiosk``."""
    old = tx.get(Setting, name="kiosk")
    assert isinstance(old.value, dict)
    changed = Setting(name="kiosk", value={**old.value, **values})
    return tx.change(old, changed, "set", guard="value")


class Scene:
    """A hall at 10:24 with people waiting, and its kiosk."""

    def __init__(self, folder: Path, theme: Theme, size: tuple[int, int], *, large: bool):
        self.clock = FakeClock(OPENED)
        self.store, self.hall = open_hall(f"sqlite:///{folder / 'hall.db'}", self.clock)
        self.day = Day(self.hall, self.clock)
        self.window = KioskWindow(theme)
        self.window.resize(*size)
        desk = Desk(hall=self.hall, runner=SyncRunner())
        self.presenter = KioskPresenter(desk, lambda ticket: None)
        bind(self.presenter, self.window)
        fill(self.hall, self.day, self.clock)
        self.presenter.refresh()
        self.presenter.touched()
        if large:
            self.presenter.toggle_large()

    def grab(self, path: Path) -> None:
        """Saves the window as it looks now."""
        self.presenter.refresh()
        self.window.show()
        for _ in range(3):
            QApplication.processEvents()
        self.presenter.tick()
        QApplication.processEvents()
        self.window.grab().save(str(path))

    def close(self) -> None:
        """Lets the hall go."""
        self.window.close()
        self.window.deleteLater()
        settle()
        self.store.close()


def fill(hall: Hall, day: Day, clock: FakeClock) -> None:
    """A morning's history, and people waiting for every kind."""
    clock.set(datetime(2026, 3, 12, 1, 10, tzinfo=UTC))
    for service, window in (("A01", 3), ("B01", 4), ("C02", 8), ("E01", 8)):
        for seconds in (230, 260, 250):
            day.whole_visit(service, window, seconds)
    for title, body in NEWS:
        hall.do(publish, "0906", None, kind=NoticeKind.NEWS, title=title, body=body)
    promise = "供电方案答复期限：低压居民 3 个工作日，低压其他 7 个工作日，高压单电源 15 个工作日。"
    hall.do(publish, "0906", None, kind=NoticeKind.PROMISE, title="供电方案答复", body=promise)
    clock.set(datetime(2026, 3, 12, 2, 20, tzinfo=UTC))
    for service, count in (("A01", 6), ("B01", 4), ("C02", 3), ("E01", 1)):
        for _ in range(count):
            day.issue(service)
    clock.set(datetime(2026, 3, 12, 2, 24, tzinfo=UTC))


def home(scene: Scene) -> None:
    """07a, 07c."""


def priority(scene: Scene) -> None:
    """A ground chosen."""
    scene.presenter.ask_priority()
    scene.presenter.choose_ground("Y1")


def search(scene: Scene) -> None:
    """Nothing typed yet."""
    scene.presenter.open_search()


def search_found(scene: Scene) -> None:
    """Letters typed."""
    scene.presenter.open_search()
    for letter in "zdb":
        scene.presenter.press(letter.upper())


def search_many(scene: Scene) -> None:
    """A word that fits much."""
    scene.presenter.open_search()
    scene.presenter.type("电")


def search_none(scene: Scene) -> None:
    """A word that fits nothing."""
    scene.presenter.open_search()
    scene.presenter.type("办签证")


def card_of(code: str) -> Callable[[Scene], None]:
    """The card of an item."""

    def _play(scene: Scene) -> None:
        scene.presenter.choose_kind(code[0])
        scene.presenter.choose_service(code)

    return _play


def listed(scene: Scene) -> None:
    """The list printed."""
    card_of("B01")(scene)
    scene.presenter.print_list()


def carried(scene: Scene) -> None:
    """The list as a code."""
    card_of("B01")(scene)
    scene.presenter.carry()


def code(scene: Scene) -> None:
    """The keys for a code."""
    scene.presenter.open_code()


def code_wrong(scene: Scene) -> None:
    """A code that nobody gave."""
    scene.presenter.open_code()
    scene.presenter.type(SPENT)
    scene.presenter.submit()


def code_spent(scene: Scene) -> None:
    """The code of a matter that is done."""
    scene.day.hall.do(spent_pass, "1021", None)
    scene.presenter.open_code()
    scene.presenter.type(SPENT)
    scene.presenter.submit()


def query(scene: Scene) -> None:
    """Self query, nothing asked."""
    scene.presenter.open_query()


def query_place(scene: Scene) -> None:
    """A ticket's place."""
    scene.presenter.open_query()
    scene.presenter.type("B006")
    scene.presenter.submit()


def query_called(scene: Scene) -> None:
    """A ticket that is being called."""
    scene.day.call(4)
    scene.presenter.open_query()
    scene.presenter.type("B004")
    scene.presenter.submit()


def prices(scene: Scene) -> None:
    """The price list."""
    scene.presenter.open_query()
    scene.presenter.open_prices()


def promises(scene: Scene) -> None:
    """The promises."""
    scene.presenter.open_query()
    scene.presenter.open_promises()


def ticket(scene: Scene) -> None:
    """The ticket taken, while the line is long."""
    scene.hall.do(set_kiosk, "0906", None, hint_from=5)
    card_of("A01")(scene)
    scene.presenter.issue()


def after_hours(scene: Scene) -> None:
    """The hour has struck, people wait."""
    scene.clock.set(datetime(2026, 3, 12, 9, 31, tzinfo=UTC))
    scene.presenter.refresh()


def after_query(scene: Scene) -> None:
    """Somebody who waits asks for their place."""
    after_hours(scene)
    query_place(scene)


def after_card(scene: Scene) -> None:
    """Papers are looked at, no number is given."""
    after_hours(scene)
    scene.presenter.open_query()
    scene.presenter.open_search()
    scene.presenter.choose_service("B01")


def stopped(scene: Scene) -> None:
    """The hall is suspended, people wait."""
    form = stop_form(scene.clock, Scope.HALL, None)
    scene.hall.do(suspending.suspend, "0906", None, form=form)
    scene.presenter.refresh()


def rest(scene: Scene) -> None:
    """At rest."""
    scene.clock.advance(120)
    scene.presenter.tick()


def staff(scene: Scene) -> None:
    """The hidden way out."""
    scene.presenter.ask_staff()


SCENES: dict[str, Callable[[Scene], None]] = {
    "07a-home": home,
    "priority": priority,
    "search": search,
    "search-found": search_found,
    "search-many": search_many,
    "search-none": search_none,
    "07b-card": card_of("B01"),
    "card-long": card_of("B04"),
    "card-bare": card_of("C02"),
    "listed": listed,
    "carried": carried,
    "code": code,
    "code-wrong": code_wrong,
    "code-spent": code_spent,
    "query": query,
    "query-place": query_place,
    "query-called": query_called,
    "prices": prices,
    "promises": promises,
    "ticket": ticket,
    "after-hours": after_hours,
    "after-query": after_query,
    "after-card": after_card,
    "stopped": stopped,
    "rest": rest,
    "staff": staff,
}
SIZES: dict[str, tuple[Scheme, tuple[int, int], bool]] = {
    "": ("light", (1080, 1920), False),
    "-wide": ("light", (1920, 1080), False),
    "-1366": ("light", (1366, 768), False),
    "-768": ("light", (768, 1366), False),
    "-contrast": ("contrast", (1080, 1920), False),
    "-contrast-wide": ("contrast", (1920, 1080), False),
    "-large": ("light", (1080, 1920), True),
    "-large-wide": ("light", (1920, 1080), True),
}


def begin(folder: Path, scheme: Scheme, size: tuple[int, int], large: bool) -> Scene:
    """A kiosk in its own hall."""
    return Scene(folder, Theme(scheme), size, large=large)


if __name__ == "__main__":
    render(SCENES, begin, SIZES)
