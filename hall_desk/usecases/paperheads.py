"""The head of every paper (单据抬头): who prints (Art. 2), its logo, footer and telephones."""

import base64
from dataclasses import dataclass, replace
from typing import Any

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.hall import LEVEL_WORDS, Setting
from hall_desk.domain.papers import HallHead
from hall_desk.domain.people import Right
from hall_desk.domain.texts import check_text
from hall_desk.store.transaction import Reading, Tx
from hall_desk.usecases.founding import profile_of
from hall_desk.usecases.queries import require_right

HEAD = "paper_head"
MOST_FOOTER = 60
"""What fits on one line of the narrowest sheet; rolls wrap it."""
VOUCHER_FORMS = {"A5": "A5 横向", "80": "80 毫米小票", "58": "58 毫米小票"}


@dataclass(frozen=True, kw_only=True)
class PaperHead:
    """What the hall has set for all its papers."""

    footer: str = ""
    after_sales_phone: str = ""
    repair_phone: str = ""
    voucher_form: str = "A5"
    logo: str = ""


def paper_head(reading: Reading) -> PaperHead:
    """The setting, or its first state in a hall that has never set it."""
    kept = reading.find(Setting, name=HEAD)
    value: dict[str, Any] = kept.value if kept and isinstance(kept.value, dict) else {}
    known = {name: value[name] for name in PaperHead.__dataclass_fields__ if name in value}
    return PaperHead(**known)


def hall_head(reading: Reading) -> HallHead:
    """Name, code, level, address, telephone, slogan, footer and logo of the hall."""
    profile, head = profile_of(reading), paper_head(reading)
    return with_logo(
        reading,
        HallHead(
            name=profile.name,
            code=profile.code,
            level=LEVEL_WORDS[profile.level],
            address=profile.address,
            phone=profile.phone,
            slogan=profile.slogan,
            footer=head.footer,
            repair_phone=head.repair_phone,
            logo=head.logo,
        ),
    )


def with_logo(reading: Reading, head: HallHead) -> HallHead:
    """The head itself; its logo is known to the paper room from now on, an old one too."""
    if head.logo:
        from hall_desk.paper import logos

        kept = None if logos.is_known(head.logo) else find_logo(reading, head.logo)
        if kept is not None:
            logos.keep(kept)
    return head


def find_logo(reading: Reading, name: str) -> bytes | None:
    """A picture that was ever the hall's logo."""
    kept = reading.find(Setting, name=f"logo:{name}")
    return base64.b64decode(str(kept.value)) if kept is not None else None


def phone_of(reading: Reading) -> str:
    """The telephone for questions after the visit (Art. 26): its own one, else the hall's."""
    return paper_head(reading).after_sales_phone or profile_of(reading).phone


def set_paper_head(
    tx: Tx, *, footer: str, after_sales_phone: str, repair_phone: str, voucher_form: str
) -> Setting:
    """Changes footer, telephones and the voucher's form; the next paper has them."""
    require_right(tx, Right.SETTINGS)
    words = check_text(footer, "footer", most=MOST_FOOTER)
    if voucher_form not in VOUCHER_FORMS:
        raise RuleBroken("凭证纸张只能是 A5、80 毫米或 58 毫米。", field="voucher_form")
    return _keep(
        tx,
        replace(
            paper_head(tx),
            footer=words,
            after_sales_phone=_phone(after_sales_phone, "after_sales_phone"),
            repair_phone=_phone(repair_phone, "repair_phone"),
            voucher_form=voucher_form,
        ),
    )


def _phone(text: str, field: str) -> str:
    phone = check_text(text, field, most=20)
    if phone and not all(letter.isdigit() or letter in "-+ ()（）转" for letter in phone):
        raise RuleBroken("电话只能填数字和短横线。", field=field, article="26")
    return phone


def set_logo(tx: Tx, *, png: bytes) -> Setting:
    """Keeps a picture as the hall's logo; an earlier one stays for the papers that named it."""
    from hall_desk.paper import logos

    require_right(tx, Right.SETTINGS)
    check_logo(png)
    name = logos.keep(png)
    # Written first: a retry gives back the head whose logo this is.
    kept = _keep(tx, replace(paper_head(tx), logo=name))
    if find_logo(tx, name) is None:
        value = base64.b64encode(png).decode("ascii")
        tx.insert(Setting(name=f"logo:{name}", value=value), "keep_logo")
    return kept


def drop_logo(tx: Tx) -> Setting:
    """The built-in mark stands on the papers again."""
    require_right(tx, Right.SETTINGS)
    return _keep(tx, replace(paper_head(tx), logo=""))


def check_logo(png: bytes) -> None:
    """Bytes, sides and shape of the picture have bounds."""
    from hall_desk.paper import logos

    if len(png) > logos.MOST_BYTES:
        raise RuleBroken(f"标志文件太大，最多 {logos.MOST_BYTES // 1000} KB。", field="logo")
    try:
        width, height = logos.size_of(png)
    except ValueError:
        raise RuleBroken("标志要用 PNG 或 SVG 图片。", field="logo") from None
    if min(width, height) < logos.LEAST_SIDE or max(width, height) > logos.MOST_SIDE:
        bounds = f"{logos.LEAST_SIDE} 到 {logos.MOST_SIDE}"
        raise RuleBroken(
            f"标志的宽和高应在 {bounds} 像素之间，这张是 {width}×{height}。", field="logo"
        )
    if not logos.readable(png):
        raise RuleBroken("标志图片不完整，请换一个文件。", field="logo")
    if width > height * logos.MOST_RATIO or height > width:
        raise RuleBroken(f"标志应为方形或横向，宽不超过高的 {logos.MOST_RATIO} 倍。", field="logo")


def _keep(tx: Tx, head: PaperHead) -> Setting:
    value = {name: getattr(head, name) for name in PaperHead.__dataclass_fields__}
    old = tx.find(Setting, name=HEAD)
    if old is None:
        made: Setting = tx.insert(Setting(name=HEAD, value=value), "change_setting")
        return made
    return tx.change(old, replace(old, value=value), "change_setting", guard="name")
