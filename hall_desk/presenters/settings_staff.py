"""Settings of the people (设置：人员): accounts, roles, skills, passwords."""

from dataclasses import dataclass

from hall_desk.domain.people import PASSWORD_LEAST, ROLE_WORDS, Right, Role, Staff
from hall_desk.presenters.moments import clock_of
from hall_desk.presenters.persons import heir_choices
from hall_desk.presenters.sections import (
    NEW,
    Deed,
    Entry,
    Head,
    Mark,
    Row,
    SectionPresenter,
    ticked,
    yes_no,
)
from hall_desk.store.transaction import Reading
from hall_desk.usecases.dutyboard import accounts
from hall_desk.usecases.leaving import Handed, hand_over_all, matter_words, movable
from hall_desk.usecases.loose_ends import open_by_owner
from hall_desk.usecases.people import add_staff
from hall_desk.usecases.queries import words_of
from hall_desk.usecases.staffing import change_staff, reset_password

_ROLES = tuple((role.value, word) for role, word in ROLE_WORDS.items())
_ACTIVE = (("on", "在用"), ("off", "停用"))
IN_USE = Mark(word="在用", icon="ok", tone="ok")
CLOSED = Mark(word="停用", icon="pause", tone="hold")


@dataclass(frozen=True, kw_only=True)
class StaffFacts:
    """The accounts, the kinds of business, and what is open in whose name, by kind."""

    accounts: tuple[Staff, ...]
    kinds: dict[str, str]
    owned: dict[str, dict[str, int]]


