"""The duty manager's pages: follow-ups, phrases, window signs."""

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.papers import Outline
from hall_desk.domain.people import Staff
from hall_desk.domain.ratings import Rating, RatingStep
from hall_desk.domain.tickets import WindowNo
from hall_desk.paper.faults import PaperFault
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.duty import DutyPresenter
from hall_desk.presenters.follow_ups import FollowUpsPresenter
from hall_desk.presenters.phrases import PhrasesPresenter
from hall_desk.presenters.signs_setup import SignsSetupPresenter
from hall_desk.usecases import ratings, windowsigns
from hall_desk.usecases.hall import Hall
from tests.conftest import MANAGER, Day


def desk_of(hall: Hall) -> tuple[Desk, Staff]:
    """The duty manager at the desk."""
    manager = hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))
    return Desk(hall=hall, runner=SyncRunner()), manager


def bad(day: Day, level: int = 2) -> int:
    """A visit whose customer was not content; gives the rating's id."""
    ticket = day.whole_visit()
    made = day.do(ratings.rate, "1032", subject_id=ticket.id, level=level)
    return int(made.id)


@pytest.mark.rule("S1-11")
def test_a_bad_answer_alerts_the_duty_desk_until_it_is_followed_up(
    hall: Hall, day: Day, clock: FakeClock
) -> None:
    rating_id = bad(day)
    presenter = DutyPresenter(*desk_of(hall))
    presenter.refresh()
    (line,) = [li for li in presenter.build().alerts if li.key == f"follow:{rating_id}"]
    assert (line.title, line.action, line.loudness) == ("A001 评价“不满意”", "follow", "edge")
    assert line.figure == "24 时 00 分"
    clock.advance(25 * 3600)
    presenter.refresh()
    (late,) = [li for li in presenter.build().alerts if li.key == f"follow:{rating_id}"]
    assert (late.loudness, late.figure_note) == ("warn", "超过期限")
    day.do(ratings.close_follow_up, rating_id=rating_id, result="已致歉")
    presenter.refresh()
    assert not [li for li in presenter.build().alerts if li.key.startswith("follow")]


@pytest.mark.rule("S1-11")
def test_a_follow_up_is_closed_with_its_result_and_the_callbacks_answer(
    hall: Hall, day: Day
) -> None:
    first, second = bad(day, 1), bad(day, 2)
    presenter = FollowUpsPresenter(*desk_of(hall))
    presenter.refresh()
    assert [row.rating_id for row in presenter.build().rows] == [first, second]
    assert presenter.build().summary == "待回访 2 件"
    assert "0906" in presenter.build().detail.phrase.text
    presenter.choose(second)
    presenter.close_follow_up()
    assert (presenter.message.field, presenter.message.is_error) == ("follow_result", True)
    presenter.set_result("已解释并致歉")
    presenter.choose_level("4")
    presenter.close_follow_up()
    assert [row.rating_id for row in presenter.build().rows] == [first]
    closed = day.ask(lambda r: r.get(Rating, id=second))
    assert (closed.follow_result, closed.follow_closed_by) == ("已解释并致歉", MANAGER)
    again = day.ask(ratings.rating_of, closed.subject_id, step=RatingStep.CALLBACK)
    assert again is not None
    assert again.level == 4
    presenter.set_only_open(False)
    states = [row.cells[-1] for row in presenter.build().rows]
    assert sorted(states) == ["已回访", "待回访"]
    assert ("窗口", "2 / 2，满意 0 %") in presenter.build().steps


def test_what_is_typed_for_one_follow_up_stays_when_another_is_looked_at(
    hall: Hall, day: Day
) -> None:
    first, second = bad(day), bad(day)
    presenter = FollowUpsPresenter(*desk_of(hall), chosen=second)
    presenter.refresh()
    assert presenter.build().detail.rating_id == second
    presenter.set_result("电话无人接听")
    presenter.choose(first)
    assert presenter.build().detail.result == ""
    presenter.choose(second)
    assert presenter.build().detail.result == "电话无人接听"


@pytest.mark.rule("S3-1")
def test_the_phrase_page_saves_refuses_and_restores(hall: Hall) -> None:
    presenter = PhrasesPresenter(*desk_of(hall))
    presenter.refresh()
    state = presenter.build()
    assert len(state.rows) == 26
    assert "不知道" in state.forbidden
    presenter.choose("P11")
    assert "{change} 找零" in presenter.build().detail.places
    presenter.set_text("找您{change}元，急什么。")
    presenter.save()
    assert (presenter.message.field, presenter.message.is_error) == ("text", True)
    assert presenter.build().detail.text == "找您{change}元，急什么。"
    presenter.set_text("找您{change}元，请您点清。")
    presenter.save()
    row = next(row for row in presenter.build().rows if row.code == "P11")
    assert (row.text, row.version) == ("找您{change}元，请您点清。", "第 2 版")
    presenter.restore()
    row = next(row for row in presenter.build().rows if row.code == "P11")
    assert (row.version, row.edited) == ("默认", False)
    presenter.restore()
    assert presenter.message.text == "P11 已是默认用语。"


@pytest.mark.rule("12(5)")
def test_the_signs_page_keeps_language_and_texts_and_prints(hall: Hall) -> None:
    printed: list[tuple[int, Outline | None]] = []
    outline = Outline(width=10, height=1, strokes=())
    desk, manager = desk_of(hall)
    presenter = SignsSetupPresenter(
        desk,
        manager,
        shape=lambda text, rtl: outline if rtl else None,
        print_sign=lambda window, drawn: printed.append((window, drawn)),
    )
    presenter.refresh()
    assert [row.window for row in presenter.build().rows] == [1, 3, 4, 8]
    presenter.choose(3)
    presenter.edit("third", "تەست")
    presenter.set_language("维吾尔文")
    assert "没有这种文字" in presenter.build().warning
    presenter.set_rtl(True)
    assert presenter.build().warning == ""
    presenter.save()
    texts = hall.ask(windowsigns.sign_texts)
    assert (texts.language.name, texts.language.rtl) == ("维吾尔文", True)
    assert next(sign for no, _, sign in texts.windows if no == 3).third == "تەست"
    presenter.print_it()
    assert printed == [(3, outline)]
    presenter.edit("name", "窗" * 30)
    presenter.save()
    assert presenter.message.field == "name"
    assert presenter.build().draft.name == "窗" * 30


def test_a_sign_that_cannot_be_printed_says_why(hall: Hall) -> None:
    def _fail(window: WindowNo, outline: Outline | None) -> None:
        raise PaperFault("打印机缺纸。")

    presenter = SignsSetupPresenter(*desk_of(hall), shape=lambda text, rtl: None, print_sign=_fail)
    presenter.refresh()
    presenter.print_it()
    assert presenter.banner == "标识没有打出来：打印机缺纸。"
