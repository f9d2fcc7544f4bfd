"""Phrases (标准用语, S3-1): what is said at which moment, edited by the hall, never rude."""

import re
from dataclasses import dataclass, replace

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.texts import check_text

MOST = 200
PHRASES = "phrase"
_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, kw_only=True)
class CodeText:
    """A word list's entry the hall can edit; ``shipped`` is the default it may go back to."""

    list: str
    code: str
    position: int
    text: str
    text_en: str
    shipped: str
    version: int

    @property
    def edited(self) -> bool:
        """Whether it differs from the default."""
        return self.text != self.shipped


def placeholders(text: str) -> tuple[str, ...]:
    """The names filled in when it is said, such as ticket and window, each once."""
    return tuple(dict.fromkeys(_PLACE.findall(text)))


def edit(phrase: CodeText, text: str, forbidden: tuple[str, ...]) -> CodeText:
    """The phrase in the hall's own words: known placeholders only, and nothing forbidden."""
    words = check_text(text, "text", most=MOST)
    if not words:
        raise RuleBroken("用语不能为空；要用原来的，请按恢复默认。", field="text")
    _check_places(phrase, words)
    for rude in forbidden:
        if _bare(rude) in _bare(words):
            raise RuleBroken(f"“{rude}”是服务禁语，不能写进用语。", field="text", article="4(4)")
    return _with(phrase, words)


def restore(phrase: CodeText) -> CodeText:
    """The default again; that is a new version too."""
    return _with(phrase, phrase.shipped)


def _with(phrase: CodeText, words: str) -> CodeText:
    if words == phrase.text:
        return phrase
    return replace(phrase, text=words, version=phrase.version + 1)


def _check_places(phrase: CodeText, words: str) -> None:
    known = placeholders(phrase.shipped)
    for name in placeholders(words):
        if name not in known:
            can = "、".join(f"{{{each}}}" for each in known)
            hint = f"这句可用 {can}" if known else "这句没有可填的内容"
            raise RuleBroken(f"不认识 {{{name}}}，{hint}。", field="text")
    for name in known:
        if name not in placeholders(words):
            raise RuleBroken(f"少了 {{{name}}}，说的时候要填进去，请保留。", field="text")
    if "{" in _PLACE.sub("", words) or "}" in _PLACE.sub("", words):
        raise RuleBroken("花括号要成对，例如 {ticket}。", field="text")


def _bare(words: str) -> str:
    """Without marks and blanks, so that a comma does not hide a forbidden sentence."""
    return "".join(letter for letter in words if letter.isalnum())