class StaffSection(SectionPresenter):
    """人员."""

    title = "人员"
    heads = (
        Head(title="工号", width=128, bold=True),
        Head(title="姓名", stretch=True),
        Head(title="岗位", width=92),
        Head(title="技能", width=92),
        Head(title="状态", width=176),
    )
    facts: StaffFacts | None

    def look(self, reading: Reading) -> StaffFacts:
        """All accounts."""
        return StaffFacts(
            accounts=tuple(accounts(reading)),
            kinds=words_of(reading, "kind"),
            owned={no: movable(counts) for no, counts in open_by_owner(reading).items()},
        )

    def note(self) -> str:
        """What skills do."""
        return "技能限定能叫哪几类号；全选或不选都是不限"

    def rows(self) -> tuple[Row, ...]:
        """Everybody, by number."""
        return tuple(
            Row(
                key=each.staff_no,
                cells=(
                    each.staff_no,
                    each.name,
                    ROLE_WORDS[each.role],
                    "、".join(each.skills) or "不限",
                    self._mark(each),
                ),
            )
            for each in self._accounts()
        )

    def heading(self) -> str:
        """Whose account."""
        person = self._person()
        return f"{person.staff_no} {person.name}" if person else "新人员"

    def entries(self) -> tuple[Entry, ...]:
        """The account; a password only where a new one is set."""
        if self.facts is None:
            return ()
        person = self._person()
        if person is None:
            return (
                Entry(name="staff_no", label="工号", required=True, half=True),
                Entry(name="name", label="姓名", required=True, half=True),
                Entry(name="role", label="岗位", value="clerk", kind="choice", choices=_ROLES),
                _password("初始密码", required=True),
            )
        skills = ",".join(person.skills or self.facts.kinds)
        return (
            Entry(name="name", label="姓名", value=person.name, required=True, half=True),
            Entry(
                name="active",
                label="账号",
                value=yes_no(person.active),
                kind="choice",
                choices=_ACTIVE,
                half=True,
            ),
            Entry(
                name="role", label="岗位", value=person.role.value, kind="choice", choices=_ROLES
            ),
            Entry(
                name="skills",
                label="能办的业务",
                value=skills,
                kind="ticks",
                choices=tuple((code, f"{code} {name}") for code, name in self.facts.kinds.items()),
                hint="下次上岗起用",
            ),
            _password("新密码（Ctrl+R 重置）"),
            *self._handover(person),
        )

    def deeds(self) -> tuple[Deed, ...]:
        """Somebody new, or a new password."""
        why = "" if self._person() else "请先选一位。"
        return (
            Deed(name="new", text="新人员", icon="plus", key="Ctrl+N"),
            Deed(name="reset", text="重置密码", icon="lock", key="Ctrl+R", off=why),
            Deed(name="hand_over", text="转交事项", icon="move", key="Ctrl+J", off=self._none()),
        )

    def deed(self, name: str) -> None:
        """An empty form, or the typed password for this account."""
        if name == "new":
            self.pick(NEW)
            return
        if name == "hand_over":
            self._hand_over()
            return
        person, password = self._person(), self.values()["password"]
        assert person is not None
        hall, actor = self.desk.hall, self.staff.staff_no
        self.run(
            lambda: reset_password(hall, actor, staff_no=person.staff_no, password=password),
            lambda staff: self._written(f"{staff.staff_no} 的密码已重置，请告知本人。"),
        )

    def commit(self, values: dict[str, str]) -> None:
        """A new account, or a changed one."""
        person = self._person()
        if person is None:
            self._add(values)
            return
        if values["password"]:
            self.say("要换密码请按 Ctrl+R 重置；不换请清空。", field="password", is_error=True)
            return
        if values.get("heir") or values.get("handover_reason"):
            self.say("要转交请按 Ctrl+J；不转交请清空。", field="heir", is_error=True)
            return
        self.write(
            change_staff,
            f"{person.staff_no} 已保存。",
            staff_no=person.staff_no,
            name=values["name"],
            role=Role(values["role"]),
            skills="".join(sorted(ticked(values["skills"]))),
            active=values["active"] == "on",
        )

    def _add(self, values: dict[str, str]) -> None:
        hall, actor = self.desk.hall, self.staff.staff_no

        def _job() -> Staff:
            return add_staff(
                hall,
                actor,
                staff_no=values["staff_no"].strip(),
                name=values["name"],
                role=Role(values["role"]),
                password=values["password"],
            )

        self.run(_job, lambda staff: self._written(f"已添加 {staff.staff_no} {staff.name}。"))

    def _handover(self, person: Staff) -> tuple[Entry, ...]:
        """What is open in the person's name, and who takes it over; nothing where nothing is."""
        owned = self._owned(person)
        if not owned:
            return ()
        able = [each for each in self._accounts() if each.may(Right.SERVE)]
        return (
            Entry(
                name="owned", label="名下未结", value=matter_words(owned), kind="text", lines=2,
                locked=True, hint="停用或改任管理员前要先转交或办结",
            ),
            Entry(
                name="heir", label="转交给", kind="list", half=True,
                choices=(("", "请选择"), *heir_choices(able, person.staff_no)),
            ),
            Entry(name="handover_reason", label="转交的原因", half=True),
        )  # fmt: skip

    def _none(self) -> str:
        """Why nothing is to be handed over."""
        person = self._person()
        if person is None:
            return "请先选一位。"
        return "" if self._owned(person) else f"工号 {person.staff_no} 名下没有未结事项。"

    def _hand_over(self) -> None:
        """All of it in one stroke; what is typed of the account itself stays typed."""
        person, values = self._person(), self.values()
        assert person is not None
        self.act(
            hand_over_all,
            self.staff.staff_no,
            then=lambda handed: self._handed(handed, values["heir"]),
            staff_no=person.staff_no,
            to=values["heir"],
            reason=values["handover_reason"],
        )

    def _handed(self, handed: Handed, heir: str) -> None:
        for name in ("heir", "handover_reason"):
            self._drafts.pop((self.current, name), None)
        kept = f"，另有 {handed.kept} 件须转交给值班主任" if handed.kept else ""
        self.tell(f"{handed.moved} 件已转交工号 {heir}{kept}。")

    def _owned(self, person: Staff) -> dict[str, int]:
        return self.facts.owned.get(person.staff_no, {}) if self.facts else {}

    def _accounts(self) -> tuple[Staff, ...]:
        return self.facts.accounts if self.facts else ()

    def _written(self, words: str) -> None:
        self.saved(words)
        self.refresh()

    def _person(self) -> Staff | None:
        found = self._accounts()
        if not self.current and found:
            self.current = found[0].staff_no
        return next((each for each in found if each.staff_no == self.current), None)

    def _mark(self, person: Staff) -> Mark:
        if person.locked_at(self.desk.hall.clock.now()):
            word = f"锁定到 {clock_of(person.locked_until)}"
            return Mark(word=word, icon="lock", tone="warn")
        return IN_USE if person.active else CLOSED


def _password(label: str, *, required: bool = False) -> Entry:
    return Entry(
        name="password",
        label=label,
        kind="password",
        required=required,
        hint=f"至少 {PASSWORD_LEAST} 位",
    )
