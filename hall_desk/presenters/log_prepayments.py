"""预收余额 for the duty manager: money in advance not wholly settled, of all windows and days."""

from hall_desk.domain.masking import mask_name
from hall_desk.domain.money import format_fen
from hall_desk.presenters.persons import accounts_of
from hall_desk.presenters.sections import Head, Row, SectionPresenter
from hall_desk.store.transaction import Reading
from hall_desk.usecases.openprepayments import OpenPrepayments, open_prepayments


class PrepaymentsSection(SectionPresenter):
    """预收余额."""

    title = "预收余额"
    save_word = ""
    empty = "没有未结清的预收凭证。"
    heads = (
        Head(title="凭证", width=116, bold=True),
        Head(title="收款日期", width=112),
        Head(title="客户", width=88),
        Head(title="户号", stretch=True),
        Head(title="预收（元）", width=120, right=True),
        Head(title="已结算（元）", width=120, right=True),
        Head(title="已退（元）", width=120, right=True),
        Head(title="余额（元）", width=120, right=True),
    )
    facts: OpenPrepayments | None

    def look(self, reading: Reading) -> OpenPrepayments:
        """The oldest first."""
        return open_prepayments(reading)

    def note(self) -> str:
        """How many, what is left of all, and where they are settled."""
        found = self.facts
        if found is None or not found.count:
            return "预收款结算后才开数电票；在窗口按 Ctrl+S 结算"
        more = "" if found.count == len(found.listed) else f"，列出最早的 {len(found.listed)} 张"
        return f"{found.count} 张，余额 {format_fen(found.left_fen)} 元{more}；在窗口按 Ctrl+S 结算"

    def rows(self) -> tuple[Row, ...]:
        """One a voucher; what there was none of is a dash."""
        return tuple(
            Row(
                key=str(each.payment_id),
                cells=(
                    each.code,
                    each.business_date.isoformat(),
                    mask_name(each.customer_name) or "—",
                    accounts_of(each.account_no, each.accounts) or "—",
                    format_fen(each.due_fen),
                    format_fen(each.settled_fen) if each.settled_fen else "—",
                    format_fen(each.back_fen) if each.back_fen else "—",
                    format_fen(each.left_fen),
                ),
            )
            for each in (self.facts.listed if self.facts else ())
        )
