"""Shows every section of the settings and of the duty log and saves pictures, to look at by eye.

Run: python -m tests.ui.gallery_settings OUT_FOLDER [scene …] [size=SUFFIX …]
"""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from hall_desk.clock import FakeClock
from hall_desk.domain.bills import read_bills
from hall_desk.domain.charges import AccountDue, Asked
from hall_desk.domain.contacts import Handling
from hall_desk.domain.paidservice import LineKind
from hall_desk.domain.payments import Charge
from hall_desk.domain.people import Role, Staff
from hall_desk.domain.publicnotices import NoticeKind
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.printing import DummyPrinter
from hall_desk.presenters.base import SyncRunner
from hall_desk.presenters.papers import PaperDesk
from hall_desk.presenters.sections import NEW, SectionPresenter
from hall_desk.presenters.settings_papers import PapersSection
from hall_desk.presenters.settings_price_import import PriceImportSection
from hall_desk.ui.settings import LOG, SETTINGS, FrameParts
from hall_desk.ui.stations.program import Means, Program
from hall_desk.ui.theme import Theme
from hall_desk.usecases import (
    bills,
    contact_history,
    contacts,
    counters,
    helping,
    hours,
    opinionbox,
    paidservice,
    paperheads,
    patrols,
    people,
    publicnotices,
    serving,
)
from hall_desk.usecases.contacts import ContactForm
from hall_desk.voice import ClipSpeaker
from tests.conftest import MANAGER, OPENED, Day, open_hall, referral
from tests.ui.gallery_run import render, themed
from tests.usecases.money import give_back, pay
from tests.usecases.price_rows import rows_of, written
from tests.usecases.test_settlements import ahead, settle

LONG = (
    "国庆节期间（10月1日至7日）营业时间调整为 09:00 至 16:00，"
    "购电、缴费可用网上国网或营业厅外的自助终端，紧急用电请拨 95598。"
)

LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 80">
<rect width="160" height="80" rx="12" fill="#1B4F8F"/>
<path d="M24 60 L52 16 L46 38 L64 38 L36 68 L42 46 Z" fill="#FFD34D"/>
<circle cx="112" cy="40" r="24" fill="none" stroke="#FFFFFF" stroke-width="8"/></svg>"""


class Scene:
    """A hall with a morning behind it, and a frame of sections."""

    def __init__(self, folder: Path, theme: Theme, size: tuple[int, int]):
        self.path = folder
        self.clock = FakeClock(OPENED)
        self.store, self.hall = open_hall(f"sqlite:///{folder / 'hall.db'}", self.clock)
        self.day = Day(self.hall, self.clock)
        self.size = size
        self.folder = folder
        self.program = Program(
            Means(
                hall=self.hall,
                runner=SyncRunner(),
                paper=lambda actor: PaperDesk(self.hall, DummyPrinter(), actor),
                speaker=ClipSpeaker(enabled=False),
                theme=theme,
                counter_theme=theme,
                public_theme=theme,
            ),
            beating=False,
        )
        self.me = self.hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))
        self.parts: FrameParts | None = None

    def morning(self) -> None:
        """Items of two clerks, findings, looks at full names, a call for the manager."""
        self.day.count_float()
        for seconds in (246, 230, 180, 260, 310, 246, 200, 190, 220, 240, 256, 228):
            self.day.whole_visit("A01", 3, seconds)
        for seconds in (120, 180):
            self.day.whole_visit("A02", 1, seconds)
        form = referral("回复电表校验时间", datetime(2026, 3, 13, 2, tzinfo=UTC))
        contact = self.day.do(contacts.register_contact, "1032", form=form)
        self.day.do(contact_history.unmask_contact, "1032", contact_id=contact.id)
        self.day.issue("B01")
        ticket = self.day.serve(4)
        item = self.day.ask(serving.items_of, ticket.id)[0]
        self.day.do(counters.note_unmask, "1021", item_id=item.id)
        self.day.do(
            helping.call_manager, "1021", window=WindowNo(4), reason="客户对权属证明要求有异议"
        )
        lines = ("人员着装与工号牌", "无障碍通道", "价目表、收费标准、服务承诺在有效期内")
        words = (
            "工号牌没有佩戴在左胸，当场提醒后改正。",
            "主动搀扶行动不便的客户到座位，代为取号并说明所需资料，客户当面致谢。",
            "公示栏第二页翘边，已重新粘贴。",
        )
        for at, (line, finding) in enumerate(zip(lines, words, strict=True)):
            self.clock.advance(300)
            self.day.do(
                patrols.record_finding,
                line=line,
                finding=finding,
                commended=at == 1,
                window=WindowNo(3) if at < 2 else None,
            )

    def open(self, title: str, key: str) -> SectionPresenter:
        """The frame with one section in front."""
        sections = SETTINGS if title == "设置" else LOG
        self.parts = FrameParts(self.program, self.me, title, sections)
        self.parts.frame.resize(*self.size)
        self.parts.show(key)
        self.parts.frame.show()
        presenter = self.parts.hung[key].presenter
        assert isinstance(presenter, SectionPresenter)
        return presenter

    def grab(self, path: Path) -> None:
        """Saves the frame as it looks now."""
        assert self.parts is not None
        QApplication.processEvents()
        self.parts.frame.grab().save(str(path))

    def close(self) -> None:
        """Lets everything go."""
        assert self.parts is not None
        self.parts.close()
        self.parts.frame.close()
        self.program.close()
        self.store.close()


def hall(scene: Scene) -> None:
    """The profile."""
    scene.open("设置", "hall")


def hall_wrong(scene: Scene) -> None:
    """A rest day that a county hall may not have."""
    presenter = scene.open("设置", "hall")
    presenter.type("closed_weekdays", "6")
    presenter.save()


def services(scene: Scene) -> None:
    """One item of the catalogue with its longest papers."""
    presenter = scene.open("设置", "services")
    presenter.pick("B04")


def rules(scene: Scene) -> None:
    """Limits, line and promises."""
    scene.open("设置", "rules")


def rules_wrong(scene: Scene) -> None:
    """A looser limit without a reason."""
    presenter = scene.open("设置", "rules")
    presenter.type("limit_payment", "6")
    presenter.save()


def money(scene: Scene) -> None:
    """Methods, slips, fees, the meter test."""
    scene.open("设置", "money")


def money_wrong(scene: Scene) -> None:
    """Cash switched off."""
    presenter = scene.open("设置", "money")
    presenter.type("payment_methods", "POS,QR")
    presenter.save()


def imported_bills(scene: Scene) -> None:
    """A list was imported."""
    table = [("户号", "账期", "应收金额")]
    table += [(f"36000000{n:05d}", "2026-02", f"{80 + n}.37") for n in range(1, 13)]
    scene.day.do(bills.import_bills, rows=read_bills(table), source="电费202602.csv")
    scene.open("设置", "bills")


def bills_wrong(scene: Scene) -> None:
    """Faulty lines of a file."""
    presenter = scene.open("设置", "bills")
    path = scene.folder / "电费202602.csv"
    rows = ["户号,户名,账期,应收金额", *(f"36{n},苏示,2026-02,八十" for n in range(9))]
    path.write_text("\n".join(rows), encoding="utf-8")
    presenter.type("file", str(path))
    presenter.save()


def prices(scene: Scene) -> None:
    """The price list, the first one chosen."""
    scene.open("设置", "prices")


def prices_long(scene: Scene) -> None:
    """An item as long as the papers take it."""
    name = "客户产权高压电缆终端头制作安装及预防性试验协助（含往返交通与照明）"
    scene.day.do(
        paidservice.add_price_item,
        code="ZX-LONG-001", name=name, kind=LineKind.LABOUR, unit="处·回路",
        unit_price_fen=1_234_567_89, quantity_decimals=3,
        approval_doc="示例县发展和改革委员会 样价文〔2026〕128号（虚构）",
        valid_from=date(2026, 3, 1), valid_to=date(2026, 12, 31),
    )  # fmt: skip
    presenter = scene.open("设置", "prices")
    presenter.pick(next(row.key for row in presenter.rows() if "ZX-LONG" in str(row.cells[0])))


def price_approval(scene: Scene) -> None:
    """A second person is asked."""
    presenter = scene.open("设置", "prices")
    for name, text in (
        ("approval_doc", "示例：样价文〔2026〕12号（虚构）"),
        ("unit_price", "32.00"),
        ("valid_from", "2026-07-01"),
    ):
        presenter.type(name, text)
    presenter.save()


def expired(scene: Scene) -> None:
    """Prices and notices whose time is over."""
    notice = scene.hall.ask(publicnotices.shown_notices, NoticeKind.PRICES)[0].notice
    scene.day.do(
        publicnotices.publish,
        kind=NoticeKind.PRICES,
        title=notice.title,
        body=notice.body,
        approval_doc=notice.approval_doc,
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 3, 11),
    )


def price_import(scene: Scene) -> None:
    """Before a file is chosen."""
    scene.open("设置", "price_import")


def _import_of(scene: Scene, change: Callable[[list[list[object]]], None]) -> SectionPresenter:
    presenter = scene.open("设置", "price_import")
    assert isinstance(presenter, PriceImportSection)
    rows = rows_of(scene.hall)
    change(rows)
    presenter.choose_file = lambda: written(scene.path / "2026年7月价目表.xlsx", rows)
    presenter.do_deed("open")
    return presenter


def price_import_diff(scene: Scene) -> None:
    """Prices up, down, new, one left out."""

    def _change(rows: list[list[object]]) -> None:
        doc = "示例：样价文〔2026〕12号（虚构）"
        rows[1][4:8] = [36.5, 0, doc, "2026-07-01"]
        rows[2][4:8] = [12, 0, doc, "2026-07-01"]
        rows[3][6:8] = [doc, "2026-07-01"]
        del rows[5]
        rows.append(
            ["L30", "更换三相表后断路器（人工）", "人工", "只", 45, 0, doc, "2026-07-01", ""]
        )

    presenter = _import_of(scene, _change)
    presenter.type("end_missing", "end")
    presenter.pick("L01")


def price_import_wrong(scene: Scene) -> None:
    """Rows that are refused."""

    def _change(rows: list[list[object]]) -> None:
        rows[1][4] = 3.505
        rows[2][1] = "移表费"
        rows[3][0] = rows[4][0]
        rows[6][7] = "7月1日"
        rows[7][4] = -3

    _import_of(scene, _change).pick("fault:0")


def price_import_signing(scene: Scene) -> None:
    """The second person is asked."""
    price_import_diff(scene)
    assert scene.parts is not None
    presenter = scene.parts.hung["price_import"].presenter
    assert isinstance(presenter, SectionPresenter)
    presenter.save()


def hours_page(scene: Scene) -> None:
    """Days with their own hours."""
    for first, last, name, opens, closes in (
        (date(2026, 4, 4), date(2026, 4, 6), "清明节", "09:00", "16:00"),
        (date(2026, 5, 1), date(2026, 5, 1), "劳动节", "", ""),
    ):
        scene.day.do(
            hours.set_special_hours,
            first=first,
            last=last,
            name=name,
            opens=opens,
            closes=closes,
            instead_of=None,
        )
    scene.open("设置", "hours")


def papers_page(scene: Scene) -> None:
    """Footer, telephones and the sample."""
    scene.day.do(
        paperheads.set_paper_head,
        footer="线上办电、交费请用“网上国网”，不用排队；柜台受理到 17:30。",
        after_sales_phone="000-0000-0013",
        repair_phone="000-0000-0095",
        voucher_form="A5",
    )
    scene.open("设置", "papers")


def papers_roll(scene: Scene) -> None:
    """The voucher on a roll, with the hall's own logo."""
    presenter = scene.open("设置", "papers")
    assert isinstance(presenter, PapersSection)
    logo = scene.path / "logo.svg"
    logo.write_text(LOGO, encoding="utf-8")
    presenter.choose_picture = lambda: logo
    presenter.do_deed("logo")
    presenter.type("voucher_form", "80")


