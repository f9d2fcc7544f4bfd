"""Directory upkeep (通讯录维护, S1-2) for the duty manager: edit, verify, add, switch off."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hall_desk.domain.contacts import DirectoryEntry
from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.ladder import HOTLINES, LEVELS, Area, KeyAccount, rungs_of
from hall_desk.domain.masking import mask_account
from hall_desk.domain.outlets import Outlet
from hall_desk.presenters import upkeep_fields as lists
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.contact_ladder import age_words, lacking
from hall_desk.presenters.upkeep_fields import FIELDS, LISTS, Record
from hall_desk.presenters.upkeep_state import UpkeepField, UpkeepRow, UpkeepState
from hall_desk.store.transaction import Reading
from hall_desk.usecases import contacts, upkeep
from hall_desk.usecases.queries import words_of
from hall_desk.usecases.upkeep import Listings

_OFF = "已停用"


@dataclass(frozen=True, kw_only=True)
class UpkeepFacts:
    """All lists, the names of the kinds of business, and today."""

    found: Listings
    kinds: dict[str, str]
    today: date


class UpkeepPresenter(Presenter[UpkeepState]):
    """One list at a time; the chosen record stands in the form, or a new one."""

    facts: UpkeepFacts | None

    def __init__(self, desk: Desk, staff_no: str):
        super().__init__(desk)
        self.staff_no = staff_no
        self.kind = lists.DEPARTMENTS
        self.key = ""
        self.adding = False
        self.typed: dict[str, str] = {}
        self.closed: Callable[[], None] = lambda: None
        self._warned = False

    def look(self, reading: Reading) -> UpkeepFacts:
        """Everything the hall keeps of whom to turn to."""
        return UpkeepFacts(
            found=upkeep.listings(reading),
            kinds=words_of(reading, "kind"),
            today=hall_date(reading.now),
        )

    def build(self) -> UpkeepState:
        """The page of this second."""
        facts = self.facts
        assert facts is not None
        records = lists.records_of(self.kind, facts.found)
        record = self._record()
        is_entry = isinstance(record, DirectoryEntry)
        return UpkeepState(
            kind=self.kind,
            kinds=LISTS,
            rows=tuple(self._row(each, facts) for each in records),
            summary=_summary(records),
            key=self.key,
            title=self._title(record),
            verified=age_words(record, facts.today) if isinstance(record, DirectoryEntry) else "",
            stale=isinstance(record, DirectoryEntry) and record.stale(facts.today),
            fields=self._fields(facts, record) if record is not None or self.adding else (),
            can_verify=is_entry and not self.adding,
            switch_word=_switch_word(record),
            main_why="" if record is not None or self.adding else "请先选一行，或按新增。",
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    # What the manager chooses and writes.

    def choose_list(self, kind: str) -> None:
        """One of the five lists; a form with changes is left with the second press only."""
        if kind != self.kind and self._may_leave():
            self.kind = kind
            self._begin("")

    def choose(self, key: str) -> None:
        """A row goes into the form."""
        if (key != self.key or self.adding) and self._may_leave():
            self._begin(key)

    def add(self) -> None:
        """An empty form (新增)."""
        if self._may_leave():
            self._begin("")
            self.adding = True
            self.tick()

    def edit(self, field: str, text: str) -> None:
        """A field was typed into; its own error goes."""
        self.typed[field] = text
        self._warned = False
        if self.message.field == field:
            self.message = Message()
        self.tick()

    def leave(self) -> None:
        """Esc: back; changes are dropped with the second press only."""
        if self._may_leave():
            self.closed()

    # What is written.

    def save(self) -> None:
        """Ctrl+Enter: writes the record as typed."""
        record = self._record()
        if record is None and not self.adding:
            self.say("请先选一行，或按新增。")
            return
        try:
            wanted = lists.record_from(self.kind, self._texts(record), record)
        except RuleBroken as refusal:
            self.say(str(refusal), field=refusal.field, is_error=True)
            return
        verbs: dict[type[Any], tuple[Callable[..., Any], str]] = {
            DirectoryEntry: (upkeep.keep_entry, "entry"),
            Area: (upkeep.keep_area, "area"),
            KeyAccount: (upkeep.keep_key_account, "account"),
            Outlet: (upkeep.keep_outlet, "outlet"),
        }
        verb, name = verbs[type(wanted)]
        given: dict[str, Any] = {name: wanted, "new": self.adding}
        self.act(verb, self.staff_no, then=self._saved, **given)

    def verify(self) -> None:
        """Called and found right today (已核实); what is typed of the contact counts."""
        record = self._record()
        if isinstance(record, DirectoryEntry):
            texts = self._texts(record)
            self.act(
                contacts.verify_contact,
                self.staff_no,
                then=self._saved,
                code=record.code,
                person=texts["person"],
                phone=texts["phone"],
                address=texts["address"],
            )

    def switch(self) -> None:
        """停用 or 启用; nothing is deleted."""
        record = self._record()
        if record is not None:
            self.act(
                upkeep.switch_listing,
                self.staff_no,
                kind=type(record),
                key=getattr(record, lists.key_of_list(self.kind)),
                enabled=not record.enabled,
            )

    def _saved(self, record: Record) -> None:
        self._begin(getattr(record, lists.key_of_list(self.kind)), quiet=True)

    def _begin(self, key: str, *, quiet: bool = False) -> None:
        self.key, self.adding, self.typed, self._warned = key, False, {}, False
        if not quiet:
            self.dismiss()

    def _may_leave(self) -> bool:
        if not self.typed or self._warned:
            return True
        self._warned = True
        self.say("还没有保存，再按一次则不保留改动。")
        return False

    def _record(self) -> Record | None:
        if self.facts is None or self.adding or not self.key:
            return None
        name = lists.key_of_list(self.kind)
        records = lists.records_of(self.kind, self.facts.found)
        return next((each for each in records if getattr(each, name) == self.key), None)

    def _texts(self, record: Record | None) -> dict[str, str]:
        kept = lists.typed_of(record) if record is not None else {}
        return {spec.name: "" for spec in FIELDS[self.kind]} | kept | self.typed

    def _title(self, record: Record | None) -> str:
        word = dict(LISTS)[self.kind]
        if self.adding:
            return f"新增{word}"
        return record.name if record is not None else word

    def _fields(self, facts: UpkeepFacts, record: Record | None) -> tuple[UpkeepField, ...]:
        texts = self._texts(record)
        kept = record is not None
        names = "、".join(f"{prefix} {word}" for prefix, word in facts.kinds.items())
        return tuple(
            UpkeepField(
                name=spec.name,
                label=spec.label,
                text=texts[spec.name],
                hint=names if spec.name == "prefixes" else "" if kept else spec.hint,
                wide=spec.wide,
                required=spec.required,
                locked=kept and spec.name in (lists.key_of_list(self.kind), "level"),
                choices=self._choices(spec.name, facts) if spec.chosen else None,
            )
            for spec in FIELDS[self.kind]
        )

    def _choices(self, name: str, facts: UpkeepFacts) -> tuple[tuple[str, str], ...]:
        found = lists.choices_of(name, facts.found)
        if name == "manager_code":
            levels = {entry.code: entry.level for entry in facts.found.entries}
            wanted = 1 if self.kind == lists.AREAS else 0
            found = tuple(pair for pair in found if levels[pair[0]] == wanted)
        if name == "level":
            hotlines = {e.level: e.level_name for e in facts.found.entries if e.level in HOTLINES}
            found += tuple((str(level), word) for level, word in hotlines.items())
        return found

    def _row(self, record: Record, facts: UpkeepFacts) -> UpkeepRow:
        key = str(getattr(record, lists.key_of_list(self.kind)))
        warning = _warning(record, facts)
        shown = mask_account(key) if isinstance(record, KeyAccount) else key
        return UpkeepRow(
            key=key,
            cells=(shown, _name(record), _about(record, facts)),
            chip=warning if record.enabled else _OFF,
            warned=bool(warning) and record.enabled,
        )


def _name(record: Record) -> str:
    return record.office if isinstance(record, DirectoryEntry) else record.name


def _about(record: Record, facts: UpkeepFacts) -> str:
    """Person and phone, villages, or the kinds of business."""
    if isinstance(record, DirectoryEntry):
        if record.level in HOTLINES:
            return record.phone
        return f"{record.person} {record.phone}".strip()
    if isinstance(record, Area):
        return "、".join(record.villages)
    if isinstance(record, KeyAccount):
        managers = {entry.code: entry for entry in facts.found.entries}
        manager = managers.get(record.manager_code)
        return f"{manager.person} {manager.phone}" if manager else "—"
    kinds = "、".join(facts.kinds.get(prefix, prefix) for prefix in record.prefixes)
    return f"{dict(lists.OUTLET_KINDS).get(record.kind, '')} · {kinds}"


def _warning(record: Record, facts: UpkeepFacts) -> str:
    """What keeps a record from being used, or makes it doubtful."""
    entries = {entry.code: entry for entry in facts.found.entries}
    if isinstance(record, DirectoryEntry):
        if record.level in HOTLINES:
            return ""
        missing = lacking(record).split("，")[0]
        return missing or ("待核实" if record.stale(facts.today) else "")
    if isinstance(record, Area):
        gaps = [LEVELS[rung.level] for rung in rungs_of(record, entries) if rung.is_gap]
        return f"缺{'、'.join(gaps)}" if gaps else ""
    if isinstance(record, KeyAccount):
        manager = entries.get(record.manager_code)
        usable = manager is not None and manager.enabled and manager.complete
        return "" if usable else "缺客户经理"
    return ""


def _summary(records: tuple[Record, ...]) -> str:
    off = sum(1 for record in records if not record.enabled)
    return f"共 {len(records)} 条" + (f"，停用 {off} 条" if off else "")


def _switch_word(record: Record | None) -> str:
    if record is None:
        return ""
    return "停用" if record.enabled else "启用"
