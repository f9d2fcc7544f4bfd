"""Shows every component in both schemes and saves pictures (画廊), to look at by eye.

Run: python tests/ui/gallery.py OUT_FOLDER [scale …]
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hall_desk.ui import icons, kit
from hall_desk.ui.theme import Theme

Page = Callable[[Theme], QWidget]


def ground(theme: Theme, width: int, height: int) -> QWidget:
    """Return an empty page of a size at 100 %."""
    page = QWidget()
    page.setProperty("window", "staff")
    page.resize(theme.px(width), theme.px(height))
    return page


def row(*widgets: QWidget, space: int = 8) -> QWidget:
    """Return widgets side by side."""
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(space)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return holder


def off(button: kit.KitButton, why: str) -> kit.KitButton:
    """Return a button switched off."""
    button.set_enabled(False, why)
    return button


def timers(theme: Theme) -> QWidget:
    """The five stages of the time limit, as in picture 01b."""
    page = ground(theme, 1366, 424)
    grid = QGridLayout(page)
    grid.setContentsMargins(*[theme.px(16)] * 4)
    grid.setSpacing(theme.px(16))
    cases = [
        ("在限内", "80% 以前：只安静地走", 192, 300, "within", None),
        ("将到时", "80%（第 240 秒）起：琥珀 + 词", 261, 300, "near", None),
        ("已超时", "第 301 秒起：红 + 词，办结须选原因", 347, 300, "over", None),
        ("不限时", "咨询、投诉、报修", 400, None, "none", None),
        ("已暂停", "总用时照算，净用时另记", 125, 300, "paused", 92),
    ]
    for index, (title, note, elapsed, limit, stage, net) in enumerate(cases):
        card = kit.Card(theme, title, note)
        timer = kit.LimitTimer(theme)
        timer.show_time(elapsed, limit, stage, net_s=net)
        card.body.addWidget(timer)
        card.body.addStretch(1)
        grid.addWidget(card, index // 3, index % 3)
    small = kit.Card(theme, "小的和一行的", "叫号中")
    for elapsed, limit, stage in ((261, 300, "near"), (1266, 1200, "over")):
        tile = kit.LimitTimer(theme, small=True)
        tile.show_time(elapsed, limit, stage)
        line = kit.TimerLine(theme)
        line.show_time(elapsed, limit, stage)
        small.body.addWidget(row(tile, line))
    grid.addWidget(small, 1, 2)
    return page


def buttons(theme: Theme) -> QWidget:
    """Buttons, chips and fields, as in picture 00."""
    page = ground(theme, 1100, 760)
    column = QVBoxLayout(page)
    column.setContentsMargins(*[theme.px(16)] * 4)
    bar = [
        off(kit.ActionKey(theme, "recall", "重呼", "F5", "recall"), "没有在叫的号"),
        kit.ActionKey(theme, "cash", "收款", "F6", "take_payment"),
        kit.ActionKey(theme, "book", "首问登记", "F7", "refer"),
        kit.ActionKey(theme, "plus", "加一项", "F8", "add_item"),
        kit.ActionKey(theme, "move", "转接/挂起", "F11", "transfer"),
        off(kit.ActionKey(theme, "stop", "暂停营业", "F10", "suspend_window"), "正在办理"),
        kit.ActionKey(theme, "bell", "请值班主任", "F9", "call_manager", strong=True),
        kit.MainAction(theme, "ok", "办结", "F4", "finish"),
    ]
    column.addWidget(row(*bar))
    main = kit.MainAction(theme, "start", "开始办理", "F3", "start")
    main.set_enabled(False, "先叫号")
    call = kit.CallAction(theme)
    call.setFixedWidth(theme.px(320))
    column.addWidget(row(main, call))
    plain = [
        kit.PlainButton(theme, "办结", key="F4", primary=True),
        kit.PlainButton(theme, "重呼", key="F5"),
        off(kit.PlainButton(theme, "办结", key="F4", primary=True), "x"),
        kit.PlainButton(theme, "作废", key="Ctrl+Del", danger=True),
        kit.PlainButton(theme, "打印告知单", "print", "Ctrl+P", small=True),
        kit.PlainButton(theme, "银行卡", small=True),
        kit.IconButton(theme, "eye", "显示原文"),
        kit.KeyCap(theme, "Alt+1"),
        kit.KeyCap(theme, "空格"),
    ]
    column.addWidget(row(*plain))
    wide = kit.PlainButton(theme, "现金唱收唱付", "cash", "Enter", wide=True)
    wide.setFixedWidth(theme.px(302))
    column.addWidget(row(wide, kit.LetterTile(theme, "A"), kit.LetterTile(theme, "B", quiet=True)))
    stages = [kit.StageChip(theme, stage) for stage in ("within", "near", "over", "none", "paused")]
    column.addWidget(row(*stages, kit.StageChip(theme, "within", large=True)))
    states = (
        "open",
        "suspended",
        "calling",
        "serving",
        "pending",
        "priority",
        "due_today",
        "help_called",
    )
    column.addWidget(
        row(*[kit.state_chip(theme, state) for state in states], kit.kind_chip(theme, "缴费"))
    )
    column.addWidget(fields(theme))
    column.addStretch(1)
    return page


def fields(theme: Theme) -> QWidget:
    """Fields in their states."""
    phone = kit.LineField(theme, "电话")
    phone.setText("138****0000")
    account = kit.LineField(theme, "户号")
    account.setText("3600")
    wrong = kit.Field(theme, "出错", account, required=True)
    wrong.set_error("户号应为 10 或 13 位")
    locked = kit.LineField(theme, "单价")
    locked.setText("15.00")
    locked.set_locked(True)
    combo = kit.ComboBox(theme, "来访方式")
    combo.addItems(["来厅", "电话"])
    money = kit.MoneyField(theme, large=True)
    money.set_value(10000)
    box = kit.TextBox(theme, "事项")
    box.setPlainText("新装电能表后用电量偏高，要求校验电能表。")
    ticked = kit.CheckBox(theme, "已向等候客户致歉")
    ticked.setChecked(True)
    ticked.set_note("10:26:30")
    one = kit.Segments(theme, "方式", [("now", "当场答复"), ("lead", "引导"), ("move", "转办")])
    one.set_current("move")
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(
        row(
            kit.Field(theme, "默认", phone),
            wrong,
            kit.Field(theme, "只读", locked),
            kit.Field(theme, "选择", combo, hint="查询类 2 个工作日内"),
        )
    )
    column.addWidget(row(kit.Field(theme, "实收（元）", money), kit.Field(theme, "事项", box)))
    column.addWidget(row(ticked, kit.CheckBox(theme, "已唱付"), one))
    return holder


def icon_sheet(theme: Theme) -> QWidget:
    """All icons with their names."""
    page = ground(theme, 900, 460)
    grid = QGridLayout(page)
    for index, name in enumerate(icons.names()):
        label = kit.Text(theme)
        label.setPixmap(icons.pixmap(theme, name, 24) if name != "mark" else icons.mark(theme, 32))
        grid.addWidget(label, index // 10 * 2, index % 10)
        grid.addWidget(kit.Text(theme, name, "keycap", "ink2"), index // 10 * 2 + 1, index % 10)
    return page


PRIORITY = kit.ChipCell(word="优先 · 老年人", icon="star", text="soft_ink", ground="soft")


def parts(theme: Theme) -> QWidget:
    """The counter's parts: header, steps, reasons, phrase, table, bar."""
    page = ground(theme, 1366, 768)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    header = kit.Header(theme)
    header.set_hall("青禾供电营业厅", "营业厅前台")
    header.set_window("3号窗口", "缴费 · 咨询")
    header.set_open("open")
    header.set_date("2026-03-12 周四")
    header.set_staff("工号", "1032", "陈予安")
    header.set_clock("10:24:36")
    column.addWidget(header)
    middle = QHBoxLayout()
    middle.setContentsMargins(*[theme.px(16)] * 4)
    middle.setSpacing(theme.px(16))
    middle.addLayout(left_column(theme), 3)
    middle.addLayout(middle_column(theme), 5)
    middle.addLayout(right_column(theme), 3)
    column.addLayout(middle, 1)
    bar = kit.ActionBar(theme)
    bar.add(
        kit.ActionKey(theme, "cash", "收款", "F6"), kit.ActionKey(theme, "plus", "加一项", "F8")
    )
    bar.add_divider()
    bar.add(kit.ActionKey(theme, "bell", "请值班主任", "F9", strong=True))
    bar.add_main(kit.MainAction(theme, "ok", "办结", "F4", "finish"))
    column.addWidget(bar)
    return page


