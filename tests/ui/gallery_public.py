"""Brings a real hall into each moment of the public pages and saves pictures, to look at by eye.

Run: python -m tests.ui.gallery_public OUT_FOLDER [scene …]
"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from hall_desk.clock import FakeClock
from hall_desk.domain.paidservice import Ownership
from hall_desk.domain.people import Staff
from hall_desk.domain.ratings import GivenBy
from hall_desk.domain.tickets import WindowNo
from hall_desk.domain.windowsigns import WindowSign
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.counter_state import CounterState
from hall_desk.presenters.customer_screen import build_customer, customer_facts
from hall_desk.presenters.duty import DutyPresenter
from hall_desk.presenters.follow_ups import FollowUpsPresenter
from hall_desk.presenters.paidservice import PaidServicePresenter
from hall_desk.presenters.paidservice_state import PaidServiceState
from hall_desk.presenters.phrases import PhrasesPresenter
from hall_desk.presenters.signs_setup import SignsSetupPresenter
from hall_desk.presenters.window_sign import WindowSignPresenter
from hall_desk.store import schema
from hall_desk.ui.customer import CustomerWindow
from hall_desk.ui.duty.binding import bind as bind_duty
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.followup import FollowUpsPage
from hall_desk.ui.followup import bind as bind_follow
from hall_desk.ui.kit import FocusRing
from hall_desk.ui.phrases import PhrasesPage
from hall_desk.ui.phrases import bind as bind_phrases
from hall_desk.ui.script import shaper
from hall_desk.ui.signs_setup import SignsSetupPage
from hall_desk.ui.signs_setup import bind as bind_signs
from hall_desk.ui.theme import Theme
from hall_desk.ui.windowsign import WindowSignWindow
from hall_desk.ui.windowsign import bind as bind_sign
from hall_desk.usecases import paidservice, people, phrases, ratings, suspending, windowsigns
from hall_desk.usecases.paidservice import Wanted
from tests.conftest import MANAGER, OPENED, Day, open_hall
from tests.paper.samples import STROKES
from tests.usecases.test_suspending import form as stop_form

UYGHUR = "توك ھەققى تاپشۇرۇش ۋە مەسلىھەت"


class Hall:
    """A hall at 10:00 with its clerks at work."""

    def __init__(self, folder: Path):
        self.clock = FakeClock(OPENED)
        self.store, self.hall = open_hall(f"sqlite:///{folder / 'hall.db'}", self.clock)
        self.day = Day(self.hall, self.clock)
        self.desk = Desk(hall=self.hall, runner=SyncRunner())
        self.clock.set(datetime(2026, 3, 12, 2, 0, tzinfo=UTC))

    def third(self, third: str = UYGHUR, *, rtl: bool = True, window: int = 3) -> None:
        """The third language and a window's words in it."""
        self.day.do(windowsigns.set_third_language, MANAGER, name="维吾尔文", rtl=rtl)
        sign = WindowSign(name="综合业务窗口", name_en="General services", third=third)
        self.day.do(windowsigns.set_window_sign, MANAGER, window=WindowNo(window), sign=sign)

    def sign(self, window: int = 3) -> WindowSignWindow:
        """The sign of a window."""
        shown = WindowSignWindow(Theme())
        presenter = WindowSignPresenter(self.desk, WindowNo(window))
        bind_sign(presenter, shown)
        presenter.refresh()
        return shown


class Beside:
    """The counter of window 3 and its side screen."""

    def __init__(self, hall: Hall):
        self.hall, self.day = hall, hall.day
        staff = hall.hall.ask(lambda reading: reading.get(Staff, staff_no="1032"))
        self.presenter = CounterPresenter(hall.desk, WindowNo(3), staff)
        self.screen = CustomerWindow(Theme())
        self.sheet: PaidServiceState | None = None
        self.presenter.show = self.show
        hall.day.count_float()
        self.presenter.refresh()

    def show(self, state: CounterState) -> None:
        facts = customer_facts(self.presenter.facts, self.presenter.catalogue, self.sheet)
        self.screen.show_state(build_customer(state, facts))

    def serve(self, *services: str) -> CounterPresenter:
        self.day.issue(services[0])
        self.presenter.call_next()
        self.presenter.start()
        for code in services[1:]:
            self.presenter.add_item(code)
        return self.presenter


def side_idle(hall: Hall) -> QWidget:
    return Beside(hall).screen


def side_called(hall: Hall) -> QWidget:
    beside = Beside(hall)
    hall.day.issue("A01")
    beside.presenter.call_next()
    return beside.screen


def side_serving(hall: Hall) -> QWidget:
    beside = Beside(hall)
    beside.serve("D01", "A01", "C02", "A04")
    return beside.screen


def side_amounts(hall: Hall) -> QWidget:
    beside = Beside(hall)
    presenter = beside.serve("A01", "A04")
    presenter.set_due(8640)
    presenter.set_received(10_000)
    presenter.take_payment("CASH")
    return beside.screen


