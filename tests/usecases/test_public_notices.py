"""Public notices (公示, Art. 5(1)): versions, dates, the price list with its documents."""

from datetime import date
from typing import Any

import pytest

from hall_desk.clock import FakeClock
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import Staff
from hall_desk.domain.publicnotices import NoticeKind, PublicNotice, cells_of
from hall_desk.presenters.base import Desk, SyncRunner
from hall_desk.presenters.opening import OpeningPresenter
from hall_desk.store import schema
from hall_desk.store.engine import Store
from hall_desk.store.upgrade import ensure_current
from hall_desk.usecases import founding, hungpapers, opening, publicnotices
from hall_desk.usecases.hall import Hall
from hall_desk.usecases.paidservice import price_list
from tests.conftest import MANAGER, Day, checked, found
from tests.usecases.test_replay import Twice

TODAY = date(2026, 3, 12)


def hanging(day: Day, *kinds: NoticeKind) -> list[PublicNotice]:
    """What the public screens show today."""
    return [each.notice for each in day.ask(publicnotices.shown_notices, *kinds)]


def publish(day: Day, kind: NoticeKind = NoticeKind.NEWS, **changed: Any) -> PublicNotice:
    given: dict[str, Any] = {
        "kind": kind,
        "title": "停电通知",
        "body": "柳溪一线 3月15日 检修。",
        "approval_doc": "样价文〔2026〕0号",
        "valid_from": TODAY,
        "valid_to": None,
    }
    notice: PublicNotice = day.do(publicnotices.publish, **{**given, **changed})
    return notice


def prices_of(day: Day) -> PublicNotice:
    (notice,) = hanging(day, NoticeKind.PRICES)
    assert isinstance(notice, PublicNotice)
    return notice


@pytest.mark.rule("5(1)")
def test_a_new_hall_hangs_up_promise_services_procedure_and_prices(day: Day) -> None:
    hung = day.ask(publicnotices.hanging)
    kinds = ["promise", "services", "procedure", "prices"]
    assert [notice.kind.value for notice in hung] == kinds
    assert all(notice.version == 1 and notice.body for notice in hung)
    promise = hung[0].body
    assert "收费每件 5 分钟内办结" in promise
    assert "12398" in promise


@pytest.mark.rule("5(1)")
def test_the_price_notice_lists_each_enabled_price_with_its_document(hall: Hall, day: Day) -> None:
    table = schema.price
    with hall.store.write() as turn:
        off = table.update().where(table.c.code == "L02").values(enabled=False)
        turn.conn.execute(off)
    rows = [
        cells_of(line) for line in day.ask(publicnotices.compose, NoticeKind.PRICES).split("\n")
    ]
    listed = {row[0]: row for row in rows if len(row) == 6}
    prices = {price.code: price for price in day.ask(price_list)}
    assert "L02" not in listed
    for code, price in prices.items():
        if price.enabled:
            assert listed[code][1:3] == (price.name, price.unit)
            assert listed[code][4] == price.approval_doc != ""
            assert listed[code][5].startswith(price.valid_from.isoformat())


@pytest.mark.rule("5(1)")
def test_a_replaced_notice_counts_its_version_up_and_the_old_one_is_kept(
    hall: Hall, day: Day
) -> None:
    first = publish(day, NoticeKind.PROMISE, title="服务承诺")
    second = publish(day, NoticeKind.PROMISE, title="服务承诺")
    assert (first.version, second.version) == (2, 3)
    (shown,) = hanging(day, NoticeKind.PROMISE)
    assert shown == second
    kept = hall.ask(lambda reading: reading.get(PublicNotice, id=first.id))
    assert kept.withdrawn_at is not None
    day.do(publicnotices.withdraw, notice_id=second.id)
    assert hanging(day, NoticeKind.PROMISE) == []
    assert publish(day, NoticeKind.PROMISE, title="服务承诺").version == 4


