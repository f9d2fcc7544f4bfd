"""The patrol on the screen (值班巡查, Art. 6(1)): today's findings, and one more."""

from dataclasses import dataclass

from hall_desk.domain.days import BusinessDay, WindowDay
from hall_desk.domain.patrols import PatrolFinding
from hall_desk.domain.tickets import StaffNo, WindowNo
from hall_desk.presenters.moments import clock_of
from hall_desk.presenters.sections import Entry, Head, Mark, Row, SectionPresenter
from hall_desk.store.transaction import Reading
from hall_desk.usecases.dutyboard import accounts
from hall_desk.usecases.patrols import findings_of, record_finding
from hall_desk.usecases.queries import code_texts, find_day, windows_of

GOOD = Mark(word="表扬", icon="star", tone="ok")
BAD = Mark(word="不足", icon="warn", tone="warn")
NOBODY = "-"


@dataclass(frozen=True, kw_only=True)
class PatrolFacts:
    """The day, its windows, the checklist, the people and what was found."""

    day: BusinessDay | None
    windows: tuple[WindowDay, ...]
    lines: tuple[str, ...]
    names: dict[str, str]
    findings: tuple[PatrolFinding, ...]


class PatrolSection(SectionPresenter):
    """值班巡查."""

    title = "值班巡查"
    save_word = "记下"
    save_icon = "pen"
    saved_words = "已记下，写入值班日志和本人月度表。"
    empty = "今天还没有巡查记录。"
    heads = (
        Head(title="时间", width=72, bold=True),
        Head(title="项目", width=136),
        Head(title="情况", stretch=True),
        Head(title="窗口", width=64, right=True),
        Head(title="工号", width=76),
        Head(title="结论", width=96),
    )
    facts: PatrolFacts | None

    def look(self, reading: Reading) -> PatrolFacts:
        """Today."""
        day = find_day(reading)
        return PatrolFacts(
            day=day,
            windows=tuple(windows_of(reading, day.date)) if day else (),
            lines=tuple(entry.text for entry in code_texts(reading, "checklist")),
            names={each.staff_no: each.name for each in accounts(reading) if each.active},
            findings=tuple(findings_of(reading, day.date, day.date)) if day else (),
        )

    def note(self) -> str:
        """What becomes of a finding."""
        return "表扬与不足都记；写入值班日志和工号月度表"

    def rows(self) -> tuple[Row, ...]:
        """Today's findings."""
        return tuple(
            Row(
                key=f"finding-{each.id}",
                cells=(
                    clock_of(each.at),
                    each.line,
                    each.finding,
                    str(each.window_no or "—"),
                    each.staff_no or "—",
                    GOOD if each.commended else BAD,
                ),
            )
            for each in (self.facts.findings if self.facts else ())
        )

    def heading(self) -> str:
        """The form is always for one more."""
        return "记一条"

    def pick(self, key: str) -> None:
        """Rows are for reading; the form stays."""

    def entries(self) -> tuple[Entry, ...]:
        """Line, place, person, words, good or not."""
        facts = self.facts
        if facts is None:
            return ()
        places = tuple((str(place.no), self._place(place)) for place in facts.windows)
        people = tuple((no, f"{no} {name}") for no, name in facts.names.items())
        return (
            Entry(
                name="line",
                label="检查项目",
                value=facts.lines[0] if facts.lines else "",
                kind="list",
                choices=tuple((line, line) for line in facts.lines),
            ),
            Entry(
                name="window",
                label="窗口",
                value=NOBODY,
                kind="list",
                choices=((NOBODY, "不涉及"), *places),
                half=True,
            ),
            Entry(
                name="staff_no",
                label="人员",
                value=NOBODY,
                kind="list",
                choices=((NOBODY, "窗口上的人"), *people),
                half=True,
            ),
            Entry(
                name="commended",
                label="结论",
                value="no",
                kind="choice",
                choices=(("no", "不足"), ("yes", "表扬")),
            ),
            Entry(name="finding", label="看到的情况", kind="text", lines=4, required=True),
        )

    def save_off(self) -> str:
        """A finding belongs to a business date."""
        open_now = self.facts is not None and self.facts.day is not None
        return "" if open_now else "营业厅还没有开门。"

    def commit(self, values: dict[str, str]) -> None:
        """One finding."""
        window, staff_no = values["window"], values["staff_no"]
        self.write(
            record_finding,
            line=values["line"],
            finding=values["finding"],
            commended=values["commended"] == "yes",
            window=None if window == NOBODY else WindowNo(int(window)),
            staff_no=None if staff_no == NOBODY else StaffNo(staff_no),
        )

    def _place(self, place: WindowDay) -> str:
        who = f" {place.staff_no}" if place.staff_no else " 无人"
        return f"{place.no}号{who}"