def side_change(hall: Hall) -> QWidget:
    beside = Beside(hall)
    presenter = beside.serve("A02")
    presenter.set_due(12_345_678)
    presenter.set_received(12_350_000)
    presenter.take_payment("CASH")
    return beside.screen


def side_paid(hall: Hall) -> QWidget:
    beside = Beside(hall)
    presenter = beside.serve("A01")
    presenter.set_due(8640)
    presenter.set_received(10_000)
    presenter.take_payment("CASH")
    presenter.pay(finish=False)
    return beside.screen


def side_sheet(hall: Hall, lines: int = 4) -> QWidget:
    beside = Beside(hall)
    beside.serve("A05")
    page = PaidServicePresenter(hall.desk, "1032", WindowNo(3), beside.presenter.ticket)

    def _show(state: PaidServiceState) -> None:
        beside.sheet = state
        beside.presenter.tick()

    page.show = _show
    page.refresh()
    sheet = hall.day.do(
        paidservice.draft_sheet,
        "1032",
        window=WindowNo(3),
        ownership=Ownership.CUSTOMER,
        boundary="表箱出线端子以内",
        customer_name="欧阳明月",
        phone="00000000012",
        address="",
        ticket_id=beside.presenter.ticket.id if beside.presenter.ticket else None,
    )
    prices = hall.hall.ask(paidservice.prices_valid_on, sheet.business_date)
    wanted = tuple(Wanted(code=p.code, quantity_milli=2000) for p in prices[:lines])
    hall.day.do(paidservice.set_lines, "1032", sheet_id=sheet.id, wanted=wanted)
    page.sheet_id = sheet.id
    page.refresh()
    return beside.screen


def side_pad(hall: Hall) -> QWidget:
    screen = side_sheet(hall)
    assert isinstance(screen, CustomerWindow)
    screen.confirm.triggered.emit("")
    return screen


def side_pad_signed(hall: Hall) -> QWidget:
    screen = side_pad(hall)
    assert isinstance(screen, CustomerWindow)
    screen.pad._strokes = [list(stroke) for stroke in STROKES]
    screen.pad._show_buttons()
    return screen


def side_long_sheet(hall: Hall) -> QWidget:
    return side_sheet(hall, 14)


def side_rating(hall: Hall) -> QWidget:
    beside = Beside(hall)
    beside.serve("A01")
    hall.clock.advance(60)
    beside.presenter.finish()
    hall.clock.advance(2)
    beside.presenter.tick()
    return beside.screen


def side_thanks(hall: Hall) -> QWidget:
    beside = Beside(hall)
    beside.serve("A01")
    beside.presenter.finish()
    beside.presenter.rate(4, GivenBy.SCREEN)
    return beside.screen


def side_suspended(hall: Hall) -> QWidget:
    beside = Beside(hall)
    hall.day.do(suspending.suspend, "1032", form=stop_form(hall.clock, window=3))
    beside.presenter.refresh()
    return beside.screen


LONG_HALL = "青禾县电力有限责任公司城东新区供电营业厅第二服务点"


def _long_names(hall: Hall) -> None:
    with hall.store.write() as turn:
        turn.conn.execute(schema.hall.update().values(name=LONG_HALL))
        turn.conn.execute(schema.window_day.update().values(prefixes="ABCE"))


def side_long(hall: Hall) -> QWidget:
    _long_names(hall)
    beside = Beside(hall)
    presenter = beside.serve("A05", "B26", "B22", "B27", "C06", "A01", "B33")
    assert presenter.facts is not None
    presenter.change_quantity(presenter.facts.items[1].id, 99)
    presenter.switch_item(6)
    presenter.set_due(999_999_999)
    presenter.set_received(1_000_000_000)
    return beside.screen


def sign_long(hall: Hall) -> QWidget:
    _long_names(hall)
    hall.third("توك ھەققى تاپشۇرۇش ۋە مەسلىھەت بېرىش ۋە باشقا ئىشلار ", window=1)
    return hall.sign(8)


def sign_long_third(hall: Hall) -> QWidget:
    _long_names(hall)
    hall.third("توك ھەققى تاپشۇرۇش ۋە مەسلىھەت بېرىش ۋە باشقا ئىشلار", window=8)
    return hall.sign(8)


def sign_open(hall: Hall) -> QWidget:
    return hall.sign()


def sign_third(hall: Hall) -> QWidget:
    hall.third()
    return hall.sign()


def sign_serving(hall: Hall) -> QWidget:
    hall.third("Электр төлемдери мен кеңес", rtl=False)
    hall.day.issue("A01")
    hall.day.serve()
    return hall.sign()


def sign_next(hall: Hall) -> QWidget:
    hall.third()
    hall.day.issue("A01")
    hall.day.call()
    return hall.sign()


def sign_away(hall: Hall) -> QWidget:
    hall.third()
    hall.day.do(people.leave_window, MANAGER, window=WindowNo(3))
    return hall.sign()


def sign_suspended(hall: Hall) -> QWidget:
    hall.day.do(suspending.suspend, "1021", form=stop_form(hall.clock, window=4))
    return hall.sign(4)


