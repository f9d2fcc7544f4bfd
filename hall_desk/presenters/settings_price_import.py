"""Settings: a price list from a file (设置：价目导入, Art. 24), seen line by line first."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hall_desk.domain.days import hall_date
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.people import Staff
from hall_desk.domain.pricelists import Change, DiffLine, LineFault, PriceDiff
from hall_desk.domain.pricetable import PriceTable
from hall_desk.presenters.base import Desk
from hall_desk.presenters.printing import print_behind
from hall_desk.presenters.sections import Deed, Entry, Head, Mark, Row, SectionPresenter
from hall_desk.store.transaction import Reading
from hall_desk.usecases import priceimport
from hall_desk.usecases.paidservice import prices_valid_on
from hall_desk.usecases.pricepapers import diff_row

NEW = Mark(word="新增", icon="plus", tone="info")
DEARER = Mark(word="涨价", icon="warn", tone="warn")
CHEAPER = Mark(word="降价", icon="ok", tone="ok")
CHANGED = Mark(word="变更", icon="pen", tone="info")
ENDED = Mark(word="停用", icon="stop", tone="over")
SAME = Mark(word="不变", icon="ok", tone="hold")
WRONG = Mark(word="有错", icon="over", tone="over")
_TEMPLATE = "价目表模板.xlsx"
_NO_FILE = "请先选择文件。"
_MARKS = {Change.NEW: NEW, Change.ENDED: ENDED, Change.UNCHANGED: SAME}


@dataclass(frozen=True, kw_only=True)
class ImportFacts:
    """The difference to the list of now."""

    diff: PriceDiff | None


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A file that was read."""

    name: str
    table: PriceTable