def left_column(theme: Theme) -> QVBoxLayout:
    """Steps and contacts."""
    column = QVBoxLayout()
    steps = kit.StepList(theme)
    steps.set_steps(
        [
            kit.Step(text="问候并询问户号", done_at="10:21:40"),
            kit.Step(text="查询并唱报应收金额", done_at="10:23:05"),
            kit.Step(text="收款（唱收）"),
            kit.Step(text="验钞/扫码确认"),
        ],
        2,
    )
    card = kit.Card(
        theme, "步骤", row(kit.KeyCap(theme, "空格"), kit.Text(theme, "勾下一步", "small"))
    )
    card.body.addWidget(steps)
    column.addWidget(card)
    ladder = kit.ContactLadder(theme)
    chip = ("本次联系", "tick", "soft_ink", "soft")
    ladder.set_rungs(
        [
            kit.Rung(
                key="a",
                title="台区经理",
                person="张拓",
                phone="000-0000-0001",
                verified="2026-01-05 核实 · 66 天前",
                chip=("客户已找过", "warn", "warn", "warn_soft"),
            ),
            kit.Rung(
                key="b",
                title="供电所",
                person="柳溪所值班",
                phone="000-0000-0002",
                address="示例路1号",
                verified="2026-02-20 核实",
                chip=chip,
                current=True,
            ),
            kit.Rung(
                key="c",
                title="供电公司",
                person="服务调度",
                phone="000-0000-0003",
                verified="2025-11-28 核实 · 104 天前，已过 90 天",
                stale=True,
            ),
        ]
    )
    contacts = kit.Card(theme, "联系阶梯", "示例一台区")
    contacts.body.addWidget(ladder)
    contacts.body.addStretch(1)
    column.addWidget(contacts, 1)
    return column


