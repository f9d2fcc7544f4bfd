"""The phrase bank: edited with versions, defaults restored, rude words and lost blanks refused."""

import pytest

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.phrases import CodeText
from hall_desk.usecases import phrases, queries
from tests.conftest import MANAGER, Day


def phrase(day: Day, code: str) -> CodeText:
    """One phrase as it stands."""
    found: CodeText = day.ask(lambda r: r.get(CodeText, list="phrase", code=code))
    return found


@pytest.mark.rule("S3-1")
def test_an_edited_phrase_shows_from_the_next_use_and_its_default_comes_back(day: Day) -> None:
    shipped = phrase(day, "P01")
    before = day.ask(phrases.words_version)
    edited = day.do(phrases.edit_phrase, code="P01", text="您好，请问您办理什么业务？")
    assert (edited.version, edited.edited) == (shipped.version + 1, True)
    assert day.ask(queries.words_of, "phrase")["P01"] == "您好，请问您办理什么业务？"
    assert day.ask(phrases.words_version) > before
    back = day.do(phrases.restore_phrase, code="P01")
    assert (back.text, back.version, back.edited) == (shipped.text, shipped.version + 2, False)


@pytest.mark.rule("S3-1", "4(4)")
@pytest.mark.parametrize(
    "rude", ["不知道", "我不知道，您等着吧。", "快下班了 明天再来", "您急什么！"]
)
def test_a_forbidden_sentence_never_becomes_a_phrase(day: Day, rude: str) -> None:
    with pytest.raises(RuleBroken, match="服务禁语"):
        day.do(phrases.edit_phrase, code="P01", text=rude)
    assert not phrase(day, "P01").edited


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("请{number}号到{window}号窗口。", "不认识 {number}"),
        ("请到{window}号窗口。", "少了 {ticket}"),
        ("请{ticket}号到{window}号窗口}。", "花括号要成对"),
        ("  ", "不能为空"),
        ("好" * 201, "文字太长"),
    ],
)
def test_placeholders_stay_known_and_whole(day: Day, text: str, says: str) -> None:
    with pytest.raises(RuleBroken, match=says) as refused:
        day.do(phrases.edit_phrase, code="P03", text=text)
    assert refused.value.field == "text"


def test_a_clerk_edits_no_phrase(day: Day) -> None:
    for verb, more in ((phrases.edit_phrase, {"text": "您好"}), (phrases.restore_phrase, {})):
        with pytest.raises(RuleBroken, match="没有这项权限"):
            day.do(verb, "1032", code="P01", **more)


@pytest.mark.rule("S3-1")
def test_no_shipped_phrase_is_forbidden_and_the_training_list_is_there(day: Day) -> None:
    rude = day.ask(phrases.forbidden_phrases)
    assert len(rude) == 10
    bank = day.ask(phrases.all_phrases)
    assert [p.code for p in bank] == [f"P{n:02d}" for n in range(1, 27)]
    assert not [p.code for p in bank for word in rude if word in p.text]
    assert MANAGER
