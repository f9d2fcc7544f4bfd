"""The service catalogue (服务项目): kinds, papers, steps, fees, and codes the hall can edit."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class RequiredPaper:
    """A paper the customer brings; ``condition`` says when, ``alternatives`` any one of."""

    name: str
    mandatory: bool
    condition: str
    alternatives: tuple[str, ...]

    @property
    def filled_here(self) -> bool:
        """Whether it is filled in at the counter and need not be brought."""
        return "现场填写" in self.name


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """A back-office limit (后台时限) of a service under a profile: value and unit together."""

    stage: str
    value: int
    unit: str
    start_event: str
    profile: str
    ref: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Service:
    """A service item (业务事项) and its card: papers, steps, fees; minutes per piece or None.

    ``keywords`` are everyday words for it; ``initials`` are the first letters of its name's pinyin
    and of each keyword, with blanks between. By both a customer finds it at the kiosk.
    """

    code: str
    name: str
    kind: str
    prefix: str
    limit_minutes: int | None
    papers: tuple[RequiredPaper, ...]
    steps: tuple[str, ...]
    fees_note: str
    promise: str
    theme: str
    on_kiosk: bool
    enabled: bool
    name_en: str = ""
    deadlines: tuple[Deadline, ...] = ()
    keywords: tuple[str, ...] = ()
    initials: str = ""


@dataclass(frozen=True, kw_only=True)
class CodedText:
    """A code and its words, such as a reason."""

    code: str
    text: str
