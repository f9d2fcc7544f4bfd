"""The page of the window signs (窗口标识): names and the third language of every window."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from hall_desk.domain.papers import Outline
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.domain.windowsigns import DOT, WindowSign
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.presenters.printing import print_behind
from hall_desk.store.transaction import Reading
from hall_desk.usecases import windowsigns
from hall_desk.usecases.windowsigns import SignTexts, sign_texts

Shaper = Callable[[str, bool], Outline | None]
"""Shapes a line of any script; None when this PC has no letters for it."""


@dataclass(frozen=True, kw_only=True)
class SignRow:
    """One window."""

    window: int
    cells: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SignDraft:
    """The window in hand as typed; ``serial`` grows when the fields must be filled anew."""

    window: int = 0
    name: str = ""
    name_en: str = ""
    third: str = ""
    usual: str = ""
    usual_en: str = ""
    serial: int = 0


@dataclass(frozen=True, kw_only=True)
class SignsSetupState:
    """The page; ``warning`` says that this PC cannot draw the third line."""

    rows: tuple[SignRow, ...]
    draft: SignDraft
    language: str
    rtl: bool
    warning: str
    message: Message
    banner: str
    busy: bool


class SignsSetupPresenter(Presenter[SignsSetupState]):
    """The duty manager words the signs; the displays follow at once."""

    facts: SignTexts | None

    def __init__(
        self,
        desk: Desk,
        staff: Staff,
        *,
        shape: Shaper,
        print_sign: Callable[[WindowNo, Outline | None], None],
    ):
        super().__init__(desk)
        self.staff = staff
        self.shape, self.print_sign = shape, print_sign
        self.chosen = 0
        self.typed: dict[int, WindowSign] = {}
        self.language: str | None = None
        self.rtl: bool | None = None
        self.serial = 0
        self._stale = False
        self.closed: Callable[[], None] = lambda: None

    def look(self, reading: Reading) -> SignTexts:
        """All windows and the third language."""
        return sign_texts(reading)

    def build(self) -> SignsSetupState:
        """The page of this second."""
        facts = self.facts
        assert facts is not None
        draft, rtl = self._draft(), self._rtl()
        missing = bool(draft.third) and self.shape(draft.third, rtl) is None
        return SignsSetupState(
            rows=tuple(_row(facts, entry) for entry in facts.windows),
            draft=draft,
            language=self._language(),
            rtl=rtl,
            warning="这台电脑没有这种文字的字体，标识上不显示这一行。" if missing else "",
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    def choose(self, window: int) -> None:
        """Another window is in hand."""
        if window != self.chosen:
            self.chosen = window
            self.serial += 1
            self.message = Message()
            self.tick()

    def edit(self, field: str, text: str) -> None:
        """One of the texts as typed."""
        if self._window() is None:
            return
        sign = self._sign()
        self.typed[self._number()] = replace(sign, **{field: text})
        self.message = Message()
        self.tick()

    def set_language(self, name: str) -> None:
        """The third language's name as typed."""
        self.language = name
        self.tick()

    def set_rtl(self, rtl: bool) -> None:
        """Whether the third language runs right to left."""
        self.rtl = rtl
        self.tick()

    def save(self) -> None:
        """Ctrl+Enter: the language first, then the window in hand."""
        if self.facts is None:
            return
        self.act(
            windowsigns.set_third_language,
            self.staff.staff_no,
            then=lambda _: self._save_window(),
            name=self._language(),
            rtl=self._rtl(),
        )

    def print_it(self) -> None:
        """Ctrl+P: the sign of the window in hand, as it is kept."""
        window = self._window()
        if window is None or self.facts is None:
            self.say("还没有窗口可以打印。")
            return
        number, _, sign = window
        third = sign.third if self.facts.language.name else ""
        outline = self.shape(third, self.facts.language.rtl) if third else None
        print_behind(self, lambda: self.print_sign(WindowNo(number), outline), "标识")

    def leave(self) -> None:
        """Esc."""
        self.closed()

    def _save_window(self) -> None:
        if self._window() is None:
            self._saved()
            return
        self.act(
            windowsigns.set_window_sign,
            self.staff.staff_no,
            then=lambda _: self._saved(),
            window=WindowNo(self._number()),
            sign=self._sign(),
        )

    def _seen(self, facts: SignTexts) -> None:
        # The fields are filled anew with what was kept, not with what stood there before.
        self.serial += self._stale
        self._stale = False
        super()._seen(facts)

    def _saved(self) -> None:
        number = self._number()
        self.typed.pop(number, None)
        self.language, self.rtl = None, None
        self._stale = True
        self.say(f"{number}号窗口的标识已保存。" if number else "第三语言已保存。")

    def _window(self) -> tuple[int, str, WindowSign] | None:
        windows = self.facts.windows if self.facts else ()
        chosen = next((entry for entry in windows if entry[0] == self.chosen), None)
        return chosen or next(iter(windows), None)

    def _number(self) -> int:
        window = self._window()
        return window[0] if window else 0

    def _sign(self) -> WindowSign:
        window = self._window()
        if window is None:
            return WindowSign()
        return self.typed.get(window[0], window[2])

    def _language(self) -> str:
        kept = self.facts.language.name if self.facts else ""
        return kept if self.language is None else self.language

    def _rtl(self) -> bool:
        kept = self.facts.language.rtl if self.facts else False
        return kept if self.rtl is None else self.rtl

    def _draft(self) -> SignDraft:
        window, sign = self._window(), self._sign()
        if window is None or self.facts is None:
            return SignDraft(serial=self.serial)
        zh, en = _usual(self.facts, window[1])
        return SignDraft(
            window=window[0],
            name=sign.name,
            name_en=sign.name_en,
            third=sign.third,
            usual=zh,
            usual_en=en,
            serial=self.serial,
        )


def _usual(facts: SignTexts, prefixes: str) -> tuple[str, str]:
    kinds = [facts.kinds[p] for p in prefixes if p in facts.kinds]
    return DOT.join(zh for zh, _ in kinds), DOT.join(en for _, en in kinds)


def _row(facts: SignTexts, entry: tuple[int, str, WindowSign]) -> SignRow:
    number, prefixes, sign = entry
    zh, en = _usual(facts, prefixes)
    return SignRow(
        window=number,
        cells=(f"{number}号", zh or "—", sign.name or "—", sign.name_en or en, sign.third or "—"),
    )