def middle_column(theme: Theme) -> QVBoxLayout:
    """A ticket with its clock, the form's stages, a table and messages."""
    column = QVBoxLayout()
    hero = kit.Panel(theme)
    hero.set_frame("over")
    line = QHBoxLayout(hero)
    timer = kit.LimitTimer(theme)
    timer.show_time(347, 300, "over")
    line.addWidget(kit.TicketNumber(theme, "A012"))
    line.addWidget(kit.Hairline(theme, standing=True))
    line.addWidget(timer)
    column.addWidget(hero)
    stages = kit.StageLine(theme)
    stages.set_stages([("已登记", "10:21"), ("已联系", "10:23"), ("移交", ""), ("承办处理", "")], 2)
    column.addWidget(stages)
    table = kit.DataTable(
        theme,
        [
            kit.Column(title="票号", width=80, bold=True),
            kit.Column(title="类别", width=150),
            kit.Column(title="已等", width=90, right=True),
            kit.Column(title="次序依据", stretch=True, tone="ink2"),
        ],
        "队列",
    )
    table.set_rows(
        [
            ["C006", PRIORITY, "06:17", "优先号先叫（连续优先 0/2）"],
            ["A013", "缴费", "10:46", "普通号，本窗口等候最久"],
            ["A014", "缴费", "09:28", "按取号先后"],
        ]
    )
    table.select_key("C006")
    column.addWidget(table, 1)
    message = kit.MessageLine(theme)
    message.show_error("这个号已经在 5 号窗口办理，不能再叫。")
    column.addWidget(message)
    banner = kit.Banner(theme)
    banner.show_fault("数据库连不上，已停办收款；恢复后自动继续。")
    column.addWidget(banner)
    return column


