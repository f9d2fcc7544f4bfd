"""The phrase bank's page (标准用语): one phrase in hand, checked as it is saved."""

from collections.abc import Callable
from dataclasses import dataclass

from hall_desk.domain.people import Staff
from hall_desk.domain.phrases import CodeText, placeholders
from hall_desk.presenters.base import Desk, Message, Presenter
from hall_desk.store.transaction import Reading
from hall_desk.usecases import phrases
from hall_desk.usecases.queries import words_of

_PLACE_WORDS = {
    "ticket": "票号",
    "window": "窗口",
    "docs": "资料",
    "steps": "流程",
    "fees": "收费",
    "missing": "缺的资料",
    "received": "实收",
    "due": "应收",
    "change": "找零",
    "dept": "部门",
    "name": "联系人",
    "phone": "电话",
    "address": "地址",
    "promise": "答复时间",
    "minutes": "分钟数",
    "reason": "原因",
    "resume": "恢复时间",
    "alternative": "另办处",
    "close": "停止取号时间",
    "basis": "依据",
    "hall": "营业厅",
    "clerk_no": "工号",
    "topic": "事项",
    "restore": "送电时间",
}


@dataclass(frozen=True, kw_only=True)
class PhraseRow:
    """One line of the bank."""

    code: str
    moment: str
    text: str
    version: str
    edited: bool


@dataclass(frozen=True, kw_only=True)
class PhraseDetail:
    """The phrase in hand; ``serial`` grows when the box must be filled anew."""

    code: str = ""
    moment: str = ""
    text: str = ""
    english: str = ""
    shipped: str = ""
    places: str = ""
    edited: bool = False
    changed: bool = False
    serial: int = 0


@dataclass(frozen=True, kw_only=True)
class PhrasesState:
    """The page: the bank, the phrase in hand, and what is never said (服务禁语)."""

    rows: tuple[PhraseRow, ...]
    detail: PhraseDetail
    forbidden: tuple[str, ...]
    message: Message
    banner: str
    busy: bool


@dataclass(frozen=True, kw_only=True)
class PhrasesFacts:
    """What the page reads."""

    bank: tuple[CodeText, ...]
    moments: dict[str, str]
    forbidden: tuple[str, ...]


class PhrasesPresenter(Presenter[PhrasesState]):
    """The duty manager words the hall's phrases; counters show them from the next use."""

    facts: PhrasesFacts | None

    def __init__(self, desk: Desk, staff: Staff):
        super().__init__(desk)
        self.staff = staff
        self.chosen = ""
        self.typed: dict[str, str] = {}
        self.serial = 0
        self._stale = False
        self.closed: Callable[[], None] = lambda: None
        self.wants_signs: Callable[[], None] = lambda: None

    def look(self, reading: Reading) -> PhrasesFacts:
        """The bank and the forbidden list."""
        return PhrasesFacts(
            bank=tuple(phrases.all_phrases(reading)),
            moments=words_of(reading, "phrase_moment"),
            forbidden=phrases.forbidden_phrases(reading),
        )

    def build(self) -> PhrasesState:
        """The page of this second."""
        facts = self.facts
        assert facts is not None
        return PhrasesState(
            rows=tuple(_row(phrase, facts) for phrase in facts.bank),
            detail=self._detail(facts),
            forbidden=facts.forbidden,
            message=self.message,
            banner=self.banner,
            busy=self.busy,
        )

    def choose(self, code: str) -> None:
        """Another phrase is in hand; what was typed for the last one stays."""
        if code != self.chosen:
            self.chosen = code
            self.serial += 1
            self.message = Message()
            self.tick()

    def set_text(self, text: str) -> None:
        """The words as typed."""
        current = self._current()
        if current is not None:
            self.typed[current.code] = text
            if self.message.is_error:
                self.message = Message()
            self.tick()

    def save(self) -> None:
        """Ctrl+Enter: the words are checked and kept as a new version."""
        current = self._current()
        if current is None:
            return
        self.act(
            phrases.edit_phrase,
            self.staff.staff_no,
            then=self._saved,
            code=current.code,
            text=self.typed.get(current.code, current.text),
        )

    def restore(self) -> None:
        """The shipped words again."""
        current = self._current()
        if current is None:
            return
        if not current.edited:
            self._forget(current.code)
            self.say(f"{current.code} 已是默认用语。")
            self.refresh()
            return
        self.act(
            phrases.restore_phrase, self.staff.staff_no, then=self._restored, code=current.code
        )

    def open_signs(self) -> None:
        """To the window signs."""
        self.wants_signs()

    def leave(self) -> None:
        """Esc."""
        self.closed()

    def _seen(self, facts: PhrasesFacts) -> None:
        # The box is filled anew with what was kept, not with what stood there before.
        self.serial += self._stale
        self._stale = False
        super()._seen(facts)

    def _saved(self, phrase: CodeText) -> None:
        self._forget(phrase.code)
        self.say(f"{phrase.code} 已保存为第 {phrase.version} 版，窗口下次用到就是新的。")

    def _restored(self, phrase: CodeText) -> None:
        self._forget(phrase.code)
        self.say(f"{phrase.code} 已恢复默认用语。")

    def _forget(self, code: str) -> None:
        self.typed.pop(code, None)
        self._stale = True

    def _current(self) -> CodeText | None:
        bank = self.facts.bank if self.facts else ()
        chosen = next((phrase for phrase in bank if phrase.code == self.chosen), None)
        return chosen or next(iter(bank), None)

    def _detail(self, facts: PhrasesFacts) -> PhraseDetail:
        phrase = self._current()
        if phrase is None:
            return PhraseDetail()
        typed = self.typed.get(phrase.code, phrase.text)
        names = placeholders(phrase.shipped)
        words = "、".join(f"{{{name}}} {_PLACE_WORDS.get(name, '')}".strip() for name in names)
        return PhraseDetail(
            code=phrase.code,
            moment=facts.moments.get(phrase.code, ""),
            text=typed,
            english=phrase.text_en,
            shipped=phrase.shipped,
            places=f"说的时候填入：{words}" if words else "这句原样说，没有要填的内容。",
            edited=phrase.edited,
            changed=typed.strip() != phrase.text,
            serial=self.serial,
        )


def _row(phrase: CodeText, facts: PhrasesFacts) -> PhraseRow:
    version = "默认" if not phrase.edited else f"第 {phrase.version} 版"
    return PhraseRow(
        code=phrase.code,
        moment=facts.moments.get(phrase.code, ""),
        text=phrase.text,
        version=version,
        edited=phrase.edited,
    )
