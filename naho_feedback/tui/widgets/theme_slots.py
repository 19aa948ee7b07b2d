"""The themes of the number keys, shown with their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widget import Widget

from naho_feedback.domain.text import one_line
from naho_feedback.domain.themes import UNSORTED
from naho_feedback.i18n import gettext as _

_ROWS: Final = 2
"""Ten names on one line would be cut to a few letters each."""

_GAP: Final = 2


class ThemeSlots(Widget):
    """Shows ``1 Matériel  2 Formation ... 0 À classer``; a click is the key."""

    DEFAULT_CSS = """
    ThemeSlots { height: 2; padding: 0 1; background: $surface; }
    """
    ALLOW_SELECT = False

    @dataclass
    class Clicked(Message):
        """Somebody clicked a theme, given by its id."""

        slots: ThemeSlots
        theme: str

        @property
        def control(self) -> ThemeSlots:
            """The line."""
            return self.slots

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._themes: tuple[tuple[str, str], ...] = ()

    def show(self, themes: Sequence[tuple[str, str]]) -> None:
        """Show these themes, each an id and a name, 1 first."""
        if self._themes != tuple(themes):
            self._themes = tuple(themes)
            self.refresh()

    def render(self) -> RenderResult:
        """Return the names."""
        width = self.content_size.width
        entries = [
            *((str(n), id_, name) for n, (id_, name) in enumerate(self._themes, 1)),
            ("0", UNSORTED, _("To be sorted")),
        ]
        each = -(-len(entries) // _ROWS)
        cells = max(6, (width + _GAP) // each - _GAP)
        lines = [entries[start : start + each] for start in range(0, len(entries), each)]
        return Content("\n").join(
            Content(" " * _GAP).join(_entry(*entry, cells) for entry in line) for line in lines
        )

    def on_click(self, event: events.Click) -> None:
        """Ask for the theme under the mouse."""
        theme = event.style.meta.get("theme")
        if isinstance(theme, str):
            self.post_message(self.Clicked(self, theme))


def _entry(key: str, theme: str, name: str, cells: int) -> Content:
    words = Content.assemble((key, "$accent bold"), " ", one_line(name))
    words = words.truncate(cells, ellipsis=True, pad=True)
    return words.stylize(Style.from_meta({"theme": theme}))
