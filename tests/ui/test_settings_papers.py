"""Settings of prices, hours and papers in their real windows."""

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from hall_desk.domain.people import Staff
from hall_desk.paper import logos
from hall_desk.paper.printing import DummyPrinter
from hall_desk.presenters.base import SyncRunner
from hall_desk.presenters.papers import PaperDesk
from hall_desk.store import schema
from hall_desk.ui.settings import SectionPage
from hall_desk.ui.settings.logo import logo_png
from hall_desk.ui.stations.duty import DutyStation
from hall_desk.ui.stations.program import Means, Program
from hall_desk.ui.theme import Theme
from hall_desk.usecases.hall import Hall
from hall_desk.voice import ClipSpeaker
from tests.conftest import MANAGER
from tests.ui.test_settings import Hand

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 80">'
    b'<rect width="160" height="80" fill="#1B4F8F"/></svg>'
)


def test_a_drawing_and_a_large_picture_become_one_small_png() -> None:
    drawn = logo_png(SVG)
    assert drawn is not None
    assert logos.size_of(drawn) == (480, 240)
    large = QImage(QSize(1600, 1200), QImage.Format.Format_RGB32)
    large.fill(0x336699)
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    from PySide6.QtGui import QImageWriter

    assert QImageWriter(buffer, QByteArray(b"PNG")).write(large)
    small = logo_png(bytes(kept.data()))
    assert small is not None
    assert logos.size_of(small) == (320, 240)
    assert logo_png(b"GIF89a") is None
    assert logo_png(b"<svg broken") is None


@pytest.mark.parametrize("key", ["hours", "papers", "prices", "price_import"])
def test_each_section_opens_with_one_main_action(hall: Hall, qtbot: QtBot, key: str) -> None:
    hand = Hand(hall, qtbot)
    hand.parts.show(key)
    page = hand.parts.hung[key].page
    assert isinstance(page, SectionPage)
    assert page.main.isVisible()
    if key == "papers":
        assert page.sample is not None
        assert page.sample.isVisible()
        assert page.sample.sheet.accessibleName() == "收费凭证样张"


def test_the_import_is_reached_from_the_price_list(hall: Hall, qtbot: QtBot) -> None:
    hand = Hand(hall, qtbot)
    hand.parts.show("prices")
    page = hand.parts.hung["prices"].page
    assert isinstance(page, SectionPage)
    page.deed_wanted.emit("import")
    assert hand.frame.nav.current_key() == "price_import"


@pytest.mark.rule("5(1)")
def test_the_alert_of_an_expired_price_leads_to_the_price_list(hall: Hall, qtbot: QtBot) -> None:
    table = schema.price
    with hall.store.write() as turn:
        turn.conn.execute(table.update().where(table.c.code == "L05").values(valid_to="2026-03-11"))
    theme = Theme()
    program = Program(
        Means(
            hall=hall,
            runner=SyncRunner(),
            paper=lambda actor: PaperDesk(hall, DummyPrinter(), actor),
            speaker=ClipSpeaker(enabled=False),
            theme=theme,
            counter_theme=theme,
            public_theme=theme,
        ),
        beating=False,
    )
    me = hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))
    shown: list[object] = []
    station = DutyStation(program, me, show=shown.append, drop=lambda w: None, lock=lambda: None)
    qtbot.addWidget(station.window)
    state = station.window.state
    assert state is not None
    alert = next(line for line in state.alerts if line.key == "expired")
    station.window.alert_acted.emit(alert.action, alert.key)
    assert station.parts_of_frame is not None
    qtbot.addWidget(station.parts_of_frame.frame)
    assert station.parts_of_frame.frame.nav.current_key() == "prices"
    station.close()
