"""The notes that wait to be read, and one of them as typed beside as it would be quoted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.getters import query_one
from textual.widgets import Static

from naho_feedback.domain.text import one_line, shown
from naho_feedback.i18n import N_
from naho_feedback.i18n import gettext as _
from naho_feedback.services.looks_like import kinds_in_words
from naho_feedback.services.review import Reviewed
from naho_feedback.tui.widgets.session_table import SittingTable

_LEAST_WORDS: Final = 20


class ReviewTable(SittingTable):
    """The notes; those that may point at somebody say what they look like."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select_cursor", N_("Change the words"), show=False),
    ]

    def show(self, waiting: Sequence[Reviewed], width: int) -> None:
        """Show these notes.

        Args:
            waiting: the notes, those with a hit first.
            width: cells of the whole screen.
        """
        columns = [_("Note"), _("Looks like"), _("Words")]
        receipts = max([len(columns[0]), *(len(r.note.receipt) for r in waiting)])
        room = width - receipts - 2 * len(columns) - 3
        kinds = min(room // 3, max([len(columns[1]), *(len(_kinds(r)) for r in waiting)]))
        rows = []
        for reviewed in waiting:
            like = Text(_kinds(reviewed), style="bold")
            like.truncate(kinds, overflow="ellipsis")
            words = Text(one_line(reviewed.note.text))
            words.truncate(max(_LEAST_WORDS, room - kinds), overflow="ellipsis")
            rows.append((reviewed.note.id, [Text(reviewed.note.receipt), like, words]))
        self.fill(columns, rows)


def _kinds(reviewed: Reviewed) -> str:
    kinds = one_line(kinds_in_words(reviewed.kinds))
    return f"⚑ {kinds}".rstrip() if reviewed.flagged else kinds


class SideBySide(Horizontal):
    """One note: on the left as it was typed, on the right as it would be quoted."""

    DEFAULT_CSS = """
    SideBySide {
        height: auto;
        min-height: 4;
        max-height: 40%;
        margin: 1 1 0 1;
        VerticalScroll { width: 1fr; height: auto; max-height: 100%; padding: 0 1; }
        #as-typed { background: $surface; margin: 0 1 0 0; }
        #as-quoted { background: $panel; }
        .heading { color: $quiet; }
    }
    """

    _typed = query_one("#as-typed-words", Static)
    _quoted = query_one("#as-quoted-words", Static)

    def compose(self) -> ComposeResult:
        """Lay out both sides."""
        with VerticalScroll(id="as-typed", can_focus=False):
            yield Static(Content(_("As typed")), classes="heading")
            yield Static(id="as-typed-words")
        with VerticalScroll(id="as-quoted", can_focus=False):
            yield Static(Content(_("As it would be quoted")), classes="heading")
            yield Static(id="as-quoted-words")

    def show(self, reviewed: Reviewed | None) -> None:
        """Show a note, or nothing."""
        self.display = reviewed is not None
        if reviewed is not None:
            self._typed.update(Content(shown(reviewed.note.text)))
            never = _("It may speak of harm: it is never quoted.") if reviewed.flagged else ""
            self._quoted.update(Content(never or shown(reviewed.published)))
