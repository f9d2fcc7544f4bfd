"""Service cards as typed (业务事项卡片): papers and steps, one a line, read and written."""

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.services import RequiredPaper
from hall_desk.domain.texts import LONG, check_text

MARK = "｜"
OPTIONAL, CONDITION, INSTEAD = "选交", "条件：", "可用："
MOST_LINES = 30


def write_papers(papers: tuple[RequiredPaper, ...]) -> str:
    """The papers as lines: 名称｜选交｜条件：…｜可用：甲、乙."""
    return "\n".join(_write_paper(paper) for paper in papers)


def _write_paper(paper: RequiredPaper) -> str:
    parts = [paper.name]
    if not paper.mandatory:
        parts.append(OPTIONAL)
    if paper.condition:
        parts.append(CONDITION + paper.condition)
    if paper.alternatives:
        parts.append(INSTEAD + "、".join(paper.alternatives))
    return MARK.join(parts)


def read_papers(text: str) -> tuple[RequiredPaper, ...]:
    """The papers behind the lines; refuses a word that means nothing."""
    return tuple(_read_paper(line) for line in read_lines(text, "papers"))


def read_lines(text: str, field: str) -> tuple[str, ...]:
    """The lines with words on them, each a short text."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise RuleBroken(f"最多 {MOST_LINES} 行，现有 {len(lines)} 行。", field=field)
    return tuple(check_text(line, field, most=LONG // 4) for line in lines)


def _read_paper(line: str) -> RequiredPaper:
    name, *marks = (part.strip() for part in line.replace("|", MARK).split(MARK))
    if not name:
        raise RuleBroken("资料名称不能空着。", field="papers", article="11(4)")
    condition, instead, mandatory = "", "", True
    for mark in marks:
        if mark == OPTIONAL:
            mandatory = False
        elif mark.startswith(CONDITION):
            condition = mark.removeprefix(CONDITION).strip()
        elif mark.startswith(INSTEAD):
            instead = mark.removeprefix(INSTEAD)
        else:
            raise RuleBroken(
                f"“{mark}”看不懂：{MARK}后面只能写 {OPTIONAL}、{CONDITION}… 或 {INSTEAD}…。",
                field="papers",
            )
    return RequiredPaper(
        name=name,
        mandatory=mandatory,
        condition=condition,
        alternatives=tuple(part.strip() for part in instead.split("、") if part.strip()),
    )
