"""First contacts of the rehearsal (首问): answered, guided, referred, some closed by evening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hall_desk.domain.contacts import DirectoryEntry, FirstContact, Handling, VisitMode
from hall_desk.domain.items import Item, Outcome
from hall_desk.rehearsal.agenda import Actor
from hall_desk.rehearsal.contact_moves import RUNGS
from hall_desk.rehearsal.plan import Errand, Trait
from hall_desk.rehearsal.stage import Stage
from hall_desk.usecases import contacts
from hall_desk.usecases.outcomes import Result

if TYPE_CHECKING:
    from hall_desk.rehearsal.visit import Visit

_HANDLING = {
    Trait.ANSWERED: Handling.ANSWERED,
    Trait.GUIDED: Handling.GUIDED,
    Trait.REFERRED: Handling.REFERRED,
    Trait.REFERRED_CLOSED: Handling.REFERRED,
    Trait.LATER: Handling.LATER,
}
# What customers come with, and the department that handles it when it is not the hall's own.
_MATTERS = {
    "C01": (
        ("近两月电量偏高，请核实", "JL"),
        ("上月账单与抄表数不符", "JL"),
        ("空置房仍有电量，请查表", "JL"),
        ("合表户分摊电量有疑问", "KF"),
    ),
    "C02": (
        ("峰谷电价怎样申请、何时执行", "KF"),
        ("一户多人口电价需要哪些材料", "KF"),
        ("商铺改住宅电价怎么办理", "JC"),
    ),
    "C03": (
        ("新装业务办到哪一步", "KF"),
        ("充电桩报装何时装表", "JL"),
        ("过户后合同何时可取", "KF"),
    ),
    "C04": (("小区停电计划查询", "QX"), ("晚间频繁停电的原因", "QX")),
    "C05": (("电动汽车充电安全咨询", "JC"), ("老房线路老化怎样检查", "JC")),
    "D03": (("建议增设缴费窗口", "KF"), ("建议延长营业时间", "KF")),
    "D05": (("电压异常致冰箱损坏，要求索赔", "QX"),),
    "E01": (("线路落树枝，家中无电", "QX"), ("电杆倾斜，请尽快处理", "QX")),
    "E02": (("客户内部线路跳闸", "QX"), ("漏电保护器合不上", "QX")),
    "E03": (("电能表显示异常", "JL"), ("电能表黑屏", "JL")),
}
_OTHER_MATTERS = (("业务咨询", "KF"),)
_RECEIVERS = {"JL": "王示例", "KF": "李示例", "QX": "赵示例", "JC": "钱示例"}
_RESULTS = {
    "JL": "已现场核表，计量准确，向客户解释用电情况",
    "KF": "已查明并答复客户",
    "QX": "已到现场处理，恢复供电",
    "JC": "已上门检查并告知注意事项",
}


def register(visit: Visit, item: Item) -> Actor:
    """Registers the matter as the plan says; a referral gets its card and goes its way."""
    handling = _handling(visit)
    if handling is None or item.position > 1:
        return
    matter, department = _matter(visit, item)
    yield visit.dice.uniform(15, 40)
    form = _form(visit, handling, matter, department)
    contact = visit.hands.register(visit.ticket, form)
    visit.stage.moved("contact", contact)
    if visit.errand is Errand.OPEN_ANSWER:
        visit.duties.owes_answer(contact)
    if handling is Handling.REFERRED:
        yield visit.dice.uniform(8, 20)
        visit.hands.give_card(contact)
        follow = _followed(
            visit.stage,
            contact,
            department,
            closes=visit.customer.has(Trait.REFERRED_CLOSED),
            minutes=visit.dice.uniform(15, 50),
        )
        visit.stage.agenda.enter(visit.stage.now, follow)


def show_ladder(visit: Visit, item: Item) -> Actor:
    """Who is nearest to the customer's village: the card of a rung goes along (S2-1)."""
    if visit.errand is not Errand.LADDER or item.position > 1:
        return
    yield visit.dice.uniform(10, 20)
    visit.hands.give_rung_card(visit.ticket, visit.dice.choice(RUNGS))
    visit.stage.told["联系阶梯"] += 1


