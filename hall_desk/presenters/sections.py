"""A section of the settings or of the duty log (设置、值班日志): rows, a form, one save."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import Staff
from hall_desk.presenters.base import Desk, Message, Presenter

NEW = "new"
LEAVE_WARNING = "有改动没有保存：Ctrl+Enter 保存，再按一次 Esc 放弃改动。"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A field of the form: line, text, choice, ticks or password; ``locked`` ones are shown only.

    A choice and ticks offer ``choices`` (key, word); ticks are kept as their keys joined by a
    comma. ``half`` fields stand two in a row.
    """

    name: str
    label: str
    value: str = ""
    kind: str = "line"
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = False
    hint: str = ""
    locked: bool = False
    half: bool = False
    lines: int = 3


@dataclass(frozen=True, kw_only=True)
class Head:
    """A column of the rows."""

    title: str
    width: int = 0
    stretch: bool = False
    right: bool = False
    bold: bool = False


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A cell that stands out: word and icon in a tone (ok, warn, over, hold, info)."""

    word: str
    icon: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row with its key."""

    key: str
    cells: tuple[str | Mark, ...]


@dataclass(frozen=True, kw_only=True)
class Deed:
    """A further key of the section; ``off`` says why it is off now."""

    name: str
    text: str
    icon: str
    key: str
    off: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A page as it will be printed: its words for the screen reader, a PNG, what stands below."""

    words: str
    png: bytes
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SectionState:
    """The section at one moment."""

    title: str
    note: str
    alarm: str
    alarm_tone: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    empty: str
    current: str
    heading: str
    entries: tuple[Entry, ...]
    deeds: tuple[Deed, ...]
    save_off: str
    message: Message
    banner: str
    picture: Picture | None = None


class SectionPresenter(Presenter[SectionState]):
    """Keeps what is typed for each row until it is saved, so that no look loses it."""

    title = ""
    empty = ""
    heads: tuple[Head, ...] = ()
    save_word = "保存"
    save_icon = "ok"
    saved_words = "已保存。"

    def __init__(self, desk: Desk, staff: Staff):
        super().__init__(desk)
        self.staff = staff
        self.current = ""
        self.closed: Callable[[], None] = lambda: None
        self._drafts: dict[tuple[str, str], str] = {}
        self._warned = False
        self.awake = True

    def refresh(self) -> None:
        """Looks again, unless another section stands in front."""
        if self.awake:
            super().refresh()

    def rows(self) -> tuple[Row, ...]:
        """The rows of the list."""
        return ()

    def entries(self) -> tuple[Entry, ...]:
        """The fields of the chosen row, as stored."""
        return ()

    def deeds(self) -> tuple[Deed, ...]:
        """Further keys."""
        return ()

    def heading(self) -> str:
        """What the form is about."""
        return ""

    def note(self) -> str:
        """A quiet word beside the title."""
        return ""

    def alarm(self) -> tuple[str, str]:
        """A sentence above the section and its tone (warn, over)."""
        return "", "warn"

    def picture(self) -> Picture | None:
        """A sample beside the form."""
        return None

    def save_off(self) -> str:
        """Why saving is off."""
        return ""

    def commit(self, values: dict[str, str]) -> None:
        """Writes what stands in the form."""
        raise NotImplementedError

    def build(self) -> SectionState:
        """The section of this moment."""
        alarm, tone = self.alarm()
        filled = self.filled()  # first: it settles which row is chosen
        return SectionState(
            title=self.title,
            note=self.note(),
            alarm=alarm,
            alarm_tone=tone,
            heads=self.heads,
            rows=self.rows(),
            empty=self.empty,
            current=self.current,
            heading=self.heading(),
            entries=filled,
            deeds=self.deeds(),
            save_off=self.save_off(),
            message=self.message,
            banner=self.banner,
            picture=self.picture(),
        )

    def filled(self) -> tuple[Entry, ...]:
        """The fields with what was typed into them."""
        return tuple(
            replace(entry, value=self._drafts.get((self.current, entry.name), entry.value))
            for entry in self.entries()
        )

    def values(self) -> dict[str, str]:
        """What stands in the form."""
        return {entry.name: entry.value for entry in self.filled()}

    def pick(self, key: str) -> None:
        """Another row is chosen; what was typed for the last one waits."""
        self.current = key
        self.dismiss()

    def type(self, name: str, value: str) -> None:
        """Something was typed into a field."""
        stored = next((e.value for e in self.entries() if e.name == name and not e.locked), None)
        self._warned = False
        if stored is None:
            return
        if value == stored:
            self._drafts.pop((self.current, name), None)
        else:
            self._drafts[self.current, name] = value
        if self.message.text:
            self.message = Message()
        self.typed(name)
        self.tick()

    def typed(self, name: str) -> None:
        """A section may follow a field with others."""

    def set_draft(self, name: str, value: str) -> None:
        """Fills a field as if it was typed."""
        self._drafts[self.current, name] = value

    @property
    def has_drafts(self) -> bool:
        """Whether something typed is not saved."""
        return bool(self._drafts)

    def save(self) -> None:
        """Saves the form (Ctrl+Enter)."""
        if self.facts is None:
            return
        off = self.save_off()
        if off:
            self.say(off)
            return
        try:
            self.commit(self.values())
        except RuleBroken as refusal:  # what was typed is no number, no date
            self.say(str(refusal), field=refusal.field, is_error=True)

    def saved(self, words: str = "") -> None:
        """The form was written: what was typed is now what is stored."""
        self._drafts = {key: v for key, v in self._drafts.items() if key[0] != self.current}
        self._warned = False
        self.message = Message(text=words or self.saved_words)

    def write(self, verb: Callable[..., Any], words: str = "", **given: Any) -> None:
        """Runs a verb of the signed-in person and says that it is written."""
        self.act(verb, self.staff.staff_no, then=lambda _: self.saved(words), **given)

    def tell(self, words: str) -> None:
        """Says what was done besides the form."""
        self.message = Message(text=words)

    def do_deed(self, name: str) -> None:
        """A further key was pressed."""
        deed = next((deed for deed in self.deeds() if deed.name == name), None)
        if deed is None:
            return
        if deed.off:
            self.say(deed.off)
        else:
            self.deed(name)

    def deed(self, name: str) -> None:
        """Does what the key says."""

    def leave(self) -> None:
        """Esc: once more when something typed is not saved."""
        if self.has_drafts and not self._warned:
            self._warned = True
            self.say(LEAVE_WARNING, is_error=True)
            return
        self._drafts.clear()
        self._warned = False
        self.message = Message()
        self.closed()


def whole_number(text: str, field: str) -> int:
    """A whole number as typed."""
    cleaned = text.strip()
    if not (cleaned.isascii() and cleaned.isdigit() and len(cleaned) <= 6):
        raise RuleBroken("请填整数。", field=field)
    return int(cleaned)


def day_of(text: str, field: str, *, optional: bool = False) -> date | None:
    """A date as typed (2026-03-12)."""
    cleaned = text.strip()
    if not cleaned and optional:
        return None
    try:
        return date.fromisoformat(cleaned)
    except ValueError:
        raise RuleBroken("日期请写成 2026-03-12 这样。", field=field) from None


def needed_day(text: str, field: str) -> date:
    """A date that must be there."""
    day = day_of(text, field)
    assert day is not None
    return day


def ticked(value: str) -> frozenset[str]:
    """The keys of ticks."""
    return frozenset(part for part in value.split(",") if part)


def yes_no(value: bool) -> str:
    """A tick of its own as a choice: on or off."""
    return "on" if value else "off"
