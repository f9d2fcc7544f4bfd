"""What can go wrong with paper (打印故障)."""


class PaperFault(Exception):
    """The paper did not come out; `reason` is one sentence for the clerk."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PaperDoubt(PaperFault):
    """Whether the paper came out only a person can see: it is never sent again by itself."""


class PaperRefused(PaperFault):
    """The paper can never come out like this: nothing is tried again without a person."""