def right_column(theme: Theme) -> QVBoxLayout:
    """A phrase, reasons and the way back."""
    column = QVBoxLayout()
    phrase = kit.SpokenLine(theme)
    phrase.set_phrase("“对不起，前面的业务办理需要 5 分钟，请您再稍候一会儿。”", ["5 分钟"])
    said = kit.Card(theme, "用语", "现场等候致歉 P05", "speak")
    said.body.addWidget(phrase)
    column.addWidget(said)
    reasons = kit.ReasonList(theme, "超时原因")
    reasons.set_reasons(
        [("1", "业务复杂/多项合并"), ("2", "资料核对"), ("3", "系统缓慢"), ("4", "客户原因")]
    )
    reasons.set_current("3")
    why = kit.Card(
        theme,
        "办结前请选超时原因",
        icon="over",
        icon_color="over",
        title_font="phrase",
        divided=True,
    )
    why.set_frame("over")
    why.body.addWidget(reasons)
    column.addWidget(why)
    undo = kit.UndoCard(theme)
    undo.show_undo("A012 已办结", "2 项，合计 04:36，均在限内", "撤销办结", 8)
    column.addWidget(undo)
    column.addStretch(1)
    return column


def duty(theme: Theme) -> QWidget:
    """Window tiles, alerts and lines of the duty desk."""
    page = ground(theme, 1300, 900)
    grid = QGridLayout(page)
    grid.setContentsMargins(*[theme.px(24)] * 4)
    grid.setSpacing(theme.px(16))
    make = kit.TileState
    tiles = [
        make(
            number=1,
            kinds="缴费",
            staff="1008",
            ticket="A010",
            stage="near",
            elapsed_s=261,
            limit_s=300,
            foot="居民电费缴纳",
        ),
        make(
            number=2,
            kinds="缴费",
            staff="1015",
            ticket="A011",
            stage="within",
            elapsed_s=125,
            limit_s=300,
            foot="预存电费/购电充值",
        ),
        make(
            number=4,
            kinds="业务",
            staff="1021",
            ticket="B007",
            stage="within",
            elapsed_s=708,
            limit_s=1200,
            help_text="请值班主任 00:48",
        ),
        make(
            number=5,
            kinds="业务",
            staff="1019",
            ticket="B005",
            stage="over",
            elapsed_s=1266,
            limit_s=1200,
            foot="过户",
            foot_loud="超 01:06",
        ),
        make(
            number=6,
            kinds="业务",
            staff="1024",
            state="suspended",
            main_line="设备故障",
            foot="10:05 起 · 预计 10:45 恢复",
        ),
        make(
            number=7,
            kinds="咨询",
            staff="1027",
            ticket="C005",
            state="calling",
            main_line="第 2 次",
            main_note="呼叫 · 已呼 00:41",
            foot="还可再呼 1 次",
        ),
        make(
            number=8,
            kinds="报修 · 咨询",
            staff="1030",
            ticket="E002",
            stage="none",
            elapsed_s=400,
            foot="客户内部故障（有偿）",
        ),
        make(number=9, kinds="缴费", staff="1031", state="open", main_line="空闲"),
    ]
    for at, tile in enumerate(tiles):
        widget = kit.WindowTile(theme)
        widget.show_tile(tile)
        grid.addWidget(widget, at // 4, at % 4)
    spark = kit.Sparkline(theme)
    spark.set_values([1, 2, 3, 2, 4, 5, 4, 6, 5, 7, 6, 6])
    grid.addWidget(spark, 2, 3)
    grid.setRowStretch(6, 1)
    return page


def cash(theme: Theme) -> QWidget:
    """A dialog over the counter."""
    page = parts(theme)
    frame = kit.DialogFrame(
        theme,
        page,
        "现金收款 · 唱收唱付",
        "cash",
        subtitle="A012 · 居民电费缴纳 · 户号 3600 **** 0127",
    )
    timer = kit.TimerLine(theme)
    timer.show_time(221, 300, "within")
    frame.header_right.addWidget(timer)
    money = kit.MoneyField(theme, "实收（元）", large=True)
    money.set_value(10000)
    left = QVBoxLayout()
    left.setContentsMargins(*[theme.px(24)] * 4)
    kinds = kit.Segments(
        theme,
        "付款方式",
        [("cash", "现金"), ("card", "银行卡"), ("scan", "扫码")],
        icons={"cash": "cash"},
    )
    kinds.set_current("cash")
    left.addWidget(kinds)
    left.addWidget(kit.Field(theme, "实收（元）", money))
    left.addWidget(kit.Text(theme, "13.60", "change", "soft_ink", right=True))
    left.addStretch(1)
    frame.body.addLayout(left, 1)
    frame.body.addWidget(kit.Hairline(theme, standing=True))
    tiles = kit.ReasonList(theme, "原因", columns=3)
    tiles.set_reasons([("a", "系统故障"), ("b", "系统升级"), ("c", "设备故障"), ("d", "停电")])
    tiles.set_current("c")
    preview = kit.SignPreview(theme)
    preview.show_sign(SIGN)
    right = QVBoxLayout()
    right.setContentsMargins(*[theme.px(24)] * 4)
    right.addWidget(tiles)
    right.addWidget(preview)
    right.addStretch(1)
    frame.body.addLayout(right, 1)
    frame.footer.addWidget(kit.PlainButton(theme, "取消", key="Esc", tall=True))
    frame.footer.addStretch(1)
    frame.footer.addWidget(
        kit.MainAction(theme, "ok", "已唱付 · 打印并办结", "F4", "finish", compact=True)
    )
    page.show()
    frame.open()
    return page


SIGN = kit.SignText(
    hall="青禾供电营业厅",
    window="6号窗口 · 业务办理",
    reason="设备故障",
    since="10:05",
    until="10:45",
    go_to="4、5号窗口",
    go_to_note="保留原号，不必重新取号",
)


def sign(theme: Theme) -> QWidget:
    """The suspension sign."""
    page = kit.SuspensionSign(theme)
    page.show_sign(SIGN)
    page.resize(theme.px(1280), theme.px(720))
    return page


def upright_sign(theme: Theme) -> QWidget:
    """The suspension sign on an upright screen."""
    page = kit.SuspensionSign(theme)
    page.show_sign(SIGN)
    page.resize(theme.px(540), theme.px(960))
    return page


def call(theme: Theme) -> QWidget:
    """The call card."""
    page = kit.CallCard(theme)
    page.show_call("C005", "7", 2)
    page.resize(theme.px(864), theme.px(258))
    return page


def narrow(theme: Theme) -> QWidget:
    """The counter's bars with half the room: a full scale on a small screen."""
    page = parts(theme)
    page.resize(theme.px(683), theme.px(700))
    return page


PAGES: dict[str, Page] = {
    "narrow": narrow,
    "timers": timers,
    "buttons": buttons,
    "icons": icon_sheet,
    "parts": parts,
    "cash": cash,
    "duty": duty,
    "sign": sign,
    "upright": upright_sign,
    "call": call,
}


def save(page: QWidget, theme: Theme, path: Path) -> None:
    """Dress a page and save its picture."""
    theme.apply(page)
    page.show()
    ring = kit.FocusRing(theme, page)
    ring.show()
    QApplication.processEvents()
    page.grab().save(str(path))
    page.close()


def main(folder: Path, scales: list[float]) -> None:
    """Save every page in both schemes at every scale."""
    app = QApplication.instance() or QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for scale in scales:
        for scheme in ("light", "contrast"):
            theme = Theme(scheme, scale)
            for name, page in PAGES.items():
                path = folder / f"{name}-{scheme}-{round(scale * 100)}.png"
                save(page(theme), theme, path)
    app.processEvents()


if __name__ == "__main__":
    main(Path(sys.argv[1]), [float(text) for text in sys.argv[2:]] or [1.0])
