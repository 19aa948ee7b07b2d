"""One choice among a few, on one line: left and right change it, up and down leave it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from naho_feedback.domain.text import folded, one_line
from naho_feedback.i18n import N_

_LABEL_WIDTH: Final = 18


class Stepper(Widget, can_focus=True):
    """Shows a label, the chosen value between angles, and its place among the others.

    Args:
        label: what is chosen.
        choices: id and words of each choice, at least one; the words may be typed text.
        value: the id chosen at first; the first one where it is unknown.
        letters: whether a letter jumps to the next choice that begins with it.
        sentence: whether the label is a sentence that takes all the room it can.
    """

    DEFAULT_CSS = """
    Stepper {
        height: 1;
        width: 1fr;
        padding: 0 1;
        border-left: outer transparent;
        &:focus { background: $panel; border-left: outer $accent; }
        &:hover { background: $panel; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "step(1)", N_("Change"), key_display="←→"),
        Binding("left", "step(-1)", N_("Change"), show=False),
        Binding("down", "app.focus_next", N_("Next line"), show=False),
        Binding("up", "app.focus_previous", N_("Line before"), show=False),
    ]
    ALLOW_SELECT = False

    position: reactive[int] = reactive(0)

    @dataclass
    class Changed(Message):
        """Another value was chosen."""

        stepper: Stepper
        value: str

        @property
        def control(self) -> Stepper:
            """The stepper."""
            return self.stepper

    def __init__(
        self,
        label: str,
        choices: tuple[tuple[str, str], ...],
        *,
        value: str = "",
        letters: bool = True,
        sentence: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._label = label
        self._choices = choices
        self._letters = letters
        self._sentence = sentence
        self.set_reactive(Stepper.position, self._position_of(value))

    @property
    def value(self) -> str:
        """The id of the choice."""
        return self._choices[self.position][0]

    @value.setter
    def value(self, value: str) -> None:
        self.position = self._position_of(value)

    def _position_of(self, value: str) -> int:
        return next((i for i, (id_, _words) in enumerate(self._choices) if id_ == value), 0)

    def watch_position(self) -> None:
        """Tell of the new value."""
        self.post_message(self.Changed(self, self.value))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to change only where there is a choice."""
        if action == "step":
            return len(self._choices) > 1
        return super().check_action(action, parameters)

    def action_step(self, by: int) -> None:
        """Choose the next or previous value, round and round."""
        self.position = (self.position + by) % len(self._choices)

    def on_key(self, event: events.Key) -> None:
        """Jump to the next choice that begins with the letter typed."""
        if not (self._letters and event.character and event.character.isalnum()):
            return
        letter = folded(event.character)
        count = len(self._choices)
        for step in range(1, count + 1):
            place = (self.position + step) % count
            if folded(one_line(self._choices[place][1])).startswith(letter):
                event.stop()
                self.position = place
                return

    def on_click(self, event: events.Click) -> None:
        """Step; a click on the left angle or before it steps back."""
        words = Content(one_line(self._choices[self.position][1])).cell_length
        start = self.size.width - words - 4 if self._sentence else _LABEL_WIDTH + 2
        self.action_step(-1 if event.x <= start else 1)

    def render(self) -> RenderResult:
        """Return the line."""
        width = self.content_size.width
        words = one_line(self._choices[self.position][1])
        return self._as_sentence(words, width) if self._sentence else self._as_field(words, width)

    def _as_field(self, words: str, width: int) -> Content:
        several = len(self._choices) > 1
        place = f"{self.position + 1}/{len(self._choices)}" if several else ""
        room = max(1, width - _LABEL_WIDTH - len(place) - 6)
        value = Content.styled(words, "bold").truncate(room, ellipsis=True)
        label = Content.styled(one_line(self._label), "$quiet")
        label = label.truncate(_LABEL_WIDTH, ellipsis=True)
        pad = " " * (_LABEL_WIDTH - label.cell_length)
        row = Content.assemble(
            label, pad, ("‹ " if several else "  ", "$accent"), value, (" ›" * several, "$accent")
        )
        gap = " " * max(1, width - row.cell_length - len(place))
        return Content.assemble(row, gap, (place, "$quiet"))

    def _as_sentence(self, words: str, width: int) -> Content:
        value = Content.assemble(("‹ ", "$accent"), (words, "bold"), (" ›", "$accent"))
        label = Content.styled(one_line(self._label), "$quiet")
        label = label.truncate(max(1, width - value.cell_length - 2), ellipsis=True)
        gap = " " * max(1, width - label.cell_length - value.cell_length)
        return Content.assemble(label, gap, value)
