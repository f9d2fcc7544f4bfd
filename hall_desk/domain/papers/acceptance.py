"""The acceptance sheet (业务受理单): papers with copies, promises, who answers (Art. 11(4), 18)."""

from dataclasses import dataclass, field

from .head import HallHead, Hotlines


@dataclass(frozen=True, kw_only=True)
class AcceptedPaper:
    """A paper taken in: how many copies, and whether the original was seen."""

    name: str
    copies: int
    original_seen: bool


@dataclass(frozen=True, kw_only=True)
class PromiseLine:
    """A promised stage: its limit, its due day or what it waits for, and the basis."""

    stage: str
    limit: str  # "10 天"
    due: str  # "2026-03-22 24:00 前", "竣工检验合格且签订供用电合同后起算"
    basis: str  # "服务规范第十八条（一）"


@dataclass(frozen=True, kw_only=True)
class ApplicantCopy:
    """One copy of the sheet: the customer's own shows the full data, the hall's is masked."""

    name: str  # "客户联"
    applicant: str
    id_kind: str
    id_no: str
    phone: str
    account: str
    address: str


@dataclass(frozen=True, kw_only=True)
class AcceptancePaper:
    """The sheet, printed once for each copy."""

    hall: HallHead
    number: str
    title: str = "业务受理单"
    service: str
    ticket_number: str
    copies: tuple[ApplicantCopy, ...]
    papers: tuple[AcceptedPaper, ...]
    promises: tuple[PromiseLine, ...]
    steps: tuple[str, ...]
    fees: str
    owner: str  # "1021 何岚"
    window: int | None
    accepted_at: str
    rule_version: str
    warnings: tuple[str, ...] = ()
    free_choice: str = ""  # Art. 17(1), where design or construction is the customer's
    statement: str = "以上资料已当面清点，承诺时限和收费标准已告知，本人已知悉。"
    hotlines: Hotlines = field(default_factory=Hotlines)
    reprint: int = 0
