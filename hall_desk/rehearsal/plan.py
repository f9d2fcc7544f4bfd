"""The plan of the day (客流计划): who comes when, for what, and what befalls them. Pure, seeded."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from random import Random

from hall_desk.rehearsal import cast

MINUTE = 60
HOUR = 3600
FIRST_ARRIVAL_S = 8 * HOUR + 26 * MINUTE
ISSUE_ENDS_S = 17 * HOUR + 30 * MINUTE
# Arrivals per half hour from 8:30: a peak in the morning, a lower one in the afternoon.
CURVE = (7, 10, 14, 15, 13, 9, 5, 3, 4, 5, 7, 12, 14, 11, 8, 5, 4, 5)


class Trait(Enum):
    """Something that befalls a visit."""

    LATE = auto()
    NO_SHOW = auto()
    COMES_BACK = auto()
    LEAVES = auto()
    OVER = auto()
    SLOW = auto()
    HOLD = auto()
    HELP = auto()
    TRANSFER = auto()
    UNDO_CALL = auto()
    UNDO_FINISH = auto()
    VOID = auto()
    REPRINT = auto()
    TWO_ITEMS = auto()
    MANY = auto()
    ANSWERED = auto()
    GUIDED = auto()
    REFERRED = auto()
    LATER = auto()
    REFERRED_CLOSED = auto()
    NOT_THEIRS = auto()
    DECLINES = auto()
    PAPERS = auto()
    REFUSED = auto()
    AT_COUNTER = auto()
    PHONE = auto()
    GUIDE = auto()
    RETURNS = auto()


class Errand(Enum):
    """Something a customer comes with that few come with."""

    MIXED = auto()
    """A card pays a part, cash the rest."""
    ACCOUNTS = auto()
    """Twelve accounts in one go."""
    REFUNDED = auto()
    """Some of it goes back."""
    PREPAYS = auto()
    """It was no bill but money in advance: the item is another service."""
    FEE = auto()
    """It was no bill but a business fee: the item is another service."""
    PIECES = auto()
    """Three pieces, one of which becomes an item of its own."""
    VOIDED = auto()
    """The wrong amount is noticed, and the voucher voided."""
    FORWARDED = auto()
    """The matter goes to a department."""
    TESTED = auto()
    """The meter is doubted: a deposit, and its test."""
    ARREARS = auto()
    """The power is off: the arrears are paid too, and it comes back."""
    OPEN_ANSWER = auto()
    """Nobody here knows at once: the answer is given the same day."""
    UTILITYS = auto()
    """Something is to be repaired that turns out to be the utility's own."""
    LADDER = auto()
    """Whom to ask at home: the card of a rung of the village's ladder."""


# Services by prefix with their weights.
_SERVICES: dict[str, tuple[tuple[str, int], ...]] = {
    "A": (("A01", 62), ("A02", 14), ("A03", 14), ("A04", 8), ("A06", 2)),
    "B": (
        ("B14", 18),
        ("B15", 18),
        ("B33", 16),
        ("B01", 8),
        ("B23", 8),
        ("B30", 8),
        ("B31", 6),
        ("B05", 4),
        ("B28", 3),
        ("B02", 2),
    ),
    "C": (("C01", 34), ("C02", 26), ("C03", 18), ("C04", 8), ("C05", 6), ("D03", 5), ("D05", 3)),
    "E": (("E01", 55), ("E02", 25), ("E03", 20)),
}
_SHARES = (("A", 51), ("B", 18), ("C", 23), ("E", 8))

