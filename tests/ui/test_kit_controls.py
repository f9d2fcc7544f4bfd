"""Buttons, keys, fields and lists: what the clerk's hands meet."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt, SignalInstance
from PySide6.QtGui import QFontMetrics, QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hall_desk.ui import kit
from hall_desk.ui.counter.fields import DueField
from hall_desk.ui.kit.text import fitting_step
from hall_desk.ui.theme import Theme


@pytest.fixture
def theme(qtbot: QtBot) -> Theme:
    return Theme()


@pytest.fixture
def window(qtbot: QtBot, theme: Theme) -> QWidget:
    made = QWidget()
    made.setProperty("window", "staff")
    made.setLayout(QVBoxLayout())
    made.resize(600, 400)
    theme.apply(made)
    qtbot.addWidget(made)
    return made


def put(window: QWidget, *widgets: QWidget) -> None:
    column = window.layout()
    assert column is not None
    for widget in widgets:
        column.addWidget(widget)
    window.show()
    window.activateWindow()
    QApplication.processEvents()


def heard(signal: SignalInstance) -> list[tuple[object, ...]]:
    """Collect what a signal carries."""
    got: list[tuple[object, ...]] = []
    signal.connect(lambda *values: got.append(values))
    return got


def test_a_main_action_ignores_a_second_press_for_400_ms(qtbot: QtBot, theme: Theme) -> None:
    now = [10.0]
    main = kit.MainAction(theme, "ok", "办结", "F4", "finish", monotonic=lambda: now[0])
    qtbot.addWidget(main)
    got = heard(main.triggered)
    main.click()
    now[0] += 0.399
    main.click()
    assert got == [("finish",)]
    now[0] += 0.002
    main.click()
    assert len(got) == 2


def test_the_guard_also_holds_when_the_place_changes_its_use(qtbot: QtBot, theme: Theme) -> None:
    now = [0.0]
    main = kit.MainAction(theme, "start", "开始办理", "F3", "start", monotonic=lambda: now[0])
    qtbot.addWidget(main)
    got = heard(main.triggered)
    main.click()
    main.set_action("finish", "ok", "办结", "F4")
    main.click()
    assert got == [("start",)]
    now[0] = 1.0
    main.click()
    assert got == [("start",), ("finish",)]
    assert main.objectName() == "finish"


def test_a_button_that_is_off_tells_why_by_tooltip_and_key(qtbot: QtBot, theme: Theme) -> None:
    button = kit.PlainButton(theme, "重呼", "recall", "F5", "recall")
    qtbot.addWidget(button)
    used, refused = heard(button.triggered), heard(button.refused)
    button.set_enabled(False, "满 30 秒才可重呼")
    button.press_key()
    assert (used, refused) == ([], [("满 30 秒才可重呼",)])
    assert button.toolTip() == "满 30 秒才可重呼"
    button.set_enabled(True)
    button.press_key()
    assert used == [("recall",)]
    assert button.toolTip() == ""


def test_enter_and_space_use_a_focused_button(qtbot: QtBot, theme: Theme) -> None:
    button = kit.PlainButton(theme, "查看", object_name="look")
    qtbot.addWidget(button)
    got = heard(button.triggered)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        QTest.keyClick(button, key)
    assert len(got) == 3


def test_keys_go_to_the_button_that_prints_them(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    main = kit.MainAction(theme, "start", "开始办理", "F3", "start", monotonic=Steps())
    put(window, main)
    keys = kit.KeyMap(window)
    keys.bind("F3", main)
    keys.bind("F4", main)
    got = heard(main.triggered)
    QTest.keyClick(window, Qt.Key.Key_F4)
    assert got == []
    main.set_action("finish", "ok", "办结", "F4")
    QTest.keyClick(window, Qt.Key.Key_F4)
    assert got == [("finish",)]


def test_enter_of_the_number_pad_counts_as_enter(qtbot: QtBot, window: QWidget) -> None:
    pressed: list[str] = []
    put(window)
    kit.KeyMap(window).bind("Ctrl+Enter", lambda: pressed.append("sent"))
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(window, Qt.Key.Key_Return, control)
    QTest.keyClick(window, Qt.Key.Key_Enter, control)
    assert pressed == ["sent", "sent"]


def test_the_action_bar_gives_up_words_before_it_cuts_them(qtbot: QtBot, theme: Theme) -> None:
    bar = kit.ActionBar(theme)
    qtbot.addWidget(bar)
    refer = kit.ActionKey(theme, "book", "首问登记", "F7", "refer")
    bar.add(refer, kit.ActionKey(theme, "plus", "加一项", "F8", "add_item"))
    bar.add_main(kit.MainAction(theme, "ok", "办结", "F4", "finish"))
    bar.resize(900, 80)
    bar.show()
    assert refer.sizeHint().width() >= 96
    bar.resize(420, 80)
    assert refer.sizeHint().width() < 80
    assert refer.toolTip() == "首问登记"
    refer.set_enabled(False, "先叫号")
    assert refer.toolTip() == "首问登记：先叫号"


# money


def press_keys(field: kit.MoneyField, text: str) -> None:
    """Press keys whatever sign they give; QTest knows only those of Latin 1."""
    none = Qt.KeyboardModifier.NoModifier
    for sign in text:
        QApplication.sendEvent(field, QKeyEvent(QKeyEvent.Type.KeyPress, 0, none, sign))


def type_text(field: kit.MoneyField, text: str) -> None:
    for sign in text:
        event = QInputMethodEvent()
        event.setCommitString(sign)
        QApplication.sendEvent(field, event)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("86.40", 8640),
        ("1.15", 115),
        ("0.1", 10),
        ("100", 10000),
        (".5", 50),
        ("１２．５", 1250),
        ("１２。５", 1250),
        ("99999999.99", 9_999_999_999),
        ("1.005", 100),
        ("-3", 300),
        ("1e3", 1300),
        ("", None),
        (".", None),
    ],
)
def test_yuan_typed_become_whole_fen(
    qtbot: QtBot, theme: Theme, typed: str, fen: int | None
) -> None:
    field = kit.MoneyField(theme)
    qtbot.addWidget(field)
    press_keys(field, typed)
    assert field.value() == fen


def test_an_input_method_may_commit_full_width_signs(qtbot: QtBot, theme: Theme) -> None:
    field = kit.MoneyField(theme)
    qtbot.addWidget(field)
    type_text(field, "１０．５")
    assert (field.text(), field.value()) == ("10.5", 1050)


@pytest.mark.parametrize("hand", [press_keys, type_text])
@pytest.mark.parametrize("typed", ["500", "５００"])
def test_a_digit_behind_an_amount_written_out_begins_another(
    qtbot: QtBot, theme: Theme, hand: Callable[[kit.MoneyField, str], None], typed: str
) -> None:
    field = kit.MoneyField(theme)
    qtbot.addWidget(field)
    field.set_value(20_000)
    hand(field, typed)
    assert field.text() == "500"
    QTest.keyClick(field, Qt.Key.Key_Enter)
    hand(field, typed)
    assert field.text() == "500"


def test_what_is_typed_is_never_begun_anew_by_one_digit_too_many(
    qtbot: QtBot, theme: Theme
) -> None:
    field = kit.MoneyField(theme)
    qtbot.addWidget(field)
    field.set_value(20_000)
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    QTest.keyClicks(field, "5")
    assert field.text() == "200.05"
    QTest.keyClicks(field, "9")
    assert field.text() == "200.05"
    field.setCursorPosition(1)
    QTest.keyClicks(field, "3")
    assert field.text() == "2300.05"


@pytest.mark.parametrize("pasted", ["￥1,286.40 元", " 1286.40\n", "１２８６．４０"])
def test_a_pasted_amount_is_cleaned(qtbot: QtBot, theme: Theme, pasted: str) -> None:
    field = kit.MoneyField(theme)
    qtbot.addWidget(field)
    QApplication.clipboard().setText(pasted)
    field.paste()
    assert field.value() == 128640


def test_a_pasted_word_is_refused(qtbot: QtBot, theme: Theme) -> None:
    field = kit.MoneyField(theme)
    qtbot.addWidget(field)
    field.set_value(500)
    QApplication.clipboard().setText("一百元整")
    field.selectAll()
    field.paste()
    assert field.value() == 500


def test_enter_commits_fen_beyond_what_an_int_of_32_bits_holds(qtbot: QtBot, theme: Theme) -> None:
    field = kit.MoneyField(theme)
    qtbot.addWidget(field)
    got = heard(field.committed)
    QTest.keyClicks(field, "42949672.97")
    QTest.keyClick(field, Qt.Key.Key_Enter)
    assert got == [(4_294_967_297,)]


@given(st.integers(min_value=0, max_value=9_999_999_999))
def test_fen_written_and_read_again_are_the_same(fen: int) -> None:
    assert kit.fen_of(kit.yuan_text(fen)) == fen
    assert kit.fen_of(kit.yuan_text(fen, grouped=True)) == fen


@pytest.mark.parametrize(("signed", "typed"), [(False, "10"), (True, "-10")])
def test_a_sign_is_typed_only_where_one_may_stand(qtbot: QtBot, signed: bool, typed: str) -> None:
    field = kit.MoneyField(Theme(), signed=signed)
    qtbot.addWidget(field)
    QTest.keyClicks(field, "-10")
    assert field.text() == typed
    assert field.value() == int(typed) * 100


@pytest.mark.parametrize(
    "word", ["NaN", "Infinity", "1_000", "1e3", "+1", "1-", "--1", "-", "", ".", "1.234"]
)
def test_what_is_no_amount_is_none(word: str) -> None:
    assert kit.fen_of(word) is None


def test_a_figure_takes_a_smaller_step_before_it_is_cut(qtbot: QtBot) -> None:
    theme = Theme()
    figure = kit.FittedText(theme, "9.99", ("change", "amount"), right=True)
    qtbot.addWidget(figure)
    figure.resize(280, 72)
    assert figure.font() == theme.font("change")
    figure.setText("9999999.99")
    assert figure.font() == theme.font("amount")
    assert figure.minimumSizeHint().width() <= 280
    assert figure.minimumSizeHint().height() == theme.line("change"), "nothing below it moves"
    figure.setText("9.99")
    assert figure.font() == theme.font("change")


# choices


def test_the_largest_sum_due_is_drawn_whole_in_the_money_pane(qtbot: QtBot) -> None:
    theme = Theme()
    field = DueField(theme, "应收（元）", "due")
    qtbot.addWidget(field)
    field.setFixedWidth(theme.px(208))
    for text, step in (("200.00", "amount"), ("99999999.99", "figure")):
        assert fitting_step(theme, text, ("amount", "figure"), field.width()) == step
        assert QFontMetrics(theme.font(step)).horizontalAdvance(text) <= field.width()
    field.set_value(9_999_999_999)
    assert field.is_flat()
    shown = field.grab().toImage()
    field.set_value(999_999_999)
    assert shown != field.grab().toImage(), "an elided figure would look the same"


def test_arrows_move_the_choice_and_pass_over_what_is_off(qtbot: QtBot, theme: Theme) -> None:
    segments = kit.Segments(theme, "范围", [("one", "本窗口"), ("kind", "某类"), ("all", "全厅")])
    qtbot.addWidget(segments)
    got = heard(segments.chosen)
    segments.set_current("one")
    segments.set_off("kind", "须值班主任")
    QTest.keyClick(segments, Qt.Key.Key_Right)
    assert segments.current() == "all"
    QTest.keyClick(segments, Qt.Key.Key_Right)
    assert got == [("all",)]


def test_digits_choose_a_reason_and_others_do_nothing(qtbot: QtBot, theme: Theme) -> None:
    reasons = kit.ReasonList(theme, "超时原因")
    qtbot.addWidget(reasons)
    reasons.set_reasons([("busy", "业务复杂"), ("slow", "系统缓慢")])
    got = heard(reasons.chosen)
    QTest.keyClicks(reasons, "9")
    assert reasons.current() is None
    QTest.keyClicks(reasons, "2")
    assert got == [("slow",)]
    assert "系统缓慢" in reasons.accessibleDescription()


def test_steps_are_ticked_in_order_only(qtbot: QtBot, theme: Theme) -> None:
    steps = kit.StepList(theme)
    qtbot.addWidget(steps)
    got = heard(steps.ticked)
    steps.set_steps([kit.Step(text="问候", done_at="10:00:00"), kit.Step(text="收款")], 1)
    steps.tick_next()
    steps.set_steps([kit.Step(text="问候", done_at="10:00:00")], None)
    steps.tick_next()
    assert got == [(1,)]


def test_a_table_keeps_selection_and_scroll_when_rows_change(qtbot: QtBot, theme: Theme) -> None:
    table = kit.DataTable(theme, [kit.Column(title="票号", stretch=True)], "队列")
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show()
    table.set_rows([[f"A{number:03d}"] for number in range(40)])
    table.select_key("A020")
    table.verticalScrollBar().setValue(300)
    picked = heard(table.picked)
    table.set_rows([[f"A{number:03d}"] for number in range(1, 41)])
    assert table.current_key() == "A020"
    assert table.verticalScrollBar().value() == 300
    assert picked == []


def test_a_table_forgets_a_selection_that_is_gone(qtbot: QtBot, theme: Theme) -> None:
    table = kit.DataTable(theme, [kit.Column(title="票号")], "队列")
    qtbot.addWidget(table)
    table.set_rows([["A001"], ["A002"]])
    table.select_key("A001")
    table.set_rows([["A002"]])
    assert table.current_key() is None


def room_of(table: kit.DataTable, column: int) -> int:
    """What is left for the words of a column between its edges."""
    return table.columnWidth(column) - 2 * table.theme.px(12)


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("stretched", [1, 3])
def test_a_narrow_table_elides_words_and_never_a_sum(
    qtbot: QtBot, scale: float, stretched: int
) -> None:
    theme = Theme("light", scale)
    columns = [
        kit.Column(title="凭证号", width=96),
        kit.Column(title="事由", width=0 if stretched == 1 else 90, stretch=stretched == 1),
        kit.Column(title="方式", width=88),
        kit.Column(title="金额", width=62, right=True, stretch=stretched == 3),
    ]
    table = kit.DataTable(theme, columns, "今日凭证")
    qtbot.addWidget(table)
    font = QFontMetrics(theme.font("body"))
    table.resize(theme.px(336), theme.px(200))
    table.show()
    rows = [[f"SJ-{n:06d}", "居民电费缴纳", "对公转账 补打", "86.40"] for n in range(30)]
    table.set_rows(rows)
    QApplication.processEvents()
    assert table.verticalScrollBar().isVisible()
    for sum_ in ("1000.00", "-1234567.89", "99999999.99"):
        table.set_rows([*rows[:20], ["SJ-000099", "居民电费缴纳", "对公转账 补打", sum_]])
        assert room_of(table, 3) >= font.horizontalAdvance(sum_)
        assert sum(map(table.columnWidth, range(4))) <= table.viewport().width()
    assert room_of(table, 0) >= font.horizontalAdvance("SJ-000099")
    assert room_of(table, 2) < font.horizontalAdvance("对公转账 补打")
    table.resize(theme.px(700), theme.px(200))
    assert table.columnWidth(2) == theme.px(88)
    assert room_of(table, 3) >= font.horizontalAdvance("99999999.99")


def pairs(count: int, *, ticked: bool | None) -> list[kit.PairRow]:
    return [
        kit.PairRow(
            key=str(n),
            head="3600 **** 0001 苏*",
            figure="99999999.99",
            note="2026-02",
            more="收 99999999.99",
            ticked=ticked,
        )
        for n in range(count)
    ]


def test_rows_are_ticked_by_space_and_click_where_they_can_be(qtbot: QtBot, theme: Theme) -> None:
    shown = kit.PairList(theme, "退哪几项", "pairs")
    qtbot.addWidget(shown)
    shown.resize(theme.px(300), theme.px(200))
    shown.set_pairs(pairs(500, ticked=False))
    shown.show()
    QApplication.processEvents()
    got, opened = heard(shown.ticked), heard(shown.opened)
    QTest.keyClick(shown, Qt.Key.Key_Space)
    assert got == []  # nothing is current yet
    shown.choose(3)
    QTest.keyClick(shown, Qt.Key.Key_Space)
    where = shown.visualRect(shown.model().index(1, 0)).center()
    QTest.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=where)
    QTest.keyClick(shown, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert opened == []
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert (got, opened) == ([("3",), ("1",)], [("1",)])
    shown.set_pairs(pairs(500, ticked=None))
    QTest.keyClick(shown, Qt.Key.Key_Space)
    QTest.keyClick(shown, Qt.Key.Key_End)
    assert got == [("3",), ("1",)]
    assert shown.current_key() == "499"
    assert "99999999.99" in shown.cell(499, 0)


def test_an_error_below_a_field_moves_nothing(qtbot: QtBot, theme: Theme, window: QWidget) -> None:
    editor = kit.LineField(theme, "户号")
    field = kit.Field(theme, "户号", editor, required=True)
    below = kit.Text(theme, "下面")
    put(window, field, below)
    before = (editor.geometry(), field.geometry(), below.geometry())
    field.set_error("户号应为 10 或 13 位")
    QApplication.processEvents()
    assert (editor.geometry(), field.geometry(), below.geometry()) == before
    assert editor.accessibleDescription() == "户号应为 10 或 13 位"
    field.set_error("")
    assert field.error() == ""


def test_ticking_a_box_may_be_done_anywhere_on_its_row(qtbot: QtBot, theme: Theme) -> None:
    box = kit.CheckBox(theme, "已向等候客户致歉", "apologised")
    qtbot.addWidget(box)
    box.resize(400, 28)
    box.show()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked()


def test_undo_goes_to_the_window_when_the_field_has_nothing_to_undo(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    undone: list[str] = []
    line, money = kit.LineField(theme, "户号"), kit.MoneyField(theme)
    put(window, line, money)
    kit.KeyMap(window).bind("Ctrl+Z", lambda: undone.append("undo"))
    control = Qt.KeyboardModifier.ControlModifier
    for field in (line, money):
        field.setFocus()
        QTest.keyClick(field, Qt.Key.Key_Z, control)
    assert undone == ["undo", "undo"]
    QTest.keyClicks(line, "36")
    QTest.keyClick(line, Qt.Key.Key_Z, control)
    assert (undone, line.text()) == (["undo", "undo"], "")


def test_keys_of_the_window_reach_it_from_within_a_field(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    used: list[str] = []
    line = kit.LineField(theme, "数量")
    line.setText("26.4")
    put(window, line)
    keys = kit.KeyMap(window)
    keys.bind("Ctrl+Del", lambda: used.append("void"))
    keys.bind("Ctrl+K", lambda: used.append("copy"))
    line.setFocus()
    line.home(False)
    control = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(line, Qt.Key.Key_Delete, control)
    QTest.keyClick(line, Qt.Key.Key_K, control)
    assert (used, line.text()) == (["void", "copy"], "26.4")


def test_enter_goes_to_the_next_field_unless_somebody_listens(
    qtbot: QtBot, theme: Theme, window: QWidget
) -> None:
    first, second, third = (kit.LineField(theme, word) for word in ("一", "二", "三"))
    put(window, first, second, third)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    assert window.focusWidget() is second
    entered: list[str] = []
    second.returnPressed.connect(lambda: entered.append("done"))
    QTest.keyClick(second, Qt.Key.Key_Enter)
    assert (window.focusWidget(), entered) == (second, ["done"])


class Steps:
    """A clock that moves a second with every look."""

    def __init__(self) -> None:
        self._now = 0.0

    def __call__(self) -> float:
        self._now += 1.0
        return self._now


def test_a_ring_leaves_nothing_behind_where_the_widget_stood_when_it_was_drawn(
    qtbot: QtBot, theme: Theme
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    first, second = (kit.MoneyField(theme, parent=window) for _ in range(2))
    first.setGeometry(20, 20, 120, 32)
    second.setGeometry(20, 80, 120, 32)
    window.resize(200, 300)
    ring = kit.FocusRing(theme, window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    first.setFocus()
    first.removeEventFilter(ring)  # as when it is laid out before anybody watches it
    first.move(20, 220)
    window.repaint()
    QApplication.processEvents()
    second.setFocus()
    QApplication.processEvents()
    seen = window.screen().grabWindow(window.winId()).toImage()
    blue = theme.color("focus").rgb()
    assert [y for y in range(200, 270) if seen.pixel(80, y) == blue] == []
    assert [y for y in range(60, 130) if seen.pixel(80, y) == blue]
