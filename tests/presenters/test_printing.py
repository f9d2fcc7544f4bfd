"""Printers, queue and preview as their pages see them."""

from datetime import date
from pathlib import Path

import pytest

from hall_desk import settings
from hall_desk.clock import FakeClock
from hall_desk.domain.payments import Payment
from hall_desk.domain.people import Staff
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.escpos import NO_PAPER
from hall_desk.paper.faults import PaperDoubt, PaperFault
from hall_desk.paper.profiles import SAVE, Device
from hall_desk.paper.raster import picture
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.papers import PaperDesk
from hall_desk.presenters.preview import PaperPreview, PreviewPresenter, PreviewState, Size
from hall_desk.presenters.print_queue import QueueSection
from hall_desk.presenters.print_room import keep_printers, press_of
from hall_desk.presenters.sections import NEW, Mark, SectionPresenter
from hall_desk.presenters.settings_printers import PaperPrintersSection, PrintersSection
from hall_desk.store.journal import read_entries
from hall_desk.usecases import payments
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.payments import Takings
from tests.conftest import MANAGER, Day
from tests.ui.printroom import LASER, NARROW, ROLL, Room


@pytest.fixture
def room(hall: Hall, tmp_path: Path, clock: FakeClock) -> Room:
    return Room(hall, tmp_path / "pc", clock)


def person(hall: Hall, staff_no: str = MANAGER) -> Staff:
    return hall.ask(lambda reading: reading.get(Staff, staff_no=staff_no))


def pay(day: Day, clock: FakeClock, method: str = "QR") -> Payment:
    if method == "CASH":
        day.count_float()
    takings = Takings(
        due_fen=8640,
        received_fen=8640,
        method=method,
        spoken_received_at=clock.now(),
        spoken_change_at=clock.now(),
    )
    paid: Payment = day.do(
        payments.take_payment, "1032", window=WindowNo(3), takings=takings, purpose="电费"
    )
    return paid


def begun(section: SectionPresenter) -> SectionPresenter:
    section.refresh()
    return section


def make_queue(room: Room) -> QueueSection:
    hall = room.hall
    desk = PaperDesk(hall, room.press, "1032")
    section = QueueSection(
        Desk(hall=hall, runner=SyncRunner()), person(hall, "1032"), room, desk.voucher
    )
    section.window = WindowNo(3)
    section.refresh()
    return section


def marks(section: SectionPresenter) -> list[tuple[str, str]]:
    found = []
    for row in section.rows():
        mark = row.cells[-1]
        assert isinstance(mark, Mark)
        found.append((str(row.cells[1]), mark.word))
    return found


def journal(hall: Hall, action: str) -> list[tuple[str, str]]:
    with hall.store.read() as conn:
        found = [e for e in read_entries(conn, hall.hall_id) if e.action == action]
    return [(entry.subject_id, entry.after) for entry in found]


# -- the queue -----------------------------------------------------------------------------


def test_the_queue_puts_first_what_needs_a_person(room: Room, day: Day, clock: FakeClock) -> None:
    desk = PaperDesk(room.hall, room.press, "1032")
    desk.voucher(pay(day, clock))
    room.work()
    room.printers.faults = {ROLL.name: PaperFault(NO_PAPER), LASER.name: PaperDoubt("看纸。")}
    desk.slip(day.issue("A01"))
    desk.voucher(pay(day, clock))
    room.work()
    pay(day, clock)
    section = make_queue(room)
    assert marks(section) == [
        ("凭证 SJ-000003", "没有打过"),
        ("凭证 SJ-000002", "看纸"),
        ("号票 A001", "等打印机"),
        ("凭证 SJ-000001", "已打印"),
    ]
    assert room.notice().startswith("3 张单据没有打出来（")


def test_a_voucher_never_printed_is_printed_from_the_queue_once(
    room: Room, day: Day, clock: FakeClock
) -> None:
    pay(day, clock)
    section = make_queue(room)
    assert section.heading() == "凭证 SJ-000001：入账后没有打印记录"
    section.save()
    section.save()
    room.work()
    section.refresh()
    assert room.printers.names() == ["SJ-000001"]
    assert marks(section) == [("凭证 SJ-000001", "已打印")]
    assert room.notice() == ""


