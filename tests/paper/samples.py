"""One invented sample of every paper, as full as the look's pictures."""

from datetime import UTC, date, datetime

from hall_desk.domain.closings import (
    ClosedMethod,
    ClosedRefunds,
    ClosedSeries,
    ClosedTill,
    ClosingContent,
)
from hall_desk.domain.papers import (
    AcceptancePaper,
    AcceptedPaper,
    ApplicantCopy,
    CashFigures,
    ClosingPaper,
    ComplaintFigures,
    ConfirmationPaper,
    ContactCardPaper,
    CountedReason,
    DailyReportPaper,
    DifferenceLine,
    DifferencePaper,
    DutyFigures,
    FirstContactFigures,
    HallHead,
    HandlingTimes,
    HandOverFigures,
    HandOverPaper,
    HourFigures,
    JournalFigures,
    KindFigures,
    LineGroup,
    MethodFigures,
    MoneyFigures,
    NoticeItem,
    NoticePaper,
    OnTimeFigures,
    OpenItem,
    PaidServiceFigures,
    PriceLine,
    PromiseLine,
    RegisterPaper,
    RegisterRow,
    SatisfactionFigures,
    SignPaper,
    SlipPaper,
    TicketFigures,
    ToBringPaper,
    VoucherPaper,
    WindowFigures,
    WorkOrderLine,
    WorkOrderPaper,
)
from hall_desk.domain.papers.to_bring import PaperToBring

HALL = HallHead(
    name="青禾供电营业厅",
    code="QH01",
    level="县级",
    address="青禾县示例大道2号",
    phone="000-0000-0011",
    slogan="优质、方便、规范、真诚",
)
APPROVAL = "样价文〔2026〕0号（虚构）"

SLIP = SlipPaper(
    hall=HALL,
    ticket_number="A018",
    kind="缴费",
    service="缴费",
    priority=None,
    people_ahead=5,
    estimate="12–20 分",
    papers_to_prepare=("户号（10位或13位）或缴费通知",),
    hints=("请留意屏幕与语音呼叫。", "听不清或过号请到引导台，不必重新排队。"),
    duty_manager="周明岚",
    issued_at="2026-03-12 10:23:28",
)


TO_BRING = ToBringPaper(
    hall=HALL,
    service="低压居民新装",
    papers=(
        PaperToBring(
            name="用电人有效身份证件",
            note="居民身份证、户口簿、护照、军官证、电子证照，任一",
            mark="必带",
        ),
        PaperToBring(name="用电地址权属证明", note="不动产权证、购房合同，任一", mark="必带"),
        PaperToBring(
            name="授权委托书及经办人身份证件", note="非本人/非法定代表人办理时", mark="视情况"
        ),
        PaperToBring(name="用电登记表", note="不用提前准备，到窗口现场填", mark="现场填"),
    ),
    fee="不收取费用（按当地公示价目）",
    promise="供电方案答复 10 天内",
    hours="08:30–17:30",
    link="https://example.com/h5",
    link_words="网上国网",
    printed_at="2026-03-12 10:23",
)


def price_line(
    group: LineGroup, code: str, name: str, unit: str, price: int, quantity: int
) -> PriceLine:
    """A line whose amount is price × quantity."""
    return PriceLine(
        group=group,
        code=code,
        name=name,
        unit=unit,
        unit_price_fen=price,
        quantity_thousandths=quantity,
        amount_fen=price * quantity // 1000,
        approval_doc=APPROVAL,
    )


LINES = (
    price_line(LineGroup.LABOUR, "L02", "更换微型断路器（人工）", "只", 1500, 2000),
    price_line(LineGroup.LABOUR, "L04", "更换开关/插座面板（人工）", "个", 1000, 3000),
    price_line(LineGroup.LABOUR, "L06", "明敷线管线路（人工）", "米", 600, 12500),
    price_line(LineGroup.MATERIAL, "M01", "微型断路器 1P 16A", "只", 1800, 2000),
    price_line(LineGroup.MATERIAL, "M04", "铜芯线 BV 2.5mm²", "米", 350, 26400),
    price_line(LineGroup.MATERIAL, "M07", "PVC线管 Φ20", "米", 280, 12500),
    price_line(LineGroup.MATERIAL, "M08", "五孔插座 10A", "个", 1200, 3000),
)

