"""Asks once before something that cannot be taken back."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from naho_feedback.domain.text import shown
from naho_feedback.i18n import N_
from naho_feedback.tui.widgets.keyline import KeyLine


class ConfirmScreen(ModalScreen[bool]):
    """A question that Enter answers with yes and Escape with no.

    Args:
        question: what is asked; may hold typed text.
        detail: what will happen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer(True)", N_("Yes")),
        Binding("escape", "answer(False)", N_("No, go back")),
    ]
    DEFAULT_CSS = """
    ConfirmScreen {
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
        #detail { color: $quiet; margin: 1 0 0 0; }
    }
    """

    def __init__(self, question: str, detail: str = "") -> None:
        super().__init__()
        self._question = question
        self._detail = detail

    def compose(self) -> ComposeResult:
        """Lay out the question above its keys."""
        with Vertical(id="box"):
            yield Static(Content(shown(self._question)), id="question")
            yield Static(Content(shown(self._detail)), id="detail")
        yield KeyLine()

    def action_answer(self, yes: bool) -> None:
        """Answer and close."""
        self.dismiss(yes)
