"""People in words: number and name as every list and page writes them."""

from collections.abc import Iterable, Mapping

from hall_desk.domain.masking import mask_account
from hall_desk.domain.people import Staff


def person_of(staff_no: str, names: Mapping[str, str]) -> str:
    """Such as 1032 陈予安; the number alone where the name is not known."""
    return f"{staff_no} {names.get(staff_no, '')}".rstrip()


def accounts_of(account_no: str, accounts: int) -> str:
    """The masked account of a payment, or how many it is for."""
    return mask_account(account_no) if accounts < 2 else f"共 {accounts} 户"


def heir_choices(heirs: Iterable[Staff], owner: str) -> tuple[tuple[str, str], ...]:
    """Who else may be given a matter, for a list of choices."""
    return tuple(
        (each.staff_no, f"{each.staff_no} {each.name}") for each in heirs if each.staff_no != owner
    )
