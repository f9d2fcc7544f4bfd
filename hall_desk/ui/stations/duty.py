"""The duty manager's station (值班主任台): opening, the desk, its register and suspensions."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from hall_desk.domain.people import Staff
from hall_desk.domain.suspensions import Scope
from hall_desk.domain.tickets import WindowNo
from hall_desk.presenters.base import Message, Presenter
from hall_desk.presenters.callbacks import CallbacksPresenter
from hall_desk.presenters.contact import ContactPresenter
from hall_desk.presenters.duty import DutyPresenter
from hall_desk.presenters.find import FindPresenter
from hall_desk.presenters.follow_ups import FollowUpsPresenter
from hall_desk.presenters.ladder import LadderPresenter
from hall_desk.presenters.opening import OpeningPresenter
from hall_desk.presenters.print_room import SETTLED_S
from hall_desk.presenters.printing import print_behind
from hall_desk.presenters.register import RegisterPresenter
from hall_desk.presenters.suspension import SuspensionPresenter
from hall_desk.presenters.tracking import TrackListPresenter, TrackPresenter
from hall_desk.presenters.upkeep import UpkeepPresenter
from hall_desk.presenters.visitpage import VisitPagePresenter
from hall_desk.ui import (
    acceptance,
    callbacks,
    contact,
    followup,
    ladder,
    suspend,
    upkeep,
    visitpage,
)
from hall_desk.ui.acceptance import TrackListPage, TrackPage
from hall_desk.ui.callbacks import CallbacksPage
from hall_desk.ui.contact.page import ContactPage
from hall_desk.ui.contact.register_page import RegisterPage
from hall_desk.ui.duty import binding
from hall_desk.ui.duty.window import DutyWindow
from hall_desk.ui.followup.page import FollowUpsPage
from hall_desk.ui.kit import FocusRing
from hall_desk.ui.ladder.page import LadderPage
from hall_desk.ui.opening.binding import OpeningParts
from hall_desk.ui.opening.binding import bind as bind_opening
from hall_desk.ui.opening.window import OpeningWindow
from hall_desk.ui.settings import LOG, SETTINGS, FrameParts, Section
from hall_desk.ui.stations.desk_money import DeskMoney
from hall_desk.ui.stations.guide import GuideStation
from hall_desk.ui.stations.program import Program
from hall_desk.ui.stations.reports import ReportsStation
from hall_desk.ui.suspend.dialog import SuspendDialog
from hall_desk.ui.takings import TakingsPage
from hall_desk.ui.till import TillPage
from hall_desk.ui.upkeep.page import UpkeepPage
from hall_desk.ui.visitpage import FindPage, VisitPage, bind_search
from hall_desk.usecases.verifying import verify_store

if TYPE_CHECKING:
    from hall_desk.presenters.preview import Drawn, PreviewPresenter
    from hall_desk.ui.preview import PreviewDialog

Listed = (
    RegisterPage
    | CallbacksPage
    | ContactPage
    | FindPage
    | FollowUpsPage
    | LadderPage
    | TakingsPage
    | TillPage
    | TrackListPage
    | TrackPage
    | UpkeepPage
    | VisitPage
)


class DutyStation:
    """The screens of one duty manager; ``show`` puts a screen to the front, ``lock`` locks."""

    def __init__(
        self,
        program: Program,
        staff: Staff,
        window: DutyWindow | None = None,
        *,
        show: Callable[[QWidget], None],
        drop: Callable[[QWidget], None],
        lock: Callable[[], None],
    ):
        self.program, self.staff = program, staff
        self._show, self._drop, self._lock = show, drop, lock
        self.theme = program.means.theme
        self.window = window or DutyWindow(self.theme, dressed=True)
        self.presenter = DutyPresenter(program.desk, staff)
        self.parts = binding.bind(self.presenter, self.window)
        self.presenter.handed_over = lambda staff_no: lock()
        self.parts.closing.report = self.print_report
        self.money = DeskMoney(program, self.presenter, self.theme, self._enter, self._leave)
        self.money.file_report = lambda day: self.reports().file_closed(day)
        self.money.follow(self.parts.closing)
        self.parts.tickets.given = lambda ticket: self._print(
            lambda p: p.slip(ticket), f"号票 {ticket.code}"
        )
        window = self.window
        window.lock_wanted.connect(lock)
        window.wants_register.connect(self.open_register)
        window.wants_find.connect(self.open_find)
        window.wants_acceptances.connect(self.open_acceptances)
        window.wants_follow_ups.connect(self.open_follow_ups)
        window.wants_callbacks.connect(self.open_callbacks)
        window.wants_invoices.connect(self.open_invoices)
        window.wants_ladder.connect(self.open_ladder)
        window.wants_report.connect(lambda: self.reports().open())
        window.wants_report_preview.connect(self.preview_report)
        window.wants_print_queue.connect(self.open_print_queue)
        self._look_at_papers()
        window.wants_suspension.connect(self.open_suspension)
        window.wants_opening.connect(self.open_opening)
        window.wants_guide.connect(self.open_guide)
        window.wants_settings.connect(self.open_settings)
        window.wants_prices.connect(self.open_prices)
        window.wants_log.connect(self.open_log)
        window.wants_takings.connect(self.money.open_takings)
        self.overlay: tuple[SuspensionPresenter, SuspendDialog] | None = None
        self.sign_previews: suspend.SignPreviews | None = None
        self.reports_station: ReportsStation | None = None
        self.opening_parts: OpeningParts | None = None
        self.opening: tuple[OpeningPresenter, OpeningWindow] | None = None
        self.guide: GuideStation | None = None
        self.preview: tuple[PreviewPresenter, PreviewDialog] | None = None
        self.pages: list[tuple[Presenter[Any], QWidget]] = []
        self.parts_of_frame: FrameParts | None = None
        program.attach(self.presenter)
        self.presenter.copy_closings()

    @property
    def front(self) -> QWidget:
        """The screen to show after a lock."""
        if self.guide is not None:
            return self.guide.front
        if self.parts_of_frame is not None:
            return self.parts_of_frame.frame
        return self.opening[1] if self.opening else self.window

    def open_opening(self) -> None:
        """The opening screen (开门)."""
        if self.opening is None:
            window = OpeningWindow(self.theme, dressed=True)
            presenter = OpeningPresenter(self.program.desk, self.staff)
            self.opening_parts = bind_opening(presenter, window)
            presenter.opened = lambda day: self._opened()
            window.lock_wanted.connect(self._lock)
            window.wants_settings.connect(self.open_settings)
            closing = self.opening_parts.closing
            closing.report = self.print_report
            self.money.follow(closing)
            self.opening = (presenter, window)
            self.program.attach(presenter)
        self._show(self.opening[1])

    def _opened(self) -> None:
        """To the desk once it has seen the day: jobs answer in order, so never a closed hall."""
        self.presenter.refresh()
        self.presenter.run(lambda: None, lambda _: self.close_opening(), quiet=True)

    def close_opening(self) -> None:
        """Back to the desk."""
        if self.opening is not None:
            presenter, window = self.opening
            self.opening = None
            self.program.detach(presenter)
            self._show(self.window)
            self._drop(window)
        self.presenter.refresh()

    def open_register(self) -> None:
        """The first-contact register (首问登记簿)."""
        page = RegisterPage(self.theme)
        presenter = RegisterPresenter(
            self.program.desk,
            print_register=lambda first, last: self._print(
                lambda p: p.register(first, last), "首问登记簿"
            ),
            open_contact=self.open_contact,
        )
        contact.bind_register(presenter, page)
        page.closed.connect(lambda: self._leave(presenter, page))
        self._enter(presenter, page)

    def open_acceptances(self) -> None:
        """The acceptances with their dues (受理登记簿)."""
        page = TrackListPage(self.theme)
        presenter = TrackListPresenter(self.program.desk, open_one=self.open_tracker)
        acceptance.bind_list(presenter, page)
        page.closed.connect(lambda: self._leave(presenter, page))
        self._enter(presenter, page)

    def open_tracker(self, acceptance_id: int) -> None:
        """One acceptance, followed (受理跟踪)."""
        page = TrackPage(self.theme)
        presenter = TrackPresenter(
            self.program.desk,
            self.staff.staff_no,
            acceptance_id,
            print_paper=self.program.paper(self.staff.staff_no).by_kind,
        )
        acceptance.bind_track(presenter, page)
        page.closed.connect(lambda: self._leave(presenter, page))
        self._enter(presenter, page)

    def open_ladder(self) -> None:
        """The contact ladder (联系人查询), and from it the upkeep of the directory."""
        page = LadderPage(self.theme, upkeep=True)
        presenter = LadderPresenter(
            self.program.desk,
            self.staff.staff_no,
            print_card=self.program.paper(self.staff.staff_no).rung_card,
        )
        ladder.bind(presenter, page)
        presenter.refer = lambda code, area, account: self.open_contact(
            None, begin=lambda form: form.begin_with(code, area_code=area, account_no=account)
        )
        page.upkeep_wanted.connect(self.open_upkeep)
        page.closed.connect(lambda: self._leave(presenter, page))
        self._enter(presenter, page)

    def open_upkeep(self) -> None:
        """Directory upkeep (通讯录维护, S1-2)."""
        page = UpkeepPage(self.theme)
        presenter = UpkeepPresenter(self.program.desk, self.staff.staff_no)
        upkeep.bind(presenter, page)
        page.closed.connect(lambda: self._leave(presenter, page))
        self._enter(presenter, page)

    def open_contact(
        self,
        contact_id: int | None,
        *,
        begin: Callable[[ContactPresenter], None] | None = None,
    ) -> None:
        """One row of the register, or a new one."""
        page = ContactPage(self.theme)
        presenter = ContactPresenter(
            self.program.desk,
            self.staff.staff_no,
            None,
            contact_id=contact_id,
            print_paper=self.program.paper(self.staff.staff_no).by_kind,
        )
        contact.bind(presenter, page)
        if begin is not None:
            begin(presenter)
        page.closed.connect(lambda: self._leave(presenter, page))
        self._enter(presenter, page)

    def open_find(self) -> None:
        """Looking visits up (查询来访); the duty manager sees all."""
        page = FindPage(self.theme)
        presenter = FindPresenter(
            self.program.desk, self.staff.staff_no, open_visit=self.open_visit
        )
        bind_search(presenter, page)
        page.closed.connect(lambda: self._leave(presenter, page))
        self._enter(presenter, page)

    def open_visit(self, ticket_id: int) -> None:
        """One visit, to be read and put right."""
        page = VisitPage(self.theme)
        presenter = VisitPagePresenter(
            self.program.desk,
            self.staff.staff_no,
            ticket_id,
            print_paper=self.program.paper(self.staff.staff_no).by_kind,
        )
        visitpage.bind(presenter, page)
        page.closed.connect(lambda: self._leave(presenter, page))
        self._enter(presenter, page)

    def open_follow_ups(self, rating_id: int = 0) -> None:
        """Bad answers to be followed up (评价回访); begins with one of them."""
        page = FollowUpsPage(self.theme)
        presenter = FollowUpsPresenter(self.program.desk, self.staff, rating_id or None)
        followup.bind(presenter, page)
        page.callbacks_wanted.connect(self.open_callbacks)
        page.closed.connect(lambda: self._leave(presenter, page))
        self._enter(presenter, page)

    def open_callbacks(self) -> None:
        """Callbacks after paid services (有偿服务回访, Art. 26), of every clerk."""
        page = CallbacksPage(self.theme)
        presenter = CallbacksPresenter(self.program.desk, self.staff)
        callbacks.bind(presenter, page)
        page.closed.connect(lambda: self._leave(presenter, page))
        self._enter(presenter, page)

    def open_guide(self) -> None:
        """The guide's page (引导员台), and back to the desk."""
        if self.guide is None:
            self.guide = GuideStation(
                self.program,
                self.staff,
                drop=self._drop,
                lock=self._lock,
                leave=self.close_guide,
            )
        self.presenter.run(lambda: None, lambda _: self._show_guide(), quiet=True)

    def _show_guide(self) -> None:
        """Made before, shown with the next event: both at once would be a pause."""
        if self.guide is not None:
            self._show(self.guide.front)

    def close_guide(self) -> None:
        """Back to the desk."""
        guide, self.guide = self.guide, None
        self._show(self.window)
        if guide is not None:
            guide.close()
        self.presenter.refresh()

    def open_settings(self) -> None:
        """设置."""
        self._open_frame("设置", SETTINGS)

    def open_prices(self) -> None:
        """The settings, at the price list."""
        self.open_settings()
        if self.parts_of_frame is not None:
            self.parts_of_frame.show("prices")

    def open_log(self) -> None:
        """值班日志, with patrol, month sheets and the access log."""
        self._open_frame("值班日志", LOG)

    def open_print_queue(self) -> None:
        """The print queue of this PC (打印队列), a page of the log."""
        if self.program.means.room is None:
            self.presenter.say("这台电脑没有打印队列。")
            return
        self.open_log()
        if self.parts_of_frame is not None:
            self.parts_of_frame.show("queue")

    def _look_at_papers(self) -> None:
        """The banner counts what this PC did not print."""
        room = self.program.means.room
        if room is not None:
            self.presenter.paper_notice = room.notice
            look = partial(room.look_for_missing, None, SETTLED_S)
            self.presenter.run(look, lambda _: self.presenter.tick(), quiet=True)

    def open_invoices(self) -> None:
        """待开数电票 in the duty log, from its alert."""
        self.open_log()
        if self.parts_of_frame is not None:
            self.parts_of_frame.show("invoices")

    def _open_frame(self, title: str, sections: tuple[Section, ...]) -> None:
        self._close_frame()
        parts = FrameParts(self.program, self.staff, title, sections, dressed=True)
        parts.left = self._leave_frame
        parts.frame.lock_wanted.connect(self._lock)
        self.parts_of_frame = parts
        self._show(parts.frame)
        parts.frame.begin()

    def _leave_frame(self) -> None:
        self._show(self.opening[1] if self.opening else self.window)
        self._close_frame()
        self.presenter.refresh()

    def _close_frame(self) -> None:
        parts, self.parts_of_frame = self.parts_of_frame, None
        if parts is not None:
            parts.close()
            self._drop(parts.frame)

    def open_suspension(self, scope: str, name: str) -> None:
        """The suspend dialog for a window, a kind or the hall."""
        if self.overlay is not None:
            self.overlay[1].scrim.deleteLater()
        dialog = SuspendDialog(self.theme, self.window)
        window_no = WindowNo(int(name)) if scope == Scope.WINDOW else None
        presenter = SuspensionPresenter(
            self.program.desk,
            self.staff.staff_no,
            window_no,
            scope=Scope(scope),
            print_paper=self.program.paper(self.staff.staff_no).by_kind,
        )
        if scope == Scope.SERVICE:
            presenter.set_prefix(name)
        suspend.bind(presenter, dialog)
        self.sign_previews = suspend.SignPreviews(self.program, self.theme, self.window, presenter)
        presenter.refresh()
        self.overlay = (presenter, dialog)  # a connected presenter lives as long as it is kept
        dialog.open()

    def reports(self) -> ReportsStation:
        """The reports' dialog and thread, made when they are wanted first."""
        if self.reports_station is None:
            self.reports_station = ReportsStation(self.program, self.staff, self.window)
            self.reports_station.tell = self._tell
        return self.reports_station

    def _tell(self, message: Message) -> None:
        """A report that ended after its dialog was left."""
        if message.is_error:
            again = self.reports().presenter.try_again
            self.presenter.ended("report", fault=f"报表没有做成：{message.text}", again=again)
        else:
            self.presenter.ended("report", done=message.text)

    def print_report(self, day: date | None = None) -> None:
        """Prints the daily report; the whole chain is checked first."""
        store = self.program.means.hall.store
        hall_id = self.program.means.hall.hall_id

        def _report() -> date:
            verdict = verify_store(store, hall_id)
            return self.program.paper(self.staff.staff_no).report(day, verified=verdict.ok)

        print_behind(
            self.presenter, _report, "营业日报", done=lambda made: f"{made} 的营业日报已打印。"
        )

    def preview_report(self) -> None:
        """The daily report on screen; printed from there as by its key."""
        from hall_desk.presenters.preview import PaperPreview
        from hall_desk.ui.preview import open_preview

        if self.program.means.room is None:
            self.print_report()
            return
        means = self.program.means
        desk = PaperPreview(means.hall, self.staff.staff_no)

        def _report() -> "Drawn":
            verdict = verify_store(means.hall.store, means.hall.hall_id)
            return desk.draw(lambda paper: paper.report(None, verified=verdict.ok))

        def _print() -> None:
            if self.preview is not None:
                self.preview[1].close_frame()
            self.print_report()

        self.preview = open_preview(self.program, self.theme, self.window, _report, print_it=_print)
        self.preview[1].closed.connect(self._forget_preview)

    def _forget_preview(self) -> None:
        self.preview = None

    def close(self) -> None:
        """Lets everything of this station go."""
        self.program.detach(self.presenter)
        if self.reports_station is not None:
            self.reports_station.close()
        if self.guide is not None:
            self.guide.close()
        self._close_frame()
        if self.opening is not None:
            self.program.detach(self.opening[0])
            self._drop(self.opening[1])
        for presenter, page in self.pages:
            self.program.detach(presenter)
            self._drop(page)
        self._drop(self.window)

    def _print(self, job: Callable[..., object], word: str) -> None:
        paper = self.program.paper(self.staff.staff_no)
        print_behind(self.presenter, lambda: job(paper), word)

    def _enter(self, presenter: Presenter[Any], page: Listed) -> None:
        self.pages.append((presenter, page))
        FocusRing(self.theme, page)
        self.program.attach(presenter)
        self._show(page)
        page.begin()

    def _leave(self, presenter: Presenter[Any], page: QWidget) -> None:
        self.pages = [pair for pair in self.pages if pair[1] is not page]
        self.program.detach(presenter)
        self._show(self.pages[-1][1] if self.pages else self.window)
        self._drop(page)
        self.presenter.refresh()
