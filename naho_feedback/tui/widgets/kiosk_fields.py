"""Fields that visitors type into: nothing leaves them by the clipboard, nothing stays in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input, TextArea

from naho_feedback.i18n import N_
from naho_feedback.tui.widgets.choice_number import DigitsInput

_CLIPBOARD: Final = frozenset({"copy", "cut", "paste", "copy_text"})
_ISO: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_LEFTWARDS: Final = frozenset({"cursor_left", "delete_left"})


def _may(action: str, text: str) -> bool:
    """Whether a field may do this: no clipboard, and in an empty field ← means going back."""
    return action not in _CLIPBOARD and not (action in _LEFTWARDS and not text)


class KioskText(TextArea):
    """A few lines of words; Enter goes on.

    The clipboard is switched off: what one visitor copied the next one could paste.

    Args:
        text: what was typed before.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "forward", N_("Go on"), show=False, priority=True),
    ]
    DEFAULT_CSS = """
    KioskText {
        height: 6;
        border: round $quiet;
        background: $surface;
        padding: 0 1;
        &:focus { border: round $accent; }
    }
    """

    @dataclass
    class Forward(Message):
        """Somebody wants to go on."""

        field: KioskText

        @property
        def control(self) -> KioskText:
            """The field."""
            return self.field

    def __init__(self, text: str) -> None:
        super().__init__(text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        self.cursor_blink = False
        self.move_cursor(self.document.end)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse the clipboard; leave ← of an empty field to the screen."""
        return _may(action, self.text) and super().check_action(action, parameters)

    def on_paste(self, event: events.Paste) -> None:
        """Refuse what the terminal pastes: nobody at a kiosk knows what is in there."""
        event.stop()
        event.prevent_default()

    def action_forward(self) -> None:
        """Go on."""
        self.post_message(self.Forward(self))


class KioskNumber(DigitsInput):
    """A whole number.

    Args:
        value: what was typed before.
        minus: whether it may be negative.
    """

    DEFAULT_CSS = """
    KioskNumber {
        width: 20;
        border: round $quiet;
        background: $surface;
        &:focus { border: round $accent; }
    }
    """

    def __init__(self, value: str, *, minus: bool) -> None:
        super().__init__(most=9, minus=minus, value=value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse the clipboard; leave ← of an empty field to the screen."""
        return _may(action, self.value) and super().check_action(action, parameters)

    def on_paste(self, event: events.Paste) -> None:
        """Refuse what the terminal pastes."""
        event.stop()
        event.prevent_default()


class KioskDate(DigitsInput):
    """A day in eight digits, day first.

    Args:
        value: what was typed before, or an ISO date.
    """

    DEFAULT_CSS = """
    KioskDate {
        width: 20;
        border: round $quiet;
        background: $surface;
        &:focus { border: round $accent; }
    }
    """

    def __init__(self, value: str) -> None:
        if found := _ISO.fullmatch(value):
            value = found[3] + found[2] + found[1]
        super().__init__(most=8, value=value)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse the clipboard; leave ← of an empty field to the screen."""
        return _may(action, self.value) and super().check_action(action, parameters)

    def on_paste(self, event: events.Paste) -> None:
        """Refuse what the terminal pastes."""
        event.stop()
        event.prevent_default()


class KioskShort(Input):
    """A few words on one line.

    Args:
        value: what was typed before.
        most: characters at most.
    """

    DEFAULT_CSS = """
    KioskShort {
        border: round $quiet;
        background: $surface;
        &:focus { border: round $accent; }
    }
    """

    def __init__(self, value: str, *, most: int) -> None:
        super().__init__(value, max_length=most, select_on_focus=False)
        self.cursor_blink = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Refuse the clipboard; leave ← of an empty field to the screen."""
        return _may(action, self.value) and super().check_action(action, parameters)

    def on_paste(self, event: events.Paste) -> None:
        """Refuse what the terminal pastes."""
        event.stop()
        event.prevent_default()
