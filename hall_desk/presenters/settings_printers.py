"""Settings of this PC (设置：打印机、单据打印): its printers, and which paper goes where."""

from dataclasses import dataclass

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import Staff
from hall_desk.paper.devices import state_of
from hall_desk.paper.faults import PaperFault
from hall_desk.paper.profiles import (
    DEFAULT,
    DEVICE_WORDS,
    PAPER_KINDS,
    SAVE,
    Device,
    Profile,
    Profiles,
)
from hall_desk.presenters.base import Desk
from hall_desk.presenters.print_room import PrintRoom
from hall_desk.presenters.sections import (
    NEW,
    Deed,
    Entry,
    Head,
    Mark,
    Row,
    SectionPresenter,
    yes_no,
)
from hall_desk.settings import SettingsFault
from hall_desk.store.transaction import Reading

_HINTS = {
    Device.SYSTEM: "从系统的打印机里选",
    Device.NETWORK: "如 192.168.1.50 或 192.168.1.50:9100",
    Device.USB: "如 /dev/usb/lp0",
    Device.SERIAL: "如 COM3@115200 或 /dev/ttyUSB0@9600",
}
_WELL = Mark(word="未报障", icon="ok", tone="ok")
_ILL = Mark(word="有故障", icon="warn", tone="warn")
_YES_NO = (("on", "是"), ("off", "否"))
_MOST_NAME = 24


@dataclass(frozen=True, kw_only=True)
class PrinterFacts:
    """The printers of this PC, and what the system offers."""

    profiles: Profiles
    system: tuple[str, ...]


class _Machine(SectionPresenter):
    """A section that keeps something of this PC, not of the hall."""

    facts: PrinterFacts | None

    def __init__(self, desk: Desk, staff: Staff, room: PrintRoom):
        super().__init__(desk, staff)
        self.room = room

    def look(self, reading: Reading) -> PrinterFacts:
        """What the settings of this PC say."""
        del reading
        return PrinterFacts(profiles=self.room.profiles, system=self.room.system_printers())

    def keep(self, profiles: Profiles, words: str) -> None:
        """Writes the settings of this PC on the worker."""

        def _job() -> str:
            try:
                self.room.keep(profiles)
            except SettingsFault as fault:
                return str(fault)
            return ""

        def _told(fault: str) -> None:
            if fault:
                self.say(fault, is_error=True)
                return
            self.saved(words)
            self.refresh()

        self.run(_job, _told)


class PrintersSection(_Machine):
    """打印机."""

    title = "打印机"
    empty = "还没有打印机：单据只存为 PDF。按 Ctrl+N 加一台。"
    heads = (
        Head(title="名称", stretch=True, bold=True),
        Head(title="类型", width=124),
        Head(title="地址", width=208),
        Head(title="状态", width=104),
    )

    def note(self) -> str:
        """Whose printers these are."""
        return "只管这台电脑；各窗口在自己的电脑上设置"

    def rows(self) -> tuple[Row, ...]:
        """Every printer."""
        return tuple(
            Row(
                key=each.name,
                cells=(
                    each.name,
                    DEVICE_WORDS[each.device] + (f" {each.width}" if each.is_roll else ""),
                    each.address,
                    _ILL if self.room.press.fault_of(each.name) else _WELL,
                ),
            )
            for each in self._printers()
        )

    def heading(self) -> str:
        """The chosen printer, or a new one."""
        chosen = self._chosen()
        return chosen.name if chosen else "新打印机"

    def entries(self) -> tuple[Entry, ...]:
        """How it is reached; the roll's own fields only for one that has a roll."""
        if self.facts is None:
            return ()
        chosen = self._chosen()
        device = self._device(chosen)
        fields = [
            Entry(name="name", label="名称", value=chosen.name if chosen else "", required=True),
            Entry(
                name="device",
                label="类型",
                value=str(chosen.device if chosen else Device.SYSTEM),
                kind="list",
                choices=tuple((str(d), w) for d, w in DEVICE_WORDS.items() if d is not Device.PDF),
            ),
            self._address(chosen, device),
        ]
        return (*fields, *(_roll_fields(chosen) if device is not Device.SYSTEM else ()))

    def deeds(self) -> tuple[Deed, ...]:
        """A new one, a test page, its state, away with it."""
        off = "" if self._chosen() else "请先选一台已保存的打印机。"
        return (
            Deed(name="new", text="新打印机", icon="plus", key="Ctrl+N"),
            Deed(name="test", text="打测试页", icon="print", key="Ctrl+P", off=off),
            Deed(name="state", text="问状态", icon="help", key="Ctrl+T", off=off),
            Deed(name="remove", text="移除", icon="cross", key="Ctrl+Del", off=off),
        )

    def commit(self, values: dict[str, str]) -> None:
        """Writes the printer into this PC's settings."""
        assert self.facts is not None
        profile = self._typed_profile(values)
        chosen = self._chosen()
        taken = {each.name for each in self._printers()} - {chosen.name if chosen else ""}
        if profile.name in taken or profile.name == SAVE:
            raise RuleBroken("已有同名的打印机，请换个名称。", field="name")
        was = chosen.name if chosen else ""
        profiles = self.facts.profiles.with_printer(profile, was)
        if not was and not self._printers() and profiles.default == SAVE:
            profiles = _choosing(profiles, {DEFAULT: profile.name})
        self._forget_new()
        self.current = profile.name
        self.keep(profiles, f"{profile.name} 已保存，请打一张测试页。")

    def deed(self, name: str) -> None:
        """A further key."""
        chosen = self._chosen()
        if name == "new":
            self.pick(NEW)
        elif chosen is not None and name == "test":
            self._test(chosen)
        elif chosen is not None and name == "state":
            self.run(lambda: state_of(chosen), lambda fault: self._say_state(chosen, fault))
        elif chosen is not None and self.facts is not None:
            self.current = ""
            self.keep(
                self.facts.profiles.without(chosen.name),
                f"{chosen.name} 已移除，它的单据改走默认打印机。",
            )

    def _test(self, chosen: Profile) -> None:
        def _job() -> str:
            try:
                self.room.print_test(chosen)
            except PaperFault as fault:
                return fault.reason
            return ""

        def _told(fault: str) -> None:
            if fault:
                self.say(fault, is_error=True)
            else:
                self.say(f"测试页已送到 {chosen.name}，没出来请看打印队列。")

        self.run(_job, _told)

    def _say_state(self, chosen: Profile, fault: str) -> None:
        if fault:
            self.say(fault, is_error=True)
        else:
            self.say(f"{chosen.name} 连得上，没有报故障。")

    def _typed_profile(self, values: dict[str, str]) -> Profile:
        name, address = values["name"].strip(), values["address"].strip()
        if not name or len(name) > _MOST_NAME or not name.isprintable():
            raise RuleBroken(f"请填打印机名称，不超过 {_MOST_NAME} 字。", field="name")
        if not address:
            raise RuleBroken("请填打印机的地址。", field="address")
        return Profile(
            name=name,
            device=Device(values["device"]),
            address=address,
            width=int(values.get("width", "80")),
            cut=values.get("cut", "on") == "on",
            drawer=values.get("drawer", "off") == "on",
        )

    def _address(self, chosen: Profile | None, device: Device) -> Entry:
        value = chosen.address if chosen and chosen.device is device else ""
        system = self.facts.system if self.facts else ()
        if device is Device.SYSTEM and (system or value):
            names = tuple(dict.fromkeys((*((value,) if value else ()), *system)))
            first = value or names[0]
            choices = tuple((name, name) for name in names)
            return Entry(
                name="address", label="系统打印机", value=first, kind="list", choices=choices
            )
        hint = "系统里没有找到打印机，请先在系统里安装，或填它的名称"
        return Entry(
            name="address",
            label="地址",
            value=value,
            required=True,
            hint=hint if device is Device.SYSTEM else _HINTS[device],
        )

    def _device(self, chosen: Profile | None) -> Device:
        stored = chosen.device if chosen else Device.SYSTEM
        return Device(self._drafts.get((self.current, "device"), str(stored)))

    def typed(self, name: str) -> None:
        """Another kind of printer has another kind of address."""
        if name == "device":
            self._drafts.pop((self.current, "address"), None)

    def _forget_new(self) -> None:
        self._drafts = {key: v for key, v in self._drafts.items() if key[0] != self.current}

    def _printers(self) -> tuple[Profile, ...]:
        return self.facts.profiles.printers if self.facts else ()

    def _chosen(self) -> Profile | None:
        printers = self._printers()
        if not self.current:
            self.current = printers[0].name if printers else NEW
        return next((each for each in printers if each.name == self.current), None)


