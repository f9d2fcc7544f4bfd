"""Brings the contact pages into their states and saves pictures, to look at by eye.

Run: python -m tests.ui.gallery_contacts OUT_FOLDER [scene …] [size=SUFFIX …]
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from hall_desk.clock import FakeClock
from hall_desk.domain.contacts import DirectoryEntry, Handling
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.contact import ContactPresenter
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.duty import DutyPresenter
from hall_desk.presenters.ladder import LadderPresenter
from hall_desk.presenters.register import RegisterPresenter
from hall_desk.presenters.suspension import SuspensionPresenter
from hall_desk.presenters.upkeep import UpkeepPresenter
from hall_desk.ui import contact, counter, ladder, suspend, upkeep
from hall_desk.ui.contact import ContactPage, RegisterPage
from hall_desk.ui.counter import CounterWindow
from hall_desk.ui.duty import binding
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.ladder import LadderPage
from hall_desk.ui.suspend import SuspendDialog
from hall_desk.ui.theme import Theme
from hall_desk.ui.upkeep import UpkeepPage
from hall_desk.usecases import contacts
from hall_desk.usecases import upkeep as keeping
from tests.conftest import MANAGER, OPENED, Day, open_hall, referral
from tests.ui.gallery_run import render, themed

LONG = "新疆维吾尔自治区巴音郭楞蒙古自治州示例农牧业联合开发有限责任公司"


class Scene:
    """A hall at 10:2x with a customer at window 3, and pages under the counter's header."""

    def __init__(self, folder: Path, theme: Theme, size: tuple[int, int]):
        self.clock = FakeClock(OPENED)
        self.store, self.hall = open_hall(f"sqlite:///{folder / 'hall.db'}", self.clock)
        self.day = Day(self.hall, self.clock)
        self.desk = Desk(hall=self.hall, runner=SyncRunner())
        self.theme = theme
        self.kept: list[object] = []
        staff = self.hall.ask(lambda reading: reading.get(Staff, staff_no="1032"))
        self.presenter = CounterPresenter(self.desk, WindowNo(3), staff)
        self.window = CounterWindow(theme)
        counter.bind(self.presenter, self.window)
        self.clock.set(datetime(2026, 3, 12, 2, 21, 24, tzinfo=UTC))
        self.day.issue("A01")
        self.ticket = self.day.serve(3)
        self.clock.advance(192)
        self.front: QWidget = self.window
        self.size = size
        self.window.resize(*size)
        self.window.show()
        self.presenter.refresh()

    def put(self, page: QWidget, presenter: object) -> None:
        """A page below the counter's header."""
        self.kept.append(presenter)
        self.window.set_page(page)
        presenter.refresh()  # type: ignore[attr-defined]
        self.presenter.refresh()

    def form(self, contact_id: int | None = None) -> ContactPresenter:
        """The first-contact page."""
        page = ContactPage(self.theme)
        presenter = ContactPresenter(
            self.desk, "1032", WindowNo(3), self.ticket, contact_id=contact_id
        )
        contact.bind(presenter, page)
        self.put(page, presenter)
        self.page = page
        return presenter

    def ladder(self) -> LadderPresenter:
        """The ladder page."""
        page = LadderPage(self.theme)
        presenter = LadderPresenter(self.desk, "1032", WindowNo(3), self.ticket)
        ladder.bind(presenter, page)
        self.put(page, presenter)
        return presenter

    def upkeep(self) -> UpkeepPresenter:
        """The upkeep page, as the duty desk shows it."""
        page = UpkeepPage(self.theme)
        page.setProperty("window", "staff")
        self.theme.apply(page)
        page.resize(*self.size)
        presenter = UpkeepPresenter(self.desk, MANAGER)
        upkeep.bind(presenter, page)
        page.show()
        self.kept.append(presenter)
        presenter.refresh()
        self.front = page
        return presenter

    def grab(self, path: Path) -> None:
        """Saves the screen as it looks now."""
        self.front.show()
        self.front.activateWindow()
        for _ in range(3):
            QApplication.processEvents()
        self.front.grab().save(str(path))

    def close(self) -> None:
        """Lets the hall go."""
        self.front.close()
        self.store.close()


def typed(form: ContactPresenter, **texts: str) -> None:
    """Types into the fields."""
    for name, text in texts.items():
        form.edit(name, text)


def refer(scene: Scene) -> None:
    """A referral whose address is missing, as in picture 10."""
    form = scene.form()
    typed(
        form,
        customer_name="林晓",
        phone="13800000000",
        account_no="3600140000127",
        address="柳溪镇柳溪村 12 号",
        papers="无",
        matter="新装电能表后用电量偏高，要求校验电能表；已向台区经理反映，未得到答复时间。",
    )
    form.set_rung("台区经理")
    form.set_hops(2)
    form.set_handling("转办")
    form.choose_department("JL")
    form.edit("person_address", "")
    form.submit()


def declined(scene: Scene) -> None:
    """An answer for later; the customer leaves no phone."""
    form = scene.form()
    typed(
        form,
        customer_name="仇𬭎",
        name_reading="仇，读音同“球”；𬭎，金字旁加宏",
        matter="峰谷电价的执行时间和计费方式",
        address="示例二台区 3 号",
    )
    form.set_handling("记录后答复")
    form.set_phone_declined(True)


def no_phone(scene: Scene) -> None:
    """The same without phone and without the tick."""
    declined(scene)
    form = scene.kept[-1]
    form.set_phone_declined(False)  # type: ignore[attr-defined]
    form.submit()  # type: ignore[attr-defined]


