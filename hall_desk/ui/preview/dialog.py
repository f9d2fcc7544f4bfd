"""The dialog of the preview (预览): one page, its number, larger and smaller, print, save."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from hall_desk.paper.raster import Picture
from hall_desk.presenters.preview import PAGE, PERCENT, WIDTH, ZOOMS, PreviewState
from hall_desk.ui.kit import DialogFrame, KeyMap, MainAction, MessageLine, PlainButton, Text
from hall_desk.ui.theme import Theme

_MARGIN = 16
_FITS = (
    ("整页", "Ctrl+0", "fit_page", PAGE),
    ("适宽", "Ctrl+2", "fit_width", WIDTH),
    ("100%", "Ctrl+1", "full_size", PERCENT),
)


class PageView(QScrollArea):
    """One page in the middle; arrows and the wheel move it."""

    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview_page")
        self.setAccessibleName("单据页面")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setProperty("ground", "sunken")
        self._page = QLabel()
        self._page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._page.setMargin(theme.px(_MARGIN))
        self._page.setAccessibleName("正在画单据")
        self._page.setText("正在画单据…")
        self.setWidget(self._page)
        self.setWidgetResizable(True)
        self._margin = theme.px(_MARGIN)
        self._shown: Picture | None = None

    def show_picture(self, picture: Picture | None, ratio: float, name: str) -> None:
        """Show another page; the same one is left where it was moved to."""
        if picture is None or picture is self._shown:
            return
        self._shown = picture
        image = QImage(
            picture.pixels,
            picture.width,
            picture.height,
            picture.stride,
            QImage.Format.Format_RGB32,
        )
        pixmap = QPixmap.fromImage(image.copy())
        pixmap.setDevicePixelRatio(ratio)
        self._page.setPixmap(pixmap)
        self._page.setAccessibleName(name)
        self.verticalScrollBar().setValue(0)

    def room(self) -> tuple[int, int]:
        """The pixels a page has, beside its margins and a scroll bar."""
        whole, bar = self.maximumViewportSize(), self.verticalScrollBar().sizeHint().width()
        lost = 2 * self._margin + bar
        return whole.width() - lost, whole.height() - 2 * self._margin

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted page follows."""
        super().resizeEvent(event)
        self.resized.emit()

    def drag(self, by: QPoint) -> None:
        """Move the page."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + by.x())
        down.setValue(down.value() + by.y())


class PreviewDialog(DialogFrame):
    """Passive: shows a state, tells what was pressed."""

    turned = Signal(int)
    """Another page: a step of 1 or -1."""
    zoomed = Signal(int)
    """Larger or smaller: a step of 1 or -1."""
    fitted = Signal(str)
    """整页, 适宽 or 100 %."""
    print_wanted = Signal()
    """打印."""
    save_wanted = Signal()
    """存为 PDF."""

    def __init__(self, theme: Theme, window: QWidget, print_word: str = "打印") -> None:
        super().__init__(theme, window, "预览", "eye", size=(1120, 712))
        self.ratio = 1.0
        self.view = PageView(theme)
        self.body.addWidget(self.view, 1)
        self.number = Text(theme, "", "body", weight=600)
        self.zoom = Text(theme, "100%", "body", "ink2")
        self.back = PlainButton(theme, "上一页", "left", "PgUp", "page_back", small=True)
        self.next = PlainButton(theme, "下一页", "right", "PgDn", "page_next", small=True)
        self.smaller = PlainButton(theme, "缩小", None, "Ctrl+-", "zoom_out", small=True)
        self.larger = PlainButton(theme, "放大", None, "Ctrl+=", "zoom_in", small=True)
        self.fits = {
            how: PlainButton(theme, word, None, key, name, small=True)
            for word, key, name, how in _FITS
        }
        for widget in (*self.fits.values(), self.smaller, self.zoom, self.larger):
            self.header_right.addWidget(widget)
        self.message = MessageLine(theme)
        self.close_button = PlainButton(theme, "关闭", None, "Esc", "close_preview")
        self.save = PlainButton(theme, "存为 PDF", "file", "Ctrl+S", "save_pdf")
        self.main = MainAction(theme, "print", print_word, "Ctrl+Enter", "print_preview")
        for widget in (self.back, self.number, self.next):
            self.footer.addWidget(widget)
        self.footer.addWidget(self.message, 1)
        self.footer.addWidget(self.close_button)
        self.footer.addWidget(self.save)
        self.footer.addWidget(self.main)
        self._connect()

    def show_state(self, state: PreviewState) -> None:
        """Show the page of this moment."""
        self.subtitle.setText(state.title)
        self.number.setText(f"{state.page} / {state.pages}" if state.pages else "")
        self.zoom.setText(f"{state.zoom}%")
        shown = PERCENT if state.zoom == 100 else state.fit
        for how, button in self.fits.items():
            whole = how != PERCENT or state.zoom == 100
            button.set_enabled(not (shown == how and whole), "现在就是")
        self.back.set_enabled(state.page > 1, "已是第一页")
        self.next.set_enabled(state.page < state.pages, "已是最后一页")
        self.smaller.set_enabled(state.zoom > ZOOMS[0], "已是最小")
        self.larger.set_enabled(state.zoom < ZOOMS[-1], "已是最大")
        self.main.setVisible(state.can_print)
        ready = state.picture is not None
        self.main.set_enabled(ready, "正在画单据")
        self.save.set_enabled(ready, "正在画单据")
        self.view.show_picture(state.picture, self.ratio, f"{state.title} 第 {state.page} 页")
        said = state.message
        if not said.text:
            self.message.clear()
        elif said.is_error:
            self.message.show_error(said.text)
        else:
            self.message.show_done(said.text)

    def room(self) -> tuple[int, int]:
        """What a page may take, in pixels at 100 %."""
        width, height = self.view.room()
        return int(width / self.theme.scale), int(height / self.theme.scale)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move the page."""
        step = self.theme.px(64)
        moves = {
            Qt.Key.Key_Up: QPoint(0, -step),
            Qt.Key.Key_Down: QPoint(0, step),
            Qt.Key.Key_Left: QPoint(-step, 0),
            Qt.Key.Key_Right: QPoint(step, 0),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is not None:
            self.view.drag(move)
            event.accept()
            return
        super().keyPressEvent(event)

    def _connect(self) -> None:
        keys = self.keys = KeyMap(self)
        keys.bind_button(self.back, self.next, self.smaller, self.larger, self.save, self.main)
        keys.bind_button(*self.fits.values())
        keys.bind("Ctrl++", self.larger.press_key)
        for how, button in self.fits.items():
            button.triggered.connect(lambda _, how=how: self.fitted.emit(how))
        self.back.triggered.connect(lambda _: self.turned.emit(-1))
        self.next.triggered.connect(lambda _: self.turned.emit(1))
        self.smaller.triggered.connect(lambda _: self.zoomed.emit(-1))
        self.larger.triggered.connect(lambda _: self.zoomed.emit(1))
        self.save.triggered.connect(lambda _: self.save_wanted.emit())
        self.main.triggered.connect(lambda _: self.print_wanted.emit())
        self.close_button.triggered.connect(lambda _: self.close_frame())
        self.cancelled.connect(self.close_frame)
