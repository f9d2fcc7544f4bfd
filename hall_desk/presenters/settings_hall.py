"""Settings of the hall itself (设置：营业厅): who it is, hours, rest days, no more tickets."""

from dataclasses import dataclass

from hall_desk.domain.days import BusinessDay
from hall_desk.domain.hall import LEVEL_WORDS, HallProfile
from hall_desk.domain.people import Right
from hall_desk.presenters.moments import clock_of
from hall_desk.presenters.sections import Deed, Entry, SectionPresenter, ticked
from hall_desk.presenters.signin import weekday_word
from hall_desk.store.transaction import Reading
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.hours import hall_hours
from hall_desk.usecases.housekeeping import set_hall
from hall_desk.usecases.opening import stop_issuing
from hall_desk.usecases.queries import find_day, setting

_DAYS = tuple((str(day), weekday_word(day)) for day in range(7))


@dataclass(frozen=True, kw_only=True)
class HallFacts:
    """The hall as set, and the running day."""

    profile: HallProfile
    hours: tuple[str, str]
    rest: tuple[int, ...]
    day: BusinessDay | None


class HallSection(SectionPresenter):
    """营业厅."""

    title = "营业厅"
    saved_words = "已保存，屏幕和下一张单据起使用。"
    facts: HallFacts | None

    def look(self, reading: Reading) -> HallFacts:
        """Profile, hours, rest days."""
        hours = hall_hours(reading)
        rest = setting(reading, "closed_weekdays")
        assert isinstance(rest, list)
        return HallFacts(
            profile=profile_of(reading),
            hours=(f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}"),
            rest=tuple(rest),
            day=find_day(reading),
        )

    def note(self) -> str:
        """When changed hours begin."""
        return "营业时间从下一次开门起用"

    def entries(self) -> tuple[Entry, ...]:
        """The profile, then hours and rest days."""
        facts = self.facts
        if facts is None:
            return ()
        hall = facts.profile
        levels = tuple(LEVEL_WORDS.items())
        return (
            Entry(name="name", label="名称", value=hall.name, required=True, half=True),
            Entry(name="code", label="编号", value=hall.code, required=True, half=True),
            Entry(name="address", label="地址", value=hall.address, required=True),
            Entry(name="phone", label="电话", value=hall.phone, half=True),
            Entry(
                name="level",
                label="级别",
                value=hall.level,
                kind="choice",
                choices=levels,
                half=True,
            ),
            Entry(
                name="slogan",
                label="服务方针",
                value=hall.slogan,
                hint="显示在大屏和号票上",
            ),
            Entry(name="opens", label="上班", value=facts.hours[0], required=True, half=True),
            Entry(
                name="closes",
                label="下班（停止取号）",
                value=facts.hours[1],
                required=True,
                half=True,
            ),
            Entry(
                name="closed_weekdays",
                label="周休日",
                value=",".join(str(day) for day in facts.rest),
                kind="ticks",
                choices=_DAYS,
                hint="县级及以上营业厅无周休日（第十条第（三）款）",
            ),
        )

    def deeds(self) -> tuple[Deed, ...]:
        """停止取号."""
        facts = self.facts
        if facts is None or not self.staff.may(Right.CLOSE_DAY):
            return ()
        off = ""
        if facts.day is None:
            off = "营业厅还没有开门。"
        elif facts.day.issue_stopped_at is not None:
            off = f"{clock_of(facts.day.issue_stopped_at)} 已停止取号。"
        return (Deed(name="stop_issuing", text="停止取号", icon="stop", key="Ctrl+K", off=off),)

    def deed(self, name: str) -> None:
        """Stops the kiosk; issued tickets live on."""
        self.act(
            stop_issuing,
            self.staff.staff_no,
            then=lambda _: self.tell("已停止取号，已取号的客户都会办完。"),
        )

    def commit(self, values: dict[str, str]) -> None:
        """Everything in one go."""
        self.write(
            set_hall,
            profile={n: values[n] for n in ("code", "name", "level", "address", "phone", "slogan")},
            hours=(values["opens"], values["closes"]),
            weekdays=frozenset(int(day) for day in ticked(values["closed_weekdays"])),
        )
