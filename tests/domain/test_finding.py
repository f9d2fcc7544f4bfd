"""A customer finds an item by everyday words, by first letters, by a whole sentence."""

import json
from dataclasses import replace

import pytest

from hall_desk import assets
from hall_desk.domain.finding import find_services, first_letters, plain
from hall_desk.domain.services import Service
from hall_desk.usecases import founding

CATALOG = json.loads(assets.resource("catalog/default_hall.json").read_text(encoding="utf-8"))
SERVICES = tuple(founding._service(entry) for entry in CATALOG["service_items"])
AT_KIOSK = tuple(service for service in SERVICES if service.on_kiosk)


def codes(typed: str) -> list[str]:
    return [service.code for service in find_services(AT_KIOSK, typed)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("交电费", "A01"),
        ("缴费", "A01"),
        ("充值", "A03"),
        ("买电", "A03"),
        ("开发票", "A04"),
        ("欠费停电", "A06"),
        ("装电表", "B01"),
        ("新房通电", "B01"),
        ("店铺装电表", "B02"),
        ("空开跳闸增容", "B05"),
        ("三相电", "B06"),
        ("移电表", "B12"),
        ("拆电表", "B13"),
        ("改名字", "B14"),
        ("二手房过户", "B15"),
        ("销户", "B18"),
        ("峰谷电", "B20"),
        ("人口多", "B21"),
        ("低保", "B22"),
        ("充电桩", "B23"),
        ("光伏", "B24"),
        ("太阳能", "B24"),
        ("工地用电", "B25"),
        ("电表走得快", "B28"),
        ("电费太高", "B29"),
        ("代扣", "B30"),
        ("退费", "B31"),
        ("换手机号", "B33"),
        ("查电费", "C01"),
        ("电价多少", "C02"),
        ("查进度", "C03"),
        ("什么时候来电", "C04"),
        ("取资料", "C06"),
        ("提意见", "D03"),
        ("表扬", "D04"),
        ("冰箱烧了", "D05"),
        ("没电了", "E01"),
        ("跳闸", "E02"),
        ("电表坏了", "E03"),
        # By first letters, small or large, as on the letter keys.
        ("jdf", "A01"),
        ("ZDB", "B01"),
        ("gh", "B15"),
        ("cdz", "B23"),
        ("kfp", "A04"),
        ("dyjmxz", "B01"),
        ("yhdk", "B30"),
        ("jb", "B28"),
        # Whole sentences, blanks, full-width letters, words with something between.
        ("我要交电费", "A01"),
        ("我想给家里装一个电表", "B01"),
        (" 交 电 费 ", "A01"),
        ("ＪＤＦ", "A01"),
        ("装表", "B01"),
        ("B15", "B15"),
    ],
)
def test_everyday_words_find_the_item_first(typed: str, code: str) -> None:
    assert codes(typed)[0] == code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("jiaodianfei", "A01"),
        ("GuoHu", "B15"),
        ("guo hu", "B15"),
        ("zhuangdianbiao", "B01"),
        ("chongdianzhuang", "B23"),
        ("fapiao", "A04"),
        ("guoh", "B15"),  # the last syllable is still on its way
    ],
)
def test_whole_pinyin_finds_as_its_first_letters_do(typed: str, code: str) -> None:
    assert codes(typed)[0] == code


@pytest.mark.parametrize(
    ("typed", "letters"),
    [
        ("jiangong", "jg"),
        ("fangan", "fa"),
        ("ertong", "et"),
        ("nvhai", "nh"),
        ("xyz", ""),
        ("hd1", ""),
        ("", ""),
    ],
)
def test_pinyin_is_read_by_syllables(typed: str, letters: str) -> None:
    assert first_letters(typed) == letters


def test_every_item_has_everyday_words_and_each_finds_its_item() -> None:
    for service in SERVICES:
        assert len(service.keywords) >= 3, service.code
        letters = service.initials.split()
        assert len(letters) == 1 + len(service.keywords), service.code
        for word, short in zip(service.keywords, letters[1:], strict=True):
            assert service in find_services(SERVICES, word), (service.code, word)
            assert service in find_services(SERVICES, short), (service.code, short)


def test_no_word_of_another_item_comes_before_the_same_word() -> None:
    for service in SERVICES:
        for word in service.keywords:
            first = find_services(SERVICES, word)[0]
            assert word in (*first.keywords, first.name), (service.code, word, first.code)


@pytest.mark.parametrize("typed", ["", "   ", "？", "zzzz", "办签证", "买火车票"])
def test_nothing_is_found_for_nothing_and_for_what_the_hall_does_not_do(typed: str) -> None:
    assert codes(typed) == []


def test_the_order_is_the_same_whatever_the_order_of_the_catalogue() -> None:
    for typed in ("电费", "增容", "电表", "d", "j"):
        there = find_services(SERVICES, typed)
        back = find_services(reversed(SERVICES), typed)
        assert [s.code for s in there] == [s.code for s in back], typed


def test_the_beginning_of_a_code_finds_its_items() -> None:
    assert codes("b1") == [f"B1{figure}" for figure in range(10)]
    assert codes("a04")[0] == "A04"


def test_one_letter_finds_only_beginnings() -> None:
    found = find_services(AT_KIOSK, "q")
    assert all(any(part.startswith("q") for part in s.initials.split()) for s in found)


def test_an_item_without_words_is_found_by_its_name() -> None:
    bare: Service = replace(SERVICES[0], keywords=(), initials="")
    assert find_services([bare], "居民电费") == (bare,)
    assert find_services([bare], "jmdf") == ()


def test_letters_left_by_an_input_method_beside_chinese_words_do_not_matter() -> None:
    assert plain("jiao交电费df") == "交电费"