CONFIRMATION = ConfirmationPaper(
    hall=HALL,
    number="YC-20260312-007",
    customer="苏*",
    customer_phone="138****0000",
    account="3600****12",
    address="青禾县****",
    service="客户内部故障（有偿）",
    ownership="客户产权",
    boundary="电能表出线端以下的线路和设备归客户所有，由客户负责维护。",
    lines=LINES,
    price_list_version="2026-01",
    price_list_from="2026-01-01",
    window=8,
    staff_no="1030",
    drawn_at="2026-03-12 15:20",
    after_sales_phone="000-0000-0013",
)

# 苏 and a dot, as a finger draws them.
STROKES = (
    ((90, 240), (300, 225), (410, 232)),
    ((180, 130), (178, 320)),
    ((330, 120), (322, 330)),
    ((120, 430), (380, 425), (370, 640), (300, 700), (280, 660)),
    ((260, 330), (230, 560), (150, 760), (70, 860)),
    ((130, 560), (100, 680)),
    ((400, 520), (440, 640)),
    ((560, 300), (700, 280), (860, 300)),
    ((600, 480), (640, 760), (720, 820), (880, 700), (940, 560)),
    ((930, 780),),
)
DIFFERENCE = DifferencePaper(
    order_number="PG-20260312-002",
    worker="何远、陈向远",
    done_at="2026-03-13 15:40",
    note="插座改装 2 个，客户自备 1 个；线路加长到阳台。",
    lines=(
        DifferenceLine(
            code="M04",
            name="铜芯线 BV 2.5mm²",
            unit="米",
            unit_price_fen=350,
            signed_thousandths=26400,
            actual_thousandths=30000,
            signed_fen=9240,
            actual_fen=10500,
        ),
        DifferenceLine(
            code="M08",
            name="五孔插座 10A",
            unit="个",
            unit_price_fen=1200,
            signed_thousandths=3000,
            actual_thousandths=2000,
            signed_fen=3600,
            actual_fen=2400,
        ),
        DifferenceLine(
            code="M11",
            name="接线盒",
            unit="个",
            unit_price_fen=300,
            signed_thousandths=0,
            actual_thousandths=2000,
            signed_fen=0,
            actual_fen=600,
        ),
        DifferenceLine(
            code="L04",
            name="更换开关/插座面板（人工）",
            unit="个",
            unit_price_fen=1000,
            signed_thousandths=3000,
            actual_thousandths=0,
            signed_fen=3000,
            actual_fen=0,
        ),
    ),
    signed_fen=33440,
    actual_fen=31100,
    agreed_at="2026-03-13 16:20",
    agreed_how="客户屏签字",
    signature=STROKES,
)
WORK_ORDER = WorkOrderPaper(
    hall=HALL,
    number="PG-20260312-002",
    confirmation_number="YC-20260312-007",
    team="青禾供电所抢修班",
    team_phone="000-0000-0021",
    appointed="2026-03-13 14:00–16:00",
    customer="苏合",
    customer_phone="13800000000",
    address="青禾县柳溪路 6 号 2 单元 301",
    content="厨房、阳台室内线路改造，更换断路器和插座面板。客户下午在家，请到达前半小时电话联系。",
    ownership="客户产权",
    boundary="电能表出线端以下的线路和设备归客户所有，由客户负责维护。",
    lines=tuple(
        WorkOrderLine(
            code=line.code,
            name=line.name,
            unit=line.unit,
            quantity_thousandths=line.quantity_thousandths,
        )
        for line in LINES
    ),
    issued_by="1030 林𬭎",
    issued_at="2026-03-12 15:36",
)

VOUCHER = VoucherPaper(
    hall=HALL,
    number="SJ-000387",
    customer="苏*",
    customer_phone="138****0000",
    subject="客户内部故障（有偿）",
    paid_at="2026-03-12 15:42",
    window=8,
    staff_no="1030",
    confirmation_number="YC-20260312-007",
    price_basis=APPROVAL,
    lines=LINES,
    total_fen=33440,
    method="现金",
    received_fen=34000,
    change_fen=560,
    invoice_state="客户稍后索取",
    after_sales_phone="000-0000-0013",
    check_code="7c1e40b9",
    journal_number=2371,
)