def papers_wrong(scene: Scene) -> None:
    """A footer longer than its line."""
    presenter = scene.open("设置", "papers")
    presenter.type("footer", LONG * 2)
    presenter.save()


def notices(scene: Scene) -> None:
    """What hangs, with news."""
    scene.day.do(
        publicnotices.publish,
        kind=NoticeKind.NEWS,
        title="国庆节营业时间",
        body=LONG,
        approval_doc="",
        valid_from=date(2026, 3, 1),
        valid_to=date(2026, 10, 7),
    )
    scene.open("设置", "notices")


def notices_expired(scene: Scene) -> None:
    """The price list has run out."""
    expired(scene)
    presenter = scene.open("设置", "notices")
    key = next(row.key for row in presenter.rows() if row.cells[0] == "收费标准")
    presenter.pick(key)


def staff(scene: Scene) -> None:
    """A clerk's account."""
    presenter = scene.open("设置", "staff")
    presenter.pick("1032")


def staff_long(scene: Scene) -> None:
    """A name and skills as long as they get."""
    people.add_staff(
        scene.hall, "0906", staff_no="ABCDEF123456", name="阿卜杜热西提·麦麦提敏江",
        role=Role.DUTY_MANAGER, password="clerk-1099",
    )  # fmt: skip
    scene.open("设置", "staff").pick("ABCDEF123456")


