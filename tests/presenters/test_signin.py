"""Signing in, locking, and approving."""

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.people import Staff
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.signin import (
    ApprovalPresenter,
    ApprovalState,
    SignInPresenter,
    SignInState,
)
from hall_desk.usecases.hall import Hall


@pytest.fixture
def desk(hall: Hall) -> Desk:
    return Desk(hall=hall, runner=SyncRunner())


@pytest.fixture
def shown() -> list[SignInState]:
    return []


@pytest.fixture
def presenter(desk: Desk, shown: list[SignInState]) -> SignInPresenter:
    made = SignInPresenter(desk, "3号窗口")
    made.show = shown.append
    made.refresh()
    return made


def staff(desk: Desk, staff_no: str) -> Staff:
    return desk.hall.ask(lambda reading: reading.get(Staff, staff_no=staff_no))


@pytest.mark.rule("7(1)")
def test_the_right_password_signs_the_person_in(presenter: SignInPresenter) -> None:
    signed: list[Staff] = []
    presenter.signed_in = signed.append
    presenter.sign_in(" 1032 ", "clerk-1032")
    assert [person.name for person in signed] == ["陈予安"]


def test_a_wrong_password_is_told_at_its_field(
    presenter: SignInPresenter, shown: list[SignInState]
) -> None:
    presenter.sign_in("1032", "wrong")
    assert shown[-1].message.text == "工号或密码不对。"
    assert shown[-1].message.field == "password"
    assert not shown[-1].busy


@pytest.mark.parametrize(
    ("staff_no", "password", "field"),
    [
        ("", "x", "staff_no"),
        ("1032", "", "password"),
    ],
)
def test_an_empty_field_is_asked_for(
    presenter: SignInPresenter,
    shown: list[SignInState],
    staff_no: str,
    password: str,
    field: str,
) -> None:
    presenter.sign_in(staff_no, password)
    assert shown[-1].message.field == field


@pytest.mark.rule("7(1)")
def test_five_wrong_passwords_lock_for_half_an_hour(
    presenter: SignInPresenter, shown: list[SignInState], clock: FakeClock
) -> None:
    signed: list[Staff] = []
    presenter.signed_in = signed.append
    for _ in range(5):
        presenter.sign_in("1032", "wrong")
    assert shown[-1].message.text == "工号 1032 已锁定，30 分钟后再试。"
    presenter.sign_in("1032", "clerk-1032")
    assert not signed
    clock.advance(30 * 60)
    presenter.sign_in("1032", "clerk-1032")
    assert len(signed) == 1


def test_a_locked_screen_says_who_locked_it_and_another_may_take_over(
    presenter: SignInPresenter, desk: Desk, shown: list[SignInState]
) -> None:
    signed: list[Staff] = []
    presenter.signed_in = signed.append
    presenter.lock(staff(desk, "1032"))
    assert (shown[-1].holder_no, shown[-1].holder) == ("1032", "柜员 陈予安")
    assert shown[-1].since == "09:00"
    presenter.sign_in("1008", "clerk-1008")
    assert [person.staff_no for person in signed] == ["1008"]
    assert shown[-1].holder_no == ""
    assert shown[-1].signed == 1


@pytest.fixture
def approval(desk: Desk) -> ApprovalPresenter:
    return ApprovalPresenter(desk, "1032")


def test_the_duty_manager_approves_with_their_own_password(approval: ApprovalPresenter) -> None:
    states: list[ApprovalState] = []
    approvers: list[str] = []
    approval.show = states.append
    approval.ask("须由值班主任批准。", approvers.append)
    assert states[-1].open
    assert states[-1].sentence == "须由值班主任批准。"
    approval.approve("0906", "duty-2026!")
    assert approvers == ["0906"]
    assert not states[-1].open


@pytest.mark.parametrize(
    ("staff_no", "password", "sentence"),
    [
        ("1032", "clerk-1032", "须由另一位值班主任本人输入。"),
        ("1008", "clerk-1008", "工号 1008 没有这项权限，请由值班主任操作。"),
        ("0906", "wrong", "工号或密码不对。"),
    ],
)
def test_nobody_else_approves(
    approval: ApprovalPresenter, staff_no: str, password: str, sentence: str
) -> None:
    states: list[ApprovalState] = []
    approvers: list[str] = []
    approval.show = states.append
    approval.ask("须由值班主任批准。", approvers.append)
    approval.approve(staff_no, password)
    assert approvers == []
    assert states[-1].message.text == sentence
    assert states[-1].open


def test_an_approval_can_be_left(approval: ApprovalPresenter) -> None:
    states: list[ApprovalState] = []
    approval.show = states.append
    approval.ask("须由值班主任批准。", lambda staff_no: None)
    approval.cancel()
    assert not states[-1].open