# Share of the customers of the named kinds, with at least one of each.
_TRAITS: tuple[tuple[Trait, str, float], ...] = (
    (Trait.LATE, "ABCE", 0.05),
    (Trait.NO_SHOW, "ABC", 0.035),
    (Trait.COMES_BACK, "ABC", 0.025),
    (Trait.LEAVES, "ABC", 0.04),
    (Trait.OVER, "AB", 0.06),
    (Trait.SLOW, "AB", 0.08),
    (Trait.HOLD, "B", 0.08),
    (Trait.HELP, "ABCE", 0.03),
    (Trait.TRANSFER, "ABC", 0.015),
    (Trait.UNDO_CALL, "AC", 0.01),
    (Trait.UNDO_FINISH, "AC", 0.01),
    (Trait.VOID, "A", 0.012),
    (Trait.REPRINT, "A", 0.02),
    (Trait.TWO_ITEMS, "AC", 0.07),
    (Trait.MANY, "A", 0.05),
    (Trait.ANSWERED, "CE", 0.22),
    (Trait.GUIDED, "C", 0.06),
    (Trait.REFERRED, "CE", 0.07),
    (Trait.REFERRED_CLOSED, "CE", 0.12),
    (Trait.LATER, "C", 0.04),
    (Trait.NOT_THEIRS, "B", 0.04),
    (Trait.DECLINES, "B", 0.03),
    (Trait.PAPERS, "B", 0.16),
    (Trait.REFUSED, "BC", 0.03),
    (Trait.AT_COUNTER, "C", 0.03),
    (Trait.PHONE, "C", 0.05),
    (Trait.GUIDE, "ABCE", 0.05),
)
# What cannot befall the same visit twice over: one of each group at most.
_GROUPS = (
    {Trait.LATE, Trait.NO_SHOW, Trait.COMES_BACK, Trait.LEAVES, Trait.UNDO_CALL},
    {Trait.OVER, Trait.SLOW, Trait.TRANSFER, Trait.UNDO_FINISH, Trait.MANY},
    {Trait.VOID, Trait.REPRINT, Trait.TWO_ITEMS, Trait.TRANSFER},
    {Trait.ANSWERED, Trait.GUIDED, Trait.REFERRED, Trait.REFERRED_CLOSED, Trait.LATER},
    {Trait.NOT_THEIRS, Trait.DECLINES},
    {Trait.PAPERS, Trait.REFUSED, Trait.NOT_THEIRS, Trait.DECLINES, Trait.TRANSFER},
    {Trait.REFUSED, Trait.ANSWERED, Trait.GUIDED, Trait.REFERRED, Trait.REFERRED_CLOSED},
    {Trait.REFUSED, Trait.LATER, Trait.UNDO_FINISH},
    {Trait.AT_COUNTER, Trait.PHONE, Trait.GUIDE},
    *(
        {direct, other}
        for direct in (Trait.AT_COUNTER, Trait.PHONE)
        for other in (Trait.LATE, Trait.NO_SHOW, Trait.COMES_BACK, Trait.LEAVES, Trait.UNDO_CALL)
    ),
    *({direct, Trait.TRANSFER} for direct in (Trait.AT_COUNTER, Trait.PHONE)),
)
PAID_SERVICE = "B32"
_ONLY_PAID_SERVICE = (Trait.NOT_THEIRS, Trait.DECLINES)
_NOT_PAID_SERVICE = (Trait.PAPERS, Trait.REFUSED)
_NO_NUMBER = (Trait.AT_COUNTER, Trait.PHONE)
_GROUNDS = (("Y1", 60), ("Y2", 12), ("Y3", 18), ("Y4", 6))
_PRIORITY_SHARE = 0.08
_BILLED = ("A01", "A02")


@dataclass(frozen=True, kw_only=True)
class Customer:
    """One customer: ``arrives_s`` in seconds after midnight of the hall, money in fen."""

    number: int
    arrives_s: float
    service: str
    ground: str | None
    name: str
    account: str
    phone: str
    address: str
    amount_fen: int
    method: str
    traits: frozenset[Trait] = field(default_factory=frozenset)
    pass_code: str = ""
    sheet_id: int = 0
    """The itemised sheet whose work is done and which this customer comes to pay."""
    errand: Errand | None = None
    """What this customer comes with; of the others whoever it fits."""

    def has(self, *traits: Trait) -> bool:
        """Whether one of these befalls the visit."""
        return not self.traits.isdisjoint(traits)

    @property
    def billed(self) -> bool:
        """Whether the billing system has sent the bill; the others know from their notice."""
        return self.service in _BILLED and self.number % 2 == 0

    def answers(self) -> tuple[tuple[str, str], ...]:
        """What the customer says for the form of an acceptance, field by field."""
        return (
            ("applicant", self.name),
            ("id_no", _identity(self.number)),
            ("phone", self.phone),
            ("account_no", self.account),
            ("address", f"青禾县{self.address}"),
        )

    def dice(self, seed: int) -> Random:
        """The customer's own seeded chance, whatever happens to the others."""
        return Random(f"{seed} customer {self.number}")


def _identity(number: int) -> str:
    """An invented number of an ID card: no place has these first digits, the last one is right."""
    digits = f"000000{1950 + number % 55}0{1 + number % 9}{10 + number % 18}{number % 1000:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
    return digits + "10X98765432"[total % 11]


