"""The printed content of every paper (单据), as plain figures and text; drawn in `paper`."""

from .acceptance import AcceptancePaper, AcceptedPaper, ApplicantCopy, PromiseLine
from .closing import ClosingPaper
from .daily_report import (
    CashFigures,
    ComplaintFigures,
    CountedReason,
    DailyReportPaper,
    DutyFigures,
    FirstContactFigures,
    HandlingTimes,
    HandOverFigures,
    HourFigures,
    JournalFigures,
    KindFigures,
    MethodFigures,
    MoneyFigures,
    OnTimeFigures,
    OpenItem,
    PaidServiceFigures,
    SatisfactionFigures,
    TicketFigures,
    WindowFigures,
)
from .first_contact import (
    ContactCardPaper,
    HandOverPaper,
    NoticeFee,
    NoticeItem,
    NoticePaper,
    RegisterPaper,
    RegisterRow,
)
from .head import HallHead, Hotlines
from .hung import MonthRemark, MonthSheetPaper, PublicNoticePaper
from .paid import (
    ConfirmationPaper,
    LineGroup,
    PriceLine,
    VoucherKind,
    VoucherPaper,
    VoucherVoid,
)
from .process import ProcessPaper, ProcessPause, ProcessStep
from .sign import SignPaper
from .slip import SlipPaper
from .to_bring import ToBringPaper
from .window_sign import Outline, WindowSignPaper

__all__ = [
    "AcceptancePaper",
    "AcceptedPaper",
    "ApplicantCopy",
    "CashFigures",
    "ClosingPaper",
    "ComplaintFigures",
    "ConfirmationPaper",
    "ContactCardPaper",
    "CountedReason",
    "DailyReportPaper",
    "DutyFigures",
    "FirstContactFigures",
    "HallHead",
    "HandOverFigures",
    "HandOverPaper",
    "HandlingTimes",
    "Hotlines",
    "HourFigures",
    "JournalFigures",
    "KindFigures",
    "LineGroup",
    "MethodFigures",
    "MoneyFigures",
    "MonthRemark",
    "MonthSheetPaper",
    "NoticeFee",
    "NoticeItem",
    "NoticePaper",
    "OnTimeFigures",
    "OpenItem",
    "Outline",
    "PaidServiceFigures",
    "PriceLine",
    "ProcessPaper",
    "ProcessPause",
    "ProcessStep",
    "PromiseLine",
    "PublicNoticePaper",
    "RegisterPaper",
    "RegisterRow",
    "SatisfactionFigures",
    "SignPaper",
    "SlipPaper",
    "TicketFigures",
    "ToBringPaper",
    "VoucherKind",
    "VoucherPaper",
    "VoucherVoid",
    "WindowFigures",
    "WindowSignPaper",
]
