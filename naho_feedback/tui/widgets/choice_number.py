"""A field for digits; the digit row counts without shift on AZERTY too."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from naho_feedback.tui.widgets.choice_keys import digit_of


class DigitsInput(Input):
    """One whole number.

    Args:
        most: digits at most.
        minus: whether the number may be negative; the minus key then is one, not a 6.
        value: digits that stand in it at first.
        compact: whether it has no border.
        id: the widget's id.
    """

    def __init__(
        self,
        *,
        most: int,
        minus: bool = False,
        value: str = "",
        compact: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(
            value,
            restrict="-?[0-9]*" if minus else "[0-9]*",
            max_length=most,
            compact=compact,
            id=id,
        )
        self._minus = minus
        self.cursor_blink = False

    def on_key(self, event: events.Key) -> None:
        """Take a digit typed without shift on AZERTY."""
        digit = digit_of(event.character)
        if digit is None or event.character in set("0123456789"):
            return
        if self._minus and event.character == "-":
            return
        event.stop()
        event.prevent_default()
        self.replace(str(digit), *sorted(self.selection))
