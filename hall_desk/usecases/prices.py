"""New versions of the price list (价目): two persons stand behind each price (Art. 24)."""

from typing import Any

from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.paidservice import Price
from hall_desk.domain.people import Right, Staff
from hall_desk.store.transaction import Tx
from hall_desk.usecases.paidservice import add_price_item
from hall_desk.usecases.queries import require_right


def add_price_version(tx: Tx, *, approved_by: str | None = None, **price: Any) -> Price:
    """Adds a price or a version of one; another person with the right to approve signs too."""
    require_right(tx, Right.SETTINGS)
    if approved_by is None:
        raise ApprovalNeeded(
            "价目须两人核对：请另一位值班主任核对批准文号和单价后输入本人工号和密码。"
        )
    if approved_by == tx.actor:
        raise RuleBroken("价目须由另一位值班主任核对。", field="approved_by", article="24")
    approver = tx.find(Staff, staff_no=approved_by)
    if approver is None or not approver.may(Right.APPROVE):
        raise RuleBroken("核对人须是值班主任。", field="approved_by", article="24")
    added = add_price_item(tx, **price)
    tx.note(
        "approve_price",
        "price",
        {"code": added.code, "valid_from": added.valid_from},
        after={"approved_by": approved_by},
    )
    return added
