"""按键帮助 (F1): every key of the counter on one sheet."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hall_desk.ui.counter.layout import column
from hall_desk.ui.kit import DialogFrame, ElidedText, KeyMap, PlainButton, Text
from hall_desk.ui.kit.keycap import cap_size, paint_cap
from hall_desk.ui.kit.paint import draw_text, text_width
from hall_desk.ui.theme import Theme

KEYS = (
    (
        "办理",
        (
            ("F2", "叫号"),
            ("F3", "开始办理"),
            ("F4", "办结；业务类先选办理结果"),
            ("Shift+F4", "办理结果、拆分、改事项"),
            ("F5", "重呼"),
            ("Shift+F5", "过号"),
            ("F6", "收款"),
            ("F7", "首问登记"),
            ("F8", "加一项"),
            ("F11", "转接、挂起、恢复；空闲时取回"),
            ("Ctrl+Z", "10 秒内撤销上一步"),
            ("Ctrl+N", "直接受理没有票号的客户"),
            ("Ctrl+T", "电话受理"),
            ("Ctrl+S", "预收结算，任何一天的凭证"),
        ),
    ),
    (
        "填写",
        (
            ("Enter", "下一格；收款时唱收、唱付"),
            ("↑ ↓", "上一格、下一格"),
            ("空格", "勾下一步"),
            ("1…9", "选原因、选窗口"),
            ("Alt+1…9", "切换事项"),
            ("Ctrl+Q", "改数量，如一次交十二户"),
            ("Ctrl+M", "多户一起缴、业务费用、校验押金"),
            ("Ctrl+E", "业务受理：告知、填表、受理单"),
            ("Ctrl+P", "打印告知单；在今日凭证里补打"),
            ("Ctrl+Shift+V", "在今日凭证里先看凭证，再补打"),
            ("Ctrl+I", "在今日凭证里录入数电票号"),
            ("Ctrl+L", "在今日凭证里记客户稍后索取"),
            ("Esc", "收起、关闭"),
            ("Ctrl+Enter", "在查询里让过号的客户回来"),
            ("扫码", "票上的码、户号条码，随时可扫"),
        ),
    ),
    (
        "随时",
        (
            ("F1", "按键帮助"),
            ("F9", "请值班主任"),
            ("F10", "暂停、恢复营业"),
            ("F12", "锁屏、换人"),
            ("Ctrl+F12", "离岗，让出窗口"),
            ("Ctrl+B", "查台区经理、供电所等联系人"),
            ("Ctrl+F", "查询票号、户号、姓名首字母"),
            ("Ctrl+G", "今日凭证，补打、作废"),
            ("Ctrl+K", "钱箱：清点、交接、解款"),
            ("Ctrl+U", "退款，任何一天的凭证"),
            ("Ctrl+J", "我的待办，↑↓ 选，Enter 打开"),
            ("Ctrl+R", "请客户评价，再按 5…1 或 0"),
            ("Ctrl+D", "客户屏；加 Shift 是窗口标识"),
            ("Ctrl+Shift+P", "打印队列：没打出来的单据"),
        ),
    ),
)


class HelpSheet(DialogFrame):
    """The keys in three columns; F1 and Esc close it."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, window, "按键帮助", "help", size=(1120, 622))
        for heading, keys in KEYS:
            self.body.addWidget(self._column(heading, keys), 1)
        self.close_button = PlainButton(theme, "关闭", None, "Esc", "close_help")
        self.close_button.triggered.connect(lambda _: self.close_frame())
        self.footer.addWidget(
            ElidedText(theme, "按钮上印着它的按键；按钮灰着时，指着它会说原因。", "small", "ink2"),
            1,
        )
        self.footer.addWidget(self.close_button)
        self.cancelled.connect(self.close_frame)
        KeyMap(self).bind("F1", self.close_frame)

    def _column(self, heading: str, keys: tuple[tuple[str, str], ...]) -> QWidget:
        theme = self.theme
        holder = QWidget()
        title = Text(theme, heading, "strong", "soft_ink")
        layout = column(title, theme.px(12), KeyList(theme, keys), None)
        layout.setContentsMargins(theme.px(24), theme.px(20), theme.px(12), theme.px(12))
        holder.setLayout(layout)
        return holder


class KeyList(QWidget):
    """Keys and what they do, drawn in one piece: a widget for each would open too slowly."""

    def __init__(self, theme: Theme, keys: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.theme, self._keys = theme, keys
        self._pitch = theme.line("body") + theme.px(8)
        self._words_at = max(
            theme.px(72), *(cap_size(theme, key).width() for key, _ in keys)
        ) + theme.px(12)
        self.setFixedHeight(self._pitch * len(keys))
        self.setAccessibleName("；".join(f"{key} {words}" for key, words in keys))

    def least_width(self) -> float:
        """The width in which no words are cut."""
        font = self.theme.font("body")
        return self._words_at + max(text_width(font, words) for _, words in self._keys)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw a cap and its words on each line."""
        theme, painter = self.theme, QPainter(self)
        font, ink = theme.font("body"), theme.color("ink")
        for line, (key, words) in enumerate(self._keys):
            top, size = line * self._pitch, cap_size(theme, key)
            cap = QRectF(0, top + (self._pitch - size.height()) / 2, size.width(), size.height())
            paint_cap(painter, theme, cap, key, theme.color("ink3"), theme.color("line"))
            place = QRectF(self._words_at, top, self.width() - self._words_at, self._pitch)
            draw_text(painter, place, words, font, ink)
