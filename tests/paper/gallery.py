"""Renders every paper, ordinary, with the longest words and with rare characters, to look at.

Run: python -m tests.paper.gallery OUT_FOLDER [name …]; pictures need poppler's pdftoppm or not.
"""

import sys
from pathlib import Path

from hall_desk.paper.preview import page_png
from tests.paper.everything import PAPERS, longest, rarest

WIDTHS = {
    "voucher-80": 480,
    "voucher-80-void": 480,
    "slip": 480,
    "to_bring": 480,
    "voucher-58": 380,
    "refund-80": 480,
    "refund-80-again": 480,
    "refund-58": 380,
    "refund-80-lines": 480,
    "refund-58-lines": 380,
}


def main(words: list[str]) -> None:
    """Writes a PDF and a picture of each page."""
    import pypdfium2

    out, *wanted = words
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for name, sample in PAPERS.items():
        if wanted and name not in wanted:
            continue
        for suffix, paper in (
            ("", sample.paper),
            ("-longest", longest(sample.paper)),
            ("-rare", rarest(sample.paper)),
        ):
            pdf = sample.render(paper)
            (folder / f"{name}{suffix}.pdf").write_bytes(pdf)
            document = pypdfium2.PdfDocument(pdf)
            pages = len(document)
            document.close()
            for page in range(pages):
                png = page_png(pdf, WIDTHS.get(name, 900), page)
                (folder / f"{name}{suffix}-{page + 1}.png").write_bytes(png)


if __name__ == "__main__":
    main(sys.argv[1:])
