"""The words and the dots of the capture line.

The words keep the focus all the time. Textual runs a key's binding after the key has climbed
from the focused widget up to the app; letters typed meanwhile would be inserted before it, and
two notes typed fast on a slow laptop would become one. So every key that matters here is taken
by the field itself, in the order in which it was pressed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Final, Self

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Input, Static

from naho_feedback.domain.text import is_blank
from naho_feedback.i18n import N_
from naho_feedback.tui.widgets.choice_keys import digit_of

LINE_END: Final = "⏎"
"""Stands for a line end in a field that has one line; it is turned back when kept."""

_MOST_DIGITS: Final = 4


def in_one_line(text: str) -> str:
    """Return a text as the field holds it."""
    return text.replace("\r\n", LINE_END).replace("\n", LINE_END)


def in_lines(text: str) -> str:
    """Return what the field holds as a text."""
    return text.replace(LINE_END, "\n")


class DotsBox(Static):
    """A number of dots; it gets its keys from the words beside it and never has the focus."""

    DEFAULT_CSS = """
    DotsBox {
        width: 6;
        height: 1;
        padding: 0 1;
        text-align: right;
        background: $panel;
        &.-active { background: $accent; color: $button-color-foreground; text-style: bold; }
    }
    """
    ALLOW_SELECT = False

    value: reactive[str] = reactive("")
    active: reactive[bool] = reactive(default=False, toggle_class="-active")

    _fresh = False

    @dataclass
    class Clicked(Message):
        """Somebody wants to type dots."""

        box: DotsBox

        @property
        def control(self) -> DotsBox:
            """The box."""
            return self.box

    @property
    def dots(self) -> int:
        """The number; nothing typed is none."""
        return int(self.value or 0)

    def watch_active(self) -> None:
        """The first key replaces the number, as if it were selected."""
        self._fresh = self.active

    def render(self) -> Content:
        """Return the digits."""
        return Content(self.value)

    def take(self, event: events.Key) -> bool:
        """Take a key if it means something to a number; the digit row counts without shift."""
        digit = digit_of(event.character)
        if digit is not None or event.key in {"backspace", "delete"}:
            before = "" if self._fresh else self.value
            after = before[:-1] if digit is None else f"{before}{digit}"
            self.value = after[:_MOST_DIGITS]
            self._fresh = False
            return True
        return event.key in {"left", "right", "home", "end"}

    def on_click(self) -> None:
        """Ask for the keys."""
        self.post_message(self.Clicked(self))


class CaptureInput(Input):
    """One line of words; several pasted lines are passed on instead of being cut to one.

    Args:
        keys: what to call for a key, at once and in order.
        dots: the box that digits go to while it is active.
        id: the widget's id.
    """

    # Shown and clicked; pressed, the key is taken by on_key.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "submit", N_("Keep"))]

    @dataclass
    class SeveralPasted(Message):
        """More than one line was pasted; blank ones are left out."""

        field: CaptureInput
        texts: tuple[str, ...]

        @property
        def control(self) -> CaptureInput:
            """The field."""
            return self.field

    def __init__(self, keys: Mapping[str, Callable[[], None]], dots: DotsBox, *, id: str) -> None:
        super().__init__(id=id, select_on_focus=False, compact=True)
        self.cursor_blink = False
        self._dots = dots
        self._keys: dict[str, Callable[[], None]] = {
            "backspace": self.action_delete_left,
            "delete": self.action_delete_right,
            "left": self.action_cursor_left,
            "right": self.action_cursor_right,
            "home": self.action_home,
            "end": self.action_end,
            **keys,
        }

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,  # noqa: ARG002 - see below
        recompose: bool = False,
    ) -> Self:
        """Paint again; never lay out.

        The field takes what the line leaves it, whatever is typed. An ``Input`` asks for a layout
        at each letter, which lays out and paints the whole wall behind it.
        """
        return super().refresh(*regions, repaint=repaint, recompose=recompose)

    def on_key(self, event: events.Key) -> None:
        """Do what a key means here; a letter ends the typing of dots."""
        if self._dots.active and self._dots.take(event):
            event.stop()
            event.prevent_default()
        elif act := self._keys.get(event.key):
            event.stop()
            event.prevent_default()
            act()
        elif event.is_printable:
            self._dots.active = False

    def on_paste(self, event: events.Paste) -> None:
        """Take one line into the field; announce several."""
        event.stop()
        event.prevent_default()
        self._dots.active = False
        texts = tuple(line for line in event.text.splitlines() if not is_blank(line))
        if len(texts) > 1:
            self.post_message(self.SeveralPasted(self, texts))
        elif texts:
            self.replace(texts[0], *sorted(self.selection))