def test_a_paper_in_doubt_is_answered_seen_or_printed_again(
    room: Room, day: Day, clock: FakeClock
) -> None:
    desk = PaperDesk(room.hall, room.press, "1032")
    room.printers.faults = {LASER.name: PaperDoubt("打到一半断了：请看纸有没有打全。")}
    for _ in range(2):
        desk.voucher(pay(day, clock))
        room.work()
    section = make_queue(room)
    section.pick("SJ-000001")
    assert section.heading() == "凭证 SJ-000001：看到纸了吗？"
    section.do_deed("came_out")
    room.printers.faults = {}
    section.pick("SJ-000002")
    section.save()
    room.work()
    assert room.printers.names() == ["SJ-000002"]
    assert journal(room.hall, "settle_paper") == [
        ("voucher/SJ-000001", '{"how":"seen","reason":"已出来"}'),
        ("voucher/SJ-000002", '{"how":"again","reason":"没有出来，重打"}'),
    ]


def test_cancelling_without_a_reason_is_refused_at_its_field(
    room: Room, day: Day, clock: FakeClock
) -> None:
    room.printers.faults = {ROLL.name: PaperFault(NO_PAPER)}
    PaperDesk(room.hall, room.press, "kiosk").slip(day.issue("A01"))
    room.work()
    section = make_queue(room)
    section.do_deed("cancel_job")
    assert (section.message.field, section.message.is_error) == ("reason", True)
    section.type("reason", "客户走了")
    section.do_deed("cancel_job")
    room.printers.faults = {}
    room.work()
    assert room.printers.names() == []
    assert marks(section) == [("号票 A001", "已取消")]
    assert room.notice() == ""


def test_a_paper_goes_to_another_printer_from_the_queue(
    room: Room, day: Day, clock: FakeClock
) -> None:
    room.printers.faults = {ROLL.name: PaperFault("连不上。")}
    PaperDesk(room.hall, room.press, "kiosk").slip(day.issue("A01"))
    room.work()
    section = make_queue(room)
    section.type("printer", NARROW.name)
    section.save()
    room.work()
    assert [printer for printer, _ in room.printers.sent] == [NARROW.name]


def test_money_that_is_out_is_not_printed_from_the_queue_again(
    room: Room, day: Day, clock: FakeClock
) -> None:
    PaperDesk(room.hall, room.press, "1032").voucher(pay(day, clock))
    room.work()
    section = make_queue(room)
    section.save()
    room.work()
    assert "今日凭证里补打" in section.message.text
    assert room.printers.names() == ["SJ-000001"]


def test_faults_are_journalled_with_the_paper(room: Room, day: Day, clock: FakeClock) -> None:
    room.printers.faults = {LASER.name: PaperFault(NO_PAPER)}
    PaperDesk(room.hall, room.press, "1032").voucher(pay(day, clock))
    room.work()
    room.work()
    before = room.has_faults
    room.note_faults()
    assert (before, room.has_faults) == (True, False)
    assert journal(room.hall, "paper_fault") == [
        ("voucher/SJ-000001", f'{{"reason":"{NO_PAPER}"}}')
    ]


@pytest.mark.parametrize(("method", "kicks"), [("CASH", 1), ("QR", 0)])
def test_the_drawer_opens_for_cash_only(
    room: Room, day: Day, clock: FakeClock, method: str, kicks: int
) -> None:
    kicked: list[bool] = []
    room.press.print = (  # type: ignore[method-assign]
        lambda name, pdf, kind="", *, kick=False: kicked.append(kick)
    )
    desk = PaperDesk(room.hall, room.press, "1032")
    payment = pay(day, clock, method)
    desk.voucher(payment)
    desk.voucher(day.do(payments.note_reprint, "1032", payment_id=payment.id))
    assert (sum(kicked), len(kicked)) == (kicks, 2)


