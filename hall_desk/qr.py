"""QR codes (二维码): rows of dark and light modules, drawn by screens and papers alike."""

from functools import lru_cache

QUIET = 4
"""Light modules that belong around every code."""


@lru_cache(maxsize=16)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code for a text, without the quiet zone; True is dark."""
    import segno

    code = segno.make(text, micro=False, error="m")
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)
