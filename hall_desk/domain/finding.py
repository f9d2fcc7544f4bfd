"""Finding an item (找事项) by everyday words, by its pinyin or its first letters, by its code."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache

from hall_desk.domain.services import Service

MOST_TYPED = 20
_FOUND_WITHIN = 6
_NEVER = 99
_LONGEST = 6
# Lenient: whatever can be read as a syllable, so that only what cannot is refused.
_FINAL = "[iu]?(?:a(?:i|o|ng?)?|e(?:i|r|ng?)?|o(?:u|ng)?|[iu]|ing?|un|v)"
_SYLLABLE = re.compile(f"(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw]){_FINAL}|a(?:i|o|ng?)?|e(?:i|r|ng?)?|ou?")
_BEGUN = re.compile("[zcs]h|[bpmfdtnlgkhjqxrzcsyw]")


def find_services(services: Iterable[Service], typed: str) -> tuple[Service, ...]:
    """The items that fit what was typed, the best first; the same words give the same order.

    An everyday word of an item counts like its name, and the first word of an item more than
    its later ones; what is left alike stands in the order of the codes.
    """
    wanted = plain(typed)
    if not wanted:
        return ()
    offered = tuple(services)
    found = _ranked(offered, wanted)
    letters = "" if found or not wanted.isascii() else first_letters(wanted)
    return _ranked(offered, letters) if letters else found


@lru_cache(maxsize=2048)
def first_letters(typed: str) -> str:
    """The first letter of each syllable of whole pinyin: jiaodianfei gives jdf.

    The last syllable may still be on its way; empty for what is no pinyin.
    """
    for length in range(min(len(typed), _LONGEST), 0, -1):
        head, rest = typed[:length], typed[length:]
        if not rest and _BEGUN.fullmatch(head):
            return head[0]
        if _SYLLABLE.fullmatch(head):
            after = first_letters(rest)
            if after or not rest:
                return head[0] + after
    return ""


def _ranked(services: Collection[Service], wanted: str) -> tuple[Service, ...]:
    ranked = sorted(
        (place, service.code, service)
        for service in services
        if (place := _place(service, wanted))[0] < _NEVER
    )
    return tuple(service for _, _, service in ranked)


@lru_cache(maxsize=2048)
def plain(typed: str) -> str:
    """What was typed without blanks and signs, half-width, in small letters.

    Letters beside Chinese words are left out: an input method may have left them behind.
    """
    letters = unicodedata.normalize("NFKC", typed).casefold()
    kept = "".join(sign for sign in letters if sign.isalnum())
    chinese = "".join(sign for sign in kept if not sign.isascii())
    return (chinese or kept)[:MOST_TYPED]


def _place(service: Service, wanted: str) -> tuple[int, int]:
    """The rank of the best fit and which word it was; the name is word 0."""
    if wanted == service.code.casefold():
        return 0, 0
    if not wanted.isalpha() and service.code.casefold().startswith(wanted):
        return 1, 0  # with a figure in it a code is meant: B1 begins B10 to B19
    words = _letters(service) if wanted.isascii() else _words(service)
    return min(((_rank(word, wanted), at) for at, word in enumerate(words)), default=(_NEVER, 0))


def _words(service: Service) -> tuple[str, ...]:
    return tuple(plain(word) for word in (service.name, *service.keywords))


def _letters(service: Service) -> tuple[str, ...]:
    return tuple(service.initials.split())


def _rank(word: str, wanted: str) -> int:
    """How well a word fits: 0 the same, 1 begins so, 2 holds it, then ever looser."""
    if word == wanted:
        return 0
    if word.startswith(wanted):
        return 1
    if wanted.isascii():
        return 2 if len(wanted) > 1 and wanted in word else _NEVER
    return 2 if wanted in word else _loosely(word, wanted)


def _loosely(word: str, wanted: str) -> int:
    """Chinese words that are not said exactly so."""
    if len(word) > 1 and word in wanted:  # 我要交电费 holds 交电费
        return 3
    if len(wanted) > 1 and _in_order(wanted, word):  # 装表 within 装电表
        return 4
    if len(word) > 2 and _in_order(word, wanted):  # 装一个电表 over 装电表
        return 5
    return _NEVER


def _in_order(few: str, many: str) -> bool:
    """Whether all signs of the shorter stand in the longer, in their order."""
    if len(many) > len(few) + _FOUND_WITHIN:
        return False
    rest = iter(many)
    return all(sign in rest for sign in few)