def forward(visit: Visit, item: Item) -> None:
    """The item ends 转办: the department answers, the clerk stays responsible (Art. 11(2))."""
    if visit.errand is not Errand.FORWARDED or item.position > 1 or item.id in visit.results:
        return
    matter, department = _matter(visit, item)
    visit.results[item.id] = Result(
        outcome=Outcome.FORWARDED,
        desk=department,
        matter=matter,
        customer_name=visit.customer.name,
        phone=visit.customer.phone,
    )


def forwarded(visit: Visit, result: Result) -> None:
    """The contact that the outcome registered goes its way."""
    found = visit.stage.ask(contacts.open_contacts, visit.post.staff_no)
    made = [contact for contact in found if contact.ticket_id == visit.ticket.id]
    if not made:
        raise RuntimeError(f"{visit.ticket.code}: 转办 left no first contact")
    visit.stage.told["转办"] += 1
    follow = _followed(visit.stage, made[-1], result.desk, closes=True, minutes=25)
    visit.stage.agenda.enter(visit.stage.now, follow)


def _handling(visit: Visit) -> Handling | None:
    if visit.errand is Errand.OPEN_ANSWER:
        return Handling.LATER
    return next((_HANDLING[trait] for trait in _HANDLING if visit.customer.has(trait)), None)


def _matter(visit: Visit, item: Item) -> tuple[str, str]:
    """What the customer asks, and the department that would know."""
    return visit.dice.choice(_MATTERS.get(item.service_code, _OTHER_MATTERS))


def _form(visit: Visit, handling: Handling, matter: str, department: str) -> contacts.ContactForm:
    customer = visit.customer
    phone = customer.has(Trait.PHONE)
    base = {
        "visit_mode": VisitMode.PHONE if phone else VisitMode.HALL,
        "repeated": phone,
        "customer_name": customer.name,
        "account_no": customer.account,
        "phone": customer.phone,
        "address": customer.address,
        "matter": matter,
        "handling": handling,
        "hops": 0,
        "in_duty": handling is not Handling.REFERRED,
    }
    if handling is Handling.ANSWERED:
        return contacts.ContactForm(**base, result="当场说明清楚")  # type: ignore[arg-type]
    if handling is Handling.GUIDED:
        return contacts.ContactForm(**base, result="引导至自助终端查询")  # type: ignore[arg-type]
    promised = visit.stage.ask(contacts.reply_due)
    if handling is Handling.LATER:
        return contacts.ContactForm(**base, promised_at=promised)  # type: ignore[arg-type]
    entry = _entry(visit.stage, department)
    return contacts.ContactForm(
        **base,  # type: ignore[arg-type]
        department=entry.name,
        person=entry.person,
        person_phone=entry.phone,
        person_address=entry.address,
        promised_at=promised,
        papers="客户留存资料",
        papers_count=visit.dice.randint(0, 2),
    )


def _entry(stage: Stage, department: str) -> DirectoryEntry:
    return next(e for e in stage.ask(contacts.directory) if e.code == department)


def _followed(
    stage: Stage, contact: FirstContact, department: str, *, closes: bool, minutes: float
) -> Actor:
    """The department takes it over; one that closes is fed back and closed the same day."""
    yield minutes * 60
    if stage.is_closed():
        return
    receiver = _RECEIVERS[department]
    stage.do(contacts.receive, contact.owner, contact_id=contact.id, receiver=receiver)
    if not closes:
        return
    yield minutes * 75
    if stage.is_closed():
        return
    stage.do(contacts.resolve, contact.owner, contact_id=contact.id, result=_RESULTS[department])
    yield 300 + minutes
    if stage.is_closed():
        return
    satisfaction = ("非常满意", "满意", "满意", "一般")[contact.number % 4]
    stage.do(contacts.feed_back, contact.owner, contact_id=contact.id, satisfaction=satisfaction)
    yield 60
    if not stage.is_closed():
        stage.do(contacts.close, contact.owner, contact_id=contact.id)
        stage.told["转办已办结"] += 1
