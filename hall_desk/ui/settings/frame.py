"""The frame of the settings (设置框架): the sections at the left, the chosen one's page right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from hall_desk.ui.kit import (
    Column,
    DataTable,
    ElidedText,
    FocusRing,
    Hairline,
    KeyMap,
    PlainButton,
    SubHeader,
    Text,
)
from hall_desk.ui.theme import Theme

_NAV = 200
_NAV_WIDE = 240
_WIDE = 1500


class SectionFrame(QWidget):
    """Passive: tells which section is wanted, shows the page it is given."""

    wanted = Signal(str)
    """A section was chosen; carries its key."""
    closed = Signal()
    """The frame is to be left."""
    lock_wanted = Signal()
    """锁屏."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        names: list[tuple[str, str]],
        who: str = "",
        *,
        dressed: bool = False,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.names = names
        self.pages: dict[str, QWidget] = {}
        self.setObjectName("section_frame")
        self.setWindowTitle(title)
        self.setProperty("window", "staff")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.nav = DataTable(theme, [Column(title="", stretch=True)], title, "sections", row=34)
        self.nav.horizontalHeader().hide()
        self.nav.set_rows([[name] for _, name in names], [key for key, _ in names])
        self.lock = PlainButton(theme, "锁屏", "lock", "F12", "lock")
        self._side = QWidget()
        self._stack = QStackedLayout()
        self.keys = KeyMap(self)
        self._build(title, who)
        self.nav.picked.connect(self.wanted)
        self.nav.opened.connect(lambda _: self._enter())
        self.lock.triggered.connect(lambda _: self.lock_wanted.emit())
        self.keys.bind_button(self.lock)
        self.keys.bind("Ctrl+PgDown", lambda: self._turn(1))
        self.keys.bind("Ctrl+PgUp", lambda: self._turn(-1))
        theme.apply(self, dressed=dressed)
        self.ring = FocusRing(theme, self)

    def put(self, key: str, page: QWidget) -> None:
        """Gives a section its page."""
        self.pages[key] = page
        self._stack.addWidget(page)

    def show_section(self, key: str) -> None:
        """Brings a section's page to the front."""
        if self.nav.current_key() != key:
            blocked = self.nav.blockSignals(True)
            self.nav.select_key(key)
            self.nav.blockSignals(blocked)
        self._stack.setCurrentWidget(self.pages[key])

    def begin(self) -> None:
        """The hand starts at the sections."""
        self.nav.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wider screen gives the sections more room."""
        super().resizeEvent(event)
        wide = self.width() >= self.theme.px(_WIDE)
        self._side.setFixedWidth(self.theme.px(_NAV_WIDE if wide else _NAV))

    def _enter(self) -> None:
        """Enter at a section leads into its page."""
        page = self._stack.currentWidget()
        begin = getattr(page, "begin", None)
        if callable(begin):
            begin()

    def _turn(self, step: int) -> None:
        keys = [key for key, _ in self.names]
        now = self.nav.current_key()
        at = keys.index(now) if now in keys else 0
        self.wanted.emit(keys[(at + step) % len(keys)])

    def _build(self, title: str, who: str) -> None:
        theme = self.theme
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(0)
        head = SubHeader(theme, title)
        head.row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        side.addWidget(head)
        side.addWidget(self.nav, 1)
        foot = QVBoxLayout()
        pad = theme.px(12)
        foot.setContentsMargins(pad, theme.px(8), pad, theme.px(12))
        foot.setSpacing(theme.px(4))
        foot.addWidget(ElidedText(theme, who, "small", "ink2"))
        foot.addWidget(Text(theme, "Ctrl+PgUp/PgDn 换栏目", "small", "ink2"))
        foot.addWidget(self.lock)
        side.addLayout(foot)
        self._side.setProperty("ground", "surface")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(Hairline(theme, standing=True))
        row.addLayout(self._stack, 1)