REGISTER_ROW = RegisterRow(
    number="SW-0001",
    at="2026-03-12 09:14",
    channel="来厅",
    customer="苏*",
    account="3600****12",
    phone="138****0000",
    address="青禾县****",
    matter="咨询低压居民新装用电所需资料及办理时限，家中改造需增容",
    first_contact="林小禾",
    staff_no="1021",
    own_duty=False,
    handling="转办",
    papers_taken="身份证复印件1份",
    department="营销部",
    contact_person="陈向远",
    contact_phone="000-0000-0021",
    contact_address="青禾县示例大道2号三楼",
    handed_over="03-12 09:30 陈向远",
    promised="2026-03-17",
    result="已电话答复客户并预约现场勘查",
    unsolved_reason="需现场核实",
    closed_at="2026-03-13 10:20",
    feedback="满意",
    remark="客户要求上午联系",
)


def register_of(*rows: RegisterRow) -> RegisterPaper:
    """A register of these rows."""
    return RegisterPaper(
        hall=HALL,
        period="2026-03-12",
        rows=rows,
        printed_at="2026-03-12 17:58",
        printed_by="0906",
        solved_at_once=9,
        referred=5,
        still_open=3,
    )


ACCEPTANCE = AcceptancePaper(
    hall=HALL,
    number="SL-20260312-005",
    service="高压新装（单电源）",
    ticket_number="B012",
    copies=(
        ApplicantCopy(
            name="客户联",
            applicant="阿依古丽·买买提",
            id_kind="居民身份证",
            id_no="11010519491231002X",
            phone="13800000000",
            account="3600123450127",
            address="柳溪镇示例路12号",
        ),
        ApplicantCopy(
            name="营业厅联",
            applicant="阿*",
            id_kind="居民身份证",
            id_no="110***********002X",
            phone="138****0000",
            account="3600 **** 0127",
            address="柳溪镇示例路12号",
        ),
    ),
    papers=(
        AcceptedPaper(name="用电主体资格证明", copies=2, original_seen=True),
        AcceptedPaper(name="用电设备清单", copies=1, original_seen=False),
    ),
    promises=(
        PromiseLine(
            stage="供电方案答复",
            limit="1 个月",
            due="2026-04-12 24:00 前",
            basis="服务规范第十八条（一）",
        ),
        PromiseLine(
            stage="送电",
            limit="5 个工作日",
            due="竣工检验合格且签订供用电合同后起算",
            basis="服务规范第十八条（三）",
        ),
    ),
    steps=("业务受理", "现场勘查", "装表接电"),
    fees="按政府文件",
    owner="1021 何岚",
    window=4,
    accepted_at="2026-03-12 09:00",
    rule_version="服务规范、本厅设置",
    free_choice="客户受电工程的设计、施工和设备材料供应单位由客户自主选择，供电企业不指定。",
)
NOTICE = NoticePaper(
    hall=HALL,
    number="GZ-20260312-021",
    service="低压居民新装",
    customer="苏*",
    customer_phone="138****0000",
    ticket_number="B012",
    papers=(
        NoticeItem(name="居民身份证", present=True, note="原件核对"),
        NoticeItem(name="房屋产权证明", present=False),
        NoticeItem(name="用电申请表", present=False, note="本厅备有表格"),
    ),
    steps=("提交申请和资料，当场受理。", "现场勘查，答复供电方案。", "验收合格后装表接电。"),
    deadline="受理后 5 个工作日内",
    staff_no="1021",
    window=4,
    told_at="2026-03-12 10:31",
)

CARD = ContactCardPaper(
    hall=HALL,
    matter="增容现场勘查",
    department="营销部业扩班",
    name="陈向远",
    phone="000-0000-0021",
    address="青禾县示例大道2号三楼306室",
    hours="工作日 08:30–17:30",
    supervising_phone="000-0000-0012",
    verified_on="2026-02-20",
    first_contact="林小禾",
    first_contact_staff_no="1021",
    register_number="SW-0012",
    issued_at="2026-03-12 10:35",
)

HAND_OVER = HandOverPaper(
    hall=HALL,
    register_number="0312-005",
    ticket_number="A012",
    matter="新装电能表后用电量偏高，要求校验电能表",
    customer="林*",
    customer_phone="138****0000",
    account="3600 **** 0127",
    papers_taken="检定证书 1 份",
    department="计量班",
    duty="电能表安装、校验与抄表核对",
    person="王示例",
    phone="000-0000-0012",
    address="示例大厅三层",
    deputy="郑示例 000-0000-0112",
    referred_at="2026-03-12 10:23",
    promised="2026-03-16 17:30",
    first_contact="陈予安",
    first_contact_staff_no="1032",
    printed_at="2026-03-12 10:24",
)

