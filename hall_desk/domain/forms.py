"""Checks of a form's fields (填表审核, Art. 11(5)): what is wrong is said at the field."""

import re
import unicodedata
from datetime import date

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import check_account_no
from hall_desk.domain.services import Service
from hall_desk.domain.texts import check_text

RESIDENT_ID = "居民身份证"
ID_KINDS = (
    RESIDENT_ID,
    "营业执照",
    "统一社会信用代码证",
    "护照",
    "港澳台居民居住证",
    "军官证",
    "户口簿",
    "其他证件",
)
DOT = "·"
"""The dot of minority names as it is written in registers (U+00B7)."""
_DOTS = str.maketrans(dict.fromkeys("•‧・･．∙⋅", DOT))
_NAME_MARKS = frozenset("·（）()、-&' ")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{2,3}\d{7,8}(转\d{1,6})?")
_ARTICLE = "11(5)"
FREE_CHOICE = (
    "客户受电工程的设计、施工和设备材料供应单位由客户自主选择，"
    "供电企业不指定设计单位、施工单位和设备材料供应单位。"
)
"""三不指定 (Art. 17(1)), printed where the customer has something designed or built."""
_BUILT = ("高压", "设计", "竣工", "改压", "变压器")
LEAST_ADDRESS = 5
MOST_ID = 30


def check_name(text: str, field: str = "applicant") -> str:
    """A person's or company's name; rare characters and the dot of minority names are right."""
    name = check_text(text.translate(_DOTS), field, most=60)
    if not name:
        raise _wrong("请填申请人姓名或单位名称。", field)
    for letter in name:
        category = unicodedata.category(letter)
        if category in ("Co", "Cn") or letter in "□�":
            raise _wrong("姓名里有无法显示的自造字，请换成证件上的标准字。", field)
        if category[0] not in "LMN" and letter not in _NAME_MARKS:
            raise _wrong(f"姓名里不能有“{letter}”，请按证件填写。", field)
    if name.startswith(DOT) or name.endswith(DOT) or DOT * 2 in name:
        raise _wrong("间隔号“·”应写在名字中间，一处一个。", field)
    if len(name) < 2:
        raise _wrong("姓名至少 2 个字，请按证件填写。", field)
    return name


def check_id(kind: str, text: str, field: str = "id_no") -> str:
    """A number of an identity paper; 18-digit IDs are checked with their check digit."""
    if kind not in ID_KINDS:
        raise _wrong("请选证件类型。", "id_kind")
    number = check_text(text, field, most=MOST_ID).replace(" ", "").upper()
    if not number:
        raise _wrong("请填证件号码。", field)
    if kind == RESIDENT_ID:
        _check_resident(number, field)
    return number


def check_phone(text: str, field: str = "phone") -> str:
    """A mobile of 11 digits, or a landline with its area code."""
    typed = check_text(text, field, most=30)
    number = re.sub(r"[\s\-－—()（）]", "", unicodedata.normalize("NFKC", typed))
    if not number:
        raise _wrong("请填联系电话。", field)
    if _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number):
        return number
    if number.isdecimal() and number.startswith("1"):
        if len(number) != 11:
            raise _wrong(f"手机号应为 11 位，现在 {len(number)} 位。", field)
        raise _wrong("手机号开头不对，请核对。", field)
    raise _wrong("电话请填 11 位手机号，或带区号的座机号。", field)


def check_account(text: str, field: str = "account_no") -> str:
    """An account number of 10 or 13 digits; empty for who has none yet."""
    try:
        return check_account_no(text)
    except RuleBroken as refused:
        raise _wrong(str(refused), field) from refused


def check_address(text: str, field: str = "address") -> str:
    """Where the electricity is used, precise enough to be found."""
    address = check_text(text, field)
    if not address:
        raise _wrong("请填用电地址。", field)
    if len(address) < LEAST_ADDRESS or not any(each >= "\u4e00" for each in address):
        raise _wrong("地址请写到门牌或村组，例如 柳溪镇示例路12号。", field)
    return address


def is_built_by_customer(service: Service) -> bool:
    """Whether design or construction is the customer's own: nobody is recommended (Art. 17(1))."""
    starts = {deadline.start_event for deadline in service.deadlines}
    own = any(event == "design_submitted" or "inspection" in event for event in starts)
    steps = any("设计" in step or "施工" in step for step in service.steps)
    return own or steps or any(word in service.name for word in _BUILT)


def mask_id(number: str) -> str:
    """360***********0127: the first three and the last four stay."""
    if len(number) < 8:
        return "*" * max(0, len(number) - 2) + number[-2:]
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def _check_resident(number: str, field: str) -> None:
    if len(number) != 18:
        raise _wrong(f"身份证号应为 18 位，现在 {len(number)} 位。", field)
    if not (number[:17].isascii() and number[:17].isdecimal() and number[17] in _CHECKS):
        raise _wrong("身份证号应为 17 位数字，加 1 位数字或 X。", field)
    try:
        date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    except ValueError:
        raise _wrong("身份证号里的出生日期不对，请核对证件。", field) from None
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    if _CHECKS[total % 11] != number[17]:
        raise _wrong("身份证号校验位不对，请核对证件。", field)


def _wrong(sentence: str, field: str) -> RuleBroken:
    return RuleBroken(sentence, field=field, article=_ARTICLE)
