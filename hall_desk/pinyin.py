"""Initials of Chinese words (拼音首字母), by which names and services are found from a keyboard."""

import os
from collections.abc import Iterable

# 银行, 校表: a sign read as in the hall's words, written as another sign of that reading.
_TRADE = {"行": "杭", "校": "叫"}

# The first reading of a family name, where it is not the character's usual one.
_SURNAMES = {
    "单": "s",
    "曾": "z",
    "仇": "q",
    "查": "z",
    "解": "x",
    "朴": "p",
    "区": "o",
    "任": "r",
    "盖": "g",
    "尉": "w",
    "乐": "y",
    "覃": "q",
    "隗": "w",
    "缪": "m",
    "翟": "z",
    "晟": "c",
    "种": "c",
    "秘": "b",
    "黑": "h",
}


def initials(words: str) -> str:
    """The first letters of the readings; Latin letters and digits as they are; all small."""
    # The table of phrases would cost 30 MB, and it changes no first letter that matters here.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    from pypinyin import Style, lazy_pinyin

    letters = lazy_pinyin(list(words), style=Style.FIRST_LETTER, errors=_plain)
    return "".join(letters).lower()


def service_initials(name: str, keywords: Iterable[str]) -> str:
    """The initials of an item's name, then of each of its everyday words, with blanks between."""
    return " ".join(initials(_as_read(word)) for word in (name, *keywords))


def name_initials(name: str) -> str:
    """The initials of a person's or a company's name; a family name by its own reading."""
    cleaned = name.strip()
    found = initials(cleaned)
    surname = _SURNAMES.get(cleaned[:1])
    return surname + found[1:] if surname and found else found


def _as_read(words: str) -> str:
    """The words with signs of the same sound where the usual reading is not the hall's."""
    for sign, sound in _TRADE.items():
        words = words.replace(sign, sound)
    return words


def _plain(other: str) -> str:
    return other if other.isascii() and other.isalnum() else ""