SIGN = SignPaper(
    hall=HALL,
    place="6号窗口",
    kinds="业务办理",
    reason="设备故障",
    since="10:05",
    resume="10:45",
    alternative="4、5号窗口",
)


def kind(prefix: str, name: str, counts: tuple[int, ...], seconds: tuple[int, ...]) -> KindFigures:
    """One line of 按类别."""
    issued, finished, no_show, abandoned, items = counts
    mean_wait, longest_wait, mean, median, p90 = seconds
    return KindFigures(
        prefix=prefix,
        name=name,
        issued=issued,
        finished=finished,
        no_show=no_show,
        abandoned=abandoned,
        items=items,
        mean_wait_s=mean_wait,
        longest_wait_s=longest_wait,
        handling=HandlingTimes(mean_s=mean, median_s=median, p90_s=p90),
    )


def window(number: int, kinds: str, staff_no: str, *counts: int) -> WindowFigures:
    """One line of 按窗口与工号."""
    items, within, limited = counts
    return WindowFigures(
        window=number, kinds=kinds, staff_no=staff_no, items=items, within=within, limited=limited
    )


_HOURS = ("8:30", "9", "10", "11", "12", "13", "14", "15", "16", "17")
_ISSUED = (9, 18, 31, 22, 10, 17, 28, 25, 18, 8)
_WAITS = (6, 12, 19, 15, 7, 10, 24, 17, 12, 9)

REPORT = DailyReportPaper(
    hall=HALL,
    business_date="2026-03-12",
    weekday="星期四",
    hours="08:30–17:30",
    duty_manager="周明岚",
    duty_manager_no="0906",
    closed_at="17:58",
    tickets=TicketFigures(
        issued=186, called=184, finished=178, items=210, no_show=6, returned=4, abandoned=2,
        priority=21,
    ),
    on_time=(
        OnTimeFigures(name="缴费 5 分", within=115, total=118),
        OnTimeFigures(name="业务 20 分", within=41, total=43),
    ),
    on_time_total=OnTimeFigures(name="合计", within=156, total=161),
    over_limit_reasons=(
        CountedReason(name="业务复杂", count=2),
        CountedReason(name="系统缓慢", count=2),
        CountedReason(name="资料核对", count=1),
    ),
    hourly=tuple(
        HourFigures(label=label, issued=issued, longest_wait_s=wait * 60)
        for label, issued, wait in zip(_HOURS, _ISSUED, _WAITS, strict=True)
    ),
    kinds=(
        kind("A", "缴费", (96, 92, 3, 1, 118), (402, 1100, 190, 172, 271)),
        kind("B", "业务办理", (41, 39, 2, 0, 43), (535, 1450, 800, 760, 1085)),
        kind("C", "咨询服务", (37, 35, 1, 1, 37), (252, 785, 348, 302, 620)),
        kind("E", "报修", (12, 12, 0, 0, 12), (140, 450, 415, 370, 702)),
    ),
    kinds_total=kind("", "合计", (186, 178, 6, 2, 210), (384, 1450, 355, 260, 870)),
    windows=(
        window(1, "缴费", "1008", 46, 45, 46),
        window(2, "缴费", "1015", 44, 43, 44),
        window(3, "缴费・咨询", "1032", 40, 27, 28),
        window(4, "业务", "1021", 17, 17, 17),
        window(7, "咨询", "1027", 22, 0, 0),
    ),
    money=MoneyFigures(
        methods=(
            MethodFigures(name="现金", count=46, amount_fen=521860),
            MethodFigures(name="扫码支付", count=62, amount_fen=890430),
            MethodFigures(name="银行卡", count=9, amount_fen=264000),
            MethodFigures(name="对公转账", count=2, amount_fen=1260000),
            MethodFigures(name="支票/进账单", count=0, amount_fen=0),
        ),
        total_count=119,
        total_fen=2936290,
        void_count=1,
        void_fen=6000,
        void_numbers=("SJ-000351",),
        settled_count=3,
        settled_fen=122079,
        unsettled_count=1,
        unsettled_fen=8640,
        first_voucher="SJ-000301",
        last_voucher="SJ-000420",
        gaps=0,
        reprints=2,
        cash=CashFigures(
            float_fen=100000, received_fen=521860, refunded_fen=6000, expected_fen=615860
        ),
    ),
    first_contact=FirstContactFigures(
        registered=14, solved_at_once=9, referred=5, still_open=3, notices=43
    ),
    duty=DutyFigures(
        escalations=3, mean_taken_s=72, suspensions=1, suspended_minutes=40, after_hours_items=3,
        last_finish="17:52",
    ),
    paid_service=PaidServiceFigures(
        sheets=12, paid=9, labour_fen=112000, material_fen=86430, invoices_owed=2
    ),
    hand_over=HandOverFigures(
        open_items=2,
        successor="0907",
        items=(
            OpenItem(
                number="SW-0012", matter="低压居民新装资料补交", owner="1021", due="03-17 17:30"
            ),
            OpenItem(number="SW-0013", matter="电费疑问核查", owner="1008", due="03-17 17:30"),
        ),
    ),
    journal=JournalFigures(
        first_number=1102,
        last_number=2968,
        last_hash="9f3c17ab52d0e4860b1c",
        verified=True,
        reconciled=True,
    ),
    definitions=(
        "等候 = 最后一次呼叫 − 取号",
        "办理 = 办结 − 开始办理（总用时）",
        "限内 = 用时 ≤ 限时 × 数量",
    ),
    printed_at="2026-03-12 17:59",
)  # fmt: skip