def staff_owns(scene: Scene) -> None:
    """Somebody who leaves: what is in their name, and the account that will not close."""
    for matter in ("分时电价", "更名过户"):
        form = ContactForm(
            matter=matter,
            handling=Handling.LATER,
            phone="000-0000-0022",
            promised_at=scene.clock.now() + timedelta(days=1),
        )
        scene.day.do(contacts.register_contact, "1032", form=form)
    presenter = scene.open("设置", "staff")
    presenter.pick("1032")
    presenter.refresh()
    presenter.type("heir", "1008")
    presenter.do_deed("hand_over")


def staff_new(scene: Scene) -> None:
    """A new account with a password too short."""
    presenter = scene.open("设置", "staff")
    presenter.pick(NEW)
    for name, text in (
        ("staff_no", "1040"),
        ("name", "欧阳𬭎·阿不都热合曼"),
        ("password", "short"),
    ):
        presenter.type(name, text)
    presenter.save()


def holidays(scene: Scene) -> None:
    """This year's table; the next one is missing."""
    presenter = scene.open("设置", "holidays")
    presenter.pick("2026-02-17")


def log(scene: Scene) -> None:
    """The day."""
    scene.open("值班日志", "log")


def owed(scene: Scene) -> None:
    """Invoices owed of a settled prepayment, one of them with long words."""
    scene.day.count_float()
    prepaid = ahead(scene.day)
    settle(scene.day, prepaid, 8640)
    settle(scene.day, prepaid, 1128, words="合表户 3600000000135，含公共照明、电梯和地下车库")
    scene.open("值班日志", "invoices")


def prepayments(scene: Scene) -> None:
    """Money in advance with something left: partly settled, given back, and for three accounts."""
    scene.day.count_float()
    prepaid = ahead(scene.day)
    settle(scene.day, prepaid, 8640)
    give_back(scene.day, prepaid, 1_000)
    dues = tuple(AccountDue(account_no=f"360000000000{n}", amount_fen=99_999_999) for n in (1, 2))
    pay(scene.day, 199_999_998, asked=Asked(kind=Charge.PREPAYMENT, accounts=dues))
    scene.open("值班日志", "prepayments")


def no_prepayments(scene: Scene) -> None:
    """Nothing taken in advance."""
    scene.open("值班日志", "prepayments")


def patrol(scene: Scene) -> None:
    """Today's findings."""
    scene.open("值班日志", "patrol")


def box(scene: Scene) -> None:
    """An opening yesterday's like, and slips that do not fit the count."""
    scene.day.do(
        opinionbox.open_box,
        place="大厅门口",
        slips=("希望增加一个缴费窗口，月底排队太久。", "无内容", "3号窗口的同志耐心，谢谢。"),
        approved_by="1032",
    )
    presenter = scene.open("值班日志", "box")
    presenter.type("count", "3")
    presenter.type("slips", "建议自助终端旁放老花镜。\n无内容")
    presenter.save()


def months(scene: Scene) -> None:
    """The month of everybody."""
    presenter = scene.open("值班日志", "months")
    presenter.pick("1032")


def access(scene: Scene) -> None:
    """Who looked at what."""
    scene.open("值班日志", "access")


SCENES: dict[str, Callable[[Scene], None]] = {
    "hall": hall,
    "hall-wrong": hall_wrong,
    "services": services,
    "rules": rules,
    "rules-wrong": rules_wrong,
    "prices": prices,
    "money": money,
    "money-wrong": money_wrong,
    "bills": imported_bills,
    "bills-wrong": bills_wrong,
    "price-approval": price_approval,
    "price-import": price_import,
    "price-import-diff": price_import_diff,
    "price-import-wrong": price_import_wrong,
    "price-import-signing": price_import_signing,
    "hours": hours_page,
    "papers": papers_page,
    "papers-roll": papers_roll,
    "papers-wrong": papers_wrong,
    "notices": notices,
    "notices-expired": notices_expired,
    "staff": staff,
    "staff-long": staff_long,
    "prices-long": prices_long,
    "staff-owns": staff_owns,
    "staff-new": staff_new,
    "holidays": holidays,
    "log": log,
    "log-owed": owed,
    "patrol": patrol,
    "box": box,
    "months": months,
    "prepayments": prepayments,
    "no-prepayments": no_prepayments,
    "access": access,
}


def begin(folder: Path, theme: Theme, size: tuple[int, int]) -> Scene:
    """A hall in the middle of its morning."""
    scene = Scene(folder, theme, size)
    scene.morning()
    return scene


if __name__ == "__main__":
    render(SCENES, themed(begin))