# -- printers of the PC --------------------------------------------------------------------


def machine(
    room: Room, kind: type[PrintersSection] | type[PaperPrintersSection]
) -> SectionPresenter:
    desk = Desk(hall=room.hall, runner=SyncRunner())
    return begun(kind(desk, person(room.hall), room))


def test_a_new_printer_is_kept_and_gets_a_test_page(room: Room) -> None:
    section = machine(room, PrintersSection)
    section.pick(NEW)
    section.type("device", "network")
    section.type("name", "二号窗口小票机")
    section.save()
    assert section.message.field == "address"
    section.type("address", "192.168.1.51")
    section.type("width", "58")
    section.save()
    printer = room.kept[-1].named("二号窗口小票机")
    assert printer is not None
    assert (printer.device, printer.address, printer.dots) == (Device.NETWORK, "192.168.1.51", 384)
    section.do_deed("test")
    room.work()
    assert [at for at, _ in room.printers.sent] == ["二号窗口小票机"]


def test_two_printers_of_one_name_are_refused(room: Room) -> None:
    section = machine(room, PrintersSection)
    section.pick(NEW)
    for name in (ROLL.name, SAVE):
        section.type("name", name)
        section.save()
        assert (section.message.field, section.message.is_error) == ("name", True)
    assert room.kept == []


def test_a_removed_printers_papers_go_to_the_default(room: Room) -> None:
    section = machine(room, PrintersSection)
    section.pick(ROLL.name)
    section.do_deed("remove")
    assert room.profiles.printer_for("slip").name == LASER.name


def test_each_paper_has_its_printer_and_saving_as_pdf_is_one(room: Room, day: Day) -> None:
    section = machine(room, PaperPrintersSection)
    section.type("voucher", SAVE)
    section.type("slip", NARROW.name)
    section.save()
    assert room.profiles.printer_for("voucher").device is Device.PDF
    assert room.press.dots("slip") == 384
    ticket = day.issue("A01")
    desk = PaperDesk(room.hall, room.press, "kiosk")
    desk.slip(ticket)
    assert desk.slip_outcome(ticket) == "printing"
    room.work()
    assert desk.slip_outcome(ticket) == "printed"
    assert [at for at, _ in room.printers.sent] == [NARROW.name]


@pytest.mark.parametrize(
    ("printer", "millimetres"), [(ROLL.name, 80), (NARROW.name, 58), (LASER.name, 210)]
)
def test_a_voucher_is_laid_out_for_the_printer_it_goes_to(
    room: Room, day: Day, clock: FakeClock, printer: str, millimetres: int
) -> None:
    section = machine(room, PaperPrintersSection)
    section.type("voucher", printer)
    section.save()
    PaperDesk(room.hall, room.press, "1032").voucher(pay(day, clock))
    pdf = (room.press.archive.folder / "SJ-000001.pdf").read_bytes()
    assert round(picture(pdf, 0, 72 / 25.4).width / (72 / 25.4) ** 2) == millimetres


def test_what_is_chosen_on_screen_stands_in_the_settings_file(home: Path, room: Room) -> None:
    home.mkdir(parents=True, exist_ok=True)
    path = settings.settings_file()
    path.write_text('# 三号窗口\nwindow = 3\nprinter = "HP"\n\n[other]\nx = 1\n', "utf-8")
    assert press_of(settings.load(), room.hall.clock.now).profiles.default == "HP"
    keep_printers(room.profiles)
    keep_printers(room.profiles)
    text = path.read_text("utf-8")
    assert text.startswith('# 三号窗口\nwindow = 3\nprinter = "HP"\n\n[other]\nx = 1\n')
    assert text.count('[printers."三号窗口小票机"]') == 1
    machine_settings = settings.load()
    assert machine_settings.window == 3
    assert press_of(machine_settings, room.hall.clock.now).profiles == room.profiles


