"""The theme, the fonts and the icons: what every window is dressed in."""

import re

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QTextLayout
from pytestqt.qtbot import QtBot

from hall_desk.ui import fonts, icons
from hall_desk.ui.theme import Scheme, Theme, tokens

RARE = "𬭎龘㛃䶮𠅤"
NAMED = frozenset(
    word
    for line in (
        "call recall start ok cash receipt book plus move bell stop pause open clock warn over",
        "star undo search print lock eye id phone pin pen shield speak file chat bolt team link",
        "calendar screen qr user help tick cross arrows ring dot left right down mark",
    )
    for word in line.split()
)


@pytest.mark.parametrize("scheme", ["light", "contrast"])
@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
def test_every_placeholder_of_the_stylesheet_is_filled(
    qtbot: QtBot, scheme: Scheme, scale: float
) -> None:
    qss = Theme(scheme, scale).qss()
    assert "@" not in qss
    assert re.search(r"#[0-9a-f]{8}", qss)


def test_sizes_are_rounded_and_never_vanish(qtbot: QtBot) -> None:
    theme = Theme("light", 1.25)
    assert theme.px(56) == 70
    assert theme.px(0.4) == 1
    assert theme.px(0) == 0
    assert theme.font("title").pixelSize() == 25
    assert theme.line("title") == 35


def test_ticket_numbers_stand_closer_at_every_scale(qtbot: QtBot) -> None:
    assert Theme("light", 1.0).font("ticket").letterSpacing() == -2
    assert Theme("light", 2.0).font("ticket").letterSpacing() == -4


def test_public_type_tokens_are_named_with_their_screen(qtbot: QtBot) -> None:
    theme = Theme()
    assert theme.font("kiosk.kind").pixelSize() == 60
    assert theme.font("display.call").pixelSize() == 224


def test_the_scrim_lets_the_window_shine_through(qtbot: QtBot) -> None:
    assert 0.4 < Theme("light").color("scrim").alphaF() < 0.5
    assert Theme("light").color("primary").alpha() == 255


@pytest.mark.parametrize("weight", [400, 500, 600, 700])
def test_rare_name_characters_show_in_every_weight_in_our_own_fonts(
    qtbot: QtBot, weight: int
) -> None:
    layout = QTextLayout("林" + RARE, Theme().font("body", weight))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    assert {run.rawFont().familyName() for run in runs} == {fonts.FAMILY}
    assert all(glyph != 0 for run in runs for glyph in run.glyphIndexes())


def test_all_named_icons_are_there_and_draw_something_in_the_asked_colour(qtbot: QtBot) -> None:
    theme = Theme()
    assert set(icons.names()) >= NAMED
    for name in NAMED - {"mark"}:
        image = icons.pixmap(theme, name, 24, "over").toImage()
        seen = {
            image.pixelColor(x, y).name()
            for x in range(image.width())
            for y in range(image.height())
            if image.pixelColor(x, y).alpha() == 255
        }
        assert theme.color("over").name() in seen, name


def test_icons_follow_the_scale(qtbot: QtBot) -> None:
    assert icons.pixmap(Theme("light", 2.0), "call", 20).size() == QSize(40, 40)


def test_the_mark_takes_the_colours_of_its_place(qtbot: QtBot) -> None:
    picture = icons.mark(Theme(), 48, QColor("#FFFFFF"), QColor("#27324A")).toImage()
    assert picture.pixelColor(24, 4) == QColor("#FFFFFF")
    assert picture.pixelColor(24, 22) == QColor("#27324A")


def test_states_and_stages_name_icons_and_colours_that_exist(qtbot: QtBot) -> None:
    theme = Theme()
    for token in tokens()["state"].values():
        assert token["icon"] in icons.names()
        assert theme.color(token["text"]).isValid()
        assert theme.color(token["ground"]).isValid()
    for token in tokens()["stage"].values():
        assert token["icon"] in icons.names()
        assert theme.color(token["bar"]).isValid()
