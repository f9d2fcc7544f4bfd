"""What the directory upkeep (通讯录维护) shows."""

from dataclasses import dataclass

from hall_desk.presenters.base import Message


@dataclass(frozen=True, kw_only=True)
class UpkeepRow:
    """A record of the list: code, name, what matters about it, and a warning or 已停用."""

    key: str
    cells: tuple[str, str, str]
    chip: str
    warned: bool


@dataclass(frozen=True, kw_only=True)
class UpkeepField:
    """A field of the form; one with choices is chosen from, an empty choice means none."""

    name: str
    label: str
    text: str
    hint: str
    wide: bool
    required: bool
    locked: bool
    choices: tuple[tuple[str, str], ...] | None


@dataclass(frozen=True, kw_only=True)
class UpkeepState:
    """The page at one moment; ``key`` is the record in the form, empty for a new one."""

    kind: str
    kinds: tuple[tuple[str, str], ...]
    rows: tuple[UpkeepRow, ...]
    summary: str
    key: str
    title: str
    verified: str
    stale: bool
    fields: tuple[UpkeepField, ...]
    can_verify: bool
    switch_word: str
    main_why: str
    message: Message
    banner: str
    busy: bool
