"""First start (初次启动): one screen for the hall and its first duty manager."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field

from hall_desk.clock import Clock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import check_new_password, check_staff_no
from hall_desk.presenters.base import APOLOGY, Runner
from hall_desk.store.engine import Store
from hall_desk.store.faults import StoreUnavailable
from hall_desk.usecases.founding import Catalog, found_hall
from hall_desk.usecases.hall import Hall

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class SetupForm:
    """What is typed in on the screen of the first start."""

    name: str = ""
    code: str = ""
    level: str = "county+"
    address: str = ""
    phone: str = ""
    staff_no: str = ""
    staff_name: str = ""
    password: str = ""
    again: str = ""


@dataclass(frozen=True, kw_only=True)
class SetupState:
    """Errors by field, a sentence for the message line, and whether the hall is being made."""

    errors: dict[str, str] = field(default_factory=dict)
    message: str = ""
    busy: bool = False


def errors_of(form: SetupForm) -> dict[str, str]:
    """Everything that is wrong with the form at once, one sentence a field."""
    errors: dict[str, str] = {}
    wanted = {"name": "请填营业厅名称。", "address": "请填营业厅地址。", "staff_name": "请填姓名。"}
    for name, sentence in wanted.items():
        if not getattr(form, name).strip():
            errors[name] = sentence
    checks: tuple[tuple[str, Callable[[], object]], ...] = (
        ("staff_no", lambda: check_staff_no(form.staff_no)),
        ("password", lambda: check_new_password(form.password, form.staff_no.strip())),
    )
    for name, check in checks:
        try:
            check()
        except RuleBroken as refusal:
            errors[name] = str(refusal)
    if form.password != form.again and "password" not in errors:
        errors["again"] = "两次输入的密码不一样。"
    return errors


class SetupPresenter:
    """Makes the hall once the form is right; calls ``founded`` with the hall and the 工号."""

    def __init__(self, store: Store, clock: Clock, runner: Runner, catalog: Catalog):
        self._store, self._clock, self._runner, self._catalog = store, clock, runner, catalog
        self.show: Callable[[SetupState], None] = lambda state: None
        self.founded: Callable[[Hall, str], None] = lambda hall, staff_no: None
        self.state = SetupState()

    def refresh(self) -> None:
        """Shows the screen."""
        self._set(self.state)

    def found(self, form: SetupForm) -> None:
        """Founds the hall, or shows at each field what is wrong; nothing typed is lost."""
        if self.state.busy:
            return
        errors = errors_of(form)
        if errors:
            self._set(SetupState(errors=errors, message="还有没填对的地方，见红框。"))
            return
        self._set(SetupState(busy=True))
        self._runner.run(lambda: self._make(form), lambda hall: self._done(hall, form), self._no)

    def _make(self, form: SetupForm) -> Hall:
        return found_hall(
            self._store,
            self._clock,
            catalog=self._catalog,
            name=form.name,
            code=form.code,
            level=form.level,
            address=form.address,
            phone=form.phone,
            staff_no=form.staff_no.strip(),
            staff_name=form.staff_name,
            password=form.password,
        )

    def _done(self, hall: Hall, form: SetupForm) -> None:
        self._set(SetupState())
        self.founded(hall, form.staff_no.strip())

    def _no(self, error: Exception) -> None:
        if isinstance(error, RuleBroken):
            errors = {error.field: str(error)} if error.field else {}
            self._set(SetupState(errors=errors, message=str(error)))
        elif isinstance(error, StoreUnavailable):
            self._set(SetupState(message=str(error)))
        else:
            log.error("founding the hall failed", exc_info=error)
            self._set(SetupState(message=APOLOGY))

    def _set(self, state: SetupState) -> None:
        self.state = state
        self.show(state)
