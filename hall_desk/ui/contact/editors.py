"""Small doings with the fields of the first-contact form (输入): show, lock, place."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from hall_desk.ui.kit import ComboBox, LineField, TextBox
from hall_desk.ui.theme import Theme

Editor = QLineEdit | QPlainTextEdit


_LINES = {
    "customer_name": "客户姓名或单位",
    "phone": "联系电话",
    "account_no": "户号",
    "address": "住址",
    "name_reading": "读音、用字说明",
    "papers": "所收材料",
    "papers_count": "份数",
    "person": "承办人",
    "person_phone": "电话",
    "person_address": "地址",
    "promised_at": "答复时限",
    "receiver": "移交接收人",
}
_BOXES = {
    "matter": "咨询或办理事项",
    "remark": "备注",
    "result": "处理情况及结果",
    "unresolved_reason": "不能解决的原因",
}


def make_editors(theme: Theme) -> dict[str, Editor]:
    """Every text field of the form, by the name of its column."""
    editors: dict[str, Editor] = {
        name: LineField(theme, word, name, right=name == "papers_count")
        for name, word in _LINES.items()
    }
    for name, word in _BOXES.items():
        box = TextBox(theme, word, name, in_form=True)
        box.setFixedHeight(theme.px(56))
        editors[name] = box
    return editors


def put_text(editor: Editor, text: str) -> None:
    """Show a text; what stands there already is left alone, with its cursor."""
    if isinstance(editor, QPlainTextEdit):
        if editor.toPlainText() != text:
            editor.setPlainText(text)
    elif editor.text() != text:
        editor.setText(text)
        if not editor.hasFocus():
            editor.setCursorPosition(0)


def put_choice(box: ComboBox, at: int) -> None:
    """Show a choice without the signal of a user."""
    if box.currentIndex() != at:
        box.setCurrentIndex(at)


def lock_editor(editor: Editor, locked: bool) -> None:
    """Make a field read-only, or writable."""
    if editor.isReadOnly() == locked:
        return
    if isinstance(editor, LineField):
        editor.set_locked(locked)
    else:
        editor.setReadOnly(locked)


def block(theme: Theme, parts: list[tuple[QWidget, int]]) -> QWidget:
    """Fields side by side with their stretches."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(12))
    for part, stretch in parts:
        row.addWidget(part, stretch, Qt.AlignmentFlag.AlignTop)
    return holder


def side_by_side(theme: Theme, *parts: tuple[QWidget, int]) -> QWidget:
    """Parts of one field; the first takes the focus."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(6))
    for part, stretch in parts:
        row.addWidget(part, stretch)
    holder.setFocusProxy(parts[0][0])
    return holder
