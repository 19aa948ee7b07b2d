"""Finding notes on the wall as one types; closed until somebody looks for something."""

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


class WallFind(Horizontal):
    """A line that filters the wall while words are typed into it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "clear", N_("Show all")),
        Binding("down,up,tab,shift+tab", "done", N_("To the wall"), show=False),
    ]
    DEFAULT_CSS = """
    WallFind {
        display: none;
        height: 1;
        padding: 0 1;
        background: $panel;
        &.-open { display: block; }
        #find-label { width: auto; padding: 0 1 0 0; color: $accent; text-style: bold; }
        #find-words { width: 1fr; background: $panel; }
    }
    """

    field: getters.query_one[Input] = getters.query_one("#find-words", Input)

    @dataclass
    class Looked(Message):
        """The words changed; ``""`` shows everything again."""

        find: WallFind
        words: str

        @property
        def control(self) -> WallFind:
            """The line that sent it."""
            return self.find

    @dataclass
    class Done(Message):
        """Somebody goes back to the wall; the filter stays as it was last told."""

        find: WallFind

        @property
        def control(self) -> WallFind:
            """The line that sent it."""
            return self.find

    def compose(self) -> ComposeResult:
        """Lay out label and field."""
        yield Static(id="find-label")
        field = Input(id="find-words", compact=True)
        field.cursor_blink = False
        yield field

    def open(self) -> None:
        """Show the line and type into it."""
        self.query_one("#find-label", Static).update(Content(_("Find") + " ▸"))
        self.add_class("-open")
        self.field.focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Looked(self, event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_done()

    def action_done(self) -> None:
        """Go back to the wall with the filter as it is; an empty one closes the line."""
        if not self.field.value.strip():
            self.remove_class("-open")
        self.post_message(self.Done(self))

    def close(self) -> None:
        """Show all notes again and close the line, if it is open."""
        if self.has_class("-open"):
            self.field.value = ""
            self.remove_class("-open")
            self.post_message(self.Looked(self, ""))

    def action_clear(self) -> None:
        """Show all notes again and close the line."""
        self.close()
        self.post_message(self.Done(self))
