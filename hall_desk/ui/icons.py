"""The icons (图标): our own one-colour drawings, crisp at any pixel ratio."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from hall_desk import assets
from hall_desk.ui.theme import Theme

_MARK_GROUND = "#0B5A54"
_MARK_SHAPE = "#FFFFFF"


def icon(theme: Theme, name: str, size: int = 20, color: str = "ink") -> QIcon:
    """Return an icon in a staff colour; `size` is in pixels at 100 %."""
    made = QIcon(pixmap(theme, name, size, color))
    made.addPixmap(pixmap(theme, name, size, "ink3"), QIcon.Mode.Disabled)
    return made


def pixmap(theme: Theme, name: str, size: int = 20, color: str | QColor = "ink") -> QPixmap:
    """Return an icon as a pixmap at the program's pixel ratio."""
    tint = theme.color(color) if isinstance(color, str) else color
    return _render(_source(name).replace("currentColor", tint.name()), theme.px(size))


def paint_icon(painter: QPainter, name: str, rect: QRectF, color: QColor) -> None:
    """Draw an icon into a rectangle of a painting widget."""
    _renderer(name, color.name()).render(painter, rect)


def mark(
    theme: Theme, size: int = 32, ground: QColor | None = None, shape: QColor | None = None
) -> QPixmap:
    """Return the program's mark (标志): a counter bar under a half disc on a rounded square."""
    return _render(
        _mark_source(ground or theme.color("primary"), shape or theme.color("on_primary")),
        theme.px(size),
    )


def app_icon() -> QIcon:
    """Return the mark as the icon of the program's windows."""
    made = QIcon()
    source = _source("mark")
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(_render(source, size))
    return made


def names() -> list[str]:
    """Return the names of all icons."""
    return sorted(path.stem for path in assets.resource("icons").glob("*.svg"))


def _mark_source(ground: QColor, shape: QColor) -> str:
    source = _source("mark").replace(_MARK_GROUND, "#ground#").replace(_MARK_SHAPE, shape.name())
    return source.replace("#ground#", ground.name())


@cache
def _source(name: str) -> str:
    return assets.resource(f"icons/{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", color).encode()))


def _render(source: str, size: int) -> QPixmap:
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    image = QImage(
        round(size * ratio), round(size * ratio), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(source.encode())).render(painter)
    painter.end()
    made = QPixmap.fromImage(image)
    made.setDevicePixelRatio(ratio)
    return made
