"""One line to type in below the table of themes: to find, to name, to choose a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events, getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from naho_feedback.domain.text import one_line
from naho_feedback.i18n import N_


class LineField(Input):
    """Where one types; Enter and Esc are taken at once, what is typed behind them waits.

    A binding would run only after the key had climbed up to the app: the next keys, meant for
    the table, would be typed into the line.
    """

    def __init__(self) -> None:
        # Letters may be there before the focus is: selected, the next one would replace them.
        super().__init__(compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._answered = False
        self._held: list[events.Key] = []
        self._back: Widget | None = None

    @dataclass
    class Done(Message):
        """Somebody is done; ``kept`` tells whether with what was typed."""

        kept: bool

    def on_key(self, event: events.Key) -> None:
        """Take Enter and Esc, and hold what comes behind them."""
        if self._back is not None:  # on its way here while the line was being closed
            self._back.post_message(events.Key(event.key, event.character))
        elif self._answered:
            self._held.append(event)
        elif event.key in ("enter", "escape"):
            self._answered = True
            self.post_message(self.Done(event.key == "enter"))
        else:
            return
        event.stop()
        event.prevent_default()

    def begin(self, words: str) -> None:
        """Take what is typed from here on."""
        self._answered, self._back, self._held = False, None, []
        self.value = words
        self.cursor_position = len(words)

    def end(self, back: Widget) -> None:
        """Hand on what was typed behind the answer, and what is still on its way."""
        self._back = back
        held, self._held = self._held, []
        for event in held:
            back.post_message(events.Key(event.key, event.character))


class ThemeLine(Horizontal):
    """A line that is closed until something is asked; it tells letters and the answer.

    Args:
        id: the widget's id.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", N_("Keep")),
        Binding("escape", "leave", N_("As it was")),
        Binding("down,up", "done", N_("To the notes"), show=False),
    ]
    DEFAULT_CSS = """
    ThemeLine {
        display: none;
        height: 1;
        padding: 0 1;
        background: $panel;
        &.-open { display: block; }
        #theme-line-label { width: auto; padding: 0 1 0 0; color: $accent; text-style: bold; }
        Input { width: 1fr; background: $panel; }
    }
    """

    field: getters.query_one[LineField] = getters.query_one(LineField)

    @dataclass
    class Typed(Message):
        """The words changed."""

        line: ThemeLine
        what: str
        words: str

        @property
        def control(self) -> ThemeLine:
            """The line that sent it."""
            return self.line

    @dataclass
    class Answered(Message):
        """Somebody is done with the line; None leaves all as it was."""

        line: ThemeLine
        what: str
        words: str | None

        @property
        def control(self) -> ThemeLine:
            """The line that sent it."""
            return self.line

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._what = ""

    def compose(self) -> ComposeResult:
        """Lay out label and field."""
        yield Static(id="theme-line-label")
        yield LineField()

    @property
    def what(self) -> str:
        """What is asked, ``""`` while the line is closed."""
        return self._what

    def ask(self, what: str, label: str, words: str = "") -> None:
        """Show the line and type into it.

        Args:
            what: what is asked; it comes back with the answer.
            label: stands before the field; may hold typed text.
            words: what stands in the field at first.
        """
        self._what = what
        label_line = Content(one_line(label)).truncate(max(20, self.app.size.width // 2))
        self.query_one("#theme-line-label", Static).update(label_line + " ▸")
        self.field.begin(words)
        self.add_class("-open")
        self.screen.set_focus(self.field)

    def close(self, back: Widget) -> None:
        """Close the line and go back; what was typed behind the answer goes there too."""
        self._what = ""
        self.remove_class("-open")
        self.screen.set_focus(back)
        self.field.end(back)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if self._what:
            self.post_message(self.Typed(self, self._what, event.value))

    @on(LineField.Done)
    def _done(self, event: LineField.Done) -> None:
        event.stop()
        if event.kept:
            self.action_keep()
        else:
            self.action_leave()

    def action_keep(self) -> None:
        """Answer with what was typed."""
        self.post_message(self.Answered(self, self._what, self.field.value))

    def action_done(self) -> None:
        """Go back to the notes; what is looked for stays, a name is not kept by an arrow."""
        if self._what == "find":
            self.action_keep()

    def action_leave(self) -> None:
        """Leave all as it was."""
        self.post_message(self.Answered(self, self._what, None))
