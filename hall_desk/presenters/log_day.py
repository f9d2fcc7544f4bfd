"""The duty log on the screen (值班日志): one business date, turned day by day."""

from dataclasses import dataclass
from datetime import date, timedelta

from hall_desk.domain.days import hall_date
from hall_desk.presenters.moments import clock_of
from hall_desk.presenters.sections import Deed, Entry, Head, Mark, Row, SectionPresenter
from hall_desk.presenters.signin import weekday_word
from hall_desk.store.transaction import Reading
from hall_desk.usecases.dutylog import LogLine, log_of

OPEN = Mark(word="未结", icon="clock", tone="warn")
GOOD = Mark(word="表扬", icon="star", tone="ok")


@dataclass(frozen=True, kw_only=True)
class LogFacts:
    """The lines of a date."""

    day: date
    lines: tuple[LogLine, ...]


class LogSection(SectionPresenter):
    """值班日志."""

    title = "值班日志"
    save_word = ""
    empty = "这一天没有记录。"
    heads = (
        Head(title="时间", width=72, bold=True),
        Head(title="类别", width=116),
        Head(title="情况", stretch=True),
        Head(title="状态", width=96),
    )
    facts: LogFacts | None
    day: date | None = None

    def look(self, reading: Reading) -> LogFacts:
        """Today, until another date is wanted."""
        day = self.day or hall_date(reading.now)
        return LogFacts(day=day, lines=tuple(log_of(reading, day)))

    def note(self) -> str:
        """Which date, and how much is open."""
        if self.facts is None:
            return ""
        day, lines = self.facts.day, self.facts.lines
        still = sum(line.open for line in lines)
        tail = f" · 未结 {still} 件" if still else ""
        return f"{day} {weekday_word(day.weekday())} · {len(lines)} 条{tail}"

    def rows(self) -> tuple[Row, ...]:
        """Every line, in the order of time."""
        return tuple(
            Row(
                key=str(n),
                cells=(
                    clock_of(line.at),
                    line.sort,
                    line.words,
                    OPEN if line.open else GOOD if line.sort == "巡查表扬" else "",
                ),
            )
            for n, line in enumerate(self.facts.lines if self.facts else ())
        )

    def heading(self) -> str:
        """The chosen line."""
        line = self._line()
        return f"{clock_of(line.at)} {line.sort}" if line else ""

    def entries(self) -> tuple[Entry, ...]:
        """The chosen line in full, for reading."""
        line = self._line()
        if line is None:
            return ()
        return (
            Entry(name="words", label="情况", value=line.words, kind="text", lines=6, locked=True),
            Entry(name="who", label="谁", value=line.who, locked=True),
            Entry(
                name="result",
                label="结果",
                value=line.result or "—",
                kind="text",
                lines=4,
                locked=True,
            ),
        )

    def _line(self) -> LogLine | None:
        lines = self.facts.lines if self.facts else ()
        if not self.current and lines:
            self.current = "0"
        number = int(self.current) if self.current.isdigit() else -1
        return lines[number] if 0 <= number < len(lines) else None

    def deeds(self) -> tuple[Deed, ...]:
        """Other days."""
        today = self.day is None
        return (
            Deed(name="before", text="前一天", icon="left", key="Alt+Left"),
            Deed(
                name="after",
                text="后一天",
                icon="right",
                key="Alt+Right",
                off="已经是今天。" if today else "",
            ),
        )

    def deed(self, name: str) -> None:
        """Turns a day."""
        assert self.facts is not None
        step = timedelta(days=1 if name == "after" else -1)
        today = hall_date(self.desk.hall.clock.now())
        wanted = self.facts.day + step
        self.day = None if wanted >= today else wanted
        self.current = ""
        self.refresh()
