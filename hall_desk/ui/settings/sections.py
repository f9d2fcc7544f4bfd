"""Which sections there are (栏目): the settings, and the duty log; one line each."""

from collections.abc import Callable

from hall_desk.domain.people import Right
from hall_desk.presenters.log_access import AccessSection
from hall_desk.presenters.log_box import BoxSection
from hall_desk.presenters.log_day import LogSection
from hall_desk.presenters.log_invoices import InvoicesSection
from hall_desk.presenters.log_months import MonthsSection
from hall_desk.presenters.log_patrol import PatrolSection
from hall_desk.presenters.log_prepayments import PrepaymentsSection
from hall_desk.presenters.phrases import PhrasesPresenter
from hall_desk.presenters.sections import SectionPresenter
from hall_desk.presenters.settings_bills import BillsSection
from hall_desk.presenters.settings_hall import HallSection
from hall_desk.presenters.settings_holidays import HolidaysSection
from hall_desk.presenters.settings_hours import HoursSection
from hall_desk.presenters.settings_money import MoneySection
from hall_desk.presenters.settings_notices import NoticesSection
from hall_desk.presenters.settings_papers import PapersSection
from hall_desk.presenters.settings_price_import import PriceImportSection
from hall_desk.presenters.settings_prices import PricesSection
from hall_desk.presenters.settings_printers import PaperPrintersSection, PrintersSection
from hall_desk.presenters.settings_rules import RulesSection
from hall_desk.presenters.settings_services import ServicesSection
from hall_desk.presenters.settings_staff import StaffSection
from hall_desk.presenters.signin import ApprovalPresenter
from hall_desk.presenters.signs_setup import SignsSetupPresenter
from hall_desk.presenters.upkeep import UpkeepPresenter
from hall_desk.ui import phrases, signs_setup, upkeep
from hall_desk.ui.phrases.page import PhrasesPage
from hall_desk.ui.script import shaper
from hall_desk.ui.settings.binding import Hung, Means, Section, bind_page
from hall_desk.ui.settings.files import asks_for, asks_where
from hall_desk.ui.settings.logo import logo_png
from hall_desk.ui.settings.page import SectionPage
from hall_desk.ui.settings.queue import make_queue
from hall_desk.ui.signin.approval import ApprovalDialog
from hall_desk.ui.signin.approval import bind as bind_approval
from hall_desk.ui.signs_setup.page import SignsSetupPage
from hall_desk.ui.upkeep.page import UpkeepPage

_BOOK = "Excel 工作簿 (*.xlsx)"


def _hang(presenter: SectionPresenter, means: Means, *kept: object) -> Hung:
    theme = means.program.means.theme
    words = presenter.save_word, presenter.save_icon
    page = SectionPage(theme, presenter.title, presenter.heads, *words)
    bind_page(presenter, page)
    return Hung(presenter=presenter, page=page, kept=kept)


def _plain(kind: type[SectionPresenter]) -> Callable[[Means], Hung]:
    return lambda means: _hang(kind(means.program.desk, means.staff), means)


def _signed_by_two(
    presenter: SectionPresenter,
    means: Means,
    title: str,
    *,
    action: str = "核对无误",
    right: Right = Right.APPROVE,
) -> Hung:
    """What is saved is signed by a second person, else by a second duty manager."""
    approval = ApprovalPresenter(means.program.desk, means.staff.staff_no, right=right)
    approval.title, approval.action = title, action
    dialog = ApprovalDialog(means.program.means.theme, means.frame)
    bind_approval(approval, dialog)
    presenter.needs_approval = approval.ask
    return _hang(presenter, means, approval, dialog)


def _bills(means: Means) -> Hung:
    """A list of the billing system, chosen in the platform's own dialog."""
    presenter = BillsSection(means.program.desk, means.staff)
    ask = asks_for(means.frame, "选择账单文件", "账单 (*.csv *.txt *.xlsx)")
    presenter.choose_file = lambda: str(ask() or "")
    return _hang(presenter, means)


def _machine(kind: type[PrintersSection] | type[PaperPrintersSection]) -> Callable[[Means], Hung]:
    """The printers of this PC."""

    def _made(means: Means) -> Hung:
        room = means.program.means.room
        assert room is not None
        return _hang(kind(means.program.desk, means.staff, room), means)

    return _made


def _queue(means: Means) -> Hung:
    """The print queue of this PC (打印队列)."""
    theme = means.program.means.theme
    presenter, page = make_queue(means.program, means.staff, theme, means.frame)
    return Hung(presenter=presenter, page=page)


def _prices(means: Means) -> Hung:
    """The price list (价目)."""
    paper = means.program.paper(means.staff.staff_no)
    presenter = PricesSection(means.program.desk, means.staff, paper.price_page)
    presenter.wants_import = lambda: means.frame.wanted.emit("price_import")
    return _signed_by_two(presenter, means, "核对价目")


