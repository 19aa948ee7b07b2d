"""A place on a line: arrows, digits, or a click on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.app import RenderResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from naho_feedback.domain.responses import Answer
from naho_feedback.domain.surveys import Question
from naho_feedback.domain.text import one_line
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.widgets.choice_keys import digit_of

_TENTHS: Final = 10
_MARK: Final = "█"
_BEFORE: Final = "━"
_AFTER: Final = "─"


class KioskSlider(Widget, can_focus=True):
    """A line with its two ends.

    A digit is that many tenths of the way. Nothing is chosen at first, so that the question can
    be skipped.

    Args:
        question: the question.
        value: the place chosen before, or None.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,down", "move(-1)", N_("Less"), show=False),
        Binding("right,up", "move(1)", N_("More"), show=False),
        Binding("home", "end(0)", N_("Least"), show=False),
        Binding("end", "end(-1)", N_("Most"), show=False),
        Binding("delete", "clear", N_("No answer"), show=False),
        Binding("enter", "forward", N_("Go on"), show=False),
    ]
    DEFAULT_CSS = """
    KioskSlider {
        width: 100%;
        height: 7;
        padding: 0 2;
        border: round $quiet;
        background: $surface;
        &:focus { border: round $accent; }
        &:hover { background: $panel; }
    }
    """

    @dataclass
    class Moved(Message):
        """Another place is chosen, or none."""

        slider: KioskSlider

        @property
        def control(self) -> KioskSlider:
            """The slider."""
            return self.slider

    @dataclass
    class Forward(Message):
        """Somebody wants to go on."""

        slider: KioskSlider

        @property
        def control(self) -> KioskSlider:
            """The slider."""
            return self.slider

    def __init__(self, question: Question, value: Answer | None = None) -> None:
        super().__init__()
        self._line = question.line
        self._low = one_line(str(question.low)) if question.low else ""
        self._high = one_line(str(question.high)) if question.high else ""
        self.value = value if isinstance(value, int) and value in self._line else None

    def render(self) -> RenderResult:
        """Return the value, the line and what its ends mean."""
        width = max(2, self.content_size.width)
        said = _("Choose a place on the line.") if self.value is None else str(self.value)
        ends = f"{self._line[0]}  {self._low}", f"{self._high}  {self._line[-1]}"
        gap = max(1, width - Content(ends[0]).cell_length - Content(ends[1]).cell_length)
        return Content.assemble(
            (said.center(width), "bold" if self.value is not None else "$quiet"),
            "\n\n",
            (self._drawn(width), "$accent"),
            "\n\n",
            (ends[0] + " " * gap + ends[1], "$quiet"),
        )

    def _drawn(self, width: int) -> str:
        if self.value is None:
            return _AFTER * width
        at = round(self._line.index(self.value) / (len(self._line) - 1) * (width - 1))
        return _BEFORE * at + _MARK + _AFTER * (width - 1 - at)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave ← to the screen while nothing is chosen: it goes back."""
        if action == "move" and parameters == (-1,) and self.value is None:
            return False
        return super().check_action(action, parameters)

    def action_move(self, steps: int) -> None:
        """Go some places along the line; the first step begins in its middle."""
        last = len(self._line) - 1
        if self.value is None:
            self._choose(last // 2)
        else:
            self._choose(min(max(self._line.index(self.value) + steps, 0), last))

    def action_end(self, end: int) -> None:
        """Go to an end."""
        self._choose(end % len(self._line))

    def action_clear(self) -> None:
        """Choose nothing."""
        self.value = None
        self._say_moved()

    def action_forward(self) -> None:
        """Go on."""
        self.post_message(self.Forward(self))

    def on_key(self, event: events.Key) -> None:
        """Choose by a digit of any keyboard."""
        digit = digit_of(event.character)
        if digit is None:
            return
        event.stop()
        event.prevent_default()
        self._choose(round(digit / _TENTHS * (len(self._line) - 1)))

    def on_click(self, event: events.Click) -> None:
        """Choose by a click."""
        event.stop()
        offset = event.get_content_offset_capture(self)
        share = offset.x / max(1, self.content_size.width - 1)
        self._choose(round(min(max(share, 0.0), 1.0) * (len(self._line) - 1)))

    def _choose(self, place: int) -> None:
        self.value = self._line[place]
        self._say_moved()

    def _say_moved(self) -> None:
        self.refresh()
        self.post_message(self.Moved(self))
