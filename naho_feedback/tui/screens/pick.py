"""Picks one thing of a list that filters while one types."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from naho_feedback.domain.text import folded, one_line
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.tui.widgets.keyline import KeyLine


class PickScreen(ModalScreen[str | None]):
    """Answers with the id of what was picked, or None.

    Args:
        title: what is picked.
        choices: id and words; the words may be typed text.
        chosen: the id under the cursor at first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", N_("Choose"), priority=True),
        Binding("down", "move(1)", N_("Next"), key_display="↑↓", priority=True),
        Binding("up", "move(-1)", N_("Before"), show=False, priority=True),
        Binding("escape", "dismiss(None)", N_("Go back")),
    ]
    DEFAULT_CSS = """
    PickScreen {
        align: center middle;
        background: $background;
        #box { width: 76; max-width: 100%; height: 90%; padding: 1 2; background: $surface; }
        #title { text-style: bold; margin: 0 0 1 0; }
        Input { background: $panel; }
        OptionList { height: 1fr; margin: 1 0 0 0; border: none; background: $surface; }
    }
    """

    _filter = query_one(Input)
    _list = query_one(OptionList)

    def __init__(self, title: str, choices: tuple[tuple[str, str], ...], chosen: str = "") -> None:
        super().__init__()
        self._title = title
        self._choices = tuple((id_, one_line(words)) for id_, words in choices)
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Lay out filter and list."""
        with Vertical(id="box"):
            yield Static(Content(one_line(self._title)), id="title")
            yield Input(placeholder=_("Type to filter"), compact=True)
            choices = OptionList()
            choices.can_focus = False
            yield choices
        yield KeyLine()

    def on_mount(self) -> None:
        """Show all, the cursor on what is chosen now."""
        self._fill()
        ids = [id_ for id_, _words in self._choices]
        if self._chosen in ids:
            self._list.highlighted = ids.index(self._chosen)
        self._filter.focus()

    @on(Input.Changed)
    def _fill(self) -> None:
        typed = folded(self._filter.value).split()
        fitting = [
            Option(Content(words), id=id_)
            for id_, words in self._choices
            if all(word in folded(words) for word in typed)
        ]
        self._list.set_options(fitting)
        self._list.highlighted = 0 if fitting else None

    @on(OptionList.OptionSelected)
    def _clicked(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.dismiss(message.option_id)

    def action_move(self, by: int) -> None:
        """Move the cursor in the list while the filter keeps the focus."""
        if by > 0:
            self._list.action_cursor_down()
        else:
            self._list.action_cursor_up()

    def action_pick(self) -> None:
        """Answer with what is under the cursor."""
        option = self._list.highlighted_option
        if option is not None:
            self.dismiss(option.id)
