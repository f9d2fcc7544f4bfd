"""The hall's own logo (标志): known by the digest of its picture, so that a paper only names it."""

import hashlib
from functools import lru_cache
from io import BytesIO

_PNG = b"\x89PNG\r\n\x1a\n"
_KNOWN: dict[str, bytes] = {}

MOST_BYTES = 100_000
LEAST_SIDE, MOST_SIDE = 48, 2000
MOST_RATIO = 4


def name_of(png: bytes) -> str:
    """What papers call a picture: the first sixteen hex digits of its digest."""
    return hashlib.sha256(png).hexdigest()[:16]


def keep(png: bytes) -> str:
    """Makes a picture known to the papers; gives its name."""
    name = name_of(png)
    _KNOWN[name] = png
    return name


def is_known(name: str) -> bool:
    """Whether the picture of that name was kept in this program."""
    return name in _KNOWN


def find(name: str, *, black: bool = False) -> tuple[bytes, float] | None:
    """The picture and its width by its height; ``black`` for thermal paper, without any grey."""
    png = _KNOWN.get(name)
    if png is None:
        return None
    width, height = size_of(png)
    return (_blackened(png) if black else png), width / height


def size_of(png: bytes) -> tuple[int, int]:
    """Width and height in pixels, out of the picture's first bytes; refuses what is no PNG."""
    if not png.startswith(_PNG) or png[12:16] != b"IHDR" or len(png) < 33:
        raise ValueError("no PNG")
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def readable(png: bytes) -> bool:
    """Whether the picture is whole: papers must never meet a broken one."""
    from PIL import Image

    try:
        with Image.open(BytesIO(png), formats=["PNG"]) as picture:
            picture.load()
    except (OSError, ValueError, SyntaxError):
        return False
    return True


@lru_cache(maxsize=4)
def _blackened(png: bytes) -> bytes:
    from PIL import Image

    with Image.open(BytesIO(png)) as picture:
        shown = picture.convert("RGBA")
        ground = Image.new("RGBA", shown.size, "white")
        ground.alpha_composite(shown)
        bits = ground.convert("L").point(lambda level: 0 if level < 150 else 255)
        out = BytesIO()
        bits.save(out, "PNG")
    return out.getvalue()
