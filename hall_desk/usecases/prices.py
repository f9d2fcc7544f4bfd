"""New versions of the price list (价目): two persons stand behind each price (Art. 24)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hall_desk.domain.errors import ApprovalNeeded, RuleBroken
from hall_desk.domain.paidservice import Price
from hall_desk.domain.people import Right
from hall_desk.store import schema
from hall_desk.store.transaction import Tx
from hall_desk.usecases.paidservice import add_price_item
from hall_desk.usecases.queries import require_right, second_person


def add_price_version(tx: Tx, *, approved_by: str | None = None, **price: Any) -> Price:
    """Adds a price or a version of one; another person with the right to approve signs too.

    The version before it gets its last day, so that it never comes back.
    """
    require_right(tx, Right.SETTINGS)
    if approved_by is None:
        raise ApprovalNeeded(
            "价目须两人核对：请另一位值班主任核对批准文号和单价后输入本人工号和密码。"
        )
    check_second_person(tx, approved_by)
    added = add_price_item(tx, **price)
    cut_short(tx, added)
    tx.note(
        "approve_price",
        "price",
        {"code": added.code, "valid_from": added.valid_from},
        after={"approved_by": approved_by},
    )
    return added


def check_second_person(tx: Tx, approved_by: str) -> None:
    """Whoever checks a price may approve, and is not who entered it."""
    if approved_by == tx.actor:
        raise RuleBroken("价目须由另一位值班主任核对。", field="approved_by", article="24")
    if not second_person(tx, approved_by):
        raise RuleBroken("核对人须是值班主任。", field="approved_by", article="24")


def cut_short(tx: Tx, follower: Price) -> None:
    """The version before gets its last day, so that it does not come back after its follower."""
    before = [
        price
        for price in tx.all(Price, schema.price.c.code == follower.code)
        if price.valid_from < follower.valid_from
    ]
    last = max(before, key=lambda price: price.valid_from, default=None)
    if last is None or not last.valid_on(follower.valid_from):
        return
    cut = replace(last, valid_to=follower.valid_from - timedelta(days=1))
    tx.change(last, cut, "cut_price", guard="valid_to")
