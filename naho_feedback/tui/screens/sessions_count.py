"""How many were there: asked alone, and asked when a session is closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Static

from naho_feedback.domain.text import shown
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.screens.confirm import ConfirmScreen
from naho_feedback.tui.widgets.event_fields import FormLine, NumberInput
from naho_feedback.tui.widgets.keyline import KeyLine


@dataclass(frozen=True)
class Counted:
    """What was answered; ``people`` is None where nobody counted."""

    people: int | None


class CountScreen(ModalScreen[Counted | None]):
    """Asks for a number of people; answers None where the person goes back.

    Args:
        question: what is asked; may hold typed text.
        detail: what will happen.
        people: what is known already.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", N_("Keep"), priority=True),
        Binding("escape", "dismiss(None)", N_("Go back")),
    ]
    DEFAULT_CSS = """
    CountScreen {
        align: center middle;
        background: $background;
        #box {
            width: 64;
            max-width: 100%;
            height: auto;
            padding: 1 3;
            background: $surface;
            border-left: outer $accent;
        }
        #question { text-style: bold; }
        #detail { color: $quiet; margin: 1 0; }
        FormLine { padding: 0; }
    }
    """

    _people = query_one("#people", NumberInput)

    def __init__(self, question: str, detail: str, people: int | None = None) -> None:
        super().__init__()
        self._question = question
        self._detail = detail
        self._before = people

    def compose(self) -> ComposeResult:
        """Lay out the question, the number and the keys."""
        with Vertical(id="box"):
            yield Static(Content(shown(self._question)), id="question")
            yield Static(Content(shown(self._detail)), id="detail")
            hint = _("nobody counted")
            number = NumberInput(self._before, placeholder=hint, id="people")
            yield FormLine(_("People there"), number)
        yield KeyLine()

    def action_answer(self) -> None:
        """Answer with the number."""
        self.dismiss(Counted(self._people.number))


class CloseScreen(CountScreen):
    """Asks once before a session is closed, and how many were there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer", N_("Close the session"), priority=True),
        Binding("escape", "dismiss(None)", N_("No, go back")),
    ]


class EndScreen(ConfirmScreen, inherit_bindings=False):
    """Asks before a permanence ends for good; Enter, pressed by habit, does not say yes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "answer(True)", N_("End it for good")),
        Binding("escape,enter", "answer(False)", N_("No, go back")),
    ]
