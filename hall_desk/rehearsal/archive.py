"""The archive of the rehearsed day (归档): what the hall prints, filed in the folder by kind."""

from collections import Counter
from pathlib import Path

from hall_desk.domain.papers import DailyReportPaper
from hall_desk.domain.tickets import Ticket
from hall_desk.presenters.papers import PaperDesk
from hall_desk.rehearsal import cast
from hall_desk.usecases import closingcopies, closings, reporting, verifying
from hall_desk.usecases.hall import Hall

# How the printed names begin, and where the paper goes.
_PLACES = (
    (f"号票-{cast.DAY}-", "slips"),
    ("SJ-", "vouchers"),
    ("YS-", "vouchers"),
    ("YJ-", "vouchers"),
    ("TK-", "refunds"),
    ("告知单-", "notices"),
    ("确认单-", "sheets"),
    ("派工单-", "orders"),
    ("联系卡-", "cards"),
    ("受理单-", "acceptances"),
    ("需带材料-", "lists"),
    ("办理过程单-", "processes"),
    ("交接单-", "hand-overs"),
)
_SINGLE = {
    "首问登记簿": "register",
    "营业日报": "daily-report",
    "标牌": "sign",
    "日结单": "closing",
}


class FilingPrinter:
    """A printer that files every paper in the folder of its kind."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.count: Counter[str] = Counter()

    def print(self, name: str, pdf: bytes, kind: str = "", *, kick: bool = False) -> None:
        """Files one paper."""
        target = self._target(name)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(pdf)

    def _target(self, name: str) -> Path:
        for begin, place in _PLACES:
            if name.startswith(begin):
                self.count[place] += 1
                short = name.removeprefix(begin) if place == "slips" else name
                return self.folder / place / f"{short}.pdf"
        single = _SINGLE[name.split("-", maxsplit=1)[0]]
        self.count[single] += 1
        number = self.count[single]
        keeps = single == "sign" and number > 1
        return self.folder / (f"{single}-{number}.pdf" if keeps else f"{single}.pdf")


class Archive:
    """Prints each paper at the moment the hall would."""

    def __init__(self, folder: Path, hall: Hall):
        self.folder = folder
        self.hall = hall
        self.printer = FilingPrinter(folder)

    def desk(self, actor: str = "printer") -> PaperDesk:
        """The paper desk of somebody."""
        return PaperDesk(self.hall, self.printer, actor)

    @property
    def count(self) -> Counter[str]:
        """How many papers of each kind."""
        return self.printer.count

    def slip(self, ticket: Ticket) -> None:
        """The slip after the commit."""
        self.desk("kiosk").slip(ticket)

    def print_evening(self) -> None:
        """Prints daily report and register of the closed day; the chain is checked first."""
        desk = self.desk(cast.MANAGER)
        verdict = verifying.verify_store(self.hall.store, self.hall.hall_id)
        self.file_closing()
        desk.report(cast.DAY, verified=verdict.ok)
        desk.register(cast.DAY, cast.DAY)

    def file_closing(self) -> None:
        """Prints the closing record of the day and copies it outside the database."""
        record = self.hall.ask(closings.find_closing, cast.DAY)
        if record is not None:
            self.desk(cast.MANAGER).closing(record.number)
            closingcopies.copy_closings(self.hall)

    def daily_report(self) -> DailyReportPaper:
        """The figures of the closed day."""
        return self.hall.ask(reporting.daily_report, cast.DAY)
