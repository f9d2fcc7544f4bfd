"""The words of public screens and papers (公众用语): neutral names, and what to bring in words."""

from hall_desk.domain.services import RequiredPaper, Service

# A customer with a complaint stands in full view of the hall: the screen never names it. The
# ticket itself carries the true item, so the clerk knows at the call what it is about.
NEUTRAL_SERVICES = {
    "D01": "服务意见反馈",
    "D02": "情况反映",
    "D03": "意见和建议",
    "D04": "表扬",
}
# Free words of the hall (a reason, an alternative, a new service) pass through here as well.
_NEUTRAL = (("投诉", "意见反馈"), ("举报", "情况反映"))


def neutral(text: str) -> str:
    """Words fit for a public screen."""
    for word, instead in _NEUTRAL:
        text = text.replace(word, instead)
    return text


def service_name(service: Service) -> str:
    """The item's name as the public reads it."""
    return neutral(NEUTRAL_SERVICES.get(service.code, service.name))


def paper_name(paper: RequiredPaper) -> str:
    """The paper's name without the remark that stands in brackets at its end."""
    name, _ = _split(paper.name)
    return neutral(name)


def paper_mark(paper: RequiredPaper) -> str:
    """Whether it must be brought: 必带, 视情况, or done on the spot."""
    if paper.filled_here:
        return "现场填"
    if "系统查询" in paper.name:
        return "现场查"
    return "必带" if paper.mandatory else "视情况"


def paper_note(paper: RequiredPaper) -> str:
    """When it is needed, or which papers serve as it."""
    if paper.filled_here:
        return "不用提前准备，到窗口现场填"
    if "系统查询" in paper.name:
        return "不用带，窗口在系统里查"
    notes = [paper.condition] if paper.condition else []
    if paper.alternatives:
        choices = "、".join(paper.alternatives)
        notes.append(f"{choices}，任一")
    elif _split(paper.name)[1]:
        notes.append(_split(paper.name)[1])
    return neutral("；".join(notes))


def _split(name: str) -> tuple[str, str]:
    """A name and the remark in brackets at its end."""
    if not name.endswith("）") or "（" not in name:
        return name, ""
    cut = name.rindex("（")
    return name[:cut], name[cut + 1 : -1]
