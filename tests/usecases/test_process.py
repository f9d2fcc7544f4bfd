"""The process sheet prints each step with its time, each pause, outcome, gross and net (S3-3)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.items import Outcome
from hall_desk.paper.process import render_process
from hall_desk.usecases import moving, serving
from hall_desk.usecases.outcomes import Result
from hall_desk.usecases.process import process_of
from tests.conftest import Day
from tests.paper.pdf_reader import READERS, read_pages, squeezed


@pytest.mark.rule("S3-3")
@pytest.mark.parametrize("read", READERS)
def test_the_process_print_shows_each_steps_time(
    day: Day, clock: FakeClock, read: Callable[[bytes], str]
) -> None:
    day.issue("B15")
    ticket = day.serve(4)
    (item,) = day.ask(serving.items_of, ticket.id)
    day.do(serving.inform, "1021", item_id=item.id)
    clock.advance(65)
    day.do(serving.tick_step, "1021", item_id=item.id, index=0)
    clock.advance(60)
    day.do(serving.tick_step, "1021", item_id=item.id, index=2, skipped="SK2")
    day.do(serving.pause, "1021", item_id=item.id, reason="PZ4")
    clock.advance(30)
    day.do(serving.resume, "1021", item_id=item.id)
    day.do(moving.hold, "1021", ticket_id=ticket.id, reason="PZ3")
    clock.advance(100)
    day.do(moving.take_back, "1021", ticket_id=ticket.id, window=4)
    refusal = Result(
        outcome=Outcome.REFUSED, basis="第十九条", explanation="产权不符", alternative="先办过户"
    )
    clock.advance(20)
    day.do(serving.finish, "1021", ticket_id=ticket.id, result=refusal)
    paper = day.ask(process_of, item.id)
    assert [(step.at, step.skipped) for step in paper.steps[:4]] == [
        ("09:01:06", ""),
        ("09:02:06", "客户先前已办过"),
        ("09:02:06", ""),
        ("", ""),
    ]
    assert [(p.since, p.until, p.counted) for p in paper.pauses] == [
        ("09:02:06", "09:02:36", False),
        ("09:02:36", "09:04:16", True),
    ]
    assert (paper.gross, paper.net, paper.kept) == ("04:35", "02:55", "限内")
    text = squeezed(read(render_process(paper)))
    for words in (
        "办理过程单",
        "09:01:06",
        "略过09:02:06：客户先前已办过",
        "未做",
        "04:35",
        "02:55",
    ):
        assert words in text
    for words in ("不能受理", "第十九条", "产权不符", "先办过户", "等待值班主任协调"):
        assert words in text


def test_a_reclassified_items_sheet_says_what_it_came_from(day: Day) -> None:
    day.issue("B15")
    ticket = day.serve(4)
    (item,) = day.ask(serving.items_of, ticket.id)
    fresh = day.do(serving.reclassify_item, "1021", item_id=item.id, service_code="B14")
    assert day.ask(process_of, fresh.id).origin == "改自 B15 过户"
    assert day.ask(process_of, item.id).outcome == "改为别的事项"


def test_a_long_process_goes_on_with_its_head(day: Day) -> None:
    day.issue("B15")
    ticket = day.serve(4)
    (item,) = day.ask(serving.items_of, ticket.id)
    paper = day.ask(process_of, item.id)
    pages = read_pages(render_process(replace(paper, steps=paper.steps * 14)))
    assert len(pages) == 3
    assert all("办理过程单" in squeezed(page) for page in pages)
