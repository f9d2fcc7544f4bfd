"""A logo out of a file (标志): PNG or SVG becomes one PNG, no larger than papers need."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter

_ROOM = QSize(480, 240)


def logo_png(data: bytes) -> bytes | None:
    """The picture as PNG, or None for a file that is no picture."""
    image = QImage.fromData(data) if data.startswith(b"\x89PNG") else _from_svg(data)
    if image is None or image.isNull():
        return None
    if image.width() > _ROOM.width() or image.height() > _ROOM.height():
        keep, smooth = (
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        image = image.scaled(_ROOM, keep, smooth)
    kept = QByteArray()
    buffer = QBuffer(kept)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not QImageWriter(buffer, QByteArray(b"PNG")).write(image):
        return None
    return bytes(kept.data())


def _from_svg(data: bytes) -> QImage | None:
    """A drawing at the size papers want; nothing outside the file is read."""
    from PySide6.QtSvg import QSvgRenderer

    if b"<svg" not in data[:4096]:
        return None
    drawing = QSvgRenderer(QByteArray(data))
    if not drawing.isValid():
        return None
    size = drawing.defaultSize().scaled(_ROOM, Qt.AspectRatioMode.KeepAspectRatio)
    if min(size.width(), size.height()) < 1:
        return None
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing.render(painter)
    painter.end()
    return image
