"""Timers, chips, phrases, signs, dialogs and the focus ring: what the eyes meet."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.ui import kit
from hall_desk.ui.kit.spoken import pieces_of
from hall_desk.ui.theme import Scheme, Theme
from tests.ui import gallery

BAR_Y = 76


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    made.setProperty("window", "staff")
    made.setLayout(QVBoxLayout())
    made.resize(1000, 700)
    theme.apply(made)
    qtbot.addWidget(made)
    return made


def picture(widget: QWidget, width: int, height: int) -> QImage:
    widget.resize(width, height)
    return widget.grab().toImage()


def timer_picture(qtbot: QtBot, theme: Theme, *values: object, **more: int) -> QImage:
    timer = kit.LimitTimer(theme)
    qtbot.addWidget(timer)
    timer.show_time(*values, **more)  # type: ignore[arg-type]
    return picture(timer, 400, 106)


@pytest.mark.parametrize(
    ("elapsed", "limit", "stage", "words"),
    [
        (192, 300, "within", ("在限内", "03:12", "/ 05:00", "还有 01:48", "提醒 04:00")),
        (240, 300, "near", ("将到时", "还有 01:00")),
        (300, 300, "near", ("将到时", "还有 00:00")),
        (301, 300, "over", ("已超时", "超 00:01", "限时 05:00")),
        (400, None, "none", ("不限时", "06:40", "本项没有办理时限，仍记录用时")),
    ],
)
def test_the_limit_stands_beside_the_time_in_words(
    qtbot: QtBot, theme: Theme, elapsed: int, limit: int | None, stage: str, words: tuple[str, ...]
) -> None:
    timer = kit.LimitTimer(theme)
    qtbot.addWidget(timer)
    timer.show_time(elapsed, limit, stage)
    for word in words:
        assert word in timer.accessibleName()


def test_a_paused_item_tells_its_net_time(qtbot: QtBot, theme: Theme) -> None:
    timer = kit.LimitTimer(theme)
    qtbot.addWidget(timer)
    timer.show_time(125, 300, "paused", net_s=92)
    assert "净用时 01:32" in timer.accessibleName()
    assert "计时照走 · 已暂停" in timer.accessibleName()


def test_the_bar_is_filled_by_its_share_and_marked_at_80_percent(
    qtbot: QtBot, theme: Theme
) -> None:
    image = timer_picture(qtbot, theme, 150, 300, "within")
    assert image.pixelColor(100, BAR_Y) == theme.color("ok_bar")
    assert image.pixelColor(260, BAR_Y) == theme.color("bar_track")
    assert image.pixelColor(320, BAR_Y) == theme.color("ink")


def test_past_the_limit_the_bar_is_full_and_the_limit_is_marked(qtbot: QtBot, theme: Theme) -> None:
    image = timer_picture(qtbot, theme, 400, 300, "over")
    assert image.pixelColor(380, BAR_Y) == theme.color("over_bar")
    assert image.pixelColor(300, BAR_Y) == theme.color("surface")


def test_without_a_limit_there_is_nothing_to_fill(qtbot: QtBot, theme: Theme) -> None:
    image = timer_picture(qtbot, theme, 400, None, "none")
    assert image.pixelColor(30, BAR_Y) == theme.color("bar_track")


def test_a_called_customer_shows_when_a_recall_is_due(qtbot: QtBot, theme: Theme) -> None:
    timer = kit.LimitTimer(theme)
    qtbot.addWidget(timer)
    timer.show_call(12, 30, 1, 3, "满 30 秒可重呼")
    assert "第 1 / 3 次" in timer.accessibleName()
    assert picture(timer, 400, 106).pixelColor(300, BAR_Y) == theme.color("bar_track")


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "00:00"), (-5, "00:00"), (301, "05:01"), (5999, "99:59")]
)
def test_short_times_are_minutes_and_seconds(seconds: int, text: str) -> None:
    assert kit.clock_text(seconds) == text


def test_long_times_name_the_hour() -> None:
    assert kit.clock_text(6000) == "1:40:00"


def test_chips_gain_a_border_in_high_contrast(qtbot: QtBot) -> None:
    for scheme, bordered in (("light", False), ("contrast", True)):
        theme = Theme(scheme)  # type: ignore[arg-type]
        chip = kit.StageChip(theme, "within")
        qtbot.addWidget(chip)
        image = picture(chip, 90, 24)
        edge = image.pixelColor(45, 0)
        assert (edge == theme.color("ok")) is bordered


def test_text_is_never_taken_for_markup(qtbot: QtBot, theme: Theme) -> None:
    name = "<img src=x><b>林</b>"
    for text in (kit.Text(theme, name), kit.ElidedText(theme, name)):
        qtbot.addWidget(text)
        assert text.textFormat() == Qt.TextFormat.PlainText
        assert text.text() == name
    narrow = kit.ElidedText(theme, name)
    qtbot.addWidget(narrow)
    narrow.resize(30, 20)
    narrow.show()
    assert narrow.toolTip()
    assert "<" not in narrow.toolTip()


def test_a_long_hall_name_is_elided_and_told_as_a_tooltip(qtbot: QtBot, theme: Theme) -> None:
    name = "国网某省电力有限公司某某市供电公司青禾镇柳溪路第一供电营业厅"
    header = kit.Header(theme)
    qtbot.addWidget(header)
    header.set_hall(name, "营业厅前台")
    header.set_window("3号窗口", "缴费 · 咨询 · 业务办理 · 报修")
    header.set_open("open")
    header.set_date("2026-03-12 周四")
    header.set_staff("工号", "1032", "陈予安")
    header.set_clock("10:24:36")
    header.resize(1100, 56)
    header.show()
    QApplication.processEvents()
    assert header.hall.toolTip() == name
    assert header.clock.geometry().right() < 1100
    assert header.lock.geometry().right() < header.clock.geometry().left()


def test_a_narrow_header_keeps_title_state_lock_and_clock(qtbot: QtBot) -> None:
    theme = Theme("light", 2.0)
    header = kit.Header(theme)
    qtbot.addWidget(header)
    header.set_hall("青禾供电营业厅", "营业厅前台")
    header.set_window("3号窗口", "缴费 · 咨询")
    header.set_open("open")
    header.set_staff("工号", "1032", "陈予安")
    header.set_date("2026-03-12 周四")
    header.set_clock("10:24:36")
    header.resize(1366, 112)
    header.show()
    QApplication.processEvents()
    for part in (header.title, header.open, header.lock, header.clock):
        assert part.isVisible()
        assert part.geometry().right() <= 1366
        assert part.width() >= part.sizeHint().width() - 2
    assert not header.date_label.isVisible()
    header.resize(2732, 112)
    QApplication.processEvents()
    assert header.date_label.isVisible()


def test_a_data_fault_is_never_left_out_of_the_header(qtbot: QtBot) -> None:
    header = kit.Header(Theme("light", 2.0))
    qtbot.addWidget(header)
    header.set_hall("青禾供电营业厅", "营业厅前台")
    header.set_data(False, "数据库连不上")
    header.resize(1000, 112)
    header.show()
    assert header.data.isVisible()


@pytest.mark.parametrize("scheme", ["light", "contrast"])
def test_a_button_wears_the_colour_of_its_state(qtbot: QtBot, scheme: Scheme) -> None:
    theme = Theme(scheme)
    main = kit.MainAction(theme, "ok", "办结", "F4", "finish")
    plain = kit.PlainButton(theme, "重呼", key="F5")
    for button in (main, plain):
        qtbot.addWidget(button)

    def ground(button: kit.KitButton) -> str:
        return picture(button, 240, 56).pixelColor(12, 28).name()

    assert ground(main) == theme.color("primary").name()
    assert ground(plain) == theme.color("surface").name()
    main.setDown(True)
    plain.setDown(True)
    assert ground(main) == theme.color("primary_press").name()
    assert ground(plain) == theme.color("bar_track").name()
    main.setDown(False)
    main.set_enabled(False, "先叫号")
    assert ground(main) == theme.color("sunken").name()


def test_an_ampersand_in_a_name_makes_no_shortcut(qtbot: QtBot, theme: Theme) -> None:
    button = kit.PlainButton(theme, "甲&乙")
    qtbot.addWidget(button)
    assert button.text() == "甲&乙"
    assert button.shortcut().isEmpty()


# phrases


def test_bold_parts_are_found_without_markup() -> None:
    assert ("100.00", True) in pieces_of("收您 100.00 元", ["100.00"])
    assert all(not bold for _, bold in pieces_of("收您 100.00 元", []))


def test_closing_marks_never_begin_a_line() -> None:
    pieces = [text for text, _ in pieces_of("请稍候，谢谢。”", [])]
    assert "候，" in pieces
    assert "谢。”" in pieces


def test_amounts_are_not_broken_over_two_lines() -> None:
    assert "1286.40" in [text for text, _ in pieces_of("应收1286.40元", [])]


def test_a_phrase_grows_with_its_lines(qtbot: QtBot, theme: Theme) -> None:
    line = kit.SpokenLine(theme)
    qtbot.addWidget(line)
    line.set_phrase("“对不起，前面的业务办理需要一些时间，请您再稍候一会儿。”")
    assert line.heightForWidth(1000) == 28
    assert line.heightForWidth(300) == 56


# dialogs and focus


def dialog(theme: Theme, window: QWidget) -> tuple[kit.DialogFrame, list[kit.PlainButton]]:
    frame = kit.DialogFrame(theme, window, "现金收款", "cash", size=(500, 400))
    buttons = [kit.PlainButton(theme, word) for word in ("一", "二", "三")]
    for button in buttons:
        frame.footer.addWidget(button)
    return frame, buttons


def shown(window: QWidget, *widgets: QWidget) -> None:
    column = window.layout()
    assert column is not None
    for widget in widgets:
        column.addWidget(widget)
    window.show()
    window.activateWindow()
    QApplication.processEvents()


def test_the_focus_stays_in_a_dialog_and_returns_after_it(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    before, other = kit.PlainButton(theme, "收款"), kit.PlainButton(theme, "别的")
    shown(window, other, before)
    before.setFocus()
    frame, buttons = dialog(theme, window)
    frame.open()
    assert window.focusWidget() is buttons[0]
    seen = []
    for _ in range(4):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(window.focusWidget())
    assert seen == [buttons[1], buttons[2], buttons[0], buttons[1]]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert window.focusWidget() is buttons[0]
    frame.close_frame()
    assert window.focusWidget() is before


def test_escape_asks_and_does_not_close_by_itself(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    shown(window, kit.PlainButton(theme, "收款"))
    frame, buttons = dialog(theme, window)
    frame.open()
    with qtbot.waitSignal(frame.cancelled, timeout=1000):
        QTest.keyClick(buttons[0], Qt.Key.Key_Escape)
    assert frame.is_open()


def test_a_dialog_silences_the_window_but_not_the_call_for_help(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    pressed: list[str] = []
    shown(window, kit.PlainButton(theme, "收款"))
    keys = kit.KeyMap(window)
    keys.bind("F4", lambda: pressed.append("finish"))
    keys.bind("F9", lambda: pressed.append("help"), always=True)
    frame, _ = dialog(theme, window)
    inner = kit.KeyMap(frame)
    inner.bind("F4", lambda: pressed.append("print"))
    frame.open()
    QTest.keyClick(window, Qt.Key.Key_F4)
    QTest.keyClick(window, Qt.Key.Key_F9)
    frame.close_frame()
    QTest.keyClick(window, Qt.Key.Key_F4)
    assert pressed == ["print", "help", "finish"]


def test_a_dialog_wakes_the_window_also_when_something_below_it_has_gone(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    pressed: list[str] = []
    page = QWidget()
    inside = kit.PlainButton(theme, "页里的")
    inside.setParent(page)
    shown(window, page, kit.PlainButton(theme, "收款"))
    page_keys, keys = kit.KeyMap(page), kit.KeyMap(window)
    page_keys.bind("F3", lambda: pressed.append("page"))
    keys.bind("F4", lambda: pressed.append("finish"))
    inside.setFocus()
    frame, _ = dialog(theme, window)
    frame.open()
    page.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.waitSignal(frame.closed, timeout=1000):
        frame.close_frame()
    QTest.keyClick(window, Qt.Key.Key_F4)
    assert pressed == ["finish"]


def test_a_dialog_never_grows_out_of_a_small_window(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    shown(window)
    window.resize(400, 300)
    frame, _ = dialog(theme, window)
    frame.open()
    assert window.rect().contains(frame.geometry())


def test_the_focus_ring_stands_outside_a_gap_and_moves_nothing(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    button = kit.PlainButton(theme, "办结")
    shown(window, button, kit.PlainButton(theme, "别的"))
    ring = kit.FocusRing(theme, window)
    ring.show()
    place = button.geometry()
    button.setFocus()
    ring.refresh()
    assert button.geometry() == place
    assert ring.ring_rect() == place.adjusted(-3, -3, 3, 3)
    image = window.grab().toImage()
    top = QPoint(place.center().x(), place.top())
    assert image.pixelColor(top - QPoint(0, 2)) == theme.color("focus")
    assert image.pixelColor(top - QPoint(0, 1)) == theme.color("bg")


def test_the_ring_takes_no_presses(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    button = kit.PlainButton(theme, "办结", object_name="finish")
    shown(window, button)
    kit.FocusRing(theme, window).show()
    with qtbot.waitSignal(button.triggered, timeout=1000):
        below = window.childAt(button.geometry().center())
        assert below is button
        QTest.mouseClick(below, Qt.MouseButton.LeftButton)


# everything together


@pytest.mark.parametrize("scheme", ["light", "contrast"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("name", sorted(gallery.PAGES))
def test_every_page_of_the_gallery_draws_at_every_scale(
    qtbot: QtBot, name: str, scale: float, scheme: Scheme
) -> None:
    theme = Theme(scheme, scale)
    page = gallery.PAGES[name](theme)
    qtbot.addWidget(page)
    theme.apply(page)
    page.show()
    image = page.grab().toImage()
    colors = {
        image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)
    }
    assert len(colors) > 5


@pytest.mark.parametrize("name", sorted(gallery.PAGES))
def test_whatever_takes_the_focus_has_a_name(qtbot: QtBot, theme: Theme, name: str) -> None:
    page = gallery.PAGES[name](theme)
    qtbot.addWidget(page)
    for widget in page.findChildren(QWidget):
        inner = isinstance(widget.parentWidget(), kit.DataTable | kit.TextBox | kit.ComboBox)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not inner:
            assert widget.accessibleName(), widget


@pytest.mark.parametrize("name", sorted(gallery.PAGES))
def test_labels_are_plain_on_every_page(qtbot: QtBot, theme: Theme, name: str) -> None:
    page = gallery.PAGES[name](theme)
    qtbot.addWidget(page)
    for label in page.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (1080, 1920), (320, 180)])
def test_the_sign_fits_any_screen(qtbot: QtBot, theme: Theme, width: int, height: int) -> None:
    sign = kit.SuspensionSign(theme)
    qtbot.addWidget(sign)
    sign.show_sign(gallery.SIGN)
    image = picture(sign, width, height)
    ground = theme.public("suspended")
    for x in range(0, width, 7):
        assert image.pixelColor(x, 0) == ground
        assert image.pixelColor(x, height - 1) == ground
    for y in range(0, height, 7):
        assert image.pixelColor(0, y) == ground
        assert image.pixelColor(width - 1, y) == ground
    title = {
        image.pixelColor(x, y).name()
        for x in range(0, width, 2)
        for y in range(height // 6, height // 3, 5)
    }
    assert theme.public("text").name() in title


def test_a_window_tile_opens_by_press_and_key(qtbot: QtBot, theme: Theme) -> None:
    tile = kit.WindowTile(theme)
    qtbot.addWidget(tile)
    tile.show_tile(
        kit.TileState(number=4, kinds="业务", stage="over", elapsed_s=1266, limit_s=1200)
    )
    opened: list[int] = []
    tile.opened.connect(opened.append)
    QTest.mouseClick(tile, Qt.MouseButton.LeftButton)
    QTest.keyClick(tile, Qt.Key.Key_Return)
    assert opened == [4, 4]
    assert tile.frame() == "over"
    assert "4号窗口" in tile.accessibleName()
    assert "超" in tile.accessibleName()
