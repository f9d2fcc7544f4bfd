"""Acceptances: told once, taken in, promised, followed and closed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import inspect

from hall_desk.clock import FakeClock
from hall_desk.domain.acceptances import Acceptance, AcceptanceState
from hall_desk.domain.days import HALL_ZONE, hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import Setting
from hall_desk.domain.items import Item, Outcome
from hall_desk.domain.parties import Party
from hall_desk.domain.passes import ReturnPass
from hall_desk.domain.services import Service
from hall_desk.domain.tickets import Ticket
from hall_desk.store import schema
from hall_desk.store.transaction import Tx
from hall_desk.usecases import acceptances, loose_ends, notices, passes, reporting, serving
from hall_desk.usecases.acceptances import AcceptanceForm, PaperTaken
from hall_desk.usecases.outcomes import Result
from tests.conftest import MANAGER, Day

CLERK = "1021"
GOOD_ID = "11010519491231002X"


def form(**changed: Any) -> AcceptanceForm:
    """A form that passes for a low-voltage connection."""
    filled = AcceptanceForm(
        applicant="阿依古丽·买买提",
        id_kind="居民身份证",
        id_no=GOOD_ID,
        phone="13800000000",
        account_no="",
        address="柳溪镇示例路12号",
        papers=tuple(PaperTaken(index=i, copies=1, original_seen=True) for i in range(9)),
    )
    return replace(filled, **changed)


def all_papers(day: Day, code: str, copies: int = 1) -> tuple[PaperTaken, ...]:
    service = day.ask(lambda reading: reading.get(Service, code=code))
    return tuple(
        PaperTaken(index=i, copies=copies, original_seen=True) for i in range(len(service.papers))
    )


def in_hand(day: Day, code: str = "B02") -> tuple[Ticket, Item]:
    day.issue(code)
    ticket = day.serve(4)
    (item,) = day.ask(serving.items_of, ticket.id)
    return ticket, item


def told(day: Day, code: str = "B02") -> tuple[Ticket, Item]:
    ticket, item = in_hand(day, code)
    return ticket, day.do(serving.inform, CLERK, item_id=item.id)


def accepted(day: Day, code: str = "B02", **changed: Any) -> Acceptance:
    ticket, item = told(day, code)
    wanted = form(**{"papers": all_papers(day, code), **changed})
    made: Acceptance = day.do(acceptances.accept, CLERK, item_id=item.id, form=wanted)
    day.finish(ticket, "O1")
    return made


def day_of(moment: datetime | None) -> str:
    assert moment is not None
    return hall_date(moment).isoformat()


def at(text: str, hour: int = 9) -> datetime:
    day = date.fromisoformat(text)
    return datetime(day.year, day.month, day.day, hour, tzinfo=HALL_ZONE).astimezone(UTC)


def switch_profiles(day: Day, names: list[str]) -> None:
    def _switch(tx: Tx) -> None:
        before = tx.get(Setting, name="profiles")
        tx.change(before, Setting(name="profiles", value=names), "set", guard="value")

    day.do(_switch)


@pytest.mark.rule("11(4)")
def test_nothing_is_accepted_before_the_customer_was_told_once(day: Day) -> None:
    _, item = in_hand(day)
    wanted = form(papers=all_papers(day, "B02"))
    with pytest.raises(RuleBroken, match="先一次性告知") as refused:
        day.do(acceptances.accept, CLERK, item_id=item.id, form=wanted)
    assert refused.value.article == "11(4)"
    day.do(serving.inform, CLERK, item_id=item.id)
    assert day.do(acceptances.accept, CLERK, item_id=item.id, form=wanted).number == 1


@pytest.mark.rule("11(4)")
def test_the_notice_lists_exactly_the_papers_not_ticked(day: Day) -> None:
    _, item = in_hand(day)
    service = day.ask(lambda reading: reading.get(Service, code="B02"))
    for index in (0, 2):
        day.do(serving.tick_paper, CLERK, item_id=item.id, index=index)
    notice = day.do(notices.give, CLERK, item_id=item.id)
    names = [paper.name for paper in service.papers]
    assert notice.missing == tuple(name for i, name in enumerate(names) if i not in (0, 2))
    given = day.ask(lambda reading: reading.get(ReturnPass, id=notice.pass_id))
    assert (given.ground, given.item_id) == ("Y6", item.id)


@pytest.mark.rule("11(4)")
def test_the_same_notice_again_is_a_reprint_and_another_one_has_the_next_number(day: Day) -> None:
    _, item = in_hand(day)
    first = day.do(notices.give, CLERK, item_id=item.id)
    again = day.do(notices.give, CLERK, item_id=item.id)
    assert (again.id, again.number, again.reprints) == (first.id, 1, 1)
    day.do(serving.tick_paper, CLERK, item_id=item.id, index=0)
    other = day.do(notices.give, CLERK, item_id=item.id)
    assert (other.number, other.reprints, other.pass_id) == (2, 0, first.pass_id)
    signed = day.do(notices.sign, CLERK, notice_id=other.id)
    assert (signed.signature_mode, signed.signed_at is not None) == ("paper", True)


def test_a_notice_with_everything_there_needs_no_return(day: Day) -> None:
    _, item = in_hand(day)
    service = day.ask(lambda reading: reading.get(Service, code="B02"))
    for index, paper in enumerate(service.papers):
        if paper.mandatory and not paper.filled_here:
            day.do(serving.tick_paper, CLERK, item_id=item.id, index=index)
    notice = day.do(notices.give, CLERK, item_id=item.id)
    assert notice.pass_id is None


def test_only_the_clerk_of_the_window_tells_and_accepts(day: Day) -> None:
    _, item = told(day)
    wanted = form(papers=all_papers(day, "B02"))
    with pytest.raises(RuleBroken, match="不在您的窗口"):
        day.do(notices.give, "1032", item_id=item.id)
    with pytest.raises(RuleBroken, match="不在您的窗口"):
        day.do(acceptances.accept, "1032", item_id=item.id, form=wanted)


@pytest.mark.rule("11(4)")
def test_notices_and_repeat_visits_are_counted_in_the_daily_report(day: Day) -> None:
    ticket, item = in_hand(day)
    notice = day.do(notices.give, CLERK, item_id=item.id)
    day.finish(ticket, result=Result(outcome=Outcome.PAPERS))
    code = day.ask(lambda reading: reading.get(ReturnPass, id=notice.pass_id)).code
    day.do(passes.redeem, "kiosk", code=code)
    day.finish(day.serve(4))
    figures = day.ask(reporting.daily_report).first_contact
    assert (figures.notices, figures.repeat_visits) == (2, 1)


@pytest.mark.rule("18(2)")
def test_each_paper_is_received_with_its_copies_and_its_original(day: Day) -> None:
    _, item = told(day, "B26")
    papers = all_papers(day, "B26", copies=3)
    wanted = form(papers=papers, voltage="高压")
    made = day.do(acceptances.accept, CLERK, item_id=item.id, form=wanted)
    service = day.ask(lambda reading: reading.get(Service, code="B26"))
    assert [p.name for p in made.papers] == [p.name for p in service.papers]
    assert all(paper.copies == 3 and paper.original_seen for paper in made.papers)
    (now,) = day.ask(serving.items_of, item.ticket_id)
    assert now.papers == tuple(range(len(service.papers)))


@pytest.mark.parametrize("copies", [0, 100])
def test_senseless_copies_are_refused(day: Day, copies: int) -> None:
    _, item = told(day)
    with pytest.raises(RuleBroken, match="份数"):
        day.do(
            acceptances.accept,
            CLERK,
            item_id=item.id,
            form=form(papers=all_papers(day, "B02", copies)),
        )


def test_a_missing_mandatory_paper_is_named(day: Day) -> None:
    _, item = told(day)
    with pytest.raises(RuleBroken, match="还缺必备资料") as refused:
        day.do(acceptances.accept, CLERK, item_id=item.id, form=form(papers=()))
    assert refused.value.field == "papers"


@pytest.mark.rule("18(2)")
def test_a_design_review_is_due_by_its_voltage_from_its_submission(day: Day) -> None:
    _, item = told(day, "B26")
    wanted = form(papers=all_papers(day, "B26"))
    with pytest.raises(RuleBroken, match="低压或高压"):
        day.do(acceptances.accept, CLERK, item_id=item.id, form=wanted)
    low = day.do(acceptances.accept, CLERK, item_id=item.id, form=replace(wanted, voltage="低压"))
    assert [stage.stage for stage in low.promises] == ["低压审核答复"]
    assert day_of(low.due_at) == "2026-03-22"


@pytest.mark.rule("18(1)")
@pytest.mark.parametrize(
    ("code", "on", "due"),
    [("B02", "2026-03-01", "2026-03-11"), ("B03", "2026-01-31", "2026-02-28")],
)
def test_the_plan_is_promised_at_the_acceptance(
    day: Day, clock: FakeClock, code: str, on: str, due: str
) -> None:
    clock.set(at("2026-03-12"))
    _ticket, item = told(day, code)
    clock.set(at(on))  # the window stays open; only the promise is looked at
    made = day.do(
        acceptances.accept, CLERK, item_id=item.id, form=form(papers=all_papers(day, code))
    )
    assert made.promises[0].stage == "供电方案答复"
    assert day_of(made.promises[0].due_at) == due
    assert day_of(made.due_at) == due


@pytest.mark.rule("18(1)")
def test_closing_late_without_an_explanation_is_refused(day: Day, clock: FakeClock) -> None:
    made = accepted(day)
    clock.set(at("2026-03-23"))
    with pytest.raises(RuleBroken, match="逾期原因") as refused:
        day.do(acceptances.close, CLERK, acceptance_id=made.id, result="已答复供电方案")
    assert (refused.value.field, refused.value.article) == ("late_reason", "18(1)")
    with pytest.raises(RuleBroken, match="向客户说明的时间"):
        day.do(
            acceptances.close,
            CLERK,
            acceptance_id=made.id,
            result="已答复供电方案",
            late_reason="现场勘查受阻",
        )
    with pytest.raises(RuleBroken, match="现在之前"):
        day.do(
            acceptances.close,
            CLERK,
            acceptance_id=made.id,
            result="已答复供电方案",
            late_reason="现场勘查受阻",
            late_told_at=clock.now() + timedelta(minutes=1),
        )
    closed = day.do(
        acceptances.close,
        CLERK,
        acceptance_id=made.id,
        result="已答复供电方案",
        late_reason="现场勘查受阻",
        late_told_at=clock.now() - timedelta(hours=2),
    )
    assert closed.state is AcceptanceState.CLOSED
    assert closed.late_reason == "现场勘查受阻"


@pytest.mark.rule("18(1)")
def test_a_stage_done_late_needs_its_explanation_at_the_close(day: Day, clock: FakeClock) -> None:
    made = accepted(day)
    clock.set(at("2026-03-23"))
    day.do(acceptances.finish_stage, CLERK, acceptance_id=made.id, stage="供电方案答复")
    with pytest.raises(RuleBroken, match="逾期原因"):
        day.do(acceptances.close, CLERK, acceptance_id=made.id, result="已送电")
    day.do(
        acceptances.explain_delay,
        CLERK,
        acceptance_id=made.id,
        reason="勘查受阻",
        told_at=clock.now(),
    )
    done = day.do(acceptances.close, CLERK, acceptance_id=made.id, result="已送电")
    assert done.state is AcceptanceState.CLOSED


def test_closing_in_time_needs_a_result_only(day: Day) -> None:
    made = accepted(day)
    with pytest.raises(RuleBroken, match="办理结果"):
        day.do(acceptances.close, CLERK, acceptance_id=made.id, result=" ")
    closed = day.do(acceptances.close, CLERK, acceptance_id=made.id, result="客户撤回")
    assert (closed.closed_by, closed.due_at) == (CLERK, None)
    with pytest.raises(RuleBroken, match="已经办结"):
        day.do(acceptances.close, CLERK, acceptance_id=made.id, result="再次")


@pytest.mark.rule("18(3)")
def test_energising_is_due_after_the_later_of_inspection_and_contract(
    day: Day, clock: FakeClock
) -> None:
    made = accepted(day)
    clock.set(at("2026-03-16"))
    waiting = day.do(acceptances.finish_stage, CLERK, acceptance_id=made.id, stage="供电方案答复")
    assert day_of(waiting.due_at) == "2026-03-23"  # nothing runs: the next look after it
    clock.set(at("2026-05-03"))
    record = {"acceptance_id": made.id}
    one = day.do(
        acceptances.record_event,
        CLERK,
        event="inspection_passed",
        on=date(2026, 4, 28),
        **record,
    )
    assert one.promises[1].due_at is None
    both = day.do(
        acceptances.record_event, CLERK, event="contract_signed", on=date(2026, 4, 30), **record
    )
    assert day_of(both.promises[1].due_at) == "2026-05-11"
    assert day_of(both.due_at) == "2026-05-11"


def test_dates_of_events_are_between_the_acceptance_and_today(day: Day) -> None:
    made = accepted(day)
    for on, why in ((date(2026, 3, 13), "晚于今天"), (date(2026, 3, 11), "早于受理")):
        with pytest.raises(RuleBroken, match=why):
            day.do(
                acceptances.record_event,
                CLERK,
                acceptance_id=made.id,
                event="contract_signed",
                on=on,
            )
    with pytest.raises(RuleBroken, match="不用登记"):
        day.do(
            acceptances.record_event,
            CLERK,
            acceptance_id=made.id,
            event="design_submitted",
            on=date(2026, 3, 12),
        )


@pytest.mark.rule("18(2)")
def test_returned_papers_are_ticked_one_by_one_and_the_signer_stays(day: Day) -> None:
    made = accepted(day)
    give = {"acceptance_id": made.id}
    with pytest.raises(RuleBroken, match="签收人"):
        day.do(acceptances.return_papers, CLERK, indexes=[0], signer="", **give)
    with pytest.raises(RuleBroken, match="勾选"):
        day.do(acceptances.return_papers, CLERK, indexes=[], signer="林远", **give)
    back = day.do(acceptances.return_papers, CLERK, indexes=[0, 2], signer="林远", **give)
    assert [paper.returned_at is not None for paper in back.papers[:4]] == [
        True,
        False,
        True,
        False,
    ]
    assert back.returned_to == "林远"
    with pytest.raises(RuleBroken, match="已经退还"):
        day.do(acceptances.return_papers, CLERK, indexes=[0], signer="林远", **give)
    more = day.do(acceptances.return_papers, CLERK, indexes=[1], signer="阿依古丽", **give)
    assert more.returned_to == "林远、阿依古丽"


@pytest.mark.rule("36")
def test_another_profile_changes_new_acceptances_only(day: Day) -> None:
    before = accepted(day)
    switch_profiles(day, ["norm2003", "commitment2023"])
    kept = day.ask(lambda reading: reading.get(Acceptance, id=before.id))
    assert kept == before
    after = accepted(day)
    assert before.rule_version == "norm2003+SAMPLE_internal"
    assert after.rule_version == "norm2003+commitment2023"
    assert "供电企业各环节合计" not in [stage.stage for stage in before.promises]
    total = next(stage for stage in after.promises if stage.stage == "供电企业各环节合计")
    assert day_of(total.due_at) == "2026-03-20"
    assert after.due_at == total.due_at


@pytest.mark.rule("36")
def test_an_event_after_the_switch_still_uses_the_promise_that_was_given(
    day: Day, clock: FakeClock
) -> None:
    made = accepted(day)
    switch_profiles(day, ["commitment2023"])
    dated = made
    for event in ("inspection_passed", "contract_signed"):
        dated = day.do(
            acceptances.record_event,
            CLERK,
            acceptance_id=made.id,
            event=event,
            on=date(2026, 3, 12),
        )
    assert [stage.stage for stage in dated.promises] == ["供电方案答复", "送电"]
    assert day_of(dated.promises[1].due_at) == "2026-03-19"


@pytest.mark.rule("11(5)")
def test_mistakes_put_right_are_logged_without_the_wrong_value(day: Day) -> None:
    _, item = told(day)
    found = (
        ("id_no", "身份证号校验位不对，请核对证件。"),
        ("phone", "手机号应为 11 位，现在 10 位。"),
    )
    wanted = form(papers=all_papers(day, "B02"), corrections=found)
    day.do(acceptances.accept, CLERK, item_id=item.id, form=wanted)
    today = date(2026, 3, 12)
    logged = day.ask(acceptances.corrections_of, today, today)
    assert [(each.field, each.message) for each in logged] == list(found)
    assert {each.staff_no for each in logged} == {CLERK}
    assert {each.form for each in logged} == {"acceptance"}


@pytest.mark.rule("11(5)")
@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("id_no", "110105194912310021"),
        ("phone", "1380000000"),
        ("account_no", "360012345012"),
        ("applicant", "林?"),
        ("address", "柳溪"),
    ],
)
def test_the_verb_checks_every_field_too(day: Day, field: str, wrong: str) -> None:
    _, item = told(day)
    wanted = form(**{"papers": all_papers(day, "B02"), field: wrong})
    with pytest.raises(RuleBroken) as refused:
        day.do(acceptances.accept, CLERK, item_id=item.id, form=wanted)
    assert refused.value.field == field


def test_numbers_have_no_gap_and_an_item_is_accepted_once(day: Day) -> None:
    _, item = told(day)
    wanted = form(papers=all_papers(day, "B02"))
    bad = replace(wanted, phone="1")
    with pytest.raises(RuleBroken):
        day.do(acceptances.accept, CLERK, item_id=item.id, form=bad)
    made = day.do(acceptances.accept, CLERK, item_id=item.id, form=wanted)
    assert made.code == "20260312-001"
    with pytest.raises(RuleBroken, match="已受理，受理号 20260312-001"):
        day.do(acceptances.accept, CLERK, item_id=item.id, form=wanted)
    assert day.ask(acceptances.find_by_item, item.id) == made


def test_a_pass_is_withdrawn_when_the_papers_are_there_in_the_same_visit(day: Day) -> None:
    _, item = in_hand(day)
    notice = day.do(notices.give, CLERK, item_id=item.id)
    day.do(serving.inform, CLERK, item_id=item.id)
    wanted = form(papers=all_papers(day, "B02"))
    day.do(acceptances.accept, CLERK, item_id=item.id, form=wanted)
    given = day.ask(lambda reading: reading.get(ReturnPass, id=notice.pass_id))
    assert given.voided_at is not None


@pytest.mark.rule("S3-7")
@pytest.mark.parametrize("code", ["B01", "B03", "B26", "B28", "B30", "B33"])
def test_every_open_acceptance_has_an_owner_and_a_next_due(day: Day, code: str) -> None:
    voltage = "低压" if code == "B26" else ""
    made = accepted(day, code, voltage=voltage)
    assert made.due_at is not None
    assert day.ask(loose_ends.loose_ends) == []
    with day.hall.store.write() as turn:
        turn.conn.execute(schema.acceptance.update().values(due_at=None))
    (loose,) = day.ask(loose_ends.loose_ends)
    assert (loose.kind, loose.id, loose.owner, loose.due) == ("acceptance", made.id, True, False)


def test_only_the_owner_or_the_manager_follows_it(day: Day) -> None:
    made = accepted(day)
    with pytest.raises(RuleBroken, match="由 1021 负责"):
        day.do(acceptances.finish_stage, "1032", acceptance_id=made.id, stage="供电方案答复")
    with pytest.raises(RuleBroken, match="由 1021 负责"):
        day.do(acceptances.close, "1032", acceptance_id=made.id, result="x")
    given = {"acceptance_id": made.id, "to": "1032", "reason": "病假"}
    with pytest.raises(RuleBroken, match="由 1021 负责"):
        day.do(acceptances.hand_over, "1032", **given)
    with pytest.raises(RuleBroken, match="请写转交的原因"):
        day.do(acceptances.hand_over, CLERK, **{**given, "reason": ""})
    day.do(acceptances.hand_over, CLERK, **given)
    assert [each.id for each in day.ask(acceptances.open_acceptances, "1032")] == [made.id]
    day.do(acceptances.close, MANAGER, acceptance_id=made.id, result="已送电")
    assert day.ask(acceptances.open_acceptances) == []
    with pytest.raises(RuleBroken, match="已经办结"):
        day.do(acceptances.hand_over, MANAGER, **{**given, "to": CLERK})


def test_a_promise_is_not_put_off_by_looking_after_it(day: Day) -> None:
    made = accepted(day)
    with pytest.raises(RuleBroken, match="正在计时"):
        day.do(acceptances.follow_up, CLERK, acceptance_id=made.id)
    other = accepted(day, "B30")
    later = day.do(acceptances.follow_up, CLERK, acceptance_id=other.id)
    assert day_of(later.due_at) == "2026-03-19"


@pytest.mark.rule("4(3)")
def test_looking_at_the_full_data_is_journalled(day: Day) -> None:
    made = accepted(day)
    day.do(acceptances.unmask, "1032", acceptance_id=made.id)
    table = schema.journal
    with day.hall.store.read() as conn:
        rows = conn.execute(table.select().where(table.c.action == "unmask_acceptance")).all()
    assert [(row.actor, row.subject, row.subject_id) for row in rows] == [
        ("1032", "acceptance", str(made.id))
    ]


@pytest.mark.rule("17(1)")
def test_no_record_of_an_application_has_room_for_a_firm(day: Day) -> None:
    words = ("supplier", "vendor", "contractor", "designer", "builder", "manufacturer", "firm")
    with day.hall.store.read() as conn:
        found = inspect(conn)
        for table in found.get_table_names():
            for column in found.get_columns(table):
                assert not any(word in column["name"] for word in words), (table, column["name"])
    fields = {*AcceptanceForm.__dataclass_fields__, *Acceptance.__dataclass_fields__}
    assert not any(word in name for name in fields for word in words)


def test_an_accepted_matter_is_found_again_by_its_applicant(day: Day) -> None:
    made = accepted(day, account_no="3600123450127")
    (party,) = day.ask(lambda reading: reading.all(Party))
    assert (party.source, party.source_id) == ("acceptance", made.id)
    assert (party.name, party.account_no) == (made.applicant, "3600123450127")
    assert party.initials.lower() == "aygl" + "mmt"