def test_a_settings_file_that_cannot_be_written_is_said(
    home: Path, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.parent.mkdir(parents=True, exist_ok=True)
    home.write_text("a file in the way")
    room._keep = keep_printers
    section = machine(room, PaperPrintersSection)
    section.type("voucher", SAVE)
    section.save()
    assert (section.message.is_error, section.has_drafts) == (True, True)
    assert room.profiles.printer_for("voucher").name == LASER.name


# -- preview -------------------------------------------------------------------------------


def test_a_preview_shows_the_paper_and_prints_nothing(
    room: Room, day: Day, clock: FakeClock
) -> None:
    payment = pay(day, clock, "CASH")
    before = journal(room.hall, "print")
    desk = PaperPreview(room.hall, "1032")
    shown: list[PreviewState] = []
    printed: list[int] = []
    presenter = PreviewPresenter(
        Desk(hall=room.hall, runner=SyncRunner()),
        save_it=room.save,
        print_it=lambda: printed.append(1),
    )
    presenter.show = shown.append
    presenter.open(lambda: desk.draw(lambda paper: paper.voucher(payment)))
    first = shown[-1]
    assert (first.title, first.page, first.pages, first.zoom) == ("SJ-000001", 1, 1, 100)
    assert first.picture is not None
    for _ in range(9):
        presenter.zoom_by(1)
    large = shown[-1]
    assert large.zoom == 200
    assert large.picture is not None
    assert abs(large.picture.width - 2 * first.picture.width) <= 2
    presenter.turn(1)
    assert shown[-1].page == 1
    presenter.save()
    assert (room.press.archive.folder / "SJ-000001.pdf").exists()
    presenter.print_paper()
    assert printed == [1]
    room.work()
    assert room.printers.sent == []
    assert journal(room.hall, "print") == before
    room.look_for_missing(WindowNo(3))
    assert len(room.missing) == 1  # looked at is not printed


def test_a_preview_of_many_pages_turns_them(room: Room, day: Day) -> None:
    for _ in range(3):
        day.whole_visit()
    presenter = PreviewPresenter(
        Desk(hall=room.hall, runner=SyncRunner()), save_it=room.save, print_it=None
    )
    desk = PaperPreview(room.hall, MANAGER)
    presenter.open(lambda: desk.draw(lambda paper: paper.report(None, verified=True)))
    state = presenter.build()
    assert state.title == "营业日报-2026-03-12"
    assert (state.can_print, state.pages >= 1) == (False, True)


def test_a_preview_fits_its_page_and_keeps_to_it_for_the_next_paper(room: Room, day: Day) -> None:
    size = Size()

    def _opened() -> PreviewPresenter:
        presenter = PreviewPresenter(
            Desk(hall=room.hall, runner=SyncRunner()), save_it=room.save, size=size
        )
        presenter.set_room(900, 500)
        desk = PaperPreview(room.hall, MANAGER)
        today = date(2026, 3, 12)
        presenter.open(lambda: desk.draw(lambda paper: paper.register(today, today)))
        return presenter

    presenter = _opened()
    lying = presenter.sizes[0]
    assert lying[0] > lying[1], "A4 across"
    fitted = presenter.build().zoom
    assert fitted == int(100 * 900 / (lying[0] * 96 / 72)), "wider than the view: it opens fitting"
    picture = presenter.build().picture
    assert picture is not None
    assert 890 <= picture.width <= 901
    presenter.fit("page")
    whole = presenter.build()
    assert whole.picture is not None
    assert whole.zoom < fitted
    assert 490 <= whole.picture.height <= 501
    again = _opened()
    assert (again.build().fit, again.build().zoom) == ("page", whole.zoom)
    again.zoom_by(1)
    assert again.build().zoom == 75, "the next percentage above what fitted"
    again.zoom_by(-1)
    assert again.build().zoom == 50
    again.fit("percent")
    assert again.build().zoom == 100
    again.fit("width")
    again.set_room(1800, 500)
    assert again.build().zoom == int(100 * 1800 / (lying[0] * 96 / 72)), "a fitted page follows"
    again.set_room(9, 9)
    assert again.build().zoom == 20