class PaperPrintersSection(_Machine):
    """单据打印: which paper goes to which printer."""

    title = "单据打印"

    def note(self) -> str:
        """What the default is for."""
        return "没有另选的单据走默认打印机；只管这台电脑"

    def entries(self) -> tuple[Entry, ...]:
        """The default one, and one for each kind of paper."""
        if self.facts is None:
            return ()
        profiles = self.facts.profiles
        names = tuple(dict.fromkeys((*(p.name for p in profiles.printers), profiles.default, SAVE)))
        every = tuple((name, name) for name in names)
        default = Entry(
            name=DEFAULT, label="默认打印机", value=profiles.default, kind="list", choices=every
        )
        chosen = dict(profiles.chosen)
        return (
            default,
            *(
                Entry(
                    name=kind,
                    label=word,
                    value=chosen.get(kind, ""),
                    kind="list",
                    choices=(("", "跟默认打印机"), *every),
                    half=True,
                    hint=self._hint(profiles, kind),
                )
                for kind, word in PAPER_KINDS
            ),
        )

    def commit(self, values: dict[str, str]) -> None:
        """Writes the choice into this PC's settings."""
        assert self.facts is not None
        self.keep(_choosing(self.facts.profiles, values), "已保存，下一张单据起按新的打印机。")

    def _hint(self, profiles: Profiles, kind: str) -> str:
        """A page on a roll can hardly be read."""
        typed = self._drafts.get((self.current, kind))
        name = typed if typed is not None else profiles.choice(kind)
        printer = profiles.named(name) if name else profiles.printer_for(kind)
        small = printer is not None and printer.is_roll and kind not in ("slip", "to_bring")
        return "小票纸窄，A4、A5 的字会很小" if small else ""


def _choosing(profiles: Profiles, chosen: dict[str, str]) -> Profiles:
    kept = {**dict(profiles.chosen), **chosen}
    return Profiles(
        printers=profiles.printers,
        chosen=tuple((kind, name) for kind, name in kept.items() if name),
    )


def _roll_fields(chosen: Profile | None) -> tuple[Entry, ...]:
    return (
        Entry(
            name="width",
            label="纸宽",
            value=str(chosen.width if chosen else 80),
            kind="choice",
            choices=(("80", "80 毫米"), ("58", "58 毫米")),
        ),
        Entry(
            name="cut",
            label="自动切纸",
            value=yes_no(chosen.cut if chosen else True),
            kind="choice",
            choices=_YES_NO,
            half=True,
        ),
        Entry(
            name="drawer",
            label="现金收款时弹钱箱",
            value=yes_no(chosen.drawer if chosen else False),
            kind="choice",
            choices=_YES_NO,
            half=True,
        ),
    )
