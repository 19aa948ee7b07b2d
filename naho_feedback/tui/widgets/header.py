"""The line at the top: programme, screen, where one is, the day, the laptop."""

from __future__ import annotations

import datetime as dt

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from naho_feedback.domain.text import one_line
from naho_feedback.i18n import gettext as _


class NahoHeader(Widget):
    """One line, rendered at once; the day comes a moment later, since Babel loads slowly.

    Args:
        programme: the programme's name.
        title: the screen's name.
        place: session or site; may be typed text.
        label: the laptop's letter.
        today: the day.
        demo: whether everything is invented.
        day_later: whether the day waits until :meth:`fetch_day` is called.
    """

    DEFAULT_CSS = """
    NahoHeader {
        dock: top;
        height: 1;
        padding: 0 1;
        background: $surface;
        color: $foreground;
    }
    """
    ALLOW_SELECT = False

    day: reactive[str] = reactive("")

    def __init__(
        self,
        *,
        programme: str,
        title: str,
        place: str,
        label: str,
        today: dt.date,
        demo: bool,
        day_later: bool = False,
    ) -> None:
        super().__init__()
        self._programme = one_line(programme)
        self._title = one_line(title)
        self._place = one_line(place)
        self._label = label
        self._today = today
        self._demo = demo
        self._day_later = day_later

    def on_mount(self) -> None:
        """Fetch the day's name, unless somebody says when."""
        if not self._day_later:
            self.fetch_day()

    def fetch_day(self) -> None:
        """Fetch the day's name, once."""
        if not self.day:
            self.run_worker(
                self._name_day, thread=True, exclusive=True, group="header", exit_on_error=False
            )

    def _name_day(self) -> None:
        from naho_feedback.services.wording import long_day

        day = long_day(self._today)
        self.call_later(setattr, self, "day", day)

    def say(self, title: str, place: str, *, programme: str) -> None:
        """Show another title, place and programme."""
        self._programme = one_line(programme)
        self._title = one_line(title)
        self._place = one_line(place)
        self.refresh()

    def render(self) -> RenderResult:
        """Return the line, laid out for the width."""
        width = self.content_size.width
        left = Content.assemble(
            (self._programme, "$accent bold"), ("  ", ""), (self._title, "bold")
        )
        if self._place:
            left = Content.assemble(left, ("  ", ""), (self._place, "$quiet"))
        parts: list[tuple[str, str]] = []
        if self._demo:
            parts += [(" " + _("DEMONSTRATION") + " ", "bold $background on $warning"), ("  ", "")]
        if self.day:
            parts += [(self.day, "$quiet"), ("  ", "")]
        parts += [("● ", "$accent"), (self._label, "bold")]
        right = Content.assemble(*parts)
        room = width - right.cell_length - 2
        left = left.truncate(max(0, room), ellipsis=True)
        gap = " " * max(2, width - left.cell_length - right.cell_length)
        return Content.assemble(left, gap, right)
