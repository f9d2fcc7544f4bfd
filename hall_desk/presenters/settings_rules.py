"""Settings of limits and of the line (设置：时限与排队): each figure checked at its field."""

from hall_desk.domain.limits import REGULATION_MINUTES
from hall_desk.presenters.sections import Entry, SectionPresenter, ticked, whole_number
from hall_desk.store.transaction import Reading
from hall_desk.usecases.hallrules import PROFILE_WORDS, HallRules, change_rules, rules_of

_FIGURES = (
    ("cap", "连续优先号上限（位）", "之后让一位普通号"),
    ("return_after", "过号回来排在几位之后", "0 为排在最前"),
    ("most_wait_minutes", "最长等候（分钟）", "超过的先叫"),
    ("reply_workdays", "首问答复时限（工作日）", "记录后答复、转办的默认时限"),
    ("callback_days", "有偿服务回访（天）", "完工后第几天回访客户"),
)
_LIMITS = (("payment", "缴费每件（分钟）"), ("business", "用电业务每件（分钟）"))


class RulesSection(SectionPresenter):
    """时限与排队."""

    title = "时限与排队"
    saved_words = "已保存，新取的号和新受理的业务起使用。"
    facts: HallRules | None

    def look(self, reading: Reading) -> HallRules:
        """The rules in force."""
        return rules_of(reading)

    def note(self) -> str:
        """Old cases keep their dates (Art. 36)."""
        return "只影响新办的业务，已受理的时限不变"

    def entries(self) -> tuple[Entry, ...]:
        """Limits, the line, promises, the kiosk's hint."""
        rules = self.facts
        if rules is None:
            return ()
        limits = tuple(
            Entry(
                name=f"limit_{kind}",
                label=label,
                value=str(rules.limit(kind)),
                required=True,
                half=True,
                hint=f"规范为 {REGULATION_MINUTES[kind]} 分钟，可以更短",
            )
            for kind, label in _LIMITS
        )
        figures = tuple(
            Entry(name=name, label=label, value=str(getattr(rules, name)), half=True, hint=hint)
            for name, label, hint in _FIGURES
        )
        return (
            *limits,
            Entry(
                name="limit_reason",
                label="放宽理由",
                hint="时限放宽到规范以上须由值班主任写明，记入日志（第三条）",
            ),
            *figures,
            Entry(
                name="profiles",
                label="后台时限按哪几套承诺",
                value=",".join(rules.profiles),
                kind="ticks",
                choices=tuple(PROFILE_WORDS.items()),
                hint="同一环节有几套时，以早到期的为准",
            ),
            Entry(
                name="link",
                label="号票和取号机上的网址",
                value=rules.link,
                hint="如 https://… 不填则不印二维码",
            ),
            Entry(name="link_words", label="网址旁的文字", value=rules.link_words, half=True),
            Entry(
                name="hint_from",
                label="缴费等候几人起提示线上缴费",
                value=str(rules.hint_from),
                half=True,
            ),
        )

    def commit(self, values: dict[str, str]) -> None:
        """All figures in one go."""
        rules = HallRules(
            **{name: whole_number(values[name], name) for name, _, _ in _FIGURES},
            hint_from=whole_number(values["hint_from"], "hint_from"),
            profiles=tuple(ticked(values["profiles"])),
            link=values["link"],
            link_words=values["link_words"],
            limits=tuple(
                (kind, whole_number(values[f"limit_{kind}"], f"limit_{kind}"))
                for kind, _ in _LIMITS
            ),
        )
        self.write(change_rules, rules=rules, reason=values["limit_reason"])
