"""Import of bills (设置：电费账单): a CSV or XLSX list, taken whole or not at all."""

from collections.abc import Callable
from pathlib import Path

from hall_desk.domain.bills import BillList, read_bills
from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.money import format_yuan
from hall_desk.listfile import ListFault, read_list
from hall_desk.presenters.moments import day_clock_of
from hall_desk.presenters.sections import Deed, Entry, Head, Mark, Row, SectionPresenter
from hall_desk.store.transaction import Reading
from hall_desk.usecases.bills import BillSource, import_bills, sources

NO_FILE = "请填文件，或按 Ctrl+O 选择。"


class BillsSection(SectionPresenter):
    """电费账单."""

    title = "电费账单"
    empty = "还没有导入账单；没有账单时窗口照营销系统的金额手工填写。"
    save_word = "导入"
    save_icon = "receipt"
    heads = (
        Head(title="导入时间", width=140),
        Head(title="文件", stretch=True),
        Head(title="账单", width=72, right=True),
        Head(title="未缴", width=72, right=True),
        Head(title="未缴金额", width=120, right=True),
    )
    facts: list[BillSource] | None
    faults: tuple[str, ...] = ()
    choose_file: Callable[[], str] = staticmethod(lambda: "")
    """Asks for a file; given by the page."""

    def look(self, reading: Reading) -> list[BillSource]:
        """The lists imported so far."""
        return sources(reading)

    def note(self) -> str:
        """What the columns must be."""
        return "表头要有户号、账期、应收金额，可有户名；一行不对整份不导入"

    def rows(self) -> tuple[Row, ...]:
        """What is wrong with the file just read; else one line a list, newest first."""
        if self.faults:
            wrong = Mark(word="没有导入", icon="over", tone="over")
            return tuple(
                Row(key=str(n), cells=(wrong, fault, "", "", ""))
                for n, fault in enumerate(self.faults)
            )
        return tuple(
            Row(
                key=str(n),
                cells=(
                    day_clock_of(source.imported_at),
                    source.source,
                    str(source.bills),
                    str(source.open),
                    format_yuan(source.open_fen),
                ),
            )
            for n, source in enumerate(self.facts or ())
        )

    def heading(self) -> str:
        """What the form does."""
        return "导入账单"

    def entries(self) -> tuple[Entry, ...]:
        """The file."""
        return (
            Entry(
                name="file",
                label="文件（CSV 或 XLSX）",
                required=True,
                hint="从营销系统导出的应收清单；金额变了的未缴账单会换成新的",
            ),
        )

    def deeds(self) -> tuple[Deed, ...]:
        """Choosing the file."""
        return (Deed(name="choose", text="选择文件", icon="file", key="Ctrl+O"),)

    def deed(self, name: str) -> None:
        """The file chosen stands in the field."""
        chosen = self.choose_file()
        if chosen:
            self.set_draft("file", chosen)
            self.tick()

    def pick(self, key: str) -> None:
        """The form is about the next list, whichever row is chosen."""
        self.dismiss()

    def commit(self, values: dict[str, str]) -> None:
        """Reads the file away from the window; every faulty line is named."""
        text = values["file"].strip().strip('"')
        if not text:
            raise RuleBroken(NO_FILE, field="file")
        path, self.faults = Path(text), ()

        def _read() -> BillList | str:
            try:
                return read_bills(read_list(path))
            except (ListFault, RuleBroken) as fault:
                return str(fault)

        self.run(_read, lambda found: self._take(path.name, found))

    def _take(self, name: str, found: BillList | str) -> None:
        if isinstance(found, str):
            self.say(found, field="file", is_error=True)
        elif found.faults:
            self.faults = found.faults
            self.say(
                f"没有导入：有 {len(found.faults)} 行不对，见左边。", field="file", is_error=True
            )
        else:
            words = f"已导入 {len(found.rows)} 行，合计 {format_yuan(found.total_fen)}。"
            self.write(import_bills, words, rows=found, source=name)
