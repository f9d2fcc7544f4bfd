"""The benchmark measures what it says, on a very small scale; the bounds are for the real one."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import text

from hall_desk import benchmark
from hall_desk.benchmark import crowd, one_ticket, report, start, year
from hall_desk.benchmark.figures import Figure, median_ratio
from hall_desk.benchmark.halls import BenchmarkHall
from hall_desk.store.engine import Store

PAST = 500


@pytest.fixture
def halls(tmp_path: Path) -> Iterator[list[BenchmarkHall]]:
    """One hall without a past and one with a little."""
    made = [BenchmarkHall.make(tmp_path / str(past), past=past) for past in (0, PAST)]
    yield made
    for hall in made:
        hall.close()


def test_a_line_is_name_value_and_bound() -> None:
    assert str(Figure(name="issue_at_0", value=1.919, bound=3)) == "issue_at_0 1.92 3.00"
    assert Figure(name="ratio", value=2.0, bound=2.0).holds
    assert not Figure(name="ratio", value=2.01, bound=2.0).holds
    assert Figure(name="share", value=0.8, bound=0.8, at_least=True).holds
    assert not Figure(name="share", value=0.79, bound=0.8, at_least=True).holds
    assert median_ratio([2, 9, 4], [1, 1, 1]) == 4


def test_one_ticket_is_measured_at_every_size(halls: list[BenchmarkHall]) -> None:
    figures = list(one_ticket.figures(halls, rounds=2))
    names = [figure.name for figure in figures]
    assert names == [
        "issue_at_0",
        f"issue_at_{PAST}",
        "call_next_at_0",
        f"call_next_at_{PAST}",
        f"issue_growth_to_{PAST}",
        f"call_next_growth_to_{PAST}",
    ]
    assert all(figure.value > 0 for figure in figures)
    for hall in halls:
        with hall.hall.store.read() as conn:
            past = conn.execute(
                text("SELECT count(*) FROM ticket WHERE business_date < '2026-03-12'")
            )
            today = conn.execute(
                text("SELECT count(*) FROM ticket WHERE business_date = '2026-03-12'")
            )
            assert (past.scalar(), today.scalar()) == (hall.past, 5 * len(one_ticket.BATCH))


def test_the_crowd_and_the_report_are_measured(halls: list[BenchmarkHall]) -> None:
    burst, share = crowd.figures(halls[0], rounds=1, queue=80)
    assert (burst.name, share.name) == ("burst_of_32", "least_share_of_8")
    assert burst.value > 0
    assert 0 < share.value <= 1
    (figure,) = report.figures(halls[1])
    assert figure.name == f"daily_report_seconds_at_{PAST}"
    assert figure.value > 0


def test_a_years_report_is_measured_and_says_what_the_rows_say(tmp_path: Path) -> None:
    count = 1_200
    pdf, xlsx = year.figures(tmp_path / "year", count=count)
    assert pdf.name == f"year_report_pdf_seconds_of_{count}"
    assert xlsx.name == f"year_report_xlsx_seconds_of_{count}"
    assert min(pdf.value, xlsx.value) > 0.05
    book = CalamineWorkbook.from_path(str(tmp_path / "year" / "year.xlsx"))
    total = book.get_sheet_by_name("按日").to_python()[-1]
    assert (total[2], total[9]) == (count, count // 2)
    store = Store(f"sqlite:///{tmp_path / 'year' / 'hall.db'}", create=False)
    with store.read() as conn:
        fen = conn.execute(text("SELECT sum(due_fen) FROM payment")).scalar_one()
        stored = conn.execute(text("SELECT count(*) FROM day_figures")).scalar_one()
    store.close()
    assert total[11] == pytest.approx(fen / 100)
    assert stored == 300


def test_the_start_of_a_counter_is_measured(halls: list[BenchmarkHall]) -> None:
    seconds, memory = start.figures(halls[0], times=1)
    assert (seconds.name, memory.name) == ("counter_start_seconds", "counter_memory_mb")
    assert seconds.value > 0
    assert memory.value > 20
    if sys.platform == "linux":  # what other systems count as a process's memory differs
        assert memory.holds


def test_the_program_starts_without_what_a_counter_does_not_show() -> None:
    rare = (
        *("reportlab", "segno", "pypinyin", "alembic", "sqlalchemy.dialects.postgresql"),
        *("hall_desk.ui.duty", "hall_desk.ui.settings", "hall_desk.ui.kiosk", "hall_desk.ui.setup"),
        *("hall_desk.ui.acceptance", "hall_desk.ui.contact", "hall_desk.ui.paidservice"),
    )
    script = "import sys, hall_desk.__main__, hall_desk.app; print('\\n'.join(sys.modules))"
    command = [sys.executable, "-c", script]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "hall_desk.ui.counter" in loaded
    assert not set(rare) & set(loaded)


@pytest.mark.slow
def test_the_quick_form_prints_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    benchmark.main(["--quick"])
    *lines, verdict = capsys.readouterr().out.splitlines()
    assert len(lines) == 13
    assert all(re.fullmatch(r"\w+ \d+\.\d\d \d+\.\d\d", line) for line in lines)
    assert verdict == "all bounds hold" or verdict.startswith("not held: ")
