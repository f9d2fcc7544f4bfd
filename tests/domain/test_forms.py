"""Field checks: what is wrong is said at the field, and what is right is never refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.forms import (
    RESIDENT_ID,
    check_account,
    check_address,
    check_id,
    check_name,
    check_phone,
    mask_id,
)

GOOD_ID = "11010519491231002X"
"""The worked example of the numbering standard; nobody's."""


@pytest.mark.rule("11(5)")
@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("110105194912310021", "校验位"),
        ("11010519491231002", "18 位，现在 17 位"),
        ("11010519491331002X", "出生日期"),
        ("1101051949123100AX", "17 位数字"),
        ("", "请填证件号码"),
    ],
)
def test_a_wrong_identity_number_is_flagged_at_its_field(number: str, why: str) -> None:
    with pytest.raises(RuleBroken, match=why) as refused:
        check_id(RESIDENT_ID, number)
    assert (refused.value.field, refused.value.article) == ("id_no", "11(5)")


@pytest.mark.rule("11(5)")
def test_a_right_identity_number_passes_with_blanks_and_a_small_x() -> None:
    assert check_id(RESIDENT_ID, " 110105 19491231 002x ") == GOOD_ID


@pytest.mark.rule("11(5)")
@given(st.integers(0, 16), st.integers(0, 9))
def test_any_wrong_digit_of_an_identity_number_is_found(place: int, digit: int) -> None:
    wrong = GOOD_ID[:place] + str(digit) + GOOD_ID[place + 1 :]
    if wrong != GOOD_ID:
        with pytest.raises(RuleBroken):
            check_id(RESIDENT_ID, wrong)


def test_other_papers_have_free_numbers() -> None:
    assert check_id("营业执照", "91360000ma35XXXX0p") == "91360000MA35XXXX0P"
    assert check_id("护照", "E00000000") == "E00000000"
    with pytest.raises(RuleBroken) as refused:
        check_id("学生证", "1")
    assert refused.value.field == "id_kind"


@pytest.mark.rule("11(5)")
@pytest.mark.parametrize(
    "name",
    [
        "林𬭎",
        "龘䶮㛃",
        "𠅤亦",
        "阿依古丽·买买提",
        "青禾县第3加油站（总店）",
        "Anna-Maria O'Neil",
        "欧阳·A",
    ],
)
def test_rare_characters_and_the_dot_of_minority_names_are_right(name: str) -> None:
    assert check_name(name) == name


@pytest.mark.parametrize("dot", "•・‧．")
def test_every_kind_of_dot_becomes_the_one_of_the_register(dot: str) -> None:
    assert check_name(f"阿依古丽{dot}买买提") == "阿依古丽·买买提"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "请填申请人"),
        ("林", "至少 2 个字"),
        ("·买买提", "间隔号"),
        ("阿依··古丽", "间隔号"),
        ("林\ue001", "自造字"),
        ("林？", "不能有“？”"),
        ("林\u202e远", "控制字符"),
    ],
)
def test_a_name_no_paper_could_show_is_flagged(name: str, why: str) -> None:
    with pytest.raises(RuleBroken, match=why) as refused:
        check_name(name)
    assert refused.value.field == "applicant"


@pytest.mark.rule("11(5)")
@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800000000", "13800000000"),
        ("138 0000-0000", "13800000000"),
        ("１３８００００００００", "13800000000"),
        ("0790-1234567", "07901234567"),
        ("(010) 12345678", "01012345678"),
        ("000-0000-0012", "00000000012"),
    ],
)
def test_mobiles_and_landlines(typed: str, kept: str) -> None:
    assert check_phone(typed) == kept


@pytest.mark.rule("11(5)")
@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("1380000000", "11 位，现在 10 位"),
        ("12800000000", "开头"),
        ("1234567", "11 位，现在 7 位"),
        ("7654321", "带区号"),
        ("电话", "带区号"),
        ("", "请填联系电话"),
    ],
)
def test_a_wrong_phone_is_flagged(typed: str, why: str) -> None:
    with pytest.raises(RuleBroken, match=why):
        check_phone(typed)


@pytest.mark.rule("11(5)")
@pytest.mark.parametrize(("digits", "right"), [(10, True), (13, True), (12, False), (0, True)])
def test_account_numbers_have_ten_or_thirteen_digits(digits: int, *, right: bool) -> None:
    number = "3600123450127"[:digits]
    if right:
        assert check_account(number) == number
    else:
        with pytest.raises(RuleBroken, match="10 或 13") as refused:
            check_account(number)
        assert refused.value.field == "account_no"


def test_an_address_is_precise_enough_to_be_found() -> None:
    assert check_address("柳溪镇示例路12号") == "柳溪镇示例路12号"
    for wrong in ("", "柳溪", "12345678"):
        with pytest.raises(RuleBroken):
            check_address(wrong)


@given(st.text("0123456789X", max_size=30))
def test_a_masked_number_shows_seven_characters_at_most(number: str) -> None:
    masked = mask_id(number)
    assert len(masked) == len(number)
    assert sum(a == b and b != "*" for a, b in zip(number, masked, strict=True)) <= 7
