"""Every paper: its figures and names can be read back, the same content gives the same bytes."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hall_desk.domain.papers import LineGroup, NoticeFee, VoucherKind, VoucherVoid
from hall_desk.paper.acceptance import render_acceptance
from hall_desk.paper.closing import render_closing
from hall_desk.paper.confirmation import render_confirmation
from hall_desk.paper.contact_card import render_contact_card
from hall_desk.paper.hand_over import render_hand_over
from hall_desk.paper.notice import render_notice
from hall_desk.paper.register import render_register
from hall_desk.paper.sign import render_sign
from hall_desk.paper.slip import render_slip
from hall_desk.paper.to_bring import render_to_bring
from hall_desk.paper.voucher import render_voucher
from hall_desk.paper.work_order import render_work_order
from tests.paper.pdf_reader import READERS, objects_of, read_pages, read_text, squeezed, stream_of
from tests.paper.samples import (
    ACCEPTANCE,
    APPROVAL,
    CARD,
    CLOSING,
    CONFIRMATION,
    DIFFERENCE,
    HALL,
    HAND_OVER,
    LINES,
    NOTICE,
    REGISTER_ROW,
    SIGN,
    SLIP,
    STROKES,
    TO_BRING,
    VOUCHER,
    WORK_ORDER,
    price_line,
    register_of,
)
from tests.timing import quickest

Read = Callable[[bytes], str]
FORTY = tuple(replace(LINES[n % 7], code=f"{LINES[n % 7].code[0]}{n:02d}") for n in range(40))
LONG_HALL = replace(HALL, name="青禾县电力有限责任公司城东新区供电营业厅第二服务点" * 2)


def said(pdf: bytes, read: Read = read_text) -> str:
    return squeezed(read(pdf))


ALL: list[tuple[Callable[[Any], bytes], Any]] = [
    (render_slip, SLIP),
    (render_to_bring, TO_BRING),
    (render_confirmation, CONFIRMATION),
    (render_voucher, VOUCHER),
    (render_register, register_of(REGISTER_ROW)),
    (render_notice, NOTICE),
    (render_contact_card, CARD),
    (render_acceptance, ACCEPTANCE),
    (render_sign, SIGN),
    (render_hand_over, HAND_OVER),
    (render_closing, CLOSING),
    (render_work_order, WORK_ORDER),
    (render_confirmation, replace(CONFIRMATION, signature=STROKES, difference=DIFFERENCE)),
]
NAMES = [f"{at}-{render.__name__}" for at, (render, _) in enumerate(ALL)]


@pytest.mark.parametrize(("render", "paper"), ALL, ids=NAMES)
def test_the_same_paper_gives_the_same_bytes(render: Callable[[Any], bytes], paper: Any) -> None:
    assert render(paper) == render(paper)


def test_another_process_gives_the_same_bytes_too() -> None:
    code = (
        "import hashlib;from tests.paper.samples import VOUCHER;"
        "from hall_desk.paper.voucher import render_voucher;"
        "print(hashlib.sha256(render_voucher(VOUCHER)).hexdigest())"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
        for _ in range(2)
    ]
    assert runs[0] == runs[1]


@pytest.mark.rule("2")
@pytest.mark.parametrize(("render", "paper"), ALL, ids=NAMES)
def test_every_paper_names_the_hall(render: Callable[[Any], bytes], paper: Any) -> None:
    assert HALL.name in said(render(paper))


@pytest.mark.parametrize(("render", "paper"), ALL, ids=NAMES)
def test_a_long_hall_name_stands_whole(render: Callable[[Any], bytes], paper: Any) -> None:
    assert LONG_HALL.name in said(render(replace(paper, hall=LONG_HALL)))


@pytest.mark.parametrize(("render", "paper"), ALL, ids=NAMES)
def test_every_font_is_embedded(render: Callable[[Any], bytes], paper: Any) -> None:
    pdf = render(paper)
    assert pdf.count(b"/FontFile2") == pdf.count(b"/Type /FontDescriptor") > 0
    assert b"Helvetica" not in pdf


# -- slip ----------------------------------------------------------------------------------------


@pytest.mark.rule("S1-10")
@pytest.mark.parametrize("read", READERS)
def test_the_slip_says_how_many_are_ahead_and_how_long(read: Read) -> None:
    text = said(render_slip(SLIP), read)
    for words in ("A018", "前面等候", "5人", "预计等候", "12–20分", "95598", "12398", "周明岚"):
        assert words in text
    assert "—" in said(render_slip(replace(SLIP, estimate="—")), read)


@pytest.mark.rule("1")
def test_the_slip_carries_the_slogan() -> None:
    assert HALL.slogan in said(render_slip(SLIP))


@pytest.mark.rule("6(4)")
def test_the_slip_shows_priority_and_a_second_print_says_so() -> None:
    text = said(render_slip(replace(SLIP, priority="老年人", reprint=1)))
    assert "优先・老年人" in text
    assert "补打第1次" in text
    assert "补打" not in said(render_slip(SLIP))


def test_the_slip_is_as_long_as_it_needs_and_80_mm_wide() -> None:
    short = media_box(render_slip(replace(SLIP, papers_to_prepare=(), hints=())))
    longer = media_box(render_slip(replace(SLIP, papers_to_prepare=("居民身份证",) * 9)))
    assert short[0] == longer[0] == pytest.approx(226.77, abs=0.1)
    assert short[1] < longer[1]


def media_box(pdf: bytes) -> tuple[float, float]:
    found = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", pdf)
    assert found is not None
    return float(found[1]), float(found[2])


def test_the_slip_is_black_only() -> None:
    thermal = render_slip(SLIP)
    streams = [stream_of(body) for body in objects_of(thermal).values() if b"/Length" in body]
    drawing = next(stream for stream in streams if b" Tj" in stream)
    colours = re.findall(rb"([\d.]+ [\d.]+ [\d.]+) (?:rg|RG)", drawing)
    assert set(colours) == {b"0 0 0"}


@pytest.mark.rule("S2-6")
def test_the_slips_footer_names_the_link_and_carries_its_code() -> None:
    bare = render_slip(SLIP)
    named = render_slip(replace(SLIP, link_words="网上国网"))
    linked = render_slip(replace(SLIP, link_words="网上国网", link="https://example.com/h5"))
    assert "网上国网" not in said(bare)
    assert "也可用“网上国网”办理" in said(named)
    assert "扫码用“网上国网”" in said(linked)
    assert media_box(linked)[1] > media_box(named)[1]


def test_the_slips_code_is_drawn_beside_the_telephones() -> None:
    plain, coded = render_slip(SLIP), render_slip(replace(SLIP, scan="HD1:T:2026-03-12:A018"))
    assert "在取号机上扫码" in said(coded)
    for words in ("95598", "12398", "周明岚"):
        assert words in said(coded)
    assert drawn_boxes(coded) > drawn_boxes(plain) + 100


def drawn_boxes(pdf: bytes) -> int:
    streams = [stream_of(body) for body in objects_of(pdf).values() if b"/Length" in body]
    drawing = next(stream for stream in streams if b" Tj" in stream)
    return len(re.findall(rb"[\d.]+ [\d.]+ re\b", drawing))


@pytest.mark.rule("11(4)")
@pytest.mark.parametrize("read", READERS)
def test_the_list_says_what_to_bring_what_it_costs_and_how_long_it_takes(read: Read) -> None:
    text = said(render_to_bring(TO_BRING), read)
    for words in (
        "需带材料",
        "低压居民新装",
        "用电人有效身份证件",
        "必带",
        "视情况",
        "现场填",
        "不收取费用",
        "供电方案答复10天内",
        "95598",
        "12398",
        "不是号票",
    ):
        assert words in text
    bare = said(render_to_bring(replace(TO_BRING, papers=(), link="", promise="")))
    assert "不用带材料" in bare


# -- paid service and vouchers -------------------------------------------------------------------


@pytest.mark.rule("25")
@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("render", [render_confirmation, render_voucher])
def test_every_line_stands_with_unit_price_quantity_and_amount(
    render: Callable[[Any], bytes], read: Read
) -> None:
    text = said(render(CONFIRMATION if render is render_confirmation else VOUCHER), read)
    for words in ("L06", "明敷线管线路（人工）", "6.00", "12.5", "75.00", "M04", "26.4", "92.40"):
        assert words in text
    assert "小计135.00" in text
    assert "小计199.40" in text
    assert "¥334.40" in text
    assert "人民币叁佰叁拾肆元肆角整" in text


@pytest.mark.rule("24")
def test_the_sheet_names_the_approval_document_and_the_price_list() -> None:
    text = said(render_confirmation(CONFIRMATION))
    assert text.count("样价文〔2026〕0号（虚构）") == 1
    assert "价目依据样价文〔2026〕0号（虚构）" in text
    assert "价目表2026-01（2026-01-01起执行）" in text


@pytest.mark.rule("24")
def test_several_documents_name_their_lines() -> None:
    other = replace(LINES[-1], approval_doc="样价文〔2026〕1号（虚构）")
    text = said(render_confirmation(replace(CONFIRMATION, lines=(*LINES[:2], other))))
    basis = "样价文〔2026〕0号（虚构）（L02、L04）；样价文〔2026〕1号（虚构）（M08）"
    assert basis in text


def test_a_price_list_known_by_its_document_is_said_once() -> None:
    text = said(render_confirmation(replace(CONFIRMATION, price_list_version=APPROVAL)))
    assert text.count("样价文〔2026〕0号") == 1
    assert "2026-01-01起执行" in text


@pytest.mark.rule("23")
def test_the_sheet_states_ownership_and_where_it_ends() -> None:
    text = said(render_confirmation(CONFIRMATION))
    assert "产权归属客户产权" in text
    assert CONFIRMATION.boundary in text


@pytest.mark.rule("25")
def test_the_sheet_has_a_place_for_the_customers_signature() -> None:
    text = said(render_confirmation(CONFIRMATION))
    assert "客户签字" in text
    assert "客户签字已确认" not in text
    signed = replace(CONFIRMATION, signed_at="2026-03-12 15:30")
    assert "客户签字已确认：2026-03-1215:30" in said(render_confirmation(signed))


@pytest.mark.rule("25")
def test_a_signature_of_the_screen_is_drawn_as_strokes_not_as_a_picture() -> None:
    plain = replace(CONFIRMATION, signed_at="2026-03-12 15:30")
    signed = render_confirmation(replace(plain, signature=STROKES))
    assert b"/Subtype /Image" not in signed
    drawn = _strokes_on(signed) - _strokes_on(render_confirmation(plain))
    lines = sum(len(stroke) - 1 for stroke in STROKES)
    assert drawn == lines


def _strokes_on(pdf: bytes) -> int:
    """How many straight strokes the pages draw."""
    bodies = (stream_of(body) for body in objects_of(pdf).values() if b"stream" in body)
    return sum(body.count(b" l\n") + body.count(b" l ") for body in bodies)


@pytest.mark.rule("25")
@pytest.mark.parametrize("read", READERS)
def test_what_was_done_otherwise_stands_on_the_sheet_with_its_own_signature(read: Read) -> None:
    text = said(render_confirmation(replace(CONFIRMATION, difference=DIFFERENCE)), read)
    for words in (
        *("完工差异确认", "PG-20260312-002", "何远、陈向远", "26.4", "30", "+12.60", "−12.00"),
        *("未做", "未列", "¥311.00", "−23.40", "确认单合计334.40", "人民币叁佰壹拾壹元整"),
        *("客户再次签字已确认：2026-03-1316:20客户屏签字", "第1页，共2页", "第2页，共2页"),
    ):
        assert squeezed(words) in text
    assert "完工差异" not in said(render_confirmation(CONFIRMATION), read)


def test_many_differences_go_on_on_further_pages() -> None:
    many = replace(DIFFERENCE, lines=DIFFERENCE.lines * 20)
    pages = read_pages(render_confirmation(replace(CONFIRMATION, difference=many)))
    assert len(pages) == 4
    assert "客户再次签字" in squeezed(pages[-1])


@pytest.mark.rule("17(2)")
@pytest.mark.parametrize("read", READERS)
def test_the_work_order_says_whom_to_meet_where_when_and_what_to_do(read: Read) -> None:
    text = said(render_work_order(WORK_ORDER), read)
    for words in (
        *("派工单", "PG-20260312-002", "YC-20260312-007", "青禾供电所抢修班", "000-0000-0021"),
        *("2026-03-13 14:00–16:00", "苏合", "13800000000", "柳溪路6号2单元301", "厨房、阳台"),
        *("客户产权", WORK_ORDER.boundary, "铜芯线", "26.4", "实际数量", "客户签字", "林𬭎"),
    ):
        assert squeezed(words) in text
    assert "单价" not in text, "prices are agreed at the counter, not at the door"


def test_a_cancelled_work_order_says_so_and_a_reprint_is_counted() -> None:
    text = said(render_work_order(replace(WORK_ORDER, cancelled="撤销原因：客户改期", reprint=2)))
    for words in ("已撤销", "客户改期", "补打第2次"):
        assert words in text
    long = replace(WORK_ORDER, lines=WORK_ORDER.lines * 8)
    assert len(read_pages(render_work_order(long))) > 1


@pytest.mark.rule("25")
@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("kind", list(VoucherKind))
def test_the_voucher_says_it_is_no_tax_paper_and_avoids_the_words(
    read: Read, kind: VoucherKind
) -> None:
    text = said(render_voucher(replace(VOUCHER, kind=kind)), read)
    assert "本凭证只证明收款，不是税务票据，不能代替数电票。" in text
    assert "数电票：客户稍后索取" in text
    assert kind.value in text
    assert "发票" not in text
    assert "税额" not in text


@pytest.mark.rule("6(5)")
def test_a_cash_voucher_shows_received_and_change() -> None:
    text = said(render_voucher(VOUCHER))
    assert "现金实收340.00" in text
    assert "找零5.60" in text


def test_a_bill_paid_by_code_shows_its_method_and_no_change() -> None:
    bill = replace(
        VOUCHER,
        subject="缴纳电费",
        account="3600****12",
        confirmation_number=None,
        price_basis="",
        lines=(price_line(LineGroup.BILL, "A01", "2026年2月电费", "笔", 8640, 1000),),
        total_fen=8640,
        method="扫码支付",
        received_fen=None,
        change_fen=None,
    )
    text = said(render_voucher(bill))
    for words in ("付款方式扫码支付", "户号3600****12", "人民币捌拾陆元肆角整", "2026年2月电费"):
        assert words in text
    for words in ("找零", "确认单", "价目依据"):
        assert words not in text


def test_the_voucher_can_be_checked_against_the_journal() -> None:
    text = said(render_voucher(VOUCHER))
    assert "校验7c1e40b9" in text
    assert "记录第2,371条" in text


def test_a_reprint_keeps_the_number_and_counts() -> None:
    text = said(render_voucher(replace(VOUCHER, reprint=2)))
    assert "SJ-000387" in text
    assert "补打第2次" in text
    assert "原件" not in text


def test_a_void_voucher_says_who_when_and_why() -> None:
    void = VoucherVoid(reason="金额录入错误，" * 30, at="2026-03-12 16:01", staff_no="0906")
    text = said(render_voucher(replace(VOUCHER, void=void)))
    assert "作废2026-03-1216:01工号0906" in text
    assert text.count("金额录入错误") == 30


@pytest.mark.parametrize("many", [1, 3, 5, 7])
def test_a_void_voucher_is_stamped_however_full_it_is(many: int) -> None:
    void = VoucherVoid(reason="金额录入错误", at="2026-03-12 16:01", staff_no="0906")
    text = read_text(render_voucher(replace(VOUCHER, lines=LINES[:many], void=void)))
    assert "\n作废\n" in text
    assert "SJ-000387 ・ 作废" in text


def test_forty_lines_go_on_with_head_and_page_numbers() -> None:
    total = sum(line.amount_fen for line in FORTY)
    pages = read_pages(render_voucher(replace(VOUCHER, lines=FORTY, total_fen=total)))
    assert len(pages) == 3
    for n, page in enumerate(pages, 1):
        words = squeezed(page)
        assert f"第{n}页，共3页" in words
        assert "收费凭证" in words
        assert "SJ-000387" in words
        assert "金额（元）" in words
    codes = re.findall(r"^[LM]\d\d$", "\n".join(pages), re.MULTILINE)
    assert sorted(codes) == sorted(line.code for line in FORTY)
    assert "¥1,935.40" in pages[-1]
    assert "¥" not in pages[0]


@pytest.mark.parametrize("many", range(1, 60))
def test_every_line_is_printed_once_however_many_there_are(many: int) -> None:
    lines = tuple(replace(LINES[n % 7], code=f"Z{n:03d}") for n in range(many))
    total = sum(line.amount_fen for line in lines)
    voucher = read_text(render_voucher(replace(VOUCHER, lines=lines, total_fen=total)))
    sheet = read_text(render_confirmation(replace(CONFIRMATION, lines=lines)))
    for text in (voucher, sheet):
        codes = re.findall(r"^Z\d{3}$", text, re.MULTILINE)
        assert sorted(codes) == [line.code for line in lines]


def test_the_largest_sum_and_long_names_stand_whole() -> None:
    line = replace(LINES[0], name="更换低压线路" * 20, amount_fen=9_999_999_999_999)
    paper = replace(
        VOUCHER, customer="青禾县示例村民委员会" * 6, lines=(line,), total_fen=line.amount_fen
    )
    text = said(render_voucher(paper))
    assert "¥99,999,999,999.99" in text
    assert "更换低压线路" * 20 in text
    assert paper.customer in text


# -- first contact -------------------------------------------------------------------------------

COLUMNS = (
    "序号", "日期时间", "来访方式", "客户姓名或单位", "户号", "联系电话", "住址", "咨询或办理事项",
    "首问责任人及工号", "是否本岗职责", "处理方式", "所收材料名称及份数", "承办部门、承办人",
    "电话、地址", "移交时间与接收人", "承诺答复时间", "处理情况及结果", "不能解决的原因",
    "办结时间", "回访/满意度", "备注",
)  # fmt: skip


@pytest.mark.rule("11(2)")
@pytest.mark.parametrize("read", READERS)
def test_the_register_has_every_column(read: Read) -> None:
    text = read(render_register(register_of(REGISTER_ROW)))
    for title in COLUMNS:
        assert title in text


@pytest.mark.rule("11(2)")
def test_the_register_prints_what_each_row_holds() -> None:
    text = said(render_register(register_of(REGISTER_ROW)))
    for value in vars(REGISTER_ROW).values():
        if isinstance(value, str):
            assert squeezed(value) in text
    assert "非本岗职责" in text


def test_a_receivers_name_is_never_broken_in_the_register() -> None:
    row = replace(REGISTER_ROW, handed_over="2026-03-12 09:24 欧阳示例", feedback="")
    lines = read_text(render_register(register_of(row))).splitlines()
    assert lines[lines.index("2026-03-12 09:24") + 1] == "欧阳示例"


def test_an_empty_register_says_so() -> None:
    assert "本期没有首问登记" in said(render_register(register_of()))


def test_three_hundred_rows_are_printed_once_each_within_three_seconds() -> None:
    rows = [replace(REGISTER_ROW, number=f"SW-{n:04d}") for n in range(1, 301)]
    assert quickest(lambda: render_register(register_of(*rows)), within=3) <= 3
    pdf = render_register(register_of(*rows))
    pages = read_pages(pdf)
    assert re.findall(r"SW-\d{4}", "\n".join(pages)) == [row.number for row in rows]
    for n, page in enumerate(pages, 1):
        assert f"第{n}页，共{len(pages)}页" in squeezed(page)
        assert "咨询或办理事项" in page


def test_a_row_longer_than_a_page_goes_on_on_the_next() -> None:
    story = "".join(f"第{n}次联系客户，" for n in range(400))
    pages = read_pages(render_register(register_of(replace(REGISTER_ROW, result=story))))
    assert len(pages) > 1
    told = re.findall(r"第\d+次联系", squeezed("\n".join(pages)))
    assert len(told) >= 390  # a name cut by a page's foot cannot be read across it


@pytest.mark.rule("11(4)")
@pytest.mark.parametrize("read", READERS)
def test_the_notice_lists_exactly_the_missing_papers(read: Read) -> None:
    text = said(render_notice(NOTICE), read)
    assert "请补齐以下资料（2项）" in text
    missing = re.findall(r"缺(房屋产权证明|用电申请表|居民身份证)", text)
    assert missing == ["房屋产权证明", "用电申请表"]
    assert "已带居民身份证（原件核对）" in text


@pytest.mark.rule("11(4)")
def test_the_notice_tells_steps_fees_and_telephones_and_is_signed() -> None:
    text = said(render_notice(NOTICE))
    for words in ("现场勘查，答复供电方案。", "本项不收费。", "95598", "12398", "客户签字"):
        assert words in text
    fee = NoticeFee(name="复印", standard="0.50 元/页", basis="样价文〔2026〕0号")
    assert "复印・0.50元/页・样价文〔2026〕0号" in said(render_notice(replace(NOTICE, fees=(fee,))))


@pytest.mark.rule("S1-10")
def test_the_notice_prints_the_legal_limit() -> None:
    assert "办结时限受理后5个工作日内" in said(render_notice(NOTICE))


def test_a_complete_set_of_papers_is_said_to_be_complete() -> None:
    papers = tuple(replace(item, present=True) for item in NOTICE.papers)
    text = said(render_notice(replace(NOTICE, papers=papers)))
    assert "资料齐全" in text
    assert "请补齐" not in text


def test_a_long_notice_goes_on_on_further_pages() -> None:
    pages = read_pages(render_notice(replace(NOTICE, steps=NOTICE.steps * 40)))
    assert len(pages) > 1
    assert "客户签字" in pages[-1]


@pytest.mark.rule("S2-4")
@pytest.mark.parametrize("read", READERS)
def test_the_card_shows_name_phone_and_the_supervising_phone(read: Read) -> None:
    text = said(render_contact_card(CARD), read)
    for words in ("陈向远", "000-0000-0021", "监督电话000-0000-0012", "2026-02-20核实"):
        assert words in text
    assert "逾90天" not in text


@pytest.mark.rule("S2-4")
def test_a_stale_contact_is_flagged_on_the_card() -> None:
    assert "逾90天" in said(render_contact_card(replace(CARD, stale=True)))


@pytest.mark.rule("S2-4")
def test_a_contact_nobody_has_verified_says_so_on_the_card() -> None:
    text = said(render_contact_card(replace(CARD, verified_on="", stale=True)))
    assert "尚未核实（拨打前请先向本厅核对）" in text


# -- hand-over slip --------------------------------------------------------------------------------


@pytest.mark.rule("S1-2")
@pytest.mark.parametrize("read", READERS)
def test_the_slip_says_what_goes_to_whom_until_when_and_who_answers_for_it(read: Read) -> None:
    text = said(render_hand_over(HAND_OVER), read)
    for words in (
        "交接单",
        "0312-005",
        "要求校验电能表",
        "计量班",
        "王示例",
        "000-0000-0012",
        "郑示例000-0000-0112",
        "2026-03-1617:30",
        "陈予安（工号1032）",
        "接收人签字",
        "林*",
    ):
        assert words in text


def test_the_longest_matter_stays_on_the_slip_whole() -> None:
    matter = "新装电能表后用电量偏高，要求校验电能表；" * 48
    pages = read_pages(render_hand_over(replace(HAND_OVER, matter=matter)))
    assert len(pages) == 1
    assert squeezed(pages[0]).count("要求校验电能表") == 48
    received = said(render_hand_over(replace(HAND_OVER, received="王示例 2026-03-12 11:00")))
    assert "接收人王示例2026-03-1211:00" in received


# -- sign ----------------------------------------------------------------------------------------


@pytest.mark.rule("11(8)")
@pytest.mark.parametrize("read", READERS)
def test_the_sign_says_why_until_when_and_where_to_go(read: Read) -> None:
    text = said(render_sign(SIGN), read)
    for words in ("暂停营业", "6号窗口", "设备故障", "自10:05起", "10:45", "4、5号窗口"):
        assert words in text


@pytest.mark.rule("11(8)")
def test_a_sign_without_a_return_time_says_that_word_follows() -> None:
    assert "另行通知" in said(render_sign(replace(SIGN, resume=None)))


@pytest.mark.rule("18(2)")
def test_the_acceptance_sheet_lists_each_paper_with_its_copies() -> None:
    own, halls = read_pages(render_acceptance(ACCEPTANCE))
    for page in (own, halls):
        text = squeezed(page)
        assert "用电主体资格证明2份" in text
        assert "用电设备清单1份" in text
        assert "供电方案答复1个月2026-04-1224:00前服务规范第十八条（一）" in text
        assert "1021何岚" in text
        assert "95598" in text
        assert "12398" in text


@pytest.mark.rule("4(3)")
def test_the_halls_copy_of_the_acceptance_sheet_is_masked() -> None:
    own, halls = map(squeezed, read_pages(render_acceptance(ACCEPTANCE)))
    assert "客户联" in own
    assert "11010519491231002X" in own
    assert "阿依古丽·买买提" in own.replace("・", "·")
    assert "营业厅联" in halls
    for secret in ("11010519491231002X", "13800000000", "买买提", "3600123450127"):
        assert secret not in halls


@pytest.mark.rule("17(1)")
def test_the_high_voltage_sheet_prints_that_nobody_is_appointed() -> None:
    text = said(render_acceptance(ACCEPTANCE))
    assert "自主选择，不指定" in text
    assert "由客户自主选择" in text
    assert "不指定" not in said(render_acceptance(replace(ACCEPTANCE, free_choice="")))


def test_a_long_acceptance_goes_on_on_further_pages_and_says_when_it_is_a_reprint() -> None:
    many = replace(ACCEPTANCE, papers=ACCEPTANCE.papers * 30, reprint=2)
    pages = read_pages(render_acceptance(many))
    assert len(pages) > 2
    assert "补打第2次" in squeezed(pages[0])
    assert squeezed("".join(pages)).count("客户签字") == 2


@pytest.mark.rule("11(4)")
def test_the_notice_prints_the_code_to_come_back_with() -> None:
    told = replace(
        NOTICE,
        return_code="K7M4 9XWP",
        return_payload="HD1:P:K7M49XWP",
        return_until="2026-04-11",
    )
    text = said(render_notice(told))
    assert "K7M49XWP" in text
    assert "2026-04-11" in text
    assert "回厅码" not in said(render_notice(NOTICE))


# -- the closing record --------------------------------------------------------------------------


@pytest.mark.parametrize("read", READERS)
def test_a_closing_record_says_numbers_sums_tills_and_what_seals_it(read: Read) -> None:
    words = said(render_closing(CLOSING), read)
    for part in (
        "日结单",
        "Z-000128",
        "2026-03-12",
        "SJ-000387",
        "SJ-000469",
        "SJ-000401、SJ-000440",
        "TK-000004",
        "15,178.10",
        "15,118.10",
        "1,932,844.55",
        "1030林𬭎",
        "短款5.00元",
        "JK-20260312-02",
        "第8421条",
        "9fae7b9c",
    ):
        assert part in words
    assert "补打" not in words
    assert "发票" not in words


def test_a_reprinted_closing_record_says_which() -> None:
    assert "补打第2次" in said(render_closing(replace(CLOSING, reprint=2)))


def test_a_day_without_money_and_one_with_many_tills_are_printed_whole() -> None:
    quiet = replace(
        CLOSING.content, series=(), methods=(), tills=(), bags=(), taken_fen=0, in_safe_fen=0
    )
    assert "今天没有动用钱箱" in said(render_closing(replace(CLOSING, content=quiet)))
    many = replace(CLOSING.content, tills=CLOSING.content.tills * 20)
    pages = read_pages(render_closing(replace(CLOSING, content=many)))
    assert len(pages) == 3
    assert all("Z-000128" in squeezed(page) for page in pages)
