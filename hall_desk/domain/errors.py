"""What a rule of the hall says when it says no."""


class RuleBroken(Exception):
    """The hall's rules refuse an action; ``str()`` is one Chinese sentence for the message line.

    ``field`` names the input at fault, ``article`` the article of the regulation behind it.
    """

    def __init__(self, sentence: str, *, field: str | None = None, article: str | None = None):
        super().__init__(sentence)
        self.field = field
        self.article = article


class ApprovalNeeded(RuleBroken):
    """The action is allowed only with the duty manager's (值班主任) own sign-in."""


class RefusedAndNoted(RuleBroken):
    """The rules say no, and what the verb noted of the attempt is kept all the same."""
