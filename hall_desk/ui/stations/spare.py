"""A page made before anybody asks for it (备用页): first contacts, while the customer talks."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hall_desk.presenters.base import Presenter
from hall_desk.ui.counter import CounterWindow
from hall_desk.ui.theme import Theme

if TYPE_CHECKING:
    from hall_desk.ui.contact.form import ContactFormPanel
    from hall_desk.ui.contact.page import ContactPage


class SpareContactPage:
    """Made in pieces, each at a moment when the event loop has nothing else to do."""

    def __init__(
        self,
        theme: Theme,
        window: CounterWindow,
        presenter: Presenter[Any],
        monotonic: Callable[[], float],
    ) -> None:
        self._theme = theme
        self._window = window
        self._presenter = presenter
        self._monotonic = monotonic
        self._form: ContactFormPanel | None = None
        self._page: ContactPage | None = None
        self._asked = self._closed = False

    def have(self) -> None:
        """Has one ready before long; asked again meanwhile nothing more is made."""
        if self._asked or self._closed:
            return
        self._asked = True
        self._presenter.run(_nothing, lambda _: self._make_form(), quiet=True)
        self._presenter.run(_nothing, lambda _: self._make_page(), quiet=True)
        self._presenter.run(_nothing, lambda _: self._dress(), quiet=True)

    def take(self) -> "ContactPage":
        """The spare one, or one made now."""
        from hall_desk.ui.contact.page import ContactPage

        page, self._page = self._page, None
        return page or ContactPage(self._theme, monotonic=self._monotonic)

    def renew(self) -> None:
        """The page is left: another one may be made."""
        self._asked = self._page is not None

    def close(self) -> None:
        """None is made any more."""
        self._closed = True

    def _make_form(self) -> None:
        from hall_desk.ui.contact.form import ContactFormPanel

        if self._page is None and not self._closed:
            self._form = ContactFormPanel(self._theme)

    def _make_page(self) -> None:
        from hall_desk.ui.contact.page import ContactPage

        form, self._form = self._form, None
        if form is not None and not self._closed:
            self._page = ContactPage(self._theme, monotonic=self._monotonic, form=form)

    def _dress(self) -> None:
        if self._page is not None and not self._closed:
            self._window.dress_page(self._page)


def _nothing() -> None:
    """What is made ahead needs only the windows' own thread."""
