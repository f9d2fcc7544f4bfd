"""Printers: papers are filed whole, faults are sentences."""

from pathlib import Path

import pytest

from hall_desk.paper.printing import DummyPrinter, FolderPrinter, PaperFault


def test_a_folder_files_the_paper_under_its_name(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path / "归档")
    printer.print("收费凭证 SJ-000387", b"%PDF one")
    printer.print("收费凭证 SJ-000387", b"%PDF two")
    files = list((tmp_path / "归档").iterdir())
    assert [file.name for file in files] == ["收费凭证 SJ-000387.pdf"]
    assert files[0].read_bytes() == b"%PDF two"


@pytest.mark.parametrize("name", ["", ".", "../越界", "a/b", "a\\b", "a\x00b", "x" * 200, "a:b"])
def test_a_name_that_leaves_the_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PaperFault, match="文件名"):
        FolderPrinter(tmp_path).print(name, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_a_paper_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(PaperFault, match="归档文件夹"):
        FolderPrinter(tmp_path / "file").print("A018", b"")


def test_a_draft_is_never_left_behind(tmp_path: Path) -> None:
    (tmp_path / "A018.pdf").mkdir()
    with pytest.raises(PaperFault):
        FolderPrinter(tmp_path).print("A018", b"")
    assert [file.name for file in tmp_path.iterdir()] == ["A018.pdf"]


def test_the_dummy_collects_and_can_fail() -> None:
    printer = DummyPrinter()
    printer.print("A018", b"pdf")
    assert printer.papers == [("A018", b"pdf")]
    printer.fault = "打印机缺纸。"
    with pytest.raises(PaperFault) as caught:
        printer.print("A019", b"pdf")
    assert caught.value.reason == "打印机缺纸。"
