"""Reads text back out of a PDF, by its own maps and, where installed, by pdftotext."""

import base64
import re
import shutil
import subprocess
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

_OBJECT = re.compile(rb"(\d+) 0 obj\b(.*?)\bendobj", re.DOTALL)
_TOKEN = re.compile(rb"/(\S+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj|\b(ET)\b", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def objects_of(pdf: bytes) -> dict[int, bytes]:
    """The numbered objects of the file."""
    return {int(number): body for number, body in _OBJECT.findall(pdf)}


def stream_of(body: bytes) -> bytes:
    """The content of a stream object, unpacked."""
    length = re.search(rb"/Length (\d+)", body)
    start = re.search(rb"stream\r?\n", body)
    assert length is not None
    assert start is not None
    data = body[start.end() : start.end() + int(length[1])]
    if b"ASCII85Decode" in body:
        data = base64.a85decode(data.strip().removesuffix(b"~>"))
    return zlib.decompress(data) if b"FlateDecode" in body else data


def _maps(objects: dict[int, bytes]) -> dict[str, dict[int, str]]:
    """For each font of the document: code → text."""
    maps: dict[str, dict[int, str]] = {}
    for body in objects.values():
        name = re.search(rb"/Name /(\S+)", body)
        target = re.search(rb"/ToUnicode (\d+) 0 R", body)
        if name and target:
            content = stream_of(objects[int(target[1])]).decode("ascii")
            pairs = re.findall(r"<([0-9A-F]{2})> <([0-9A-F]{4,})>", content)
            maps[name[1].decode()] = {
                int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs
            }
    return maps


def _unescaped(raw: bytes) -> bytes:
    def one(found: re.Match[bytes]) -> bytes:
        mark = found[1]
        return bytes([int(mark, 8)]) if len(mark) == 3 else _PLAIN.get(mark, mark)

    return _ESCAPE.sub(one, raw)


def read_pages(pdf: bytes) -> list[str]:
    """The text of each page, one drawn line per line."""
    objects = objects_of(pdf)
    maps = _maps(objects)
    pages = []
    for body in objects.values():
        if re.search(rb"/Type /Page\b", body) is None:
            continue
        contents = re.search(rb"/Contents (\d+) 0 R", body)
        assert contents is not None
        pages.append(_page_text(stream_of(objects[int(contents[1])]), maps))
    return pages


def _page_text(content: bytes, maps: dict[str, dict[int, str]]) -> str:
    text, font = "", ""
    for name, raw, end in _TOKEN.findall(content):
        if name:
            font = name.decode()
        elif end:
            text += "\n"
        else:
            text += "".join(maps[font].get(code, "") for code in _unescaped(raw))
    return text


def read_text(pdf: bytes) -> str:
    """The text of all pages."""
    return "\n".join(read_pages(pdf))


def pdftotext(pdf: bytes) -> str:
    """What the poppler tool reads, its own line breaks taken out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(pdf)
        command = ["pdftotext", "-layout", "-enc", "UTF-8", str(path), "-"]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode()


# The second reader speaks for the rest of the world wherever it is installed.
READERS: list[Callable[[bytes], str]] = [read_text]
if shutil.which("pdftotext"):
    READERS.append(pdftotext)


def squeezed(text: str) -> str:
    """Text without any white space, to find what was wrapped or set apart."""
    return re.sub(r"\s+", "", text)