def sign_closed(hall: Hall) -> QWidget:
    return hall.sign(12)


def _manager(hall: Hall) -> Staff:
    return hall.hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))


def _bad_days(hall: Hall) -> None:
    for seconds, level in ((60, 1), (70, 2), (80, 5), (90, 4), (60, 2)):
        ticket = hall.day.whole_visit("A01", 3, seconds)
        hall.day.do(ratings.rate, "1032", subject_id=ticket.id, level=level)
        hall.clock.advance(600)


def follow_page(hall: Hall, theme: Theme) -> QWidget:
    _bad_days(hall)
    page = FollowUpsPage(theme)
    presenter = FollowUpsPresenter(hall.desk, _manager(hall))
    bind_follow(presenter, page)
    hall.clock.advance(23 * 3600)
    presenter.refresh()
    presenter.set_result("已致电，客户反映等候时间长，已解释并致歉。")
    presenter.choose_level("4")
    page.box.setPlainText("已致电，客户反映等候时间长，已解释并致歉。")
    FocusRing(theme, page)
    return page


def phrases_page(hall: Hall, theme: Theme) -> QWidget:
    hall.day.do(phrases.edit_phrase, MANAGER, code="P01", text="您好，请问您需要办理什么业务？")
    page = PhrasesPage(theme)
    presenter = PhrasesPresenter(hall.desk, _manager(hall))
    bind_phrases(presenter, page)
    presenter.refresh()
    presenter.choose("P08")
    page.box.setPlainText("您的资料还缺{missing}，我不知道，{when}再来。")
    presenter.save()
    FocusRing(theme, page)
    return page


def signs_page(hall: Hall, theme: Theme) -> QWidget:
    hall.third()
    page = SignsSetupPage(theme)
    presenter = SignsSetupPresenter(
        hall.desk, _manager(hall), shape=shaper(theme), print_sign=lambda window, outline: None
    )
    bind_signs(presenter, page)
    presenter.refresh()
    presenter.choose(3)
    FocusRing(theme, page)
    return page


def duty_desk(hall: Hall, theme: Theme) -> QWidget:
    _bad_days(hall)
    window = DutyWindow(theme)
    presenter = DutyPresenter(hall.desk, _manager(hall))
    window.parts = bind_duty(presenter, window)  # type: ignore[attr-defined]
    presenter.refresh()
    return window


PAGES = {
    "follow": follow_page,
    "phrases": phrases_page,
    "signs-setup": signs_page,
    "duty": duty_desk,
}
STAFF = {
    "": ("light", 1.0, (1366, 768)),
    "-contrast": ("contrast", 1.0, (1366, 768)),
    "-1920": ("light", 1.0, (1920, 1080)),
    "-200": ("light", 2.0, (2732, 1536)),
}
SCENES: dict[str, tuple[Callable[[Hall], QWidget], tuple[tuple[int, int], ...]]] = {
    name: (scene, ((1920, 1080), (1080, 1920)))
    for name, scene in {
        "sign-long": sign_long,
        "sign-long-third": sign_long_third,
        "sign-open": sign_open,
        "sign-third": sign_third,
        "sign-serving": sign_serving,
        "sign-next": sign_next,
        "sign-away": sign_away,
        "sign-suspended": sign_suspended,
        "sign-closed": sign_closed,
    }.items()
}
SCENES |= {
    f"side-{name}": (scene, ((1280, 800), (800, 1280)))
    for name, scene in {
        "idle": side_idle,
        "called": side_called,
        "long": side_long,
        "serving": side_serving,
        "amounts": side_amounts,
        "change": side_change,
        "paid": side_paid,
        "sheet": side_sheet,
        "long-sheet": side_long_sheet,
        "pad": side_pad,
        "pad-signed": side_pad_signed,
        "rating": side_rating,
        "thanks": side_thanks,
        "suspended": side_suspended,
    }.items()
}


def main(out: Path, wanted: list[str]) -> None:
    """Saves the wanted scenes (all without a name)."""
    app = QApplication.instance() or QApplication([])
    assert app is not None
    out.mkdir(parents=True, exist_ok=True)
    for name, (play, sizes) in SCENES.items():
        if wanted and name not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            hall = Hall(Path(folder))
            window = play(hall)
            for width, height in sizes:
                window.resize(width, height)
                window.show()
                QApplication.processEvents()
                window.grab().save(str(out / f"{name}-{width}x{height}.png"))
            window.close()
            hall.store.close()
    for name, build in PAGES.items():
        if wanted and name not in wanted:
            continue
        for suffix, (scheme, scale, size) in STAFF.items():
            with tempfile.TemporaryDirectory() as folder:
                hall = Hall(Path(folder))
                theme = Theme(scheme, scale)  # type: ignore[arg-type]
                page = build(hall, theme)
                theme.apply(page)
                page.setProperty("window", "staff")
                page.resize(*size)
                page.show()
                page.activateWindow()
                QApplication.processEvents()
                page.grab().save(str(out / f"{name}{suffix}.png"))
                page.close()
                hall.store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
