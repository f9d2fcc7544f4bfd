"""Money typed as text (金额): yuan on the screen, whole fen inside, never a float."""

import re

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from hall_desk.ui.kit.text import set_property
from hall_desk.ui.kit.yielding import gives_way
from hall_desk.ui.theme import Theme

_SHAPE = re.compile(r"\d{0,8}(\.\d{0,2})?")
_SIGNED = re.compile(r"-?\d{0,8}(\.\d{0,2})?")
_WIDE = str.maketrans("０１２３４５６７８９．。·－−", "0123456789...--")
_SPACES = re.compile(r"[\s,，￥¥元]")


def clean_yuan(text: str) -> str:
    """Return typed or pasted text with full-width digits and points made plain.

    Thousands separators, blanks, the currency sign and 元 are dropped; other signs stay, so
    that the validator refuses them.
    """
    return _SPACES.sub("", text.translate(_WIDE))


def fen_of(text: str) -> int | None:
    """Return the whole fen of an amount in yuan, or None when it is no amount."""
    cleaned = clean_yuan(text)
    if not any(sign.isdigit() for sign in cleaned) or not _SIGNED.fullmatch(cleaned):
        return None
    yuan, _, rest = cleaned.removeprefix("-").partition(".")
    fen = int(yuan or "0") * 100 + int(rest.ljust(2, "0") or "0")
    return -fen if cleaned.startswith("-") else fen


def yuan_text(fen: int, *, grouped: bool = False) -> str:
    """Return whole fen as yuan with two digits: 86.40, or grouped 1,286.40."""
    sign = "-" if fen < 0 else ""
    yuan, rest = divmod(abs(fen), 100)
    return f"{sign}{yuan:,}.{rest:02d}" if grouped else f"{sign}{yuan}.{rest:02d}"


class _YuanValidator(QValidator):
    """Accepts at most eight digits of yuan and two of fen; a sign only where one may stand."""

    def __init__(self, parent: QWidget, *, signed: bool) -> None:
        super().__init__(parent)
        self._shape = _SIGNED if signed else _SHAPE

    def validate(self, text: str, position: int) -> object:
        """Clean the text and accept it when its shape is an amount."""
        cleaned = clean_yuan(text)
        good = self._shape.fullmatch(cleaned) is not None
        state = QValidator.State.Acceptable if good else QValidator.State.Invalid
        return (state, cleaned, min(position, len(cleaned))) if good else (state, text, position)


class MoneyField(QLineEdit):
    """A field for yuan: right-aligned, full-width digits made plain, value in fen."""

    committed = Signal(object)
    """Enter was pressed on an amount; carries whole fen (an int, or None when empty)."""
    changed = Signal(object)
    """The amount changed; carries whole fen (an int, or None when empty)."""

    def __init__(
        self,
        theme: Theme,
        name: str = "金额（元）",
        object_name: str = "",
        *,
        large: bool = False,
        signed: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setObjectName(object_name)
        self.setAccessibleName(name)
        self.setProperty("money", large)
        self.setFont(theme.font("amount" if large else "strong"))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setValidator(_YuanValidator(self, signed=signed))
        self.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self._written_out = False
        self.textChanged.connect(self._tell_change)
        self.textEdited.connect(self._touched)

    def value(self) -> int | None:
        """Return the amount in fen, or None when nothing is typed."""
        return fen_of(self.text())

    def set_value(self, fen: int | None) -> None:
        """Show an amount in fen, or nothing."""
        self.setText("" if fen is None else yuan_text(fen))
        self._written_out = True

    def set_wrong(self, wrong: bool) -> None:
        """Show or take away the error border."""
        set_property(self, "wrong", wrong)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter commits; a full-width sign is taken as its plain one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._complete()
                self.committed.emit(self.value())
            event.accept()
            return
        typed = event.text()
        if typed.isprintable():
            self._begin_anew(clean_yuan(typed))
        if typed and clean_yuan(typed) != typed:
            self.insert(clean_yuan(typed))
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Leave the window's keys to the window."""
        if gives_way(self, event, can_undo=self.isUndoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Take what a Chinese input method commits, made plain."""
        typed = event.commitString()
        if typed:
            self._begin_anew(clean_yuan(typed))
            event.setCommitString(clean_yuan(typed))
        super().inputMethodEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the whole amount when the focus comes by a key."""
        super().focusInEvent(event)
        if event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
            Qt.FocusReason.OtherFocusReason,
            Qt.FocusReason.ShortcutFocusReason,
        ):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Write out the two digits of fen when the focus leaves."""
        self._complete()
        super().focusOutEvent(event)

    def _begin_anew(self, typed: str) -> None:
        """A digit behind an amount written out begins another one; it could only be swallowed."""
        at_end = self.cursorPosition() == len(self.text()) and not self.hasSelectedText()
        if self._written_out and at_end and typed[:1].isdecimal():
            self.selectAll()

    def _touched(self) -> None:
        self._written_out = False

    def _complete(self) -> None:
        fen = self.value()
        self._written_out = True
        if fen is not None and self.text() != yuan_text(fen) and not self.isReadOnly():
            self.setText(yuan_text(fen))

    def _tell_change(self) -> None:
        self.changed.emit(self.value())
