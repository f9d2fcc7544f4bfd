"""The guide of the folder (说明): what is what, and who can sign in with which password."""

from pathlib import Path

from hall_desk.domain.papers import DailyReportPaper
from hall_desk.rehearsal import cast
from hall_desk.rehearsal.day import Day


def write_guide(folder: Path, day: Day, report: DailyReportPaper) -> None:
    """Writes 说明.txt."""
    lines = "\n".join([*_head(report), *_files(day), *_people(day), *_practice()])
    (folder / "说明.txt").write_text(lines + "\n", encoding="utf-8")


def _head(report: DailyReportPaper) -> list[str]:
    tickets = report.tickets
    return [
        f"演练：{report.hall.name}　{report.business_date} {report.weekday}",
        "厅名、人名、户号、电话和金额都是虚构的。",
        "",
        (
            f"取号 {tickets.issued}，办结 {tickets.finished}，过号 {tickets.no_show}，"
            f"放弃 {tickets.abandoned}；最后办结 {report.duty.last_finish or '无'}。"
        ),
        "",
    ]


def _files(day: Day) -> list[str]:
    count = day.stage.archive.count
    return [
        "一、文件",
        "hall.db　　　　　　当天的全部记录（旁边的 .key 是日志密钥，.anchor 是库外锚点）",
        "daily-report.pdf　营业日报",
        "closing.pdf　日结单",
        "register.pdf　　　首问负责制登记簿",
        "sign.pdf　　　　　暂停营业告示",
        f"slips/　　　　　　排队号小票 {count['slips']} 张",
        f"vouchers/　　　　收费凭证 {count['vouchers']} 张（含作废、补打）",
        f"sheets/　　　　　有偿服务逐项确认单 {count['sheets']} 张",
        f"orders/　　　　　　派工单 {count['orders']} 张",
        f"refunds/　　　　　退款凭证 {count['refunds']} 张",
        f"notices/　　　　　一次性告知单 {count['notices']} 张",
        f"acceptances/　　　业务受理单 {count['acceptances']} 张",
        "bills.csv　　　　 早上从营销系统导入的电费账单",
        f"cards/　　　　　　首问转办联系卡 {count['cards']} 张",
        "pictures/　　　　　各个屏幕的图片",
        "",
    ]


def _people(day: Day) -> list[str]:
    lines = ["二、虚构的人员（工号、姓名、窗口、密码）"]
    lines.append(f"{cast.MANAGER}　{cast.MANAGER_NAME}　值班主任　密码 {cast.MANAGER_PASSWORD}")
    lines += [
        f"{clerk.post.staff_no}　{clerk.post.name}　{clerk.post.window}号窗口　"
        f"密码 {clerk.post.password}"
        for clerk in day.clerks
    ]
    return [*lines, ""]


def _practice() -> list[str]:
    return [
        "三、练习",
        "在本文件夹里运行：",
        "　　hall-desk run --database sqlite:///hall.db",
        "用值班主任工号登录并开门，再用柜员工号登录窗口，即可照着图片练习。",
        "核对日志：",
        "　　hall-desk verify --database sqlite:///hall.db",
        "密钥和口令由种子算出，只供演练；请勿在此库里办理真实业务。",
    ]
