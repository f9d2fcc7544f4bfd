"""What can go wrong with paper (打印故障)."""


class PaperFault(Exception):
    """The paper did not come out; `reason` is one sentence for the clerk."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
