"""The printers of this PC (打印机): each with its kind, and which paper goes to which."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final


class Device(StrEnum):
    """How a printer is reached."""

    SYSTEM = "system"
    NETWORK = "network"
    USB = "usb"
    SERIAL = "serial"
    PDF = "pdf"


DEVICE_WORDS: Final = {
    Device.SYSTEM: "系统打印机",
    Device.NETWORK: "网络小票机",
    Device.USB: "USB 小票机",
    Device.SERIAL: "串口小票机",
    Device.PDF: "存为 PDF",
}

SAVE: Final = "存为 PDF"
"""The printer every PC has: papers are filed in the folder, nothing is printed."""

DEFAULT: Final = "default"
ROLLS: Final = {80: 576, 58: 384}
"""Paper width in millimetres → dots of the head."""

PAPER_KINDS: Final = (
    ("slip", "号票"),
    ("to_bring", "需带材料单"),
    ("voucher", "收费凭证"),
    ("refund", "退款凭证"),
    ("notice", "一次性告知单"),
    ("acceptance", "业务受理单"),
    ("confirmation", "逐项确认单"),
    ("process", "办理过程单"),
    ("contact_card", "联系卡、交接单"),
    ("sign", "标牌、公示、价目"),
    ("report", "日报、月度表、登记簿"),
    ("closing", "日结单"),
)
"""What a PC chooses a printer for; the other kinds follow one of these."""

ROLL_PAPERS: Final = frozenset({"slip", "to_bring", "voucher", "refund"})
"""Papers that are laid out for a roll; any other is a page and comes out small there."""

_FOLLOWS: Final = {
    "hand_over": "contact_card",
    "work_order": "confirmation",
    "differences": "confirmation",
    "price_diff": "report",
    "window_sign": "sign",
    "public_notice": "sign",
    "price_page": "sign",
    "hours_board": "sign",
    "register": "report",
    "month_sheet": "report",
}
_WORDS: Final = dict(PAPER_KINDS) | {
    "hand_over": "交接单",
    "contact_card": "联系卡",
    "window_sign": "窗口标识",
    "public_notice": "公示",
    "sign": "标牌",
    "report": "报表",
    "register": "登记簿",
    "month_sheet": "月度表",
    "work_order": "派工单",
    "differences": "差异单",
    "price_page": "价目表",
    "price_diff": "价目差异表",
    "hours_board": "营业时间牌",
    "test": "测试页",
}


def paper_word(kind: str) -> str:
    """What a kind of paper is called."""
    return _WORDS.get(kind, "单据")


@dataclass(frozen=True, kw_only=True)
class Profile:
    """One printer of this PC.

    ``address`` is the system's name of it, ``host:port``, a device file, or ``port@baud``.
    """

    name: str
    device: Device
    address: str = ""
    width: int = 80
    cut: bool = True
    drawer: bool = False

    @property
    def is_roll(self) -> bool:
        """Whether it prints dots on a roll by ESC/POS."""
        return self.device in (Device.NETWORK, Device.USB, Device.SERIAL)

    @property
    def dots(self) -> int:
        """The dots of its head; 0 for a printer of pages."""
        return ROLLS[self.width] if self.is_roll else 0


PDF_PROFILE: Final = Profile(name=SAVE, device=Device.PDF)


@dataclass(frozen=True, kw_only=True)
class Profiles:
    """All printers of this PC and their papers; what is not chosen goes to the default one."""

    printers: tuple[Profile, ...] = ()
    chosen: tuple[tuple[str, str], ...] = ()

    def named(self, name: str) -> Profile | None:
        """The printer of that name."""
        if name == SAVE:
            return PDF_PROFILE
        return next((each for each in self.printers if each.name == name), None)

    def choice(self, kind: str) -> str:
        """The printer's name for a kind of paper, or empty for the default."""
        chosen = dict(self.chosen)
        return chosen.get(kind) or chosen.get(_FOLLOWS.get(kind, ""), "")

    @property
    def default(self) -> str:
        """The name of the default printer."""
        return dict(self.chosen).get(DEFAULT, SAVE)

    def printer_for(self, kind: str) -> Profile:
        """Where a paper goes; a name nobody described is a printer of the system."""
        name = self.choice(kind) or self.default
        return self.named(name) or Profile(name=name, device=Device.SYSTEM, address=name)

    def with_printer(self, profile: Profile, was: str = "") -> "Profiles":
        """A printer added or changed; its papers follow a new name."""
        others = tuple(p for p in self.printers if p.name not in (profile.name, was))
        chosen = tuple((k, profile.name if was and n == was else n) for k, n in self.chosen)
        return replace(self, printers=(*others, profile), chosen=chosen)

    def without(self, name: str) -> "Profiles":
        """A printer taken away; its papers go to the default one."""
        return Profiles(
            printers=tuple(p for p in self.printers if p.name != name),
            chosen=tuple((k, n) for k, n in self.chosen if n != name),
        )


def read_profiles(
    printers: Mapping[str, Any], printer_of: Mapping[str, Any], printer: str = ""
) -> Profiles:
    """The tables of the settings file; an older file's one ``printer`` is the default."""
    described = tuple(
        _profile(name, table) for name, table in printers.items() if isinstance(table, Mapping)
    )
    chosen = {str(kind): str(name) for kind, name in printer_of.items() if name}
    if printer and DEFAULT not in chosen:
        chosen[DEFAULT] = printer
    return Profiles(printers=described, chosen=tuple(chosen.items()))


def written(profiles: Profiles) -> dict[str, dict[str, Any]]:
    """The tables for the settings file, only what differs from the usual."""
    tables: dict[str, Any] = {}
    for profile in profiles.printers:
        table: dict[str, Any] = {"kind": str(profile.device), "address": profile.address}
        if profile.is_roll:
            table |= {"width": profile.width, "cut": profile.cut, "drawer": profile.drawer}
        tables[profile.name] = table
    return {"printers": tables, "printer_of": dict(profiles.chosen)}


def _profile(name: str, table: Mapping[str, Any]) -> Profile:
    kind, width = str(table.get("kind", "system")), table.get("width", 80)
    return Profile(
        name=name,
        device=Device(kind) if kind in set(Device) else Device.SYSTEM,
        address=str(table.get("address", "") or name),
        width=width if width in ROLLS else 80,
        cut=table.get("cut", True) is True,
        drawer=table.get("drawer", False) is True,
    )
