"""The commands without a window, as a shell sees them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hall_desk import __main__ as cli
from hall_desk.paper import devices
from hall_desk.usecases.hall import Hall
from tests.conftest import Day
from tests.paper.tcp_printer import TcpPrinter


def address(hall: Hall) -> str:
    assert hall.store.path is not None
    return f"sqlite:///{hall.store.path}"


def test_verify_ends_with_0_and_then_with_1(
    hall: Hall, day: Day, capsys: pytest.CaptureFixture[str]
) -> None:
    day.whole_visit()
    assert cli.main(["verify", "--database", address(hall)]) == 0
    assert "核对一致" in capsys.readouterr().out
    with hall.store.write() as turn:
        turn.conn.exec_driver_sql("DROP TRIGGER journal_no_update")
        turn.conn.exec_driver_sql("UPDATE journal SET actor = '9999' WHERE n = 5")
    assert cli.main(["verify", "--database", address(hall)]) == 1
    assert "首个有问题的是第 5 条" in capsys.readouterr().out


def test_the_export_has_one_line_an_entry(hall: Hall, tmp_path: Path) -> None:
    target = tmp_path / "journal.jsonl"
    command = ["journal", "export", "--database", address(hall), "--out", str(target)]
    assert cli.main(command) == 0
    lines = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [line["n"] for line in lines] == list(range(1, len(lines) + 1))


def test_a_reader_that_stops_early_is_no_error(hall: Hall) -> None:
    command = f"{sys.executable} -m hall_desk journal export --database {address(hall)} | head -1"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_report_of_a_day_is_a_pdf(hall: Hall, day: Day, tmp_path: Path) -> None:
    day.whole_visit()
    target = tmp_path / "report.pdf"
    command = ["report", "daily", "--database", address(hall), "--date", "2026-03-12"]
    assert cli.main([*command, "--out", str(target)]) == 0
    assert target.read_bytes().startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["month", "2026-03"], "营业月报-2026-03"),
        (["period", "2026-03-01", "2026-03-20"], "营业报表-2026-03-01至2026-03-20"),
        (["daily", "--date", "2026-03-12"], "营业日报-2026-03-12"),
    ],
)
def test_reports_are_written_as_pdf_and_workbook(
    hall: Hall,
    day: Day,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: list[str],
    name: str,
) -> None:
    day.whole_visit()
    monkeypatch.chdir(tmp_path)
    whole = ["report", *command, "--database", address(hall)]
    assert cli.main([*whole, "--xlsx", "r.xlsx", "--pdf", "r.pdf"]) == 0
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF-")
    assert (tmp_path / "r.xlsx").read_bytes().startswith(b"PK")
    assert cli.main(whole) == 0
    assert (tmp_path / f"{name}.pdf").exists()


def test_a_report_on_a_changed_journal_says_so_when_asked(hall: Hall, day: Day) -> None:
    day.whole_visit()
    with hall.store.write() as turn:
        turn.conn.exec_driver_sql("DROP TRIGGER journal_no_update")
        turn.conn.exec_driver_sql("UPDATE journal SET actor = '9999' WHERE n = 5")
    target = str(hall.store.path) + ".pdf"
    month = ["report", "month", "2026-03", "--database", address(hall), "--pdf", target]
    assert cli.main(month) == 0
    assert cli.main([*month, "--verify"]) == 1
    daily = ["report", "daily", "--database", address(hall), "--pdf", target]
    assert cli.main(daily) == 1
    assert cli.main([*daily, "--no-verify"]) == 0


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (["verify", "--database", "sqlite:////nowhere/hall.db"], "找不到数据库文件"),
        (["report", "daily", "--date", "2026-13-01"], "应写成 2026-03-12 这样"),
        (["report", "daily", "--date", "2025-01-01"], "没有营业记录"),
        (["report", "month", "2026-3"], "月份应写成"),
        (["report", "month", "2025-03"], "没有营业记录"),
        (["report", "period", "2026-03-12", "2026-03-01"], "不早于"),
        (["report", "daily", "--pdf", "/nowhere/r.pdf"], "文件读写不成"),
    ],
)
def test_what_goes_wrong_is_one_sentence(
    hall: Hall, command: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = command if "--database" in command else [*command, "--database", address(hall)]
    assert cli.main(given) == 2
    assert sentence in capsys.readouterr().err


def test_the_printers_of_the_pc_are_listed_and_tested(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(home))  # no print service here
    monkeypatch.setattr(devices, "ANSWER_S", 10.0)  # the printer shares the test's processor
    printer = TcpPrinter()
    home.mkdir(parents=True)
    (home / "settings.toml").write_text(
        f'[printers."小票机"]\nkind = "network"\naddress = "127.0.0.1:{printer.port}"\nwidth = 58\n'
        '[printer_of]\ndefault = "小票机"\nvoucher = "存为 PDF"\n',
        "utf-8",
    )
    assert cli.main(["printers", "list"]) == 0
    told = capsys.readouterr().out
    assert "小票机\t网络小票机 58 毫米" in told
    assert "默认：小票机" in told
    assert "收费凭证：存为 PDF" in told
    assert cli.main(["printers", "test", "小票机"]) == 0
    assert [paper.raster.width for paper in printer.papers] == [384]
    printer.cover_open = True
    assert cli.main(["printers", "test", "小票机"]) == 1
    assert "打印机盖开着" in capsys.readouterr().out
    printer.cover_open = False
    assert cli.main(["printers", "test", "存为 PDF"]) == 0
    assert cli.main(["printers", "test", "没有的打印机"]) == 1
    assert "没有打印服务" in capsys.readouterr().out
    assert len(printer.papers) == 1  # the page that did not come out does not follow later
    printer.close()


def test_without_a_display_the_program_says_so_and_offers_the_rehearsal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert cli.main([]) == 2
    assert "hall-desk rehearse" in capsys.readouterr().err
