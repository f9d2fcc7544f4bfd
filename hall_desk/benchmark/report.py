"""The daily report of a busy day, from the records to the PDF, with every past ticket behind it."""

from collections.abc import Iterator

from hall_desk.benchmark.figures import Figure, seconds_of
from hall_desk.benchmark.halls import WINDOWS, BenchmarkHall
from hall_desk.paper.daily_report import render_daily_report
from hall_desk.usecases import reporting

MOST_SECONDS = 1.0
CUSTOMERS = 300
SERVED_S = 120


def figures(hall: BenchmarkHall) -> Iterator[Figure]:
    """Seconds for the first report of this process: fonts are read too."""
    _busy_day(hall)
    seconds = seconds_of(lambda: render_daily_report(hall.hall.ask(reporting.daily_report)))
    yield Figure(name=f"daily_report_seconds_at_{hall.past}", value=seconds, bound=MOST_SECONDS)


def _busy_day(hall: BenchmarkHall) -> None:
    for number in range(CUSTOMERS):
        window = WINDOWS[number % 8]
        hall.issue()
        ticket = hall.call_next(window)
        hall.serve(window, ticket)
