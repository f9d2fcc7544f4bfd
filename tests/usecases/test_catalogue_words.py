"""What the catalogue brings into the hall is written with Chinese punctuation."""

import pytest

from hall_desk.domain.contacts import DirectoryEntry
from hall_desk.domain.services import Service
from hall_desk.usecases.founding import full_width
from hall_desk.usecases.queries import services
from tests.conftest import Day


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("示例:样价文〔2026〕0号(虚构)", "示例：样价文〔2026〕0号（虚构）"),
        ("(夜间):值班", "（夜间）：值班"),
        ("电话:12398", "电话：12398"),
        ("周一至周五 08:30-17:30", "周一至周五 08:30-17:30"),
        ("Weekdays: 08:30", "Weekdays: 08:30"),
        ("单价1:10", "单价1:10"),
    ],
)
def test_signs_beside_chinese_words_are_full_width(typed: str, written: str) -> None:
    assert full_width(typed) == written


def test_papers_and_the_directory_have_no_half_width_signs(day: Day) -> None:
    found: list[Service] = day.ask(services)
    words = [
        text
        for service in found
        for paper in service.papers
        for text in (paper.name, paper.condition, *paper.alternatives)
    ]
    entries: list[DirectoryEntry] = day.ask(lambda reading: reading.all(DirectoryEntry))
    words += [text for e in entries for text in (e.name, e.level_name, e.address, e.person)]
    assert words
    assert [text for text in words if set(text) & set(",;()?")] == []