def plan_customers(count: int, seed: int) -> tuple[Customer, ...]:
    """The customers of the day in the order they come."""
    dice = Random(f"{seed} plan")
    moments = sorted(_arrival(dice) for _ in range(count))
    kinds = _kinds(dice, count)
    customers = [
        _customer(dice, number, moment, kind)
        for number, (moment, kind) in enumerate(zip(moments, kinds, strict=True), 1)
    ]
    return tuple(_with_traits(dice, _paid_services(_last_ones(customers))))


def _paid_services(customers: list[Customer]) -> list[Customer]:
    """Every fifth business customer comes for a paid service, so that no day is without."""
    business = [place for place, c in enumerate(customers) if c.service[0] == "B"]
    for place in business[1::5]:
        customers[place] = replace(customers[place], service=PAID_SERVICE)
    return customers


def _last_ones(customers: list[Customer]) -> list[Customer]:
    """The last ones come shortly before the hour, so that the day ends with people inside."""
    count = min(len(customers), max(2, len(customers) // 60))
    for place in range(1, count + 1):
        moment = ISSUE_ENDS_S - place * 85
        service = ("B14", "A01", "B15")[place % 3]
        last = customers[-place]
        customers[-place] = replace(last, arrives_s=max(moment, last.arrives_s), service=service)
    return customers


def _arrival(dice: Random) -> float:
    slot = dice.choices(range(len(CURVE)), CURVE)[0]
    moment = 8.5 * HOUR + (slot + dice.random()) * 30 * MINUTE
    # A few stand at the door before the hall opens.
    return round(moment - (4 * MINUTE if slot == 0 and dice.random() < 0.4 else 0), 3)


def _kinds(dice: Random, count: int) -> list[str]:
    kinds = dice.choices([k for k, _ in _SHARES], [w for _, w in _SHARES], k=count)
    for place, (kind, _) in enumerate(_SHARES):
        if kind not in kinds and count > len(_SHARES):
            kinds[place * count // len(_SHARES)] = kind
    return kinds


def _customer(dice: Random, number: int, moment: float, kind: str) -> Customer:
    services = _SERVICES[kind]
    ground = None
    if dice.random() < _PRIORITY_SHARE:
        ground = dice.choices([g for g, _ in _GROUNDS], [w for _, w in _GROUNDS])[0]
    return Customer(
        number=number,
        arrives_s=max(moment, FIRST_ARRIVAL_S + number),
        service=dice.choices([s for s, _ in services], [w for _, w in services])[0],
        ground=ground,
        name=dice.choice(cast.SURNAMES) + dice.choice(cast.GIVEN),
        account=f"36001{dice.randrange(10**8):08d}",
        phone=f"000{dice.randrange(10**8):08d}",
        address=f"{dice.choice(cast.STREETS)}{dice.randrange(1, 120)}号",
        amount_fen=max(1200, int(dice.lognormvariate(9.35, 0.6))),
        method=dice.choices(("CASH", "QR", "POS"), (52, 38, 10))[0],
    )


def _with_traits(dice: Random, customers: list[Customer]) -> Iterable[Customer]:
    for trait, kinds, share in _TRAITS:
        fitting = [i for i, c in enumerate(customers) if _fits(c, trait, kinds)]
        if trait in _ONLY_PAID_SERVICE and len(fitting) < 3:
            continue  # somebody has to pay
        wanted = max(1, round(share * sum(c.service[0] in kinds for c in customers)))
        for i in dice.sample(fitting, min(wanted, len(fitting))):
            customer = customers[i]
            customers[i] = replace(customer, traits=customer.traits | {trait})
    return customers


def _fits(customer: Customer, trait: Trait, kinds: str) -> bool:
    if customer.service[0] not in kinds.replace("C", "CD"):
        return False
    if trait in (Trait.VOID, Trait.REPRINT, Trait.MANY) and customer.service not in ("A01", "A02"):
        return False
    if trait in _ONLY_PAID_SERVICE and customer.service != PAID_SERVICE:
        return False
    if trait in _NOT_PAID_SERVICE and customer.service == PAID_SERVICE:
        return False
    if trait in _NO_NUMBER and customer.ground is not None:
        return False
    taken = set().union(*(group - {trait} for group in _GROUPS if trait in group))
    return not (customer.traits & taken)
