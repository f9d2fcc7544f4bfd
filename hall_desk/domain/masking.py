"""Masking (脱敏, Art. 4(3)): names, phones and account numbers in lists and prints."""


def mask_name(name: str) -> str:
    """张三 becomes 张*; only the surname stays."""
    return name[:1] + "*" if name else ""


def mask_phone(phone: str) -> str:
    """13812341234 becomes 138****1234; short numbers keep their last two digits."""
    if len(phone) >= 7:
        return f"{phone[:3]}****{phone[-4:]}"
    return "*" * max(0, len(phone) - 2) + phone[-2:]


def mask_account(account_no: str) -> str:
    """3600123450127 becomes 3600 **** 0127."""
    if len(account_no) < 8:
        return account_no
    return f"{account_no[:4]} **** {account_no[-4:]}"
