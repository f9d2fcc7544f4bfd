"""The first start: the hall and its first duty manager on one screen."""

import pytest

from hall_desk import assets
from hall_desk.clock import FakeClock
from hall_desk.presenters.base import SyncRunner
from hall_desk.presenters.setup import SetupForm, SetupPresenter, SetupState, errors_of
from hall_desk.store.engine import Store
from hall_desk.usecases import founding, people
from hall_desk.usecases.hall import Hall

FORM = SetupForm(
    name="青禾供电营业厅",
    address="青禾县示例大道2号",
    staff_no="0906",
    staff_name="周明岚",
    password="duty-2026!",
    again="duty-2026!",
)


@pytest.fixture
def presenter(store: Store, clock: FakeClock) -> SetupPresenter:
    catalog = founding.read_catalog(assets.resource("catalog/default_hall.json"))
    return SetupPresenter(store, clock, SyncRunner(), catalog)


def test_an_empty_form_says_at_every_field_what_it_wants() -> None:
    errors = errors_of(SetupForm())
    assert set(errors) == {"name", "address", "staff_name", "staff_no", "password"}
    assert all(sentence.endswith("。") for sentence in errors.values())


def test_two_different_passwords_are_told_at_the_second() -> None:
    form = SetupForm(**{**FORM.__dict__, "again": "duty-2027!"})
    assert errors_of(form) == {"again": "两次输入的密码不一样。"}


def test_a_wrong_form_founds_nothing(presenter: SetupPresenter, store: Store) -> None:
    shown: list[SetupState] = []
    presenter.show = shown.append
    presenter.found(SetupForm())
    assert shown[-1].errors
    assert not shown[-1].busy
    assert not founding.is_founded(store)


def test_a_right_form_makes_a_hall_whose_manager_can_sign_in(presenter: SetupPresenter) -> None:
    made: list[tuple[Hall, str]] = []
    presenter.founded = lambda hall, staff_no: made.append((hall, staff_no))
    presenter.found(FORM)
    hall, staff_no = made[0]
    assert staff_no == "0906"
    assert people.authenticate(hall, "0906", "duty-2026!").name == "周明岚"
    assert hall.ask(founding.profile_of).name == "青禾供电营业厅"


def test_a_second_hall_in_the_same_database_is_refused(presenter: SetupPresenter) -> None:
    shown: list[SetupState] = []
    presenter.found(FORM)
    presenter.show = shown.append
    presenter.found(FORM)
    assert shown[-1].message == "这个数据库已经有营业厅了。"
