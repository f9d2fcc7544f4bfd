"""The phrase bank (标准用语)."""

from hall_desk.ui.phrases.page import PhrasesPage, bind

__all__ = ["PhrasesPage", "bind"]