def _price_import(means: Means) -> Hung:
    """A whole list out of a file (价目导入)."""
    paper = means.program.paper(means.staff.staff_no)
    presenter = PriceImportSection(means.program.desk, means.staff, print_diff=paper.price_diff)
    presenter.choose_file = asks_for(means.frame, "选择价目表", _BOOK)
    presenter.choose_target = asks_where(means.frame, "存价目表模板", _BOOK)
    return _signed_by_two(presenter, means, "核对价目差异")


def _hours(means: Means) -> Hung:
    """Days with their own hours (营业时间)."""
    paper = means.program.paper(means.staff.staff_no)
    presenter = HoursSection(means.program.desk, means.staff, paper.hours_board)
    return _hang(presenter, means)


def _papers(means: Means) -> Hung:
    """What stands on every paper (单据抬头)."""
    presenter = PapersSection(means.program.desk, means.staff)
    presenter.choose_picture = asks_for(means.frame, "选择标志", "图片 (*.png *.svg)")
    presenter.rasterise = logo_png
    return _hang(presenter, means)


def _notices(means: Means) -> Hung:
    paper = means.program.paper(means.staff.staff_no)
    presenter = NoticesSection(means.program.desk, means.staff, paper.by_kind)
    return _hang(presenter, means)


def _months(means: Means) -> Hung:
    paper = means.program.paper(means.staff.staff_no)
    presenter = MonthsSection(means.program.desk, means.staff, paper.month_sheet)
    return _hang(presenter, means)


def _box(means: Means) -> Hung:
    """The opinion box (意见箱): anybody at work may stand by."""
    presenter = BoxSection(means.program.desk, means.staff)
    return _signed_by_two(presenter, means, "两人开箱", action="我在场", right=Right.SERVE)


def _phrases(means: Means) -> Hung:
    """The phrase bank (标准用语)."""
    page = PhrasesPage(means.program.means.theme)
    presenter = PhrasesPresenter(means.program.desk, means.staff)
    phrases.bind(presenter, page)
    presenter.wants_signs = lambda: means.frame.wanted.emit("signs")
    return Hung(presenter=presenter, page=page)


def _signs(means: Means) -> Hung:
    """The window signs (窗口标识)."""
    page = SignsSetupPage(means.program.means.theme)
    presenter = SignsSetupPresenter(
        means.program.desk,
        means.staff,
        shape=shaper(means.program.means.public_theme),
        print_sign=means.program.paper(means.staff.staff_no).window_sign,
    )
    signs_setup.bind(presenter, page)
    return Hung(presenter=presenter, page=page)


def _directory(means: Means) -> Hung:
    """Directory upkeep (通讯录维护, S1-2)."""
    page = UpkeepPage(means.program.means.theme)
    presenter = UpkeepPresenter(means.program.desk, means.staff.staff_no)
    upkeep.bind(presenter, page)
    return Hung(presenter=presenter, page=page)


SETTINGS: tuple[Section, ...] = (
    Section(key="hall", title="营业厅", make=_plain(HallSection)),
    Section(key="hours", title="营业时间", make=_hours),
    Section(key="papers", title="单据抬头", make=_papers),
    Section(key="services", title="业务事项", make=_plain(ServicesSection)),
    Section(key="rules", title="时限与排队", make=_plain(RulesSection)),
    Section(key="prices", title="价目", make=_prices),
    Section(key="price_import", title="价目导入", make=_price_import),
    Section(key="money", title="收款", make=_plain(MoneySection)),
    Section(key="bills", title="电费账单", make=_bills),
    Section(key="notices", title="公示", make=_notices),
    Section(key="staff", title="人员", make=_plain(StaffSection), right=Right.STAFF),
    Section(key="holidays", title="节假日", make=_plain(HolidaysSection)),
    Section(key="phrases", title="用语", make=_phrases),
    Section(key="signs", title="窗口标识", make=_signs),
    Section(key="directory", title="通讯录", make=_directory, right=Right.SUPERVISE),
    Section(key="printers", title="打印机", make=_machine(PrintersSection), printing=True),
    Section(
        key="paper_printers", title="单据打印", make=_machine(PaperPrintersSection), printing=True
    ),
)
"""Pages of their own are hung in at the end, one line each."""

LOG: tuple[Section, ...] = (
    Section(key="log", title="值班日志", make=_plain(LogSection), right=Right.SUPERVISE),
    Section(key="patrol", title="值班巡查", make=_plain(PatrolSection), right=Right.SUPERVISE),
    Section(key="box", title="意见箱", make=_box, right=Right.SUPERVISE),
    Section(key="months", title="工号月度表", make=_months, right=Right.SUPERVISE),
    Section(
        key="invoices", title="待开数电票", make=_plain(InvoicesSection), right=Right.SUPERVISE
    ),
    Section(
        key="prepayments", title="预收余额", make=_plain(PrepaymentsSection), right=Right.SUPERVISE
    ),
    Section(key="access", title="查阅记录", make=_plain(AccessSection), right=Right.SUPERVISE),
    Section(key="queue", title="打印队列", make=_queue, right=Right.SUPERVISE, printing=True),
)
