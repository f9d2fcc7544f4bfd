"""The access log on the screen (查阅记录, Art. 4(3)): who saw personal data in full, and when."""

from dataclasses import dataclass
from datetime import date, timedelta

from hall_desk.domain.days import hall_date
from hall_desk.presenters.sections import Deed, Head, Row, SectionPresenter
from hall_desk.store.transaction import Reading
from hall_desk.usecases.accesslog import Access, accesses
from hall_desk.usecases.opening import local

_SPANS = {"today": (1, "今天"), "week": (7, "7 天"), "month": (30, "30 天")}


@dataclass(frozen=True, kw_only=True)
class AccessFacts:
    """The looks of a span of dates."""

    first: date
    last: date
    looks: tuple[Access, ...]


class AccessSection(SectionPresenter):
    """查阅记录."""

    title = "查阅记录"
    save_word = ""
    empty = "这段时间没有人查看原文。"
    heads = (
        Head(title="时间", width=152, bold=True),
        Head(title="工号", width=76),
        Head(title="姓名", width=112),
        Head(title="查看", width=128),
        Head(title="哪一件", stretch=True),
        Head(title="理由", width=216),
        Head(title="日志号", width=88, right=True),
    )
    facts: AccessFacts | None
    days = 7

    def look(self, reading: Reading) -> AccessFacts:
        """The last seven days, or the span chosen."""
        last = hall_date(reading.now)
        first = last - timedelta(days=self.days - 1)
        return AccessFacts(first=first, last=last, looks=tuple(accesses(reading, first, last)))

    def note(self) -> str:
        """How many, and that nothing personal stands here."""
        if self.facts is None:
            return ""
        facts = self.facts
        span = f"{facts.first} 至 {facts.last}"
        return f"{span} · {len(facts.looks)} 次 · 姓名、电话、证件、户号的原文不在此显示"

    def rows(self) -> tuple[Row, ...]:
        """Newest first."""
        return tuple(
            Row(
                key=str(each.n),
                cells=(
                    f"{local(each.at):%m-%d %H:%M:%S}",
                    each.staff_no,
                    each.name or "—",
                    each.what,
                    each.subject,
                    each.reason or "—",
                    str(each.n),
                ),
            )
            for each in (self.facts.looks if self.facts else ())
        )

    def deeds(self) -> tuple[Deed, ...]:
        """Three spans."""
        keys = {"today": "Alt+1", "week": "Alt+2", "month": "Alt+3"}
        return tuple(
            Deed(name=name, text=words, icon="calendar", key=keys[name])
            for name, (_, words) in _SPANS.items()
        )

    def deed(self, name: str) -> None:
        """Another span."""
        self.days = _SPANS[name][0]
        self.refresh()
