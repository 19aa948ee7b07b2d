"""A page of rows that are laid out anew for each width, inside a scroller."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from naho_feedback.i18n import N_

Rows = Callable[[int], list[Content]]
"""Makes the rows of a page for a width in cells."""


class Page(Widget):
    """Shows rows; whoever makes them sees to it that typed text in them is harmless."""

    DEFAULT_CSS = """
    Page { height: auto; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._make: Rows = lambda _width: []
        self._made: tuple[int, list[Content]] | None = None

    def show(self, make: Rows) -> None:
        """Show other rows."""
        self._make = make
        self._made = None
        self.refresh(layout=True)

    def rows(self, width: int) -> list[Content]:
        """Return the rows for a width; made once a width."""
        if self._made is None or self._made[0] != width:
            self._made = (width, self._make(width))
        return self._made[1]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Return the number of rows."""
        return len(self.rows(width))

    def render(self) -> RenderResult:
        """Return the rows."""
        return Content("\n").join(self.rows(self.content_size.width))


class PageScroll(VerticalScroll):
    """Scrolls a page with the arrows, once it has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "scroll_down", N_("Read on"), key_display="↑↓"),
        Binding("up", "scroll_up", N_("Read back"), show=False),
        Binding("pagedown,space", "page_down", N_("Next page"), show=False),
        Binding("pageup", "page_up", N_("Page before"), show=False),
        Binding("home", "scroll_home", N_("To the top"), show=False),
        Binding("end", "scroll_end", N_("To the end"), show=False),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to read on only where there is more than fits."""
        if action == "scroll_down":
            return self.max_scroll_y > 0
        return super().check_action(action, parameters)


def heading(text: str, width: int) -> Content:
    """Return a section's title with a line to the right edge."""
    title = Content.styled(text, "bold $accent").truncate(max(0, width), ellipsis=True)
    return Content.assemble(title, " ", ("─" * max(0, width - title.cell_length - 1), "$rule"))


def two_ends(left: Content, right: Content, width: int) -> Content:
    """Return a row with words at both ends; the left ones are cut where they do not fit."""
    room = width - right.cell_length - (2 if right.plain else 0)
    left = left.truncate(max(0, room), ellipsis=True)
    gap = " " * max(0, width - left.cell_length - right.cell_length)
    return Content.assemble(left, gap, right)


def wrapped(content: Content, width: int, indent: int = 0) -> list[Content]:
    """Return the words on as many rows as they need, each after the indent."""
    pad = " " * indent
    return [Content.assemble(pad, row) for row in content.wrap(max(1, width - indent))]
