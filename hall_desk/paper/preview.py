"""A page as a picture (预览): what will be printed, for the screen."""

from io import BytesIO


def page_png(pdf: bytes, width_px: int, page: int = 0) -> bytes:
    """One page of a PDF as a PNG so many pixels wide."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        sheet = document[page]
        scale = width_px / sheet.get_width()
        picture = sheet.render(scale=scale).to_pil()
        out = BytesIO()
        picture.save(out, "PNG")
    finally:
        document.close()
    return out.getvalue()
