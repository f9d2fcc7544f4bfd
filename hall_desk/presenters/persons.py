"""People in words: number and name as every list and page writes them."""

from collections.abc import Mapping


def person_of(staff_no: str, names: Mapping[str, str]) -> str:
    """Such as 1032 陈予安; the number alone where the name is not known."""
    return f"{staff_no} {names.get(staff_no, '')}".rstrip()
