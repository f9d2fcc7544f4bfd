"""Settings of the public notices (设置：公示, Art. 5(1)): hung up, replaced, taken down."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hall_desk.domain.days import hall_date
from hall_desk.domain.people import Staff
from hall_desk.domain.publicnotices import KIND_WORDS, NoticeKind, PublicNotice
from hall_desk.presenters.base import Desk
from hall_desk.presenters.printing import PrintPaper, no_printer, print_quietly
from hall_desk.presenters.sections import (
    NEW,
    Deed,
    Entry,
    Head,
    Mark,
    Row,
    SectionPresenter,
    day_of,
    needed_day,
)
from hall_desk.store.transaction import Reading
from hall_desk.usecases import publicnotices
from hall_desk.usecases.hungpapers import valid_words

HANGS = Mark(word="公示中", icon="ok", tone="ok")
OVER = Mark(word="已到期", icon="over", tone="over")
STALE = Mark(word="与价目不符", icon="warn", tone="warn")
LATER = Mark(word="未开始", icon="clock", tone="info")
_PICK = "请先选一份。"


@dataclass(frozen=True, kw_only=True)
class NoticeFacts:
    """What hangs, what is over or differs from the price list, and bodies made anew."""

    notices: tuple[PublicNotice, ...]
    expired: tuple[publicnotices.ExpiredNotice, ...]
    stale: frozenset[int]
    fresh: dict[NoticeKind, str]
    docs: str
    today: date


class NoticesSection(SectionPresenter):
    """公示."""

    title = "公示"
    save_word = "公示新版"
    save_icon = "file"
    empty = "还没有公示。"
    heads = (
        Head(title="类别", width=96, bold=True),
        Head(title="标题", stretch=True),
        Head(title="版次", width=64, right=True),
        Head(title="起止", width=196),
        Head(title="状态", width=124),
    )
    facts: NoticeFacts | None

    def __init__(self, desk: Desk, staff: Staff, print_paper: PrintPaper | None = None):
        super().__init__(desk, staff)
        self.print_paper: Callable[[str, int], None] = print_paper or no_printer

    def look(self, reading: Reading) -> NoticeFacts:
        """The notices, and what each kind would say today."""
        notices = tuple(publicnotices.hanging(reading))
        stale = {n.id for n in notices if publicnotices.price_list_changed(reading, n)}
        return NoticeFacts(
            notices=notices,
            expired=publicnotices.expired_notices(reading),
            stale=frozenset(stale),
            fresh={kind: publicnotices.compose(reading, kind) for kind in NoticeKind},
            docs=publicnotices.approval_docs(reading),
            today=hall_date(reading.now),
        )

    def note(self) -> str:
        """Where they are shown."""
        return "显示在大屏和取号机，可打印张贴；改动后版次加一，旧版保留"

    def alarm(self) -> tuple[str, str]:
        """What is over, else what differs from the price list."""
        facts = self.facts
        if facts is None:
            return "", "over"
        if facts.expired:
            return facts.expired[0].words, "over"
        if facts.stale:
            return "价目已有变动，请重新公示收费标准。", "warn"
        return "", "over"

    def rows(self) -> tuple[Row, ...]:
        """What hangs, by kind."""
        return tuple(
            Row(
                key=str(each.id),
                cells=(
                    KIND_WORDS[each.kind],
                    each.title,
                    str(each.version),
                    valid_words(each),
                    self._mark(each),
                ),
            )
            for each in (self.facts.notices if self.facts else ())
        )

    def heading(self) -> str:
        """Which notice, or a new one."""
        notice = self._notice()
        return f"{notice.title} 第 {notice.version} 版" if notice else "新通知"

    def entries(self) -> tuple[Entry, ...]:
        """Title, dates, document, body; the body of the price list is made, not typed."""
        facts, notice = self.facts, self._notice()
        if facts is None:
            return ()
        prices = notice is not None and notice.kind is NoticeKind.PRICES
        until = notice.valid_to if notice else None
        body = notice.body if notice else ""
        if prices:
            body = facts.fresh[NoticeKind.PRICES]
        doc = facts.docs if prices else notice.approval_doc if notice else ""
        start = notice.valid_from if notice else facts.today
        if notice is not None and notice.expired(facts.today):
            start, until = facts.today, None  # what is over begins anew, not as it ended
        return (
            Entry(name="title", label="标题", value=notice.title if notice else "", required=True),
            Entry(
                name="valid_from", label="起期", value=start.isoformat(), required=True, half=True
            ),
            Entry(
                name="valid_to",
                label="止期",
                value=until.isoformat() if until else "",
                hint="不填为长期",
                half=True,
            ),
            Entry(name="approval_doc", label="批准文号", value=doc, required=prices),
            Entry(
                name="body",
                label="内容（由价目生成）" if prices else "内容",
                value=body,
                kind="text",
                lines=9,
                required=True,
                locked=prices,
                hint="" if prices else "【…】为小标题，一行里用｜分列",
            ),
        )

    def deeds(self) -> tuple[Deed, ...]:
        """News, a body made anew, print, down."""
        notice = self._notice()
        why = "" if notice else _PICK
        made = notice is not None and bool(self.facts and self.facts.fresh[notice.kind])
        return (
            Deed(name="new", text="新通知", icon="plus", key="Ctrl+N"),
            Deed(
                name="compose",
                text="按现状生成",
                icon="recall",
                key="Ctrl+G",
                off=why or ("" if made else "通知由您自己写。"),
            ),
            Deed(name="print", text="打印", icon="print", key="Ctrl+P", off=why),
            Deed(name="withdraw", text="撤下", icon="stop", key="Ctrl+K", off=why),
        )

    def deed(self, name: str) -> None:
        """Empties the form, fills the body, prints or takes down."""
        notice, facts = self._notice(), self.facts
        if name == "new":
            self.pick(NEW)
            return
        assert notice is not None
        assert facts is not None
        if name == "compose":
            self.set_draft("body", facts.fresh[notice.kind])
            self.say("已按现在的事项、时限和价目生成，核对后公示。")
        elif name == "print":
            print_quietly(self, self.print_paper, "public_notice", notice.id, "公示")
        else:
            self.write(publicnotices.withdraw, f"“{notice.title}”已撤下。", notice_id=notice.id)

    def commit(self, values: dict[str, str]) -> None:
        """The next version of the chosen notice, or news."""
        notice = self._notice()
        self.write(
            publicnotices.publish,
            f"“{values['title'].strip()}”已公示。",
            kind=notice.kind if notice else NoticeKind.NEWS,
            title=values["title"],
            body=values["body"],
            approval_doc=values["approval_doc"],
            valid_from=needed_day(values["valid_from"], "valid_from"),
            valid_to=day_of(values["valid_to"], "valid_to", optional=True),
            replaces=notice.id if notice else None,
        )

    def saved(self, words: str = "") -> None:
        """The new version has another number: the first row of the list is shown again."""
        super().saved(words)
        self.current = ""

    def _notice(self) -> PublicNotice | None:
        found = self.facts.notices if self.facts else ()
        if not self.current and found:
            self.current = str(found[0].id)
        return next((each for each in found if str(each.id) == self.current), None)

    def _mark(self, notice: PublicNotice) -> Mark:
        facts = self.facts
        assert facts is not None
        if any(each.notice.id == notice.id for each in facts.expired):
            return OVER
        if notice.id in facts.stale:
            return STALE
        return LATER if notice.valid_from > facts.today else HANGS
