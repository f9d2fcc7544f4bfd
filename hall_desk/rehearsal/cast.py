"""The invented people of the rehearsal (演练人员): staff, windows, names of customers."""

from dataclasses import dataclass
from datetime import date

DAY = date(2026, 3, 12)
HALL = {
    "code": "QH01",
    "name": "青禾供电营业厅",
    "address": "青禾县示例大道2号",
    "phone": "000-0000-0011",
}
MANAGER = "0906"
MANAGER_NAME = "周明岚"
MANAGER_PASSWORD = "qinghe-0906"
FLOAT_FEN = 50_000
FEE = "F01"
PRICES = {
    "T01": ("单相电能表检定（客户异议）", "只", 2500),
    FEE: ("临时用电接电服务", "次", 12_000),
}
"""What the hall has beside the shipped list: code → name, unit, fen."""
STAGE_WINDOW = 3
"""The window that is played on the real screens."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """A clerk and the window they work at; ``lunch`` is the shift, 0 or 1."""

    window: int
    staff_no: str
    name: str
    lunch: int

    @property
    def password(self) -> str:
        """The invented password, as printed in the guide of the folder."""
        return f"qinghe-{self.staff_no}"


POSTS = (
    Post(window=3, staff_no="1032", name="陈予安", lunch=1),
    Post(window=4, staff_no="1021", name="何岚", lunch=0),
    Post(window=1, staff_no="1008", name="许见山", lunch=0),
    Post(window=8, staff_no="1030", name="林𬭎", lunch=0),
    Post(window=2, staff_no="1015", name="苏禾", lunch=1),
    Post(window=5, staff_no="1027", name="唐照野", lunch=1),
    Post(window=6, staff_no="1041", name="沈白露", lunch=0),
    Post(window=7, staff_no="1044", name="顾行舟", lunch=1),
    Post(window=9, staff_no="1052", name="梁知微", lunch=0),
    Post(window=10, staff_no="1057", name="温如水", lunch=1),
)
MOST_WINDOWS = len(POSTS)
_USUAL = {3: "AC", 4: "B", 1: "A", 8: "EC", 2: "AB", 5: "B", 6: "AC", 7: "B", 9: "AB", 10: "C"}
_SMALL = {
    1: {3: "ABCE"},
    2: {3: "ACE", 4: "ABE"},
    3: {3: "AC", 4: "B", 1: "AE"},
}


def posts_of(windows: int) -> tuple[Post, ...]:
    """The staff of a hall with so many windows."""
    return POSTS[:windows]


def plan_of_windows(windows: int) -> dict[int, str]:
    """Window → kinds of business; every kind has a window."""
    if windows in _SMALL:
        return _SMALL[windows]
    return {post.window: _USUAL[post.window] for post in posts_of(windows)}


SURNAMES = tuple("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜")
GIVEN = (
    "明远",
    "小满",
    "𬭎",
    "桂兰",
    "建国",
    "秀英",
    "子墨",
    "雨桐",
    "德才",
    "春生",
    "晓岚",
    "志强",
    "玉珍",
    "文彬",
    "思齐",
    "䶮",
    "海燕",
    "立春",
    "嘉禾",
    "守义",
)
STREETS = ("示例路", "青禾街", "柳塘巷", "稻香路", "东渠街", "望山路")