def test_news_may_be_several_and_is_replaced_by_name(day: Day) -> None:
    one, two = publish(day), publish(day, title="节日营业时间")
    again = publish(day, body="改到 3月16日。", replaces=one.id)
    assert again.version == 2
    assert set(hanging(day, NoticeKind.NEWS)) == {two, again}
    with pytest.raises(RuleBroken, match="已经换下"):
        publish(day, replaces=one.id)


def test_a_notice_of_tomorrow_is_not_shown_today(day: Day, clock: FakeClock) -> None:
    later = publish(day, valid_from=date(2026, 3, 13))
    assert later not in hanging(day)
    clock.advance(24 * 3600)
    assert later in hanging(day)


@pytest.mark.rule("5(1)")
def test_an_expired_price_list_is_red_on_the_display_and_warns_at_opening(
    store: Store, clock: FakeClock
) -> None:
    ensure_current(store)
    hall = found(store, clock)
    day = Day(hall, clock)
    me = hall.ask(lambda reading: reading.get(Staff, staff_no=MANAGER))
    screen = OpeningPresenter(Desk(hall=hall, runner=SyncRunner()), me)
    screen.refresh()
    assert screen.build().expired == ""
    publish(day, NoticeKind.PRICES, title="收费标准", valid_from=TODAY, valid_to=TODAY)
    screen.refresh()
    assert screen.build().expired == ""
    clock.advance(24 * 3600)
    screen.refresh()
    assert "“收费标准”2026-03-12 已到期" in screen.build().expired
    assert [each.expired for each in hall.ask(publicnotices.shown_notices, NoticeKind.PRICES)] == [
        True
    ]
    windows = {1: "A"}
    hall.do(opening.open_day, MANAGER, None, checklist=checked(hall), windows=windows)
    assert hall.ask(hungpapers.public_notice_of, prices_of(day).id).expired


@pytest.mark.rule("5(1)")
def test_a_price_that_ran_out_makes_its_list_expired(hall: Hall, day: Day) -> None:
    assert day.ask(publicnotices.expired_notices) == ()
    table = schema.price
    with hall.store.write() as turn:
        ends = table.update().where(table.c.code == "L05").values(valid_to=date(2026, 3, 11))
        turn.conn.execute(ends)
    (expired,) = day.ask(publicnotices.expired_notices)
    assert expired.notice == prices_of(day)
    assert "更换灯具" in expired.words
    assert day.ask(publicnotices.price_list_changed, prices_of(day))


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"body": ""}, "body"),
        ({"kind": NoticeKind.PRICES, "approval_doc": ""}, "approval_doc"),
        ({"valid_to": date(2026, 3, 11)}, "valid_to"),
        ({"title": "通" * 41}, "title"),
        ({"body": "\u202e反"}, "body"),
    ],
)
def test_a_bad_notice_is_refused_at_its_field(
    day: Day, changed: dict[str, Any], field: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        publish(day, **changed)
    assert refusal.value.field == field


def test_a_clerk_hangs_up_nothing_and_takes_nothing_down(day: Day) -> None:
    notice = publish(day)
    with pytest.raises(RuleBroken, match="没有这项权限"):
        day.do(publicnotices.withdraw, "1032", notice_id=notice.id)
    with pytest.raises(RuleBroken, match="没有这项权限"):
        day.do(
            publicnotices.publish,
            "1032",
            kind=NoticeKind.NEWS,
            title="x",
            body="x",
            approval_doc="",
            valid_from=TODAY,
            valid_to=None,
        )


def test_a_retry_gives_the_notice_of_the_press(hall: Hall, day: Day) -> None:
    twice = Twice(hall)
    given: dict[str, Any] = {"title": "承诺", "body": "话", "approval_doc": ""}
    made = twice(
        publicnotices.publish,
        MANAGER,
        kind=NoticeKind.PROMISE,
        valid_from=TODAY,
        valid_to=None,
        **given,
    )
    twice(publicnotices.withdraw, MANAGER, notice_id=made.id)


def test_a_hall_of_an_older_edition_gets_its_notices_once(hall: Hall, day: Day) -> None:
    before = day.ask(publicnotices.hanging)
    day.do(publicnotices.seed)
    assert day.ask(publicnotices.hanging) == before
    assert hall.ask(founding.is_complete)
