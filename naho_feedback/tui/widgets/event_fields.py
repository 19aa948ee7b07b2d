"""Lines of a form to type in, laid out like the steppers beside them."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from naho_feedback.domain.text import one_line
from naho_feedback.i18n import N_
from naho_feedback.tui.widgets.choice_keys import digit_of

_MOST_DIGITS: Final = 5


class LineInput(Input):
    """One line of words; up and down leave it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", N_("Next line"), show=False),
        Binding("up", "app.focus_previous", N_("Line before"), show=False),
    ]

    def __init__(self, value: str = "", *, placeholder: str = "", id: str | None = None) -> None:
        super().__init__(value, placeholder=placeholder, id=id, compact=True)
        self.cursor_blink = False


class NumberInput(LineInput):
    """A number of people; the digit row counts without shift, nothing else is taken.

    Args:
        number: what stands in it at first; None is an empty line.
        placeholder: what an empty line means.
    """

    def __init__(
        self, number: int | None = None, *, placeholder: str = "", id: str | None = None
    ) -> None:
        shown = "" if number is None else str(number)
        super().__init__(shown, placeholder=placeholder, id=id)
        self.restrict = "[0-9]*"
        self.max_length = _MOST_DIGITS

    @property
    def number(self) -> int | None:
        """The number; None while the line is empty."""
        return int(self.value) if self.value else None

    def on_key(self, event: events.Key) -> None:
        """Take a digit of any keyboard, and no other letter."""
        if not event.is_printable:
            return
        event.stop()
        event.prevent_default()
        if (digit := digit_of(event.character)) is not None:
            self.replace(str(digit), *sorted(self.selection))


class FormLine(Horizontal):
    """A label and the line beside it.

    Args:
        label: what is typed there.
        field: where it is typed.
    """

    DEFAULT_CSS = """
    FormLine {
        height: 1;
        padding: 0 1 0 2;
        Static { width: 18; color: $quiet; text-wrap: nowrap; text-overflow: ellipsis; }
        Input { width: 1fr; margin: 0 0 0 2; background: $panel; }
    }
    """

    def __init__(self, label: str, field: LineInput) -> None:
        super().__init__()
        self._label = label
        self._field = field

    def compose(self) -> ComposeResult:
        """Yield both."""
        yield Static(Content(one_line(self._label)))
        yield self._field
