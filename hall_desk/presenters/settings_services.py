"""Settings of the service items (设置：业务事项, Art. 10(1)): on, at the kiosk, their cards."""

from dataclasses import dataclass

from hall_desk.domain.servicecards import write_papers
from hall_desk.domain.services import Service
from hall_desk.presenters.sections import Deed, Entry, Head, Mark, Row, SectionPresenter, yes_no
from hall_desk.store.transaction import Reading
from hall_desk.usecases.queries import services, words_of
from hall_desk.usecases.servicecards import ServiceForm, edit_service, switch_kind

_ON_OFF = (("on", "开办"), ("off", "停办"))
_SHOWN = (("on", "显示"), ("off", "不显示"))
ON = Mark(word="开办", icon="ok", tone="ok")
OFF = Mark(word="停办", icon="pause", tone="hold")


@dataclass(frozen=True, kw_only=True)
class ServiceFacts:
    """The whole catalogue and the kinds."""

    services: tuple[Service, ...]
    kinds: dict[str, str]


class ServicesSection(SectionPresenter):
    """业务事项."""

    title = "业务事项"
    heads = (
        Head(title="编号", width=72, bold=True),
        Head(title="事项", stretch=True),
        Head(title="时限", width=84, right=True),
        Head(title="取号机", width=76),
        Head(title="状态", width=96),
    )
    facts: ServiceFacts | None

    def look(self, reading: Reading) -> ServiceFacts:
        """The catalogue, switched-off items too."""
        return ServiceFacts(services=tuple(services(reading)), kinds=words_of(reading, "kind"))

    def note(self) -> str:
        """How many are open."""
        found = self.facts.services if self.facts else ()
        return f"开办 {sum(each.enabled for each in found)} / {len(found)} 项 · 停办后历史照旧保留"

    def rows(self) -> tuple[Row, ...]:
        """Every item, by code."""
        return tuple(
            Row(
                key=each.code,
                cells=(
                    each.code,
                    each.name,
                    f"{each.limit_minutes} 分" if each.limit_minutes else "不限",
                    "显示" if each.on_kiosk else "—",
                    ON if each.enabled else OFF,
                ),
            )
            for each in (self.facts.services if self.facts else ())
        )

    def heading(self) -> str:
        """Code and name of the item."""
        item = self._item()
        return f"{item.code} {item.name}" if item else ""

    def entries(self) -> tuple[Entry, ...]:
        """The card of the item."""
        item = self._item()
        if item is None:
            return ()
        return (
            Entry(
                name="enabled",
                label="本厅",
                value=yes_no(item.enabled),
                kind="choice",
                choices=_ON_OFF,
                half=True,
            ),
            Entry(
                name="on_kiosk",
                label="取号机",
                value=yes_no(item.on_kiosk),
                kind="choice",
                choices=_SHOWN,
                half=True,
            ),
            Entry(
                name="limit",
                label="办理时限（按类别，在“时限与排队”里改）",
                value=f"每件 {item.limit_minutes} 分钟" if item.limit_minutes else "不限时",
                locked=True,
            ),
            Entry(
                name="papers",
                label="所需资料，每行一份",
                value=write_papers(item.papers),
                kind="text",
                lines=5,
                hint="后面可写：｜选交｜条件：…｜可用：甲、乙",
            ),
            Entry(
                name="steps",
                label="办理步骤，每行一步",
                value="\n".join(item.steps),
                kind="text",
                lines=5,
                required=True,
            ),
            Entry(name="fees_note", label="收费说明", value=item.fees_note, kind="text", lines=2),
            Entry(
                name="keywords",
                label="客户的说法，每行一个",
                value="\n".join(item.keywords),
                kind="text",
                lines=2,
                hint="取号机按这些词也能找到",
            ),
        )

    def deeds(self) -> tuple[Deed, ...]:
        """The whole kind on or off."""
        item = self._item()
        why = "" if item else "请先选一项。"
        name = self.facts.kinds.get(item.prefix, item.prefix) if item and self.facts else "整类"
        if item is None or self._kind_on(item):
            text, key = f"停办全部{name}", "kind_off"
        else:
            text, key = f"开办全部{name}", "kind_on"
        return (Deed(name=key, text=text, icon="pause", key="Ctrl+K", off=why),)

    def deed(self, name: str) -> None:
        """Switches the kind of the item in hand."""
        item = self._item()
        assert item is not None
        on = name == "kind_on"
        kind = self.facts.kinds.get(item.prefix, item.prefix) if self.facts else item.prefix
        words = f"{kind}已全部{'开办' if on else '停办'}。"
        self.act(
            switch_kind,
            self.staff.staff_no,
            then=lambda _: self.tell(words),
            prefix=item.prefix,
            enabled=on,
        )

    def save_off(self) -> str:
        """Nothing to save without an item."""
        return "" if self._item() else "请先选一项。"

    def commit(self, values: dict[str, str]) -> None:
        """The item as typed."""
        item = self._item()
        assert item is not None
        words = f"{item.code} {item.name} 已保存。"
        self.write(
            edit_service,
            words,
            code=item.code,
            form=ServiceForm(
                enabled=values["enabled"] == "on",
                on_kiosk=values["on_kiosk"] == "on",
                papers=values["papers"],
                steps=values["steps"],
                fees_note=values["fees_note"],
                keywords=values["keywords"],
            ),
        )

    def _item(self) -> Service | None:
        found = self.facts.services if self.facts else ()
        if not self.current and found:
            self.current = found[0].code
        return next((each for each in found if each.code == self.current), None)

    def _kind_on(self, item: Service) -> bool:
        found = self.facts.services if self.facts else ()
        return any(each.enabled for each in found if each.prefix == item.prefix)
