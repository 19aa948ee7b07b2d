"""Names of sections on one line, the one in front marked; a click goes to another one."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from naho_feedback.domain.text import one_line


class Sections(Widget):
    """Shows the names; whoever owns the keys sets :attr:`position`.

    Args:
        names: the sections' names.
    """

    DEFAULT_CSS = """
    Sections { height: 1; padding: 0 1; }
    """
    ALLOW_SELECT = False

    position: reactive[int] = reactive(0)

    @dataclass
    class Clicked(Message):
        """Somebody wants another section."""

        sections: Sections
        position: int

        @property
        def control(self) -> Sections:
            """The line of names."""
            return self.sections

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self._names = tuple(map(one_line, names))

    def _gap(self) -> int:
        cells = sum(Content(name).cell_length for name in self._names)
        roomy = cells + 3 * (len(self._names) - 1) <= self.content_size.width
        return 3 if roomy else 1

    def render(self) -> RenderResult:
        """Return the names."""
        styled = [
            Content.styled(name, "bold underline $accent" if place == self.position else "$quiet")
            for place, name in enumerate(self._names)
        ]
        return Content(" " * self._gap()).join(styled)

    def on_click(self, event: events.Click) -> None:
        """Ask for the section under the mouse."""
        offset = event.get_content_offset(self)
        start = 0
        for place, name in enumerate(self._names):
            end = start + Content(name).cell_length
            if offset is not None and start <= offset.x < end:
                self.post_message(self.Clicked(self, place))
            start = end + self._gap()
