"""Thèmes: what is each note about? A table of all notes, sorted by number keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import msgspec
from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from naho_feedback.bootstrap import Naho
from naho_feedback.domain.notes import Note, find_format
from naho_feedback.domain.sessions import Session
from naho_feedback.domain.themes import UNSORTED
from naho_feedback.i18n import gettext as _
from naho_feedback.i18n import ngettext
from naho_feedback.services.clock import local_time
from naho_feedback.services.facet_words import facet_sentences
from naho_feedback.services.placement_history import PlacementStep, placement_steps
from naho_feedback.services.theme_desk import ThemeDesk
from naho_feedback.services.theme_table import Table, TableRow, recounted
from naho_feedback.services.wording import moment, number, percent
from naho_feedback.tui.messages import GoTo
from naho_feedback.tui.screens.base import Help
from naho_feedback.tui.screens.themes_proposals import ThemeProposals
from naho_feedback.tui.widgets.keyline import KeyLine
from naho_feedback.tui.widgets.theme_detail import ThemeDetail, note_rows, similar_rows
from naho_feedback.tui.widgets.theme_grid import SLOTS, ThemeGrid, Want
from naho_feedback.tui.widgets.theme_line import ThemeLine
from naho_feedback.tui.widgets.theme_list import ThemeList
from naho_feedback.tui.widgets.theme_slots import ThemeSlots

_ROOM_FOR_LIST: Final = 120
_STEPS_SHOWN: Final = 6


class ThemesScreen(ThemeProposals):
    """All notes with their themes.

    Args:
        naho: the workspace's services.
    """

    CSS_PATH = "themes.tcss"
    AUTO_FOCUS = "ThemeGrid"

    themes: getters.query_one[ThemeList] = getters.query_one(ThemeList)
    detail: getters.query_one[ThemeDetail] = getters.query_one(ThemeDetail)

    def __init__(self, naho: Naho) -> None:
        super().__init__(naho)
        self._table: Table | None = None
        self._past: tuple[str, tuple[str, ...]] = ("", ())
        self._offered_at = ""
        # The list of themes stands beside the notes from here on; below, a key shows it instead.
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_ROOM_FOR_LIST, "-wide")]

    # ---- what is shown -------------------------------------------------------------------

    def body(self) -> ComposeResult:
        """Yield counts, notes and themes, the chosen note, the number keys, the quiet line."""
        yield Static(id="themes-about")
        with Horizontal(id="themes-body"):
            yield ThemeGrid()
            yield ThemeList()
        yield ThemeDetail()
        yield ThemeSlots()
        yield Static(id="themes-said")
        yield ThemeLine()

    async def on_unmount(self) -> None:
        """Let what was decided reach the journal before the screen is gone."""
        await self._writes.finish()

    def screen_title(self) -> str:
        """Return the screen's name."""
        return _("Themes")

    def help(self) -> Help:
        """Say how notes are sorted, and who decides."""
        return Help(
            _("What is each note about?"),
            (
                _(
                    "Numbers put the chosen note into a theme, on a French keyboard without Shift "
                    "too; 0: to be sorted; m: all themes. The next note follows by itself. u takes "
                    "everything back."
                ),
                _(
                    "The machine proposes, you decide: what a person placed (✓) never moves. r "
                    "shows what would change if all was sorted anew."
                ),
                _(
                    "How sure: ▮▮▮ sure, ▮▮▯ fairly, ▮▯▯ not sure. w teaches a theme a word of "
                    "your house."
                ),
            ),
        )

    def refresh_data(self) -> None:
        """Read the notes and their themes again; not between two keys that place notes."""
        if self._resting is None and not self._pending:
            self._read_again()

    def _read_again(self) -> None:
        self.work(partial(_read, self.naho), self._show, group="table")

    def _show(self, read: tuple[ThemeDesk, Table]) -> None:
        _desk, table = read
        if table.version < self._written:
            return  # read before our own last change; the store moved since and is read again
        self._table = table
        self._names = {count.id: count.label for count in table.counts}
        pending = self._pending
        rows = [pending.get(row.id, row) for row in table.rows] if pending else table.rows
        self.grid.show_rows(rows)
        if self._sort_anew:
            self._sort_anew = False
            self.grid.order_by(self.grid.rows.order)
        self.themes.show(table.counts, self.grid.rows.theme)
        self._slots = [theme for theme in self._slots if theme in self._names]
        if len(self._slots) < SLOTS:
            self._fill_slots()
        self.show_slots()
        self._undo_changed()
        self._say_about()
        self._show_detail()
        self.look_whether_due()
        self.tell_waiting()

    def recount(self, before: Sequence[TableRow], after: Sequence[TableRow]) -> None:
        """Show that some notes moved in the counts, before everything is read again.

        The list of themes follows then: painting it at each key would be half of the key's time.
        """
        if self._table is not None:
            counts = tuple(recounted(self._table.counts, before, after))
            self._table = msgspec.structs.replace(self._table, counts=counts)
            self._say_about()

    def _fill_slots(self) -> None:
        """Give number keys to the largest themes until people have used nine."""
        counts = self._table.counts if self._table is not None else ()
        usual = sorted((c for c in counts if c.id and not c.special), key=lambda c: -c.notes)
        for count in usual:
            if len(self._slots) < SLOTS and count.id not in self._slots:
                self._slots.append(count.id)

    def _say_about(self) -> None:
        rows, table = self.grid.rows, self._table
        if table is None:
            return
        total = rows.count
        unsorted = sum(count.notes for count in table.counts if count.id == UNSORTED)
        locked = sum(count.locked for count in table.counts)
        notes = ngettext("{n} note", "{n} notes", total).format(n=number(total))
        if rows.is_filtered:
            notes = _("{n} of {all} found").format(n=number(len(rows.shown)), all=number(total))
        selected = len(self.grid.selected)
        said = (
            _("“{text}”").format(text=rows.words) if rows.words else "",
            self._names.get(rows.theme, "") if rows.theme is not None else "",
            notes,
            ngettext("{n} to be sorted", "{n} to be sorted", unsorted).format(n=number(unsorted)),
            _("{share} decided by people").format(share=percent(locked / total)) if total else "",
            ngettext("{n} selected", "{n} selected", selected).format(n=number(selected))
            if selected
            else "",
            _(rows.order.name),
            self.thinking_words(),
        )
        about = Content(" · ".join(filter(None, said)))
        self.query_one("#themes-about", Static).update(about)

    def say_counts(self) -> None:
        """Say how much is shown, and whether the machine is thinking."""
        self._say_about()

    async def language_changed(self) -> None:
        """Say everything again; nothing is laid out anew, so typed words stay."""
        self.update_header()
        self.query_one(KeyLine).refresh(layout=True)
        self.grid.refresh()
        self.refresh_data()

    # ---- the chosen note -----------------------------------------------------------------

    @on(ThemeGrid.Moved)
    def _moved(self, message: ThemeGrid.Moved) -> None:
        message.stop()
        self._say_about()
        self._show_detail()

    def _show_detail(self) -> None:
        row = self.grid.chosen
        if row is None:
            self.detail.show(lambda _width: [])
            return
        if self._offer is not None and row.id == self._offered_at:
            return  # the similar notes stay listed until the cursor moves
        is_big = self.has_class("-more")
        if is_big and self._past[0] != row.id:
            self._past = (row.id, ())
            store, id_ = self.naho.store, row.id
            self.work(
                lambda: placement_steps(store, id_), partial(self._show_past, id_), group="past"
            )
        self.detail.show(self._detail_rows(row, self._past[1] if is_big else ()))

    def _detail_rows(self, row: TableRow, past: tuple[str, ...]) -> Callable[[int], list[Content]]:
        session = self.naho.store.get(Session, row.note.session)
        column = find_format(session.format).column(row.note.column) if session else None
        also = row.placement.also if row.placement is not None else ()
        return note_rows(
            row,
            column=str(column.name) if column else "",
            also=[self._names.get(theme, theme) for theme in also],
            more=(*self._facets_of(row, session), *past),
        )

    def _facets_of(self, row: TableRow, session: Session | None) -> list[str]:
        facets = self.naho.facets
        return facet_sentences(facets.of(row.note, session), facets.areas, facets.where_to_report)

    def _show_past(self, id: str, steps: list[PlacementStep]) -> None:
        today = self.naho.clock.today()
        said = [
            _("{when}: {what}").format(
                when=moment(local_time(step.at), today), what=self._step_words(step)
            )
            for step in steps[-_STEPS_SHOWN:]
        ]
        self._past = (id, tuple(said))
        self._show_detail()

    def _step_words(self, step: PlacementStep) -> str:
        if not step.theme:
            if step.locked:
                return _("a person left it to be sorted")
            return _("the machine left it to be sorted")
        said = (
            _("a person placed it in {theme}")
            if step.locked
            else _("the machine placed it in {theme}")
        )
        return said.format(theme=self.naho.taxonomy.label(step.theme))

    def show_similar(self, theme: str, notes: list[Note]) -> None:
        """Show which notes resemble the one that was placed."""
        self._offered_at = self.grid.chosen.id if self.grid.chosen is not None else ""
        self.detail.show(similar_rows(theme, notes))

    # ---- what keys want ------------------------------------------------------------------

    @on(ThemeGrid.Wanted)
    def _wanted(self, message: ThemeGrid.Wanted) -> None:
        message.stop()
        rows, theme = message.rows, message.theme
        wishes: dict[Want, Callable[[], object]] = {
            Want.PICK: lambda: self.pick_theme(rows),
            Want.UNDO: self.undo,
            Want.FIND: lambda: self.ask_line("find", _("Find"), self.grid.rows.words),
            Want.SPLIT: lambda: self.ask_split(rows),
            Want.WORD: lambda: self.ask_word(theme, rows),
            Want.RENAME: lambda: self.ask_name(theme),
            Want.MERGE: lambda: self.ask_merge(theme),
            Want.HISTORY: lambda: self.show_history(theme),
            Want.FLAG: lambda: self.flag(rows),
            Want.REGROUP: self.regroup,
            Want.SIMILAR: self.take_offer,
            Want.LIST: self._to_list,
            Want.DETAIL: self._more_or_less,
            Want.BLIND: self._sort_blind,
            Want.BACK: self._back,
            Want.THEME_FIRST: lambda: self.tell(_("This note has no theme yet: place it first.")),
        }
        wishes[message.want]()

    def _to_list(self) -> None:
        self.add_class("-list")
        self.themes.focus()

    def _more_or_less(self) -> None:
        self.toggle_class("-more")
        self._show_detail()

    def _back(self) -> None:
        """Refuse what is offered, else show all notes again, else leave."""
        rows = self.grid.rows
        if self.refuse_offer():
            self._show_detail()
        elif rows.words:
            self.grid.look_for("")
        elif rows.theme is not None:
            self._only(None)
        else:
            self.post_message(GoTo("dashboard"))

    def _sort_blind(self) -> None:
        """Let a second person sort a sample of the notes that are shown."""
        # Not at the top: few people ever need it.
        from naho_feedback.services.second_coding import sample
        from naho_feedback.tui.screens.themes_blind import BlindScreen

        rows = self.grid.rows
        given = [rows.at(place) for place in range(len(rows.shown))]
        chosen = sample(given, self.naho.clock.today())
        if not chosen:
            self.tell(_("No note has a theme yet; sort some first."))
            return
        self.app.push_screen(BlindScreen(chosen, self._names, self._slots))

    # ---- the list of themes --------------------------------------------------------------

    def _only(self, theme: str | None) -> None:
        self.grid.only(theme)
        if self._table is not None:
            self.themes.show(self._table.counts, theme)
        self._say_about()

    @on(ThemeList.Shown)
    def _theme_shown(self, message: ThemeList.Shown) -> None:
        message.stop()
        self._only(message.theme)
        self._to_notes()

    @on(ThemeList.Left)
    def _list_left(self, message: ThemeList.Left) -> None:
        message.stop()
        self._to_notes()

    def _to_notes(self) -> None:
        self.remove_class("-list")
        self.set_focus(self.grid)

    @on(ThemeList.About)
    def _list_about(self, message: ThemeList.About) -> None:
        message.stop()
        about = {"rename": self.ask_name, "merge": self.ask_merge, "history": self.show_history}
        about[message.want](message.theme)

    # ---- the line ------------------------------------------------------------------------

    @on(ThemeLine.Typed)
    def _typed(self, message: ThemeLine.Typed) -> None:
        message.stop()
        if message.what == "find":
            self.grid.look_for(message.words)
            self._say_about()

    @on(ThemeLine.Answered)
    def _answered(self, message: ThemeLine.Answered) -> None:
        message.stop()
        self.remove_class("-list")
        self.line.close(self.grid)
        if message.what == "find":
            if message.words is None:
                self.grid.look_for("")
            self._say_about()
        elif message.words is not None:
            self.answer(message.what, message.words)


def _read(naho: Naho) -> tuple[ThemeDesk, Table]:
    """Return the table, and the desk, which is made in this thread: it loads plugins.

    Raises:
        StoreError: if the records cannot be read.
    """
    return naho.theme_desk, naho.theme_table.read()
