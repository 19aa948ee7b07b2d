"""What people do to themes from the table: new ones, names, merges, words; and the mark of harm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Final

from naho_feedback.domain.text import folded
from naho_feedback.domain.themes import Theme
from naho_feedback.errors import NahoError
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.theme_desk import Placed
from naho_feedback.services.theme_table import TableRow
from naho_feedback.services.wording import number
from naho_feedback.tui.screens.theme_pick import ThemePick
from naho_feedback.tui.screens.themes_deeds import ThemeDeeds

_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
_ELIDED: Final = re.compile(r"^(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)['’]", re.IGNORECASE)
_SHORT: Final = 3


class ThemeNames(ThemeDeeds):
    """A screen with the table of themes whose themes are made, named, merged and taught words.

    Args:
        naho: the workspace's services.
    """

    # ---- themes --------------------------------------------------------------------------

    def ask_split(self, rows: tuple[TableRow, ...]) -> None:
        """Ask for the name of a theme made of these notes."""
        self._asked = (rows[0].theme if rows else "", rows)
        label = ngettext("Theme of this note", "Theme of these {n} notes", len(rows))
        self.ask_line("split", label.format(n=number(len(rows))))

    def ask_name(self, theme: str) -> None:
        """Ask for another name of a theme."""
        self._asked = (theme, ())
        name = self._names.get(theme, "")
        self.ask_line("rename", _("Name of {theme}").format(theme=name), name)

    def ask_word(self, theme: str, rows: tuple[TableRow, ...]) -> None:
        """Ask for a word of a note that speaks of its theme; its own words can be picked."""
        self._asked = (theme, rows)
        words = note_words(rows[0].note.text) if rows else []
        words = [word for word in words if not self.naho.taxonomy.knows(word)]
        name = self._names.get(theme, "")
        title = _("A word that speaks of {theme}").format(theme=name)

        def picked(choice: str | None) -> None:
            if choice is not None:
                self._teach(theme, choice)

        choices = tuple((word, word) for word in words)
        self.ask_pick(ThemePick(title, choices, free=True), picked)

    def _teach(self, theme: str, word: str) -> None:
        desk, name = self.naho.theme_desk, self._names.get(theme, "")

        def taught(kept: str) -> None:
            self.grid.remember("")
            said = _("“{word}” now speaks of {theme}. r says what would change.")
            self.tell(said.format(word=kept, theme=name))

        self.write_next(lambda: desk.add_word(theme, word), taught, doing="teach a word")

    def ask_merge(self, theme: str) -> None:
        """Ask which theme another one becomes a part of."""
        desk, name = self.naho.theme_desk, self._names.get(theme, "")

        def merged(stays: Theme) -> None:
            self.grid.remember("")
            said = _("{theme} is part of {other} now. u takes it back.")
            self.tell(said.format(theme=name, other=stays.label))

        def picked(choice: str | None) -> None:
            if choice is not None:
                self.write_next(lambda: desk.merge(theme, choice[1:]), merged, doing="merge themes")

        title = _("{theme} becomes part of").format(theme=name)
        self.ask_pick(ThemePick(title, self._choices(but=theme, unsorted=False)), picked)

    def answer(self, what: str, words: str) -> None:
        """Do what a name was asked for; a refused one stays in the line."""
        theme, rows = self._asked
        desk, ids = self.naho.theme_desk, [row.id for row in rows]
        again = partial(self._ask_again, what, words)
        if what == "split":
            self.write_next(
                lambda: desk.split(ids, words, split_from=theme),
                partial(self._split, words),
                doing="split",
                failed=again,
            )
        elif words.strip() != self._names.get(theme, ""):
            self.write_next(
                lambda: desk.rename(theme, words), self._renamed, doing="rename", failed=again
            )

    def _split(self, name: str, placed: Placed) -> None:
        self._names[placed.theme] = " ".join(name.split())
        self._use(placed.theme)
        self.grid.remember(placed.placements[0].note if placed.placements else "")
        self.grid.select_nothing()
        said = _("New theme: {theme}. u takes it back.")
        self.tell(said.format(theme=self._names[placed.theme]))

    def _renamed(self, theme: Theme) -> None:
        self.grid.remember("")
        self._names[theme.id] = str(theme.label)
        self.show_slots()
        self.tell(_("It is called {theme} now. u takes it back.").format(theme=theme.label))

    def _ask_again(self, what: str, words: str, error: NahoError) -> None:
        self.tell(f"{error.message} {error.hint}".strip(), "problem")
        if what == "split":
            self.ask_split(self._asked[1])
        else:
            self.ask_name(self._asked[0])
        self.line.field.value = words

    # ---- harm ----------------------------------------------------------------------------

    def flag(self, rows: Sequence[TableRow]) -> None:
        """Mark notes as speaking of harm; where they are marked, not any more."""
        if not rows:
            return
        desk, ids, flagged = self.naho.theme_desk, [row.id for row in rows], not rows[0].flagged
        receipts = ", ".join(row.note.receipt for row in rows)
        where = self.naho.facets.where_to_report

        def said(_nothing: None) -> None:
            self.grid.remember(ids[0])
            if flagged:
                told = _("{receipt} may speak of harm. {where}")
                self.tell(told.format(receipt=receipts, where=where))
            else:
                self.tell(_("{receipt}: no mark any more.").format(receipt=receipts))
            self.refresh_data()

        self.write_next(lambda: desk.flag(ids, flagged), said, doing="flag notes")


def note_words(text: str) -> list[str]:
    """Return the words of a note that may speak of a theme, longest first, each once."""
    words = (_ELIDED.sub("", word, count=1) for word in _WORD.findall(text))
    found = {folded(word): word for word in words if len(word) >= _SHORT}
    return sorted(found.values(), key=lambda word: (-len(word), folded(word)))
