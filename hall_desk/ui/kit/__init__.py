"""The kit (控件): every visible part of the windows, drawn from the tokens."""

from hall_desk.ui.kit.bars import ActionBar, SubHeader
from hall_desk.ui.kit.buttons import ActionKey, IconButton, KitButton, PlainButton
from hall_desk.ui.kit.callcard import CallCard
from hall_desk.ui.kit.cards import Card, Panel
from hall_desk.ui.kit.chips import Chip, LetterTile, StageChip, kind_chip, state_chip
from hall_desk.ui.kit.dialog import DialogFrame, Scrim
from hall_desk.ui.kit.duty import TileState, WindowTile
from hall_desk.ui.kit.fields import CheckBox, ComboBox, Field, LineField, TextBox
from hall_desk.ui.kit.focus import FocusRing, tab_stops
from hall_desk.ui.kit.header import Header
from hall_desk.ui.kit.keycap import KeyCap
from hall_desk.ui.kit.keys import KeyMap
from hall_desk.ui.kit.ladder import ContactLadder, Rung
from hall_desk.ui.kit.listing import ListPanel
from hall_desk.ui.kit.mainaction import CallAction, MainAction
from hall_desk.ui.kit.messages import Banner, MessageLine, UndoCard
from hall_desk.ui.kit.money import MoneyField, fen_of, yuan_text
from hall_desk.ui.kit.pairs import PairList, PairRow
from hall_desk.ui.kit.qr import QrCode
from hall_desk.ui.kit.reasons import ReasonList
from hall_desk.ui.kit.segments import Segments
from hall_desk.ui.kit.sign import SignPreview, SignText, SuspensionSign
from hall_desk.ui.kit.sparkline import Sparkline
from hall_desk.ui.kit.spoken import SpokenLine
from hall_desk.ui.kit.steps import StageLine, Step, StepList
from hall_desk.ui.kit.tables import ChipCell, Column, DataTable
from hall_desk.ui.kit.text import ElidedText, FittedText, Hairline, Text, set_property
from hall_desk.ui.kit.ticket import TicketNumber
from hall_desk.ui.kit.timer import LimitTimer, TimerLine, clock_text

__all__ = [
    "ActionBar",
    "ActionKey",
    "Banner",
    "CallAction",
    "CallCard",
    "Card",
    "CheckBox",
    "Chip",
    "ChipCell",
    "Column",
    "ComboBox",
    "ContactLadder",
    "DataTable",
    "DialogFrame",
    "ElidedText",
    "Field",
    "FittedText",
    "FocusRing",
    "Hairline",
    "Header",
    "IconButton",
    "KeyCap",
    "KeyMap",
    "KitButton",
    "LetterTile",
    "LimitTimer",
    "LineField",
    "ListPanel",
    "MainAction",
    "MessageLine",
    "MoneyField",
    "PairList",
    "PairRow",
    "Panel",
    "PlainButton",
    "QrCode",
    "ReasonList",
    "Rung",
    "Scrim",
    "Segments",
    "SignPreview",
    "SignText",
    "Sparkline",
    "SpokenLine",
    "StageChip",
    "StageLine",
    "Step",
    "StepList",
    "SubHeader",
    "SuspensionSign",
    "Text",
    "TextBox",
    "TicketNumber",
    "TileState",
    "TimerLine",
    "UndoCard",
    "WindowTile",
    "clock_text",
    "fen_of",
    "kind_chip",
    "set_property",
    "state_chip",
    "tab_stops",
    "yuan_text",
]
