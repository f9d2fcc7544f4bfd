"""Paying in several ways in the cash dialog (混合收款): parts, slip numbers, what is left."""

from hall_desk.domain.errors import RuleBroken
from hall_desk.domain.payments import CASH
from hall_desk.domain.tenders import MOST_PARTS, Part, check_slip, settle
from hall_desk.presenters.counter_till import Draft
from hall_desk.presenters.counter_unknown import CounterUnknown
from hall_desk.usecases.payments import Takings


class CounterTenders(CounterUnknown):
    """Each way of paying with its part; only the cash part gives change."""

    def choose_method(self, method: str) -> None:
        """Another way of paying for what is left, as the customer wishes (Art. 19(3))."""
        draft = self.draft
        received = draft.rest_fen if method != CASH else None
        if method == CASH and draft.method == CASH:
            received = draft.received_fen
        self._edit(
            method=method,
            received_fen=received,
            slip="",
            said_received_at=None,
            said_change_at=None,
        )
        if method == CASH and self.facts is not None and self.facts.float_count is None:
            self._edit(open=False, float_wanted=True)

    def set_slip(self, text: str) -> None:
        """The number on the terminal's or the bank's slip, as typed."""
        if text != self.draft.slip:
            self._edit(slip=text)

    def add_part(self) -> None:
        """What is typed is taken in this way; the rest is left to be paid."""
        draft = self.draft
        if len(draft.parts) + 1 >= MOST_PARTS:
            self.say(f"一笔最多分 {MOST_PARTS} 种方式收。", field="received", is_error=True)
            return
        try:
            part = self._slipped(draft.handed[-1])
        except RuleBroken as broken:
            self.say(str(broken), field=broken.field, is_error=True)
            return
        self._edit(parts=(*draft.parts, part))
        self.choose_method(CASH)

    def drop_part(self) -> None:
        """Ctrl+Backspace: the last part was not taken after all."""
        draft = self.draft
        if draft.parts:
            last = draft.parts[-1]
            self._edit(parts=draft.parts[:-1])
            self.choose_method(last.method)
            self._edit(slip=last.slip_no)

    def takings_of(self, draft: Draft) -> Takings:
        """What was handed over and said, to be written."""
        parts = draft.handed
        plain = len(parts) == 1 and not parts[0].slip_no
        return Takings(
            due_fen=draft.due_fen or 0,
            received_fen=draft.received_all,
            method=draft.method,
            parts=() if plain else parts,
            spoken_received_at=draft.said_received_at,
            spoken_change_at=self.now,
        )

    def _amounts_right(self) -> bool:
        draft = self.draft
        try:
            settle(draft.due_fen or 0, draft.handed)
            if draft.open:
                self._slipped(draft.handed[-1])
        except RuleBroken as broken:
            self.say(str(broken), field=broken.field, is_error=True)
            return False
        return True

    def _slipped(self, part: Part) -> Part:
        """The part with its slip number, refused without one where the method wants it."""
        assert self.catalogue is not None
        word = self._method_words().get(part.method, part.method)
        return check_slip(part, part.method in self.catalogue.rules.slips, word)

    def _edit(self, **changes: object) -> None:
        """What is typed or said; the money pane keeps it with its item."""
        raise NotImplementedError