class PriceImportSection(SectionPresenter):
    """价目导入."""

    title = "价目导入"
    save_word = "送核并导入"
    save_icon = "shield"
    empty = "Ctrl+S 存一份模板，填好后按 Ctrl+O 选择文件，这里逐行列出差异。"
    heads = (
        Head(title="行", width=44, right=True),
        Head(title="编号", width=72, bold=True),
        Head(title="项目", stretch=True),
        Head(title="原单价", width=88, right=True),
        Head(title="新单价", width=88, right=True, bold=True),
        Head(title="变化", width=92),
    )
    facts: ImportFacts | None

    def __init__(
        self,
        desk: Desk,
        staff: Staff,
        *,
        print_diff: Callable[[PriceDiff, str], None] | None = None,
    ):
        super().__init__(desk, staff)
        self.print_diff = print_diff
        self.choose_file: Callable[[], Path | None] = lambda: None
        self.choose_target: Callable[[str], Path | None] = lambda name: None
        self.loaded: Loaded | None = None

    def look(self, reading: Reading) -> ImportFacts:
        """The difference is made anew with each look: another price may have come meanwhile."""
        if self.loaded is None:
            return ImportFacts(diff=None)
        diff = priceimport.difference_to(
            reading, self.loaded.table.lines, end_missing=self._end_missing()
        )
        return ImportFacts(diff=diff)

    def note(self) -> str:
        """How a list comes in."""
        return "逐行核对差异，另一位值班主任确认后一次生效；旧版本保留，已出的单据不变"

    def alarm(self) -> tuple[str, str]:
        """How many rows are wrong: nothing is taken in until none is."""
        faults = self._faults()
        if faults:
            return f"有 {len(faults)} 处错误，改好文件后重新选择；有错时一行也不会导入。", "over"
        ignored = self.loaded.table.ignored if self.loaded else ()
        if ignored:
            return f"没有用到的栏：{'、'.join(ignored[:6])}。", "warn"
        return "", "over"

    def rows(self) -> tuple[Row, ...]:
        """What is wrong first, then each line of the difference, changes before the rest."""
        wrong = tuple(_wrong_row(n, fault) for n, fault in enumerate(self._faults()))
        return (*wrong, *(_diff_row(line) for line in self._lines()))

    def heading(self) -> str:
        """The file, or what to do first."""
        return self.loaded.name if self.loaded else "还没有选择文件"

    def entries(self) -> tuple[Entry, ...]:
        """What the list comes to, what it leaves out, the chosen line whole."""
        diff = self.facts.diff if self.facts else None
        if diff is None or self.loaded is None:
            return ()
        return (
            Entry(
                name="summary",
                label="合计",
                value=priceimport.summary(diff),
                kind="text",
                lines=2,
                locked=True,
            ),
            Entry(
                name="end_missing",
                label="文件里没有的编号",
                value="keep",
                kind="choice",
                choices=(("keep", "照旧有效"), ("end", "停止使用")),
                hint=f"停止使用的，{diff.day} 起不能再收费" if diff.day else "",
            ),
            Entry(
                name="detail",
                label="选中的一行",
                value=self._detail(),
                kind="text",
                lines=9,
                locked=True,
            ),
        )

    def typed(self, name: str) -> None:
        """Another answer for what is missing makes another difference."""
        if name == "end_missing":
            self.refresh()

    def deeds(self) -> tuple[Deed, ...]:
        """The file, a template to fill, the difference on paper."""
        off = _NO_FILE if self.loaded is None else ""
        if self._faults():
            off = "有错误，改好后再打印。"
        return (
            Deed(name="open", text="选择文件", icon="file", key="Ctrl+O"),
            Deed(name="template", text="存模板", icon="book", key="Ctrl+S"),
            Deed(name="print", text="打印差异表", icon="print", key="Ctrl+P", off=off),
        )

    def save_off(self) -> str:
        """Nothing is taken in without a file, with faults or without any change."""
        if self.loaded is None:
            return _NO_FILE
        if self._faults():
            return "文件里有错误，改好后重新选择。"
        diff = self.facts.diff if self.facts else None
        if diff is None or not diff.writes:
            return "与现行价目没有差异，不用导入。"
        return ""

    def deed(self, name: str) -> None:
        """Asks for the file, writes the template, or prints."""
        if name == "open":
            path = self.choose_file()
            if path is not None:
                self.run(lambda: self._read(path), self._taken)
        elif name == "template":
            target = self.choose_target(_TEMPLATE)
            if target is not None:
                self.run(lambda: self._write_template(target), self.tell_all)
        else:
            self._print()

    def commit(self, values: dict[str, str]) -> None:
        """The second person signs for exactly the difference that is shown."""
        diff = self.facts.diff if self.facts else None
        assert self.loaded is not None
        assert diff is not None
        words = f"{priceimport.summary(diff)}，已导入。"
        self.act(
            priceimport.import_prices,
            self.staff.staff_no,
            then=lambda _: self._imported(words),
            approvable=True,
            lines=self.loaded.table.lines,
            source=self.loaded.name,
            seen=diff.fingerprint(),
            end_missing=values.get("end_missing") == "end",
        )

    def tell_all(self, words: str) -> None:
        """Says what was done and shows it."""
        self.tell(words)
        self.tick()

    def _imported(self, words: str) -> None:
        self.loaded, self.current = None, ""
        self._drafts.clear()
        self.saved(words)

    def _read(self, path: Path) -> Loaded:
        from hall_desk.paper import price_file

        try:
            rows = price_file.read_rows(path.read_bytes())
        except OSError as fault:
            raise RuleBroken(
                f"读不了 {path.name}，请确认文件没有被占用。", field="source"
            ) from fault
        table = self.desk.hall.ask(priceimport.read_lines, rows)
        return Loaded(name=path.name, table=table)

    def _taken(self, loaded: Loaded) -> None:
        self.loaded = loaded
        self.current = "fault:0" if loaded.table.faults else ""
        self._drafts.clear()
        self.dismiss()
        self.refresh()

    def _write_template(self, target: Path) -> str:
        from hall_desk.paper import price_file

        prices = self.desk.hall.ask(lambda r: prices_valid_on(r, hall_date(r.now)))
        try:
            target.write_bytes(price_file.render_template(prices))
        except OSError as fault:
            raise RuleBroken(f"存不了 {target.name}，请换个文件夹。", field="source") from fault
        return f"模板已存到 {target}，里面是现行价目和填写说明。"

    def _print(self) -> None:
        diff = self.facts.diff if self.facts else None
        if diff is None or self.loaded is None or self.print_diff is None:
            return
        name, job = self.loaded.name, self.print_diff

        print_behind(self, lambda: job(diff, name), "差异表")

    def _end_missing(self) -> bool:
        return self._drafts.get((self.current, "end_missing")) == "end"

    def pick(self, key: str) -> None:
        """The answer for what is missing belongs to the file, not to the row."""
        answer = self._drafts.pop((self.current, "end_missing"), None)
        if answer is not None:
            self._drafts[key, "end_missing"] = answer
        super().pick(key)

    def _faults(self) -> tuple[LineFault, ...]:
        read = self.loaded.table.faults if self.loaded else ()
        diff = self.facts.diff if self.facts else None
        both = (*read, *(diff.faults if diff else ()))
        return tuple(sorted(both, key=lambda fault: fault.row))

    def _lines(self) -> list[DiffLine]:
        diff = self.facts.diff if self.facts else None
        return sorted(diff.lines, key=_loudness) if diff else []

    def _detail(self) -> str:
        for n, fault in enumerate(self._faults()):
            if self.current == f"fault:{n}":
                return f"第 {fault.row} 行“{fault.column}”\n{fault.words}"
        line = next((each for each in self._lines() if each.code == self.current), None)
        if line is None:
            return "在左边选一行，这里列出批准文号、有效期和其他变化。"
        told = diff_row(line)
        parts = [f"{told.change}：{told.old} → {told.new} 元", told.name]
        parts += [f"批准文号：{told.approval_doc}", f"有效期：{told.valid}"]
        if told.others:
            parts.append(f"其他变化：{told.others}")
        if line.old is not None and line.change is Change.CHANGED:
            parts.append(f"原版本：{line.old.valid_from} 起，{line.old.approval_doc}")
        return "\n".join(parts)


def _loudness(line: DiffLine) -> tuple[int, int, str]:
    order = (Change.CHANGED, Change.NEW, Change.ENDED, Change.UNCHANGED)
    return order.index(line.change), line.row or 0, line.code


def _wrong_row(n: int, fault: LineFault) -> Row:
    named = fault.words.startswith(fault.column)
    words = fault.words if named else f"{fault.column}：{fault.words}"
    return Row(key=f"fault:{n}", cells=(str(fault.row), "", words, "", "", WRONG))


def _diff_row(line: DiffLine) -> Row:
    told = diff_row(line)
    return Row(
        key=line.code,
        cells=(told.row, told.code, told.name, told.old, told.new, _mark(line)),
    )


def _mark(line: DiffLine) -> Mark:
    if line.change is not Change.CHANGED:
        return _MARKS[line.change]
    if line.old is None or line.new is None or not line.price_changes:
        return CHANGED
    return DEARER if line.new.unit_price_fen > line.old.unit_price_fen else CHEAPER
