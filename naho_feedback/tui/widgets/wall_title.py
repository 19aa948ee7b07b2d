"""Writing the title of a group of notes; closed until somebody wants to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _


class WallTitle(Horizontal):
    """A line for the title of one group."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", N_("As it was")),
    ]
    DEFAULT_CSS = """
    WallTitle {
        display: none;
        height: 1;
        padding: 0 1;
        background: $panel;
        &.-open { display: block; }
        #title-label { width: auto; padding: 0 1 0 0; color: $accent; text-style: bold; }
        #title-words { width: 1fr; background: $panel; }
    }
    """

    field: getters.query_one[Input] = getters.query_one("#title-words", Input)

    @dataclass
    class Written(Message):
        """A group, given by its id, gets this title; None leaves it as it was."""

        line: WallTitle
        cluster: str
        title: str | None

        @property
        def control(self) -> WallTitle:
            """The line that sent it."""
            return self.line

    def __init__(self) -> None:
        super().__init__()
        self._cluster = ""

    def compose(self) -> ComposeResult:
        """Lay out label and field."""
        yield Static(id="title-label")
        field = Input(id="title-words", compact=True)
        field.cursor_blink = False
        yield field

    def open(self, cluster: str, title: str) -> None:
        """Show the line with a group's title and type into it."""
        self._cluster = cluster
        self.query_one("#title-label", Static).update(Content(_("Title of the group") + " ▸"))
        self.field.value = title
        self.field.cursor_position = len(title)
        self.add_class("-open")
        self.field.focus()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._leave(event.value)

    def action_leave(self) -> None:
        """Leave the title as it was."""
        self._leave(None)

    def _leave(self, title: str | None) -> None:
        self.remove_class("-open")
        self.post_message(self.Written(self, self._cluster, title))
