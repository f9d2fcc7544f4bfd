"""The rating card beside the next call, and the phrases at their moments."""

import pytest

from hall_desk.domain.ratings import GivenBy
from hall_desk.presenters import counter_phrases as moments
from hall_desk.presenters.counter import CounterPresenter
from hall_desk.presenters.counter_rating import RATE_S
from hall_desk.presenters.counter_state import Phase
from hall_desk.usecases import phrases, ratings
from tests.conftest import MANAGER, Day
from tests.presenters.test_counter import at_window, begin


@pytest.fixture
def counter(day: Day) -> CounterPresenter:
    """Window 3 with its clerk."""
    day.count_float()
    return at_window(day)


@pytest.mark.rule("S1-11", "6(2)")
def test_a_finished_visit_is_asked_and_bidden_farewell(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.finish()
    card = counter.build().rating
    assert (card.code, card.given, card.seconds_left) == ("A001", None, RATE_S)
    assert dict(card.levels)[5] == "非常满意"
    assert card.farewell == "“您的业务已办理完毕，请带好随身物品，请慢走。”"
    counter.rate(5)
    assert counter.build().rating.given == 5
    kept = day.ask(ratings.rating_of, counter.facts.last_done.id)  # type: ignore[union-attr]
    assert kept is not None
    assert (kept.level, kept.given_by) == (5, GivenBy.KEYS)


def test_the_next_call_is_never_in_the_way(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.finish()
    day.issue()
    counter.refresh()
    counter.call_next()
    state = counter.build()
    assert state.phase is Phase.CALLED
    assert (state.rating.code, state.rating.at_counter) == ("A001", False)
    counter.start()
    assert counter.build().rating.code == ""
    counter.rate(3)
    assert counter.message.text == "没有刚办结的客户可以评价。"


def test_an_answer_while_the_call_is_under_way_is_not_lost(
    day: Day, counter: CounterPresenter
) -> None:
    begin(counter, day)
    counter.finish()
    counter.busy = True
    counter.rate(2)
    counter.busy = False
    assert [r.level for r in day.ask(ratings.open_follow_ups)] == [2]


def test_a_clerk_is_told_that_a_bad_answer_stays(day: Day, counter: CounterPresenter) -> None:
    begin(counter, day)
    counter.finish()
    counter.rate(1)
    assert "值班主任会回访" in counter.message.text
    counter.rate(5)
    assert counter.message.is_error
    assert counter.build().rating.given == 1


@pytest.mark.rule("S3-1")
def test_an_edited_phrase_shows_at_a_running_counter_from_the_next_use(
    day: Day, counter: CounterPresenter
) -> None:
    day.do(phrases.edit_phrase, code="P01", text="您好，很高兴为您服务！")
    begin(counter, day)
    assert counter.build().phrase.text == "“您好，很高兴为您服务！”"
    day.do(phrases.restore_phrase, code="P01")
    counter.refresh()
    assert "欢迎光临" in counter.build().phrase.text


def test_the_words_are_read_once_and_again_only_when_edited(
    day: Day, counter: CounterPresenter
) -> None:
    counter.refresh()
    before = counter.catalogue
    begin(counter, day)
    assert counter.catalogue is before
    day.do(phrases.edit_phrase, code="P24", text="请慢走。")
    counter.refresh()
    assert counter.catalogue is not before


@pytest.mark.rule("4(4)", "6(2)")
@pytest.mark.parametrize(
    ("service", "code"), [("A01", "P01"), ("B01", "P01"), ("C04", "P26"), ("D01", "P21")]
)
def test_the_first_words_of_a_visit(day: Day, service: str, code: str) -> None:
    window, staff_no = (4, "1021") if service.startswith("B") else (3, "1032")
    counter = at_window(day, window, staff_no)
    begin(counter, day, service)
    assert counter.build().phrase.moment.endswith(code)


@pytest.mark.rule("4(4)", "6(2)", "11(6)")
def test_every_moment_of_a_visit_has_its_words(day: Day, counter: CounterPresenter) -> None:
    """开始办理, over the limit, 唱收, 发票, 办结: each shows its phrase, none blocks a key."""
    day.issue()
    begin(counter, day)
    seen = [counter.build().phrase.moment[-3:]]
    day.clock.advance(301)
    seen.append(counter.build().phrase.moment[-3:])
    assert counter.build().phrase.apology
    counter.finish()
    counter.choose_over_reason("O1")
    counter.finish()
    counter.call_next()
    seen.append(counter.build().phrase.moment[-3:])
    counter.start()
    counter.set_due(8640)
    seen.append(counter.build().phrase.moment[-3:])
    counter.set_received(10_000)
    counter.take_payment("CASH")
    counter.pay(finish=False)
    seen.append(counter.build().phrase.moment[-3:])
    counter.finish()
    seen.append("P24" if "慢走" in counter.build().rating.farewell else "")
    assert seen == ["P01", "P05", "P04", "P10", "P12", "P24"]


def test_a_missing_paper_is_asked_for_and_named_after_the_notice(day: Day) -> None:
    counter = at_window(day, 4, "1021")
    begin(counter, day, "B01")
    counter.tick_next_step()
    asked = counter.build().phrase
    assert asked.moment.endswith("P06")
    counter.inform()
    missing = counter.build().phrase
    assert missing.moment.endswith("P08")
    assert "___" not in missing.text


@pytest.mark.rule("11(9)")
def test_the_last_quarter_of_an_hour_has_its_words_for_those_waiting(
    day: Day, counter: CounterPresenter
) -> None:
    facts, catalogue = counter.facts, counter.catalogue
    assert facts is not None
    assert catalogue is not None
    assert facts.day is not None
    assert counter.build().phrase.text == ""
    day.clock.advance(8 * 3600 + 15 * 60)
    assert "17:30停止取号" in counter.build().phrase.text.replace(" ", "")
    day.clock.advance(15 * 60)
    assert counter.build().phrase.text == ""


def test_words_for_other_pages_are_filled_or_left_blank(
    day: Day, counter: CounterPresenter
) -> None:
    catalogue = counter.catalogue
    assert catalogue is not None
    assert "预计 20 分钟" in moments.incident_phrase(catalogue, 20).text
    assert moments.incident_phrase(catalogue, None).moment.endswith("P16")
    assert "按照 ___" in moments.refused_phrase(catalogue, " ").text
    assert moments.refused_phrase(catalogue, "供电营业规则").bold == ("供电营业规则",)
    assert moments.correction_phrase(catalogue).moment.endswith("P20")
    assert "青禾供电营业厅" in moments.callback_phrase(catalogue, MANAGER, "这次办理").text
    assert moments.form_phrase(catalogue).moment.endswith("P09")
    assert moments.guide_phrase(catalogue).moment.endswith("P02")
    assert "身份证、房产证" in moments.missing_phrase(catalogue, ("身份证", "房产证")).text
