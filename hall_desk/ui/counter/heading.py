"""The counter's header (顶栏): dressed anew only when something but the time changed."""

from dataclasses import replace

from hall_desk.presenters.counter_state import HeaderView
from hall_desk.ui.kit import Header


class CounterHeader(Header):
    """Hall, window, day, person and the time."""

    _shown: HeaderView | None = None

    def show_view(self, view: HeaderView) -> None:
        """Show what changed."""
        self.set_clock(view.clock)
        timeless = replace(view, clock="")
        if timeless == self._shown:
            return
        self._shown = timeless
        self.set_hall(view.hall, "营业厅前台")
        self.set_window(view.window, view.kinds)
        self.set_open(view.open_state, view.open_word)
        self.set_date(view.date)
        self.set_staff("工号", view.staff_no, view.staff_name)
        self.set_data(view.data_ok, "数据正常" if view.data_ok else "数据断开")
