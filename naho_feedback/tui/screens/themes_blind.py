"""Blind second coding: a sample without its themes, sorted by another person by number keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.screen import ModalScreen
from textual.widgets import Static

from naho_feedback.domain.text import shown
from naho_feedback.domain.themes import UNSORTED
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.second_coding import compared, told
from naho_feedback.services.theme_table import TableRow
from naho_feedback.services.wording import number
from naho_feedback.tui.screens.theme_pick import ThemePick
from naho_feedback.tui.widgets.choice_keys import digit_of
from naho_feedback.tui.widgets.keyline import KeyLine
from naho_feedback.tui.widgets.theme_slots import ThemeSlots


class BlindScreen(ModalScreen[None]):
    """One note after the other, then how far both sortings agree; it changes no placement.

    Args:
        rows: the sample.
        names: names of the themes by id, that of "to be sorted" included.
        slots: the themes of the number keys, 1 first.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m,enter", "pick", N_("Theme…"), key_display="m"),
        Binding("u,backspace", "back", N_("Note before"), key_display="u"),
        Binding("c", "copy", N_("Copy")),
        Binding("escape", "dismiss", N_("Close")),
    ]
    DEFAULT_CSS = """
    BlindScreen {
        align: center middle;
        background: $background;
        #box { width: 90; max-width: 100%; height: 100%; padding: 1 3; background: $surface; }
        #title { text-style: bold; color: $accent; }
        #about { color: $quiet; margin: 0 0 1 0; }
        ThemeSlots { dock: bottom; margin: 0 0 3 0; }
    }
    """

    _title = query_one("#title", Static)
    _words = query_one("#words", Static)
    _slots_line = query_one(ThemeSlots)

    def __init__(
        self, rows: Sequence[TableRow], names: Mapping[str, str], slots: Sequence[str]
    ) -> None:
        super().__init__()
        self._rows = list(rows)
        self._names = dict(names)
        self._slots = list(slots)
        self._place = 0
        self._second: dict[str, str] = {}
        self._said: list[str] = []

    def compose(self) -> ComposeResult:
        """Lay out where one stands, the note, the number keys."""
        about = _(
            "A second person sorts a sample without seeing where it lies. At the end you see how "
            "far both agree. Nothing is changed and nothing is kept."
        )
        with VerticalScroll(id="box", can_focus=False):
            yield Static(id="title")
            yield Static(Content(about), id="about")
            yield Static(id="words")
        yield ThemeSlots()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the first note."""
        self._slots_line.show([(theme, self._names.get(theme, theme)) for theme in self._slots])
        self._show()

    @property
    def is_done(self) -> bool:
        """Whether every note of the sample was sorted."""
        return self._place >= len(self._rows)

    def _show(self) -> None:
        self._slots_line.display = not self.is_done
        if self.is_done:
            self._show_result()
        else:
            self._title.update(
                Content(
                    _("Note {n} of {all}").format(
                        n=number(self._place + 1), all=number(len(self._rows))
                    )
                )
            )
            self._words.update(Content(shown(self._rows[self._place].note.text)))
        self.refresh_bindings()

    def _show_result(self) -> None:
        result = compared(self._rows, self._second)
        self._said = (
            told(result, self._names)
            if result is not None
            else [_("No note has a theme yet; sort some first.")]
        )
        self._title.update(Content(_("How far both agree")))
        self._words.update(Content(shown("\n".join(self._said))))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer themes while notes are left, and copying at the end."""
        if action == "pick":
            return not self.is_done
        if action == "copy":
            return self.is_done
        if action == "back":
            return self._place > 0
        return super().check_action(action, parameters)

    # ---- sorting -------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Take the number keys, with and without Shift on a French keyboard."""
        digit = digit_of(event.character)
        if digit is None or self.is_done:
            return
        event.stop()
        event.prevent_default()
        if digit == 0:
            self._sort(UNSORTED)
        elif digit <= len(self._slots):
            self._sort(self._slots[digit - 1])

    @on(ThemeSlots.Clicked)
    def _clicked(self, message: ThemeSlots.Clicked) -> None:
        message.stop()
        self._sort(message.theme)

    def _sort(self, theme: str) -> None:
        if not self.is_done:
            self._second[self._rows[self._place].id] = theme
            self._place += 1
            self._show()

    def action_pick(self) -> None:
        """Let a theme be picked from all."""
        choices = tuple((f"#{id_}", name) for id_, name in self._names.items())

        def picked(choice: str | None) -> None:
            if choice is not None:
                self._sort(choice[1:])

        self.app.push_screen(ThemePick(_("Theme of the note"), choices), picked)

    def action_back(self) -> None:
        """Go back to the note before."""
        if self._place > 0:
            self._place -= 1
            self._second.pop(self._rows[self._place].id, None)
            self._show()

    def action_copy(self) -> None:
        """Copy the result."""
        self.app.copy_to_clipboard("\n".join(self._said))
        self.notify(_("Copied."), markup=False)
