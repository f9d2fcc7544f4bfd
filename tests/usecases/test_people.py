"""Accounts, sign-in and its lock."""

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import RIGHTS, Right, Role
from hall_desk.usecases import founding, people
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, PASSWORDS


def test_five_failures_lock_for_thirty_minutes_and_show(hall: Hall, clock: FakeClock) -> None:
    for _ in range(4):
        with pytest.raises(RuleBroken, match="工号或密码不对"):
            people.authenticate(hall, "1032", "wrong")
    with pytest.raises(RuleBroken, match="30 分钟后再试"):
        people.authenticate(hall, "1032", "wrong")
    assert [s.staff_no for s in hall.ask(people.locked_accounts)] == ["1032"]
    clock.advance(29 * 60)
    with pytest.raises(RuleBroken, match="1 分钟后再试"):
        people.authenticate(hall, "1032", PASSWORDS["1032"])
    clock.advance(60)
    assert people.authenticate(hall, "1032", PASSWORDS["1032"]).staff_no == "1032"
    assert hall.ask(people.locked_accounts) == []


def test_a_right_password_clears_the_count(hall: Hall) -> None:
    for _ in range(4):
        with pytest.raises(RuleBroken):
            people.authenticate(hall, "1032", "wrong")
    assert people.authenticate(hall, "1032", PASSWORDS["1032"]).failed == 0
    with pytest.raises(RuleBroken, match="工号或密码不对"):
        people.authenticate(hall, "1032", "wrong")


def test_an_unknown_number_gets_the_same_answer_as_a_wrong_password(hall: Hall) -> None:
    with pytest.raises(RuleBroken, match="工号或密码不对"):
        people.authenticate(hall, "9999", "whatever")


def test_passwords_are_kept_as_argon2id_only(hall: Hall) -> None:
    staff = people.authenticate(hall, MANAGER, PASSWORDS[MANAGER])
    assert staff.password_hash.startswith("$argon2id$")


@pytest.mark.parametrize(
    ("staff_no", "name", "password", "field"),
    [
        ("1", "张", "long-enough", "staff_no"),
        ("10 40", "张", "long-enough", "staff_no"),
        ("1040", "  ", "long-enough", "staff_name"),
        ("1040", "张", "short", "password"),
        ("12345678", "张", "12345678", "password"),
        ("1032", "张", "long-enough", "staff_no"),
    ],
)
def test_a_bad_account_is_refused_at_its_field(
    hall: Hall, staff_no: str, name: str, password: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        people.add_staff(
            hall, MANAGER, staff_no=staff_no, name=name, role=Role.CLERK, password=password
        )
    assert refusal.value.field == field


def test_a_clerk_makes_no_accounts(hall: Hall) -> None:
    with pytest.raises(RuleBroken, match="没有这项权限"):
        people.add_staff(
            hall, "1032", staff_no="1040", name="张", role=Role.CLERK, password="long-enough"
        )


def test_roles_are_data() -> None:
    assert Right.TAKE_MONEY in RIGHTS[Role.CLERK]
    assert Right.APPROVE not in RIGHTS[Role.CLERK]
    assert Right.CLOSE_DAY in RIGHTS[Role.DUTY_MANAGER]
    assert Right.TAKE_MONEY not in RIGHTS[Role.ADMINISTRATOR]


def test_a_database_is_founded_once(hall: Hall, clock: FakeClock) -> None:
    with pytest.raises(RuleBroken, match="已经有营业厅"):
        founding.found_hall(
            hall.store,
            clock,
            catalog={"hall_profile": {"slogan_zh": ""}},
            name="x",
            code="",
            address="x",
            phone="",
            staff_no="0901",
            staff_name="x",
            password="long-enough",
        )


def test_the_journal_never_carries_a_password_hash(hall: Hall) -> None:
    from hall_desk.store.journal import read_entries

    with hall.store.read() as conn:
        told = "".join(entry.after for entry in read_entries(conn, hall.hall_id))
    assert "argon2" not in told
    assert '"password_hash":"***"' in told