SATISFACTION = SatisfactionFigures(
    asked=178,
    levels=(
        CountedReason(name="非常满意", count=88),
        CountedReason(name="满意", count=38),
        CountedReason(name="一般", count=4),
        CountedReason(name="不满意", count=1),
    ),
)
COMPLAINTS = ComplaintFigures(complaints=1, reports=0, opinions=2, praises=1, due=0, overdue=0)


CLOSING = ClosingPaper(
    hall=HALL,
    content=ClosingContent(
        code="Z-000128",
        hall=HALL.name,
        business_date=date(2026, 3, 12),
        opened_at=datetime(2026, 3, 12, 0, 20, tzinfo=UTC),
        closed_at=datetime(2026, 3, 12, 9, 52, tzinfo=UTC),
        closed_by="0906",
        closed_by_name="周明岚",
        series=(
            ClosedSeries(
                series="SJ",
                words="收费凭证",
                first="SJ-000387",
                last="SJ-000469",
                count=83,
                sum_fen=1_286_450,
                void_fen=8640,
                voids=("SJ-000401", "SJ-000440"),
            ),
            ClosedSeries(
                series="YS",
                words="预收凭证",
                first="YS-000012",
                last="YS-000019",
                count=8,
                sum_fen=240_000,
                void_fen=0,
                voids=(),
            ),
        ),
        refunds=ClosedRefunds(first="TK-000004", last="TK-000005", count=2, sum_fen=6000),
        methods=(
            ClosedMethod(
                method="CASH", words="现金", count=41, taken_fen=521_860, refunded_fen=6000
            ),
            ClosedMethod(method="POS", words="银行卡", count=12, taken_fen=402_000, refunded_fen=0),
            ClosedMethod(
                method="QR", words="扫码支付", count=36, taken_fen=593_950, refunded_fen=0
            ),
        ),
        taken_fen=1_517_810,
        refunded_fen=6000,
        net_fen=1_511_810,
        perpetual_fen=193_284_455,
        tills=(
            ClosedTill(
                staff_no="1032",
                name="陈予安",
                float_fen=50_000,
                cash_fen=321_860,
                refunded_fen=6000,
                bagged_fen=250_000,
                moved_fen=-20_000,
                expected_fen=95_860,
                counted_fen=95_360,
                difference_fen=-500,
                terminal_fen=0,
                reason="找零时多给客户 5 元，客户已离厅，未能追回",
                approved_by="0906",
                counts=2,
            ),
            ClosedTill(
                staff_no="1030",
                name="林𬭎",
                float_fen=50_000,
                cash_fen=200_000,
                refunded_fen=0,
                bagged_fen=0,
                moved_fen=20_000,
                expected_fen=270_000,
                counted_fen=270_000,
                difference_fen=0,
                terminal_fen=0,
                reason="",
                approved_by="",
                counts=1,
            ),
        ),
        bags=(("JK-20260312-01", 200_000, "banked"), ("JK-20260312-02", 50_000, "safe")),
        in_safe_fen=50_000,
        head_n=8421,
        head_hash="7c1e40b9a5d2f3187c1e40b9a5d2f3187c1e40b9a5d2f3187c1e40b9a5d2f318",
    ),
    opened="2026-03-12 08:20",
    closed="2026-03-12 17:52",
    check_code="9fae7b9c",
    printed_at="2026-03-12 17:52",
    printed_by="0906",
)