def answering(scene: Scene) -> None:
    """The answer is being given, a day late."""
    form = contacts.ContactForm(
        customer_name="林晓",
        phone="13800000000",
        matter="峰谷电价的执行时间和计费方式",
        handling=Handling.LATER,
        promised_at=scene.clock.now() + timedelta(minutes=5),
        rung="供电所",
        hops=1,
    )
    kept = scene.day.do(contacts.register_contact, "1032", form=form)
    scene.clock.advance(600)
    page = scene.form(kept.id)
    page.edit("result", "已电话说明：峰段 8:00–22:00，下月起执行。")


def referred(scene: Scene) -> None:
    """A kept referral: card and slip can be printed."""
    form = referral("电能表校验进度", scene.clock.now() + timedelta(days=2))
    kept = scene.day.do(contacts.register_contact, "1032", form=form)
    scene.form(kept.id)


def big(scene: Scene) -> None:
    """A large customer's account, with the longest names."""
    form = scene.form()
    typed(form, customer_name=LONG, account_no="3600160000018", matter=LONG * 3, address=LONG)
    form.set_handling("转办")
    form.choose_rung("T05")


def finder(scene: Scene) -> None:
    """Looking for a contact by village."""
    scene.form()
    scene.page.open_finder()
    scene.page.finder.filter.setText("柳溪村")


def full(scene: Scene) -> None:
    """Three rungs, one chosen, its card handed over."""
    page = scene.ladder()
    page.search("示例村")
    page.choose_rung("L2")
    page.give_card()


def gap(scene: Scene) -> None:
    """An area without a manager."""
    scene.ladder().search("示例山")


def stale(scene: Scene) -> None:
    """A contact not verified for more than 90 days, found by initials."""
    page = scene.ladder()
    page.search("lxc")
    page.choose_rung("T03")


def long_names(scene: Scene) -> None:
    """The longest names, and a large customer's account."""
    page = scene.ladder()
    page.search("3600160000018")
    page.choose_rung("T05")


def nothing(scene: Scene) -> None:
    """A village nobody knows."""
    scene.ladder().search("没有的村")


def all_areas(scene: Scene) -> None:
    """Before anything is typed."""
    scene.ladder()


def departments(scene: Scene) -> None:
    """The departments, one in the form."""
    entry = scene.hall.ask(lambda reading: reading.get(DirectoryEntry, code="JC"))
    from dataclasses import replace

    scene.day.do(keeping.keep_entry, MANAGER, entry=replace(entry, address=""))
    scene.day.do(keeping.switch_listing, MANAGER, kind=DirectoryEntry, key="JJ", enabled=False)
    page = scene.upkeep()
    page.choose("JL")


def areas(scene: Scene) -> None:
    """The areas, one with a gap in the form."""
    page = scene.upkeep()
    page.choose_list("area")
    page.choose("QY04")


def rungs(scene: Scene) -> None:
    """The rungs, a stale one in the form with a wrong change."""
    page = scene.upkeep()
    page.choose_list("rung")
    page.choose("T03")
    page.edit("address", "")
    page.verify()


def outlets(scene: Scene) -> None:
    """A new outlet with kinds nobody has."""
    page = scene.upkeep()
    page.choose_list("outlet")
    page.add()
    for name, text in (
        ("code", "W04"),
        ("kind", "agent"),
        ("name", "示例村代办点"),
        ("address", "示例村委会"),
        ("hours", "09:00–17:00"),
        ("prefixes", "AZ"),
    ):
        page.edit(name, text)
    page.save()


def key_accounts(scene: Scene) -> None:
    """Large customers."""
    page = scene.upkeep()
    page.choose_list("key")
    page.choose("3600160000018")


def suspending(scene: Scene) -> None:
    """The suspend dialog with outlets that do what stops."""
    dialog = SuspendDialog(scene.theme, scene.window)
    presenter = SuspensionPresenter(scene.desk, "1021", WindowNo(4))
    suspend.bind(presenter, dialog)
    presenter.refresh()
    scene.presenter.refresh()
    presenter.choose_reason("S3")
    presenter.toggle_outlet("W01")
    scene.kept.append((presenter, dialog))
    scene.window.show()
    scene.window.open_overlay(dialog)


def register(scene: Scene) -> None:
    """The register with its averages."""
    referred(scene)
    answering(scene)
    page = RegisterPage(scene.theme)
    presenter = RegisterPresenter(scene.desk)
    contact.bind_register(presenter, page)
    scene.put(page, presenter)


def greeted(scene: Scene) -> None:
    """Signing in with an answer owed to a customer."""
    answering(scene)
    scene.window.set_page(None)
    scene.day.finish(scene.ticket, "O3")
    scene.presenter.sign_in(scene.presenter.staff)


def duty(scene: Scene) -> None:
    """The duty desk with answers past their promise."""
    answering(scene)
    scene.clock.advance(26 * 60)
    staff = scene.hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))
    window = DutyWindow(scene.theme)
    presenter = DutyPresenter(scene.desk, staff)
    scene.kept += [presenter, binding.bind(presenter, window)]
    window.resize(*scene.size)
    presenter.refresh()
    scene.front = window


SCENES: dict[str, Callable[[Scene], None]] = {
    scene.__name__: scene
    for scene in (
        *(refer, declined, no_phone, answering, referred, big, finder),
        *(full, gap, stale, long_names, nothing, all_areas),
        *(departments, areas, rungs, outlets, key_accounts),
        *(suspending, register, greeted, duty),
    )
}


if __name__ == "__main__":
    render(SCENES, themed(Scene))
